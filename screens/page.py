"""What all pages of a step share: the first line, where the facilitator is, and filling anew."""

from typing import ClassVar

from atm_tui import stage
from atm_tui.stage import Step
from atm_tui.widgets.commands import IN_PLAN, Command
from atm_tui.widgets.desk import Place
from atm_tui.widgets.frame import Frame, Lines

NOT_SAVED = "NOT SAVED:"


class StepPage(Frame):
    """A page of the wizard. It is filled anew for each step of its kind, and never rebuilt."""

    COMMON: ClassVar[tuple[Command, ...]] = IN_PLAN

    def __init__(self) -> None:
        super().__init__()
        self.step = stage.steps()[0]
        self.at = Place(self.step)

    def set_step(self, step: Step, record: str = "", field: str = "") -> None:
        """Say which step is shown next; ``refill`` shows it."""
        self.step = step
        self.at = Place(step, record, field)
        self.notice("") if self.is_mounted else None

    def refill(self) -> None:
        """Show the step as the plan holds it now."""
        self.told()
        self.fill()

    def fill(self) -> None:
        """Fill the body."""
        raise NotImplementedError

    def told(self) -> None:
        """Say on the first line where we are and whether all is saved."""
        part, tool, number = stage.home_of(self.step.id)
        plan = self.desk.document.plan
        where = f"{self.step.title} | step {number} of {len(stage.steps())} | {part.heading}"
        if tool.title not in (self.step.title, part.title):
            where += f" > {tool.title}"
        self.title_is(f"{where} | {plan.title()}", self.desk.words())
        self.tell_trouble()

    def tell_trouble(self) -> None:
        """Say why the plan is not saved, as long as it is not."""
        if self.desk.saver.trouble:
            self.notice(f"{NOT_SAVED} {self.desk.saver.trouble}")
        elif self.query_one("#notice", Lines).text.startswith(NOT_SAVED):
            self.notice("")
