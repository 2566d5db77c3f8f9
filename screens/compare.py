"""The versions of a plan: which there are, how the tools looked then, and what became of them."""

from collections.abc import Iterable, Iterator
from typing import ClassVar

from textual.app import ComposeResult

from atm_tui import stage
from atm_tui.comparing import compare
from atm_tui.export.blocks import Block, Bullets, Heading
from atm_tui.export.blocks import Paragraph as Words
from atm_tui.export.compared import called, compared
from atm_tui.screens.lists import CLOSE, ListPage
from atm_tui.screens.picture import PicturePage
from atm_tui.versions import NOW, names
from atm_tui.widgets.commands import ON_TOP, Command
from atm_tui.widgets.frame import Frame
from atm_tui.widgets.rowlist import Column, Row, RowList
from atm_tui.widgets.textview import Paragraph, TextView

NONE_YET = "There is no version yet: a reflection keeps one when it is closed."


class VersionsPage(ListPage):
    """The versions of the plan; Enter shows how a tool looked then."""

    DOES: ClassVar[tuple[Command, ...]] = (
        Command("choose", "enter", "Picture of then", "Show the tools as they stood then, to be looked at."),
        Command("compare", "tab", "Compare", "Show what changed from this version until now."),
        CLOSE,
    )
    HELP = (
        "The plan as each closed reflection left it. A version is kept as it was: it is looked at and "
        "compared, and never changed."
    )
    TITLE_WORDS = "Versions of the plan"
    COLUMNS: ClassVar[tuple[Column, ...]] = (Column("Version", 30, flex=True),)
    EMPTY = NONE_YET

    def lines(self) -> list[Row]:
        """The versions, newest first."""
        plan = self.desk.document.plan
        return [Row(name, (called(plan, name),)) for name in reversed(names(plan))]

    def in_full(self, key: str) -> str:
        """What can be done with it."""
        return f"Enter shows the tools as {key} left them. Tab shows what changed since."

    async def take(self, key: str) -> None:
        """Show the tool of the present step as it stood then."""
        place = self.desk.place
        tool = stage.home_of(self.desk.step.id)[1].id
        await self.host.open_page(PicturePage(tool, place.record, at=key))

    async def action_compare(self) -> None:
        """Show what changed since the version under the cursor."""
        await self.settle()
        if key := self.query_one(RowList).key:
            await self.host.open_page(ComparePage(key))


class ComparePage(Frame):
    """What became of the plan between two versions.

    Args:
        from_: The version before; the newest one without.
    """

    DOES: ClassVar[tuple[Command, ...]] = (
        Command("turn(-1)", "left", "From before", "Begin with the version before this one."),
        Command("turn(1)", "right", "From after", "Begin with the version after this one."),
        Command("end", "tab", "To another", "End with another version, or with now."),
        Command("close", "escape", "Close", "Close the comparison."),
    )
    HELP = (
        "What became of the plan between two versions: what was added, changed and taken away, and why. "
        "The reasons are those that were given when something was decided."
    )
    COMMON: ClassVar[tuple[Command, ...]] = ON_TOP
    passing: ClassVar[bool] = True

    def __init__(self, from_: str = "") -> None:
        super().__init__()
        self._from, self._to = from_, NOW

    def body(self) -> ComposeResult:
        """The comparison."""
        yield TextView(id="compared")

    def refill(self) -> None:
        """Compare what the plan holds now."""
        plan, view = self.desk.document.plan, self.query_one(TextView)
        there = names(plan)
        if self._from not in there:  # the first time, or it was taken back
            self._from = there[-1] if there else ""
        if self._to not in (*self._later(), NOW):
            self._to = NOW
        self.title_is(f"Compare: {self._from or '-'} to {self._to} | {plan.title()}", self.desk.words())
        if there:
            view.show(list(paragraphs(compared(plan, compare(plan, self._from, self._to)))))
        else:
            view.show([("text", NONE_YET)])
        self.set_focus(view)

    def followed(self) -> None:
        """Compare what somebody else has written."""
        self.refill()

    def _later(self) -> list[str]:
        """The versions after the one that it begins with."""
        there = names(self.desk.document.plan)
        return there[there.index(self._from) + 1 :] if self._from in there else []

    async def action_turn(self, by: int) -> None:
        """Begin with another version."""
        there = names(self.desk.document.plan)
        wanted = there.index(self._from) + by if self._from in there else -1
        if 0 <= wanted < len(there):
            self._from = there[wanted]
            self.refill()
        else:
            self.notice("There is no earlier version." if by < 0 else "There is no later version.")

    async def action_end(self) -> None:
        """End with the next of the versions after the first one, and with now after them."""
        ends = [*self._later(), NOW]
        if len(ends) == 1:
            self.notice("There is no version after it: it is compared with now.")
            return
        self._to = ends[(ends.index(self._to) + 1) % len(ends)]
        self.refill()

    async def action_close(self) -> None:
        """Close the page."""
        await self.host.back()


def paragraphs(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    """A paper's blocks on the screen; its first heading stands in the first line already."""
    for block in blocks:
        match block:
            case Heading() if block.level > 1:
                yield "head", block.text
            case Words():
                yield "text", block.text
            case Bullets():
                yield from (("under" if depth else "item", text) for depth, text in block.items)
                yield "", ""
            case _:
                pass
