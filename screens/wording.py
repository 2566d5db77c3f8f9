"""The questions that are asked aloud at a step, to be put into this group's own words."""

from typing import ClassVar

from atm_tui import settings
from atm_tui.guide.own import own_questions, questions_at
from atm_tui.model.gathering import OwnQuestion
from atm_tui.screens.dialogs import PromptPage
from atm_tui.screens.lists import CLOSE, ListPage
from atm_tui.stage import Step
from atm_tui.widgets.commands import ON_TOP, Command
from atm_tui.widgets.rowlist import Column, Row, RowList

NEW = "+"


class WordingPage(ListPage):
    """The questions of a step; each can be changed, and others added.

    Args:
        step: The step.
    """

    HELP = (
        "The questions that are asked aloud here. Put them into the words and the language of this group: "
        "they stay with the plan and stand in the guide in place of the ones that came with the program."
    )
    DOES: ClassVar[tuple[Command, ...]] = (
        Command("choose", "enter", "Change", "Say this question in other words.", changes=True),
        Command("add", "ctrl+n,insert", "New", "Add a question.", changes=True),
        Command("delete", "delete", "Delete", "Ask this one no more; Ctrl+T brings it back.", changes=True),
        Command("standard", "", "Ask as before", "Ask again what came with the program.", changes=True),
        CLOSE,
    )
    COMMON: ClassVar[tuple[Command, ...]] = ON_TOP
    COLUMNS: ClassVar[tuple[Column, ...]] = (Column("", 2), Column("Ask aloud", 30, flex=True))

    def __init__(self, step: Step) -> None:
        super().__init__()
        self._step = step
        self._language = settings.asks_in()
        self._at = ""

    # Showing ---------------------------------------------------------------------------------
    @property
    def _own(self) -> list[OwnQuestion]:
        return own_questions(self.desk.document.plan, self._step.id, self._language)

    @property
    def _asks(self) -> tuple[str, ...]:
        return questions_at(self.desk.document.plan, self._step.id, self._language)

    def lines(self) -> list[Row]:
        """The questions, numbered, and a line for a new one."""
        told = "our own" if self._own else "as they came"
        self.title_is(f"Ask aloud at: {self._step.title}", f"{self._language}, {told}")
        asks = self._asks
        rows = [Row(str(number), (str(number), ask)) for number, ask in enumerate(asks, 1)]
        return rows if self.desk.reading else [*rows, Row(NEW, ("+ another question",))]

    def in_full(self, key: str) -> str:
        """The whole question."""
        return self._asks[int(key) - 1] if key != NEW else "A question that is asked here as well."

    def first(self) -> str:
        """The question that was changed last."""
        return self._at or "1"

    # Doing -----------------------------------------------------------------------------------
    def _question(self, ask: str) -> OwnQuestion:
        return OwnQuestion(ask=ask, step=self._step.id, at=self._step.title, language=self._language)

    def _made_own(self) -> list[OwnQuestion]:
        """The questions as the group's own, which they become with the first change."""
        document = self.desk.document
        if not self._own:
            for ask in self._asks:
                document.add(self._question(ask))
        return self._own

    async def take(self, key: str) -> None:
        """Ask for other words."""
        if key == NEW:
            await self.action_add()
            return
        before = self._asks[int(key) - 1]

        async def keep(text: str) -> str:
            self._at = key
            with self.desk.document.step(f"question at {self._step.title}"):
                self.desk.document.set(self._made_own()[int(key) - 1], {"ask": text})
            await self.host.back()
            return ""

        await self.host.open_page(PromptPage("In our words", before, keep, before, hands_in=True))

    async def action_add(self) -> None:
        """Add a question."""

        async def keep(text: str) -> str:
            with self.desk.document.step(f"question at {self._step.title}"):
                self._made_own()
                self.desk.document.add(self._question(text))
            self._at = str(len(self._own))
            await self.host.back()
            return ""

        await self.host.open_page(PromptPage("Ask aloud", "How do we ask it here?", keep, hands_in=True))

    async def action_delete(self) -> None:
        """Ask this one no more; the last one stays, for a step asks something."""
        await self.settle()
        key = self.query_one(RowList).key
        if key in ("", NEW):
            return
        if len(self._asks) == 1:
            self.notice("The last question stays. Enter puts it into other words.")
            return
        with self.desk.document.step(f"question at {self._step.title}"):
            self.desk.document.remove(self._made_own()[int(key) - 1])
        self._at = key if int(key) <= len(self._own) else str(len(self._own))
        self.refill()
        self.notice("It is asked no more. Ctrl+T brings it back.")

    async def action_standard(self) -> None:
        """Ask again what came with the program."""
        with self.desk.document.step(f"questions at {self._step.title} as before"):
            for row in self._own:
                self.desk.document.remove(row)
        self.refill()
        self.notice("Asked as before. Ctrl+T brings your own questions back.")
