"""The day's meeting: its items and the time they take, who is here, who speaks, and its beginning and end."""

from datetime import datetime
from typing import ClassVar, Final

from textual.app import ComposeResult

from atm_tui import holding, settings, stage
from atm_tui.holding import Gathering, Item
from atm_tui.model.gathering import ATTENDANCE, SPOKE, Meeting, Slot, attendance_words, spoke_words
from atm_tui.model.record import Record
from atm_tui.model.typed import day_short
from atm_tui.screens.days import DaysPage
from atm_tui.screens.record import RecordPage
from atm_tui.stage import Step
from atm_tui.timebox import OVER, clock, named
from atm_tui.widgets.commands import ON_TOP, Command
from atm_tui.widgets.frame import Frame, Lines, rule
from atm_tui.widgets.rowlist import Column, Row, RowList

_NEW: Final = "+meeting"
_PROPOSE: Final = "+days"
_ITEM: Final = "+item"
_STEP: Final = "here"
_TIMED: Final = "timed"
_HERE: Final = "attendance"
_SPOKE: Final = "spoke"
_CLOSE: Final = "close"
_BEGIN: Final = "begin:"

_SAID: Final = {
    _NEW: "Enter begins a meeting that nobody planned.",
    _PROPOSE: "Enter shares out what is still to be done over half-days or evenings.",
    _ITEM: "Enter writes down what else is done today.",
    _STEP: "Enter begins the time of this step and goes there.",
    _HERE: "Enter counts who is here. Names are asked for last, and only of those who agree.",
    _SPOKE: "Each time a woman has spoken to all, press W; for a man M.",
    _CLOSE: "Enter ends the meeting: it was held.",
}
"""What Enter does on a line that is no item."""


class TimePage(Frame):
    """What goes on now: a meeting and its items, or what could be begun."""

    HELP = (
        "The meeting of today: what is done in it, how long, and what is left of the time. Enter begins an "
        "item or ends the one that goes on. The minutes are our reading; the group decides."
    )
    DOES: ClassVar[tuple[Command, ...]] = (
        Command("open", "enter", "Begin, end", "Begin the item under the cursor, or end it.", changes=True),
        Command(
            "more",
            "5,plus",
            "more min",
            "Give what is being done five minutes more.",
            shown=False,  # while something is timed, Ctrl+X stands in the last line and does the same
            changes=True,
        ),
        Command("woman", "w,W", "Woman spoke", "A woman has spoken to all: count it.", changes=True),
        Command("man", "m,M", "Man spoke", "A man has spoken to all: count it.", changes=True),
        Command("edit", "e,E", "Change", "Change the item, or the meeting, under the cursor.", changes=True),
        Command("close", "escape", "Close", "Go back to where one was."),
    )
    COMMON: ClassVar[tuple[Command, ...]] = ON_TOP
    passing: ClassVar[bool] = True

    def __init__(self) -> None:
        super().__init__()
        self._items: list[Item] = []
        self._current: str | None = None

    def body(self) -> ComposeResult:
        """The lines, and what is left of the time."""
        columns = (Column("", 20, flex=True), Column("Minutes", 7, right=True), Column("", 14))
        yield RowList(columns, find=False, id="rows")
        yield rule()
        yield Lines(id="detail")

    # What there is ---------------------------------------------------------------------------
    @property
    def rows(self) -> RowList:
        """The list."""
        return self.query_one(RowList)

    @property
    def held(self) -> Gathering | None:
        """The meeting or reflection that goes on."""
        return holding.gathering(self.desk.document.plan, self.desk.gathering)

    @property
    def now(self) -> datetime:
        """The time."""
        return self.desk.clock()

    def _item(self, what: str) -> Item | None:
        return next((one for one in self._items if one.what == what), None)

    @property
    def _timed(self) -> str:
        return self.desk.timebox.what if self.desk.timebox else ""

    # Showing ---------------------------------------------------------------------------------
    def refill(self) -> None:
        """Show the meeting that goes on, or what can be begun."""
        held = self.held
        self.told()
        self._items = holding.items(self.desk.document.plan, held) if held else []
        lines = self._of(held) if held else self._to_begin()
        first = self._first() if self._current is None else self.rows.key
        self._current = first
        self.rows.fill(lines, current=first)
        self.set_focus(self.rows)
        self._say()

    def told(self) -> None:
        """Say on the first line what goes on and whether all is saved."""
        held = self.held
        name = holding.called(held) if held else "Time"
        self.title_is(f"{name} | {self.desk.document.plan.title()}", self.desk.words())

    def minute_passed(self) -> None:
        """Show what is left now."""
        super().minute_passed()
        self.refill()

    def followed(self) -> None:
        """Show what somebody else has written."""
        self.refill()

    def _first(self) -> str:
        """The item that goes on, or the first that waits; where no meeting goes on, the one pointed at."""
        if self._timed and self._item(self._timed):
            return self._timed
        if self._timed and not self.held:
            return _STEP if self._timed == self._here.id else _TIMED
        if not self._items:
            return _BEGIN + self.desk.place.record
        here = self.desk.place.step.id
        stop = next((one.what for one in self._items if one.is_stop and one.what == here), "")
        return stop or next((one.what for one in self._items if one.took is None), self._items[-1].what)

    def _of(self, held: Gathering) -> list[Row]:
        day = ", ".join(filter(None, (day_short(held.on) if held.on else "", held.value("place"))))
        rows = [Row("", (f"{holding.called(held)}{f' ({day})' if day else ''}",), heading=True)]
        rows += [self._row(one) for one in self._items]
        rows += [Row(_ITEM, ("+ new item of the day",))] if isinstance(held, Meeting) else []
        if not any(one.step == self._here.id for one in self._items):
            rows.append(self._this_step())
        rows += self._elsewhere()
        rows += [
            Row("", ("WHO IS HERE",), heading=True),
            Row(_HERE, (f"Here: {attendance_words(held) or 'not counted yet'}",)),
            Row(_SPOKE, (f"Spoke: {spoke_words(held) or 'not counted yet'}",)),
            Row(_CLOSE, (f"Close the {held.one}",)),
        ]
        return rows

    def _row(self, one: Item) -> Row:
        minutes = "" if one.minutes is None else str(one.minutes)
        if one.what == self._timed:
            return Row(one.what, (one.name, minutes, self._left()))
        return Row(one.what, (one.name, minutes, "" if one.took is None else f"  took {one.took} min"))

    def _left(self) -> str:
        box, now = self.desk.timebox, self.now
        if box is None:
            return ""
        left = box.left(now)
        if not left:
            return f"  {OVER}"
        return f"  until {clock(box.ends, now)}" if settings.quiet() else f"  {left} min left"

    @property
    def _here(self) -> Step:
        """The step of which the facilitator comes."""
        return self.desk.place.step

    def _this_step(self) -> Row:
        timed = self._timed == self._here.id
        return Row(
            _STEP,
            (f"This step: {self._here.title}", str(self._here.minutes), self._left() if timed else ""),
        )

    def _to_begin(self) -> list[Row]:
        today = self.now.date()
        meetings = holding.to_come(self.desk.document.plan, today)
        rows = [Row("", ("BEGIN A MEETING",), heading=True)]
        for one in meetings:
            day = "today" if one.on == today else day_short(one.on) if one.on else ""
            rows.append(Row(_BEGIN + one.id, (holding.called(one), str(one.lasts or ""), f"  {day}")))
        return [
            *rows,
            Row(_NEW, ("+ a meeting that begins now",)),
            Row(_PROPOSE, ("+ propose days for what is still to be done",)),
            Row("", ("WITHOUT A MEETING",), heading=True),
            self._this_step(),
            *self._elsewhere(),
        ]

    def _elsewhere(self) -> list[Row]:
        """What is timed and is none of the other lines: a step gone from, an item of another meeting."""
        if self._timed in ("", self._here.id, *(one.what for one in self._items)):
            return []
        return [Row(_TIMED, (f"Goes on: {named(self.desk.document.plan, self._timed)}", "", self._left()))]

    def _say(self) -> None:
        """Below the list: what Enter does where it is no item, and what is left of the time."""
        plan, held, box, quiet = self.desk.document.plan, self.held, self.desk.timebox, settings.quiet()
        said = [holding.item_words(plan, box, self.now, quiet=quiet)] if box else []
        if held:
            said.append(holding.day_words(plan, held, box, self.now, quiet=quiet))
        does = _SAID.get(self.rows.key, "")
        if self.rows.key.startswith(_BEGIN):
            does = "Enter begins this meeting today."
        elif item := self._item(self.rows.key):
            does = "Enter ends it." if item.what == self._timed else "Enter begins it."
        elif self.rows.key == _TIMED or (self.rows.key == _STEP and self._timed == self._here.id):
            does = "Enter ends it."
        if not self.desk.reading:
            said.append(self.worded(does))
        self.query_one("#detail", Lines).show(" ".join(said))

    on_row_list_moved = _say

    # Doing -----------------------------------------------------------------------------------
    async def action_open(self) -> None:
        """Do what the line under the cursor is for."""
        await self.settle()
        key, held = self.rows.key, self.held
        if key.startswith(_BEGIN) or key == _NEW:
            self._begin_meeting(key.removeprefix(_BEGIN))
        elif key == _PROPOSE:
            await self.host.open_page(DaysPage())
        elif key == _STEP:
            await self._time_step()
        elif key == _TIMED:
            self._end_elsewhere()
        elif held and (item := self._item(key)):
            await self._time(held, item)
        elif held:
            await self._do(held, key)

    def _begin_meeting(self, record_id: str) -> None:
        document = self.desk.document
        meeting = holding.begin(document, self.now, document.plan.find(Meeting, record_id))
        self.desk.meeting_id = meeting.id
        self.desk.keep_place()
        self._current = None
        self.refill()
        self.notice(f"{meeting.code} has begun. Count who is here; Enter begins an item.")

    async def _time(self, held: Gathering, item: Item) -> None:
        """Begin an item and go to its step, or end it."""
        if item.what == self._timed:
            self._end_item()
            return
        self.desk.begin_time(item.what)
        self.host.time_changed()
        self.rows.go(item.what)
        await self._go_to(holding.step_of(held, item))

    def _end_item(self) -> None:
        said = self.desk.end_time()
        self.host.time_changed()
        self.rows.action_move(1)
        goes_on = self._item(self.rows.key)
        self.notice(f"{said} Enter begins the next." if goes_on and goes_on.took is None else said)

    async def _time_step(self) -> None:
        """Begin the time of the step from which one came, as an item of the meeting; or end it."""
        step, document = self._here, self.desk.document
        if self._timed == step.id:
            self._end_elsewhere()
            return
        self.desk.begin_time(holding.item_for(document, self.held, step))
        self.host.time_changed()
        await self._go_to(step)

    def _end_elsewhere(self) -> None:
        said = self.desk.end_time()
        self.host.time_changed()
        self.notice(said)

    async def _go_to(self, step: Step | None) -> None:
        words = holding.begun_words(self.desk.document.plan, self.desk.timebox, self.now)
        if step is None:
            self.notice(words)
            return
        if step.id == self._here.id:  # the guide or the row from which one came
            await self.host.back()
        else:
            await self.host.go(step)
        if isinstance(self.app.screen, Frame):
            self.app.screen.notice(words)

    async def _do(self, held: Gathering, key: str) -> None:
        match key:
            case "attendance":
                await self._form(held, ATTENDANCE)
            case "spoke":
                await self._form(held, SPOKE)
            case "+item":
                await self._form(Slot(meeting=held.id))
            case "close":
                self._close(held)

    async def _form(self, record: Record, only: tuple[str, ...] = (), field: str = "") -> None:
        page = RecordPage(stage.step_for(record), record, self.desk.document.add, field, only=only)
        await self.host.open_page(page)

    def _close(self, held: Gathering) -> None:
        box = self.desk.timebox
        holding.close(self.desk.document, held, box, self.now)
        if box and self._item(box.what):
            self.desk.timebox = None
        self.desk.keep_place()
        self._current = None
        self.host.time_changed()
        self.notice(f"{held.code} is closed. Ctrl+T opens it again.")

    def action_more(self) -> None:
        """Five minutes more for what goes on."""
        if self.desk.timebox is None:
            self.notice("Nothing is timed now; Enter begins an item.")
            return
        self.desk.more_time()
        self.host.time_changed()

    def action_woman(self) -> None:
        """A woman has spoken."""
        self._spoke(holding.WOMAN)

    def action_man(self) -> None:
        """A man has spoken."""
        self._spoke(holding.MAN)

    def _spoke(self, who: str) -> None:
        held = self.held
        if held is None:
            self.notice("Begin a meeting first; then it is counted who speaks.")
            return
        holding.spoke(self.desk.document, held, who)
        self.refill()
        self.notice("Counted; Ctrl+T takes it back.")

    async def action_edit(self) -> None:
        """Open what stands on the line under the cursor."""
        await self.settle()
        key, plan = self.rows.key, self.desk.document.plan
        record = plan.find(Slot, key) or plan.find(Meeting, key.removeprefix(_BEGIN)) or self.held
        if record:
            await self._form(record, field="minutes" if isinstance(record, Slot) else "")

    async def action_close(self) -> None:
        """Go back."""
        await self.host.back()
