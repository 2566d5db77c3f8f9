"""Textual's driver for this terminal, made to end with it.

What it leans on beside Textual's public names; tests/terminal/test_endings.py notices if one of them goes:
of the ``LinuxDriver``, ``_file`` (all output goes through its ``write`` and ``flush``), ``_run_input_thread``
(what the thread that reads is started with), ``_key_thread``, ``_sigcont_application``, ``exit_event``,
``fileno``, ``attrs_before``, ``_get_terminal_size`` and ``_writer_thread`` with its ``_queue``;
``XTermParser`` with ``feed`` and ``tick``; ``App._handle_exception``.
"""

import codecs
import contextlib
import os
import select
import sys
import termios
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, Protocol, TextIO, cast

from textual import events
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

from atm_tui.endings import Endings, in_front, reopen, write_now
from atm_tui.wire import Wire

if TYPE_CHECKING:
    from textual.app import App
    from textual.message import Message

PATIENCE: Final = 0.1
"""Seconds until a reader or a waiting writer looks whether the session ends."""
PIECE: Final = 8192
JOIN: Final = 0.012
"""Seconds within which what is painted after a frame joins the next one. A lone frame never waits."""
LONGEST: Final = 0.1
"""Seconds after which a frame is sent even if there is more to paint."""


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


class ThinOutlet(Outlet):
    """An outlet that sends only what changes on the screen.

    All but ``resize`` and ``redraw`` is called by the thread that writes; those two leave it a word.

    Args:
        file: The terminal as Python opened it.
        endings: Told when the terminal has gone.
        more: Whether there is more to write already.
        again: Asks for everything to be painted anew, from any thread.

    Attributes:
        trouble: What went wrong, if from then on all goes out as it comes.
    """

    def __init__(
        self, file: TextIO, endings: Endings, more: Callable[[], bool], again: Callable[[], object]
    ) -> None:
        super().__init__(file, endings)
        self._more, self._again = more, again
        self._wire: Wire | None = None
        self._size = (80, 24)
        self._garbled = False
        self._sent = 0.0
        self.trouble: Exception | None = None

    def resize(self, columns: int, rows: int) -> None:
        """Tell the terminal's new size before anything is painted for it."""
        self._size = (columns, rows)

    def redraw(self) -> None:
        """Have everything sent again with the next thing written."""
        self._garbled = True

    def write(self, text: str) -> None:
        """Take what is painted; it is sent in the next pause, or if there has been none for long."""
        if self.trouble is None:
            try:
                self._take_in(text)
            except Exception as error:  # noqa: BLE001 - whatever it is, the session goes on without the wire
                self._give_up(error)
                super().write(text)
            else:
                if time.monotonic() - self._sent > LONGEST and self._more():
                    self._send()
        else:
            super().write(text)

    def _take_in(self, text: str) -> None:
        size = self._size
        if self._wire is None:
            self._wire = Wire(*size)
        self._wire.resize(*size)
        if self._garbled:
            self._garbled = False
            self._wire.redraw()
        self._wire.write(text)

    def flush(self) -> None:
        """Send what has changed. Soon after a frame, what comes within a moment goes along with it."""
        if self.trouble is None and self._wire is not None and self._wire.pending and not self._endings.begun:
            wait = self._sent + JOIN - time.monotonic()
            if wait > 0:
                time.sleep(wait)
                if self._more():  # then this is called again
                    return
        self._send()

    def _send(self) -> None:
        if self.trouble is None and self._wire is not None:
            try:
                self._held += self._wire.take().encode(self._encoding, self._errors)
            except Exception as error:  # noqa: BLE001 - as above
                self._give_up(error)
        if self._held:
            super().flush()
            self._sent = time.monotonic()

    def _give_up(self, error: Exception) -> None:
        """Go on without the wire, from an empty screen."""
        self.trouble = error
        self._held += b"\x1b[m\x1b[H\x1b[J"
        self._again()


class TerminalDriver(LinuxDriver):
    """A driver that ends the session when its terminal has gone, and never keeps it from ending."""

    def __init__(self, app: "App[Any]", **settings: Any) -> None:  # noqa: ANN401 - handed on as they are
        super().__init__(app, **settings)
        self._endings = cast("Ending", app).endings
        terminal = cast("TextIO", sys.__stderr__)
        self._outlet: Outlet
        if os.environ.get("ATM_TUI_WIRE") == "plain":
            self._outlet = Outlet(terminal, self._endings)
        else:
            self._outlet = ThinOutlet(terminal, self._endings, self._writes_more, self._paint_again)
        self._file = cast("Any", self._outlet)

    @property
    def trouble(self) -> Exception | None:
        """What went wrong with sending only the changes, if it did."""
        return self._outlet.trouble if isinstance(self._outlet, ThinOutlet) else None

    def _writes_more(self) -> bool:
        """Whether there is more for the thread that writes."""
        writer = self._writer_thread
        return writer is not None and not writer._queue.empty()  # noqa: SLF001 - Textual has no name for it

    def _paint_again(self) -> None:
        """Have the app paint all of the screen, from any thread."""
        with contextlib.suppress(RuntimeError):  # the app has ended
            self._loop.call_soon_threadsafe(lambda: self._app.screen.refresh(repaint=True, layout=True))

    def redraw(self) -> None:
        """Send the whole screen again with the next thing painted: something else has written there."""
        if isinstance(self._outlet, ThinOutlet):
            self._outlet.redraw()

    def _get_terminal_size(self) -> tuple[int, int]:
        """Look up the size; what is sent fits it from now on."""
        columns, rows = super()._get_terminal_size()
        self._resized(columns, rows)
        return columns, rows

    def process_message(self, message: "Message") -> None:
        """Hand on what the terminal says, as that it has another size."""
        if isinstance(message, events.Resize):
            self._resized(message.size.width, message.size.height)
        super().process_message(message)

    def _resized(self, columns: int, rows: int) -> None:
        if isinstance(self._outlet, ThinOutlet):
            self._outlet.resize(columns, rows)

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
