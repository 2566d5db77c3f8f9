"""Copying back from a flipchart: typed or pasted lines, looked at, taken as one change, never lost."""

import pytest
from screenkit import NARROW, SIZES, OpenApp

from atm_tui.document import Document
from atm_tui.model.action import Action
from atm_tui.model.reflection import Parked
from atm_tui.model.start import Participant
from atm_tui.model.trees import ProblemCard

PEOPLE = [Participant(display_name=name) for name in ("Zuhura Mbeki", "Neema Salu", "Tabu Okoth")]
TEN = """\
1. Buy blue yarn @Zuhura /15 jan 2030
2. Dye a first lot @neema @tab /20 jan 2030
3. Weave ten scarves @Nobody
- Ask the dealer
* Photograph all of them @Tabu
6) Pack them
7) Write labels @W02
8) Count the money /1 feb 2030
9) Thank the chief
10) Sweep the room"""


@pytest.mark.parametrize("size", SIZES)
async def test_lines_are_typed_looked_at_and_taken_as_one_change(
    opened: OpenApp, size: tuple[int, int]
) -> None:
    async with opened(*PEOPLE, size=size) as hand:
        await hand.go("actions")
        await hand.press("ctrl+w")
        await hand.titled("From the wall")
        await hand.sees("One item a line", "@name: who leads", "done by")
        await hand.type("buy blue yarn @Zuhura /15 jan 2030\nweave @Nobody\n")
        await hand.sees("2 lines")
        assert hand.plan.all(Action) == []
        await hand.press("up", "up", "home")
        await hand.type("now ")  # an earlier line is edited
        await hand.press("down", "down", "enter")
        await hand.titled("2 actions, 1 doubtful")
        await hand.sees("now buy blue yarn", "Zuhura")
        await hand.press("down")
        await hand.sees("'Nobody' is not found in people")
        assert hand.plan.all(Action) == [], "nothing is taken before Enter"
        await hand.press("enter")
        await hand.titled("Actions")
        assert [one.what for one in hand.plan.all(Action)] == ["now buy blue yarn", "weave"]
        assert hand.plan.all(Action)[1].unread == {"lead": "Nobody"}
        assert hand.plan.all(Parked) == []
        await hand.press("ctrl+t")
        assert hand.plan.all(Action) == []
        await hand.press("ctrl+g")
        assert len(hand.plan.all(Action)) == 2


async def test_ten_pasted_lines_are_ten_rows(opened: OpenApp) -> None:
    async with opened(*PEOPLE) as hand:
        await hand.go("actions")
        await hand.press("ctrl+w")
        await hand.paste(TEN)
        await hand.sees("10 lines")
        await hand.press("tab")
        await hand.titled("10 actions, 1 doubtful")
        await hand.press("enter")
        await hand.until(lambda: len(hand.plan.all(Action)) == 10)
        second = hand.plan.all(Action)[1]
        assert (second.what, second.lead, second.helpers) == ("Dye a first lot", PEOPLE[1].id, [PEOPLE[2].id])
        assert str(second.due) == "2030-01-20"


async def test_a_row_is_left_out_and_esc_goes_back_to_the_lines(opened: OpenApp) -> None:
    async with opened(size=NARROW) as hand:
        await hand.go("costs")
        await hand.press("ctrl+w")
        await hand.type("yarn\ndye\nwood\n")
        await hand.press("enter", "escape")
        await hand.titled("From the wall")
        await hand.sees("3 lines", "yarn", "wood")
        await hand.press("tab", "down", "delete")
        await hand.titled("2 costs")
        await hand.press("enter")
        await hand.titled("What goes into")
        assert [row.name for row in hand.plan.rows("cost_line")] == ["yarn", "wood"]


async def test_lines_that_were_not_taken_wait_also_after_a_crash(opened: OpenApp) -> None:
    async with opened(*PEOPLE) as hand:
        await hand.go("actions")
        await hand.press("ctrl+w")
        await hand.type("buy yarn\n  dye it @Neema")
        await hand.until(lambda: any("dye it @Neema" in one.what for one in hand.kept.all(Parked)))
        await hand.press("escape")
        await hand.titled("Actions")
        await hand.sees("The lines are kept")
        await hand.press("f4", "ctrl+w")
        assert "buy yarn" not in hand.text(), "they belong to the step at which they were typed"
        await hand.press("escape", "f3", "ctrl+w")
        await hand.sees("2 lines", "dye it @Neema")
        await hand.press("tab", "enter")
        await hand.until(lambda: len(hand.plan.all(Action)) == 2)
        assert hand.plan.all(Parked) == []


async def test_typing_and_erasing_all_leaves_nothing_behind(opened: OpenApp) -> None:
    async with opened() as hand:
        await hand.go("actions")
        before = hand.document.content()
        await hand.press("ctrl+w")
        await hand.type("ab")
        await hand.press("backspace", "backspace", "escape")
        await hand.titled("Actions")
        after = hand.document.content()
        assert after.tables == before.tables
        await hand.press("ctrl+w", "tab")
        await hand.sees("Nothing is written yet")


async def test_a_tree_grows_by_moving_lines_in(opened: OpenApp) -> None:
    async with opened() as hand:
        await hand.go("problems")
        await hand.press("ctrl+w")
        await hand.sees("hangs on the line above")
        await hand.type("We sell late\n- no yarn\n-- the dealer comes rarely\n- weak colours\n\n")
        await hand.titled("4 cards")
        await hand.press("enter")
        await hand.titled("Problem tree")
        cards = {card.code: (card.statement, card.side) for card in hand.plan.all(ProblemCard)}
        assert cards == {
            "P": ("We sell late", "trunk"),
            "C1": ("no yarn", "root"),
            "C1.1": ("the dealer comes rarely", "root"),
            "C2": ("weak colours", "root"),
        }


async def test_a_line_moved_in_by_blanks_stays_so_on_the_next_line(opened: OpenApp) -> None:
    async with opened() as hand:
        await hand.go("problems")
        await hand.press("ctrl+w")
        await hand.type("trouble\n  cause one\ncause two")
        await hand.press("tab")
        await hand.titled("3 cards")
        await hand.press("enter")
        await hand.until(lambda: len(hand.plan.all(ProblemCard)) == 3)
        assert [card.code for card in hand.plan.all(ProblemCard)] == ["P", "C1", "C2"]


async def test_hostile_lines_are_plain_words(opened: OpenApp) -> None:
    async with opened() as hand:
        await hand.go("actions")
        await hand.press("ctrl+w")
        await hand.paste("[b]bold[/b] \x1b[31mred\n[/] @[x] /[y]\n=1+1")
        await hand.press("tab")
        await hand.titled("3 actions")
        await hand.sees("[b]bold[/b] red")


async def test_given_rows_take_no_lines(opened: OpenApp) -> None:
    async with opened() as hand:
        await hand.go("market")
        await hand.press("ctrl+w")
        await hand.sees("These rows are given")


async def test_the_plan_that_was_saved_holds_what_was_taken(opened: OpenApp) -> None:
    async with opened(*PEOPLE) as hand:
        await hand.go("actions")
        await hand.press("ctrl+w")
        await hand.paste(TEN)
        await hand.press("tab", "enter", "f4")
        await hand.until(lambda: len(Document.open(hand.path).plan.all(Action)) == 10)
