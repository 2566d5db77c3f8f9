"""An open plan: the one way in for every change, with undo, redo, history and saving.

A change is a list of puts (a record before, a record after), so that anything can be undone
by putting the old ones back. Typing in one field is one step for undo until the field is left.
"""

import contextlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from atm_tui.changes import Change, Entry, Put, Step, difference, made_again, shared
from atm_tui.clean import clean
from atm_tui.errors import ReadOnly
from atm_tui.model.codes import count_code, new_code
from atm_tui.model.plan import Plan, ids_in
from atm_tui.model.record import Record, new_id, now
from atm_tui.model.spec import Reverse
from atm_tui.model.typed import show
from atm_tui.planio import Dumps, complete, plan_of
from atm_tui.store.planfile import SCHEMA, Content, PlanFile, load
from atm_tui.versions import with_version

R = TypeVar("R", bound=Record)


class Document:
    """A plan, its file, and what was done to it since it was opened.

    Args:
        plan: The plan; the document alone changes it.
        path: Where it is saved; None keeps it in memory (tests, previews).
        by: Who types, for the history.
        opened: What the plan's file held, if it comes from there.

    Attributes:
        changed: Called after every change, with what it left behind.
        read_only: Whether it refuses every change.
        begun: Whether the plan's file knows this life of the plan, so that drafts can be made again on it.
        stored: How many changes the plan's file holds.
    """

    def __init__(
        self, plan: Plan, path: Path | None = None, by: str = "", *, opened: Content | None = None
    ) -> None:
        self.plan = plan
        self.path = path
        self.by = by
        self.changed: Callable[[Change], None] = lambda _change: None
        self.begun = opened is not None and opened.form == SCHEMA and bool(plan.line)
        self.stored = plan.changes
        plan.line = plan.line or new_id()
        self._file = PlanFile(path, opened) if path else None
        self.read_only = False
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self._open: Step | None = None
        self._dumps = Dumps()
        complete(plan)

    # Opening and saving --------------------------------------------------------------------
    @classmethod
    def new(cls, path: Path | None = None, group: str = "") -> "Document":
        """A document of an empty plan (not yet saved)."""
        document = cls(Plan(), path)
        if group:
            sheet = document.plan.rows("plan")[0]
            document.plan.put("plan", sheet.id, sheet.with_values({"group": group}))
        return document

    @classmethod
    def open(cls, path: Path) -> "Document":
        """Open a plan's file.

        Raises:
            PlanFileError: It is missing, unreadable, cut short, no plan, or of a newer version.
        """
        opened = load(path)
        return cls(plan_of(opened), path, opened=opened)

    @classmethod
    def read(cls, path: Path) -> "Document":
        """Open a plan's file to look at only, also one of a newer form, as far as it is understood.

        Raises:
            PlanFileError: See ``open``; but a newer version is no reason.
        """
        document = cls(plan_of(load(path, newer=True)), path)
        document.read_only = True
        return document

    def follow(self) -> None:
        """Hold what the file holds now that somebody else has written it; for a plan that is only read.

        Raises:
            PlanFileError: It cannot be read now; the plan is as it was.
        """
        assert self.read_only and self.path, "only what is read is followed"  # noqa: S101, PT018 - a rule of this class
        plan = plan_of(load(self.path, newer=True))
        complete(plan)
        self.plan = plan

    def begin_anew(self) -> None:
        """Begin another life of the plan: drafts of the one before are left alone from now on."""
        self.plan.line, self.begun = new_id(), False

    def content(self) -> Content:
        """What the plan's file should hold now."""
        return Dumps().content(self.plan)

    def save(self, plan: Plan | None = None) -> None:
        """Write the plan's file; only one thread may do so.

        Args:
            plan: The plan as it was when it was asked to be saved (``Plan.now``); as it is without.

        Raises:
            PlanFileError: It could not be written; the file holds what it held before.
        """
        if self._file:
            plan = plan or self.plan
            self._file.save(self._dumps.content(plan))
            self.begun, self.stored = True, plan.changes

    @property
    def floor(self) -> int:
        """The number of the last change that the newest earlier state of the file holds, as far as known."""
        return self._file.floor if self._file else 0

    # Changing ------------------------------------------------------------------------------
    def set(self, record: Record, values: dict[str, Any], *, why: str = "", typing: str = "") -> None:
        """Give fields of a record other values.

        Args:
            record: The record.
            values: Field name to value.
            why: The reason, for the history.
            typing: The field in which somebody types: its changes are one step until ``seal`` is called.

        Raises:
            pydantic.ValidationError: A value is not of its field's type.
        """
        old = self._current(record)
        new = old.with_values(values)
        names = [name for name in values if old.value(name) != new.value(name)]
        if not names:
            return
        new = new.with_values({"changed": now()})
        alone = self._open is None
        labels = ", ".join(new.specs()[name].label for name in names if name in new.specs())
        what = f"{labels} of {self._called(new)}" if labels else self._called(new)
        with self.step(f"change of {what}") as step:
            if typing and alone:
                step.typing = (old.id, typing)
            self._put(Put(old.table, old.id, old, new))
            for name in names:
                if name in new.specs():
                    self._enter(old, name, old.value(name), new.value(name), why)

    def add(self, record: R, *, position: int | None = None, why: str = "") -> R:
        """Add a record; it gets its spoken number here. Gives the record as it was added."""
        with self.step("") as step:
            taken = record.id in self.plan.tables[record.table]
            made = {"id": new_id() if taken else record.id, "created": now(), "changed": now()}
            new = record.with_values(made | {"code": new_code(record, self.plan)})
            step.counted += count_code(self.plan.counters, new.code)
            step.label = step.label or f"new {new.one} {new.code}".strip()
            place = len(self.plan.tables[new.table]) if position is None else position
            self._put(Put(new.table, new.id, None, new, None, place))
            self._enter(new, "", "", "added", why)
        return new

    def typing_goes_on(self, record: Record, field: str) -> None:
        """What is typed next in this field belongs to the step that has just made the record."""
        if self._open is None:
            self._done[-1].typing = (record.id, field)

    def retract(self, record: Record) -> None:
        """Take a record away that the last step made, alone; nothing is left of that step."""
        last = self._done[-1] if self._done else None
        if last and len(last.puts) == 1 and last.made(record.id):
            self._drop()

    def remove(self, record: Record, *, why: str = "") -> None:
        """Delete a record and, for a card of a tree, all that hangs on it. It can be undone."""
        old = self._current(record)
        with self.step(f"deletion of {self._called(old)}"):
            for one in (*reversed(self.plan.hanging(old)), old):
                self._put(Put(one.table, one.id, one, None, self.plan.position(one), None))
                self._enter(one, "", self.plan.name(one), "deleted", why)

    def move(self, record: Record, position: int) -> None:
        """Move a record to another place in its table (0 is the first)."""
        old = self._current(record)
        here = self.plan.position(old)
        there = max(0, min(position, len(self.plan.tables[old.table]) - 1))
        if here != there:
            with self.step(f"move of {self._called(old)}"):
                self._put(Put(old.table, old.id, old, old, here, there))

    def duplicate(self, record: R) -> R:
        """Add a copy of a record below it."""
        old = self._current(record)
        with self.step(f"copy of {self._called(old)}"):
            return self.add(old.with_values({"code": ""}), position=self.plan.position(old) + 1)

    def link(self, record: Record, reverse: Reverse, ids: list[str]) -> None:
        """Set which records of another table point at this one (see ``Reverse``)."""
        with self.step(f"links of {self._called(record)}"):
            for other in self.plan.rows(reverse.table):
                held = ids_in(other, reverse.field)
                if (record.id in held) != (other.id in ids):
                    kept = [item for item in held if item != record.id]
                    self.set(other, {reverse.field: [*kept, record.id] if other.id in ids else kept})

    def linked(self, record: Record, reverse: Reverse) -> list[str]:
        """The ids of the records of another table that point at this one."""
        return [
            other.id for other in self.plan.rows(reverse.table) if record.id in ids_in(other, reverse.field)
        ]

    def freeze(self, session_id: str) -> None:
        """Keep what the plan holds now as the version of a session, in place of the one it has.

        Raises:
            KeyError: There is no such session.
        """
        session, held = self.plan.tables["session"][session_id], self.plan.versions
        versions = with_version(self.plan, session, now())
        if versions is not held:
            with self.step(f"version of {self._called(session)}") as step:
                self.plan.versions = versions
                step.versions = (step.versions[0] if step.versions else held, versions)

    @contextlib.contextmanager
    def step(self, label: str) -> Iterator[Step]:
        """Join several changes into one step for undo; if one of them fails, none is made.

        Raises:
            ReadOnly: The plan is only read here.
        """
        if self.read_only:
            raise ReadOnly("This plan is only read here, so nothing was changed.")
        if self._open is not None:
            yield self._open
            return
        step = self._open = Step(label)
        try:
            yield step
        except BaseException:
            self._open = None
            self._apply(step, back=True)
            raise
        self._open = None
        if step.puts or step.versions:
            self._tell(self._keep(step), step, back=False)

    # Undo ----------------------------------------------------------------------------------
    def seal(self) -> None:
        """End the typing in a field: what is typed next is a step of its own."""
        last = self._done[-1] if self._done else None
        if last and last.typing and last.idle():
            self._drop()
        elif last:
            last.typing = None

    def picked(self, record: Record, field: str) -> None:
        """Something is picked for the words that are being typed in this field: nothing is left of those."""
        last = self._done[-1] if self._done else None
        if last and last.typing == (record.id, field) and not last.made(record.id):
            self._drop()

    def _drop(self) -> None:
        """Take the last step back for good."""
        last = self._done.pop()
        self._apply(last, back=True)
        self._tell(last, last, back=True)

    def undo(self) -> str:
        """Take the last step back. Gives its words, or "" if there is none."""
        return self._shift(self._done, self._undone, back=True)

    def redo(self) -> str:
        """Do again what was last taken back. Gives its words, or "" if there is none."""
        return self._shift(self._undone, self._done, back=False)

    def bring_back(self, changes: Iterable[Change]) -> Step | None:
        """Make changes again that were kept as drafts and not saved, as one step; None if there are none."""
        then = made_again(self.plan, changes)
        step = self.become(then, "what was brought back")
        self.plan.changes = then.changes  # nothing was changed that is not in these drafts
        return step if step.puts or step.versions else None

    def become(self, then: Plan, label: str) -> Step:
        """Make the plan hold what another one holds, with its history and its versions, as one step."""
        plan = self.plan
        with self.step(label) as step:
            for put in difference(plan, then):
                self._put(put)
            step.counted = Counter(then.counters)
            step.counted.subtract(plan.counters)
            plan.counters += step.counted
            same = shared(plan.history, then.history)
            step.dropped, step.entries = plan.history[same:], then.history[same:]
            plan.history[same:] = step.entries
            plan.place = then.place
            if plan.versions is not then.versions:
                step.versions = (plan.versions, then.versions)
                plan.versions = then.versions
        return step

    def _shift(self, source: list[Step], target: list[Step], *, back: bool) -> str:
        if not source:
            return ""
        step = source.pop()
        step.typing = None
        self._apply(step, back=back)
        target.append(step)
        self._tell(step, step, back=back)
        return step.label

    def _apply(self, step: Step, *, back: bool) -> None:
        plan = self.plan
        for table, record_id, record, position in step.left(back=back):
            plan.put(table, record_id, record, position)
        gone, come = (step.entries, step.dropped) if back else (step.dropped, step.entries)
        del plan.history[len(plan.history) - len(gone) :]
        plan.history += come
        if step.versions:
            plan.versions = step.versions[0 if back else 1]
        if back:
            plan.counters -= step.counted
        else:
            plan.counters += step.counted

    # Within a step ---------------------------------------------------------------------------
    def _keep(self, step: Step) -> Step:
        """Put a step where undo finds it. Gives the one that it is part of now."""
        self._undone.clear()
        last = self._done[-1] if self._done else None
        if not (step.typing and last and last.typing == step.typing):
            self._done.append(step)
            return step
        typed = len(last.entries) + len(step.entries)
        last.join(step)
        self.plan.history[len(self.plan.history) - typed :] = last.entries
        return last

    def _tell(self, whole: Step, part: Step, *, back: bool) -> None:
        """Say what a step, or the last part of one, has left behind."""
        plan = self.plan
        plan.changes += 1
        entries = whole.dropped if back else whole.entries
        self.changed(
            Change(
                plan.changes,
                whole.label,
                tuple(part.left(back=back)),
                len(plan.history) - len(entries),
                tuple(entries),
                dict(plan.counters) if part.counted else None,
                dict(plan.place),
                part.left_versions(back=back),
            )
        )

    def _put(self, put: Put) -> None:
        assert self._open is not None, "changes happen inside a step"  # noqa: S101 - a rule of this class
        self.plan.put(put.table, put.id, put.after, put.position_after)
        self._open.puts.append(put)

    def _enter(self, record: Record, name: str, old: object, new: object, why: str) -> None:
        """Write a line into the plan's history."""
        assert self._open is not None, "changes happen inside a step"  # noqa: S101 - a rule of this class
        spec = record.specs().get(name)
        words = [show(spec, value, self.plan) if spec else str(value) for value in (old, new)]
        entry: Entry = {
            "at": now().isoformat(),
            "by": clean(self.by),
            "table": record.table,
            "record": record.id,
            "code": record.code,
            "field": name,
            "old": words[0],
            "new": words[1],
            "why": clean(why),
        }
        entry = {key: value for key, value in entry.items() if value or key in ("old", "new")}
        self.plan.history.append(entry)
        self._open.entries.append(entry)

    def _current(self, record: R) -> R:
        return self.plan.tables[record.table][record.id]  # type: ignore[return-value]  # same id, same kind

    def _called(self, record: Record) -> str:
        return f"{record.one} {record.code}".strip()
