"""The two trees: branches above the trunk, roots below it, each card joined to the one it hangs on."""

import re

import pytest
from filled import TODAY
from hypothesis import given, settings
from hypothesis import strategies as st
from test_any_plan import check, counted, crowd, shown

from atm_tui.example import example
from atm_tui.model import KINDS
from atm_tui.model.plan import Plan
from atm_tui.model.record import Record
from atm_tui.model.trees import ProblemCard, SolutionCard
from atm_tui.pictures import ASCII, NARROWEST, UNICODE, Glyphs, as_text, draw
from atm_tui.planio import complete, plan_of


@pytest.fixture
def plan() -> Plan:
    return plan_of(example())


def lines(plan: Plan, view: str, width: int = 80, glyphs: Glyphs = ASCII) -> list[str]:
    return as_text(draw(plan, f"trees:{view}", width=width, glyphs=glyphs, today=TODAY)).splitlines()


def at(found: list[str], words: str) -> int:
    """The line on which words stand."""
    return next(number for number, line in enumerate(found) if words in line)


def line(plan: Plan, view: str, words: str, width: int = 132) -> str:
    found = lines(plan, view, width)
    return found[at(found, words)]


def change(plan: Plan, code: str, **values: object) -> None:
    row = next(row for row in plan if row.code == code)
    plan.put(row.table, row.id, row.with_values(values))


def tree(*cards: tuple[str, str, str]) -> Plan:
    """A problem tree of these cards: code, side, the code of the one that it hangs on."""
    plan = Plan()
    complete(plan)
    for code, side, parent in cards:
        plan.put(
            "problem_card", code, ProblemCard(id=code, code=code, statement=code, side=side, parent=parent)
        )
    return plan


# As on paper -------------------------------------------------------------------------------
def test_branches_are_above_the_trunk_and_roots_below(plan: Plan) -> None:
    for view, above, trunk, below in (
        ("problem", ("E1.1.1 ", "E1.1 ", "E1 "), " P ", ("C1 ", "C1.1 ", "C1.1.1 ")),
        ("solution", ("SE1.1.1 ", "SE1.1 ", "SE1 "), " S ", ("SM1 ", "SM1.1 ", "SM1.1.1 ")),
    ):
        found = lines(plan, view)
        places = [at(found, f"{words}") for words in (*above, trunk, *below)]
        assert places == sorted(places)


def test_the_strokes_join_each_card_to_the_one_it_hangs_on() -> None:
    cards = (
        ("P", "trunk", ""), ("E1", "branch", "P"), ("E1.1", "branch", "E1"), ("E2", "branch", "P"),
        ("C1", "root", "P"), ("C1.1", "root", "C1"), ("C1.2", "root", "C1"), ("C2", "root", "P"),
        ("C2.1", "root", "C2"),
    )  # fmt: skip
    found = lines(tree(*cards), "problem", glyphs=UNICODE)
    start = at(found, "E1.1")
    assert found[start : start + 10] == [
        "   ┌─   [ ] E1.1 E1.1",
        "┌─   [ ] E1 E1",
        "├─   [ ] E2 E2",
        "│",
        "│    [ ] P P",
        "│    ROOTS: what it comes from",
        "├─   [ ] C1 C1",
        "│  ├─   [ ] C1.1 C1.1",
        "│  └─   [ ] C1.2 C1.2",
        "└─   [ ] C2 C2",
    ]


@pytest.mark.parametrize(
    ("weight", "stroke"), [("1", "+-   ["), ("2", "+==  ["), ("3", "+### ["), ("", "+.   [")]
)
def test_a_thick_root_has_a_thick_stroke(plan: Plan, weight: str, stroke: str) -> None:
    change(plan, "C1", weight=weight)
    assert line(plan, "problem", " C1 ").startswith(stroke)


@pytest.mark.parametrize("width", [98, 132])
def test_on_a_wide_page_the_trees_stand_side_by_side_with_their_trunks_on_one_line(
    plan: Plan, width: int
) -> None:
    found = lines(plan, "both", width)
    trunk = found[at(found, " P We sell few")]
    assert re.search(r" P We sell few .* S We sell", trunk)
    assert found[at(found, "PROBLEM TREE")].index("SOLUTION TREE") == (width - 2) // 2 + 2


@pytest.mark.parametrize("width", [60, 97])
def test_on_a_narrow_page_they_stand_one_under_the_other(plan: Plan, width: int) -> None:
    found = lines(plan, "both", width)
    assert at(found, "SOLUTION TREE") > at(found, "SAPLINGS")


# All cards ---------------------------------------------------------------------------------
@pytest.mark.parametrize("width", [58, 132])
def test_each_card_of_the_example_stands_in_its_tree_and_is_whole(plan: Plan, width: int) -> None:
    for view, tables in (
        ("problem", ["problem_card"]),
        ("solution", ["solution_card"]),
        ("both", ["problem_card", "solution_card"]),
    ):
        picture = draw(plan, f"trees:{view}", width=width, today=TODAY)
        assert shown(picture) >= {row.id for table in tables for row in plan.rows(table)}
        assert ".." not in as_text(picture)


@pytest.mark.parametrize(
    ("table", "side"),
    [("problem_card", side) for side in ("branch", "trunk", "root", "fruit", "sapling", "threat", "")]
    + [("solution_card", side) for side in ("end", "core", "means", "")],
)
def test_what_is_too_much_for_a_tree_is_counted(table: str, side: str) -> None:
    view = "problem" if table == "problem_card" else "solution"
    plan = crowd(table, 900, side=side, state="solved", conversion="added", mirrors="")
    if side in ("branch", "trunk", "root"):
        plan.tables["solution_card"] = {
            row.id + "s": SolutionCard(id=row.id + "s", mirrors=row.id) for row in plan.rows(table)
        }  # else they stand below the tree once more, as cards without a mirror
    picture = check(plan, f"trees:{view}", 60)
    assert len(shown(picture)) + counted(picture) == 900
    assert shown(picture)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 30), st.sampled_from(("branch", "root"))), min_size=1, max_size=30),
    st.integers(40, 132),
)
def test_cards_that_hang_anyhow_stand_once_each(hangs: list[tuple[int, str]], width: int) -> None:
    """Also those that hang on themselves, in a ring, on another part of the tree, or on nothing."""
    plan = tree(*((f"N{number}", side, f"N{parent}") for number, (parent, side) in enumerate(hangs)))
    plan.tables["solution_card"] = {
        f"S{number}": SolutionCard(id=f"S{number}", mirrors=f"N{number}") for number in range(len(hangs))
    }
    picture = check(plan, "trees:problem", width)
    assert sorted(spot.record for spot in picture.spots()) == sorted(plan.tables["problem_card"])


@pytest.mark.parametrize("side", ["root", "branch"])
def test_a_very_deep_tree_fits_and_says_how_deep_it_is(side: str) -> None:
    chain = tree(*((f"C{number}", side, f"C{number - 1}") for number in range(60)))
    for width in (NARROWEST, 80):
        assert shown(check(chain, "trees:problem", width)) == set(chain.tables["problem_card"])
    assert "C59 C59  (depth 60)" in "\n".join(lines(chain, "problem"))


# What is said of a card --------------------------------------------------------------------
@pytest.mark.parametrize(
    ("state", "sign"),
    [
        ("open", "[ ]"),
        ("easing", "[~]"),
        ("solved", "[x]"),
        ("worse", "[!]"),
        ("dropped", "[-]"),
        ("new", "[+]"),
    ],
)
def test_a_state_has_a_sign_of_its_own_and_the_legend_says_which(plan: Plan, state: str, sign: str) -> None:
    change(plan, "C2", state=state)
    assert f" {sign} C2 " in line(plan, "problem", " C2 ")
    assert f"{sign} {state}" in " ".join(lines(plan, "problem"))


@pytest.mark.parametrize(
    ("values", "sign"),
    [
        ({"chosen": "yes"}, "(x)"),
        ({"chosen": "no"}, "( )"),
        ({"chosen": ""}, "(?)"),
        ({"conversion": "dropped"}, "(-)"),
    ],
)
def test_a_solution_says_whether_it_is_chosen(plan: Plan, values: dict[str, str], sign: str) -> None:
    change(plan, "SM2", **values)
    assert f" {sign} SM2 " in line(plan, "solution", " SM2 ")


def test_a_solution_says_what_it_mirrors_how_and_by_which_actions(plan: Plan) -> None:
    said = " ".join(" ".join(lines(plan, "solution", 132)).split())
    assert "SM3.2.1 Husbands, sons and neighbours carry part of the care < C3.2.1 reworded [!]A09" in said
    assert "if: Men come to the talk" in said
    assert "< E3.1.1 dropped" in said


def test_a_mirror_without_words_asks_for_them(plan: Plan) -> None:
    change(plan, "SM1", statement="")
    found = line(plan, "solution", " SM1 ")
    assert "[!] say anew, as solved: Scarves differ in size and shade" in found
    assert "32 cards: 29 chosen, 1 to be said anew" in lines(plan, "solution")


def test_a_card_that_causes_others_too_says_which(plan: Plan) -> None:
    ids = {row.code: row.id for row in plan.all(ProblemCard)}
    change(plan, "C1", also_causes=[ids["C3"], "gone"])
    assert line(plan, "problem", " C1 ").endswith("also to C3, (deleted)")


def test_what_hung_on_a_deleted_card_says_so(plan: Plan) -> None:
    change(plan, "C1", parent="gone")
    assert "[!] hung on a deleted card" in line(plan, "problem", " C1 ")


def test_a_sapling_says_what_grows_it(plan: Plan) -> None:
    found = lines(plan, "problem", 132)
    assert "[!] no action grows it" in found[at(found, "SAP1")]
    action = next(row for row in plan.rows("action") if row.code == "A15")
    change(plan, "SAP1", actions=[action.id])
    found = lines(plan, "problem", 132)
    assert found[at(found, "SAP1")].endswith("[ ]A15")


# Orphans -----------------------------------------------------------------------------------
def below(plan: Plan, view: str, heading: str) -> list[str]:
    found = lines(plan, view)
    start = at(found, heading) + 1
    return found[start : start + found[start:].index("")]


def test_where_all_is_mirrored_no_orphans_are_listed(plan: Plan) -> None:
    found = "\n".join(lines(plan, "both"))
    assert "TURNS THESE ROUND" not in found
    assert "MIRROR NO CARD" not in found


def test_a_cause_that_nothing_turns_round_is_listed(plan: Plan) -> None:
    change(plan, "SM1.1", mirrors="")
    assert below(plan, "problem", "TURNS THESE ROUND") == ["    C1.1 Each weaver follows her own memory"]
    assert below(plan, "solution", "MIRROR NO CARD") == ["    SM1.1 All weave from one drawn pattern"]
    change(plan, "C1.1", state="dropped")
    assert "TURNS THESE ROUND" not in "\n".join(lines(plan, "problem"))
    change(plan, "SM1.1", conversion="added")
    assert "MIRROR NO CARD" not in "\n".join(lines(plan, "solution"))


def test_a_mirror_of_a_deleted_card_is_an_orphan(plan: Plan) -> None:
    row: Record = next(row for row in plan.all(ProblemCard) if row.code == "C4.2.1")
    del plan.tables[row.table][row.id]
    assert below(plan, "solution", "MIRROR NO CARD") == [
        "    SM4.2.1 Orders come in writing or by message, and are answered in a day"
    ]
    assert "< (deleted)" in "\n".join(lines(plan, "solution"))


def test_a_card_on_no_part_of_the_tree_is_not_lost(plan: Plan) -> None:
    change(plan, "C1", side="")
    found = lines(plan, "problem")
    assert at(found, "[~] C1 ") > at(found, "ON NO PART OF THE TREE YET")


def test_every_kind_of_card_has_its_part_in_a_tree() -> None:
    from atm_tui.pictures.trees_cards import Problems, Solutions  # noqa: PLC0415 - of this test alone

    for kind, cards in ((ProblemCard, Problems), (SolutionCard, Solutions)):
        wanted = {value for value, _ in KINDS[kind.table].specs()["side"].choices}
        assert set(cards(Plan(), TODAY).parts) == wanted
