"""The questions of a step in the group's own words: on the guide, undone, put back."""

import pytest
from screenkit import SIZES, OpenApp

from atm_tui.guide import guide
from atm_tui.model.gathering import OwnQuestion


def own(hand: "object") -> list[str]:
    return [row.ask for row in hand.plan.all(OwnQuestion)]  # type: ignore[attr-defined]  # a Hand


@pytest.mark.parametrize("size", SIZES)
async def test_a_question_in_other_words_stands_in_the_guide_and_in_the_plan(
    opened: OpenApp, size: tuple[int, int]
) -> None:
    asks = guide("pairs").ask
    async with opened(size=size) as hand:
        await hand.go("pairs", face="guide")
        await hand.press("e")
        await hand.titled("Ask aloud at: Today and future")
        await hand.press("down", "enter")
        await hand.titled("In our words")
        await hand.press(*["backspace"] * len(asks[1]))
        await hand.type("What is it like now")
        await hand.press("enter")
        await hand.titled("Ask aloud at")
        assert own(hand) == [asks[0], "What is it like now", *asks[2:]]
        await hand.press("escape")
        await hand.sees("What is it like now", asks[0])
        await hand.press("ctrl+t")
        await hand.sees(asks[1])
        assert own(hand) == []


async def test_one_is_added_and_one_deleted_and_the_old_ones_come_back(opened: OpenApp) -> None:
    asks = guide("pairs").ask
    async with opened() as hand:
        await hand.go("pairs", face="guide")
        await hand.press("e", "ctrl+n")
        await hand.type("Who is missing")
        await hand.press("enter", "home", "delete")
        assert own(hand) == [*asks[1:], "Who is missing"]
        await hand.press("f2")
        await hand.type("ask as before")
        await hand.press("enter")
        await hand.titled("Ask aloud at")
        assert own(hand) == []
        await hand.press("ctrl+t")
        assert own(hand) == [*asks[1:], "Who is missing"]
