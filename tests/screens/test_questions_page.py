"""The four questions: evidence, going to where it is mended, and the group's own answer."""

from datetime import date

import pytest
from screenkit import SIZES, OpenApp

from atm_tui.model.allies import Ally
from atm_tui.model.canvas import CanvasNote
from atm_tui.model.closing import QUESTIONS, Answer
from atm_tui.model.river import Milestone
from atm_tui.model.start import PlanSheet


@pytest.mark.parametrize("size", [*SIZES, (60, 16)])
@pytest.mark.parametrize(("question", "words"), QUESTIONS)
async def test_the_question_and_its_evidence_are_shown(
    worked: OpenApp, question: str, words: str, size: tuple[int, int]
) -> None:
    async with worked(size=size) as hand:
        await hand.go(f"question-{question}")
        await hand.sees(words, "What the plan holds")
        await hand.until(lambda: "have" in hand.text() or "OPEN" in hand.text(), "a line of evidence")


@pytest.mark.parametrize("size", SIZES)
async def test_all_evidence_can_be_seen(worked: OpenApp, size: tuple[int, int]) -> None:
    async with worked(size=size) as hand:
        for question, _ in QUESTIONS:
            await hand.go(f"question-{question}")
            seen = hand.text()
            evidence = hand.page.state.evidence  # type: ignore[attr-defined]  # the question's page
            for _ in evidence:
                await hand.press("down")
                seen += hand.text()
            for one in evidence:
                assert one.text[:20] in seen


async def test_enter_goes_to_the_step_that_mends_it(opened: OpenApp) -> None:
    async with opened() as hand:
        await hand.go("question-pilot")
        await hand.sees("[not yet]", "OPEN No action is written yet")
        for row, step in enumerate(("Actions", "Milestones", "The plan")):
            await hand.go("question-pilot")
            await hand.press(*["down"] * row, "enter")
            await hand.titled(step)


async def test_the_state_changes_with_what_the_plan_holds(opened: OpenApp) -> None:
    async with opened() as hand:
        await hand.go("question-pilot")
        await hand.sees("[not yet]", "OPEN No buyer is named yet")
        await hand.go("plan", field="buyer")
        await hand.burst(*"first shop", "enter")
        await hand.go("question-pilot")
        await hand.sees("have The buyer is first shop", "[partly]")


async def test_the_answer_and_how_it_was_agreed_are_typed_and_change_the_state(opened: OpenApp) -> None:
    sheet = PlanSheet(id="plan", group="First group", buyer="first shop")
    milestone = Milestone(statement="two lots of one blue", due=date(2027, 3, 1))
    async with opened(sheet, milestone) as hand:
        await hand.go("question-pilot")
        await hand.press("tab")
        await hand.type("three lots\nto one shop")
        await hand.press("tab")
        await hand.type("f")
        await hand.until(lambda: "[partly]" in hand.flat())
        answer = next(row for row in hand.plan.all(Answer) if row.question == "pilot")
        assert (answer.answer, answer.method) == ("three lots\nto one shop", "fist of five")
        assert "fist of five" in hand.row("How agreed")


async def test_an_answered_question_says_so_at_once(opened: OpenApp) -> None:
    guests = Ally(who="first shop", invite="yes", request="come and see")
    async with opened(guests) as hand:
        await hand.go("question-others")
        await hand.sees("[partly]")
        await hand.press("tab")
        await hand.type("the shop sits with us")
        await hand.until(lambda: "[answered]" in hand.flat())
        assert hand.label() == "Our answer", "nobody is taken out of the field"


async def test_past_the_last_field_the_cursor_is_at_the_evidence_again(opened: OpenApp) -> None:
    async with opened() as hand:
        await hand.go("question-business")
        await hand.press(*["tab"] * 5)
        await hand.press("enter")
        await hand.until(lambda: not hand.title.startswith("Our business"))


async def test_f4_goes_through_the_four_questions_each_with_its_own_answer(opened: OpenApp) -> None:
    async with opened() as hand:
        for index, (question, _) in enumerate(QUESTIONS):
            await hand.go(f"question-{question}")
            await hand.press("tab")
            await hand.type(f"answer {index}")
        await hand.press("f3")
        await hand.until(
            lambda: [row.answer for row in hand.plan.all(Answer)] == [f"answer {n}" for n in range(4)]
        )


async def test_evidence_follows_undo(opened: OpenApp) -> None:
    async with opened(CanvasNote(note="one shop", block="buyers")) as hand:
        await hand.go("canvas-buyers")
        await hand.press("delete")
        await hand.go("question-business")
        await hand.sees("OPEN No buyer stands on the canvas yet")
        await hand.press("ctrl+t")
        await hand.sees("have 1 note on buyers", "Taken back")


async def test_the_menu_leads_to_the_four_questions(opened: OpenApp) -> None:
    async with opened() as hand:
        await hand.burst("f2", *"four questions", "enter")
        await hand.sees("What is our business model, and where does our business stand")
