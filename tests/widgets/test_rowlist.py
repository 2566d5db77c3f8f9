"""The list: headings, columns that give way, finding, and what ten thousand rows cost."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from textual import events
from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.strip import Strip

from atm_tui.widgets.rowlist import Column, Row, RowList

COLUMNS = (Column("No", 4), Column("What", 10, flex=True), Column("Who", 8), Column("Cost", 6, right=True))


class Counting(RowList):
    """Counts the lines that it draws."""

    drawn = 0

    def render_line(self, y: int) -> Strip:
        """Draw a line, and count it."""
        self.drawn += 1
        return super().render_line(y)


class ListApp(App[None]):
    """A list alone, and what it says."""

    CSS = "RowList { height: 1fr; }"

    def __init__(self, rows: Sequence[Row], columns: Sequence[Column] = COLUMNS, *, empty: str = "") -> None:
        super().__init__()
        self.listed = Counting(columns, empty=empty)
        self.begin = rows
        self.said: list[tuple[str, str]] = []

    def compose(self) -> ComposeResult:
        """The list."""
        yield self.listed

    def on_mount(self) -> None:
        """Fill it."""
        self.listed.fill(self.begin)
        self.listed.focus()

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """Keep what it says."""
        self.said.append((type(event).__name__, event.key))

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Keep what it says."""
        self.said.append((type(event).__name__, event.key))

    def lines(self) -> list[str]:
        """What stands on the screen."""
        strips = self.screen._compositor.render_strips()
        return ["".join(segment.text for segment in strip) for strip in strips]

    def current(self) -> str:
        """The line that the mark points at."""
        return next((line[2:].rstrip() for line in self.lines() if line.startswith("> ")), "")


@asynccontextmanager
async def shown(
    rows: Sequence[Row],
    *,
    size: tuple[int, int] = (40, 10),
    columns: Sequence[Column] = COLUMNS,
    empty: str = "",
) -> AsyncIterator[tuple[ListApp, Pilot[None]]]:
    """A list on a screen."""
    app = ListApp(rows, columns, empty=empty)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield app, pilot


def numbered(count: int) -> list[Row]:
    """So many rows."""
    return [Row(f"k{n}", (f"{n}", f"thing {n}", "a woman", f"{n}")) for n in range(1, count + 1)]


async def test_ten_thousand_rows_draw_only_what_is_on_the_screen() -> None:
    async with shown(numbered(10_000)) as (app, pilot):
        app.listed.drawn = 0
        await pilot.press("down")
        assert 1 <= app.listed.drawn <= 3, "a move draws the two rows and no more (and the header)"
        app.listed.drawn = 0
        await pilot.press("end")
        assert app.listed.key == "k10000"
        assert app.listed.drawn <= 2 * 10
        app.listed.drawn = 0
        app.listed.fill(numbered(10_000))
        await pilot.pause()
        assert app.listed.drawn <= 2 * 10


async def test_the_header_says_where_in_a_long_list_the_cursor_is() -> None:
    async with shown(numbered(20)) as (app, pilot):
        assert app.lines()[0].endswith(" 1/20")
        await pilot.press("end")
        assert app.lines()[0].endswith(" 20/20")
    async with shown(numbered(5)) as (app, _):
        assert "/5" not in app.lines()[0]


async def test_headings_are_skipped_and_seen_with_their_first_row() -> None:
    rows = [
        Row("", ("FIRST",), heading=True), *numbered(3), Row("", ("SECOND",), heading=True),
        Row("", ("below it",), heading=True), *[Row(f"m{n}", (f"{n}", "more", "", "")) for n in range(12)],
        Row("", ("LAST",), heading=True),
    ]  # fmt: skip
    async with shown(rows) as (app, pilot):
        assert app.listed.key == "k1"
        assert app.lines()[1].startswith("FIRST")
        await pilot.press("down", "down", "down")
        assert app.listed.key == "m0"
        await pilot.press("up")
        assert app.listed.key == "k3"
        await pilot.press("end")
        assert app.listed.key == "m11"
        await pilot.press("down")
        assert app.listed.key == "m11"
        await pilot.press("home")
        assert app.listed.key == "k1"
        assert app.lines()[1].startswith("FIRST")
        assert app.listed.count == 15


async def test_a_list_of_headings_alone_has_no_current_row() -> None:
    async with shown([Row("", ("ALONE",), heading=True)]) as (app, pilot):
        await pilot.press("down", "up", "end", "home", "enter")
        assert app.listed.key == ""
        assert app.said == []


async def test_columns_at_the_end_give_way_and_the_flexible_one_takes_what_is_left() -> None:
    rows = [Row("k", ("1", "a long thing that is wide", "first woman", "950"))]
    for width, titles in ((60, "No What Who Cost"), (27, "No What Who"), (18, "No What")):
        async with shown(rows, size=(width, 5)) as (app, _):
            lines = app.lines()
            assert lines[0].split() == titles.split()
            assert {len(line) for line in lines} == {width}
    async with shown(rows, size=(60, 5)) as (app, _):
        assert app.lines()[1].rstrip().endswith("   950"), "numbers end at the same place"
        assert "first wo" not in app.lines()[1]
        assert "first .." in app.lines()[1]


async def test_an_indent_of_a_cell_stays() -> None:
    async with shown([Row("k", ("1", "  under", "", "")), Row("m", ("2", "above", "", ""))]) as (app, _):
        under, above = app.lines()[1:3]
        assert under.index("under") == above.index("above") + 2


async def test_wide_letters_and_brackets_keep_the_columns_straight() -> None:
    rows = [
        Row("k", ("1", "日本語の文字です長い長い長い", "x", "1")),
        Row("m", ("2", "[b]x[/b] [/] [red]", "x", "1")),
        Row("n", ("3", "a\x1b[31mb\nc", "x", "1")),
    ]
    async with shown(rows) as (app, _):
        lines = app.lines()
        assert "[b]x[/b] [/]" in lines[2]
        assert "ab c" in lines[3]
        assert len(lines[1].rstrip()) < len(lines[2].rstrip()), "wide letters take two cells each"


async def test_finding_shows_rows_in_which_all_words_stand() -> None:
    async with shown([*numbered(30), Row("", ("H",), heading=True), Row("z", ("31", "zinc", "", ""))]) as (
        app,
        pilot,
    ):
        await pilot.press("t", "h", "i", "n", "g", "space", "1", "2")
        assert app.listed.key == "k12"
        assert "Find: thing 12_" in app.lines()[0]
        assert "1 found" in app.lines()[0]
        await pilot.press("backspace")
        assert app.listed.count == 12
        assert app.listed.key == "k12", "the current row stays current"
        await pilot.press("x")
        assert "Nothing found. Esc shows all." in app.lines()[1]
        assert app.listed.key == ""
        await pilot.press("escape")
        assert app.listed.count == 31


async def test_the_current_row_stays_when_the_list_is_filled_anew() -> None:
    async with shown(numbered(30)) as (app, pilot):
        await pilot.press("down", "down", "down")
        app.listed.fill(list(reversed(numbered(30))))
        assert app.listed.key == "k4"
        await pilot.pause()
        assert app.current().startswith("4 ")
        app.listed.fill(numbered(2))
        assert app.listed.key == "k2", "where it is gone, the nearest one"
        app.listed.fill([])
        assert app.listed.key == ""


async def test_an_empty_list_says_what_it_was_given_to_say() -> None:
    async with shown([], empty="Nothing here yet.") as (app, pilot):
        await pilot.press("down", "up", "pagedown", "end", "enter", "delete")
        assert app.lines()[1].strip() == "Nothing here yet."


async def test_it_tells_of_moves_and_of_what_is_chosen() -> None:
    async with shown(numbered(30)) as (app, pilot):
        app.said.clear()
        await pilot.press("down", "pagedown", "enter")
        assert app.said == [("Moved", "k2"), ("Moved", "k10"), ("Chosen", "k10")]


async def test_the_current_row_is_in_view_after_the_screen_has_shrunk() -> None:
    async with shown(numbered(30), size=(40, 40)) as (app, pilot):
        await pilot.press("end")
        for height in (5, 20, 3):
            await pilot.resize_terminal(40, height)
            await pilot.pause()
            assert app.current().startswith("30 ")


async def test_a_lone_cell_fills_its_line() -> None:
    async with shown([Row("+", ("+ new thing of a very long name",))]) as (app, _):
        assert app.current() == "+ new thing of a very long name"


async def test_what_is_found_begins_at_its_first_row() -> None:
    rows = [
        Row(f"k{number}", (str(number), what))
        for number, what in enumerate(("wool", "yarn", "yarn red", "dye"))
    ]
    async with shown(rows) as (app, pilot):
        await pilot.press("end", *"yarn")
        assert app.listed.key == "k1"


async def test_pasted_words_find_rows_as_typed_ones_do() -> None:
    rows = [Row("k1", ("1", "blue wool")), Row("k2", ("2", "red wool")), Row("k3", ("3", "dye"))]
    async with shown(rows) as (app, pilot):
        await pilot.press("r")
        app.post_message(events.Paste("ed\x1b[31m\n wool"))
        await pilot.pause()
        assert app.listed.wanted == "red wool"
        assert (app.listed.count, app.listed.key) == (1, "k2")
        app.post_message(events.Paste("x" * 100_000))
        await pilot.pause()
        assert len(app.listed.wanted) == 80
        await pilot.press("escape")
        assert app.listed.count == 3
