"""What stands beside the canvas, for it has no box for it: who competes, income and expense, risks."""

from collections.abc import Iterator
from typing import Final

from atm_tui.model.bring import Competitor, Risk
from atm_tui.model.canvas import CanvasNote
from atm_tui.model.derived import cost_per_piece, left_for_work, margin, price_per_piece
from atm_tui.model.plan import Plan
from atm_tui.model.sums import money, places
from atm_tui.model.typed import group_number
from atm_tui.pictures.canvas_notes import in_brackets
from atm_tui.pictures.picture import Line, Look, Span
from atm_tui.pictures.rows import EMPTY, more, spoken, wrapped
from atm_tui.pictures.signs import LATE

MOST: Final = 30
"""Rows of one theme that are written; more cannot be read beside a canvas, and are counted."""


def around(plan: Plan, width: int) -> list[Line]:
    """The three themes, one under the other."""
    return [*_competes(plan, width), EMPTY, *_money(plan, width), EMPTY, *_risks(plan, width)]


def _competes(plan: Plan, width: int) -> Iterator[Line]:
    yield (Span("WHAT COMPETES", Look.HEADING),)
    rows = plan.all(Competitor)
    for row in rows[:MOST]:
        yield from wrapped(row.who or "no words yet", width, record=row.id, first=f"{spoken(row)} ")
        if row.better:
            yield from wrapped(row.better, width, first="    we: ")
    yield from _end(len(rows), "nobody is written down yet")


def _money(plan: Plan, width: int) -> Iterator[Line]:
    """What one piece brings and takes, and the notes of income and cost that say an amount."""
    yield (Span("INCOME AND EXPENSE", Look.HEADING),)
    decimals = places(plan)
    for label, figure in (
        ("Price of one piece", price_per_piece),
        ("Costs without our hours", cost_per_piece),
        ("Left for our hours", left_for_work),
        ("Over for fund and risk", margin),
    ):
        today, planned = (money(figure(plan, when), decimals) for when in ("today", "planned"))
        yield from wrapped(f"{label}: today {today}, planned {planned}", width)
    notes = [
        note for note in plan.all(CanvasNote) if note.block in ("income", "costs") and note.amount is not None
    ]
    for note in notes[:MOST]:
        amount = group_number(note.amount) if note.amount is not None else ""
        said = f"{note.note}: {amount}" + (f" for each {note.per}" if note.per else "")
        yield from wrapped(said, width, record=note.id, first=f"{spoken(note)} ")
    if len(notes) > MOST:
        yield (Span(more(len(notes) - MOST), Look.WEAK),)


def _risks(plan: Plan, width: int) -> Iterator[Line]:
    yield (Span("RISKS", Look.HEADING),)
    rows = plan.all(Risk)
    for row in rows[:MOST]:
        said = ", ".join(filter(None, (row.likelihood, f"harm {row.harm}" if row.harm else "")))
        lines = wrapped(row.what or "no words yet", width, record=row.id, first=f"{spoken(row)} ")
        yield from in_brackets(lines, said, width) if said else lines
        if row.answer:
            yield from wrapped(row.answer, width, first="    so: ")
        else:
            yield (Span(f"    {LATE} no answer yet", Look.WARN),)
    yield from _end(len(rows), "none is written down yet")


def _end(count: int, empty: str) -> Iterator[Line]:
    if count > MOST:
        yield (Span(more(count - MOST), Look.WEAK),)
    if not count:
        yield (Span(empty, Look.WEAK),)
