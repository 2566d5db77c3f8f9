"""What is worked out from a plan: exact, and None where something is not known."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from atm_tui.document import Document
from atm_tui.model import derived as d
from atm_tui.model.action import Action, Resource
from atm_tui.model.bring import CostLine, Piece
from atm_tui.model.indicators import Indicator, Reading
from atm_tui.model.start import Participant
from atm_tui.model.typed import group_number

TODAY = date(2026, 7, 10)
HUGE = Decimal("9" * 24 + "E+1")
TINY = Decimal("1E-24")
"""The largest and the smallest number that is ever loaded or read."""


@pytest.fixture
def doc() -> Document:
    return Document.new()


def indicator(baseline: str = "", target: str = "", direction: str = "") -> Indicator:
    return Indicator(
        title="It",
        baseline=Decimal(baseline) if baseline else None,
        target=Decimal(target) if target else None,
        direction=direction,
    )


# Actions -----------------------------------------------------------------------------------
@pytest.mark.parametrize("status", ["idea", "agreed", "doing", "changed"])
def test_an_open_action_is_late_the_day_after_its_day(status: str) -> None:
    action = Action(what="Dye", due=TODAY, status=status)
    assert not d.is_late(action, TODAY)
    assert d.is_late(action, TODAY + timedelta(days=1))


@pytest.mark.parametrize("status", ["done", "stopped"])
def test_a_closed_action_is_never_late(status: str) -> None:
    assert not d.is_late(Action(due=TODAY, status=status), date.max)
    assert not d.is_late(Action(due=None), date.max)


def test_all_but_the_stopped_actions_stand(doc: Document) -> None:
    rows = [doc.add(Action(what=status, status=status)) for status in ("idea", "done", "stopped")]
    assert d.standing_actions(doc.plan) == rows[:2]


# Indicators --------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("baseline", "target", "readings", "percents"),
    [
        ("13", "20", ("14", "17"), (14, 57)),
        ("3", "6", ("3", "4"), (0, 33)),
        ("19", "22", ("17", "20"), (-67, 33)),
        ("0", "110", ("24", "62"), (22, 56)),
        ("29", "90", ("61", "88"), (52, 97)),
        ("10", "20", ("12", "15"), (20, 50)),
        ("55", "95", ("80", "95"), (62, 100)),  # 62.5: the half goes to the even neighbour
        ("18", "10", ("15", "11"), (38, 88)),  # down is success; 37.5 and 87.5
        ("6.5", "5.5", ("6.8", "6.0"), (-30, 50)),
    ],
)
def test_progress_agrees_with_the_worked_example(
    baseline: str, target: str, readings: tuple[str, ...], percents: tuple[int, ...]
) -> None:
    shares = [d.progress(indicator(baseline, target), Decimal(amount)) for amount in readings]
    assert tuple(d.percent(share) for share in shares if share is not None) == percents


@pytest.mark.parametrize(
    ("direction", "amount", "share"),
    [
        ("keep", "5", 1),
        ("keep", "6", 0),
        ("", "5", 1),
        ("", "4", 0),
        ("up", "6", 1),
        ("up", "4", 0),
        ("down", "4", 1),
        ("down", "6", 0),
    ],
)
def test_progress_where_baseline_and_target_are_the_same(direction: str, amount: str, share: int) -> None:
    assert d.progress(indicator("5", "5", direction), Decimal(amount)) == share


@pytest.mark.parametrize(("baseline", "target", "amount"), [("", "2", "1"), ("1", "", "1"), ("1", "2", "")])
def test_progress_is_not_known_without_all_three(baseline: str, target: str, amount: str) -> None:
    assert d.progress(indicator(baseline, target), Decimal(amount) if amount else None) is None


@pytest.mark.parametrize("amount", [HUGE, -HUGE, TINY])
def test_the_outermost_numbers_give_figures_too(doc: Document, amount: Decimal) -> None:
    share = d.progress(Indicator(baseline=Decimal(0), target=TINY), amount)
    assert share is not None
    assert d.percent(share) == share * 100
    doc.set(doc.plan.one(Piece), dict.fromkeys(("price_planned", "hours_planned", "wage"), amount))
    doc.add(CostLine(item="yarn", planned=-HUGE))
    for figure in (d.full_cost(doc.plan), d.margin(doc.plan), d.return_per_hour(doc.plan, "planned")):
        assert figure is not None
        assert group_number(d.rounded(figure, 2))


def test_progress_is_exact_in_decimals() -> None:
    assert d.progress(indicator("0", "0.3"), Decimal("0.1") + Decimal("0.2")) == 1


@pytest.mark.parametrize(
    ("baseline", "target", "said", "expected"),
    [
        ("1", "2", "", "up"),
        ("2", "1", "", "down"),
        ("2", "2", "", "keep"),
        ("1", "", "", ""),
        ("", "1", "", ""),
        ("1", "2", "down", "down"),  # the group's word goes first
    ],
)
def test_the_direction_is_said_or_shown(baseline: str, target: str, said: str, expected: str) -> None:
    assert d.direction(indicator(baseline, target, said)) == expected


def test_readings_are_in_the_order_of_their_days(doc: Document) -> None:
    row = doc.add(indicator("1", "9"))
    late = doc.add(Reading(indicator=row.id, on=TODAY, amount=Decimal(5)))
    early = doc.add(Reading(indicator=row.id, on=date(2026, 5, 15), amount=Decimal(3)))
    doc.add(Reading(indicator=row.id, on=TODAY, note="no number"))
    doc.add(Reading(indicator=row.id, amount=Decimal(4)))
    doc.add(Reading(indicator="another", on=TODAY, amount=Decimal(4)))
    assert d.readings_of(doc.plan, row) == [early, late]
    assert d.latest_reading(doc.plan, row) == late
    assert d.latest_reading(doc.plan, row, until=date(2026, 7, 9)) == early
    assert d.latest_reading(doc.plan, row, until=date(2026, 5, 14)) is None


@pytest.mark.parametrize(
    ("ends", "direction", "amounts", "wrong"),
    [
        (("19", "22"), "up", ["17"], True),  # worse than the baseline
        (("19", "22"), "up", ["17", "18"], True),  # better than before, still worse than the baseline
        (("19", "22"), "up", ["21", "20"], True),  # worse than before
        (("19", "22"), "up", ["25", "23"], False),  # back, but the target still holds
        (("19", "22"), "up", ["17", "20"], False),
        (("6.5", "5.5"), "down", ["6.8"], True),
        (("6.5", "5.5"), "down", ["6.8", "6.0"], False),
        (("5", "5"), "keep", ["5"], False),
        (("5", "5"), "keep", ["6"], True),
        (("5", "5"), "keep", ["3", "4"], True),
        (("", "5"), "keep", ["3", "4"], False),
        (("", ""), "", ["3", "4"], False),  # nobody said where it should go
        (("", ""), "up", ["4", "3"], True),
        (("1", "2"), "up", [], False),
    ],
)
def test_a_count_went_the_wrong_way(
    doc: Document, ends: tuple[str, str], direction: str, amounts: list[str], wrong: bool
) -> None:
    row = doc.add(indicator(*ends, direction))
    for week, amount in enumerate(amounts):
        doc.add(Reading(indicator=row.id, on=TODAY + timedelta(weeks=week), amount=Decimal(amount)))
    assert d.went_wrong_way(row, d.readings_of(doc.plan, row)) is wrong


# One piece ---------------------------------------------------------------------------------
def scarf(doc: Document) -> None:
    """The price sheet of the worked example."""
    values = {"price_today": "600", "hours_today": "7.5", "price_planned": "950", "hours_planned": "5.0"}
    doc.set(doc.plan.one(Piece), {name: Decimal(value) for name, value in values.items()} | {"wage": 70})
    for item, today, planned in (("yarn", 280, 260), ("dye", 70, 70), ("packing", 10, 20), ("bus", 20, 45)):
        doc.add(CostLine(item=item, today=Decimal(today), planned=Decimal(planned)))
    doc.add(CostLine(item="loom reserve", planned=Decimal(35)))


def test_the_price_sheet_agrees_with_the_worked_example(doc: Document) -> None:
    scarf(doc)
    plan = doc.plan
    assert d.price_per_piece(plan, "today") == 600
    assert d.price_per_piece(plan, "planned") == 950
    assert d.cost_per_piece(plan, "today") == 380
    assert d.cost_per_piece(plan, "planned") == 430
    assert d.left_for_work(plan, "today") == 220
    assert d.left_for_work(plan, "planned") == 520
    today = d.return_per_hour(plan, "today")
    assert today is not None
    assert d.rounded(today) == 29
    assert d.rounded(today, 2) == Decimal("29.33")
    assert d.return_per_hour(plan, "planned") == 104
    assert d.full_cost(plan) == 780
    assert d.margin(plan) == 170


def test_an_empty_price_sheet_gives_no_figures(doc: Document) -> None:
    for figure in (d.price_per_piece, d.cost_per_piece, d.left_for_work, d.return_per_hour):
        assert figure(doc.plan, "today") is None
        assert figure(doc.plan, "planned") is None
    assert d.full_cost(doc.plan) is None
    assert d.margin(doc.plan) is None


@pytest.mark.parametrize("field", ["price_planned", "hours_planned"])
def test_a_figure_is_not_guessed(doc: Document, field: str) -> None:
    scarf(doc)
    doc.set(doc.plan.one(Piece), {field: None})
    assert d.return_per_hour(doc.plan, "planned") is None
    assert d.margin(doc.plan) is None


def test_no_hours_bring_no_figure_for_an_hour(doc: Document) -> None:
    scarf(doc)
    doc.set(doc.plan.one(Piece), {"hours_planned": Decimal(0)})
    assert d.return_per_hour(doc.plan, "planned") is None
    assert d.full_cost(doc.plan) == 430


# Resources ---------------------------------------------------------------------------------
def test_resources_are_summed_by_who_gives_them(doc: Document) -> None:
    halima = doc.add(Participant(display_name="Halima Juma"))
    given = [
        ("0", "District water office"),
        ("1200", "members"),
        ("0", f"ref:{halima.id}"),
        ("1800.50", "group"),
        ("2400", "group"),
        ("7", ""),
    ]
    for cost, provider in given:
        doc.add(Resource(item="thing", cost=Decimal(cost), provider=provider))
    doc.add(Resource(item="not known yet", provider="the moon"))
    assert list(d.resources_by_provider(doc.plan).items()) == [
        ("group", Decimal("4200.50")),
        ("members", 1200),
        ("", 7),
        ("District water office", 0),
        ("Halima Juma", 0),
    ]
    assert d.resources_total(doc.plan) == Decimal("5407.50")


def test_no_resources_cost_nothing(doc: Document) -> None:
    assert d.resources_total(doc.plan) == 0
    assert d.resources_by_provider(doc.plan) == {}
