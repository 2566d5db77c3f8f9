"""A picture on the screen: scrolled by the arrows from record to record, drawn line by line."""

from collections.abc import Callable
from typing import ClassVar, Final

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from atm_tui.pictures import Line, Look, Picture, Spot

STYLES: Final = {
    Look.PLAIN: Style(),
    Look.STRONG: Style(bold=True),
    Look.WEAK: Style(),
    Look.HEADING: Style(bold=True),
    Look.RULE: Style(),
    Look.DRAWN: Style(color="cyan"),
    Look.BAR: Style(color="cyan"),
    Look.DONE: Style(color="green"),
    Look.LATE: Style(color="red", bold=True),
    Look.WARN: Style(color="red", bold=True),
    Look.HERE: Style(bold=True),
}
"""How each look is shown: in the terminal's own colours, and nothing by a colour alone."""

MARGIN: Final = 2
"""Cells before each line, for the mark at the current record."""

Draw = Callable[[int, int], Picture]
"""Draws what is shown, for so many cells and lines."""


class PictureView(Widget, can_focus=True):
    """A picture in which one record is current."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "line(-1)", show=False),
        Binding("down", "line(1)", show=False),
        Binding("left", "beside(-1)", show=False),
        Binding("right", "beside(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown,space", "page(1)", show=False),
        Binding("home", "end(-1)", show=False),
        Binding("end", "end(1)", show=False),
    ]

    class Moved(Message):
        """Another record is current."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - as every widget of Textual names it
        super().__init__(id=id)
        self._draw: Draw | None = None
        self._lines: tuple[Line, ...] = ()
        self._spots: tuple[Spot, ...] = ()
        self._at = 0
        self._top = 0
        self.record = ""

    # Filling -------------------------------------------------------------------------------
    def show(self, draw: Draw, current: str | None = None) -> None:
        """Show a picture with the cursor at a record; without one it stays at the record where it is."""
        self._draw = draw
        if current is not None:
            self.record, self._at, self._top = current, 0, 0
        self._flow()

    def on_resize(self) -> None:
        """Draw for the new size; the same record stays current."""
        self._flow()

    def _flow(self) -> None:
        if self._draw is None or not self.size.width:
            return
        picture = self._draw(self.size.width - MARGIN, self.size.height)
        self._lines, self._spots = picture.lines, picture.spots()
        here = [index for index, spot in enumerate(self._spots) if spot.record == self.record]
        nearest = min(here, key=lambda index: abs(index - self._at), default=self._at)
        self._go(nearest)
        self.refresh()

    # Moving --------------------------------------------------------------------------------
    @property
    def spot(self) -> Spot | None:
        """The current place; None in a picture without records."""
        return self._spots[self._at] if self._spots else None

    def action_line(self, by: int) -> None:
        """Go to the nearest record above or below; beyond the last one, scroll."""
        spot = self.spot
        beyond = [one for one in self._spots if spot and (one.line - spot.line) * by > 0]
        if spot is None or not beyond:
            self._scroll(by)
            return
        near = min(beyond, key=lambda one: (abs(one.line - spot.line), abs(one.column - spot.column)))
        self._go(self._spots.index(near))

    def action_beside(self, by: int) -> None:
        """Go to the record before or after, as one reads."""
        self._go(self._at + by)

    def action_page(self, by: int) -> None:
        """Scroll by a page, and take the cursor along."""
        self._scroll(by * max(1, self.size.height - 2))
        inside = [
            index
            for index, spot in enumerate(self._spots)
            if self._top <= spot.line < self._top + self.size.height
        ]
        if inside:
            self._go(inside[0] if by > 0 else inside[-1])

    def action_end(self, way: int) -> None:
        """Go to the first or last record, and see what stands before or after it."""
        self._go(len(self._spots) if way > 0 else 0)
        self._scroll(way * len(self._lines))

    def _scroll(self, by: int) -> None:
        top = max(0, min(self._top + by, len(self._lines) - self.size.height))
        if top != self._top:
            self._top = top
            self.refresh()

    def _go(self, index: int) -> None:
        before, top = self.spot, self._top
        self._at = max(0, min(index, len(self._spots) - 1))
        self._keep_in_view()
        if self._top != top:
            self.refresh()
        else:
            self._refresh_lines(before)
            self._refresh_lines(self.spot)
        self.record = self.spot.record if self.spot else ""
        self.post_message(self.Moved())

    def _keep_in_view(self) -> None:
        height = self.size.height
        if self.spot:
            last = min(self.spot.last, self.spot.line + height - 1)
            self._top = max(min(self._top, self.spot.line), last - height + 1)
        self._top = max(0, min(self._top, len(self._lines) - height))

    def _refresh_lines(self, spot: Spot | None) -> None:
        if spot:
            lines = spot.last - spot.line + 1
            self.refresh(Region(0, spot.line - self._top, self.size.width, lines))

    # Drawing -------------------------------------------------------------------------------
    def render_line(self, y: int) -> Strip:
        """Draw one line, with the current record lit and marked at the margin."""
        width, index, spot = self.size.width, self._top + y, self.spot
        line = self._lines[index] if index < len(self._lines) else ()
        here = spot is not None and spot.line <= index <= spot.last
        mark = ">" if spot is not None and index == spot.line else " "
        base = self.rich_style
        lit = base + Style(reverse=True)
        segments = [Segment(mark.ljust(MARGIN), lit if mark == ">" else base)]
        for span in line:
            current = here and spot is not None and span.record == spot.record
            segments.append(Segment(span.text, lit if current else base + STYLES[span.look]))
        return Strip(segments).adjust_cell_length(width, base)
