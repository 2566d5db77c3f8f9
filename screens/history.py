"""The past of one record, to be read: from its first wording to today's."""

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult

from atm_tui.past import Event, past
from atm_tui.widgets.commands import ON_TOP, Command
from atm_tui.widgets.frame import Frame
from atm_tui.widgets.textview import Paragraph, TextView


class HistoryPage(Frame):
    """What became of a record.

    Args:
        record: Its id.
    """

    DOES: ClassVar[tuple[Command, ...]] = (Command("close", "escape", "Close", "Close the history."),)
    HELP = "The past of one record, from its first wording to today's: what it was, who changed it, and why."
    COMMON: ClassVar[tuple[Command, ...]] = ON_TOP
    passing: ClassVar[bool] = True

    def __init__(self, record: str) -> None:
        super().__init__()
        self._record = record

    def body(self) -> ComposeResult:
        """The events."""
        yield TextView(id="past")

    def refill(self) -> None:
        """Tell it as the plan holds it now."""
        plan = self.desk.document.plan
        record = plan.get(self._record)
        called = f"{record.code} {plan.name(record)}".strip() if record else "(deleted)"
        self.title_is(f"History of {called}")
        view = self.query_one(TextView)
        view.show(list(paragraphs(past(plan, self._record), plan.name(record) if record else "")))
        self.set_focus(view)

    def followed(self) -> None:
        """Show what somebody else has written."""
        self.refill()

    async def action_close(self) -> None:
        """Close the page."""
        await self.host.back()


def paragraphs(events: list[Event], today: str) -> Iterator[Paragraph]:
    """The events to be read, and the wording of today at the end."""
    for event in events:
        at = ", ".join(filter(None, [event.day, event.session, event.by]))
        yield "head", f"{event.what} ({at})" if at else event.what
        if event.old:
            yield "under", f"before: {event.old}"
        if event.new or event.old:
            yield "under", f"{'after: ' if event.old else ''}{event.new or '(nothing)'}"
        if event.why:
            yield "under", f"because {event.why}"
    yield "head", "Today"
    yield "under", today or "It is deleted."
