"""The editor of one row: a form on a page of its own."""

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult

from atm_tui.model.record import Record
from atm_tui.screens.page import StepPage
from atm_tui.stage import Step
from atm_tui.widgets.commands import Command
from atm_tui.widgets.form import RecordForm


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
        yield RecordForm(self._into_plan, id="form")

    def _into_plan(self, record: Record) -> Record:
        self._record = self._add(record)
        self.desk.place.record = self._record.id
        return self._record

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
        """Close this form and open one for a new row."""
        await self.host.back()
        await self.app.run_action("add", self.app.screen)
