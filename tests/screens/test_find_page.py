"""Ctrl+F: any word in any record, and a jump to it, from wherever one is."""

import pytest
from screenkit import SIZES, OpenApp

from atm_tui.model.allies import Ally
from atm_tui.model.bring import CostLine
from atm_tui.model.start import PlanSheet


@pytest.mark.parametrize("size", SIZES)
async def test_any_word_finds_the_record_and_enter_goes_there(worked: OpenApp, size: tuple[int, int]) -> None:
    async with worked(size=size) as hand:
        await hand.go("people")
        await hand.press("ctrl+f")
        await hand.titled("Find: type any words")
        await hand.type("measuring sticks")
        await hand.stands_on("A07")
        await hand.sees("Find: measuring sticks_ (10 found)")
        assert "Actions" in hand.current()
        assert [len(line) for line in hand.lines()] == [size[0]] * size[1]
        await hand.press("enter")
        await hand.titled("Actions")
        assert hand.current().startswith("A07")


async def test_keys_typed_ahead_of_the_page_are_all_taken(worked: OpenApp) -> None:
    async with worked() as hand:
        await hand.burst("ctrl+f", *"a07", "enter")
        await hand.titled("Actions")
        assert hand.current().startswith("A07")


async def test_it_says_in_which_field_and_shows_what_stands_there(opened: OpenApp) -> None:
    async with opened(CostLine(item="yarn", note="from the blue shed")) as hand:
        await hand.press("ctrl+f")
        await hand.type("shed")
        await hand.stands_on("Note")
        await hand.sees("CL1 yarn - Note: from the blue shed")
        await hand.type("x")
        await hand.sees("Nothing found. Backspace takes letters back; Esc closes.")
        await hand.press("enter", "backspace")
        await hand.stands_on("yarn")


async def test_what_is_private_is_found_and_not_shown(opened: OpenApp) -> None:
    async with opened(Ally(who="Hill bank", contact="behind the mill")) as hand:
        await hand.press("ctrl+f")
        await hand.type("mill")
        await hand.stands_on("Hill bank")
        assert "a private field" in hand.current()
        assert "behind" not in hand.text()


async def test_esc_goes_back_to_where_one_was_with_words_or_without(worked: OpenApp) -> None:
    async with worked() as hand:
        await hand.go("costs")
        await hand.press("down")
        for typed in ("", "yarn"):
            await hand.press("ctrl+f")
            await hand.type(typed)
            await hand.press("escape")
            await hand.titled("What goes into one piece")
            assert hand.current().startswith("CL2")


async def test_from_a_form_nothing_typed_is_lost_and_it_is_found_at_once(opened: OpenApp) -> None:
    async with opened() as hand:
        await hand.go("costs")
        await hand.burst("enter", *"tin pails", "ctrl+f", *"pails")
        await hand.stands_on("tin pails")
        await hand.press("escape")
        await hand.titled("CL1")
        await hand.type(" and cups")
        await hand.press("escape")
        await hand.until(lambda: [cost.item for cost in hand.plan.all(CostLine)] == ["tin pails and cups"])


async def test_a_field_of_a_sheet_is_gone_to(opened: OpenApp) -> None:
    sheet = PlanSheet(id="plan", group="First group", season="after the long rains")
    async with opened(sheet) as hand:
        await hand.go("costs")
        await hand.burst("ctrl+f", *"rains", "enter")
        await hand.titled("The plan")
        assert hand.label() == "Season of demand"


async def test_from_a_picture_it_opens_and_undo_works_there(worked: OpenApp) -> None:
    async with worked() as hand:
        await hand.go("costs")
        await hand.press("delete", "ctrl+p")
        await hand.press("ctrl+t")
        await hand.sees("Taken back:")
        assert len(hand.plan.all(CostLine)) == 5
        await hand.press("ctrl+f")
        await hand.titled("Find")
        await hand.press("ctrl+f", "escape")
        await hand.until(lambda: type(hand.page).__name__ == "PicturePage")
