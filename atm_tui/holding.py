"""Holding a meeting: its items and the time they take, who came, and beginning and closing it.

It holds for a planning meeting and for a reflection. A reflection that was given no running order goes
by its stops. Every change goes through the document.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from atm_tui import stage
from atm_tui.document import Document
from atm_tui.meeting import doing, stop_of, stops
from atm_tui.model.gathering import GATHERINGS, Meeting, Slot, begins_at
from atm_tui.model.plan import Plan
from atm_tui.model.reflection import Session
from atm_tui.model.typed import day_full
from atm_tui.stage import Step
from atm_tui.timebox import LONGEST, Timebox, clock, named, whole_minutes

Gathering = Meeting | Session

WOMAN: Final = "spoke_women"
MAN: Final = "spoke_men"


@dataclass(frozen=True)
class Item:
    """One thing to do in a meeting.

    Attributes:
        what: What a time of it is known by: the id of a row of the running order, of a step or of a stop.
        name: What it is called.
        minutes: How many it is given.
        took: How many it took.
        step: Where it is written down; "" for a break.
    """

    what: str
    name: str
    minutes: int | None = None
    took: int | None = None
    step: str = ""

    @property
    def is_stop(self) -> bool:
        """Whether it is a stop of a reflection, and no row of a running order."""
        return self.what == self.step


# Looking -----------------------------------------------------------------------------------
def gathering(plan: Plan, record_id: str) -> Gathering | None:
    """A meeting or a reflection by its id."""
    found = plan.get(record_id, *GATHERINGS)
    return found if isinstance(found, Meeting | Session) else None


def to_come(plan: Plan, today: date) -> list[Meeting]:
    """The meetings that are planned: today's first, then by their day, the one without a day last."""
    planned = [one for one in plan.all(Meeting) if one.state == "planned"]
    return sorted(planned, key=lambda one: (one.on != today, one.on or date.max))


def called(held: Gathering) -> str:
    """A meeting by its number and what it is for."""
    return f"{held.code} {held.name}".strip()


def slots(plan: Plan, held: Gathering) -> list[Slot]:
    """The running order of a meeting."""
    return [slot for slot in plan.all(Slot) if slot.meeting == held.id]


def items(plan: Plan, held: Gathering) -> list[Item]:
    """What is done in a meeting, in order."""
    rows = slots(plan, held)
    if rows or isinstance(held, Meeting):
        return [
            Item(row.id, row.what or "(no words yet)", row.minutes, row.took, row.step if _known(row) else "")
            for row in rows
        ]
    return [Item(stop.id, stop.title, stop.minutes, None, stop.id) for stop in stops(held.id)]


def _known(slot: Slot) -> bool:
    return stage.step(slot.step) is not None


def step_of(held: Gathering, item: Item) -> Step | None:
    """Where an item is written down: a step of the stage, or a stop of this reflection."""
    return stage.step(item.step) or (stop_of(held.id, item.step) if isinstance(held, Session) else None)


def still_needs(found: list[Item], box: Timebox | None, now: datetime) -> int:
    """The minutes that are still given: what is left of the item that goes on, and all that waits.

    Of a stop it is not kept how long it took: there, what comes before the one that goes on is done.
    """
    at = next((index for index, one in enumerate(found) if box and one.what == box.what), -1)
    waits = [
        one
        for index, one in enumerate(found)
        if index != at and one.took is None and (index > at or not one.is_stop)
    ]
    return sum(one.minutes or 0 for one in waits) + (box.left(now) if box and at >= 0 else 0)


def ends(held: Gathering, now: datetime) -> datetime | None:
    """When the day of a meeting is over, if it is today's and that can be told."""
    if not isinstance(held, Meeting) or held.on != now.date() or not held.lasts:
        return None
    begins = begins_at(held.begins)
    if begins is None:
        return None
    return datetime.combine(held.on, begins, now.tzinfo) + timedelta(minutes=min(held.lasts, LONGEST))


# Words -------------------------------------------------------------------------------------
def item_words(plan: Plan, box: Timebox | None, now: datetime, *, quiet: bool) -> str:
    """What is left of the item that goes on."""
    if box is None:
        return "Nothing is timed now."
    name, until = named(plan, box.what), clock(box.ends, now)
    left, of = box.left(now), whole_minutes(box.ends - box.began)
    if not left:
        return f"{name}: time is up; {of} min were given."
    return f"{name}: until {until}." if quiet else f"{name}: {left} of {of} min left, until {until}."


def begun_words(plan: Plan, box: Timebox | None, now: datetime) -> str:
    """What is said when an item begins or is given more: true for as long as it stands there."""
    if box is None:
        return "Nothing is timed now."
    given = whole_minutes(box.ends - box.began)
    return f"{named(plan, box.what)}: {given} min, until {clock(box.ends, now)}."


def day_words(plan: Plan, held: Gathering, box: Timebox | None, now: datetime, *, quiet: bool) -> str:
    """What is left of the day, and whether that is enough."""
    needs = still_needs(items(plan, held), box, now)
    wants = f"the items still need {needs} min" if needs else "no item waits"
    end = ends(held, now)
    if isinstance(held, Meeting) and held.on and held.on < now.date():
        return f"It was on {day_full(held.on)}: close it if it is over."
    if end is None:
        return f"The day: {wants}."
    left = whole_minutes(end - now)
    if not left:
        return f"The day was to end at {clock(end, now)}; {wants}."
    if quiet:
        return f"The day ends at {clock(end, now)}; {wants}."
    spare = left - needs
    fits = f"{spare} min to spare" if spare >= 0 else f"{-spare} min too many"
    return f"The day: {left} min left, {wants}: {fits}."


# Doing -------------------------------------------------------------------------------------
def begin(document: Document, now: datetime, held: Meeting | None = None) -> Meeting:
    """A meeting begins: today, now where no time was written down; a new one where none was planned."""
    begins = f"{now:%H:%M}"
    if held is None:
        return document.add(Meeting(what="Work on the plan", on=now.date(), begins=begins))
    with document.step(f"beginning of {held.code}"):
        document.set(held, {"on": now.date(), "begins": held.begins.strip() or begins})
    return document.plan.tables[Meeting.table][held.id]  # type: ignore[return-value]  # the same id, the same kind


def item_for(document: Document, held: Gathering | None, step: Step) -> str:
    """What a time of a step is known by: its row in the running order; in a meeting one is made for it."""
    rows = slots(document.plan, held) if held else []
    waits = [row for row in rows if row.step == step.id]
    if found := next((row for row in waits if row.took is None), next(iter(waits), None)):
        return found.id
    if isinstance(held, Meeting):
        return document.add(Slot(what=step.title, minutes=step.minutes, meeting=held.id, step=step.id)).id
    return step.id


def end(document: Document, box: Timebox, now: datetime) -> int:
    """An item has ended: how long it took is written down where it stands in a running order.

    Gives the minutes; what was begun again took both times together.
    """
    took = box.took(now)
    slot = document.plan.find(Slot, box.what)
    if slot is None:
        return took
    took = min(LONGEST, took + (slot.took or 0))
    with document.step(f"end of {slot.code}"):
        document.set(slot, {"took": took})
    return took


def spoke(document: Document, held: Gathering, who: str) -> int:
    """Somebody has spoken to all. Gives how often by now."""
    number = (held.value(who) or 0) + 1
    document.set(held, {who: number})
    return number


def close(document: Document, held: Gathering, box: Timebox | None, now: datetime) -> None:
    """A meeting was held; an item of it that still goes on ends with it."""
    with document.step(f"close of {held.code}"):
        if box and any(row.id == box.what for row in slots(document.plan, held)):
            end(document, box, now)
        if isinstance(held, Session):
            doing.close(document, held, now.date())
        else:
            document.set(held, {"state": "held", "on": held.on or now.date()})
