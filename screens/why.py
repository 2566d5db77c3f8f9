"""The roots of the problem tree, beside what this reflection has found."""

from typing import ClassVar

from rich.style import Style
from textual.app import ComposeResult
from textual.containers import Horizontal

from atm_tui.meeting import Stop
from atm_tui.meeting.looking import seen
from atm_tui.screens.lists import CLOSE, ListPage
from atm_tui.screens.tree import TreePage
from atm_tui.widgets.commands import Command
from atm_tui.widgets.frame import Lines, rule
from atm_tui.widgets.rowlist import Column, Row, RowList

NOTHING = "Nothing was found yet; F3 goes back to what we saw."


class WhyPage(TreePage):
    """The trunk and the roots; what was found stands beside them where there is room."""

    HELP = "The roots of the problem tree, beside what was found: which root is behind it?"
    HORIZONTAL_BREAKPOINTS = [(0, "-alone"), (100, "-beside")]
    DOES: ClassVar[tuple[Command, ...]] = (
        *(one for one in TreePage.DOES if one.id != "mirror"),
        Command("seen", "tab", "What we found", "What this reflection has found so far."),
    )

    def body(self) -> ComposeResult:
        """The roots, what was found, the current root in full."""
        with Horizontal(id="side"):
            yield RowList(empty="Nothing is written here yet.", id="rows")
            yield Lines(Style(), id="seen")
        yield rule()
        yield Lines(id="detail")

    def fill(self) -> None:
        """Show the roots, and what was found."""
        super().fill()
        self.query_one("#seen", Lines).show("What we found: " + (" - ".join(self._seen()) or NOTHING))

    def _seen(self) -> list[str]:
        assert isinstance(self.step, Stop), "only stops are shown here"  # noqa: S101 - a rule of this class
        return seen(self.desk.document.plan, self.step.session)

    async def action_seen(self) -> None:
        """Show what was found in full."""
        await self.settle()
        await self.host.open_page(SeenPage(self._seen()))


class SeenPage(ListPage):
    """What was found; Esc goes back to the roots.

    Args:
        found: One line each.
    """

    DOES: ClassVar[tuple[Command, ...]] = (CLOSE,)
    HELP = "What this reflection has found so far, to be held against the roots of the problem tree."
    TITLE_WORDS = "What we found: which root is behind it?"
    COLUMNS: ClassVar[tuple[Column, ...]] = (Column("", 20, flex=True),)
    EMPTY = NOTHING

    def __init__(self, found: list[str]) -> None:
        super().__init__()
        self._found = found

    def lines(self) -> list[Row]:
        """What was found."""
        return [Row(str(index), (one,)) for index, one in enumerate(self._found)]

    def in_full(self, key: str) -> str:
        """The whole line."""
        return self._found[int(key)]
