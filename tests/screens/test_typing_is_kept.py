"""Text goes to the plan at every key: what people see of undo, new rows and searches is as if it did not."""

from screenkit import OpenApp

from atm_tui.model.action import Action
from atm_tui.model.trees import SolutionCard


async def test_a_card_without_a_number_stays_when_its_form_was_opened_and_closed(opened: OpenApp) -> None:
    async with opened(SolutionCard(statement="made in passing")) as hand:
        await hand.go("solutions")
        await hand.press("enter", "escape")
        assert [card.statement for card in hand.plan.all(SolutionCard)] == ["made in passing"]


async def test_undo_after_erasing_a_new_row_leaves_the_row_before_it(opened: OpenApp) -> None:
    async with opened() as hand:
        await hand.go("actions")
        await hand.press("ctrl+n")
        await hand.type("buy yarn")
        await hand.press("escape", "ctrl+n")
        await hand.type("abc")
        await hand.press("backspace", "backspace", "backspace", "ctrl+t")
        await hand.type("dye it")
        await hand.press("escape")
        assert [action.what for action in hand.plan.all(Action)] == ["buy yarn", "dye it"]


async def test_undo_after_a_pick_takes_the_pick_and_its_words(opened: OpenApp) -> None:
    async with opened(Action(what="weave"), Action(what="dye")) as hand:
        await hand.go("actions")
        await hand.press("enter")
        await hand.at_field("Waits for")
        await hand.type("dy")
        await hand.press("enter")
        action = hand.plan.all(Action)[0]
        assert action.depends_on
        await hand.press("ctrl+t")
        action = hand.plan.all(Action)[0]
        assert (action.depends_on, action.unread) == ([], {})


async def test_what_is_typed_and_erased_again_is_no_step_and_no_line_of_history(opened: OpenApp) -> None:
    async with opened(Action(what="weave")) as hand:
        await hand.go("actions")
        before = list(hand.plan.history)
        await hand.press("enter")
        await hand.type("x")
        await hand.press("backspace", "tab")
        assert hand.plan.history == before
        assert hand.plan.all(Action)[0].what == "weave"


async def test_a_paste_by_key_into_a_choice_types_nothing_there(opened: OpenApp) -> None:
    async with opened(Action(what="weave")) as hand:
        await hand.go("actions")
        await hand.press("enter", "home", "shift+end", "ctrl+x")
        await hand.at_field("State")
        await hand.press("ctrl+v", "tab")
        assert hand.plan.all(Action)[0].unread == {}
