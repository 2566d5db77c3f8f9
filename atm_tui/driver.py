"""Textual's driver for this terminal, made to end with it, and to take what a terminal can send.

What it leans on beside Textual's public names; tests/terminal/test_driver.py notices if one of them goes:
of the ``LinuxDriver``, ``_file`` (all output goes through its ``write`` and ``flush``), ``_run_input_thread``
(what the thread that reads is started with), ``_key_thread``, ``_sigcont_application``, ``exit_event``,
``fileno``, ``attrs_before``, ``_get_terminal_size``, ``_query_in_band_window_resize`` and ``_writer_thread``
with its ``_queue``; ``XTermParser`` with ``feed``; ``App._handle_exception``.
"""

import asyncio
import codecs
import contextlib
import os
import select
import signal
import sys
import threading
import time
from typing import TYPE_CHECKING, Any, Final, Protocol, TextIO, cast

from textual import constants, events
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.geometry import Size

from atm_tui.endings import Endings, in_front
from atm_tui.incoming import ESC, Incoming, Pasted
from atm_tui.outlet import Outlet, ThinOutlet

if TYPE_CHECKING:
    from textual.app import App
    from textual.message import Message

PATIENCE: Final = 0.1
"""Seconds until the reader looks whether the session ends."""
PIECE: Final = 8192
SETTLES: Final = 0.15
"""Seconds without another size after which a new one is drawn: a window's edge that is dragged has many."""
LEAST: Final = (80, 24)
"""Columns and rows of a terminal that does not know its size, as a serial line."""
INSTEAD: Final = {
    "\x1b[?1004h": "",  # whether the window is in front changes nothing, and each report would be drawn
    "\x1b[>25u": "\x1b[>1u",  # kitty's protocol: Esc and Ctrl told from the rest, not ten bytes a letter
}
"""What Textual switches on and what is switched on instead."""
EMPTY: Final = "\x1b[m\x1b[H\x1b[J"
"""What the screen is left with: on a console without another one our words would stand among the shell's."""
POINTER: Final = "\x1b]22;"
"""How the shape of the mouse's pointer is set; an old console would show what follows."""


class Session(Protocol):
    """An app that can be told what happens to its terminal."""

    endings: Endings

    def sent_whole(self) -> None:
        """The changes alone can be sent no longer: paint all, and say so."""


class Keyboard:
    """Reads pieces of what comes in as keys and pastes.

    A sequence that is no key, or makes Textual's parser fail, is passed over with the parser that read it.
    """

    def __init__(self) -> None:
        self._parser = XTermParser()

    def read(self, piece: str | Pasted) -> "list[Message]":
        """What a piece says; nothing if it says nothing."""
        if isinstance(piece, Pasted):
            return [events.Paste(piece.text)]
        if piece == ESC:
            return [events.Key("escape", ESC)]
        try:
            found = list(self._parser.feed(piece))
        except Exception:  # noqa: BLE001 - whatever a terminal sends, the session goes on
            found = []
        if piece[0] == ESC and piece[-1] != "u":  # an unknown number in it is no letter
            found = [one for one in found if not (isinstance(one, events.Key) and one.is_printable)]
        if not found:
            self._parser = XTermParser()  # the one before waits for more
        return found


class TerminalDriver(LinuxDriver):
    """A driver that ends the session when its terminal has gone, and never keeps it from ending."""

    def __init__(self, app: "App[Any]", **settings: Any) -> None:  # noqa: ANN401 - handed on as they are
        super().__init__(app, **settings)
        self._session = cast("Session", app)
        self._endings = self._session.endings
        self._settling: asyncio.TimerHandle | None = None
        self._listens = threading.Event()
        self._suspended = False
        terminal = cast("TextIO", sys.__stderr__)
        self._outlet: Outlet
        if os.environ.get("ATM_TUI_WIRE") == "plain":
            self._outlet = Outlet(terminal, self._endings)
        else:
            self._outlet = ThinOutlet(terminal, self._endings, self._writes_more, self._fall_back)
        self._file = cast("Any", self._outlet)

    # What goes out ---------------------------------------------------------------------------
    def write(self, data: str) -> None:
        """Write, but for what would cost bytes and is of no use here."""
        if not data.startswith(POINTER):
            super().write(INSTEAD.get(data, data))

    def _query_in_band_window_resize(self) -> None:
        """Ask nothing: a new size is told by a signal, also through SSH."""

    def _writes_more(self) -> bool:
        """Whether there is more for the thread that writes."""
        writer = self._writer_thread
        return writer is not None and not writer._queue.empty()  # noqa: SLF001 - Textual has no name for it

    def _fall_back(self) -> None:
        """Sending only the changes has failed: have all painted, and have it said."""
        with contextlib.suppress(RuntimeError):  # the app has ended
            self._app.call_later(self._session.sent_whole)

    def redraw(self) -> None:
        """Send the whole screen again with the next thing painted: something else has written there."""
        if isinstance(self._outlet, ThinOutlet):
            self._outlet.redraw()

    # Size ------------------------------------------------------------------------------------
    def _get_terminal_size(self) -> tuple[int, int]:
        """Look up the size of what is drawn on; what is sent fits it from now on."""
        try:
            columns, rows = os.get_terminal_size(self._outlet.fileno())
        except OSError:  # it has gone, or is no real terminal
            columns = rows = 0
        columns, rows = columns or LEAST[0], rows or LEAST[1]
        if isinstance(self._outlet, ThinOutlet):
            self._outlet.resize(columns, rows)
        return columns, rows

    def start_application_mode(self) -> None:
        """Take the terminal over."""
        super().start_application_mode()  # type: ignore[no-untyped-call]  # Textual's has no annotation
        if self._reads():  # else a shell has it still
            self._suspended = False
        signal.signal(signal.SIGWINCH, lambda *_: self._loop.call_soon_threadsafe(self._size_changes))

    def _size_changes(self) -> None:
        """Wait until the size stays as it is."""
        if self._settling is not None:
            self._settling.cancel()
        self._settling = self._loop.call_later(SETTLES, self._size_stays)

    def _size_stays(self) -> None:
        size = Size(*self._get_terminal_size())
        self.process_message(events.Resize(size, size))

    # What comes in ---------------------------------------------------------------------------
    def listen(self) -> None:
        """The app is ready for keys; those that were typed ahead wait in the terminal until then."""
        self._listens.set()

    def run_input_thread(self) -> None:
        """Hand on what is typed. At the end of input the session ends; Textual's own reads on for ever."""
        terminal = cast("TextIO", sys.__stdin__)
        decode = codecs.getincrementaldecoder(terminal.encoding)("replace").decode
        incoming, keyboard = Incoming(constants.ESCAPE_DELAY), Keyboard()
        while not self.exit_event.is_set():
            wait = PATIENCE if incoming.due is None else incoming.due - time.monotonic()
            if select.select([self.fileno], [], [], min(max(wait, 0), PATIENCE))[0]:
                try:
                    typed = os.read(self.fileno, PIECE)
                except OSError:  # how a terminal that was hung up answers
                    typed = b""
                if not typed:
                    self._endings.begin()
                    return
                pieces = incoming.feed(decode(typed), time.monotonic())
            else:
                pieces = incoming.tick(time.monotonic())
            for piece in pieces:
                for message in keyboard.read(piece):
                    self.process_message(message)

    def _run_input_thread(self) -> None:
        """Read until the driver stops. Textual's own would print an error with what was typed."""
        try:
            while not self._listens.wait(PATIENCE):
                if self.exit_event.is_set():
                    return
            self.run_input_thread()
        except Exception as error:  # noqa: BLE001 - whatever it is, the app saves, says so and ends
            self._app.call_later(self._app._handle_exception, error)  # noqa: SLF001 - as Textual's workers do

    # Stopping and going on -------------------------------------------------------------------
    def stop_application_mode(self) -> None:
        """Give the terminal back, unless a shell has taken it since we were stopped."""
        if in_front(self.fileno):
            self.write(EMPTY)
        else:
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

    def suspend_application_mode(self) -> None:
        """Give the terminal to a shell for a time."""
        super().suspend_application_mode()
        self._suspended = True

    def _sigcont_application(self, *_: object) -> None:
        """Go on after a stop; a session that ends must not come back to the screen.

        Before SIGSTOP, and where a terminal goes whose hang-up is not heard, there was no time to leave the
        screen: this is done now, or there would be two threads that read, and the raw modes would stay.
        """
        self._outlet.shut = False
        if self._endings.begun:
            return
        if not self._suspended and self._reads():
            self.exit_event.set()  # as long as it is set, nothing that was typed meanwhile is thrown away
            cast("threading.Thread", self._key_thread).join()
            self.suspend_application_mode()
            self.exit_event.clear()
        if self._suspended:
            super()._sigcont_application()

    def _reads(self) -> bool:
        """Whether keys are read, and not just about to be read no more."""
        return self._key_thread is not None and self._key_thread.is_alive() and not self.exit_event.is_set()
