"""A step that is a list: its rows in columns, and below them the current row in full."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult

from atm_tui.deciding import decided_words
from atm_tui.model import KINDS
from atm_tui.model.gathering import Meeting
from atm_tui.model.plan import Plan
from atm_tui.model.record import Record
from atm_tui.model.reflection import Parked, Session
from atm_tui.model.typed import show
from atm_tui.screens.page import StepPage
from atm_tui.screens.record import RecordPage
from atm_tui.stage import Step
from atm_tui.widgets.commands import Command
from atm_tui.widgets.frame import Frame, Lines, rule
from atm_tui.widgets.rowlist import Column, Row, RowList

NEW = "+"
"""The key of the row that adds a new one."""

OPEN = Command("open", "enter", "Open", "Open the row; on the last line, begin a new one.")
ADD = Command("add", "ctrl+n,insert", "New", "Add a row.", changes=True)
DELETE = Command("delete", "delete", "Delete", "Delete the row; Ctrl+T brings it back.", changes=True)
FLIPCHART = Command(
    "flipchart",
    "ctrl+w",
    "From the wall",
    "Copy back from a flipchart: many rows typed or pasted at once, one a line.",
    shown=False,
    changes=True,
)
MOVE = (
    Command("move(-1)", "alt+up,ctrl+up", "Move", "Move the row up.", shown=False, changes=True),
    Command("move(1)", "alt+down,ctrl+down", "Move down", "Move the row down.", shown=False, changes=True),
)


class TablePage(StepPage):
    """The rows of a step."""

    HELP = "The rows of this step. Enter opens one; the last line begins a new one."

    DOES: ClassVar[tuple[Command, ...]] = (
        OPEN,
        ADD,
        DELETE,
        Command("copy_row", "ctrl+o", "Copy row", "Add a copy of the row below it.", changes=True),
        *MOVE,
        FLIPCHART,
        Command(
            "find", "", "Type to find", "Type letters: only rows in which they stand are shown.", shown=False
        ),
    )

    def body(self) -> ComposeResult:
        """The rows, and the current one in full."""
        yield RowList(empty="Nothing is written here yet.", id="rows")
        yield rule()
        yield Lines(id="detail")

    @property
    def rows(self) -> RowList:
        """The list."""
        return self.query_one(RowList)

    @property
    def current(self) -> Record | None:
        """The record under the cursor."""
        return self.desk.document.plan.tables[self.step.table].get(self.rows.key)

    def __init__(self) -> None:
        super().__init__()
        self._begin = True

    # Filling -------------------------------------------------------------------------------
    def set_step(self, step: Step, record: str = "", field: str = "") -> None:
        """Begin another step without what was looked for in this one."""
        super().set_step(step, record, field)
        self._begin = True
        if self.is_mounted:
            self.rows.wanted = ""

    def fill(self) -> None:
        """Show the rows of the step."""
        records = self.ordered()
        rows = [Row(record.id, (record.code, *self.cells(record))) for record in records]
        kind = self.step.kind
        if not kind.presets() and not self.desk.reading:
            rows.append(Row(NEW, (f"+ new {kind.one}",)))
        current = self.at.record or (rows[0].key if self._begin and rows else self.rows.key)
        self.at.record, self._begin = "", False
        self.rows.fill(rows, current=current, columns=self.columns(records))
        self.set_focus(self.rows)
        self.show_detail()
        if kind is Parked and not self.desk.reading:
            self.notice("To sort the open ones: F2, type sort, Enter.")
        if kind is Session and not self.desk.reading:
            self.notice("F12 holds the reflection under the cursor, or goes on with the one begun.")
        elif kind is Meeting and not self.desk.reading:
            self.notice("F9 begins the meeting under the cursor. F2, Propose days, shares out the steps.")

    def ordered(self) -> list[Record]:
        """The records in the order in which they are shown."""
        return self.step.rows(self.desk.document.plan)

    def shown_fields(self) -> list[str]:
        """The fields that are columns."""
        return [
            name
            for name, spec in self.step.kind.specs().items()
            if spec.column and name != self.step.where[0]
        ]

    def columns(self, records: list[Record]) -> list[Column]:
        """Code, then the fields that are columns; the one that names the row takes the room left."""
        specs, main = self.step.kind.specs(), self.step.kind.main()
        width = max([len(record.code) for record in records] + [3])
        return [Column("", min(width, 9))] + [
            Column(
                specs[name].label,
                specs[name].column,
                flex=name == main,
                right=specs[name].kind in ("number", "count"),
            )
            for name in self.shown_fields()
        ]

    def cells(self, record: Record) -> tuple[str, ...]:
        """What stands in the columns."""
        plan, specs = self.desk.document.plan, record.specs()
        return tuple(
            record.unread.get(name)
            or show(specs[name], record.value(name), plan, short=name != record.main())
            or ("(no words yet)" if name == record.main() else "")
            for name in self.shown_fields()
        )

    @on(RowList.Moved)
    def show_detail(self) -> None:
        """Show the current row in full."""
        record = self.current
        self.desk.place.record = record.id if record else ""
        self.query_one("#detail", Lines).show(self.in_full(record) if record else "")

    def in_full(self, record: Record) -> str:
        """All that is written in a row, in one paragraph; what is private stays in its form."""
        return in_full(self.desk.document.plan, record, self.step.where[0])

    # Doing ---------------------------------------------------------------------------------
    async def action_open(self) -> None:
        """Open the current row, or begin a new one."""
        await self.settle()
        record = self.current
        if record:
            await self.host.open_page(RecordPage(self.step, record, self._insert))
        elif self.rows.key == NEW:
            await self.action_add()

    async def action_add(self) -> None:
        """Open an empty form; the row is added with its first word."""
        await self.settle()
        if self.step.kind.presets():
            self.notice("These rows are given; none can be added. Enter opens one.")
        else:
            self.rows.look_for("")
            await self.host.open_page(RecordPage(self.step, self.fresh(), self._insert))

    async def action_flipchart(self) -> None:
        """Ask for many rows at once, as they stand on a flipchart."""
        await self.settle()
        if self.step.kind.presets():
            self.notice("These rows are given; none can be added. Enter opens one.")
            return
        from atm_tui.screens.flipchart import FlipchartPage  # noqa: PLC0415 - pages are loaded when used

        await self.host.open_page(FlipchartPage(self.step, self.fresh()))

    def fresh(self) -> Record:
        """A new row, with what all rows of this step have, and belonging to what the row above belongs to."""
        name, value = self.step.where
        values = {name: value} if name else {}
        for kind in KINDS.values():
            for table, via in kind.children:
                if table == self.step.table and (owner := self._owner(via)):
                    values[via] = owner
        return self.step.kind.model_validate(values)

    def _owner(self, via: str) -> str:
        """What a new row belongs to: the reflection that goes on, as the row above, or the last one held."""
        to = self.step.kind.specs()[via].to
        if "session" in to and (going_on := self.desk.gathering if "meeting" in to else self.desk.session):
            return going_on
        record = self.current or next(iter(reversed(self.ordered())), None)
        if record and record.value(via):
            return str(record.value(via))
        held = [one.id for one in self.desk.document.plan.all(Session) if one.state == "held"]
        return held[-1] if "session" in to and held and self.step.table not in ("reading", "slot") else ""

    def _insert(self, record: Record) -> Record:
        return self.desk.document.add(record)

    def came_back(self, page: Frame) -> None:
        """A row's form was closed: stand on its row, or on the line for a new one after a new one."""
        if isinstance(page, RecordPage):
            self.desk.place.field = ""
            self.at.record = page.record_id or self.at.record

    async def reopen(self, record: str, field: str) -> None:
        """Open the form of the row that was open when the plan was left."""
        if row := self.desk.document.plan.tables[self.step.table].get(record):
            await self.host.open_page(RecordPage(self.step, row, self._insert, field))

    async def action_delete(self) -> None:
        """Delete the current row."""
        await self.settle()
        if (record := self.current) and not self.step.kind.presets():
            name = f"{record.one} {record.code}".strip()
            naming = len(self.desk.document.plan.pointing_at(record.id))
            self.desk.document.remove(record)
            self.refill()
            still = f" It is still named in {naming} place{'s' * (naming > 1)}." if naming else ""
            self.notice(f"Deleted: {name}.{still} Ctrl+T brings it back.")

    async def action_copy_row(self) -> None:
        """Add a copy of the current row."""
        await self.settle()
        if (record := self.current) and not self.step.kind.presets():
            self.at.record = self.desk.document.duplicate(record).id
            self.refill()
            self.notice(f"Copied {record.code}. Enter opens the copy.")

    async def action_move(self, by: int) -> None:
        """Move the current row among those of its step."""
        await self.settle()
        record = self.current
        if not record or self.step.kind.presets():
            return
        neighbours = self.neighbours(record)
        wanted = neighbours.index(record) + by
        if 0 <= wanted < len(neighbours):
            plan = self.desk.document.plan
            self.desk.document.move(record, plan.position(neighbours[wanted]))
            self.refill()

    def neighbours(self, record: Record) -> list[Record]:
        """The rows among which a row can be moved."""
        return self.step.rows(self.desk.document.plan) if record else []


def in_full(plan: Plan, record: Record, *without: str) -> str:
    """All that is written in a record but for these fields, in one paragraph; nothing that is private."""
    words = [
        f"{spec.label}: {text}"
        for name, spec in record.specs().items()
        if not spec.private
        and name not in (record.main(), *without)
        and (text := record.unread.get(name) or show(spec, record.value(name), plan, short=True))
    ]
    words += filter(None, [decided_words(plan, record)])
    return " - ".join(filter(None, [f"{record.code} {plan.name(record)}".strip(), "; ".join(words)]))
