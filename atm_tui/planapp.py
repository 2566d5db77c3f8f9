"""An app with a plan open: going from page to page, and the commands that work at every step."""

from typing import TYPE_CHECKING, ClassVar

from atm_tui.driver import TerminalDriver
from atm_tui.timedapp import TimedApp
from atm_tui.widgets.commands import ON_TOP
from atm_tui.widgets.frame import Frame

if TYPE_CHECKING:  # the home page needs no plan
    from collections.abc import Iterable

    from textual.widget import Widget

    from atm_tui.stage import Step
    from atm_tui.widgets.commands import Command
    from atm_tui.widgets.desk import Desk

RESTS = 2.0
"""Seconds after which it is said again, and larger, that nothing is saved; later while somebody types."""


class PlanApp(TimedApp, inherit_bindings=False):
    """What the pages of a plan ask of the app (see ``widgets.frame.Host``)."""

    ENABLE_COMMAND_PALETTE: ClassVar[bool] = False
    ALLOW_SELECT: ClassVar[bool] = False
    AUTO_FOCUS: ClassVar[str | None] = None

    kiosk: bool = False
    """Whether this is the restricted way, for an account that people share (see ``kioskapp``)."""

    def __init__(self) -> None:
        super().__init__(ansi_color=True)  # before there is a theme: else NO_COLOR is black on black
        self._desk: Desk | None = None
        self._pages: dict[str, Frame] = {}
        self._page: Frame | None = None
        self._warned = False

    @property
    def desk(self) -> "Desk":
        """The open plan."""
        assert self._desk is not None, "only pages of a plan ask for it"  # noqa: S101 - a rule of this class
        return self._desk

    @property
    def reading(self) -> str:
        """Why the open plan is only read, and what to do; "" if it may be written, or none is open."""
        return self._desk.reading if self._desk else ""

    @property
    def opened(self) -> bool:
        """Whether a plan is open."""
        return self._desk is not None

    def strip(self) -> "Iterable[Widget]":
        """What stands above the notice of every page: nothing."""
        return ()

    def _told(self) -> None:
        if self._desk is None:
            return
        trouble = not self.reading and bool(self._desk.saver.trouble)
        if trouble and not self._warned:
            self._warn_after_a_rest()
        self._warned = trouble
        if isinstance(self.screen, Frame):
            self.screen.told()

    def _warn_after_a_rest(self) -> None:
        # in turn with the keys, and not in the timer's own task
        self.set_timer(RESTS, lambda: self.call_later(self._warn))

    async def _warn(self) -> None:
        """Say in a page of its own that nothing is saved, once, and not into somebody's typing."""
        if self._desk is None or not self._warned:
            return
        if self._desk.typing or not (isinstance(self.screen, Frame) and self.screen.COMMON):
            self._warn_after_a_rest()
            return
        from atm_tui.screens.dialogs import TroublePage  # noqa: PLC0415 - pages are loaded when used

        await self.open_page(TroublePage(self._desk.saver.trouble))

    # Going about -----------------------------------------------------------------------------
    async def go(self, step: "Step", record: str = "", field: str = "", *, face: str = "") -> None:
        """Go to a step: to its guide when the talk comes first there, else to its record face."""
        from atm_tui import meeting, stage  # noqa: PLC0415 - the home page needs no map

        await self._settle()
        desk = self.desk
        if meeting.is_gone(step, desk.document.plan):  # it was taken back, or deleted
            step, record, field = stage.step("sessions") or step, "", ""
        if step is not desk.place.step:
            desk.save()
        talks = not face and desk.talks_first(step, asked=bool(record or field))
        kind = "guide" if face == "guide" or talks else step.page
        desk.stand_at(step, record, field)
        page = self._page_of(kind)
        with self.batch_update():  # what the page showed last is not shown again
            await self._put_on_top(page)
            page.set_step(step, record, field)  # type: ignore[attr-defined]  # all pages of a plan have a step
            page.refill()
        self.mind_time()

    def _page_of(self, kind: str) -> Frame:
        """The page of this kind; made when first needed, filled again ever after."""
        if kind not in self._pages:
            import importlib  # noqa: PLC0415 - beside its only use

            module = importlib.import_module(f"atm_tui.screens.{kind}")
            self._pages[kind] = getattr(module, f"{kind.title()}Page")()
            self.install_screen(self._pages[kind], kind)  # so that it outlives the switch to another
        return self._pages[kind]

    async def _put_on_top(self, page: Frame) -> None:
        """Close what lies on the current page and put this one in its place."""
        while self._page is not None and self.screen is not self._page:
            if isinstance(self.screen, Frame):
                self.screen.closing()
            await self.pop_screen()
        if self._page is None:
            await self.push_screen(page)
        elif self._page is not page:
            await self.switch_screen(page)
        self._page = page

    async def open_page(self, page: Frame) -> None:
        """Open a page on top of this one."""
        await self._settle()
        with self.batch_update():  # so that it is drawn once, when it is filled
            await self.push_screen(page)
            page.refill()

    async def back(self) -> None:
        """Close the page on top, and show what the one below it shows now."""
        await self._settle()
        closed = self.screen
        if isinstance(closed, Frame):
            closed.closing()
        with self.batch_update():
            await self.pop_screen()
            if isinstance(self.screen, Frame):
                if isinstance(closed, Frame):
                    self.screen.came_back(closed)
                self.screen.refill()

    async def _settle(self) -> None:
        """Let the page take the keys that came before, and what is being typed."""
        if isinstance(self.screen, Frame):
            await self.screen.settle()
            self.screen.leaving()

    def send(self, sequence: str) -> None:
        """Write a control sequence to the terminal, between two frames."""
        if self._driver is not None:
            self._driver.write(sequence)
            self._driver.flush()

    # Commands --------------------------------------------------------------------------------
    async def action_change(self, action: str) -> None:
        """Do what changes the plan, or say why nothing is changed while it is only read."""
        if not (isinstance(self.screen, Frame) and self.screen.refuses()):
            await self.run_action(action, self)

    async def action_help(self) -> None:
        """Show the guide of this step, or hide it; on any other page, what that page is for."""
        if self._page is not None and self.screen is self._page:
            await self._turn_guide()
        elif isinstance(page := self.screen, Frame):
            from atm_tui.screens.help import HelpPage  # noqa: PLC0415 - pages are loaded when used

            await self.open_page(HelpPage(page))

    async def _turn_guide(self) -> None:
        place, guide = self.desk.place, self._pages.get("guide")
        if self._page is guide:
            await self.go(place.step, place.record, place.field, face="record")
            return
        with self.batch_update():
            await self.go(place.step, place.record, place.field, face="guide")
            self._pages["guide"].opened_on_top()  # type: ignore[attr-defined]  # the guide's page alone has it

    async def action_menu(self) -> None:
        """Show everything that can be done here, or hide it."""
        from atm_tui.screens.lists import MenuPage  # noqa: PLC0415 - pages are loaded when used

        if isinstance(self.screen, MenuPage):
            await self.back()
        elif isinstance(self.screen, Frame):
            await self.open_page(MenuPage(self.screen))

    async def do_from(self, page: Frame, command: "Command") -> None:
        """Do a command of the plan that was chosen in the menu of a page; a list gives way to what comes.

        What is being typed on the page is taken first, where it would be if the plan were given over.
        """
        if command.id not in (one.id for one in ON_TOP):
            page.leaving()
            await page.hand_in()
            while isinstance(self.screen, Frame) and self.screen.passing and self.screen is not self._page:
                self.screen.closing()
                await self.pop_screen()
        await self.run_action(command.action, self)

    async def action_next(self) -> None:
        """Go to the next step."""
        await self._beside(1)

    async def action_previous(self) -> None:
        """Go to the step before."""
        await self._beside(-1)

    async def _beside(self, by: int) -> None:
        from atm_tui import meeting, stage  # noqa: PLC0415 - the home page needs no map

        here = self.desk.place.step
        if isinstance(here, meeting.Stop):
            if stop := meeting.beside(here, by):
                await self.go(stop, face="record")
                return
            said = ("This is the last stop.", "This is the first stop.")[by < 0] + " F5 lists all steps."
        elif step := stage.next_to(here.id, by):
            await self.go(step)
            return
        else:
            said = "This is the last step. F6 takes the plan out." if by > 0 else "This is the first step."
        if isinstance(self.screen, Frame):
            self.screen.notice(said)

    async def action_outline(self) -> None:
        """Show all steps; in a reflection its stops first."""
        from atm_tui.meeting import Stop  # noqa: PLC0415 - the home page needs no map

        if isinstance(self.desk.place.step, Stop):
            from atm_tui.screens.stops import StopsPage  # noqa: PLC0415 - pages are loaded when used

            await self.open_page(StopsPage())
            return
        from atm_tui.screens.lists import OutlinePage  # noqa: PLC0415 - as above

        await self.open_page(OutlinePage())

    async def action_reflect(self) -> None:
        """Begin the next reflection, or go on with the one that was begun."""
        from atm_tui import meeting  # noqa: PLC0415 - the home page needs no map
        from atm_tui.meeting import doing  # noqa: PLC0415 - as above
        from atm_tui.widgets.desk import today  # noqa: PLC0415 - as above

        await self._settle()
        desk, plan, page = self.desk, self.desk.document.plan, self.screen
        pointed = desk.place.record if desk.place.step.id == "sessions" else ""
        session = pointed if meeting.is_open(plan, pointed) else desk.session
        if not session:
            if meeting.next_planned(plan) is None and isinstance(page, Frame) and page.refuses():
                return
            session = doing.begin(desk.document, today()).id
        goes_on = desk.stop if desk.stop and desk.stop.session == session else None
        await self.go(goes_on or meeting.stops(session)[0], face="record")

    async def action_save(self) -> None:
        """Save the plan now."""
        await self._settle()
        self.desk.save()
        if isinstance(self.screen, Frame):
            self.screen.notice("Once it is saved, the first line says so.")

    async def action_undo(self) -> None:
        """Take back the last change, wherever it was made."""
        await self._turn(back=True)

    async def action_redo(self) -> None:
        """Do again what was taken back."""
        await self._turn(back=False)

    async def _turn(self, *, back: bool) -> None:
        self.desk.turns = True  # undo itself takes a row back in which nothing is left
        try:
            await self._settle()
        finally:
            self.desk.turns = False
        label = self.desk.document.undo() if back else self.desk.document.redo()
        if not isinstance(self.screen, Frame):
            return
        await self._refill_or_leave()
        self.time_changed()
        if label:
            said = f"Taken back: {label}. Ctrl+G does it again." if back else f"Done again: {label}."
        else:
            said = "There is nothing to take back." if back else "There is nothing to do again."
        self.screen.notice(said)

    async def _refill_or_leave(self) -> None:
        """Show what the plan holds now; leave a reflection that it no longer holds."""
        from atm_tui import meeting  # noqa: PLC0415 - the home page needs no map

        place = self.desk.place
        if meeting.is_gone(place.step, self.desk.document.plan):
            await self.go(place.step, face="record")
        elif isinstance(self.screen, Frame):
            self.screen.refill()

    def action_redraw(self) -> None:
        """Draw the whole screen again, also what another program has put there."""
        if isinstance(self._driver, TerminalDriver):
            self._driver.redraw()
        self.screen.refresh(repaint=True, layout=True)

    def sent_whole(self) -> None:
        """Paint all, and say that the changes alone can be sent to the terminal no longer."""
        self.action_redraw()
        if isinstance(self.screen, Frame):
            self.screen.notice("The screen is sent whole from here on: slower, but nothing is lost.")
