"""Workbooks: every value is read back by openpyxl and LibreOffice, as what it is; sums agree with ours."""

import io
import itertools
import sys
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from filled import HOSTILE, TODAY, filled, hostile, typed
from hypothesis import given, settings
from hypothesis import strategies as st
from office import converted, needs_soffice
from openpyxl import load_workbook

from atm_tui.document import Document
from atm_tui.errors import AtmError
from atm_tui.example import example
from atm_tui.export.order import Order
from atm_tui.export.seen import seen
from atm_tui.export.sheets import CUT, OVERVIEW, SUMS, cell_words, column_letter, sheets_of
from atm_tui.export.view import words
from atm_tui.export.xlsx import MISSING, xlsx
from atm_tui.export.xmlwords import for_xml
from atm_tui.model import KINDS
from atm_tui.model.action import Resource
from atm_tui.model.bring import CostLine
from atm_tui.model.derived import (
    cost_per_piece,
    latest_reading,
    progress,
    resources_by_provider,
    resources_total,
)
from atm_tui.model.indicators import Indicator
from atm_tui.model.plan import Plan
from atm_tui.model.record import Record
from atm_tui.model.sums import figures
from atm_tui.planio import complete, plan_of

ORDER = Order(TODAY)
COSTS = "What goes into one piece"


def weavers() -> Plan:
    return Document(plan_of(example())).plan


def plan_with(*rows: Record) -> Plan:
    plan = Plan()
    for row in rows:
        plan.put(row.table, row.id, row)
    return plan


def make(table: str, record_id: str, **values: object) -> Record:
    return KINDS[table].model_validate({"id": record_id, **values})


def opened(raw: bytes | Path, *, formulas: bool = False) -> Any:
    return load_workbook(io.BytesIO(raw) if isinstance(raw, bytes) else raw, data_only=not formulas)


def read(plan: Plan, order: Order = ORDER) -> Any:
    return opened(xlsx(plan, order))


def rows(sheet: Any) -> list[tuple[Any, ...]]:
    return [row for row in sheet.iter_rows(values_only=True) if any(cell is not None for cell in row)]


def links_of(page: Any) -> list[Any]:
    return [cell.hyperlink for row in page.iter_rows() for cell in row if cell.hyperlink]


def text(book: Any) -> str:
    return "\n".join(str(cell) for sheet in book for row in rows(sheet) for cell in row if cell is not None)


# What is in it -----------------------------------------------------------------------------------
def test_every_word_is_there_and_no_private_one(filled_plan: Plan) -> None:
    said = text(read(filled_plan))
    assert [word for word in typed(filled_plan) if word not in said] == []
    assert [word for word in typed(filled_plan, private=True) if word in said] == []


def test_every_record_of_the_example_is_a_row() -> None:
    plan, book = seen(weavers(), ORDER), read(weavers())
    for sheet in sheets_of(plan, ORDER):
        kind = KINDS[sheet.table]
        if kind.single:
            continue
        wanted = [(row.code, words(plan, row, kind.main())) for row in plan.rows(sheet.table)]
        heads, *found = rows(book[sheet.name])
        at = heads.index(kind.specs()[kind.main()].label)
        assert [(str(row[0]), str(row[at])) for row in found][: len(wanted)] == wanted
    assert {sheet.table for sheet in sheets_of(plan, ORDER)} == {row.table for row in plan if not row.blank}


def test_days_and_numbers_are_what_they_are() -> None:
    counted = {
        "baseline": Decimal("-1234.50"),
        "target": Decimal(1_000_000),
        "target_date": date(2027, 1, 15),
    }
    plan = plan_with(
        make("indicator", "i", code="I1", title="homes", **counted),
        make("wealth", "w", code="WF1", form="social", score="4"),
    )
    book = read(plan)
    heads, row = rows(book["Indicators"])
    found = dict(zip(heads, row, strict=True))
    assert (found["Today it is"], found["Target"]) == (-1234.5, 1_000_000)
    assert found["Target by"] == datetime(2027, 1, 15)  # noqa: DTZ001 - a workbook knows no zones
    assert rows(book["Eight forms of wealth"])[1][2] == 4


def test_references_are_numbers_and_names() -> None:
    heads, first, *_ = rows(read(weavers())["Actions"])
    found = dict(zip(heads, first, strict=True))
    assert found["Stretch"] == "ST1 Know what is wanted"
    assert found["Who helps"] == "Zuhura Mbeki; Mercy Atieno"


def test_what_is_no_number_for_a_spreadsheet_is_written_in_words() -> None:
    long = Decimal("1234567890.123456789012")
    plan = plan_with(
        KINDS["resource"].load({"id": "r", "item": "a", "cost": "dear"}),
        make("resource", "s", item="b", cost=long),
        make("action", "a", code="A1", what="early", due=date(1900, 2, 1)),
    )
    book = read(plan)
    assert [row[4] for row in rows(book["What the actions need"])] == ["Cost", "dear", str(long)]
    assert rows(book["Actions"])[1][3] == "1900-02-01"
    assert SUMS not in book.sheetnames


def test_an_overview_leads_to_each_sheet() -> None:
    book = read(weavers())
    page = book[OVERVIEW]
    assert page["A1"].value == "Kijito Weavers' Circle"
    links = {link.location.rsplit("!", 1)[0].strip("'") for link in links_of(page)}
    assert links == set(book.sheetnames) - {OVERVIEW}
    states = [row[0] for row in rows(page) if row[1] and str(row[1])[:2] in ("1.", "2.", "3.", "4.")]
    assert states == ["answered"] * 4


def test_an_empty_plan_says_so() -> None:
    plan = Plan()
    complete(plan)
    book = read(plan)
    assert book.sheetnames == [OVERVIEW]
    assert "Nothing is written yet." in text(book)


def test_one_tool_alone() -> None:
    names = read(weavers(), Order(TODAY, "river")).sheetnames
    assert names[:3] == [OVERVIEW, "The river", "Today and future"]
    assert "Actions" not in names


def test_only_what_an_audience_reads() -> None:
    office = read(weavers(), Order(TODAY, audience="office"))
    assert "Stories" not in office.sheetnames
    assert {"Indicators", "Decisions", SUMS} <= set(office.sheetnames)
    mine = read(weavers(), Order(TODAY, audience="person", who="W02"))
    assert {row[2] for row in rows(mine["Actions"])[1:]} | {"Neema Salu"} >= {"Neema Salu"}
    assert len(rows(mine["Actions"])) < len(rows(office["Actions"]))


def test_numbers_as_large_and_as_small_as_can_be_typed() -> None:
    large, small = Decimal("9e23"), Decimal("1e-24")
    (_, first, _) = rows(read(plan_with(make("cost_line", "c", item="a", today=large, planned=small)))[COSTS])
    assert first[2:4] == (9e23, 1e-24)


# Hostile words -----------------------------------------------------------------------------------
@pytest.mark.parametrize("typed_words", HOSTILE)
def test_each_hostile_value_comes_back(typed_words: str) -> None:
    check(filled(lambda: typed_words))


@settings(max_examples=15, deadline=None)
@given(st.lists(hostile(), min_size=1, max_size=6))
def test_any_value_comes_back(samples: list[str]) -> None:
    given_words = itertools.cycle(samples)
    check(filled(lambda: next(given_words)))


def check(plan: Plan) -> None:
    """Each cell is read back as it was written, and none but ours is a formula or a link."""
    shown = seen(plan, ORDER)
    book = opened(xlsx(plan, ORDER), formulas=True)
    for sheet in sheets_of(shown, ORDER):
        page = book[sheet.name]
        assert links_of(page) == []
        for number, row in enumerate(sheet.rows, 2):
            for at, cell in enumerate(row):
                if isinstance(cell, str):
                    found = page.cell(number, at + 1)
                    assert found.data_type != "f"
                    assert even(found.value or "") == even(cell)


def even(said: str) -> str:
    """As it was typed: openpyxl leaves the ``_x005F`` that a workbook puts before a typed ``_x0041_``."""
    return said.replace("_x005F_", "_").replace("\r", "")


@pytest.mark.parametrize("letter", ["x", "\N{EAR OF RICE}", "\u0634"])
def test_what_is_longer_than_a_cell_is_cut_and_says_so(letter: str) -> None:
    assert cell_words(letter * 16_000) == letter * 16_000
    cut = cell_words(letter * 40_000)
    assert cut.endswith(CUT)
    assert 32_600 < len(cut.encode("utf-16-le")) // 2 <= 32_767


def test_a_plan_with_a_cut_cell_tells_of_it() -> None:
    people = [make("participant", f"p{number}", display_name="n" * 4_000) for number in range(10)]
    action = make("action", "a", code="A1", what="x", helpers=[one.id for one in people])
    assert "1 cells hold only the beginning" in text(read(plan_with(*people, action)))


def test_control_characters_are_left_out() -> None:
    assert for_xml("a\x00\x0b\x1fb\ud800\ufffe\tc\n") == "ab\tc\n"


def test_names_of_sheets_are_valid_and_all_different() -> None:
    names = read(filled()).sheetnames
    assert len({name.casefold() for name in names}) == len(names) > len(KINDS)
    assert not [name for name in names if not 0 < len(name.strip("' ")) <= len(name) <= 31]
    assert not set("[]:*?/\\") & set("".join(names))


def test_letters_of_columns() -> None:
    assert [column_letter(number) for number in (0, 25, 26, 51, 52, 701, 702)] == [
        "A", "Z", "AA", "AZ", "BA", "ZZ", "AAA",
    ]  # fmt: skip


# Sums --------------------------------------------------------------------------------------------
def sums(book: Any) -> dict[str, list[dict[str, Any]]]:
    """The tables of figures by their title."""
    found: dict[str, list[dict[str, Any]]] = {}
    title, heads = "", tuple[Any, ...]()
    for row in book[SUMS].iter_rows(values_only=True):
        said = tuple(cell for cell in row if cell is not None)
        if len(said) == 1:
            title, heads = said[0], ()
            found[title] = []
        elif said and not heads:
            heads = row
        elif said:
            found[title].append({head: cell for head, cell in zip(heads, row, strict=True) if head})
    return found


def agree(book: Any, plan: Plan) -> None:
    """What a workbook says is what the model works out."""
    found = sums(book)
    given = resources_by_provider(plan) | {"All together": resources_total(plan)}
    assert column(found["Who gives how much"], "Cost") == near(given)
    by_action: dict[str, Decimal] = {}
    for one in plan.all(Resource):
        name = words(plan, one, "action")
        by_action[name] = by_action.get(name, Decimal(0)) + (one.cost or 0)
    assert column(found["What the actions cost"], "Cost") == near(
        by_action | {"All together": resources_total(plan)}
    )
    lines = {line.item for line in plan.all(CostLine)}
    worked = [figure for figure in figures(plan) if figure.label not in lines]
    assert column(found["One piece"], "Today") == near({one.label: one.today for one in worked})
    assert column(found["One piece"], "Planned") == near({one.label: one.planned for one in worked})
    last = {f"{one.code} {one.title}": (one, latest_reading(plan, one)) for one in plan.all(Indicator)}
    ways = {name: progress(one, reading.amount) for name, (one, reading) in last.items() if reading}
    assert column(found["How far the indicators are"], "Of the way") == near(ways)
    (total,) = [row for row in rows(book[COSTS]) if row[1] == "All together"]
    assert total[2:4] == (cost_per_piece(plan, "today"), cost_per_piece(plan, "planned"))


def column(table: list[dict[str, Any]], head: str) -> dict[str, float]:
    """A column of figures by the words of the first one."""
    return {next(iter(row.values())): row[head] for row in table}


def near(ours: Mapping[str, Decimal | None]) -> Any:
    assert ours
    return pytest.approx({name: "?" if value is None else float(value) for name, value in ours.items()})


def test_sums_are_formulas_with_our_values() -> None:
    raw = xlsx(weavers(), ORDER)
    agree(opened(raw), weavers())
    cells = [str(cell.value) for row in opened(raw, formulas=True)[SUMS].iter_rows() for cell in row]
    assert sum(cell.startswith("=") for cell in cells) > 40


@needs_soffice
def test_libreoffice_works_out_the_same(tmp_path: Path) -> None:
    """Our values are taken out of the file first, so that what is read was worked out there."""
    path = tmp_path / "plan.xlsx"
    opened(xlsx(weavers(), ORDER), formulas=True).save(path)
    assert opened(path)[SUMS]["B3"].value is None
    agree(opened(converted(path, "xlsx")), weavers())


# The file ----------------------------------------------------------------------------------------
def test_the_same_plan_gives_the_same_bytes_and_names_nobody() -> None:
    raw = xlsx(weavers(), ORDER)
    assert raw == xlsx(weavers(), ORDER)
    said = opened(raw).properties
    assert (said.title, said.creator or "", said.lastModifiedBy or "") == ("Kijito Weavers' Circle", "", "")
    assert said.created.date() == TODAY


def test_heads_stay_in_sight_and_rows_can_be_filtered() -> None:
    page = opened(xlsx(weavers(), ORDER))["Risks"]
    assert (page.freeze_panes, page.auto_filter.ref, page.print_title_rows) == ("C2", "A1:E5", "$1:$1")


def test_ten_thousand_actions_are_all_in_it() -> None:
    plan = Plan()
    for number in range(10_000):
        one = make("action", f"a{number}", code=f"A{number}", what=f"deed {number}", due=date(2027, 1, 15))
        plan.put("action", one.id, one)
    found = load_workbook(io.BytesIO(xlsx(plan, ORDER)), read_only=True)["Actions"]
    assert [row[0] for row in found.iter_rows(min_row=2, max_col=1, values_only=True)] == [
        f"A{number}" for number in range(10_000)
    ]


def test_without_the_package_it_is_said_how_to_get_it(
    kijito: Path, refused: Callable[[list[str]], str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(AtmError, match="pip install"):
        xlsx(Plan(), ORDER)
    assert refused(["export", "kijito", "--output", str(tmp_path / "a.xlsx")]) == MISSING
    assert list(tmp_path.glob("*.xlsx")) == []
