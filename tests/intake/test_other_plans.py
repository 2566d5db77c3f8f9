"""Records from another plan: all, some, and from a copy of this one that went its own way."""

import json
from collections.abc import Collection
from pathlib import Path

import pytest
from filled import filled, hostile
from hypothesis import HealthCheck, given, settings
from intakekit import stored

from atm_tui.document import Document
from atm_tui.errors import AtmError
from atm_tui.example import example
from atm_tui.intake.plans import understand_plan
from atm_tui.intake.understood import Understood, take
from atm_tui.model.action import Action
from atm_tui.model.plan import Plan, ids_in
from atm_tui.model.start import Participant, PlanSheet
from atm_tui.planio import plan_of
from atm_tui.store.storage import SCHEMA, text_of

OTHER = Path("other.json")


def content(plan: Plan) -> bytes:
    """A plan as its file, and as our JSON export, has it."""
    held = Document(plan).content()
    tables = {name: {str(at): row for at, row in enumerate(rows, 1)} for name, rows in held.tables.items()}
    return text_of({"meta": {"1": {"schema": SCHEMA, **held.meta}}} | tables).encode(errors="replace")


def of(document: Document, plan: Plan, only: Collection[str] = ()) -> Understood:
    return understand_plan(document.plan, content(plan), OTHER, only=only)


@pytest.fixture
def worked() -> Plan:
    return plan_of(example())


@pytest.mark.parametrize("make", [filled, lambda: plan_of(example())], ids=["filled", "example"])
def test_an_empty_plan_becomes_the_other_one(make: object) -> None:
    assert callable(make)
    other, document = make(), Document.new()
    before, line = stored(document.plan), document.plan.line
    found = of(document, other)
    assert take(document, found) == len(found.items)
    assert stored(document.plan) == stored(other)
    assert (document.plan.counters, document.plan.line) == (plan_of_bytes(content(other)).counters, line)
    document.undo()
    assert stored(document.plan) == before
    document.redo()
    assert stored(document.plan) == stored(other)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(words=hostile())
def test_json_out_and_in_is_the_same_plan(words: str) -> None:
    other, document = filled(lambda: words), Document.new()
    take(document, of(document, other))
    assert stored(document.plan) == stored(plan_of_bytes(content(other)))


def plan_of_bytes(raw: bytes) -> Plan:
    """A plan from what its file holds, as everybody reads it."""
    from atm_tui.store.planfile import content_of  # noqa: PLC0415 - beside its only use
    from atm_tui.store.storage import tables_of  # noqa: PLC0415 - as above

    return plan_of(content_of(tables_of(raw, OTHER)))


def test_a_copy_that_went_its_own_way_changes_what_it_says_anew(worked: Plan) -> None:
    ours = Document(plan_of(example()))
    theirs = Document(worked)
    action = theirs.plan.all(Action)[0]
    theirs.set(action, {"done_when": "the sheet hangs on the wall", "risk": ""})
    new = theirs.add(Action(what="Thank the elders", lead=action.lead))
    theirs.add(Participant(display_name="one more"))
    found = of(ours, theirs.plan)
    assert [(item.sign, item.place) for item in found.taken] == [
        ("+", "W25"), ("?", action.code), ("+", new.code),
    ]  # fmt: skip
    take(ours, found)
    assert ours.plan.tables["action"][new.id].value("lead") == action.lead
    assert ours.plan.tables["action"][action.id].value("risk") == action.risk, "what is empty erases nothing"
    assert ours.undo() == "import of 3 records"


def test_chosen_records_keep_the_names_of_what_is_not_taken_along(worked: Plan) -> None:
    document = Document.new()
    document.add(Participant(display_name="one of us"))
    lead = worked.all(Action)[1].lead
    found = of(document, worked, ["A02", "w01"])
    assert [item.place for item in found.items] == ["W01", "A02"]
    take(document, found)
    (action,) = document.plan.all(Action)
    assert action.code == "A02"
    name = worked.named(lead)
    assert (
        action.lead == lead if name == worked.rows("participant")[0].name else name in action.unread["lead"]
    )
    known = {record.id for record in document.plan}
    assert {
        one for name in action.specs() if action.specs()[name].refers for one in ids_in(action, name)
    } <= known


def test_a_person_of_the_same_name_is_the_same_and_a_taken_number_is_given_anew(worked: Plan) -> None:
    document = Document.new(group="Another group")
    name = worked.all(Participant)[0].name
    document.add(Participant(display_name="somebody else"))
    ours = document.add(Participant(display_name=name.upper()))
    led = next(one for one in worked.all(Action) if one.lead == worked.all(Participant)[0].id)
    take(document, of(document, worked, [led.code, "W01", "W02"]))
    assert document.plan.all(Action)[0].lead == ours.id
    people = [(one.code, one.name) for one in document.plan.all(Participant)]
    assert people[-1] == ("W03", worked.all(Participant)[1].name)
    assert len(people) == 3


def test_what_stands_otherwise_on_a_sheet_is_doubtful(worked: Plan) -> None:
    document = Document.new(group="Another group")
    found = of(document, worked, ["plan"])
    assert "It is called 'Another group' in the plan." in found.items[0].said
    take(document, found)
    assert document.plan.one(PlanSheet).group == worked.one(PlanSheet).group


def test_a_newer_plan_and_what_is_no_plan_are_refused(worked: Plan) -> None:
    data = json.loads(content(worked))
    data["meta"]["1"]["schema"] = SCHEMA + 1
    for raw in (json.dumps(data).encode(), b"{}", b'{"meta": 3}', b"{"):
        with pytest.raises(AtmError):
            understand_plan(Plan(), raw, OTHER)
    with pytest.raises(AtmError, match="newer atm-tui"):
        understand_plan(Plan(), json.dumps(data).encode(), OTHER)


def test_what_is_asked_for_and_not_there_is_said(worked: Plan) -> None:
    with pytest.raises(AtmError, match="holds no A99"):
        of(Document.new(), worked, ["A01", "A99"])
