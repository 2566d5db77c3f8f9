"""What all pages of a step share: the first line, where the facilitator is, and filling anew."""

from typing import ClassVar

from atm_tui import stage
from atm_tui.meeting import Stop, where
from atm_tui.stage import Step
from atm_tui.widgets.commands import IN_PLAN, WRITE_HERE, Command
from atm_tui.widgets.desk import Place
from atm_tui.widgets.frame import Frame, KeyLines, Lines

NOT_SAVED = "NOT SAVED:"


class StepPage(Frame):
    """A page of the wizard. It is filled anew for each step of its kind, and never rebuilt."""

    COMMON: ClassVar[tuple[Command, ...]] = IN_PLAN
    AT_TIMES: ClassVar[tuple[Command, ...]] = (WRITE_HERE,)

    def __init__(self) -> None:
        super().__init__()
        self.step = stage.steps()[0]
        self.at = Place(self.step)

    def set_step(self, step: Step, record: str = "", field: str = "") -> None:
        """Say which step is shown next; ``refill`` shows it."""
        self.step = step
        self.at = Place(step, record, field)
        self.notice("") if self.is_mounted else None

    def commands(self) -> tuple[Command, ...]:
        """What can be done here now; where a plan is only read, to write in it."""
        return super().commands() + (self.AT_TIMES if self.desk.reading else ())

    def refill(self) -> None:
        """Show the step as the plan holds it now."""
        self.told()
        self.fill()

    def followed(self) -> None:
        """Show what somebody else has written; the row and the field stay."""
        self.refill()

    def fill(self) -> None:
        """Fill the body."""
        raise NotImplementedError

    def told(self) -> None:
        """Say on the first line where we are and whether all is saved."""
        plan = self.desk.document.plan
        self.title_is(f"{self._where()} | {plan.title()}", self.desk.words())
        self.tell_reading()
        self.tell_trouble()

    def _where(self) -> str:
        if isinstance(self.step, Stop):
            return where(self.step, self.desk.document.plan)
        part, tool, number = stage.home_of(self.step.id)
        words = f"{self.step.title} | step {number} of {len(stage.steps())} | {part.heading}"
        return words if tool.title in (self.step.title, part.title) else f"{words} > {tool.title}"

    def tell_reading(self) -> None:
        """Show the keys for reading or for writing; what there is to say while reading takes two lines."""
        self.set_class(bool(self.desk.reading), "-reading")
        self.query_one("#keys", KeyLines).tell(self.commands())

    def tell_trouble(self) -> None:
        """Say why the plan is not saved, as long as it is not."""
        if self.desk.reading:
            return
        if self.desk.trouble:
            self.notice(f"{NOT_SAVED} {self.desk.trouble}")
        elif self.query_one("#notice", Lines).text.startswith(NOT_SAVED):
            self.notice("")
