"""Tables as CSV: every value comes back, and no spreadsheet takes one for a formula."""

import csv
import io
import itertools
import zipfile
from decimal import Decimal

import pytest
from filled import HOSTILE, TODAY, filled, hostile, typed
from hypothesis import given, settings
from hypothesis import strategies as st

from atm_tui.document import Document
from atm_tui.errors import AtmError
from atm_tui.example import example
from atm_tui.export.order import Order
from atm_tui.export.seen import for_people
from atm_tui.export.tables import csv_files, csv_table, csv_zip, safe, tables_of
from atm_tui.export.view import words
from atm_tui.model import KINDS
from atm_tui.model.plan import Plan
from atm_tui.planio import complete, plan_of

FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""Signs with which a spreadsheet begins a formula; the last four are their full-width forms."""


def read(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


def kijito() -> Plan:
    return Document(plan_of(example())).plan


def test_header_and_values_in_words() -> None:
    header, first, *_ = read(csv_table(kijito(), "action", Order(TODAY)))
    assert header[:5] == ["Code", "What", "Who leads", "Done by", "State"]
    assert first[:5] == [
        "A01", "Visit House of Indigo and write its wishes on one sheet", "Asha Bilal", "2026-03-20", "done",
    ]  # fmt: skip
    row = dict(zip(header, first, strict=True))
    assert row["Stretch"] == "ST1"
    assert row["Who helps"] == "Zuhura Mbeki; Mercy Atieno"


@pytest.mark.parametrize("table", KINDS)
def test_labels_of_a_table_are_all_different(table: str) -> None:
    (header,) = read(csv_table(Plan(), table, Order(TODAY)))
    assert len(set(header)) == len(header)


def test_numbers_stay_numbers() -> None:
    plan = Plan()
    record = KINDS["cost_line"].model_validate(
        {"id": "c", "item": "-5", "today": Decimal("-1234.50"), "planned": Decimal(1_000_000)}
    )
    plan.put("cost_line", "c", record)
    assert read(csv_table(plan, "cost_line", Order(TODAY)))[1] == ["", "'-5", "-1234.5", "1000000", ""]


def test_what_did_not_fit_is_no_number() -> None:
    plan = Plan()
    row = KINDS["cost_line"].load({"id": "c", "item": "yarn", "today": "=1+1", "planned": "dear"})
    plan.put("cost_line", "c", row)
    assert read(csv_table(plan, "cost_line", Order(TODAY)))[1] == ["", "yarn", "'=1+1", "dear", ""]


def test_a_sheet_has_no_code() -> None:
    header, row = read(csv_table(kijito(), "piece", Order(TODAY)))
    assert header[0] == "One piece is"
    assert row[1:] == ["600", "7.5", "950", "5", "70", ""]


def test_private_fields_and_people_stay_out(filled_plan: Plan) -> None:
    text = "".join(csv_files(filled_plan, Order(TODAY)).values())
    assert [word for word in typed(filled_plan, private=True) if word in text] == []
    assert [word for word in typed(filled_plan) if word not in text] == []


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("=1", "'=1"),
        (" @x", "' @x"),
        ("\t=1", "'\t=1"),
        ("\r1", "'\r1"),
        ("\uff1d1", "'\uff1d1"),
        ("\u00a0-1", "'\u00a0-1"),
        ("a=1", "a=1"),
        ("", ""),
        ("'=1", "'=1"),
    ],
)
def test_safe(cell: str, expected: str) -> None:
    assert safe(cell) == expected


@pytest.mark.parametrize("typed_words", HOSTILE)
def test_each_hostile_value_comes_back(typed_words: str) -> None:
    check(filled(lambda: typed_words))


@settings(max_examples=20, deadline=None)
@given(st.lists(hostile(), min_size=1, max_size=6))
def test_any_value_comes_back(samples: list[str]) -> None:
    given_words = itertools.cycle(samples)
    check(filled(lambda: next(given_words)))


def check(plan: Plan) -> None:
    shown = for_people(plan)
    for table in KINDS:
        text = csv_table(plan, table, Order(TODAY))
        assert not any(
            character not in "\r\n" and (ord(character) < 32 or 127 <= ord(character) < 160)
            for character in text
        )
        header, *rows = read(text)
        specs = {name: spec for name, spec in KINDS[table].specs().items() if not spec.private}
        records = [row for row in shown.rows(table) if row.preset_field or not row.blank]
        assert all(len(row) == len(header) for row in rows)
        for record, row in zip(records, rows, strict=bool(rows)):
            for (name, spec), cell in zip(specs.items(), row[-len(specs) :], strict=True):
                if spec.kind in ("number", "day"):
                    continue
                assert cell in (value := words(shown, record, name, short=True), f"'{value}")
                assert not cell.lstrip().startswith(FORMULA)


# Files -----------------------------------------------------------------------------------------
def test_files_are_the_tables_with_something_in_them() -> None:
    plan = Plan()
    complete(plan)
    assert csv_files(plan, Order(TODAY)) == {}
    row = plan.rows("wealth")[0]
    plan.put("wealth", row.id, row.with_values({"score": "3"}))
    assert list(csv_files(plan, Order(TODAY))) == ["wealth.csv"]
    assert len(read(csv_files(plan, Order(TODAY))["wealth.csv"])) == 9


def test_files_of_a_tool() -> None:
    assert list(csv_files(kijito(), Order(TODAY, "matrix"))) == [
        "action.csv",
        "resource.csv",
        "market_point.csv",
        "river.csv",
    ]
    assert tables_of("problems") == ["problem_card"]
    assert set(tables_of("")) == set(KINDS)
    with pytest.raises(AtmError, match="no part"):
        csv_files(Plan(), Order(TODAY, "nix"))


def test_zip_holds_the_same_for_excel() -> None:
    packed = csv_zip(kijito(), Order(TODAY))
    assert packed == csv_zip(kijito(), Order(TODAY))
    with zipfile.ZipFile(io.BytesIO(packed)) as files:
        assert files.testzip() is None
        held = {name: files.read(name) for name in files.namelist()}
    assert {name: text.decode("utf-8-sig") for name, text in held.items()} == csv_files(
        kijito(), Order(TODAY)
    )
    assert all(text.startswith(b"\xef\xbb\xbf") for text in held.values())
