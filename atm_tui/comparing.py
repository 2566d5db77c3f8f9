"""What became of a plan between two of its versions: added, stopped, changed, removed, and why.

People, and what was said in the reflections, are in no version (see ``versions``); but what a reflection
decided is the reason of what became of it, and stands beside it.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

from atm_tui import stage
from atm_tui.model.plan import Plan
from atm_tui.model.record import REF, Record
from atm_tui.model.reflection import Change, Decision, Session
from atm_tui.model.typed import show
from atm_tui.versions import KEPT, NOW, plan_at

What = Literal["added", "stopped", "changed", "removed", "decided"]

ENDED: Final = ("stopped", "dropped")
"""Values of a state that say that something is laid down."""


@dataclass(frozen=True)
class Reason:
    """Why something is as it is.

    Attributes:
        why: The reason, as it was given; it may be empty.
        said: What a reflection decided of it; empty for a reason that was given with a change alone.
        session: At which reflection, by its spoken number; it may be empty.
        agreed: How it was agreed, and who leads it; it may be empty.
    """

    why: str
    said: str = ""
    session: str = ""
    agreed: str = ""


@dataclass(frozen=True)
class Field:
    """What stood in a field, and what stands there; of something added, only that."""

    label: str
    old: str
    new: str


@dataclass(frozen=True)
class Difference:
    """What became of one record.

    Attributes:
        what: What became of it; or that something was decided of it, and no more.
        record: Its id; empty for words that a decision is about.
        code: Its spoken number.
        name: Its name, as it is called now if it is there.
        one: What its kind is called; for a decision: add, stop, change or keep.
        fields: What stood in it and stands there.
        reasons: Why.
    """

    what: What
    record: str
    code: str
    name: str
    one: str
    fields: tuple[Field, ...] = ()
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class Comparison:
    """What became of a plan.

    Attributes:
        from_: The version before; ``now`` is the plan as it is.
        to: The version after.
        tools: A tool of the stage, with what became of its records; in the order of the stage.
        decided: What reflections in between decided of what did not change, or stands nowhere in the plan.
    """

    from_: str
    to: str
    tools: tuple[tuple[stage.Tool, tuple[Difference, ...]], ...]
    decided: tuple[Difference, ...] = ()

    def count(self) -> int:
        """How many records differ."""
        return sum(len(found) for _, found in self.tools)


def compare(
    plan: Plan, from_: str, to: str = NOW, *, seen: Callable[[Plan], Plan] = lambda plan: plan
) -> Comparison:
    """What became of a plan between two of its versions.

    Args:
        plan: The plan.
        from_: The name of a version.
        to: The name of another one, or ``now``.
        seen: What is taken out of a plan before it is compared, for those who may not read all of it.

    Raises:
        KeyError: The plan has no such version.
    """
    now, before, after = seen(plan), seen(plan_at(plan, from_)), seen(plan_at(plan, to))
    reasons = _Reasons(plan, now, from_, to)
    found: dict[str, list[Difference]] = {}
    for table in KEPT:
        for record, difference in _in_table(table, before, after, reasons):
            tool = stage.home_of(stage.step_for(record).id)[1]
            found.setdefault(tool.id, []).append(difference)
    tools = tuple((tool, tuple(found[tool.id])) for tool in stage.tools() if tool.id in found)
    told = {one.record for _, differences in tools for one in differences}
    return Comparison(from_, to, tools, tuple(reasons.others(told)))


def between(plan: Plan, from_: str, to: str) -> list[Session]:
    """The reflections that lie after one version, up to another one."""
    sessions = sorted(plan.all(Session), key=lambda one: (one.on is None, one.on or 0))  # undated ones last
    places = {one.id: place for place, one in enumerate(sessions)}
    ends = {version.name: places.get(version.session, -1) for version in plan.versions} | {NOW: len(sessions)}
    first, last = sorted((ends[from_], ends[to]))
    return sessions[first + 1 : last + 1]


def _in_table(
    table: str, before: Plan, after: Plan, reasons: "_Reasons"
) -> Iterator[tuple[Record, Difference]]:
    old_rows, new_rows = before.tables[table], after.tables[table]
    for record_id in old_rows | new_rows:
        old, new = old_rows.get(record_id), new_rows.get(record_id)
        if old is new or (record := new or old) is None:
            continue
        fields = tuple(_fields(old, new, before, after))
        if not fields and old and new:  # no more than when it was last touched
            continue
        told = after if new else before
        yield (
            record,
            Difference(
                _what(old, new, reasons.of(record_id)),
                record_id,
                record.code,
                told.name(record),
                record.one,
                fields,
                tuple(reason for _, reason in reasons.of(record_id)),
            ),
        )


def _what(old: Record | None, new: Record | None, reasons: "list[_Said]") -> What:
    if old is None:
        return "added"
    if new is None:
        return "removed"
    stopped = any(kind == "stop" for kind, _ in reasons) or _ended(new)
    return "stopped" if stopped and not _ended(old) else "changed"


def _ended(record: Record) -> bool:
    return any(
        spec.kind == "choice" and name in ("status", "state", "conversion") and record.value(name) in ENDED
        for name, spec in record.specs().items()
    )


def _fields(old: Record | None, new: Record | None, before: Plan, after: Plan) -> Iterator[Field]:
    """The fields that differ; of a new record those that a list shows, of one that is gone none."""
    for name, spec in (new or old or Record).specs().items():
        if new is None or (old is None and (not spec.column or name == new.main())):
            continue
        said = _words(new, name, after)
        had = _words(old, name, before) if old else ""
        if old is None:
            if said and new.value(name) != type(new).model_fields[name].default:
                yield Field(spec.label, "", said)
        elif had != said or (old.value(name) != new.value(name) and not spec.refers):
            yield Field(spec.label, had, said)


def _words(record: Record, name: str, plan: Plan) -> str:
    return record.unread.get(name) or show(record.specs()[name], record.value(name), plan)


_Said = tuple[str, Reason]
"""What was decided (add, stop, change, keep, or "" for a change alone), and why."""


class _Reasons:
    """Why things became what they are: from the changes that reflections decided, and from the history.

    Args:
        plan: The plan, with its history.
        now: The plan as far as it may be read.
        from_: After which version.
        to: Up to which.
    """

    def __init__(self, plan: Plan, now: Plan, from_: str, to: str) -> None:
        self._now = now
        self._sessions = {one.id: one.code for one in between(plan, from_, to)}
        anywhere = {"", *self._sessions} if to == NOW and from_ != NOW else self._sessions.keys()
        self._changes = [one for one in now.all(Change) if one.session in anywhere]
        self._found: dict[str, list[_Said]] = {}
        for change in self._changes:
            if now.is_ref(change.target):
                self._add(change.target.removeprefix(REF), change.kind, self._reason(change))
        for record_id, reason in self._from_history(plan, from_, to):
            known = [one.why for _, one in self._found.get(record_id, [])]
            if reason.why not in known:
                self._add(record_id, "", reason)

    def of(self, record_id: str) -> list[_Said]:
        """The reasons for what became of a record."""
        return self._found.get(record_id, [])

    def others(self, told: Iterable[str]) -> Iterator[Difference]:
        """What was decided of other records than these."""
        done, plan = set(told), self._now
        for change in self._changes:
            target = change.target.removeprefix(REF) if plan.is_ref(change.target) else ""
            if target not in done:
                record = plan.get(target) if target else None
                name = plan.name(record) if record else plan.party(change.target)
                code = record.code if record else ""
                reasons = (self._reason(change),)
                yield Difference("decided", target, code, name, change.kind, reasons=reasons)

    def _add(self, record_id: str, kind: str, reason: Reason) -> None:
        self._found.setdefault(record_id, []).append((kind, reason))

    def _reason(self, change: Change) -> Reason:
        plan, decision = self._now, self._now.find(Decision, change.decision)
        how = show(decision.specs()["method"], decision.method, plan) if decision else ""
        agreed = [decision.what, how] if decision else [change.method]
        agreed += [f"{plan.named(change.lead)} leads"] if change.lead else []
        said = f"{change.was} -> {change.now}" if change.was else change.now
        return Reason(
            change.reason, said, self._sessions.get(change.session, ""), "; ".join(filter(None, agreed))
        )

    @staticmethod
    def _from_history(plan: Plan, from_: str, to: str) -> Iterator[tuple[str, Reason]]:
        ends = {version.name: version.lines for version in plan.versions} | {NOW: len(plan.history)}
        first, last = sorted((ends[from_], ends[to]))
        for entry in plan.history[first:last]:
            why, record_id = entry.get("why"), entry.get("record")
            if why and isinstance(why, str) and isinstance(record_id, str):
                yield record_id, Reason(why)
