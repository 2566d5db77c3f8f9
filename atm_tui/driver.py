"""Textual's driver for this terminal, made to end with it.

What it leans on beside Textual's public names; tests/terminal/test_endings.py notices if one of them goes:
of the ``LinuxDriver``, ``_file`` (all output goes through its ``write`` and ``flush``), ``_run_input_thread``
(what the thread that reads is started with), ``_key_thread``, ``_sigcont_application``, ``exit_event``,
``fileno`` and ``attrs_before``; ``XTermParser`` with ``feed`` and ``tick``; ``App._handle_exception``.
"""

import codecs
import os
import select
import sys
import termios
from typing import TYPE_CHECKING, Any, Final, Protocol, TextIO, cast

from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

from atm_tui.endings import Endings, in_front, reopen, write_now

if TYPE_CHECKING:
    from textual.app import App

PATIENCE: Final = 0.1
"""Seconds until a reader or a waiting writer looks whether the session ends."""
PIECE: Final = 8192


class Ending(Protocol):
    """An app that can be told that its terminal has gone."""

    endings: Endings


class Outlet:
    """Where the driver writes to: the terminal, never longer than the session lasts.

    A write waits for a slow line, and stops waiting when the session ends: else a stalled line would hold the
    thread that writes, that the driver, and that the app.

    Args:
        file: The terminal as Python opened it.
        endings: Told when the terminal has gone.
    """

    def __init__(self, file: TextIO, endings: Endings) -> None:
        self._endings = endings
        self._encoding, self._errors = file.encoding, file.errors or "replace"
        own = reopen(file.fileno())
        self._fd = file.fileno() if own is None else own
        self._waits = own is None
        self._held = bytearray()
        self.shut = False

    def fileno(self) -> int:
        """The terminal's file descriptor."""
        return self._fd

    def write(self, text: str) -> None:
        """Write when the next pause comes, or enough is there."""
        self._held += text.encode(self._encoding, self._errors)
        if len(self._held) >= PIECE:
            self.flush()

    def flush(self) -> None:
        """Write what is held."""
        data, self._held = bytes(self._held), bytearray()
        try:
            while data and not self.shut:
                data = self._some(data)
        except (OSError, termios.error):  # the terminal has gone
            self.shut = True
            self._endings.begin()

    def _some(self, data: bytes) -> bytes:
        """Write a part. Gives what is left."""
        if self._endings.begun and not self._waits:
            write_now(self._fd, data)
            return b""
        if not _has_room(self._fd):
            return b"" if self._endings.begun else data
        try:
            return data[os.write(self._fd, data) :]
        except BlockingIOError:
            return data


def _has_room(fd: int) -> bool:
    poll = select.poll()
    poll.register(fd, select.POLLOUT)
    return bool(poll.poll(PATIENCE * 1000))


class TerminalDriver(LinuxDriver):
    """A driver that ends the session when its terminal has gone, and never keeps it from ending."""

    def __init__(self, app: "App[Any]", **settings: Any) -> None:  # noqa: ANN401 - handed on as they are
        super().__init__(app, **settings)
        self._endings = cast("Ending", app).endings
        self._outlet = Outlet(cast("TextIO", sys.__stderr__), self._endings)
        self._file = cast("Any", self._outlet)

    def run_input_thread(self) -> None:
        """Hand on what is typed. At the end of input the session ends; Textual's own reads on for ever."""
        parser = XTermParser(self._debug)
        decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        while not self.exit_event.is_set():
            text = ""
            if select.select([self.fileno], [], [], PATIENCE)[0]:
                try:
                    typed = os.read(self.fileno, PIECE)
                except OSError:  # how a terminal that was hung up answers
                    typed = b""
                if not typed:
                    self._endings.begin()
                    return
                text = decode(typed)
            if text:
                for message in parser.feed(text):
                    self.process_message(message)
            for message in parser.tick():
                self.process_message(message)

    def _run_input_thread(self) -> None:
        """Read until the driver stops. Textual's own would print an error with what was typed."""
        try:
            self.run_input_thread()
        except Exception as error:  # noqa: BLE001 - whatever it is, the app saves, says so and ends
            self._app.call_later(self._app._handle_exception, error)  # noqa: SLF001 - as Textual's workers do

    def stop_application_mode(self) -> None:
        """Give the terminal back, unless a shell has taken it since we were stopped."""
        if not in_front(self.fileno):
            self.attrs_before = None
            self._outlet.shut = True
        super().stop_application_mode()

    def disable_input(self) -> None:
        """Read no more; what is typed to a shell in front of us is not thrown away."""
        if in_front(self.fileno):
            super().disable_input()
        elif self._key_thread is not None:
            self.exit_event.set()
            self._key_thread.join()
            self.exit_event.clear()

    def _sigcont_application(self, *_: object) -> None:
        """Go on after a stop; a session that ends must not come back to the screen."""
        self._outlet.shut = False
        if not self._endings.begun:
            super()._sigcont_application()
