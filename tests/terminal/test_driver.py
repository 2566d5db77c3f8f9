"""What our driver leans on in Textual's, and the outlet to a terminal that stalls or goes."""

import asyncio
import inspect
import os
import pty
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any, cast

import pytest
from textual._ansi_sequences import set_pointer_shape
from textual.app import App
from textual.drivers import _writer_thread as writer
from textual.drivers import linux_driver

from atm_tui import endings
from atm_tui.driver import INSTEAD, POINTER, TerminalDriver
from atm_tui.endings import Endings, reopen, write_now
from atm_tui.outlet import Outlet


@pytest.fixture(autouse=True)
def signals_as_before() -> Iterator[None]:
    """What a test does with signals ends with it."""
    signs = (*endings.SIGNS, signal.SIGTSTP, signal.SIGCONT)
    kept = {sign: signal.getsignal(sign) for sign in signs}
    yield
    for sign, handler in kept.items():
        signal.signal(sign, handler)


PRIVATE = ("_file", "_key_thread", "exit_event", "fileno", "attrs_before", "_writer_thread")


def test_the_private_parts_that_our_driver_leans_on_are_still_there() -> None:
    """A new Textual may rename them; then the driver would quietly fall back on what it was to replace."""

    async def attributes() -> list[str]:
        return list(vars(linux_driver.LinuxDriver(App[None]())))

    before = sys.__stdin__
    terminal, end = pty.openpty()
    try:
        with open(end, closefd=False) as sys.__stdin__:
            there = asyncio.run(attributes())
    finally:
        sys.__stdin__ = before  # type: ignore[misc]  # as it was
        os.close(terminal)
        os.close(end)
    assert set(PRIVATE) <= set(there)
    start = inspect.getsource(linux_driver.LinuxDriver.start_application_mode)
    assert "WriterThread(self._file)" in start
    assert "self._get_terminal_size()" in start
    assert "self._query_in_band_window_resize()" in start
    assert all(repr(text)[1:-1].replace("25u", "{KITTY_PROTOCOL_FLAG}u") in start for text in INSTEAD)
    assert set_pointer_shape("default").startswith(POINTER)
    assert "self._queue: Queue" in inspect.getsource(writer.WriterThread)
    assert "target=self._run_input_thread" in start
    assert "self._sigcont_application" in inspect.getsource(linux_driver.LinuxDriver.__init__)
    assert "disable_input" in inspect.getsource(linux_driver.LinuxDriver.stop_application_mode)
    assert callable(App._handle_exception)
    assert issubclass(TerminalDriver, linux_driver.LinuxDriver)


@contextmanager
def terminal() -> Iterator[tuple[int, Any]]:
    """A terminal's two ends: what a person would read, and a file as Python opens it for the program."""
    person, program = pty.openpty()
    with os.fdopen(program, "w") as file:
        yield person, file
    if person >= 0:
        os.close(person)


class Told:
    """Stands for the endings; knows whether it was told."""

    def __init__(self) -> None:
        self.begun = False

    def begin(self) -> None:
        """Remember it."""
        self.begun = True


def test_an_outlet_writes_all_to_a_terminal_that_is_read() -> None:
    """In the terminal's own encoding, and what it cannot show as a question mark at worst."""
    with terminal() as (person, file):
        outlet = Outlet(file, cast("Endings", Told()))
        outlet.write("Forest ")
        outlet.write("honey")
        outlet.flush()
        assert os.read(person, 100) == b"Forest honey"


def test_what_a_terminal_cannot_show_keeps_its_width() -> None:
    """So that all behind it stands where it should."""
    person, program = pty.openpty()
    with os.fdopen(program, "w", encoding="iso8859-1") as file:
        outlet = Outlet(file, cast("Endings", Told()))
        outlet.write("caf\u00e9 \u5b57 e\u0301 \u2500|")
        outlet.flush()
        assert os.read(person, 100) == b"caf\xe9 ?? e ?|"
    os.close(person)


def test_an_outlet_that_waits_for_a_stalled_line_gives_up_when_the_session_ends() -> None:
    """It is in the middle of a frame that does not fit; nothing is written twice once there is room."""
    with terminal() as (person, file):
        told = Told()
        outlet = Outlet(file, cast("Endings", told))
        writer = threading.Thread(target=outlet.write, args=("x" * 1_000_000,), daemon=True)
        writer.start()
        os.read(person, 1)  # it writes
        assert writer.is_alive()
        told.begin()
        writer.join(20)
        assert not writer.is_alive()


def test_an_outlet_says_when_its_terminal_has_gone() -> None:
    """And writes no more; nobody gets an error for it."""
    person, program = pty.openpty()
    with os.fdopen(program, "w") as file:
        told = Told()
        outlet = Outlet(file, cast("Endings", told))
        os.close(person)
        outlet.write("Forest honey")
        outlet.flush()
        outlet.write("and more")
        outlet.flush()
        assert told.begun


def fill(fd: int) -> None:
    """Write until there is no room."""
    while True:
        os.write(fd, b"x" * 1000)


def test_a_full_line_is_emptied_for_what_puts_the_terminal_back() -> None:
    """What was never read is thrown away; the last words get through."""
    with terminal() as (person, file):
        fd = reopen(file.fileno())
        assert fd is not None
        with pytest.raises(BlockingIOError):
            fill(fd)
        write_now(fd, b"LAST")
        os.close(fd)
        got = b""
        while not got.endswith(b"LAST"):
            got += os.read(person, 65536)
        assert os.get_blocking(file.fileno()), "the flag is not set on what the shell has, too"


# The watch ------------------------------------------------------------------------------------
@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Waits nobody has to sit through."""
    monkeypatch.setattr(endings, "LATE", 0.05)
    monkeypatch.setattr(endings, "HARD", 0.1)


def watched(**calls: Any) -> tuple[Endings, SimpleNamespace]:
    """A watch, and what it did."""
    seen = SimpleNamespace(ended=threading.Event(), left=threading.Event(), status=None, asked=[])

    def leave(status: int) -> None:
        seen.status = status
        seen.left.set()

    def at_last(seconds: float) -> str:
        seen.asked.append(seconds)
        return "said"

    watch = Endings(seen.ended.set, calls.get("at_last", at_last), leave)
    return watch, seen


@pytest.mark.parametrize("sign", [signal.SIGHUP, signal.SIGTERM, signal.SIGINT])
@pytest.mark.usefixtures("quick")
def test_a_signal_tells_the_app_and_then_ends_the_process(sign: signal.Signals) -> None:
    """The app is told in its loop; as it does not end here, the watch does it."""
    watch, seen = watched()

    async def run() -> None:
        watch.runs_in(asyncio.get_running_loop())
        os.kill(os.getpid(), sign)
        os.kill(os.getpid(), sign)
        while not seen.left.is_set():
            await asyncio.sleep(0.01)

    with watch.watching():
        asyncio.run(run())
    assert seen.ended.is_set()
    assert seen.status == 1
    assert len(seen.asked) == 1


@pytest.mark.usefixtures("quick")
def test_the_process_ends_even_if_saving_hangs() -> None:
    """What the app gave to the watch may be as broken as the app."""
    watch, seen = watched(at_last=lambda _: time.sleep(1000))
    with watch.watching():
        watch.begin()
        assert seen.left.wait(20)
    assert seen.status == 1


@pytest.mark.usefixtures("quick")
def test_an_ending_that_begins_before_the_app_runs_is_told_to_it_later() -> None:
    """The signal came while the app was being made."""
    watch, seen = watched()

    async def run() -> bool:
        watch.runs_in(asyncio.get_running_loop())
        await asyncio.sleep(0)
        return bool(seen.ended.is_set())

    watch.begin()
    assert asyncio.run(run())


def test_a_session_that_ends_by_itself_leaves_the_signals_as_they_were() -> None:
    """No watch stays behind."""
    watch, seen = watched()
    before = signal.getsignal(signal.SIGTERM)
    with watch.watching():
        assert signal.getsignal(signal.SIGTERM) is not before
    assert signal.getsignal(signal.SIGTERM) is before
    names = [thread for thread in threading.enumerate() if thread.name == "endings"]
    for thread in names:
        thread.join(20)
        assert not thread.is_alive()
    assert not seen.left.is_set()


def test_a_signal_that_was_ignored_stays_ignored() -> None:
    """As under nohup."""
    watch, _ = watched()
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    with watch.watching():
        assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
