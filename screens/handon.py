"""A meeting, to be told by mouth to the next facilitator or to somebody who could not come."""

import os
from typing import ClassVar

from textual.app import ComposeResult

from atm_tui.clipboard import deliver
from atm_tui.errors import AtmError
from atm_tui.export import FORMATS, render
from atm_tui.export.order import MEETING, Order
from atm_tui.export.seen import for_people
from atm_tui.export.spoken import minutes_aloud, spoken
from atm_tui.export.told import Gathering, called
from atm_tui.export.wanted import gatherings, meeting_of
from atm_tui.store.folder import name_for
from atm_tui.widgets.commands import ON_TOP, Command
from atm_tui.widgets.desk import today
from atm_tui.widgets.frame import Frame, Lines
from atm_tui.widgets.textview import Paragraph, TextView


class HandOnPage(Frame):
    """The sentences of one meeting, each by itself; the last meeting held comes first."""

    DOES: ClassVar[tuple[Command, ...]] = (
        Command("copy", "enter", "Copy", "Send it to the clipboard and to a file."),
        Command("turn(-1)", "left", "Earlier", "The meeting before this one."),
        Command("turn(1)", "right", "Later", "The meeting after this one."),
        Command("close", "escape", "Close", "Close this page."),
    )
    HELP = (
        "What the next facilitator, or a member who could not come, should hear of a meeting: read it aloud, "
        "a sentence at a time. It takes less than two minutes; the minutes (Copy) hold all of it."
    )
    COMMON: ClassVar[tuple[Command, ...]] = ON_TOP
    passing: ClassVar[bool] = True

    def __init__(self) -> None:
        super().__init__()
        self._meeting = ""

    def body(self) -> ComposeResult:
        """The sentences, and what became of a copy."""
        yield TextView(id="text")
        told = Lines(id="told")
        told.display = False
        yield told

    def refill(self) -> None:
        """Show the meeting as the plan has it now."""
        plan = for_people(self.desk.document.plan)
        view = self.query_one(TextView)
        try:
            meeting = meeting_of(plan, self._meeting)
        except AtmError:
            self._meeting = ""
            if not gatherings(plan):
                self.title_is("Hand on")
                view.show([("text", "No meeting is written down yet, so there is nothing to tell.")])
                self.set_focus(view)
                return
            meeting = meeting_of(plan, "")
        self._meeting = meeting.id
        parts = spoken(plan, meeting)
        self.title_is(f"Hand on | {called(plan, meeting)}", f"about {minutes_aloud(parts)} min aloud")
        paragraphs: list[Paragraph] = [("", "")]
        for part in parts:
            paragraphs.append(("head", part.about.upper()))
            for said in part.sentences:
                paragraphs += [("under", said), ("", "")]
        view.show(paragraphs)
        self.set_focus(view)

    def followed(self) -> None:
        """Show what somebody else has written."""
        self.refill()

    def action_turn(self, by: int) -> None:
        """Show the meeting so many after this one."""
        known: list[Gathering] = gatherings(for_people(self.desk.document.plan))
        here = next((number for number, one in enumerate(known) if one.id == self._meeting), 0)
        if not 0 <= here + by < len(known):
            self.notice("There is no meeting before this one." if by < 0 else "There is none after this one.")
            return
        self.notice("")
        self._tell("")
        self._meeting = known[here + by].id
        self.refill()

    async def action_copy(self) -> None:
        """Hand it to the clipboard, and say what became of it."""
        plan, form = self.desk.document.plan, FORMATS["spoken"]
        try:
            text = str(render(plan, form.name, Order(today(), audience=MEETING, who=self._meeting)))
        except AtmError as error:
            self.notice(str(error))
            return
        stem = name_for(f"{plan.title()} {plan.called(self._meeting)}")
        told = deliver(
            text,
            name=stem,
            suffix=form.suffix,
            send=self.host.send,
            env=os.environ,
            tools=not self.host.kiosk,
        )
        self._tell(told.message)

    def _tell(self, said: str) -> None:
        told = self.query_one("#told", Lines)
        told.display = bool(said)
        told.show(said)

    async def action_close(self) -> None:
        """Close the page."""
        await self.host.back()
