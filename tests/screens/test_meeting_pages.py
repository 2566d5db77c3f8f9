"""F12: a reflection is held stop by stop, left, taken up again, and taken back."""

from decimal import Decimal
from pathlib import Path

import pytest
from screenkit import SIZES, WIDE, Hand, OpenApp, running, write_example

from atm_tui.meeting import STOPS
from atm_tui.model.action import Action
from atm_tui.model.allies import Ally
from atm_tui.model.indicators import Reading
from atm_tui.model.record import REF, Record
from atm_tui.model.reflection import Change, Finding, Message, Session, Story

WIDEST = (132, 43)


def coded(hand: Hand, code: str) -> Record:
    return next(record for record in hand.plan if record.code == code)


def session(hand: Hand, code: str = "R3") -> Session:
    found = coded(hand, code)
    assert isinstance(found, Session)
    return found


async def begin(hand: Hand, stop: int = 1) -> None:
    """Hold the reflection, and go to a stop."""
    await hand.press("f12")
    await hand.titled("Reflection R3 | 1 of 11")
    for number in range(2, stop + 1):
        await hand.press("f4")
        await hand.titled(f"Reflection R3 | {number} of 11")


async def stand_on(hand: Hand, words: str) -> None:
    """Go to a line of the list."""
    await hand.press("home")
    for _ in range(40):
        if words in hand.current():
            return
        await hand.press("down")
    raise AssertionError(f"no line {words}\n{hand.text()}")


async def enter(hand: Hand, words: str) -> None:
    """Open a line of the list."""
    await stand_on(hand, words)
    await hand.press("enter")


# Going about -----------------------------------------------------------------------------------
@pytest.mark.parametrize("size", SIZES)
async def test_f4_goes_from_stop_to_stop_and_f3_back(worked: OpenApp, size: tuple[int, int]) -> None:
    async with worked(size=size) as hand:
        await begin(hand)
        for number, stop in enumerate(STOPS, 1):
            await hand.titled(f"Reflection R3 | {number} of 11")
            assert stop.title[:12] in hand.title
            assert "F4 Next" in hand.lines()[-1]
            await hand.press("f4")
        assert "last stop" in hand.notice
        for number in range(len(STOPS) - 1, 0, -1):
            await hand.press("f3")
            await hand.titled(f"Reflection R3 | {number} of 11")
        await hand.press("f3")
        assert "first stop" in hand.notice


@pytest.mark.parametrize("size", SIZES)
async def test_every_stop_has_its_guide_and_comes_back_from_it(
    worked: OpenApp, size: tuple[int, int]
) -> None:
    async with worked(size=size) as hand:
        await begin(hand)
        for number, stop in enumerate(STOPS, 1):
            page = hand.app.screen
            await hand.press("f1")
            await hand.sees("Ask aloud")
            assert f"{number} of 11" in hand.title
            await hand.press("f1")
            assert hand.app.screen is page
            assert stop.id == hand.app.desk.place.step.id
            await hand.press("f4")


async def test_pages_are_filled_again_and_not_built_again(worked: OpenApp) -> None:
    async with worked() as hand:
        await begin(hand, 4)
        page = hand.page
        await hand.press("f4")
        await hand.titled("Reflection R3 | 5 of 11")
        assert hand.page is page


@pytest.mark.parametrize("size", SIZES)
async def test_f5_lists_the_stops_and_the_steps(worked: OpenApp, size: tuple[int, int]) -> None:
    async with worked(size=size) as hand:
        await begin(hand, 4)
        await hand.press("f5")
        await hand.stands_on("Actions due")
        await hand.type("the roots")
        await hand.press("enter")
        await hand.titled("Reflection R3 | 7 of 11")
        await hand.press("f5")
        await hand.type("key partners")
        await hand.press("enter")
        await hand.titled("Key partners | step")
        await hand.press("f12")
        await hand.titled("Reflection R3 | 7 of 11")


async def test_the_step_reflections_says_how_one_is_held_and_holds_the_one_pointed_at(
    worked: OpenApp,
) -> None:
    async with worked() as hand:
        await hand.go("sessions", coded(hand, "R4").id)
        await hand.sees("F12 holds the reflection")
        await hand.press("f12")
        await hand.titled("Reflection R4 | 1 of 11")
        await hand.press("f5")
        await hand.type("the rhythm")
        await hand.press("enter")
        await hand.titled("The rhythm | step")
        await hand.press("f12")
        await hand.titled("Reflection R4 | 1 of 11")


async def test_the_menu_holds_a_reflection(worked: OpenApp) -> None:
    async with worked() as hand:
        await hand.press("f2")
        await hand.type("hold a reflection")
        await hand.press("enter")
        await hand.titled("Reflection R3 | 1 of 11")


async def test_where_none_is_planned_one_is_begun_and_undo_leaves_it(opened: OpenApp) -> None:
    async with opened() as hand:
        await hand.press("f12")
        await hand.titled("Reflection R1 | 1 of 11")
        await hand.press("f4", "ctrl+t")
        await hand.titled("Reflections | step")
        assert not hand.plan.all(Session)
        await hand.press("ctrl+g", "f12")
        await hand.titled("Reflection R1 |")


async def test_a_reflection_is_taken_up_where_it_was_left(tmp_path: Path) -> None:
    path = write_example(tmp_path / "worked.json")
    async with running(path, WIDE) as hand:
        await begin(hand, 6)
        await enter(hand, "new finding")
        await hand.type("Two looms stood")
    async with running(path, WIDE) as hand:
        await hand.sees("Two looms stood")
        await hand.type(" still")
        await hand.press("escape")
        await hand.titled("Reflection R3 | 6 of 11")
        finding = hand.plan.all(Finding)[-1]
        assert (finding.what, finding.session) == ("Two looms stood still", session(hand).id)
        await hand.press("f5")
        await hand.type("key partners")
        await hand.press("enter")
    async with running(path, WIDE) as hand:
        await hand.titled("Key partners | step")
        await hand.press("f12")
        await hand.titled("Reflection R3 | 6 of 11")


# What is done at the stops ------------------------------------------------------------------------
async def test_those_who_are_here_are_counted_at_the_first_stop(worked: OpenApp) -> None:
    async with worked() as hand:
        await begin(hand)
        await hand.at_field("Women")
        await hand.type("21")
        await hand.press("tab")
        await hand.type("3")
        await hand.press("f4")
        assert (session(hand).women, session(hand).men) == (21, 3)


@pytest.mark.parametrize("size", SIZES)
async def test_one_key_ticks_and_goes_on(worked: OpenApp, size: tuple[int, int]) -> None:
    async with worked(size=size) as hand:
        await begin(hand, 2)
        await hand.stands_on("DC3")
        await hand.press("1", "2")
        assert coded(hand, "DC3").value("done") == "yes"
        assert coded(hand, "CH11").value("done") == "no"
        assert "[x] done" in hand.row("DC3")
        await hand.press("ctrl+t", "ctrl+t")
        assert "[ ]" in hand.row("DC3")


async def test_late_asks_for_the_day_and_dropped_for_the_reason(worked: OpenApp) -> None:
    async with worked() as hand:
        await begin(hand, 4)
        await stand_on(hand, "A15")
        await hand.press("2")
        assert hand.label() == "Done by"
        await hand.press(*["backspace"] * 12)
        await hand.type("20 sep 2026")
        await hand.press("escape")
        await hand.titled("Reflection R3 | 4 of 11")
        assert "late" in hand.row("A15")
        assert "20 Sep 2026" in hand.row("A15")
        await stand_on(hand, "A10")
        await hand.press("3")
        assert hand.label() == "Because"
        await hand.type("Nobody reads it")
        await hand.press("escape")
        await hand.titled("Reflection R3 | 4 of 11")
        assert "dropped" in hand.row("A10")
        stop = hand.plan.all(Change)[-1]
        assert (stop.kind, stop.target, stop.reason) == (
            "stop",
            REF + coded(hand, "A10").id,
            "Nobody reads it",
        )


@pytest.mark.parametrize("size", SIZES)
async def test_a_number_is_typed_on_its_line_as_fast_as_it_can_be(
    worked: OpenApp, size: tuple[int, int]
) -> None:
    async with worked(size=size) as hand:
        await begin(hand, 5)
        await stand_on(hand, "I9")
        await hand.type("6.9")
        await hand.press("escape")
        await hand.titled("Reflection R3 | 5 of 11")
        await hand.stands_on("I9")
        reading = hand.plan.all(Reading)[-1]
        assert (reading.amount, reading.session) == (Decimal("6.9"), session(hand).id)
        assert "WORSE" in hand.row("I9")
        await hand.press("enter")
        await hand.sees("6.9")
        await hand.press("escape")
        assert hand.plan.all(Reading)[-1] == reading


async def test_what_was_not_planned_belongs_to_this_reflection(worked: OpenApp) -> None:
    async with worked() as hand:
        await begin(hand, 6)
        await enter(hand, "Women's hours")
        await hand.type("The same four mind the children")
        await hand.press("escape")
        await enter(hand, "new story")
        await hand.type("I signed the book myself")
        await hand.press("escape")
        assert session(hand).hours == "The same four mind the children"
        assert hand.plan.all(Story)[-1].session == session(hand).id
        await hand.sees("I signed the book myself", "The same four mind")


async def test_what_was_found_stands_beside_the_roots_or_one_key_away(worked: OpenApp) -> None:
    async with worked(size=WIDEST) as hand:
        await begin(hand, 6)
        await enter(hand, "new finding")
        await hand.type("The tank ran dry twice")
        await hand.press("escape", "f4")
        await hand.titled("Reflection R3 | 7 of 11")
        await hand.sees("The tank ran dry twice", "Dye takes differently")
        await hand.resize(*WIDE)
        assert "The tank ran dry" not in hand.text()
        await hand.press("tab")
        await hand.sees("The tank ran dry twice")
        await hand.press("escape")
        await hand.titled("Reflection R3 | 7 of 11")


@pytest.mark.parametrize("size", SIZES)
async def test_the_roots_have_a_small_screen_for_themselves(worked: OpenApp, size: tuple[int, int]) -> None:
    async with worked(size=size) as hand:
        await begin(hand, 7)
        assert "What we found:" not in hand.text()
        assert "Tab What we found" in hand.text()


async def test_a_root_thins_by_one_key_and_only_roots_stand_there(worked: OpenApp) -> None:
    async with worked() as hand:
        await begin(hand, 7)
        await stand_on(hand, "C1.2 ")
        await hand.press("left")
        assert coded(hand, "C1.2").value("weight") == "2"
        sides = {hand.plan.get(row.key).value("side") for row in hand.listed._rows if hand.plan.get(row.key)}  # type: ignore[union-attr]  # looked at one line before
        assert sides == {"trunk", "root"}


@pytest.mark.parametrize("size", SIZES)
async def test_an_action_is_added_by_deciding_it(worked: OpenApp, size: tuple[int, int]) -> None:
    async with worked(size=size) as hand:
        await begin(hand, 8)
        await enter(hand, "add a new action")
        assert hand.label() == "Now"
        await hand.type("Buy a second tank")
        await hand.press("tab")
        assert hand.label() == "Because"
        await hand.type("The blue is weak when the tank is low")
        await hand.press("escape")
        await hand.titled("A18 action")
        assert hand.label() == "Done when"
        await hand.type("It is full")
        await hand.press("escape")
        await hand.titled("Reflection R3 | 8 of 11")
        action = coded(hand, "A18")
        assert isinstance(action, Action)
        assert (action.what, action.done_when) == ("Buy a second tank", "It is full")
        await hand.stands_on("add A18")
        assert hand.plan.history[-1]["why"] == "The blue is weak when the tank is low"


async def test_a_decision_is_carried_out_by_whatever_key_its_form_is_left(worked: OpenApp) -> None:
    async with worked() as hand:
        await begin(hand, 8)
        await enter(hand, "add a new ally")
        await hand.type("The tank maker")
        await hand.press("f4")
        await hand.titled("Reflection R3 | 9 of 11")
        assert hand.plan.all(Ally)[-1].who == "The tank maker"


async def test_a_menu_over_a_decision_does_not_carry_it_out_yet(worked: OpenApp) -> None:
    async with worked() as hand:
        await begin(hand, 8)
        await enter(hand, "add a new action")
        await hand.type("Buy a")
        await hand.press("f2", "escape")
        assert len(hand.plan.all(Action)) == 17
        await hand.type(" tank")
        await hand.press("escape")
        await hand.titled("A18 action")
        assert coded(hand, "A18").value("what") == "Buy a tank"


async def test_stop_is_carried_out_and_change_opens_its_target_with_the_reason(worked: OpenApp) -> None:
    async with worked() as hand:
        await begin(hand, 8)
        await enter(hand, "stop something")
        assert hand.label() == "Of what"
        await hand.type("a13\n")
        await hand.at_field("Because")
        await hand.type("It is habit now")
        await hand.press("escape")
        assert coded(hand, "A13").value("status") == "stopped"
        await enter(hand, "change something")
        await hand.type("c1.2\n")
        await hand.at_field("Because")
        await hand.type("One dye week helped")
        await hand.press("escape")
        await hand.titled("C1.2 card")
        await hand.at_field("Thickness")
        await hand.press("2")
        await hand.press("escape")
        await hand.titled("Reflection R3 | 8 of 11")
        last = hand.plan.history[-1]
        assert (last["code"], last["field"], last["why"]) == ("C1.2", "weight", "One dye week helped")


async def test_only_what_this_reflection_wrote_is_deleted_here(worked: OpenApp) -> None:
    async with worked() as hand:
        await begin(hand, 2)
        before = list(hand.plan)
        await hand.press("delete")
        assert "Only what was written in this reflection" in hand.notice
        assert list(hand.plan) == before
        await begin_again(hand, "did not plan")
        await enter(hand, "new finding")
        await hand.type("A slip")
        await hand.press("escape", "delete")
        assert all(one.what != "A slip" for one in hand.plan.all(Finding))


async def begin_again(hand: Hand, words: str) -> None:
    """Go to another stop by the list of stops."""
    await hand.press("f5")
    await hand.type(words)
    await hand.press("enter")
    await hand.until(lambda: words in hand.title, words)


async def test_a_step_gone_to_from_the_reflection_comes_back_by_f12(worked: OpenApp) -> None:
    async with worked() as hand:
        await begin(hand, 9)
        await enter(hand, "Solution tree")
        await hand.titled("Solution tree | step")
        await hand.sees("F12 comes back")
        await hand.press("f12")
        await hand.titled("Reflection R3 | 9 of 11")


async def test_rows_made_at_a_step_meanwhile_belong_to_the_reflection(worked: OpenApp) -> None:
    async with worked() as hand:
        await begin(hand)
        await hand.go("messages")
        await hand.press("ctrl+n")
        await hand.type("Tell the shop")
        await hand.press("escape")
        assert hand.plan.all(Message)[-1].session == session(hand).id


@pytest.mark.parametrize("size", SIZES)
async def test_the_next_day_and_who_tells_the_absent(worked: OpenApp, size: tuple[int, int]) -> None:
    async with worked(size=size) as hand:
        await begin(hand, 10)
        await enter(hand, "tell those who could not come")
        assert hand.label() in ("By", "Told by")
        await hand.press("escape")
        await enter(hand, "another reflection")
        await hand.type("after lot 4")
        await hand.press("tab")
        await hand.type("9 oct 2026")
        await hand.press("escape")
        await hand.sees("Tell those who", "after lot 4", "9 Oct 2026")
        assert hand.plan.all(Message)[-1].session == session(hand).id


@pytest.mark.parametrize("size", SIZES)
async def test_closing_keeps_the_version_and_the_next_f12_begins_the_next(
    worked: OpenApp, size: tuple[int, int]
) -> None:
    async with worked(size=size) as hand:
        await begin(hand, 11)
        await enter(hand, "A word each")
        await hand.type("steady")
        await hand.press("escape")
        await enter(hand, "Close R3")
        assert "R3 is closed" in hand.notice
        assert (session(hand).state, session(hand).last_words) == ("held", "steady")
        assert [one.name for one in hand.plan.versions][-1] == "R3"
        await hand.press("f12")
        await hand.titled("Reflection R4 | 1 of 11")


async def test_a_plan_that_is_only_read_can_be_walked_and_is_not_changed(worked: OpenApp) -> None:
    async with worked() as hand:
        hand.app.desk.reading = "It is only read."
        hand.document.read_only = True
        before = hand.document.content()
        try:
            await begin(hand, 2)
            await hand.press("1")
            for _ in range(2, len(STOPS)):
                await hand.press("f4", "1", "3", "delete")
            await hand.titled("Reflection R3 | 11 of 11")
            await enter(hand, "Close R3")
            assert "Nothing was changed" in hand.notice
            assert hand.document.content().tables == before.tables
        finally:
            hand.app.desk.reading = ""
