"""The form: typing, going about, every kind of field, and never losing what was typed."""

import asyncio
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from screenkit import NARROW, OpenApp, running, write_new

from atm_tui.document import Document
from atm_tui.errors import PlanFileError
from atm_tui.model.action import Action, MarketPoint
from atm_tui.model.bring import CostLine, Piece
from atm_tui.model.plan import Plan
from atm_tui.model.record import REF
from atm_tui.model.reflection import Rhythm, Session
from atm_tui.model.river import Pair, Tributary
from atm_tui.model.start import Participant, PlanSheet
from atm_tui.model.trees import ProblemCard
from atm_tui.model.typed import day_full, day_short
from atm_tui.store.generations import generations
from atm_tui.store.journal import Journal
from atm_tui.store.lock import PlanLock
from atm_tui.widgets.desk import today
from atm_tui.widgets.entry import Entry


def sheet(plan: Plan) -> PlanSheet:
    """The plan's own sheet."""
    return plan.one(PlanSheet)


# Typing and going about ----------------------------------------------------------------------
async def test_what_is_typed_stands_on_the_screen_and_goes_into_the_plan(opened: OpenApp) -> None:
    async with opened() as hand:
        await hand.go("plan")
        await hand.at_field("Product")
        await hand.type("blue scarves, 180 x 60 cm")
        assert " blue scarves, 180 x 60 cm" in [line.rstrip() for line in hand.lines()]
        await hand.press("enter")
        assert sheet(hand.plan).product == "blue scarves, 180 x 60 cm"
        assert "blue scarves, 180 x 60 cm" in hand.row("Product")
        assert hand.label() == "Buyer"


async def test_a_field_opens_with_what_it_holds_and_the_cursor_at_its_end(opened: OpenApp) -> None:
    async with opened() as hand:
        await hand.go("plan")
        await hand.type(" of weavers")
        await hand.press("down")
        assert sheet(hand.plan).group == "First group of weavers"


@pytest.mark.parametrize(
    ("key", "goes_to"),
    [
        ("enter", "Place"), ("tab", "Place"), ("down", "Place"), ("pagedown", "Languages"),
        ("up", "Group"), ("shift+tab", "Group"), ("pageup", "Group"),
    ],
)  # fmt: skip
async def test_keys_that_go_from_field_to_field(opened: OpenApp, key: str, goes_to: str) -> None:
    async with opened() as hand:
        await hand.go("plan")
        await hand.type(" x")
        await hand.press(key)
        assert hand.label() == goes_to
        assert sheet(hand.plan).group == "First group x", "leaving a field takes what was typed"


async def test_past_the_last_field_a_sheet_says_how_to_go_on_and_stays(opened: OpenApp) -> None:
    async with opened() as hand:
        await hand.go("plan")
        await hand.at_field("Facilitator")
        await hand.press("enter")
        await hand.sees("This was the last field. F4 goes to the next step.")
        assert hand.label() == "Facilitator"


async def test_past_the_last_field_a_row_closes(opened: OpenApp) -> None:
    async with opened(CostLine(item="yarn")) as hand:
        await hand.go("costs")
        await hand.press("enter")
        await hand.at_field("Note")
        await hand.type("from the shop")
        await hand.press("enter")
        await hand.titled("What goes into one piece")
        assert hand.plan.all(CostLine)[0].note == "from the shop"
        assert hand.current().startswith("CL1")


async def test_keys_typed_ahead_over_many_fields_all_arrive_in_theirs(opened: OpenApp) -> None:
    async with opened(Pair(topic="order")) as hand:
        await hand.go("pairs")
        await hand.burst("enter", *" book", "enter", *"in heads", "tab", *"on paper", "enter")
        await hand.titled("Today and future")
        pair = hand.plan.all(Pair)[0]
        assert (pair.topic, pair.today, pair.future) == ("order book", "in heads", "on paper")


# A field of several lines ---------------------------------------------------------------------
async def test_a_text_field_keeps_its_lines(opened: OpenApp) -> None:
    async with opened() as hand:
        await hand.go("plan")
        await hand.at_field("Season of demand")
        await hand.type("cold months\nfeasts\nnot in the rains")
        await hand.press("tab")
        assert sheet(hand.plan).season == "cold months\nfeasts\nnot in the rains"
        await hand.press("shift+tab")
        shown = [line.rstrip() for line in hand.lines() if line.startswith((" cold", " feasts", " not in"))]
        assert shown == [" cold months", " feasts", " not in the rains"]


async def test_the_arrows_move_between_the_lines_of_a_text_before_they_leave_it(opened: OpenApp) -> None:
    async with opened() as hand:
        await hand.go("plan")
        await hand.at_field("Season of demand")
        await hand.type("first\nsecond")
        await hand.press("up")
        await hand.type(" line")
        assert hand.label() == "Season of demand"
        await hand.press("up")
        assert hand.label() == "Needed by"
        assert sheet(hand.plan).season.split("\n")[1] == "second"
        assert " line" in sheet(hand.plan).season.split("\n")[0]


async def test_esc_in_a_sheet_loses_nothing(opened: OpenApp) -> None:
    async with opened() as hand:
        await hand.go("plan")
        await hand.at_field("Product")
        await hand.type("bags")
        await hand.press("escape")
        await hand.type(" and belts")
        await hand.press("tab")
        assert sheet(hand.plan).product == "bags and belts"


# Dates, numbers -----------------------------------------------------------------------------
async def test_a_date_is_shown_in_full_before_it_is_taken(opened: OpenApp) -> None:
    async with opened() as hand:
        await hand.go("plan")
        await hand.at_field("Pilot starts")
        await hand.type("15 jan 2027")
        await hand.sees("= Friday 15 January 2027")
        await hand.press("enter")
        assert sheet(hand.plan).start == date(2027, 1, 15)
        assert "15 Jan 2027" in hand.row("Pilot starts")


@pytest.mark.parametrize("said", ["15/1", "15 jan", "+2w", "friday", "2027-01-15", "tomorrow"])
async def test_dates_as_people_say_them(opened: OpenApp, said: str) -> None:
    async with opened() as hand:
        await hand.go("plan")
        await hand.at_field("Pilot ends")
        await hand.type(said)
        shown = next(line for line in hand.lines() if line.startswith("= ")).strip(" =")
        await hand.press("enter")
        end = sheet(hand.plan).end
        assert end
        assert end >= today()
        assert shown == day_full(end)
        assert day_short(end) in hand.row("Pilot ends")


async def test_a_date_that_is_not_understood_stays_as_typed_and_is_said(tmp_path: Path) -> None:
    path = write_new(tmp_path / "first.json")
    async with running(path, (80, 24)) as hand:
        await hand.go("plan")
        await hand.at_field("Pilot starts")
        await hand.type("after the rains")
        await hand.sees("is no day I know. Type it like 15 jan, 15/1, +2w or friday.")
        await hand.press("enter")
        assert sheet(hand.plan).start is None
        assert sheet(hand.plan).unread == {"start": "after the rains"}
        assert "after the rains (not understood)" in hand.row("Pilot starts")
    async with running(path, (80, 24)) as hand:
        await hand.go("plan")
        assert "after the rains (not understood)" in hand.row("Pilot starts")
        await hand.at_field("Pilot starts")
        assert " after the rains" in [line.rstrip() for line in hand.lines()]
        await hand.sees("is no day I know")
        await hand.burst(*["backspace"] * 20, *"1/9/2027", "enter")
        assert sheet(hand.plan).start == date(2027, 9, 1)
        assert not sheet(hand.plan).unread


async def test_what_was_not_understood_does_not_hide_that_the_day_before_is_gone(opened: OpenApp) -> None:
    async with opened(PlanSheet(id="plan", start=date(2027, 1, 15))) as hand:
        await hand.go("plan")
        await hand.at_field("Pilot starts")
        await hand.type(" or so, or maybe later")
        await hand.press("enter")
        assert "or so, or maybe later" in hand.row("Pilot starts")
        await hand.press("up")
        await hand.burst(*["backspace"] * 60, "enter")
        assert sheet(hand.plan).start is None
        assert not sheet(hand.plan).unread
        assert hand.row("Pilot starts").split() == ["Pilot", "starts"]


@pytest.mark.parametrize(
    ("typed", "exact", "shown"),
    [("950", "950", "950"), ("12.50", "12.50", "12.5"), ("1 250", "1250", "1,250"),
     ("1,250.05", "1250.05", "1,250.05"), ("0.1", "0.1", "0.1"), ("-20", "-20", "-20")],
)  # fmt: skip
async def test_amounts_are_exact(opened: OpenApp, typed: str, exact: str, shown: str) -> None:
    async with opened() as hand:
        await hand.go("piece")
        await hand.at_field("Price today")
        await hand.type(typed)
        await hand.sees(f"= {shown}")
        await hand.press("enter")
        assert hand.plan.one(Piece).price_today == Decimal(exact)
        assert hand.row("Price today").split()[-1] == shown
        await hand.until(lambda: hand.kept.one(Piece).price_today == Decimal(exact))


async def test_a_number_that_is_none_stays_as_typed_and_is_said(opened: OpenApp) -> None:
    async with opened() as hand:
        await hand.go("piece")
        await hand.at_field("Price today")
        await hand.type("about 900")
        await hand.sees("is no number I know. Type it like 950 or 12.50.")
        await hand.press("enter")
        assert hand.plan.one(Piece).unread == {"price_today": "about 900"}
        assert "about 900 (not understood)" in hand.row("Price today")
        await hand.until(lambda: hand.kept.one(Piece).unread == {"price_today": "about 900"})


async def test_a_count_is_whole(opened: OpenApp) -> None:
    async with opened(Session(occasion="first lot")) as hand:
        await hand.go("sessions")
        await hand.press("enter")
        await hand.at_field("Members present")
        await hand.type("2.5")
        await hand.sees("is no whole number. Type it like 24.")
        await hand.burst("backspace", "backspace", "4", "enter")
        assert hand.plan.all(Session)[0].members == 24


# Choices -------------------------------------------------------------------------------------
async def test_a_choice_by_digit_letter_arrows_and_backspace(opened: OpenApp) -> None:
    def kind() -> str:
        return hand.plan.all(Participant)[0].kind

    async with opened(Participant(display_name="first woman")) as hand:
        await hand.go("people")
        await hand.press("enter")
        await hand.at_field("Belongs as")
        await hand.sees("1) member", "6) facilitator")
        await hand.press("3")
        assert kind() == "buyer"
        await hand.sees("[3) buyer]")
        await hand.press("f")
        assert kind() == "family"
        await hand.press("f")
        assert kind() == "facilitator"
        await hand.press("left")
        assert kind() == "supporter"
        await hand.press("right", "right", "right")
        assert kind() == "facilitator"
        await hand.press("backspace")
        assert kind() == ""
        await hand.press("right")
        assert kind() == "member"
        await hand.press("x", "9", "question_mark")
        assert kind() == "member"
        assert "member" in hand.row("Belongs as")


async def test_several_choices_are_put_in_and_taken_out(opened: OpenApp) -> None:
    async with opened(ProblemCard(statement="dye washes out", side="trunk")) as hand:
        await hand.go("problems")
        await hand.press("enter")
        await hand.at_field("Who feels it")
        await hand.press("1", "y")
        card = hand.plan.all(ProblemCard)
        assert hand.plan.all(ProblemCard)[0].who_feels == ["women", "youth"]
        await hand.sees("[1) women]", "[3) youth]")
        assert "women, youth" in hand.row("Who feels it")
        await hand.press("1")
        assert hand.plan.all(ProblemCard)[0].who_feels == ["youth"]
        await hand.press("backspace")
        assert hand.plan.all(ProblemCard)[0].who_feels == []
        assert len(card) == 1


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
async def test_all_choices_of_a_field_are_on_the_screen(worked: OpenApp, size: tuple[int, int]) -> None:
    async with worked(size=size) as hand:
        for step_id in (
            "people",
            "canvas-buyers",
            "allies",
            "decisions",
            "indicators",
            "problems",
            "tributaries",
        ):
            await hand.go(step_id)
            await hand.press("enter")
            await hand.until(lambda: type(hand.page).__name__ == "RecordPage")
            for field in hand.form.fields:
                if field.chosen:
                    await hand.at_field(field.spec.label)
                    for _, word in hand.form.spec.choices:
                        await hand.sees(word.lstrip("123 ") if word[0].isdigit() else word)
            await hand.press("escape")


# References ----------------------------------------------------------------------------------
WOMEN = (
    Participant(display_name="first woman", role="weaver"),
    Participant(display_name="second woman", role="dyer"),
    Participant(display_name="third woman", role="weaver"),
)


async def test_somebody_is_picked_by_typing(opened: OpenApp) -> None:
    async with opened(*WOMEN, Action(what="buy yarn")) as hand:
        await hand.go("actions")
        await hand.press("enter")
        await hand.at_field("Who leads")
        await hand.type("sec")
        await hand.until(lambda: hand.current().startswith("W02"))
        assert "first woman" not in hand.text()
        await hand.press("enter")
        assert hand.plan.all(Action)[0].lead == WOMEN[1].id
        assert "second woman" in hand.row("Who leads")
        assert hand.label() == "Done by"


async def test_somebody_is_picked_with_the_arrows(opened: OpenApp) -> None:
    async with opened(*WOMEN, Action(what="buy yarn")) as hand:
        await hand.go("actions")
        await hand.press("enter")
        await hand.at_field("Who leads")
        await hand.press("space")
        await hand.sees("first woman", "third woman")
        await hand.press("down", "down", "enter")
        assert hand.plan.all(Action)[0].lead == WOMEN[2].id


async def test_keys_typed_ahead_pick_what_they_say(opened: OpenApp) -> None:
    async with opened(*WOMEN, Action(what="buy yarn")) as hand:
        await hand.go("actions")
        await hand.press("enter")
        await hand.at_field("Who leads")
        await hand.burst(*"third", "enter", *"15/1/2027", "enter")
        action = hand.plan.all(Action)[0]
        assert (action.lead, action.due) == (WOMEN[2].id, date(2027, 1, 15))


async def test_somebody_new_is_made_on_the_spot(opened: OpenApp) -> None:
    async with opened(*WOMEN, Action(what="buy yarn")) as hand:
        await hand.go("actions")
        await hand.press("enter")
        await hand.at_field("Who leads")
        await hand.type("fourth woman")
        await hand.sees("New person: 'fourth woman'")
        await hand.press("enter")
        made = hand.plan.all(Participant)[-1]
        assert (made.display_name, made.code) == ("fourth woman", "W04")
        assert hand.plan.all(Action)[0].lead == made.id
        await hand.press("ctrl+t")
        await hand.until(lambda: len(hand.plan.all(Participant)) == 3)
        assert hand.plan.all(Action)[0].lead == "", "one undo takes back both"


async def test_several_are_picked_taken_out_by_picking_again_and_by_backspace(opened: OpenApp) -> None:
    def helpers() -> list[str]:
        return hand.plan.all(Action)[0].helpers

    async with opened(*WOMEN, Action(what="buy yarn")) as hand:
        await hand.go("actions")
        await hand.press("enter")
        await hand.at_field("Who helps")
        await hand.burst(*"first", "enter", *"second", "enter", *"third", "enter")
        assert helpers() == [woman.id for woman in WOMEN]
        assert hand.label() == "Who helps", "there may be more"
        assert "first woman, second woman" in hand.row("Who helps")
        await hand.press("space")
        await hand.until(lambda: "* second woman" in hand.text())
        await hand.press("escape")
        await hand.burst(*"second", "enter")
        assert helpers() == [WOMEN[0].id, WOMEN[2].id]
        await hand.press("backspace")
        assert helpers() == [WOMEN[0].id]
        await hand.press("backspace", "backspace")
        assert helpers() == []


async def test_esc_ends_a_search_and_changes_nothing_that_was_picked_before(opened: OpenApp) -> None:
    action = Action(what="buy yarn", lead=WOMEN[0].id)
    async with opened(*WOMEN, action) as hand:
        await hand.go("actions")
        await hand.press("enter")
        await hand.at_field("Who leads")
        await hand.type("sec")
        await hand.press("escape")
        assert hand.plan.all(Action)[0].lead == WOMEN[0].id
        assert hand.label() == "Who leads"
        assert hand.title.startswith("A01"), "the form is still open"
        await hand.burst(*["backspace"] * 3, "escape")
        await hand.titled("Actions")
        assert hand.plan.all(Action)[0].lead == WOMEN[0].id
        assert not hand.plan.all(Action)[0].unread


async def test_words_may_stand_where_nobody_is_pointed_at(opened: OpenApp) -> None:
    async with opened(*WOMEN, Tributary(what="a loom")) as hand:
        await hand.go("tributaries")
        await hand.press("enter")
        await hand.at_field("From")
        await hand.type("the county office")
        await hand.sees("Write 'the county office'", "New person: 'the county office'")
        await hand.until(lambda: "Write" in hand.current())
        await hand.press("enter")
        assert hand.plan.all(Tributary)[0].from_whom == "the county office"
        await hand.press("shift+tab")
        await hand.burst(*"first woman", "enter")
        assert hand.plan.all(Tributary)[0].from_whom == REF + WOMEN[0].id
        await hand.press("shift+tab", "backspace")
        assert hand.plan.all(Tributary)[0].from_whom == ""


async def test_several_parties_hold_people_and_words(opened: OpenApp) -> None:
    async with opened(*WOMEN) as hand:
        await hand.go("rhythm")
        await hand.at_field("Guests")
        await hand.burst(*"second", "enter", *"the shop", "enter")
        assert hand.plan.one(Rhythm).guests == [REF + WOMEN[1].id, "the shop"]
        assert "second woman, the shop" in hand.row("Guests")


async def test_a_link_that_another_record_holds_is_written_there(opened: OpenApp) -> None:
    def covered(point: str) -> list[str]:
        return next(row.actions for row in hand.plan.all(MarketPoint) if row.point == point)

    action = Action(what="weigh the yarn")
    async with opened(action) as hand:
        await hand.go("actions")
        await hand.press("enter")
        await hand.at_field("Market points")
        await hand.burst(*"materials", "enter", *"price", "enter")
        assert covered("materials") == covered("price") == [action.id]
        assert "materials, price" in hand.row("Market points")
        await hand.press("backspace")
        assert covered("price") == []
        assert covered("materials") == [action.id]
        await hand.until(lambda: any(row.actions for row in hand.kept.all(MarketPoint)))


async def test_a_new_row_that_begins_with_a_link_comes_into_the_plan(opened: OpenApp) -> None:
    async with opened() as hand:
        await hand.go("actions")
        await hand.press("ctrl+n")
        await hand.at_field("Market points")
        await hand.burst(*"season", "enter")
        assert len(hand.plan.all(Action)) == 1
        point = next(row for row in hand.plan.all(MarketPoint) if row.point == "season")
        assert point.actions == [hand.plan.all(Action)[0].id]
        await hand.press("escape")
        await hand.until(lambda: hand.current().startswith("A01"))


# Pasting -------------------------------------------------------------------------------------
async def test_a_paste_is_inserted_where_the_cursor_is_without_its_control_codes(opened: OpenApp) -> None:
    async with opened() as hand:
        await hand.go("plan")
        await hand.at_field("Product")
        await hand.type("[]")
        await hand.press("left")
        await hand.paste("blue\x1b[31m scarves\x07\x9b")
        await hand.press("enter")
        assert sheet(hand.plan).product == "[blue scarves]"


async def test_a_paste_of_lines_stays_lines_in_a_text_and_becomes_one_elsewhere(opened: OpenApp) -> None:
    async with opened() as hand:
        await hand.go("plan")
        await hand.at_field("Product")
        await hand.paste("blue\r\nscarves")
        await hand.at_field("Season of demand")
        await hand.paste("cold\r\nmonths")
        await hand.press("tab")
        assert sheet(hand.plan).product == "blue scarves"
        assert sheet(hand.plan).season == "cold\nmonths"


async def test_a_paste_into_a_reference_finds_and_into_a_choice_does_nothing(opened: OpenApp) -> None:
    async with opened(*WOMEN, Action(what="buy yarn")) as hand:
        await hand.go("actions")
        await hand.press("enter")
        await hand.at_field("Who leads")
        await hand.paste("second\nwoman")
        await hand.until(lambda: hand.current().startswith("W02"))
        await hand.press("enter")
        assert hand.plan.all(Action)[0].lead == WOMEN[1].id
        await hand.at_field("State")
        await hand.paste("done")
        await hand.press("enter")
        assert hand.plan.all(Action)[0].status == "idea"


async def test_a_paste_longer_than_a_field_holds_is_cut_and_harms_nothing(opened: OpenApp) -> None:
    async with opened() as hand:
        await hand.go("plan")
        await hand.at_field("Season of demand")
        await hand.paste("long " * 10_000)
        await hand.press("tab")
        assert 19_000 < len(sheet(hand.plan).season) <= 20_000
        assert hand.label() == "Facilitator"


# Leaving in the middle ---------------------------------------------------------------------------
LEAVING = (
    "f1", "f2", "f3", "f4", "f5", "f6", "f7", "f10", "ctrl+c", "ctrl+f", "ctrl+q", "ctrl+t", "ctrl+g",
    "escape", "enter", "tab", "shift+tab", "pagedown", "pageup",
)  # fmt: skip


@pytest.mark.parametrize("key", [*LEAVING, "up", "down"])
async def test_no_key_loses_what_is_being_typed_in_a_sheet(opened: OpenApp, key: str) -> None:
    async with opened() as hand:
        await hand.go("plan")
        await hand.at_field("Product")
        await hand.burst(*"blue scarves", key)
        if key == "ctrl+t":
            await hand.sees("Taken back")
            await hand.press("ctrl+g")
        elif key == "escape":
            await hand.press("tab")
        await hand.until(lambda: sheet(hand.plan).product == "blue scarves", "in the plan")
        await hand.until(lambda: sheet(hand.kept).product == "blue scarves", "in the file")


@pytest.mark.parametrize("key", [*LEAVING, "ctrl+n"])
async def test_no_key_loses_what_is_being_typed_in_a_new_row(opened: OpenApp, key: str) -> None:
    def said() -> list[str]:
        return [action.what for action in hand.plan.all(Action)]

    async with opened() as hand:
        await hand.go("actions")
        await hand.press("enter")
        await hand.burst(*"buy yarn", key)
        if key == "ctrl+t":
            await hand.sees("Taken back")
            await hand.press("ctrl+g")
        await hand.until(lambda: said() == ["buy yarn"], "in the plan")
        await hand.until(lambda: [row.what for row in hand.kept.all(Action)] == ["buy yarn"], "in the file")


async def test_what_is_typed_is_kept_without_leaving_the_field_and_saved_with_the_step(
    opened: OpenApp,
) -> None:
    async with opened() as hand:
        await hand.go("plan")
        await hand.at_field("Product")
        await hand.type("blue scarves")
        assert hand.title.endswith(" typing")
        await hand.until(lambda: sheet(hand.kept).product == "blue scarves", "kept")
        await hand.until(lambda: hand.title.endswith(" draft kept"))
        await hand.type(" 180 x 60")
        await hand.until(lambda: sheet(hand.kept).product == "blue scarves 180 x 60", "kept")
        assert hand.label() == "Product"
        await hand.press("f4")
        await hand.until(lambda: hand.title.endswith(" saved"))
        assert sheet(Document.open(hand.path).plan).product == "blue scarves 180 x 60"


async def test_a_hang_up_saves_what_is_being_typed(tmp_path: Path) -> None:
    path = write_new(tmp_path / "first.json")
    async with running(path, (80, 24)) as hand:
        await hand.go("plan")
        await hand.at_field("Product")
        await hand.type("blue scarves")
        hand.app._hang_up()
        assert sheet(hand.kept).product == "blue scarves"
    assert not [task for task in asyncio.all_tasks() if "saver" in task.get_name()]


def fill_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let neither the plan nor drafts of it be written."""

    def refuse(*_: object) -> None:
        raise PlanFileError("The disk is full.")

    monkeypatch.setattr(Document, "save", refuse)
    monkeypatch.setattr(Journal, "write", refuse)


async def test_a_disk_that_refuses_is_said_and_nothing_is_lost(
    opened: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened() as hand:
        await hand.go("plan")
        await hand.at_field("Product")
        fill_the_disk(monkeypatch)
        await hand.type("blue scarves")
        await hand.press("tab")
        await hand.until(lambda: hand.title.rstrip().endswith("NOT SAVED"))
        await hand.sees("NOT SAVED: The disk is full.")
        await hand.press("f10")
        await hand.sees("NOT SAVED: The disk is full. Where can a copy be kept?")
        await hand.press("f10")
        await hand.sees("NOT SAVED: The disk is full. Enter leaves all the same and loses")
        await hand.press("escape", "escape")
        monkeypatch.undo()
        monkeypatch.setattr("atm_tui.saver.AGAIN", 0.2)
        await hand.type("first buyer")
        await hand.press("tab")
        await hand.until(lambda: hand.title.endswith(" saved"))
        assert "NOT SAVED" not in hand.text()
        assert sheet(hand.kept).product == "blue scarves"


async def test_a_plan_that_cannot_be_saved_is_kept_at_another_place(
    opened: OpenApp, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    async with opened() as hand:
        await hand.go("plan")
        await hand.at_field("Product")
        fill_the_disk(monkeypatch)
        await hand.type("blue scarves")
        await hand.press("f10")
        await hand.sees("Where can a copy be kept?")
        entry = hand.app.screen.query_one(Entry)
        taken = tmp_path / "taken.json"
        taken.touch()
        entry.put(str(taken))
        await hand.press("enter")
        await hand.sees("already. Choose another name.")
        entry.put(str(tmp_path / "kept.json"))
        await hand.press("enter")
        await hand.until((tmp_path / "kept.json").exists)
    assert sheet(Document.open(tmp_path / "kept.json").plan).product == "blue scarves"


async def test_a_save_that_failed_is_tried_again_by_itself(
    opened: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("atm_tui.saver.AGAIN", 0.2)
    async with opened() as hand:
        await hand.go("plan")
        await hand.at_field("Product")
        with monkeypatch.context() as full:
            fill_the_disk(full)
            await hand.type("blue scarves")
            await hand.press("tab")
            await hand.sees("NOT SAVED: The disk is full.")
        await hand.until(lambda: hand.title.endswith(" saved"))
        assert sheet(hand.kept).product == "blue scarves"


async def test_why_a_plan_is_not_saved_is_said_in_a_rows_form_too(
    opened: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(CostLine(item="yarn")) as hand:
        await hand.go("costs")
        await hand.press("enter")
        fill_the_disk(monkeypatch)
        await hand.type(" and dye")
        await hand.press("tab")
        await hand.sees("NOT SAVED: The disk is full.")


async def test_a_plan_that_cannot_be_locked_is_not_called_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_lock: PlanLock) -> None:
        raise PlanFileError("The plan cannot be locked.")

    path = write_new(tmp_path / "plan.json")
    document = Document.open(path)
    document.set(document.plan.rows("plan")[0], {"product": "scarves"})
    document.save()
    assert generations(path), "there is a good copy that could be offered"
    monkeypatch.setattr(PlanLock, "take", refuse)
    async with running(path, NARROW) as hand:
        await hand.sees("READ ONLY", "The plan cannot be locked.")
        assert hand.plan.one(PlanSheet).product == "scarves"
