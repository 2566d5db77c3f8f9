"""The Textual app: one open plan at most, the pages, and the commands that work everywhere."""

import signal
from pathlib import Path
from typing import ClassVar

from rich.style import Style
from textual import events
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.geometry import Size
from textual.screen import Screen

from atm_tui.errors import AtmError
from atm_tui.stage import Step
from atm_tui.widgets.commands import LEAVE, REDRAW
from atm_tui.widgets.desk import Desk, Place
from atm_tui.widgets.frame import Frame, Lines

LEAST = (60, 16)
"""The smallest screen, columns and rows, on which the pages can be read."""


class SmallPage(Screen[None]):
    """What is shown while the terminal is too small."""

    def compose(self) -> ComposeResult:
        """A polite line."""
        lines = Lines(Style(bold=True), id="small")
        lines.show("Please make this window larger: 60 columns and 16 lines.")
        yield lines


class AtmApp(App[int], inherit_bindings=False):
    """Guided facilitation of a group's collective action plan.

    Args:
        path: A plan to open at once; the home page without.
    """

    CSS_PATH: ClassVar[str] = "styles/app.tcss"
    ENABLE_COMMAND_PALETTE: ClassVar[bool] = False
    ALLOW_SELECT: ClassVar[bool] = False
    AUTO_FOCUS: ClassVar[str | None] = None
    BINDINGS: ClassVar[list[BindingType]] = [LEAVE.binding(), REDRAW.binding()]

    def __init__(self, path: Path | None = None) -> None:
        super().__init__()
        self.theme = "ansi-dark"
        self._path = path
        self._desk: Desk | None = None
        self._pages: dict[str, Frame] = {}
        self._page: Frame | None = None
        self._small = False
        self._begun = False

    # Beginning and ending --------------------------------------------------------------------
    async def on_mount(self) -> None:
        """Show the first page."""
        self._watch_signals()
        if self._path is None:
            await self._show_home()
        elif self._path.exists():
            await self.open_plan(self._path)
        else:
            await self._ask_to_create(self._path)
        self._begun = True
        await self._mind_size(self.size)

    def on_unmount(self) -> None:
        """However the app ends, what is typed is saved."""
        self._close_desk()

    def _watch_signals(self) -> None:
        """Save and end when the line drops or the host goes down; a stock app would just be gone."""
        import asyncio  # noqa: PLC0415 - beside its only use

        loop = asyncio.get_running_loop()
        for one in (signal.SIGHUP, signal.SIGTERM):
            loop.add_signal_handler(one, self._hang_up)

    def _hang_up(self) -> None:
        self._close_desk()
        self.exit(return_code=1)

    async def _ask_to_create(self, path: Path) -> None:
        from atm_tui.document import Document  # noqa: PLC0415 - the home page needs no model
        from atm_tui.screens.dialogs import ConfirmPage  # noqa: PLC0415 - pages are loaded when used

        async def create() -> None:
            try:
                Document.new(path).save()
            except AtmError as error:
                self.exit(message=str(error), return_code=2)
                return
            await self.open_plan(path)

        class Create(ConfirmPage):
            """Asks before a file is made; No ends the program."""

            async def action_close(self) -> None:
                self.app.exit(return_code=0)

        await self.open_page(
            Create("A new plan", f"There is no {path} yet. Enter makes it; Esc leaves.", create)
        )

    async def _show_home(self) -> None:
        from atm_tui.screens.home import HomePage  # noqa: PLC0415 - pages are loaded when used

        await self.open_page(HomePage())

    def _close_desk(self) -> bool:
        """Save and close the open plan. Gives whether all is saved."""
        if self._desk is None:
            return True
        if self._page:
            for screen in self.screen_stack:
                if isinstance(screen, Frame):
                    screen.leaving()
        saved = self._desk.close()
        self._desk = None
        return saved

    # The plan ------------------------------------------------------------------------------
    @property
    def desk(self) -> Desk:
        """The open plan."""
        assert self._desk is not None, "only pages of a plan ask for it"  # noqa: S101 - a rule of this class
        return self._desk

    async def open_plan(self, path: Path, *, create: bool = False) -> None:
        """Open a plan's file and go to where the facilitator left it; say so if it cannot be opened."""
        from atm_tui.document import Document  # noqa: PLC0415 - the home page needs no model

        try:
            document = Document.new(path) if create else Document.open(path)
        except AtmError as error:
            if isinstance(self.screen, Frame):
                self.screen.notice(str(error))
            else:
                self.exit(message=str(error), return_code=2)
            return
        self._desk = Desk(document)
        self._desk.told = self._told
        self._page = None
        place = self._desk.place
        back = bool(place.record)
        new = not document.plan.place
        await self.go(
            place.step, place.record, place.field, face="guide" if new else "record" if back else ""
        )
        if back and isinstance(self.screen, Frame):
            if place.field:
                await self.screen.reopen(place.record, place.field)
            self.screen.notice("Welcome back: this is where you left off.")

    def _told(self) -> None:
        if self._desk is not None and isinstance(self.screen, Frame):
            self.screen.told()

    # Going about -----------------------------------------------------------------------------
    async def go(self, step: Step, record: str = "", field: str = "", *, face: str = "") -> None:
        """Go to a step: to its guide while nothing is written there, else to its record face."""
        await self._settle()
        desk = self.desk
        begun = bool(step.filled(desk.document.plan)) or step.id in desk.seen
        kind = "guide" if face == "guide" or (not face and not begun) else step.page
        desk.seen.add(step.id)
        desk.place = Place(step, record, field)
        desk.keep_place()
        page = self._page_of(kind)
        await self._put_on_top(page)
        page.set_step(step, record, field)  # type: ignore[attr-defined]  # all pages of a plan have a step
        page.refill()

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
            await self.pop_screen()
        if self._page is None:
            await self.push_screen(page)
        elif self._page is not page:
            await self.switch_screen(page)
        self._page = page

    async def open_page(self, page: Frame) -> None:
        """Open a page on top of this one."""
        await self._settle()
        await self.push_screen(page)
        page.refill()

    async def back(self) -> None:
        """Close the page on top, and show what the one below it shows now."""
        await self._settle()
        closed = self.screen
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
    async def action_help(self) -> None:
        """Show the guide of this step; on the home page, what this program is for."""
        if self._desk is None:
            from atm_tui.screens.about import AboutPage  # noqa: PLC0415 - pages are loaded when used

            await self.open_page(AboutPage())
            return
        place = self.desk.place
        if self._page is self._pages.get("guide"):
            await self.go(place.step, place.record, place.field, face="record")
        else:
            await self.go(place.step, place.record, place.field, face="guide")

    async def action_menu(self) -> None:
        """Show every command of this page."""
        from atm_tui.screens.lists import MenuPage  # noqa: PLC0415 - pages are loaded when used

        if isinstance(self.screen, Frame) and not isinstance(self.screen, MenuPage):
            await self.open_page(MenuPage(self.screen))

    async def action_next(self) -> None:
        """Go to the next step."""
        await self._beside(1)

    async def action_previous(self) -> None:
        """Go to the step before."""
        await self._beside(-1)

    async def _beside(self, by: int) -> None:
        from atm_tui import stage  # noqa: PLC0415 - the home page needs no map

        if step := stage.next_to(self.desk.place.step.id, by):
            await self.go(step)
        elif isinstance(self.screen, Frame):
            self.screen.notice(
                "This is the last step. F6 takes the plan out." if by > 0 else "This is the first step."
            )

    async def action_outline(self) -> None:
        """Show all steps."""
        from atm_tui.screens.lists import OutlinePage  # noqa: PLC0415 - pages are loaded when used

        await self.open_page(OutlinePage())

    async def action_check(self) -> None:
        """Show the loose ends."""
        from atm_tui.screens.lists import EndsPage  # noqa: PLC0415 - pages are loaded when used

        await self.open_page(EndsPage())

    async def action_questions(self) -> None:
        """Go to the four questions."""
        from atm_tui import stage  # noqa: PLC0415 - the home page needs no map

        if step := stage.step("question-business"):
            await self.go(step, face="record")

    async def action_take_out(self) -> None:
        """Show the ways to take the plan out."""
        from atm_tui.screens.takeout import TakeOutPage  # noqa: PLC0415 - pages are loaded when used

        await self.open_page(TakeOutPage())

    async def action_park(self) -> None:
        """Ask for a question to keep for later."""
        from atm_tui.model.reflection import Parked  # noqa: PLC0415 - the home page needs no model
        from atm_tui.screens.dialogs import PromptPage  # noqa: PLC0415 - pages are loaded when used

        async def keep(text: str) -> str:
            self.desk.document.add(Parked(what=text))
            await self.back()
            if isinstance(self.screen, Frame):
                self.screen.notice("Kept in the parking lot.")
            return ""

        await self.open_page(PromptPage("Parking lot", "What do we keep for later?", keep))

    async def action_undo(self) -> None:
        """Take back the last change, wherever it was made."""
        await self._turn(back=True)

    async def action_redo(self) -> None:
        """Do again what was taken back."""
        await self._turn(back=False)

    async def _turn(self, *, back: bool) -> None:
        await self._settle()
        label = self.desk.document.undo() if back else self.desk.document.redo()
        if not isinstance(self.screen, Frame):
            return
        self.screen.refill()
        if label:
            said = f"Taken back: {label}. Ctrl+G does it again." if back else f"Done again: {label}."
        else:
            said = "There is nothing to take back." if back else "There is nothing to do again."
        self.screen.notice(said)

    def action_redraw(self) -> None:
        """Draw the whole screen again."""
        self.screen.refresh(repaint=True, layout=True)

    async def action_leave(self) -> None:
        """Ask, then close the plan; on the home page, end."""
        await self._settle()
        if self._desk is None:
            self.exit(return_code=0)
            return
        from atm_tui.screens.dialogs import ConfirmPage  # noqa: PLC0415 - pages are loaded when used

        if isinstance(self.screen, ConfirmPage):
            return
        trouble = "" if self.desk.saver.wait() else self.desk.saver.trouble
        ask = (
            f"NOT SAVED: {trouble} Enter leaves all the same and loses what is not saved; Esc stays."
            if trouble
            else "All is saved. Enter closes the plan; Esc stays."
        )
        await self.open_page(ConfirmPage("Leave", ask, self._leave))

    async def _leave(self) -> None:
        self._close_desk()
        if self._path is not None:
            self.exit(return_code=0)
            return
        while len(self.screen_stack) > 2:  # the app's own empty screen, then the home page
            await self.pop_screen()
        self._page = None
        if isinstance(self.screen, Frame):
            self.screen.refill()

    # Size ----------------------------------------------------------------------------------
    async def on_resize(self, event: events.Resize) -> None:
        """Say so while the terminal is too small."""
        if self._begun:
            await self._mind_size(event.size)

    async def _mind_size(self, size: Size) -> None:
        small = size.width < LEAST[0] or size.height < LEAST[1]
        if small and not self._small:
            self._small = True
            await self.push_screen(SmallPage())
        elif not small and self._small:
            self._small = False
            await self.pop_screen()
            self._told()


def run(path: Path | None) -> int:
    """Run the app until it is left. Gives the status to end with."""
    app = AtmApp(path)
    app.run(mouse=False)
    return app.return_code or 0
