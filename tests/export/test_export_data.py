"""JSON: complete, in the form of the plan's own file, and harmless on a terminal."""

import itertools
import json
from pathlib import Path

import pytest
from filled import HOSTILE, TODAY, filled, hostile, typed
from hypothesis import given, settings
from hypothesis import strategies as st

from atm_tui.document import Document
from atm_tui.errors import AtmError
from atm_tui.example import example
from atm_tui.export import FORMATS, render
from atm_tui.export.data import as_json
from atm_tui.export.order import Order
from atm_tui.model.plan import Plan
from atm_tui.planio import plan_of
from atm_tui.store.planfile import load


def test_is_the_plans_file_byte_for_byte(tmp_path: Path) -> None:
    document = Document(plan_of(example()), tmp_path / "plan.json")
    document.save()
    assert as_json(document.plan, Order(TODAY)).encode() == (tmp_path / "plan.json").read_bytes()


def test_opens_as_a_plan(tmp_path: Path, filled_plan: Plan) -> None:
    path = tmp_path / "copy.json"
    path.write_text(as_json(filled_plan, Order(TODAY)), encoding="utf-8")
    copy = Document.open(path).plan
    assert [row.dump() for row in copy] == [row.dump() for row in filled_plan]


def test_private_fields_are_in_it(filled_plan: Plan) -> None:
    text = as_json(filled_plan, Order(TODAY))
    words = [*typed(filled_plan), *typed(filled_plan, private=True)]
    assert [word for word in words if word not in text] == []


def test_one_tool_alone(filled_plan: Plan) -> None:
    data = json.loads(as_json(filled_plan, Order(TODAY, "canvas")))
    assert list(data) == ["meta", "canvas_sheet", "canvas_note"]
    with pytest.raises(AtmError, match="no part"):
        as_json(filled_plan, Order(TODAY, "nix"))


def test_what_this_version_does_not_know_is_kept_and_harmless(tmp_path: Path) -> None:
    content = example()
    odd = "esc \x1b[31m c1 \x9b2J bidi \u202e bom \ufeff line \u2028 lone \ud800"
    content.tables["later"] = [{"words": odd}]
    plan = plan_of(content)
    text = as_json(plan, Order(TODAY))
    assert not any(
        character != "\n" and (ord(character) < 32 or 127 <= ord(character) < 160) for character in text
    )
    assert not any(character in text for character in "\u202e\ufeff\u2028\ud800")
    (tmp_path / "plan.json").write_text(text, encoding="utf-8")
    assert load(tmp_path / "plan.json").tables["later"] == [{"words": odd}]


@settings(max_examples=20, deadline=None)
@given(st.lists(hostile(), min_size=1, max_size=6))
def test_any_words_come_back(samples: list[str]) -> None:
    words = itertools.cycle(samples)
    check(filled(lambda: next(words)))


@pytest.mark.parametrize("words", HOSTILE)
def test_each_hostile_word_comes_back(words: str) -> None:
    check(filled(lambda: words))


def check(plan: Plan) -> None:
    text = as_json(plan, Order(TODAY))
    assert not any(
        character != "\n" and (ord(character) < 32 or 127 <= ord(character) < 160) for character in text
    )
    data = json.loads(text)
    rows = [row for table in plan.tables for row in data.get(table, {}).values()]
    assert rows == [row.dump() for row in plan]


# The registry ----------------------------------------------------------------------------------
def test_every_format_makes_what_it_says(filled_plan: Plan) -> None:
    for name, one in FORMATS.items():
        of_a_meeting = name == "spoken"
        made = render(filled_plan, name, Order(TODAY, "" if of_a_meeting else "river"))
        assert isinstance(made, str) is one.is_text
        assert one.name == name
        assert "." in one.suffix
        assert made
        with pytest.raises(AtmError, match="no part"):
            render(filled_plan, name, Order(TODAY, "nix"))


def test_unknown_format_is_refused(filled_plan: Plan) -> None:
    with pytest.raises(AtmError, match=r"no format 'pdf'. Use one of: md, txt, "):
        render(filled_plan, "pdf", Order(TODAY))
