"""The past of one record: from its first wording to today's, with who, when and why."""

from datetime import date

import pytest

from atm_tui.document import Document
from atm_tui.model.action import Action
from atm_tui.model.reflection import Change, Session
from atm_tui.model.start import Participant
from atm_tui.past import Event, past
from atm_tui.planio import plan_of


@pytest.fixture
def document() -> Document:
    """A plan with one action, written by Amina."""
    document = Document.new(group="Weavers")
    document.by = "Amina"
    document.add(Action(what="Dye"))
    return document


def dye(document: Document) -> Action:
    return document.plan.all(Action)[0]


def told(document: Document) -> list[tuple[str, str, str, str]]:
    return [(event.what, event.old, event.new, event.why) for event in past(document.plan, dye(document).id)]


def test_it_begins_with_the_first_wording_and_tells_each_change(document: Document) -> None:
    document.set(dye(document), {"what": "Dye by day"}, why="Tired eyes")
    document.set(dye(document), {"status": "doing"})
    assert told(document) == [
        ("First written", "", "Dye", ""),
        ("What", "Dye", "Dye by day", "Tired eyes"),
        ("State", "idea", "doing", ""),
    ]
    assert [event.by for event in past(document.plan, dye(document).id)] == ["Amina"] * 3


def test_what_was_typed_while_it_was_made_is_its_first_wording(document: Document) -> None:
    made = document.add(Action())
    document.typing_goes_on(made, "what")
    for words in ("W", "We", "Weave"):
        document.set(made, {"what": words}, typing="what")
    assert [event.new for event in past(document.plan, made.id)] == ["Weave"]


def test_a_change_says_by_which_reflection_it_was_made(document: Document) -> None:
    session = document.add(Session(occasion="lot 1", on=date(2026, 5, 15)))
    document.set(dye(document), {"what": "Dye by day"})
    document.freeze(session.id)
    assert past(document.plan, dye(document).id)[1].session == "R1"


def test_a_decision_about_it_stands_in_its_past(document: Document) -> None:
    session = document.add(Session(on=date(2026, 5, 15)))
    document.add(
        Change(kind="stop", target=f"ref:{dye(document).id}", now="Stop", reason="Smoke", session=session.id)
    )
    event = past(document.plan, dye(document).id)[1]
    assert event == Event("2026-05-15", "Decided: stop", "", "Stop", "Smoke", session="R1")
    assert event.day == "15 May 2026"


def test_where_there_is_no_history_the_versions_tell(document: Document) -> None:
    first, second = document.add(Session()), document.add(Session())
    document.freeze(first.id)
    document.set(dye(document), {"what": "Dye by day"})
    document.freeze(second.id)
    content = document.content()
    content.tables["history"] = []
    for row, day in zip(content.tables["frozen"], ("2026-05-15", "2026-07-10"), strict=True):
        row |= {"at": f"{day}T12:00:00+00:00", "lines": 0}
    plan = plan_of(content)
    events = past(plan, plan.all(Action)[0].id)
    assert [(event.what, event.old, event.new, event.session) for event in events] == [
        ("First written", "", "Dye", ""),
        ("What", "Dye", "Dye by day", "R2"),
    ]


def test_what_the_history_tells_is_not_told_again_of_the_versions(document: Document) -> None:
    document.freeze(document.add(Session()).id)
    document.set(dye(document), {"what": "Dye by day"})
    document.freeze(document.add(Session()).id)
    assert [what for what, *_ in told(document)] == ["First written", "What"]


def test_what_is_deleted_has_a_past_as_long_as_a_version_holds_it(document: Document) -> None:
    gone = dye(document)
    document.freeze(document.add(Session()).id)
    document.remove(gone, why="Too dear")
    assert [(event.what, event.why) for event in past(document.plan, gone.id)] == [
        ("First written", ""),
        ("Deleted", "Too dear"),
    ]
    assert past(document.plan, "never") == []


def test_what_is_private_is_not_told(document: Document) -> None:
    person = document.add(Participant(display_name="Halima"))
    document.set(person, {"contact": "0700"})
    assert [event.what for event in past(document.plan, person.id)] == ["First written"]


def test_odd_lines_of_a_history_do_no_harm(document: Document) -> None:
    document.plan.history += [
        {"record": dye(document).id},
        {"record": dye(document).id, "table": "loom", "field": "what", "at": 7},
        {
            "record": dye(document).id,
            "table": "action",
            "field": "what",
            "at": "then",
            "old": ["x"],
            "new": 3,
        },
    ]
    events = past(document.plan, dye(document).id)
    assert [(event.what, event.day) for event in events[1:]] == [("What", "")]
