"""What is typed is kept: through a kill in mid-word and a full disk, in real pseudo-terminals."""

import contextlib
import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from facilitator import begin_typing
from term import environment, program, running

from atm_tui.document import Document
from atm_tui.model.start import PlanSheet


def new_plan(path: Path, home: Path) -> Path:
    """An empty plan of a group."""
    new = [*program(), "new", str(path), "--group", "Hill honey group"]
    subprocess.run(new, check=True, env=environment(home), capture_output=True)
    return path


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """An empty plan of a group."""
    return new_plan(tmp_path / "plan.json", tmp_path)


def product(path: Path) -> str:
    return Document.open(path).plan.one(PlanSheet).product


def test_a_kill_in_mid_word_takes_nothing_and_the_same_field_opens(tmp_path: Path, plan: Path) -> None:
    """Not a letter is lost, it is said what came back, and it can be taken out again."""
    with running(tmp_path, str(plan)) as first:
        begin_typing(first, "Forest hon")
        first.quiet()
        os.kill(first.pid, signal.SIGKILL)
        first.wait_end()
    assert product(plan) == "", "it was not saved yet"
    with running(tmp_path, str(plan)) as second:
        second.wait("Brought back 2 words in Product")
        second.wait("> Product")
        assert "Forest hon" in second.text
        second.send("ey")
        second.wait("Forest honey")
        second.key("tab", "ctrl+t")
        second.wait("Taken back")
        second.key("ctrl+t")
        second.wait("Taken back: what was brought back.")
        second.wait("Forest", gone=True)
        second.key("ctrl+g")
        second.wait("Forest hon")


def test_check_says_that_there_is_more_than_the_file_holds(tmp_path: Path, plan: Path) -> None:
    """A command that only reads leaves the drafts to the program, and says so."""
    with running(tmp_path, str(plan)) as term:
        begin_typing(term, "Forest hon")
        term.quiet()
        os.kill(term.pid, signal.SIGKILL)
        term.wait_end()
    for command in ("check", "doctor"):
        told = subprocess.run(
            [*program(), command, str(plan)],
            env=environment(tmp_path),
            capture_output=True,
            text=True,
            check=False,
        )
        assert "kept as drafts, not in the file yet" in told.stderr


def test_the_first_line_says_what_is_kept_and_where(tmp_path: Path, plan: Path) -> None:
    """While somebody types, after a rest, and after the step was left."""
    with running(tmp_path, str(plan)) as term:
        begin_typing(term, "Forest honey")
        assert term.lines[0].endswith(" typing")
        term.until(lambda: term.lines[0].endswith(" draft kept"))
        assert product(plan) == ""
        term.key("f4")
        term.until(lambda: term.lines[0].endswith(" saved"))
        assert product(plan) == "Forest honey"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 300 kB."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", str(place)]
    try:
        done = subprocess.run(mount, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        done = False
    if not done:
        pytest.skip("mount (a small disk can be made by root only)")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def fill(ballast: Path) -> None:
    """Write until the disk takes no more."""
    with ballast.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(bytes(1024))


def test_a_full_disk_is_told_and_all_that_is_typed_meanwhile_is_saved_when_there_is_room(
    tmp_path: Path, small_disk: Path
) -> None:
    """NOT SAVED on the first line, typing goes on, leaving offers another place; then all is saved."""
    plan = new_plan(small_disk / "plan.json", tmp_path)
    with running(tmp_path, str(plan)) as term:
        begin_typing(term, "Forest")
        term.until(lambda: term.lines[0].endswith(" draft kept"))
        ballast = small_disk / "ballast"
        fill(ballast)
        term.send(" honey")
        term.wait("Forest honey")
        term.key("f4")
        term.until(lambda: term.lines[0].endswith("NOT SAVED"))
        term.wait("NOT SAVED: plan.json cannot be saved: no space left")
        term.wait("Esc Go on")
        term.key("esc")
        term.wait("step 2 of")
        assert product(plan) in ("", "Forest"), "the file is whole, as it was saved last"
        term.key("f3")
        term.wait("> Group")
        term.key("down", "down")
        term.wait("> Product")
        term.send(" and wax")
        term.wait("Forest honey and wax")
        term.key("f10")
        term.wait("Where can a copy be kept?")
        term.key("esc")
        term.wait("> Product")
        ballast.unlink()
        term.until(lambda: term.lines[0].endswith(" saved"))
        assert product(plan) == "Forest honey and wax"
        term.key("f10")
        term.wait("Enter closes the plan")
        term.key("enter")
        assert term.wait_end() == 0
