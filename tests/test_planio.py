"""A plan from what its file holds and back: nothing of a file is dropped, and nothing in it is trusted."""

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atm_tui.document import Document
from atm_tui.model import KINDS
from atm_tui.model.action import Action, MarketPoint
from atm_tui.model.plan import Plan
from atm_tui.model.start import PlanSheet
from atm_tui.planio import Dumps, complete, plan_of
from atm_tui.store.planfile import Content, load, save


def opened(**tables: list[dict[str, Any]]) -> Plan:
    return plan_of(Content({"schema": 1}, dict(tables)))


def again(plan: Plan) -> Plan:
    return plan_of(Dumps().content(plan))


def ids(plan: Plan, table: str = "action") -> list[str]:
    return [row.id for row in plan.rows(table)]


# Nothing is dropped ------------------------------------------------------------------------
def test_tables_and_fields_that_are_not_known_survive(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    newer: list[dict[str, Any]] = [{"id": "v1", "deep": [1, {"a": None}], "empty": ""}, {"id": "v1"}]
    save(path, Content({"colour": "indigo", "app": {"version": "9"}}, {
        "voice": newer, "action": [{"id": "a1", "what": "Dye", "photo": "dye.jpg", "empty": ""}],
    }))  # fmt: skip
    document = Document.open(path)
    document.set(document.plan.rows("action")[0], {"what": "Weave"})
    document.add(Action(what="Sell"))
    document.save()
    held = load(path)
    assert held.tables["voice"] == newer
    assert held.meta["colour"] == "indigo"
    assert held.meta["app"] == {"version": "9"}
    assert held.tables["action"][0]["photo"] == "dye.jpg"
    assert held.tables["action"][0]["empty"] == ""
    assert held.tables["action"][0]["what"] == "Weave"


def test_rows_keep_their_order() -> None:
    rows = [{"id": record_id} for record_id in "cab"]
    assert ids(again(opened(action=rows))) == ["c", "a", "b"]


def test_the_history_stays_and_is_harmless() -> None:
    entry = {"at": "2026-01-01T00:00:00+00:00", "old": "", "new": "Dye", "score": 5, "more": {"a": [1]}}
    plan = opened(history=[entry, {"new": "\x1b[31mred\ud800", "at": 7}])
    assert plan.history == [entry, {"new": "red", "at": 7}]
    assert again(plan).history == plan.history


def test_what_stands_in_a_field_that_cannot_hold_it_stays_as_words() -> None:
    plan = again(opened(action=[{"id": "a1", "due": "after the rains"}]))
    assert plan.rows("action")[0].unread == {"due": "after the rains"}


# Files edited by hand ----------------------------------------------------------------------
def test_a_copied_line_gets_an_id_of_its_own_and_loses_nothing() -> None:
    plan = opened(action=[{"id": "a1", "what": "Dye"}, {"id": "a1", "what": "Weave"}, {"id": "a1"}])
    assert [action.what for action in plan.all(Action)] == ["Dye", "Weave", ""]
    assert len(set(ids(plan))) == 3
    assert ids(plan)[0] == "a1", "what points at it finds the first"
    assert ids(again(plan)) == ids(plan)


@pytest.mark.parametrize("bad", ["", None, [], {"a": 1}, "\x00", "\ud800"])
def test_a_line_without_a_fit_id_gets_one(bad: object) -> None:
    plan = opened(action=[{"id": bad, "what": "Dye"}, {"id": bad, "what": "Weave"}, {"what": "Sell"}])
    assert [action.what for action in plan.all(Action)] == ["Dye", "Weave", "Sell"]
    assert all(ids(plan))
    assert ids(again(plan)) == ids(plan)


def test_an_id_may_stand_in_two_tables() -> None:
    plan = opened(action=[{"id": "x", "what": "Dye"}], ally=[{"id": "x", "who": "The trader"}])
    assert (ids(plan), ids(plan, "ally")) == (["x"], ["x"])
    assert again(plan).tables == plan.tables


@pytest.mark.parametrize(
    "counters",
    [
        None, 5, "A", [], [["A", 3]], {"A": "7"}, {"A": 1.5}, {"A": True}, {"A": -5}, {"A": 0},
        {"A": 10**4000}, {"A": None}, {"A": {}},
    ],
)  # fmt: skip
def test_strange_counters_do_not_lead_to_strange_numbers(counters: object) -> None:
    plan = plan_of(Content({"counters": counters}, {}))
    assert plan.counters == Counter()
    assert Document(plan).add(Action(what="Dye")).code == "A01"


def test_counters_stand_but_never_below_what_is_in_use() -> None:
    plan = plan_of(Content({"counters": {"A": 3, "MS": 9}}, {"action": [{"id": "a", "code": "A07"}]}))
    assert plan.counters["A"] == 7
    assert plan.counters["MS"] == 9
    assert Document(plan).add(Action()).code == "A08"


@pytest.mark.parametrize(
    ("place", "held"),
    [
        ({"step": "actions", "record": "a1"}, {"step": "actions", "record": "a1"}),
        ({"step": 5, "field": None}, {"step": "5", "field": "None"}),
        ({"step": "\x1b[31mactions"}, {"step": "actions"}),
        (None, {}),
        ("actions", {}),
        (["actions"], {}),
    ],
)
def test_a_strange_place_is_no_place(place: object, held: dict[str, str]) -> None:
    plan = plan_of(Content({"place": place}, {}))
    assert plan.place == held
    assert again(plan).place == held


def test_meta_says_what_the_plan_says_now() -> None:
    plan = plan_of(
        Content({"schema": 0, "group": "Old", "progress": 7}, {"plan": [{"id": "plan", "group": "New"}]})
    )
    meta = Dumps().content(plan).meta
    assert "schema" not in meta, "the store alone knows the version that it writes"
    assert meta["group"] == "New"
    assert str(meta["progress"]).startswith("1 of ")


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(codec=None, categories=None), max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=5,
)
FIELDS = sorted({name for kind in KINDS.values() for name in kind.model_fields})
ROW = st.dictionaries(st.sampled_from(FIELDS) | st.text(max_size=4), JSON, max_size=5)
TABLES = st.dictionaries(
    st.sampled_from([*KINDS, "history", "voice"]) | st.text(max_size=5).filter(lambda name: name != "meta"),
    st.lists(ROW, max_size=3),
    max_size=4,
)
META = st.dictionaries(st.sampled_from(["counters", "place", "group", "schema", "x"]), JSON, max_size=4)


@given(META, TABLES)
@settings(max_examples=80, deadline=None)
def test_any_file_opens_settles_and_can_be_worked_on(
    meta: dict[str, Any], tables: dict[str, list[dict[str, Any]]]
) -> None:
    plan = plan_of(Content(meta, tables))
    for table, rows in tables.items():
        held: Any = plan.history if table == "history" else plan.tables.get(table, plan.foreign.get(table))
        assert len(held or {}) == len(rows)
    document = Document(plan)
    assert again(plan) == plan
    before = again(plan)
    document.set(plan.one(PlanSheet), {"group": "Weavers"})
    document.remove(document.duplicate(document.add(Action(what="Dye"))))
    while document.undo():
        pass
    assert replace(again(plan), changes=before.changes) == before


# Sheets and fixed rows ---------------------------------------------------------------------
def test_missing_sheets_and_rows_are_added_and_present_ones_kept() -> None:
    plan = opened(
        plan=[{"id": "mine", "group": "Weavers"}],
        market_point=[{"id": "market_point-price", "point": "price", "code": "MP13", "not_needed": "Agreed"}],
    )
    complete(plan)
    assert ids(plan, "plan") == ["mine"]
    points = plan.all(MarketPoint)
    assert len(points) == 14
    assert len({point.point for point in points}) == len({point.code for point in points}) == 14
    assert points[0].not_needed == "Agreed"


def test_a_fixed_row_under_another_id_is_not_doubled() -> None:
    plan = opened(market_point=[{"id": "x1", "point": "price", "not_needed": "Agreed"}])
    complete(plan)
    assert [point.point for point in plan.all(MarketPoint)].count("price") == 1


def test_a_fixed_row_that_was_renamed_is_not_added_again() -> None:
    plan = opened(market_point=[{"id": "market_point-price", "point": "smell"}])
    complete(plan)
    assert len(plan.all(MarketPoint)) == 14


def test_completing_twice_adds_nothing() -> None:
    plan = Plan()
    complete(plan)
    before = again(plan)
    complete(plan)
    assert again(plan) == before
    assert plan.counters == {"MP": 14, "WF": 8, "Q": 4}


# Remembered forms --------------------------------------------------------------------------
def test_a_record_is_stored_anew_only_when_it_changed() -> None:
    document, dumps = Document.new(), Dumps()
    dye, weave = document.add(Action(what="Dye")), document.add(Action(what="Weave"))
    before = dumps.content(document.plan).tables["action"]
    document.set(dye, {"what": "Dye twice"})
    after = dumps.content(document.plan).tables["action"]
    assert after[1] is before[1]
    assert (before[0]["what"], after[0]["what"]) == ("Dye", "Dye twice")
    assert after[1] == weave.dump()


def test_what_was_given_to_be_saved_does_not_change_under_the_writer() -> None:
    document = Document.new()
    dye = document.add(Action(what="Dye"))
    content = document.content()
    tables = {name: list(rows) for name, rows in content.tables.items()}
    meta = dict(content.meta)
    document.set(dye, {"what": "Weave"})
    document.add(Action(what="Sell"))
    document.plan.place["step"] = "actions"
    document.undo()
    document.undo()
    document.undo()
    assert content.tables == tables
    assert content.meta == meta
