"""Keys that come faster than the screen, as they do over a slow line: each is taken in its turn."""

from datetime import date

from screenkit import OpenApp

from atm_tui.model.bring import CostLine
from atm_tui.model.reflection import Rhythm
from atm_tui.model.start import Participant, PlanSheet
from atm_tui.model.trees import ProblemCard

COSTS = [CostLine(item=f"cost {number}") for number in range(1, 7)]


async def test_backspace_takes_back_the_letter_before_it_and_not_one_after_it(opened: OpenApp) -> None:
    async with opened() as hand:
        await hand.go("plan")
        await hand.burst(*" of dyrs", "backspace", "backspace", *"ers", "enter")
        await hand.until(lambda: hand.plan.one(PlanSheet).group == "First group of dyers")


async def test_home_and_the_arrows_move_before_what_comes_after_them_is_typed(opened: OpenApp) -> None:
    async with opened() as hand:
        await hand.go("plan")
        await hand.burst("home", *"The ", "end", *"!", "left", *", all", "enter")
        await hand.until(lambda: hand.plan.one(PlanSheet).group == "The First group, all!")


async def test_delete_and_paste_keep_their_turn(opened: OpenApp) -> None:
    async with opened() as hand:
        await hand.go("plan")
        await hand.burst("home", *["delete"] * 6, *"Second ", "tab")
        await hand.until(lambda: hand.plan.one(PlanSheet).group == "Second group")


async def test_enter_opens_the_row_to_which_the_arrows_went(opened: OpenApp) -> None:
    async with opened(*COSTS) as hand:
        await hand.go("costs")
        await hand.burst("down", "down", "enter")
        await hand.titled("CL3")


async def test_delete_deletes_the_row_to_which_the_arrows_went(opened: OpenApp) -> None:
    async with opened(*COSTS) as hand:
        await hand.go("costs")
        await hand.burst("end", "up", "delete")
        await hand.sees("Deleted: cost CL6")
        assert [cost.code for cost in hand.plan.all(CostLine)] == ["CL1", "CL2", "CL3", "CL4", "CL5"]


async def test_a_row_is_found_corrected_and_opened_in_one_go(opened: OpenApp) -> None:
    async with opened(*COSTS) as hand:
        await hand.go("costs")
        await hand.burst(*"cost 55", "backspace", "enter")
        await hand.titled("CL5")


async def test_what_is_sought_for_a_reference_can_be_corrected(opened: OpenApp) -> None:
    women = (Participant(display_name="first woman"), Participant(display_name="second woman"))
    async with opened(*women) as hand:
        await hand.go("plan")
        await hand.at_field("Facilitator")
        await hand.burst(*"sex", "backspace", *"cond", "enter")
        await hand.until(lambda: hand.plan.one(PlanSheet).facilitator == women[1].id)
        assert len(hand.plan.all(Participant)) == 2


async def test_a_day_is_corrected(opened: OpenApp) -> None:
    async with opened() as hand:
        await hand.go("plan")
        await hand.at_field("Pilot starts")
        await hand.burst(*"15/1/2026", "backspace", *"7", "enter")
        await hand.until(lambda: hand.plan.one(PlanSheet).start == date(2027, 1, 15))


async def test_a_whole_tree_card_is_weighed_and_turned_after_moving_to_it(opened: OpenApp) -> None:
    cards = [ProblemCard(statement=f"root {number}", side="root") for number in range(1, 4)]
    async with opened(*cards) as hand:
        await hand.go("problems")
        await hand.burst("down", "right", "space", "down", "right", "right")
        await hand.until(lambda: [card.weight for card in hand.plan.all(ProblemCard)] == ["1", "2", "3"])
        assert [card.state for card in hand.plan.all(ProblemCard)] == ["open", "easing", "open"]


async def test_a_jump_by_the_outline_and_the_first_words_there(opened: OpenApp) -> None:
    async with opened() as hand:
        await hand.go("people")
        await hand.press("f1")
        await hand.burst("f5", *"rhythm", "enter", "enter", *"each lot", "enter", *"under the tree", "f4")
        await hand.until(lambda: "Reflections" in hand.title)
        await hand.until(
            lambda: (
                (hand.kept.one(Rhythm).rhythm, hand.kept.one(Rhythm).place) == ("each lot", "under the tree")
            )
        )


async def test_the_answer_to_a_question_is_reached_and_typed_in_one_go(opened: OpenApp) -> None:
    async with opened() as hand:
        await hand.go("question-pilot")
        await hand.burst("tab", *"three lots", "tab", *"c", "f4")
        await hand.titled("Going on learning")
        answer = next(row for row in hand.plan.rows("answer") if row.value("question") == "pilot")
        assert (answer.value("answer"), answer.value("method")) == ("three lots", "consensus")
