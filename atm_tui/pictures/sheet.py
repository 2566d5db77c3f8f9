"""A sheet of cells to draw on, for what is not written line by line."""

from collections.abc import Iterable
from itertools import groupby
from typing import Final

from atm_tui.clean import clean_line
from atm_tui.pictures.glyphs import Glyphs
from atm_tui.pictures.picture import Line, Look, Span
from atm_tui.width import of, wrap

_Cell = tuple[str, Look, str]
_BLANK: Final[_Cell] = (" ", Look.PLAIN, "")
_TAIL: Final = ""
"""The text of a cell that the wide letter before it takes."""


class Sheet:
    """So many cells across, and as many lines down as are drawn on.

    What goes beyond the right edge is cut there; of a wide letter never one half is left.
    """

    def __init__(self, width: int, height: int = 0) -> None:
        self.width = width
        self._rows: list[list[_Cell]] = []
        self._grow(height)

    @property
    def height(self) -> int:
        """How many lines there are."""
        return len(self._rows)

    def put(self, x: int, y: int, text: str, look: Look = Look.PLAIN, record: str = "") -> int:
        """Write harmless words without a line end from a cell on. Gives the cell behind them."""
        self._grow(y + 1)
        row = self._rows[y]
        for character in text:
            size = of(character)
            if size == 0:
                self._join(row, x, character)
                continue
            if x >= 0 and x + size <= self.width:
                for place in range(x, x + size):
                    self._free(row, place)
                row[x] = (character, look, record)
                if size == 2:
                    row[x + 1] = (_TAIL, look, record)
            x += size
        return x

    def wrapped(
        self, x: int, y: int, text: str, width: int, *, look: Look = Look.PLAIN, record: str = ""
    ) -> int:
        """Write words over as many lines as they need. Gives how many."""
        lines = wrap(clean_line(text), width)
        for number, line in enumerate(lines):
            self.put(x, y + number, line, look, record)
        return len(lines)

    def across(self, x: int, y: int, length: int, sign: str, look: Look = Look.RULE) -> None:
        """Draw a line across."""
        self.put(x, y, sign * length, look)

    def down(self, x: int, y: int, length: int, sign: str, look: Look = Look.RULE) -> None:
        """Draw a line down."""
        for place in range(y, y + length):
            self.put(x, place, sign, look)

    def box(self, x: int, y: int, width: int, height: int, glyphs: Glyphs) -> None:
        """Draw a frame of so many cells, its lines included."""
        inside = glyphs.across * (width - 2)
        self.put(x, y, glyphs.top_left + inside + glyphs.top_right, Look.RULE)
        self.down(x, y + 1, height - 2, glyphs.down)
        self.down(x + width - 1, y + 1, height - 2, glyphs.down)
        self.put(x, y + height - 1, glyphs.bottom_left + inside + glyphs.bottom_right, Look.RULE)

    def lines(self) -> Iterable[Line]:
        """What was drawn, line by line."""
        return (_spans(row) for row in self._rows)

    def _grow(self, height: int) -> None:
        while len(self._rows) < height:
            self._rows.append([_BLANK] * self.width)

    def _free(self, row: list[_Cell], x: int) -> None:
        """Let go of a cell: the other half of a wide letter in it turns blank."""
        if row[x][0] == _TAIL:
            row[x - 1] = _BLANK
        elif x + 1 < self.width and row[x + 1][0] == _TAIL:
            row[x + 1] = _BLANK
        row[x] = _BLANK

    def _join(self, row: list[_Cell], x: int, mark: str) -> None:
        """Put a mark on the letter before it."""
        place = x - 1
        if 0 <= place < self.width and row[place][0] == _TAIL:
            place -= 1
        if 0 <= place < self.width and row[place] != _BLANK:
            text, look, record = row[place]
            row[place] = (text + mark, look, record)


def _spans(row: list[_Cell]) -> Line:
    spans = [
        Span("".join(text for text, _, _ in cells), look, record)
        for (look, record), cells in groupby(row, key=lambda cell: cell[1:])
    ]
    blank_end = spans and not spans[-1].record and not spans[-1].text.strip()
    return tuple(spans[:-1] if blank_end else spans)
