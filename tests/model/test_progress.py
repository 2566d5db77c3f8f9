"""Progress of an indicator: what holds for any numbers, and the percentages of the worked example."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from atm_tui.example import example
from atm_tui.model.derived import (
    contradicts,
    direction,
    goal,
    percent,
    progress,
    reached,
    readings_of,
    went_wrong_way,
)
from atm_tui.model.indicators import Indicator, Reading
from atm_tui.model.record import in_bounds
from atm_tui.model.typed import read_number
from atm_tui.planio import plan_of

R1, R2 = date(2026, 5, 15), date(2026, 7, 10)

NUMBERS = st.decimals(allow_nan=False, allow_infinity=False).filter(in_bounds)
"""Every number that a record takes: up to 24 digits, of any size and sign."""

ORDINARY = st.decimals(min_value=-(10**9), max_value=10**9, places=2)
WAYS = st.sampled_from(["", "up", "down", "keep"])


def indicator(baseline: Decimal | None, target: Decimal | None, way: str = "") -> Indicator:
    return Indicator(title="It", baseline=baseline, target=target, direction=way)


# The worked example ------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("code", "at_r1", "at_r2"),
    [
        ("I1", 14, 57),
        ("I2", 0, 33),
        ("I3", -67, 33),
        ("I4", 22, 56),
        ("I5", 52, 97),
        ("I6", 20, 50),
        ("I7", 62, 100),
        ("I8", 38, 88),
        ("I9", -30, 50),
    ],
)
def test_the_percentages_that_the_example_prints(code: str, at_r1: int, at_r2: int) -> None:
    plan = plan_of(example())
    one = next(row for row in plan.all(Indicator) if row.code == code)
    shares = [progress(one, readings_of(plan, one, until=day)[-1].amount) for day in (R1, R2)]
    assert [percent(share) for share in shares if share is not None] == [at_r1, at_r2]


# Any numbers -------------------------------------------------------------------------------
@given(NUMBERS, NUMBERS, NUMBERS, WAYS)
def test_its_sign_says_on_which_side_of_the_baseline_a_number_is(
    baseline: Decimal, target: Decimal, amount: Decimal, way: str
) -> None:
    share = progress(indicator(baseline, target, way), amount)
    assert share is not None
    assert share.is_finite()
    if baseline != target:
        exact = (Fraction(amount) - Fraction(baseline)) / (Fraction(target) - Fraction(baseline))
        assert (share > 0, share < 0) == (exact > 0, exact < 0)
    percent(share)


@given(NUMBERS, NUMBERS)
def test_it_is_nothing_at_the_baseline_and_whole_at_the_target(baseline: Decimal, target: Decimal) -> None:
    one = indicator(baseline, target)
    assert progress(one, target) == 1
    assert progress(one, baseline) == (baseline == target)


@given(NUMBERS, NUMBERS, WAYS)
def test_without_a_way_to_go_it_is_all_or_nothing(baseline: Decimal, amount: Decimal, way: str) -> None:
    one = indicator(baseline, baseline, way)
    assert progress(one, amount) == reached(one, amount)
    if way in ("", "keep"):
        assert reached(one, amount) == (amount == baseline)


@given(ORDINARY, ORDINARY, ORDINARY, st.integers(-6, 6))
def test_it_is_the_same_in_any_unit(baseline: Decimal, target: Decimal, amount: Decimal, places: int) -> None:
    """Litres or millilitres, shillings or thousands of them."""
    assume(baseline != target)
    one = progress(indicator(baseline, target), amount)
    other = progress(indicator(baseline.scaleb(places), target.scaleb(places)), amount.scaleb(places))
    assert one == other


@given(ORDINARY, ORDINARY, ORDINARY)
def test_less_is_better_just_as_more_is(baseline: Decimal, target: Decimal, amount: Decimal) -> None:
    up, down = indicator(baseline, target), indicator(-baseline, -target)
    assert progress(up, amount) == progress(down, -amount)
    assert reached(up, amount) == reached(down, -amount)
    assert went_wrong_way(up, [Reading(amount=amount)]) == went_wrong_way(down, [Reading(amount=-amount)])


@given(ORDINARY, ORDINARY, ORDINARY)
def test_what_goes_the_wrong_way_has_a_negative_progress(
    baseline: Decimal, target: Decimal, amount: Decimal
) -> None:
    assume(baseline != target)
    one = indicator(baseline, target)
    share = progress(one, amount)
    assert share is not None
    assert went_wrong_way(one, [Reading(amount=amount)]) == (share < 0)
    assert reached(one, amount) == (share >= 1)


@pytest.mark.parametrize("typed", ["6.5", "6,5"])
def test_a_comma_or_a_point_gives_the_same_progress(typed: str) -> None:
    assert progress(indicator(Decimal(6), Decimal(8)), read_number(typed)) == Decimal("0.25")


# Directions --------------------------------------------------------------------------------
def test_what_should_stay_has_its_first_number_as_its_goal() -> None:
    one = indicator(Decimal(24), None, "keep")
    assert goal(one) == 24
    assert progress(one, Decimal(24)) == 1
    assert progress(one, Decimal(21)) == 0
    assert went_wrong_way(one, [Reading(amount=Decimal(21))])
    assert goal(indicator(Decimal(24), None, "up")) is None
    assert goal(indicator(None, None, "keep")) is None


@given(NUMBERS, NUMBERS, WAYS)
def test_a_direction_contradicts_only_a_target_that_lies_elsewhere(
    baseline: Decimal, target: Decimal, way: str
) -> None:
    shown = direction(indicator(baseline, target))
    assert contradicts(indicator(baseline, target, way)) == (way not in ("", shown) and baseline != target)
