"""All that a meeting leaves in a plan can be taken back, key by key, to the empty plan; and done again."""

from screenkit import Hand, OpenApp

from atm_tui.model.action import Action
from atm_tui.model.gathering import Meeting, OwnQuestion, Slot
from atm_tui.model.reflection import Decision, Dots, Parked


async def test_undo_takes_a_whole_meeting_back_and_redo_brings_it_again(opened: OpenApp) -> None:
    """Own questions, meeting, counts, flipchart, dots, parking lot and close, in the order of an evening."""
    async with opened() as hand:
        before = hand.document.content().tables
        await ask_in_our_words(hand)
        await begin_and_count(hand)
        await copy_back(hand)
        await choose_by_dots(hand)
        await park_and_sort(hand)
        await close(hand)
        after = hand.document.content().tables
        (held,) = hand.plan.all(Meeting)
        assert (held.state, held.women, held.spoke_women) == ("held", 22, 1)
        for kind, many in ((OwnQuestion, 3), (Slot, 1), (Action, 3), (Decision, 1), (Dots, 2), (Parked, 1)):
            assert len(hand.plan.all(kind)) == many, kind
        await press_until(hand, "ctrl+t", "There is nothing to take back")
        assert hand.document.content().tables == before
        await press_until(hand, "ctrl+g", "There is nothing to do again")
        assert hand.document.content().tables == after


async def press_until(hand: Hand, key: str, words: str) -> None:
    """Press a key until it is said that there is no more of it."""
    for _ in range(80):
        await hand.press(key)
        if words in hand.notice:
            return
    raise AssertionError(f"it never ends\n{hand.text()}")


async def ask_in_our_words(hand: Hand) -> None:
    """One question of the first step is put into other words."""
    await hand.press("e")
    await hand.titled("Ask aloud at")
    await hand.press("enter", "end")
    await hand.type(" And for whom?\n")
    await hand.press("escape")


async def begin_and_count(hand: Hand) -> None:
    """A meeting begins, with a time for this step; it is counted who is here and who speaks."""
    await hand.press("f9", "enter")
    await hand.sees("ME1 has begun")
    await hand.press("down", "enter", "f9")
    await hand.titled("ME1")
    await hand.press("down", "down", "enter")
    assert hand.label() == "Women"
    await hand.type("22")
    await hand.press("escape", "w")
    await hand.sees("Here: 22 women", "women spoke 1 time")
    await hand.press("escape")


async def copy_back(hand: Hand) -> None:
    """Two lines from the wall become actions."""
    await hand.go("actions")
    await hand.press("ctrl+w")
    await hand.paste("Mend the slow loom\nDye one pot twice /2 jan 2030")
    await hand.press("tab", "enter")
    await hand.sees("Taken: 2 actions")


async def choose_by_dots(hand: Hand) -> None:
    """Dots are laid on both, and the one with more is agreed."""
    await hand.press("home", "ctrl+d")
    await hand.titled("We decide")
    await hand.type("Which first\n\n5\n")
    await hand.titled("Dots | DC1")
    await hand.press("ctrl+r", "9", "down", "4", "escape")
    assert hand.label() == "Result"
    await hand.press("1", "escape")
    await hand.titled("Actions")


async def park_and_sort(hand: Hand) -> None:
    """A question is kept for later, and becomes an action."""
    await hand.press("f7")
    await hand.type("Who minds the small ones?\n")
    await hand.press("f2")
    await hand.type("sort park\n")
    await hand.titled("Parking lot")
    await hand.press("enter", "enter")
    await hand.sees("PK1 is now A03")
    await hand.press("escape")


async def close(hand: Hand) -> None:
    """The meeting was held."""
    await hand.press("f9", "end", "enter")
    await hand.sees("ME1 is closed")
    await hand.press("escape")
