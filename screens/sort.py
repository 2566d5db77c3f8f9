"""Sorting the parking lot: its open questions, and what becomes of each."""

from typing import ClassVar, Final

from atm_tui import sorting, stage
from atm_tui.errors import NotUnderstood
from atm_tui.model.record import Record
from atm_tui.model.reflection import Parked
from atm_tui.model.typed import day_full, day_short, read_day
from atm_tui.screens.dialogs import PromptPage
from atm_tui.screens.lists import CHOOSE, CLOSE, FIND, ListPage
from atm_tui.screens.record import RecordPage
from atm_tui.widgets.commands import Command
from atm_tui.widgets.desk import Desk, Place, today
from atm_tui.widgets.frame import Frame
from atm_tui.widgets.rowlist import Column, Row, RowList

ANSWER: Final = "answer"
DAY: Final = "day"
LEAVE: Final = "leave"

_OTHERWISE: Final = (
    (ANSWER, "Answer it", "Write down the answer; then it is closed."),
    (DAY, "Give it a day", "It waits until that day, and is a loose end after it."),
    (LEAVE, "Leave it for now", "It stays as it is."),
)


class ParkPage(PromptPage):
    """Asks for one question to keep for later; Enter keeps it, and one is back where one was."""

    HELP = "Keep a question for later in one line. Enter keeps it and goes back; Esc goes back without it."

    def __init__(self, desk: Desk) -> None:
        async def keep(text: str) -> str:
            desk.document.add(Parked(what=text, session=desk.gathering))
            await self.host.back()
            if isinstance(self.app.screen, Frame):
                self.app.screen.notice("Kept in the parking lot.")
            return ""

        super().__init__("Parking lot", "What do we keep for later?", keep, hands_in=True)


class SortPage(ListPage):
    """The parked questions that wait; Enter asks where one goes."""

    DOES: ClassVar[tuple[Command, ...]] = (
        CHOOSE,
        Command("fill_in", "ctrl+o", "Its form", "Open the form of what was just made of a question."),
        CLOSE,
        FIND,
    )
    HELP = (
        "The parked questions that wait, those with a day first. Enter asks where one goes: it becomes a row "
        "of a step, or is answered, or gets a day. Ctrl+T takes back what was done last."
    )
    TITLE_WORDS = "Enter asks where it goes"
    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column("", 4),
        Column("Question", 26, flex=True),
        Column("Back on", 12),
    )
    EMPTY = "No question waits in the parking lot."

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._place, self._stood = desk.place, Place(desk.place.step, desk.place.record, desk.place.field)
        self._made = ""
        self._begin = desk.place.record

    def lines(self) -> list[Row]:
        """What waits."""
        self.told()
        return [
            Row(row.id, (row.code, row.what, day_short(row.back_on) if row.back_on else ""))
            for row in sorting.waiting(self.desk.document.plan)
        ]

    def first(self) -> str:
        """The question under the cursor, or the one it stood on in the parking lot."""
        return self.query_one(RowList).key or self._begin

    def in_full(self, key: str) -> str:
        """The whole question."""
        row = self.desk.document.plan.find(Parked, key)
        return f"{row.code} {row.what}".strip() if row else ""

    def told(self) -> None:
        """Say how many wait, and whether all is saved."""
        found = len(sorting.waiting(self.desk.document.plan))
        self.title_is(f"Parking lot: {found} open | {self.TITLE_WORDS}", self.desk.words())

    async def take(self, key: str) -> None:
        """Ask where the question goes."""
        row = self.desk.document.plan.find(Parked, key)
        if row and not self.refuses():
            await self.host.open_page(WherePage(row))

    def came_back(self, page: Frame) -> None:
        """Stand again where the facilitator stood below this list."""
        if isinstance(page, RecordPage):
            self._place.record, self._place.field = self._stood.record, self._stood.field

    def was_sorted(self, parked: Parked, made: Record) -> None:
        """Say what a question has become."""
        self._made = made.id
        self.notice(f"{parked.code} is now {made.code}. Ctrl+O opens its form; Ctrl+T undoes.")

    def go_on(self) -> None:
        """Stand on the next question; this one stays."""
        self.query_one(RowList).action_move(1)

    async def action_fill_in(self) -> None:
        """Open the form of what was made last."""
        await self.settle()
        made = self.desk.document.plan.get(self._made) if self._made else None
        if made is None:
            self.notice("Sort a question first: then the form of what it has become opens here.")
            return
        await self.host.open_page(RecordPage(stage.step_for(made), made, self.desk.document.add))


class WherePage(ListPage):
    """Where a parked question goes: the likely places first, then all; or it is answered, or waits.

    Args:
        parked: The question.
    """

    HELP = (
        "Where this question goes. Type letters to find a step; Enter makes a row there with its words. "
        "The question stays in the parking lot, and says what it has become."
    )
    COLUMNS: ClassVar[tuple[Column, ...]] = (Column("Where to", 24), Column("", 20, flex=True))

    def __init__(self, parked: Parked) -> None:
        super().__init__()
        self._parked = parked

    def lines(self) -> list[Row]:
        """The likely places, what else can be done with it, then every step that takes such a row."""
        self.title_is(f"Where does {self._parked.code} go? | {self._parked.what}")
        likely = sorting.likely(self.desk.document.plan, self.desk.step.id)
        rows = [Row("", ("LIKELY",), heading=True), *(self._row(step) for step in likely)]
        rows.append(Row("", ("OR",), heading=True))
        rows += [Row(key, (word, said)) for key, word, said in _OTHERWISE]
        tool = ""
        for step in (step for step in sorting.places() if step not in likely):
            if (title := stage.home_of(step.id)[1].title) != tool:
                tool = title
                rows.append(Row("", (tool.upper(),), heading=True))
            rows.append(self._row(step))
        return rows

    @staticmethod
    def _row(step: stage.Step) -> Row:
        return Row(step.id, (step.title, f"a new {step.kind.one}"))

    def first(self) -> str:
        """The first place."""
        return next(row.key for row in self.lines() if not row.heading)

    def in_full(self, key: str) -> str:
        """The question, whole, and what would become of it."""
        step = stage.step(key)
        becomes = {one: said for one, _, said in _OTHERWISE}.get(key, "")
        if step is not None:
            becomes = f"It becomes a new {step.kind.one} at '{step.title}'."
        return f"{self._parked.code} {self._parked.what} - {becomes}"

    async def take(self, key: str) -> None:
        """Make a row of it there; or ask for the answer, or the day."""
        step = stage.step(key)
        if step is not None:
            await self._sort(step)
        elif key == LEAVE:
            await self.host.back()
            self._go_on()
        else:
            asks = {ANSWER: "What is the answer?", DAY: "When do we come back to it? (15 jan, +2w, friday)"}
            ask, done = asks[key], self._answer if key == ANSWER else self._day
            await self.host.open_page(PromptPage(f"{self._parked.code} {self._parked.what}", ask, done))

    async def _sort(self, step: stage.Step) -> None:
        desk, parked = self.desk, self._parked
        if not self._waits():
            await self._gone()
            return
        made = sorting.sort(desk.document, parked, step, meeting=desk.gathering, session=desk.session)
        await self.host.back()
        if isinstance(page := self.app.screen, SortPage):
            page.was_sorted(parked, made)

    async def _answer(self, text: str) -> str:
        return await self._done({"closed": text}, f"{self._parked.code} is answered.")

    async def _day(self, text: str) -> str:
        try:
            day = read_day(text, today())
        except NotUnderstood as not_understood:
            return str(not_understood)
        said = f"It waits until {day_full(day)}." if day else "It waits without a day."
        return await self._done({"back_on": day}, f"{self._parked.code}: {said}")

    async def _done(self, values: dict[str, object], said: str) -> str:
        """Write it, close both pages, and say so."""
        if self._waits():
            self.desk.document.set(self._parked, values)
        else:
            said = "It waits no longer, so nothing was changed."
        await self.host.back()
        await self.host.back()
        if "closed" not in values:
            self._go_on()
        if isinstance(page := self.app.screen, Frame):
            page.notice(f"{said} Ctrl+T takes that back.")
        return ""

    def _go_on(self) -> None:
        if isinstance(page := self.app.screen, SortPage):
            page.go_on()

    def _waits(self) -> bool:
        """Whether the question is still there to be sorted: undo may have taken it away meanwhile."""
        now = self.desk.document.plan.find(Parked, self._parked.id)
        return now is not None and now.waits

    async def _gone(self) -> None:
        await self.host.back()
        if isinstance(page := self.app.screen, Frame):
            page.notice("It waits no longer, so nothing was changed.")
