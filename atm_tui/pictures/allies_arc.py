"""The half circle in five wedges, with everybody in the place where they stand.

It is drawn with letters and strokes that every terminal has: our side on the left, the other on
the right, and a wedge wide enough to be pointed at.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Final

from atm_tui.pictures import Setting
from atm_tui.pictures.allies_standing import Standing
from atm_tui.pictures.picture import Line, Look, Span
from atm_tui.pictures.rows import more, spoken
from atm_tui.pictures.sheet import Sheet
from atm_tui.width import cells, cut, wrap

TALLEST: Final = 20
"""Lines; a taller one says no more."""

LEAST: Final = 8
"""Lines; on less there is no room in the wedges."""

_FLAT: Final = 3
"""Cells by which the two lower lines between wedges fall with each line: a third of the half circle."""

_STEEP: Final = 0.65
"""The same for the two upper ones."""

_CORNER: Final = 10
"""Cells beside the bow that the words for a wedge take at least."""

_MIDDLES: Final = (0.28, 0.55, 0.7, 0.55, 0.28)
"""The height of the middle of each wedge, as a part of the whole."""

_WEIGHT: Final = {"1": "*", "2": "**", "3": "***"}


def mark(one: Standing, setting: Setting) -> str:
    """An ally in the picture: wished nearer to us or not, number, weight of the word, and how sure."""
    arrow = setting.glyphs.left if one.moves and one.wedge is not None else ""
    unsure = "" if one.ally.sure == "know" else "?"
    return f"{arrow}{spoken(one.ally)}{_WEIGHT.get(one.ally.influence, '')}{unsure}"


def half_circle(everybody: Sequence[Standing], words: Sequence[str], setting: Setting) -> Iterator[Line]:
    """Draw it.

    Args:
        everybody: Who stands on it.
        words: What the five places are called, from our side outward.
        setting: What it is drawn for.
    """
    held = [[one for one in everybody if one.wedge == wedge] for wedge in range(5)]
    titles = [f"{word} ({len(rows)})" for word, rows in zip(words, held, strict=True)]
    radius = max(LEAST, min((setting.width - 6) // 4, setting.height - 6, TALLEST))
    arc = _Arc(Sheet(setting.width), setting.width // 2, radius)
    arc.outline(setting.glyphs.double)
    arc.titles(titles)
    left_out = []
    for wedge, rows in enumerate(held):
        heavy = sorted(rows, key=lambda one: one.ally.influence, reverse=True)
        now = [
            Span(mark(one, setting), Look.WARN if one.moves else Look.STRONG, one.ally.id) for one in heavy
        ]
        stood = [one for one in everybody if one.before and one.before[0] == wedge]
        then = [Span(f"({spoken(one.ally)})", Look.WEAK, one.ally.id) for one in stood]
        if rest := len(now) + len(then) - arc.fill(wedge, [*now, *then]):
            left_out.append(f"{words[wedge]}: {more(rest)}")
    yield from arc.sheet.lines()
    for said in left_out:
        yield (Span(cut(said, setting.width), Look.WEAK),)


@dataclass(frozen=True)
class _Arc:
    """The drawing.

    Attributes:
        sheet: What it is drawn on.
        middle: The column of its middle.
        radius: Its height in lines; it is four times as wide.
    """

    sheet: Sheet
    middle: int
    radius: int

    def outline(self, base: str) -> None:
        """Draw the bow, the lines between the wedges, and the base."""
        for height in range(self.radius):
            y, inner, steep = self._y(height), self._edge(height + 1), _steep(height)
            bow = _bow(self._edge(height) - inner, top=inner == 0)
            self.sheet.put(self.middle - inner - len(bow), y, bow, Look.DRAWN)
            self.sheet.put(self.middle + inner + 1, y, _turned(bow), Look.DRAWN)
            if inner == 0:
                self.sheet.put(self.middle, y, "-", Look.DRAWN)
                continue
            leans = _steep(height + 1) != steep
            self.sheet.put(self.middle - steep, y, "\\" if leans else "|", Look.RULE)
            self.sheet.put(self.middle + steep, y, "/" if leans else "|", Look.RULE)
            if (height + 1) * _FLAT <= inner:
                self.sheet.put(self.middle - (height + 1) * _FLAT, y, "\\__", Look.RULE)
                self.sheet.put(self.middle + height * _FLAT + 1, y, "__/", Look.RULE)
        left = self.middle - 2 * self.radius - 1
        self.sheet.across(left, self._y(-1), 2 * (self.middle - left) + 1, base, Look.DRAWN)

    def titles(self, words: Sequence[str]) -> None:
        """Write what each wedge is called: the outer two below the base, the others around the bow."""
        near, leaning, middle, doubting, far = words
        half = self.sheet.width // 2 - 1
        self._write(self.middle - cells(cut(middle, 2 * half)) // 2, 0, middle, 2 * half)
        corner = self.sheet.width - (self.middle + self._edge(self.radius - 3) + 3)
        below = 1
        if corner < _CORNER:
            below += self._beside(self._y(-2), f"then {leaning}", f"then {doubting}", half)
        else:
            self._beside(1, leaning, doubting, corner)
        self._beside(self._y(-1) + below, near, far, half)

    def _beside(self, y: int, left: str, right: str, room: int) -> int:
        """Write words at both edges of the sheet. Gives how many lines they take."""
        lefts, rights = wrap(left, room), wrap(right, room)
        for place, line in enumerate(lefts):
            self._write(0 if room > _CORNER else room - cells(line), y + place, line, room)
        for place, line in enumerate(rights):
            self._write(self.sheet.width - cells(line), y + place, line, room)
        return max(len(lefts), len(rights))

    def fill(self, wedge: int, spans: Sequence[Span]) -> int:
        """Put spans into a wedge, as many as it has room for. Gives how many these are."""
        rows = {height: between for height in range(self.radius) if (between := self._inside(height, wedge))}
        rooms = {height: end - begin for height, (begin, end) in rows.items()}
        held = _spread(spans, rooms, self.radius * _MIDDLES[wedge])
        down = _downward(spans, held)
        if all(_taken(here) <= rooms[height] for height, here in down.items()):
            held = down
        for height, here in held.items():
            begin, end = rows[height]
            x = begin + (end - begin - _taken(here) + 1) // 2
            for span in here:
                x = self.sheet.put(x, self._y(height), span.text, span.look, span.record) + 1
        return sum(map(len, held.values()))

    def _inside(self, height: int, wedge: int) -> tuple[int, int] | None:
        """The first cell of a wedge on a line, and the one behind its last; None if it has none there."""
        if wedge > 2:  # the right half mirrors the left one
            mirrored = self._inside(height, 4 - wedge)
            return mirrored and (2 * self.middle - mirrored[1] + 1, 2 * self.middle - mirrored[0] + 1)
        bow, flat, steep = self._edge(height + 1), height * _FLAT, _steep(height)
        begin, end = {
            0: (-bow, -flat - _FLAT),
            1: (max(-bow, -flat), -steep),
            2: (1 - steep, steep),
        }[wedge]
        begin, end = begin + 1, end - 1  # a blank on either side
        return (self.middle + begin, self.middle + end) if end > begin else None

    def _edge(self, height: int) -> int:
        """How far the bow is from the middle at a height, in cells."""
        return round(2 * sqrt(max(self.radius**2 - height**2, 0)))

    def _y(self, height: int) -> int:
        """The line of a height; the title of the middle wedge stands on the first one."""
        return self.radius - height

    def _write(self, x: int, y: int, words: str, room: int) -> None:
        self.sheet.put(x, y, cut(words, room), Look.HEADING)


def _spread(spans: Sequence[Span], rooms: dict[int, int], middle: float) -> dict[int, list[Span]]:
    """Spans on lines of so many cells: one on each from the middle line outward, then another, ..."""
    held: dict[int, list[Span]] = {height: [] for height in rooms}
    waiting, before = deque(spans), -1
    while waiting and len(waiting) != before:
        before = len(waiting)
        for height in sorted(rooms, key=lambda height: (abs(height - middle), -height)):
            if waiting and _taken([*held[height], waiting[0]]) <= rooms[height]:
                held[height].append(waiting.popleft())
    return held


def _downward(spans: Sequence[Span], held: dict[int, list[Span]]) -> dict[int, list[Span]]:
    """As many spans on each line, in their order from the top line down."""
    order = iter(spans)
    return {height: [next(order) for _ in held[height]] for height in sorted(held, reverse=True)}


def _taken(spans: Sequence[Span]) -> int:
    """The cells that spans take side by side."""
    return sum(cells(span.text) + 1 for span in spans) - 1


def _steep(height: int) -> int:
    return round(_STEEP * (height + 0.5))


def _bow(length: int, *, top: bool) -> str:
    """A piece of the left half of the bow, so many cells long on its line."""
    if length <= 1:
        return "/" if length else "|"
    return "." + "-" * (length - 2) + ("-" if top else "'")


def _turned(bow: str) -> str:
    return bow[::-1].replace("/", "\\")
