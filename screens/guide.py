"""The guide face of a step: what to say, ask and draw, which keys work, what is written down."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult

from atm_tui import settings
from atm_tui.guide import guide
from atm_tui.guide.own import questions_at
from atm_tui.screens.fieldhelp import field_help
from atm_tui.screens.page import StepPage
from atm_tui.stage import Step
from atm_tui.widgets import keymap
from atm_tui.widgets.commands import IN_PLAN, Command
from atm_tui.widgets.fieldtypes import fields_of
from atm_tui.widgets.textview import Paragraph, TextView

_KEYS: dict[str, tuple[tuple[str, str], ...]] = {
    "sheet": (("Enter, Tab, arrows", "go from field to field"),),
    "table": (
        ("Enter", "opens the row; on the last row it adds a new one"),
        ("Ctrl+N or Ins", "adds a row"),
        ("letters", "show only the rows in which they stand"),
        ("Del", "deletes the row; Ctrl+T brings it back"),
        ("Ctrl+O", "makes a copy of the row"),
        ("Alt+Up, Alt+Down", "move the row"),
    ),
    "tree": (
        ("Enter", "opens the card"),
        ("Ctrl+N or Ins", "adds a card beside this one"),
        ("Ctrl+K", "adds a card under this one"),
        ("Left, Right", "make it thinner or thicker"),
        ("Space", "changes its state"),
        ("Alt+Up, Alt+Down", "move it among its neighbours"),
        ("Del", "deletes it with all that hangs on it; Ctrl+T brings them back"),
    ),
    "meeting": (
        ("Enter", "opens the line; on a line with + it begins a new one"),
        ("1, 2, 3", "mark the line where the last lines say so, or type a number that was counted"),
        ("Del", "deletes what was written in this reflection; Ctrl+T brings it back"),
    ),
    "why": (
        ("Enter", "opens the card"),
        ("Ctrl+K", "adds a card under this one"),
        ("Left, Right", "make it thinner or thicker"),
        ("Space", "changes its state"),
        ("Tab", "shows what this reflection has found"),
    ),
    "question": (
        ("Enter", "on a line of evidence goes to the step where it is mended"),
        ("Tab", "goes to the answer"),
    ),
}
_IN_FORMS = (
    ("Esc", "closes the form; all that was typed is kept"),
    ("digits, letters", "choose where there is a choice; Backspace clears"),
    ("letters", "find people and things to point at; a new one can be made on the spot"),
)


def guide_text(
    step: Step,
    ask: Sequence[str],
    *,
    examples: bool = True,
    worded: Callable[[str], str] = lambda text: text,
) -> list[Paragraph]:
    """All that Help says about a step; without examples, it is there at once.

    Args:
        step: The step.
        ask: What is asked aloud there.
        examples: Whether each field has an example.
        worded: Has the keys in a text of ours be those that work now.
    """
    words = guide(step.id, settings.asks_in())
    text: list[Paragraph] = [("head", words.purpose), ("", "")]
    text += [("head", "How")] + [("item", worded(line)) for line in words.how]
    text += [("head", "Ask aloud")] + [("item", line) for line in ask]
    text += [
        ("head", "Draw"),
        ("item", words.draw),
        ("", ""),
        ("text", f"Time: about {step.minutes} minutes."),
    ]
    if words.reading:
        text += [("text", f"Not from the toolbox: {words.reading}")]
    text += [("", ""), ("head", "Keys here")]
    text += [("item", worded(f"{key}: {does}")) for key, does in (*_KEYS[step.page], *_IN_FORMS)]
    text += [("item", f"{one.key}: {worded(one.help)}") for one in IN_PLAN if one.key]
    text += [("", ""), ("head", "What is written down")]
    fields = fields_of(step.kind, step.fields)
    return text + field_help(step.kind, fields, where=step.where, examples=examples)


class GuidePage(StepPage):
    """What the facilitator reads and says before anything is written."""

    DOES: ClassVar[tuple[Command, ...]] = (
        Command("record", "enter", "Write it down", "Go to the page on which this step is written down."),
        Command("wording", "e", "Edit questions", "Put the questions into this group's words.", shown=False),
        Command("close", "escape", "Close", "Go back to what is written."),
    )
    HELP = "What to say, ask and draw at this step, before anything is written."

    def __init__(self) -> None:
        super().__init__()
        self._on_top = False

    def set_step(self, step: Step, record: str = "", field: str = "") -> None:
        """Begin the guide of a step, as one comes to it."""
        super().set_step(step, record, field)
        self._on_top = False

    def opened_on_top(self) -> None:
        """It was asked for where something is written: Esc goes back there."""
        self._on_top = True
        self.told()

    def body(self) -> ComposeResult:
        """The text."""
        yield TextView(id="text")

    def commands(self) -> tuple[Command, ...]:
        """What can be done here now; while reading, nothing is written down."""
        read = replace(self.DOES[0], label="See what is written")
        found = tuple(one for one in super().commands() if self._on_top or one.id != "close")
        return (read, *found[1:]) if self.desk.reading else found

    def worded(self, text: str) -> str:
        """A text of ours, with the keys named that work now on the page on which the step is written down."""
        from atm_tui.screens.everypage import commands_of  # noqa: PLC0415 - only where a key was given

        return keymap.worded(text, (*commands_of(self.step.page), *IN_PLAN)) if keymap.given() else text

    def fill(self) -> None:
        """Show the guide of the step."""
        view, step = self.query_one(TextView), self.step
        ask = questions_at(self.desk.document.plan, step.id, settings.asks_in())
        view.show(
            guide_text(step, ask, examples=False, worded=self.worded),
            whole=lambda: guide_text(step, ask, worded=self.worded),
        )
        self.set_focus(view)

    def followed(self) -> None:
        """What somebody else writes does not change what is read here."""
        self.told()

    async def action_close(self) -> None:
        """Go back to the record face, if it was asked for there."""
        if self._on_top:
            await self.action_record()

    async def action_wording(self) -> None:
        """Show the questions, to be changed."""
        from atm_tui.screens.wording import WordingPage  # noqa: PLC0415 - pages are loaded when used

        await self.host.open_page(WordingPage(self.step))

    async def action_record(self) -> None:
        """Go to the record face."""
        place = self.desk.place
        await self.host.go(self.step, place.record, place.field, face="record")
