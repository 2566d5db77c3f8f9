"""Tables as people keep them, as records: headings in any order, titles, totals, empty rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from atm_tui.clean import clean_line
from atm_tui.errors import AtmError
from atm_tui.intake.cells import Cell, Habit, habit_of, words_of
from atm_tui.intake.finder import fold
from atm_tui.intake.headings import CODE, Headings, headings_of, importable, repeats
from atm_tui.intake.rows import Row, RowReader
from atm_tui.intake.sheet import Sheet, lengthened, turned
from atm_tui.intake.understood import Understood
from atm_tui.intake.words import OUR_SUMS, TOTALS
from atm_tui.model import KINDS
from atm_tui.model.plan import Plan

MOST_ROWS: Final = 20_000
_NONE_FOUND: Final = (
    "No headings were found in {source}. Write a line of headings above the rows, such as: {such}."
)


@dataclass
class Found:
    """A sheet of which the headings are understood."""

    sheet: Sheet
    heads: Headings
    rows: list[Row]
    habits: dict[str, Habit]


def understand_tables(
    plan: Plan,
    sheets: Sequence[Sheet],
    *,
    source: str,
    today: date,
    table: str = "",
    hint: str = "",
    base: dict[str, Any] | None = None,
) -> Understood:
    """What tables say, as records.

    Args:
        plan: The plan that is to take them.
        sheets: The tables.
        source: What they are called together.
        today: The day from which days are counted.
        table: Of what they are lists, if somebody has said so.
        hint: The same, if it fits.
        base: What new rows of that table have besides.

    Raises:
        AtmError: No headings were found, or there are too many rows.
    """
    if sum(len(sheet.rows) for sheet in sheets) > MOST_ROWS:
        raise AtmError(f"{source} has more than {MOST_ROWS:,} rows. Cut it into several files.")
    tables = [table] if table else importable()
    several = len(sheets) > 1
    sheets = [replace(sheet, alone=not several) for sheet in sheets]
    about = table or hint
    found = [one for sheet in sheets if (one := _found(sheet, tables, f"{source} {sheet.name}", about))]
    if not found:
        kind = KINDS[table or hint or "action"]
        such = ", ".join([spec.label for spec in kind.specs().values() if spec.column][:4])
        raise AtmError(_NONE_FOUND.format(source=source, such=such))
    reader = RowReader(plan, today, {table or hint: base} if base else {})
    for one in found:
        reader.know(one.heads.table, one.rows)
    items = [item for one in found for item in reader.items(one.heads.table, one.rows, one.habits)]
    notes = [note for one in found for note in _notes(one, several=several)]
    known = {one.sheet.name for one in found}
    notes += [f"{sheet.name}: not understood and left out." for sheet in sheets if sheet.name not in known]
    notes += [f"{sheet.name}: not read from row {sheet.unread} on." for sheet in sheets if sheet.unread]
    return Understood(source, tuple(items), tuple(notes))


def _notes(one: Found, *, several: bool) -> Iterator[str]:
    kind = KINDS[one.heads.table]
    where = f"{one.sheet.name}: read" if several else "Read"
    heading = f", headings in {one.sheet.place(one.heads.row)}" if one.heads.row >= 0 else ""
    yield f"{where} as '{kind.many}' ({one.heads.table}){heading}."
    if left := one.heads.left_out:
        names = ", ".join(f"'{clean_line(name)[:30]}'" for name in left[:8])
        more = f" and {len(left) - 8} more" if len(left) > 8 else ""
        yield f"Not understood and left out: the column{'s' * (len(left) > 1)} {names}{more}."
    if days := [name for name, habit in one.habits.items() if habit.month_first]:
        labels = ", ".join(kind.specs()[name].label for name in days)
        yield f"The days in {labels} are written month first, and were read so."


# The rows of a sheet -----------------------------------------------------------------------------
def _found(sheet: Sheet, tables: list[str], name: str, hint: str) -> Found | None:
    if fold(sheet.name) in OUR_SUMS:
        return None
    sheet = turned(sheet, tables) or sheet
    heads = headings_of(sheet.rows, tables, name=name, hint=hint)
    if heads and "reading" in tables and (long := lengthened(sheet, heads)):
        sheet, heads = long, headings_of(long.rows, ["reading"])
    heads = heads or _a_plain_list(sheet, hint if len(tables) == 1 else "")
    if heads is None:
        return None
    rows = list(_rows(sheet, heads))
    columns: dict[str, list[Cell]] = {}
    for row in rows:
        for field, cell in row.cells.items():
            columns.setdefault(field, []).append(cell)
    return Found(sheet, heads, rows, {field: habit_of(cells) for field, cells in columns.items()})


def _a_plain_list(sheet: Sheet, table: str) -> Headings | None:
    """A list without headings: one column, in which each row is a name."""
    widths = {len([cell for cell in row if cell != ""]) for row in sheet.rows} - {0}
    if not table or widths != {1}:
        return None
    return Headings(table, -1, {0: KINDS[table].main()})


def _rows(sheet: Sheet, heads: Headings) -> Iterator[Row]:
    top = sheet.rows[heads.row] if heads.row >= 0 else []
    main = KINDS[heads.table].main()
    for number, cells in enumerate(sheet.rows[heads.row + 1 :], heads.row + 1):
        written = [(column, cell) for column, cell in enumerate(cells) if words_of(cell).strip()]
        if not written or repeats(cells, top):
            continue
        by_name: dict[str, Cell] = {}
        for column, cell in written:
            if name := heads.fields.get(column):
                both = f"{words_of(by_name[name])} {words_of(cell)}" if name in by_name else cell
                by_name[name] = both
        words = " | ".join(clean_line(words_of(cell)) for _, cell in written)
        row = Row(sheet.place(number), by_name, words, _no_row(written, by_name, main, heads))
        row.code = words_of(by_name.pop(CODE, "")).strip()
        yield row


def _no_row(written: list[tuple[int, Cell]], cells: dict[str, Cell], main: str, heads: Headings) -> str:
    """Why a row is none: a title in between, a line of totals, or one without a name; "" if it is one."""
    first = fold(words_of(written[0][1]))
    name = words_of(cells.get(main, "")).strip()
    if (first in TOTALS or first.split(" ")[0] in ("total", "totals", "subtotal")) and (
        not name or fold(name) == first
    ):
        return "A line of totals."
    refers = KINDS[heads.table].specs()[main].kind == "ref"
    lone = len(written) == 1 and len(heads.fields) > 1
    if lone and (not name or name.endswith(":") or (name.isupper() and len(name) > 3)):
        return "A title between the rows."
    if not name and not refers and not cells.get(CODE):
        return f"Nothing stands under '{KINDS[heads.table].specs()[main].label}'."
    return ""
