"""What is worked out from a plan and never typed: sums, progress, what is late.

Screens, checks and exports take these figures from here, so that they agree. All are exact
decimals; where something that is needed is not known, the answer is None and never a guess.
"""

from collections.abc import Iterable
from contextlib import AbstractContextManager
from datetime import date
from decimal import ROUND_HALF_EVEN, Context, Decimal, localcontext
from typing import Final, Literal

from atm_tui.model.action import Action, Resource
from atm_tui.model.bring import CostLine, Piece
from atm_tui.model.indicators import Indicator, Reading
from atm_tui.model.plan import Plan

When = Literal["today", "planned"]
"""Which column of the price sheet: as it is today, or as it is planned."""

CLOSED: Final = ("done", "stopped")
"""States in which nothing more is to be done for an action."""

_MOST: Final = Decimal(10) ** 15
"""No group counts this far: a number beyond it is a slip or a broken file, and is not known."""


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
def readings_of(plan: Plan, indicator: Indicator, until: date | None = None) -> list[Reading]:
    """What was counted for an indicator (up to a day), oldest first; each has a day and a number."""
    dated = [
        (row.on, row)
        for row in plan.all(Reading)
        if row.indicator == indicator.id and row.amount is not None and row.on
    ]
    return [row for on, row in sorted(dated, key=lambda pair: pair[0]) if until is None or on <= until]


def latest_reading(plan: Plan, indicator: Indicator, until: date | None = None) -> Reading | None:
    """The last reading of an indicator, or the last one up to a day."""
    return next(reversed(readings_of(plan, indicator, until)), None)


def direction(indicator: Indicator) -> str:
    """Where it should go: as the group said, or else as baseline and target show; "" if neither tells."""
    baseline, target = _known(indicator.baseline), _known(indicator.target)
    if indicator.direction or baseline is None or target is None:
        return indicator.direction
    return "keep" if baseline == target else "up" if target > baseline else "down"


def progress(indicator: Indicator, amount: Decimal | None) -> Decimal | None:
    """The share of the way from baseline to target: 0 at the baseline, 1 at the target.

    It is below 0 after a step the wrong way and above 1 beyond the target. Where baseline and
    target are the same ("keep"), there is no way to go: it is 1 while the target holds, or else 0.
    """
    baseline, target, amount = _known(indicator.baseline), _known(indicator.target), _known(amount)
    if baseline is None or target is None or amount is None:
        return None
    if target == baseline:
        return Decimal(_reached(indicator, amount, target))
    with _calm():
        return _known((amount - baseline) / (target - baseline))


def went_wrong_way(plan: Plan, indicator: Indicator, until: date | None = None) -> bool:
    """Whether the last reading is worse than the one before it, or than the baseline.

    A reading that still meets the target did not go the wrong way.
    """
    counted = [_known(row.amount) for row in readings_of(plan, indicator, until)]
    amount, target = (counted[-1] if counted else None), _known(indicator.target)
    if amount is None or (target is not None and _reached(indicator, amount, target)):
        return False
    earlier = (*counted[-2:-1], _known(indicator.baseline))
    return any(_worse(indicator, amount, then) for then in earlier if then is not None)


def _reached(indicator: Indicator, amount: Decimal, target: Decimal) -> bool:
    match direction(indicator):
        case "up":
            return amount >= target
        case "down":
            return amount <= target
        case _:
            return amount == target


def _worse(indicator: Indicator, amount: Decimal, then: Decimal) -> bool:
    match direction(indicator), _known(indicator.target):
        case "up", _:
            return amount < then
        case "down", _:
            return amount > then
        case _, Decimal() as target:
            with _calm():
                return abs(amount - target) > abs(then - target)
        case _:
            return False


# One piece ---------------------------------------------------------------------------------
def cost_per_piece(plan: Plan, when: When) -> Decimal | None:
    """What must be paid for one piece, without our hours; None while no cost is known."""
    known = [amount for row in plan.all(CostLine) if (amount := _known(row.value(when))) is not None]
    return _sum(known) if known else None


def price_per_piece(plan: Plan, when: When) -> Decimal | None:
    """What the buyer pays for one piece."""
    return _known(plan.one(Piece).value(f"price_{when}"))


def left_for_work(plan: Plan, when: When) -> Decimal | None:
    """What the price of one piece leaves for the hours of work in it."""
    price, cost = price_per_piece(plan, when), cost_per_piece(plan, when)
    return None if price is None or cost is None else price - cost


def return_per_hour(plan: Plan, when: When) -> Decimal | None:
    """What one hour of work brings home; None while the hours are not known, or are none."""
    left, hours = left_for_work(plan, when), _known(plan.one(Piece).value(f"hours_{when}"))
    if left is None or not hours:
        return None
    with _calm():
        return _known(left / hours)


def full_cost(plan: Plan) -> Decimal | None:
    """What one piece costs as planned, our hours at the wished wage included."""
    piece, cost = plan.one(Piece), cost_per_piece(plan, "planned")
    hours, wage = _known(piece.hours_planned), _known(piece.wage)
    if cost is None or hours is None or wage is None:
        return None
    with _calm():
        return _known(cost + hours * wage)


def margin(plan: Plan) -> Decimal | None:
    """What the planned price leaves for fund and risk after all costs and hours are paid."""
    price, cost = price_per_piece(plan, "planned"), full_cost(plan)
    return None if price is None or cost is None else price - cost


# Resources ---------------------------------------------------------------------------------
def resources_total(plan: Plan) -> Decimal:
    """What all that the actions need costs together, as far as it is known."""
    return _sum(resources_by_provider(plan).values())


def resources_by_provider(plan: Plan) -> dict[str, Decimal]:
    """What each provider gives, the largest sum first; "" stands for what nobody is named for."""
    found: dict[str, Decimal] = {}
    for row in plan.all(Resource):
        cost = _known(row.cost)
        if cost is not None:
            name = plan.party(row.provider)
            found[name] = _sum([found.get(name, Decimal(0)), cost])
    return dict(sorted(found.items(), key=lambda pair: -pair[1]))


# Numbers -----------------------------------------------------------------------------------
def rounded(value: Decimal, places: int = 0) -> Decimal:
    """A number with so many decimal places at most; an exact half goes to the even neighbour."""
    with _calm():
        return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_EVEN)


def percent(share: Decimal) -> int:
    """A share, such as a progress, in whole per cent."""
    with _calm():
        return int(rounded(share * 100))


def _sum(values: Iterable[Decimal]) -> Decimal:
    with _calm():
        return sum(values, Decimal(0))


def _known(value: Decimal | None) -> Decimal | None:
    """The number, if it is one that a group could mean."""
    return value if value is not None and value.is_finite() and abs(value) < _MOST else None


def _calm() -> AbstractContextManager[Context]:
    """Arithmetic that gives an infinity and no exception where a number is out of all bounds."""
    return localcontext(Context(prec=40, traps=[]))
