"""Loose ends of who carries how much: one person's load, and the women's unpaid work."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from atm_tui.checks.actions import in_plan
from atm_tui.checks.finding import Finding, code, codes, listed
from atm_tui.model.action import Action
from atm_tui.model.derived import is_open
from atm_tui.model.plan import Plan
from atm_tui.model.start import Participant
from atm_tui.model.typed import day_short

MANY: Final = 4
"""So many actions led by one person are worth a question, and so many at the same time."""

_FORTNIGHT: Final = 14


def leads_many(plan: Plan, _today: date) -> Iterable[Finding]:
    """A person who leads four actions or more."""
    for person, rows in _led(plan, in_plan(plan)):
        if len(rows) >= MANY:
            text = f"{code(plan, person)} leads {len(rows)} actions: {listed(codes(plan, rows))}"
            about = (person.id, *(row.id for row in rows))
            yield Finding("lead-many", text, "actions", about=about)


def leads_many_at_once(plan: Plan, today: date) -> Iterable[Finding]:
    """A person with more than three open actions in one fortnight from today on."""
    for person, rows in _led(plan, [action for action in in_plan(plan) if is_open(action)]):
        first, crowd = _fullest_fortnight(rows, today)
        if len(crowd) >= MANY:
            who, when = code(plan, person), day_short(first)
            text = f"{who} has {len(crowd)} open actions in the two weeks from {when}: "
            text += listed(codes(plan, crowd), 60)
            about = (person.id, *(row.id for row in crowd))
            yield Finding("lead-crowded", text, "actions", weight=1, about=about)


def care_work(plan: Plan, _today: date) -> Iterable[Finding]:
    """A plan that adds to the unpaid work at home more often than it takes some off."""
    adds = [action for action in in_plan(plan) if action.care_load == "adds"]
    reduces = [action for action in in_plan(plan) if action.care_load == "reduces"]
    if len(adds) <= len(reduces):
        return
    more = "1 action adds" if len(adds) == 1 else f"{len(adds)} actions add"
    less = "none reduces it"
    if reduces:
        less = f"{len(reduces)} reduce{'s' * (len(reduces) == 1)} it ({listed(codes(plan, reduces), 40)})"
    text = f"{more} care work ({listed(codes(plan, adds), 50)}), {less}"
    about = tuple(row.id for row in adds)
    yield Finding("care-work", text, "actions", weight=2 if reduces else 1, about=about)


def _led(plan: Plan, actions: list[Action]) -> list[tuple[Participant, list[Action]]]:
    led = ((person, [row for row in actions if row.lead == person.id]) for person in plan.all(Participant))
    return [(person, rows) for person, rows in led if rows]


def _fullest_fortnight(actions: list[Action], today: date) -> tuple[date, list[Action]]:
    """The first day of the fullest fortnight, and the actions that fall into it.

    What is late still has to be done today. A fortnight that can hold the most begins on the
    last day of one of the actions, so only these days are tried.
    """
    spans = [(min(row.start or row.due, row.due), max(row.due, today), row) for row in actions if row.due]
    best: tuple[date, list[Action]] = (today, [])
    for first in sorted({end for _, end, _ in spans}):
        inside = [row for begin, end, row in spans if end >= first and (begin - first).days < _FORTNIGHT]
        if len(inside) > len(best[1]):
            best = (first, inside)
    return best
