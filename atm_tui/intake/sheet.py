"""A table as it lies in a file: rows of cells."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from atm_tui.intake.cells import Cell, Reader, words_of
from atm_tui.intake.finder import Finder, fold
from atm_tui.intake.headings import Headings
from atm_tui.model import KINDS
from atm_tui.model.indicators import Reading
from atm_tui.model.plan import Plan


@dataclass(frozen=True)
class Sheet:
    """A table.

    Attributes:
        name: What it is called.
        rows: Its rows.
        numbers: The number that each row has in the file; from 1 without.
        alone: Whether it is the only one of its file.
        unread: The first row that stands so far down that it was not read; 0 if there is none.
    """

    name: str
    rows: list[list[Cell]]
    numbers: list[int] = field(default_factory=list)
    alone: bool = True
    unread: int = 0

    def place(self, row: int) -> str:
        """Where a row stands, in words: "row 7"."""
        number = self.numbers[row] if self.numbers else row + 1
        return f"row {number}" if self.alone else f"{self.name}, row {number}"


def lengthened(sheet: Sheet, heads: Headings) -> Sheet | None:
    """Readings that are kept with a column for each day, as a row for each; None if they are not."""
    if heads.table not in ("indicator", "reading") or heads.row < 0:
        return None
    days = _days(sheet.rows[heads.row])
    names = [column for column, name in heads.fields.items() if name in ("title", "indicator")]
    if len(days) < 2 or not names:
        return None
    specs = Reading.specs()
    rows: list[list[Cell]] = [[specs[name].label for name in ("indicator", "on", "amount")]]
    numbers = [heads.row + 1]
    for number, row in enumerate(sheet.rows[heads.row + 1 :], heads.row + 2):
        for column, day in days.items():
            if column < len(row) and words_of(row[column]).strip():
                rows.append([row[names[0]], day, row[column]])
                numbers.append(number)
    return Sheet(sheet.name, rows, numbers, sheet.alone)


def turned(sheet: Sheet, tables: Iterable[str]) -> Sheet | None:
    """A sheet that is written downwards, label and value side by side, as one row; None if it is none."""
    written = {fold(words_of(row[0])): number for number, row in enumerate(sheet.rows) if row}
    for table in tables:
        specs = KINDS[table].specs().values() if KINDS[table].single else ()
        labels = [spec.label for spec in specs if fold(spec.label) in written]
        if len(labels) > 1:
            places = [written[fold(label)] for label in labels]
            cells = [row[1] if len(row) > 1 else "" for row in (sheet.rows[at] for at in places)]
            return Sheet(sheet.name, [list(labels), cells], [places[0] + 1] * 2, sheet.alone)
    return None


def _days(row: list[Cell]) -> dict[int, Cell]:
    """The columns that are headed by a day."""
    reader = Reader(Plan(), Finder(Plan()), date(2000, 1, 1))
    spec = Reading.specs()["on"]
    return {
        column: cell
        for column, cell in enumerate(row)
        if isinstance(cell, date)
        or (isinstance(cell, str) and any(map(str.isdigit, cell)) and reader.read(spec, cell).value)
    }
