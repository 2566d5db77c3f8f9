"""Going through the stage: both faces of every step, the questions of every form, and coming back."""

from pathlib import Path

import pytest
from rich.cells import cell_len
from screenkit import SIZES, Hand, OpenApp, running, write_example

from atm_tui.guide import guide
from atm_tui.screens.guide import guide_text
from atm_tui.stage import Step, steps
from atm_tui.widgets.cells import wrap
from atm_tui.widgets.fieldtypes import fields_of

PARTS = [steps()[at : at + 13] for at in range(0, len(steps()), 13)]
"""The steps in handfuls, so that the tests of them run side by side."""


def whole(hand: Hand) -> None:
    """Every line is exactly as wide as the screen, and all lines are there."""
    lines = hand.lines()
    assert [cell_len(line) for line in lines] == [hand.width] * len(lines), hand.text()
    assert len(lines) == hand.app.size.height
    assert "Traceback" not in hand.text()


@pytest.mark.parametrize("size", SIZES)
async def test_f4_walks_every_step_and_f3_walks_back(worked: OpenApp, size: tuple[int, int]) -> None:
    async with worked(size=size) as hand:
        for step in steps()[1:]:
            await hand.press("f4")
            await hand.titled(step.title)
            whole(hand)
        await hand.press("f4")
        await hand.sees("This is the last step.")
        for step in reversed(steps()[:-1]):
            await hand.press("f3")
            await hand.titled(step.title)
            whole(hand)
        await hand.press("f3")
        await hand.sees("This is the first step.")


@pytest.mark.parametrize("size", SIZES)
async def test_f1_shows_the_guide_of_every_step_and_f1_goes_back(
    worked: OpenApp, size: tuple[int, int]
) -> None:
    async with worked(size=size) as hand:
        for step in steps():
            await hand.go(step.id)
            await hand.pilot.pause()
            below = hand.text()
            await hand.press("f1")
            await hand.sees(guide(step.id).purpose)
            assert hand.title.startswith(step.title)
            whole(hand)
            await hand.press("f1")
            await shows_again(hand, below, step)


async def shows_again(hand: Hand, text: str, step: Step) -> None:
    """Wait until the screen shows a text again."""
    await hand.until(lambda: hand.text() == text, f"{step.id} as it was:\n{text}\n")


@pytest.mark.parametrize("size", SIZES)
async def test_every_line_of_every_guide_can_be_read_with_page_down(
    worked: OpenApp, size: tuple[int, int]
) -> None:
    async with worked(size=size) as hand:
        for step in steps():
            await hand.go(step.id, face="guide")
            read = await pages_read(hand)
            for kind, text in guide_text(step, guide(step.id).ask):
                for line in wrap(text, hand.width - 2 - {"item": 2, "under": 6}.get(kind, 0)):
                    assert any(line in one for one in read), (step.id, line)


async def pages_read(hand: Hand) -> list[str]:
    """All lines that are seen when a guide is read to its end."""
    read: list[str] = []
    while "more lines: PgDn" in hand.text():
        read += hand.lines()
        await hand.press("pagedown")
    return read + hand.lines()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("handful", PARTS, ids=lambda handful: handful[0].id)
async def test_every_question_of_every_form_is_wholly_on_the_screen(
    worked: OpenApp, handful: tuple[Step, ...], size: tuple[int, int]
) -> None:
    async with worked(size=size) as hand:
        for step in handful:
            await hand.go(step.id)
            if step.page in ("table", "tree"):
                await hand.press("enter")
                await hand.until(lambda: type(hand.page).__name__ == "RecordPage", f"a form at {step.id}")
            elif step.page == "question":
                await hand.press("tab")
            for field in fields_of(step.kind, step.fields):
                await hand.stands_on(field.spec.label)
                assert hand.form.field == field
                asked = wrap(field.spec.ask, hand.width)
                lines = [line.rstrip() for line in hand.lines()]
                first = lines.index(asked[0]) if asked[0] in lines else -1
                assert lines[first : first + len(asked)] == asked, (step.id, field.name, hand.text())
                assert f"> {field.spec.label} " in hand.text(), (step.id, field.name, hand.text())
                whole(hand)
                await hand.press("tab")
            if step.page in ("table", "tree"):
                await hand.until(
                    lambda: type(hand.page).__name__ != "RecordPage", f"{step.id} after its form"
                )


async def test_enter_on_a_guide_goes_to_the_page_on_which_the_step_is_written_down(worked: OpenApp) -> None:
    async with worked() as hand:
        await hand.go("rapids", face="guide")
        await hand.press("enter")
        await hand.sees("What blocks us")
        assert hand.current().startswith("RP1")


async def test_a_new_plan_begins_at_the_guide_of_the_first_step(opened: OpenApp) -> None:
    async with opened() as hand:
        await hand.sees(guide("plan").purpose)
        await hand.press("f4")
        await hand.sees(guide("people").purpose)


async def test_the_outline_lists_all_steps_in_order_and_jumps(worked: OpenApp) -> None:
    async with worked() as hand:
        await hand.press("f5")
        await hand.sees("49 of 56 steps begun")
        assert hand.current().split()[:3] == ["1", "The", "plan"]
        seen = ""
        for _ in steps():
            seen += hand.text()
            await hand.press("pagedown")
        for number, step in enumerate(steps(), 1):
            assert f"{number:3} {step.title}" in seen
        await hand.type("Key partners")
        await hand.until(lambda: "Key partners" in hand.current())
        await hand.press("enter")
        await hand.titled("Key partners")


async def test_the_outline_opens_at_the_present_step_and_esc_goes_back_to_it(worked: OpenApp) -> None:
    async with worked() as hand:
        await hand.go("rapids")
        await hand.press("down", "f5")
        await hand.sees("Outline")
        assert "Rapids" in hand.current()
        await hand.press("escape")
        await hand.titled("Rapids")
        assert hand.current().startswith("RP2")


async def test_letters_typed_ahead_of_enter_are_looked_for_first(worked: OpenApp) -> None:
    async with worked() as hand:
        await hand.burst("f5", *"Bridges", "enter")
        await hand.titled("Bridges")


async def test_a_plan_opens_at_the_step_row_and_field_where_it_was_left(tmp_path: Path) -> None:
    path = write_example(tmp_path / "worked.json")
    async with running(path, (80, 24)) as hand:
        await hand.go("actions")
        await hand.press("down", "down", "enter")
        await hand.at_field("Done when")
        code = hand.title.split()[0]
    async with running(path, (80, 24)) as hand:
        await hand.sees("Welcome back")
        assert hand.title.startswith(code)
        assert hand.label() == "Done when"
        await hand.press("escape")
        await hand.titled("Actions")
        assert hand.current().startswith(code)


async def test_a_sheet_opens_at_the_field_where_it_was_left(tmp_path: Path) -> None:
    path = write_example(tmp_path / "worked.json")
    async with running(path, (80, 24)) as hand:
        await hand.go("plan")
        await hand.at_field("Currency")
    async with running(path, (80, 24)) as hand:
        await hand.until(lambda: hand.current().startswith("Currency"))


async def test_coming_back_to_a_step_by_f3_keeps_nothing_that_was_looked_for(worked: OpenApp) -> None:
    async with worked() as hand:
        await hand.go("people")
        await hand.type("weaver")
        await hand.sees("Find: weaver_")
        await hand.press("f4", "f3")
        await hand.titled("People")
        assert "Find:" not in hand.text()


@pytest.mark.parametrize("size", [*SIZES, (132, 43)])
async def test_the_keys_at_the_bottom_are_whole_and_the_way_out_is_among_them(
    worked: OpenApp, size: tuple[int, int]
) -> None:
    async with worked(size=size) as hand:
        for step_id in ("plan", "actions", "problems", "question-pilot"):
            await hand.go(step_id)
            assert hand.lines()[-1].rstrip().endswith("F10 Leave")
            assert "F1 Guide" in hand.lines()[-1]
            assert "F2 Menu" in hand.lines()[-1]
