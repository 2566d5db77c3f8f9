"""The words for what a plan holds, and which of it stands in an export for whom."""

from atm_tui import stage
from atm_tui.clean import clean
from atm_tui.errors import AtmError
from atm_tui.model.choices import PARTIES
from atm_tui.model.plan import Plan
from atm_tui.model.record import REF, Record
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
