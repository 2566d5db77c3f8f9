"""Files as people really keep them, and what each must give."""

import codecs
import io
from datetime import date
from decimal import Decimal
from pathlib import Path
from time import monotonic

import openpyxl
import pytest
from intakekit import FILES, TODAY, circle, refused, said

from atm_tui.document import Document
from atm_tui.errors import AtmError
from atm_tui.intake.files import understand_bytes, understand_file
from atm_tui.intake.understood import Understood, take
from atm_tui.model.action import Action
from atm_tui.model.plan import Plan


def understood(name: str, document: Document | None = None, table: str = "") -> Understood:
    return understand_file((document or circle()).plan, FILES / name, TODAY, table=table)


def test_semicolons_a_title_and_a_line_of_totals() -> None:
    document = circle()
    found = understood("01-actions-semicolon.csv", document)
    assert said(document, found) == [
        {
            "what": "Buy madder and alum",
            "lead": "Zuhura Mbeki",
            "due": date(2027, 1, 15),
            "status": "agreed",
            "why": "before the rains",
        },
        {
            "what": "Dye twelve trial skeins",
            "lead": "Neema Salu",
            "due": date(2027, 2, 3),
            "status": "doing",
        },
        {
            "what": "Write down the hours of each piece",
            "lead": "Tabu Okoth",
            "due": date(2027, 2, 28),
            "status": "done",
            "why": "in the red book",
        },
    ]
    assert [item.refused for item in refused(found)] == ["A line of totals."]
    assert "headings in row 4" in found.notes[0]


def test_windows_letters_and_names_in_two_columns() -> None:
    document = circle()
    found = understood("02-members-windows.csv", document)
    assert [item.changes for item in found.items] == ["person W01", "", ""]
    assert said(document, found)[1:] == [
        {"display_name": "Chloé Salu", "sex": "female", "age": "18-24", "role": "Trésorière"},
        {"display_name": "Juma, Halima", "sex": "female", "age": "60+"},
    ]
    assert any("UTF-8" in note for note in found.notes)


def test_unicode_text_of_a_spreadsheet() -> None:
    document = circle()
    assert said(document, understood("03-members-unicode-text.txt", document))[1:] == [
        {
            "display_name": "Asha Bilal",
            "sex": "female",
            "age": "18-24",
            "reads": "some",
            "languages": "Swahili, English",
        },
        {
            "display_name": "Mercy Atieno",
            "sex": "female",
            "age": "under 18",
            "reads": "no",
            "languages": "Dholuo",
        },
    ]


def test_decimal_commas_and_thousands_with_points() -> None:
    found = understood("04-indicators-decimal-comma.csv")
    amounts = [(item.values["baseline"], item.values["target"]) for item in found.items]
    assert amounts == [
        (Decimal("1250.50"), Decimal(3000)),
        (Decimal(9), Decimal(20)),
        (Decimal("0.5"), Decimal("12.75")),
    ]
    assert found.items[1].record is not None
    assert found.items[1].record.unread == {"measured_by": "the teacher"}
    assert "'the teacher' is not found in people" in found.items[1].said


@pytest.mark.parametrize("table", ["", "reading"])
def test_readings_with_a_column_for_each_month(table: str) -> None:
    document = circle()
    found = understood("05-readings-by-month.xlsx", document, table)
    assert [(one["indicator"], one["on"].month, one["amount"]) for one in said(document, found)] == [
        ("Homes with three meals", 6, 9),
        ("Homes with three meals", 7, 11),
        ("Income from weaving", 6, Decimal("1250.5")),
        ("Income from weaving", 7, 1400),
        ("Income from weaving", 8, 1525),
    ]
    assert found.items[-1].place == "row 5"


def test_readings_below_each_other_with_the_name_only_once() -> None:
    document = circle()
    found = understood("06-readings-long.csv", document)
    rows = said(document, found)
    assert [one.get("indicator") for one in rows] == ["Homes with three meals"] * 3 + [None]
    assert [one["amount"] for one in rows] == [9, 11, 12, 3]
    assert rows[2]["on"] == date(2026, 8, 1), "spreadsheets count days from 1899"
    assert [item.sign for item in found.items] == ["+", "?", "?", "?", "x"]


def test_sections_a_hidden_sheet_and_notes() -> None:
    document = circle()
    found = understood("07-actions-sections.xlsx", document)
    assert [one["what"] for one in said(document, found)] == [
        "Buy madder and alum",
        "Buy three pots",
        "Call the buyer",
    ]
    assert [item.refused for item in refused(found)] == [
        "A title between the rows.",
        "A title between the rows.",
        "A line of totals.",
    ]
    assert found.items[-2].record is not None
    assert found.items[-2].record.unread == {"lead": "nobody yet", "due": "Q1"}
    assert any("'Budget'" in note for note in found.notes)
    assert "Notes: not understood and left out." in found.notes


def test_a_column_that_is_written_month_first() -> None:
    found = understood("08-actions-month-first.csv")
    assert [str(item.values["due"]) for item in found.items] == ["2027-01-25", "2027-02-03", "2027-03-14"]
    assert any("month first" in note for note in found.notes)


def test_a_table_out_of_the_minutes() -> None:
    document = circle()
    first, second, third = said(document, understood("09-minutes-table.tsv", document))
    assert first == {
        "what": "Clean the well and the path to it",
        "lead": "Zuhura Mbeki",
        "helpers": ["Neema Salu"],
    }
    assert second == {"what": "Tell the absent"}
    assert third == {"what": 'Mend loom 3 "the old one"', "due": date(2027, 2, 1)}


def test_nothing_but_names() -> None:
    document = circle()
    found = understood("10-names.txt", document, "people")
    assert said(document, found) == [{"display_name": "Saida Kombo"}]
    assert [item.refused for item in refused(found)] == [
        "The person W01 says the same already.",
        "The person W02 says the same already.",
    ]


def test_our_own_export_comes_back_with_its_numbers() -> None:
    document = circle()
    take(document, understood("11-our-own-export.csv", document))
    actions = document.plan.all(Action)
    assert [(one.code, one.what) for one in actions] == [
        ("A01", "Buy madder and alum"),
        ("A02", "=1+1 trial skeins"),
        ("A07", "Write down the hours"),
    ]
    assert actions[2].depends_on == [actions[0].id, actions[1].id]


def test_a_list_of_objects() -> None:
    document = circle()
    assert said(document, understood("12-rows.json", document)) == [
        {
            "what": "Buy madder and alum",
            "lead": "Zuhura Mbeki",
            "due": date(2027, 1, 15),
            "status": "agreed",
        },
        {"what": "Thank the elders"},
    ]


def test_headings_again_on_each_page_and_the_same_row_twice() -> None:
    found = understood("13-two-pages.csv")
    assert [item.sign for item in found.items] == ["~", "~", "x", "~", "x"]
    assert found.items[2].refused == "It is the same as row 4."
    assert found.items[4].refused == "Nothing stands under 'Name'."


def test_taking_the_same_file_again_changes_nothing() -> None:
    for path in sorted(FILES.iterdir()):
        document = circle()
        table = "participant" if path.suffix == ".txt" else ""
        first = understand_file(document.plan, path, TODAY, table=table)
        assert take(document, first) == len(first.taken) > 0
        again = understand_file(document.plan, path, TODAY, table=table)
        assert [item.words for item in again.taken if item.changes == ""] == [
            item.words for item in first.taken if item.record and not item.record.value(item.record.main())
        ], path.name
        assert "imp" in document.undo()


def test_no_file_begins_with_a_mark_that_its_name_denies() -> None:
    """The set must stay as messy as it was written."""
    raw = {path.name[:2]: path.read_bytes() for path in FILES.iterdir()}
    assert raw["01"].startswith(codecs.BOM_UTF8 + b"sep=;")
    assert raw["03"].startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    with pytest.raises(UnicodeDecodeError):
        raw["02"].decode("utf-8")


# Short ones --------------------------------------------------------------------------------------
def of(text: str, document: Document) -> Understood:
    return understand_bytes(document.plan, text.encode(), Path("x.csv"), TODAY)


def test_readings_under_the_names_of_months() -> None:
    document = circle()
    found = of("Indicator,Jan 2026,Sept 2026,07/2026\nI1,12,13,\n", document)
    assert [(one["on"], one["amount"]) for one in said(document, found)] == [
        (date(2026, 1, 31), 12),
        (date(2026, 9, 30), 13),
    ]
    assert "'Jan 2026' was read as 31 Jan 2026" in found.items[0].said


def test_a_month_that_is_not_over_is_read_as_today() -> None:
    document = circle()
    found = of("Indicator,When,Value\nI1,July 2026,5\n", document)
    assert [one["on"] for one in said(document, found)] == [TODAY]


def test_days_of_attendance_are_no_readings_and_are_told() -> None:
    found = of("Member,12/1/26,19/1/26,26/1/26\nMary,x,,x\n", circle())
    assert "the columns '12/1/26', '19/1/26', '26/1/26'" in found.notes[1]
    assert [one.values for one in found.taken] == [{"display_name": "Mary"}]


def test_a_quote_that_is_never_closed_loses_no_row() -> None:
    document = circle()
    found = of('"What","Who leads\nBuy yarn,W01\nWeigh dye,W02\n', document)
    assert [one["what"] for one in said(document, found)] == ["Buy yarn", "Weigh dye"]


def test_a_table_without_what_alone_was_to_be_taken_says_so() -> None:
    with pytest.raises(AtmError, match="holds no A99"):
        understand_bytes(circle().plan, b"What\nBuy\n", Path("x.csv"), TODAY, only=["A99"])


def test_words_behind_a_hash_are_words_and_what_went_wrong_is_not() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["What", "Why"], ["#Yarn", "#REF!"], ["#A1", "#N/A"], ["Dye", "#DIV/0!"]):
        sheet.append(row)
    held = io.BytesIO()
    book.save(held)
    found = understand_bytes(circle().plan, held.getvalue(), Path("x.xlsx"), TODAY)
    assert [one.values for one in found.taken] == [{"what": "#Yarn"}, {"what": "#A1"}, {"what": "Dye"}]


def test_nineteen_thousand_rows_are_taken_while_one_waits() -> None:
    document = Document(Plan())
    found = of("What\n" + "".join(f"deed {number}\n" for number in range(19_000)), document)
    begun = monotonic()
    take(document, found)
    assert monotonic() - begun < 12, "each new number once looked at all others: half a minute"
    assert document.plan.rows("action")[-1].code == "A19000"
