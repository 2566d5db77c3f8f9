"""Copying back from a flipchart: many lines typed fast, then looked at, then taken as one change."""

from typing import ClassVar

from rich.style import Style
from textual import events, on
from textual.app import ComposeResult

from atm_tui.intake.draft import Draft
from atm_tui.intake.lines import understand_lines
from atm_tui.intake.marks import marks_of
from atm_tui.intake.understood import Understood
from atm_tui.model.record import Record
from atm_tui.screens.intake import UnderstoodPage
from atm_tui.stage import Step
from atm_tui.widgets.commands import ON_TOP, Command
from atm_tui.widgets.desk import today
from atm_tui.widgets.entry import Entry
from atm_tui.widgets.frame import Frame, Lines


class FlipchartPage(Frame):
    """Takes many lines; what they say is shown before it is taken.

    What is typed is kept with the plan at each key, in the parking lot, until it is taken.

    Args:
        step: The step to which the lines belong.
        base: An empty record of its kind, with what all new ones have.
    """

    HELP = (
        "Type what stands on the flipchart, one item a line, or paste it; an empty line shows what was "
        "understood. @name says who, a second @name who helps; /15 jan or /+2w at the end says by when. "
        "Numbers and dashes before a line are dropped; in a tree, a line with more of them hangs on the one "
        "above."
    )
    COMMON: ClassVar[tuple[Command, ...]] = ON_TOP
    DOES: ClassVar[tuple[Command, ...]] = (
        Command("understand", "tab", "See what is understood", "Show what the lines say; then take them."),
        Command("close", "escape", "Close", "Close this page; the lines are kept until they are taken."),
    )

    def __init__(self, step: Step, base: Record) -> None:
        super().__init__()
        self._step, self._base = step, base

    def body(self) -> ComposeResult:
        """How it is done, and the lines."""
        yield Lines(Style(bold=True), id="ask")
        yield Entry(self._key, id="entry")

    @property
    def entry(self) -> Entry:
        """Where the lines are typed."""
        return self.query_one(Entry)

    @property
    def _draft(self) -> Draft:
        return Draft(self.desk.document, self._step)

    def refill(self) -> None:
        """Show the lines as the plan keeps them, also those of another day."""
        self.query_one("#ask", Lines).show(self._how())
        held = self._draft.text
        if held != self.entry.text:
            self.entry.put(held)
        self.set_focus(self.entry)
        self.told()

    def _how(self) -> str:
        specs, marks = self._base.specs(), marks_of(type(self._base))
        says = [f"@name: {specs[marks.who].label.lower()}"] if marks.who else []
        says += [f"/15 jan at the end: {specs[marks.when].label.lower()}"] if marks.when else []
        says += ["blanks or - before it: it hangs on the line above"] if "parent" in specs else []
        return f"{'; '.join(['One item a line', *says])}. An empty line shows what was understood."

    def told(self) -> None:
        """Say how many lines there are, and whether they are kept."""
        count = sum(bool(line.strip()) for line in self.entry.text.split("\n"))
        lines = f"{count} line{'s' * (count != 1)}"
        self.title_is(f"From the wall | {self._step.title} | {lines}", self.desk.words())

    @on(Entry.Changed)
    def _typed(self) -> None:
        self._draft.keep(self.entry.text)
        self.told()

    def _key(self, event: events.Key) -> bool:
        """Enter on an empty last line ends the list; in a tree the next line is moved in as this one."""
        if event.key != "enter":
            return False
        row, _ = self.entry.cursor_location
        line = str(self.entry.document.get_line(row))
        if not line.strip() and row == self.entry.document.line_count - 1 and self.entry.text.strip():
            self.call_later(self.action_understand)
            return True
        indent = line[: len(line) - len(line.lstrip())] if "parent" in self._base.specs() else ""
        if indent:
            self.entry.insert(f"\n{indent}")
        return bool(indent)

    async def action_understand(self) -> None:
        """Show what was understood of the lines."""
        await self.settle()
        if not self.entry.text.strip():
            self.notice("Nothing is written yet. Type one item a line.")
            return
        found = understand_lines(self.desk.document.plan, self.entry.text, self._base, today())
        await self.host.open_page(UnderstoodPage(found, self._take))

    async def _take(self, understood: Understood) -> None:
        """Take what is understood in the place of the lines, and go back to the list."""
        self._draft.give_way(understood)
        await self.host.back()  # from what was understood
        await self.host.back()  # from the lines
        if isinstance(self.app.screen, Frame):
            self.app.screen.notice(f"Taken: {understood.summary}. Ctrl+T takes it out again.")

    async def action_close(self) -> None:
        """Close the page; lines that were not taken wait in the plan."""
        await self.settle()
        waits = bool(self.entry.text.strip())
        await self.host.back()
        if waits and isinstance(self.app.screen, Frame):
            self.app.screen.notice(
                "The lines are kept: Ctrl+W goes on with them. They are in the parking lot."
            )
