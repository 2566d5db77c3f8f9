"""A tool of the stage as a picture; what is pointed at can be opened, and added to."""

import os
import sys
from datetime import date
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult

from atm_tui import stage
from atm_tui.errors import AtmError
from atm_tui.export.seen import for_people
from atm_tui.guide import guide
from atm_tui.model.plan import Plan
from atm_tui.model.record import Record
from atm_tui.pictures import ASCII, PICTURES, UNICODE, Picture, draw, next_picture, next_view, of_tool, title
from atm_tui.pictures.adding import another
from atm_tui.screens.record import RecordPage
from atm_tui.terminal import look_at
from atm_tui.versions import NOW, day_of, names, plan_at
from atm_tui.widgets.commands import ON_TOP, Command
from atm_tui.widgets.desk import today
from atm_tui.widgets.frame import Frame
from atm_tui.widgets.pictureview import PictureView
from atm_tui.widgets.textview import Paragraph

FOR_US_ALONE: Final = "allies:own"


class PicturePage(Frame):
    """One picture at a time.

    Args:
        tool: The id of the tool that was worked with, which says what is drawn first.
        record: The record to begin at, if it is in the picture.
        at: The version that is drawn, to be looked at and not to be changed; the plan as it is without.
    """

    DOES: ClassVar[tuple[Command, ...]] = (
        Command("open", "enter", "Open", "Open what the cursor is at; Esc comes back to the picture."),
        Command("view(1)", "tab", "Next view", "Show the same actions in another way."),
        Command("view(-1)", "shift+tab", "View before", "Show the view before this one.", shown=False),
        Command("picture", "ctrl+p", "Next picture", "Show the next tool as a picture."),
        Command("add", "ctrl+n,insert", "New", "Add another one where the cursor is.", changes=True),
        Command("history", "ctrl+y", "History", "The past of what the cursor is at.", shown=False),
        Command("close", "escape", "Close", "Close the picture."),
    )
    HELP = (
        "A tool of the stage as a picture, drawn of what is written. What the cursor is at can be opened, "
        "and another one added beside it. It shows what the whole group may see."
    )
    COMMON: ClassVar[tuple[Command, ...]] = ON_TOP

    def __init__(self, tool: str, record: str = "", at: str = NOW) -> None:
        super().__init__()
        self._at, self._then = at, Plan()
        self._others: Plan | None = None
        self._named = ""
        self._shown = of_tool(tool)
        self._wanted: str | None = record
        terminal = look_at(os.environ, getattr(sys.__stderr__, "encoding", None) or "ascii")
        self._glyphs = UNICODE if terminal.unicode else ASCII

    def body(self) -> ComposeResult:
        """The picture."""
        yield PictureView(id="picture")

    @property
    def view(self) -> PictureView:
        """The picture on the screen."""
        return self.query_one(PictureView)

    @property
    def current(self) -> Record | None:
        """The record under the cursor."""
        return self.plan.get(self.view.record)

    @property
    def _day(self) -> date:
        """The day on which what is drawn is late or due."""
        return day_of(self.desk.document.plan, self._at) or today()

    @property
    def plan(self) -> Plan:
        """The plan that is drawn."""
        return self.desk.document.plan if self._at == NOW else self._then

    def commands(self) -> tuple[Command, ...]:
        """What can be done here; what is drawn of a version is only looked at."""
        found = super().commands()
        return found if self._at == NOW else tuple(one for one in found if one.id not in ("open", "add"))

    def refill(self) -> None:
        """Draw the picture of what the plan holds now, or held then."""
        self._others = None
        if self._at != NOW and self._at in names(self.desk.document.plan):
            self._then = plan_at(self.desk.document.plan, self._at)
        self.told()
        self.view.show(self._drawn, self._wanted)
        self._wanted = None
        self.set_focus(self.view)

    def told(self) -> None:
        """Say on the first line what is drawn, and whether all is saved."""
        then = "" if self._at == NOW else f" as {self._at} left it"
        self.title_is(f"{title(self._shown)}{then} | {self.plan.title()}", self.desk.words())

    def more_help(self) -> list[Paragraph]:
        """What of the tools in the picture is our reading."""
        tools = PICTURES[self._shown.partition(":")[0]].tools
        steps = (step for tool in stage.tools() if tool.id in tools for step in tool.steps)
        readings = dict.fromkeys(guide(step.id).reading for step in steps)
        said: list[Paragraph] = [("item", reading) for reading in readings if reading]
        return [("head", "Not from the toolbox"), *said] if said else []

    def followed(self) -> None:
        """Show what somebody else has written; the cursor stays."""
        self.refill()

    def _drawn(self, width: int, height: int) -> Picture:
        """Draw it as others may see it, who sit before the screen; only one view is for the group alone."""
        if self._others is None:
            self._others = for_people(self.plan)
        plan = self.plan if self._shown == FOR_US_ALONE else self._others
        return draw(plan, self._shown, width=width, height=height, glyphs=self._glyphs, today=self._day)

    @on(PictureView.Moved)
    def _tell(self) -> None:
        record = self.current
        if self._named != self.view.record:  # else it was drawn anew, and what was said of that stays
            self._named = self.view.record
            self.notice(f"{record.code} {self.plan.name(record)}".strip() if record else "")

    # Doing ---------------------------------------------------------------------------------
    async def action_open(self) -> None:
        """Open the form of the record under the cursor."""
        await self.settle()
        if self._is_of_then():
            return
        record = self.current
        if record is None:
            self.notice("There is nothing to open here yet.")
        elif record.single:
            await self.host.go(stage.step_for(record), face="record")
        else:
            await self._open(record)

    async def action_add(self) -> None:
        """Open an empty form for another record like the one under the cursor, at the same place."""
        await self.settle()
        if self._is_of_then():
            return
        if self.current is None:
            self.notice("Go to what you want another one of; then Ctrl+N.")
            return
        try:
            await self._open(another(self.current))
        except AtmError as error:
            self.notice(str(error))

    async def action_history(self) -> None:
        """Show the past of the record under the cursor."""
        await self.settle()
        if self.view.record:
            from atm_tui.screens.history import HistoryPage  # noqa: PLC0415 - pages are loaded when used

            await self.host.open_page(HistoryPage(self.view.record))

    def _is_of_then(self) -> bool:
        """Whether a version is drawn, of which nothing is changed; the notice says so then."""
        if self._at != NOW:
            self.notice(f"{self._at} is kept as it was and not changed. Esc goes back.")
        return self._at != NOW

    async def _open(self, record: Record) -> None:
        await self.host.open_page(RecordPage(stage.step_for(record), record, self.desk.document.add))

    def came_back(self, page: Frame) -> None:
        """A form was closed: stand on its record."""
        if isinstance(page, RecordPage):
            self.desk.place.field = ""
            self.view.record = page.record_id or self.view.record

    async def action_view(self, by: int) -> None:
        """Show another view of the picture."""
        if (name := next_view(self._shown, by)) == self._shown:
            self.notice("This picture has one view. Ctrl+P shows the next picture.")
        else:
            await self._turn_to(name)

    async def action_picture(self) -> None:
        """Show the next picture."""
        await self._turn_to(next_picture(self._shown))

    async def _turn_to(self, name: str) -> None:
        await self.settle()
        self._shown, self._wanted = name, self.view.record
        self.refill()

    async def action_close(self) -> None:
        """Close the picture."""
        await self.host.back()
