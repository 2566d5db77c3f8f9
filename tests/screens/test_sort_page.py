"""F7 keeps a question from anywhere; later each becomes a row of a step, is answered, or gets a day."""

from datetime import timedelta

import pytest
from screenkit import SIZES, Hand, OpenApp

from atm_tui.model.action import Action
from atm_tui.model.reflection import Parked
from atm_tui.model.river import Rapid
from atm_tui.widgets.desk import today

QUESTIONS = (
    Parked(what="Who pays the bus?"),
    Parked(what="Is the dye safe?"),
    Parked(what="Whose loom is it?"),
)


async def sort(hand: Hand) -> None:
    await hand.press("f2")
    await hand.type("sort parking\n")
    await hand.titled("Parking lot: ")


async def choose(hand: Hand, words: str) -> None:
    """Take a place for the question under the cursor."""
    await hand.press("enter")
    await hand.titled("Where does ")
    await hand.type(f"{words}\n")


def parked(hand: Hand, number: int) -> Parked:
    return hand.plan.all(Parked)[number - 1]


@pytest.mark.parametrize("opens", [(), ("f5",), ("ctrl+p",), ("f6",), ("f1",), ("ctrl+f",), ("ctrl+d",)])
async def test_a_question_is_kept_from_every_page_and_one_is_back_there(
    opened: OpenApp, opens: tuple[str, ...]
) -> None:
    async with opened() as hand:
        await hand.go("actions")
        await hand.press(*opens)
        page = hand.page
        await hand.press("f7")
        await hand.type("Who pays?\n")
        assert hand.page is page
        assert [row.what for row in hand.plan.all(Parked)] == ["Who pays?"]
        await hand.press("ctrl+t")
        assert hand.plan.all(Parked) == []


async def test_help_at_home_has_no_parking_lot(at_home: OpenApp) -> None:
    async with at_home() as hand:
        await hand.press("f2", "f1", "f7")
        assert not hand.app.opened
        assert "F7" not in hand.lines()[-1]


async def test_captures_one_after_another_lose_nothing(opened: OpenApp) -> None:
    async with opened() as hand:
        await hand.burst("f7", *"one", "enter", "f7", *"two", "enter", "f7", *"three", "enter")
        assert [row.what for row in hand.plan.all(Parked)] == ["one", "two", "three"]


@pytest.mark.parametrize("size", SIZES)
async def test_a_question_becomes_a_row_in_one_step_and_its_form_opens(
    opened: OpenApp, size: tuple[int, int]
) -> None:
    async with opened(*QUESTIONS, size=size) as hand:
        await hand.go("rapids")
        await sort(hand)
        await hand.stands_on("Who pays the bus?")
        await hand.press("enter")
        await hand.stands_on("Rapids")  # the step we are at comes first
        await hand.press("enter")
        await hand.stands_on("Is the dye safe?")
        (rapid,) = hand.plan.all(Rapid)
        assert rapid.what == "Who pays the bus?"
        assert (parked(hand, 1).became, parked(hand, 1).closed) == (rapid.id, "sorted")
        assert hand.notice == f"PK1 is now {rapid.code}. Ctrl+O opens its form; Ctrl+T undoes."
        await hand.press("ctrl+o")
        await hand.titled(f"{rapid.code} ")
        await hand.press("escape")
        await hand.titled("Parking lot: ")
        await hand.press("ctrl+t")
        await hand.stands_on("Is the dye safe?")
        assert hand.plan.all(Rapid) == []
        assert parked(hand, 1).waits
        await hand.sees("3 open", "Who pays the bus?")


@pytest.mark.parametrize("size", SIZES)
async def test_places_are_found_by_letters_and_the_table_shows_what_a_question_became(
    opened: OpenApp, size: tuple[int, int]
) -> None:
    async with opened(*QUESTIONS, size=size) as hand:
        await sort(hand)
        await choose(hand, "a new action")
        (action,) = hand.plan.all(Action)
        await hand.press("escape")
        await hand.go("parking")
        assert action.code in hand.row("Who pays the bus?")
        await hand.sees("F2, type sort")


async def test_a_question_is_answered_or_waits_for_a_day_or_is_left(opened: OpenApp) -> None:
    async with opened(*QUESTIONS) as hand:
        await sort(hand)
        await choose(hand, "answer it")
        await hand.type("The fund\n")
        await hand.stands_on("Is the dye safe?")
        assert (parked(hand, 1).closed, parked(hand, 1).became) == ("The fund", "")
        await choose(hand, "give it a day")
        await hand.type("never\n")
        assert "no day I know" in hand.notice
        await hand.press(*["backspace"] * 5)
        await hand.type("+2w\n")
        await hand.stands_on("Whose loom is it?")
        assert parked(hand, 2).back_on == today() + timedelta(weeks=2)
        assert parked(hand, 2).waits
        before = hand.plan.changes
        await hand.press("home")
        await choose(hand, "leave it")
        await hand.titled("Parking lot: ")
        assert hand.plan.changes == before
        await hand.press("ctrl+t", "ctrl+t")
        assert all(row.waits and row.back_on is None for row in hand.plan.all(Parked))


async def test_a_question_that_undo_has_taken_away_meanwhile_is_not_sorted(opened: OpenApp) -> None:
    async with opened() as hand:
        await hand.press("f7")
        await hand.type("Who pays?\n")
        await sort(hand)
        await hand.press("enter")
        await hand.titled("Where does PK1 go?")
        await hand.press("ctrl+t", "enter")
        await hand.titled("Parking lot: ")
        assert "nothing was changed" in hand.notice
        assert hand.plan.all(Action) == []


@pytest.mark.parametrize("size", SIZES)
async def test_words_that_look_like_markup_are_words(opened: OpenApp, size: tuple[int, int]) -> None:
    async with opened(Parked(what="[draft] who [/b] pays?"), size=size) as hand:
        await sort(hand)
        await hand.sees("[draft] who [/b] pays?")
        await choose(hand, "decisions")
        await hand.press("ctrl+o")
        await hand.sees("[draft] who [/b] pays?")
        await hand.press("ctrl+d")
        await hand.type("5\n")
        await hand.titled("Dots | DC1 [draft] who [/b]")
        await hand.press("ctrl+n")
        await hand.type("[red]\n\n7")
        await hand.sees("Most dots: 1 [red] (7 of 7).")
