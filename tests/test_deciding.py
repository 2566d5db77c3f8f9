"""What a count says of a decision, whatever was counted; and what the plan still tells of it afterwards."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atm_tui import sorting, stage
from atm_tui.checks import loose_ends
from atm_tui.deciding import (
    COUNTS,
    FINGERS,
    HANDS,
    LOW,
    asked,
    cleared,
    decided_words,
    low,
    standing,
    unheard,
)
from atm_tui.document import Document
from atm_tui.model.action import Action
from atm_tui.model.reflection import Decision, Dots, Parked
from atm_tui.past import past

TODAY = date(2026, 7, 10)

counts = st.none() | st.integers(0, 40)
methods = st.sampled_from(["", *(value for value, _ in Decision.specs()["method"].choices)])
decisions = st.builds(
    Decision,
    what=st.just("Which loom"),
    method=methods,
    heard=st.sampled_from(["", "yes", "no"]),
    passed_over=st.sampled_from(["", "  ", "the bus leaves"]),
    **dict.fromkeys((*FINGERS, *HANDS), counts),
)
choices = st.lists(st.builds(Dots, what=st.sampled_from(["loom", "cow", "bus"]), dots=counts), max_size=5)


@given(decisions, choices)
def test_no_low_finger_is_agreed_over_before_it_is_heard(decision: Decision, dots: list[Dots]) -> None:
    lower = sum(decision.value(name) or 0 for name in LOW)
    silent = decision.heard != "yes" and not decision.passed_over.strip()
    said = standing(decision, dots)
    if lower and silent:
        assert not said.may_agree
        assert f"{lower} low finger" in said.needs
    else:
        assert "low finger" not in said.needs
    heard = decision.with_values({"heard": "yes"})
    assert "low finger" not in standing(heard, dots).needs


@given(decisions, choices)
def test_every_count_is_told_in_sentences(decision: Decision, dots: list[Dots]) -> None:
    said = standing(decision, dots)
    assert said.words.endswith((".", "?"))
    assert said.may_agree or said.needs.endswith(".")


@given(counts, counts, counts)
def test_more_for_than_against_and_a_tie_is_not_agreed(
    yes: int | None, no: int | None, held: int | None
) -> None:
    decision = Decision(what="Buy", method="majority", votes_for=yes, against=no, abstain=held)
    voted = (yes or 0) + (no or 0) + (held or 0)
    assert standing(decision).may_agree == (not voted or (yes or 0) > (no or 0))
    hands = decision.with_values({"method": "show of hands"})
    assert standing(hands) == standing(decision)


@given(choices)
def test_the_most_dots_and_ties_are_named_by_their_numbers(dots: list[Dots]) -> None:
    words = standing(Decision(what="Buy", method="dots"), dots).words
    laid = [one.dots or 0 for one in dots]
    most = max(laid, default=0)
    first = [str(number) for number, many in enumerate(laid, 1) if many == most]
    if not most:
        assert "Most" not in words
        assert "tie" not in words
    elif len(first) == 1:
        assert words.startswith(f"Most dots: {first[0]} ")
        assert f"({most} of {sum(laid)})" in words
    else:
        assert words.startswith("A tie: ")
        assert all(number in words for number in first)


def test_what_counts_say_in_words() -> None:
    five = Decision(what="Buy", method="fist of five", five=3, four=5, three=4, two=2, fist=1)
    assert standing(five).words == "12 of 15 showed three fingers or more; 3 low."
    assert standing(five).needs == "3 low fingers: hear them before it is agreed, or write why not."
    assert standing(five.with_values({"heard": "yes"})).words.endswith("3 low (heard).")
    assert standing(five.with_values({"passed_over": "rain"})).words.endswith("3 low (passed over).")
    hands = Decision(what="Buy", method="majority", votes_for=6, against=6, abstain=1)
    assert standing(hands).words == "6 for, 6 against, 1 held back: a tie, so it is not agreed."
    assert not standing(Decision(what="Buy", method="consensus", against=1)).may_agree
    assert standing(Decision(what="Buy", method="consensus")).may_agree


@given(decisions)
def test_what_is_counted_is_asked_for_and_doubts_before_the_result(decision: Decision) -> None:
    fields = asked(decision)
    assert len(set(fields)) == len(fields)
    assert set(COUNTS.get(decision.method, ())) <= set(fields)
    assert ("heard" in fields) == bool(low(decision))
    if low(decision):
        assert fields.index("heard") < fields.index("result")


@given(decisions, choices)
def test_counting_again_keeps_the_first_count_and_hears_anew(decision: Decision, dots: list[Dots]) -> None:
    values = cleared(decision, dots)
    if not values:
        return
    again = decision.with_values(values)
    assert not any(again.value(name) for name in (*FINGERS, *HANDS, "heard", "passed_over", "result"))
    counted = [one.dots for one in dots] if decision.method == "dots" else [
        decision.value(name) for name in COUNTS.get(decision.method, FINGERS)
    ]  # fmt: skip
    assert all(str(many) in again.note for many in counted if many)
    assert unheard(again) == 0


# In the plan -----------------------------------------------------------------------------------
@pytest.fixture
def doc() -> Document:
    return Document.new(group="Test group")


def ends(doc: Document, check: str) -> list[str]:
    return [one.text for one in loose_ends(doc.plan, TODAY) if one.check == check]


def test_agreed_over_a_low_finger_is_a_loose_end_until_heard_or_passed_over(doc: Document) -> None:
    row = doc.add(Decision(what="Lot 2 goes later", method="fist of five", five=9, two=1, result="agreed"))
    assert ends(doc, "doubts-unheard")
    doc.set(row, {"passed_over": "the bus leaves at four"})
    assert not ends(doc, "doubts-unheard")
    doc.set(row, {"passed_over": "", "result": "put off"})
    assert not ends(doc, "doubts-unheard")


def test_agreed_against_its_own_count_is_a_loose_end(doc: Document) -> None:
    row = doc.add(Decision(what="Buy", method="majority", votes_for=5, against=5, result="agreed"))
    assert ends(doc, "agreed-count") == ["DC1 (Buy): agreed, it says; its count says otherwise"]
    doc.set(row, {"votes_for": 6})
    assert not ends(doc, "agreed-count")


def test_a_parked_question_whose_day_has_passed(doc: Document) -> None:
    row = doc.add(Parked(what="Who pays?", back_on=date(2026, 7, 9)))
    doc.add(Parked(what="And then?", back_on=TODAY))
    assert [text.split(":")[0] for text in ends(doc, "parked-due")] == ["PK1 (Who pays?)"]
    doc.set(row, {"closed": "the fund"})
    assert not ends(doc, "parked-due")


def test_what_was_decided_stays_with_what_it_was_decided_about(doc: Document) -> None:
    action = doc.add(Action(what="Buy a loom"))
    assert decided_words(doc.plan, action) == ""
    doc.add(Decision(what="Yes", about=[action.id], method="fist of five", five=12, two=2, result="agreed"))
    assert decided_words(doc.plan, action) == "Decided in DC1: agreed, 12 of 14"
    assert [one.what for one in past(doc.plan, action.id)][-1] == "Decided in DC1: agreed, 12 of 14"
    second = doc.add(Decision(what="Which", about=[action.id], method="dots", result="agreed"))
    doc.add(Dots(what="loom", dots=9, decision=second.id))
    doc.add(Dots(what="cow", dots=4, decision=second.id))
    assert decided_words(doc.plan, action).endswith("; DC2: agreed, 9 of 13 dots")


# Sorting -----------------------------------------------------------------------------------------
def test_a_parked_question_becomes_a_row_of_every_place_and_undo_takes_both_back(doc: Document) -> None:
    row = doc.add(Parked(what="Who pays the bus?"))
    assert sorting.waiting(doc.plan) == [row]
    places = sorting.places()
    assert {"actions", "canvas-partners", "decisions", "problems"} <= {place.id for place in places}
    for place in places:
        made = sorting.sort(doc, row, place)
        now = doc.plan.find(Parked, row.id)
        assert stage.step_for(made) is place
        assert made.name == "Who pays the bus?"
        assert now
        assert (now.became, now.closed, now.waits) == (made.id, "sorted", False)
        doc.undo()
        assert doc.plan.rows("parked") == [row]
        assert doc.plan.get(made.id) is None


def test_likely_places_begin_here_and_learn_from_where_others_went(doc: Document) -> None:
    row = doc.add(Parked(what="Who pays the bus?"))
    rapids = stage.step("rapids")
    assert rapids
    sorting.sort(doc, row, rapids)
    assert [place.id for place in sorting.likely(doc.plan, "gaps")][:3] == ["gaps", "rapids", "actions"]
    assert "plan" not in [place.id for place in sorting.likely(doc.plan, "plan")]
