"""A closing question: the evidence that the plan holds, and the group's own answer."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult

from atm_tui import stage
from atm_tui.checks import QuestionState, questions
from atm_tui.screens.page import StepPage
from atm_tui.stage import Step
from atm_tui.widgets.commands import Command
from atm_tui.widgets.desk import today
from atm_tui.widgets.form import RecordForm
from atm_tui.widgets.frame import Lines
from atm_tui.widgets.rowlist import Column, Row, RowList


class QuestionPage(StepPage):
    """One of the four questions."""

    HELP = "A closing question: what the plan holds for it, what is still open, and the group's own answer."

    VERTICAL_BREAKPOINTS = [(0, "-lowest"), (19, "-low"), (24, "-tall")]
    DOES: ClassVar[tuple[Command, ...]] = (
        Command("mend", "enter", "Go there", "Go to the step where this is written or mended.", first=False),
        Command("to_answer", "tab", "Answer", "Go to the group's answer."),
    )

    def body(self) -> ComposeResult:
        """The question and its state, the evidence, the answer."""
        yield Lines(id="question")
        yield RowList(
            [Column("", 4), Column("What the plan holds", 30, flex=True), Column("Step", 22)],
            find=False,
            rests=False,
            id="evidence",
        )
        yield RecordForm(id="form")

    @property
    def state(self) -> QuestionState:
        """The question as it stands now."""
        wanted = self.step.where[1]
        return next(one for one in questions(self.desk.document.plan, today()) if one.id == wanted)

    def __init__(self) -> None:
        super().__init__()
        self._filled = ""

    def set_step(self, step: Step, record: str = "", field: str = "") -> None:
        """Begin another question."""
        super().set_step(step, record, field)
        self._filled = ""

    def fill(self) -> None:
        """Show the question; the cursor is at the evidence, or at the field where it was left."""
        self._filled = self.step.id
        self._show_state()
        form, evidence = self.query_one(RecordForm), self.query_one("#evidence", RowList)
        record = self.state.answer
        self.desk.place.record = record.id
        field = self.desk.place.field
        form.show(record, field=field)
        if not field:
            self.desk.place.field = ""  # we are at the evidence, and come back to it
            self.set_focus(evidence)
            self.notice(self.state.evidence[0].text)

    def refill(self) -> None:
        """After undo: show what the plan holds, without moving the cursor."""
        form = self.query_one(RecordForm)
        if form.shown and form.record.id == self.state.answer.id and self._filled == self.step.id:
            self.told()
            form.refill()
        else:
            super().refill()

    def followed(self) -> None:
        """Show what somebody else has written; the cursor stays."""
        self.refill()

    def told(self) -> None:
        """Show the state again whenever the plan changes."""
        super().told()
        self._show_state()

    def _show_state(self) -> None:
        state = self.state
        self.query_one("#question", Lines).show(f"{state.number}. {state.question}  [{state.state}]")
        rows = [
            Row(str(index), ("have" if one.holds else "OPEN", one.text, self._title(one.step)))
            for index, one in enumerate(state.evidence)
        ]
        self.query_one("#evidence", RowList).fill(rows)

    @staticmethod
    def _title(step_id: str) -> str:
        step = stage.step(step_id)
        return step.title if step else ""

    def leaving(self) -> None:
        """Take what is being typed."""
        self.query_one(RecordForm).leave()

    @on(RowList.Moved, "#evidence")
    def _tell_evidence(self, event: RowList.Moved) -> None:
        event.stop()
        if event.key and self.query_one("#evidence", RowList).has_focus:
            self.notice(self.state.evidence[int(event.key)].text)

    @on(RowList.Chosen, "#evidence")
    def _go_there(self, event: RowList.Chosen) -> None:
        event.stop()
        self.app.call_later(self.action_mend)

    async def action_mend(self) -> None:
        """Go to the step where the current evidence is written or mended."""
        key = self.query_one("#evidence", RowList).key
        if key and (step := stage.step(self.state.evidence[int(key)].step)):
            await self.host.go(step, face="record")

    async def action_to_answer(self) -> None:
        """Go from the evidence to the answer, and there from field to field."""
        await self.settle()
        form = self.query_one(RecordForm)
        if self.focused is not form.entry:
            self.set_focus(form.entry)
            self.desk.place.field = form.field.name
        elif not form.advance("tab"):
            self.set_focus(self.query_one("#evidence", RowList))

    @on(RecordForm.Ended)
    def _round(self, event: RecordForm.Ended) -> None:
        event.stop()
        self.set_focus(self.query_one("#evidence", RowList))
