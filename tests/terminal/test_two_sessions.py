"""Two sessions at one plan, and sessions that end badly, in real pseudo-terminals."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from term import Term, environment, program, running


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """An empty plan of a group."""
    path = tmp_path / "plan.json"
    new = [*program(), "new", str(path), "--group", "Hill honey group"]
    subprocess.run(new, check=True, env=environment(tmp_path), capture_output=True)
    return path


def begin_typing(term: Term, words: str) -> None:
    """Open the first sheet and type into the field of the product, without leaving it."""
    term.wait("Enter Write it down")
    term.key("enter")
    term.wait("> Group")
    term.key("down", "down")
    term.wait("> Product")
    term.send(words)
    term.wait(words)


def test_the_second_to_open_is_told_who_and_can_take_over(tmp_path: Path, plan: Path) -> None:
    """The first session saves even its unfinished word, and ends; the second has it."""
    with running(tmp_path, str(plan)) as first:
        begin_typing(first, "Forest hon")
        with running(tmp_path, str(plan)) as second:
            second.wait("Only one can write")
            assert "since" in second.text
            second.key("enter")
            second.wait("Forest hon")
            assert first.wait_end() == 1
            assert "Forest hon" in plan.read_text("utf-8")


def test_who_does_not_take_over_leaves_the_other_alone(tmp_path: Path, plan: Path) -> None:
    """Esc leaves the plan to the first session, which goes on."""
    with running(tmp_path, str(plan)) as first:
        begin_typing(first, "Forest")
        with running(tmp_path, str(plan)) as second:
            second.wait("Only one can write")
            second.key("esc")
            assert second.wait_end() == 0
        first.send(" honey")
        first.wait("Forest honey")
        first.wait(" saved")


def test_a_killed_session_locks_nobody_out(tmp_path: Path, plan: Path) -> None:
    """After kill -9 the next session opens at the same field, with what was saved, and says so."""
    with running(tmp_path, str(plan)) as first:
        begin_typing(first, "Forest honey")
        first.until(lambda: "Forest honey" in plan.read_text("utf-8"), "the save")
        os.kill(first.pid, signal.SIGKILL)
        first.wait_end()
    with running(tmp_path, str(plan)) as second:
        second.wait("The last session was cut off.")
        second.wait("> Product")
        assert "Forest honey" in second.text


@pytest.mark.parametrize("sign", [signal.SIGHUP, signal.SIGTERM])
def test_a_dropped_line_saves_what_is_being_typed(tmp_path: Path, plan: Path, sign: signal.Signals) -> None:
    """The word in the middle of which the line drops is in the plan, and no process stays."""
    with running(tmp_path, str(plan)) as term:
        begin_typing(term, "Forest hon")
        os.kill(term.pid, sign)
        assert term.wait_end() == 1
    assert "Forest hon" in plan.read_text("utf-8")


BROKEN = """
import sys
from atm_tui.screens.table import TablePage

async def fails(self):
    raise RuntimeError("told in confidence")

TablePage.action_copy_row = fails
from atm_tui.__main__ import main
sys.exit(main())
"""


def test_an_unexpected_error_saves_first_and_prints_no_words(tmp_path: Path, plan: Path) -> None:
    """The program ends with status 1 and a sentence; plan and report are where it says."""
    term = Term([sys.executable, "-c", BROKEN, str(plan)], environment(tmp_path))
    try:
        begin_typing(term, "Forest hon")
        term.key("f4")
        term.wait("step 2 of")
        term.key("enter")
        term.wait("new person")
        term.key("ctrl+o")
        assert term.wait_end() == 1
        term.wait("Something went wrong in atm-tui")
        assert "confidence" not in term.text
        assert "Traceback" not in term.text
    finally:
        term.close()
    assert "Forest hon" in plan.read_text("utf-8")
    report = next((tmp_path / "data").rglob("reports/*.txt")).read_text("utf-8")
    assert "RuntimeError" in report
    assert "confidence" not in report


def test_a_damaged_plan_opens_as_its_newest_good_copy(tmp_path: Path, plan: Path) -> None:
    """It says so first, keeps the damaged file, and opens what was good."""
    with running(tmp_path, str(plan)) as term:
        begin_typing(term, "Forest honey")
        term.wait(" saved")
        term.key("f4")
        term.wait("step 2 of")
        term.key("f10")
        term.wait("Enter closes the plan")
        term.key("enter")
        assert term.wait_end() == 0
    damaged = plan.read_bytes()[:-200]
    plan.write_bytes(damaged)
    with running(tmp_path, str(plan)) as term:
        term.wait("There is a good copy of")
        term.key("enter")
        term.wait("The damaged file:")
    assert [path.read_bytes() for path in tmp_path.glob("plan.damaged-*.json")] == [damaged]
