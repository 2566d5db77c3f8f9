"""What is shown when somebody else writes in a plan: who, where, since when, and what can be done."""

import asyncio
from pathlib import Path
from typing import ClassVar

from rich.style import Style
from textual.app import ComposeResult

from atm_tui.store.lock import Holder, PlanLock, ask_to_leave
from atm_tui.widgets.commands import Command
from atm_tui.widgets.frame import Frame, Lines

PATIENCE = 5.0
"""Seconds that another session gets to save and close."""


class HeldPage(Frame):
    """Says who has the plan open; Enter takes it over or tries again.

    Args:
        path: The plan.
        holder: Who has it open.
        alone: Whether there is no page below this one, so that going back means leaving.
    """

    DOES: ClassVar[tuple[Command, ...]] = (
        Command("take", "enter", "Open here", "Open the plan here, once it is free."),
        Command("close", "escape", "Back", "Leave the plan to whoever has it open."),
    )

    def __init__(self, path: Path, holder: Holder, *, alone: bool) -> None:
        super().__init__()
        self._path, self._holder, self._alone = path, holder, alone

    def body(self) -> ComposeResult:
        """Who, and what can be done."""
        yield Lines(Style(bold=True), id="ask")

    def refill(self) -> None:
        """Say it."""
        self.title_is(f"{self._path.stem} is open elsewhere")
        if self._holder.here:
            offer = "Enter asks that session to save and close, and opens the plan here."
        else:
            offer = "Enter tries again; it opens here once it is closed there."
        said = f"This plan is open: {self._holder.words()}. Only one can write in it. {offer}"
        self.query_one("#ask", Lines).show(said)

    async def action_take(self) -> None:
        """Ask the other session to close, wait a little, and open the plan."""
        self.notice(
            "Asked; waiting for it to close ..." if ask_to_leave(self._holder) else "Trying again ..."
        )
        holder = await self._wait()
        if holder is None:
            await self.app.pop_screen()
            await self.host.open_plan(self._path)
        else:
            self._holder = holder
            self.refill()
            self.notice("It is still open there.")

    async def _wait(self) -> Holder | None:
        """Wait until the plan is free. Gives who still has it, or None."""
        lock = PlanLock(self._path)
        tries = int(PATIENCE / 0.25) if self._holder.here else 1
        for _ in range(tries):
            holder = lock.take()
            if holder is None:
                lock.give_back()
                return None
            await asyncio.sleep(0.25)
        return holder

    async def action_close(self) -> None:
        """Leave the plan to the other."""
        if self._alone:
            self.app.exit(return_code=0)
        else:
            await self.host.back()
