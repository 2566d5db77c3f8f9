"""Ctrl+P: the tools as pictures; what the cursor is at is opened, added to, and drawn anew."""

import pytest
from screenkit import SIZES, Hand, OpenApp

from atm_tui.model.allies import Ally
from atm_tui.model.river import Rapid, Stretch, Tributary
from atm_tui.widgets.pictureview import PictureView


def view(hand: Hand) -> PictureView:
    return hand.page.query_one(PictureView)


async def seek(hand: Hand, code: str) -> None:
    """Go down the picture to the record with this number."""
    for _ in range(200):
        record = hand.plan.get(view(hand).record)
        if record and record.code == code:
            return
        await hand.press("right")
    raise AssertionError(f"never at {code}\n{hand.text()}")


@pytest.mark.parametrize("size", SIZES)
async def test_the_river_is_drawn_and_walked_to_its_mouth(worked: OpenApp, size: tuple[int, int]) -> None:
    async with worked(size=size) as hand:
        await hand.go("rapids")
        await hand.press("ctrl+p")
        await hand.titled("River of Change")
        await hand.press("end")
        await hand.sees("MOUTH: how it will be", "Ten litres, used twice")
        assert "Ten litres" in hand.current()
        await hand.press("home")
        await hand.sees("SOURCE: how it is today")


async def test_enter_opens_what_the_cursor_is_at_and_esc_comes_back_to_it(worked: OpenApp) -> None:
    async with worked() as hand:
        await hand.go("river")
        await hand.press("ctrl+p")
        await hand.titled("River of Change")
        await seek(hand, "RP4")
        assert "Evening is the only free time" in hand.notice
        await hand.press("enter")
        await hand.titled("RP4 rapid")
        await hand.press("escape")
        await hand.titled("River of Change")
        record = hand.plan.get(view(hand).record)
        assert record is not None
        assert record.code == "RP4"


async def test_what_is_changed_in_a_form_is_drawn_at_once(opened: OpenApp) -> None:
    stretch = Stretch(id="s1", code="ST1", title="Begin")
    async with opened(stretch, Rapid(id="r1", code="RP1", what="a deep ford", stretch="s1")) as hand:
        await hand.go("rapids")
        await hand.press("ctrl+p")
        await hand.sees("NO BRIDGE YET")
        await seek(hand, "RP1")
        await hand.press("enter")
        await hand.titled("RP1 rapid")
        await hand.type(" and cold")
        await hand.press("escape")
        await hand.sees("a deep ford and cold")


async def test_another_one_is_added_at_the_same_place(opened: OpenApp) -> None:
    stretch = Stretch(id="s1", code="ST1", title="Begin")
    async with opened(stretch, Rapid(id="r1", code="RP1", what="a deep ford", stretch="s1")) as hand:
        await hand.go("rapids")
        await hand.press("ctrl+p")
        await seek(hand, "RP1")
        await hand.press("ctrl+n")
        await hand.titled("New rapid")
        await hand.type("a fallen tree")
        await hand.press("escape")
        await hand.titled("River of Change")
        added = hand.plan.all(Rapid)[-1]
        assert (added.what, added.stretch) == ("a fallen tree", "s1")
        assert view(hand).record == added.id


async def test_tab_shows_the_same_actions_in_another_way(worked: OpenApp) -> None:
    async with worked() as hand:
        await hand.go("actions")
        await hand.press("ctrl+p")
        await hand.titled("Action plan matrix by stretch")
        await seek(hand, "A10")
        for title, words in (
            ("by person", "leads 1 (1 open)"),
            ("by week", "Today"),
            ("by issue", "A scarf takes five hours"),
        ):
            await hand.press("tab")
            await hand.titled(f"Action plan matrix {title}")
            await hand.sees(words)
            record = hand.plan.get(view(hand).record)
            assert record is not None
            assert record.code == "A10"
        await hand.press("shift+tab")
        await hand.titled("Action plan matrix by week")


async def test_ctrl_p_goes_through_all_pictures_and_esc_leaves_them(worked: OpenApp) -> None:
    async with worked() as hand:
        await hand.go("actions")
        await hand.press("ctrl+p", "ctrl+p")
        await hand.until(lambda: not hand.title.startswith("Action plan matrix"))
        await hand.press("escape")
        await hand.titled("Actions")


async def test_a_picture_follows_the_size_of_the_screen(worked: OpenApp) -> None:
    async with worked() as hand:
        await hand.go("river")
        await hand.press("ctrl+p")
        await seek(hand, "MS4")
        await hand.resize(60, 20)
        assert "MS4" in hand.current()
        await hand.resize(132, 43)
        assert "MS4" in hand.current()


async def test_an_empty_plan_has_a_picture_with_nothing_to_open(opened: OpenApp) -> None:
    async with opened() as hand:
        await hand.go("river")
        await hand.press("ctrl+p")
        await hand.sees("nothing said yet")
        await hand.press("enter", "down", "up", "pagedown", "pageup")
        assert "nothing to open" in hand.notice


async def test_a_picture_with_one_view_says_so_and_stays(worked: OpenApp) -> None:
    async with worked() as hand:
        await hand.go("river")
        await hand.press("ctrl+p", "end")
        before = hand.lines()[1:-3]
        await hand.press("tab")
        await hand.sees("This picture has one view")
        assert hand.lines()[1:-3] == before


async def test_what_is_given_cannot_be_added_to(worked: OpenApp) -> None:
    async with worked() as hand:
        await hand.go("actions")
        await hand.press("ctrl+p", *["tab"] * 5)
        await hand.titled("Action plan matrix market points")
        await hand.press("ctrl+n")
        await hand.sees("none can be added")
        await hand.press("enter")
        await hand.titled("MP1")


async def test_an_ally_only_for_us_is_in_no_picture_but_the_one_that_says_so(worked: OpenApp) -> None:
    """Those who sit before the screen see it too."""
    async with worked() as hand:
        ally = hand.document.add(Ally(who="Lender Quietwater", private="yes"))
        hand.document.add(Tributary(what="Small loans", from_whom=ally.id))
        await hand.go("tributaries")
        await hand.press("ctrl+p")
        await hand.titled("River of Change")
        drawn = " ".join(span.text for line in view(hand)._lines for span in line)
        assert "Small loans" in drawn
        assert "Quietwater" not in drawn
