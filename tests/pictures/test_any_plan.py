"""What holds for every picture of every plan: its width, its words, its records."""

import itertools
import re
from datetime import timedelta

import pytest
from filled import HOSTILE, TODAY, filled, hostile
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from atm_tui.example import example
from atm_tui.model import KINDS
from atm_tui.model.plan import Plan
from atm_tui.pictures import ASCII, NARROWEST, PICTURES, UNICODE, Glyphs, Picture, as_text, draw
from atm_tui.pictures.rows import length
from atm_tui.planio import complete, plan_of

NAMES = [
    name
    for kind in PICTURES.values()
    for name in ([f"{kind.name}:{view}" for view, _ in kind.views] or [kind.name])
]
EACH = pytest.mark.parametrize("name", NAMES)
ACTIONS = ("matrix:stretch", "matrix:person", "matrix:week", "matrix:issue")


def check(plan: Plan, name: str, width: int, glyphs: Glyphs = ASCII) -> Picture:
    """No line is too wide, nothing drives a terminal, and whatever can be opened is in the plan."""
    picture = draw(plan, name, width=width, glyphs=glyphs, today=TODAY)
    for line in picture.lines:
        text = "".join(span.text for span in line)
        assert length(line) <= width, text
        assert cell_len(text) <= width, text
        assert not re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]", text)
    assert [spot.record for spot in picture.spots() if plan.get(spot.record) is None] == []
    return picture


def shown(picture: Picture) -> set[str]:
    return {spot.record for spot in picture.spots()}


def counted(picture: Picture) -> int:
    """How many records are counted instead of drawn."""
    found = re.findall(r"and ([\d,]+) more", as_text(picture))
    return sum(int(number.replace(",", "")) for number in found)


def crowd(table: str, count: int, **values: object) -> Plan:
    """A plan with so many records of a kind, and nothing else."""
    plan = Plan()
    complete(plan)
    kind = KINDS[table]
    for number in range(count):
        row = kind(id=f"{table}-{number}", code=f"{kind.prefix}{number}")
        plan.put(table, row.id, row.with_values({kind.main(): f"number {number}", **values}))
    return plan


# Any words ---------------------------------------------------------------------------------
@EACH
@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_within_the_picture(name: str, words: str) -> None:
    plan = filled(lambda: words)
    for width in (NARROWEST, 60, 133):
        check(plan, name, width, UNICODE)


@EACH
@settings(max_examples=25, deadline=None)
@given(st.lists(hostile(), min_size=1, max_size=9), st.integers(NARROWEST, 200))
def test_no_line_is_wider_than_the_page(name: str, words: list[str], width: int) -> None:
    turn = itertools.cycle(words)
    check(filled(lambda: next(turn)), name, width)


@EACH
def test_a_hostile_number_harms_no_picture(name: str) -> None:
    plan = filled()
    for row in list(plan):
        if row.code:
            plan.put(row.table, row.id, row.with_values({"code": "日本\n語" * 9 + row.code}))
    check(plan, name, 60)


@EACH
def test_an_empty_plan_has_a_picture_that_says_so(name: str) -> None:
    plan = Plan()
    complete(plan)
    assert as_text(check(plan, name, 80)).strip()


@EACH
@pytest.mark.parametrize("width", [60, 80, 132])
def test_without_unicode_nothing_but_ascii_is_drawn(name: str, width: int) -> None:
    assert as_text(check(plan_of(example()), name, width)).isascii()


@EACH
def test_both_sets_of_signs_draw_the_same_picture(name: str) -> None:
    plan = plan_of(example())
    one, other = (draw(plan, name, glyphs=glyphs, today=TODAY) for glyphs in (ASCII, UNICODE))
    assert one.spots() == other.spots()
    assert [length(line) for line in one.lines] == [length(line) for line in other.lines]


# All records -------------------------------------------------------------------------------
def test_all_that_belongs_to_the_river_stands_on_it() -> None:
    plan = plan_of(example())
    tables = ("pair", "stretch", "milestone", "tributary", "rapid", "bridge", "action")
    wanted = {row.id for table in tables for row in plan.rows(table)}
    assert wanted - shown(draw(plan, "river", today=TODAY)) == set()


@pytest.mark.parametrize("table", ["stretch", "milestone", "tributary", "rapid", "bridge", "pair", "action"])
def test_what_is_too_much_for_the_river_is_counted(table: str) -> None:
    plan = crowd(table, 500)
    picture = check(plan, "river", 60)
    sides = 2 if table == "pair" else 1  # a pair is told at the source and at the mouth
    drawn = {spot.record for spot in picture.spots()}
    assert sides * len(drawn) + counted(picture) == sides * 500
    assert drawn


@pytest.mark.parametrize("name", ACTIONS)
def test_each_action_stands_in_the_matrix(name: str) -> None:
    plan = plan_of(example())
    assert {row.id for row in plan.rows("action")} - shown(draw(plan, name, today=TODAY)) == set()


@pytest.mark.parametrize("name", ACTIONS)
@pytest.mark.parametrize("due", [None, TODAY + timedelta(30)])
def test_what_is_too_much_for_the_matrix_is_counted(name: str, due: object) -> None:
    picture = check(crowd("action", 900, due=due), name, 80)
    assert len(shown(picture)) + counted(picture) == 900


def test_each_thing_that_is_needed_stands_under_who_gives_it() -> None:
    plan = plan_of(example())
    assert shown(draw(plan, "matrix:cost", today=TODAY)) == {row.id for row in plan.rows("resource")}
