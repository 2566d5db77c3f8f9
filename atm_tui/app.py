"""The Textual app: beginning, opening and leaving plans, endings, and the size of the screen."""

import signal
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from rich.style import Style
from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.geometry import Size
from textual.screen import Screen

from atm_tui.errors import AtmError
from atm_tui.planapp import PlanApp
from atm_tui.widgets.commands import LEAVE, REDRAW
from atm_tui.widgets.desk import Desk
from atm_tui.widgets.frame import Frame, Lines

if TYPE_CHECKING:
    from atm_tui.store.lock import Holder

LEAST = (60, 16)
"""The smallest screen, columns and rows, on which the pages can be read."""


class SmallPage(Screen[None]):
    """What is shown while the terminal is too small."""

    def compose(self) -> ComposeResult:
        """A polite line."""
        lines = Lines(Style(bold=True), id="small")
        lines.show("Please make this window larger: 60 columns and 16 lines.")
        yield lines


class AtmApp(PlanApp, inherit_bindings=False):
    """Guided facilitation of a group's collective action plan.

    Args:
        path: A plan to open at once; the home page without.
    """

    CSS_PATH: ClassVar[str] = "styles/app.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [LEAVE.binding(), REDRAW.binding()]

    def __init__(self, path: Path | None = None) -> None:
        super().__init__()
        self.theme = "ansi-dark"
        self._path = path
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
        self.exit(return_code=1, message="Saved and closed, as the system or another session asked.")

    def _handle_exception(self, error: Exception) -> None:
        """Save first; then end with a sentence. Textual would print variables, with what people typed."""
        path = self._desk.document.path if self._desk else None
        saved = self._close_desk()
        if self.is_headless:  # a test wants the error itself
            super()._handle_exception(error)
            return
        from atm_tui.crash import write_report  # noqa: PLC0415 - not needed when all goes well

        report = write_report(error)
        said = ["Something went wrong in atm-tui, and it had to end."]
        if path:
            said.append(f"The plan is in {path}." if saved else f"{path} could not be saved at the end.")
        if report:
            said.append(f"A report without the plan's words is in {report}.")
        self.exit(return_code=1, message=" ".join(said))

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
    async def open_plan(self, path: Path) -> None:
        """Open a plan's file and go to where the facilitator left it; say so if it cannot be opened."""
        from atm_tui.document import Document  # noqa: PLC0415 - the home page needs no model
        from atm_tui.store.lock import PlanLock  # noqa: PLC0415 - nor a lock

        try:
            Document.open(path)  # what is no plan gets no lock beside it
        except AtmError as error:
            await self._say_unreadable(path, error)
            return
        lock = PlanLock(path)
        try:
            if holder := lock.take():
                await self._say_held(path, holder)
                return
            document = Document.open(path)
        except AtmError as error:
            lock.give_back()
            self._say_trouble(str(error))
            return
        self._desk = Desk(document, lock)
        self._desk.told = self._told
        self._page = None
        await self._take_up(crashed=lock.before is not None and not lock.before.closed)

    async def _take_up(self, *, crashed: bool) -> None:
        """Go to where the facilitator left the plan; a new one begins with the first guide."""
        place = self.desk.place
        new, back = not self.desk.document.plan.place, bool(place.record)
        await self.go(
            place.step, place.record, place.field, face="guide" if new else "record" if back else ""
        )
        if back and isinstance(self.screen, Frame):
            if place.field:
                await self.screen.reopen(place.record, place.field)
            lost = "The last session was cut off. All that was saved is here, and this is where it was."
            self.screen.notice(lost if crashed else "Welcome back: this is where you left off.")

    def _say_trouble(self, sentence: str) -> None:
        if isinstance(self.screen, Frame):
            self.screen.notice(sentence)
        else:
            self.exit(message=sentence, return_code=2)

    async def _say_unreadable(self, path: Path, error: AtmError) -> None:
        """Say why a plan cannot be opened, and offer the newest good copy of it, if there is one."""
        from atm_tui.screens.dialogs import ConfirmPage  # noqa: PLC0415 - pages are loaded when used
        from atm_tui.store.generations import newest_good, restore  # noqa: PLC0415 - seldom needed
        from atm_tui.store.storage import NewerPlanError  # noqa: PLC0415 - seldom needed

        good = newest_good(path) if path.is_file() and not isinstance(error, NewerPlanError) else None
        if good is None:
            self._say_trouble(str(error))
            return
        when = f"{good.at.astimezone():%d.%m.%Y %H:%M}"

        async def bring_back() -> None:
            await self.pop_screen()
            try:
                aside = restore(path, good)
            except AtmError as failed:
                self._say_trouble(str(failed))
                return
            await self.open_plan(path)
            if self._desk is not None and isinstance(self.screen, Frame):
                self.screen.notice(
                    f"As it was on {when}. The damaged file: {aside.name if aside else path.name}"
                )

        ask = f"{error} There is a good copy of {when}. Enter opens it; the damaged file is kept beside it."
        await self.open_page(ConfirmPage("A damaged plan", ask, bring_back))

    async def _say_held(self, path: Path, holder: "Holder") -> None:
        """Somebody else writes in the plan: say who, and offer what can be done."""
        from atm_tui.screens.held import HeldPage  # noqa: PLC0415 - pages are loaded when used

        await self.open_page(HeldPage(path, holder, alone=self._path is not None))

    async def action_leave(self) -> None:
        """Ask, then close the plan; on the home page, end."""
        await self._settle()
        if self._desk is None:
            self.exit(return_code=0)
            return
        from atm_tui.screens.dialogs import ConfirmPage, RescuePage  # noqa: PLC0415 - pages are loaded when used

        if isinstance(self.screen, ConfirmPage):
            return
        if self.desk.saver.wait():
            ask = "All is saved. Enter closes the plan; Esc stays."
            await self.open_page(ConfirmPage("Leave", ask, self._leave))
        elif isinstance(self.screen, RescuePage):
            ask = (
                f"NOT SAVED: {self.desk.saver.trouble} Enter leaves all the same and loses what is not saved."
            )
            await self.open_page(ConfirmPage("Leave", ask, self._leave))
        else:
            name = self.desk.document.path.name if self.desk.document.path else "plan.json"
            page = RescuePage(self.desk.saver.trouble, self._save_elsewhere, str(Path.home() / name))
            await self.open_page(page)

    async def _save_elsewhere(self, text: str) -> str:
        """Keep a copy at another place and leave. Gives why that did not go, or nothing."""
        from atm_tui.store.folder import locate  # noqa: PLC0415 - seldom needed
        from atm_tui.store.planfile import save  # noqa: PLC0415 - seldom needed

        try:
            path = locate(text).expanduser()
            if path.exists():
                return f"There is a file {path} already. Choose another name."
            save(path, self.desk.document.content())
        except AtmError as error:
            return str(error)
        await self._leave()
        return ""

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
            while not isinstance(self.screen, SmallPage):  # F10 was pressed on it
                await self.pop_screen()
            await self.pop_screen()
            self._told()


def run(path: Path | None) -> int:
    """Run the app until it is left. Gives the status to end with."""
    app = AtmApp(path)
    app.run(mouse=False)
    return app.return_code or 0
