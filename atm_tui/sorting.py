"""Sorting the parking lot: where a parked question can go, and what becomes of it there."""

from datetime import date
from typing import Final

from atm_tui.document import Document
from atm_tui.model.plan import Plan
from atm_tui.model.record import Record
from atm_tui.model.reflection import Parked
from atm_tui.stage import Step, step_for, steps

LIKELY: Final = ("actions", "risks", "messages", "problems", "requirements", "allies", "decisions")
"""Where most parked questions go, as long as a plan does not show it by itself."""

MOST_LIKELY: Final = 6

SORTED: Final = "sorted"


def waiting(plan: Plan) -> list[Parked]:
    """The parked questions that wait for an answer or a place: first those that have a day."""
    found = [row for row in plan.all(Parked) if row.waits and row.what.strip()]
    return sorted(found, key=lambda row: row.back_on or date.max)


def places() -> list[Step]:
    """The steps at which a parked question can become a row: where its words can name one."""
    return [step for step in steps() if step.table in Parked.specs()["became"].to and _takes_words(step)]


def _takes_words(step: Step) -> bool:
    kind = step.kind
    given = kind.single or bool(kind.preset_field)
    return not given and kind.specs()[kind.main()].kind in ("line", "text")


def likely(plan: Plan, here: str) -> list[Step]:
    """The few places that are offered first: the step we are at, where others went, where most go."""
    made = (plan.get(row.became) for row in reversed(plan.all(Parked)) if row.became)
    wanted = dict.fromkeys([here, *(step_for(record).id for record in made if record), *LIKELY])
    offered = {step.id: step for step in places()}
    return [offered[name] for name in wanted if name in offered][:MOST_LIKELY]


def sort(document: Document, parked: Parked, step: Step, *, meeting: str = "", session: str = "") -> Record:
    """Make a row of a parked question at a step; the two stay linked. It is one step for undo.

    Args:
        document: The plan's document.
        parked: The question.
        step: Where it goes.
        meeting: The meeting or reflection that goes on, for a row that belongs to one.
        session: The reflection that goes on, for a row that can belong to that alone.
    """
    kind = step.kind
    values = {kind.main(): parked.what} | (dict([step.where]) if step.where[0] else {})
    if "session" in kind.specs():
        values["session"] = meeting if "meeting" in kind.specs()["session"].to else session
    with document.step(f"sorting of {parked.code}"):
        made = document.add(kind.model_validate(values))
        document.set(parked, {"became": made.id, "closed": SORTED})
    return made
