"""The days of a plan for a calendar (iCalendar, RFC 5545), by icalendar: what is due, and when we meet.

Everything is an all-day event with reminders, for phones show no to-dos; a meeting whose hour is known has
it. An entry keeps its name for good, so that a second import brings it up to date and doubles nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from atm_tui.checks.indicators import counts
from atm_tui.export.order import MEETING, OFFICE, PERSON, Order
from atm_tui.export.seen import seen
from atm_tui.export.told import called
from atm_tui.export.wanted import gatherings, wanted
from atm_tui.model import KINDS
from atm_tui.model.action import Action, Resource
from atm_tui.model.gathering import Meeting
from atm_tui.model.indicators import Aim, Indicator, Reading
from atm_tui.model.plan import Plan
from atm_tui.model.record import Record
from atm_tui.model.reflection import Change, Message, Session
from atm_tui.model.river import Milestone

if TYPE_CHECKING:
    from icalendar import Event

Moment = date | datetime

CANCELLED: Final = "CANCELLED"
CONFIRMED: Final = "CONFIRMED"

_WEEK_BEFORE: Final = timedelta(days=-7, hours=9)
_DAY_BEFORE: Final = timedelta(days=-1, hours=9)
"""Reminders at nine in the morning, counted from the first minute of the day."""

_HOUR_BEFORE: Final = timedelta(hours=-2)
_LASTS: Final = 120
"""Minutes of a meeting of which it is not said."""

_FIRST: Final = datetime(2020, 1, 1, tzinfo=UTC)
_HIGHEST: Final = 2**31 - 1
"""Calendars keep the number of an entry's version in 31 bits."""

_HOUR: Final = re.compile(r"(\d{1,2})(?:\s*[:.h]\s*(\d{2})|\s*h)?\s*(am|pm|a\.m\.|p\.m\.)?", re.IGNORECASE)


@dataclass(frozen=True)
class Entry:
    """One entry of a calendar.

    Attributes:
        uid: Its name, the same in every export.
        what: What stands in the calendar.
        start: The day, or the day and hour.
        changed: When what it says was changed last.
        created: When it was written down.
        about: What else is said of it, line by line.
        place: Where it is.
        minutes: How long it takes; only with an hour.
        status: Whether it is on (``CONFIRMED``) or off (``CANCELLED``).
        reminders: How long before its start a calendar rings.
    """

    uid: str
    what: str
    start: Moment
    changed: datetime
    created: datetime
    about: tuple[str, ...] = ()
    place: str = ""
    minutes: int = 0
    status: str = CONFIRMED
    reminders: tuple[timedelta, ...] = ()


def ics(plan: Plan, order: Order) -> str:
    """The days of a plan as a calendar file, as it was ordered; the same plan on the same day is the same.

    Raises:
        AtmError: There is no such part, person or meeting.
    """
    from icalendar import Calendar  # noqa: PLC0415 - only a calendar needs it

    shown = seen(plan, order)
    calendar = Calendar()
    calendar.add("prodid", "-//atm-tui//collective action plan//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", " ".join(shown.title().split()))
    for entry in entries(plan, shown, order):
        calendar.add_component(_event(entry))
    return str(calendar.to_ical().decode("utf-8"))


def entries(plan: Plan, shown: Plan, order: Order) -> Iterator[Entry]:
    """The entries, kind by kind.

    Args:
        plan: The plan, for what was deleted of it.
        shown: The plan as those may read it for whom the calendar is made.
        order: What is asked for.

    Raises:
        AtmError: There is no such part, person or meeting.
    """
    wants = wanted(shown, order)
    tables = _tables(order)
    needs: dict[str, list[str]] = {}
    for row in shown.all(Resource):
        needs.setdefault(row.action, []).extend(filter(None, [row.item]))
    rows: list[Entry | None] = [
        _action(shown, one, needs.get(one.id, [])) for one in shown.all(Action) if wants(one)
    ]
    rows += [_milestone(one) for one in shown.all(Milestone) if wants(one)]
    rows += [_promise(shown, one) for one in shown.all(Change) if wants(one)]
    rows += [_promise(shown, one) for one in shown.all(Message) if wants(one)]
    rows += [_gathering(shown, one) for one in gatherings(shown) if wants(one)]
    rows += [one for counted, one in _readings(shown, order.today) if wants(counted)]
    yield from (one for one in rows if one is not None)
    if order.audience not in (PERSON, MEETING) and not order.record:
        yield from (one for one in _deleted(plan) if one.uid.split("-")[0] in tables)


def _tables(order: Order) -> set[str]:
    """The tables of which it is told what was deleted: all that have days, or those that were asked for."""
    from atm_tui.export.tables import tables_of  # noqa: PLC0415 - it loads csv and zipfile

    dated = {Action.table, Milestone.table, Meeting.table, Session.table}
    if order.audience == OFFICE:
        dated -= {Meeting.table}
    return dated & ({order.table} if order.table else set(tables_of(order.tool)))


# What is due ---------------------------------------------------------------------------------------
def _action(plan: Plan, one: Action, needs: list[str]) -> Entry | None:
    if one.due is None or not one.what:
        return None
    heads = {"done": "Done: ", "stopped": "Stopped: "}
    lead = plan.named(one.lead) if one.lead else ""
    about = (
        f"Who leads: {lead}" if lead else "",
        f"Done when: {one.done_when}" if one.done_when else "",
        f"Needs: {'; '.join(needs)}" if needs else "",
    )
    return _due(one, f"{heads.get(one.status, '')}{one.code} {one.what}{f' ({lead})' if lead else ''}",
                one.due, about, open_=not heads.get(one.status), off=one.status == "stopped")  # fmt: skip


def _milestone(one: Milestone) -> Entry | None:
    day = one.reached_on or one.due
    if day is None or not one.statement:
        return None
    head = "Reached" if one.reached_on else "Milestone"
    return _due(one, f"{head}: {one.code} {one.statement}", day, (one.evidence,), open_=not one.reached_on)


def _promise(plan: Plan, one: Change | Message) -> Entry | None:
    by = one.lead if isinstance(one, Change) else one.by
    if one.due is None or not one.name or not by:
        return None
    head = "Done: " if one.done == "yes" else ""
    who = plan.named(by)
    return _due(one, f"{head}{one.code} {one.name} ({who})", one.due, (f"Who: {who}",), open_=not one.done)


def _due(
    one: Record, what: str, day: date, about: tuple[str, ...], *, open_: bool, off: bool = False
) -> Entry:
    return Entry(
        f"{one.table}-{one.id}@atm-tui", what, day, one.changed, one.created,
        tuple(said for said in about if said),
        status=CANCELLED if off else CONFIRMED,
        reminders=(_WEEK_BEFORE, _DAY_BEFORE) if open_ else (),
    )  # fmt: skip


def _readings(plan: Plan, today: date) -> Iterator[tuple[Indicator, Entry]]:
    """Each indicator on the day on which it is to be counted next.

    The entry moves on from day to day: by what was counted since, by a reflection that was moved, or because
    the day has come. So its version is that of whatever moved it last.
    """
    moved: dict[str, datetime] = {}
    movers: list[Reading | Aim] = [*plan.all(Reading), *plan.all(Aim)]
    for one in movers:
        moved[one.indicator] = max(one.changed, moved.get(one.indicator, one.changed))
    turned = max((row.changed for row in plan.all(Session)), default=_FIRST)
    begun = datetime.combine(today, time(), tzinfo=UTC)
    for count in counts(plan, today):
        row, day = count.indicator, count.next
        if count.overdue and day is None:
            day = today
        if day is None:
            continue
        who = plan.named(row.measured_by) if row.measured_by else ""
        about = (f"Who counts: {who}" if who else "", f"How: {row.how}" if row.how else "")
        what = f"Count {row.code} {row.title}{f' ({who})' if who else ''}"
        changed = max(row.changed, moved.get(row.id, row.changed), turned, begun)
        yield row, Entry(
            f"{row.table}-{row.id}-count@atm-tui", what, day, changed, row.created,
            tuple(said for said in about if said), reminders=(_DAY_BEFORE,),
        )  # fmt: skip


# When we meet --------------------------------------------------------------------------------------
def _gathering(plan: Plan, one: Meeting | Session) -> Entry | None:
    if one.on is None or not plan.name(one):
        return None
    hour = hour_of(one.begins) if isinstance(one, Meeting) else None
    lasts = one.lasts if isinstance(one, Meeting) else one.minutes
    who = plan.named(one.facilitator) if one.facilitator else ""
    coming = one.state == "planned"
    return Entry(
        f"{one.table}-{one.id}@atm-tui",
        f"{one.one.capitalize()} {called(plan, one)}",
        datetime.combine(one.on, hour) if hour else one.on,
        one.changed,
        one.created,
        (f"Led by: {who}",) if who else (),
        one.place,
        min(lasts or _LASTS, 24 * 60) if hour else 0,
        CANCELLED if one.state == "missed" else CONFIRMED,
        ((timedelta(days=-1), _HOUR_BEFORE) if hour else (_DAY_BEFORE,)) if coming else (),
    )


def hour_of(typed: str) -> time | None:
    """The hour at which a meeting begins, as people write it: 9:30, 9.30, 9h30, 2 pm; else None."""
    found = _HOUR.fullmatch(typed.strip())
    if not found or not typed.isascii() or not (found[2] or found[3] or "h" in typed.lower()):
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()[:1]
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


# What was deleted ----------------------------------------------------------------------------------
def _deleted(plan: Plan) -> Iterator[Entry]:
    """What was deleted is called off, by its number alone; a calendar that never had it shows nothing new."""
    gone: dict[str, Entry] = {}
    for line in plan.history:
        table, record = str(line.get("table", "")), str(line.get("record", ""))
        if line.get("field") or table not in KINDS or not record:
            continue
        if plan.get(record, table) is None and (at := _moment(line.get("at"))):
            uid = f"{table}-{record}@atm-tui"
            what = f"Deleted: {KINDS[table].one} {line.get('code', '')}".strip()
            gone[uid] = Entry(uid, what, at.date(), at, at, status=CANCELLED)
    yield from gone.values()


def _moment(said: object) -> datetime | None:
    try:
        found = datetime.fromisoformat(str(said))
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


# As the file has it ----------------------------------------------------------------------------------
def _event(entry: Entry) -> "Event":
    from icalendar import Alarm, Event  # noqa: PLC0415 - only a calendar needs it

    event = Event()
    what = " ".join(entry.what.split())
    changed = _utc(entry.changed)
    event.add("uid", entry.uid)
    event.add("summary", what)
    event.add("dtstart", entry.start)
    if isinstance(entry.start, datetime):
        event.add("dtend", entry.start + timedelta(minutes=entry.minutes))
    else:
        event.add("dtend", entry.start + timedelta(days=1))
        event.add("transp", "TRANSPARENT")  # so that it takes nobody's day
    event.add("dtstamp", changed)
    event.add("created", _utc(entry.created))
    event.add("last-modified", changed)
    event.add("sequence", max(0, min(_HIGHEST, int((changed - _FIRST).total_seconds()))))
    event.add("status", entry.status)
    if entry.about:
        event.add("description", "\n".join(" ".join(said.split()) for said in entry.about))
    if entry.place:
        event.add("location", " ".join(entry.place.split()))
    for before in entry.reminders:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", what)
        alarm.add("trigger", before)
        event.add_component(alarm)
    return event


def _utc(moment: datetime) -> datetime:
    try:
        return moment.astimezone(UTC)
    except OverflowError:  # at the end of the calendar: only in a file that somebody made up
        return moment.replace(tzinfo=UTC)
