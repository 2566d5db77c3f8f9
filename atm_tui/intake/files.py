"""A file from outside, whatever it is: a table, a spreadsheet, a packed export, a plan."""

import io
import json
import os
import stat
import zipfile
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from atm_tui.clean import clean_line
from atm_tui.errors import AtmError
from atm_tui.intake.cells import Cell
from atm_tui.intake.csvfile import decoded, rows_of
from atm_tui.intake.headings import table_of
from atm_tui.intake.plans import is_wanted, none_of, understand_plan
from atm_tui.intake.sheet import Sheet
from atm_tui.intake.tables import MOST_ROWS, understand_tables
from atm_tui.intake.understood import Understood
from atm_tui.intake.xlsxfile import check_packed, sheets_of
from atm_tui.model.plan import Plan

MOST_BYTES: Final = 20 * 1024 * 1024
"""The largest file that is read."""

_PACKED: Final = b"PK\x03\x04"
_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0"


def read_bytes(path: Path) -> bytes:
    """What a file holds that somebody has named.

    Raises:
        AtmError: It is missing, no file, too large, or cannot be read.
    """
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(handle, "rb") as file:
            state = os.fstat(file.fileno())
            if not stat.S_ISREG(state.st_mode):
                raise AtmError(f"{path} is no file that can be read. Give a .csv, .xlsx or .json file.")
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise AtmError(
            f"{path} cannot be read: {(error.strerror or 'the system refused').lower()}."
        ) from None
    except ValueError:  # a name with a null character
        raise AtmError("A file cannot have such a name.") from None
    if len(content) > MOST_BYTES:
        raise AtmError(f"{path} is larger than 20 MB. Cut it into several files.")
    return content


def understand_file(
    plan: Plan,
    path: Path,
    today: date,
    *,
    table: str = "",
    hint: str = "",
    base: dict[str, Any] | None = None,
    only: Collection[str] = (),
) -> Understood:
    """What a file says, for a plan.

    Args:
        plan: The plan that is to take it; it is not changed.
        path: The file.
        today: The day from which days are counted.
        table: Of what it is a list, if somebody has said so.
        hint: The same, if it fits.
        base: What new rows of that table have besides.
        only: Spoken numbers, or tables: take only these.

    Raises:
        AtmError: It cannot be read or understood.
    """
    table = table_of(table) if table else ""
    return understand_bytes(plan, read_bytes(path), path, today, table=table, hint=hint, base=base, only=only)


def understand_bytes(
    plan: Plan,
    content: bytes,
    path: Path,
    today: date,
    *,
    table: str = "",
    hint: str = "",
    base: dict[str, Any] | None = None,
    only: Collection[str] = (),
) -> Understood:
    """As ``understand_file``, for what was read from it already.

    Raises:
        AtmError: It cannot be understood.
    """
    source = clean_line(path.name)[:60] or "the file"
    if not content.strip():
        raise AtmError(f"{source} is empty.")
    if content.startswith(_OLD_OFFICE):
        raise AtmError(f"{source} is of an old kind, or locked. Save it as .xlsx or .csv.")
    note = ""
    if content.startswith(_PACKED):
        sheets = _unpacked(content, source)
    else:
        text, note = decoded(content)
        start = text.lstrip()[:1]
        if start == "{":
            return understand_plan(plan, content, path, only={table} if table and not only else only)
        rows = _of_json(text, source) if start == "[" else rows_of(text)
        sheets = [Sheet(Path(source).stem, [list(row) for row in rows])]
    found = understand_tables(plan, sheets, source=source, today=today, table=table, hint=hint, base=base)
    found = replace(found, notes=(*found.notes, note)) if note else found
    return _only(found, source, only)


def wanted_words(words: str) -> list[str]:
    """Spoken numbers or tables, as they are typed behind --only."""
    return [one for one in words.replace(";", ",").replace(" ", ",").split(",") if one]


def _only(found: Understood, source: str, only: Collection[str]) -> Understood:
    if not only:
        return found
    rows = [item.record for item in found.items if item.record]
    if missing := [one for one in only if not any(is_wanted(row.table, row.code, [one]) for row in rows)]:
        raise AtmError(none_of(source, missing))
    places = [
        number
        for number, item in enumerate(found.items)
        if item.record is None or not is_wanted(item.record.table, item.record.code, only)
    ]
    return found.without(places)


def _unpacked(content: bytes, source: str) -> Sequence[Sheet]:
    """The tables of a spreadsheet, or of a packed export of ours."""
    names = check_packed(content, source)
    if "xl/workbook.xml" in names:
        found = sheets_of(content, source, MOST_ROWS)
        return [Sheet(name, rows, unread=unread) for name, rows, unread in found]
    tables = [name for name in names if name.casefold().endswith(".csv")]
    if not tables:
        raise AtmError(f"{source} is no spreadsheet that can be read. Save it as .xlsx or .csv.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            texts = [(Path(name).stem, decoded(packed.read(name))[0]) for name in tables]
    except Exception:  # noqa: BLE001 - zlib, lzma and zipfile each raise their own for what is damaged
        raise AtmError(f"{source} cannot be unpacked: it is damaged. Save it anew.") from None
    return [Sheet(name, [list[Cell](row) for row in rows_of(text)]) for name, text in texts]


def _of_json(text: str, source: str) -> list[list[Cell]]:
    """A list of objects as a table: their names are its headings."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        data = None
    rows = data if isinstance(data, list) and data and all(isinstance(row, dict) for row in data) else []
    names = list(dict.fromkeys(name for row in rows for name in row))
    if not names:
        raise AtmError(f"{source} is JSON, but neither a plan nor a list of rows.")
    return [list(names), *([_json_cell(row.get(name)) for name in names] for row in rows)]


def _json_cell(value: object) -> Cell:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case int() | float() if abs(value) < 1e24:
            return Decimal(str(value))
        case list():
            return "; ".join(str(one) for one in value)
        case _:
            return str(value)
