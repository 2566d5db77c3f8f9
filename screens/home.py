"""The first page: the plans of this user, and what can be done with them."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult

from atm_tui.errors import AtmError
from atm_tui.store import folder
from atm_tui.store.folder import Summary
from atm_tui.store.mounts import weak_lock
from atm_tui.widgets.commands import HELP_HERE, LEAVE, MENU, REDRAW, SETTINGS, Command
from atm_tui.widgets.frame import Frame, Lines
from atm_tui.widgets.rowlist import Column, Row, RowList

NEW = "+"
_WELCOME = (
    "A plan is made step by step with the group: three parts, then four questions. "
    "Enter begins; F1 tells more at every step."
)


if TYPE_CHECKING:  # the list of plans has no text to read
    from atm_tui.widgets.textview import Paragraph


class HomePage(Frame):
    """The plans in the data folder, or those that were put away."""

    DOES: ClassVar[tuple[Command, ...]] = (
        Command("open", "enter", "Open", "Open the plan; on the last line, begin a new one."),
        Command("new", "ctrl+n,insert", "New", "Begin a new plan."),
        Command("copy_plan", "ctrl+o", "Copy", "Make a copy of the plan."),
        Command("rename", "ctrl+r", "Rename", "Give the plan another name."),
        Command(
            "put_away", "delete", "Put away", "Put the plan away, or bring it back; it is never deleted."
        ),
        Command("away", "ctrl+k", "Put-away list", "Show the plans that were put away, or the others again."),
        Command("by_path", "ctrl+e", "Other file", "Open a plan elsewhere by its path."),
        Command(
            "example",
            "",
            "Worked example",
            "Open a copy of the worked example, to look at and to try.",
            shown=False,
        ),
        Command(
            "tour",
            "",
            "Take the tour",
            "Two minutes with a copy that is thrown away at the end.",
            shown=False,
        ),
    )
    HELP = "The plans of this user: one line a plan. Enter opens it, and on the last line begins a new one."
    COMMON: ClassVar[tuple[Command, ...]] = (HELP_HERE, MENU, LEAVE, REDRAW, SETTINGS)

    def __init__(self) -> None:
        super().__init__()
        self._archived = False
        self._plans: dict[str, Summary] = {}
        self._wanted = ""

    def commands(self) -> tuple[Command, ...]:
        """What can be done here now."""
        here = super().commands()
        return tuple(one for one in here if one.id != "by_path") if self.host.kiosk else here

    def body(self) -> ComposeResult:
        """A word of welcome and the list."""
        yield Lines(id="welcome")
        yield RowList(
            [
                Column("Group", 24, flex=True),
                Column("Name", 14),
                Column("Progress", 22),
                Column("Changed", 11),
            ],
            id="rows",
        )

    def refill(self) -> None:
        """Show the plans as the folder holds them now."""
        self._plans = {str(one.path): one for one in folder.plans(archived=self._archived)}
        self.title_is("atm-tui: put away" if self._archived else "atm-tui: our plans")
        self.query_one("#welcome", Lines).show("" if self._archived else _WELCOME)
        rows = [Row(key, self._cells(one)) for key, one in self._plans.items()]
        if not self._archived:
            rows.append(Row(NEW, ("+ new plan",)))
        listed = self.query_one(RowList)
        listed.fill(rows, current=self._wanted or None)
        self._wanted = ""
        self.set_focus(listed)
        if weak := weak_lock(folder.folder()):
            self.notice(weak)

    @staticmethod
    def _cells(one: Summary) -> tuple[str, ...]:
        changed = f"{one.changed.day} {one.changed:%b} {one.changed.year}"
        state = "newer: to read only" if one.newer else "cannot be opened" if one.trouble else one.progress
        return (one.group or one.name, one.name, state, changed)

    @property
    def _path(self) -> Path | None:
        one = self._plans.get(self.query_one(RowList).key)
        return one.path if one else None

    def more_help(self) -> "list[Paragraph]":
        """What the program is for."""
        from atm_tui.screens.about import ABOUT  # noqa: PLC0415 - not needed to show the list

        return [(kind, self.worded(text)) for kind, text in ABOUT]

    # Doing ---------------------------------------------------------------------------------
    async def action_open(self) -> None:
        """Open the current plan."""
        await self.settle()
        path = self._path
        if path is None:
            if not self._archived:
                await self.action_new()
        elif self._archived:
            self.notice("This plan was put away. Del brings it back; then it can be opened.")
        else:
            self._wanted = str(path)
            await self.host.open_plan(path)

    async def action_new(self) -> None:
        """Ask for the group's name and begin its plan."""
        await self.settle()
        from atm_tui.screens.dialogs import PromptPage  # noqa: PLC0415 - not needed to show the list

        async def begin(name: str) -> str:
            return await self._open_new(lambda: folder.free_path(folder.name_for(name)), name)

        await self.host.open_page(PromptPage("A new plan", "What is the group called?", begin))

    async def _open_new(self, path: Callable[[], Path], group: str) -> str:
        from atm_tui.document import Document  # noqa: PLC0415 - the list of plans needs no model

        try:
            target = path()
            Document.new(target, group).save()
        except AtmError as error:
            return str(error)
        self._wanted = str(target)  # where the cursor is when we come back
        await self.host.open_plan(target)
        return ""

    async def action_copy_plan(self) -> None:
        """Make a copy of the current plan."""
        await self.settle()
        if path := self._path:
            self._try(lambda: folder.copy_plan(path), "Copied to {}.")

    async def action_rename(self) -> None:
        """Ask for another name."""
        await self.settle()
        path = self._path
        if path is None:
            return
        from atm_tui.screens.dialogs import PromptPage  # noqa: PLC0415 - as above

        async def rename(name: str) -> str:
            try:
                self._wanted = str(folder.rename_plan(path, name))
            except AtmError as error:
                return str(error)
            await self.host.back()
            return ""

        await self.host.open_page(PromptPage("Rename", "What shall the plan be called?", rename, path.stem))

    async def action_put_away(self) -> None:
        """Put the current plan away, or bring it back."""
        await self.settle()
        if path := self._path:
            if self._archived:
                self._try(lambda: folder.restore_plan(path), "Brought back: {}.")
            else:
                self._try(
                    lambda: folder.archive_plan(path),
                    "Put away: {}. Ctrl+K shows it; Del there brings it back.",
                )

    def _try(self, act: Callable[[], Path], said: str) -> None:
        try:
            words = said.format(act().stem)
        except AtmError as error:
            words = str(error)
        self.refill()
        self.notice(words)

    async def action_away(self) -> None:
        """Show the plans that were put away, or the others again."""
        await self.settle()
        self._archived = not self._archived
        self.refill()
        self.notice("Ctrl+K shows our plans again." if self._archived else "")

    async def action_by_path(self) -> None:
        """Ask for a path."""
        if self.host.kiosk:
            self.notice("Only the plans of this list can be opened here.")
            return
        await self.settle()
        from atm_tui.screens.dialogs import ConfirmPage, PromptPage  # noqa: PLC0415 - as above

        async def open_it(text: str) -> str:
            try:
                path = folder.locate(text).expanduser()
                if os.path.lexists(path):
                    await self.host.open_plan(path)
                    return ""
            except AtmError as error:
                return str(error)

            async def create() -> None:
                await self.host.back()
                if trouble := await self._open_new(lambda: path, ""):
                    self.notice(trouble)

            await self.host.open_page(
                ConfirmPage("New file", f"There is no {path} yet. Enter makes it.", create)
            )
            return ""

        await self.host.open_page(
            PromptPage("Another file", "What is the path of the plan? (it ends in .json)", open_it)
        )

    def action_tour(self) -> None:
        """End the app for the tour; whoever runs the app shows it, and comes back here."""
        from atm_tui.tour import WANTED  # noqa: PLC0415 - rarely wanted

        self.app.exit(return_code=WANTED)

    async def action_example(self) -> None:
        """Open a copy of the worked example."""
        from atm_tui.example import example  # noqa: PLC0415 - rarely wanted
        from atm_tui.store.planfile import save  # noqa: PLC0415

        try:
            path = folder.free_path("worked example")
            save(path, example())
        except AtmError as error:
            self.notice(str(error))
            return
        await self.host.open_plan(path)
