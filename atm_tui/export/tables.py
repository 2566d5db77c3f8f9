"""The tables of a plan as CSV, in words, safe to open in a spreadsheet."""

import csv
import io
import zipfile
from typing import Final

from atm_tui.export.view import chosen, for_people, words
from atm_tui.model import KINDS
from atm_tui.model.plan import Plan
from atm_tui.model.record import Record
from atm_tui.model.typed import plain_number

ENCODING: Final = "utf-8-sig"
"""What a CSV file is written in: without the mark at its start, Excel misreads letters."""

SUFFIX: Final = ".csv"
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")  # noqa: RUF001 - full-width forms


def csv_table(plan: Plan, table: str) -> str:
    """One table: a row a record, a column a field; days as 2027-01-15, references by their number."""
    return _csv(for_people(plan), table)


def csv_files(plan: Plan, tool: str = "") -> dict[str, str]:
    """The tables in which something is written: file name to text.

    Raises:
        AtmError: There is no such tool.
    """
    shown = for_people(plan)
    return {f"{table}{SUFFIX}": _csv(shown, table) for table in tables_of(tool) if _rows(shown, table)}


def csv_zip(plan: Plan, tool: str = "") -> bytes:
    """The same files in one zip.

    Raises:
        AtmError: There is no such tool.
    """
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in csv_files(plan, tool).items():
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


def _rows(plan: Plan, table: str) -> list[Record]:
    rows = plan.rows(table)
    if all(row.blank for row in rows):
        return []
    return [row for row in rows if row.preset_field or not row.blank]


def _csv(plan: Plan, table: str) -> str:
    kind = KINDS[table]
    names = [name for name, spec in kind.specs().items() if not spec.private]
    coded = bool(kind.prefix or kind.prefixes)
    held = io.StringIO()
    writer = csv.writer(held, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    labels = [kind.specs()[name].label for name in names]
    writer.writerow(["Code", *labels] if coded else labels)
    for row in _rows(plan, table):
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
