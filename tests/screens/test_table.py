"""Tables: adding, editing, copying, deleting, moving and finding rows."""

import pytest
from screenkit import SIZES, Hand, OpenApp

from atm_tui.model.action import Action, Resource
from atm_tui.model.bring import CostLine, Risk
from atm_tui.model.canvas import CanvasNote
from atm_tui.model.reflection import Finding, Session
from atm_tui.model.river import Bridge
from atm_tui.model.start import Participant

COSTS = [CostLine(item=f"cost {word}") for word in ("yarn", "dye", "wood", "paper")]


def items(hand: Hand) -> list[str]:
    """The costs in their order."""
    return [cost.item for cost in hand.plan.all(CostLine)]


def listed(hand: Hand) -> list[str]:
    """The rows on the screen, without the mark at the margin."""
    lines = hand.lines()
    end = next(index for index, line in enumerate(lines) if line.startswith("---"))
    return [line[2:].rstrip() for line in lines[2:end] if line.strip()]


async def test_an_empty_table_offers_a_first_row(opened: OpenApp) -> None:
    async with opened() as hand:
        await hand.go("costs")
        assert listed(hand) == ["+ new cost"]
        assert hand.current() == "+ new cost"


async def test_enter_on_the_last_row_adds_a_row_with_its_first_word(opened: OpenApp) -> None:
    async with opened(*COSTS) as hand:
        await hand.go("costs")
        await hand.press("end", "enter")
        await hand.sees("New cost", "What must be paid for each piece?")
        assert len(items(hand)) == 4, "nothing is added before a word is written"
        await hand.burst(*"thread", "enter", *"12.50", "escape")
        await hand.until(lambda: hand.current().startswith("CL5"))
        assert items(hand)[-1] == "thread"
        assert "12.5" in hand.current()


@pytest.mark.parametrize("key", ["ctrl+n", "insert"])
async def test_a_row_is_added_from_anywhere(opened: OpenApp, key: str) -> None:
    async with opened(*COSTS) as hand:
        await hand.go("costs")
        await hand.burst(key, *"thread", "escape")
        await hand.until(lambda: items(hand)[-1] == "thread")


async def test_row_after_row_without_closing_the_form(opened: OpenApp) -> None:
    async with opened() as hand:
        await hand.go("costs")
        await hand.burst("ctrl+n", *"yarn", "ctrl+n", *"dye", "ctrl+n", *"wood", "escape")
        await hand.until(lambda: items(hand) == ["yarn", "dye", "wood"])
        await hand.titled("What goes into")


@pytest.mark.parametrize("keys", [("escape",), ("enter",) * 4, ("tab",) * 4, ("f4",), ("ctrl+n", "escape")])
async def test_an_empty_form_adds_nothing(opened: OpenApp, keys: tuple[str, ...]) -> None:
    async with opened(*COSTS) as hand:
        await hand.go("costs")
        await hand.press("ctrl+n")
        await hand.titled("New cost")
        await hand.press(*keys)
        await hand.until(lambda: not hand.title.startswith("New cost"))
        assert len(items(hand)) == 4
        assert not hand.document.undo()


async def test_a_word_that_is_typed_and_taken_back_leaves_no_trace_on_the_way(opened: OpenApp) -> None:
    async with opened() as hand:
        await hand.go("costs")
        await hand.press("ctrl+n")
        await hand.type("x")
        await hand.press("backspace", "escape")
        await hand.titled("What goes into")
        assert items(hand) == []


async def test_a_row_whose_first_word_was_taken_back_begins_with_the_next_one(opened: OpenApp) -> None:
    async with opened() as hand:
        await hand.go("costs")
        await hand.press("ctrl+n")
        await hand.type("x")
        await hand.press("backspace", "tab")
        assert items(hand) == []
        await hand.press("shift+tab")
        await hand.type("yarn")
        await hand.press("escape")
        await hand.titled("What goes into")
        assert items(hand) == ["yarn"]
        assert [row.code for row in hand.plan.all(CostLine)] == ["CL1"]
        assert [entry["new"] for entry in hand.plan.history] == ["added"]
        await hand.press("ctrl+t")
        assert items(hand) == []


async def test_a_row_is_edited_and_the_cursor_is_on_it_afterwards(opened: OpenApp) -> None:
    async with opened(*COSTS) as hand:
        await hand.go("costs")
        await hand.press("down", "enter")
        await hand.type(" of two shades")
        await hand.press("escape")
        await hand.until(lambda: hand.current().startswith("CL2 cost dye of two shades"))
        assert items(hand)[1] == "cost dye of two shades"
        assert hand.flat().count("CL2 cost dye of two shades") == 2, "in its row, and in full below"


async def test_a_row_is_copied_below_itself(opened: OpenApp) -> None:
    async with opened(*COSTS) as hand:
        await hand.go("costs")
        await hand.press("ctrl+o")
        await hand.sees("Copied CL1.")
        assert items(hand) == ["cost yarn", "cost yarn", "cost dye", "cost wood", "cost paper"]
        assert hand.current().startswith("CL5")


async def test_a_row_is_deleted_and_brought_back_where_it_was(opened: OpenApp) -> None:
    async with opened(*COSTS) as hand:
        await hand.go("costs")
        await hand.press("down", "delete")
        await hand.sees("Deleted: cost CL2. Ctrl+T brings it back.")
        assert items(hand) == ["cost yarn", "cost wood", "cost paper"]
        assert hand.current().startswith("CL3"), "the cursor is on the row that came up"
        await hand.press("ctrl+t")
        await hand.sees("Taken back: deletion of cost CL2.")
        assert items(hand) == ["cost yarn", "cost dye", "cost wood", "cost paper"]
        assert [row.split()[0] for row in listed(hand)] == ["CL1", "CL2", "CL3", "CL4", "+"]


async def test_the_last_row_is_deleted_too(opened: OpenApp) -> None:
    async with opened(*COSTS) as hand:
        await hand.go("costs")
        await hand.press(*["delete"] * 5)
        await hand.until(lambda: items(hand) == [])
        assert listed(hand) == ["+ new cost"]
        await hand.press(*["ctrl+t"] * 4)
        await hand.until(lambda: len(items(hand)) == 4)
        assert items(hand) == [cost.item for cost in COSTS]


async def test_rows_are_moved(opened: OpenApp) -> None:
    async with opened(*COSTS) as hand:
        await hand.go("costs")
        await hand.press("alt+down")
        await hand.until(lambda: items(hand) == ["cost dye", "cost yarn", "cost wood", "cost paper"])
        assert hand.current().startswith("CL1"), "the cursor goes with the row"
        await hand.press("ctrl+down", "alt+down", "alt+down")
        await hand.until(lambda: items(hand) == ["cost dye", "cost wood", "cost paper", "cost yarn"])
        await hand.press("alt+up")
        await hand.until(lambda: items(hand) == ["cost dye", "cost wood", "cost yarn", "cost paper"])
        assert [row.split()[0] for row in listed(hand)] == ["CL2", "CL3", "CL1", "CL4", "+"]


async def test_letters_find_rows_and_esc_shows_all_again(opened: OpenApp) -> None:
    async with opened(*COSTS) as hand:
        await hand.go("costs")
        await hand.type("o d")
        await hand.sees("Find: o d_")
        assert [row.split()[0] for row in listed(hand)] == ["CL2", "CL3"]
        await hand.press("backspace", "backspace")
        await hand.sees("Find: o_")
        await hand.press("escape")
        await hand.until(lambda: "Find:" not in hand.text())
        assert len(listed(hand)) == 5


async def test_nothing_found_is_said(opened: OpenApp) -> None:
    async with opened(*COSTS) as hand:
        await hand.go("costs")
        await hand.type("zzz")
        await hand.sees("Nothing found. Esc shows all.")
        await hand.press("enter", "delete", "ctrl+o", "alt+down")
        assert len(items(hand)) == 4
        await hand.press("escape")
        await hand.until(lambda: hand.current().startswith("CL1"))


async def test_a_new_row_is_seen_even_where_something_was_looked_for(opened: OpenApp) -> None:
    async with opened(*COSTS) as hand:
        await hand.go("costs")
        await hand.type("yarn")
        await hand.sees("1 found")
        await hand.burst("ctrl+n", *"glue", "escape")
        await hand.until(lambda: hand.current().startswith("CL5 glue"))


async def test_fixed_rows_are_neither_added_nor_deleted_nor_moved(opened: OpenApp) -> None:
    async with opened() as hand:
        await hand.go("market")
        before = [row.id for row in hand.plan.rows("market_point")]
        assert len(before) == 14
        await hand.press("ctrl+n")
        await hand.sees("These rows are given; none can be added. Enter opens one.")
        await hand.press("delete", "ctrl+o", "alt+down")
        assert [row.id for row in hand.plan.rows("market_point")] == before
        await hand.press("end", "enter")
        await hand.titled("MP14 market point")
        await hand.at_field("Or: not needed")
        await hand.type("nobody shares it")
        await hand.press("escape")
        await hand.until(lambda: "nobody shares it" in hand.current())


async def test_a_new_thing_needed_belongs_to_the_action_of_the_row_above(opened: OpenApp) -> None:
    actions = (Action(what="buy yarn"), Action(what="build vat"))
    things = [Resource(item="bus fare", action=actions[0].id), Resource(item="clay", action=actions[1].id)]
    async with opened(*actions, *things) as hand:
        await hand.go("resources")
        await hand.burst("ctrl+n", *"a sack", "escape")
        await hand.until(lambda: len(hand.plan.all(Resource)) == 3)
        assert hand.plan.all(Resource)[-1].action == actions[0].id
        await hand.press("home", "down")
        await hand.burst("ctrl+n", *"lime", "escape")
        await hand.until(lambda: len(hand.plan.all(Resource)) == 4)
        assert hand.plan.all(Resource)[-1].action == actions[1].id


async def test_a_new_finding_belongs_to_the_last_reflection_held(opened: OpenApp) -> None:
    held = Session(occasion="first lot", state="held")
    async with opened(held, Session(occasion="second lot")) as hand:
        await hand.go("findings")
        await hand.burst("ctrl+n", *"even shade", "escape")
        await hand.until(lambda: len(hand.plan.all(Finding)) == 1)
        assert hand.plan.all(Finding)[0].session == held.id
        await hand.until(lambda: "R1" in hand.current())


async def test_a_step_of_the_canvas_gives_its_block_to_new_notes_and_shows_only_its_own(
    opened: OpenApp,
) -> None:
    async with opened(CanvasNote(note="one shop", block="buyers")) as hand:
        await hand.go("canvas-partners")
        assert listed(hand) == ["+ new note"]
        await hand.burst("ctrl+n", *"yarn shop", "escape")
        await hand.until(lambda: len(hand.plan.all(CanvasNote)) == 2)
        assert hand.plan.all(CanvasNote)[1].block == "partners"
        await hand.go("canvas-buyers")
        assert [row.split()[0] for row in listed(hand)] == ["CN1", "+"]


async def test_a_note_that_is_moved_to_another_block_leaves_this_step(opened: OpenApp) -> None:
    async with opened(CanvasNote(note="one shop", block="buyers")) as hand:
        await hand.go("canvas-buyers")
        await hand.press("enter")
        await hand.at_field("Block")
        await hand.press("3", "escape")
        await hand.titled("Buyers")
        assert listed(hand) == ["+ new note"]
        await hand.go("canvas-channels")
        assert hand.current().startswith("CN1 one shop")


@pytest.mark.parametrize("size", SIZES)
async def test_the_current_row_is_shown_in_full_but_for_what_is_private(
    opened: OpenApp, size: tuple[int, int]
) -> None:
    risk = Risk(
        what="the rains come early and the yarn stays wet for weeks",
        likelihood="likely",
        answer="dry it under the roof",
    )
    woman = Participant(display_name="first woman", role="dyer", contact="0700 111", note="her secret")
    async with opened(risk, woman, size=size) as hand:
        await hand.go("risks")
        await hand.sees("the rains come early and the yarn stays wet for weeks", "dry it under the roof")
        await hand.go("people")
        await hand.sees("W01 first woman", "Role: dyer")
        assert "0700" not in hand.text()
        assert "secret" not in hand.text()


@pytest.mark.parametrize("size", SIZES)
async def test_a_long_table_is_gone_through_from_end_to_end(worked: OpenApp, size: tuple[int, int]) -> None:
    async with worked(size=size) as hand:
        await hand.go("people")
        seen = set()
        for woman in hand.plan.all(Participant):
            assert hand.current().startswith(f"{woman.code} {woman.display_name}"[:20])
            seen.add(woman.code)
            await hand.press("down")
        assert hand.current() == "+ new person"
        assert len(seen) == 30
        await hand.press("home")
        assert hand.current().startswith("W01")
        await hand.press("pagedown", "pagedown", "pageup", "end")
        assert hand.current() == "+ new person"


async def test_deleting_what_others_name_says_so(opened: OpenApp) -> None:
    visit = Action(what="Visit the shop")
    async with opened(visit, Bridge(what="Go there", actions=[visit.id])) as hand:
        await hand.go("actions")
        await hand.press("delete")
        await hand.sees("Deleted: action A01. It is still named in 1 place. Ctrl+T brings it back.")
