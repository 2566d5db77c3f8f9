"""The app for an account that people share: no way to another file, a program or a shell."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

from textual.app import SuspendNotSupported

from atm_tui.app import AtmApp, run
from atm_tui.errors import AtmError, PlanNameError
from atm_tui.widgets.frame import Frame

ONLY_HERE = "Only the plans of this list can be opened here."
REFUSED = "This is not possible here."


class KioskApp(AtmApp):
    """The app without what Textual can do beside it, and with the plans of one folder only.

    None of what is refused here is on a key or in a menu; it is refused for the day on which a library, or
    one of us, makes a way to it.
    """

    kiosk = True

    async def open_plan(self, path: Path) -> None:
        """Open a plan of the data folder."""
        from atm_tui.store.folder import folder  # noqa: PLC0415 - as in the app

        if path.parent != folder() or path.name.startswith(".") or path.is_symlink():
            self._say_trouble(ONLY_HERE)
            return
        await super().open_plan(path)

    def _refuge(self, name: str) -> str:
        return f"{Path(name).stem} copy"

    def _refuge_at(self, text: str) -> Path:
        from atm_tui.store.folder import SUFFIX, checked_name, folder  # noqa: PLC0415 - seldom needed

        try:
            return folder() / (checked_name(text) + SUFFIX)
        except PlanNameError:
            raise AtmError(
                "A copy can be kept under another name only: letters, digits, spaces, hyphens."
            ) from None

    # What Textual could do ---------------------------------------------------------------------
    def _refuse(self) -> None:
        if isinstance(self.screen, Frame):
            self.screen.notice(REFUSED)

    def action_screenshot(self, filename: str | None = None, path: str | None = None) -> None:  # noqa: ARG002 - as in Textual
        """Refused."""
        self._refuse()

    def deliver_screenshot(self, *_: Any, **__: Any) -> None:  # noqa: ANN401 - as in Textual
        """Refused."""
        self._refuse()

    def save_screenshot(self, *_: Any, **__: Any) -> NoReturn:  # noqa: ANN401 - as in Textual
        """Refused."""
        raise AtmError(REFUSED)

    def deliver_text(self, *_: Any, **__: Any) -> None:  # noqa: ANN401 - as in Textual
        """Refused."""
        self._refuse()

    def deliver_binary(self, *_: Any, **__: Any) -> None:  # noqa: ANN401 - as in Textual
        """Refused."""
        self._refuse()

    def open_url(self, url: str, *, new_tab: bool = True) -> None:  # noqa: ARG002 - as in Textual
        """Refused: it would start a browser."""
        self._refuse()

    def action_command_palette(self) -> None:
        """Refused: it lists what Textual can do."""
        self._refuse()

    def action_suspend_process(self) -> None:
        """Refused: it would lead to the shell."""
        self._refuse()

    @contextlib.contextmanager
    def suspend(self) -> Iterator[None]:
        """Refused.

        Raises:
            SuspendNotSupported: Always.
        """
        raise SuspendNotSupported(REFUSED)
        yield  # makes it what Textual's is


def run_kiosk(path: Path | None) -> int:
    """Run the app until it is left. Gives the status to end with."""
    return run(path, KioskApp)
