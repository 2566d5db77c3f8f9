"""The app on its tour: with a copy of the worked example that is thrown away, and a line that leads on."""

import contextlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from rich.style import Style
from textual.binding import BindingType
from textual.widget import Widget

from atm_tui.app import AtmApp, run
from atm_tui.errors import AtmError
from atm_tui.kioskapp import KioskApp
from atm_tui.tour import Stop, stops
from atm_tui.widgets.commands import IN_PLAN, Command
from atm_tui.widgets.frame import Frame, Lines

if TYPE_CHECKING:  # what the app loads with its first plan
    from atm_tui.stage import Step

DATA = "XDG_DATA_HOME"

SKIP = Command("skip_stop", "ctrl+u", "Skip", "Go on to the next stop of the tour.", app=True)


class TourApp(AtmApp):
    """The app, with two lines on every page that say what is seen and which key to press now.

    Args:
        path: The copy of the worked example.
    """

    BINDINGS: ClassVar[list[BindingType]] = [SKIP.binding()]

    def __init__(self, path: Path | None = None) -> None:
        super().__init__(path)
        self._at = 0
        self._did = ""

    @property
    def stop(self) -> Stop:
        """Where the tour is."""
        return stops()[self._at]

    # What it shows -------------------------------------------------------------------------
    def strip(self) -> Iterable[Widget]:
        """The two lines."""
        yield Lines(Style(bold=True), id="tour")

    def _words(self) -> str:
        keys = {one.id: one.key for one in IN_PLAN}
        skip = f" ({SKIP.key} skips a stop.)" if self._at == 0 else ""
        return f"Tour {self._at + 1}/{len(stops())}: {self.stop.words.format_map(keys)}{skip}"

    def _walk(self) -> None:
        """Go on as far as what the stops wait for has come, and show where we are."""
        while self._is_over(self.stop):
            self._go_on()
        if isinstance(self.screen, Frame):
            for strip in self.screen.query("#tour").results(Lines):
                strip.show(self._words())

    def _is_over(self, stop: Stop) -> bool:
        if stop.last or self._desk is None:
            return False
        here = self.screen
        at_page = (
            not stop.page or type(here).__name__ == stop.page or (stop.page == "step" and here is self._page)
        )
        return at_page and stop.step in ("", self.desk.place.step.id) and stop.did in ("", self._did)

    def _go_on(self) -> None:
        self._at, self._did = min(self._at + 1, len(stops()) - 1), ""

    def action_skip_stop(self) -> None:
        """Go on to the next stop."""
        self._go_on()
        self._walk()

    # When it goes on -------------------------------------------------------------------------
    async def go(self, step: "Step", record: str = "", field: str = "", *, face: str = "") -> None:
        """Go to a step, and on with the tour if that is what it waits for."""
        await super().go(step, record, field, face=face)
        self._walk()

    async def open_page(self, page: Frame) -> None:
        """Open a page, and go on with the tour if that is what it waits for."""
        await super().open_page(page)
        self._walk()

    async def back(self) -> None:
        """Close a page, and go on with the tour if that is what it waits for."""
        await super().back()
        self._walk()

    async def _turn(self, *, back: bool) -> None:
        await super()._turn(back=back)
        self._did = "undo" if back else "redo"
        self._walk()

    # How it begins and ends ------------------------------------------------------------------
    async def _take_up(self, told: str) -> None:  # noqa: ARG002 - there was no session before
        from atm_tui import stage  # noqa: PLC0415 - the home page needs no map

        await self.go(stage.steps()[0], face="guide")

    async def action_leave(self) -> None:
        """End the tour at once: nothing in it is worth a question."""
        await self._settle()
        self._close_desk()
        self.exit(return_code=0)


class KioskTour(TourApp, KioskApp):
    """The tour for an account that people share."""


def run_tour(*, kiosk: bool = False) -> int:
    """Run the tour until it is left, and leave nothing behind. Gives the status to end with.

    Raises:
        AtmError: There is no room for the copy.
    """
    with _elsewhere() as place:
        from atm_tui.example import example  # noqa: PLC0415 - only the tour begins with a plan
        from atm_tui.store.planfile import save  # noqa: PLC0415 - as above

        path = place / "atm-tui" / "tour.json"
        save(path, example())
        return run(path, KioskTour if kiosk else TourApp)


@contextlib.contextmanager
def _elsewhere() -> Iterator[Path]:
    """A folder in which all is written that would go into the data folder, and which is thrown away."""
    before = os.environ.get(DATA)
    try:
        made = tempfile.TemporaryDirectory(prefix="atm-tui-tour-", ignore_cleanup_errors=True)
    except OSError:
        raise AtmError("There is no room on this machine for the copy that the tour works with.") from None
    with made as place:
        os.environ[DATA] = place
        try:
            yield Path(place)
        finally:
            if before is None:
                del os.environ[DATA]
            else:
                os.environ[DATA] = before
