"""The tables of a plan as CSV, in words, safe to open in a spreadsheet."""

import csv
import io
import zipfile
from typing import Final

from atm_tui.export.order import OUTSIDE, Order
from atm_tui.export.seen import is_told, seen
from atm_tui.export.view import chosen, words
from atm_tui.export.wanted import listed
from atm_tui.model import KINDS
from atm_tui.model.plan import Plan
from atm_tui.model.record import Record
from atm_tui.model.typed import plain_number

ENCODING: Final = "utf-8-sig"
"""What a CSV file is written in: without the mark at its start, Excel misreads letters."""

SUFFIX: Final = ".csv"
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")  # noqa: RUF001 - full-width forms


def csv_table(plan: Plan, table: str, order: Order) -> str:
    """One table: a row a record, a column a field; days as 2027-01-15, references by their number.

    Raises:
        AtmError: There is no such person or meeting.
    """
    shown = seen(plan, order)
    return _csv(shown, order, table, listed(shown, order, table))


def csv_files(plan: Plan, order: Order) -> dict[str, str]:
    """The tables in which something is written: file name to text.

    Raises:
        AtmError: There is no such tool, person or meeting.
    """
    shown = seen(plan, order)
    found = {table: listed(shown, order, table) for table in tables_of(order.tool)}
    return {f"{table}{SUFFIX}": _csv(shown, order, table, rows) for table, rows in found.items() if rows}


def csv_zip(plan: Plan, order: Order) -> bytes:
    """The same files in one zip.

    Raises:
        AtmError: There is no such tool, person or meeting.
    """
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in csv_files(plan, order).items():
            entry = zipfile.ZipInfo(name)  # with a fixed day: the same plan gives the same bytes
            entry.external_attr = 0o600 << 16
            packed.writestr(entry, content.encode(ENCODING), zipfile.ZIP_DEFLATED)
    return held.getvalue()


def tables_of(tool: str) -> list[str]:
    """The tables that a tool fills (all tools for an empty id), in the order of the stage.

    Raises:
        AtmError: There is no such tool.
    """
    return list(dict.fromkeys(step.table for one in chosen(tool) for step in one.steps))


def safe(cell: str) -> str:
    """A typed cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.lstrip(" ").startswith(_FORMULA) or cell.lstrip().startswith(_FORMULA) else cell


def columns_of(kind: type[Record], order: Order) -> list[str]:
    """The fields that stand in a table of a kind, for those who read it."""
    outside = order.audience in OUTSIDE
    return [
        name
        for name, spec in kind.specs().items()
        if not spec.private and is_told(kind.table, name, outside=outside)
    ]


def _csv(plan: Plan, order: Order, table: str, rows: list[Record]) -> str:
    kind = KINDS[table]
    names = columns_of(kind, order)
    coded = bool(kind.prefix or kind.prefixes)
    held = io.StringIO()
    writer = csv.writer(held, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    labels = [kind.specs()[name].label for name in names]
    writer.writerow(["Code", *labels] if coded else labels)
    for row in rows:
        said = [_cell(plan, row, name) for name in names]
        writer.writerow([safe(row.code), *said] if coded else said)
    return held.getvalue()


def _cell(plan: Plan, row: Record, name: str) -> str:
    value = row.value(name)
    if value is not None and name not in row.unread:
        kind = row.specs()[name].kind
        if kind == "number":
            return plain_number(value)  # of our own making, so a minus in front is no formula
        if kind == "day":
            return str(value.isoformat())
    return safe(words(plan, row, name, short=True))
