"""Taking the plan out: to the clipboard and to a file, whole or one tool."""

import os
from typing import ClassVar

from textual.app import ComposeResult

from atm_tui import stage
from atm_tui.clipboard import deliver, write_file
from atm_tui.errors import AtmError
from atm_tui.export import FORMATS, render
from atm_tui.screens.lists import CHOOSE, CLOSE, ListPage
from atm_tui.store.folder import name_for
from atm_tui.widgets.commands import Command
from atm_tui.widgets.desk import today
from atm_tui.widgets.frame import Lines, rule
from atm_tui.widgets.rowlist import Column, Row, RowList


class TakeOutPage(ListPage):
    """What can be taken out, and how; what became of it is said below."""

    DOES: ClassVar[tuple[Command, ...]] = (CHOOSE, CLOSE)
    TITLE_WORDS = "Copy and export: Enter does it"
    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column("What", 30, flex=True),
        Column("As", 18),
        Column("Where to", 20),
    )

    def body(self) -> ComposeResult:
        """The list, and below it what was done."""
        yield RowList(self.COLUMNS, id="rows")
        yield rule()
        yield Lines(id="told")

    def lines(self) -> list[Row]:
        """Texts to the clipboard, the whole plan and this tool; all formats to a file."""
        _, tool, _ = stage.home_of(self.desk.place.step.id)
        texts = [name for name in ("md", "txt") if name in FORMATS]
        rows = [
            Row(f"copy {name} {part}", (title, FORMATS[name].title, "clipboard and file"))
            for part, title in (("", "The whole plan"), (tool.id, f"Only: {tool.title}"))
            for name in texts
        ]
        return rows + [
            Row(f"file {name} ", ("The whole plan", FORMATS[name].title, "file"))
            for name in FORMATS
            if name not in texts
        ]

    def show_in_full(self) -> None:
        """Nothing is cut here; the lines below tell what was done."""

    async def take(self, key: str) -> None:
        """Take it out, and say what became of it."""
        way, name, part = key.split(" ")
        plan = self.desk.document.plan
        stem = name_for(f"{plan.title()} {part}")
        content = render(plan, name, tool=part, today=today())
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
