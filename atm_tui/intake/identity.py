"""Whether what is taken in is in the plan already: under its number, or by what it is."""

from typing import Any

from atm_tui import stage
from atm_tui.intake.finder import Finder, fold
from atm_tui.model import KINDS
from atm_tui.model.plan import Plan
from atm_tui.model.record import Record

Key = tuple[Any, ...]


def owners(table: str) -> tuple[str, ...]:
    """The fields by which rows of this table belong to something, as findings to a reflection."""
    vias = [via for kind in KINDS.values() for child, via in kind.children if child == table]
    wheres = [step.where[0] for step in stage.steps() if step.table == table and step.where[0]]
    return tuple(dict.fromkeys([*vias, *wheres]))


def key_of(table: str, values: dict[str, Any]) -> Key:
    """What tells a record from others of its table: its name, what it belongs to, and of a reading its day.

    Empty if it has no name.
    """
    kind = KINDS[table]
    main = values.get(kind.main())
    if main in (None, ""):
        return ()
    named = str(main) if kind.specs()[kind.main()].kind == "ref" else fold(str(main))
    days = [name for name, spec in kind.specs().items() if spec.kind == "day"]
    dated = [values.get(days[0])] if days and kind.specs()[kind.main()].kind == "ref" else []
    return (named, *(values.get(name) or "" for name in owners(table) if name != kind.main()), *dated)


class Held:
    """The records of a plan by what they are.

    Args:
        plan: The plan.
        finder: Finds records by their number.
    """

    def __init__(self, plan: Plan, finder: Finder) -> None:
        self._plan, self._finder = plan, finder
        self._keys: dict[str, dict[Key, list[str]]] = {}

    def same(self, table: str, code: str, values: dict[str, Any]) -> Record | None:
        """The record of the plan with this number, or the one that is the same by what it says."""
        rows = self._plan.tables[table]
        if KINDS[table].single:
            return next(iter(rows.values()), None)
        if code and (record := rows.get(self._finder.by_code(code, table))):
            return record
        key = key_of(table, values)
        found = self._of(table).get(key, []) if key else []
        return rows[found[0]] if len(found) == 1 else None

    def _of(self, table: str) -> dict[Key, list[str]]:
        if table not in self._keys:
            keys = self._keys[table] = {}
            for record in self._plan.rows(table):
                values = {name: record.value(name) for name in record.specs()}
                if key := key_of(table, values):
                    keys.setdefault(key, []).append(record.id)
        return self._keys[table]


def called(record: Record) -> str:
    """What a record is called in a sentence: "action A07"."""
    return f"{record.one} {record.code}".strip()
