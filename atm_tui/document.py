"""An open plan: the one way in for every change, with undo, redo, history and saving.

A change is a list of puts (a record before, a record after), so that anything can be undone
by putting the old ones back. Typing in one field is one step for undo until the field is left.
"""

import contextlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

from atm_tui.model.clean import clean
from atm_tui.model.codes import count_code, new_code
from atm_tui.model.plan import Plan, ids_in
from atm_tui.model.record import Record, new_id, now
from atm_tui.model.spec import Reverse
from atm_tui.model.typed import show
from atm_tui.planio import Dumps, complete, plan_of
from atm_tui.store.planfile import Content, PlanFile, load

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Put:
    """One record before and after a change; None where there was none or is none."""

    table: str
    id: str
    before: Record | None
    after: Record | None
    position_before: int | None = None
    position_after: int | None = None


@dataclass
class Step:
    """What one undo takes back: what was done, in words, and how."""

    label: str
    puts: list[Put] = field(default_factory=list)
    entries: list[dict[str, Any]] = field(default_factory=list)
    counted: Counter[str] = field(default_factory=Counter)
    typing: tuple[str, str] | None = None


class Document:
    """A plan, its file, and what was done to it since it was opened.

    Args:
        plan: The plan; the document alone changes it.
        path: Where it is saved; None keeps it in memory (tests, previews).
        by: Who types, for the history.

    Attributes:
        changed: Called after every change, with the step done or taken back.
    """

    def __init__(self, plan: Plan, path: Path | None = None, by: str = "") -> None:
        self.plan = plan
        self.path = path
        self.by = by
        self.changed: Callable[[Step], None] = lambda _step: None
        self._file = PlanFile(path) if path else None
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
        return cls(plan_of(load(path)), path)

    def content(self) -> Content:
        """What the plan's file should hold now; the rows are not to be changed."""
        return self._dumps.content(self.plan)

    def save(self, content: Content | None = None) -> None:
        """Write the plan's file, or what ``content`` gave earlier (a writer thread does so).

        Raises:
            PlanFileError: It could not be written; the file holds what it held before.
        """
        if self._file:
            self._file.save(content or self.content())

    # Changing ------------------------------------------------------------------------------
    def set(self, record: Record, values: dict[str, Any], *, why: str = "", typing: bool = False) -> None:
        """Give fields of a record other values.

        With ``typing``, changes of the same field join into one step until ``seal`` is called.

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
                step.typing = (old.id, " ".join(values))
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

    def remove(self, record: Record, *, why: str = "") -> None:
        """Delete a record and, for a card of a tree, all that hangs on it. It can be undone."""
        old = self._current(record)
        with self.step(f"deletion of {self._called(old)}"):
            for one in (*reversed(self._hanging(old)), old):
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

    @contextlib.contextmanager
    def step(self, label: str) -> Iterator[Step]:
        """Join several changes into one step for undo; if one of them fails, none is made."""
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
        if step.puts:
            self._keep(step)
            self.changed(step)

    # Undo ----------------------------------------------------------------------------------
    def seal(self) -> None:
        """End the typing in a field: what is typed next is a step of its own."""
        if self._done:
            self._done[-1].typing = None

    def undo(self) -> str:
        """Take the last step back. Gives its words, or "" if there is none."""
        return self._shift(self._done, self._undone, back=True)

    def redo(self) -> str:
        """Do again what was last taken back. Gives its words, or "" if there is none."""
        return self._shift(self._undone, self._done, back=False)

    def _shift(self, source: list[Step], target: list[Step], *, back: bool) -> str:
        if not source:
            return ""
        step = source.pop()
        step.typing = None
        self._apply(step, back=back)
        target.append(step)
        self.changed(step)
        return step.label

    def _apply(self, step: Step, *, back: bool) -> None:
        plan = self.plan
        for put in reversed(step.puts) if back else step.puts:
            record, position = (put.before, put.position_before) if back else (put.after, put.position_after)
            plan.put(put.table, put.id, record, position)
        if back:
            if step.entries:
                del plan.history[-len(step.entries) :]
            plan.counters -= step.counted
        else:
            plan.history.extend(step.entries)
            plan.counters += step.counted

    # Within a step ---------------------------------------------------------------------------
    def _keep(self, step: Step) -> None:
        self._undone.clear()
        last = self._done[-1] if self._done else None
        if not (step.typing and last and last.typing == step.typing):
            self._done.append(step)
            return
        last.puts = [replace(last.puts[0], after=step.puts[0].after)]
        typed = last.entries + step.entries
        del self.plan.history[len(self.plan.history) - len(typed) :]
        joined: dict[str, dict[str, Any]] = {}
        for entry in typed:
            joined[entry["field"]] = joined.get(entry["field"], entry) | {"new": entry["new"]}
        last.entries = list(joined.values())
        self.plan.history.extend(last.entries)

    def _put(self, put: Put) -> None:
        assert self._open is not None, "changes happen inside a step"  # noqa: S101 - a rule of this class
        self.plan.put(put.table, put.id, put.after, put.position_after)
        self._open.puts.append(put)

    def _enter(self, record: Record, name: str, old: object, new: object, why: str) -> None:
        """Write a line into the plan's history."""
        assert self._open is not None, "changes happen inside a step"  # noqa: S101 - a rule of this class
        spec = record.specs().get(name)
        words = [show(spec, value, self.plan) if spec else str(value) for value in (old, new)]
        entry = {
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

    def _hanging(self, card: Record) -> list[Record]:
        """All that hangs on a card, and on what hangs on it, from it outward; each once, even in a ring."""
        found: dict[str, Record] = {card.id: card}
        waiting = [card] if "parent" in card.specs() else []
        while waiting:
            above = waiting.pop()
            below = [row for row in self.plan.rows(card.table) if row.value("parent") == above.id]
            waiting += [row for row in below if row.id not in found]
            found |= {row.id: row for row in below if row.id not in found}
        return list(found.values())[1:]

    def _current(self, record: R) -> R:
        return self.plan.tables[record.table][record.id]  # type: ignore[return-value]  # same id, same kind

    def _called(self, record: Record) -> str:
        return f"{record.one} {record.code}".strip()
