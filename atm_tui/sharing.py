"""Two sessions at one plan: asking to write, and giving a plan over to whoever asks."""

import asyncio
import contextlib
import contextvars
import signal
import time
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Final

from textual.timer import Timer

from atm_tui.errors import PlanFileError
from atm_tui.opening import OpeningApp
from atm_tui.widgets.frame import Frame

if TYPE_CHECKING:
    from atm_tui.screens.handover import HandoverPage
    from atm_tui.store.lock import Holder

PATIENCE = 20.0
"""Seconds after which a plan is given over that somebody else asks for, if nobody answers."""

_SETTLING: Final = 5.0
"""Seconds that somebody may go on typing before the question comes."""

_TURN: Final = 0.25


@dataclass
class Request:
    """Another session asks to write.

    Attributes:
        asker: Who.
        since: When it was seen, by the clock that only goes on.
        page: The page that asks the person, once it is shown.
    """

    asker: "Holder"
    since: float
    page: "HandoverPage | None" = None


class SharingApp(OpeningApp, inherit_bindings=False):
    """The app as far as it shares a plan with other sessions."""

    def __init__(self) -> None:
        super().__init__()
        self._request: Request | None = None
        self._asking: Timer | None = None

    async def _uncover(self) -> None:
        """Take away what is shown while the terminal is too small."""
        raise NotImplementedError

    async def _cover(self) -> None:
        """Show it again, if the terminal is too small."""
        raise NotImplementedError

    # Asking -------------------------------------------------------------------------------
    async def action_write_here(self) -> None:
        """Write in the plan that is only read here."""
        await self._settle()
        path = self._desk.document.path if self._desk and self._desk.reading else None
        if path:
            await self.write_here(path)

    async def write_here(self, path: Path) -> None:
        """Open a plan to write in it; if somebody else does, ask."""
        from atm_tui.screens.handover import AskingPage  # noqa: PLC0415 - pages are loaded when used

        if isinstance(self.screen, AskingPage):
            await self.pop_screen()
        try:
            way = self._way_in(path)
        except PlanFileError as error:
            self._say(f"It cannot be written here. {error}")
            return
        if way.lock:
            await self._away_with_held()
            await self._open_to_write(path, way.lock)
        elif way.holder:
            await self.open_page(AskingPage(path, way.holder))
        else:
            self._say(f"It cannot be written here. {way.why}")

    async def _away_with_held(self) -> None:
        from atm_tui.screens.held import HeldPage  # noqa: PLC0415 - pages are loaded when used

        while isinstance(self.screen, HeldPage):
            await self.pop_screen()

    async def read_held(self, path: Path, holder: "Holder") -> None:
        """Open a plan to read it, in which somebody else writes."""
        from atm_tui.widgets.following import held_words  # noqa: PLC0415 - only needed now

        await self._away_with_held()
        await self.read_plan(path, held_words(holder), holder)

    # Being asked ----------------------------------------------------------------------------
    def _watch_asks(self) -> None:
        """Hear other sessions that ask to write.

        Not by ``loop.add_signal_handler``: when the loop is closed that gives the signal back to the
        system, and a request that comes in the last moment would kill the program.
        """
        from atm_tui.store.asking import SIGNAL  # noqa: PLC0415 - beside its only use

        loop, context = asyncio.get_running_loop(), contextvars.copy_context()

        def heard(_number: int, _frame: FrameType | None) -> None:
            with contextlib.suppress(RuntimeError):  # the app has ended, and its lock is free
                loop.call_soon_threadsafe(self.call_later, self._asked, context=context)

        signal.signal(SIGNAL, heard)
        self.answers = True

    async def _asked(self) -> None:
        """Another session asks: say that it was heard, and ask the person."""
        from atm_tui.store.asking import ASKED, UNSAVED, asking  # noqa: PLC0415 - seldom needed

        desk = self._desk
        lock, path = (desk.lock, desk.document.path) if desk else (None, None)
        asker = asking(path) if path else None
        if desk is None or lock is None or asker is None:
            return
        if desk.saver.trouble:
            lock.reply(asker.asker, UNSAVED)
            self._say("NOT SAVED: so the plan stays here, though another session has asked for it.")
            return
        lock.reply(asker.asker, ASKED)
        if self._request:
            self._request.asker = asker
        else:
            self._request = Request(asker, time.monotonic())
            # in turn with the keys, and not in the timer's own task, which ends when the timer is stopped
            self._asking = self.set_interval(_TURN, lambda: self.call_later(self._mind_request))
        await self._mind_request()

    async def _mind_request(self) -> None:
        """Show the question when it does not fall into a word; give over when nobody answers."""
        from atm_tui.store.asking import asking  # noqa: PLC0415 - seldom needed

        request, desk = self._request, self._desk
        if request is None or desk is None or desk.document.path is None:
            await self._forget_request()
            return
        waited = time.monotonic() - request.since
        if asking(desk.document.path) is None:
            await self._forget_request()
            self._say("The other session no longer asks.")
        elif waited >= PATIENCE:
            await self.give_over()
        elif request.page is None and isinstance(self.screen, Frame) and self._may_ask(waited):
            await self._show_request(request)

    def _may_ask(self, waited: float) -> bool:
        return not self.desk.typing or waited >= _SETTLING

    async def _show_request(self, request: Request) -> None:
        from atm_tui.screens.handover import HandoverPage  # noqa: PLC0415 - pages are loaded when used

        request.page = HandoverPage(request.asker, PATIENCE)
        await self.push_screen(request.page)
        request.page.refill()

    async def _forget_request(self) -> None:
        """End being asked: the page below is as it was, with what is being typed in it."""
        request, self._request = self._request, None
        if self._asking:
            self._asking.stop()
            self._asking = None
        page = request.page if request else None
        while page is not None and page in self.screen_stack:
            await self.pop_screen()
        self._told()

    async def keep_here(self) -> None:
        """Answer the other session that the plan stays here."""
        from atm_tui.store.asking import KEPT  # noqa: PLC0415 - seldom needed

        request = self._request
        await self._forget_request()
        if request and self._desk and self._desk.lock:
            self._desk.lock.reply(request.asker.asker, KEPT)
            self._say("The plan stays here; the other session is told.")

    async def give_over(self) -> None:
        """Save all, let the other session write, and read on here at the same place."""
        from atm_tui.store.asking import UNSAVED  # noqa: PLC0415 - seldom needed
        from atm_tui.widgets.following import held_words  # noqa: PLC0415 - as above

        request, desk = self._request, self._desk
        await self._forget_request()
        if request is None or desk is None or desk.lock is None or desk.document.path is None:
            return
        await self._uncover()
        await self._settle()
        standing = self._standing()
        await self._hand_in()
        desk.saver.request()
        if not desk.saver.wait():
            desk.lock.reply(request.asker.asker, UNSAVED)
            if standing:
                await self._stand(standing)
            self._say(f"NOT SAVED: {desk.saver.trouble} So the plan stays here.")
        else:
            why = held_words(request.asker)
            await self.read_plan(desk.document.path, why, request.asker, standing)
        await self._cover()

    async def _hand_in(self) -> None:
        """Close what lies on the page of the step; what is asked for there is taken as it stands."""
        while self._page is not None and self.screen is not self._page:
            page = self.screen
            if isinstance(page, Frame):
                page.leaving()
                await page.hand_in()
            if self.screen is page:
                await self.pop_screen()
