"""A file taken in from the app: asked for, looked at, taken as one change; never on the restricted way."""

from pathlib import Path

import pytest
from screenkit import SIZES, Hand, OpenApp, write_new

from atm_tui.kioskapp import KioskApp
from atm_tui.model.start import Participant
from atm_tui.store.generations import generations

MEMBERS = "Members of the circle,,\n,,\nNo,Full name,Gender\n1,Zuhura Mbeki,F\n2,Neema Salu,f\n3,,M\n"


async def asked(hand: Hand, typed: str) -> None:
    """Go to the question by the menu and answer it."""
    await hand.press("f2")
    await hand.type("import a file")
    await hand.press("enter")
    await hand.titled("Import a file")
    await hand.type(typed)
    await hand.press("enter")


@pytest.mark.parametrize("size", SIZES)
async def test_a_list_of_members(opened: OpenApp, size: tuple[int, int], tmp_path: Path) -> None:
    (tmp_path / "our members.csv").write_text(MEMBERS, encoding="utf-8")
    async with opened(Participant(display_name="Zuhura Mbeki"), size=size) as hand:
        await hand.go("people")
        await asked(hand, f"'{tmp_path}/our members.csv'")
        await hand.titled("2 people, 1 of them in the plan already")
        await hand.sees("headings in row 3", "Changes person W01")
        await hand.press("end")
        await hand.sees("Nothing stands under 'Name'.")
        assert len(hand.plan.all(Participant)) == 1
        await hand.press("enter")
        await hand.titled("People")
        await hand.sees("Taken: 2 people")
        assert [(one.display_name, one.sex) for one in hand.plan.all(Participant)] == [
            ("Zuhura Mbeki", "female"),
            ("Neema Salu", "female"),
        ]
        assert generations(hand.path)[0].reason == "import"
        await hand.press("ctrl+t")
        assert [(one.display_name, one.sex) for one in hand.plan.all(Participant)] == [("Zuhura Mbeki", "")]


async def test_what_cannot_be_read_is_said_and_the_path_stays(opened: OpenApp, tmp_path: Path) -> None:
    async with opened() as hand:
        await hand.go("people")
        await asked(hand, f"{tmp_path}/nothing.csv")
        await hand.sees("cannot be read: no such file")
        (tmp_path / "nothing.csv").write_text("Name\nZuhura Mbeki\n", encoding="utf-8")
        await hand.press("enter")
        await hand.titled("1 person")
        await hand.press("escape")
        await hand.titled("Import a file")
        await hand.until(lambda: "nothing.csv" in hand.flat().replace(" ", ""))  # a long path is broken
        assert hand.notice == ""
        await hand.press("escape")
        await hand.titled("People")
        assert hand.plan.all(Participant) == []


async def test_all_rows_left_out_is_nothing_to_take(opened: OpenApp, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("Name\nZuhura Mbeki\n", encoding="utf-8")
    async with opened() as hand:
        await hand.go("people")
        await asked(hand, f"{tmp_path}/x.csv")
        await hand.press("delete", "enter")
        await hand.sees("There is nothing to take.")
        await hand.press("delete", "enter")
        await hand.until(lambda: len(hand.plan.all(Participant)) == 1)


async def test_the_restricted_way_reaches_no_file(data: Path) -> None:
    data.mkdir(parents=True)
    path = write_new(data / "first.json")
    app = KioskApp(path)
    async with app.run_test(size=(80, 24)) as pilot:
        hand = Hand(app, pilot, path)
        try:
            await hand.until(lambda: app.begun, "the first page")
            await hand.go("people")
            await hand.press("f2")
            await hand.type("import a file")
            await hand.sees("0 found")
            await hand.press("escape", "escape")
            await app.run_action("app.import_file")
            await hand.titled("People")
        finally:
            app._close_desk()
