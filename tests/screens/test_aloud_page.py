"""F8: one thing at a time, large, for all; nothing private, nobody who does not want to be named."""

import pytest
from screenkit import SIZES, Hand, OpenApp

from atm_tui.model.action import Action
from atm_tui.model.allies import Ally
from atm_tui.model.gathering import OwnQuestion
from atm_tui.model.start import Participant


def shown(hand: Hand) -> str:
    return " ".join(" ".join(hand.lines()[1:-3]).split())


@pytest.mark.parametrize("size", SIZES)
async def test_what_is_written_is_read_one_by_one(worked: OpenApp, size: tuple[int, int]) -> None:
    async with worked(size=size) as hand:
        await hand.go("actions")
        await hand.press("f8")
        await hand.titled("Actions")
        assert hand.title.rstrip().endswith("1 of 17")
        first = shown(hand)
        assert first.startswith("A01 ")
        await hand.press("right")
        assert shown(hand).startswith("A02 ")
        await hand.press("space", "enter", "left")
        assert shown(hand).startswith("A03 ")
        await hand.press("home", "left")
        assert shown(hand) == first
        await hand.sees("This is the first one.")
        await hand.press("end")
        assert hand.title.rstrip().endswith("17 of 17")


async def test_it_begins_at_the_row_and_leads_back_to_the_one_read_last(worked: OpenApp) -> None:
    async with worked() as hand:
        await hand.go("actions")
        await hand.press("down", "down", "f8")
        assert shown(hand).startswith("A03 ")
        await hand.press("right", "escape")
        await hand.stands_on("A04")


async def test_nobody_stands_on_the_wall_who_does_not_want_to(opened: OpenApp) -> None:
    her = Participant(id="p1", code="W01", display_name="Salma Noor", consent="no", contact="0700 111")
    work = Action(id="a1", code="A01", what="Ask Salma for yarn", lead="p1")
    ally = Ally(id="l1", code="AL01", who="The lender", private="yes")
    other = Ally(id="l2", code="AL02", who="The school", why_there="The lender said so")
    async with opened(her, work, ally, other) as hand:
        await hand.go("people")
        await hand.press("f8")
        assert "Salma" not in hand.text()
        assert "0700" not in hand.text()
        await hand.press("escape")
        await hand.go("actions")
        await hand.press("f8")
        assert "Ask W01 for yarn" in shown(hand)
        assert "Salma" not in hand.text()
        await hand.press("escape")
        await hand.go("allies")
        await hand.press("f8")
        assert hand.title.rstrip().endswith("1 of 1")
        assert "lender" not in hand.text()


async def test_at_the_guide_the_questions_are_read_and_own_ones_first(opened: OpenApp) -> None:
    own = OwnQuestion(id="q1", ask="Whose is the river?", step="pairs", at="Today and future")
    async with opened(own) as hand:
        await hand.go("pairs", face="guide")
        await hand.press("f8")
        await hand.titled("To ask: Today and future")
        assert shown(hand) == "1 Whose is the river?"
        await hand.press("tab")
        await hand.titled("Today and future")
        await hand.sees("Nothing is written here yet.")


async def test_letters_grow_and_what_has_no_room_stays_readable(worked: OpenApp) -> None:
    async with worked() as hand:
        await hand.go("actions")
        await hand.press("f8")
        plain = shown(hand)
        await hand.press("plus")
        large = shown(hand)
        await hand.press("plus")
        huge = shown(hand)
        assert len({plain, large, huge}) >= 2
        await hand.press("plus")
        assert shown(hand) == plain


async def test_it_can_be_covered(worked: OpenApp) -> None:
    async with worked() as hand:
        await hand.go("actions")
        await hand.press("f8", "b")
        assert "A01" not in hand.text()
        assert "Covered" in hand.notice
        await hand.press("right")
        assert shown(hand).startswith("A01 ")
        await hand.press("b", "x")  # any key: also one that does nothing here
        assert shown(hand).startswith("A01 ")
