"""What is to be counted: what should have been counted first, then by the day on which it is due."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from atm_tui.checks.indicators import Count, counts
from atm_tui.model.plan import Plan
from atm_tui.pictures import Setting
from atm_tui.pictures.picture import Line, Look, Span
from atm_tui.pictures.rows import more, spoken, wrapped
from atm_tui.pictures.signs import LATE, OPEN, day, marked

MOST: Final = 100
"""Indicators; more cannot be read in a meeting, and are counted."""


def due(plan: Plan, setting: Setting) -> Iterator[Line]:
    """Each indicator with the day by which it is to be counted, who counts it, and how."""
    waiting = sorted(counts(plan, setting.today), key=lambda one: (not one.overdue, one.next or date.max))
    for one in waiting[:MOST]:
        yield from _lines(plan, one, setting)
    if len(waiting) > MOST:
        yield (Span(f"    {more(len(waiting) - MOST)}", Look.WEAK),)


def _lines(plan: Plan, one: Count, setting: Setting) -> Iterator[Line]:
    row, today = one.indicator, setting.today
    sign = marked(LATE if one.overdue else OPEN)
    when = "by now" if one.overdue else f"by {day(one.next, today)}" if one.next else "no day"
    look = Look.LATE if one.overdue else Look.STRONG if one.next else Look.WARN
    head = wrapped(row.title, setting.width, record=row.id, most=2, first=f"{'':18}{spoken(row)} ")
    first, *rest = head[0]
    yield (
        Span(f"{sign.text} ", sign.look),
        Span(f"{when:<14}", look),
        Span(first.text[18:], first.look, first.record),
        *rest,
    )
    yield from head[1:]
    who = f"{plan.named(row.measured_by)} counts" if row.measured_by else f"{LATE} nobody counts it yet"
    last = f"last counted {day(one.last, today)}" if one.last else "not counted since the beginning"
    said = ", ".join(filter(None, (who, row.how.strip(), last)))
    yield from wrapped(said, setting.width, Look.WEAK, most=3, first=" " * 18)
