"""The app as far as its settings go: letting them hold, and the page on which they are changed."""

import os
from typing import TYPE_CHECKING

from textual.app import App

from atm_tui import settings
from atm_tui.widgets import keymap
from atm_tui.widgets.frame import Frame

if TYPE_CHECKING:  # the home page needs no plan
    from collections.abc import Mapping

    from atm_tui.widgets.desk import Desk

WELCOME = "Welcome back: this is where you left off."
"""What is said where nothing else is to be said."""


class SettingsApp(App[int], inherit_bindings=False):
    """What the page of the settings asks of the app (see ``widgets.frame.Host``)."""

    _desk: "Desk | None"

    def use_settings(self) -> list[str]:
        """Let the settings hold as they are now. Gives a sentence for each key that cannot be had."""
        settings.into(os.environ)
        if self._desk is not None:
            self._desk.use_settings()
        return self._use_keys(settings.current().keys)

    def _use_keys(self, wanted: "Mapping[str, str]") -> list[str]:
        """Give commands the keys that they are to have. Whoever wants none pays nothing."""
        if not (wanted or keymap.given()):
            return []
        from atm_tui.screens.everypage import every_page  # noqa: PLC0415 - it takes time: all pages are loaded

        pages = every_page()
        troubles = keymap.use(wanted, pages)
        self.set_keymap(keymap.for_textual(pages))
        for screen in self.screen_stack:
            if isinstance(screen, Frame):
                screen.tell_keys()
        return troubles

    def say_settings(self) -> None:
        """Let the settings hold as the program begins, and say what in them is passed over."""
        troubles = [*settings.current().troubles, *self.use_settings()]
        page = self.screen
        if troubles and isinstance(page, Frame) and page.noticed in ("", WELCOME):
            many = (
                f"{len(troubles)} settings are passed over; F2, Settings says why. " if troubles[1:] else ""
            )
            page.notice(many + troubles[0])

    async def action_settings(self) -> None:
        """Show the settings."""
        from atm_tui.screens.settings import SettingsPage  # noqa: PLC0415 - pages are loaded when used

        if isinstance(self.screen, Frame) and not isinstance(self.screen, SettingsPage):
            await self.screen.host.open_page(SettingsPage())
