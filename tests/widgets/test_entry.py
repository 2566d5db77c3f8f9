"""The entry: keys are offered to its owner first, pastes are harmless, and keys keep their turn."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest
from textual import events
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from atm_tui.clean import MOST
from atm_tui.widgets.entry import Entry


class EntryApp(App[None]):
    """An entry alone; it takes no Tab, and pasted words that begin with "take"."""

    CSS = "Entry { height: 3; border: none; padding: 0 1; scrollbar-size: 0 0; }"

    def __init__(self) -> None:
        super().__init__()
        self.keys: list[str] = []
        self.entry = Entry(self._ask, lambda text: text.startswith("take"))

    def _ask(self, event: events.Key) -> bool:
        self.keys.append(event.key)
        return event.key in ("tab", "f2")

    def compose(self) -> ComposeResult:
        """The entry."""
        yield self.entry

    def on_mount(self) -> None:
        """Type there."""
        self.entry.focus()

    def lines(self) -> list[str]:
        """What stands on the screen."""
        strips = self.screen._compositor.render_strips()
        return ["".join(segment.text for segment in strip).rstrip() for strip in strips]


@asynccontextmanager
async def shown() -> AsyncIterator[tuple[EntryApp, Pilot[None]]]:
    """An entry on a screen."""
    app = EntryApp()
    async with app.run_test(size=(40, 6)) as pilot:
        await pilot.pause()
        yield app, pilot


async def until(pilot: Pilot[None], condition: Callable[[], bool]) -> None:
    """Wait until a condition holds."""
    for _ in range(200):
        if condition():
            return
        await pilot.pause()
    raise AssertionError("never")


async def test_the_owner_is_asked_each_key_first() -> None:
    async with shown() as (app, pilot):
        await pilot.press("a", "tab", "b", "f2", "enter", "c")
        assert app.keys == ["a", "tab", "b", "f2", "enter", "c"]
        assert app.entry.text == "ab\nc"
        assert app.focused is app.entry


async def test_what_is_put_in_has_the_cursor_at_its_end_and_in_view() -> None:
    async with shown() as (app, pilot):
        app.entry.put("one\ntwo\nthree\nfour\nfive")
        await until(pilot, lambda: " five" in app.lines())
        await pilot.press("!")
        assert app.entry.text.endswith("five!")


async def test_a_long_line_is_wrapped_between_words() -> None:
    async with shown() as (app, pilot):
        app.entry.put("the second lot is washed three times and")
        await pilot.press("space", "d", "r", "i", "e", "d")
        await until(pilot, lambda: "dried" in " ".join(app.lines()))
        assert [line.strip() for line in app.lines() if line] == [
            "the second lot is washed three times",
            "and dried",
        ]


@pytest.mark.parametrize(
    ("pasted", "text"),
    [
        ("blue \x1b[31mscarves\x07", "blue scarves"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("[b]x[/b] [/]", "[b]x[/b] [/]"),
        ("a\u202eb\u200dc", "ab\u200dc"),
        ("take it", ""),
        ("\x1b[2J", ""),
    ],
)
async def test_a_paste_is_harmless(pasted: str, text: str) -> None:
    async with shown() as (app, pilot):
        app.post_message(events.Paste(pasted))
        await pilot.pause()
        assert app.entry.text == text


async def test_a_paste_is_cut_at_what_a_field_can_hold() -> None:
    async with shown() as (app, pilot):
        app.entry.put("begun ")
        app.post_message(events.Paste("x" * (2 * MOST)))
        await until(pilot, lambda: len(app.entry.text) == MOST)
        app.post_message(events.Paste("more"))
        await pilot.pause()
        assert len(app.entry.text) == MOST


async def test_a_paste_takes_the_place_of_what_is_marked() -> None:
    async with shown() as (app, pilot):
        app.entry.put("blue scarves")
        await pilot.press(*["shift+left"] * 7)
        app.post_message(events.Paste("bags"))
        await until(pilot, lambda: app.entry.text == "blue bags")


async def test_keys_that_come_all_at_once_keep_their_turn() -> None:
    async with shown() as (app, pilot):
        for key in (*"yarm", "backspace", "n", "home", *"dry ", "end", "!", "left", "?"):
            app.post_message(
                events.Key("question_mark" if key == "?" else key, key if len(key) == 1 else None)
            )
        await until(pilot, lambda: len(app.entry.text) == 10)
        await pilot.pause()
        assert app.entry.text == "dry yarn?!"
