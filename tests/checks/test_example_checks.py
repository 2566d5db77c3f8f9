"""The worked example: its four questions are answered, and its loose ends are the ones it names."""

from datetime import date
from pathlib import Path

import pytest

import atm_tui
from atm_tui.checks import loose_ends, questions
from atm_tui.document import Document
from atm_tui.model import derived as d
from atm_tui.model.indicators import Indicator
from atm_tui.model.plan import Plan

EXAMPLE = Path(atm_tui.__file__).parent / "example" / "plan.json"
R2 = date(2026, 7, 10)


@pytest.fixture(scope="module")
def plan() -> Plan:
    return Document.open(EXAMPLE).plan


def test_all_four_questions_are_answered(plan: Plan) -> None:
    assert [found.state for found in questions(plan, R2)] == ["answered"] * 4
    texts = [piece.text for found in questions(plan, R2) for piece in found.evidence]
    assert "17 actions, 17 with a lead and a date" in texts
    assert "7 milestones, 7 with a date" in texts
    assert "9 indicators, 9 with a target and somebody who counts" in texts


@pytest.mark.parametrize(
    ("check", "words"),
    [
        ("action-stretch", ["A10", "A11"]),
        ("action-close", ["A06 and A07 end one day before A13 begins"]),
        ("lead-many", ["Mercy Atieno leads 4 actions"]),
        ("care-work", ["5 actions add care work (A04, A08, A13, A14, A15), 2 reduce it (A09, A17)"]),
        ("guess-action", ["two hotel gift corners"]),
        ("sapling-action", ["SAP1"]),
        ("wealth-untouched", ["this form of wealth: cultural"]),
    ],
)
def test_the_loose_ends_that_the_example_names(plan: Plan, check: str, words: list[str]) -> None:
    texts = [finding.text for finding in loose_ends(plan, R2) if finding.check == check]
    assert any(all(word in text for word in words) for text in texts), texts


def test_the_rest_of_the_example_is_sound(plan: Plan) -> None:
    checks = {finding.check for finding in loose_ends(plan, R2)}
    sound = {"deleted-link", "not-understood", "no-words", "action-circle", "rapid-bridge", "bridge-action"}
    sound |= {"root-solution", "solution-action", "effect-indicator", "market-points", "doubts-unheard"}
    sound |= {"indicator-away", "reading-overdue", "placement-old", "session-change", "price-cost"}
    assert not checks & sound


def test_two_counts_went_the_wrong_way_at_the_first_reflection(plan: Plan) -> None:
    readings = d.all_readings(plan, until=date(2026, 5, 15))
    wrong = [row.code for row in plan.all(Indicator) if d.went_wrong_way(row, readings[row.id])]
    assert wrong == ["I3", "I9"]


def test_the_figures_of_the_example(plan: Plan) -> None:
    assert d.left_for_work(plan, "today") == 220
    assert d.left_for_work(plan, "planned") == 520
    assert d.full_cost(plan) == 780
    assert d.margin(plan) == 170
    assert d.resources_total(plan) == 65_975
    assert d.resources_by_provider(plan) == {
        "group": 22_110,
        "income of lot 2": 16_380,
        "income of lot 1": 13_545,
        "advance": 8_840,
        "Vocational school at Soko": 3_000,
        "members": 1_200,
        "Pamoja Livelihoods": 900,
        "District water office": 0,
        "Halima Juma": 0,
    }
    shares = [d.progress(row, reading.amount) for row in plan.all(Indicator)
              if (reading := d.latest_reading(plan, row))]  # fmt: skip
    assert [d.percent(share) for share in shares if share is not None] == [
        57,
        33,
        33,
        56,
        97,
        50,
        100,
        88,
        50,
    ]
