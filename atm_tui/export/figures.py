"""What is worked out from a plan and stands on its papers beside what the group wrote."""

from collections.abc import Callable
from typing import Final

from atm_tui.export.blocks import Block, Facts, Grid, Heading
from atm_tui.model.derived import (
    When,
    cost_per_piece,
    full_cost,
    latest_reading,
    left_for_work,
    margin,
    percent,
    progress,
    resources_by_provider,
    resources_total,
    return_per_hour,
)
from atm_tui.model.indicators import Indicator
from atm_tui.model.plan import Plan
from atm_tui.model.sums import money, places
from atm_tui.model.typed import day_short, group_number
from atm_tui.stage import Step

TITLE: Final = "Worked out from it"


def worked_out(plan: Plan, step: Step) -> list[Block]:
    """What can be worked out from what is written at a step; nothing for most."""
    found = _FIGURES[step.id](plan) if step.id in _FIGURES else None
    return [Heading(5, TITLE), found] if found else []


def _piece(plan: Plan) -> Facts | None:
    whens: tuple[tuple[When, str], ...] = (("today", "today"), ("planned", "planned"))
    figures = [
        (f"{label}, {said}", figure(plan, when))
        for label, figure in (
            ("Costs", cost_per_piece),
            ("Left for our work", left_for_work),
            ("For one hour", return_per_hour),
        )
        for when, said in whens
    ]
    figures += [("Full cost, planned", full_cost(plan)), ("Over for fund and risk", margin(plan))]
    decimals = places(plan)
    pairs = tuple((label, money(value, decimals)) for label, value in figures if value is not None)
    return Facts(pairs) if pairs else None


def _resources(plan: Plan) -> Grid | None:
    given = resources_by_provider(plan)
    if not given:
        return None
    rows = [(_line(name) or "nobody named", group_number(cost)) for name, cost in given.items()]
    return Grid(("Who gives", "Cost"), (*rows, ("All together", group_number(resources_total(plan)))))


def _indicators(plan: Plan) -> Grid | None:
    rows = []
    for indicator in plan.all(Indicator):
        last = latest_reading(plan, indicator)
        if last is not None and last.on is not None and last.amount is not None:
            way = progress(indicator, last.amount)
            far = "" if way is None else f"{percent(way)}%"
            called = _line(indicator.code or plan.name(indicator))
            rows.append((called, group_number(last.amount), day_short(last.on), far))
    return Grid(("Indicator", "Last reading", "Counted on", "Of the way"), tuple(rows)) if rows else None


def _line(typed: str) -> str:
    return " ".join(typed.split())


_FIGURES: Final[dict[str, Callable[[Plan], Facts | Grid | None]]] = {
    "costs": _piece,
    "resources": _resources,
    "indicators": _indicators,
}
