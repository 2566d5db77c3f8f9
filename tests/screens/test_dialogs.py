"""Parking, leaving, the menu, the loose ends."""

import pytest
from screenkit import SIZES, Hand, OpenApp

from atm_tui.model.action import Action
from atm_tui.model.aside import Aside
from atm_tui.model.bring import CostLine
from atm_tui.model.reflection import Parked
from atm_tui.model.start import PlanSheet
from atm_tui.model.trees import ProblemCard


def parked(hand: Hand) -> list[str]:
    """The questions kept for later."""
    return [one.what for one in hand.plan.all(Parked)]


# F7 ------------------------------------------------------------------------------------------
async def test_a_question_is_parked_from_inside_a_sheet_and_the_field_is_the_same(opened: OpenApp) -> None:
    async with opened() as hand:
        await hand.go("plan")
        await hand.at_field("Buyer")
        await hand.type("one sh")
        await hand.press("f7")
        await hand.sees("What do we keep for later?")
        await hand.burst(*"who pays the bus?", "enter")
        await hand.sees("Kept in the parking lot.")
        assert parked(hand) == ["who pays the bus?"]
        assert hand.label() == "Buyer"
        await hand.burst(*"op", "enter")
        await hand.until(lambda: hand.plan.one(PlanSheet).buyer == "one shop")


async def test_a_question_is_parked_from_inside_a_row_and_the_field_is_the_same(opened: OpenApp) -> None:
    async with opened(CostLine(item="yarn")) as hand:
        await hand.go("costs")
        await hand.press("enter")
        await hand.at_field("Note")
        await hand.burst(*"from ", "f7", *"who weighs?", "enter", *"the shop", "escape")
        await hand.titled("What goes into")
        assert parked(hand) == ["who weighs?"]
        assert hand.plan.all(CostLine)[0].note == "from the shop"


async def test_esc_and_an_empty_line_park_nothing(opened: OpenApp) -> None:
    async with opened() as hand:
        await hand.go("people")
        for keys in (("x", "escape"), ("enter",), ("space", "enter")):
            await hand.press("f7", *keys)
            await hand.titled("People")
        assert parked(hand) == []


async def test_a_parked_question_belongs_to_no_row_in_its_table_twice(opened: OpenApp) -> None:
    async with opened() as hand:
        await hand.go("parking")
        await hand.burst("f7", *"who pays?", "enter")
        await hand.until(lambda: "PK1 who pays?" in hand.text())
        await hand.press("ctrl+t")
        await hand.until(lambda: "who pays?" not in hand.text().replace(hand.notice, ""))


# F10 -----------------------------------------------------------------------------------------
async def test_leaving_is_asked_and_esc_stays_where_it_was(opened: OpenApp) -> None:
    async with opened() as hand:
        await hand.go("plan")
        await hand.at_field("Buyer")
        await hand.type("shop")
        for key in ("f10", "ctrl+c", "ctrl+q"):
            await hand.press(key)
            await hand.sees("All is saved. Enter closes the plan; Esc stays.")
            await hand.press("escape")
            await hand.titled("The plan")
            assert hand.label() == "Buyer"
        assert hand.plan.one(PlanSheet).buyer == "shop"


async def test_f10_twice_asks_once(opened: OpenApp) -> None:
    async with opened() as hand:
        await hand.go("plan")
        await hand.press("f10", "f10", "escape")
        await hand.titled("The plan")


async def test_a_plan_that_was_given_by_its_path_ends_the_program(opened: OpenApp) -> None:
    async with opened() as hand:
        await hand.go("plan")
        await hand.burst(*" of dyers", "f10", "enter")
        await hand.until(lambda: hand.app._exit)
        assert hand.app.return_code == 0
        assert hand.kept.one(PlanSheet).group == "First group of dyers"


async def test_a_plan_that_was_opened_at_home_closes_to_home(at_home: OpenApp) -> None:
    async with at_home() as hand:
        await hand.burst("enter", *"First group", "enter")
        await hand.sees("step 1 of")
        await hand.press("f10", "enter")
        await hand.sees("our plans", "+ new plan")
        assert "First group" in hand.current()
        await hand.press("enter")
        await hand.sees("step 1 of")
        await hand.press("f4", "f3", "f10", "enter")
        await hand.sees("our plans")
        await hand.press("f10")
        await hand.until(lambda: hand.app._exit)
        assert hand.app.return_code == 0


# F2 ------------------------------------------------------------------------------------------
@pytest.mark.parametrize("step_id", ["plan", "costs", "problems", "question-pilot"])
async def test_the_menu_lists_every_command_with_its_key(worked: OpenApp, step_id: str) -> None:
    async with worked() as hand:
        await hand.go(step_id)
        commands = [one for one in hand.page.commands() if one.id not in ("menu", "find", "field_next")]
        await hand.press("f2")
        await hand.sees("Menu: type any word, Enter does it")
        seen = ""
        for _ in commands:
            seen += hand.text()
            await hand.press("down")
        for command in commands:
            line = next((one for one in seen.split("\n") if command.label in one), "")
            assert line, command.label
            assert not command.keys or command.key in seen


@pytest.mark.parametrize("size", SIZES)
async def test_a_command_is_found_by_any_word_of_its_help_and_run(
    worked: OpenApp, size: tuple[int, int]
) -> None:
    async with worked(size=size) as hand:
        await hand.go("costs")
        await hand.burst("f2", *"copy of the row", "enter")
        await hand.sees("Copied CL1.")
        assert len(hand.plan.all(CostLine)) == 6
        await hand.burst("f2", *"still lacks", "enter")
        await hand.sees("Loose ends: Enter goes to where it is mended")


async def test_the_menu_runs_a_command_of_a_form_and_keeps_what_was_typed(opened: OpenApp) -> None:
    async with opened() as hand:
        await hand.go("costs")
        await hand.burst("enter", *"yarn", "f2", *"begin another", "enter", *"dye", "escape")
        await hand.until(lambda: [cost.item for cost in hand.plan.all(CostLine)] == ["yarn", "dye"])


async def test_moving_by_the_menu(opened: OpenApp) -> None:
    async with opened(CostLine(item="yarn"), CostLine(item="dye")) as hand:
        await hand.go("costs")
        await hand.burst("f2", *"row down", "enter")
        await hand.until(lambda: [cost.item for cost in hand.plan.all(CostLine)] == ["dye", "yarn"])


async def test_esc_closes_the_menu_and_the_cursor_is_where_it_was(worked: OpenApp) -> None:
    async with worked() as hand:
        await hand.go("costs")
        await hand.press("down", "f2")
        await hand.sees("Menu")
        await hand.type("undo")
        await hand.press("escape", "escape")
        await hand.titled("What goes into")
        assert hand.current().startswith("CL2")


async def test_f4_over_an_open_list_goes_on(worked: OpenApp) -> None:
    async with worked() as hand:
        await hand.go("costs")
        before = len(hand.app.screen_stack)
        for key in ("f5", "f6"):
            await hand.press(key)
            await hand.press(key)
            await hand.press("escape")
        await hand.press("escape")
        assert len(hand.app.screen_stack) == before
        await hand.sees("What goes into one piece")


# Loose ends ----------------------------------------------------------------------------------
async def test_loose_ends_lead_to_the_step_and_row_where_they_are_mended(opened: OpenApp) -> None:
    actions = [Action(what=f"action {number}", done_when="seen") for number in range(3)]
    async with opened(*actions) as hand:
        await hand.go("people")
        await hand.burst("f2", *"loose", "enter")
        await hand.sees("Loose ends")
        line = hand.current()
        await hand.press("enter")
        await hand.until(lambda: "Loose ends" not in hand.title)
        assert line.split("  ")[-1].strip() in hand.title


async def test_a_loose_end_about_one_row_leads_to_that_row(opened: OpenApp) -> None:
    card = ProblemCard(side="root", note="said aside")
    async with opened(ProblemCard(statement="dye washes out", side="trunk"), card) as hand:
        await hand.burst("f2", *"loose", "enter")
        await hand.sees("Loose ends")
        await hand.type("nothing stands")
        await hand.press("enter")
        await hand.titled("Problem tree")
        assert "(no words yet)" in hand.current()


async def test_a_loose_end_is_set_aside_with_a_reason_and_told_again(opened: OpenApp) -> None:
    action = Action(what="Dye", done_when="seen")
    async with opened(action) as hand:
        plan = hand.plan
        await hand.burst("f2", *"loose", "enter")
        await hand.sees("nobody leads it yet")
        await hand.type("leads")
        await hand.press("delete")
        await hand.sees("A01 (Dye): nobody leads it yet. Why may it stay as it is?")
        await hand.type("all of us do")
        await hand.press("enter")
        await hand.press("escape")  # shows all lines again
        await hand.sees("SET ASIDE", "all of us do: A01 (Dye): nobody leads it yet")
        assert [row.reason for row in plan.all(Aside)] == ["all of us do"]
        await hand.press("ctrl+t")
        await hand.until(lambda: not plan.all(Aside))
        await hand.press("ctrl+g")
        await hand.until(lambda: len(plan.all(Aside)) == 1)
        await hand.press("end", "delete")
        await hand.until(lambda: not plan.all(Aside))
        await hand.sees("It is a loose end again")
        assert "SET ASIDE" not in hand.text()


async def test_enter_on_what_is_set_aside_opens_its_row(opened: OpenApp) -> None:
    row = Aside(what="A01: nobody leads it yet", reason="all of us do", check="action-lead")
    async with opened(row) as hand:
        await hand.burst("f2", *"loose", "enter")
        await hand.press("end", "enter")
        await hand.titled("Loose ends set aside")
        assert "all of us do" in hand.current()


async def test_a_plan_without_loose_ends_says_so(opened: OpenApp) -> None:
    async with opened() as hand:
        await hand.burst("f2", *"loose", "enter")
        await hand.sees("Loose ends")
        assert hand.listed.count == 0 or hand.current()
        await hand.press("enter", "escape")
        await hand.until(lambda: "Loose ends" not in hand.title)
