"""What is done at the stops of a reflection; every change goes through the document."""

from datetime import date
from typing import Any, Final

from atm_tui.document import Document
from atm_tui.meeting import next_planned
from atm_tui.meeting.line import DECISION, MAKES, Line
from atm_tui.model import KINDS
from atm_tui.model.action import Action
from atm_tui.model.allies import Ally
from atm_tui.model.canvas import CanvasNote
from atm_tui.model.derived import is_open
from atm_tui.model.record import REF, Record
from atm_tui.model.reflection import Change, Decision, Message, Rhythm, Session
from atm_tui.model.trees import ProblemCard

_FILLS: Final = {
    Action.table: {"now": "what", "lead": "lead", "due": "due"},
    Ally.table: {"now": "who", "lead": "asked_by", "due": "by"},
    ProblemCard.table: {"now": "statement"},
    CanvasNote.table: {"now": "note"},
}
"""What a decision to add says of the new record: its field to that of the record."""

_OPENS_AT: Final = {
    Action.table: "done_when",
    Ally.table: "wedge",
    ProblemCard.table: "parent",
    CanvasNote.table: "block",
}


def begin(document: Document, today: date) -> Session:
    """The session to be held next; a new one where none is planned."""
    return next_planned(document.plan) or document.add(Session(on=today))


# By one key ---------------------------------------------------------------------------------
def mark(document: Document, session: Session, record: Record, key: str) -> Line | None:
    """Mark a line as done, not done, late or dropped. Gives what is to be filled in next, if anything."""
    if isinstance(record, (Decision, Change, Message)):
        document.set(record, {"done": {"1": "yes", "2": "no"}[key]})
        return None
    return _mark_action(document, session, record, key) if isinstance(record, Action) else None


def _mark_action(document: Document, session: Session, action: Action, key: str) -> Line | None:
    word = {"1": "done", "2": "late", "3": "dropped"}[key]
    with document.step(f"{action.code}: {word}"):
        if action.id not in session.actions:
            document.set(session, {"actions": [*session.actions, action.id]})
        stop = _stop_of(document, session, action)
        if stop and key != "3":
            document.remove(stop)
        status = {"1": "done", "3": "stopped"}.get(key, action.status if is_open(action) else "doing")
        document.set(action, {"status": status})
        if key == "3" and stop is None:
            stop = document.add(
                Change(
                    kind="stop", target=REF + action.id, now=action.what, lead=action.lead, session=session.id
                )
            )
    if key == "2":
        return Line(action.id, (), record=action, field="due", fields=("due", "lead", "risk", "response"))
    return Line(action.id, (), record=stop, field="reason", fields=DECISION) if stop and key == "3" else None


def _stop_of(document: Document, session: Session, action: Action) -> Change | None:
    return next(
        (
            one for one in document.plan.all(Change)
            if (one.kind, one.session, one.target) == ("stop", session.id, REF + action.id)
        ),
        None,
    )  # fmt: skip


# Decisions ----------------------------------------------------------------------------------
def carry_out(document: Document, change: Change, before: Change) -> Record | None:
    """Do what was decided: make what is added, stop what is stopped.

    Args:
        document: The plan's document.
        change: The decision as it is now.
        before: The decision as it was when its form opened: what it made then follows its words.

    Returns:
        What is to be filled in next: a new record, or the one that changes.
    """
    plan = document.plan
    target = plan.get(change.target.removeprefix(REF)) if plan.is_ref(change.target) else None
    if change.kind == "add":
        if change.target in MAKES and change.now:
            return _make(document, change)
        if target is not None:
            _follow(document, target, change, before)
        return None
    if target is None:
        return None
    with document.step(f"{change.kind} {target.code}"):
        if not change.now:
            document.set(change, {"now": plan.name(target)})
        if change.kind == "stop" and isinstance(target, Action):
            document.set(target, {"status": "stopped"}, why=change.reason)
    return target if change.kind == "change" and change.target != before.target else None


def opens_at(record: Record) -> str:
    """The field of a record that a decision has made at which the rest of it begins."""
    return _OPENS_AT.get(record.table, "")


def _make(document: Document, change: Change) -> Record:
    kind = KINDS[MAKES[change.target]]
    values: dict[str, Any] = {to: change.value(name) for name, to in _FILLS[kind.table].items()}
    if kind is Action:
        values |= {"status": "agreed", "why": change.reason}
    if kind is ProblemCard:
        trunk = next((card for card in document.plan.all(ProblemCard) if card.side == "trunk"), None)
        values |= {"side": "root", "parent": trunk.id if trunk else "", "state": "new"}
    with document.step(f"{change.code}: {change.target}"):
        made = document.add(kind.model_validate(values), why=change.reason)
        document.set(change, {"target": REF + made.id})
    return made


def _follow(document: Document, target: Record, change: Change, before: Change) -> None:
    """What the decision has made says what the decision now says, where it said the same before."""
    values = {
        to: change.value(name)
        for name, to in _FILLS.get(target.table, {}).items()
        if change.value(name) != before.value(name) == target.value(to)
    }
    if values:
        document.set(target, values, why=change.reason)


# The end ------------------------------------------------------------------------------------
def tell_absent(document: Document, session: Session) -> Message:
    """Write down that those who could not come are told, by whom the rhythm says."""
    by = document.plan.one(Rhythm).absent
    return document.add(Message(what="Tell those who could not come", by=by, session=session.id))


def close(document: Document, session: Session, today: date) -> None:
    """The session was held: what the plan holds now is kept as its version."""
    with document.step(f"close of {session.code}"):
        document.set(session, {"state": "held", "on": session.on or today})
        document.freeze(session.id)
