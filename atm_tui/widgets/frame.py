"""The frame of every page: a first line, the body, one line of notice, and the keys that work here."""

import asyncio
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Protocol, cast

from rich.segment import Segment
from rich.style import Style
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from atm_tui.widgets import keymap
from atm_tui.widgets.cells import fit, wrap
from atm_tui.widgets.commands import FIVE_MORE, HELP_HERE, IN_PLAN, MENU, Command

if TYPE_CHECKING:  # the first page needs no plan, and has no text to read
    from atm_tui.stage import Step
    from atm_tui.store.lock import Holder
    from atm_tui.widgets.desk import Desk
    from atm_tui.widgets.textview import Paragraph

MOST_WAIT = 2.0
"""Seconds to wait for keys that a widget has yet to take; a stuck one must not stop the others."""


class Lines(Widget):
    """A few lines of plain text at a fixed place; a change draws only this.

    Args:
        style: The style of its text.
    """

    def __init__(
        self,
        style: Style | None = None,
        *,
        id: str | None = None,  # noqa: A002 - as every widget of Textual names it
        classes: str = "",
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._style = style or Style()
        self.text = ""
        self.right = ""

    def show(self, text: str, right: str = "") -> None:
        """Show this text, wrapped; on the first line ``right`` stands at the right end."""
        if (text, right) != (self.text, self.right):
            self.text, self.right = text, right
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        width = self.size.width
        if not self.text.strip("-"):
            line = self.text[:width].ljust(width)
        elif self.right and y == 0:
            line = fit(self.text, width - len(self.right) - 1) + " " + self.right
        elif self.size.height == 1:
            line = fit(self.text, width)
        else:
            lines = wrap(self.text, width) if self.text else []
            line = fit(lines[y], width) if y < len(lines) else " " * width
        return Strip([Segment(line, self.rich_style + self._style)], width)


def rule() -> Lines:
    """A line across the page."""
    line = Lines(classes="line")
    line.show("-" * 500)
    return line


class KeyLines(Lines):
    """The last lines: the keys of this page, then those that work everywhere."""

    def tell(self, commands: Iterable[Command]) -> None:
        """Show these commands, the page's own above those of the app."""
        shown = [command for command in commands if command.shown and command.key]
        before = (self.own, self.common)
        self.own = [f"{command.key} {command.label}" for command in shown if not command.app]
        self.common = [f"{command.key} {command.label}" for command in shown if command.app]
        self._first_to_go = {f"{command.key} {command.label}" for command in shown if command.gives_way}
        if (self.own, self.common) != before:
            self.refresh()

    own: list[str] = []
    common: list[str] = []
    _first_to_go: set[str] = set()

    def render_line(self, y: int) -> Strip:
        """Draw one line of keys; where there is no room, some give way first, then those at the end."""
        width = self.size.width
        words = list(self.own if y == 0 else self.common)
        gap = "  " if len("  ".join(words)) <= width else " "
        while words and len(gap.join(words)) > width:
            going = next((word for word in words if word in self._first_to_go), None)
            words.remove(going or words[-2 if len(words) > 1 else -1])  # the last one leads out and stays
        return Strip([Segment(gap.join(words).ljust(width), self.rich_style + self._style)], width)


class Host(Protocol):
    """What a screen may ask of the app."""

    @property
    def desk(self) -> "Desk":
        """The open plan."""

    async def go(self, step: "Step", record: str = "", field: str = "", *, face: str = "") -> None:
        """Go to a step; ``face`` is "guide", "record", or what the step needs."""

    async def open_page(self, page: "Frame") -> None:
        """Open a page on top of this one."""

    @property
    def kiosk(self) -> bool:
        """Whether no other file may be reached and no program started."""

    @property
    def reading(self) -> str:
        """Why the open plan is only read, and what to do; "" if it may be written, or none is open."""

    @property
    def opened(self) -> bool:
        """Whether a plan is open."""

    @property
    def time_left(self) -> str:
        """What the first line says of the time that runs; "" if nothing is timed."""

    def time_changed(self) -> None:
        """Something is timed now, or no longer: show it."""

    def strip(self) -> Iterable[Widget]:
        """What stands above the notice of every page; nothing, but on the tour."""

    async def do_from(self, page: "Frame", command: Command) -> None:
        """Do a command of the plan that was chosen in the menu of a page."""

    async def back(self) -> None:
        """Close the page on top, and show what the one below it shows now."""

    async def open_plan(self, path: Path) -> None:
        """Open a plan's file and go to where the facilitator left it."""

    async def write_here(self, path: Path) -> None:
        """Open a plan to write in it; if somebody else does, ask."""

    async def read_held(self, path: Path, holder: "Holder") -> None:
        """Open a plan to read it, in which somebody else writes."""

    async def give_over(self) -> None:
        """Save all, let the other session write that asks for it, and read on here."""

    async def keep_here(self) -> None:
        """Answer the other session that the plan stays here."""

    def use_settings(self) -> list[str]:
        """Let the settings hold as they are now. Gives a sentence for each key that cannot be had."""

    def send(self, sequence: str) -> None:
        """Write a control sequence to the terminal, between two frames."""


class Frame(Screen[None], inherit_bindings=False):
    """A page. A subclass gives its body and its commands.

    Attributes:
        DOES: What can be done here, beside what the app can do everywhere.
        COMMON: The commands of the app that work here.
        AT_TIMES: Those that work here at times only; ``commands`` tells when.
        HELP: What it is for, in one to three sentences; F1 shows it.
        ASKS: Whether it is to be answered before anything else: F10 does nothing here.
        inside: Whether it shows one row of the step below it.
        passing: Whether it closes when its menu opens another page of the plan.
    """

    DOES: ClassVar[tuple[Command, ...]] = ()
    COMMON: ClassVar[tuple[Command, ...]] = ()
    AT_TIMES: ClassVar[tuple[Command, ...]] = ()
    HELP: ClassVar[str] = ""
    ASKS: ClassVar[bool] = False
    inside: ClassVar[bool] = False
    passing: ClassVar[bool] = False
    AUTO_FOCUS: ClassVar[str | None] = ""
    BINDINGS: ClassVar[list[BindingType]] = []

    def __init_subclass__(cls) -> None:
        """Make bindings of the commands."""
        cls.BINDINGS = [command.binding() for command in (*cls.declared(), *cls.AT_TIMES)]
        super().__init_subclass__(inherit_bindings=False)

    @classmethod
    def declared(cls) -> tuple[Command, ...]:
        """All that can ever be done here: its own, then the app's; help and the menu are everywhere."""
        taken = {key for one in cls.DOES + cls.COMMON for key in one.keys.split(",")}
        missing = tuple(one for one in (HELP_HERE, MENU) if one.keys not in taken)
        return cls.DOES + missing + cls.COMMON

    def compose(self) -> ComposeResult:
        """First line, body, notice, keys."""
        yield Lines(Style(reverse=True), id="title")
        yield from self.body()
        yield from self.host.strip()
        yield Lines(id="notice")
        yield KeyLines(Style(dim=False), id="keys")

    def body(self) -> ComposeResult:
        """The widgets between the first line and the notice."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Show the keys."""
        self.tell_keys()

    def commands(self) -> tuple[Command, ...]:
        """What can be done here now."""
        return tuple(one for one in self.declared() if self.works(one))

    def works(self, one: Command) -> bool:
        """Whether a command does anything now: not all do while nothing is timed, or one only reads."""
        if one is FIVE_MORE:
            return bool(self.host.time_left)
        return not (self.host.reading and one.changes) and not (self.host.kiosk and one.outside)

    def more_help(self) -> "list[Paragraph]":
        """What F1 says beyond what the page is for and its keys: its fields, what is our reading."""
        return []

    def help_at(self) -> str:
        """The heading at which that begins; "" for its top."""
        return ""

    async def action_change(self, action: str) -> None:
        """Do what changes the plan, or say why nothing is changed while it is only read."""
        if not self.refuses():
            await self.app.run_action(action, self)

    def refuses(self) -> bool:
        """Whether changes are refused, because the plan is only read here; the notice says so then."""
        if not self.host.reading:
            return False
        self.add_class("-reading")  # two lines: who writes is not cut
        self.notice(f"Nothing was changed. {self.host.reading}")
        return True

    @property
    def host(self) -> Host:
        """The app, for what screens may ask of it."""
        return cast("Host", self.app)

    @property
    def desk(self) -> "Desk":
        """The open plan."""
        return self.host.desk

    _titled = ("", "")

    def title_is(self, text: str, right: str = "") -> None:
        """Set the first line."""
        self._titled = (text, right)
        self.tell_time()

    def tell_time(self) -> None:
        """Say on the first line how much of the time is left that runs, before whether all is saved."""
        text, right = self._titled
        self.query_one("#title", Lines).show(text, " | ".join(filter(None, (self.host.time_left, right))))

    def minute_passed(self) -> None:
        """Of what is timed another number of minutes is left: show it."""
        self.tell_time()

    def notice(self, text: str) -> None:
        """Say something in the line above the keys; it stays until the next thing is said."""
        self.query_one("#notice", Lines).show(self.worded(text))

    @property
    def noticed(self) -> str:
        """What is said there."""
        return self.query_one("#notice", Lines).text

    def worded(self, text: str) -> str:
        """A text of ours, with the keys named that work now, if some were given to other commands."""
        return keymap.worded(text, (*self.commands(), *IN_PLAN))

    def tell_keys(self) -> None:
        """Show the keys that work now."""
        self.query_one("#keys", KeyLines).tell(self.commands())

    def told(self) -> None:
        """The plan has changed or was saved: show it."""

    def refill(self) -> None:
        """Show what there is to show now: when the page comes, and after undo."""

    async def reopen(self, record: str, field: str) -> None:
        """Go back to a field of a record, after the plan was opened again."""

    def leaving(self) -> None:
        """Another page comes: take what is still being typed."""

    def closing(self) -> None:
        """This page is closed now, by whatever key: do what was put off until then."""

    def followed(self) -> None:
        """Somebody else has changed the plan that is read here: show it, and stay at the same place."""

    async def hand_in(self) -> None:
        """The plan is given over to another session: take what is asked for here as it stands."""

    def came_back(self, page: "Frame") -> None:
        """A page that was on top of this one has closed."""

    async def settle(self) -> None:
        """Wait until the focused widget has taken the keys that came before this one."""
        focused = self.focused
        if focused is not None and focused.is_running:
            done = asyncio.Event()
            focused.call_next(done.set)
            try:
                await asyncio.wait_for(done.wait(), MOST_WAIT)
            except TimeoutError:
                return
