"""A plan in memory: its records by table and id, in their order, and questions about them.

Only ``document.py`` changes a plan (through ``put``); everybody else reads.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from atm_tui.model import KINDS
from atm_tui.model.allies import AllySheet
from atm_tui.model.choices import DIMENSION, SOFT_WEDGES, WEDGES
from atm_tui.model.indicators import Dimensions
from atm_tui.model.record import REF, Record
from atm_tui.model.spec import Spec
from atm_tui.model.start import PlanSheet
from atm_tui.model.version import Version

R = TypeVar("R", bound=Record)


@dataclass
class Plan:
    """All that a group has written down.

    Attributes:
        tables: Table name to records by id; each table keeps the order that people gave it.
        history: Who changed what, when and why; oldest first (see ``document.Entry``).
        versions: What it held when each reflection was closed, oldest first (see ``versions.py``).
        counters: The highest spoken number given out for each prefix, so that none comes back.
        place: Where the facilitator was last: step, record, field.
        foreign: Tables of a file that this version does not know; they are kept as they are.
        meta: What else stood in the file's meta table.
        line: The life of this plan: two files of one line hold earlier and later states of the same plan.
        changes: How many changes were made in that life.
    """

    tables: dict[str, dict[str, Record]] = field(default_factory=lambda: {table: {} for table in KINDS})
    history: list[dict[str, Any]] = field(default_factory=list)
    versions: tuple[Version, ...] = ()
    counters: Counter[str] = field(default_factory=Counter)
    place: dict[str, str] = field(default_factory=dict)
    foreign: dict[str, dict[str, Any]] = field(default_factory=dict)
    meta: dict[str, Any] = field(default_factory=dict)
    line: str = ""
    changes: int = 0
    _codes: dict[str, set[str]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def now(self) -> "Plan":
        """The plan as it is now, for another thread: records are shared, for they never change."""
        return replace(
            self,
            tables={table: dict(rows) for table, rows in self.tables.items()},
            history=list(self.history),
            counters=Counter(self.counters),
            place=dict(self.place),
        )

    # Reading -------------------------------------------------------------------------------
    def all(self, kind: type[R]) -> list[R]:
        """All records of a kind, in their order."""
        return [record for record in self.tables[kind.table].values() if isinstance(record, kind)]

    def rows(self, table: str) -> list[Record]:
        """All records of a table, in their order."""
        return list(self.tables[table].values())

    def codes(self, table: str) -> set[str]:
        """The spoken numbers that are in use in a table; kept, for each of thousands of new rows asks."""
        if table not in self._codes:
            self._codes[table] = {record.code for record in self.tables[table].values()}
        return self._codes[table]

    def one(self, kind: type[R]) -> R:
        """The only record of a single kind (a sheet); an empty one if there is none yet."""
        return next(iter(self.all(kind)), None) or kind(id=kind.table)

    def get(self, record_id: str, *tables: str) -> Record | None:
        """A record by its id, looked for in these tables or in all."""
        for table in tables or self.tables:
            if record := self.tables.get(table, {}).get(record_id):
                return record
        return None

    def find(self, kind: type[R], record_id: str) -> R | None:
        """A record of a kind by its id."""
        record = self.tables[kind.table].get(record_id)
        return record if isinstance(record, kind) else None

    def children(self, record: Record, table: str, via: str) -> list[Record]:
        """The rows of another table that belong to this record."""
        return [row for row in self.tables[table].values() if row.value(via) == record.id]

    def __iter__(self) -> Iterator[Record]:
        """Every record, table by table."""
        for rows in self.tables.values():
            yield from rows.values()

    # Words ---------------------------------------------------------------------------------
    def name(self, record: Record) -> str:
        """The words that name a record, looked up where they are another record's."""
        spec = record.specs()[record.main()]
        value = record.value(record.main())
        return self.named(value, *spec.to) if spec.kind == "ref" and value else record.name

    def named(self, record_id: str, *tables: str) -> str:
        """The name of a record by its id, looked for in these tables or in all; says so if it is deleted."""
        record = self.get(record_id, *tables)
        return (self.name(record) or record.code or f"({record.one})") if record else "(deleted)"

    def called(self, record_id: str) -> str:
        """The spoken number of a record by its id, or its name if it has none."""
        record = self.get(record_id)
        if record is None:
            return "(deleted)"
        return record.name if record.table == "participant" and record.name else record.code or record.name

    def party(self, value: str) -> str:
        """The words for a party field: a record's name, or what was typed."""
        return self.named(value.removeprefix(REF)) if self.is_ref(value) else value

    def is_ref(self, value: str) -> bool:
        """Whether a party field points at a record (of this plan, or of one since deleted)."""
        return value.startswith(REF) and " " not in value and len(value) > len(REF)

    def title(self) -> str:
        """What the plan is called on screen: the group, or the product, or nothing yet."""
        sheet = self.one(PlanSheet)
        return sheet.group or sheet.product or "a new plan"

    def worded(self, spec: Spec) -> Spec:
        """A field's description with the plan's own words: for the three dimensions, and the five places."""
        if spec.choices is WEDGES and self.one(AllySheet).soft == "yes":
            return replace(spec, choices=SOFT_WEDGES)
        if spec.choices is not DIMENSION:
            return spec
        names = self.one(Dimensions)
        words = (("1", names.first), ("2", names.second), ("3", names.third))
        return replace(spec, choices=tuple((value, word or dict(DIMENSION)[value]) for value, word in words))

    # Links ---------------------------------------------------------------------------------
    def pointing_at(self, record_id: str) -> list[tuple[Record, str]]:
        """Every (record, field) whose reference points at this record."""
        return [
            (record, name)
            for record in self
            for name, spec in record.specs().items()
            if spec.refers and record_id in ids_in(record, name)
        ]

    def hanging(self, card: Record) -> list[Record]:
        """All that hangs on a card, and on what hangs on it, from it outward; each once, even in a ring."""
        found: dict[str, Record] = {card.id: card}
        waiting = [card] if "parent" in card.specs() else []
        while waiting:
            above = waiting.pop()
            below = [row for row in self.rows(card.table) if row.value("parent") == above.id]
            waiting += [row for row in below if row.id not in found]
            found |= {row.id: row for row in below if row.id not in found}
        return list(found.values())[1:]

    # Changing: for document.py only -----------------------------------------------------------
    def position(self, record: Record) -> int:
        """The place of a record in its table, from 0."""
        return list(self.tables[record.table]).index(record.id)

    def put(self, table: str, record_id: str, record: Record | None, position: int | None = None) -> None:
        """Set, insert (at ``position``; at the end without), move or (with None) remove a record."""
        rows = self.tables[table]
        old = rows.get(record_id)
        if old is not None and (record is None or record.code != old.code):
            self._codes.pop(table, None)
        elif record is not None and table in self._codes:
            self._codes[table].add(record.code)
        if record is None:
            rows.pop(record_id, None)
        elif position is None or position == (self.position(record) if record_id in rows else len(rows)):
            rows[record_id] = record
        else:
            rows.pop(record_id, None)
            items = list(rows.items())
            items.insert(position, (record_id, record))
            self.tables[table] = dict(items)


def ids_in(record: Record, name: str) -> list[str]:
    """The ids that a reference field holds; words typed into a party field are none."""
    value = record.value(name)
    held = value if isinstance(value, list) else [value]
    if record.specs()[name].kind in ("party", "parties"):
        return [item.removeprefix(REF) for item in held if item.startswith(REF)]
    return [item for item in held if item]
