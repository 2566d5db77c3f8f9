"""Loose ends of the spectrum of allies: what to ask of whom, and whether the picture is fresh."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from atm_tui.checks.finding import Finding, code, group, named
from atm_tui.checks.reflection import last_held
from atm_tui.model.allies import Ally, Placement
from atm_tui.model.choices import WEDGES
from atm_tui.model.plan import Plan

RANK: Final = {wedge: rank for rank, (wedge, _) in enumerate(WEDGES)}
"""How far each place is from our side."""


def to_be_moved(plan: Plan) -> list[Ally]:
    """Those who are wished nearer to our side than they stand now."""
    return [
        ally
        for ally in named(plan, Ally)
        if ally.target_wedge in RANK and RANK.get(ally.wedge, len(RANK)) > RANK[ally.target_wedge]
    ]


def no_request(plan: Plan, _today: date) -> Iterable[Finding]:
    """Somebody to be moved of whom nothing is asked."""
    rows = [ally for ally in to_be_moved(plan) if not ally.request]
    return group(
        plan,
        "ally-request",
        rows,
        one="what do we ask of them?",
        many="are to be moved, and nothing is asked of them",
    )


def no_asker(plan: Plan, _today: date) -> Iterable[Finding]:
    """A request that nobody carries to them."""
    rows = [ally for ally in to_be_moved(plan) if ally.request and not ally.asked_by]
    return group(plan, "ally-asker", rows, one="who of us asks them?", many="requests have nobody who asks")


def no_day(plan: Plan, _today: date) -> Iterable[Finding]:
    """A request without a day."""
    rows = [ally for ally in to_be_moved(plan) if ally.request and not ally.by]
    return group(plan, "ally-day", rows, one="by which day do we ask?", many="requests have no day")


def placed_before_reflection(plan: Plan, _today: date) -> Iterable[Finding]:
    """Somebody whose place was not looked at since the last reflection."""
    session, on = last_held(plan)
    if session is None or on is None:
        return []
    placed: dict[str, date] = {}
    for row in plan.all(Placement):
        if row.on:
            placed[row.ally] = max(row.on, placed.get(row.ally, row.on))
    rows = [ally for ally in named(plan, Ally) if ally.wedge and _seen(ally, placed) < on]
    since = code(plan, session)
    return group(
        plan,
        "placement-old",
        rows,
        one=f"placed before {since}; do they still stand there?",
        many=f"were placed before {since}; do they still stand there",
        weight=3,
    )


def _seen(ally: Ally, placed: dict[str, date]) -> date:
    """The last day on which the group placed them; without any, the day they were written down."""
    days = [day for day in (placed.get(ally.id), ally.moved_on) if day]
    return max(days, default=ally.created.date())
