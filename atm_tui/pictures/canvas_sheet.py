"""The nine boxes of the canvas on one sheet, in the arrangement that people know from paper.

The makers' half is on the left and the buyers' half on the right; what is offered stands between
them, the money below. A narrow page is folded: two boxes side by side, what is offered on top.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from atm_tui.model.plan import Plan
from atm_tui.pictures import Setting
from atm_tui.pictures.canvas_notes import MOST, Box, Notes, boxes, fitted
from atm_tui.pictures.frames import Frame, draw_frames
from atm_tui.pictures.picture import Line, Look, Span
from atm_tui.pictures.rows import wrapped
from atm_tui.pictures.sheet import Sheet
from atm_tui.width import cells

FLAT: Final = 74
"""Cells from which the sheet is as on paper; narrower ones are folded."""

_LOWEST: Final = 16
_HIGHEST: Final = 60
"""Lines of a sheet at least and at most."""

_FOLDED: Final = ((2,), (9, 1), (8, 4), (7, 3), (6, 5))
"""The boxes of a folded sheet, row by row."""


def sheet(plan: Plan, setting: Setting, width: int, height: int) -> list[Line]:
    """The nine boxes, as wide as is asked for; as high too, unless the sheet is folded."""
    held = {box.number: box for box in boxes(plan)}
    writer = _Writer(Notes(plan, setting))
    frames = _flat(held, writer, width, height) if width >= FLAT else _folded(held, writer, width)
    drawing = Sheet(width)
    draw_frames(drawing, frames.values(), setting.glyphs)
    for number, frame in frames.items():
        for row, line in enumerate(writer.box(held[number], frame.width, frame.height), frame.top + 1):
            _put(drawing, frame.left + 1, row, line)
    return list(drawing.lines())


class _Writer:
    """Writes what stands in a box."""

    def __init__(self, notes: Notes) -> None:
        self.notes = notes

    def box(self, box: Box, width: int, height: int) -> list[Line]:
        """The name of a box and as many of its notes as fit."""
        name = (
            box.name
            if cells(box.name) <= width
            else f"{box.number} {box.title.removeprefix('Key ').capitalize()}"
        )
        title = wrapped(name, width, Look.HEADING, most=2)
        if not box.notes:
            return [*title, (Span("nothing yet", Look.WEAK),)]
        room = height - len(title)
        return [*title, *fitted(box.notes, lambda note, most: self.notes.short(note, width, most), room)]


def _flat(held: dict[int, Box], writer: _Writer, width: int, height: int) -> dict[int, Frame]:
    """The boxes as on paper; the money gets a third of the height, or less if it needs less."""
    x = [round(step * (width - 1) / 5) for step in range(6)]
    middle, floor = width // 2, min(max(height, _LOWEST), _HIGHEST) - 1

    def needs(number: int, columns: int) -> int:
        return len(writer.box(held[number], columns, MOST))

    money = max(needs(6, middle - 1), needs(5, width - middle - 2))
    low = max(floor * 2 // 3, floor - 1 - money)
    doing = _parted(low, needs(8, x[2] - x[1] - 1), needs(7, x[2] - x[1] - 1))
    selling = _parted(low, needs(4, x[4] - x[3] - 1), needs(3, x[4] - x[3] - 1))
    return {
        9: Frame(x[0], 0, x[1], low),
        8: Frame(x[1], 0, x[2], doing),
        7: Frame(x[1], doing, x[2], low),
        2: Frame(x[2], 0, x[3], low),
        4: Frame(x[3], 0, x[4], selling),
        3: Frame(x[3], selling, x[4], low),
        1: Frame(x[4], 0, x[5], low),
        6: Frame(0, low, middle, floor),
        5: Frame(middle, low, width - 1, floor),
    }


def _parted(low: int, upper: int, lower: int) -> int:
    """Where a column of two boxes is parted: each gets lines as it needs them, and three at least."""
    return min(max(round(low * (upper + 1) / (upper + lower + 2)), 4), low - 4)


def _folded(held: dict[int, Box], writer: _Writer, width: int) -> dict[int, Frame]:
    """Rows of boxes, each row as high as what is written in it."""
    frames: dict[int, Frame] = {}
    top = 0
    for row in _FOLDED:
        sides = _sides(row, width)
        written = [
            writer.box(held[number], right - left - 1, MOST)
            for number, (left, right) in zip(row, sides, strict=True)
        ]
        floor = top + max(map(len, written)) + 1
        for number, (left, right) in zip(row, sides, strict=True):
            frames[number] = Frame(left, top, right, floor)
        top = floor
    return frames


def _sides(row: Sequence[int], width: int) -> list[tuple[int, int]]:
    edges = [0, *(width // 2 for _ in row[1:]), width - 1]
    return list(pairwise(edges))


def _put(drawing: Sheet, x: int, y: int, line: Line) -> None:
    for span in line:
        x = drawing.put(x, y, span.text, span.look, span.record)
