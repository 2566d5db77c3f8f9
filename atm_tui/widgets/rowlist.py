"""A list of rows in columns, drawn line by line: tables, trees, menus, outlines, pick lists.

Only what is on screen is drawn, and a move of the cursor draws two lines: ten thousand rows
cost no more than ten. Typing letters finds rows; nothing typed is ever markup. The cursor is a
mark at the margin as well as a colour.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from atm_tui.clean import clean_line
from atm_tui.widgets.cells import fit

LONGEST = 80
"""Characters of a paste by which rows are found; what is longer was meant for somewhere else."""


@dataclass(frozen=True)
class Column:
    """A column: its title and its width in cells; the one with ``flex`` takes what is left.

    With ``right`` its cells end at the same place, as numbers should.
    """

    title: str
    width: int
    flex: bool = False
    right: bool = False


@dataclass(frozen=True)
class Row:
    """A row: a key that stays when the list is filled anew, and its cells; a lone cell fills the line."""

    key: str
    cells: tuple[str, ...]
    heading: bool = False


class RowList(Widget, can_focus=True):
    """A list in which one row is current.

    Args:
        columns: Its columns.
        find: Whether typed letters find rows.
        header: Whether the first line shows the column titles (and what is being looked for).
        empty: What an empty list says.
        rests: Whether the cursor is shown while another widget has the keys.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("home", "end(-1)", show=False),
        Binding("end", "end(1)", show=False),
        Binding("enter", "choose", show=False),
    ]

    class Moved(Message):
        """Another row is current."""

        def __init__(self, rows: "RowList", key: str) -> None:
            super().__init__()
            self.rows, self.key = rows, key

        @property
        def control(self) -> "RowList":
            """The list, for ``@on`` selectors."""
            return self.rows

    class Chosen(Moved):
        """Enter was pressed on a row."""

    def __init__(
        self,
        columns: Sequence[Column] = (),
        *,
        find: bool = True,
        header: bool = True,
        empty: str = "",
        rests: bool = True,
        id: str | None = None,  # noqa: A002 - as every widget of Textual names it
    ) -> None:
        super().__init__(id=id)
        self.columns = tuple(columns)
        self._find = find
        self._header = header
        self._empty = empty
        self._rests = rests
        self._rows: list[Row] = []
        self._shown: list[Row] = []
        self._at = 0
        self._top = 0
        self.wanted = ""

    # Filling -------------------------------------------------------------------------------
    def fill(
        self, rows: Sequence[Row], *, current: str | None = None, columns: Sequence[Column] = ()
    ) -> None:
        """Show these rows; the current one stays, or becomes the one with the key ``current``."""
        key = self.key if current is None else current
        self._rows = list(rows)
        if columns:
            self.columns = tuple(columns)
        self._sift(key)

    def look_for(self, words: str) -> None:
        """Show only rows in which all these words stand."""
        self.wanted = words
        self._sift(self.key)

    def _sift(self, key: str) -> None:
        words = self.wanted.casefold().split()
        before = self._at
        if words:
            self._shown = [
                row for row in self._rows
                if not row.heading and all(word in " ".join(row.cells).casefold() for word in words)
            ]  # fmt: skip
        else:
            self._shown = self._rows
        found = next(
            (index for index, row in enumerate(self._shown) if row.key == key and not row.heading), None
        )
        stay = 0 if words else min(before, max(0, len(self._shown) - 1))  # what is found begins at its first
        self._at = stay if found is None else found
        self._off_heading(1)
        self._keep_in_view()
        self.refresh()
        if self.key != key:
            self.post_message(self.Moved(self, self.key))

    # Reading -------------------------------------------------------------------------------
    @property
    def key(self) -> str:
        """The key of the current row; "" if there is none."""
        return self._shown[self._at].key if self._shown and not self._shown[self._at].heading else ""

    @property
    def count(self) -> int:
        """How many rows are shown, headings left out."""
        return sum(not row.heading for row in self._shown)

    # Moving --------------------------------------------------------------------------------
    def action_move(self, by: int) -> None:
        """Move the cursor."""
        self._go(self._at + by, by)

    def action_page(self, by: int) -> None:
        """Move the cursor by a page."""
        self._go(self._at + by * max(1, self._height - 1), by)

    def action_end(self, way: int) -> None:
        """Move the cursor to the first or last row."""
        self._go(len(self._shown) - 1 if way > 0 else 0, -way)

    def action_choose(self) -> None:
        """Choose the current row."""
        if self.key:
            self.post_message(self.Chosen(self, self.key))

    def go(self, key: str) -> None:
        """Make the row with this key current."""
        for index, row in enumerate(self._shown):
            if row.key == key and not row.heading:
                self._go(index, 1)
                return

    def _go(self, index: int, way: int) -> None:
        if not self._shown:
            return
        before, top = self._at, self._top
        self._at = max(0, min(index, len(self._shown) - 1))
        self._off_heading(1 if way > 0 else -1)
        self._keep_in_view()
        if self._top != top:
            self.refresh()
        else:
            self._redraw_lines(before, self._at)
        if self._at != before:
            self.post_message(self.Moved(self, self.key))

    def _off_heading(self, way: int) -> None:
        """Never rest on a heading: go on the same way, or turn round at the end."""
        for step in (way, -way):
            at = self._at
            while 0 <= at < len(self._shown) and self._shown[at].heading:
                at += step
            if 0 <= at < len(self._shown):
                self._at = at
                return

    def _keep_in_view(self) -> None:
        height = max(1, self._height)
        self._top = max(0, min(self._top, self._at, max(0, len(self._shown) - height)))
        if self._at >= self._top + height:
            self._top = self._at - height + 1
        if self._at > 0 and self._at == self._top and self._shown[self._at - 1].heading:
            self._top -= 1  # a heading is seen with its first row

    @property
    def _height(self) -> int:
        return self.size.height - self._header

    def _redraw_lines(self, *indexes: int) -> None:
        for index in indexes:
            self.refresh(Region(0, index - self._top + self._header, self.size.width, 1))
        if self._header:
            self.refresh(Region(0, 0, self.size.width, 1))

    # Finding -------------------------------------------------------------------------------
    async def on_key(self, event: events.Key) -> None:
        """Move at once, in turn with the keys around it; letters find rows, Backspace takes them back."""
        if bound := self._bindings.key_to_bindings.get(event.key):
            await self.app.run_action(bound[0].action, self)
            event.stop()
            event.prevent_default()
            return
        if not self._find:
            return
        if event.is_printable and event.character and (event.character != " " or self.wanted):
            self.look_for(self.wanted + event.character)
        elif event.key == "backspace" and self.wanted:
            self.look_for(self.wanted[:-1])
        elif event.key == "escape" and self.wanted:
            self.look_for("")
        else:
            return
        event.stop()
        event.prevent_default()

    def on_paste(self, event: events.Paste) -> None:
        """Find the rows in which the pasted words stand, as if they were typed."""
        event.stop()
        if self._find and (words := clean_line(event.text)):
            self.look_for((self.wanted + words)[:LONGEST])

    def on_resize(self) -> None:
        """Keep the current row in view."""
        self._keep_in_view()
        self.refresh()  # it may have been drawn at its new size already

    def on_focus(self) -> None:
        """Show the cursor as active."""
        self.refresh()

    def on_blur(self) -> None:
        """Show the cursor as resting."""
        self.refresh()

    # Drawing -------------------------------------------------------------------------------
    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        width = self.size.width
        base = self.rich_style
        if self._header and y == 0:
            return Strip(
                [Segment(set_cell_size(self._heading(width), width), base + Style(underline=True))], width
            )
        index = self._top + y - self._header
        if index >= len(self._shown):
            first = y == self._header and not self._shown
            return Strip([Segment(fit(self._nothing() if first else "", width), base)], width)
        row = self._shown[index]
        if row.heading:
            return Strip([Segment(_in_column(row.cells[0], width), base + Style(bold=True))], width)
        here = index == self._at and (self._rests or self.has_focus)
        text = set_cell_size(("> " if here else "  ") + self._in_columns(row.cells, width - 2), width)
        if not here:
            return Strip([Segment(text, base)], width)
        if self.has_focus:
            return Strip([Segment(text, base + Style(reverse=True))], width)
        # At rest only the mark stands out: as it goes from field to field, few bytes change.
        return Strip([Segment(text[:1], base + Style(bold=True)), Segment(text[1:], base)], width)

    def _heading(self, width: int) -> str:
        if self.wanted:
            return f"  Find: {self.wanted}_   ({self.count} found; Esc shows all)"
        titles = "  " + self._in_columns(tuple(column.title for column in self.columns), width - 2)
        if len(self._shown) <= self._height:
            return titles
        number = sum(not row.heading for row in self._shown[: self._at + 1])
        where = f"  {number}/{self.count}"
        room = width - len(where)
        if not titles[room:].startswith(" ") and not titles[:room].endswith(" "):  # no half a title
            titles = titles[: titles.rfind(" ", 0, room)]
        return set_cell_size(titles, room) + where

    def _nothing(self) -> str:
        return "  Nothing found. Esc shows all." if self.wanted else f"  {self._empty}"

    def _in_columns(self, cells: tuple[str, ...], width: int) -> str:
        if len(cells) == 1:
            return fit(cells[0], width)
        return " ".join(
            _in_column(cell, size, right=column.right)
            for cell, size, column in zip(cells, self.widths(width), self.columns, strict=False)
            if size > 0
        )

    def widths(self, width: int) -> list[int]:
        """The width of each column here; columns at the end give way where there is no room."""
        sizes = [column.width for column in self.columns]
        flex = next((index for index, column in enumerate(self.columns) if column.flex), 0)
        while len([size for size in sizes if size]) > 1 and _taken(sizes) > width:
            last = max(index for index, size in enumerate(sizes) if size and index != flex)
            if last < flex:  # what is before the flexible column stays
                break
            sizes[last] = 0
        if sizes:
            sizes[flex] = max(4, sizes[flex] + width - _taken(sizes))
        return sizes


def _taken(sizes: list[int]) -> int:
    used = [size for size in sizes if size]
    return sum(used) + len(used) - 1


def _in_column(cell: str, width: int, *, right: bool = False) -> str:
    """A cell at its width; blanks at its beginning are an indent and stay."""
    if right and cell_len(cell) < width:
        return " " * (width - cell_len(cell)) + cell
    indent = len(cell) - len(cell.lstrip(" "))
    return " " * min(indent, width) + fit(cell, max(0, width - indent))
