"""The time page and what is timed, as a facilitator meets them: keys in, screen and plan out."""

from datetime import UTC, date, datetime, timedelta

import pytest
from screenkit import NARROW, SIZES, Hand, OpenApp

from atm_tui import settings
from atm_tui.app import AtmApp
from atm_tui.clean import clean_line
from atm_tui.model.gathering import Meeting, Slot
from atm_tui.model.reflection import Session
from atm_tui.model.start import Participant
from atm_tui.widgets.frame import Lines

START = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
MEETING = Meeting(id="m1", what="The river", on=date(2026, 3, 2), lasts=60)
ORDER = (
    Slot(id="s1", what="Stretches", minutes=25, step="stretches", meeting="m1"),
    Slot(id="s2", what="Break", minutes=10, meeting="m1"),
    Slot(id="s3", what="Rapids", minutes=20, step="rapids", meeting="m1"),
)


class Clock:
    """A clock that stands until it is put forward."""

    def __init__(self, hand: Hand) -> None:
        self.now = START
        self._hand = hand
        hand.app.desk.clock = lambda: self.now

    async def forward(self, minutes: float) -> None:
        """Let time pass, as the timer that sleeps until the next minute finds it."""
        self.now += timedelta(minutes=minutes)
        await self._hand.app._minute()
        await self._hand.rest()


def slot(hand: Hand, slot_id: str) -> Slot:
    found = hand.plan.find(Slot, slot_id)
    assert found
    return found


def the_meeting(hand: Hand) -> Meeting:
    found = hand.plan.find(Meeting, "m1")
    assert found
    return found


async def begin(hand: Hand) -> Clock:
    """Begin the meeting and its first item."""
    clock = Clock(hand)
    await hand.press("f9")
    await hand.titled("Time")
    await hand.stands_on("ME1 The river")
    await hand.press("enter")
    await hand.titled("ME1 The river")
    await hand.stands_on("Stretches")
    await hand.press("enter")
    await hand.titled("Stretches")
    return clock


@pytest.mark.parametrize("size", SIZES)
async def test_a_meeting_is_held_by_f9_and_enter(opened: OpenApp, size: tuple[int, int]) -> None:
    async with opened(MEETING, *ORDER, size=size) as hand:
        clock = await begin(hand)
        assert the_meeting(hand).begins == "09:30"
        assert "25 min | " in hand.title
        assert hand.notice == "Stretches: 25 min, until 09:55."
        await clock.forward(20)
        assert "5 min | " in hand.title
        await hand.press("f9")
        await hand.stands_on("Stretches")
        assert "5 min left" in hand.current()
        await hand.sees("The day: 40 min left, the items still need 35 min: 5 min to spare.")
        await clock.forward(8)
        await hand.press("enter")
        assert slot(hand, "s1").took == 28
        assert hand.notice.startswith("Stretches took 28 min.")
        assert "min" not in hand.title.split("|")[-2]
        await hand.stands_on("Break")
        await hand.press("f9")
        await hand.titled("Stretches")


@pytest.mark.parametrize("size", SIZES)
async def test_when_the_time_is_over_it_is_said_once_and_ctrl_x_gives_five_minutes(
    opened: OpenApp, size: tuple[int, int]
) -> None:
    async with opened(MEETING, *ORDER, size=size) as hand:
        clock = await begin(hand)
        await clock.forward(25)
        assert "time is up" in hand.title
        said = "Ctrl+X gives five more minutes; F9 ends it."
        assert hand.notice.endswith(said)
        hand.page.notice("")
        await clock.forward(3)
        assert hand.notice == ""
        await hand.press("ctrl+x")
        assert "5 min | " in hand.title
        await clock.forward(5)
        assert hand.notice.endswith(said)


async def test_it_is_not_said_into_typing_and_nothing_typed_is_touched(opened: OpenApp) -> None:
    async with opened(MEETING, *ORDER) as hand:
        clock = await begin(hand)
        await hand.go("stretches")
        await hand.press("ctrl+n")
        await hand.type("From the bus to the lo")
        hand.app.desk.types()
        await clock.forward(26)
        assert "time is up" in hand.title
        assert "Ctrl+X" not in hand.notice
        assert hand.form.entry.text == "From the bus to the lo"
        hand.app.desk.rests()
        await clock.forward(1)
        assert "is over" in hand.notice


async def test_ctrl_x_takes_no_words_where_nothing_is_timed_and_is_not_offered(opened: OpenApp) -> None:
    async with opened() as hand:
        await hand.go("plan")
        before = hand.form.entry.text
        assert before
        await hand.press("ctrl+x")
        assert hand.form.entry.text == before
        assert "min" not in hand.notice
        await hand.press("f2")
        assert "Ctrl+X" not in hand.text()


async def test_ctrl_x_stands_in_the_menu_while_something_is_timed(opened: OpenApp) -> None:
    async with opened(MEETING, *ORDER) as hand:
        await begin(hand)
        await hand.press("f2")
        await hand.type("five")
        await hand.sees("Ctrl+X 5 more min")
        await hand.press("enter")
        assert "30 min | " in hand.title


async def test_a_quiet_line_is_told_when_it_ends_and_nothing_goes_on_by_itself(
    opened: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "quiet", lambda: True)
    async with opened(MEETING, *ORDER) as hand:
        clock = await begin(hand)
        assert "until 09:55 | " in hand.title
        assert hand.app._next_minute is None
        clock.now += timedelta(minutes=30)
        await hand.press("f9")
        await hand.sees("Stretches: time is up")


async def test_the_title_alone_is_drawn_when_a_minute_passes(
    opened: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(MEETING, *ORDER) as hand:
        clock = await begin(hand)
        await hand.until(lambda: hand.title.endswith("saved"), "all saved")
        drawn: list[str | None] = []
        refresh = Lines.refresh

        def seen(self: Lines, *args: object, **kwargs: object) -> object:
            drawn.append(self.id)
            return refresh(self, *args, **kwargs)  # type: ignore[arg-type]  # handed on as they come

        monkeypatch.setattr(Lines, "refresh", seen)
        await clock.forward(0.4)
        assert drawn == []
        await clock.forward(0.6)
        assert drawn == ["title"]


@pytest.mark.parametrize("size", SIZES)
async def test_who_is_here_is_counted_first_and_who_refuses_is_offered_by_number_alone(
    opened: OpenApp, size: tuple[int, int]
) -> None:
    people = (
        Participant(id="p1", display_name="First Woman", consent="yes"),
        Participant(id="p2", display_name="Second Woman", consent="no"),
    )
    async with opened(MEETING, *people, *ORDER, size=size) as hand:
        await hand.press("f9", "enter", "end", "up", "up")
        await hand.stands_on("Here: not counted yet")
        await hand.press("enter")
        assert hand.label() == "Women"
        await hand.type("23\t2\t1\t")
        await hand.at_field("First time")
        await hand.type("2\t")
        await hand.at_field("By name")
        await hand.type("Woman")
        assert "First Woman" in hand.text()
        assert "W02" in hand.text()
        assert "Second Woman" not in hand.text()
        await hand.press(*["backspace"] * 5)
        await hand.type("Second Woman")
        await hand.press("enter")
        assert the_meeting(hand).present == ["p2"]
        assert "Second Woman" not in hand.text()
        await hand.press("escape")
        await hand.titled("ME1 The river")
        await hand.sees("Here: 23 women, 2 men, 1 girl; 2 for the first time")


async def test_who_spoke_is_counted_by_one_key_and_each_taken_back_alone(opened: OpenApp) -> None:
    async with opened(MEETING, *ORDER) as hand:
        await hand.press("f9")
        await hand.press("w")
        assert hand.notice.startswith("Begin a meeting first")
        await hand.press("enter", "w", "w", "m")
        await hand.sees("Spoke: women spoke 2 times, men spoke 1 time")
        await hand.press("ctrl+t", "ctrl+t")
        await hand.sees("Spoke: women spoke 1 time")
        assert the_meeting(hand).spoke_men is None


async def test_closing_ends_the_item_and_undo_opens_the_meeting_again(opened: OpenApp) -> None:
    async with opened(MEETING, *ORDER) as hand:
        clock = await begin(hand)
        await clock.forward(10)
        await hand.press("f9", "end", "enter")
        await hand.titled("Time")
        assert the_meeting(hand).state == "held"
        assert slot(hand, "s1").took == 10
        assert hand.app.desk.gathering == ""
        await hand.press("ctrl+t")
        await hand.titled("ME1 The river")
        assert slot(hand, "s1").took is None


async def test_the_time_goes_on_after_a_restart_and_makes_no_save_of_its_own(opened: OpenApp) -> None:
    async with opened(MEETING, *ORDER) as hand:
        await hand.go("stretches")
        changes = hand.plan.changes
        hand.app.desk.begin_time("stretches")
        assert hand.plan.changes == changes
        path = hand.path
    again = AtmApp(path)
    async with again.run_test(size=NARROW) as pilot:
        later = Hand(again, pilot, path)
        await later.until(lambda: again.begun, "the first page")
        await later.sees("Stretches")
        await later.until(lambda: "15 min" in later.title or "14 min" in later.title, "the time")
        assert again._next_minute is not None
        again._close_desk()


async def test_a_step_is_timed_from_the_menu_without_a_meeting(opened: OpenApp) -> None:
    async with opened() as hand:
        clock = Clock(hand)
        await hand.go("rapids", face="guide")
        await hand.press("f2")
        await hand.type("time this step")
        await hand.press("enter")
        assert "15 min | " in hand.title
        assert not hand.plan.all(Slot)
        await clock.forward(4)
        await hand.press("f9")
        await hand.stands_on("This step: Rapids")
        assert "11 min left" in hand.current()
        await hand.press("enter")
        assert hand.notice == "Rapids took 4 min."
        assert hand.app.desk.timebox is None


async def test_a_reflection_goes_by_its_stops(worked: OpenApp) -> None:
    async with worked() as hand:
        Clock(hand)
        await hand.press("f12")
        await hand.titled("Reflection R3 | 1 of 11")
        await hand.press("f4", "f4", "f9")
        await hand.stands_on("Where is the boat")
        await hand.press("down", "enter")
        await hand.titled("Reflection R3 | 4 of 11")
        assert "15 min | " in hand.title
        await hand.press("f9", "w", "end", "up")
        await hand.stands_on("Spoke: women spoke 1 time")
        assert isinstance(hand.plan.get(hand.app.desk.session), Session)


@pytest.mark.parametrize("size", SIZES)
async def test_days_are_proposed_seen_and_taken_as_one_change(opened: OpenApp, size: tuple[int, int]) -> None:
    async with opened(size=size) as hand:
        await hand.press("f9", "down")
        await hand.stands_on("+ propose days")
        await hand.press("enter", "enter")
        await hand.sees("evenings", "+ take these 14 meetings")
        await hand.press("down", "down", "down")
        await hand.stands_on("How many")
        await hand.press("enter")
        await hand.type("3\n")
        await hand.sees("+ take these 3 meetings", "find no room")
        await hand.press("down", "enter")
        await hand.type("no day at all\n")
        await hand.sees("is no day I know")
        await hand.press(*["backspace"] * 20)
        await hand.type("2 march 2026\n")
        await hand.press("down", "enter", "enter")
        await hand.sees("every week")
        await hand.press("down", "down")
        await hand.stands_on("+ take these 3 meetings")
        await hand.press("enter")
        await hand.titled("Meetings |")
        days = [one.on for one in hand.plan.all(Meeting)]
        assert days == [date(2026, 3, 2), date(2026, 3, 9), date(2026, 3, 16)]
        assert hand.plan.all(Slot)
        await hand.press("ctrl+t")
        assert not hand.plan.all(Meeting)
        assert not hand.plan.all(Slot)


async def test_while_a_plan_is_only_read_nothing_is_begun(opened: OpenApp) -> None:
    async with opened(MEETING, *ORDER) as hand:
        hand.app.desk.reading = "Somebody else writes in it."
        await hand.press("f9", "enter")
        assert hand.app.desk.meeting_id == ""
        assert "Nothing was changed" in hand.notice
        hand.app.desk.reading = ""


@pytest.mark.parametrize("text", ["[b]x[/b] [/] [@click=app.quit]q[/]", "a\x1b[31mred\x07", "word " * 400])
async def test_hostile_names_are_shown_as_typed(opened: OpenApp, text: str) -> None:
    rows = (Meeting(id="m1", what=text), Slot(what=text, meeting="m1", step="no such step"))
    async with opened(*rows, size=NARROW) as hand:
        await hand.press("f9", "enter", "enter")
        shown = clean_line(text)[:12]
        assert shown in hand.current()
        assert shown in hand.notice
        assert "15 min, until" in hand.notice


async def test_an_item_that_is_taken_back_is_timed_no_longer(opened: OpenApp) -> None:
    async with opened(MEETING) as hand:
        Clock(hand)
        await hand.press("f9", "enter")
        await hand.sees("ME1 has begun")
        await hand.press("down")
        await hand.stands_on("This step: The plan")
        await hand.press("enter")
        await hand.titled("The plan")
        assert "15 min | " in hand.title
        await hand.press("ctrl+t")
        await hand.sees("Taken back")
        assert not hand.plan.all(Slot)
        assert "min | " not in hand.title
        await hand.press("f9")
        await hand.stands_on("+ new item of the day")
        assert "this item" not in hand.text()


async def test_a_step_gone_from_can_still_be_ended(opened: OpenApp) -> None:
    async with opened() as hand:
        clock = Clock(hand)
        await hand.press("f9", "down", "down")
        await hand.stands_on("This step: The plan")
        await hand.press("enter")
        await hand.titled("The plan")
        await hand.press("f4")
        await hand.titled("People")
        await clock.forward(16)
        await hand.press("f9")
        await hand.stands_on("Goes on: The plan")
        await hand.sees("Enter ends it.")
        await hand.press("enter")
        await hand.sees("The plan took 16 min.")
        assert "Goes on" not in hand.text()


async def test_a_meeting_that_nobody_closed_asks_to_be_closed_the_day_after(opened: OpenApp) -> None:
    async with opened(MEETING) as hand:
        clock = Clock(hand)
        await hand.press("f9", "enter")
        await hand.sees("ME1 has begun")
        await clock.forward(24 * 60)
        await hand.press("escape", "f9")
        await hand.sees("It was on Monday 2 March 2026: close it if it is over.")
