"""A plan as a workbook, by XlsxWriter: an overview, what it comes to, and a sheet for each table.

Days are days and numbers are numbers; whatever a person typed is text and never a formula or a link.
"""

import io
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Final

from atm_tui.checks import questions
from atm_tui.errors import AtmError
from atm_tui.export.order import AUDIENCES, Order
from atm_tui.export.paper import TOP
from atm_tui.export.seen import seen
from atm_tui.export.sheets import (
    CODE,
    CUT,
    OVERVIEW,
    SUMS,
    Cell,
    Number,
    Sheet,
    cell_words,
    column_letter,
    sheets_of,
)
from atm_tui.export.sheetsums import Section, sections
from atm_tui.export.view import words
from atm_tui.model import KINDS
from atm_tui.model.derived import rounded
from atm_tui.model.plan import Plan
from atm_tui.model.start import PlanSheet
from atm_tui.model.typed import day_short, group_number
from atm_tui.width import cells, wrap

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

MISSING: Final = "Excel needs the package XlsxWriter: pip install 'atm-tui[office]'."

_INK, _SHADE, _LINK = "#1F4E4A", "#E8EEEC", "#1B5E9E"
_WIDEST, _NARROWEST = 42, 7
_HELD: Final = 56
"""How wide the columns that stay in sight may be together: a window of an old machine has a hundred."""

_PAGE: Final = 170
"""How wide the columns on one printed page may be together, to be read without a glass."""

_PLACES: Final = 20
"""Decimals that are shown at most; Excel takes 30."""

_LINE: Final = 13.5
_HIGHEST: Final = 400
"""Points: a line of words, and how high a row may be; Excel takes 409."""

Looks = dict[str, object]

_LOOK: Final[Looks] = {"font_name": "Arial", "font_size": 10, "valign": "top"}
_PLAIN: Final[Looks] = {}
_BOLD: Final[Looks] = {"bold": True}
_HEAD: Final[Looks] = {"bold": True, "bg_color": _SHADE, "bottom": 1}
_TITLE: Final[Looks] = {"bold": True, "font_color": _INK, "text_wrap": False}
_TOTAL: Final[Looks] = {"bold": True, "top": 1}
_LEFT: Final[Looks] = {"align": "left"}
_RIGHT: Final[Looks] = {"align": "right", "indent": 0}
_DAY: Final = "d mmm yyyy"
_AS_TEXT: Final = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_LONGEST: Final = 250
"""Characters of a title; XlsxWriter takes 255."""


def xlsx(plan: Plan, order: Order) -> bytes:
    """A plan as a workbook, as it was ordered; the same plan on the same day gives the same bytes.

    Raises:
        AtmError: There is no such tool, person or meeting, or XlsxWriter is not installed.
    """
    try:
        from xlsxwriter import Workbook as NewWorkbook  # noqa: PLC0415 - an extra, loaded when it is used
    except ImportError:
        raise AtmError(MISSING) from None
    shown = seen(plan, order)
    sheets = sheets_of(shown, order)
    held = io.BytesIO()
    with NewWorkbook(held, {"in_memory": True} | _AS_TEXT) as workbook:
        workbook.set_properties({
            "title": cell_words(shown.title())[:_LONGEST], "subject": "Collective action plan",
            "created": datetime.combine(order.today, time(12)),
        })  # fmt: skip
        _Book(workbook).write(shown, order, sheets)
    return held.getvalue()


class _Book:
    """Writes the sheets of a workbook."""

    def __init__(self, workbook: "Workbook") -> None:
        self._workbook = workbook
        self._formats: dict[str, Format] = {}

    def write(self, plan: Plan, order: Order, sheets: Sequence[Sheet]) -> None:
        """All sheets, in their order."""
        overview = self._page(OVERVIEW)
        figures = sections(plan, order, sheets, first=1)
        if figures:
            self._sums(self._page(SUMS), figures)
        for sheet in sheets:
            self._sheet(self._page(sheet.name), sheet)
        self._overview(overview, plan, order, sheets, with_sums=bool(figures))

    def _page(self, name: str) -> "Worksheet":
        """A new sheet, to be printed on A4 on its side, as many pages high as it needs."""
        page = self._workbook.add_worksheet(name)
        page.set_paper(9)
        page.set_landscape()
        page.fit_to_pages(1, 0)
        page.set_footer("&L&A&RPage &P of &N")
        return page

    # Cells ---------------------------------------------------------------------------------
    def _format(self, looks: Looks) -> "Format":
        key = repr(looks)
        if key not in self._formats:
            self._formats[key] = self._workbook.add_format(_LOOK | looks)
        return self._formats[key]

    def _put(self, page: "Worksheet", row: int, column: int, cell: Cell, looks: Looks = _PLAIN) -> None:
        """One cell, of its own type."""
        left: Looks = {"align": "left", "indent": int(column > 0)}
        match cell:
            case None:
                if looks:
                    page.write_blank(row, column, None, self._format(looks))
            case str():
                page.write_string(row, column, cell, self._format({"text_wrap": True} | left | looks))
            case Number():
                look = self._format(
                    {"num_format": _number_format(cell)} | (left if looks is _LEFT else looks)
                )
                if cell.formula:
                    page.write_formula(row, column, cell.formula, look, float(cell.value))
                else:
                    page.write_number(row, column, float(cell.value), look)
            case date():
                page.write_datetime(row, column, cell, self._format({"num_format": _DAY} | left | looks))

    def _row(self, page: "Worksheet", row: int, said: Sequence[Cell], looks: Looks = _PLAIN) -> None:
        for column, cell in enumerate(said):
            self._put(page, row, column, cell, looks)

    def _heads(self, page: "Worksheet", row: int, heads: Sequence[str], below: Sequence[Cell] = ()) -> None:
        """Heads, each on the side of what stands in the row below."""
        for column, head in enumerate(heads):
            number = column < len(below) and isinstance(below[column], Number)
            self._put(page, row, column, head, _HEAD | (_RIGHT if number else {}))

    def _rows(
        self,
        page: "Worksheet",
        first: int,
        rows: Sequence[Sequence[Cell]],
        sizes: Sequence[int],
        looks: Looks = _PLAIN,
    ) -> None:
        """Rows as high as their words need: LibreOffice, unlike Excel, does not see to it by itself."""
        for number, row in enumerate(rows, first):
            lines = max(_lines(cell, size) for cell, size in zip(row, sizes, strict=True))
            if lines > 1:
                page.set_row(number, min(lines * _LINE + 2, _HIGHEST))
            self._row(page, number, row, looks)

    # Sheets --------------------------------------------------------------------------------
    def _sheet(self, page: "Worksheet", sheet: Sheet) -> None:
        """A table: its heads stay in sight and are printed on every page, its rows can be filtered."""
        sizes = [_width(head, [row[at] for row in sheet.rows]) for at, head in enumerate(sheet.heads)]
        for column, size in enumerate(sizes):
            page.set_column(column, column, size)
        single = KINDS[sheet.table].single
        self._heads(page, 0, sheet.heads, () if single else sheet.rows[0])
        page.set_row(0, _LINE * max(map(_lines, sheet.heads, sizes)) + 2)
        self._rows(page, 1, sheet.rows, sizes, _LEFT if single else _PLAIN)
        bottom = len(sheet.rows)
        if sheet.total:
            self._row(page, bottom + 2, sheet.total, _TOTAL)
        page.repeat_rows(0)
        page.ignore_errors({"number_stored_as_text": f"A1:{column_letter(len(sizes) - 1)}{bottom + 1}"})
        if single:
            page.freeze_panes(1, 0)
        else:
            kept = _kept_in_sight(sheet, sizes)
            page.freeze_panes(1, kept)
            page.fit_to_pages(-(-sum(sizes) // _PAGE), 0)
            if kept:
                page.repeat_columns(0, kept - 1)
            page.autofilter(0, 0, bottom, len(sizes) - 1)

    def _sums(self, page: "Worksheet", figures: Sequence[Section]) -> None:
        sizes = (_WIDEST, 18, 18, 18, 18, 18)
        for column, size in enumerate(sizes):
            page.set_column(column, column, size)
        row = 0
        for section in figures:
            self._put(page, row, 0, section.title, _TITLE | {"font_size": 13})
            self._heads(page, row + 1, section.heads, section.rows[0])
            self._rows(page, row + 2, section.rows, sizes[: len(section.heads)])
            if section.total:
                self._row(page, row + 2 + len(section.rows), section.total, _TOTAL)
            row += section.height

    def _overview(
        self, page: "Worksheet", plan: Plan, order: Order, sheets: Sequence[Sheet], *, with_sums: bool
    ) -> None:
        """Whose plan it is, how far the four questions are, and the way to each sheet."""
        page.set_column(0, 0, 34)
        page.set_column(1, 1, 80)
        page.hide_gridlines(2)
        self._put(page, 0, 0, cell_words(plan.title()), _TITLE | {"font_size": 18})
        own = plan.one(PlanSheet)
        said = [(own.specs()[name].label, cell_words(words(plan, own, name))) for name in TOP]
        said = [pair for pair in said if pair[1].strip()]
        said += [("As it stood on", day_short(order.today)), ("Made for", AUDIENCES[order.audience])]
        row = 2
        for label, value in said:
            self._put(page, row, 0, label, _BOLD)
            self._put(page, row, 1, value)
            row += 1
        if order.audience not in ("person", "meeting"):
            row = self._questions(page, plan, order, row + 1)
        self._contents(page, row + 1, sheets, with_sums=with_sums)

    def _questions(self, page: "Worksheet", plan: Plan, order: Order, row: int) -> int:
        self._heads(page, row, ("The four questions", ""))
        for state in questions(plan, order.today):
            row += 1
            self._put(page, row, 0, state.state)
            self._put(page, row, 1, f"{state.number}. {state.question}")
        return row + 1

    def _contents(self, page: "Worksheet", row: int, sheets: Sequence[Sheet], *, with_sums: bool) -> None:
        self._heads(page, row, ("Sheets", ""))
        listed = [(SUMS, "sums, worked out from the other sheets")] if with_sums else []
        listed += [(sheet.name, _count(sheet)) for sheet in sheets]
        look = self._format({"font_color": _LINK, "underline": 1})
        for name, what in listed:
            row += 1
            quoted = name.replace("'", "''")
            page.write_url(row, 0, f"internal:'{quoted}'!A1", look, name)
            self._put(page, row, 1, what)
        if not listed:
            self._put(page, row + 1, 0, "Nothing is written yet.")
        said = (cell for sheet in sheets for row in sheet.rows for cell in row)
        if cut := sum(isinstance(cell, str) and cell.endswith(CUT) for cell in said):
            note = f"{cut} cells hold only the beginning of what was written: a cell takes 32,767 characters."
            self._put(page, row + 2, 0, note)


# What it looks like ------------------------------------------------------------------------------
def _number_format(number: Number) -> str:
    if number.share:
        return "0%"
    places = min(number.places, _PLACES)
    return "#,##0" + (f".{'0' * places}" if places else "")


def _kept_in_sight(sheet: Sheet, sizes: Sequence[int]) -> int:
    """How many columns stay in sight: the codes, and what names the record beside them."""
    main = sheet.fields.index(KINDS[sheet.table].main()) + 1
    if sum(sizes[:main]) <= _HELD:
        return main
    return int(sheet.heads[0] == CODE)


def _width(head: str, column: Sequence[Cell]) -> int:
    """The width of a column, in letters; longer words are wrapped."""
    lines = [*head.split(), *(line for cell in column for line in _shown(cell).split("\n"))]
    return min(max(_NARROWEST, *map(cells, lines)) + 3, _WIDEST)


def _shown(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case str():
            return cell
        case Number():
            return group_number(rounded(cell.value, cell.places))
        case _:
            return day_short(cell)


def _lines(cell: Cell, size: int) -> int:
    """How many lines words take in a column."""
    if not isinstance(cell, str) or ("\n" not in cell and cells(cell) <= size):
        return 1
    return len(wrap(cell, size * 6 // 5))


def _count(sheet: Sheet) -> str:
    if KINDS[sheet.table].single:
        return "one sheet"
    rows = len(sheet.rows)
    return f"{rows} row" if rows == 1 else f"{rows} rows"
