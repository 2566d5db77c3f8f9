"""Pages that are a list to choose from: the outline, the menu, the loose ends."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult

from atm_tui import stage
from atm_tui.checks import Finding, aside, loose_ends
from atm_tui.guide import guide
from atm_tui.model.aside import Aside
from atm_tui.model.typed import day_short
from atm_tui.screens.dialogs import PromptPage
from atm_tui.stage import Step
from atm_tui.widgets.commands import IN_PLAN, ON_TOP, Command
from atm_tui.widgets.desk import today
from atm_tui.widgets.frame import Frame, Lines, rule
from atm_tui.widgets.rowlist import Column, Row, RowList

CHOOSE = Command("choose", "enter", "Choose", "Take the line under the cursor.")
CLOSE = Command("close", "escape", "Close", "Close this list.", first=False)
FIND = Command(
    "find", "", "Type to find", "Type letters: only lines in which they stand are shown.", shown=False
)

_NO_COMMANDS = ("menu", "find", "field_next")
"""What is no command to choose: this menu itself, and two that only say what letters and arrows do."""


class ListPage(Frame):
    """A list; Enter takes a line, Esc closes."""

    DOES: ClassVar[tuple[Command, ...]] = (CHOOSE, CLOSE, FIND)
    COMMON: ClassVar[tuple[Command, ...]] = ON_TOP
    passing: ClassVar[bool] = True
    TITLE_WORDS = ""
    COLUMNS: ClassVar[tuple[Column, ...]] = ()
    EMPTY = ""

    def body(self) -> ComposeResult:
        """The list, and the current line in full."""
        yield RowList(self.COLUMNS, empty=self.EMPTY, id="rows")
        yield rule()
        yield Lines(id="detail")

    def refill(self) -> None:
        """Show the lines."""
        self.title_is(self.TITLE_WORDS)
        rows = self.query_one(RowList)
        rows.fill(self.lines(), current=self.first())
        self.set_focus(rows)
        self.show_in_full()

    def followed(self) -> None:
        """Show what somebody else has written; the line under the cursor stays."""
        rows = self.query_one(RowList)
        rows.fill(self.lines(), current=rows.key)
        self.show_in_full()

    @on(RowList.Moved)
    def _moved(self) -> None:
        self.show_in_full()

    def show_in_full(self) -> None:
        """Show the current line in full."""
        key = self.query_one(RowList).key
        self.query_one("#detail", Lines).show(self.in_full(key) if key else "")

    def in_full(self, key: str) -> str:
        """What there is to say of a line."""
        raise NotImplementedError

    def lines(self) -> list[Row]:
        """The lines of the list."""
        raise NotImplementedError

    def first(self) -> str:
        """The key of the line to begin at."""
        return ""

    async def take(self, key: str) -> None:
        """Do what choosing this line means."""
        raise NotImplementedError

    async def action_choose(self) -> None:
        """Take the current line."""
        await self.settle()
        if key := self.query_one(RowList).key:
            await self.take(key)

    async def action_close(self) -> None:
        """Close the list."""
        await self.host.back()


class OutlinePage(ListPage):
    """All steps, and how far each is."""

    HELP = "All steps of the stage in their order, and how far each is. Go to any of them; nothing is locked."

    TITLE_WORDS = "Outline: Enter goes to a step"
    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column("", 3),
        Column("Step", 30, flex=True),
        Column("Written", 18),
        Column("Time", 7),
    )

    def lines(self) -> list[Row]:
        """Parts and tools as headings, steps as lines."""
        plan = self.desk.document.plan
        self.title_is(f"{self.TITLE_WORDS} | {stage.progress_words(plan)}")
        rows = []
        number = 0
        for part in stage.STAGE:
            rows.append(Row("", (part.heading.upper(),), heading=True))
            for tool in part.tools:
                if len(tool.steps) > 1 and tool.title != part.title:
                    rows.append(Row("", (f"  {tool.title}",), heading=True))
                for step in tool.steps:
                    number += 1
                    time = f"{step.minutes} min"
                    rows.append(
                        Row(step.id, (f"{number:3}", step.title, written(step, step.filled(plan)), time))
                    )
        return rows

    def in_full(self, key: str) -> str:
        """What the step is for."""
        return guide(key).purpose

    def first(self) -> str:
        """The step where the facilitator is."""
        return self.desk.step.id

    async def take(self, key: str) -> None:
        """Go to the step."""
        if step := stage.step(key):
            await self.host.go(step)


def written(step: Step, filled: int) -> str:
    """How much of a step is written, in words."""
    if not filled:
        return "empty"
    if step.page in ("sheet", "question"):
        return "begun"
    presets = len(step.kind.presets())
    return f"{filled} of {presets}" if presets else f"{filled} written"


class MenuPage(ListPage):
    """Every command that works on the page below, and what else can be done with the open plan."""

    HELP = "Everything that can be done, with its key. Type any word of it, or its key, and Enter does it."
    COMMON: ClassVar[tuple[Command, ...]] = ()
    TITLE_WORDS = "Menu: type any word, Enter does it"
    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column("Key", 9),
        Column("What it does", 16),
        Column("", 30, flex=True),
    )

    def __init__(self, page: Frame) -> None:
        super().__init__()
        self._page = page
        self._here = {one.action: one for one in page.commands() if one.id not in _NO_COMMANDS}
        self._beyond: dict[str, Command] = {}

    def lines(self) -> list[Row]:
        """The page's own commands, then those of the app; at the end those that belong to the plan."""
        if self.host.opened and not self._page.ASKS:
            taken = {one.id for one in self._here.values()} | {"menu"}
            offered = (one for one in IN_PLAN if one.id not in taken)
            self._beyond = {one.action: one for one in offered if self.works(one)}
        rows = [self._row(one) for one in self._here.values()]
        if self._beyond:
            rows += [Row("", ("THE PLAN",), heading=True), *(self._row(one) for one in self._beyond.values())]
        return rows

    @staticmethod
    def _row(one: Command) -> Row:
        return Row(one.action, (one.key, one.label, one.help))

    def in_full(self, key: str) -> str:
        """What the command does."""
        return self._page.worded((self._here | self._beyond)[key].help)

    async def take(self, key: str) -> None:
        """Close the menu and do it."""
        await self.host.back()
        if key in self._here:
            await self.app.run_action(key, default_namespace=self._page)
        else:
            await self.host.do_from(self._page, self._beyond[key])


class EndsPage(ListPage):
    """The loose ends of the plan, then those that are set aside; Enter goes to where one is mended."""

    DOES: ClassVar[tuple[Command, ...]] = (
        CHOOSE,
        Command(
            "set_aside",
            "delete",
            "Set aside",
            "Let this loose end be, with a reason; on one that is set aside: tell it again.",
            changes=True,
        ),
        CLOSE,
        FIND,
    )
    HELP = (
        "What the plan still lacks, what would hurt most first: !! before !. Nothing here blocks you. "
        "What may stay as it is can be set aside with a reason."
    )
    TITLE_WORDS = "Loose ends: Enter goes to where it is mended"
    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column("", 3),
        Column("What is still loose", 30, flex=True),
        Column("Step", 22),
    )
    EMPTY = "Nothing is loose. The plan holds together."

    def __init__(self) -> None:
        super().__init__()
        self._found: list[Finding] = []

    def lines(self) -> list[Row]:
        """The loose ends, what would hurt most first; at the end those set aside, with the reason."""
        plan = self.desk.document.plan
        self._found = loose_ends(plan, today())
        marks = {1: "!!", 2: "!", 3: ""}
        rows = [
            Row(str(index), (marks.get(one.weight, ""), one.text, self._title(one.step)))
            for index, one in enumerate(self._found)
        ]
        if asides := plan.all(Aside):
            rows.append(Row("", ("SET ASIDE",), heading=True))
        return rows + [
            Row(one.id, ("-", self._let_be(one), day_short(one.on) if one.on else "")) for one in asides
        ]

    @staticmethod
    def _let_be(one: Aside) -> str:
        return f"{one.reason}: {one.what}" if one.what else one.reason

    @staticmethod
    def _title(step_id: str) -> str:
        step = stage.step(step_id)
        return step.title if step else ""

    def in_full(self, key: str) -> str:
        """The whole loose end."""
        one = self._aside(key)
        return self._let_be(one) if one else self._found[int(key)].text

    async def take(self, key: str) -> None:
        """Go to the step and record."""
        if one := self._aside(key):
            await self.host.go(stage.step_for(one), one.id, face="record")
            return
        found = self._found[int(key)]
        if step := stage.step(found.step):
            await self.host.go(step, found.record, found.field, face="record")
            if found.field and isinstance(page := self.app.screen, Frame):
                await page.reopen(found.record, found.field)

    def _aside(self, key: str) -> Aside | None:
        """What is set aside on this line, if it is such a line."""
        return self.desk.document.plan.find(Aside, key)

    async def action_set_aside(self) -> None:
        """Ask for the reason why a loose end may stay; or tell one again that was set aside."""
        await self.settle()
        key = self.query_one(RowList).key
        if not key:
            return
        if one := self._aside(key):
            self.desk.document.remove(one)
            self.refill()
            self.notice("It is a loose end again. Ctrl+T sets it aside again.")
            return
        found = self._found[int(key)]

        async def keep(reason: str) -> str:
            self.desk.document.add(aside(found, reason, today()))
            await self.host.back()
            self.notice("Set aside; it stands at the end of this list. Ctrl+T takes that back.")
            return ""

        ask = f"{found.text}. Why may it stay as it is?"
        await self.host.open_page(PromptPage("Set a loose end aside", ask, keep, hands_in=True))
