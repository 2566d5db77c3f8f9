"""Loose ends of single actions: who, when, done when, with what; and the fourteen market points."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from atm_tui.checks.finding import Finding, counted, group, listed, named, set_aside, short
from atm_tui.model.action import Action, MarketPoint, Resource
from atm_tui.model.derived import is_late, is_open, standing_actions
from atm_tui.model.plan import Plan
from atm_tui.model.start import PlanSheet
from atm_tui.model.typed import day_short

_SOON: Final = 14
"""Days before an action begins within which its things should be sure."""


def in_plan(plan: Plan) -> list[Action]:
    """The actions that have words and are not stopped."""
    return [action for action in standing_actions(plan) if action.what]


def no_lead(plan: Plan, _today: date) -> Iterable[Finding]:
    """An action that nobody leads."""
    rows = [action for action in in_plan(plan) if not action.lead]
    return group(plan, "action-lead", rows, one="nobody leads it yet", many="actions have no lead", weight=1)


def no_due(plan: Plan, _today: date) -> Iterable[Finding]:
    """An action without a day by which it is done."""
    rows = [action for action in in_plan(plan) if not action.due]
    return group(plan, "action-due", rows, one="no day is set for it", many="actions have no day", weight=1)


def no_sign(plan: Plan, _today: date) -> Iterable[Finding]:
    """An action of which nobody could see that it is done."""
    rows = [action for action in in_plan(plan) if not action.done_when]
    return group(
        plan,
        "action-done-when",
        rows,
        one="what shows that it is done?",
        many="actions do not say what shows that they are done",
    )


def late(plan: Plan, today: date) -> Iterable[Finding]:
    """An action whose day has passed while it is open."""
    rows = [action for action in in_plan(plan) if is_late(action, today)]
    return group(plan, "action-late", rows, one="its day has passed", many="actions are late", weight=1)


def begins_after_due(plan: Plan, _today: date) -> Iterable[Finding]:
    """An action that begins after the day on which it should be done."""
    rows = [row for row in in_plan(plan) if row.start and row.due and row.start > row.due]
    return group(
        plan,
        "action-days",
        rows,
        one="it begins after the day it is due",
        many="actions begin after the day they are due",
    )


def after_season(plan: Plan, _today: date) -> Iterable[Finding]:
    """An open action that is due when the buyer's season has already begun."""
    needed = plan.one(PlanSheet).season_date
    if needed is None:
        return []
    rows = [row for row in in_plan(plan) if is_open(row) and row.due and row.due > needed]
    day = day_short(needed)
    return group(
        plan,
        "action-season",
        rows,
        one=f"due after {day}, when the buyer needs the goods",
        many=f"actions are due after {day}, when the buyer needs the goods",
    )


def unsure_resources(plan: Plan, today: date) -> Iterable[Finding]:
    """A thing that an action needs within two weeks and that is not promised for sure."""
    rows = [row for row in named(plan, Resource) if _unsure(row, plan.find(Action, row.action), today)]
    return group(
        plan,
        "resource-unsure",
        rows,
        one="needed within two weeks and not sure yet",
        many="things are needed within two weeks and not sure yet",
    )


def _unsure(row: Resource, action: Action | None, today: date) -> bool:
    begins = (action.start or action.due) if action else None
    if action is None or begins is None or not is_open(action) or (begins - today).days > _SOON:
        return False
    # Work that is under way has what it needs, unless somebody says that it has not.
    return row.secured == "no" or (not row.secured and action.status in ("idea", "agreed"))


def market_points(plan: Plan, _today: date) -> Iterable[Finding]:
    """Points of the market that no action covers and nobody has called needless, once there are actions."""
    standing = {action.id for action in in_plan(plan)}
    let_be = set_aside(plan, "market-points")
    rows = [
        row
        for row in named(plan, MarketPoint)
        if not row.not_needed.strip() and standing.isdisjoint(row.actions) and row.id not in let_be
    ]
    if standing and rows:
        names = listed([short(plan.name(row), 40) for row in rows], 90)
        have = "has" if len(rows) == 1 else "have"
        points = counted(len(rows), "market point")
        text = f"{points} {have} no action and no reason why not: {names}"
        yield Finding("market-points", text, "market", about=tuple(row.id for row in rows))
