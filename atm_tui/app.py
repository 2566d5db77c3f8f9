"""The Textual app: beginning, opening and leaving plans, endings, and the size of the screen."""

import asyncio
import contextlib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from rich.style import Style
from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.driver import Driver
from textual.geometry import Size
from textual.screen import Screen

from atm_tui import lean, settings
from atm_tui.driver import TerminalDriver
from atm_tui.endings import FAILED, Endings
from atm_tui.errors import AtmError
from atm_tui.settingsapp import WELCOME
from atm_tui.sharing import SharingApp
from atm_tui.widgets.commands import LEAVE, REDRAW
from atm_tui.widgets.frame import Frame, Lines

if TYPE_CHECKING:
    from rich.console import RenderableType

SAVED = "Saved and closed, as the system or another session asked."
CUT = "Closed at once, as the system or another session asked. The last words typed may be missing."

LEAST = (60, 16)
"""The smallest screen, columns and rows, on which the pages can be read."""


class WordPage(Screen[None]):
    """A page with nothing but a few words."""

    WORDS: ClassVar[str]

    def compose(self) -> ComposeResult:
        """The words."""
        lines = Lines(Style(bold=True), id="words")
        lines.show(self.WORDS)
        yield lines


class SmallPage(WordPage):
    """What is shown while the terminal is too small."""

    WORDS = "Please make this window larger: 60 columns and 16 lines."


class LoadingPage(WordPage):
    """What is shown while all that an open plan needs is loaded: on an old machine that takes seconds."""

    WORDS = "Opening the plan ..."


class AtmApp(SharingApp, inherit_bindings=False):
    """Guided facilitation of a group's collective action plan.

    Args:
        path: A plan to open at once; the home page without.

    Attributes:
        begun: Whether the first page is shown on which keys do something.
    """

    CSS_PATH: ClassVar[str] = "styles/app.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [LEAVE.binding(), REDRAW.binding()]

    def __init__(self, path: Path | None = None) -> None:
        super().__init__()
        self.theme = "ansi-dark"
        self.endings = Endings(self._hang_up, self._save_at_last)
        self.last_words = ""
        self._path = path
        self._ending = False
        self._small = False
        self.begun = False

    # Beginning and ending --------------------------------------------------------------------
    async def on_mount(self) -> None:
        """Show the first page."""
        self._watch_signals()
        self._watch_asks()
        if self._path is None:
            await self._show_home()
        else:
            await self.push_screen(LoadingPage())
        self.call_after_refresh(self._begin)

    async def _begin(self) -> None:
        """Once a first page is on the screen: open the plan that was asked for, and listen to the keys."""
        lean.begun()
        if self._path is not None:
            await self._open_first(self._path)
        self.say_settings()
        self.begun = True
        await self._mind_size(self.size)
        if isinstance(self._driver, TerminalDriver):
            self._driver.listen()

    async def _open_first(self, path: Path) -> None:
        if os.path.lexists(path):
            await self.open_plan(path)
        else:
            await self._ask_to_create(path)

    def on_unmount(self) -> None:
        """However the app ends, what is typed is saved."""
        self._close_desk()

    def get_driver_class(self) -> type[Driver]:
        """The driver that ends with its terminal, whatever TEXTUAL_DRIVER says."""
        return TerminalDriver

    def _watch_signals(self) -> None:
        """Let the watch end the app from here on; a stock app would just be gone when the line drops."""
        self.endings.runs_in(asyncio.get_running_loop())

    def exit(
        self, result: int | None = None, return_code: int = 0, message: "RenderableType | None" = None
    ) -> None:
        """Leave the app; the message is said when the terminal is as it was before."""
        if message:
            self.last_words = str(message)  # Textual would take a path in it for markup
        super().exit(result, return_code)

    def _hang_up(self) -> None:
        """Save and end, as something outside wants it."""
        if self._ending:
            return
        self._ending = True
        path = self._desk.document.path if self._desk else None
        saved = self._close_whatever_comes()
        self.exit(return_code=FAILED, message=SAVED if saved else f"Closed. {_unsaved(path)}")

    def _save_at_last(self, seconds: float) -> str:
        """Called from the watch's thread when the app is late: wait for the saver. Gives what to say."""
        desk = self._desk
        if desk is None or desk.reading:
            return self.last_words or SAVED
        with contextlib.suppress(RuntimeError):  # the plan is changed at this moment; drafts of it are kept
            desk.saver.request()
        desk.saver.wait(seconds)
        if desk.saver.trouble:
            return f"Closed at once. {_unsaved(desk.document.path)}"
        return self.last_words or (SAVED if self._ending else CUT)

    def _close_whatever_comes(self) -> bool:
        """Save and close the plan; a page that is broken may not keep what else there is from being saved."""
        try:
            return self._close_desk()
        except Exception:  # noqa: BLE001 - we end already, and nothing is worth more than the plan
            desk, self._desk = self._desk, None
            return desk is None or desk.close()

    def _handle_exception(self, error: Exception) -> None:
        """Save first; then end with a sentence. Textual would print variables, with what people typed."""
        if self.is_headless:  # a test wants the error itself
            self._close_whatever_comes()
            super()._handle_exception(error)
            return
        if self._ending:  # what else breaks now breaks because of the first
            return
        self._ending = True
        path = self._desk.document.path if self._desk else None
        saved = self._close_whatever_comes()
        from atm_tui.crash import write_report  # noqa: PLC0415 - not needed when all goes well

        report = write_report(error)
        said = ["Something went wrong in atm-tui, and it had to end."]
        if path:
            said.append(f"The plan is in {path}." if saved else _unsaved(path))
        if report:
            said.append(f"A report without the plan's words is in {report}.")
        self.exit(return_code=FAILED, message=" ".join(said))
        self.endings.begin()  # should a broken page keep the app from ending, the watch ends it

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
    async def _take_up(self, told: str) -> None:
        """Go to where the facilitator left the plan; a new one begins with the first guide.

        Args:
            told: What is to be said of the session before, if anything.
        """
        self.desk.save()  # what was brought back
        place = self.desk.place
        new, back = not self.desk.document.plan.place, bool(place.record)
        new = new and settings.current().talk_first != "never"
        await self.go(
            place.step, place.record, place.field, face="guide" if new else "record" if back else ""
        )
        if back and isinstance(self.screen, Frame):
            if place.field:
                await self.screen.reopen(place.record, place.field)
            self.screen.notice(told or WELCOME)
        elif told and isinstance(self.screen, Frame):
            self.screen.notice(told)

    def _say_trouble(self, sentence: str) -> None:
        if isinstance(self.screen, Frame):
            self.screen.notice(sentence)
        else:
            self.exit(message=sentence, return_code=2)

    @property
    def _alone(self) -> bool:
        """Whether the app was started for one plan, and has no home page."""
        return self._path is not None

    async def action_leave(self) -> None:
        """Ask, then close the plan; on the home page, end."""
        await self._settle()
        if self._desk is None:
            self.exit(return_code=0)
            return
        from atm_tui.screens.dialogs import ConfirmPage, RescuePage  # noqa: PLC0415 - pages are loaded when used

        if isinstance(self.screen, ConfirmPage) and self.screen.ASKS:
            return
        self.desk.save()
        if self.reading or self.desk.saver.wait():
            ask = f"{'' if self.reading else 'All is saved. '}Enter closes the plan; Esc stays."
            await self.open_page(ConfirmPage("Leave", ask, self._leave))
        elif isinstance(self.screen, RescuePage):
            ask = (
                f"NOT SAVED: {self.desk.saver.trouble} Enter leaves all the same and loses what is not saved."
            )
            await self.open_page(ConfirmPage("Leave", ask, self._leave))
        else:
            name = self.desk.document.path.name if self.desk.document.path else "plan.json"
            page = RescuePage(self.desk.saver.trouble, self._save_elsewhere, self._refuge(name))
            await self.open_page(page)

    def _refuge(self, name: str) -> str:
        """What is offered for the place of a copy of this plan."""
        return str(Path.home() / name)

    def _refuge_at(self, text: str) -> Path:
        """The place of a copy, as it was typed.

        Raises:
            AtmError: There can be none.
        """
        from atm_tui.store.folder import locate  # noqa: PLC0415 - seldom needed

        return locate(text).expanduser()

    async def _save_elsewhere(self, text: str) -> str:
        """Keep a copy at another place and leave. Gives why that did not go, or nothing."""
        from atm_tui.store.planfile import save  # noqa: PLC0415 - seldom needed

        try:
            path = self._refuge_at(text)
            if os.path.lexists(path):
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
        if self.begun:
            await self._mind_size(event.size)

    async def _uncover(self) -> None:
        if self._small:
            self._small = False
            while not isinstance(self.screen, SmallPage):  # F10 was pressed on it
                await self.pop_screen()
            await self.pop_screen()

    async def _cover(self) -> None:
        await self._mind_size(self.size)

    async def _mind_size(self, size: Size) -> None:
        small = size.width < LEAST[0] or size.height < LEAST[1]
        if small and not self._small:
            self._small = True
            await self.push_screen(SmallPage())
        elif not small and self._small:
            await self._uncover()
            self._told()


def _unsaved(path: Path | None) -> str:
    return f"{path or 'The plan'} could not be saved at the end."


def run(path: Path | None, kind: type[AtmApp] = AtmApp) -> int:
    """Run the app until it is left. Gives the status to end with."""
    app = kind(path)
    with app.endings.watching():
        app.run(mouse=False)
    if app.last_words:
        with contextlib.suppress(OSError):  # nobody is left to read it
            # not by print: what cannot be written would be tried again when Python ends, and spoil the status
            os.write(2, _plain(app.last_words).encode(sys.stderr.encoding, "replace") + b"\n")
    return app.return_code or 0


def _plain(words: str) -> str:
    from atm_tui.clean import clean_line  # noqa: PLC0415 - only at such an end

    return clean_line(words)
