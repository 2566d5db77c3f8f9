"""The water of the river, or the paving of the road, as it winds down the page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from atm_tui.pictures.glyphs import Glyphs
from atm_tui.pictures.picture import Line, Look, Span
from atm_tui.width import cells, cut


@dataclass(frozen=True)
class Mark:
    """What one line of the course carries.

    Attributes:
        text: What lies in the middle of the water; nothing for most lines.
        look: What that means.
        record: The record that it stands for.
        over: Whether it lies over the banks too, as a bridge does.
        joins: Whether something flows in from the left here.
        leads: Whether something on the right is joined to it here.
    """

    text: str = ""
    look: Look = Look.DRAWN
    record: str = ""
    over: bool = False
    joins: bool = False
    leads: bool = False


WATER: Final = Mark()


@dataclass
class Course:
    """The drawing of the way, from the top of the page to its foot.

    Attributes:
        glyphs: The signs to draw with.
        breadth: Cells of water between the banks.
        sway: Cells by which it swings from one bend to the next.
        road: Whether it is a road, and not a river.
    """

    glyphs: Glyphs
    breadth: int
    sway: int
    road: bool = False
    _offset: int = -1
    _line: int = 0

    def __post_init__(self) -> None:
        self._offset = self.sway // 2

    @property
    def width(self) -> int:
        """The cells that it takes on every line."""
        return self.breadth + 2 + self.sway

    def reach(self, marks: Sequence[Mark]) -> list[Line]:
        """The next lines of the way, down to its next bend; one line for each mark."""
        start, goal = self._offset, 0 if self._offset > self.sway // 2 else self.sway
        lines = []
        for number, mark in enumerate(marks, 1):
            wanted = start + round((goal - start) * number / len(marks))
            step = (wanted > self._offset) - (wanted < self._offset)
            lines.append(self._drawn(mark, step))
        return lines

    def source(self) -> list[Line]:
        """What the way begins with: a pool, or a line across the road."""
        indent, across = " " * self._offset, self.glyphs.across
        if self.road:
            return [(Span(f"{indent}+{self.glyphs.double * self.breadth}+", Look.DRAWN),)]
        return [
            (Span(f"{indent}.{across * self.breadth}.", Look.DRAWN),),
            (Span(f"{indent[1:]}({self._water(self.breadth + 2)})", Look.DRAWN),),
        ]

    def mouth(self, start: int, width: int) -> list[Line]:
        """What the way ends in: the sea, as wide as the page, or a line across the road.

        Args:
            start: The cell of the page at which the way's own cells begin.
            width: Cells of the page.
        """
        left, right = start + self._offset, start + self._offset + self.breadth + 1
        if self.road:
            return [(Span(f"{' ' * left}+{self.glyphs.double * self.breadth}+", Look.DRAWN),)]
        lines = []
        for spread in (2, 7):
            begin, end = max(left - spread, 0), min(right + spread, width - 1)
            lines.append((Span(f"{' ' * begin}/{self._water(end - begin - 1)}\\", Look.DRAWN),))
        return [*lines, (Span(self._water(width), Look.DRAWN),), (Span(self._water(width), Look.DRAWN),)]

    def _drawn(self, mark: Mark, step: int) -> Line:
        self._offset += step
        glyphs = self.glyphs
        bank = "\\" if step > 0 else "/" if step < 0 else glyphs.down
        left, right = self._offset, self.sway - self._offset
        flow = glyphs.across if self.road else glyphs.wave
        lead_in = (flow if mark.joins else " ") * left
        lead_out = (glyphs.across if mark.leads else " ") * right
        if mark.over:
            inside: Line = (Span(mark.text, mark.look, mark.record),)
        else:
            entry = glyphs.right if mark.joins else bank
            inside = (Span(entry, Look.DRAWN), *self._inside(mark), Span(bank, Look.DRAWN))
        return (Span(lead_in, Look.DRAWN), *inside, Span(lead_out, Look.RULE))

    def _inside(self, mark: Mark) -> Line:
        water = self._water(self.breadth)
        text = cut(mark.text, self.breadth)
        start = (self.breadth - cells(text)) // 2
        return (
            Span(water[:start], Look.DRAWN),
            Span(text, mark.look, mark.record),
            Span(water[start + cells(text) :], Look.DRAWN),
        )

    def _water(self, breadth: int) -> str:
        """The cells between the banks: waves that move on from line to line, or the stripe of a road."""
        self._line += 1
        if self.road:
            stripe = self.glyphs.down if self._line % 2 else " "
            return stripe.center(breadth)
        shift = self._line % 2 * 2
        signs = (
            self.glyphs.wave if (place + shift) % 4 == 1 else self.glyphs.water for place in range(breadth)
        )
        return "".join(signs)


def stones(glyphs: Glyphs, breadth: int, harm: str, likely: str, record: str) -> Mark:
    """Stones in the water: the more harm, the more of it they fill; the likelier, the darker.

    What was not said counts as middle.
    """
    filled = {"1": breadth // 3, "3": breadth}.get(harm, breadth * 2 // 3)
    sign = {"1": glyphs.half, "3": glyphs.full}.get(likely, glyphs.dark)
    return Mark(sign * max(filled, 1), Look.WARN, record, leads=True)


def deck(glyphs: Glyphs, breadth: int, record: str, *, whole: bool) -> Mark:
    """A bridge from bank to bank; without an action that builds it, its middle is missing."""
    left, middle, right = glyphs.bridge
    inner = middle * breadth
    if not whole:
        gap = breadth // 3
        side = (breadth - gap) // 2
        inner = middle * side + " " * (breadth - 2 * side) + middle * side
    return Mark(left + inner + right, Look.STRONG if whole else Look.WARN, record, over=True, leads=True)


def boat(*, road: bool) -> list[Mark]:
    """What the group travels in, on two lines."""
    shape = ("[__]", "o--o") if road else ("|>", "\\__/")
    return [Mark(text, Look.HERE, leads=number == 0) for number, text in enumerate(shape)]
