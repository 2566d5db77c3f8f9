"""Lines of a flipchart that are typed and not taken yet: they wait in the plan, in its parking lot."""

from atm_tui.document import Document
from atm_tui.intake.understood import Understood, take
from atm_tui.model.record import Record
from atm_tui.model.reflection import Parked
from atm_tui.stage import Step


class Draft:
    """The lines of one step. They are a record like any other, so a crash or a handover loses none of them.

    Args:
        document: The plan's document.
        step: The step to which the lines belong.
    """

    def __init__(self, document: Document, step: Step) -> None:
        self._document = document
        self._id = f"flipchart-{step.id}"
        self._head = f"From the wall, for '{step.title}':\n"

    @property
    def _record(self) -> Record | None:
        return self._document.plan.tables[Parked.table].get(self._id)

    @property
    def text(self) -> str:
        """The lines; "" if none wait."""
        return str(self._record.value("what")).removeprefix(self._head) if self._record else ""

    def keep(self, text: str) -> None:
        """Keep the lines as they are now; typing them is one step for undo."""
        record = self._record
        if record is None and text.strip():
            made = self._document.add(Parked(id=self._id, what=self._head + text))
            self._document.typing_goes_on(made, "what")
        elif record is not None and not text.strip():
            self._drop(record)
        elif record is not None and text != self.text:
            self._document.set(record, {"what": self._head + text}, typing="what")

    def give_way(self, understood: Understood) -> None:
        """Take what was understood of the lines in their place, as one step.

        Raises:
            AtmError: See ``take``; the lines are kept then.
        """
        text = self.text
        if record := self._record:
            self._document.retract(record)
        try:
            with self._document.step(understood.label):
                if record := self._record:
                    self._document.remove(record)
                take(self._document, understood)
        except BaseException:
            self.keep(text)
            raise

    def _drop(self, record: Record) -> None:
        self._document.retract(record)
        if self._record is not None:
            self._document.remove(record)
