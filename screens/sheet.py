"""A step that is one record: its form fills the page."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult

from atm_tui.screens.page import StepPage
from atm_tui.widgets.commands import Command
from atm_tui.widgets.form import RecordForm


class SheetPage(StepPage):
    """The form of a sheet."""

    HELP = "One sheet, written down field by field."

    DOES: ClassVar[tuple[Command, ...]] = (
        Command(
            "field_next", "", "Next field", "Enter, Tab and the arrows go from field to field.", shown=False
        ),
    )

    def body(self) -> ComposeResult:
        """The form."""
        yield RecordForm(id="form")

    def fill(self) -> None:
        """Show the sheet of the step."""
        form = self.query_one(RecordForm)
        record = self.step.rows(self.desk.document.plan)[0]
        self.desk.place.record = record.id
        form.show(record, only=self.step.fields, field=self.desk.place.field)

    def followed(self) -> None:
        """Show what somebody else has written; the cursor stays in its field."""
        self.told()
        self.query_one(RecordForm).refill()

    def leaving(self) -> None:
        """Take what is being typed."""
        self.query_one(RecordForm).leave()

    @on(RecordForm.Ended)
    def say_next(self, event: RecordForm.Ended) -> None:
        """Say how to go on: nobody is taken off a page by an Enter too many."""
        event.stop()
        self.notice("This was the last field. F4 goes to the next step.")
