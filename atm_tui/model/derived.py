"""What is worked out from a plan and never typed: sums, progress, what is late.

Screens, checks and exports take these figures from here, so that they agree. All are exact
decimals; where something that is needed is not known, the answer is None and never a guess.
"""

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import Final, Literal

from atm_tui.model.action import Action, Resource
from atm_tui.model.bring import CostLine, Piece
from atm_tui.model.indicators import Indicator, Reading
from atm_tui.model.plan import Plan

When = Literal["today", "planned"]
"""Which column of the price sheet: as it is today, or as it is planned."""

CLOSED: Final = ("done", "stopped")
"""States in which nothing more is to be done for an action."""

_EXACT: Final = Context(prec=80)
"""Wide enough for what any two numbers that a record takes can give."""


# Actions -----------------------------------------------------------------------------------
def is_open(action: Action) -> bool:
    """Whether there is still something to do for it."""
    return action.status not in CLOSED


def is_late(action: Action, today: date) -> bool:
    """Whether its day has passed and it is still open. Nobody types this state."""
    return is_open(action) and action.due is not None and action.due < today


def standing_actions(plan: Plan) -> list[Action]:
    """The actions that are part of the plan, done ones too: all but the stopped."""
    return [action for action in plan.all(Action) if action.status != "stopped"]


# Indicators --------------------------------------------------------------------------------
def all_readings(plan: Plan, until: date | None = None) -> dict[str, list[Reading]]:
    """What was counted (up to a day) for each indicator, by its id; one without readings is not in it.

    Each reading has a day and a number; the oldest comes first.
    """
    found: dict[str, list[tuple[date, Reading]]] = {}
    for row in plan.all(Reading):
        if row.amount is not None and row.on and (until is None or row.on <= until):
            found.setdefault(row.indicator, []).append((row.on, row))
    return {
        indicator: [row for _, row in sorted(dated, key=lambda pair: pair[0])]
        for indicator, dated in found.items()
    }


def readings_of(plan: Plan, indicator: Indicator, until: date | None = None) -> list[Reading]:
    """What was counted for an indicator (up to a day), oldest first; each has a day and a number."""
    return all_readings(plan, until).get(indicator.id, [])


def latest_reading(plan: Plan, indicator: Indicator, until: date | None = None) -> Reading | None:
    """The last reading of an indicator, or the last one up to a day."""
    return next(reversed(readings_of(plan, indicator, until)), None)


def goal(indicator: Indicator) -> Decimal | None:
    """The number to reach; what should stay as it is ("keep") has its first number as its goal."""
    if indicator.target is None and indicator.direction == "keep":
        return indicator.baseline
    return indicator.target


def direction(indicator: Indicator) -> str:
    """Where it should go: as the group said, or else as baseline and target show; "" if neither tells."""
    baseline, target = indicator.baseline, goal(indicator)
    if indicator.direction or baseline is None or target is None:
        return indicator.direction
    return "keep" if baseline == target else "up" if target > baseline else "down"


def contradicts(indicator: Indicator) -> bool:
    """Whether it should go another way than from its baseline to its target."""
    baseline, target = indicator.baseline, goal(indicator)
    if not indicator.direction or baseline is None or target is None or baseline == target:
        return False
    return indicator.direction != ("up" if target > baseline else "down")


def progress(indicator: Indicator, amount: Decimal | None) -> Decimal | None:
    """The share of the way from baseline to target: 0 at the baseline, 1 at the target.

    It is below 0 after a step the wrong way and above 1 beyond the target. Where baseline and
    target are the same ("keep"), there is no way to go: it is 1 while the target holds, or else 0.
    """
    baseline, target = indicator.baseline, goal(indicator)
    if baseline is None or target is None or amount is None:
        return None
    if target == baseline:
        return Decimal(reached(indicator, amount))
    return (amount - baseline) / (target - baseline)


def reached(indicator: Indicator, amount: Decimal) -> bool:
    """Whether a number meets the target; without a target none does."""
    target = goal(indicator)
    if target is None:
        return False
    match direction(indicator):
        case "up":
            return amount >= target
        case "down":
            return amount <= target
        case _:
            return amount == target


def went_wrong_way(indicator: Indicator, readings: Sequence[Reading]) -> bool:
    """Whether the last of its readings is worse than the one before it, or than the baseline.

    A reading that still meets the target did not go the wrong way.
    """
    counted = [row.amount for row in readings if row.amount is not None]
    if not counted or reached(indicator, counted[-1]):
        return False
    earlier = (*counted[-2:-1], indicator.baseline)
    return any(_worse(indicator, counted[-1], then) for then in earlier if then is not None)


def _worse(indicator: Indicator, amount: Decimal, then: Decimal) -> bool:
    match direction(indicator), goal(indicator):
        case "up", _:
            return amount < then
        case "down", _:
            return amount > then
        case _, Decimal() as target:
            return abs(amount - target) > abs(then - target)
        case _:
            return False


# One piece ---------------------------------------------------------------------------------
def price_per_piece(plan: Plan, when: When) -> Decimal | None:
    """What the buyer pays for one piece."""
    piece = plan.one(Piece)
    return piece.price_today if when == "today" else piece.price_planned


def cost_per_piece(plan: Plan, when: When) -> Decimal | None:
    """What must be paid for one piece, without our hours; None while no cost is known."""
    costs = [row.today if when == "today" else row.planned for row in plan.all(CostLine)]
    known = [cost for cost in costs if cost is not None]
    return sum(known, Decimal(0)) if known else None


def left_for_work(plan: Plan, when: When) -> Decimal | None:
    """What the price of one piece leaves for the hours of work in it."""
    price, cost = price_per_piece(plan, when), cost_per_piece(plan, when)
    return None if price is None or cost is None else price - cost


def return_per_hour(plan: Plan, when: When) -> Decimal | None:
    """What one hour of work brings home; None while the hours are not known, or are none."""
    left, hours = left_for_work(plan, when), hours_per_piece(plan, when)
    return left / hours if left is not None and hours else None


def hours_per_piece(plan: Plan, when: When) -> Decimal | None:
    """The hours of our work in one piece."""
    piece = plan.one(Piece)
    return piece.hours_today if when == "today" else piece.hours_planned


def wished_for_hours(plan: Plan, when: When) -> Decimal | None:
    """What the hours in one piece should bring home, at the wished wage."""
    hours, wage = hours_per_piece(plan, when), plan.one(Piece).wage
    return None if hours is None or wage is None else hours * wage


def full_cost(plan: Plan, when: When = "planned") -> Decimal | None:
    """What one piece costs, our hours at the wished wage included."""
    cost, work = cost_per_piece(plan, when), wished_for_hours(plan, when)
    return None if cost is None or work is None else cost + work


def margin(plan: Plan, when: When = "planned") -> Decimal | None:
    """What the price leaves for fund and risk after all costs and hours are paid."""
    price, cost = price_per_piece(plan, when), full_cost(plan, when)
    return None if price is None or cost is None else price - cost


# Resources ---------------------------------------------------------------------------------
def resources_total(plan: Plan) -> Decimal:
    """What all that the actions need costs together, as far as it is known."""
    return sum(resources_by_provider(plan).values(), Decimal(0))


def resources_by_provider(plan: Plan) -> dict[str, Decimal]:
    """What each provider gives, the largest sum first; "" stands for what nobody is named for."""
    found: dict[str, Decimal] = {}
    for row in plan.all(Resource):
        if row.cost is not None:
            name = plan.party(row.provider)
            found[name] = found.get(name, Decimal(0)) + row.cost
    return dict(sorted(found.items(), key=lambda pair: -pair[1]))


# Numbers -----------------------------------------------------------------------------------
def rounded(value: Decimal, places: int = 0) -> Decimal:
    """A number with so many decimal places; an exact half goes to the even neighbour."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_EVEN, context=_EXACT)


def percent(share: Decimal) -> int:
    """A share, such as a progress, in whole per cent."""
    return int(rounded(share * 100))
