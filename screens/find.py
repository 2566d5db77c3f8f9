"""Finding any record by any words that stand in it; Enter goes there."""

from typing import ClassVar

from textual.app import ComposeResult

from atm_tui.finding import Finder, Hit
from atm_tui.screens.lists import FIND, ListPage
from atm_tui.widgets.commands import Command
from atm_tui.widgets.frame import Lines, rule
from atm_tui.widgets.rowlist import Column, Row, RowList

_PRIVATE = "a private field"


class FoundList(RowList):
    """The records in which the typed words stand, in the place of rows that are sifted."""

    finder: Finder | None = None
    hits: dict[str, Hit] = {}
    number = 0

    def _sift(self, key: str) -> None:  # noqa: ARG002 - the likeliest is current, whatever was
        found: list[Hit] = []
        if self.finder:
            found, self.number = self.finder.find(self.wanted)
        self.hits = {one.record.id: one for one in found}
        self._shown = self._rows = [_row(one) for one in found]
        self._at = self._top = 0
        self.refresh()
        self.post_message(self.Moved(self, self.key))

    def _heading(self, width: int) -> str:  # noqa: ARG002 - whoever draws it cuts it
        if not self.wanted:
            return f"  Find: _   ({self.number} records; the last ones written come first)"
        beyond = f"; the first {len(self._shown)} are shown" if self.number > len(self._shown) else ""
        return f"  Find: {self.wanted}_   ({self.number} found{beyond})"

    def _nothing(self) -> str:
        return "  Nothing found. Backspace takes letters back; Esc closes."


def _row(hit: Hit) -> Row:
    where = hit.label or (_PRIVATE if hit.field else "")
    return Row(hit.record.id, (hit.record.code, hit.name or f"({hit.record.one})", hit.step.title, where))


class FindPage(ListPage):
    """Words are typed, records are shown, the likeliest first."""

    HELP = (
        "Type words, or a number such as A07: every record in which all of them stand is shown, the "
        "likeliest first. Enter goes to it. Private fields are looked through, and not shown."
    )
    DOES: ClassVar[tuple[Command, ...]] = (
        Command("choose", "enter", "Go there", "Go to the record under the cursor."),
        Command("close", "escape", "Close", "Go back to where you were."),
        FIND,
    )
    TITLE_WORDS = "Find: type any words, Enter goes there"
    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column("", 5),
        Column("", 18, flex=True),
        Column("", 16),
        Column("", 15),
    )

    def body(self) -> ComposeResult:
        """What is found, and where the words stand in it."""
        yield FoundList(self.COLUMNS, id="rows")
        yield rule()
        yield Lines(id="detail")

    @property
    def found(self) -> FoundList:
        """The list."""
        return self.query_one(FoundList)

    def refill(self) -> None:
        """Gather the words of the plan as it is now."""
        self.title_is(self.TITLE_WORDS)
        self.found.finder = Finder(self.desk.document.plan)
        self.found.look_for(self.found.wanted)
        self.set_focus(self.found)
        self.show_in_full()

    def followed(self) -> None:
        """Look through what somebody else has written; the cursor stays at its record if that is found."""
        here = self.found.key
        self.refill()
        self.found.go(here)

    def in_full(self, key: str) -> str:
        """What stands in the field in which it was found."""
        hit = self.found.hits[key]
        called = f"{hit.record.code} {hit.name or hit.record.one}".strip()
        return f"{called} - {hit.label}: {hit.text}" if hit.label else called

    async def take(self, key: str) -> None:
        """Go to the record; to its field, where the page shows fields."""
        hit = self.found.hits[key]
        field = hit.field if hit.step.page in ("sheet", "question") else ""
        await self.host.go(hit.step, hit.record.id, field, face="record")
