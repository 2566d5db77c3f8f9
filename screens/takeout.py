"""Taking the plan out: to the clipboard and to a file, whole or one tool; or shown, to be marked by hand."""

import os
from typing import ClassVar

from textual.app import ComposeResult

from atm_tui import stage
from atm_tui.clipboard import deliver, write_file
from atm_tui.errors import AtmError
from atm_tui.export import FORMATS, render
from atm_tui.screens.lists import CHOOSE, CLOSE, ListPage
from atm_tui.store.folder import name_for
from atm_tui.widgets.commands import LEAVE, REDRAW, Command
from atm_tui.widgets.desk import today
from atm_tui.widgets.frame import Frame, Lines, rule
from atm_tui.widgets.rowlist import Column, Row, RowList
from atm_tui.widgets.verbatim import Verbatim


class TakeOutPage(ListPage):
    """What can be taken out, and how; what became of it is said below."""

    DOES: ClassVar[tuple[Command, ...]] = (CHOOSE, CLOSE)
    TITLE_WORDS = "Copy and export: Enter does it"
    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column("What", 17, flex=True),
        Column("As", 21),
        Column("Where to", 18),
    )

    def body(self) -> ComposeResult:
        """The list, and below it what was done."""
        yield RowList(self.COLUMNS, id="rows")
        yield rule()
        yield Lines(id="told")

    def lines(self) -> list[Row]:
        """Texts to the clipboard or the screen, the whole plan and this tool; all formats to a file."""
        _, tool, _ = stage.home_of(self.desk.step.id)
        parts = (("", "The whole plan"), (tool.id, f"Only: {tool.title}"))
        texts = [name for name in ("md", "txt") if name in FORMATS]
        copied = [
            Row(f"copy {name} {part}", (title, FORMATS[name].title, "clipboard and file"))
            for part, title in parts
            for name in texts
        ]
        written = [
            Row(f"file {name} ", ("The whole plan", FORMATS[name].title, "file"))
            for name in FORMATS
            if name not in texts
        ]
        shown = [
            Row(f"show txt {part}", (title, FORMATS["txt"].title, "show it here")) for part, title in parts
        ]
        return [*copied, *written, *shown]

    def show_in_full(self) -> None:
        """Nothing is cut here; the lines below tell what was done."""

    async def take(self, key: str) -> None:
        """Take it out, and say what became of it."""
        way, name, part = key.split(" ")
        plan = self.desk.document.plan
        stem = name_for(f"{plan.title()} {part}")
        content = render(plan, name, tool=part, today=today())
        if way == "show":
            await self.host.open_page(ShownPage(str(content)))
            return
        try:
            if way == "copy" and isinstance(content, str):
                suffix = FORMATS[name].suffix
                said = deliver(
                    content,
                    name=stem,
                    suffix=suffix,
                    send=self.host.send,
                    env=os.environ,
                    tools=not self.host.kiosk,
                ).message
            else:
                said = f"Written to {write_file(stem, FORMATS[name].suffix, content)}"
        except AtmError as error:
            said = str(error)
        self.query_one("#told", Lines).show(said)
        self.set_focus(self.query_one(RowList))


class ShownPage(Frame):
    """A text to be marked by hand in the terminal, where no clipboard takes it; nothing stands beside it.

    Args:
        text: What to show.
    """

    DOES: ClassVar[tuple[Command, ...]] = (Command("close", "escape", "Close", "Close this page."),)
    COMMON: ClassVar[tuple[Command, ...]] = (LEAVE, REDRAW)

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def body(self) -> ComposeResult:
        """The text."""
        yield Verbatim(id="text")

    def refill(self) -> None:
        """Show the text."""
        self.title_is("Mark it with the mouse, then copy as your terminal does; PgDn goes on")
        view = self.query_one(Verbatim)
        view.show([("text", self._text)])
        self.set_focus(view)

    async def action_close(self) -> None:
        """Close the page."""
        await self.host.back()
