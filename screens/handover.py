"""The two sides of giving a plan over: one session asks and waits, the other gives it or keeps it."""

import time
from pathlib import Path
from typing import ClassVar, Final

from rich.style import Style
from textual.app import ComposeResult

from atm_tui.store.asking import ASKED, KEPT, UNSAVED, ask, withdraw
from atm_tui.store.lock import Holder, PlanLock, ask_to_leave
from atm_tui.widgets.commands import LEAVE, REDRAW, Command
from atm_tui.widgets.frame import Frame, KeyLines, Lines

SIGN = 10.0
"""Seconds within which a program that runs says that it was asked."""

ANSWER = 25.0
"""Seconds within which it lets go, or says that the plan is kept there."""

ENDS = 5.0
"""Seconds that it gets to save and end."""

HASTE = 1.0
"""Seconds in which Enter may still have been meant for the page below."""

_TURN: Final = 0.25

_SAID: Final = {
    "asks": "The session of {who} is asked to let you write here. It has 20 seconds to answer; this page "
    "waits.",
    "heard": "The session of {who} is asked, and has heard it. Without an answer the plan comes here in 20 "
    "seconds; this page waits.",
    "kept": "The plan is kept there: {who}. You can read it, and ask again later.",
    "unsaved": "The plan cannot be given over now: there is something that could not be saved there yet "
    "({who}). Ask again later.",
    "silent": "The session of {who} does not answer. Enter asks its program to save and to end; then you can "
    "write here.",
    "old": "The session of {who} cannot be asked. Enter tells its program to save and to end; then you can "
    "write here.",
    "ends": "The session of {who} is told to save and to end; this page waits.",
    "stuck": "The session of {who} does not answer and does not end: its program stands still. As long as "
    "it is there, nobody else can write. When it has gone, the plan opens here.",
    "far": "The session of {who} cannot be asked from here. As soon as the plan is closed there, it opens "
    "here; this page waits.",
}
_ENDED: Final = ("kept", "unsaved")
"""States in which nothing is waited for any longer."""

END: Final = Command("end", "enter", "Save and end it", "Tell the other program to save and to end.")


class AskingPage(Frame):
    """Asks whoever writes in a plan to let us write, and waits; Esc gives up.

    Args:
        path: The plan.
        holder: Who writes in it.
    """

    DOES: ClassVar[tuple[Command, ...]] = (
        END,
        Command("close", "escape", "Give up", "Ask no longer."),
    )
    HELP = "The other session is asked to let you write here. Esc gives up; nothing is lost on either side."
    COMMON: ClassVar[tuple[Command, ...]] = (LEAVE, REDRAW)

    def __init__(self, path: Path, holder: Holder) -> None:
        super().__init__()
        self._path, self._holder = path, holder
        self._lock = PlanLock(path)
        self._sign = ask(path, holder)
        self._since = time.monotonic()
        self._state = "asks" if self._sign else "old" if holder.here else "far"

    def body(self) -> ComposeResult:
        """How it goes."""
        yield Lines(Style(bold=True), id="ask")

    def on_mount(self) -> None:
        """Begin to look for the answer."""
        super().on_mount()
        self._looks = self.set_interval(_TURN, self._look)

    def on_unmount(self) -> None:
        """Ask no longer."""
        withdraw(self._path, self._sign)

    def commands(self) -> tuple[Command, ...]:
        """What can be done now: the other program is told to end only if it does not answer."""
        offered = self._state in ("silent", "old")
        return tuple(one for one in super().commands() if offered or one is not END)

    def refill(self) -> None:
        """Say how it goes."""
        self.title_is(f"{self._path.stem}: write here")
        self.query_one("#ask", Lines).show(_SAID[self._state].format(who=self._holder.words()))
        self.query_one("#keys", KeyLines).tell(self.commands())

    def _becomes(self, state: str) -> None:
        self._state, self._since = state, time.monotonic()
        if state in _ENDED:
            self._looks.stop()
            withdraw(self._path, self._sign)
        self.refill()

    def _look(self) -> None:
        """Look at the lock: whether it is free, and what its note answers."""
        now = self._lock.look()
        if now is None:
            self._looks.stop()
            self.app.call_later(self.host.write_here, self._path)
            return
        if (now.host, now.pid, now.began) != (self._holder.host, self._holder.pid, self._holder.began):
            self._holder = now  # somebody else was quicker
            self._becomes("far")
            return
        answer = now.answer if self._sign and now.asker == self._sign else ""
        if answer in (KEPT, UNSAVED):
            self._becomes("kept" if answer == KEPT else "unsaved")
        elif answer == ASKED and self._state == "asks":
            self._becomes("heard")
        else:
            self._lose_patience(time.monotonic() - self._since)

    def _lose_patience(self, waited: float) -> None:
        later = {"asks": (SIGN, "silent"), "heard": (ANSWER, "silent"), "ends": (ENDS, "stuck")}
        most, then = later.get(self._state, (waited + 1, ""))
        if waited >= most:
            self._becomes(then)

    def action_end(self) -> None:
        """Tell the other program to save and to end, if it does not answer."""
        if self._state in ("silent", "old"):
            self._becomes("ends" if ask_to_leave(self._holder) else "stuck")

    async def action_close(self) -> None:
        """Give up."""
        await self.host.back()


class HandoverPage(Frame):
    """Tells whoever writes that another session asks to; Enter gives the plan over, Esc keeps it.

    Args:
        asker: Who asks.
        seconds: How long there is to answer.
    """

    HELP = (
        "Another session asks to write in this plan. Enter lets it: all is saved first, and you read on. "
        "Esc keeps the plan here."
    )
    ASKS: ClassVar[bool] = True
    DOES: ClassVar[tuple[Command, ...]] = (
        Command("give", "enter", "Give it over", "Save all, let the other write, and read on here."),
        Command("keep", "escape", "Keep it", "Go on writing here; the other is told."),
    )

    def __init__(self, asker: Holder, seconds: float) -> None:
        super().__init__()
        self._asker, self._seconds = asker, seconds
        self._since = time.monotonic()

    def body(self) -> ComposeResult:
        """Who asks, and what can be done."""
        yield Lines(Style(bold=True), id="ask")

    def refill(self) -> None:
        """Say it."""
        self.title_is("Another session asks to write")
        self.query_one("#ask", Lines).show(
            f"Another session asks to write here: {self._asker.words()}. Enter gives it over: all is saved "
            "first, and you read on. Esc keeps it. Without an answer it is given over in "
            f"{self._seconds:.0f} seconds."
        )

    async def action_give(self) -> None:
        """Give the plan over; an Enter that was meant for the page below does not."""
        if time.monotonic() - self._since < HASTE:
            self.notice("Enter once more gives the plan over; Esc keeps it.")
            self._since -= HASTE
        else:
            await self.host.give_over()

    async def action_keep(self) -> None:
        """Keep the plan."""
        await self.host.keep_here()
