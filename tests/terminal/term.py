"""The installed program in a real pseudo-terminal, with a pyte screen to read what a person would see."""

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import pyte

KEYS: Final = {
    "enter": "\r", "tab": "\t", "s-tab": "\x1b[Z", "esc": "\x1b", "bs": "\x7f",
    "del": "\x1b[3~", "ins": "\x1b[2~",
    "up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D", "home": "\x1b[H", "end": "\x1b[F",
    "pgup": "\x1b[5~", "pgdn": "\x1b[6~", "alt+up": "\x1b[1;3A", "alt+down": "\x1b[1;3B",
    "f1": "\x1bOP", "f2": "\x1bOQ", "f3": "\x1bOR", "f4": "\x1bOS", "f5": "\x1b[15~", "f6": "\x1b[17~",
    "f7": "\x1b[18~", "f8": "\x1b[19~", "f9": "\x1b[20~", "f10": "\x1b[21~", "f12": "\x1b[24~",
    **{f"ctrl+{letter}": chr(ord(letter) - 96) for letter in "abcdefghijklmnopqrstuvwxyz"},
}  # fmt: skip

PATIENCE: Final = 30.0
"""Seconds after which a condition that has not come is a failure; a busy machine is slow, not wrong."""


def program() -> list[str]:
    """How the installed program is started: the script beside this Python, or the module."""
    script = Path(sys.executable).with_name("atm-tui")
    return [str(script)] if script.exists() else [sys.executable, "-m", "atm_tui"]


def environment(home: Path, **more: str) -> dict[str, str]:
    """A person's environment with an empty home folder, and nothing of the developer's.

    Her settings are in the test's own file (see ``settings_file`` of the tests), where it runs as she does.
    """
    kept = {
        name: os.environ[name]
        for name in ("PATH", "LANG", "LC_ALL", "ATM_TUI_SETTINGS")
        if name in os.environ
    }
    return kept | {
        "HOME": str(home),
        "XDG_DATA_HOME": str(home / "data"),
        "TERM": "xterm-256color",
        "COLUMNS": "",
        "PYTHONUTF8": "1",
    } | more  # fmt: skip


class Term:
    """A program in a terminal of its own.

    Attributes:
        lull: Seconds without a byte after which it has drawn all that there was to draw.
    """

    lull = 0.12

    def __init__(self, argv: list[str], env: Mapping[str, str], cols: int = 80, rows: int = 24) -> None:
        self.screen = pyte.Screen(cols, rows)
        self._stream = pyte.ByteStream(self.screen)
        self.raw = b""
        self.status: int | None = None
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.execvpe(argv[0], argv, {key: value for key, value in env.items() if value})  # noqa: S606
        self.resize(cols, rows)

    def resize(self, cols: int, rows: int) -> None:
        """Give the terminal another size."""
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, cols, 0, 0))
        self.screen.resize(rows, cols)

    def attributes(self) -> list[Any]:
        """How the terminal treats what is typed and written: echo, lines, signals."""
        return termios.tcgetattr(self.fd)

    # Reading -------------------------------------------------------------------------------
    @property
    def lines(self) -> list[str]:
        """What stands on the screen, line by line."""
        return [line.rstrip() for line in self.screen.display]

    @property
    def text(self) -> str:
        """What stands on the screen."""
        return "\n".join(self.lines)

    def _take(self, seconds: float) -> bool:
        ready, _, _ = select.select([self.fd], [], [], seconds)
        if not ready:
            return False
        try:
            data = os.read(self.fd, 65536)
        except OSError:  # the program has closed its end
            data = b""
        self.raw += data
        self._stream.feed(_without_private_modes(data))
        return bool(data)

    def until(self, holds: Callable[[], bool], what: str = "") -> None:
        """Wait until a condition holds; what the screen shows is told if it never does."""
        end = time.monotonic() + PATIENCE
        while not holds():
            if time.monotonic() > end or (not self._take(0.2) and self._ended()):
                raise AssertionError(f"{what or 'the screen'} has not come:\n{self.text}")

    def wait(self, wanted: str, *, gone: bool = False) -> None:
        """Wait until these words stand on the screen (or no longer do)."""
        self.until(lambda: (wanted in self.text) is not gone, f"{wanted!r} {'gone' if gone else ''}")

    def wait_other(self, before: str) -> None:
        """Wait until the screen shows something else than this."""
        self.until(lambda: self.text != before, "a change")

    def wait_line_gone(self, line: str) -> None:
        """Wait until no line of the screen is this one."""
        self.until(lambda: line not in self.lines, f"the end of {line!r}")

    def quiet(self, seconds: float = 0.0) -> None:
        """Read until the program has nothing more to draw for a moment."""
        while self._take(max(seconds, self.lull)):
            pass

    def clipboard(self) -> bytes:
        """The payload of the last clipboard sequence sent, still in base64."""
        found = re.findall(rb"\x1b\]52;c?;([A-Za-z0-9+/=]*)\x07", self.raw)
        return found[-1] if found else b""

    # Typing --------------------------------------------------------------------------------
    def send(self, text: str) -> None:
        """Type these characters."""
        os.write(self.fd, text.encode())

    def key(self, *names: str) -> None:
        """Press keys by their names."""
        for name in names:
            self.send(KEYS[name])

    def stall(self) -> None:
        """Let the program draw, and read nothing, until the line takes no more."""
        taken = -1
        while (now := _written_by(self.pid)) != taken:
            taken = now
            self.key(*["ctrl+l", "f2", "esc"] * 20)
            select.select([], [], [], 0.7)

    # Ending --------------------------------------------------------------------------------
    def hang_up(self) -> None:
        """Close the terminal's window, as it were: the kernel tells the session, as for a dropped line."""
        os.close(self.fd)
        self.fd = -1

    def child(self) -> int:
        """The process that runs in a shell that runs here."""
        found = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text("ascii").split()
        assert len(found) == 1, found
        return int(found[0])

    def _ended(self) -> bool:
        if self.status is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.status = os.waitstatus_to_exitcode(status)
        return self.status is not None

    def wait_end(self) -> int:
        """Wait until the program has ended. Gives its exit status."""
        end = time.monotonic() + PATIENCE
        while not self._ended():
            if time.monotonic() > end:
                raise AssertionError(f"The program has not ended:\n{self.text}")
            if self.fd >= 0:
                self._take(0.05)
            else:
                wait_gone(self.pid)
        return self.status or 0

    def close(self) -> None:
        """End the program if it still runs."""
        if not self._ended():
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        if self.fd >= 0:
            os.close(self.fd)


def wait_gone(pid: int) -> None:
    """Wait until a process has ended, also one that is not a child of ours."""
    with contextlib.suppress(ProcessLookupError):
        process = os.pidfd_open(pid)
        try:
            assert select.select([process], [], [], PATIENCE)[0], f"process {pid} still runs"
        finally:
            os.close(process)


def _written_by(pid: int) -> int:
    """How many bytes a process has written so far, wherever to."""
    return int(Path(f"/proc/{pid}/io").read_text("ascii").split("wchar:")[1].split()[0])


def _without_private_modes(data: bytes) -> bytes:
    """Leave out what pyte takes for text: keyboard protocol and mode requests."""
    return re.sub(rb"\x1b\[[<>=?][0-9;]*[$]?[a-zA-Z]", _keep_known, data)


def _keep_known(found: re.Match[bytes]) -> bytes:
    return found[0] if found[0].startswith(b"\x1b[?") and found[0][-1:] in b"hl" else b""


@contextlib.contextmanager
def running(home: Path, *arguments: str, cols: int = 80, rows: int = 24, **more: str) -> Iterator[Term]:
    """The installed program in a terminal, ended at the end."""
    term = Term([*program(), *arguments], environment(home, **more), cols, rows)
    try:
        yield term
    finally:
        term.close()
