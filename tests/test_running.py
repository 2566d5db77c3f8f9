"""A running order: nothing is lost, nobody sits too long, and what is taken is ordinary rows."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atm_tui import stage
from atm_tui.document import Document
from atm_tui.model.bring import Risk
from atm_tui.model.gathering import Meeting, Slot
from atm_tui.running import (
    BREAK,
    CLOSE,
    EVENING,
    HALF_DAY,
    LONGEST,
    SHORTEST,
    SIT,
    WELCOME,
    Day,
    Wish,
    propose,
    take,
    to_do,
)

ALL = {step.id: step.minutes for step in stage.steps()}


def minutes_by_step(days: tuple[Day, ...]) -> dict[str, int]:
    """How many minutes each step is given, over all days."""
    found: dict[str, int] = {}
    for piece in (piece for day in days for piece in day.pieces if piece.step):
        found[piece.step] = found.get(piece.step, 0) + piece.minutes
    return found


def sittings(day: Day) -> list[int]:
    """The minutes from one break to the next."""
    found = [0]
    for piece in day.pieces[:-1]:
        if piece.what == BREAK:
            found.append(0)
        else:
            found[-1] += piece.minutes
    return found


@given(minutes=st.integers(1, 600), whole=st.booleans())
@settings(max_examples=60, deadline=None)
def test_every_step_gets_its_minutes_in_the_order_of_the_stage(minutes: int, whole: bool) -> None:
    plan = Document.new().plan
    proposal = propose(plan, Wish(minutes=minutes, whole=whole))
    given_to = minutes_by_step(proposal.days)
    wanted = [step.id for step in to_do(plan, whole=whole)]
    assert list(given_to) == wanted
    assert given_to == {step: ALL[step] for step in wanted}
    assert not proposal.beyond


@given(minutes=st.integers(1, 600))
@settings(max_examples=60, deadline=None)
def test_no_meeting_is_longer_than_asked_and_nobody_sits_too_long(minutes: int) -> None:
    asked = max(SHORTEST, min(minutes, LONGEST))
    for day in propose(Document.new().plan, Wish(minutes=minutes, whole=True)).days:
        work = [piece for piece in day.pieces if piece.step]
        assert day.minutes <= asked or len(work) == 1
        assert max(sittings(day)) <= SIT
        assert (day.pieces[0].what, day.pieces[-1].what) == (WELCOME, CLOSE)
        assert work
        assert day.pieces[-2].what != BREAK


@given(most=st.integers(1, 12), minutes=st.sampled_from([HALF_DAY, EVENING]))
@settings(max_examples=30, deadline=None)
def test_where_there_are_too_few_meetings_the_steps_that_find_no_room_are_told(
    most: int, minutes: int
) -> None:
    plan = Document.new().plan
    proposal = propose(plan, Wish(minutes=minutes, whole=True, most=most))
    whole = {step.id for step in to_do(plan, whole=True)}
    given_to = minutes_by_step(proposal.days)
    assert len(proposal.days) <= most
    assert {step for step in whole if given_to.get(step) == ALL[step]} | set(proposal.beyond) == whole


def test_a_long_step_goes_on_in_the_next_evening() -> None:
    days = propose(Document.new().plan, Wish(minutes=EVENING, whole=True)).days
    told = [piece.what for day in days for piece in day.pieces if piece.step == "problems"]
    assert told == ["Problem tree", "Problem tree (goes on)"]


def test_the_five_half_days_give_each_tool_what_the_research_says() -> None:
    days = propose(Document.new().plan, Wish(minutes=0)).days
    assert len(days) == 5
    given_to = minutes_by_step(days)
    assert sum(given_to.values()) == 780
    assert (given_to["problems"], given_to["solutions"], given_to["indicators"]) == (90, 60, 75)
    assert all(stage.step(step) for step in given_to)
    assert max(max(sittings(day)) for day in days) <= SIT


@pytest.mark.parametrize(("every", "second"), [(7, date(2026, 3, 9)), (0, None)])
def test_days_follow_the_first_one(every: int, second: date | None) -> None:
    days = propose(Document.new().plan, Wish(first=date(2026, 3, 2), every=every)).days
    assert (days[0].on, days[1].on) == (date(2026, 3, 2), second)


def test_what_is_taken_is_rows_and_one_undo_takes_them_away() -> None:
    document = Document.new()
    wish = Wish(minutes=EVENING, first=date(2026, 3, 2), every=1, begins="17:00")
    made = take(document, propose(document.plan, wish))
    plan = document.plan
    assert [one.code for one in plan.all(Meeting)] == [one.code for one in made]
    assert (made[0].begins, made[0].lasts, made[0].on) == ("17:00", EVENING, date(2026, 3, 2))
    first = [slot for slot in plan.all(Slot) if slot.meeting == made[0].id]
    assert [slot.what for slot in first][:2] == [WELCOME, "The plan"]
    assert sum(slot.minutes or 0 for slot in first) <= EVENING
    document.undo()
    assert not plan.all(Meeting)
    assert not plan.all(Slot)


def test_only_what_is_empty_and_waits_for_no_meeting_is_still_to_be_done() -> None:
    document = Document.new()
    plan = document.plan
    document.add(Risk(what="The colour runs"))
    meeting = document.add(Meeting(what="Soon"))
    slot = document.add(Slot(what="Gaps", meeting=meeting.id, step="gaps"))
    assert not {"risks", "gaps"} & {step.id for step in to_do(plan, whole=False)}
    assert {"risks", "gaps"} <= {step.id for step in to_do(plan, whole=True)}
    document.set(slot, {"took": 10})  # it was come to, and nothing was written
    assert "gaps" in {step.id for step in to_do(plan, whole=False)}
