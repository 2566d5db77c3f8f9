"""Two sessions at one plan, and sessions that end badly, in real pseudo-terminals."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from facilitator import begin_typing
from term import Term, environment, program, running


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """An empty plan of a group."""
    path = tmp_path / "plan.json"
    new = [*program(), "new", str(path), "--group", "Hill honey group"]
    subprocess.run(new, check=True, env=environment(tmp_path), capture_output=True)
    return path


@contextlib.contextmanager
def two(home: Path, plan: Path, words: str) -> Iterator[tuple[Term, Term]]:
    """Two sessions: the first writes these words, then the second comes."""
    with running(home, str(plan)) as first:
        begin_typing(first, words)
        with running(home, str(plan)) as second:
            yield first, second


def says(term: Term, words: str) -> None:
    """Wait until these words stand on the screen, wrapped or not."""
    term.until(lambda: words in " ".join(term.text.split()), repr(words))


def patched(home: Path, plan: Path, *lines: str) -> Term:
    """The program with less patience than people have: lines of Python that set its constants."""
    code = "\n".join(["import sys", *lines, "from atm_tui.__main__ import main", "sys.exit(main())"])
    return Term([sys.executable, "-c", code, str(plan)], environment(home))


def read(term: Term) -> None:
    """Open a plan to read that somebody else writes, and go to the page of the first sheet."""
    says(term, "Only one can write in it")
    term.key("enter")
    term.wait("READ ONLY")
    term.quiet()
    term.until(lambda: "Enter See what" in term.text or in_form(term), "the guide or the sheet")
    if not in_form(term):
        term.key("enter")
        term.until(lambda: in_form(term), "the sheet")


def in_form(term: Term) -> bool:
    """Whether a form is shown, with the cursor in one of its fields."""
    return any(line.startswith("> ") for line in term.lines)


def write_here(term: Term) -> None:
    """Choose the command by its name."""
    term.key("f2")
    term.wait("Menu: type any word")
    term.send("write here")
    term.wait("(1 found")
    term.key("enter")


def give(term: Term) -> None:
    """Press Enter on the question, once more if it came too soon after the question."""
    term.key("enter")
    term.until(lambda: "READ ONLY" in term.text or "Enter once more" in term.text, "an answer to Enter")
    if "READ ONLY" not in term.text:
        term.key("enter")


# Reading, and following ---------------------------------------------------------------------
def test_the_second_to_open_is_told_who_and_reads_what_is_saved(tmp_path: Path, plan: Path) -> None:
    """It cannot write, sees what the first saves without a key, and leaves nothing behind."""
    with two(tmp_path, plan, "Forest hon") as (first, second):
        second.wait("since")
        read(second)
        second.send("x")
        says(second, "Nothing was changed. Only to read: it is open for")
        first.send("ey")
        first.key("f4")
        first.wait("step 2 of")
        second.wait("Forest honey")
        assert "READ ONLY" in second.text
        second.quiet()
        before = len(second.raw)
        second.quiet(5.0)
        assert len(second.raw) == before, "at rest nothing is sent"
        second.key("f10")
        second.wait("Enter closes the plan")
        second.key("enter")
        assert second.wait_end() == 0
        first.key("f3")
        first.wait("step 1 of")
        first.wait(" saved")


def test_who_goes_back_leaves_the_other_alone(tmp_path: Path, plan: Path) -> None:
    """Esc leaves the plan to the first session, which goes on."""
    with running(tmp_path, str(plan)) as first:
        begin_typing(first, "Forest")
        with running(tmp_path, str(plan)) as second:
            says(second, "Only one can write")
            second.key("esc")
            assert second.wait_end() == 0
        first.send(" honey")
        first.wait("Forest honey")


# Taking over --------------------------------------------------------------------------------
def test_the_first_gives_the_plan_over_and_reads_on(tmp_path: Path, plan: Path) -> None:
    """Its unfinished word is saved, the second writes, and the first sees what is written there."""
    with two(tmp_path, plan, "Forest hon") as (first, second):
        says(second, "Only one can write")
        second.send("w")
        says(second, "and has heard it")
        says(first, "Another session asks to write here")
        give(first)
        second.wait("> Product")
        assert "Forest hon" in second.text
        assert "READ ONLY" not in second.text
        says(first, "Only to read: it is open for")
        assert "> Product" in first.text
        second.send("ey and wax")
        second.wait("honey and wax")
        second.key("f4")
        second.wait("step 2 of")
        first.wait("Forest honey and wax")
        second.key("f10")
        second.wait("Enter closes the plan")
        second.key("enter")
        assert second.wait_end() == 0
        says(first, "has closed the plan. F2: Write here.")
        write_here(first)
        first.wait("You write here now.")
        assert "> Product" in first.text
        first.send("!")
        first.wait("honey and wax!")


def test_the_first_keeps_the_plan_and_the_second_is_told(tmp_path: Path, plan: Path) -> None:
    """Esc on the question: typing goes on in the same word, and the second can read."""
    with two(tmp_path, plan, "Forest hon") as (first, second):
        read(second)
        write_here(second)
        says(first, "Another session asks to write here")
        first.key("esc")
        first.wait("The plan stays here")
        says(second, "The plan is kept there")
        second.key("esc")
        second.wait("READ ONLY")
        first.send("ey")
        first.wait("Forest honey")


def test_without_an_answer_the_plan_is_given_over(tmp_path: Path, plan: Path) -> None:
    """Whoever has gone home without leaving the plan keeps nobody from writing."""
    first = patched(tmp_path, plan, "from atm_tui import sharing", "sharing.PATIENCE = 0.5")
    try:
        begin_typing(first, "Forest hon")
        with running(tmp_path, str(plan)) as second:
            says(second, "Only one can write")
            second.send("w")
            second.wait("> Product")
            assert "Forest hon" in second.text
            first.wait("READ ONLY")
    finally:
        first.close()


def test_who_gives_up_asking_leaves_the_first_as_it_was(tmp_path: Path, plan: Path) -> None:
    """The question goes away by itself, and nothing lies beside the plan but its lock."""
    with two(tmp_path, plan, "Forest hon") as (first, second):
        says(second, "Only one can write")
        second.send("w")
        says(first, "Another session asks to write here")
        second.key("esc")
        says(second, "Only one can write")
        first.wait("The other session no longer asks.")
        first.send("ey")
        first.wait("Forest honey")
    assert not list(tmp_path.glob(".*asks*"))


def test_what_a_killed_first_has_typed_is_written_on_by_the_reader(tmp_path: Path, plan: Path) -> None:
    """After kill -9 the reader is told, and writes here, at the same field."""
    with two(tmp_path, plan, "Forest honey") as (first, second):
        first.key("f4")
        first.wait("step 2 of")
        read(second)
        second.wait("> Product")
        os.kill(first.pid, signal.SIGKILL)
        first.wait_end()
        says(second, "has closed the plan. F2: Write here.")
        write_here(second)
        second.wait("READ ONLY", gone=True)
        second.wait("> Product")
        second.send(" and wax")
        second.wait("Forest honey and wax")


def test_a_first_that_stands_still_is_told_to_end_and_never_loses_its_lock(
    tmp_path: Path, plan: Path
) -> None:
    """A stopped program cannot answer and cannot end: that is said, and the plan is not taken from it."""
    shorter = ("from atm_tui.screens import handover", "handover.SIGN = handover.ENDS = 0.5")
    with running(tmp_path, str(plan)) as first:
        begin_typing(first, "Forest hon")
        second = patched(tmp_path, plan, *shorter)
        try:
            read(second)
            os.kill(first.pid, signal.SIGSTOP)
            write_here(second)
            says(second, "does not answer. Enter asks its program to save and to end")
            second.key("enter")
            says(second, "does not answer and does not end")
            second.key("esc")
            second.wait("READ ONLY")
            os.kill(first.pid, signal.SIGCONT)
            assert first.wait_end() == 1
            says(second, "has closed the plan")
            second.wait("Forest hon")
        finally:
            second.close()
    assert "Forest hon" in plan.read_text("utf-8")


def test_a_program_of_before_that_cannot_be_asked_is_told_to_save_and_end(tmp_path: Path, plan: Path) -> None:
    """Its note does not say that it answers, so it gets no signal that would kill it."""
    first = patched(
        tmp_path, plan, "from atm_tui.sharing import SharingApp", "SharingApp._watch_asks = lambda _app: None"
    )
    try:
        begin_typing(first, "Forest hon")
        with running(tmp_path, str(plan)) as second:
            says(second, "Only one can write")
            second.send("w")
            says(second, "cannot be asked. Enter tells its program")
            second.key("enter")
            second.wait("Forest hon")
            assert first.wait_end() == 1
    finally:
        first.close()


# Ends -----------------------------------------------------------------------------------------
def test_a_killed_session_locks_nobody_out(tmp_path: Path, plan: Path) -> None:
    """After kill -9 the next session opens at the same field, with what was kept, and says so."""
    with running(tmp_path, str(plan)) as first:
        begin_typing(first, "Forest honey")
        first.wait("draft kept")
        os.kill(first.pid, signal.SIGKILL)
        first.wait_end()
    with running(tmp_path, str(plan)) as second:
        second.wait("Brought back 2 words in Product")
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


# Where nothing can be written -----------------------------------------------------------------
ROOT = os.geteuid() == 0


@pytest.fixture
def locked_disk(tmp_path: Path, plan: Path) -> Iterator[Path]:
    """The plan on a disk that can only be read; for the root user a mount, for others a folder's mode."""
    place = tmp_path / "disk"
    place.mkdir()
    there = place / plan.name
    there.write_bytes(plan.read_bytes())
    if not ROOT:
        place.chmod(0o555)
        yield there
        place.chmod(0o755)
        return
    if not shutil.which("mount"):
        pytest.skip("mount is missing")
    for options in (["--bind", str(place), str(place)], ["-o", "remount,ro,bind", str(place)]):
        if subprocess.run(["mount", *options], check=False, capture_output=True).returncode:
            subprocess.run(["umount", place], check=False, capture_output=True)
            pytest.skip("mount is not allowed here")
    yield there
    subprocess.run(["umount", place], check=True)


def test_a_plan_on_a_disk_that_can_only_be_read_is_read(tmp_path: Path, locked_disk: Path) -> None:
    """It opens, says why it cannot be written, and leaves the disk as it was."""
    before = locked_disk.read_bytes()
    with running(tmp_path, str(locked_disk)) as term:
        term.wait("READ ONLY")
        says(
            term,
            ".../disk is on a disk that can only be read." if ROOT else "be written in the folder .../disk.",
        )
        term.wait("Enter See what is written")
        term.key("enter")
        term.wait("> Group")
        term.send("x")
        says(term, "Nothing was changed.")
        write_here(term)
        says(term, "It cannot be written here.")
        term.key("f10")
        term.wait("Enter closes the plan")
        term.key("enter")
        assert term.wait_end() == 0
    assert locked_disk.read_bytes() == before
    assert [path.name for path in locked_disk.parent.iterdir()] == [locked_disk.name]
