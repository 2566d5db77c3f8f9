"""What stands on the sheets of a workbook: a sheet a table, with what can be counted as numbers.

It needs no library; ``xlsx.py`` writes it down.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final

from atm_tui.export.order import Order
from atm_tui.export.tables import columns_of, tables_of
from atm_tui.export.view import words
from atm_tui.export.wanted import listed
from atm_tui.export.xmlwords import for_xml
from atm_tui.model import KINDS
from atm_tui.model.plan import Plan
from atm_tui.model.record import Record
from atm_tui.model.typed import plain_number

OVERVIEW, SUMS = "Overview", "What it comes to"
"""The names of the sheets that are not of a table."""

CODE: Final = "Code"
CUT: Final = " ... (cut here: a cell holds no more)"

_MOST: Final = 32_700
"""Of 32,767 units that a cell may hold; a letter beyond the first 65,536 counts for two."""

_DIGITS: Final = 15
"""Digits of a number that a spreadsheet keeps; a longer one is written as words, so that none is lost."""

_FIRST_DAY: Final = date(1900, 3, 1)
"""Before it, spreadsheets do not agree on the number of a day: Excel knows a 29 February 1900."""

_TOTALS: Final = {"resource": ("cost",), "cost_line": ("today", "planned")}
"""What is added up below a table."""

_NAME: Final = 31
_NOT_IN_NAMES: Final = re.compile(r"[\[\]:*?/\\]")


@dataclass(frozen=True)
class Number:
    """A number in a cell.

    Attributes:
        value: The number.
        places: How many decimals are shown.
        formula: How it is worked out by the workbook itself; ``value`` is what we worked out.
        share: Whether it is shown in per cent.
    """

    value: Decimal
    places: int = 0
    formula: str = ""
    share: bool = False


Cell = str | Number | date | None


@dataclass(frozen=True)
class Sheet:
    """A table on a sheet.

    Attributes:
        name: Of the sheet: valid, and the only one of this name.
        table: The kind of its records.
        fields: The field in each column; "" for the codes. In each row for a sheet with one record.
        heads: The first row.
        rows: A row for each record; for a kind of which there is only one, a row for each field.
        total: What stands below it, if something is added up.
        words_only: Fields in which a number is too long to be one.
    """

    name: str
    table: str
    fields: tuple[str, ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: tuple[Cell, ...] = ()
    words_only: frozenset[str] = frozenset()

    def where(self, field: str) -> str:
        """The cells of a field, as a formula on any sheet names them."""
        sheet, at = self.name.replace("'", "''"), self.fields.index(field)
        if KINDS[self.table].single:
            return f"'{sheet}'!$B${at + 2}"
        letter = column_letter(at)
        return f"'{sheet}'!${letter}$2:${letter}${len(self.rows) + 1}"


def sheets_of(plan: Plan, order: Order) -> list[Sheet]:
    """The sheets of the tables in which something is written.

    Args:
        plan: The plan as those may read it for whom it is made.
        order: What is asked for.

    Raises:
        AtmError: There is no such tool, person or meeting.
    """
    found: list[Sheet] = []
    for table in tables_of(order.tool):
        if rows := listed(plan, order, table):
            taken = {OVERVIEW, SUMS, *(sheet.name for sheet in found)}
            name = _sheet_name(KINDS[table].many, taken)
            single = KINDS[table].single
            found.append(_upright(plan, order, name, rows[0]) if single else _sheet(plan, order, name, rows))
    return found


def cell_words(text: str) -> str:
    """Words as a cell takes them; what is too long is cut, and says so."""
    text = for_xml(text)
    if len(text) * 2 <= _MOST or len(text.encode("utf-16-le")) <= _MOST * 2:
        return text
    kept = text.encode("utf-16-le")[: (_MOST - len(CUT)) * 2].decode("utf-16-le", errors="ignore")
    return kept + CUT


def column_letter(number: int) -> str:
    """The letters of a column, from 0: A, Z, AA."""
    letters = ""
    while number >= 0:
        number, rest = divmod(number, 26)
        letters, number = chr(ord("A") + rest) + letters, number - 1
    return letters


# One sheet -------------------------------------------------------------------------------------
def _sheet(plan: Plan, order: Order, name: str, rows: list[Record]) -> Sheet:
    kind = type(rows[0])
    names = columns_of(kind, order)
    places = {field: _places(rows, field) for field in names}
    coded = bool(kind.prefix or kind.prefixes)
    said = [tuple(_cell(plan, row, field, places[field]) for field in names) for row in rows]
    if coded:
        said = [(cell_words(row.code), *cells) for row, cells in zip(rows, said, strict=True)]
    labels = tuple(kind.specs()[field].label for field in names)
    sheet = Sheet(
        name,
        rows[0].table,
        ("", *names) if coded else tuple(names),
        (CODE, *labels) if coded else labels,
        tuple(said),
        words_only=frozenset(field for field in names if any(map(_too_long, _numbers(rows, field)))),
    )
    return _with_total(sheet, rows, places)


def _upright(plan: Plan, order: Order, name: str, row: Record) -> Sheet:
    """The only record of its kind, a field a row."""
    names, specs = columns_of(type(row), order), row.specs()
    said = tuple((specs[field].label, _cell(plan, row, field, _places([row], field))) for field in names)
    too_long = frozenset(field for field in names if any(map(_too_long, _numbers([row], field))))
    return Sheet(name, row.table, tuple(names), ("What", "As it is written"), said, words_only=too_long)


def _with_total(sheet: Sheet, rows: list[Record], places: dict[str, int]) -> Sheet:
    wanted = [field for field in _TOTALS.get(sheet.table, ()) if list(_numbers(rows, field))]
    if not wanted or sheet.words_only.intersection(wanted):
        return sheet
    cells: list[Cell] = [None] * len(sheet.fields)
    cells[1] = "All together"
    for field in wanted:
        added = sum(_numbers(rows, field), Decimal(0))
        cells[sheet.fields.index(field)] = Number(added, places[field], f"=SUM({sheet.where(field)})")
    return replace(sheet, total=tuple(cells))


def _cell(plan: Plan, row: Record, name: str, places: int) -> Cell:
    """What stands in a cell; what did not fit its field stands there as it was typed."""
    value, spec = row.value(name), row.specs()[name]
    if name not in row.unread and value is not None:
        match spec.kind:
            case "day":
                return value if value >= _FIRST_DAY else str(value.isoformat())
            case "number" | "count":
                number = Decimal(value)
                return plain_number(number) if _too_long(number) else Number(number, places)
            case "choice" if value in dict(spec.choices) and all(
                word.isdecimal() for _, word in spec.choices
            ):
                return Number(Decimal(value))
    return cell_words(words(plan, row, name)) or None


def _numbers(rows: list[Record], name: str) -> Iterator[Decimal]:
    """The numbers that stand in a field."""
    return (value for row in rows if isinstance(value := row.value(name), Decimal) and name not in row.unread)


def _places(rows: list[Record], name: str) -> int:
    """How many decimals the numbers of a field need."""
    return max((places_of(value) for value in _numbers(rows, name)), default=0)


def places_of(value: Decimal) -> int:
    """How many decimals a number has."""
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _too_long(value: Decimal) -> bool:
    return len(value.normalize().as_tuple().digits) > _DIGITS


def _sheet_name(title: str, taken: Collection[str]) -> str:
    """A name that a workbook takes: short, without its marks, and the only one."""
    plain = " ".join(_NOT_IN_NAMES.sub(" ", title.replace(":", ",")).split()).strip("'")[:_NAME].strip()
    used = {one.casefold() for one in taken}
    name, number = plain, 2
    while name.casefold() in used:
        name, number = f"{plain[: _NAME - 3]} {number}", number + 1
    return name
