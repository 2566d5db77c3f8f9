"""The schema: what it says is what the plan's file holds."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from filled import TODAY, filled

from atm_tui.document import Document
from atm_tui.example import example
from atm_tui.export.data import as_json
from atm_tui.export.order import Order
from atm_tui.export.schema import DIALECT, as_text, schema
from atm_tui.model import KINDS
from atm_tui.model.plan import Plan
from atm_tui.planio import plan_of

SCHEMA = schema()

KNOWN = {
    "$schema", "$defs", "$ref", "title", "description", "type", "properties", "patternProperties", "required",
    "additionalProperties", "items", "anyOf", "default", "format", "minimum", "maximum", "exclusiveMinimum",
    "exclusiveMaximum", "pattern", "x-refers-to", "x-choices",
}  # fmt: skip
"""The words of the 2020-12 dialect that ours uses, and two of our own."""


def parts(node: Any) -> Iterator[dict[str, Any]]:
    """A schema and all schemas in it."""
    if not isinstance(node, dict):
        return
    yield node
    for name in ("properties", "patternProperties", "$defs"):
        for part in node.get(name, {}).values():
            yield from parts(part)
    for part in (node.get("items"), node.get("additionalProperties"), *node.get("anyOf", [])):
        yield from parts(part)


def fits(node: dict[str, Any], value: Any) -> bool:
    """Whether a value fits a schema, as far as ours goes."""
    if "$ref" in node:
        return fits(SCHEMA["$defs"][node["$ref"].removeprefix("#/$defs/")], value)
    if "anyOf" in node:
        return any(fits(part, value) for part in node["anyOf"])
    kinds: dict[str, Any] = {
        "object": dict, "array": list, "string": str, "integer": int, "number": (int, float),
        "null": type(None),
    }  # fmt: skip
    if not isinstance(value, kinds.get(node.get("type", ""), object)):
        return False
    if isinstance(value, dict):
        return all(name in value for name in node.get("required", [])) and all(
            fits(part, one) for name, one in value.items() for part in _parts_for(node, name)
        )
    if isinstance(value, list):
        return all(fits(node["items"], one) for one in value)
    return not isinstance(value, str) or re.search(node.get("pattern", ""), value) is not None


def _parts_for(node: dict[str, Any], name: str) -> list[dict[str, Any]]:
    found = [node["properties"][name]] if name in node.get("properties", {}) else []
    found += [part for sign, part in node.get("patternProperties", {}).items() if re.search(sign, name)]
    more = node.get("additionalProperties", True)
    assert found or more is not False, name
    return found or ([more] if isinstance(more, dict) else [])


def test_is_of_its_dialect() -> None:
    assert SCHEMA["$schema"] == DIALECT == "https://json-schema.org/draft/2020-12/schema"
    for part in parts(SCHEMA):
        assert set(part) <= KNOWN, part
        if "$ref" in part:
            assert part["$ref"].removeprefix("#/$defs/") in SCHEMA["$defs"]
        if "pattern" in part:
            re.compile(part["pattern"])


def test_has_every_table_and_field() -> None:
    assert set(SCHEMA["properties"]) == {"meta", "history", *KINDS}
    for kind in KINDS.values():
        fields = SCHEMA["$defs"][kind.__name__]["properties"]
        for name, spec in kind.specs().items():
            assert fields[name]["title"] == spec.label
            assert fields[name]["description"] == spec.ask


@pytest.mark.parametrize(
    "plan", [Document(plan_of(example())).plan, filled(), Plan()], ids=["example", "filled", "empty"]
)
def test_plans_fit_it(plan: Plan) -> None:
    assert fits(SCHEMA, json.loads(as_json(plan, Order(TODAY))))


def test_a_wrong_plan_does_not() -> None:
    assert not fits(SCHEMA, {"meta": {"1": {"schema": 1}}, "action": {"1": {"what": 5}}})
    assert not fits(SCHEMA, {"action": {}})


def test_a_table_of_another_version_fits() -> None:
    assert fits(SCHEMA, {"meta": {"1": {"schema": 1}}, "later": {"1": {"anything": [1]}}})


def test_text_is_json() -> None:
    assert json.loads(as_text()) == SCHEMA
