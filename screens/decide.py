"""Deciding together: what, how, the count and what it says, who is heard first, and what comes of it."""

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult

from atm_tui import stage
from atm_tui.deciding import COUNTS, cleared, decided_tables
from atm_tui.model.record import Record
from atm_tui.model.reflection import Decision
from atm_tui.screens.dots import DotsPage
from atm_tui.screens.record import RecordPage
from atm_tui.widgets.commands import Command
from atm_tui.widgets.desk import Desk
from atm_tui.widgets.frame import Lines
from atm_tui.widgets.voteform import VoteForm

DOTS = Command("dots", "ctrl+k", "Dots", "What can be chosen, and how many dots each has.")


class DecidePage(RecordPage):
    """A decision as it is taken. Where it was opened from, the facilitator stands again when it closes."""

    HELP = (
        "Decide something together: say it in one line, choose how, count, and write what comes of it. Low "
        "fingers (two, one, a fist) are heard before it is agreed, or it is written why not."
    )
    DOES: ClassVar[tuple[Command, ...]] = (
        *(one for one in RecordPage.DOES if one.id != "another"),
        Command(
            "again",
            "ctrl+r",
            "Again",
            "Count again; what was counted first is kept in what was said.",
            changes=True,
        ),
        DOTS,
    )

    def __init__(
        self,
        step: stage.Step,
        record: Record,
        add: Callable[[Record], Record],
        field: str = "",
        *,
        only: tuple[str, ...] = (),
    ) -> None:
        super().__init__(step, record, add, field, only=only)
        self._comes_back: Callable[[], None] = lambda: None

    def body(self) -> ComposeResult:
        """What the count says, and the form."""
        yield Lines(id="says")
        yield VoteForm(self._into_plan, id="form")

    @property
    def form(self) -> VoteForm:
        """The form."""
        return self.query_one(VoteForm)

    def commands(self) -> tuple[Command, ...]:
        """What can be done here now: dots only where they are laid, counting again after a first count."""
        form = self.form
        laid = form.shown and form.decision.method == "dots"
        counted = form.shown and cleared(form.decision, form.dots)
        shut = {"dots": not laid, "again": not counted}
        return tuple(one for one in super().commands() if not shut.get(one.id))

    def fill(self) -> None:
        """Show the decision, and keep where the facilitator stands."""
        place = self.desk.place
        record, field = place.record, place.field

        def comes_back() -> None:
            place.record, place.field = record, field

        self._comes_back = comes_back
        super().fill()
        self.told()

    def told(self) -> None:
        """Say what is decided on, and what the count says."""
        super().told()
        form = self.form
        if form.shown:
            says = form.says
            self.query_one("#says", Lines).show(f"{says.words} {says.needs}".strip())
            code = form.decision.code
            named = f"We decide | {code}" if code else "We decide"
            self.title_is(f"{named} | {self.desk.document.plan.title()}", self.desk.words())

    def closing(self) -> None:
        """Stand again where it was opened."""
        self._comes_back()

    async def action_forward(self, key: str) -> None:
        """Go to the next field; from dots to what can be chosen; after the last field, close."""
        await self.settle()
        form = self.form
        lays = form.field.name == "method" and form.decision.method == "dots" and not self.desk.reading
        if not form.advance(key):
            await self.host.back()
        elif lays:
            await self.action_dots()

    async def action_dots(self) -> None:
        """Show what can be chosen."""
        await self.settle()
        form = self.form
        if form.decision.method == "dots" and self.record_id:
            form.leave()
            await self.host.open_page(DotsPage(self.record_id))
        else:
            self.notice("Choose dots first, as how you agree.")

    async def action_again(self) -> None:
        """Clear the count, to count again."""
        await self.settle()
        form = self.form
        form.leave()
        decision, dots = form.decision, form.dots
        values = cleared(decision, dots)
        if not values:
            self.notice("Nothing is counted yet.")
            return
        with self.desk.document.step(f"new count of {decision.code}"):
            for one in dots:
                self.desk.document.set(one, {"dots": None})
            self.desk.document.set(decision, values)
        form.begin_at(first_count(form.decision))
        self.notice("Count again. The first count stands in what was said; Ctrl+T brings it back.")


def first_count(decision: Decision) -> str:
    """The field at which it is gone on with a decision: the first count, or what comes before it."""
    if not decision.method:
        return "method" if decision.what else ""
    return next(iter(COUNTS.get(decision.method, ())), "result")


def decide_page(desk: Desk) -> DecidePage:
    """The page for the decision under the cursor, or for a new one, about the row under the cursor."""
    record = desk.document.plan.get(desk.place.record) if desk.place.record else None
    if isinstance(record, Decision):
        decision, field = record, first_count(record)
    else:
        about = [record.id] if record and record.table in decided_tables() else []
        decision, field = Decision(about=about, session=desk.gathering), ""
    return DecidePage(stage.step_for(decision), decision, desk.document.add, field)
