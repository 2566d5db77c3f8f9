"""The app as far as time goes: the minutes of what is being done, and the page of the day's meeting.

One timer sleeps until the next whole minute of what is timed; where nothing is, or where the line is quiet,
none does, and nothing is sent that nobody asked for.
"""

from typing import TYPE_CHECKING, cast

from textual.timer import Timer

from atm_tui import settings
from atm_tui.settingsapp import SettingsApp
from atm_tui.widgets.frame import Frame, Host

if TYPE_CHECKING:  # the home page needs no plan
    from atm_tui.timebox import Timebox
    from atm_tui.widgets.desk import Desk

RESTS = 2.0
"""Seconds after which it is said that the time is over; later while somebody types."""


class TimedApp(SettingsApp, inherit_bindings=False):
    """What pages ask of the app about time (see ``widgets.frame.Host``)."""

    _next_minute: Timer | None = None
    _said_over: "Timebox | None" = None

    @property
    def time_left(self) -> str:
        """What the first line says of what is timed; "" if nothing is."""
        desk = self._desk
        if desk is None or desk.timebox is None:
            return ""
        return desk.timebox.words(desk.clock(), quiet=settings.quiet())

    def mind_time(self) -> None:
        """Wait for the next minute of what is timed, or say that its time is over."""
        if self._next_minute:
            self._next_minute.stop()
            self._next_minute = None
        desk = self._desk
        if desk is None or desk.timebox is None:
            return
        rests = desk.timebox.rests(desk.clock())
        if not rests:
            self._say_over(desk.timebox)
        elif not settings.quiet():
            self._wait(rests)

    def _wait(self, seconds: float) -> None:
        # in turn with the keys, and not in the timer's own task
        self._next_minute = self.set_timer(seconds, lambda: self.call_later(self._minute))

    async def _minute(self) -> None:
        if isinstance(self.screen, Frame):
            self.screen.minute_passed()
        self.mind_time()

    def _say_over(self, box: "Timebox") -> None:
        """Say once that the time is over, and what can be done; not into somebody's typing."""
        desk, page = self._desk, self.screen
        if desk is None or self._said_over == box:
            return
        if desk.typing or desk.trouble or not (isinstance(page, Frame) and page.COMMON):
            if not settings.quiet():
                self._wait(RESTS)
            return
        from atm_tui.timebox import named  # noqa: PLC0415 - the home page needs no plan

        self._said_over = box
        then = "Ctrl+X gives five more minutes; F9 ends it."
        said = f"Time for '{named(desk.document.plan, box.what)}' is over. {then}"
        page.notice(said if len(said) <= self.size.width else f"Time is up. {then}")

    def time_changed(self) -> None:
        """Something is timed now, or no longer, or for longer: show it."""
        if isinstance(self.screen, Frame):
            self.screen.minute_passed()
            self.screen.tell_keys()
        self.mind_time()

    # Commands --------------------------------------------------------------------------------
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While nothing is timed, the key of five more minutes is left to where people type."""
        if action == "five_more" and not self.time_left:
            return False
        return super().check_action(action, parameters)

    async def action_time(self) -> None:
        """Show the day's meeting, or go back to where one was."""
        from atm_tui.screens.time import TimePage  # noqa: PLC0415 - pages are loaded when used

        host = cast("Host", self)
        if isinstance(self.screen, TimePage):
            await host.back()
        elif any(isinstance(page, TimePage) for page in self.screen_stack):
            while not isinstance(self.screen, TimePage):
                await host.back()
        else:
            await host.open_page(TimePage())

    def action_five_more(self) -> None:
        """Give what is being done five minutes more."""
        if self._desk is None:
            return
        self._desk.more_time()
        self.time_changed()
        if isinstance(self.screen, Frame):
            self.screen.notice(self._timed_words(self._desk))

    async def action_begin_time(self) -> None:
        """The time of the step begins at which the facilitator is."""
        from atm_tui import holding  # noqa: PLC0415 - the home page needs no plan

        desk = self._desk
        if desk is None:
            return
        held = holding.gathering(desk.document.plan, desk.gathering)
        what = holding.item_for(desk.document, held, desk.place.step)
        desk.begin_time(what)
        self.time_changed()
        if isinstance(self.screen, Frame):
            self.screen.notice(self._timed_words(desk))

    @staticmethod
    def _timed_words(desk: "Desk") -> str:
        from atm_tui.holding import begun_words  # noqa: PLC0415 - the home page needs no plan

        return begun_words(desk.document.plan, desk.timebox, desk.clock())

    async def action_propose(self) -> None:
        """Show a running order for what is still to be done."""
        from atm_tui.screens.days import DaysPage  # noqa: PLC0415 - pages are loaded when used

        if not isinstance(self.screen, DaysPage):
            await cast("Host", self).open_page(DaysPage())
