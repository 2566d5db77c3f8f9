"""A record loads whatever a file holds, loses nothing of it, and never changes in place."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from atm_tui.model import KINDS
from atm_tui.model.action import Action, Resource
from atm_tui.model.canvas import CanvasSheet
from atm_tui.model.closing import Answer
from atm_tui.model.record import Record, new_id, now

EACH_KIND = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS.keys())
FIELD_NAMES = sorted({name for kind in KINDS.values() for name in kind.model_fields})
JSON_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(codec=None, categories=None), max_size=12)
    | st.sampled_from(["2027-01-15", "1E+999999", "9" * 5000, "ref:", "\x1b[31m", "\ud800", "12.50"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(st.characters(codec=None, categories=None), max_size=4), inner, max_size=3)
    ),
    max_leaves=6,
)
RAW = st.dictionaries(
    st.sampled_from(FIELD_NAMES) | st.text(st.characters(codec=None, categories=None), max_size=6),
    JSON_VALUES,
    max_size=10,
)


# Loading -----------------------------------------------------------------------------------
def test_a_field_that_does_not_fit_is_kept_as_it_was_typed() -> None:
    record = Action.load({"id": "a1", "what": "Dye", "due": "after the rains", "lead": ["p1"], "why": True})
    assert record.unread == {"lead": "['p1']", "due": "after the rains", "why": "True"}
    assert (record.value("what"), record.value("due"), record.value("lead")) == ("Dye", None, "")
    assert not record.blank


def test_what_was_kept_before_stays_beside_what_is_kept_now() -> None:
    record = Action.load({"id": "a1", "due": "soon", "unread": {"start": "then"}})
    assert record.unread == {"start": "then", "due": "soon"}
    assert Action.load(record.dump()) == record


@pytest.mark.parametrize("value", ["1E+999999", "-1e999", "9" * 5000, 10**400, "NaN", "1E-999999", "twelve"])
def test_a_number_that_no_group_could_mean_is_kept_as_words(value: object) -> None:
    record = Resource.load({"id": "r1", "cost": value})
    assert record.value("cost") is None
    assert list(record.unread) == ["cost"]
    assert Resource.load(record.dump()) == record


@pytest.mark.parametrize("value", [-1, 10**12, 10**4000, 2.5, "many"])
def test_a_count_below_zero_or_beyond_counting_is_kept_as_words(value: object) -> None:
    record = KINDS["session"].load({"id": "s1", "women": value})
    assert record.value("women") is None
    assert record.unread == {"women": str(value)}


@pytest.mark.parametrize("value", ["0001-01-01", "9999-12-31", "2027-02-30", "20270115", "15 jan"])
def test_a_day_that_could_not_be_typed_is_kept_as_words(value: str) -> None:
    record = Action.load({"id": "a1", "due": value})
    assert record.value("due") is None
    assert record.unread == {"due": value}


def test_null_is_an_empty_field() -> None:
    record = Action.load({"id": "a1", "what": None, "due": None, "helpers": None, "unread": None})
    assert record.unread == {}
    assert (record.value("what"), record.value("due"), record.value("helpers")) == ("", None, [])


def test_a_number_where_words_belong_becomes_words() -> None:
    record = Resource.load({"id": 5, "code": 7, "quantity": 12, "item": 2.5})
    assert (record.id, record.code, record.value("quantity"), record.value("item")) == ("5", "7", "12", "2.5")
    assert record.unread == {}


@pytest.mark.parametrize("bad", [None, [], {}, ["x"], True])
def test_a_row_without_a_fit_id_gets_one_of_its_own(bad: object) -> None:
    first, second = Action.load({"id": bad, "what": "Dye"}), Action.load({"what": "Dye"})
    assert first.id
    assert second.id
    assert first.id != second.id
    assert first.value("what") == "Dye"


@pytest.mark.parametrize("unread", [5, "words", ["a"], True])
def test_a_strange_note_of_what_was_not_read_harms_nothing(unread: object) -> None:
    record = Action.load({"id": "a1", "what": "Dye", "due": "soon", "unread": unread})
    assert record.unread == {"due": "soon"}
    assert record.value("what") == "Dye"


def test_what_was_not_read_is_harmless_too() -> None:
    record = Action.load({"id": "a1", "due": "\x1b[31mred\ud800", "unread": {"st\x07art": 5, "x": "\u202e"}})
    assert record.unread == {"start": "5", "x": "", "due": "red"}


@pytest.mark.parametrize("bad", ["yesterday", None, [1], "9" * 30])
def test_a_record_without_fit_times_was_made_now(bad: object) -> None:
    record = Action.load({"id": "a1", "created": bad, "changed": bad})
    assert abs((record.created - now()).total_seconds()) < 60
    assert "created" not in record.unread


def test_times_without_a_zone_are_of_utc_so_that_all_can_be_compared() -> None:
    record = Action.load(
        {"id": "a1", "created": "2026-01-01T08:00:00", "changed": "2026-01-01T08:00:00+03:00"}
    )
    assert record.created == datetime(2026, 1, 1, 8, tzinfo=UTC)
    assert record.changed < record.created


def test_words_are_cleaned_on_their_way_in() -> None:
    record = Action.load({"id": "a1", "what": "\x1b[31mDye\x07", "helpers": ["p\x001", "p2"]})
    assert record.value("what") == "Dye"
    assert record.value("helpers") == ["p1", "p2"]


@EACH_KIND
@given(raw=RAW)
@example(raw={"x\ud800": 1})
@example(raw={"wh\x00at": [1], "due": "\ud800", "created": 0})
@example(raw={"": "", "table": "x", "name": 1, "blank": 2, "model_fields": 3, "__class__": 4, "self": 5})
@settings(max_examples=12, deadline=None)
def test_any_row_of_json_loads_and_settles(kind: type[Record], raw: dict[str, Any]) -> None:
    record = kind.load(raw)
    stored = record.dump()
    json.dumps(stored)
    again = kind.load(stored)
    assert again == record.with_values({"id": record.id or again.id})
    assert set(record.unread) >= {
        name for name in kind.specs() if name in raw and isinstance(raw[name], dict)
    }, "what is of no use is kept as words"


# What is kept --------------------------------------------------------------------------------
def test_fields_that_are_not_known_survive() -> None:
    raw: dict[str, Any] = {
        "id": "a1",
        "what": "Dye",
        "colour": "indigo",
        "empty": "",
        "none": None,
        "list": [],
        "deep": {"a": [1, {"b": None}]},
    }
    stored = Action.load(raw).dump()
    assert {name: stored[name] for name in raw} == raw
    changed = Action.load(stored).with_values({"what": "Weave"}).dump()
    assert {name: changed[name] for name in raw if name != "what"} == {
        name: raw[name] for name in raw if name != "what"
    }


def test_a_field_that_is_not_known_cannot_pose_as_the_program() -> None:
    record = Action.load({"id": "a1", "what": "Dye", "table": "x", "name": "y", "blank": True, "dump": 1})
    assert (record.table, record.name, record.blank) == ("action", "Dye", False)
    assert record.dump()["table"] == "x"


@EACH_KIND
def test_an_empty_record_takes_no_room(kind: type[Record]) -> None:
    begun = {name for name in kind.specs() if kind.model_fields[name].default not in ("", None, [])}
    assert set(kind().dump()) == {"id", "created", "changed"} | begun


@EACH_KIND
def test_every_field_that_is_emptied_stays_empty(kind: type[Record]) -> None:
    empty: dict[str, Any] = {"day": None, "number": None, "count": None}
    specs = kind.specs().items()
    record = kind().with_values({name: [] if spec.many else empty.get(spec.kind, "") for name, spec in specs})
    assert kind.load(record.dump()) == record


def test_a_stored_record_is_plain_json() -> None:
    record = Action(id="a1", what="Dye", due=date(2027, 1, 15), helpers=["p1"])
    stored = record.dump()
    assert stored["due"] == "2027-01-15"
    assert json.loads(json.dumps(stored)) == stored
    money = Resource(id="r1", cost=Decimal("1250.50"))
    assert money.dump()["cost"] == "1250.50"
    assert Resource.load(money.dump()) == money


# Frozen --------------------------------------------------------------------------------------
def test_a_record_never_changes_in_place() -> None:
    record = Action(what="Dye")
    with pytest.raises(ValidationError):
        record.what = "Weave"
    changed = record.with_values({"what": "Weave"})
    assert (record.value("what"), changed.value("what")) == ("Dye", "Weave")
    assert changed.id == record.id


def test_a_value_of_another_type_is_refused() -> None:
    with pytest.raises(ValidationError):
        Action(what="Dye").with_values({"due": "soon"})


def test_lists_of_one_record_are_not_shared_with_the_next() -> None:
    first, second = Action(), Action()
    assert first.value("helpers") is not second.value("helpers")


def test_ids_are_unique_and_times_are_whole_seconds_of_utc() -> None:
    assert len({new_id() for _ in range(1000)}) == 1000
    assert now().microsecond == 0
    assert now().tzinfo is UTC


# What it says of itself ------------------------------------------------------------------------
@EACH_KIND
def test_a_new_record_is_blank(kind: type[Record]) -> None:
    assert kind().blank
    assert kind(code="X1").blank


@EACH_KIND
def test_a_record_with_something_in_any_field_is_not_blank(kind: type[Record]) -> None:
    samples: dict[str, Any] = {"day": date(2027, 1, 15), "number": Decimal(0), "count": 0}
    for name, spec in kind.specs().items():
        value = ["x"] if spec.many else samples.get(spec.kind, "x")
        filled = kind().with_values({name: value})
        assert filled.blank == (name == kind.preset_field)


def test_a_record_with_something_unread_is_not_blank() -> None:
    assert not Action.load({"due": "soon"}).blank


def test_a_record_is_named_by_its_main_field_in_its_own_words() -> None:
    assert Action(what="Dye").name == "Dye"
    assert Action().name == ""
    assert Answer(question="pilot").name.startswith("What is our action plan")
    assert CanvasSheet(version=2).name == "2"


def test_fixed_rows_are_offered_by_their_kind_alone() -> None:
    assert len(KINDS["market_point"].presets()) == 14
    assert len(KINDS["wealth"].presets()) == 8
    assert len(KINDS["answer"].presets()) == 4
    assert Action.presets() == ()
