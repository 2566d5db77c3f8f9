"""The JSON schema of a plan's file, made of the records' own descriptions."""

import json
from collections.abc import Mapping
from typing import Any, Final

from pydantic.json_schema import models_json_schema

from atm_tui.model import KINDS
from atm_tui.planio import HISTORY
from atm_tui.store.planfile import META, SCHEMA

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"

_META: Final = {
    "type": "object",
    "description": "What the file says of itself",
    "required": ["schema"],
    "properties": {
        "schema": {"type": "integer", "minimum": 1, "description": f"The form of the file; now {SCHEMA}"},
        "group": {"type": "string"},
        "progress": {"type": "string"},
        "place": {"type": "object", "description": "Where the facilitator was last"},
        "counters": {"type": "object", "description": "The highest spoken number for each prefix"},
    },
}
_CHANGE: Final = {
    "type": "object",
    "description": "Who changed what, when and why",
    "properties": {
        "at": {"type": "string", "format": "date-time"},
        **{
            name: {"type": "string"}
            for name in ("by", "table", "record", "code", "field", "old", "new", "why")
        },
    },
}


def schema() -> dict[str, Any]:
    """The schema of a plan's file: one table a kind of record, rows by their number."""
    references, definitions = models_json_schema(
        [(kind, "validation") for kind in KINDS.values()], ref_template="#/$defs/{model}"
    )
    kinds = {table: _table(references[kind, "validation"], kind.many) for table, kind in KINDS.items()}
    return {
        "$schema": DIALECT,
        "title": "A plan of atm-tui",
        "description": "A TinyDB file: the name of a table to its rows by their number",
        "type": "object",
        "required": [META],
        "properties": {META: _table(_META), **kinds, HISTORY: _table(_CHANGE, "What was changed")},
        "additionalProperties": _table({"type": "object"}, "A table of another version, kept as it is"),
        "$defs": definitions["$defs"],
    }


def as_text() -> str:
    """The schema as JSON text."""
    return json.dumps(schema(), ensure_ascii=False, indent=1) + "\n"


def _table(row: Mapping[str, Any], title: str = "What the file is") -> dict[str, Any]:
    return {
        "title": title,
        "type": "object",
        "patternProperties": {"^[0-9]+$": row},
        "additionalProperties": False,
    }
