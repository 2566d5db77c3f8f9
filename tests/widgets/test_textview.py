"""Text to read: wrapped, never markup, scrolled to its end."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from textual.app import App, ComposeResult
from textual.pilot import Pilot

from atm_tui.widgets.textview import Paragraph, TextView


class TextApp(App[None]):
    """A text alone."""

    CSS = "TextView { height: 1fr; }"

    def __init__(self, paragraphs: list[Paragraph]) -> None:
        super().__init__()
        self.view = TextView()
        self.paragraphs = paragraphs

    def compose(self) -> ComposeResult:
        """The text."""
        yield self.view

    def on_mount(self) -> None:
        """Show it."""
        self.view.show(self.paragraphs)
        self.view.focus()

    def lines(self) -> list[str]:
        """What stands on the screen."""
        strips = self.screen._compositor.render_strips()
        return ["".join(segment.text for segment in strip).rstrip() for strip in strips]


@asynccontextmanager
async def shown(
    paragraphs: list[Paragraph], size: tuple[int, int] = (40, 8)
) -> AsyncIterator[tuple[TextApp, Pilot[None]]]:
    """A text on a screen."""
    app = TextApp(paragraphs)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield app, pilot


LONG: list[Paragraph] = [("text", f"line {number}") for number in range(1, 31)]


async def test_items_hang_after_a_dash_and_lines_are_broken_between_words() -> None:
    text: list[Paragraph] = [
        ("head", "How"),
        ("item", "Put one piece of the product in the middle and let it go round."),
        ("", ""),
        ("text", "About 15 minutes."),
    ]
    async with shown(text) as (app, _):
        assert app.lines()[:5] == [
            " How",
            " - Put one piece of the product in the",
            "   middle and let it go round.",
            "",
            " About 15 minutes.",
        ]


async def test_the_last_line_says_how_much_more_there_is() -> None:
    async with shown(LONG) as (app, pilot):
        assert app.lines()[-1].strip() == "(23 more lines: PgDn)"
        await pilot.press("end")
        assert app.lines() == [f" line {number}" for number in range(23, 31)]
        await pilot.press("down", "pagedown")
        assert app.lines()[-1] == " line 30"
        await pilot.press("home")
        assert app.lines()[0] == " line 1"


async def test_paging_leaves_no_line_unread() -> None:
    async with shown(LONG) as (app, pilot):
        read = set(app.lines())
        for _ in range(10):
            await pilot.press("pagedown")
            read |= set(app.lines())
        assert {f" line {number}" for number in range(1, 31)} <= read


async def test_space_and_the_arrows_scroll_too() -> None:
    async with shown(LONG) as (app, pilot):
        await pilot.press("down", "down", "up")
        assert app.lines()[0] == " line 2"
        await pilot.press("space")
        assert app.lines()[0] == " line 8"
        await pilot.press("pageup")
        assert app.lines()[0] == " line 2"


async def test_it_is_wrapped_anew_when_the_screen_changes() -> None:
    async with shown([("text", "one two three four five six seven eight nine ten")]) as (app, pilot):
        assert len([line for line in app.lines() if line]) == 2
        await pilot.resize_terminal(24, 8)
        await pilot.pause()
        lines = [line for line in app.lines() if line]
        assert len(lines) == 3
        assert " ".join(" ".join(lines).split()) == "one two three four five six seven eight nine ten"


async def test_a_new_text_begins_at_its_top() -> None:
    async with shown(LONG) as (app, pilot):
        await pilot.press("end")
        app.view.show([("text", "another")])
        await pilot.pause()
        assert app.lines()[0] == " another"


async def test_markup_and_escape_codes_are_text() -> None:
    async with shown([("text", "[b]x[/b] [/] \x1b[31mred\x07"), ("item", "[@click=app.quit]q[/]")]) as (
        app,
        _,
    ):
        assert app.lines()[:2] == [" [b]x[/b] [/] red", " - [@click=app.quit]q[/]"]
