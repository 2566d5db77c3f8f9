"""Two terminals: one that gets everything as it is painted, and one behind a wire."""

import re
import unicodedata
from typing import Any

import pyte
from pyte import modes

from atm_tui.wire import Wire


class Screen(pyte.Screen):
    """A pyte screen that empties itself on its way to the other screen, as terminals do."""

    def set_mode(self, *args: int, **kwargs: Any) -> None:
        super().set_mode(*args, **kwargs)
        if kwargs.get("private") and 1049 in args:
            attrs, self.cursor.attrs = self.cursor.attrs, self.default_char
            self.erase_in_display(2)
            self.cursor.attrs = attrs

    def erase_in_display(self, how: int = 0, *args: Any, **kwargs: Any) -> None:
        for y in range(self.lines):  # pyte erases only the cells it has; a terminal has all
            for x in range(self.columns):
                self.buffer[y][x] = self.buffer[y][x]
        super().erase_in_display(how, *args, **kwargs)


class Terminal:
    """A terminal with a line discipline, as far as pyte knows how."""

    def __init__(self, columns: int, rows: int) -> None:
        self.screen = Screen(columns, rows)
        self._stream = pyte.Stream(self.screen)

    def feed(self, text: str) -> None:
        """Show this; what pyte would take for text is left out."""
        text = re.sub(r"\x1b\[[<>=][0-9;]*[a-z]|\x1b\[\?[0-9;]*\$?[^hl0-9;$]", "", text)
        self._stream.feed(text.replace("\n", "\r\n"))

    def looks(self) -> list[list[tuple[Any, ...]]]:
        """Each cell as one sees it: of an empty one not the ink, nor whether it would be bold."""
        return [
            [seen(self.screen.buffer[y][x]) for x in range(self.screen.columns)]
            for y in range(self.screen.lines)
        ]

    def cursor(self) -> tuple[int, int, bool]:
        """Where the cursor is, and whether it is hidden."""
        cursor = self.screen.cursor
        return cursor.y, min(cursor.x, self.screen.columns - 1), cursor.hidden


def seen(char: Any) -> tuple[Any, ...]:
    """A cell as one sees it."""
    data = unicodedata.normalize("NFC", char.data)
    if data == " " and not (char.underscore or char.strikethrough or char.reverse):
        return (" ", char.bg)
    return (data, *char[1:])


class Both:
    """A terminal that gets all as it is, and one that gets what a wire makes of it."""

    def __init__(self, columns: int = 20, rows: int = 6, start: str = "\x1b[?1049h\x1b[?7l") -> None:
        self.plain, self.thin = Terminal(columns, rows), Terminal(columns, rows)
        self.wire = Wire(columns, rows)
        self.sent = ""
        self.paint(start)

    def paint(self, text: str) -> str:
        """Paint in both. Gives what went over the wire."""
        self.plain.feed(text)
        self.wire.write(text)
        return self.take()

    def take(self) -> str:
        """Send what the wire has."""
        self.sent = self.wire.take()
        self.thin.feed(self.sent)
        return self.sent

    def resize(self, columns: int, rows: int) -> None:
        """Give both another size."""
        for terminal in (self.plain, self.thin):
            terminal.screen.resize(rows, columns)
        self.wire.resize(columns, rows)

    def check(self) -> None:
        """Both look the same, cell by cell, and write on in the same way."""
        assert self.thin.looks() == self.plain.looks()
        assert self.thin.cursor() == self.plain.cursor()
        assert self.thin.screen.cursor.attrs == self.plain.screen.cursor.attrs
        awrap = modes.DECAWM
        assert (awrap in self.thin.screen.mode) == (awrap in self.plain.screen.mode)
