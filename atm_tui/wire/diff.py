"""From what a terminal shows to what it shall show, in few bytes."""

from typing import Final

from atm_tui.wire.grid import EMPTY, Cell, Row
from atm_tui.wire.style import PLAIN, Style, blank, change

ERASE: Final = "\x1b[K"
CLEAR: Final = "\x1b[m\x1b[H\x1b[J"


class Hand:
    """Writes to a terminal whose cursor and look it keeps in mind.

    Attributes:
        sent: What is to be sent, in pieces.
        y: The cursor's row, or None if it is not known.
        x: The cursor's column, or None if it is not known.
        pen: How the next text looks.
    """

    def __init__(self) -> None:
        self.sent: list[str] = []
        self.y: int | None = None
        self.x: int | None = None
        self.pen = PLAIN

    def start(self) -> None:
        """Empty the screen, whatever it shows and however text looks there."""
        self.look(PLAIN)  # ends a hyperlink too
        self.sent.append(CLEAR)
        self.x = self.y = 0

    def look(self, style: Style) -> None:
        """Have the next text look so."""
        if style != self.pen:
            self.sent.append(change(self.pen, style))
            self.pen = style

    def move(self, y: int, x: int, row: Row | None = None) -> None:
        """Bring the cursor there.

        Args:
            y: The row.
            x: The column.
            row: What that row shows, if its cells may be written again where that is shorter.
        """
        if (self.y, self.x) == (y, x):
            return
        ways = [_absolute(y, x)]
        if self.y == y and x == 0:
            ways.append("\r")
        elif self.y == y and self.x is not None:
            ways.append(_relative(x - self.x, "C", "D"))
            if row is not None and 0 < x - self.x <= 4:
                ways.append(self._again(row[self.x : x]))
        elif self.y is not None and self.x is not None and (self.y + 1, 0) == (y, x):
            ways.append("\r\n")
        elif self.x == x and self.y is not None:
            ways.append(_relative(y - self.y, "B", "A"))
        self.sent.append(min((way for way in ways if way), key=len))
        self.y, self.x = y, x

    def _again(self, cells: list[Cell]) -> str:
        """These cells' text, if it can be written as the pen is now."""
        text = "".join(text for text, _ in cells)
        fits = text.isascii() and len(text) == len(cells) and all(map(self.fits, cells))
        return text if fits else ""

    def fits(self, cell: Cell) -> bool:
        """Whether a cell looks as it shall if it is written now."""
        return cell[1] == self.pen or (cell[0] == " " and blank(self.pen) == cell[1])

    def write(self, cell: Cell, wide: int, columns: int) -> None:
        """Write one cell of so many columns where the cursor is."""
        text, style = cell
        if not self.fits(cell):
            self.look(style)
        self.sent.append(text)
        if self.x is not None:
            self.x += wide
            # In the last column terminals differ on where the cursor stands, and on the width of some signs.
            if self.x >= columns or len(text) > 1 or _doubtful(text, wide):
                self.x = None


def _doubtful(text: str, wide: int) -> bool:
    return text >= "\U0001f000" or (wide == 2 and text < "\u2e80")


def _absolute(y: int, x: int) -> str:
    if x:
        return f"\x1b[{y + 1};{x + 1}H"
    return f"\x1b[{y + 1}H" if y else "\x1b[H"


def _relative(count: int, on: str, back: str) -> str:
    letter, count = (on, count) if count > 0 else (back, -count)
    if letter == "D" and count <= 3:
        return "\b" * count
    return f"\x1b[{count if count > 1 else ''}{letter}"


def send_row(hand: Hand, y: int, old: Row, new: Row) -> None:
    """Bring one row from what it shows to what it shall show."""
    columns = len(new)
    changed = [x for x, (was, shall) in enumerate(zip(old, new, strict=True)) if was != shall]
    if any(not text for text, _ in old) or any(not text for text, _ in new):
        changed = _whole(changed, old, new)
    tail = columns
    while tail and new[tail - 1] == EMPTY:
        tail -= 1
    for x in changed:
        if x >= tail and changed[-1] - x >= len(ERASE):
            if hand.y != y or hand.x is None or not tail <= hand.x <= x:
                hand.move(y, x, new)
            hand.look(PLAIN)
            hand.sent.append(ERASE)
            return
        if new[x][0]:
            hand.move(y, x, new)
            hand.write(new[x], 2 if x + 1 < columns and not new[x + 1][0] else 1, columns)


def _whole(changed: list[int], old: Row, new: Row) -> list[int]:
    """These columns, and all that hold another half of a wide character that stands or shall stand there."""
    found, todo = set(changed), list(changed)
    while todo:
        x = todo.pop()
        for row in (old, new):
            for other, right in ((x - 1, x), (x + 1, x + 1)):
                if right < len(row) and not row[right][0] and other not in found:
                    found.add(other)
                    todo.append(other)
    return sorted(found)
