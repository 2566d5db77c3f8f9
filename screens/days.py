"""Sharing the steps out over half-days or evenings: what the group can give, and what comes of it."""

from dataclasses import replace
from typing import ClassVar, Final

from atm_tui import stage
from atm_tui.errors import NotUnderstood
from atm_tui.model.gathering import begins_at
from atm_tui.model.typed import day_short, read_count, read_day
from atm_tui.running import EVENING, HALF_DAY, LONGEST, SHORTEST, Day, Proposal, Wish, propose, take
from atm_tui.screens.dialogs import PromptPage
from atm_tui.screens.lists import CLOSE, ListPage
from atm_tui.widgets.commands import Command
from atm_tui.widgets.frame import Frame
from atm_tui.widgets.rowlist import Column, Row

_LENGTHS: Final = (HALF_DAY, EVENING, 0)
_EVERY: Final = (0, 1, 7, 14)
_RHYTHM: Final = {0: "not said yet", 1: "every day", 7: "every week", 14: "every second week"}
_TAKE: Final = "take"
_ASKED: Final = {
    "other": "How many minutes can the women give for one meeting? (45 to 480)",
    "most": "How many meetings can there be? (0 for as many as it takes)",
    "first": "On which day is the first? (15 jan, friday; - for not known)",
    "begins": "At what time does each begin? (9:30; - for not known)",
}
_SAID: Final = {
    "minutes": "Enter changes between half-days, evenings, and five half-days with the whole stage.",
    "other": "Enter asks for another length of a meeting.",
    "whole": "Enter changes what is shared out: what is still empty, or all steps.",
    "most": "Enter asks how many meetings there can be.",
    "first": "Enter asks for the first day.",
    "every": "Enter changes how often the group meets.",
    "begins": "Enter asks for the time of day.",
    _TAKE: "Enter writes the meetings and their items into the plan, as one change. All can be moved later.",
}


class DaysPage(ListPage):
    """What is wanted, and the days that are proposed for it."""

    DOES: ClassVar[tuple[Command, ...]] = (
        Command("choose", "enter", "Change, take", "Change the line under the cursor, or take the days."),
        CLOSE,
    )
    HELP = (
        "A proposal for the meetings of this stage: the steps in their order, a break after at most an hour "
        "and a half, a welcome and a close. The minutes are our reading; the group decides what is taken."
    )
    TITLE_WORDS = "Days: Enter changes a line"
    COLUMNS: ClassVar[tuple[Column, ...]] = (Column("", 14), Column("", 20, flex=True), Column("", 8))

    def __init__(self) -> None:
        super().__init__()
        self._wish = Wish()
        self._found = Proposal(self._wish, ())
        self._at = "minutes"

    def lines(self) -> list[Row]:
        """What can be changed, and what comes of it."""
        self._found = propose(self.desk.document.plan, self._wish)
        wish, days = self._wish, self._found.days
        rows = [Row("minutes", ("Meetings", self._lengths(), ""))]
        if wish.minutes:
            rows += [
                Row("other", ("Minutes each", str(wish.minutes), "")),
                Row("whole", ("What", "the whole stage" if wish.whole else "what is still empty", "")),
                Row("most", ("How many", str(wish.most or "as many as it takes"), "")),
            ]
        rows += [
            Row("first", ("First day", day_short(wish.first) if wish.first else "not said yet", "")),
            Row("every", ("How often", _RHYTHM[wish.every], "")),
            Row("begins", ("Begins at", wish.begins or "not said yet", "")),
            Row("", (self._sum(),), heading=True),
        ]
        rows += [Row(_TAKE, (f"+ take {self._meetings()}",))] if days else []
        return rows + [Row(str(number), self._day(number, day)) for number, day in enumerate(days)]

    def _lengths(self) -> str:
        names = {HALF_DAY: "half-days", EVENING: "evenings", 0: "the whole stage in five half-days"}
        return names.get(self._wish.minutes, f"of {self._wish.minutes} minutes")

    def _meetings(self) -> str:
        number = len(self._found.days)
        return "this meeting" if number == 1 else f"these {number} meetings"

    def _sum(self) -> str:
        if not self._found.days:
            return "NOTHING IS STILL TO BE DONE"
        beyond = len(self._found.beyond)
        return f"THE DAYS ({beyond} steps find no room)" if beyond else "THE DAYS"

    @staticmethod
    def _day(number: int, day: Day) -> tuple[str, ...]:
        return (day_short(day.on) if day.on else f"{number + 1}.", day.what, f"{day.minutes} min")

    def first(self) -> str:
        """The line that was changed last."""
        return self._at

    def in_full(self, key: str) -> str:
        """What Enter does, or the items of a day."""
        if key in _SAID:
            return _SAID[key]
        pieces = self._found.days[int(key)].pieces
        return "; ".join(f"{piece.what} {piece.minutes}" for piece in pieces)

    async def take(self, key: str) -> None:
        """Change the line, or take the days."""
        self._at, wish = key, self._wish
        match key:
            case "minutes":
                at = _LENGTHS.index(wish.minutes) if wish.minutes in _LENGTHS else -1
                self._want(minutes=_LENGTHS[(at + 1) % len(_LENGTHS)])
            case "whole":
                self._want(whole=not wish.whole)
            case "every":
                self._want(every=_EVERY[(_EVERY.index(wish.every) + 1) % len(_EVERY)])
            case "take":
                await self._take()
            case _ if key in _ASKED:
                await self._ask(key)

    def _want(self, **wishes: object) -> None:
        self._wish = replace(self._wish, **wishes)  # type: ignore[arg-type]  # each caller gives its field's kind
        self.refill()

    async def _ask(self, key: str) -> None:
        async def keep(text: str) -> str:
            try:
                name, value = self._understood(key, text)
            except NotUnderstood as trouble:
                return str(trouble)
            self._wish = replace(self._wish, **{name: value})  # type: ignore[arg-type]  # as above
            await self.host.back()
            return ""

        await self.host.open_page(PromptPage("Days", _ASKED[key], keep))

    def _understood(self, key: str, text: str) -> tuple[str, object]:
        """The wish and its value that are meant by what was typed.

        Raises:
            NotUnderstood: With a sentence that says what would be understood.
        """
        match key:
            case "first":
                return key, read_day(text, self.desk.clock().date())
            case "begins":
                if text.strip() != "-" and begins_at(text) is None:
                    raise NotUnderstood("Type a time of day like 9:30 or 14:00.")
                return key, text.strip().removeprefix("-")
            case "other":
                minutes = read_count(text) or 0
                if not SHORTEST <= minutes <= LONGEST:
                    raise NotUnderstood(f"Type minutes from {SHORTEST} to {LONGEST}.")
                return "minutes", minutes
            case _:
                return key, read_count(text) or 0

    async def _take(self) -> None:
        made, app = take(self.desk.document, self._found), self.app
        if step := stage.step("meetings"):
            await self.host.go(step, made[0].id, face="record")
        if isinstance(app.screen, Frame):
            written = "1 meeting is" if len(made) == 1 else f"{len(made)} meetings are"
            app.screen.notice(f"{written} written. Ctrl+T takes that back; F9 begins one.")
