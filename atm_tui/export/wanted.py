"""Which records stand in an export, for whom it is made: all, an office's, one person's, one meeting's."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Final

from atm_tui import stage
from atm_tui.clean import clean
from atm_tui.errors import AtmError
from atm_tui.export.order import GROUP, Order
from atm_tui.model import KINDS
from atm_tui.model.action import Action
from atm_tui.model.gathering import GATHERINGS, Meeting
from atm_tui.model.plan import Plan, ids_in
from atm_tui.model.record import Record
from atm_tui.model.reflection import Change, Decision, Session
from atm_tui.model.start import Participant

OFFICE: Final = (
    "plan", "requirement", "piece", "cost_line", "risk", "milestone", "action", "resource", "market_point",
    "canvas_sheet", "canvas_note", "dimensions", "indicator", "aim", "reading", "rhythm", "session",
    "decision", "change", "answer",
)  # fmt: skip
"""What an office asks for: the business, the budget, indicators and decisions."""

NOT_PUBLIC: Final = ("parked", "message", "slot", "own_question", "placement", "aside")
"""What is the group's own work in its meetings, and nobody else's."""

HERS: Final = ("action", "change", "message", "ally", "reading", "indicator", "resource")
"""The tables in which somebody has something to do."""


def listed(plan: Plan, order: Order, table: str) -> list[Record]:
    """The records of a table that are to be written down, empty ones left out; given rows only together.

    Args:
        plan: The plan as they may read it (``seen``).
        order: For whom it is made.
        table: The table.

    Raises:
        AtmError: There is no such person, meeting or part.
    """
    rows, wants = plan.rows(table), wanted(plan, order)
    if all(row.blank for row in rows):
        return []
    return [row for row in rows if (row.preset_field or not row.blank) and wants(row)]


def wanted(plan: Plan, order: Order) -> Callable[[Record], bool]:
    """Tells of a record whether it stands in this export.

    Raises:
        AtmError: There is no such person or meeting, or what is asked for is not for them.
    """
    theirs = _for_whom(plan, order)
    if order.record:
        record = plan.get(order.record)
        if record is None or not theirs(record):
            raise AtmError("This record is not in what they may read. Choose another one, or another reader.")
        ids = {row.id for row in within(plan, record)}
        return lambda row: row.id in ids and theirs(row)
    if order.table:
        return lambda row: row.table == order.table and theirs(row)
    return theirs


def only_wanted(plan: Plan, order: Order, whole: Collection[str] = ()) -> Plan:
    """A plan with nothing in it but what stands in this export, without its past.

    Args:
        plan: The plan as they may read it (``seen``).
        order: For whom it is made.
        whole: Tables that it keeps whole, for names are looked up in them.

    Raises:
        AtmError: There is no such person or meeting, or what is asked for is not for them.
    """
    wants = wanted(plan, order)
    kept = {
        table: {row.id: row for row in plan.rows(table) if table in whole or wants(row)}
        for table in plan.tables
    }
    return Plan(tables=kept, meta=plan.meta)


def _for_whom(plan: Plan, order: Order) -> Callable[[Record], bool]:
    match order.audience:
        case "office":
            return lambda row: row.table in OFFICE
        case "public":
            return lambda row: row.table not in NOT_PUBLIC
        case "person":
            ids = set(_of_person(plan, person_of(plan, order.who)))
            return lambda row: row.id in ids
        case "meeting":
            meeting = meeting_of(plan, order.who)
            ids = {row.id for row in (*within(plan, meeting), *promised(plan, meeting))}
            return lambda row: row.id in ids
        case _:
            return lambda _row: True


def is_whole(order: Order) -> bool:
    """Whether all of a tool is told, so that its picture stands beside it."""
    return order.audience in (GROUP, "public") and not (order.table or order.record)


def tells_open(order: Order) -> bool:
    """Whether it is also told what was not written yet: to the group alone."""
    return order.audience == GROUP and is_whole(order)


# A part ------------------------------------------------------------------------------------------
def part_of(plan: Plan, order: Order, part: str) -> Order:
    """An order for one part: a tool of the stage, a table or a step that fills it, or a record's number.

    Raises:
        AtmError: There is no such part.
    """
    named = part.strip()
    if stage.tool(named):
        return replace(order, tool=named)
    step = stage.step(named)
    table = named if named in KINDS else step.table if step and not (step.where[0] or step.fields) else ""
    if table:
        return replace(order, table=table)
    for row in plan:
        if row.code and row.code.casefold() == named.casefold():
            return replace(order, record=row.id)
    known = ", ".join(one.id for one in stage.tools())
    raise AtmError(
        f"The stage has no part '{clean(named)}'. Use one of: {known}; a table, such as action; "
        "or the number of a record, such as A07."
    )


# One person ----------------------------------------------------------------------------------------
def person_of(plan: Plan, who: str) -> Participant:
    """The person who is asked for by id, spoken number or name.

    Raises:
        AtmError: There is nobody like that.
    """
    wanted = who.casefold().strip()
    for one in plan.all(Participant):
        if wanted and wanted in (one.id, one.code.casefold(), one.display_name.casefold()):
            return one
    known = ", ".join(one.code for one in plan.all(Participant)[:8])
    if not known:
        raise AtmError("There are no people in this plan yet. Write them down at the step People.")
    if not who:
        raise AtmError(f"Say for which person, by her number or name (--who W01). There are: {known}.")
    raise AtmError(f"There is no person '{clean(who)}' in this plan. There are, by their numbers: {known}.")


def _of_person(plan: Plan, person: Participant) -> Iterator[str]:
    """The ids of what she has to do, of what that needs, and of the meetings to come."""
    yield person.id
    hers = [row for table in HERS for row in plan.rows(table) if names_her(row, person)]
    yield from (row.id for row in hers)
    for table in HERS:
        ids = {row.id for row in hers if row.table == table}
        for child, via in KINDS[table].children:
            yield from (row.id for row in plan.rows(child) if row.value(via) in ids)
    yield from (row.id for table in GATHERINGS for row in plan.rows(table) if row.value("state") == "planned")


def names_her(row: Record, person: Participant) -> bool:
    """Whether a record gives her something to do."""
    fields = (name for name, spec in row.specs().items() if "participant" in spec.to)
    return any(person.id in ids_in(row, name) for name in fields)


# One meeting ---------------------------------------------------------------------------------------
def gatherings(plan: Plan) -> list[Meeting | Session]:
    """All meetings and reflections, the earliest first; those without a day come last."""
    both: list[Meeting | Session] = [*plan.all(Meeting), *plan.all(Session)]
    return sorted(both, key=lambda one: one.on or date.max)


def meeting_of(plan: Plan, who: str) -> Meeting | Session:
    """The meeting or reflection that is asked for by id or spoken number; the last one held for "".

    Raises:
        AtmError: There is none like that.
    """
    both = gatherings(plan)
    wanted = who.casefold().strip()
    if wanted:
        if found := next((one for one in both if wanted in (one.id, one.code.casefold())), None):
            return found
        known = ", ".join(one.code for one in both[-8:]) or "none yet"
        raise AtmError(f"There is no meeting '{clean(who)}' in this plan. There are: {known}.")
    held = [one for one in both if one.state == "held"]
    if not (held or both):
        raise AtmError("No meeting is written down yet, so there are no minutes.")
    return max(held, key=lambda one: one.on or date.min) if held else both[0]


def promised(plan: Plan, meeting: Meeting | Session) -> list[Action]:
    """The actions that were decided about at a meeting, or written on the day of a planning meeting."""
    rows: list[Change | Decision] = [*plan.all(Change), *plan.all(Decision)]
    own = [row for row in rows if row.session == meeting.id]
    named = {one for row in own for one in ids_in(row, "about" if isinstance(row, Decision) else "target")}
    return [one for one in plan.all(Action) if one.name and (one.id in named or _written_at(meeting, one))]


def _written_at(meeting: Meeting | Session, action: Action) -> bool:
    """Whether it was written or changed on that day; a reflection says itself what it has changed."""
    if meeting.on is None or isinstance(meeting, Session):
        return False
    return meeting.on in (local(action.created), local(action.changed))


def local(moment: datetime) -> date:
    """The day of a moment, where the group is."""
    try:
        return moment.astimezone().date()
    except OverflowError:  # at the end of the calendar: only in a file that somebody made up
        return moment.date()


def within(plan: Plan, record: Record) -> Iterator[Record]:
    """A record and all that belongs to it."""
    level: Iterable[Record] = [record]
    while rows := list(level):
        yield from rows
        level = [child for table in {row.table for row in rows} for child in _children(plan, table, rows)]


def _children(plan: Plan, table: str, rows: list[Record]) -> Iterator[Record]:
    """What belongs to these rows of a table."""
    ids = {row.id for row in rows if row.table == table}
    for child, via in KINDS[table].children:
        yield from (row for row in plan.rows(child) if row.value(via) in ids)
