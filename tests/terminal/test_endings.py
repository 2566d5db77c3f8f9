"""However a session ends, what was typed is in the plan, the terminal is as before, and no process stays."""

import os
import shutil
import signal
import subprocess
import sys
import termios
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from facilitator import begin_typing
from term import Term, environment, program, running, wait_gone

OTHER_SCREEN = b"\x1b[?1049h"
SCREEN_BEFORE = b"\x1b[?1049l"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """An empty plan of a group."""
    path = tmp_path / "plan.json"
    new = [*program(), "new", str(path), "--group", "Hill honey group"]
    subprocess.run(new, check=True, env=environment(tmp_path), capture_output=True)
    return path


@pytest.fixture
def start(tmp_path: Path, plan: Path) -> Iterator[Callable[..., Term]]:
    """Starts a program with the plan in a terminal; all are ended at the end."""
    started = []

    def begin(*argv: str) -> Term:
        started.append(Term([*(argv or program()), str(plan)], environment(tmp_path)))
        return started[-1]

    yield begin
    for term in started:
        term.close()


def in_plan(words: str, plan: Path) -> bool:
    """Whether the next one who opens the plan has these words."""
    return words in plan.read_text("utf-8")


def is_as_before(term: Term, before: list[object]) -> None:
    """The terminal echoes again, shows its cursor and what stood on its screen before."""
    assert term.attributes() == before
    assert term.raw.rindex(SCREEN_BEFORE) > term.raw.rindex(OTHER_SCREEN)
    assert term.raw.rindex(b"\x1b[?25h") > term.raw.rindex(b"\x1b[?25l")
    assert term.raw.rindex(b"\x1b[?2004l") > term.raw.rindex(b"\x1b[?2004h")


# The terminal goes ----------------------------------------------------------------------------
def test_a_closed_window_saves_what_is_being_typed(start: Callable[..., Term], plan: Path) -> None:
    """The program is the first of its session, as behind ssh: the kernel tells it."""
    term = start()
    begin_typing(term, "Forest hon")
    term.hang_up()
    assert term.wait_end() == 1
    assert in_plan("Forest hon", plan)


def test_a_closed_window_of_a_shell_leaves_no_process(tmp_path: Path, plan: Path) -> None:
    """A shell runs in the window, and the program in the shell."""
    bash = shutil.which("bash") or pytest.skip("bash is not here")
    term = Term([bash, "--norc", "--noprofile", "-i"], environment(tmp_path, PS1="ready> "))
    try:
        term.wait("ready>")
        term.send(f"{' '.join(program())} {plan}\r")
        begin_typing(term, "Forest hon")
        pid = term.child()
        term.hang_up()
        wait_gone(pid)
    finally:
        term.close()
    assert in_plan("Forest hon", plan)


def test_a_session_that_hears_no_hang_up_sees_that_its_terminal_has_gone(
    start: Callable[..., Term], plan: Path
) -> None:
    """As under nohup, where a stock program reads the end of its input over and over."""
    term = start("sh", "-c", "trap '' HUP; exec \"$@\"", "sh", *program())
    begin_typing(term, "Forest hon")
    term.hang_up()
    assert term.wait_end() == 1
    assert in_plan("Forest hon", plan)


# Signals --------------------------------------------------------------------------------------
@pytest.mark.parametrize("sign", [signal.SIGHUP, signal.SIGTERM, signal.SIGINT])
def test_a_signal_saves_and_gives_the_terminal_back(
    start: Callable[..., Term], plan: Path, sign: signal.Signals
) -> None:
    """It says that it has saved, where a terminal still stands, and ends with status 1."""
    term = start("sh", "-c", 'stty -echo; read start; exec "$@"', "sh", *program())
    term.until(lambda: not term.attributes()[3] & termios.ECHO, "the shell")
    before = term.attributes()
    term.send("\n")
    begin_typing(term, "Forest hon")
    os.kill(term.pid, sign)
    os.kill(term.pid, sign)  # a second one changes nothing
    assert term.wait_end() == 1
    term.wait("Saved and closed")
    is_as_before(term, before)
    assert in_plan("Forest hon", plan)


def test_a_plan_that_could_not_be_saved_is_said_to_be_so(tmp_path: Path, plan: Path) -> None:
    """The folder has gone when the signal comes."""
    with running(tmp_path, str(plan)) as term:
        begin_typing(term, "Forest honey")
        term.wait(" saved")
        plan.unlink()
        plan.parent.joinpath(".plan.json.lock").unlink()
        shutil.rmtree(plan.parent / ".plan.json.versions", ignore_errors=True)
        plan.mkdir()
        term.send(" of the hill")
        term.wait("NOT SAVED")
        os.kill(term.pid, signal.SIGTERM)
        assert term.wait_end() == 1
        term.wait("could not be saved at the end")


def test_a_stalled_line_does_not_keep_the_program(start: Callable[..., Term], plan: Path) -> None:
    """Nobody reads what it draws, until it can write no more; SIGTERM ends it all the same."""
    term = start()
    before = term.attributes()
    begin_typing(term, "Forest hon")
    term.stall()
    os.kill(term.pid, signal.SIGTERM)
    wait_gone(term.pid)
    assert term.wait_end() == 1
    assert in_plan("Forest hon", plan)
    term.quiet()
    is_as_before(term, before)


def test_a_session_put_aside_ends_without_touching_the_terminal(tmp_path: Path, plan: Path) -> None:
    """It was stopped, and the shell has the terminal; SIGTERM ends it, and does not stop it once more."""
    bash = shutil.which("bash") or pytest.skip("bash is not here")
    term = Term([bash, "--norc", "--noprofile", "-i"], environment(tmp_path, PS1="ready> "))
    try:
        term.wait("ready>")
        term.send(f"{' '.join(program())} {plan}\r")
        begin_typing(term, "Forest honey")
        pid = term.child()
        os.kill(pid, signal.SIGTSTP)
        term.wait("Stopped")
        term.wait("ready>")
        term.quiet()
        drawn, attributes = len(term.raw), term.attributes()
        os.kill(pid, signal.SIGTERM)
        os.kill(pid, signal.SIGCONT)
        wait_gone(pid)
        term.quiet()
        assert b"\x1b[?" not in term.raw[drawn:]
        assert term.attributes() == attributes
    finally:
        term.close()
    assert in_plan("Forest honey", plan)


# A program that hangs or breaks -----------------------------------------------------------------
PATCHED = """
import asyncio, sys, threading, time
from pathlib import Path
from atm_tui.screens.table import TablePage

def reached():
    Path(sys.argv[1] + ".reached").touch()

{patch}
from atm_tui.__main__ import main
sys.exit(main())
"""

BUSY = """
async def hangs(self):
    reached()
    {how}

TablePage.action_copy_row = hangs
"""


def patched(patch: str) -> list[str]:
    """The program with something broken in it."""
    return [sys.executable, "-c", PATCHED.format(patch=patch)]


def to_people(term: Term) -> None:
    """Go on to the table of people."""
    term.key("f4")
    term.wait("step 2 of")
    term.key("enter")
    term.wait("new person")


@pytest.mark.parametrize(
    "how",
    [
        "while True: pass",
        "time.sleep(1000)",
        "await asyncio.Event().wait()",
        "threading.Thread(target=time.sleep, args=(1000,)).start()",
    ],
)
def test_a_program_that_hangs_is_ended(start: Callable[..., Term], plan: Path, how: str) -> None:
    """It computes for ever, or sleeps, or waits, or has a thread that does; what was typed is there."""
    term = start(*patched(BUSY.format(how=how)))
    before = term.attributes()
    begin_typing(term, "Forest honey")
    to_people(term)
    term.key("ctrl+o")
    term.until(plan.with_name("plan.json.reached").exists, "the end of the loop")
    os.kill(term.pid, signal.SIGTERM)
    assert term.wait_end() == 1
    term.quiet()
    is_as_before(term, before)
    assert "losed" in term.text
    assert in_plan("Forest honey", plan)


def test_a_program_that_hangs_on_a_stalled_line_is_ended(start: Callable[..., Term], plan: Path) -> None:
    """Both at once, and the terminal is given back when somebody reads it again."""
    term = start(*patched(BUSY.format(how="while True: await asyncio.sleep(0)")))
    before = term.attributes()
    begin_typing(term, "Forest honey")
    to_people(term)
    term.stall()
    term.key("ctrl+o")
    os.kill(term.pid, signal.SIGTERM)
    wait_gone(term.pid)
    assert term.wait_end() == 1
    term.quiet()
    is_as_before(term, before)
    assert in_plan("Forest honey", plan)


BREAKS = {
    "a key": """
async def fails(self):
    raise RuntimeError("told in confidence")
TablePage.action_copy_row = fails
""",
    "a page while it is made": """
async def opens(self):
    from atm_tui.widgets.frame import Frame
    class Broken(Frame):
        def body(self):
            raise RuntimeError("told in confidence")
            yield
        def leaving(self):
            self.query_one("#not-there")
    await self.host.open_page(Broken())
TablePage.action_copy_row = opens
""",
    "a worker": """
async def fails():
    raise RuntimeError("told in confidence")
async def works(self):
    self.run_worker(fails())
TablePage.action_copy_row = works
""",
    "a worker in a thread": """
def fails():
    raise RuntimeError("told in confidence")
async def works(self):
    self.run_worker(fails, thread=True)
TablePage.action_copy_row = works
""",
    "the reading of keys": """
from atm_tui.incoming import Incoming
whole = Incoming.feed
def fails(self, text, now):
    if text == chr(15):
        raise RuntimeError("told in confidence")
    return whole(self, text, now)
Incoming.feed = fails
""",
    "two things one after the other": """
def again():
    raise RuntimeError("told in confidence")
async def fails(self):
    self.call_later(again)
    raise RuntimeError("told in confidence")
TablePage.action_copy_row = fails
""",
}


@pytest.mark.parametrize("what", BREAKS)
def test_an_unexpected_error_gives_the_terminal_back(
    tmp_path: Path, start: Callable[..., Term], plan: Path, what: str
) -> None:
    """It saves, and says once, without the plan's words, where the plan and the report are."""
    term = start(*patched(BREAKS[what]))
    before = term.attributes()
    begin_typing(term, "Forest honey")
    to_people(term)
    term.key("ctrl+o")
    assert term.wait_end() == 1
    term.until(lambda: "Areportwithouttheplan'swords" in "".join(term.text.split()), "the report")
    assert "Theplanisin" in "".join(term.text.split()), "the terminal breaks lines where it likes"
    assert "confidence" not in term.text
    assert "Traceback" not in term.text
    assert "[" not in "\n".join(term.lines)
    is_as_before(term, before)
    assert in_plan("Forest honey", plan)
    reports = list((tmp_path / "data").rglob("reports/*.txt"))
    assert len(reports) == 1
    assert "confidence" not in reports[0].read_text("utf-8")


# Keys -----------------------------------------------------------------------------------------
def test_ctrl_c_asks_before_it_leaves(start: Callable[..., Term], plan: Path) -> None:
    """Esc goes back to where the word was begun; Enter leaves, with the word in the plan."""
    term = start()
    before = term.attributes()
    begin_typing(term, "Forest hon")
    term.key("ctrl+c")
    term.wait("Enter closes the plan")
    term.key("esc")
    term.wait("> Product")
    term.send("ey")
    term.wait("Forest honey")
    term.key("ctrl+c")
    term.wait("Enter closes the plan")
    term.key("enter")
    assert term.wait_end() == 0
    is_as_before(term, before)
    assert in_plan("Forest honey", plan)


def test_keys_that_end_or_stop_other_programs_do_nothing(start: Callable[..., Term]) -> None:
    """Ctrl+Z, Ctrl+backslash and Ctrl+S are swallowed; the program goes on."""
    term = start()
    term.wait("Enter Write it down")
    term.send("\x1a\x1c\x13")
    begin_typing(term, "Forest honey")


# No terminal ----------------------------------------------------------------------------------
@pytest.mark.parametrize("without", ["<&-", "</dev/null", "2>/dev/null", "2>&-"])
def test_without_a_terminal_it_says_so_and_ends(start: Callable[..., Term], plan: Path, without: str) -> None:
    """No screen is drawn and no plan opened; it is one sentence, where there is a place for it."""
    before = plan.read_bytes()
    term = start("sh", "-c", f'exec "$@" {without}', "sh", *program())
    assert term.wait_end() == 2
    assert OTHER_SCREEN not in term.raw
    if "<" in without:
        assert "needs a terminal for its screen" in " ".join(term.text.split())
    assert "Traceback" not in term.text
    assert plan.read_bytes() == before


@pytest.mark.parametrize("where", [">&-", ">/dev/null"])
def test_the_screen_needs_no_stdout(start: Callable[..., Term], plan: Path, where: str) -> None:
    """All is drawn on stderr: with stdout closed, or sent elsewhere, the plan can be worked on."""
    term = start("sh", "-c", f'exec "$@" {where}', "sh", *program())
    begin_typing(term, "Forest honey")
    term.key("f10")
    term.wait("Enter closes the plan")
    term.key("enter")
    assert term.wait_end() == 0
    assert in_plan("Forest honey", plan)
