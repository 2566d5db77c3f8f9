"""A reflection as a wizard: its stops, what stands at them, and what is done there."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atm_tui import meeting, stage
from atm_tui.document import Document
from atm_tui.example import example
from atm_tui.meeting import STOPS, doing, stops
from atm_tui.meeting.line import DECISION, MAKES, MARKS, Line
from atm_tui.meeting.lines import lines
from atm_tui.meeting.looking import seen
from atm_tui.model.action import Action
from atm_tui.model.allies import Ally
from atm_tui.model.canvas import CanvasNote
from atm_tui.model.indicators import Indicator, Reading
from atm_tui.model.plan import Plan
from atm_tui.model.record import REF, Record
from atm_tui.model.reflection import Change, Decision, Finding, Message, Session
from atm_tui.model.trees import ProblemCard
from atm_tui.planio import plan_of

TODAY = date(2026, 9, 1)
EACH_STOP = pytest.mark.parametrize("stop", STOPS, ids=[stop.id for stop in STOPS])
LISTS = [stop for stop in STOPS if stop.page == "meeting"]


@pytest.fixture
def held() -> Document:
    """The worked example, in which R2 has its version and R3 is planned for 28 August."""
    document = Document(plan_of(example()))
    document.freeze(session(document, "R2").id)
    return document


def session(document: Document, code: str = "R3") -> Session:
    return next(one for one in document.plan.all(Session) if one.code == code)


def coded(document: Document, code: str) -> Record:
    return next(record for record in document.plan if record.code == code)


def at(document: Document, stop_id: str, code: str = "R3") -> list[Line]:
    stop = meeting.stop_of(session(document, code).id, stop_id)
    assert stop is not None
    return lines(stop, document.plan, TODAY)


def line(document: Document, stop_id: str, words: str) -> Line:
    return next(one for one in at(document, stop_id) if any(words in cell for cell in one.cells))


def mark(document: Document, code: str, key: str) -> Line | None:
    return doing.mark(document, session(document), coded(document, code), key)


def decide(document: Document, **values: object) -> Record | None:
    """Write a decision of R3 and carry it out. Gives what is to be filled in next."""
    before = Change(
        session=session(document).id, kind=str(values["kind"]), target=str(values.pop("from_", ""))
    )
    now = document.add(before.with_values(values))
    return doing.carry_out(document, now, before)


def state(plan: Plan) -> object:
    """All that undo must bring back."""
    records = {table: list(rows.values()) for table, rows in plan.tables.items()}
    return records, list(plan.history), +plan.counters, plan.versions


def undo_all(document: Document) -> None:
    while document.undo():
        pass


# The map -------------------------------------------------------------------------------------
@EACH_STOP
def test_a_stop_fits_the_screen_and_has_a_home_in_the_stage(stop: meeting.Stop) -> None:
    assert 0 < len(stop.title) <= 28
    assert stop.minutes > 0
    assert meeting.stage_step(stop) is stage.step(stop.home)
    assert set(stop.fields) <= set(stop.kind.specs())


def test_no_stop_is_called_as_a_step_of_the_stage() -> None:
    ids = [step.id for step in (*stage.steps(), *STOPS)]
    assert len(ids) == len(set(ids))


def test_a_reflection_takes_about_two_hours() -> None:
    assert 75 <= sum(stop.minutes for stop in STOPS) <= 120


def test_stops_follow_each_other_and_end_at_both_ends() -> None:
    first, *_, last = stops("s")
    assert meeting.beside(first, -1) is None
    assert meeting.beside(last, 1) is None
    here, walked = first, 1
    while (there := meeting.beside(here, 1)) is not None:
        assert meeting.beside(there, -1) == here
        here, walked = there, walked + 1
    assert walked == len(STOPS)
    assert here == last


def test_the_next_reflection_is_the_planned_one_with_the_first_day(held: Document) -> None:
    late = held.add(Session(occasion="no day yet"))
    next_one = meeting.next_planned(held.plan)
    assert next_one is not None
    assert next_one.code == "R3"
    for code in ("R3", "R4"):
        held.set(session(held, code), {"state": "missed"})
    assert meeting.next_planned(held.plan) == late


def test_where_none_is_planned_a_reflection_of_today_begins() -> None:
    document = Document.new()
    begun = doing.begin(document, TODAY)
    assert document.plan.all(Session) == [begun]
    assert begun.on == TODAY
    assert doing.begin(document, TODAY) == begun


@pytest.mark.parametrize("stop", LISTS, ids=[stop.id for stop in LISTS])
def test_an_empty_plan_and_a_lost_session_have_lines_or_none_but_never_fail(stop: meeting.Stop) -> None:
    document = Document.new()
    begun = doing.begin(document, TODAY)
    here = meeting.stop_of(begun.id, stop.id)
    assert here is not None
    found = lines(here, document.plan, TODAY)
    keys = [one.key for one in found if not one.heading]
    assert len(keys) == len(set(keys))
    document.remove(begun)
    assert lines(here, document.plan, TODAY) == []
    assert meeting.is_gone(here, document.plan)


# What we decided before ------------------------------------------------------------------------
def test_what_was_decided_before_stands_under_its_reflection_the_newest_first(held: Document) -> None:
    found = at(held, "meet-last")
    heads = [one.cells[0][:2] for one in found if one.heading]
    assert heads == ["R2", "R1"]
    kinds = {type(one.record) for one in found if one.record}
    assert kinds == {Decision, Change, Message}


def test_nothing_of_a_later_reflection_was_decided_before(held: Document) -> None:
    assert [one.cells[0][:2] for one in at(held, "meet-last", "R2") if one.heading] == ["R1"]


def test_one_key_ticks_what_was_done_and_what_was_not(held: Document) -> None:
    mark(held, "DC3", "1")
    mark(held, "TO3", "2")
    assert line(held, "meet-last", "Lot 3 stays").cells[1] == "[x] done"
    assert line(held, "meet-last", "Offer twenty").cells[1] == "[-] not"


# Actions due -----------------------------------------------------------------------------------
def test_only_open_actions_whose_day_has_come_are_due(held: Document) -> None:
    day = session(held).on
    assert day
    found = [one.record for one in at(held, "meet-due")]
    assert found == sorted(
        (
            one
            for one in held.plan.all(Action)
            if one.due and one.due <= day and one.status not in ("done", "stopped")
        ),
        key=lambda one: one.due or day,
    )
    assert found


def test_an_action_that_is_done_stays_in_the_list_and_says_so(held: Document) -> None:
    assert mark(held, "A10", "1") is None
    assert line(held, "meet-due", "time sheet").cells[3] == "done"
    assert coded(held, "A10").value("status") == "done"


def test_a_late_action_asks_for_its_new_day(held: Document) -> None:
    then = mark(held, "A15", "2")
    assert then is not None
    assert (then.field, then.record) == ("due", coded(held, "A15"))
    held.set(coded(held, "A15"), {"due": date(2026, 9, 20)})
    assert line(held, "meet-due", "Weave, check").cells[3] == "late"


def test_a_dropped_action_is_a_decision_to_stop_that_asks_why(held: Document) -> None:
    then = mark(held, "A10", "3")
    assert then is not None
    assert isinstance(then.record, Change)
    assert (then.field, then.record.kind, then.record.target) == (
        "reason",
        "stop",
        REF + coded(held, "A10").id,
    )
    assert coded(held, "A10").value("status") == "stopped"
    assert then.record in [one.record for one in at(held, "meet-decide")]
    mark(held, "A10", "3")
    assert sum(one.session == session(held).id for one in held.plan.all(Change)) == 1


def test_an_action_that_was_dropped_by_mistake_is_marked_anew(held: Document) -> None:
    before = [one.id for one in held.plan.all(Change)]
    mark(held, "A10", "3")
    mark(held, "A10", "2")
    assert coded(held, "A10").value("status") == "doing"
    assert [one.id for one in held.plan.all(Change)] == before


# Readings ----------------------------------------------------------------------------------------
def test_a_reading_comes_with_its_indicator_day_session_and_counter(held: Document) -> None:
    one = line(held, "meet-readings", "unpaid care")
    assert isinstance(one.record, Reading)
    indicator = held.plan.find(Indicator, one.record.indicator)
    assert indicator is not None
    assert (indicator.code, one.record.on, one.record.session) == ("I9", date(2026, 8, 28), session(held).id)
    assert one.record.by == REF + indicator.measured_by
    assert one.cells[2:5] == ("6", "", "5.5")


def test_a_reading_that_went_the_wrong_way_says_so(held: Document) -> None:
    fresh = line(held, "meet-readings", "unpaid care").record
    assert isinstance(fresh, Reading)
    held.add(fresh.with_values({"amount": Decimal("6.9")}))
    one = line(held, "meet-readings", "unpaid care")
    assert one.cells[2:] == ("6", "6.9", "5.5", "-40% WORSE")
    assert any("I9" in words for words in seen(held.plan, session(held).id))


def test_what_was_seen_is_told_where_the_roots_are_looked_for(held: Document) -> None:
    here = session(held).id
    assert seen(held.plan, here) == []
    held.add(Finding(what="Two looms stood still", kind="did not", session=here))
    held.add(Finding(what="of another time", session=session(held, "R2").id))
    mark(held, "A10", "2")
    assert seen(held.plan, here) == [
        "did not: Two looms stood still",
        "late: A10 Keep a time sheet for every scarf",
    ]
    assert seen(held.plan, "nobody") == []


# Decisions ---------------------------------------------------------------------------------------
@pytest.mark.parametrize("target", MAKES)
def test_what_is_added_is_made_at_once_with_words_and_reason(held: Document, target: str) -> None:
    made = decide(
        held, kind="add", from_=target, now="Buy a tank", reason="It runs dry", due=date(2026, 9, 9)
    )
    assert made is not None
    assert made.table == MAKES[target]
    assert held.plan.name(made) == "Buy a tank"
    assert held.plan.history[-2].get("why") == "It runs dry"
    change = held.plan.all(Change)[-1]
    assert change.target == REF + made.id
    if isinstance(made, (Action, Ally)):
        assert (made.due if isinstance(made, Action) else made.by) == date(2026, 9, 9)


def test_a_new_root_hangs_on_the_trunk(held: Document) -> None:
    made = decide(held, kind="add", from_="a new root", now="The tank runs dry")
    assert isinstance(made, ProblemCard)
    trunk = held.plan.find(ProblemCard, made.parent)
    assert trunk is not None
    assert (made.side, trunk.side) == ("root", "trunk")


def test_nothing_is_made_without_words_nor_twice(held: Document) -> None:
    actions = len(held.plan.all(Action))
    assert decide(held, kind="add", from_="a new action", now="", reason="no words") is None
    decide(held, kind="add", from_="a new action", now="Buy a tank")
    change = held.plan.all(Change)[-1]
    assert doing.carry_out(held, change, change) is None
    assert len(held.plan.all(Action)) == actions + 1


def test_what_a_decision_has_made_follows_its_words_until_it_has_its_own(held: Document) -> None:
    made = decide(held, kind="add", from_="a new action", now="Buy a tank", due=date(2026, 9, 9))
    assert made is not None
    before = held.plan.all(Change)[-1]
    held.set(before, {"now": "Buy two tanks"})
    doing.carry_out(held, held.plan.all(Change)[-1], before)
    assert held.plan.get(made.id).what == "Buy two tanks"  # type: ignore[union-attr]  # it was just made
    held.set(coded(held, made.code), {"what": "Buy two tanks and a tap"})
    before = held.plan.all(Change)[-1]
    held.set(before, {"now": "Buy three tanks"})
    doing.carry_out(held, held.plan.all(Change)[-1], before)
    assert coded(held, made.code).value("what") == "Buy two tanks and a tap"


def test_stop_stops_the_action_with_its_reason(held: Document) -> None:
    action = coded(held, "A10")
    decide(held, kind="stop", target=REF + action.id, reason="Nobody reads it")
    assert coded(held, "A10").value("status") == "stopped"
    entry = held.plan.history[-1]
    assert (entry["record"], entry["field"], entry["why"]) == (action.id, "status", "Nobody reads it")
    assert held.plan.all(Change)[-1].now == "Keep a time sheet for every scarf"


def test_change_gives_its_target_to_be_changed_once(held: Document) -> None:
    card = coded(held, "C1")
    assert decide(held, kind="change", target=REF + card.id, reason="It thins") == card
    change = held.plan.all(Change)[-1]
    assert doing.carry_out(held, change, change) is None


@pytest.mark.parametrize("kind", ["stop", "change", "keep"])
@pytest.mark.parametrize("target", ["", "weaving by lamp", f"{REF}gone"])
def test_a_decision_about_no_record_stays_as_it_is_written(held: Document, kind: str, target: str) -> None:
    before = [row for row in held.plan if row.table != "change"]
    assert decide(held, kind=kind, target=target, now="as said") is None
    assert [row for row in held.plan if row.table != "change"] == before


def test_keep_changes_nothing_of_what_is_kept(held: Document) -> None:
    action = coded(held, "A13")
    assert decide(held, kind="keep", target=REF + action.id) is None
    assert coded(held, "A13") == action


def test_every_line_that_begins_a_decision_asks_for_reason_lead_day_and_how(held: Document) -> None:
    begun = [one for one in at(held, "meet-decide") if isinstance(one.record, Change)]
    assert {one.record.value("kind") for one in begun if one.record} == {"add", "stop", "change", "keep"}
    assert all(one.fields == DECISION for one in begun)
    assert {"target", "reason", "lead", "due", "method"} <= set(DECISION)


# The end -------------------------------------------------------------------------------------------
def test_the_absent_are_told_by_whom_the_rhythm_says(held: Document) -> None:
    told = doing.tell_absent(held, session(held))
    assert told.by == held.plan.rows("rhythm")[0].value("absent")
    assert told.session == session(held).id
    assert not [one for one in at(held, "meet-next") if one.key == "tell"]


def test_closing_keeps_a_version_and_is_one_step(held: Document) -> None:
    before = state(held.plan)
    doing.close(held, session(held), TODAY)
    assert session(held).state == "held"
    assert [one.name for one in held.plan.versions][-1] == "R3"
    held.undo()
    assert state(held.plan) == before


def test_the_close_tells_what_the_reflection_changes(held: Document) -> None:
    mark(held, "A10", "3")
    mark(held, "A15", "1")
    fresh = line(held, "meet-readings", "unpaid care").record
    assert isinstance(fresh, Reading)
    held.add(fresh.with_values({"amount": Decimal(7)}))
    decide(held, kind="add", from_="a new ally", now="The tank maker", reason="He lends")
    told = [" ".join(one.cells) for one in at(held, "meet-close")]
    for words in ("SINCE R2", "A10 stopped", "A15 changed", "added", "The tank maker He lends"):
        assert any(words in one for one in told), (words, told)


def test_what_a_reflection_changes_is_what_the_comparison_says(held: Document) -> None:
    assert not [one for one in at(held, "meet-close") if one.record and one.record.table != "session"]
    mark(held, "A10", "1")
    doing.close(held, session(held), TODAY)
    told = [one for one in at(held, "meet-close") if one.record and one.record.table == "action"]
    assert [one.cells[:2] for one in told] == [("A10", "changed")]
    assert "done" in told[0].full


def test_without_an_earlier_version_the_close_tells_what_was_decided() -> None:
    document = Document.new()
    begun = doing.begin(document, TODAY)
    document.add(Change(kind="keep", now="the two-woman check", session=begun.id))
    assert any("the two-woman check" in one.cells for one in at(document, "meet-close", begun.code))


_DEEDS = st.lists(
    st.tuples(
        st.sampled_from(["1", "2", "3", "add", "stop", "change", "keep", "close", "tell"]), st.integers(0, 30)
    ),
    max_size=8,
)


@settings(max_examples=25, deadline=None)
@given(deeds=_DEEDS)
def test_undo_of_a_whole_reflection_gives_the_plan_as_it_was(deeds: list[tuple[str, int]]) -> None:
    document = Document(plan_of(example()))
    before = state(document.plan)
    actions = document.plan.all(Action)
    targets = list(MAKES)
    for deed, which in deeds:
        action = document.plan.find(Action, actions[which % len(actions)].id)
        assert action is not None
        if deed == "close":
            doing.close(document, session(document), TODAY)
        elif deed == "tell":
            doing.tell_absent(document, session(document))
        elif deed == "add":
            decide(
                document, kind="add", from_=targets[which % len(targets)], now="Something new", reason="so"
            )
        elif deed in ("stop", "change", "keep"):
            decide(document, kind=deed, target=REF + action.id, reason="so")
        else:
            doing.mark(document, session(document), action, deed)
    undo_all(document)
    assert state(document.plan) == before


def test_marks_are_offered_only_where_they_do_something() -> None:
    assert set(MARKS) <= {stop.id for stop in LISTS}


def test_a_canvas_note_that_is_added_waits_for_its_block(held: Document) -> None:
    made = decide(held, kind="add", from_="a new canvas note", now="Hotels")
    assert isinstance(made, CanvasNote)
    assert doing.opens_at(made) == "block"
