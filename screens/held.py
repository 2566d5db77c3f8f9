"""What is shown when somebody else writes in a plan: who, where, since when, and what can be done."""

from pathlib import Path
from typing import ClassVar

from rich.style import Style
from textual.app import ComposeResult

from atm_tui.store.lock import Holder
from atm_tui.widgets.commands import LEAVE, REDRAW, Command
from atm_tui.widgets.frame import Frame, Lines

_OFFER = (
    "Only one can write in it. Enter opens it to read: you see all of it, and what is saved there as it "
    "comes. With w you ask to write here."
)


class HeldPage(Frame):
    """Says who has the plan open; Enter reads it, w asks to write.

    Args:
        path: The plan.
        holder: Who has it open.
        alone: Whether there is no page below this one, so that going back means leaving.
    """

    DOES: ClassVar[tuple[Command, ...]] = (
        Command("read", "enter", "Read it", "Look at the plan, and see what is saved there."),
        Command("write", "w,W", "Write here", "Ask the other session to let you write here."),
        Command("close", "escape", "Back", "Leave the plan to whoever has it open."),
    )
    HELP = (
        "Somebody else writes in this plan, and only one can. You can read it and see what is saved there, "
        "or ask to write here."
    )
    COMMON: ClassVar[tuple[Command, ...]] = (LEAVE, REDRAW)

    def __init__(self, path: Path, holder: Holder, *, alone: bool) -> None:
        super().__init__()
        self._path, self._holder, self._alone = path, holder, alone

    def body(self) -> ComposeResult:
        """Who, and what can be done."""
        yield Lines(Style(bold=True), id="ask")

    def refill(self) -> None:
        """Say it."""
        self.title_is(f"{self._path.stem} is open elsewhere")
        self.query_one("#ask", Lines).show(f"This plan is open for {self._holder.words()}. {_OFFER}")

    async def action_read(self) -> None:
        """Open the plan to read it."""
        await self.host.read_held(self._path, self._holder)

    async def action_write(self) -> None:
        """Open the plan to write in it; whoever has it open is asked."""
        await self.host.write_here(self._path)

    async def action_close(self) -> None:
        """Leave the plan to the other."""
        if self._alone:
            self.app.exit(return_code=0)
        else:
            await self.host.back()
