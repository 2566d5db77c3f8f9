"""F1 and F2 on every page: what it is for, what its fields mean, and what can be done there."""

import re
from collections.abc import Iterator

import pytest
from screenkit import SIZES, Hand, OpenApp

from atm_tui import stage
from atm_tui.example import example
from atm_tui.model import KINDS
from atm_tui.model.action import Action
from atm_tui.model.reflection import Parked
from atm_tui.screens.everypage import every_page
from atm_tui.screens.fieldhelp import LONGEST, _worked, example_of, field_help
from atm_tui.screens.lists import ListPage, MenuPage
from atm_tui.screens.page import StepPage
from atm_tui.widgets.commands import IN_PLAN
from atm_tui.widgets.fieldtypes import fields_of
from atm_tui.widgets.frame import Frame

BASES = (ListPage, StepPage)
"""Pages that are never shown themselves."""

ON_TOP = (("ctrl+p",), ("f6",), ("f5",), ("f7",), ("ctrl+f",), ("ctrl+y",), ("f10",), ("enter",))
"""Keys that open a page on top of a list of rows."""


def kinds(of: type[Frame] = Frame) -> Iterator[type[Frame]]:
    """All kinds of pages of the program."""
    for kind in of.__subclasses__():
        if kind.__module__.startswith("atm_tui."):
            yield kind
            yield from kinds(kind)


def whole_menu(hand: Hand) -> set[str]:
    """The labels of all that the open menu offers."""
    return {row.cells[1] for row in hand.listed._rows if not row.heading}


# Everywhere -----------------------------------------------------------------------------------
def test_every_page_says_what_it_is_for_in_a_few_sentences() -> None:
    every_page()
    for kind in kinds():
        if kind not in BASES:
            sentences = re.findall(r"[.?!](?=\s|$)", kind.HELP)
            assert 1 <= len(sentences) <= 4, (
                f"{kind.__module__}.{kind.__name__} has no HELP of 1 to 4 sentences"
            )


def test_help_and_the_menu_are_on_every_page() -> None:
    every_page()
    for kind in kinds():
        keys = [key for one in kind.declared() for key in one.keys.split(",")]
        assert {"f1", "f2"} <= set(keys), kind.__name__


@pytest.mark.parametrize("keys", ON_TOP, ids=" ".join)
@pytest.mark.parametrize("size", SIZES)
async def test_f1_and_f2_open_on_any_page_and_close_again(
    worked: OpenApp, keys: tuple[str, ...], size: tuple[int, int]
) -> None:
    async with worked(size=size) as hand:
        await hand.go("actions")
        await hand.press(*keys)
        page = hand.page
        assert page is not hand.app._page
        for key, title in (("f1", "Help for this page"), ("f2", "Menu")):
            for closing in (key, "escape"):
                await hand.press(key)
                await hand.titled(title)
                await hand.press(closing)
                await hand.until(lambda: hand.app.screen is page, f"{keys} again")
        await hand.press("f1", "home")
        await hand.sees(page.HELP[:40])


# The menu -------------------------------------------------------------------------------------
@pytest.mark.parametrize("keys", [*ON_TOP[:6], ("f1",)], ids=" ".join)
async def test_the_menu_of_a_page_on_top_has_its_own_commands_and_all_of_the_plan(
    worked: OpenApp, keys: tuple[str, ...]
) -> None:
    async with worked() as hand:
        await hand.go("actions")
        await hand.press(*keys)
        own = [one.label for one in hand.page.commands() if one.id not in ("menu", "find") and not one.app]
        taken, works = {one.id for one in hand.page.commands()}, hand.page.works
        await hand.press("f2")
        found = whole_menu(hand)
        assert set(own) <= found
        assert {one.label for one in IN_PLAN if one.id not in taken and works(one)} <= found


async def test_a_command_without_a_key_is_found_from_a_picture_and_done(worked: OpenApp) -> None:
    async with worked() as hand:
        await hand.go("actions")
        await hand.burst("ctrl+p", "f2", *"still lacks", "enter")
        await hand.titled("Loose ends")
        await hand.press("escape")
        await hand.titled("Action plan matrix")


async def test_going_on_from_a_picture_by_the_menu_closes_it(worked: OpenApp) -> None:
    async with worked() as hand:
        await hand.go("actions")
        await hand.burst("ctrl+p", "f2", *"next step", "enter")
        await hand.titled("What the actions need")
        assert hand.app.screen is hand.app._page


async def test_a_command_is_found_by_its_key(worked: OpenApp) -> None:
    async with worked() as hand:
        await hand.go("actions")
        await hand.press("f2")
        await hand.type("ctrl+p")
        await hand.stands_on("Picture")


async def test_a_list_gives_way_to_what_is_chosen_in_its_menu(worked: OpenApp) -> None:
    async with worked() as hand:
        await hand.go("actions")
        await hand.burst("f5", "f2", *"still lacks", "enter")
        await hand.titled("Loose ends")
        await hand.press("escape")
        await hand.titled("Actions")


async def test_a_question_that_was_being_typed_is_kept_when_the_menu_leads_away(opened: OpenApp) -> None:
    async with opened() as hand:
        await hand.go("costs")
        await hand.burst("f7", *"who carries it", "f2", *"next step", "enter")
        await hand.titled("Gaps and bottlenecks")
        assert [one.what for one in hand.plan.all(Parked)] == ["who carries it"]


async def test_what_is_to_be_answered_first_offers_nothing_else(worked: OpenApp) -> None:
    async with worked() as hand:
        await hand.press("f10", "f2")
        await hand.titled("Menu")
        assert isinstance(hand.page, MenuPage)
        assert whole_menu(hand) == {"Yes", "No", "Help"}


# Help for a step and for a form -----------------------------------------------------------------
@pytest.mark.parametrize("size", SIZES)
async def test_f1_in_a_form_begins_at_the_field_and_esc_goes_back_with_all_that_was_typed(
    opened: OpenApp, size: tuple[int, int]
) -> None:
    async with opened(size=size) as hand:
        await hand.go("actions")
        await hand.press("enter")
        await hand.at_field("Done when")
        await hand.type("a signed shee")
        await hand.press("f1")
        await hand.titled("Help for this page")
        spec = Action.specs()["done_when"]
        assert hand.lines()[1].startswith(f" - {spec.label}: {spec.ask[:20]}")
        await hand.sees("The plan is weak without it.", "For example:")
        await hand.press("home")
        await hand.sees("One row, written down field by field.")
        await hand.press("escape")
        await hand.titled("A01 action")
        assert hand.label() == "Done when"
        await hand.type("t")
        await hand.press("escape")
        await hand.until(lambda: [one.done_when for one in hand.plan.all(Action)] == ["a signed sheet"])


async def test_esc_closes_a_guide_that_was_opened_where_something_is_written(worked: OpenApp) -> None:
    async with worked() as hand:
        await hand.go("rapids")
        await hand.press("down", "f1")
        await hand.sees("Esc Close")
        await hand.press("escape")
        await hand.stands_on("RP2")
        await hand.go("bridges", face="guide")
        assert "Esc Close" not in hand.text()
        await hand.press("escape")
        await hand.sees("Enter Write it down")


async def test_the_guide_says_what_each_field_is_for_with_an_example(worked: OpenApp) -> None:
    async with worked() as hand:
        await hand.go("people", face="guide")
        await hand.press("end")
        await hand.sees("Private: nobody else sees it")
        await hand.press("home")
        read = ""
        while "more lines: PgDn" in hand.text():
            read += hand.flat()
            await hand.press("pagedown")
        assert "One of: member," in read + hand.flat()
        assert "For example: " in read + hand.flat()


async def test_help_for_a_picture_says_what_of_it_is_our_reading(worked: OpenApp) -> None:
    async with worked() as hand:
        await hand.go("river")
        await hand.press("ctrl+p", "f1")
        await hand.sees("Not from the toolbox", "our reading")


# Examples -------------------------------------------------------------------------------------
def test_examples_are_short_and_never_private() -> None:
    given = 0
    for kind in KINDS.values():
        for field in fields_of(kind):
            example = example_of(kind, field)
            given += bool(example)
            assert len(example) <= LONGEST + 3
            assert not (
                field.spec.private and any("example" in line for _, line in field_help(kind, [field]))
            )
    assert given > 150


def test_whoever_does_not_want_to_be_named_is_in_no_example(monkeypatch: pytest.MonkeyPatch) -> None:
    lead = next(field for field in fields_of(Action) if field.name == "lead")
    named = example_of(Action, lead)
    content = example()
    for row in content.tables["participant"]:
        row["consent"] = "no"
    monkeypatch.setattr("atm_tui.example.example", lambda: content)
    _worked.cache_clear()
    try:
        assert named in {row["display_name"] for row in content.tables["participant"]}
        assert example_of(Action, lead) not in ("", named)
    finally:
        _worked.cache_clear()


def test_an_example_is_of_the_block_that_the_step_is_about() -> None:
    step = stage.step("canvas-value")
    assert step
    field = next(one for one in fields_of(step.kind) if one.name == step.kind.main())
    notes = [row.name for row in step.rows(_worked())]
    assert example_of(step.kind, field, step.where) in notes
