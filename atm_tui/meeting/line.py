"""A line of a stop, and the words that lines are made of."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, TypeVar

from atm_tui.model.action import Action
from atm_tui.model.allies import Ally
from atm_tui.model.canvas import CanvasNote
from atm_tui.model.plan import Plan
from atm_tui.model.record import REF, Record
from atm_tui.model.reflection import Session
from atm_tui.model.trees import ProblemCard
from atm_tui.model.typed import day_short, group_number

R = TypeVar("R", bound=Record)

CLOSES: Final = "close"
TELLS: Final = "tell"

MAKES: Final = {
    "a new action": Action.table,
    "a new ally": Ally.table,
    "a new root": ProblemCard.table,
    "a new canvas note": CanvasNote.table,
}
"""What a decision to add can make; until it is made, these words stand in the decision."""

MARKS: Final = {
    "meet-last": (("1", "Done"), ("2", "Not done")),
    "meet-due": (("1", "Done"), ("2", "Late"), ("3", "Dropped")),
}
"""What can be marked by one key at a stop: the key and its word."""

DECISION: Final = ("target", "now", "reason", "lead", "due", "method")
"""The fields of a change that are asked for where it is decided."""


@dataclass(frozen=True)
class Line:
    """A line of a stop.

    Attributes:
        key: What it is known by while the list is filled anew.
        cells: What stands in its columns; a heading has one.
        heading: Whether it is a heading.
        record: What Enter opens: a record of the plan, or a new one that is not in it yet.
        field: The field to begin at.
        fields: For the form: only these fields; all without.
        goes: The step of the stage to which Enter goes.
        does: What else Enter does: ``CLOSES`` or ``TELLS``.
        full: What is said of it below the list, where its record does not say it.
    """

    key: str
    cells: tuple[str, ...]
    heading: bool = False
    record: Record | None = None
    field: str = ""
    fields: tuple[str, ...] = ()
    goes: str = ""
    does: str = ""
    full: str = ""


def heading(words: str) -> Line:
    """A line above others."""
    return Line("", (words,), heading=True)


def begins(
    record: Record,
    words: str,
    *,
    key: str = "",
    field: str = "",
    fields: tuple[str, ...] = (),
    full: str = "",
) -> Line:
    """A line that begins a new record."""
    return Line(
        f"+{key or record.table}", (f"+ {words}",), record=record, field=field, fields=fields, full=full
    )


def own(plan: Plan, kind: type[R], session: Session) -> list[R]:
    """What was written down in this session."""
    return [row for row in plan.all(kind) if row.value("session") == session.id]


def short(plan: Plan, target: str) -> str:
    """What a decision is about: a spoken number, or words as they were typed."""
    return plan.called(target.removeprefix(REF)) if plan.is_ref(target) else target


def named(plan: Plan, person: str) -> str:
    """The name of a person, if there is one."""
    return plan.named(person) if person else ""


def day_of(value: date | None) -> str:
    """A day, if it is known."""
    return day_short(value) if value else ""


def number(value: Decimal | None) -> str:
    """A number, if it is known."""
    return "" if value is None else group_number(value)
