"""How a session ends from outside: the line drops, the host goes down, the terminal goes away.

The app ends itself, with everything saved. The watch below only makes sure that it does: once an ending
has begun, the process is gone after ``HARD`` seconds, whatever the app hangs in.
"""

import asyncio
import contextlib
import contextvars
import os
import signal
import termios
import threading
import time
from collections.abc import Callable, Iterator
from queue import SimpleQueue
from typing import Any, Final

SIGNS: Final = (signal.SIGHUP, signal.SIGTERM, signal.SIGINT)
"""What the system, or another session, sends to end this one. Ctrl+C is a key here and sends none."""
LATE: Final = 1.0
"""Seconds that the app has to end by itself, before the watch asks for the plan to be saved."""
HARD: Final = 2.0
"""Seconds after which the process is ended in any case."""
FAILED: Final = 1

PUT_BACK: Final = (
    b"\x1b\\"  # ends a sequence that was cut in the middle
    b"\x1b[?2026l\x1b[?2004l\x1b[?2048l\x1b[?1004l\x1b[?7h"
    b"\x1b[<u\x1b[0m\x1b[?1049l\x1b[?25h"
)
"""Undoes what Textual's driver switches on: paste and focus reports, kitty's keyboard, the other screen."""


class Endings:
    """The watch over the end of a session.

    Args:
        end: The app's own ending; called in the app's loop, perhaps more than once.
        at_last: Called from another thread when the app is late: waits at most so many seconds until what
            was asked for is saved, and gives what to say at the end.
        leave: What ends the process.

    Attributes:
        begun: Whether the session is ending, so that nothing may wait for a slow line any more.
    """

    def __init__(
        self,
        end: Callable[[], None],
        at_last: Callable[[float], str],
        leave: Callable[[int], object] = os._exit,
    ) -> None:
        self._end = end
        self._at_last = at_last
        self._leave = leave
        # A signal handler may be called inside another one, and inside any lock but that of this queue.
        self._asked: SimpleQueue[bool] = SimpleQueue()
        self.begun = False
        self._loop: asyncio.AbstractEventLoop | None = None
        self._context = contextvars.copy_context()

    def begin(self) -> None:
        """Begin to end, from any thread or signal handler. A second time changes nothing."""
        self.begun = True
        self._asked.put(item=True)

    def runs_in(self, loop: asyncio.AbstractEventLoop) -> None:
        """Tell the loop in which the app runs; called there."""
        self._loop, self._context = loop, contextvars.copy_context()  # Textual looks up its app there
        if self.begun:
            loop.call_soon(self._end)

    @contextlib.contextmanager
    def watching(self) -> Iterator[None]:
        """Watch as long as this lasts, and, if an ending has begun, on until the process is gone.

        A signal that was ignored before (``nohup``) stays ignored; then the terminal's own end tells.
        """
        before = {sign: signal.getsignal(sign) for sign in SIGNS}
        heard = [sign for sign in SIGNS if before[sign] is not signal.SIG_IGN]
        threading.Thread(target=self._mind, args=(_attributes(),), name="endings", daemon=True).start()
        for sign in heard:
            signal.signal(sign, lambda *_: self.begin())
        try:
            yield
        finally:
            if not self.begun:
                for sign in heard:
                    signal.signal(sign, before[sign])
                self._asked.put(item=False)

    def _mind(self, attributes: list[Any] | None) -> None:
        """Wait for an ending, tell the app, and end the process if the app has not done so in time."""
        if not self._asked.get():
            return
        latest = time.monotonic() + HARD
        words: list[str] = []
        asks = threading.Thread(target=lambda: words.append(self._at_last(HARD - LATE)), daemon=True)
        try:
            if self._loop is not None:
                with contextlib.suppress(RuntimeError):  # it has ended already
                    self._loop.call_soon_threadsafe(self._end, context=self._context)
            time.sleep(LATE)
            asks.start()  # a thread of its own: even if it hangs as the app does, this one goes on
            asks.join(HARD - LATE)
            time.sleep(max(0.0, latest - time.monotonic()))
            put_back(attributes, "".join(words))
        finally:  # whatever went wrong, no process is left behind
            self._leave(FAILED)


def put_back(attributes: list[Any] | None, words: str = "") -> None:
    """Give the terminal back as it was, and say something there, without ever waiting for it."""
    with contextlib.suppress(OSError, termios.error):
        if not in_front(0):
            return
        if attributes is not None:
            termios.tcsetattr(0, termios.TCSANOW, attributes)
        fd = reopen(2)
        if fd is not None:
            write_now(fd, PUT_BACK + words.encode("ascii", "replace") + b"\r\n")


def reopen(fd: int) -> int | None:
    """The same terminal, opened once more so that writing never waits. Gives None where that is refused.

    The flag for it is not set on ``fd`` itself: the shell that started us has the same one.
    """
    names = []
    with contextlib.suppress(OSError):
        names.append(os.ttyname(fd))
    with contextlib.suppress(OSError):  # raised unless this is the terminal that /dev/tty means
        os.tcgetpgrp(fd)
        names.append("/dev/tty")
    for name in names:
        with contextlib.suppress(OSError):
            return os.open(name, os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK)
    return None


def write_now(fd: int, data: bytes) -> None:
    """Write to a terminal that was reopened. Where a stalled line has no room, throw away what waits there.

    Raises:
        OSError: The terminal has gone.
    """
    for _ in range(4):
        try:
            data = data[os.write(fd, data) :]
        except BlockingIOError:
            termios.tcflush(fd, termios.TCOFLUSH)
        if not data:
            return


def in_front(fd: int) -> bool:
    """Whether the terminal is ours to change: no shell has put us aside."""
    try:
        return os.tcgetpgrp(fd) == os.getpgrp()
    except OSError:  # not the one that controls us: nobody shares it
        return True


def _attributes() -> list[Any] | None:
    with contextlib.suppress(termios.error):
        return termios.tcgetattr(0)
    return None
