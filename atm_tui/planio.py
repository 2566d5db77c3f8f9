"""A plan from what its file holds, and back; nothing of a file is dropped."""

import re
from collections import Counter
from datetime import datetime
from typing import Any, Final

from atm_tui import stage
from atm_tui.clean import clean
from atm_tui.model import KINDS
from atm_tui.model.codes import count_code
from atm_tui.model.plan import Plan
from atm_tui.model.record import Record, new_id
from atm_tui.store.planfile import Content
from atm_tui.versions import VERSIONS, stored, versions_of

HISTORY: Final = "history"
_OWN_META: Final = ("schema", "group", "progress", "place", "counters", "line", "changes")
_LINE: Final = re.compile("[0-9a-f]{16}")
_MOST_COUNTED: Final = 999_999_999
_EPOCH: Final = datetime.fromisoformat("2000-01-01T00:00:00+00:00")
"""When the sheets and fixed rows that every plan has were made: they are the same in all."""


class Dumps:
    """Stored forms of records, remembered as long as a record is the same."""

    def __init__(self) -> None:
        self._held: dict[str, tuple[Record, dict[str, Any]]] = {}

    def content(self, plan: Plan) -> Content:
        """What the plan's file should hold now; the rows are not to be changed."""
        tables = {
            table: [self._dump(record) for record in rows.values()] for table, rows in plan.tables.items()
        }
        tables |= {name: list(rows.values()) for name, rows in plan.foreign.items()}
        tables[HISTORY] = list(plan.history)
        tables[VERSIONS] = [stored(version) for version in plan.versions] + tables.get(VERSIONS, [])
        meta = plan.meta | {
            "group": plan.title(),
            "progress": stage.progress_words(plan),
            "place": dict(plan.place),
            "counters": dict(plan.counters),
            "line": plan.line,
            "changes": plan.changes,
        }
        return Content(meta, tables)

    def _dump(self, record: Record) -> dict[str, Any]:
        held = self._held.get(record.id)
        if held is None or held[0] is not record:
            held = self._held[record.id] = (record, record.dump())
        return held[1]


def plan_of(content: Content) -> Plan:
    """A plan from what its file holds; nothing of the file is dropped."""
    meta = content.meta
    plan = Plan(
        history=[_harmless(entry) for entry in content.tables.get(HISTORY, [])],
        counters=Counter({clean(key): value for key, value in _mapping(meta.get("counters")).items()
                          if _number(value)}),
        place={clean(key): clean(str(value)) for key, value in _mapping(meta.get("place")).items()},
        meta={key: value for key, value in meta.items() if key not in _OWN_META},
        line=_line(meta.get("line")),
        changes=_number(meta.get("changes")),
    )  # fmt: skip
    for table, rows in content.tables.items():
        if table in KINDS:
            for raw in rows:
                record = KINDS[table].load(raw)
                if not record.id or record.id in plan.tables[table]:  # a file edited by hand
                    record = record.with_values({"id": new_id()})
                plan.put(table, record.id, record)
        elif table == VERSIONS:
            plan.versions, half = versions_of(rows)
            plan.foreign |= {table: _numbered(half)} if half else {}
        elif table != HISTORY:
            plan.foreign[table] = _numbered(rows)
    for record in plan:
        count_code(plan.counters, record.code)
    return plan


def _numbered(rows: list[Any]) -> dict[str, Any]:
    return {str(number): row for number, row in enumerate(rows, 1)}


def _number(value: object) -> int:
    """A count from a file; 0 if it is none that could be."""
    return value if type(value) is int and 0 < value <= _MOST_COUNTED else 0


def _line(value: object) -> str:
    """A plan's life from a file; it becomes part of a file's name, so nothing else will do."""
    return value if isinstance(value, str) and _LINE.fullmatch(value) else ""


def _mapping(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _harmless(entry: dict[str, Any]) -> dict[str, Any]:
    """A line of the history, which people read, with clean words."""
    return {key: clean(value) if isinstance(value, str) else value for key, value in entry.items()}


def complete(plan: Plan) -> None:
    """Give a plan its sheets and fixed rows; their ids are the same in every plan."""
    for table, kind in KINDS.items():
        rows = plan.tables[table]
        wanted: list[tuple[str, dict[str, Any]]] = [(table, {})] if kind.single and not rows else []
        written = {row.value(kind.preset_field) for row in rows.values()} if kind.preset_field else set()
        wanted += [
            (
                f"{table}-{value}".replace(" ", "-"),
                {kind.preset_field: value, "code": f"{kind.prefix}{number}"},
            )
            for number, (value, _) in enumerate(kind.presets(), 1)
            if value not in written
        ]
        for record_id, values in wanted:
            if record_id not in rows:
                record = kind.model_validate({"id": record_id, "created": _EPOCH, "changed": _EPOCH} | values)
                plan.put(table, record_id, record)
                count_code(plan.counters, record.code)
