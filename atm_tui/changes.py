"""Changes of a plan: a put, the step that undo takes back, and the draft that is kept of it.

A draft says what a change left behind, whole records and not differences, so that it can be made
again on the plan as it was last saved; see ``store.journal`` for where drafts lie.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import takewhile
from typing import Any

from atm_tui.model import KINDS
from atm_tui.model.plan import Plan
from atm_tui.model.record import Record
from atm_tui.model.version import Version
from atm_tui.versions import stored, version_of

Entry = dict[str, Any]
"""A line of the plan's history."""

Left = tuple[str, str, Record | None, int | None]
"""What a change left: table, id, the record (None if it is gone), its place (None if it stays)."""

Versions = tuple[Version, ...]
LeftVersions = tuple[int, Versions]
"""How many of the plan's versions stayed as they were, and those after them."""


@dataclass(frozen=True)
class Put:
    """One record before and after a change; None where there was none or is none."""

    table: str
    id: str
    before: Record | None
    after: Record | None
    position_before: int | None = None
    position_after: int | None = None


@dataclass
class Step:
    """What one undo takes back: what was done, in words, and how.

    Attributes:
        entries: The lines that it wrote at the end of the history.
        dropped: The lines that stood there until then and that it took away.
        versions: The plan's versions before and after, if it changed them.
        typing: The record and the field in which somebody types, while this goes on.
    """

    label: str
    puts: list[Put] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    dropped: list[Entry] = field(default_factory=list)
    versions: tuple[Versions, Versions] | None = None
    counted: Counter[str] = field(default_factory=Counter)
    typing: tuple[str, str] | None = None

    def left(self, *, back: bool) -> list[Left]:
        """What it leaves, or what there is when it is taken back, in the order in which it is put."""
        if back:
            return [(put.table, put.id, put.before, put.position_before) for put in reversed(self.puts)]
        return [(put.table, put.id, put.after, put.position_after) for put in self.puts]

    def left_versions(self, *, back: bool) -> LeftVersions | None:
        """The versions it leaves, or those that there are when it is taken back; None if they stay."""
        if self.versions is None:
            return None
        gone, come = reversed(self.versions) if back else self.versions
        # the same, and not only equal: in an equal one the rows may stand in another order
        kept = sum(1 for _ in takewhile(lambda pair: pair[0] is pair[1], zip(gone, come, strict=False)))
        return kept, come[kept:]

    def made(self, record_id: str) -> bool:
        """Whether this step made a record."""
        return any(put.id == record_id and put.before is None for put in self.puts)

    def idle(self) -> bool:
        """Whether all is as it was before, but for the time of the last change."""
        return all(
            put.before and put.after and put.before.with_values({"changed": put.after.changed}) == put.after
            for put in self.puts
        )

    def join(self, step: "Step") -> None:
        """Take in more typing in the same field, which put one record."""
        put = step.puts[0]
        last = max(index for index, one in enumerate(self.puts) if one.id == put.id)
        self.puts[last] = replace(self.puts[last], after=put.after)
        if self.made(put.id):  # that it was added says enough
            return
        joined: dict[str, Entry] = {}
        for entry in self.entries + step.entries:
            joined[entry["field"]] = joined.get(entry["field"], entry) | {"new": entry["new"]}
        self.entries = list(joined.values())


@dataclass(frozen=True)
class Change:
    """What a change left behind.

    Attributes:
        number: Its number in the life of the plan, from 1.
        label: What was done, in words.
        left: The records.
        kept: How many lines of the history stayed as they were.
        entries: The lines after those.
        counters: The spoken numbers given out so far; None if none was given out.
        place: Where the facilitator was.
        versions: The plan's versions; None if they stay.
    """

    number: int
    label: str
    left: tuple[Left, ...]
    kept: int
    entries: tuple[Entry, ...]
    counters: dict[str, int] | None
    place: dict[str, str]
    versions: LeftVersions | None = None

    def draft(self) -> dict[str, Any]:
        """It as JSON types."""
        versions = self.versions and [self.versions[0], [stored(one) for one in self.versions[1]]]
        return {
            "number": self.number,
            "left": [
                [table, id_, record.dump() if record else None, position]
                for table, id_, record, position in self.left
            ],
            "kept": self.kept,
            "entries": list(self.entries),
            "counters": self.counters,
            "place": self.place,
        } | ({"versions": versions} if versions else {})


def change_of(draft: dict[str, Any]) -> Change | None:
    """The change of which this is the draft; None if it is none."""
    try:
        left = tuple(_left(*one) for one in draft["left"])
        entries, counters, place = draft["entries"], draft["counters"], draft["place"]
        versions = _left_versions(*draft["versions"]) if "versions" in draft else None
        sound = (
            _is_count(draft["number"])
            and _is_count(draft["kept"])
            and all(isinstance(entry, dict) for entry in entries)
            and all(isinstance(word, str) for pair in place.items() for word in pair)
            and all(isinstance(key, str) and _is_count(one) for key, one in (counters or {}).items())
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        return None
    if not sound:
        return None
    return Change(draft["number"], "", left, draft["kept"], tuple(entries), counters, place, versions)


def _left(table: str, record_id: str, raw: dict[str, Any] | None, position: int | None) -> Left:
    if not isinstance(record_id, str) or not (position is None or _is_count(position)):
        raise TypeError
    kind = KINDS[table]
    record = None if raw is None else kind.load({**raw, "id": record_id})
    return table, record_id, record, position


def _left_versions(kept: int, rows: list[Any]) -> LeftVersions:
    versions = [version for row in rows if (version := version_of(row))]
    if not _is_count(kept) or len(versions) < len(rows):
        raise TypeError
    return kept, tuple(versions)


def _is_count(value: object) -> bool:
    return type(value) is int and 0 <= value <= 999_999_999


def made_again(plan: Plan, changes: Iterable[Change]) -> Plan:
    """What a plan is when these changes are made on it; it stays as it is."""
    then = plan.now()
    for change in changes:
        for table, record_id, record, position in change.left:
            then.put(table, record_id, record, position)
        then.history[change.kept :] = change.entries
        if change.versions:
            kept, versions = change.versions
            then.versions = then.versions[:kept] + versions
        then.counters = then.counters if change.counters is None else Counter(change.counters)
        then.place, then.changes = change.place, max(then.changes, change.number)
    return then


def difference(plan: Plan, then: Plan) -> list[Put]:
    """The puts that, in this order, make the records of one plan those of the other."""
    return [put for table in KINDS for put in _difference(table, plan.tables[table], then.tables[table])]


def _difference(table: str, held: dict[str, Record], wanted: dict[str, Record]) -> Iterator[Put]:
    order = list(held)
    for record_id in [one for one in held if one not in wanted]:
        yield Put(table, record_id, held[record_id], None, order.index(record_id))
        order.remove(record_id)
    for place, (record_id, record) in enumerate(wanted.items()):
        before = held.get(record_id)
        if place < len(order) and order[place] == record_id:
            if before != record:
                yield Put(table, record_id, before, record)
            continue
        where = order.index(record_id) if before else None
        if where is not None:
            del order[where]
        order.insert(place, record_id)
        yield Put(table, record_id, before, record, where, place)


def shared(first: list[Entry], second: list[Entry]) -> int:
    """How many entries two histories share at their beginning."""
    both = zip(first, second, strict=False)
    return next(
        (index for index, (one, other) in enumerate(both) if one != other), min(len(first), len(second))
    )
