"""What people may read of a plan, and the words for it.

The group's own copy is the plan's file and the JSON export. Everything else that leaves the
program is made of what ``for_people`` leaves: no private fields, nobody who is to be kept off
other people's pages, no name of a person who does not want to stand in the plan.
"""

from typing import Any

from atm_tui import stage
from atm_tui.clean import clean
from atm_tui.errors import AtmError
from atm_tui.model.choices import PARTIES
from atm_tui.model.plan import Plan, ids_in
from atm_tui.model.record import REF, Record
from atm_tui.model.reflection import Change
from atm_tui.model.typed import show

DELETED = "(deleted)"


def chosen(tool: str) -> tuple[stage.Tool, ...]:
    """The tool with this id, or all of them for an empty one.

    Raises:
        AtmError: There is no such tool.
    """
    found = tuple(one for one in stage.tools() if tool in ("", one.id))
    if not found:
        known = ", ".join(one.id for one in stage.tools())
        raise AtmError(f"The stage has no part '{clean(tool)}'. Use one of: {known}.")
    return found


def for_people(plan: Plan) -> Plan:
    """The plan as others may read it."""
    hidden = _hidden(plan)
    shown = Plan(meta=plan.meta)
    for table, rows in plan.tables.items():
        shown.tables[table] = {
            record_id: _seen(record, hidden) for record_id, record in rows.items() if record_id not in hidden
        }
    return shown


def words(plan: Plan, record: Record, name: str, *, short: bool = False, between: str = "; ") -> str:
    """What a field holds, in words; what did not fit the field stands as it was typed.

    Args:
        plan: Where references are looked up.
        record: The record.
        name: The field.
        short: Name records by their number alone; people and allies are always named.
        between: What stands between several references.
    """
    if typed := record.unread.get(name):
        return clean(typed)
    spec, value = record.specs()[name], record.value(name)
    if not spec.refers:
        return show(spec, value, plan)
    held = value if isinstance(value, list) else [value]
    return between.join(_referred(plan, item, spec.kind, short=short) for item in held if item)


def _referred(plan: Plan, value: str, kind: str, *, short: bool) -> str:
    if kind in ("party", "parties"):
        if not plan.is_ref(value):
            return value
        value = value.removeprefix(REF)
    record = plan.get(value)
    if record is None:
        return DELETED
    name = plan.name(record)
    if record.table in PARTIES:
        return name or record.code or f"({record.one})"
    called = record.code if short else f"{record.code} {name}".strip()
    return called or name or f"({record.one})"


def _hidden(plan: Plan) -> set[str]:
    """The ids of records that are kept back, with all that belongs to them and was decided of them."""
    waiting = [record for record in plan if _kept_back(record)]
    hidden: set[str] = set()
    while waiting:
        record = waiting.pop()
        if record.id not in hidden:
            hidden.add(record.id)
            for table, via in record.children:
                waiting += plan.children(record, table, via)
    return hidden | {one.id for one in plan.all(Change) if not hidden.isdisjoint(ids_in(one, "target"))}


def _kept_back(record: Record) -> bool:
    """An ally only for us; a story that may not be told."""
    return _says(record, "private", "yes") or (record.table == "story" and _says(record, "consent", "no"))


def _says(record: Record, name: str, value: str) -> bool:
    """Whether the record has such a field that says so; one that cannot be read counts as said."""
    return name in record.specs() and (record.value(name) == value or name in record.unread)


def _seen(record: Record, hidden: set[str]) -> Record:
    """A record without what is private in it."""
    specs = record.specs()
    away = {name for name, spec in specs.items() if spec.private}
    if record.table == "story" and _says(record, "consent", "unnamed"):
        away.add("teller")
    fields = type(record).model_fields
    other: dict[str, Any] = {name: fields[name].get_default() for name in away}
    for name, spec in specs.items():
        if spec.refers and name not in away and not hidden.isdisjoint(ids_in(record, name)):
            other[name] = _without(record.value(name), hidden)
    if record.table == "participant" and _says(record, "consent", "no"):
        other["display_name"] = record.code
        away.add("display_name")
    if away & record.unread.keys():
        other["unread"] = {name: typed for name, typed in record.unread.items() if name not in away}
    return record.model_copy(update=other) if other else record


def _without(value: str | list[str], hidden: set[str]) -> str | list[str]:
    if isinstance(value, str):
        return ""  # its only reference is hidden
    return [item for item in value if item.removeprefix(REF) not in hidden]
