"""F6: the plan goes to the terminal's clipboard and to files, and what is said of it is true."""

import base64
import io
import json
import re
import zipfile
from pathlib import Path

import pytest
from rich.cells import chop_cells
from screenkit import SIZES, Hand, OpenApp

from atm_tui.export import render
from atm_tui.export.order import Order
from atm_tui.model.action import Action
from atm_tui.model.bring import CostLine
from atm_tui.widgets.desk import today

ACTION = Action(what="weigh the yarn [b]twice[/b]")
COST = CostLine(item="indigo cake")


def clip(sequence: str) -> str:
    """What a terminal would put on its clipboard."""
    found = re.fullmatch("\x1b]52;c;([A-Za-z0-9+/=]+)\x07", sequence)
    assert found, sequence[:60]
    return base64.b64decode(found[1]).decode()


async def choose(hand: Hand, **wish: str) -> None:
    """Open F6, choose what differs from the whole plan as Markdown to the clipboard, and take it out."""
    await hand.press("f6")
    await hand.sees("Copy and export: Enter does it")
    for line, words in wish.items():
        await pick(hand, line, words)
    await hand.stands_on("Take it out")
    await hand.press("enter")


async def pick(hand: Hand, line: str, words: str) -> None:
    """Choose on the line with this label the entry that is found by these words."""
    labels = ["look", "part", "whom", "form", "place"]
    await hand.press("home", *["down"] * (labels.index(line) + 1), "enter")
    await hand.type(words)
    await hand.press("enter")


def files(data: Path) -> list[Path]:
    """The files that were written."""
    return sorted((data / "exports").glob("*"))


async def test_the_whole_plan_goes_to_the_clipboard_and_to_a_file(opened: OpenApp, data: Path) -> None:
    async with opened(ACTION, COST) as hand:
        sent = hand.record_sent()
        await choose(hand)
        await hand.until(lambda: sent)
        text = clip(sent[0])
        assert "indigo cake" in text
        assert "weigh the yarn" in text
        assert "First group" in text
        [path] = files(data)
        assert path.suffix == ".md"
        assert path.read_text(encoding="utf-8").rstrip("\n") == text
        await hand.sees("Sent to your terminal:")
        assert str(path).replace(" ", "") in hand.flat().replace(" ", "")


async def test_one_tool_alone_is_taken_out(opened: OpenApp, data: Path) -> None:
    async with opened(ACTION, COST) as hand:
        sent = hand.record_sent()
        await hand.go("actions")
        await choose(hand, part="only matrix", form="plain text")
        await hand.until(lambda: sent)
        text = clip(sent[0])
        assert "weigh the yarn [b]twice[/b]" in text
        assert "indigo cake" not in text
        assert files(data)[0].suffix == ".txt"


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("variable", ["SSH_TTY", "SSH_CONNECTION"])
async def test_over_ssh_nobody_is_told_that_it_was_copied(
    opened: OpenApp, monkeypatch: pytest.MonkeyPatch, variable: str, size: tuple[int, int]
) -> None:
    monkeypatch.setenv(variable, "/dev/pts/3")
    monkeypatch.setenv("DISPLAY", ":0")
    async with opened(ACTION, size=size) as hand:
        sent = hand.record_sent()
        await choose(hand)
        await hand.sees("Sent to your terminal", "If nothing pastes, the text is in")
        assert "copied" not in hand.flat().lower()
        assert len(sent) == 1


@pytest.mark.parametrize("size", SIZES)
async def test_the_whole_path_can_be_read(opened: OpenApp, data: Path, size: tuple[int, int]) -> None:
    async with opened(ACTION, size=size) as hand:
        hand.record_sent()
        await choose(hand)
        await hand.until(lambda: files(data))
        await hand.until(lambda: str(files(data)[0]).replace(" ", "") in hand.flat().replace(" ", ""))


@pytest.mark.parametrize("size", SIZES)
async def test_the_longest_that_is_said_can_be_read_whole(
    worked: OpenApp, data: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    monkeypatch.setenv("TERM", "tmux-256color")
    async with worked(size=size) as hand:
        hand.record_sent()
        await choose(hand)
        await hand.sees("tmux keeps it back unless", "Some terminals do not take so much.")
        await hand.until(lambda: str(files(data)[0]).replace(" ", "") in hand.flat().replace(" ", ""))


async def test_what_is_being_typed_is_in_what_is_taken_out(opened: OpenApp) -> None:
    async with opened() as hand:
        sent = hand.record_sent()
        await hand.go("plan")
        await hand.at_field("Product")
        await hand.burst(*"blue scarves", "f6", "enter")
        await hand.until(lambda: sent)
        assert "blue scarves" in clip(sent[0])
        await hand.press("escape", "escape")
        await hand.titled("The plan")
        assert hand.label() == "Product"


async def test_the_data_goes_to_a_json_file(opened: OpenApp, data: Path) -> None:
    async with opened(ACTION) as hand:
        sent = hand.record_sent()
        await choose(hand, form="json", place="only")
        await hand.sees("Written to")
        [path] = files(data)
        assert "weigh the yarn [b]twice[/b]" in json.dumps(json.loads(path.read_text(encoding="utf-8")))
        assert not sent


async def test_the_tables_go_to_a_zip_of_csv_files(opened: OpenApp, data: Path) -> None:
    async with opened(ACTION, COST) as hand:
        await choose(hand, form="csv")
        await hand.sees("Written to")
        [path] = files(data)
        with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as packed:
            assert all(name.endswith(".csv") for name in packed.namelist())
            assert "indigo cake" in "".join(packed.read(name).decode() for name in packed.namelist())


async def test_the_same_plan_taken_out_twice_is_one_file_and_a_changed_one_another(
    opened: OpenApp, data: Path
) -> None:
    async with opened(ACTION) as hand:
        hand.record_sent()
        await choose(hand)
        await hand.press("enter", "escape")
        await hand.titled("The plan")
        assert len(files(data)) == 1
        await hand.go("costs")
        await hand.burst("ctrl+n", *"wood", "escape")
        await choose(hand)
        await hand.until(lambda: len(files(data)) == 2)


async def test_a_folder_that_cannot_be_written_is_said_and_the_clipboard_still_gets_it(
    opened: OpenApp, data: Path
) -> None:
    data.mkdir(parents=True)
    (data / "exports").write_text("in the way")
    async with opened(ACTION) as hand:
        sent = hand.record_sent()
        await choose(hand)
        await hand.sees("No file could be written in")
        assert "weigh the yarn" in clip(sent[0])
        await hand.press("escape")
        await choose(hand, form="json", place="a file")
        await hand.sees("No file could be written in")


async def test_f6_again_and_esc_lead_back_to_where_it_was(opened: OpenApp) -> None:
    async with opened(COST) as hand:
        await hand.go("costs")
        await hand.press("f6")
        await hand.sees("Copy and export")
        await hand.press("escape")
        await hand.titled("What goes into")
        assert hand.current().startswith("CL1")


# Shown, to be marked by hand ---------------------------------------------------------------------
async def test_one_tool_is_shown_as_it_is_exported_with_nothing_beside_it(opened: OpenApp) -> None:
    """From the first column, with every blank: what is marked with the mouse is the text and no more."""
    async with opened(ACTION, COST, size=(100, 60)) as hand:
        sent = hand.record_sent()
        await hand.go("costs")
        await choose(hand, part="only bring", form="plain", place="shown")
        await hand.titled("Mark it with the mouse")
        exported = render(hand.plan, "txt", Order(today(), "bring"))
        shown = "\n".join(line.rstrip() for line in hand.lines()[1:-3])
        assert shown.rstrip() == exported.rstrip()
        assert "  " in exported
        assert not sent
        await hand.press("escape")
        await hand.titled("Copy and export")


@pytest.mark.parametrize("size", SIZES)
async def test_each_line_of_a_long_text_is_shown_on_one_page_only(
    worked: OpenApp, size: tuple[int, int]
) -> None:
    """So that whoever marks page after page gets it whole."""
    async with worked(size=size) as hand:
        await hand.go("plan")
        await choose(hand, form="plain", place="shown")
        await hand.titled("Mark it with the mouse")
        read: list[str] = []
        for _ in range(8):
            await hand.sees("more lines: PgDn)")
            read += [line.rstrip() for line in hand.lines()[1:-4]]
            await hand.press("pagedown")
        exported = str(render(hand.plan, "txt", Order(today())))
        cut = [
            piece.rstrip() for line in exported.split("\n") for piece in chop_cells(line, hand.width) or [""]
        ]
        assert read == cut[: len(read)]
        assert len(read) > 100


# For whom --------------------------------------------------------------------------------------------
@pytest.mark.parametrize("size", SIZES)
async def test_one_persons_paper_is_seen_before_it_goes(worked: OpenApp, size: tuple[int, int]) -> None:
    async with worked(size=size) as hand:
        sent = hand.record_sent()
        await hand.press("f6")
        await pick(hand, "whom", "one person")
        await hand.titled("Which person?")
        await hand.type("mercy")
        await hand.press("enter")
        await hand.sees("One person: W07 Mercy Atieno", "# Mercy Atieno (W07)")
        await pick(hand, "form", "short")
        await hand.press("enter")
        await hand.until(lambda: sent)
        assert clip(sent[0]).startswith("Mercy Atieno (W07)\n\nPlan of:")
        await hand.sees(f"{len(clip(sent[0])):,} characters")


async def test_a_part_and_a_person_do_not_go_together_so_the_last_choice_holds(worked: OpenApp) -> None:
    async with worked() as hand:
        await hand.go("actions")
        await hand.press("f6")
        await pick(hand, "part", "table")
        await hand.sees("Only the table: Actions")
        await pick(hand, "whom", "one meeting")
        await hand.type("R2")
        await hand.press("enter")
        await hand.sees("The whole plan", "One meeting: R2 after lot 2")
        await pick(hand, "part", "spectrum")
        await hand.sees("Only: Spectrum of allies", "The group:")


async def test_one_record_goes_out_alone(worked: OpenApp) -> None:
    async with worked() as hand:
        action = next(row for row in hand.plan.rows("action") if row.code == "A11")
        await hand.go("actions", action.id)
        sent = hand.record_sent()
        await choose(hand, part="only this")
        await hand.until(lambda: sent)
        assert "A11 Pair each master" in clip(sent[0])
        assert "A12" not in clip(sent[0])


async def test_esc_in_a_pick_list_leaves_all_as_it_was(worked: OpenApp) -> None:
    async with worked() as hand:
        await hand.press("f6", "down", "down", "down", "enter")
        await hand.titled("For whom?")
        await hand.press("escape")
        await hand.titled("Copy and export")
        await hand.sees("The group: all but what is private")


# Handing on ------------------------------------------------------------------------------------------
@pytest.mark.parametrize("size", SIZES)
async def test_the_last_meeting_is_handed_on_by_mouth(worked: OpenApp, size: tuple[int, int]) -> None:
    async with worked(size=size) as hand:
        sent = hand.record_sent()
        await hand.press("f2")
        await hand.type("hand on")
        await hand.press("enter")
        await hand.titled("Hand on | R2 after lot 2")
        await hand.sees("Twenty-three women and three men came.")
        await hand.press("left")
        await hand.titled("Hand on | R1 after lot 1")
        await hand.press("left")
        await hand.sees("There is no meeting before this one.")
        await hand.press("enter")
        await hand.until(lambda: sent)
        assert "We decided: Lot 2 delivered 3 July" in clip(sent[0])
        await hand.sees(f"{len(clip(sent[0])):,} characters")


async def test_a_plan_without_a_meeting_has_nothing_to_hand_on(opened: OpenApp) -> None:
    async with opened() as hand:
        await hand.press("f2")
        await hand.type("hand on")
        await hand.press("enter")
        await hand.sees("No meeting is written down yet")
        await hand.press("enter")
        await hand.sees("No meeting is written down yet, so there are no minutes.")
