"""The questions of a step in the group's own words: on the guide, undone, put back."""

from pathlib import Path

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


async def test_each_language_has_its_own_questions(opened: OpenApp, settings_file: Path) -> None:
    settings_file.write_text('talk_first = "new"\nlanguage = "SW"\n', "utf-8")
    asks = guide("pairs").ask
    own = OwnQuestion(id="q1", ask="What is today?", step="pairs", at="Today and future", language="en")
    async with opened(own) as hand:
        await hand.go("pairs", face="guide")
        await hand.sees(*asks)
        await hand.press("e", "enter")
        await hand.press(*["backspace"] * len(asks[0]))
        await hand.type("Leo ni nini")
        await hand.press("enter")
        await hand.titled("Ask aloud at")
        found = {row.language: row.ask for row in reversed(hand.plan.all(OwnQuestion))}
        assert found == {"en": "What is today?", "sw": "Leo ni nini"}
        await hand.press("escape")
        await hand.sees("Leo ni nini")
        assert "What is today?" not in hand.flat()
