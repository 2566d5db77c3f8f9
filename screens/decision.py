"""The form of a decision, which is carried out as the form closes."""

from collections.abc import Callable
from typing import ClassVar

from atm_tui import stage
from atm_tui.meeting import doing
from atm_tui.model.record import Record
from atm_tui.model.reflection import Change
from atm_tui.screens.record import RecordPage
from atm_tui.widgets.commands import Command


class DecisionPage(RecordPage):
    """The form of something to add, stop, change or keep; as it closes, what was decided is done.

    Attributes:
        then: What is to be filled in next.
    """

    DOES: ClassVar[tuple[Command, ...]] = tuple(one for one in RecordPage.DOES if one.id != "another")

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
        self._before = record
        self.then: Record | None = None

    def told(self) -> None:
        """Name the decision on the first line."""
        super().told()
        kind = self._before.value("kind")
        self.title_is(f"We decide to {kind} | {self.desk.document.plan.title()}", self.desk.words())

    @property
    def why(self) -> str:
        """The reason."""
        now = self.desk.document.plan.find(Change, self.record_id)
        return now.reason if now else ""

    def closing(self) -> None:
        """Do what was decided."""
        now = self.desk.document.plan.find(Change, self.record_id)
        if now and isinstance(self._before, Change) and not self.desk.reading:
            self.then = doing.carry_out(self.desk.document, now, self._before)
