"""The home page: the plans of the data folder and what can be done with them."""

from pathlib import Path

import pytest
from screenkit import SIZES, OpenApp, running, write_example, write_new

from atm_tui.document import Document
from atm_tui.model.start import PlanSheet
from atm_tui.store import mounts


def names(folder: Path) -> list[str]:
    """The plans of a folder, by name."""
    return sorted(path.stem for path in folder.glob("*.json"))


@pytest.mark.parametrize("size", SIZES)
async def test_an_empty_folder_says_how_to_begin(at_home: OpenApp, size: tuple[int, int]) -> None:
    async with at_home(size=size) as hand:
        await hand.sees("Enter begins; F1 tells more at every step.", "+ new plan")
        assert hand.current() == "+ new plan"
        assert [len(line) for line in hand.lines()] == [size[0]] * size[1]


@pytest.mark.parametrize("keys", [("enter",), ("ctrl+n",), ("insert",)])
async def test_a_new_plan_by_keys(at_home: OpenApp, data: Path, keys: tuple[str, ...]) -> None:
    async with at_home() as hand:
        await hand.burst(*keys, *"First group", "enter")
        await hand.sees("step 1 of")
        assert hand.plan.one(PlanSheet).group == "First group"
        assert names(data) == ["First group"]


async def test_a_new_plan_of_a_name_that_is_taken_gets_a_number(at_home: OpenApp, data: Path) -> None:
    write_new(data / "First group.json")
    async with at_home() as hand:
        await hand.burst("ctrl+n", *"First group", "enter")
        await hand.sees("step 1 of")
        assert names(data) == ["First group", "First group 2"]


async def test_a_group_whose_name_no_file_can_bear_gets_its_plan(at_home: OpenApp, data: Path) -> None:
    async with at_home() as hand:
        await hand.burst("ctrl+n", *"../[x]: *?", "enter")
        await hand.sees("step 1 of")
        assert hand.plan.one(PlanSheet).group == "../[x]: *?"
        assert len(names(data)) == 1


async def test_esc_and_an_empty_name_begin_nothing(at_home: OpenApp, data: Path) -> None:
    async with at_home() as hand:
        for keys in (("x", "escape"), ("enter",)):
            await hand.press("ctrl+n", *keys)
            await hand.titled("atm-tui: our plans")
        assert names(data) == []


async def test_plans_are_listed_with_group_progress_and_day(at_home: OpenApp, data: Path) -> None:
    write_example(data / "scarves.json")
    write_new(data / "empty.json", group="")
    async with at_home() as hand:
        line = hand.row("scarves")
        assert "Kijito Weavers' Circle" in line
        assert "49 of 56 steps begun" in line
        assert any(year in line for year in ("2025", "2026", "2027", "2028", "2029", "203"))
        assert "a new plan" in hand.row("empty")
        assert "nothing written yet" in hand.row("empty")


async def test_a_plan_is_found_by_letters_and_opened(at_home: OpenApp, data: Path) -> None:
    for number in range(30):
        write_new(data / f"plan {number}.json", group=f"group {number}")
    async with at_home() as hand:
        await hand.burst(*"plan 17", "enter")
        await hand.sees("step 1 of")
        assert hand.plan.one(PlanSheet).group == "group 17"


async def test_a_plan_is_copied(at_home: OpenApp, data: Path) -> None:
    write_example(data / "scarves.json")
    async with at_home() as hand:
        await hand.press("ctrl+o")
        await hand.sees("Copied to scarves copy.")
        assert names(data) == ["scarves", "scarves copy"]
        assert (data / "scarves copy.json").read_bytes() == (data / "scarves.json").read_bytes()


async def test_a_plan_is_renamed(at_home: OpenApp, data: Path) -> None:
    write_new(data / "first.json")
    async with at_home() as hand:
        await hand.press("ctrl+r")
        await hand.sees("What shall the plan be called?")
        assert " first" in [line.rstrip() for line in hand.lines()]
        await hand.burst(*["backspace"] * 5, *"second", "enter")
        await hand.sees("our plans", "second")
        assert names(data) == ["second"]
        assert "second" in hand.current()


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("other", "There is a plan 'other' already."),
        ("../away", "cannot be a plan's name."),
        ("a/b", "cannot be a plan's name."),
    ],
)
async def test_a_name_that_cannot_be_stays_with_a_sentence(
    at_home: OpenApp, data: Path, name: str, sentence: str
) -> None:
    write_new(data / "other.json")
    write_new(data / "first.json")
    async with at_home() as hand:
        await hand.type("first")
        await hand.press("ctrl+r")
        await hand.burst(*["backspace"] * 5, *name, "enter")
        await hand.sees(sentence)
        assert f" {name}" in [line.rstrip() for line in hand.lines()], "what was typed is still there"
        await hand.press("escape")
        await hand.sees("our plans")
        assert names(data) == ["first", "other"]


async def test_a_plan_is_put_away_and_brought_back(at_home: OpenApp, data: Path) -> None:
    write_new(data / "first.json")
    async with at_home() as hand:
        await hand.press("delete")
        await hand.sees("Put away: first. Ctrl+K shows it; Del there brings it back.")
        assert names(data) == []
        await hand.press("ctrl+k")
        await hand.sees("put away", "first")
        await hand.press("enter")
        await hand.sees("This plan was put away. Del brings it back; then it can be opened.")
        await hand.press("delete")
        await hand.sees("Brought back: first.")
        assert names(data) == ["first"]
        await hand.press("ctrl+k")
        await hand.sees("our plans", "first")


async def test_nothing_is_done_where_there_is_no_plan(at_home: OpenApp, data: Path) -> None:
    async with at_home() as hand:
        await hand.press("delete", "ctrl+o", "ctrl+r")
        await hand.sees("our plans")
        await hand.press("ctrl+k", "enter", "delete", "ctrl+o", "ctrl+r")
        await hand.sees("put away")
        assert names(data) == []


# Another file --------------------------------------------------------------------------------
async def test_a_plan_elsewhere_is_opened_by_its_path(at_home: OpenApp, tmp_path: Path) -> None:
    path = write_new(tmp_path / "elsewhere.json", group="group elsewhere")
    async with at_home() as hand:
        await hand.press("ctrl+e")
        await hand.sees("What is the path of the plan?")
        await hand.paste(str(path))
        await hand.press("enter")
        await hand.sees("step 1 of")
        assert hand.plan.one(PlanSheet).group == "group elsewhere"
        assert hand.document.path == path


async def test_a_path_at_which_nothing_is_asks_before_it_makes_a_plan(
    at_home: OpenApp, tmp_path: Path
) -> None:
    path = tmp_path / "new place" / "plan.json"
    async with at_home() as hand:
        await hand.press("ctrl+e")
        await hand.paste(str(path))
        await hand.press("enter")
        await hand.sees("There is no", "Enter makes it.")
        await hand.press("escape")
        assert not path.exists()
        await hand.sees("What is the path of the plan?")
        await hand.press("enter")
        await hand.sees("Enter makes it.")
        await hand.press("enter")
        await hand.sees("step 1 of")
        assert path.exists()


@pytest.mark.parametrize("content", ["", "no plan at all", '{"half": ', "[1, 2]", '{"meta": {"1": {}}}'])
async def test_a_file_that_is_no_plan_says_so_and_stays_untouched(
    at_home: OpenApp, tmp_path: Path, content: str
) -> None:
    path = tmp_path / "bad.json"
    path.write_text(content, encoding="utf-8")
    async with at_home() as hand:
        await hand.press("ctrl+e")
        await hand.paste(str(path))
        await hand.press("enter")
        await hand.until(lambda: hand.notice.endswith((".", "..")))
        assert hand.app._desk is None
        assert "bad.json" in hand.flat().replace(" ", "")
        assert "Traceback" not in hand.text()
        assert path.read_text(encoding="utf-8") == content


async def test_a_bad_path_says_so(at_home: OpenApp) -> None:
    async with at_home() as hand:
        for typed in ("a/b/c", "..", "/"):
            await hand.press("ctrl+e")
            await hand.burst(*typed, "enter")
            await hand.until(lambda: hand.notice, typed)
            assert hand.app._desk is None
            await hand.press("escape", "escape")


async def test_a_damaged_plan_is_shown_and_does_not_open(at_home: OpenApp, data: Path) -> None:
    path = write_example(data / "scarves.json")
    path.write_bytes(path.read_bytes()[:2000])
    before = path.read_bytes()
    async with at_home() as hand:
        await hand.sees("scarves", "cannot be opened")
        await hand.press("enter")
        await hand.until(lambda: hand.notice)
        assert "scarves.json" in hand.notice.replace(" ", "")
        assert hand.app._desk is None
        assert path.read_bytes() == before
        await hand.press("ctrl+o")
        await hand.until(lambda: hand.notice)
        assert names(data) == ["scarves"]


@pytest.mark.parametrize("size", SIZES)
async def test_a_sentence_about_a_damaged_plan_can_be_read_to_its_end(
    at_home: OpenApp, data: Path, size: tuple[int, int]
) -> None:
    path = write_example(data / "scarves.json")
    path.write_bytes(path.read_bytes()[:2000])
    async with at_home(size=size) as hand:
        await hand.press("enter")
        await hand.until(lambda: hand.notice)
        assert not hand.notice.endswith(".."), hand.notice


# Around --------------------------------------------------------------------------------------
async def test_the_worked_example_is_opened_from_the_menu_as_a_copy(at_home: OpenApp, data: Path) -> None:
    async with at_home() as hand:
        for name in ("worked example", "worked example 2"):
            await hand.burst("f2", *"worked example", "enter")
            await hand.titled("The plan")
            assert hand.document.path == data / f"{name}.json"
            await hand.press("f10", "enter")
            await hand.sees("our plans")
        assert names(data) == ["worked example", "worked example 2"]


async def test_f1_tells_what_the_program_is_for_and_esc_goes_back(at_home: OpenApp) -> None:
    async with at_home() as hand:
        await hand.press("f1")
        await hand.sees("What the program is for")
        for key in ("escape", "f1", "enter"):
            await hand.press(key)
            await hand.sees("our plans")
            await hand.press("f1")
            await hand.sees("What the program is for")


async def test_f10_leaves_at_once(at_home: OpenApp) -> None:
    async with at_home() as hand:
        await hand.press("f10")
        await hand.until(lambda: hand.app._exit)
        assert hand.app.return_code == 0


# A path on the command line --------------------------------------------------------------------
async def test_a_path_that_is_missing_asks_and_esc_ends(tmp_path: Path) -> None:
    path = tmp_path / "new.json"
    async with running(path, (80, 24)) as hand:
        await hand.sees("There is no", "Enter makes it; Esc leaves.")
        await hand.press("escape")
        await hand.until(lambda: hand.app._exit)
        assert not path.exists()


async def test_a_path_that_is_missing_is_made_by_enter(tmp_path: Path) -> None:
    path = tmp_path / "new.json"
    async with running(path, (80, 24)) as hand:
        await hand.sees("Enter makes it; Esc leaves.")
        await hand.press("enter")
        await hand.sees("step 1 of")
        assert Document.open(path)


async def test_a_damaged_file_on_the_command_line_ends_with_status_2(tmp_path: Path) -> None:
    path = tmp_path / "bad.json"
    path.write_text("no plan")
    async with running(path, (80, 24)) as hand:
        await hand.until(lambda: hand.app._exit)
        assert hand.app.return_code == 2
        assert path.read_text() == "no plan"


async def test_a_network_folder_is_said(at_home: OpenApp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mounts, "network_kind", lambda _path, _mounts: "nfs4")
    async with at_home() as hand:
        await hand.sees("Plans lie in a network folder here (nfs4)", "open it on one machine at a time.")
