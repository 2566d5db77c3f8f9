"""The calendar, read back with icalendar: days, hours, reminders, names that stay, what is called off."""

from datetime import date, datetime, time, timedelta
from typing import Any

import icalendar
import pytest
from filled import HOSTILE, TODAY, filled

from atm_tui.document import Document
from atm_tui.example import example
from atm_tui.export import render
from atm_tui.export.calendar import hour_of
from atm_tui.export.order import AUDIENCES, MEETING, PERSON, Order
from atm_tui.model.action import Action
from atm_tui.model.gathering import Meeting
from atm_tui.model.plan import Plan
from atm_tui.model.record import Record
from atm_tui.planio import plan_of

DAY = date(2026, 7, 20)
Events = dict[str, Any]
"""Events by their names; what icalendar gives for a property has many types."""


def kijito() -> Document:
    return Document(plan_of(example()))


def events(plan: Plan, order: Order | None = None) -> Events:
    text = str(render(plan, "ics", order or Order(DAY)))
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert text.endswith("END:VCALENDAR\r\n")
    held = icalendar.Calendar.from_ical(text)
    found = [one for one in held.walk("VEVENT") if isinstance(one, icalendar.Event)]
    names = [str(one["uid"]) for one in found]
    assert len(set(names)) == len(names)
    return dict(zip(names, found, strict=True))


def of(document: Document, code: str) -> Record:
    return next(row for row in document.plan if row.code == code)


def name(row: Record) -> str:
    return f"{row.table}-{row.id}@atm-tui"


def alarms(event: Any) -> list[timedelta]:
    return [one["trigger"].dt for one in event.walk("VALARM")]


def test_what_is_due_is_a_day_with_reminders() -> None:
    document = kijito()
    one = events(document.plan)[name(of(document, "A15"))]
    assert str(one["summary"]) == "A15 Weave, check, pack and deliver lot 3 (50) (Mercy Atieno)"
    assert one["dtstart"].dt == date(2026, 8, 21)
    assert one["dtend"].dt == date(2026, 8, 22)
    assert alarms(one) == [timedelta(days=-7, hours=9), timedelta(days=-1, hours=9)]
    assert "Done when: Delivery note for 50" in str(one["description"])
    assert one["last-modified"].dt == of(document, "A15").changed


def test_all_kinds_of_days_are_in_it() -> None:
    document = kijito()
    found = events(document.plan)
    kinds = {uid.split("-")[0] for uid in found}
    assert kinds == {"action", "milestone", "change", "message", "session", "indicator"}
    count = found[f"indicator-{of(document, 'I9').id}-count@atm-tui"]
    assert count["dtstart"].dt == date(2026, 8, 28)
    done = found[name(of(document, "MS5"))]
    assert (str(done["summary"]), alarms(done)) == ("Reached: MS5 Lot 2 in the shop", [])


def test_a_meeting_has_its_hour_if_it_can_be_read() -> None:
    document = Document(Plan())
    with_hour = document.add(
        Meeting(what="River", on=DAY, begins="9:30", lasts=90, place="House, by the well")
    )
    without = document.add(Meeting(what="Canvas", on=DAY, begins="after milking"))
    missed = document.add(Meeting(what="Trees", on=DAY, begins="2 pm", state="missed"))
    found = events(document.plan)
    one = found[name(with_hour)]
    assert one["dtstart"].dt == datetime(2026, 7, 20, 9, 30)  # noqa: DTZ001 - the hour on the wall, wherever
    assert one["dtend"].dt == datetime(2026, 7, 20, 11, 0)  # noqa: DTZ001 - as above
    assert str(one["location"]) == "House, by the well"
    assert alarms(one) == [timedelta(days=-1), timedelta(hours=-2)]
    assert found[name(without)]["dtstart"].dt == DAY
    assert str(found[name(missed)]["status"]) == "CANCELLED"


@pytest.mark.parametrize(
    ("typed", "hour"),
    [("9:30", time(9, 30)), ("9.30", time(9, 30)), ("9h", time(9)), ("9h30", time(9, 30)), ("2 pm", time(14)),
     ("12 am", time(0)), ("14:00", time(14)), ("25:00", None), ("9:75", None), ("9", None), ("", None),
     ("after milking", None), ("13 pm", None), ("٩:٣٠", None)],
)  # fmt: skip
def test_hours_as_people_write_them(typed: str, hour: time | None) -> None:
    assert hour_of(typed) == hour


def test_a_second_import_updates_and_calls_off() -> None:
    document = kijito()
    before = events(document.plan)
    action, gone = of(document, "A15"), of(document, "A16")
    document.set(action, {"due": date(2026, 8, 28)})
    document.set(of(document, "A11"), {"status": "stopped"})
    document.remove(gone)
    after = events(document.plan)
    assert set(after) == set(before)
    moved = after[name(action)]
    assert moved["dtstart"].dt == date(2026, 8, 28)
    assert moved["sequence"] > before[name(action)]["sequence"]
    for row in (of(document, "A11"), gone):
        assert str(after[name(row)]["status"]) == "CANCELLED"
        assert after[name(row)]["sequence"] > before[name(row)]["sequence"]
        assert alarms(after[name(row)]) == []


def test_the_same_plan_gives_the_same_bytes() -> None:
    plan = kijito().plan
    assert render(plan, "ics", Order(DAY)) == render(plan, "ics", Order(DAY))


def test_one_person_gets_her_own_days_and_the_meetings() -> None:
    document = kijito()
    found = events(document.plan, Order(DAY, audience=PERSON, who="W05"))
    assert name(of(document, "A11")) in found
    assert name(of(document, "R3")) in found
    assert name(of(document, "A12")) not in found


@pytest.mark.parametrize("words", HOSTILE)
def test_whatever_was_typed_can_be_read_back(words: str) -> None:
    plan = filled(lambda: words)
    for audience in AUDIENCES:
        who = {PERSON: "participant-1", MEETING: "meeting-1"}.get(audience, "")
        events(plan, Order(TODAY, audience=audience, who=who))


def test_days_at_the_end_of_the_calendar_do_no_harm() -> None:
    document = Document(Plan())
    row = Action.load({"what": "x", "due": "2199-12-31", "changed": "9999-12-31T23:59:59-12:00",
                       "created": "0001-01-01T00:00:00+12:00"})  # fmt: skip
    document.plan.put("action", row.id, row)
    assert name(row) in events(document.plan)
