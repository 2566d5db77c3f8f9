"""Plans that are only read: all can be looked at, nothing can be changed, and what others write is shown."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from screenkit import NARROW, SIZES, Hand, OpenApp, running, write_example, write_new

from atm_tui import opening, stage
from atm_tui.app import AtmApp
from atm_tui.document import Document
from atm_tui.model.bring import CostLine
from atm_tui.model.start import PlanSheet
from atm_tui.model.trees import ProblemCard, SolutionCard
from atm_tui.store import refusals
from atm_tui.store.lock import PlanLock

KEYS = {"alt+up": "ctrl+up", "alt+down": "ctrl+down"}
FIVE = ("plan", "people", "actions", "problems", "question-pilot")
"""A step of each kind of page, and one with many rows."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The worked example as a plan."""
    return write_example(tmp_path / "worked.json")


@pytest.fixture
def held(path: Path) -> Iterator[PlanLock]:
    """The lock of the example, held by another session."""
    lock = PlanLock(path)
    assert lock.take() is None
    yield lock
    lock.give_back()


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever reads looks at the file often."""
    monkeypatch.setattr(opening, "FOLLOW", 0.05)


async def read(hand: Hand) -> None:
    """Open the held plan to read it."""
    await hand.sees("Only one can write in it.")
    await hand.press("enter")
    await hand.sees("READ ONLY")


def rows_in(path: Path) -> list[str]:
    """The names of the costs in a file."""
    return [cost.item for cost in Document.open(path).plan.all(CostLine)]


# What is refused ----------------------------------------------------------------------------
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("step_id", FIVE)
async def test_every_command_that_changes_is_refused_in_a_sentence(
    path: Path, held: PlanLock, size: tuple[int, int], step_id: str
) -> None:
    before = path.read_bytes()
    async with running(path, size) as hand:
        await read(hand)
        content = hand.document.content()
        await hand.go(step_id)
        await hand.press("end", "home")
        stands = hand.current()
        changing = [one for one in (*hand.page.DOES, *hand.page.COMMON) if one.changes and one.keys]
        assert {"park", "undo", "redo"} <= {one.id for one in changing}
        for command in changing:
            hand.page.notice("")
            key = command.keys.split(",")[-1]
            await hand.press(key)
            await hand.sees("Nothing was changed. Only to read")
            assert hand.current() == stands, command.id
            assert command.key not in "  ".join(hand.lines()[-2:]), f"{command.id} is not offered"
        assert hand.document.content() == content
    assert path.read_bytes() == before


@pytest.mark.parametrize("size", SIZES)
async def test_in_a_form_nothing_can_be_typed_chosen_picked_or_pasted(
    path: Path, held: PlanLock, size: tuple[int, int]
) -> None:
    async with running(path, size) as hand:
        await read(hand)
        content = hand.document.content()
        await hand.go("actions")
        await hand.press("enter")
        for _ in range(len(hand.form.fields)):
            label, words = hand.label(), hand.form.entry.text
            for key in ("x", "1", "space", "backspace", "delete", "ctrl+k", "ctrl+n"):
                hand.page.notice("")
                await hand.press(key)
                await hand.sees("Nothing was changed.")
            hand.page.notice("")
            await hand.paste("pasted words")
            await hand.sees("Nothing was changed.")
            assert (hand.label(), hand.form.entry.text) == (label, words)
            await hand.press("left", "right", "home", "end")
            assert (hand.label(), hand.form.entry.text) == (label, words)
            await hand.press("enter")
        assert hand.document.content() == content
        await hand.titled("Actions")


async def test_a_sheet_and_an_answer_are_read_field_by_field_and_not_written(
    path: Path, held: PlanLock
) -> None:
    async with running(path, NARROW) as hand:
        await read(hand)
        content = hand.document.content()
        for step_id in ("plan", "question-pilot"):
            await hand.go(step_id)
            if step_id == "question-pilot":
                await hand.press("tab")
            first = hand.label()
            await hand.type("zz")
            await hand.sees("Nothing was changed.")
            await hand.press("tab")
            assert hand.label() != first
        assert hand.document.content() == content


async def test_the_menu_offers_to_write_and_nothing_that_changes(path: Path, held: PlanLock) -> None:
    async with running(path, (80, 24)) as hand:
        await read(hand)
        await hand.go("costs")
        assert "+ new cost" not in hand.text()
        await hand.press("f2")
        keys = [row.key for row in hand.listed._rows]
        assert "app.write_here" in keys
        assert not any("change(" in key for key in keys)


async def test_an_empty_step_says_that_it_is_empty_and_no_tree_grows_by_itself(tmp_path: Path) -> None:
    plan = write_new(tmp_path / "plan.json", ProblemCard(code="P", side="trunk", statement="uneven shade"))
    lock = PlanLock(plan)
    lock.take()
    async with running(plan, NARROW) as hand:
        await read(hand)
        for step_id in ("costs", "solutions"):
            await hand.go(step_id)
            await hand.sees("Nothing is written here yet.")
            await hand.press("enter")
            await hand.titled(stage.step(step_id).title)  # type: ignore[union-attr]  # these are steps
        assert hand.plan.all(SolutionCard) == []
    lock.give_back()


async def test_every_step_can_be_walked_through_and_taken_out(path: Path, held: PlanLock) -> None:
    async with running(path, (80, 24)) as hand:
        await read(hand)
        await hand.go(stage.steps()[0].id)
        for number in range(2, len(stage.steps()) + 1):
            await hand.press("f4")
            await hand.sees(f"step {number} of", "READ ONLY")
        await hand.press("f5")
        await hand.sees("Outline")
        await hand.press("escape", "f1")
        await hand.sees("Ask aloud")
        await hand.press("f6", "enter")
        await hand.until(lambda: "exports" in hand.text().replace("\n", ""))


async def test_two_words_are_looked_for_in_a_tree(path: Path, held: PlanLock) -> None:
    async with running(path, (80, 24)) as hand:
        await read(hand)
        await hand.go("problems")
        await hand.type("we no")
        assert hand.listed.wanted == "we no"


async def test_where_the_reader_is_is_not_kept(path: Path, held: PlanLock) -> None:
    before = path.read_bytes()
    async with running(path, (80, 24)) as hand:
        await read(hand)
        await hand.go("river")
        await hand.press("f10", "enter")
        await hand.until(lambda: not hand.app.is_running)
    assert path.read_bytes() == before


# Following ----------------------------------------------------------------------------------
async def test_what_the_other_saves_is_shown_and_the_row_stays(tmp_path: Path, quick: None) -> None:
    plan = write_new(tmp_path / "plan.json", CostLine(item="yarn"), CostLine(item="dye"))
    lock, other = PlanLock(plan), Document.open(plan)
    lock.take()
    async with running(plan, NARROW) as hand:
        await read(hand)
        await hand.go("costs")
        await hand.press("down")
        await hand.stands_on("dye")
        yarn, dye = other.plan.all(CostLine)
        other.add(CostLine(item="soap"), position=0)
        other.save()
        await hand.sees("soap")
        await hand.stands_on("dye")
        await hand.press("enter")
        await hand.sees("CL2")
        other.set(dye, {"item": "indigo dye"})
        other.save()
        await hand.until(lambda: hand.form.entry.text == "indigo dye")
        other.remove(dye)
        other.save()
        await hand.sees("This row was deleted by the other session; Esc closes.")
        await hand.press("escape")
        await hand.titled("What goes into one piece")
        assert "dye" not in hand.text()
        assert yarn.id in hand.plan.tables["cost_line"]
    lock.give_back()


async def test_the_field_and_the_line_stay_when_the_other_saves(tmp_path: Path, quick: None) -> None:
    plan = write_new(tmp_path / "plan.json")
    lock, other = PlanLock(plan), Document.open(plan)
    lock.take()
    async with running(plan, NARROW) as hand:
        await read(hand)
        await hand.go("plan")
        await hand.at_field("Product")
        other.set(other.plan.one(PlanSheet), {"place": "Hill village", "product": "honey"})
        other.save()
        await hand.sees("Hill village")
        assert (hand.label(), hand.form.entry.text) == ("Product", "honey")
        await hand.press("f5", "down", "down")
        line = hand.listed.key
        other.add(CostLine(item="soap"))
        other.save()
        await hand.until(lambda: hand.plan.all(CostLine))
        assert hand.listed.key == line
    lock.give_back()


async def test_nothing_is_drawn_as_long_as_nothing_is_written(
    path: Path, held: PlanLock, quick: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(path, NARROW) as hand:
        await read(hand)
        looks: list[int] = []
        drawn: list[object] = []
        look = hand.app._follow

        def count() -> None:
            looks.append(1)
            look()

        monkeypatch.setattr(hand.app, "_follow", count)
        monkeypatch.setattr(AtmApp, "_display", lambda _app, _screen, what: drawn.append(what))
        await hand.until(lambda: len(looks) > 2)  # what was still to be drawn is drawn
        drawn.clear()
        await hand.until(lambda: len(looks) > 8)
        assert drawn == []


async def test_a_damaged_file_is_not_shown(path: Path, held: PlanLock, quick: None) -> None:
    good = path.read_bytes()
    async with running(path, NARROW) as hand:
        await read(hand)
        await hand.go("actions")
        rows = hand.listed.count
        path.write_bytes(good[:-100])
        await hand.sees("The plan cannot be read just now.")
        assert hand.listed.count == rows
        path.unlink()
        await hand.rest()
        path.write_bytes(good)
        await hand.sees("The plan can be read again.")
        assert hand.listed.count == rows


# Writing after all ------------------------------------------------------------------------------
async def test_when_the_other_has_closed_it_one_can_write_at_the_same_field(
    tmp_path: Path, quick: None
) -> None:
    plan = write_new(tmp_path / "plan.json", CostLine(item="yarn", note="two skeins"))
    lock = PlanLock(plan)
    lock.take()
    async with running(plan, NARROW) as hand:
        await read(hand)
        await hand.go("costs")
        await hand.press("enter")
        await hand.at_field("Note")
        other = Document.open(plan)
        other.set(other.plan.all(CostLine)[0], {"item": "blue yarn"})
        other.save()
        lock.give_back()
        await hand.sees("has closed the plan. F2: Write here.")
        await hand.press("f2")
        await hand.type("write here")
        await hand.press("enter")
        await hand.sees("You write here now.")
        assert "READ ONLY" not in hand.text()
        assert hand.label() == "Note"
        await hand.type(" and more")
        await hand.press("escape")
        await hand.sees("blue yarn")
        assert hand.plan.all(CostLine)[0].note == "two skeins and more"
        hand.app._close_desk()
        assert hand.kept.all(CostLine)[0].note == "two skeins and more"


# Why else -------------------------------------------------------------------------------------
def newer(path: Path) -> bytes:
    """Make the plan one of a newer form, with a table and values that nobody knows yet."""
    tables = json.loads(path.read_bytes())
    meta = next(iter(tables["meta"].values()))
    meta["schema"], meta["mood"] = 999, {"of": "tomorrow"}
    tables["drum"] = {"1": {"id": "d1", "beat": [1, 2]}}
    next(iter(tables["action"].values()))["weather"] = "dry"
    path.write_text(json.dumps(tables), encoding="utf-8")
    return path.read_bytes()


@pytest.mark.parametrize("size", SIZES)
async def test_a_plan_of_a_newer_form_is_read_and_left_as_it_is(path: Path, size: tuple[int, int]) -> None:
    before = newer(path)
    async with running(path, size) as hand:
        await hand.sees("READ ONLY", "was written by a newer atm-tui. Update atm-tui")
        assert list(hand.plan.foreign) == ["drum"]
        await hand.go("actions")
        assert hand.listed.count == len(hand.plan.rows("action"))
        await hand.press("delete")
        await hand.sees("Nothing was changed. worked.json was written by a newer atm-tui.")
        await hand.press("f2")
        await hand.type("write here")
        await hand.press("enter")
        await hand.sees("It cannot be written here. worked.json was written by a newer atm-tui.")
        await hand.press("f10")
        await hand.sees("Enter closes the plan; Esc stays.")
        assert "saved" not in hand.text()
        await hand.press("enter")
    assert path.read_bytes() == before
    assert [one.name for one in path.parent.iterdir()] == [path.name]


async def test_where_nothing_can_be_written_the_plan_is_read(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(refusals, "why_read_only", lambda _path: "This disk can only be read.")
    async with running(path, NARROW) as hand:
        await hand.sees("READ ONLY", "This disk can only be read.")
        await hand.go("actions")
        await hand.press("delete")
        await hand.sees("Nothing was changed. This disk can only be read.")
        monkeypatch.setattr(refusals, "why_read_only", lambda _path: "")
        await hand.press("f2")
        await hand.type("write here")
        await hand.press("enter")
        await hand.sees("You write here now.")
    assert [one.name for one in path.parent.iterdir() if one.name.endswith(".lock")]


async def test_the_home_page_opens_a_held_plan_to_read_and_comes_back(at_home: OpenApp, data: Path) -> None:
    data.mkdir(parents=True)
    plan = write_new(data / "first.json")
    lock = PlanLock(plan)
    lock.take()
    async with at_home() as hand:
        await hand.press("enter")
        await read(hand)
        await hand.press("f10", "enter")
        await hand.titled("atm-tui: our plans")
        await hand.press("enter", "escape")
        await hand.titled("atm-tui: our plans")
        newer(write_example(data / "later.json"))
        await hand.press("ctrl+k", "ctrl+k")
        await hand.sees("newer: to read only")
        await hand.press("down")
        lock.give_back()
        await hand.press("enter")
        await hand.sees("step 1 of")
        assert "READ ONLY" not in hand.text()
