"""What a terminal, a slow line or a window does to a session, and that it does no harm to what is typed."""

import fcntl
import json
import os
import re
import signal
import struct
import subprocess
import sys
import termios
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from facilitator import begin_typing
from term import Term, environment, program, running, wait_gone

SLOW = {"SSH_CONNECTION": "192.0.2.1 1 192.0.2.2 22"}
ANSWERS = (
    b"\x1b[?62;4;22c", b"\x1b[>0;276;0c", b"\x1b]11;rgb:1e1e/1e1e/1e1e\x07", b"\x1b]10;rgb:ff/ff/ff\x1b\\",
    b"\x1bP1+r544e=787465726d\x1b\\", b"\x1bP>|XTerm(379)\x1b\\", b"\x1b[?2026;2$y", b"\x1b[?2048;0$y",
    b"\x1b[1;1R", b"\x1b[24;80R", b"\x1b[?1u", b"\x1b[0n", b"\x1b[8;24;80t", b"\x1b[<35;10;5M", b"\x1b[M !!",
)  # fmt: skip


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """An empty plan of a group."""
    path = tmp_path / "plan.json"
    new = [*program(), "new", str(path), "--group", "Hill honey group"]
    subprocess.run(new, check=True, env=environment(tmp_path), capture_output=True)
    return path


@contextmanager
def writing(home: Path, plan: Path, words: str, **more: str) -> Iterator[Term]:
    """The program, with these words typed into the field of the product."""
    with running(home, str(plan), cols=80, rows=24, **more) as term:
        begin_typing(term, words)
        yield term


def leave(term: Term) -> None:
    """Close the plan and end."""
    term.key("f10")
    term.wait("Enter closes the plan")
    term.key("enter")
    assert term.wait_end() == 0


def product(plan: Path) -> str:
    """What the plan's file holds for the product."""
    rows = json.loads(plan.read_text("utf-8"))["plan"].values()
    return next(str(row["product"]) for row in rows if row.get("product"))


# Bytes ------------------------------------------------------------------------------------------
def test_a_byte_that_is_no_utf8_is_replaced_and_all_goes_on(tmp_path: Path, plan: Path) -> None:
    with writing(tmp_path, plan, "caf") as term:
        os.write(term.fd, b"\xe9 and honey")
        term.wait("and honey")
        leave(term)
    assert product(plan) == "caf\ufffd and honey"


def test_a_letter_cut_between_its_bytes_is_one_letter(tmp_path: Path, plan: Path) -> None:
    with writing(tmp_path, plan, "caf") as term:
        os.write(term.fd, b"\xc3")
        term.quiet(0.3)
        os.write(term.fd, b"\xa9!")
        term.wait("café!")


def test_a_latin_1_terminal_types_and_shows_its_own_letters(tmp_path: Path, plan: Path) -> None:
    """What it has no letter for is as many question marks as it is wide, so that nothing moves."""
    plan.write_text(plan.read_text("utf-8").replace("Hill honey group", "Hill 字 group"), "utf-8")
    with running(tmp_path, str(plan), PYTHONUTF8="", PYTHONIOENCODING="iso8859-1") as term:
        begin_typing(term, "")
        assert "Hill ?? group" in term.text
        os.write(term.fd, b"caf\xe9 honey")
        term.wait("honey")
        assert b"\xe9" in term.raw  # alone: what was typed may come in two frames
        leave(term)
    assert product(plan) == "café honey"


# Keys -------------------------------------------------------------------------------------------
def test_a_malformed_key_report_is_passed_over(tmp_path: Path, plan: Path) -> None:
    with writing(tmp_path, plan, "Forest") as term:
        term.send("\x1b[1114112u\x1b[1:2;3:4u honey")
        term.wait("Forest honey")


def test_late_answers_of_the_terminal_are_not_typed(tmp_path: Path, plan: Path) -> None:
    with writing(tmp_path, plan, "Forest") as term:
        for answer in ANSWERS:
            os.write(term.fd, answer)
        for place in range(2, len(ANSWERS[2])):
            os.write(term.fd, ANSWERS[2][:place])
            term.quiet(0.02)
            os.write(term.fd, ANSWERS[2][place:])
        term.send(" honey")
        term.wait("Forest honey")
        leave(term)
    assert product(plan) == "Forest honey"


@pytest.mark.parametrize("key", ["\x1b[D", "\x1b[1;5D", "\x1b[[D", "\x1bOD"])
def test_a_key_cut_by_a_slow_line_is_one_key(tmp_path: Path, plan: Path, key: str) -> None:
    """Each of its bytes comes well after the one before."""
    with writing(tmp_path, plan, "honey", **SLOW) as term:
        term.send(key[:2])
        for byte in key[2:]:
            term.quiet(0.5)
            term.send(byte)
        if key == "\x1b[[D":  # F4
            term.wait("step 2 of")
        else:
            term.send("!")
            term.wait("hone!y" if len(key) == 3 else "!honey")


@pytest.mark.parametrize("key", ["\x1b[[D", "\x1b[14~", "\x1bOS", "\x1b4", "\x1b[52;3u"])
def test_f4_of_each_terminal_goes_to_the_next_step(tmp_path: Path, plan: Path, key: str) -> None:
    with writing(tmp_path, plan, "Forest") as term:
        term.send(key)
        term.wait("step 2 of")


def test_ctrl_q_asks_before_it_leaves(tmp_path: Path, plan: Path) -> None:
    with writing(tmp_path, plan, "Forest") as term:
        term.key("ctrl+s", "ctrl+q")
        term.wait("Enter closes the plan")
        term.key("esc")
        term.wait("> Product")
        term.send(" honey")
        term.wait("Forest honey")


def test_what_is_typed_before_the_program_is_there_is_kept(tmp_path: Path, plan: Path) -> None:
    with running(tmp_path, str(plan)) as term:
        term.send("\r\x1b[B\x1b[BForest honey")
        term.wait("Forest honey")
        leave(term)
    assert product(plan) == "Forest honey"


# Pastes -----------------------------------------------------------------------------------------
def test_a_paste_that_does_not_end_is_taken_and_keys_go_on(tmp_path: Path, plan: Path) -> None:
    with writing(tmp_path, plan, "Wild") as term:
        term.send(" \x1b[200~forest")
        term.wait("Wild forest")
        term.send(" honey")
        term.wait("Wild forest honey")
        term.send("\x1b[201~!")
        term.wait("Wild forest honey!")


LINE = "word{:05} and [b]more[/b] of what one pastes"
LONG = "\r".join(LINE.format(number) for number in range(2_300))


@pytest.mark.parametrize("field", ["Product", "Season of demand"])
@pytest.mark.parametrize("marked", [True, False])
def test_a_paste_of_100_kb_is_taken_whole_up_to_what_a_field_holds(
    tmp_path: Path, plan: Path, field: str, marked: bool
) -> None:
    """Marked as a paste by the terminal, or coming as if it were typed; keys behind it are taken."""
    assert len(LONG) > 100_000
    with running(tmp_path, str(plan)) as term:
        begin_typing(term, "")
        for _ in range(10):
            if any(line.startswith(f"> {field}") for line in term.lines):
                break
            term.key("down")
            term.quiet()
        data = (f"\x1b[200~{LONG}\x1b[201~" if marked else LONG).encode()
        writer = threading.Thread(target=_write_all, args=(term.fd, data))
        writer.start()
        term.until(lambda: not writer.is_alive(), "the end of the paste")
        term.wait("A field holds")
        term.key(*["bs"] * 20)
        term.send("End.")
        term.wait("End.")
        leave(term)
    rows = json.loads(plan.read_text("utf-8"))["plan"].values()
    held = next(
        value for row in rows for value in row.values() if isinstance(value, str) and len(value) > 1000
    )
    kept = LONG[: 20_000 - 20].replace("\r", "\n" if field != "Product" else " ")
    assert held == kept + "End."


def _write_all(fd: int, data: bytes) -> None:
    while data:
        data = data[os.write(fd, data[:1000]) :]


# What goes out ----------------------------------------------------------------------------------
START = b"\x1b[?1049h\x1b[m\x1b[H\x1b[J\x1b[?25l\x1b[>1u\x1b[?2026$p\x1b[?2004h\x1b[?7l"
MODES = re.compile(rb"\x1b\[\?(\d+)([hl])")
ASKS = re.compile(rb"\x1b\[(?:\?\d+\$p|\??[0-9;]*n|[>=?]?[0-9]*c|\?u)|\x1b\]1[01];\?|\x1bP")


def test_few_modes_are_switched_on_and_all_of_them_off_again(tmp_path: Path, plan: Path) -> None:
    """The other screen, pastes marked, kitty's keys only told apart; one question. No mouse, no focus."""
    with writing(tmp_path, plan, "Forest honey") as term:
        leave(term)
    state: dict[bytes, bytes] = {}
    on = set()
    for mode, way in MODES.findall(term.raw):
        state[mode] = way
        on |= {mode} if way == b"h" else set()
    assert on - {b"2026"} == {b"1049", b"25", b"2004", b"7"}
    off = {mode for mode, way in state.items() if way == b"l"}
    assert off >= on - {b"25", b"7"}
    assert state[b"25"] == state[b"7"] == b"h"
    assert ASKS.findall(term.raw) == [b"\x1b[?2026$p"]
    assert re.findall(rb"\x1b\[[<>]\d*u", term.raw) == [b"\x1b[>1u", b"\x1b[<u"]
    assert b"\x1b]22;" not in term.raw, "the shape of a mouse pointer that is not there"
    start = term.raw[term.raw.index(b"\x1b[?1049h") :]
    assert start.startswith(START)


def test_a_window_that_loses_and_gets_focus_costs_no_byte(tmp_path: Path, plan: Path) -> None:
    with writing(tmp_path, plan, "Forest honey") as term:
        term.wait("draft kept")
        term.quiet(0.5)
        before = len(term.raw)
        term.send("\x1b[O\x1b[I" * 5)
        term.quiet(0.5)
        assert len(term.raw) == before


def test_at_rest_in_a_field_nothing_is_sent(tmp_path: Path, plan: Path) -> None:
    """Not even for a cursor: a dead line shows only if nobody writes to it."""
    with writing(tmp_path, plan, "Forest honey") as term:
        term.wait("draft kept")
        term.quiet(0.5)
        before = len(term.raw)
        term.quiet(3.0)
        assert len(term.raw) == before


BROKEN_WIRE = """
import sys
from atm_tui.wire import Wire
write = Wire.write
def fails(self, text):
    if "step 2 of" in text:
        raise ValueError("not understood")
    write(self, text)
Wire.write = fails
from atm_tui.__main__ import main
sys.exit(main())
"""


def test_when_the_changes_alone_cannot_be_sent_that_is_said_once(tmp_path: Path, plan: Path) -> None:
    term = Term([sys.executable, "-c", BROKEN_WIRE, str(plan)], environment(tmp_path))
    try:
        begin_typing(term, "Forest honey")
        term.key("f4")
        term.wait("The screen is sent whole from here on")
        term.wait("step 2 of")
        term.key("f4")
        term.wait("step 3 of")
        term.key("f3", "f3")
        term.wait("Forest honey")
        leave(term)
    finally:
        term.close()


# Stopped, and going on --------------------------------------------------------------------------
@pytest.mark.parametrize("wire", ["", "plain"])
def test_after_a_stop_the_whole_screen_is_drawn_again(tmp_path: Path, plan: Path, wire: str) -> None:
    """As by ``fg`` in a shell; meanwhile other words stood on the screen."""
    with writing(tmp_path, plan, "Forest honey", ATM_TUI_WIRE=wire) as term:
        term.wait("draft kept")
        term.quiet()
        before = term.lines[1:]  # the first line may say by then that all is saved
        os.kill(term.pid, signal.SIGTSTP)
        assert os.WIFSTOPPED(os.waitpid(term.pid, os.WUNTRACED)[1])
        term.quiet()
        term.screen.reset()
        for _ in range(24):
            term.screen.draw("what another program says " * 3)
            term.screen.linefeed()
        os.kill(term.pid, signal.SIGCONT)
        term.until(lambda: term.lines[1:] == before, "what was there before")
        term.send("!")
        term.wait("Forest honey!")


def test_a_session_that_was_frozen_goes_on_as_before(tmp_path: Path, plan: Path) -> None:
    """By SIGSTOP, which it cannot hear: what is typed meanwhile waits, and one thread reads it, not two."""
    with writing(tmp_path, plan, "Forest hon") as term:
        for typed, seen in (("e", "Forest hone"), ("y", "Forest honey")):
            os.kill(term.pid, signal.SIGSTOP)
            assert os.WIFSTOPPED(os.waitpid(term.pid, os.WUNTRACED)[1])
            term.send(typed)
            os.kill(term.pid, signal.SIGCONT)
            term.wait(seen)
        leave(term)
        assert term.attributes()[3] & termios.ECHO, "what was switched off for the screen is on again"
    assert product(plan) == "Forest honey"


def test_a_session_without_a_controlling_terminal_ends_with_its_input(tmp_path: Path, plan: Path) -> None:
    """No signal tells it; it sees the end of its input."""
    alone = "import os, sys; os.fork() and os.wait() or (os.setsid(), os.execvp(sys.argv[1], sys.argv[1:]))"
    term = Term([sys.executable, "-c", alone, *program(), str(plan)], environment(tmp_path))
    try:
        begin_typing(term, "Forest honey")
        pid = term.child()
        term.wait("draft kept")
        term.quiet(0.5)  # it has nothing to write, so no write fails
        term.hang_up()
        wait_gone(pid)
    finally:
        term.close()
    assert product(plan) == "Forest honey"


# Size -------------------------------------------------------------------------------------------
def size(term: Term, cols: int, rows: int) -> None:
    """Give the terminal a size, also one that the screen of the tests cannot have."""
    fcntl.ioctl(term.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, cols, 0, 0))
    term.screen.resize(rows or 24, cols or 80)


@pytest.mark.parametrize(("cols", "rows"), [(0, 0), (1, 1), (60, 16), (500, 200)])
def test_any_size_in_the_middle_of_a_word_keeps_the_word(
    tmp_path: Path, plan: Path, cols: int, rows: int
) -> None:
    with writing(tmp_path, plan, "Forest hon") as term:
        size(term, cols, rows)
        term.quiet(0.5)
        size(term, 80, 24)
        term.until(lambda: len(term.lines) == 24 and term.lines[-1].endswith("F10 Leave"), "the page")
        term.wait("> Product")
        term.send("ey")
        term.wait("Forest honey")


def test_a_terminal_that_knows_no_size_is_80_by_24(tmp_path: Path, plan: Path) -> None:
    with running(tmp_path, str(plan)) as term:
        size(term, 0, 0)
        begin_typing(term, "")
        assert term.lines[-1].endswith("F10 Leave")


def test_a_stdout_that_is_elsewhere_does_not_hide_the_size(tmp_path: Path, plan: Path) -> None:
    command = ["sh", "-c", 'exec "$@" >/dev/null', "sh", *program(), str(plan)]
    term = Term(command, environment(tmp_path), cols=100, rows=30)
    try:
        term.wait("Enter Write it down")
        assert term.lines[29].endswith("F10 Leave")
    finally:
        term.close()


def test_an_edge_that_is_dragged_is_drawn_at_its_end(tmp_path: Path, plan: Path) -> None:
    """Twenty sizes in a second cost far less than twenty screens, and the last is right."""
    with writing(tmp_path, plan, "Forest hon") as term:
        term.wait("draft kept")
        term.quiet(0.5)
        before = len(term.raw)
        size(term, 100, 30)
        term.until(lambda: term.lines[-1].endswith("F10 Leave"), "the larger page")
        term.quiet(0.5)
        once = len(term.raw) - before
        before = len(term.raw)
        for step in range(20):
            size(term, 99 - step, 29)
            term.quiet(0.05)
        term.until(lambda: term.lines[-1].endswith("F10 Leave"), "the smaller page")
        term.quiet(0.5)
        assert len(term.raw) - before < once * 10
        term.send("ey")
        term.wait("Forest honey")
