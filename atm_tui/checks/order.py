"""Loose ends in the order of actions: what waits for what, and where on the river."""

from collections.abc import Iterable
from datetime import date
from graphlib import CycleError, TopologicalSorter
from typing import Final

from atm_tui.checks.actions import in_plan
from atm_tui.checks.finding import Finding, codes, group, joined, titled
from atm_tui.model.action import Action
from atm_tui.model.derived import is_open
from atm_tui.model.plan import Plan
from atm_tui.model.river import Stretch

_GAP: Final = 2
"""Days that should lie between the end of an action and the start of one that waits for it."""


def circles(plan: Plan, _today: date) -> Iterable[Finding]:
    """Actions that wait for each other, so that none of them can begin."""
    edges = {action.id: [item for item in action.depends_on if item] for action in in_plan(plan)}
    while circle := _circle(edges):
        # Taking a circle out shows the next one; two that share an action show one after the other.
        edges = {item: waits for item, waits in edges.items() if item not in circle}
        rows = [action for action in in_plan(plan) if action.id in circle]
        if len(rows) == 1:
            yield Finding("action-circle", f"{titled(plan, rows[0])}: it waits for itself", "actions",
                          rows[0].id, weight=1)  # fmt: skip
        else:
            names = joined(codes(plan, rows))
            about = tuple(row.id for row in rows)
            text = f"{names} wait for each other in a circle"
            yield Finding("action-circle", text, "actions", weight=1, about=about)


def _circle(edges: dict[str, list[str]]) -> list[str]:
    try:
        TopologicalSorter(edges).prepare()
    except CycleError as error:
        found: list[str] = error.args[1]
        return found
    return []


def begins_too_early(plan: Plan, _today: date) -> Iterable[Finding]:
    """An action that begins, or is due, before what it waits for is due."""
    for action, others in _waiting(plan):
        begins = action.start or action.due
        early = [other for other in others if begins and other.due and other.due > begins]
        if early:
            how, end = "begins" if action.start else "is due", "are" if len(early) > 1 else "is"
            names = joined(codes(plan, early), 24)
            text = f"{titled(plan, action)}: it {how} before {names} {end} due, which it waits for"
            weight, about = 1 if _matters(action, early) else 3, (action.id, *(row.id for row in early))
            yield Finding("action-early", text, "actions", action.id, weight, about)


def begins_too_soon(plan: Plan, _today: date) -> Iterable[Finding]:
    """An action that leaves no time after what it waits for."""
    for action, others in _waiting(plan):
        days = {other.id: (action.start - other.due).days for other in others if action.start and other.due}
        close = [other for other in others if 0 <= days.get(other.id, _GAP) < _GAP]
        if close:
            when = "one day before" if all(days[other.id] == 1 for other in close) else "a day or less before"
            names, end = joined(codes(plan, close)), "end" if len(close) > 1 else "ends"
            whom = "them" if len(close) > 1 else "it"
            called = codes(plan, [action])[0]
            text = f"{names} {end} {when} {called} begins, which waits for {whom}"
            weight, about = 2 if _matters(action, close) else 3, (action.id, *(row.id for row in close))
            yield Finding("action-close", text, "actions", action.id, weight, about)


def waits_for_stopped(plan: Plan, _today: date) -> Iterable[Finding]:
    """An open action that waits for one that has been stopped."""
    stopped = {action.id for action in plan.all(Action) if action.status == "stopped"}
    rows = [row for row in in_plan(plan) if is_open(row) and not stopped.isdisjoint(row.depends_on)]
    return group(
        plan,
        "action-waits-stopped",
        rows,
        one="it waits for an action that is stopped",
        many="actions wait for one that is stopped",
    )


def past_stretch(plan: Plan, _today: date) -> Iterable[Finding]:
    """An open action that is due after its stretch of the river ends."""
    ends = {stretch.id: stretch.end for stretch in plan.all(Stretch)}
    rows = [
        action
        for action in in_plan(plan)
        if is_open(action) and action.due and (end := ends.get(action.stretch)) and action.due > end
    ]
    return group(
        plan,
        "action-stretch",
        rows,
        one="it runs past the end of its stretch",
        many="actions run past the end of their stretch",
        weight=3,
    )


def _waiting(plan: Plan) -> list[tuple[Action, list[Action]]]:
    """Each action with those that it waits for (not with itself: that is a circle)."""
    rows = in_plan(plan)
    place = {row.id: number for number, row in enumerate(rows)}
    return [
        (
            row,
            [
                rows[at]
                for at in sorted({place[one] for one in row.depends_on if one in place and one != row.id})
            ],
        )
        for row in rows
    ]


def _matters(action: Action, others: list[Action]) -> bool:
    """Whether something can still go wrong: the action is not done, nor all that it waits for."""
    return is_open(action) and any(map(is_open, others))
