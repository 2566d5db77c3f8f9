"""Rows of cells under known fields, as records: new ones, and those that are in the plan already."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from atm_tui.intake.cells import Cell, Habit, Read, Reader, joined, words_of
from atm_tui.intake.finder import Finder, fold, kind_of_code, same_code
from atm_tui.intake.identity import Held, Key, called, key_of
from atm_tui.intake.marks import marks_of
from atm_tui.intake.understood import Item
from atm_tui.model import KINDS
from atm_tui.model.choices import PARTIES
from atm_tui.model.plan import Plan
from atm_tui.model.record import Record, new_id


@dataclass
class Row:
    """A row that is being understood.

    Attributes:
        place: Where it stands: "row 7".
        cells: Field to cell.
        words: All that stands in it.
        refused: Why it is no record; "" if it is one.
        code: The spoken number that it brings along.
        id: The id that its record gets if it is new.
    """

    place: str
    cells: dict[str, Cell]
    words: str
    refused: str = ""
    code: str = ""
    id: str = field(default_factory=new_id)


class RowReader:
    """Reads the rows of one source; rows may name each other.

    Args:
        plan: The plan that is to take them.
        today: The day from which days are counted.
        base: What new rows of a table have besides.
    """

    def __init__(self, plan: Plan, today: date, base: dict[str, dict[str, Any]]) -> None:
        self._plan, self._base = plan, base
        self.finder = Finder(plan)
        self._held = Held(plan, self.finder)
        self.reader = Reader(plan, self.finder, today)
        self._seen: dict[tuple[str, Key], tuple[str, dict[str, Any]]] = {}
        self._changed: dict[str, str] = {}
        self._given: set[tuple[str, str]] = set()

    def know(self, table: str, rows: Iterable[Row]) -> None:
        """Let rows be found by others, under their numbers and names."""
        main = KINDS[table].main()
        named = KINDS[table].specs()[main].kind in ("line", "text")
        for row in rows:
            row.code = row.code if kind_of_code(row.code, table) else ""
            name = words_of(row.cells.get(main, "")) if named else ""
            there = self.finder.by_code(row.code, table) or (name and self.finder.by_name(name, table))
            if not row.refused and not there and (name or row.code):
                self.finder.also(table, row.id, row.code, name)

    def items(self, table: str, rows: Iterable[Row], habits: dict[str, Habit]) -> Iterator[Item]:
        """What rows say."""
        specs = KINDS[table].specs()
        above: dict[str, Cell] = {}
        for row in rows:
            if row.refused:
                yield Item(row.place, row.words, refused=row.refused)
                continue
            doubts = self._from_above(table, row, above)
            above = row.cells
            reads = {
                name: self.reader.read(specs[name], cell, habits[name]) for name, cell in row.cells.items()
            }
            self._part_people(table, reads)
            doubts += [one.doubt for one in reads.values() if one.doubt]
            yield self.item(table, row, reads, doubts, self._base.get(table, {}))

    def _from_above(self, table: str, row: Row, above: dict[str, Cell]) -> list[str]:
        """A reading below another, without a name of its own, belongs to the same indicator."""
        main = KINDS[table].main()
        spec = KINDS[table].specs()[main]
        if main in row.cells or main not in above or spec.kind != "ref":
            return []
        row.cells = {main: above[main], **row.cells}
        return [f"{spec.label}: as in the row above."]

    def _part_people(self, table: str, reads: dict[str, Read]) -> None:
        """Where several names stand for who leads, the first one leads and the others help."""
        marks, specs = marks_of(KINDS[table]), KINDS[table].specs()
        read = reads.get(marks.who)
        if read is None or not read.unread or not marks.others or specs[marks.who].kind != "ref":
            return
        people = self.reader.read(replace(specs[marks.who], kind="refs"), read.unread)
        if people.unread or len(people.value) < 2:
            return
        label = specs[marks.who].label
        reads[marks.who] = Read(people.value[0], doubt=f"{label}: the first of several; the others help.")
        reads[marks.others] = joined(reads.get(marks.others), Read(people.value[1:]))

    def item(
        self, table: str, row: Row, reads: dict[str, Read], doubts: list[str], base: dict[str, Any]
    ) -> Item:
        """A row as a record.

        Args:
            table: Of what it is one.
            row: The row.
            reads: What its fields were read as.
            doubts: What is doubtful in it.
            base: What a new record has besides.
        """
        values = {name: one.value for name, one in reads.items() if one.value not in (None, "", [])}
        unread = {name: one.unread for name, one in reads.items() if one.unread}
        if not values and not unread:
            return Item(row.place, row.words, refused="Nothing is written in it.")
        before, same = self._before(table, row, base | values)
        if same:
            return Item(row.place, row.words, refused=f"It is the same as {before}.")
        if held := self.same(table, row.code, base | values):
            return self._changing(held, row, values, unread, doubts)
        kind = KINDS[table]
        if kind.preset_field:
            return Item(row.place, row.words, refused=f"There is no such {kind.one}; these rows are given.")
        doubts += [f"It has the same name as {before}."] if before else []
        doubts += self._near(table, values)
        given = {"id": row.id, "code": self._free_code(table, row.code), "unread": unread}
        record = kind.model_validate(base | values | given)
        return Item(row.place, row.words, record, values, doubts=tuple(doubts))

    def _near(self, table: str, values: dict[str, Any]) -> list[str]:
        """Whether somebody with nearly this name is in the plan."""
        near = self.finder.near(str(values.get(KINDS[table].main(), "")), table) if table in PARTIES else []
        return [f"{one.code} {one.name} is in the plan: the same?" for one in near[:1]]

    def same(self, table: str, code: str, values: dict[str, Any]) -> Record | None:
        """The record of the plan that is meant, if it has one."""
        return self._held.same(table, code, values)

    def _before(self, table: str, row: Row, values: dict[str, Any]) -> tuple[str, bool]:
        """Which row before has the same name, if one has, and whether it says the same."""
        key = key_of(table, values)
        if not key:
            return "", False
        values = {name: value for name, value in values.items() if name != KINDS[table].main()}
        before = self._seen.setdefault((table, key), (row.place, values))
        return ("", False) if before[0] == row.place else (before[0], before[1] == values)

    def _changing(
        self, held: Record, row: Row, values: dict[str, Any], unread: dict[str, str], doubts: list[str]
    ) -> Item:
        """A row that is in the plan already."""
        if before := self._changed.get(held.id):
            return Item(row.place, row.words, refused=f"It is {called(held)}, as is {before}.")
        new = {name: value for name, value in values.items() if not _says(held, name, value)}
        kept = {name: words for name, words in unread.items() if not held.value(name)}
        if not new and all(held.unread.get(name) == words for name, words in kept.items()):
            return Item(row.place, row.words, refused=f"The {called(held)} says the same already.")
        self._changed[held.id] = row.place
        return changing(Item(row.place, row.words, doubts=tuple(doubts)), held, new, kept)

    def _free_code(self, table: str, code: str) -> str:
        """The number that a row brings along, if nobody has it and nobody had it."""
        kind = KINDS[table]
        code = same_code(code)
        letters = code.rstrip("0123456789")
        if not code or letters not in {kind.prefix, *kind.prefixes.values()}:
            return ""
        number = int(code.removeprefix(letters))
        code = f"{letters}{number:0{kind.digits}d}"
        if number <= self._plan.counters[letters] or (table, code) in self._given:
            return ""
        self._given.add((table, code))
        return code


def _says(held: Record, name: str, value: object) -> bool:
    """Whether a field says this already; a name in other letters is the same."""
    now = held.value(name)
    if name == held.main() and isinstance(now, str) and isinstance(value, str):
        return fold(now) == fold(value)
    return bool(now == value)


def changing(item: Item, held: Record, new: dict[str, Any], unread: dict[str, str]) -> Item:
    """What changes a record of the plan, only where it says something else; that it did is doubtful."""
    values = dict(new)
    still = {name: said for name, said in held.unread.items() if name not in new} | unread
    if still != held.unread:
        values["unread"] = still
    main, specs = held.main(), held.specs()
    said = [f"It is called '{held.name}' in the plan."] if main in new and held.name else []
    said += [
        f"{specs[name].label} says something else in the plan."
        for name in new
        if name != main and held.value(name) not in ("", None, [], type(held).model_fields[name].default)
    ]
    return replace(
        item,
        record=held.with_values(values),
        values=values,
        changes=called(held),
        doubts=(*said, *item.doubts),
    )
