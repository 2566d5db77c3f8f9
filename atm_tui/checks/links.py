"""Loose ends between the pictures: river, trees, indicators and actions."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from atm_tui.checks.actions import in_plan
from atm_tui.checks.finding import Finding, group, named
from atm_tui.model.indicators import Indicator
from atm_tui.model.plan import Plan
from atm_tui.model.river import Bridge, Rapid
from atm_tui.model.trees import ProblemCard, SolutionCard

_SETTLED: Final = ("solved", "dropped")
"""States of a card that ask for nothing more."""


def rapids_without_bridge(plan: Plan, _today: date) -> Iterable[Finding]:
    """A rapid that no bridge crosses; the dangerous ones first."""
    crossed = {bridge.crosses for bridge in named(plan, Bridge)}
    rows = [rapid for rapid in named(plan, Rapid) if rapid.id not in crossed]
    rows.sort(key=_danger, reverse=True)
    return group(
        plan,
        "rapid-bridge",
        rows,
        one="no bridge crosses it",
        many="rapids have no bridge",
        step="bridges",
        weight=1 if rows and _danger(rows[0]) >= 6 else 2,
    )


def _danger(rapid: Rapid) -> int:
    """How likely times how harmful, 1 to 9; what was not said counts as middle."""
    marks = {"1": 1, "2": 2, "3": 3}
    return marks.get(rapid.likelihood, 2) * marks.get(rapid.harm, 2)


def bridges_without_action(plan: Plan, _today: date) -> Iterable[Finding]:
    """A bridge that no action builds."""
    standing = _standing(plan)
    rows = [bridge for bridge in named(plan, Bridge) if standing.isdisjoint(bridge.actions)]
    return group(plan, "bridge-action", rows, one="no action builds it", many="bridges have no action")


def roots_without_solution(plan: Plan, _today: date) -> Iterable[Finding]:
    """A cause that is not solved and that no card of the solution tree turns round."""
    mirrored = {card.mirrors for card in plan.all(SolutionCard)}
    rows = [
        card
        for card in named(plan, ProblemCard)
        if card.side == "root" and card.state not in _SETTLED and card.id not in mirrored
    ]
    return group(
        plan,
        "root-solution",
        rows,
        one="the solution tree has no card for it",
        many="roots have no card in the solution tree",
        step="solutions",
    )


def solutions_without_action(plan: Plan, _today: date) -> Iterable[Finding]:
    """A means that the group chose and that no action makes so, here or further down."""
    rows = chosen_in_vain(plan)
    return group(
        plan,
        "solution-action",
        rows,
        one="chosen, and no action makes it so",
        many="chosen solutions have no action",
    )


def seedlings_without_action(plan: Plan, _today: date) -> Iterable[Finding]:
    """A fruit or sapling beside the problem tree that no action grows."""
    standing = _standing(plan)
    rows = [
        card
        for card in named(plan, ProblemCard)
        if card.side in ("fruit", "sapling")
        and card.state not in _SETTLED
        and standing.isdisjoint(card.actions)
    ]
    return group(
        plan,
        "sapling-action",
        rows,
        one="no action grows it",
        many="fruits and saplings have no action",
        weight=3,
    )


def effects_without_indicator(plan: Plan, _today: date) -> Iterable[Finding]:
    """A branch of the problem tree of which no indicator, on it or above, shows whether it shrinks."""
    cards = named(plan, ProblemCard)
    sides = {card.id: card.side for card in cards}
    mirrors = {card.id: card.mirrors for card in plan.all(SolutionCard)}
    shown = _with_above(
        {card.id: card.parent for card in cards},
        [mirrors.get(item, "") for indicator in named(plan, Indicator) for item in indicator.links],
    )
    rows = [
        card
        for card in cards
        if card.side == "branch"
        and sides.get(card.parent) != "branch"
        and card.state not in _SETTLED
        and card.id not in shown
    ]
    return group(
        plan,
        "effect-indicator",
        rows,
        one="no indicator shows whether it shrinks",
        many="effects have no indicator",
        step="indicators",
    )


def chosen_in_vain(plan: Plan) -> list[SolutionCard]:
    """The means that the group chose and that no action makes so, here or further down."""
    cards = [card for card in named(plan, SolutionCard) if card.conversion != "dropped"]
    chosen = [card for card in cards if card.chosen == "yes" and card.side == "means"]
    standing = _standing(plan)
    served = _with_above(
        {card.id: card.parent for card in cards},
        [card.id for card in cards if not standing.isdisjoint(card.actions)],
    )
    parents = {card.parent for card in chosen}
    return [card for card in chosen if card.id not in served and card.id not in parents]


def _standing(plan: Plan) -> set[str]:
    return {action.id for action in in_plan(plan)}


def _with_above(parents: dict[str, str], cards: Iterable[str]) -> set[str]:
    """Some cards of a tree and all that they hang on. A tree that hangs on itself comes to an end too."""
    found: set[str] = set()
    for card in cards:
        at = card
        while at in parents and at not in found:
            found.add(at)
            at = parents[at]
    return found
