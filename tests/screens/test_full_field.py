"""A field that can hold no more says so, and loses nothing that it holds."""

from screenkit import OpenApp

from atm_tui.clean import MOST
from atm_tui.model.start import PlanSheet


async def test_what_is_left_out_of_a_paste_is_said(opened: OpenApp) -> None:
    async with opened() as hand:
        await hand.go("plan", field="season")
        await hand.paste("x" * MOST)
        assert hand.notice == ""
        await hand.paste("y")
        await hand.sees("A field holds 20,000 characters")
        assert hand.form.entry.text == "x" * MOST


async def test_a_letter_too_many_is_not_taken_and_that_is_said(opened: OpenApp) -> None:
    async with opened() as hand:
        await hand.go("plan", field="season")
        await hand.paste("x" * (MOST - 1))
        await hand.press("y", "z")
        await hand.sees("A field holds 20,000 characters")
        await hand.press("backspace", "!", "tab")
        await hand.until(lambda: hand.plan.one(PlanSheet).season == "x" * (MOST - 1) + "!")


async def test_in_a_full_field_marked_words_can_be_typed_over(opened: OpenApp) -> None:
    async with opened() as hand:
        await hand.go("plan", field="season")
        await hand.paste("x" * MOST)
        await hand.press("shift+left", "y")
        assert hand.form.entry.text == "x" * (MOST - 1) + "y"
        await hand.press("shift+left")
        await hand.paste("z")
        assert hand.form.entry.text == "x" * (MOST - 1) + "z"
        assert hand.notice == ""
