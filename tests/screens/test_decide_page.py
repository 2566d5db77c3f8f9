"""Ctrl+D: a group decides by fingers, hands or dots; doubts are heard first; what came of it stays."""

import pytest
from screenkit import SIZES, Hand, OpenApp

from atm_tui.model.action import Action
from atm_tui.model.allies import Ally
from atm_tui.model.reflection import Decision, Dots


def decision(hand: Hand) -> Decision:
    (row,) = hand.plan.all(Decision)
    return row


async def decide(hand: Hand, method: str, words: str = "Buy the loom") -> None:
    """Begin a decision at the row under the cursor, up to its first count."""
    await hand.press("ctrl+d")
    await hand.titled("We decide")
    await hand.type(f"{words}\n\n{method}\n")


async def undo_all(hand: Hand) -> None:
    for _ in range(60):
        if not hand.document._done:
            return
        await hand.press("ctrl+t")
    raise AssertionError("undo never ends")


@pytest.mark.parametrize("size", SIZES)
async def test_a_low_finger_is_heard_before_it_is_agreed_and_all_can_be_undone(
    opened: OpenApp, size: tuple[int, int]
) -> None:
    action = Action(what="Buy a loom")
    async with opened(action, size=size) as hand:
        await hand.go("actions", action.id)
        before = hand.document.content()
        await decide(hand, "2")
        await hand.type("3\n5\n4\n2\n")
        assert hand.label() == "One finger"
        await hand.sees("12 of 14 showed three fingers or more; 2 low.", "hear them before it is agreed")
        await hand.press("enter", "enter")
        assert hand.label() == "What was said"
        await hand.at_field("Result")
        await hand.type("1")
        assert decision(hand).result == ""
        assert hand.notice.startswith("Not yet agreed. 2 low fingers: hear them")
        await hand.press("shift+tab", "shift+tab", "shift+tab")
        await hand.type("It is dear")
        await hand.press("tab")
        assert hand.label() == "Doubts heard"
        await hand.press("1", "enter")
        assert hand.label() == "Result"
        await hand.press("1")
        await hand.sees("2 low (heard).")
        row = decision(hand)
        assert (row.result, row.heard, row.note, row.about) == ("agreed", "yes", "It is dear", [action.id])
        assert (row.five, row.four, row.three, row.two, row.fist) == (3, 5, 4, 2, None)
        assert hand.kept.find(Decision, row.id) == row
        await hand.press("escape")
        await hand.stands_on("Buy a loom")
        await hand.sees("Decided in DC1: agreed, 12 of 14")
        await hand.press("ctrl+y")
        await hand.sees("Decided in DC1: agreed, 12 of 14", "Buy the loom")
        await hand.press("escape")
        await undo_all(hand)
        assert hand.plan.all(Decision) == []
        assert hand.document.content().tables == before.tables


async def test_a_low_finger_may_be_passed_over_with_a_reason(opened: OpenApp) -> None:
    async with opened() as hand:
        await decide(hand, "2")
        await hand.type("9\n")
        await hand.at_field("A fist")
        await hand.press("plus", "plus", "minus")
        await hand.sees("1 low finger: hear it before it is agreed")
        await hand.at_field("Passed over because")
        await hand.type("the bus leaves\n1")
        assert (decision(hand).result, decision(hand).fist) == ("agreed", 1)
        await hand.sees("1 low (passed over).")


async def test_the_count_speaks_at_every_digit_and_a_tie_is_not_agreed(opened: OpenApp) -> None:
    async with opened() as hand:
        await decide(hand, "4")
        await hand.type("12\n1")
        await hand.sees("12 for, 1 against: more are for it.")
        await hand.type("2")
        await hand.sees("12 for, 12 against: a tie, so it is not agreed.")
        await hand.at_field("Result")
        await hand.press("1")
        assert decision(hand).result == ""
        await hand.press("2")
        assert decision(hand).result == "not agreed"


async def test_it_is_counted_again_and_the_first_count_stands_in_what_was_said(opened: OpenApp) -> None:
    async with opened() as hand:
        await decide(hand, "2")
        await hand.type("3\n5\n4\n2")
        await hand.press("ctrl+r")
        assert hand.label() == "Five fingers"
        await hand.sees("Nothing is counted yet.")
        row = decision(hand)
        assert (row.five, row.two) == (None, None)
        assert "Five fingers 3, Four fingers 5, Three fingers 4, Two fingers 2" in row.note
        await hand.press("ctrl+t")
        assert (decision(hand).five, decision(hand).two, decision(hand).note) == (3, 2, "")
        await hand.sees("12 of 14")


async def test_undo_of_how_it_is_agreed_takes_the_counts_from_the_page(opened: OpenApp) -> None:
    async with opened() as hand:
        await decide(hand, "2")
        assert hand.label() == "Five fingers"
        await hand.press("ctrl+t")
        assert decision(hand).method == ""
        assert hand.label() == "How agreed"
        await hand.press("ctrl+g")
        await hand.sees("Four fingers")


@pytest.mark.parametrize("size", SIZES)
async def test_dots_choose_among_rows_and_words_and_the_choice_is_what_it_is_about(
    opened: OpenApp, size: tuple[int, int]
) -> None:
    loom, cow = Action(what="Buy a loom"), Action(what="Sell the cow")
    async with opened(loom, cow, size=size) as hand:
        await hand.go("actions")
        await hand.press("down", "down")
        await decide(hand, "5", "Which first")
        await hand.titled("Dots | DC1 Which first")
        await hand.press("ctrl+r")
        await hand.stands_on("Buy a loom")
        await hand.press("ctrl+n")
        await hand.type("Wait a year\n\n")
        await hand.press("home")
        await hand.type("12")
        await hand.press("down", "plus", "plus", "down", "1", "2", "backspace")
        await hand.sees("Most dots: 1 Buy a loom (12 of 15).")
        assert [(one.what, one.dots, one.item) for one in hand.plan.all(Dots)] == [
            ("Buy a loom", 12, loom.id),
            ("Sell the cow", 2, cow.id),
            ("Wait a year", 1, ""),
        ]
        await hand.press("delete")
        assert len(hand.plan.all(Dots)) == 2
        await hand.press("ctrl+t")
        assert len(hand.plan.all(Dots)) == 3
        await hand.press("escape")
        assert hand.label() == "Result"
        await hand.press("1")
        assert (decision(hand).result, decision(hand).about) == ("agreed", [loom.id])
        await hand.press("ctrl+t")
        assert (decision(hand).result, decision(hand).about) == ("", [])
        await undo_all(hand)
        assert (hand.plan.all(Dots), hand.plan.all(Decision)) == ([], [])


async def test_an_ally_kept_off_what_others_see_is_chosen_among_by_its_number(opened: OpenApp) -> None:
    async with opened(Ally(who="The quiet buyer", private="yes")) as hand:
        await hand.go("allies")
        await decide(hand, "5", "Whom first")
        await hand.press("ctrl+r")
        await hand.until(lambda: hand.plan.all(Dots), "a row to choose")
        (dots,) = hand.plan.all(Dots)
        assert dots.what == hand.plan.all(Ally)[0].code


async def test_a_decision_is_gone_on_with_from_its_row(opened: OpenApp) -> None:
    row = Decision(what="Buy the loom", method="show of hands")
    async with opened(row) as hand:
        await hand.go("decisions", row.id)
        await hand.press("ctrl+d")
        assert hand.label() == "For"
        await hand.type("8")
        await hand.press("ctrl+d", "escape")  # it is open already
        await hand.titled("Decisions")
        assert decision(hand).votes_for == 8


async def test_where_it_was_opened_the_facilitator_stands_again(opened: OpenApp) -> None:
    async with opened(Action(what="Buy a loom")) as hand:
        await hand.go("actions")
        await hand.press("enter", "tab", "tab")
        field, place = hand.label(), hand.app.desk.place
        at = (place.record, place.field)
        await decide(hand, "1")
        await hand.press("escape")
        assert hand.label() == field
        assert (place.record, place.field) == at


@pytest.mark.parametrize("size", SIZES)
async def test_a_reflection_decides_on_the_same_page(worked: OpenApp, size: tuple[int, int]) -> None:
    async with worked(size=size) as hand:
        await hand.press("f12")
        await hand.titled("Reflection R3")
        stop = hand.app.desk.stop_at("meet-decide")
        assert stop

        async def there() -> None:
            await hand.app.go(stop, face="record")

        hand.app.call_later(there)
        await hand.titled("Reflection R3 | 8 of 11")
        before = len(hand.plan.all(Decision))
        await hand.press("end")
        await hand.stands_on("another decision")
        await hand.press("enter")
        await hand.titled("We decide")
        await hand.type("Dye in two lots\n\n3\n14\n1\n1\n")
        assert hand.label() == "Result"
        await hand.press("1", "escape")
        await hand.sees("Dye in two lots")
        made = hand.plan.all(Decision)[before]
        assert (made.result, made.votes_for, made.session) == ("agreed", 14, stop.session)


async def test_the_plain_form_of_a_decision_agrees_no_sooner(opened: OpenApp) -> None:
    row = Decision(id="d1", code="DC1", what="Buy the loom", method="fist of five", five=9, one_finger=1)
    async with opened(row) as hand:
        await hand.go("decisions", row.id)
        await hand.press("enter")
        await hand.at_field("Result")
        await hand.type("1")
        assert decision(hand).result == ""
        assert hand.notice.startswith("Not yet agreed. 1 low finger: hear")
        await hand.at_field("Doubts heard")
        await hand.type("1")
        await hand.press("escape", "enter")
        await hand.at_field("Result")
        await hand.type("1")
        assert decision(hand).result == "agreed"
