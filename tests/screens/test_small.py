"""A terminal that is too small: said politely, and nothing is lost while it is."""

import pytest
from screenkit import OpenApp

from atm_tui.model.start import PlanSheet


@pytest.mark.parametrize("size", [(59, 24), (80, 15), (40, 10), (20, 5)])
async def test_a_small_screen_says_so_and_what_was_being_typed_is_there_when_it_grows(
    opened: OpenApp, size: tuple[int, int]
) -> None:
    async with opened() as hand:
        await hand.go("plan")
        await hand.at_field("Product")
        await hand.type("blue sca")
        await hand.resize(*size)
        await hand.until(lambda: "larger" in hand.flat())
        assert "Product" not in hand.text()
        await hand.resize(80, 24)
        await hand.titled("The plan")
        assert hand.label() == "Product"
        await hand.type("rves")
        await hand.press("tab")
        await hand.until(lambda: hand.plan.one(PlanSheet).product == "blue scarves")


@pytest.mark.parametrize("size", [(59, 20), (60, 15)])
async def test_an_app_that_starts_small_says_so_and_shows_the_plan_when_it_grows(
    opened: OpenApp, size: tuple[int, int]
) -> None:
    async with opened(size=size) as hand:
        await hand.until(lambda: "larger" in hand.flat())
        await hand.resize(60, 16)
        await hand.titled("The plan")


async def test_keys_do_nothing_while_it_is_small_but_leave_nothing_broken(opened: OpenApp) -> None:
    async with opened() as hand:
        await hand.go("costs")
        await hand.press("enter")
        await hand.type("yarn")
        await hand.resize(50, 10)
        await hand.until(lambda: "larger" in hand.flat())
        await hand.press("f4", "f5", "f2", "f7", "escape", "enter", "x", "ctrl+t", "f10")
        await hand.resize(80, 24)
        await hand.titled("CL1")
        assert [cost.value("item") for cost in hand.plan.rows("cost_line")] == ["yarn"]
        assert "ConfirmPage" not in [type(page).__name__ for page in hand.app.screen_stack]


async def test_f10_on_a_small_screen_does_not_end_without_asking(opened: OpenApp) -> None:
    async with opened() as hand:
        await hand.go("plan")
        await hand.resize(50, 10)
        await hand.press("f10", "f10")
        await hand.resize(80, 24)
        await hand.rest()
        assert hand.app.is_running
        await hand.sees("The plan")


async def test_the_smallest_screen_shows_a_form_a_table_a_tree_and_a_question(opened: OpenApp) -> None:
    async with opened(size=(60, 16)) as hand:
        for step_id, words in (
            ("plan", "What is our group called?"),
            ("people", "+ new person"),
            ("problems", "+ new card"),
            ("question-pilot", "What is our action plan for trying out"),
        ):
            await hand.go(step_id)
            await hand.sees(words)
            assert [len(line) for line in hand.lines()] == [60] * 16
        await hand.press("tab")
        await hand.sees("What do we answer, in our own words?")


async def test_growing_and_shrinking_keeps_the_row_in_view(worked: OpenApp) -> None:
    async with worked() as hand:
        await hand.go("people")
        await hand.press("end", "up")
        row = hand.current()[:20]
        for size in ((132, 43), (60, 16), (80, 24), (60, 20)):
            await hand.resize(*size)
            await hand.stands_on(row)
