"""Loose ends of the meetings: whether they were held, and whose voice was heard in them."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from atm_tui.checks.finding import Finding, group, named, titled
from atm_tui.model.gathering import Meeting
from atm_tui.model.plan import Plan
from atm_tui.model.reflection import Session

_FAR_MORE: Final = 2
_ENOUGH: Final = 4
"""Fewer times are no sign of anything."""


def not_held(plan: Plan, today: date) -> Iterable[Finding]:
    """A meeting whose day has passed and that nobody called held or missed."""
    rows = [row for row in named(plan, Meeting) if row.state == "planned" and row.on and row.on < today]
    return group(
        plan,
        "meeting-passed",
        rows,
        one="its day has passed; was it held?",
        many="meetings had their day; were they held",
    )


def men_spoke(plan: Plan, _today: date) -> Iterable[Finding]:
    """A meeting in which men spoke more than twice as often as women. That this is much is our reading."""
    both: list[Meeting | Session] = [*plan.all(Meeting), *plan.all(Session)]
    for row in both:
        women, men = row.spoke_women or 0, row.spoke_men or 0
        if men >= _ENOUGH and men > _FAR_MORE * women:
            text = f"{titled(plan, row)}: men spoke {men} times, women {women}; how can women be heard first?"
            step = "meetings" if isinstance(row, Meeting) else "sessions"
            yield Finding("men-spoke", text, step, row.id, weight=3)
