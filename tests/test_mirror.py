"""The solution tree mirrors the problem tree, card by card, and leaves alone what people made of it."""

import pytest

from atm_tui.document import Document
from atm_tui.mirror import SIDES, mirror, unmirrored
from atm_tui.model.trees import ProblemCard, SolutionCard


@pytest.fixture
def document() -> Document:
    """A plan with a trunk, roots, branches, and what hangs beside the tree."""
    document = Document.new()
    ids: dict[str, str] = {"": ""}
    for name, side, parent in (
        ("no road", "trunk", ""), ("no money", "root", "no road"), ("no say", "root", "no road"),
        ("no savings", "root", "no money"), ("late", "branch", "no road"), ("cheap", "branch", "late"),
        ("a seed", "sapling", ""), ("a gain", "fruit", ""), ("flood", "threat", ""), ("unsaid", "", ""),
    ):  # fmt: skip
        card = ProblemCard(
            statement=name, side=side, parent=ids[parent], weight="3" if side == "trunk" else "1"
        )
        ids[name] = document.add(card).id
    return document


def solution(document: Document, statement: str) -> SolutionCard:
    problem = next(card for card in document.plan.all(ProblemCard) if card.statement == statement)
    return next(card for card in document.plan.all(SolutionCard) if card.mirrors == problem.id)


def problem(document: Document, statement: str) -> ProblemCard:
    return next(card for card in document.plan.all(ProblemCard) if card.statement == statement)


def test_every_cause_effect_and_the_trunk_get_a_card_and_nothing_else_does(document: Document) -> None:
    assert [card.statement for card in unmirrored(document.plan)] == [
        "no road", "no money", "no say", "no savings", "late", "cheap",
    ]  # fmt: skip
    assert mirror(document) == 6
    assert unmirrored(document.plan) == []
    assert len(document.plan.all(SolutionCard)) == 6


def test_a_mirror_has_the_place_number_and_weight_of_its_card_but_no_words(document: Document) -> None:
    mirror(document)
    told = {}
    for card in document.plan.all(SolutionCard):
        parent = document.plan.find(SolutionCard, card.parent)
        told[document.plan.named(card.mirrors)] = (
            card.code,
            card.side,
            parent.code if parent else "",
            card.weight,
        )
        assert card.statement == ""
    assert told == {
        "no road": ("S", "core", "", "3"),
        "no money": ("SM1", "means", "S", "1"),
        "no say": ("SM2", "means", "S", "1"),
        "no savings": ("SM1.1", "means", "SM1", "1"),
        "late": ("SE1", "end", "S", "1"),
        "cheap": ("SE1.1", "end", "SE1", "1"),
    }


def test_sides_are_those_of_the_two_trees() -> None:
    assert set(SIDES) < {value for value, _ in ProblemCard.specs()["side"].choices}
    assert set(SIDES.values()) == {value for value, _ in SolutionCard.specs()["side"].choices}


def test_mirroring_is_one_step_and_can_be_taken_back(document: Document) -> None:
    mirror(document)
    assert document.undo() == "mirror of the problem tree"
    assert document.plan.all(SolutionCard) == []
    document.redo()
    assert len(document.plan.all(SolutionCard)) == 6


def test_mirroring_again_adds_nothing_and_is_no_step(document: Document) -> None:
    mirror(document)
    assert mirror(document) == 0
    assert document.undo() == "mirror of the problem tree"
    assert document.undo() == "new card", "the last card of the problem tree"


def test_an_empty_tree_has_no_mirror() -> None:
    document = Document.new()
    assert mirror(document) == 0
    assert document.undo() == ""


def test_what_people_said_on_the_cards_stays(document: Document) -> None:
    mirror(document)
    document.set(solution(document, "no money"), {"statement": "There is money", "parent": ""})
    new = document.add(ProblemCard(statement="no bank", side="root", parent=problem(document, "no money").id))
    assert mirror(document) == 1
    said = solution(document, "no money")
    assert said.statement == "There is money"
    assert said.parent == "", "they had taken it off, and it stays off"
    added = solution(document, "no bank")
    assert document.plan.named(added.mirrors) == new.statement
    assert added.parent == said.id
    assert added.code == "SM1.2"


def test_a_card_hangs_on_a_mirror_that_is_added_after_it() -> None:
    document = Document.new()
    root = document.add(ProblemCard(statement="no money", side="root"))
    trunk = document.add(ProblemCard(statement="no road", side="trunk"))
    document.set(root, {"parent": trunk.id})
    assert mirror(document) == 2
    assert solution(document, "no money").parent == solution(document, "no road").id
    document.undo()
    assert document.plan.all(SolutionCard) == []


def test_a_card_beside_the_tree_lifts_nothing_in_the_mirror() -> None:
    document = Document.new()
    sapling = document.add(ProblemCard(statement="a seed", side="sapling"))
    document.add(ProblemCard(statement="no money", side="root", parent=sapling.id))
    document.add(ProblemCard(statement="no say", side="root", parent="gone"))
    assert mirror(document) == 2
    assert solution(document, "no money").parent == ""
    assert solution(document, "no say").parent == ""


def test_cards_that_hang_on_each_other_are_mirrored_as_they_are() -> None:
    document = Document.new()
    first = document.add(ProblemCard(statement="one", side="root"))
    second = document.add(ProblemCard(statement="two", side="root", parent=first.id))
    document.set(first, {"parent": second.id})
    assert mirror(document) == 2
    assert solution(document, "one").parent == solution(document, "two").id
    assert solution(document, "two").parent == solution(document, "one").id


def test_a_number_that_is_taken_is_not_given_twice(document: Document) -> None:
    document.add(SolutionCard(statement="Our own", side="means"))
    mirror(document)
    codes = [card.code for card in document.plan.all(SolutionCard)]
    assert len(set(codes)) == len(codes) == 7


def test_a_card_with_a_number_of_its_own_gets_a_new_one_for_its_mirror() -> None:
    document = Document.new()
    document.add(ProblemCard(statement="no money", side="root", code="X9"))
    mirror(document)
    assert solution(document, "no money").code == "SM1"


def test_a_mirror_that_was_deleted_comes_back_when_it_is_asked_for_again(document: Document) -> None:
    mirror(document)
    document.remove(solution(document, "late"))
    assert {card.statement for card in unmirrored(document.plan)} == {"late", "cheap"}
    assert mirror(document) == 2
    assert solution(document, "cheap").parent == solution(document, "late").id
