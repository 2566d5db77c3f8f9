"""Versions: each session keeps what the plan held; it never changes later, and all of it can be undone."""

import copy
import itertools
import json
from pathlib import Path
from typing import Any

import pytest
from filled import TODAY, filled, hostile
from hypothesis import given, settings
from hypothesis import strategies as st
from test_document_properties import state

from atm_tui.changes import Change, change_of
from atm_tui.document import Document
from atm_tui.example import example
from atm_tui.export.data import as_json
from atm_tui.export.order import Order
from atm_tui.model.action import Action
from atm_tui.model.plan import Plan
from atm_tui.model.record import Record
from atm_tui.model.reflection import Finding, Session
from atm_tui.model.start import Participant
from atm_tui.planio import plan_of
from atm_tui.store.planfile import Content
from atm_tui.versions import KEPT, NOW, VERSIONS, contents_at, contents_of, names, plan_at


@pytest.fixture
def document() -> Document:
    """A plan with three actions and two sessions."""
    document = Document.new(group="Weavers")
    for what in ("Dye", "Weave", "Sell"):
        document.add(Action(what=what))
    for occasion in ("lot 1", "lot 2"):
        document.add(Session(occasion=occasion))
    return document


def session(document: Document, number: int) -> Session:
    return document.plan.all(Session)[number - 1]


def freeze(document: Document, number: int) -> None:
    document.freeze(session(document, number).id)


def what_at(plan: Plan, name: str) -> list[str]:
    return [action.what for action in plan_at(plan, name).all(Action)]


def action(document: Document, what: str) -> Action:
    return next(one for one in document.plan.all(Action) if one.what == what)


def test_a_version_is_what_the_plan_held_and_stays_so(document: Document) -> None:
    freeze(document, 1)
    document.set(action(document, "Dye"), {"what": "Dye with indigo"})
    document.remove(action(document, "Sell"))
    document.move(action(document, "Weave"), 0)
    document.add(Action(what="Mend"))
    freeze(document, 2)
    document.set(action(document, "Mend"), {"what": "Mend looms"})
    plan = document.plan
    assert names(plan) == ["R1", "R2"]
    assert what_at(plan, "R1") == ["Dye", "Weave", "Sell"]
    assert what_at(plan, "R2") == ["Weave", "Dye with indigo", "Mend"]
    assert what_at(plan, NOW) == ["Weave", "Dye with indigo", "Mend looms"]
    with pytest.raises(KeyError):
        plan_at(plan, "R3")


def test_a_later_version_holds_only_what_differs(document: Document) -> None:
    freeze(document, 1)
    changed, gone = action(document, "Dye"), action(document, "Sell")
    document.set(changed, {"what": "Dye with indigo"})
    document.remove(gone)
    freeze(document, 2)
    tables = document.plan.versions[1].tables
    assert list(tables) == ["action"]
    assert tables["action"].keys() == {changed.id, gone.id}
    assert tables["action"][gone.id] is None
    assert document.plan.versions[1].orders == {}


def test_a_session_that_is_taken_up_again_replaces_its_version(document: Document) -> None:
    freeze(document, 1)
    document.add(Action(what="Mend"))
    freeze(document, 1)
    assert names(document.plan) == ["R1"]
    assert what_at(document.plan, "R1") == ["Dye", "Weave", "Sell", "Mend"]
    document.undo()
    assert what_at(document.plan, "R1") == ["Dye", "Weave", "Sell"]


def test_an_earlier_version_can_be_replaced_and_the_later_ones_stay(document: Document) -> None:
    freeze(document, 1)
    document.add(Action(what="Mend"))
    freeze(document, 2)
    later = document.add(Session(occasion="lot 3"))
    document.set(action(document, "Weave"), {"what": "Weave more"})
    document.freeze(later.id)
    document.remove(action(document, "Dye"))
    before = {name: contents_at(document.plan.versions[:n]) for n, name in ((2, "R2"), (3, "R3"))}
    freeze(document, 1)
    assert what_at(document.plan, "R1") == ["Weave more", "Sell", "Mend"]
    assert {name: contents_at(document.plan.versions[:n]) for n, name in ((2, "R2"), (3, "R3"))} == before
    document.undo()
    assert what_at(document.plan, "R1") == ["Dye", "Weave", "Sell"]


def test_keeping_the_same_again_is_no_change(document: Document) -> None:
    freeze(document, 1)
    held, changes = document.plan.versions, document.plan.changes
    freeze(document, 1)
    assert document.plan.versions is held
    assert document.plan.changes == changes


def test_an_order_alone_makes_a_version(document: Document) -> None:
    freeze(document, 1)
    document.move(action(document, "Sell"), 0)
    freeze(document, 2)
    assert document.plan.versions[1].tables == {}
    assert what_at(document.plan, "R2") == ["Sell", "Dye", "Weave"]


def test_a_version_that_differs_by_its_order_alone_takes_the_place_of_the_one_before(
    document: Document,
) -> None:
    changes: list[Change] = []
    freeze(document, 1)
    again = Document(plan_of(document.content()))
    document.changed = changes.append
    document.move(action(document, "Sell"), 0)
    freeze(document, 1)
    assert what_at(document.plan, "R1") == ["Sell", "Dye", "Weave"]
    again.bring_back(changes)
    assert what_at(again.plan, "R1") == ["Sell", "Dye", "Weave"]
    document.undo()
    assert what_at(document.plan, "R1") == ["Dye", "Weave", "Sell"]


def test_it_is_undone_and_done_again(document: Document) -> None:
    before = state(document.plan)
    freeze(document, 1)
    after = state(document.plan)
    assert document.undo() == "version of reflection R1"
    assert state(document.plan) == before
    document.redo()
    assert state(document.plan) == after


def test_it_is_part_of_a_larger_step_and_gone_when_that_fails(document: Document) -> None:
    before = state(document.plan)
    with document.step("reflection R1 is closed"):
        document.set(session(document, 1), {"state": "held"})
        freeze(document, 1)
    assert document.undo() == "reflection R1 is closed"
    assert state(document.plan) == before

    def fails() -> None:
        with document.step("reflection R1 is closed"):
            freeze(document, 1)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()
    assert state(document.plan) == before


def test_people_and_what_was_said_are_in_no_version(document: Document) -> None:
    person = document.add(Participant(display_name="Halima"))
    document.add(Finding(what="The well is dry", session=session(document, 1).id))
    freeze(document, 1)
    document.remove(person)
    assert "Halima" not in json.dumps([one.tables for one in document.plan.versions])
    assert "well is dry" not in json.dumps([one.tables for one in document.plan.versions])
    assert plan_at(document.plan, "R1").all(Finding), "it is told as it stands today"


def test_a_version_keeps_its_name_when_its_session_is_deleted(document: Document) -> None:
    freeze(document, 1)
    document.remove(session(document, 1))
    document.add(Session(occasion="again"))
    document.freeze(document.plan.all(Session)[-1].id)
    assert names(document.plan) == ["R1", "R3"]


# In the file -------------------------------------------------------------------------------
def test_reopening_gives_the_same_versions(document: Document, tmp_path: Path) -> None:
    saved = Document(document.plan, tmp_path / "plan.json")
    freeze(saved, 1)
    saved.move(action(saved, "Sell"), 0)
    freeze(saved, 2)
    saved.save()
    assert Document.open(saved.path or tmp_path).plan.versions == saved.plan.versions
    reader = Document.read(saved.path or tmp_path)
    saved.add(Action(what="Mend"))
    freeze(saved, 2)
    saved.save()
    reader.follow()
    assert what_at(reader.plan, "R2") == ["Sell", "Dye", "Weave", "Mend"]


def test_a_draft_brings_a_version_back(document: Document) -> None:
    changes: list[Change] = []
    freeze(document, 1)
    crashed = Document(plan_of(document.content()))
    document.changed = changes.append
    document.add(Action(what="Mend"))
    freeze(document, 2)
    freeze(document, 1)
    document.undo()
    drafts = [change_of(json.loads(json.dumps(change.draft()))) for change in changes]
    before = state(crashed.plan)
    assert crashed.bring_back([one for one in drafts if one])
    assert crashed.plan.versions == document.plan.versions
    crashed.undo()
    assert state(crashed.plan) == before


def test_a_draft_with_half_a_version_is_none(document: Document) -> None:
    changes: list[Change] = []
    document.changed = changes.append
    freeze(document, 1)
    draft = json.loads(json.dumps(changes[0].draft()))
    assert change_of(draft)
    draft["versions"][1][0].pop("tables")
    assert change_of(draft) is None


def test_a_session_in_a_plan_as_json_is_read_the_same(document: Document) -> None:
    freeze(document, 1)
    document.add(Action(what="Mend"))
    freeze(document, 2)
    data = json.loads(as_json(document.plan, Order(TODAY)))
    meta = data.pop("meta")["1"]
    again = plan_of(Content(meta, {name: list(rows.values()) for name, rows in data.items()}))
    assert again.versions == document.plan.versions


HALF: list[Any] = [
    {},
    {"session": "s", "name": "R9"},
    {"session": "", "name": "R9", "tables": {}},
    {"session": "s", "name": "", "tables": {}},
    {"session": "s", "name": "now", "tables": {}},
    {"session": "s", "name": "R9 or \x1b[31m", "tables": {}},
    {"session": ["s"], "name": "R9", "tables": {}},
    {"session": "s", "name": "R9", "tables": []},
    {"session": "s", "name": "R9", "tables": {"action": []}},
    {"session": "s", "name": "R9", "tables": {"action": {"a": "x"}}},
    {"session": "s", "name": "R9", "tables": {"action": {"\x1b[2J": {}}}},
    {"session": "s", "name": "R9", "at": 7, "tables": {}},
    {"session": "s", "name": "R9", "lines": -1, "tables": {}},
    {"session": "s", "name": "R9", "lines": True, "tables": {}},
    {"session": "s", "name": "R9", "tables": {}, "orders": []},
    {"session": "s", "name": "R9", "tables": {}, "orders": {"action": "ab"}},
    {"session": "s", "name": "R9", "tables": {}, "orders": {"action": [["a"]]}},
    {"session": "s", "name": "R1", "tables": {}},
]


@pytest.mark.parametrize("half", HALF, ids=range(len(HALF)))
def test_half_a_version_is_none_but_stays_in_the_file(document: Document, half: dict[str, Any]) -> None:
    freeze(document, 1)
    content = document.content()
    content.tables[VERSIONS].append(half)
    again = Document(plan_of(copy.deepcopy(content)))
    assert names(again.plan) == ["R1"]
    assert again.content().tables[VERSIONS] == content.tables[VERSIONS]


def test_what_is_unknown_in_a_version_is_passed_over_and_kept(document: Document) -> None:
    freeze(document, 1)
    content = document.content()
    row = content.tables[VERSIONS][0]
    row["tables"] = {"loom": {"x": {"what": "a loom"}}, "action": {"gone": None, "odd": {"due": "soon"}}}
    row["orders"] = {"loom": ["x"], "pair": ["nobody"], "action": ["nobody", "odd"]}
    again = plan_of(content)
    assert names(again) == ["R1"]
    assert plan_at(again, "R1").all(Action)[0].unread == {"due": "soon"}
    assert Document(again).content().tables[VERSIONS] == [row]


# Any plan ----------------------------------------------------------------------------------
@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_any_version_is_what_was_kept_and_undo_gives_the_plan_as_it_was(data: st.DataObject) -> None:
    words = itertools.cycle(data.draw(st.lists(hostile(), min_size=2, max_size=5)))
    document = Document(filled(lambda: next(words)))
    first = state(document.plan)
    sessions, kept = document.plan.all(Session), {}
    for one in data.draw(st.lists(st.sampled_from(sessions), min_size=1, max_size=4)):
        for _ in range(data.draw(st.integers(0, 3))):
            _some_change(document, data)
        document.freeze(one.id)
        kept[one.code] = contents_of(document.plan)
        for number, name in enumerate(names(document.plan), 1):
            held = contents_at(document.plan.versions[:number])
            assert held == kept[name]
            assert {table: list(rows) for table, rows in held.items()} == {
                table: list(rows) for table, rows in kept[name].items()
            }
            assert contents_of(plan_at(document.plan, name)) == kept[name]
    again = plan_of(Content(tables=json.loads(json.dumps(document.content().tables))))
    assert again.versions == document.plan.versions
    while document.undo():
        pass
    assert state(document.plan) == first


def _some_change(document: Document, data: st.DataObject) -> None:
    tables = [document.plan.rows(table) for table in KEPT]
    rows: list[Record] = [row for held in tables for row in held if row.specs()[row.main()].kind == "line"]
    row = data.draw(st.sampled_from(rows))
    match data.draw(st.sampled_from(["set", "remove", "move", "duplicate"])):
        case "set":
            document.set(row, {row.main(): data.draw(hostile())})
        case "remove":
            document.remove(row)
        case "move":
            document.move(row, data.draw(st.integers(0, 3)))
        case _ if not row.single:
            document.duplicate(row)


def test_six_versions_of_the_example_are_small() -> None:
    document = Document(plan_of(example()))
    one = _length_with_version(document, document.plan.all(Session)[0])
    while len(document.plan.versions) < 6:
        document.set(document.plan.all(Action)[0], {"done_when": f"hut {len(document.plan.versions)}"})
        last = _length_with_version(document, document.add(Session(occasion="again")))
    assert last < 1.1 * one


def _length_with_version(document: Document, session: Session) -> int:
    document.freeze(session.id)
    return len(as_json(document.plan, Order(TODAY)))


def test_the_example_has_its_second_reflection_as_the_plan_is() -> None:
    plan = plan_of(example())
    assert names(plan) == ["R2"], "of the first one its text tells too little"
    assert contents_at(plan.versions) == contents_of(plan), "freeze R2 again after a change of the example"
