"""Small pages that ask for one thing: a line of words, or yes."""

from collections.abc import Awaitable, Callable
from typing import ClassVar

from rich.style import Style
from textual import events
from textual.app import ComposeResult

from atm_tui.clean import clean_line
from atm_tui.widgets.commands import Command
from atm_tui.widgets.entry import Entry
from atm_tui.widgets.frame import Frame, Lines


class PromptPage(Frame):
    """Asks for one line.

    Args:
        title: What it is about.
        ask: The question.
        done: Told the line, when it is not empty; an answer it gives is shown, and the page stays.
        text: What stands in the line at first.
        hands_in: Whether the line is taken as it stands when the plan is given over to another session.
    """

    HELP = "It asks for one line. Enter takes what was typed; Esc closes without it."
    DOES: ClassVar[tuple[Command, ...]] = (
        Command("take", "enter", "Take it", "Take what was typed."),
        Command("close", "escape", "Close", "Close without it."),
    )

    def __init__(
        self,
        title: str,
        ask: str,
        done: Callable[[str], Awaitable[str]],
        text: str = "",
        *,
        hands_in: bool = False,
    ) -> None:
        super().__init__()
        self._hands_in = hands_in
        self._title, self._question, self._text, self._done = title, ask, text, done

    def body(self) -> ComposeResult:
        """The question and the line."""
        yield Lines(Style(bold=True), id="ask")
        yield Entry(self._key, id="entry")

    def refill(self) -> None:
        """Show the question."""
        self.title_is(self._title)
        self.query_one("#ask", Lines).show(self._question)
        entry = self.query_one(Entry)
        entry.put(self._text)
        self.set_focus(entry)

    def leaving(self) -> None:
        """Keep what is typed while another page lies on this one."""
        self._text = self.query_one(Entry).text

    async def hand_in(self) -> None:
        """Take the line as it stands, if that is what it is for."""
        text = clean_line(self.query_one(Entry).text)
        if self._hands_in and text:
            await self._done(text)

    def _key(self, event: events.Key) -> bool:
        return event.key in ("tab", "shift+tab")

    async def action_take(self) -> None:
        """Hand the line on; stay if it is not good."""
        await self.settle()
        text = clean_line(self.query_one(Entry).text)
        if not text:
            await self.host.back()
        elif trouble := await self._done(text):
            self.notice(trouble)

    async def action_close(self) -> None:
        """Close without taking the line."""
        await self.host.back()


class RescuePage(PromptPage):
    """Asks where a copy of a plan can be kept that cannot be saved in its own place.

    Args:
        trouble: Why it cannot be saved.
        done: Saves it at the path that was typed, and leaves.
        path: A path to begin with.
    """

    HELP = (
        "The plan could not be saved in its own place. Type another path: a copy is kept there, and the "
        "program ends. Esc goes back to the plan."
    )

    def __init__(self, trouble: str, done: Callable[[str], Awaitable[str]], path: str) -> None:
        ask = (
            f"NOT SAVED: {trouble} Where can a copy be kept? Enter saves it there and leaves; Esc stays; "
            "F10 leaves without."
        )
        super().__init__("Leave", ask, done, path)


class ConfirmPage(Frame):
    """Asks whether to go on.

    Args:
        title: What it is about.
        ask: The question, with what Enter will do.
        done: Called on Enter.
    """

    HELP = "It asks whether to go on. Enter does what is said here; Esc does not."
    ASKS: ClassVar[bool] = True
    DOES: ClassVar[tuple[Command, ...]] = (
        Command("take", "enter,y", "Yes", "Do it."),
        Command("close", "escape,n", "No", "Do not do it."),
    )

    def __init__(self, title: str, ask: str, done: Callable[[], Awaitable[None]]) -> None:
        super().__init__()
        self._title, self._question, self._done = title, ask, done

    def body(self) -> ComposeResult:
        """The question."""
        yield Lines(Style(bold=True), id="ask")

    def refill(self) -> None:
        """Show the question."""
        self.title_is(self._title)
        self.query_one("#ask", Lines).show(self._question)

    async def action_take(self) -> None:
        """Do it."""
        await self._done()

    async def action_close(self) -> None:
        """Do not do it."""
        await self.host.back()


class TroublePage(ConfirmPage):
    """Says that the plan cannot be saved; Enter tries it again.

    Args:
        trouble: Why not.
    """

    HELP = (
        "The plan cannot be saved at this moment. All that is typed is kept while the program runs, and it "
        "tries again by itself."
    )
    ASKS: ClassVar[bool] = False
    DOES: ClassVar[tuple[Command, ...]] = (
        Command("take", "enter", "Try now", "Try to save now."),
        Command("close", "escape", "Go on", "Go on writing; it is tried again every few seconds."),
    )

    def __init__(self, trouble: str) -> None:
        ask = (
            f"{trouble} Go on writing: all stays here while this program runs, and it tries again every few "
            "seconds. Make room on the disk if you can. When you leave, it asks for another place."
        )
        super().__init__("NOT SAVED", ask, self._try)

    async def _try(self) -> None:
        self.desk.saver.request()
        await self.host.back()
