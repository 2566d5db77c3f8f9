"""A stop of a reflection that is a list: decided before, due, counted, seen, decided now."""

from dataclasses import replace
from typing import ClassVar, Final

from textual.app import ComposeResult

from atm_tui import stage
from atm_tui.meeting import Stop, doing
from atm_tui.meeting.line import CLOSES, DECISION, MARKS, TELLS, Line
from atm_tui.meeting.lines import lines
from atm_tui.model.reflection import Decision, Session
from atm_tui.screens.decide import DecidePage
from atm_tui.screens.decision import DecisionPage
from atm_tui.screens.page import StepPage
from atm_tui.screens.record import RecordPage
from atm_tui.screens.table import in_full
from atm_tui.widgets.commands import Command
from atm_tui.widgets.desk import today
from atm_tui.widgets.form import RecordForm
from atm_tui.widgets.frame import Frame, Lines, rule
from atm_tui.widgets.rowlist import Column, Row, RowList

_COLUMNS: Final[dict[str, tuple[Column, ...]]] = {
    "meet-last": (Column("", 4), Column("Done", 8), Column("What was decided", 20, flex=True)),
    "meet-due": (
        Column("", 4),
        Column("Action", 20, flex=True),
        Column("Due", 11),
        Column("Now", 7),
        Column("Leads", 16),
    ),
    "meet-readings": (
        Column("", 3),
        Column("Indicator", 16, flex=True),
        Column("Before", 7, right=True),
        Column("Now", 7, right=True),
        Column("Target", 7, right=True),
        Column("The way", 10),
    ),
    "meet-seen": (Column("", 4), Column("", 15), Column("", 20, flex=True)),
    "meet-decide": (
        Column("", 4),
        Column("", 12),
        Column("What", 16, flex=True),
        Column("Because", 24),
    ),
    "meet-revise": (Column("", 1), Column("Step", 20, flex=True), Column("", 12)),
    "meet-next": (Column("", 4), Column("By", 11), Column("What", 20, flex=True), Column("Who", 14)),
    "meet-close": (Column("", 4), Column("", 12), Column("", 20, flex=True), Column("", 24)),
}

_PAGES: Final[dict[str, type[RecordPage]]] = {Decision.table: DecidePage}
"""What is filled in on a page of its own."""


class MeetingPage(StepPage):
    """The lines of a stop. It is filled anew for each stop of its kind."""

    HELP = "A stop of the reflection: what is to be looked at, counted or decided now."

    DOES: ClassVar[tuple[Command, ...]] = (
        Command("open", "enter", "Open", "Open the line, or begin a new one."),
        Command(
            "delete", "delete", "Delete", "Delete what the line shows; Ctrl+T brings it back.", changes=True
        ),
        *(
            Command(f"digit('{digit}')", digit, "", "Type a number.", shown=False, changes=True)
            for digit in "1234567890"
        ),
    )

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[Line] = []
        self._begin = True

    def body(self) -> ComposeResult:
        """The lines, and the current one in full."""
        yield RowList(empty=self.worded("Nothing waits here. F4 goes on."), find=False, id="rows")
        yield rule()
        yield Lines(id="detail")

    def commands(self) -> tuple[Command, ...]:
        """What can be done here now: a digit has a place only where it marks a line."""
        marks = dict(MARKS.get(self.step.id, ()))
        found = []
        for command in super().commands():
            if not command.id.startswith("digit"):
                found.append(command)
            elif word := marks.get(command.keys):
                found.append(replace(command, label=word, help=f"Mark the line: {word.lower()}.", shown=True))
        return tuple(found)

    # Filling -------------------------------------------------------------------------------
    @property
    def rows(self) -> RowList:
        """The list."""
        return self.query_one(RowList)

    @property
    def session(self) -> Session | None:
        """The session that is held."""
        assert isinstance(self.step, Stop), "only stops are shown here"  # noqa: S101 - a rule of this class
        return self.desk.document.plan.find(Session, self.step.session)

    @property
    def current(self) -> Line | None:
        """The line under the cursor."""
        return next((line for line in self._lines if line.key == self.rows.key and not line.heading), None)

    def set_step(self, step: stage.Step, record: str = "", field: str = "") -> None:
        """Begin another stop, at its first line."""
        super().set_step(step, record, field)
        self._begin = True

    def fill(self) -> None:
        """Show the lines of the stop."""
        assert isinstance(self.step, Stop), "only stops are shown here"  # noqa: S101 - a rule of this class
        self._lines = lines(self.step, self.desk.document.plan, today())
        rows = [Row(line.key, line.cells, line.heading) for line in self._lines]
        current = self.at.record or (self._first() if self._begin else self.rows.key)
        self.at.record, self._begin = "", False
        self.rows.fill(rows, current=current, columns=_COLUMNS[self.step.id])
        self.set_focus(self.rows)
        self.show_detail()

    def _first(self) -> str:
        return next((line.key for line in self._lines if not line.heading), "")

    def show_detail(self) -> None:
        """Show the current line in full."""
        line, plan = self.current, self.desk.document.plan
        held = line.record if line and line.record and plan.get(line.record.id) else None
        self.desk.place.record = line.key if line else ""
        full = (line.full or (in_full(plan, held, "session") if held else "")) if line else ""
        ours = line is not None and line.record is None
        self.query_one("#detail", Lines).show(self.worded(full) if ours else full)

    on_row_list_moved = show_detail

    # Doing ---------------------------------------------------------------------------------
    async def action_open(self) -> None:
        """Open the current line."""
        await self.settle()
        line, session = self.current, self.session
        if line is None or session is None:
            return
        if line.goes:
            if step := stage.step(line.goes):
                await self.host.go(step, face="record")
                self._to_come_back()
        elif line.does:
            if not self.refuses():
                await self._do(line.does, session)
        elif line.record is not None:
            await self._open(line)

    def _to_come_back(self) -> None:
        if isinstance(self.app.screen, Frame):
            self.app.screen.notice("F12 comes back to the reflection.")

    async def _do(self, does: str, session: Session) -> None:
        if does == TELLS:
            message = doing.tell_absent(self.desk.document, session)
            await self._open(Line(message.id, (), record=message, field="due" if message.by else "by"))
        elif does == CLOSES:
            doing.close(self.desk.document, session, today())
            self.refill()
            self.notice(f"{session.code} is closed and its version kept. Ctrl+T opens it again.")

    async def _open(self, line: Line, text: str = "") -> None:
        """Open the form of a line; ``text`` is typed at its field."""
        record = line.record
        if record is None or (self.desk.reading and self.desk.document.plan.get(record.id) is None):
            return
        kind = DecisionPage if line.fields is DECISION else _PAGES.get(record.table, RecordPage)
        page = kind(stage.step_for(record), record, self.desk.document.add, line.field, only=line.fields)
        await self.host.open_page(page)
        if text:
            page.query_one(RecordForm).entry.insert(text)

    async def action_add(self) -> None:
        """Begin another of the kind under the cursor."""
        table = self.current.record.table if self.current and self.current.record else ""
        fresh = [line for line in self._lines if line.key == f"+{table}"]
        if fresh:
            self.rows.go(fresh[0].key)
            await self._open(fresh[0])

    async def action_digit(self, digit: str) -> None:
        """Mark the current line, or type the number that was counted."""
        await self.settle()
        line, session = self.current, self.session
        if line is None or line.record is None or session is None:
            return
        if digit in dict(MARKS.get(self.step.id, ())):
            then = doing.mark(self.desk.document, session, line.record, digit)
            self.refill()
            if then:
                await self._open(then)
            else:
                self.rows.action_move(1)
        elif self.step.id == "meet-readings":
            await self._open(line, digit)

    async def action_delete(self) -> None:
        """Delete what the current line shows, where it was written in this reflection."""
        await self.settle()
        record = self.current.record if self.current else None
        own = record and "session" in record.specs() and record.value("session") == self.step.session  # type: ignore[attr-defined]  # only stops are shown here
        if record is None or not own or self.desk.document.plan.get(record.id) is None:
            self.notice("Only what was written in this reflection is deleted here.")
            return
        self.desk.document.remove(record)
        self.refill()
        self.notice(f"Deleted: {record.one} {record.code}. Ctrl+T brings it back.")

    def came_back(self, page: Frame) -> None:
        """A form was closed: stand on its line, and open what is to be filled in next."""
        if not isinstance(page, RecordPage):
            return
        self.desk.place.field = ""
        self.at.record = page.record_id or self.at.record
        if isinstance(page, DecisionPage) and (record := page.then):
            why, field = page.why, doing.opens_at(record)
            form = RecordPage(stage.step_for(record), record, self.desk.document.add, field, why=why)
            self.app.call_later(self.host.open_page, form)

    async def reopen(self, record: str, field: str) -> None:
        """Open the form that was open when the plan was left."""
        line = next((line for line in self._lines if line.record and line.record.id == record), None)
        if line and self.desk.document.plan.get(record):
            await self._open(replace(line, field=field))
