"""Allies and reflections of the worked example have a home in our records; nothing of them is lost."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from atm_tui.example import example
from atm_tui.model.allies import Ally, AllySheet, Placement
from atm_tui.model.indicators import Dimensions, Reading
from atm_tui.model.plan import Plan
from atm_tui.model.record import REF, Record
from atm_tui.model.reflection import (
    Change,
    Decision,
    Finding,
    Message,
    Parked,
    Rhythm,
    Session,
    Story,
)
from atm_tui.planio import plan_of

R = TypeVar("R", bound=Record)

WORKED: dict[str, Any] = json.loads(
    (Path(__file__).parent / "data" / "worked_example.json").read_text(encoding="utf-8"),
    parse_float=Decimal,
)

COUNTS = {
    "5": "five", "4": "four", "3": "three", "2": "two", "1": "one_finger", "0": "fist",
    "for": "votes_for", "against": "against", "abstain": "abstain",
}  # fmt: skip
"""What was counted in the example, and the field that holds it."""

CONSENT = {"named": "agreed to be named", "unnamed": "agreed to be told without name"}
"""Consent in the example's words: they stand behind the teller's name there."""

TREES = ("problem_card", "solution_card")


def allies(plan: Plan) -> dict[str, Any]:
    """Section 10."""
    stood = {(place.ally, _code(plan, place.session)): place.wedge for place in plan.all(Placement)}
    return {
        "issue": plan.one(AllySheet).issue,
        "actors": [
            {
                "name": ally.who,
                "kind": ally.kind,
                "in_chain": ally.in_chain,
                "wedge": stood[ally.id, ""],
                "target": ally.target_wedge,
                "influence": int(ally.influence),
                "why": ally.why_there,
                "cares": ally.cares_about,
                "request": ally.request,
                "asked_by": _code(plan, ally.asked_by) or None,
                "by": _day(ally.by),
                "wedge_R2": stood[ally.id, "R2"],
            }
            for ally in plan.all(Ally)
        ],
    }


def reflection(plan: Plan) -> dict[str, Any]:
    """Section 11."""
    sessions = plan.all(Session)
    return {
        "rhythm": plan.one(Rhythm).rhythm,
        "schedule": [[one.code, _day(one.on), one.occasion, one.state] for one in sessions],
        "sessions": [_session(plan, one) for one in sessions if one.state == "held"],
    }


def _session(plan: Plan, one: Session) -> dict[str, Any]:
    found = _of(plan, one, Finding)
    return {
        "code": one.code,
        "date": _day(one.on),
        "minutes": one.minutes,
        "facilitator": _code(plan, one.facilitator),
        "attendance": {
            "women": one.women,
            "men": one.men,
            "first_time": one.first_time,
            "members": one.members,
        },
        "guests": [_code(plan, guest) for guest in one.guests],
        "planned": one.meant,
        "happened": one.happened,
        "worked": [finding.what for finding in found if finding.kind == "worked"],
        "not_worked": [finding.what for finding in found if finding.kind == "did not"],
        "surprise": "; ".join(finding.what for finding in found if finding.kind == "surprise"),
        "story": _story(plan, *_of(plan, one, Story)),
        "changes": _changes(plan, one),
        "tree_revisions": _tree_revisions(plan, one),
        "decisions": [_decision(decision) for decision in _of(plan, one, Decision)],
        "parking": [parked.what for parked in _of(plan, one, Parked)],
        "messages": [[m.what, _code(plan, m.by), _day(m.due)] for m in _of(plan, one, Message)],
    }


def _of(plan: Plan, session: Session, kind: type[R]) -> list[R]:
    """What was written down at a reflection."""
    return [record for record in plan.all(kind) if record.value("session") == session.id]


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def _code(plan: Plan, value: str) -> str:
    """The spoken number of a record, by its id or as a party; or words, as they were typed."""
    record = plan.get(value.removeprefix(REF))
    return record.code if record else value


def _story(plan: Plan, story: Story) -> dict[str, Any]:
    sheet = plan.one(Dimensions)
    return {
        "teller": f"{plan.party(story.teller)}, {CONSENT[story.consent]}",
        "text": story.story,
        "why": story.why,
        "dimension": (sheet.first, sheet.second, sheet.third)[int(story.dimension) - 1],
        "consent": story.consent != "no",
    }


def _on_a_tree(plan: Plan, change: Change) -> bool:
    """Whether a change is about a card of a tree: the example lists these apart."""
    return plan.get(change.target.removeprefix(REF), *TREES) is not None


def _changes(plan: Plan, session: Session) -> list[list[str | None]]:
    return [
        [
            change.kind,
            _code(plan, change.target),
            change.now,
            change.reason,
            _code(plan, change.lead),
            _day(change.due),
        ]
        for change in _of(plan, session, Change)
        if not _on_a_tree(plan, change)
    ]


def _tree_revisions(plan: Plan, session: Session) -> list[list[str]]:
    return [
        [
            _code(plan, change.target),
            "-" if change.kind == "add" else change.was,
            change.now,
            change.reason,
        ]
        for change in _of(plan, session, Change)
        if _on_a_tree(plan, change)
    ]


def _decision(decision: Decision) -> dict[str, Any]:
    counts = {word: decision.value(name) for word, name in COUNTS.items()}
    return {
        "text": decision.what,
        "method": decision.method,
        "counts": {word: count for word, count in counts.items() if count is not None},
        "note": decision.note,
    }


def test_every_value_of_the_allies_is_in_the_plan() -> None:
    assert allies(plan_of(example())) == WORKED["allies"]


def test_every_value_of_the_reflections_is_in_the_plan() -> None:
    rebuilt = reflection(plan_of(example()))
    for mine, theirs in zip(rebuilt["sessions"], WORKED["reflection"]["sessions"], strict=True):
        for name in theirs:  # first one by one: a difference is then easy to see
            assert mine[name] == theirs[name], f"{theirs['code']}: {name}"
    assert rebuilt == WORKED["reflection"]


def test_each_reading_is_of_the_reflection_on_its_day() -> None:
    plan = plan_of(example())
    days = {session.id: session.on for session in plan.all(Session)}
    assert all(days[reading.session] == reading.on for reading in plan.all(Reading))


def test_allies_stand_where_they_were_placed_last() -> None:
    plan = plan_of(example())
    last = {place.ally: place.wedge for place in plan.all(Placement)}
    assert last == {ally.id: ally.wedge for ally in plan.all(Ally)}


def test_a_changed_card_stands_as_the_last_revision_left_it() -> None:
    plan = plan_of(example())
    last = {
        change.target.removeprefix(REF): change for change in plan.all(Change) if _on_a_tree(plan, change)
    }
    cards = {record_id: plan.get(record_id, "problem_card") for record_id in last}
    states = {card.code: (card.value("state"), last[card.id].now) for card in cards.values() if card}
    added = states.pop("C3.2.2")
    assert added == ("easing", "new")
    assert all(state == now for state, now in states.values())


def test_low_fingers_were_heard() -> None:
    low = [item for item in plan_of(example()).all(Decision) if item.one_finger or item.two]
    assert [item.heard for item in low] == ["yes"]


def test_what_is_said_of_people_points_at_them() -> None:
    plan = plan_of(example())
    tellers = [story.teller for story in plan.all(Story)]
    assert [_code(plan, teller) for teller in tellers] == ["a member", "W20"]
    assert all(plan.is_ref(guest) for session in plan.all(Session) for guest in session.guests)
