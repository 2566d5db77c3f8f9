"""The page of the settings: choices, words, and keys given by pressing them; all of it holds at once."""

from pathlib import Path

import pytest
from screenkit import SIZES, Hand, OpenApp

from atm_tui import settings
from atm_tui.widgets.textview import TextView

EACH_SIZE = pytest.mark.parametrize("size", SIZES)


async def open_settings(hand: Hand) -> None:
    """Open the page by the menu."""
    await hand.press("f2")
    await hand.type("settings")
    await hand.press("enter")
    await hand.titled("Settings")


async def find(hand: Hand, words: str) -> None:
    """Go to the line with these words."""
    await hand.press("escape") if hand.listed.wanted else None
    await hand.type(words)
    await hand.stands_on(words)


async def give(hand: Hand, label: str, key: str) -> None:
    """Give a command a key by pressing it."""
    await find(hand, label)
    await hand.press("enter")
    await hand.titled("The key of")
    await hand.press(key)


@EACH_SIZE
async def test_enter_goes_from_choice_to_choice_and_each_is_kept_at_once(
    at_home: OpenApp, size: tuple[int, int], settings_file: Path
) -> None:
    async with at_home(size=size) as hand:
        await open_settings(hand)
        await find(hand, "Talk first")
        await hand.press("enter")
        assert "Talk first: never" in hand.notice
        assert settings.read(settings_file.read_bytes()).talk_first == "never"
        await hand.press("enter")
        assert settings.current().talk_first == "always"
        await hand.press("delete")
        assert settings.read(settings_file.read_bytes()).talk_first == "always"


async def test_a_name_is_asked_for_and_stands_in_the_history_of_the_open_plan(worked: OpenApp) -> None:
    async with worked() as hand:
        await open_settings(hand)
        await find(hand, "Your name")
        await hand.press("enter")
        await hand.type("Mwanaidi J.\n")
        assert "Mwanaidi J." in hand.current()
        await hand.press("escape", "escape")
        await hand.go("parking")
        await hand.press("f7")
        await hand.type("Who has the key?\n")
        assert hand.plan.history[-1]["by"] == "Mwanaidi J."


@EACH_SIZE
async def test_a_key_is_given_by_pressing_it_and_is_shown_wherever_the_old_one_was(
    worked: OpenApp, size: tuple[int, int]
) -> None:
    async with worked(size=size) as hand:
        await hand.go("actions")
        assert " Park" not in hand.lines()[-1] or "F7 Park" in hand.lines()[-1]
        await open_settings(hand)
        await give(hand, "Park", "ctrl+u")
        await hand.sees("It would be Ctrl+U")
        await hand.press("enter")
        assert "Park: Ctrl+U." in hand.notice
        assert "Ctrl+U" in hand.current()
        await hand.press("escape", "escape")
        await hand.titled("Actions")
        assert " Park" not in hand.lines()[-1] or "Ctrl+U Park" in hand.lines()[-1]
        await hand.press("f2")
        await hand.type("park")
        assert "Ctrl+U" in hand.current()
        await hand.press("escape", "escape")
        for key in ("ctrl+u", "f7"):  # nothing else has the old one
            await hand.press(key)
            await hand.titled("Parking lot")
            await hand.press("escape")


async def test_a_sentence_that_names_a_key_names_the_one_that_was_given(worked: OpenApp) -> None:
    async with worked() as hand:
        await open_settings(hand)
        await give(hand, "Undo", "f11")
        await hand.press("enter", "escape", "escape")
        await hand.go("actions")
        await hand.press("delete")
        assert "F11 brings it back" in hand.notice
        await hand.press("f11")
        assert "Taken back" in hand.notice


async def test_a_key_that_cannot_be_had_is_refused_and_says_why(worked: OpenApp) -> None:
    async with worked() as hand:
        await open_settings(hand)
        await give(hand, "Park", "ctrl+n")
        await hand.sees("Ctrl+N is the key of")
        await hand.press("enter")
        await hand.sees("Press a key first")
        for key in ("ctrl+h", "x", "delete", "f4"):
            await hand.press(key)
            await hand.sees("Press another")
        await hand.press("escape")
        await hand.titled("Settings")
        assert settings.current().keys == {}


async def test_a_command_that_had_no_key_can_be_given_one(worked: OpenApp) -> None:
    async with worked() as hand:
        await open_settings(hand)
        await give(hand, "Loose ends", "ctrl+u")
        await hand.press("enter", "escape", "escape")
        await hand.press("ctrl+u")
        await hand.titled("Loose ends")


async def test_del_gives_a_command_its_own_key_back(worked: OpenApp, settings_file: Path) -> None:
    settings_file.write_text('[keys]\npark = "Ctrl+U" # mine\nundo = "F11"\n', "utf-8")
    async with worked() as hand:
        await hand.go("actions")
        assert "Ctrl+U Park" in hand.lines()[-1]
        await open_settings(hand)
        await find(hand, "Park")
        await hand.press("delete")
        assert "Park: F7." in hand.notice
        assert dict(settings.read(settings_file.read_bytes()).keys) == {"undo": "f11"}


@pytest.mark.parametrize("plan", ["", "worked"])
async def test_what_is_wrong_in_the_file_is_said_at_the_start_and_locks_nobody_out(
    plan: str, at_home: OpenApp, worked: OpenApp, settings_file: Path
) -> None:
    settings_file.write_text('talk_first = "new"\n[keys]\nleave = "x"\npark = "F4"\nundo = "F11"\n', "utf-8")
    async with (worked if plan else at_home)() as hand:
        assert "2 settings are passed over" in hand.notice
        await open_settings(hand)
        await find(hand, "'park'")
        await hand.sees("F4 is the key of Next")
        await hand.press("escape", "escape", "escape", "f10")
        await hand.until(lambda: not hand.app.is_running or "Leave" in hand.title)


async def test_a_change_that_cannot_be_kept_holds_and_says_so(at_home: OpenApp, settings_file: Path) -> None:
    settings_file.unlink()
    settings_file.mkdir()
    async with at_home() as hand:
        await open_settings(hand)
        await find(hand, "Order of dates")
        await hand.press("enter")
        await hand.sees("was not kept")
        assert settings.current().dates == "month first"


async def test_days_are_read_in_the_order_that_is_set(worked: OpenApp) -> None:
    async with worked() as hand:
        await open_settings(hand)
        await find(hand, "Order of dates")
        await hand.press("enter", "escape", "escape")
        await hand.go("actions")
        await hand.press("ctrl+n")
        await hand.at_field("Done by")
        await hand.sees("1/15")
        await hand.type("3/4/2030")
        await hand.sees("Monday 4 March 2030")


@pytest.mark.parametrize(("talk", "guide"), [("always", True), ("new", False), ("never", False)])
async def test_a_step_opens_on_its_guide_as_the_settings_say(
    worked: OpenApp, settings_file: Path, talk: str, guide: bool
) -> None:
    settings_file.write_text(f'talk_first = "{talk}"\n', "utf-8")
    async with worked() as hand:
        await hand.go("rapids")
        await hand.press("f4")
        before = hand.title.split("|")[0]
        assert ("Enter Write it down" in hand.flat()) is guide
        await hand.press("f3", "f4")
        assert hand.title.split("|")[0] == before
        assert "Enter Write it down" not in hand.flat(), "the second time it is known"


async def test_one_who_never_wants_the_guide_first_begins_a_new_plan_without(
    opened: OpenApp, settings_file: Path
) -> None:
    settings_file.write_text('talk_first = "never"\n', "utf-8")
    async with opened() as hand:
        assert "Enter Write it down" not in hand.flat()


async def test_the_guide_and_help_name_the_keys_of_the_page_that_they_speak_of(
    worked: OpenApp, settings_file: Path
) -> None:
    settings_file.write_text('[keys]\nadd = "F11"\nundo = "Ctrl+U"\n', "utf-8")
    async with worked() as hand:
        await hand.go("actions", face="guide")
        read = " ".join(text for _, text in hand.page.query_one(TextView)._paragraphs)
        assert "F11 or Ins: adds a row" in read
        assert "Ctrl+U brings it back" in read
        assert "Ctrl+T" not in read
        assert "Ctrl+N" not in read


async def test_one_who_has_told_her_name_is_offered_it_where_it_is_asked_who_leads(
    opened: OpenApp, settings_file: Path
) -> None:
    settings_file.write_text('facilitator = "Mwanaidi J."\n', "utf-8")
    async with opened() as hand:
        await hand.go("plan")
        await hand.at_field("Facilitator")
        await hand.press("space")
        await hand.sees("New facilitator: 'Mwanaidi J.'")
        await hand.press("enter")
        (sheet,) = hand.rows("plan")
        (woman,) = hand.rows("participant")
        assert sheet.value("facilitator") == woman.id
        assert (woman.code[:2], hand.plan.name(woman)) == ("FA", "Mwanaidi J.")
        await hand.at_field("Facilitator")
        await hand.press("space")
        assert "New facilitator" not in hand.flat(), "she is in the plan now"
        await hand.press("escape", "ctrl+t")
        assert not hand.rows("participant"), "one undo takes both back"
