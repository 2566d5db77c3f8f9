"""Versions, what changed since, and the past of one record: read on the screen, and never changed there."""

from pathlib import Path

import pytest
from screenkit import SIZES, Hand, running, write_example

from atm_tui.document import Document
from atm_tui.model.action import Action
from atm_tui.model.reflection import Session
from atm_tui.widgets.pictureview import PictureView


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """The worked example, with the second reflection closed, then one action changed and one new."""
    path = write_example(tmp_path / "worked.json")
    document = Document.open(path)
    document.by = "Amina"
    document.freeze(document.plan.all(Session)[1].id)
    document.set(document.plan.all(Action)[0], {"what": "Sign with the buyer"}, why="She asked for it")
    document.freeze(document.plan.all(Session)[2].id)
    document.add(Action(what="Mend the looms"))
    document.save()
    return path


async def menu(hand: Hand, words: str) -> None:
    await hand.press("f2")
    await hand.titled("Menu")
    await hand.type(words)
    await hand.press("enter")


@pytest.mark.parametrize("size", SIZES)
async def test_what_changed_is_read_and_its_ends_are_chosen(plan: Path, size: tuple[int, int]) -> None:
    async with running(plan, size) as hand:
        await hand.go("actions")
        await menu(hand, "compare")
        await hand.titled("Compare: R3 to now")
        await hand.sees("Added: action A18 Mend the looms")
        await hand.press("left")
        await hand.titled("Compare: R2 to now")
        await hand.sees("Changed: action A01 Sign with the buyer", "Why: She asked for it", "A18")
        await hand.press("tab")
        await hand.titled("Compare: R2 to R3")
        assert "A18" not in hand.text()
        await hand.press("left")
        await hand.sees("There is no earlier version.")
        await hand.press("right")
        await hand.titled("Compare: R3 to now")
        await hand.press("tab")
        await hand.sees("it is compared with now")
        await hand.press("escape")
        await hand.titled("Actions")


async def test_without_a_version_it_says_how_one_comes(tmp_path: Path) -> None:
    path = tmp_path / "new.json"
    Document.new(path, "Weavers").save()
    async with running(path, (80, 24)) as hand:
        await hand.go("actions")
        for command in ("compare", "versions"):
            await menu(hand, command)
            await hand.sees("a reflection keeps one when it is closed")
            await hand.press("left", "right", "tab", "enter")
            await hand.press("escape")
            await hand.titled("Actions")


@pytest.mark.parametrize("size", SIZES)
async def test_the_picture_of_then_is_looked_at_and_not_changed(plan: Path, size: tuple[int, int]) -> None:
    async with running(plan, size) as hand:
        await hand.go("actions")
        await menu(hand, "versions")
        await hand.titled("Versions")
        await hand.stands_on("R3")
        await hand.press("down", "enter")
        await hand.until(lambda: "as R2 left it" in hand.title, "the picture of then")
        view = hand.page.query_one(PictureView)
        assert "Sign with the buyer" not in hand.text()
        before = hand.plan.now()
        for key in ("enter", "ctrl+n"):
            await hand.press(key)
            await hand.sees("R2 is kept as it was")
        assert hand.page.query_one(PictureView) is view
        assert hand.plan.now() == before
        await hand.press("escape")
        await hand.titled("Versions")
        await hand.press("tab")
        await hand.titled("Compare: R2 to now")


@pytest.mark.parametrize("size", SIZES)
async def test_the_history_of_a_row_is_one_key_away(plan: Path, size: tuple[int, int]) -> None:
    async with running(plan, size) as hand:
        first = hand.plan.all(Action)[0]
        await hand.go("actions", first.id)
        await hand.press("ctrl+y")
        await hand.titled("History of A01 Sign with the buyer")
        await hand.sees(
            "First written", "after: Sign with the buyer", "because She asked for it", "R3, Amina", "Today"
        )
        await hand.press("escape")
        await hand.titled("Actions")
        await hand.press("enter")
        await hand.titled("A01 action")
        await hand.press("ctrl+y")
        await hand.titled("History of A01")
        await hand.press("escape")
        await hand.titled("A01 action")


async def test_history_on_a_sheet_and_on_a_picture_and_where_nothing_is(plan: Path) -> None:
    async with running(plan, (80, 24)) as hand:
        await hand.go("plan")
        await hand.press("ctrl+y")
        await hand.titled("History of Kijito")
        await hand.press("escape")
        await hand.go("actions")
        await hand.press("ctrl+p")
        await hand.until(lambda: hand.page.query(PictureView), "the picture")
        await hand.press("ctrl+y")
        await hand.titled("History of A")
        await hand.press("escape", "escape")
        await hand.press("end", "ctrl+y")
        await hand.sees("Go to a row that is written")


async def test_a_version_that_is_taken_back_is_compared_no_longer(plan: Path) -> None:
    async with running(plan, (80, 24)) as hand:
        await hand.go("actions")
        session = hand.document.add(Session(occasion="lot 4"))
        hand.document.freeze(session.id)
        await menu(hand, "compare")
        await hand.titled("Compare: R5 to now")
        hand.document.undo()
        hand.page.refill()
        await hand.titled("Compare: R3 to now")
