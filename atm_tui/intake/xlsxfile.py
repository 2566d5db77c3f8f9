"""The sheets of a spreadsheet file; read by openpyxl, which is asked for only here."""

import io
import re
import warnings
import zipfile
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Final

from atm_tui.errors import AtmError
from atm_tui.intake.cells import Cell

MOST_UNPACKED: Final = 120 * 1024 * 1024
"""Bytes that a file may hold when it is unpacked; 20,000 rows of 30 cells take about half."""

MOST_COLUMNS: Final = 200
_MOST_FILES: Final = 2_000
_HEAD: Final = 4_096
_WRONG: Final = re.compile(r"#(?:N/A|[A-Z]+(?:/0)?[!?])")
"""What stands in a cell whose formula could not be worked out."""

_MISSING: Final = (
    "Spreadsheets (.xlsx) need the package openpyxl: pip install 'atm-tui[office]'. Or save it as .csv."
)


def check_packed(content: bytes, source: str) -> list[str]:
    """The names in a packed file that may be unpacked.

    Raises:
        AtmError: It is broken, locked, or would become too large.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            inside = packed.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise AtmError(f"{source} cannot be unpacked: it was cut short or damaged. Save it anew.") from None
    if len(inside) > _MOST_FILES or sum(one.file_size for one in inside) > MOST_UNPACKED:
        raise AtmError(f"{source} would become too large when it is unpacked, so it was not opened.")
    if any(one.flag_bits & 1 for one in inside):
        raise AtmError(f"{source} is locked by a password. Save it without one.")
    return [one.filename for one in inside]


def sheets_of(content: bytes, source: str, most_rows: int) -> list[tuple[str, list[list[Cell]], int]]:
    """The names and rows of the sheets that are seen, and the first row that is too far down to be read.

    Raises:
        AtmError: It cannot be read, or the package is missing that reads it.
    """
    _refuse_definitions(content, check_packed(content, source), source)
    try:
        import openpyxl  # noqa: PLC0415 - an extra, and slow to load
    except ImportError:
        raise AtmError(_MISSING) from None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it tells of each part of a sheet that it leaves out
            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
            return [
                (str(sheet.title), *_rows(sheet, most_rows + 100))
                for sheet in book.worksheets
                if sheet.sheet_state == "visible"
            ]
    except Exception:  # noqa: BLE001 - for a damaged file it raises whatever its parts raise
        raise AtmError(f"{source} is no spreadsheet that can be read. Save it anew, or as .csv.") from None


def _refuse_definitions(content: bytes, names: list[str], source: str) -> None:
    """Refuse a file that defines names which could swell when it is read; no office program does so."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            for name in names:
                if name.casefold().endswith((".xml", ".rels", ".vml")):
                    with packed.open(name) as part:
                        head = part.read(_HEAD).replace(b"\x00", b"")
                    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
                        raise AtmError(f"{source} is no ordinary spreadsheet, so it was not opened.")
    except AtmError:
        raise
    except Exception:  # noqa: BLE001 - zlib, lzma and zipfile each raise their own for what is damaged
        raise AtmError(f"{source} cannot be unpacked: it is damaged. Save it anew.") from None


def _rows(sheet: Any, most: int) -> tuple[list[list[Cell]], int]:  # noqa: ANN401 - openpyxl has no types
    """The rows with something in them, up to so many, and which one below them is left out; 0 if none is."""
    sheet.reset_dimensions()  # what a file says of its size is often wrong
    rows: list[list[Cell]] = []
    blank, unread = None, 0
    for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True), 1):
        if number > most:
            if row is not blank and any(value not in (None, "") for value in row):
                unread = number
                break
            blank = row  # a million rows between two are all the same object
            continue
        cells = [_cell(value) for value in row]
        while cells and cells[-1] == "":
            cells.pop()
        rows.append(cells)
    while rows and not rows[-1]:
        rows.pop()
    return rows, unread


def _cell(value: object) -> Cell:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case datetime():
            return value.date()
        case date():
            return value
        case time():
            return f"{value:%H:%M}"
        case int() | float():
            number = Decimal(str(value))
            return number if number.is_finite() else ""
        case _:
            words = str(value)
            return "" if _WRONG.fullmatch(words) else words
