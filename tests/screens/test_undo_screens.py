"""Taking back and doing again, on the page where it is done and across steps."""

from screenkit import OpenApp

from atm_tui.model.bring import CostLine
from atm_tui.model.start import Participant, PlanSheet
from atm_tui.model.trees import ProblemCard


async def test_undo_and_redo_say_what_they_did(opened: OpenApp) -> None:
    async with opened(CostLine(item="yarn")) as hand:
        await hand.go("costs")
        await hand.press("delete", "ctrl+t")
        await hand.sees("Taken back: deletion of cost CL1. Ctrl+G does it again.", "yarn")
        await hand.press("ctrl+g")
        await hand.sees("Done again: deletion of cost CL1.")
        assert "yarn" not in hand.text()
        await hand.press("ctrl+t")
        await hand.sees("Taken back", "yarn")


async def test_with_nothing_to_take_back_it_says_so(opened: OpenApp) -> None:
    async with opened() as hand:
        await hand.go("costs")
        await hand.press("ctrl+t")
        await hand.sees("There is nothing to take back.")
        await hand.press("ctrl+g")
        await hand.sees("There is nothing to do again.")


async def test_undo_works_at_another_step_and_back_again_in_order(opened: OpenApp) -> None:
    async with opened() as hand:
        await hand.go("plan")
        await hand.burst(*" of dyers", "tab")
        await hand.go("costs")
        await hand.burst("ctrl+n", *"yarn", "escape")
        await hand.go("problems")
        await hand.burst("ctrl+n", *"uneven shade", "escape")
        await hand.until(lambda: len(hand.plan.all(ProblemCard)) == 1)
        await hand.go("people")
        await hand.press("ctrl+t")
        await hand.sees("Taken back: new card P")
        await hand.press("ctrl+t")
        await hand.sees("Taken back: new cost CL1")
        assert hand.plan.all(CostLine) == []
        await hand.press("ctrl+t")
        await hand.sees("Taken back: change of Group of plan sheet")
        assert hand.plan.one(PlanSheet).group == "First group"
        await hand.press("ctrl+g", "ctrl+g", "ctrl+g")
        await hand.sees("Done again: new card P")
        assert hand.plan.one(PlanSheet).group == "First group of dyers"
        assert [cost.item for cost in hand.plan.all(CostLine)] == ["yarn"]


async def test_undo_in_an_open_form_shows_the_words_that_were_there_before(opened: OpenApp) -> None:
    async with opened(CostLine(item="yarn", note="first note")) as hand:
        await hand.go("costs")
        await hand.press("enter")
        await hand.at_field("Note")
        await hand.burst(*" and more", "shift+tab", "tab")
        assert hand.plan.all(CostLine)[0].note == "first note and more"
        await hand.press("ctrl+t")
        await hand.sees("Taken back: change of Note of cost CL1")
        assert hand.form.entry.text == "first note"
        assert hand.row("Note").rstrip().endswith("first note")
        await hand.press("ctrl+g")
        await hand.until(lambda: hand.form.entry.text == "first note and more")


async def test_undo_while_typing_takes_back_what_is_typed_and_redo_brings_it(opened: OpenApp) -> None:
    async with opened() as hand:
        await hand.go("plan")
        await hand.burst(*" of dyers", "ctrl+t")
        await hand.sees("Taken back: change of Group of plan sheet")
        assert hand.form.entry.text == "First group"
        await hand.press("ctrl+g")
        await hand.until(lambda: hand.form.entry.text == "First group of dyers")


async def test_typing_in_one_field_is_one_step_also_when_it_was_saved_between(opened: OpenApp) -> None:
    async with opened() as hand:
        await hand.go("plan")
        await hand.type(" of dyers")
        hand.app.desk.save()
        await hand.until(lambda: hand.title.endswith(" saved"))
        await hand.type(" and weavers")
        await hand.press("tab", "ctrl+t")
        await hand.sees("Taken back")
        assert hand.plan.one(PlanSheet).group == "First group"


async def test_the_words_of_two_fields_are_two_steps(opened: OpenApp) -> None:
    async with opened() as hand:
        await hand.go("plan")
        await hand.burst("tab", *"by the lake", "tab", *"scarves", "tab", "ctrl+t")
        await hand.sees("Taken back")
        sheet = hand.plan.one(PlanSheet)
        assert (sheet.place, sheet.product) == ("by the lake", "")


async def test_a_new_row_taken_back_under_its_open_form_is_said_and_comes_again(opened: OpenApp) -> None:
    async with opened() as hand:
        await hand.go("costs")
        await hand.burst("ctrl+n", *"yarn", "tab", "ctrl+t")
        await hand.until(lambda: hand.plan.all(CostLine) == [])
        await hand.press("ctrl+g")
        await hand.until(lambda: [cost.item for cost in hand.plan.all(CostLine)] == ["yarn"])
        assert hand.title.startswith("CL1")


async def test_typing_into_a_row_that_was_taken_back_is_not_lost(opened: OpenApp) -> None:
    async with opened() as hand:
        await hand.go("costs")
        await hand.burst("ctrl+n", *"yarn", "tab", "ctrl+t")
        await hand.until(lambda: hand.plan.all(CostLine) == [])
        await hand.burst(*"12", "escape")
        await hand.titled("What goes into")
        await hand.until(lambda: len(hand.plan.all(CostLine)) == 1)
        assert str(hand.plan.all(CostLine)[0].today) == "12"


async def test_a_person_made_on_the_spot_goes_and_comes_with_the_choice(opened: OpenApp) -> None:
    async with opened() as hand:
        await hand.go("plan")
        await hand.at_field("Facilitator")
        await hand.burst(*"first woman", "enter", "ctrl+t")
        await hand.sees("Taken back")
        assert hand.plan.all(Participant) == []
        assert hand.row("Facilitator").split() == [">", "Facilitator"]
        await hand.press("ctrl+g")
        await hand.until(lambda: "first woman" in hand.row("Facilitator"))


async def test_the_file_follows_undo_and_redo(opened: OpenApp) -> None:
    async with opened(CostLine(item="yarn")) as hand:
        await hand.go("costs")
        await hand.press("delete")
        await hand.until(lambda: hand.kept.all(CostLine) == [])
        await hand.press("ctrl+t")
        await hand.until(lambda: len(hand.kept.all(CostLine)) == 1)
        await hand.press("ctrl+g")
        await hand.until(lambda: hand.kept.all(CostLine) == [])
