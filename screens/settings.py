"""The settings: each a line that Enter changes; at the end the keys, each given by pressing it."""

import os
from collections.abc import Awaitable, Callable
from typing import ClassVar, Final

from rich.style import Style
from textual import events
from textual.app import ComposeResult

from atm_tui import settings, settingsfile
from atm_tui.errors import AtmError
from atm_tui.keys import refusal, said, settled
from atm_tui.screens.dialogs import PromptPage
from atm_tui.screens.everypage import every_page
from atm_tui.screens.lists import CLOSE, FIND, ListPage
from atm_tui.settings import DESCRIBED, Setting
from atm_tui.widgets.commands import HELP_HERE, IN_PLAN, LEAVE, MENU, REDRAW, Command
from atm_tui.widgets.frame import Frame, Lines
from atm_tui.widgets.rowlist import Column, Row, RowList

LATER: Final = "It holds from the next start."
_KEY: Final = "key "
_LEFT_ALONE: Final = ("enter", "escape")
"""Keys of commands that are not listed: they have them on every page, and nobody misses another."""
_NONE: Final = ("find", "field_next")
"""What is no command: it only says what letters and arrows do."""


class SettingsPage(ListPage):
    """All settings, then the key of each command, then what in the file is passed over."""

    DOES: ClassVar[tuple[Command, ...]] = (
        Command("choose", "enter", "Change", "Change the setting under the cursor."),
        Command("reset", "delete", "As at first", "Let the line be again as it is without any setting."),
        CLOSE,
        FIND,
    )
    COMMON: ClassVar[tuple[Command, ...]] = (HELP_HERE, MENU, LEAVE, REDRAW)
    HELP = (
        "How you want to work. Enter changes a line: it takes what comes next, or asks. Each change is kept "
        "at once, in a file that can also be written by hand. F1, F2, F10, Enter and Esc keep what they do."
    )
    TITLE_WORDS = "Settings: Enter changes one"
    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column("Setting", 18),
        Column("Is", 14),
        Column("", 30, flex=True),
    )

    def __init__(self) -> None:
        super().__init__()
        self._pages = every_page()
        self._commands = _listed(self._pages)
        self._untaken: list[str] = []

    def lines(self) -> list[Row]:
        """A line for each setting, each command, each sentence on what is passed over."""
        held = settings.current()
        rows = [self._line(one, getattr(held, one.name)) for one in DESCRIBED]
        rows.append(Row("", ("KEYS",), heading=True))
        rows += [
            Row(_KEY + one.id, (one.label, one.key or "-", self.worded(one.help)))
            for one in self._commands.values()
        ]
        self._untaken = list(held.troubles)
        _, why = settled(held.keys, self._pages)
        self._untaken += [settings.key_trouble(name, reason) for name, reason in why.items()]
        if self._untaken:
            rows.append(Row("", ("PASSED OVER",), heading=True))
            rows += [Row(str(index), (one,)) for index, one in enumerate(self._untaken)]
        if not self.host.kiosk:
            rows += [Row("", ("WHERE THEY ARE KEPT",), heading=True), Row("file", (str(settings.path()),))]
        return rows

    @staticmethod
    def _line(one: Setting, value: str) -> Row:
        return Row(one.name, (one.label, value or "-", one.choices.get(value, one.ask)))

    def in_full(self, key: str) -> str:
        """What the setting asks and can be; what the command does."""
        if one := _described(key):
            by = settings.said_by(one.name, os.environ)
            over = f" {by} in the environment says otherwise, and wins." if by else ""
            means = one.choices.get(getattr(settings.current(), one.name), "")
            choices = f"{means.capitalize()}. It can be: {', '.join(one.choices)}." if one.choices else ""
            return f"{one.ask} {choices}{over}"
        if key.startswith(_KEY):
            command = self._commands[key.removeprefix(_KEY)]
            first = said(command.keys.split(",", maxsplit=1)[0])
            was = f" Made with {first}." if first and first != command.key else ""
            return f"{self.worded(command.help)}{was} In the file its name is {command.id}."
        return str(settings.path()) if key == "file" else self._untaken[int(key)]

    async def take(self, key: str) -> None:
        """Change the setting: the next choice, or another page asks."""
        if one := _described(key):
            if one.choices:
                choices = list(one.choices)
                at = choices.index(getattr(settings.current(), one.name))
                self._keep(one, choices[(at + 1) % len(choices)])
            else:
                await self._ask(one)
        elif key.startswith(_KEY):
            await self._ask_key(self._commands[key.removeprefix(_KEY)])

    async def _ask(self, one: Setting) -> None:
        async def keep(words: str) -> str:
            await self.host.back()
            self._keep(one, words[: settings.LONGEST])
            return ""

        await self.host.open_page(
            PromptPage(one.label, one.ask, keep, str(getattr(settings.current(), one.name)))
        )

    async def _ask_key(self, command: Command) -> None:
        async def keep(key: str) -> None:
            await self.host.back()
            self._keep_key(command, key)

        await self.host.open_page(KeyPage(command, self._why_not, keep))

    def _why_not(self, command: Command, key: str) -> str:
        """Why a command cannot have a key; "" if it can."""
        others = {name: own for name, own in settings.current().keys.items() if name != command.id}
        _, why = settled(others | {command.id: key}, self._pages)
        clash = f"{why[command.id]}; give that another first." if command.id in why else ""
        return refusal(key) or clash

    async def action_reset(self) -> None:
        """Let the current line be as it is without any setting."""
        await self.settle()
        key = self.query_one(RowList).key
        if one := _described(key):
            self._keep(one, next(iter(one.choices), ""))
        elif key.startswith(_KEY):
            self._keep_key(self._commands[key.removeprefix(_KEY)], "")

    # Keeping -------------------------------------------------------------------------------
    def _keep(self, one: Setting, value: str) -> None:
        told = self._kept(lambda: settingsfile.keep(one.name, value))
        means = one.choices.get(value, "")
        words = f"{one.label}: {value or 'none'}{f', {means}' if means not in ('', value) else ''}."
        self.notice(" ".join(filter(None, [words, LATER if one.later else "", *told])))

    def _keep_key(self, command: Command, key: str) -> None:
        told = self._kept(lambda: settingsfile.keep_key(command.id, key))
        self.notice(" ".join([f"{command.label}: {command.key or 'no key'}.", *told]))

    def _kept(self, keep: Callable[[], str]) -> list[str]:
        """Keep a change and let it hold. Gives what there is to say of it."""
        try:
            told = keep()
        except AtmError as error:
            told = str(error)
        troubles = self.host.use_settings()
        self.refill()
        return [one for one in (told, *troubles) if one]


class KeyPage(Frame):
    """Asks for the key of a command, by having it pressed.

    Args:
        command: Whose key.
        why_not: Why the command cannot have a key; "" if it can.
        done: Told the key.
    """

    DOES: ClassVar[tuple[Command, ...]] = (
        Command("take", "enter", "Take it", "Take the key that was pressed."),
        Command("close", "escape", "Close", "Leave the key as it is."),
    )
    HELP = "Press the key that the command is to have, then Enter. It is said whether it can be had."

    def __init__(
        self,
        command: Command,
        why_not: Callable[[Command, str], str],
        done: Callable[[str], Awaitable[None]],
    ) -> None:
        super().__init__()
        self._command, self._why_not, self._done = command, why_not, done
        self._key = ""

    def body(self) -> ComposeResult:
        """The question, and what was pressed."""
        yield Lines(Style(bold=True), id="ask")
        yield Pressed(self.pressed, id="pressed")

    def refill(self) -> None:
        """Ask."""
        self.title_is(f"The key of: {self._command.label}")
        has = self._command.key
        now = f"now it is {has}" if has else "it has none yet"
        self.query_one("#ask", Lines).show(f"Press the key for {self._command.label}; {now}.")
        self.set_focus(self.query_one(Pressed))

    def pressed(self, key: str) -> None:
        """Say whether the command can have this key."""
        why = self._why_not(self._command, key)
        self._key = "" if why else key
        words = f"{why} Press another." if why else f"It would be {said(key)}. Enter takes it."
        self.query_one(Pressed).show(words)

    async def action_take(self) -> None:
        """Take the key that was pressed last."""
        await self.settle()
        if self._key:
            await self._done(self._key)
        else:
            self.query_one(Pressed).show("Press a key first, like F11 or Ctrl+U.")

    async def action_close(self) -> None:
        """Leave the key as it is."""
        await self.host.back()


class Pressed(Lines, can_focus=True):
    """Takes every key that no command of the page has, and shows what is said of it.

    Args:
        told: Told the key.
    """

    def __init__(self, told: Callable[[str], None], *, id: str) -> None:  # noqa: A002 - as every widget of Textual names it
        super().__init__(id=id)
        self._told = told

    def on_key(self, event: events.Key) -> None:
        """Hand the key on, and let it do nothing else."""
        event.stop()
        event.prevent_default()
        self._told(event.key)


def _described(name: str) -> Setting | None:
    return next((one for one in DESCRIBED if one.name == name), None)


def _listed(pages: list[tuple[Command, ...]]) -> dict[str, Command]:
    """The commands that are offered a key, by name: those of a plan first, each once."""
    found: dict[str, Command] = {}
    for page in (IN_PLAN, *pages):
        for one in page:
            first = one.keys.split(",", maxsplit=1)[0]
            if one.id not in _NONE and first not in _LEFT_ALONE and not first.isdigit():
                found.setdefault(one.id, one)
    return found
