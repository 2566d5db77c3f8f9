"""The past of one record: from its first wording to today's, with who, when and why.

The plan's history tells each change. Of a plan that was written before, or elsewhere, there is none; then
what the versions hold tells between which reflections a field became another.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from atm_tui.deciding import result
from atm_tui.model import KINDS
from atm_tui.model.gathering import GATHERINGS
from atm_tui.model.plan import Plan
from atm_tui.model.record import REF, Record
from atm_tui.model.reflection import Change, Decision, Session
from atm_tui.model.typed import day_short, show
from atm_tui.model.version import Version
from atm_tui.versions import KEPT, plan_at

_State = tuple[Version, Plan, Record]
_Line = tuple[int, dict[str, Any]]
"""Where a line of the history stands, from 0, and what it says."""


@dataclass(frozen=True)
class Event:
    """Something that became of a record.

    Attributes:
        at: When, as an ISO day or time, to put events in their order.
        what: The field, or what was done.
        old: What stood there before.
        new: What stood there after.
        why: The reason that was given.
        by: Who typed it.
        session: At or before which reflection, by its spoken number; empty for what came since the last one.
    """

    at: str
    what: str
    old: str = ""
    new: str = ""
    why: str = ""
    by: str = ""
    session: str = ""

    @property
    def day(self) -> str:
        """When, in words; "" if it is not known."""
        try:
            return day_short(datetime.fromisoformat(self.at).astimezone().date())
        except ValueError:
            return ""


def past(plan: Plan, record_id: str) -> list[Event]:
    """What became of a record, oldest first; none of something that was never in the plan."""
    entries = [(line, entry) for line, entry in enumerate(plan.history) if entry.get("record") == record_id]
    states = list(_states(plan, record_id))
    told = list(_from_history(plan, entries))
    said = [*_decided(plan, record_id), *_voted(plan, record_id)]
    events = [*told, *_between_versions(states, entries), *said]
    record = plan.get(record_id)
    if (first := _first(plan, record, states, entries)) is None:
        return []
    return [first, *sorted(events, key=lambda event: event.at)]


def _first(plan: Plan, record: Record | None, states: list[_State], entries: list[_Line]) -> Event | None:
    """How it was first written; what was typed while it was made is part of that."""
    known = record or (states[0][2] if states else None)
    if known is None:
        return None
    words = plan.name(known)
    if states:
        words = states[0][1].name(states[0][2])
    for _, entry in entries:
        if entry.get("field") == known.main():
            words = str(entry.get("old", ""))
            break
    by = next((str(entry.get("by", "")) for _, entry in entries if entry.get("new") == "added"), "")
    return Event(known.created.isoformat(), "First written", new=words, by=by)


def _from_history(plan: Plan, entries: list[_Line]) -> Iterator[Event]:
    for line, entry in entries:
        said = {
            name: str(entry.get(name, "")) for name in ("at", "old", "new", "why", "by", "field", "table")
        }
        label = _label(said["table"], said["field"])
        if label is None or said["new"] == "added":
            continue
        yield Event(
            said["at"],
            label or said["new"].capitalize(),
            said["old"],
            said["new"] if label else "",
            said["why"],
            said["by"],
            _closed_after(plan, line),
        )


def _label(table: str, name: str) -> str | None:
    """What a field is called; "" where there is none (for "deleted"), None for what is private or unknown."""
    if table not in KINDS:
        return None
    spec = KINDS[table].specs().get(name)
    if spec is None:
        return None if name else ""
    return None if spec.private else spec.label


def _closed_after(plan: Plan, line: int) -> str:
    """The reflection that was closed next after this line of the history."""
    return next((version.name for version in plan.versions if line < version.lines), "")


def _states(plan: Plan, record_id: str) -> Iterator[_State]:
    """The record as the versions hold it, oldest first, with the plan as it was then."""
    for version in plan.versions:
        then = plan_at(plan, version.name)
        if (record := then.get(record_id, *KEPT)) is not None:
            yield version, then, record


def _between_versions(states: list[_State], entries: list[_Line]) -> Iterator[Event]:
    """What became another between two versions, where the history does not tell of it."""
    for (first, before, old), (last, after, new) in pairwise(states):
        told = {entry.get("field") for line, entry in entries if first.lines <= line < last.lines}
        for name, spec in new.specs().items():
            was, words = show(spec, old.value(name), before), show(spec, new.value(name), after)
            if was != words and not spec.private and name not in told:
                yield Event(last.at, spec.label, was, words, session=last.name)


def _decided(plan: Plan, record_id: str) -> Iterator[Event]:
    """What reflections decided of it."""
    for change in plan.all(Change):
        if change.target == f"{REF}{record_id}":
            session = plan.find(Session, change.session)
            on = session.on if session else None
            at = on.isoformat() if on else change.created.isoformat()
            what = f"Decided: {change.kind}" if change.kind else "Decided"
            yield Event(
                at, what, change.was, change.now, change.reason, session=session.code if session else ""
            )


def _voted(plan: Plan, record_id: str) -> Iterator[Event]:
    """The decisions that were taken about it, with what came of them."""
    for decision in plan.all(Decision):
        if record_id in decision.about:
            held = plan.get(decision.session, *GATHERINGS)
            on = held.value("on") if held else None
            at = on.isoformat() if on else decision.created.isoformat()
            what = ": ".join(filter(None, (f"Decided in {decision.code}", result(plan, decision))))
            yield Event(at, what, new=decision.what, session=held.code if held else "")
