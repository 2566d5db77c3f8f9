"""A grid of cells, written to as a terminal is."""

from functools import lru_cache
from typing import Final, TypeAlias

from rich.cells import cell_len

from atm_tui.wire.style import PLAIN, Style, blank

Cell: TypeAlias = tuple[str, Style]
"""What stands in a column, and how it looks. The right half of a wide character has the empty text."""
Row: TypeAlias = list[Cell]

EMPTY: Final[Cell] = (" ", PLAIN)
JOINER: Final = "\u200d"
KEPT: Final = 5_000
"""How many cells of one look are kept at hand, so that equal cells mostly are the same one."""
STYLES: Final = 500
"""Of how many looks cells are kept at hand."""


class Cells(dict[str, Cell]):
    """The cells of one look by their character."""

    def __init__(self, style: Style) -> None:
        super().__init__()
        self._style = style

    def __missing__(self, text: str) -> Cell:
        """Make a cell, and keep it."""
        look = blank(self._style) if text == " " else self._style
        cell = self[text] = EMPTY if text == " " and look == PLAIN else (text, look)
        return cell


class Grid:
    """The cells of a screen, with a cursor and the look of what is written next.

    Attributes:
        rows: The cells, row by row.
        x: The cursor's column; as many as there are columns when the last one was just written.
        y: The cursor's row.
        pen: How the next text looks.
        wraps: Whether text goes on in the next row at the end of one.
        touched: The rows written to since somebody emptied this.
    """

    def __init__(self, columns: int, rows: int) -> None:
        self.columns, self.height = columns, rows
        self.rows: list[Row] = [[EMPTY] * columns for _ in range(rows)]
        self.x = self.y = 0
        self.pen = PLAIN
        self.wraps = True
        self.touched: set[int] = set()
        self._kept: dict[Style, Cells] = {}

    def resize(self, columns: int, rows: int) -> None:
        """Become larger or smaller at the right and the bottom."""
        more = [EMPTY] * (columns - self.columns)
        self.rows = [row[:columns] + more for row in self.rows[:rows]]
        self.rows += [[EMPTY] * columns for _ in range(rows - len(self.rows))]
        self.columns, self.height = columns, rows
        self.move(self.y, self.x)
        self.touched = set(range(rows))

    # Writing -------------------------------------------------------------------------------
    def put(self, text: str) -> None:
        """Write characters that take one column each."""
        cells = self._cells()
        while text:
            if self.x >= self.columns:
                if self.wraps:
                    self.newline()
                else:
                    self.x, text = self.columns - 1, text[-1]
            part, text = text[: self.columns - self.x], text[self.columns - self.x :]
            row = self._open(self.x, self.x + len(part))
            row[self.x : self.x + len(part)] = map(cells.__getitem__, part)
            self.x += len(part)

    def put_any(self, text: str) -> None:
        """Write characters of any width."""
        joined = False
        for char in text:
            if joined or char == JOINER or not _width(char):
                joined = self._combine(char) and char == JOINER
            elif _width(char) == 1:
                self.put(char)
            else:
                self._put_wide(char)

    def _put_wide(self, char: str) -> None:
        if self.x + 2 > self.columns:
            if not self.wraps or self.columns < 2:
                self.x = min(self.x, self.columns - 1)
                self.put(" ")  # there is no room for it: terminals differ, a wide one never hangs over
                return
            self.newline()
        row = self._open(self.x, self.x + 2)
        row[self.x : self.x + 2] = [self._cells()[char], ("", self.pen)]
        self.x += 2

    def _combine(self, char: str) -> bool:
        """Add to the character before the cursor. Gives whether it took it."""
        row, x = self.rows[self.y], self.x - 1
        if x < 0:
            return False
        if not row[x][0]:
            x -= 1
        text, style = row[x]
        width = cell_len(text + char)
        if width > self.x - x and (width > 2 or self.x >= self.columns):
            if _width(char):  # it cannot be joined, so it stands alone
                self.put_any(char)
            return False
        self.touched.add(self.y)
        row[x] = (text + char, style)
        if width > self.x - x:  # a sign that makes a narrow character wide
            self._open(self.x, self.x + 1)[self.x] = ("", style)
            self.x += 1
        return True

    def _cells(self) -> Cells:
        cells = self._kept.get(self.pen)
        if cells is None:
            if len(self._kept) > STYLES:
                self._kept.clear()
            cells = self._kept[self.pen] = Cells(self.pen)
        if len(cells) > KEPT:
            cells.clear()
        return cells

    def _open(self, start: int, end: int) -> Row:
        """The cursor's row, opened from one column up to another. Of a wide character no half stays."""
        row = self.rows[self.y]
        self.touched.add(self.y)
        if start and not row[start][0]:
            row[start - 1] = (" ", blank(row[start - 1][1]))
        if end < self.columns and not row[end][0]:
            row[end] = (" ", blank(row[end][1]))
        return row

    # Moving --------------------------------------------------------------------------------
    def move(self, y: int, x: int) -> None:
        """Put the cursor there, or at the edge next to it."""
        self.y = min(max(y, 0), self.height - 1)
        self.x = min(max(x, 0), self.columns - 1)

    def newline(self) -> None:
        """Go to the start of the next row; at the bottom all rows move up."""
        self.x = 0
        if self.y < self.height - 1:
            self.y += 1
            return
        self.rows.append([EMPTY] * self.columns)
        del self.rows[0]
        self.touched = set(range(self.height))

    # Erasing -------------------------------------------------------------------------------
    def erase_line(self, which: int) -> None:
        """Empty the cursor's row: from the cursor on (0), up to it (1), or all of it (2)."""
        x = min(self.x, self.columns - 1)
        start, end = [(x, self.columns), (0, x + 1), (0, self.columns)][which]
        cell = (" ", Style(ground=self.pen.ground))
        self._open(start, end)[start:end] = [EMPTY if cell == EMPTY else cell] * (end - start)

    def erase_screen(self, which: int) -> None:
        """Empty the screen: from the cursor on (0), up to it (1), or all of it (2)."""
        if which < 2:
            self.erase_line(which)
        here = self.y
        for y in [range(here + 1, self.height), range(here), range(self.height)][which]:
            self.y = y
            self.erase_line(2)
        self.y = here


@lru_cache(KEPT)
def _width(char: str) -> int:
    return cell_len(char)
