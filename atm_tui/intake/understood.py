"""What was understood of something that was written elsewhere, before anything of it is taken."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from atm_tui.document import Document
from atm_tui.errors import AtmError
from atm_tui.model import KINDS
from atm_tui.model.plan import Plan, ids_in
from atm_tui.model.record import REF, Record


@dataclass(frozen=True)
class Item:
    """One row of what was written elsewhere.

    Attributes:
        place: Where it stands there: "line 3", "row 7".
        words: What stands there, for a row that is not taken.
        record: The record as the plan would hold it; None if the row is refused.
        values: The fields that would be written into a record of the plan; all of a new one is in ``record``.
        changes: What the record of the plan is called that it changes; "" for a new one.
        doubts: What is doubtful in it, a sentence each.
        refused: Why it is not taken; "" if it is.
    """

    place: str
    words: str = ""
    record: Record | None = None
    values: dict[str, Any] = field(default_factory=dict)
    changes: str = ""
    doubts: tuple[str, ...] = ()
    refused: str = ""

    @property
    def sign(self) -> str:
        """What becomes of it: x not taken, ? doubtful, ~ changes a record, + new."""
        if self.record is None:
            return "x"
        return "?" if self.doubts else "~" if self.changes else "+"

    @property
    def said(self) -> str:
        """What there is to say of it, in sentences."""
        changes = (f"Changes {self.changes}.",) if self.changes else ()
        return " ".join((*changes, *self.doubts, *((self.refused,) if self.refused else ())))


@dataclass(frozen=True)
class Understood:
    """All that was understood of one source.

    Attributes:
        source: What it is called: a file's name, "the flipchart".
        items: Its rows, in their order.
        notes: What there is to say of the whole: where the headings are, which columns are left out.
        whole: The other plan, if it is to become this one, which is empty so far.
    """

    source: str
    items: tuple[Item, ...] = ()
    notes: tuple[str, ...] = ()
    whole: Plan | None = None

    @property
    def taken(self) -> list[Item]:
        """The rows that are taken."""
        return [item for item in self.items if item.record is not None]

    @property
    def label(self) -> str:
        """What undo calls it."""
        return f"import of {counted([item.record for item in self.taken if item.record])}"

    @property
    def summary(self) -> str:
        """How much was understood, how much is doubtful, how much is not taken."""
        refused = len(self.items) - len(self.taken)
        doubtful = sum(bool(item.doubts) for item in self.taken)
        words = [counted([item.record for item in self.taken if item.record])]
        changed = sum(bool(item.changes) for item in self.taken)
        words += [f"{changed} of them in the plan already"] if changed else []
        words += [f"{doubtful} doubtful"] if doubtful else []
        words += [f"{refused} not taken"] if refused else []
        return ", ".join(words)

    def without(self, places: Collection[int]) -> "Understood":
        """The same without these rows; what refers to them keeps their names as words."""
        if not places:
            return self
        gone = {
            item.record.id: item.record.name or item.record.code
            for number, item in enumerate(self.items)
            if number in places and item.record and not item.changes
        }
        kept = [item for number, item in enumerate(self.items) if number not in places]
        return replace(self, items=tuple(_released(item, gone) for item in kept), whole=None)

    def seen_in(self, plan: Plan) -> Plan:
        """A plan that holds this too, to look names up in; the plan itself stays as it is."""
        then = plan.now()
        for item in self.taken:
            if item.record:
                then.put(item.record.table, item.record.id, item.record)
        return then


def counted(records: Collection[Record]) -> str:
    """How many of what: "1 action", "12 people", "3 records"."""
    kinds = {record.table for record in records}
    number = len(records)
    if len(kinds) != 1:
        return f"{number} record{'s' * (number != 1)}" if number else "nothing"
    kind = KINDS[kinds.pop()]
    if number == 1:
        return f"1 {kind.one}"
    if kind.many.isalpha() and kind.many[:2].casefold() == kind.one[:2].casefold():
        return f"{number} {kind.many.lower()}"
    last = kind.one.split(" ")
    return f"{number} {kind.one}s" if len(last) == 1 else f"{number} of '{kind.many}'"


def let_go(record: Record, gone: Mapping[str, str]) -> tuple[Record, list[str]]:
    """A record without its references to what is not there; the names stay with it as words.

    Gives the record, and the labels of the fields in which something was let go.
    """
    values: dict[str, Any] = {}
    unread, labels = dict(record.unread), []
    for name, spec in record.specs().items():
        lost = [one for one in ids_in(record, name) if one in gone] if spec.refers else []
        if not lost:
            continue
        words = [gone[one] for one in lost if gone[one]]
        value = record.value(name)
        if spec.kind == "party":
            values[name] = words[0] if words else ""
        elif spec.kind == "parties":
            values[name] = [gone.get(one.removeprefix(REF), one) for one in value]
        else:
            values[name] = [one for one in value if one not in gone] if spec.many else ""
            if words:
                unread[name] = "; ".join([*([unread[name]] if name in unread else []), *words])
        labels.append(spec.label)
    return (record.with_values(values | {"unread": unread}), labels) if labels else (record, [])


def _released(item: Item, gone: Mapping[str, str]) -> Item:
    if item.record is None:
        return item
    record, labels = let_go(item.record, gone)
    if not labels:
        return item
    names = [name for name, spec in record.specs().items() if spec.label in labels and name in item.values]
    values = item.values | {name: record.value(name) for name in names}
    if record.unread != item.record.unread:
        values["unread"] = record.unread
    doubt = f"{', '.join(labels)}: what it names is not taken along, its words are kept."
    return replace(item, record=record, values=values, doubts=(*item.doubts, doubt))


def take(document: Document, understood: Understood) -> int:
    """Take all that was understood, as one step for undo. Gives how many records were written.

    Raises:
        AtmError: A record that was to be changed is gone, or the plan is only read; nothing was taken.
    """
    if understood.whole is not None:
        document.become(understood.whole, understood.label)
        return len(understood.taken)
    with document.step(understood.label):
        for item in understood.taken:
            if item.record:
                _take(document, item, item.record, f"from {understood.source}")
    return len(understood.taken)


def _take(document: Document, item: Item, record: Record, why: str) -> None:
    if not item.changes:
        document.add(record, why=why)
        return
    held = document.plan.tables[record.table].get(record.id)
    if held is None:
        raise AtmError(f"{item.changes} is no longer in the plan, so nothing was taken. Look at it again.")
    document.set(held, item.values, why=why)
