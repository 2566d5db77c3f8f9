"""The editor of one row: a form on a page of its own."""

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult

from atm_tui.guide import guide
from atm_tui.model.record import Record
from atm_tui.model.reflection import Decision
from atm_tui.screens.fieldhelp import field_help
from atm_tui.screens.page import StepPage
from atm_tui.stage import Step
from atm_tui.widgets.commands import HELP_HERE, IN_PLAN, Command
from atm_tui.widgets.form import RecordForm
from atm_tui.widgets.textview import Paragraph
from atm_tui.widgets.voteform import DecisionForm


class RecordPage(StepPage):
    """A row's form. A new row comes into the plan with the first word written into it.

    Args:
        step: The step to which the row belongs.
        record: The row, or a new one that is not yet in the plan.
        add: Puts a new row into the plan.
        field: The field to begin at.
        only: Only these fields of it; all without.
        why: The reason for what is changed here, for the history.
    """

    HELP = "One row, written down field by field. Read the question aloud, and type what you hear."
    COMMON: ClassVar[tuple[Command, ...]] = tuple(HELP_HERE if one.id == "help" else one for one in IN_PLAN)
    inside: ClassVar[bool] = True
    DOES: ClassVar[tuple[Command, ...]] = (
        Command(
            "forward('enter')", "enter", "Next field", "Go to the next field; after the last one, close."
        ),
        Command(
            "forward('tab')", "tab", "Next", "Go to the next field; after the last one, close.", shown=False
        ),
        Command("close", "escape", "Close", "Close the form; all that was typed is kept."),
        Command("another", "ctrl+n", "New", "Close this form and begin another of its kind.", changes=True),
    )

    def __init__(
        self,
        step: Step,
        record: Record,
        add: Callable[[Record], Record],
        field: str = "",
        *,
        only: tuple[str, ...] = (),
        why: str = "",
    ) -> None:
        super().__init__()
        self._only, self._why = only, why
        self.step = step
        self._record = record
        self._add = add
        self._field = field

    def body(self) -> ComposeResult:
        """The form."""
        kind = DecisionForm if isinstance(self._record, Decision) else RecordForm
        yield kind(self._into_plan, id="form")

    def _into_plan(self, record: Record) -> Record:
        self._record = self._add(record)
        self.desk.place.record = self._record.id
        return self._record

    def commands(self) -> tuple[Command, ...]:
        """What can be done here now: begin another only where the page below lists such rows."""
        found = super().commands()
        return found if self._lists_rows() else tuple(one for one in found if one.id != "another")

    def _lists_rows(self) -> bool:
        pages = self.app.screen_stack
        at = pages.index(self) if self in pages else 0
        return at > 0 and hasattr(pages[at - 1], "action_add")

    @property
    def record_id(self) -> str:
        """The row's id, once it is in the plan."""
        return self._record.id if self._record.id in self.desk.document.plan.tables[self.step.table] else ""

    def fill(self) -> None:
        """Show the row."""
        form = self.query_one(RecordForm)
        self.desk.place.record = self.record_id
        form.show(self._record, only=self._only, field=self._field, why=self._why)

    def refill(self) -> None:
        """After undo: show the row as it is now, or say that it is gone."""
        if not self.query_one(RecordForm).shown:
            super().refill()
            return
        self.told()
        if self._record.code and not self.record_id:
            again = (
                "deleted by the other session" if self.desk.reading else "taken back. Ctrl+G brings it again"
            )
            self.notice(f"This row was {again}; Esc closes.")
        self.query_one(RecordForm).refill()

    def told(self) -> None:
        """Name the row on the first line."""
        record = self.desk.document.plan.tables[self.step.table].get(self._record.id)
        name = f"{record.code} {record.one}" if record else f"New {self._record.one}"
        self.title_is(f"{name} | {self.step.title} | {self.desk.document.plan.title()}", self.desk.words())
        self.tell_reading()
        self.tell_trouble()

    def more_help(self) -> list[Paragraph]:
        """What its fields mean, and what of them is our reading."""
        fields = self.query_one(RecordForm).fields
        text: list[Paragraph] = [("head", f"What is written down: {self._record.one}")]
        text += field_help(type(self._record), fields, where=self.step.where)
        reading = guide(self.step.id).reading
        return [*text, ("text", f"Not from the toolbox: {reading}")] if reading else text

    def help_at(self) -> str:
        """The field that is being filled in."""
        return f"{self.query_one(RecordForm).field.spec.label}: "

    def leaving(self) -> None:
        """Take what is being typed."""
        self.query_one(RecordForm).leave()

    async def action_forward(self, key: str) -> None:
        """Go to the next field; after the last one, close the form."""
        await self.settle()
        if not self.query_one(RecordForm).advance(key):
            await self.host.back()

    async def action_close(self) -> None:
        """Leave what is being picked; else close the form."""
        await self.settle()
        if not self.query_one(RecordForm).cancel():
            await self.host.back()

    async def action_another(self) -> None:
        """Close this form and open one for a new row, where rows are listed."""
        if not self._lists_rows():
            return
        await self.host.back()
        await self.app.run_action("add", self.app.screen)
