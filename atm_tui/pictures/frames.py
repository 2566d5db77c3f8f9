"""Frames that share their lines, as the boxes of a canvas do."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from atm_tui.pictures.glyphs import Glyphs
from atm_tui.pictures.picture import Look
from atm_tui.pictures.sheet import Sheet

_UP, _RIGHT, _DOWN, _LEFT = 1, 2, 4, 8
_OPPOSITE: Final = {_RIGHT: _LEFT, _DOWN: _UP}
_MOVE: Final = {_RIGHT: (1, 0), _DOWN: (0, 1)}


@dataclass(frozen=True)
class Frame:
    """A frame by the cells of its corners.

    Attributes:
        left, top, right, bottom: The cells on which its lines lie.
    """

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """Cells inside it, from line to line."""
        return self.right - self.left - 1

    @property
    def height(self) -> int:
        """Lines inside it."""
        return self.bottom - self.top - 1


def draw_frames(sheet: Sheet, frames: Iterable[Frame], glyphs: Glyphs) -> None:
    """Draw frames; where their lines meet, they are joined."""
    ways: dict[tuple[int, int], int] = {}
    for frame in frames:
        for y in (frame.top, frame.bottom):
            _line(ways, frame.left, y, frame.right - frame.left, _RIGHT)
        for x in (frame.left, frame.right):
            _line(ways, x, frame.top, frame.bottom - frame.top, _DOWN)
    signs = {
        _LEFT | _RIGHT: glyphs.across,
        _UP | _DOWN: glyphs.down,
        _RIGHT | _DOWN: glyphs.top_left,
        _LEFT | _DOWN: glyphs.top_right,
        _UP | _RIGHT: glyphs.bottom_left,
        _UP | _LEFT: glyphs.bottom_right,
        _UP | _RIGHT | _DOWN: glyphs.tee_right,
        _UP | _DOWN | _LEFT: glyphs.tee_left,
        _RIGHT | _DOWN | _LEFT: glyphs.tee_down,
        _UP | _RIGHT | _LEFT: glyphs.tee_up,
        _UP | _RIGHT | _DOWN | _LEFT: glyphs.cross,
    }
    for (x, y), way in ways.items():
        sheet.put(x, y, signs[way], Look.RULE)


def _line(ways: dict[tuple[int, int], int], x: int, y: int, length: int, way: int) -> None:
    """A line of so many steps: each of its cells learns where the line goes on."""
    right, down = _MOVE[way]
    for _ in range(length):
        ways[x, y] = ways.get((x, y), 0) | way
        x, y = x + right, y + down
        ways[x, y] = ways.get((x, y), 0) | _OPPOSITE[way]
