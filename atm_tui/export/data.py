"""A plan as JSON, in the form of the plan's own file: for the group complete, with what is private."""

import re
from typing import Any, Final

from atm_tui.export.order import GROUP, OUTSIDE, Order
from atm_tui.export.seen import is_told, seen
from atm_tui.export.tables import tables_of
from atm_tui.export.wanted import only_wanted, wanted
from atm_tui.model import KINDS
from atm_tui.model.plan import Plan
from atm_tui.planio import Dumps
from atm_tui.store.planfile import META, SCHEMA
from atm_tui.store.storage import text_of

_UNSEEN: Final = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")
"""Controls that JSON does not escape; in tables that this version does not know they may stand."""


def as_json(plan: Plan, order: Order) -> str:
    """The group's own copy of a plan, or of the tables of one tool; for others, what they may read of it.

    Raises:
        AtmError: There is no such tool, person or meeting.
    """
    own = order.audience == GROUP
    content = Dumps().content(plan if own else only_wanted(seen(plan, order), order))
    names = tables_of(order.tool) if order.tool else list(content.tables)
    if own and (order.table or order.record):
        wants = wanted(plan, order)
        ids = {row.id for row in plan if wants(row)}
        content.tables = {
            name: [row for row in rows if row.get("id") in ids] for name, rows in content.tables.items()
        }
        names = [name for name in names if name in KINDS]
    data = {META: {"1": {"schema": SCHEMA, **content.meta}}} | {
        name: {
            str(number): row if own else _known(name, row, order)
            for number, row in enumerate(content.tables[name], 1)
        }
        for name in names
        if content.tables[name]
    }
    text = _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text_of(data))
    return text.encode("utf-8", errors="backslashreplace").decode("utf-8")  # half a pair, as in the file


def _known(table: str, row: dict[str, Any], order: Order) -> dict[str, Any]:
    """A row without fields that this version does not know: nobody can say whether they are private."""
    kind, outside = KINDS[table], order.audience in OUTSIDE
    return {
        name: value
        for name, value in row.items()
        if name in kind.model_fields and (name not in kind.specs() or is_told(table, name, outside=outside))
    }
