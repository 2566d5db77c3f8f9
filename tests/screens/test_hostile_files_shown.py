"""Hostile files and the screen: what opens is walked through and stays harmless, what does not is told."""

from pathlib import Path

import pytest
from filled import filled
from hostile import CASES, OPENS, PLACES, REFUSED
from screenkit import running
from test_hostile_screens import harmless

from atm_tui.document import Document
from atm_tui.stage import steps

PAGES = {step.page: step.id for step in reversed(list(steps())) if step.page not in ("", "guide")}
"""For each kind of page, a step that has it."""

_SHAPES = ("values", "tables", "rows", "records", "one id", "dates", "years", "a field", "with {", "form")
_WORDS = ("one byte controls", "turned round", "markup", "heaps of marks")
SHOWN = [name for name, case in CASES.items() if case.fate == OPENS and name.startswith(_SHAPES)]
SHOWN += [f"words: {name}" for name in _WORDS]  # others are in test_hostile_screens

TOLD = ["empty", "zeros", "utf-16", "NaN", "tables are []", "of 100000"]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A sound plan with two records of every kind, as bytes."""
    path = tmp_path_factory.mktemp("sound") / "plan.json"
    Document(filled(), path).save()
    return path.read_bytes()


@pytest.mark.parametrize("name", SHOWN)
async def test_a_hostile_file_that_opens_is_walked_through(name: str, sound: bytes, tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    path.write_bytes(CASES[name].make(sound))
    async with running(path, (80, 24)) as hand:
        harmless(hand)
        for step_id in PAGES.values():
            await hand.go(step_id)
            harmless(hand)
            await hand.press("down", "enter", "pagedown", "tab", "escape")
            harmless(hand)
        for key in ("f5", "f6", "f1"):
            await hand.press(key)
            harmless(hand)
            await hand.press("escape")
    assert Document.open(path), "it was left in a state that opens"


@pytest.mark.parametrize("part", TOLD)
async def test_a_hostile_file_that_does_not_open_is_told(part: str, sound: bytes, tmp_path: Path) -> None:
    name = next(name for name, case in CASES.items() if part in name and case.fate == REFUSED)
    path = tmp_path / "plans" / "plan.json"
    path.parent.mkdir()
    path.write_bytes(CASES[name].make(sound))
    await is_told(path)


@pytest.mark.parametrize("kind", PLACES)
async def test_something_else_in_a_plans_place_is_told(kind: str, sound: bytes, tmp_path: Path) -> None:
    path = tmp_path / "plans" / "plan.json"
    path.parent.mkdir()
    PLACES[kind](path, sound)
    await is_told(path)


async def is_told(path: Path) -> None:
    """The program ends with a sentence about the file, which is left as it is, with nothing beside it."""
    before = path.lstat()
    async with running(path, (80, 24)) as hand:
        await hand.until(lambda: hand.app.return_code is not None, "the end")
    assert hand.app.return_code == 2
    assert str(path) in hand.app.last_words
    assert hand.app.last_words.endswith(".")
    assert (path.lstat().st_mtime_ns, path.lstat().st_ino) == (before.st_mtime_ns, before.st_ino)
    assert list(path.parent.iterdir()) == [path]
