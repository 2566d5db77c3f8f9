"""A plan as JSON: complete, private fields included, in the form of the plan's own file."""

import re
from typing import Final

from atm_tui.export.tables import tables_of
from atm_tui.model.plan import Plan
from atm_tui.planio import Dumps
from atm_tui.store.planfile import META, SCHEMA
from atm_tui.store.storage import text_of

_UNSEEN: Final = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")
"""Controls that JSON does not escape; in tables that this version does not know they may stand."""


def as_json(plan: Plan, *, tool: str = "") -> str:
    """The group's own copy of a plan, or of the tables of one tool.

    Raises:
        AtmError: There is no such tool.
    """
    content = Dumps().content(plan)
    names = tables_of(tool) if tool else list(content.tables)
    data = {META: {"1": {"schema": SCHEMA, **content.meta}}} | {
        name: {str(number): row for number, row in enumerate(content.tables[name], 1)}
        for name in names
        if content.tables[name]
    }
    text = _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text_of(data))
    return text.encode("utf-8", errors="backslashreplace").decode("utf-8")  # half a pair, as in the file
