"""Where what is painted goes out: in the terminal's encoding, and never longer than the session lasts."""

import codecs
import os
import select
import termios
import time
from collections.abc import Callable
from typing import Final, TextIO

from rich.cells import cell_len

from atm_tui.endings import Endings, reopen, write_now
from atm_tui.wire import Wire

PATIENCE: Final = 0.1
"""Seconds until a waiting writer looks whether the session ends."""
PIECE: Final = 8192
JOIN: Final = 0.012
"""Seconds within which what is painted after a frame joins the next one. A lone frame never waits."""
LONGEST: Final = 0.1
"""Seconds after which a frame is sent even if there is more to paint."""
AS_WIDE: Final = "atm-tui-as-wide"
"""How what the terminal cannot show is encoded: as many question marks as it has cells."""


def _as_wide(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "?" * cell_len(error.object[error.start : error.end]), error.end


codecs.register_error(AS_WIDE, _as_wide)


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
        self._encoding = file.encoding
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
        self._held += text.encode(self._encoding, AS_WIDE)
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
        again: Asks, from any thread, for everything to be painted anew, as it is sent whole from then on.

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
        self._told = False
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
                self._held += self._wire.take().encode(self._encoding, AS_WIDE)
                if self._wire.gave_up and not self._told:
                    self._told = True
                    self._again()
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
