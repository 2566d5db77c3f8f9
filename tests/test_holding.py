"""Holding a meeting without a screen: its time, what it says of it, and what is written down."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atm_tui import holding, stage
from atm_tui.document import Document
from atm_tui.model.gathering import Meeting, Slot, attendance_words, begins_at, spoke_words
from atm_tui.model.reflection import Session
from atm_tui.timebox import STALE, Timebox, begun, kept_in

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def later(minutes: float) -> datetime:
    return NOW + timedelta(minutes=minutes)


def a_day(document: Document) -> tuple[Meeting, list[Slot]]:
    """A meeting of an hour from half past nine with three items."""
    meeting = document.add(Meeting(what="The river", on=NOW.date(), begins="9:30", lasts=60))
    order = (("Stretches", 25, "stretches"), ("Break", 10, ""), ("Rapids", 20, "rapids"))
    rows = [
        document.add(Slot(what=what, minutes=minutes, step=step, meeting=meeting.id))
        for what, minutes, step in order
    ]
    return meeting, rows


# The timebox -------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("after", "words", "quietly"),
    [
        (0, "15 min", "until 09:45"),
        (0.5, "15 min", "until 09:45"),
        (1, "14 min", "until 09:45"),
        (14.99, "1 min", "until 09:45"),
        (15, "time is up", "time is up"),
        (90, "time is up", "time is up"),
    ],
)
def test_the_time_left_is_told_in_whole_minutes(after: float, words: str, quietly: str) -> None:
    box = begun("stretches", 15, NOW)
    assert box.words(later(after), quiet=False) == words
    assert box.words(later(after), quiet=True) == quietly


@given(st.floats(0, 40 * 60))
def test_it_rests_until_just_when_another_number_of_minutes_is_left(seconds: float) -> None:
    box, now = begun("stretches", 20, NOW), NOW + timedelta(seconds=seconds)
    rests = box.rests(now)
    assert 0 <= rests <= 60
    if box.left(now):
        assert box.left(now + timedelta(seconds=rests)) == box.left(now) - 1
    else:
        assert rests == 0


def test_five_minutes_more_count_from_now_where_the_time_is_over() -> None:
    box = begun("stretches", 15, NOW)
    assert box.more(later(10)).left(later(10)) == 10
    assert box.more(later(30)).left(later(30)) == 5


@given(st.one_of(st.none(), st.text()), st.text(), st.text())
def test_a_place_by_another_hand_holds_no_time_or_a_sound_one(
    what: str | None, began: str, ends: str
) -> None:
    place = {"began": began, "ends": ends} | ({} if what is None else {"timed": what})
    found = kept_in(place, NOW)
    assert found is None or found.began <= NOW


def test_what_is_kept_comes_back_until_nobody_waits_for_it() -> None:
    box = begun("stretches", 15, NOW)
    assert kept_in(box.kept(), later(3)) == box
    assert kept_in(box.kept(), later(15) + STALE) is None
    assert kept_in(box.kept() | {"ends": "2026-03-02T09:45"}, NOW) is None  # without a zone


# The day -----------------------------------------------------------------------------------
def test_a_day_says_what_is_left_of_it_and_whether_that_is_enough() -> None:
    document = Document.new()
    meeting, rows = a_day(document)

    def say(box: Timebox | None, now: datetime, *, quiet: bool = False) -> str:
        return holding.day_words(document.plan, meeting, box, now, quiet=quiet)

    assert say(None, NOW) == "The day: 60 min left, the items still need 55 min: 5 min to spare."
    box = begun(rows[0].id, 25, NOW)
    assert say(box, later(20)) == "The day: 40 min left, the items still need 35 min: 5 min to spare."
    assert say(box, later(45)) == "The day: 15 min left, the items still need 30 min: 15 min too many."
    assert say(box, later(45), quiet=True) == "The day ends at 10:30; the items still need 30 min."
    assert say(box, later(90)) == "The day was to end at 10:30; the items still need 30 min."
    tomorrow = NOW + timedelta(days=1)
    assert say(None, tomorrow) == "It was on Monday 2 March 2026: close it if it is over."


def test_an_item_that_is_done_needs_no_more_time_and_one_left_out_still_does() -> None:
    document = Document.new()
    meeting, rows = a_day(document)
    document.set(rows[1], {"took": 5})
    found = holding.items(document.plan, meeting)
    assert holding.still_needs(found, None, NOW) == 45
    assert holding.still_needs(found, begun(rows[2].id, 20, NOW), later(5)) == 40


def test_the_minutes_an_item_took_are_written_and_those_of_a_second_time_added() -> None:
    document = Document.new()
    _, rows = a_day(document)
    assert holding.end(document, begun(rows[0].id, 25, NOW), later(12.4)) == 12
    assert holding.end(document, begun(rows[0].id, 25, NOW), later(3)) == 15
    assert document.plan.find(Slot, rows[0].id).took == 15  # type: ignore[union-attr]  # it is there
    document.undo()
    document.undo()
    assert document.plan.find(Slot, rows[0].id).took is None  # type: ignore[union-attr]  # as above


def test_a_step_that_is_timed_in_a_meeting_becomes_an_item_of_its_day_once() -> None:
    document = Document.new()
    meeting, rows = a_day(document)
    stretches, milestones = stage.step("stretches"), stage.step("milestones")
    assert stretches
    assert milestones
    assert holding.item_for(document, meeting, stretches) == rows[0].id
    made = holding.item_for(document, meeting, milestones)
    assert document.plan.find(Slot, made).minutes == milestones.minutes  # type: ignore[union-attr]  # as above
    assert holding.item_for(document, meeting, milestones) == made
    assert holding.item_for(document, None, milestones) == "milestones"


def test_closing_ends_the_item_that_goes_on_as_one_change() -> None:
    document = Document.new()
    meeting, rows = a_day(document)
    holding.close(document, meeting, begun(rows[0].id, 25, NOW), later(30))
    plan = document.plan
    assert plan.find(Meeting, meeting.id).state == "held"  # type: ignore[union-attr]  # as above
    assert plan.find(Slot, rows[0].id).took == 30  # type: ignore[union-attr]  # as above
    document.undo()
    assert plan.find(Meeting, meeting.id).state == "planned"  # type: ignore[union-attr]  # as above
    assert plan.find(Slot, rows[0].id).took is None  # type: ignore[union-attr]  # as above


def test_a_reflection_goes_by_its_stops_until_it_has_an_order_of_its_own() -> None:
    document = Document.new()
    session = document.add(Session(occasion="after lot 1", on=NOW.date()))
    found = holding.items(document.plan, session)
    assert [one.what for one in found][:2] == ["meet-welcome", "meet-last"]
    box = Timebox("meet-due", NOW, later(15))
    after = sum(
        one.minutes or 0 for one in found[found.index(next(x for x in found if x.what == "meet-due")) :]
    )
    assert holding.still_needs(found, box, NOW) == after
    document.add(Slot(what="A song", minutes=5, meeting=session.id))
    assert [one.name for one in holding.items(document.plan, session)] == ["A song"]


def test_todays_meeting_is_offered_first_and_one_without_a_day_last() -> None:
    document = Document.new()
    names = (
        ("Later", date(2026, 3, 9)),
        ("Undated", None),
        ("Today", NOW.date()),
        ("Passed", date(2026, 2, 1)),
    )
    for what, on in names:
        document.add(Meeting(what=what, on=on))
    document.add(Meeting(what="Held", on=NOW.date(), state="held"))
    found = [one.what for one in holding.to_come(document.plan, NOW.date())]
    assert found == ["Today", "Passed", "Later", "Undated"]


# Words -------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ({}, ""),
        (
            {"women": 23, "men": 2, "girls": 1, "first_time": 2},
            "23 women, 2 men, 1 girl; 2 for the first time",
        ),
        ({"women": 1, "boys": 0, "members": 1}, "1 woman; 1 of them members"),
        ({"members": 24}, "24 members"),
    ],
)
def test_who_was_there_is_told_by_counts(counts: dict[str, int], words: str) -> None:
    assert attendance_words(Meeting.model_validate(counts)) == words
    assert attendance_words(Session.model_validate(counts)) == words


def test_who_spoke_is_told_by_counts() -> None:
    assert spoke_words(Meeting(spoke_women=14, spoke_men=1)) == "women spoke 14 times, men spoke 1 time"
    assert spoke_words(Session()) == ""


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("9:30", "09:30"),
        ("9.30", "09:30"),
        ("14h05", "14:05"),
        ("2 pm", "14:00"),
        ("12 am", "00:00"),
        ("8", "08:00"),
    ],
)
def test_a_time_of_day_is_understood_as_people_write_it(typed: str, meant: str) -> None:
    assert f"{begins_at(typed):%H:%M}" == meant


@pytest.mark.parametrize("typed", ["", "after the market", "25:00", "9:75", "9:30 and later", "-1"])
def test_what_is_no_time_of_day_is_none(typed: str) -> None:
    assert begins_at(typed) is None
