"""Which column of a table is which field, and of what the table is a list."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Final

from atm_tui.errors import AtmError
from atm_tui.intake.cells import Cell, words_of
from atm_tui.intake.finder import fold, kind_of_code
from atm_tui.intake.words import CODES, FIRST_NAMES, HEADINGS, LAST_NAMES, NUMBERING
from atm_tui.model import KINDS
from atm_tui.stage import step as step_of

CODE: Final = "code"
"""Stands for a field where a column holds spoken numbers."""

FIRST: Final = ("participant", "action", "indicator", "reading")
"""Of what a table is a list, if it may be of several."""

_LOOKED_AT: Final = 25
"""Rows among which the headings are looked for."""

_LEAST: Final = 3
"""How well headings must fit where nobody has said of what the table is a list."""

_MONTH: Final = re.compile(r"[a-z]{3,9}[.,]?[ /-]?(?:20)?\d\d|\d{1,4}[./-]\d{1,2}[./-]\d{2,4}")

_LONGEST: Final = 60
"""Characters of a heading; what is longer is a sentence."""


@dataclass(frozen=True)
class Headings:
    """The headings of a table, as they were understood.

    Attributes:
        table: Of what it is a list.
        row: Where the headings stand, from 0; -1 if there are none.
        fields: Column to field; several columns may be one name in two parts.
        left_out: The headings of columns that were not understood.
        score: How well it fits.
    """

    table: str
    row: int
    fields: dict[int, str] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
    score: int = 0


def table_of(name: str) -> str:
    """The table that is called so: by its own name, one of its records, or its heading.

    Raises:
        AtmError: There is none.
    """
    wanted = fold(name).replace("_", " ")
    for table in importable():
        kind = KINDS[table]
        called = {table.replace("_", " "), fold(kind.one), fold(kind.many), f"{fold(kind.one)}s"}
        if wanted in called | {f"{table.replace('_', ' ')}s"}:
            return table
    step = step_of(name)
    if step and step.table in importable():
        return step.table
    raise AtmError(f"There is no table '{fold(name)[:40]}'. Use one of: {', '.join(importable())}.")


def importable() -> list[str]:
    """The tables into which rows can be taken."""
    return [table for table in KINDS if table != "aside"]


def headings_of(
    rows: Sequence[Sequence[Cell]], tables: Iterable[str], *, name: str = "", hint: str = ""
) -> Headings | None:
    """The headings of a table of one of these kinds; None if none are found.

    Args:
        rows: Its rows.
        tables: Of what it may be a list.
        name: What the table is called.
        hint: Of what it is a list if that is not clear.
    """
    found: list[Headings] = []
    called = fold(name).replace("_", " ")
    for number, row in enumerate(rows[:_LOOKED_AT]):
        heads = [_heading(cell) for cell in row]
        if sum(map(bool, heads)) < 1 or any(isinstance(cell, str) and len(cell) > 400 for cell in row):
            continue
        below = rows[number + 1 : number + 6]
        read = [one for table in tables if (one := _read(table, number, row, heads, below))]
        found += [one for one in read if one.score >= _LEAST or one.table == hint]
        if any(not one.left_out and one.score >= 4 * len(one.fields) for one in read):
            break  # our own words all along the row
    if not found:
        return None
    order = [*FIRST, *KINDS]

    def fit(one: Headings) -> tuple[int, int, int]:
        more = 4 * _is_called(one.table, called) + 6 * (one.table == hint) + 3 * (one.table in FIRST)
        return one.score + more, -one.row, -order.index(one.table)

    return max(found, key=fit)


def _heading(cell: Cell) -> str:
    words = words_of(cell) if isinstance(cell, str) else ""
    return fold(words) if len(words) <= _LONGEST else ""


@lru_cache(maxsize=10_000)
def _is_called(table: str, name: str) -> bool:
    kind = KINDS[table]
    names = (table.replace("_", " "), kind.many, kind.one)
    return any(re.search(rf"\b{re.escape(fold(one))}s?\b", name) for one in names)


def _read(
    table: str, number: int, row: Sequence[Cell], heads: Sequence[str], below: Sequence[Sequence[Cell]]
) -> Headings | None:
    scores = sorted(
        (
            (-score, order, column, name)
            for column, head in enumerate(heads)
            if head
            for order, name in enumerate(KINDS[table].specs())
            if (score := _fits(table, name, head))
        )
    )
    fields: dict[int, str] = {}
    total = 0
    for score, _, column, name in scores:
        if column not in fields and name not in fields.values():
            fields[column] = name
            total -= score
    main = KINDS[table].main()
    fields, names = _in_two_parts(fields, heads, main) if table == "participant" else (fields, 0)
    if main not in fields.values():
        return None
    own = _columns_of_codes(table, heads, below)
    total += names + 3 * bool(own)
    fields = {column: name for column, name in fields.items() if column not in own} | own
    apart = [column for column, head in enumerate(heads) if head and column not in fields]
    left_out = tuple(words_of(row[at]) for at in apart if not _variants(heads[at]) & {*NUMBERING, *CODES})
    strange = sum(not _MONTH.fullmatch(fold(one)) for one in left_out)  # a column for each month is usual
    filled = sum(map(bool, heads))
    if filled > 1 and len(fields) == 1 and strange > 1:  # a title in which one of our words stands
        total -= 2
    return Headings(table, number, dict(sorted(fields.items())), left_out, total - strange)


def _in_two_parts(fields: dict[int, str], heads: Sequence[str], main: str) -> tuple[dict[int, str], int]:
    """A name that stands in two columns, first name and surname."""
    first = [column for column, head in enumerate(heads) if head in FIRST_NAMES]
    last = [column for column, head in enumerate(heads) if head in LAST_NAMES]
    if not (first or last) or (main in fields.values() and not (first and last)):
        return fields, 0
    others = {column: name for column, name in fields.items() if name != main}
    return others | dict.fromkeys([*first[:1], *last[:1]], main), 3


def _columns_of_codes(table: str, heads: Sequence[str], below: Sequence[Sequence[Cell]]) -> dict[int, str]:
    """The column that holds spoken numbers of this kind, if there is one."""
    for column, head in enumerate(heads):
        if _variants(head) & {*NUMBERING, *CODES}:
            cells = [words_of(row[column]) for row in below if column < len(row)]
            written = [one for one in cells if one.strip()]
            if written and all(kind_of_code(one, table) for one in written):
                return {column: CODE}
    return {}


@cache
def _words_for(table: str, name: str) -> tuple[str, set[str], re.Pattern[str] | None]:
    """Our own label of a field, all words for it that are known, and what finds one of the longer ones."""
    label = fold(KINDS[table].specs()[name].label)
    own = {label, fold(name.replace("_", " "))}
    if KINDS[table].single:
        return label, own, None  # a sheet is only known by our own words
    others = HEADINGS.get(name, ())
    if table == "indicator":
        others = tuple(one for one in others if one not in ("stretch", "period"))
    long = [re.escape(one) for one in (label, *others) if len(one) >= 4]
    found = re.compile(rf"\b(?:{'|'.join(long)})(?:es|s)?\b") if long else None
    return label, own | set(others), found


def _fits(table: str, name: str, head: str) -> int:
    """How surely a heading means this field: 5 our own label, 0 not at all."""
    label, known, long = _words_for(table, name)
    if head in (label, name.replace("_", " ")):
        return 5
    variants = _variants(head)
    if label in variants:
        return 4
    if not known.isdisjoint(variants):
        return 3
    return 1 if long and long.search(head) else 0


@lru_cache(maxsize=1_000)
def _variants(head: str) -> frozenset[str]:
    """A heading, without what stands in brackets, and its parts: "nom / name (in full)"."""
    plain = re.sub(r"\([^)]*\)?", " ", head)
    pieces = re.split(r"[/|:\n]", plain)
    words = re.sub(r"[^\w\s]", " ", plain)
    return frozenset({fold(one) for one in (head, plain, words, *pieces)} - {""})


def repeats(row: Sequence[Cell], heads: Sequence[Cell]) -> bool:
    """Whether a row is the headings once more, as on a second page."""
    pairs = [(fold(words_of(a)), fold(words_of(b))) for a, b in zip(row, heads, strict=False)]
    written = [pair for pair in pairs if pair[0]]
    return len(written) > 1 and all(one == other for one, other in written)
