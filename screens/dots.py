"""Choosing by dots: what can be chosen, numbered, and how many dots are laid on each."""

from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult

from atm_tui.deciding import decided_tables, dots_of, standing
from atm_tui.model.plan import Plan
from atm_tui.model.record import Record, in_bounds
from atm_tui.model.reflection import Decision, Dots
from atm_tui.screens.dialogs import PromptPage
from atm_tui.widgets.commands import ON_TOP, Command
from atm_tui.widgets.entry import Entry
from atm_tui.widgets.frame import Frame, Lines, rule
from atm_tui.widgets.rowlist import Column, Row, RowList

NEW: Final = "+"
"""The key of the line that adds something to choose."""


class DotsPage(Frame):
    """What can be chosen in a decision. A digit types the dots of a line; plus and minus count them.

    Args:
        decision: The decision's id.
    """

    HELP = (
        "What can be chosen, by its number. Lay dots, stones or beans on each, count them, and type the "
        "number at its line; + and - count one more or less."
    )
    DOES: ClassVar[tuple[Command, ...]] = (
        Command("open", "enter", "Words", "Change the words of the line; on the last one, add more."),
        Command("add", "ctrl+n,insert", "New", "Add something that can be chosen.", changes=True),
        Command("rows", "ctrl+r", "Rows", "Take the rows of the step where you were.", changes=True),
        Command("delete", "delete", "Delete", "Take the line out; Ctrl+T brings it back.", changes=True),
        Command("close", "escape", "Close", "Go back to the decision.", first=False),
        *(
            Command(f"digit({digit})", str(digit), "", "Type the dots.", shown=False, changes=True)
            for digit in range(10)
        ),
        Command("more(1)", "plus,right", "One more", "One dot more.", shown=False, changes=True),
        Command("more(-1)", "minus,left", "One less", "One dot less.", shown=False, changes=True),
        Command("less", "backspace", "Digit out", "Take the last digit out.", shown=False, changes=True),
    )
    COMMON: ClassVar[tuple[Command, ...]] = ON_TOP

    def __init__(self, decision: str) -> None:
        super().__init__()
        self._of = decision
        self._types_in = ""  # the line in which a number is being typed

    def body(self) -> ComposeResult:
        """The lines, and what the count says."""
        columns = (Column("", 3, right=True), Column("What", 20, flex=True), Column("Dots", 6, right=True))
        yield RowList(columns, find=False, id="rows")
        yield rule()
        yield Lines(id="detail")

    # Showing -----------------------------------------------------------------------------------
    @property
    def _plan(self) -> Plan:
        return self.desk.document.plan

    @property
    def _dots(self) -> list[Dots]:
        return dots_of(self._plan, self._of)

    @property
    def _rows(self) -> RowList:
        return self.query_one(RowList)

    @property
    def _current(self) -> Dots | None:
        return self._plan.find(Dots, self._rows.key)

    def refill(self) -> None:
        """Show the lines and what they say."""
        self._show(self._rows.key)

    def followed(self) -> None:
        """Show what somebody else has written."""
        self.refill()

    def came_back(self, page: Frame) -> None:
        """After new lines: stand where the dots are counted next."""
        if isinstance(page, PromptPage) and self._rows.key == NEW:
            self._show(self._uncounted())

    def _uncounted(self) -> str:
        return next((one.id for one in self._dots if one.dots is None), NEW)

    def told(self) -> None:
        """Say whether all is saved, and what the count says."""
        decision = self._plan.find(Decision, self._of)
        code = decision.code if decision else "(taken back)"
        self.title_is(f"Dots | {code} {decision.what if decision else ''}".strip(), self.desk.words())
        says = standing(decision, self._dots) if decision else None
        self.query_one("#detail", Lines).show(f"{says.words} {says.needs}".strip() if says else "Esc closes.")

    def _show(self, current: str) -> None:
        rows = [
            Row(one.id, (str(number), one.what, "" if one.dots is None else str(one.dots)))
            for number, one in enumerate(self._dots, 1)
        ]
        if not self.desk.reading and self._plan.find(Decision, self._of):
            rows.append(Row(NEW, ("+ something else that can be chosen",)))
        self._rows.fill(rows, current=current)
        self.set_focus(self._rows)
        self.told()

    @on(RowList.Moved)
    def _moved(self) -> None:
        """A number ends where its line is left."""
        if self._types_in and self._types_in != self._rows.key:
            self._types_in = ""
            self.desk.document.seal()

    # Counting ------------------------------------------------------------------------------------
    def action_digit(self, digit: int) -> None:
        """Type a digit of the dots of this line; the first one begins a new number."""
        current = self._current
        if current is not None:
            before = (current.dots or 0) if self._types_in == current.id else 0
            self._lay(before * 10 + digit)

    def action_less(self) -> None:
        """Take the last digit out."""
        current = self._current
        if current is not None and current.dots is not None:
            self._lay(current.dots // 10 or None)

    def action_more(self, by: int) -> None:
        """Count one more or less."""
        current = self._current
        if current is not None:
            self._lay(max(0, (current.dots or 0) + by))

    def _lay(self, dots: int | None) -> None:
        current = self._current
        if current is None or not in_bounds(dots):
            return
        if self._types_in != current.id:
            self.desk.document.seal()
        self._types_in = current.id
        self.desk.document.set(current, {"dots": dots}, typing="dots")
        self.refill()

    # What can be chosen --------------------------------------------------------------------------
    async def action_open(self) -> None:
        """Change the words of a line, or add more."""
        await self.settle()
        current = self._current
        if self.refuses():
            return
        if current is None:
            await self.action_add()
            return

        async def keep(text: str) -> str:
            self.desk.document.set(current, {"what": text})
            await self.host.back()
            return ""

        await self.host.open_page(
            PromptPage("Dots", "What can be chosen?", keep, current.what, hands_in=True)
        )

    async def action_add(self) -> None:
        """Ask for one thing after another that can be chosen."""
        await self.settle()
        self.desk.document.seal()

        async def keep(text: str) -> str:
            dots = self._made(text)
            if isinstance(page := self.app.screen, PromptPage):
                page.query_one(Entry).put("")
            return f"{len(self._dots)} {dots.what}. The next one; Enter alone ends."

        ask = "What can be chosen? Type it, or the number of something written (A12)."
        await self.host.open_page(PromptPage("Dots", ask, keep, hands_in=True))

    def _made(self, text: str) -> Dots:
        wanted = text.casefold()
        named = (row for table in decided_tables() for row in self._plan.rows(table))
        item = next((row for row in named if row.code.casefold() == wanted), None)
        return self._take(item) if item else self.desk.document.add(Dots(what=text, decision=self._of))

    def _take(self, item: Record) -> Dots:
        """Add something that is written in the plan; of an ally kept off what others see, only the number."""
        private = "private" in item.specs() and item.value("private") == "yes"
        words = item.code if private else self._plan.name(item) or item.code
        return self.desk.document.add(Dots(what=words, item=item.id, decision=self._of))

    async def action_rows(self) -> None:
        """Take the rows of the step below as what can be chosen."""
        await self.settle()
        here, held = self.desk.step, {one.item for one in self._dots}
        rows = [row for row in here.rows(self._plan) if self._plan.name(row) and row.id not in held]
        if here.table not in decided_tables() or not rows:
            self.notice(f"'{here.title}' has no more rows to choose among. Type what can be chosen.")
            return
        with self.desk.document.step(f"{len(rows)} rows to choose among"):
            for row in rows:
                self._take(row)
        self._show(self._uncounted())
        self.notice(f"{len(rows)} rows taken. Delete takes one out; Ctrl+T takes all back.")

    async def action_delete(self) -> None:
        """Take a line out."""
        await self.settle()
        if current := self._current:
            self.desk.document.remove(current)
            self.refill()
            self.notice(f"Taken out: {current.what}. Ctrl+T brings it back.")

    async def action_close(self) -> None:
        """Go back to the decision."""
        self.desk.document.seal()
        await self.host.back()
