"""What was understood of lines or a file, to be looked at before it is taken; and the way to a file."""

import shlex
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult

from atm_tui.errors import AtmError
from atm_tui.intake.files import understand_file
from atm_tui.intake.marks import marks_of
from atm_tui.intake.understood import Item, Understood, take
from atm_tui.model.plan import Plan
from atm_tui.model.record import Record
from atm_tui.model.typed import show
from atm_tui.screens.dialogs import PromptPage
from atm_tui.store import generations
from atm_tui.widgets.commands import LEAVE, REDRAW, Command
from atm_tui.widgets.desk import Desk, today
from atm_tui.widgets.frame import Frame, Lines, rule
from atm_tui.widgets.rowlist import Column, Row, RowList

_MOST_COLUMNS: Final = 3
_WIDTH: Final = 14


class UnderstoodPage(Frame):
    """What was understood, row by row; Enter takes all, and nothing is taken before.

    Args:
        understood: What was understood.
        done: Takes it, and closes the page.
    """

    HELP = (
        "What was understood, before anything is taken. + is new, ~ changes what is in the plan, ? is "
        "doubtful, x is not taken; why is said below. Delete leaves a row out, Enter takes the others."
    )
    COMMON: ClassVar[tuple[Command, ...]] = (LEAVE, REDRAW)
    DOES: ClassVar[tuple[Command, ...]] = (
        Command("take", "enter", "Take all", "Take all rows that are not left out, as one change."),
        Command("leave_out", "delete", "Leave out", "Leave this row out, or take it after all."),
        Command("close", "escape", "Back", "Go back; nothing is taken."),
    )

    def __init__(self, understood: Understood, done: Callable[[Understood], Awaitable[None]]) -> None:
        super().__init__()
        self._understood, self._done = understood, done
        self._out: set[int] = set()

    def body(self) -> ComposeResult:
        """The rows, and what there is to say of the current one."""
        yield RowList(empty="Nothing was understood.", find=False, id="rows")
        yield rule()
        yield Lines(id="detail")

    @property
    def _chosen(self) -> Understood:
        return self._understood.without(self._out)

    def refill(self) -> None:
        """Show the rows."""
        rows = self.query_one(RowList)
        plan = self._understood.seen_in(self.desk.document.plan)
        names = _columns(self._understood)
        lines = [
            Row(str(at), self._cells(at, item, names, plan)) for at, item in enumerate(self._understood.items)
        ]
        columns = [Column("", 1), Column(_heading(self._understood), 24, flex=True)]
        columns += [Column(label, _WIDTH) for label in dict.fromkeys(names.values())]
        rows.fill(lines, columns=columns)
        self.set_focus(rows)
        self.told()
        self.notice(" ".join(self._understood.notes))
        self._moved()

    def told(self) -> None:
        """Say how much would be taken."""
        self.title_is(
            f"{self._chosen.summary[:1].upper()}{self._chosen.summary[1:]}: Enter takes all, Esc goes back"
        )

    def _cells(self, at: int, item: Item, names: dict[tuple[str, str], str], plan: Plan) -> tuple[str, ...]:
        sign = "-" if at in self._out else item.sign
        record = item.record
        if record is None:
            return (sign, item.words, *("" for _ in dict.fromkeys(names.values())))
        cells = {
            label: _words(record, name, plan)
            for (table, name), label in names.items()
            if table == record.table
        }
        main = record.unread.get(record.main()) or plan.name(record) or item.words
        return (sign, main, *(cells.get(label, "") for label in dict.fromkeys(names.values())))

    @on(RowList.Moved)
    def _moved(self) -> None:
        key = self.query_one(RowList).key
        if not key:
            self.query_one("#detail", Lines).show("")
            return
        item = self._understood.items[int(key)]
        out = "Left out. " if int(key) in self._out else ""
        what = item.said or ("New." if item.record else "")
        self.query_one("#detail", Lines).show(f"{item.place}: {out}{what} {item.words}")

    async def action_leave_out(self) -> None:
        """Leave the current row out, or take it after all."""
        await self.settle()
        rows = self.query_one(RowList)
        if not rows.key or self._understood.items[int(rows.key)].record is None:
            return
        self._out ^= {int(rows.key)}
        said = "Left out; Delete takes it after all." if int(rows.key) in self._out else "It is taken."
        self.refill()
        self.notice(said)

    async def action_take(self) -> None:
        """Take all that is not left out."""
        await self.settle()
        chosen = self._chosen
        if not chosen.taken:
            self.notice("There is nothing to take. Esc goes back.")
            return
        try:
            await self._done(chosen)
        except AtmError as error:
            self.notice(str(error))

    async def action_close(self) -> None:
        """Go back; nothing is taken."""
        await self.host.back()


def _heading(understood: Understood) -> str:
    """What stands above the names: their field, if all rows are of one kind."""
    kinds = {type(item.record) for item in understood.taken if item.record}
    kind = kinds.pop() if len(kinds) == 1 else None
    return kind.specs()[kind.main()].label if kind else understood.source


def _columns(understood: Understood) -> dict[tuple[str, str], str]:
    """The fields that have a column, by table and name: who and when first, then what else was said."""
    found: dict[tuple[str, str], str] = {}
    for item in understood.taken:
        record = item.record
        if record is None:
            continue
        marks, said = marks_of(type(record)), {*item.values, *record.unread}
        order = [marks.who, marks.when, *(name for name, spec in record.specs().items() if spec.column)]
        for name in dict.fromkeys(order):
            full = len(set(found.values())) >= _MOST_COLUMNS
            if name in said and name != record.main() and not (full and (record.table, name) not in found):
                found[record.table, name] = record.specs()[name].label
    return found


def _words(record: Record, name: str, plan: Plan) -> str:
    if typed := record.unread.get(name):
        return f"{typed}?"
    return show(record.specs()[name], record.value(name), plan, short=True)


class FilePage(PromptPage):
    """Asks for a file from which rows are taken in.

    Args:
        desk: The open plan.
    """

    HELP = (
        "Take rows in from a file: a table (.csv), a spreadsheet (.xlsx), or another plan (.json). What is "
        "understood is shown first; nothing is taken before you say so."
    )

    def __init__(self, desk: Desk) -> None:
        ask = (
            "Which file? Type its path, such as ~/members.csv: a table, a spreadsheet or another plan. What "
            "is understood is shown before it is taken."
        )
        super().__init__("Import a file", ask, self._look)
        self._desk = desk

    async def _look(self, typed: str) -> str:
        """Show what is understood of a file, or say why it cannot be read."""
        step = self._desk.step
        base = {step.where[0]: step.where[1]} if step.where[0] else {}
        try:
            found = understand_file(
                self._desk.document.plan, _path(typed), today(), hint=step.table, base=base
            )
        except AtmError as error:
            return str(error)
        self.notice("")  # what was said of another path
        await self.host.open_page(UnderstoodPage(found, self._take))
        return ""

    async def _take(self, understood: Understood) -> None:
        """Take it, and go back to the step; what the plan was before is kept as an earlier state."""
        path = self._desk.document.path
        self._desk.saver.request()
        if self._desk.saver.wait() and path:
            generations.keep(path, generations.IMPORT)
        take(self._desk.document, understood)
        self._desk.save()
        await self.host.back()  # from what was understood
        await self.host.back()  # from the question
        if isinstance(self.app.screen, Frame):
            self.app.screen.notice(f"Taken: {understood.summary}. Ctrl+T takes it out again.")


def _path(typed: str) -> Path:
    """The path that is meant; a terminal into which a file is dragged puts marks around it."""
    path = Path(typed).expanduser()
    if not path.exists():
        try:
            parts = shlex.split(typed)
        except ValueError:
            return path
        if len(parts) == 1:
            return Path(parts[0]).expanduser()
    return path
