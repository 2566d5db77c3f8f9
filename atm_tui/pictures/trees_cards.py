"""The cards of the two trees: their sign, their words, and what stands behind these."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final, Protocol

from atm_tui.model.action import Action
from atm_tui.model.derived import standing_actions
from atm_tui.model.plan import Plan
from atm_tui.model.record import Record
from atm_tui.model.trees import STATE, ProblemCard, SolutionCard
from atm_tui.pictures.glyphs import Glyphs
from atm_tui.pictures.picture import Line, Look, Span
from atm_tui.pictures.rows import spoken, wrapped
from atm_tui.pictures.signs import DONE, LATE, OPEN, STOPPED, coded
from atm_tui.width import cut

STATES: Final = {
    "open": Span(OPEN),
    "easing": Span("[~]", Look.STRONG),
    "solved": Span(DONE, Look.DONE),
    "worse": Span(LATE, Look.WARN),
    "dropped": Span(STOPPED, Look.WEAK),
    "new": Span("[+]", Look.STRONG),
}
"""The sign of a problem card's state."""

CHOSEN: Final = {
    "yes": Span("(x)", Look.DONE),
    "no": Span("( )", Look.WEAK),
    "": Span("(?)"),
    "dropped": Span("(-)", Look.WEAK),
}
"""The sign of a solution card: whether the group chose it."""


_SETTLED: Final = ("solved", "dropped")
"""States of a card that ask for nothing more."""

_TURNED: Final = 12
"""Cells of the word for how a card was turned round."""

_WEIGHTS: Final = ("thin", "middle", "thick")


class Cards(Protocol):
    """What is drawn of the cards of one tree.

    Attributes:
        title: What the tree is called.
        tree: What stands above the trunk, the trunk, and what is below it.
        parts: Every part of the tree with its heading, from the crown down.
    """

    title: str
    tree: tuple[str, str, str]
    parts: dict[str, str]

    def sign(self, card: Record) -> Span:
        """How far it is."""

    def words(self, card: Record) -> tuple[str, Look]:
        """What is written on it."""

    def behind(self, card: Record) -> list[Span]:
        """What is said of it behind its words."""

    def holds_if(self, card: Record, /) -> str:
        """What outside our hands must hold true for it; nothing for most."""

    def counts(self, cards: Sequence[Record]) -> str:
        """How many there are, by how far they are."""


class Problems:
    """The cards of the problem tree."""

    title: str = "PROBLEM TREE"
    tree: tuple[str, str, str] = ("branch", "trunk", "root")

    def __init__(self, plan: Plan, today: date) -> None:
        self.plan, self.today = plan, today
        self.cards = {card.id: card for card in plan.all(ProblemCard)}
        self.standing = {action.id for action in standing_actions(plan)}
        self.parts = {
            "branch": "BRANCHES: what follows from it",
            "trunk": "TRUNK",
            "root": "ROOTS: what it comes from",
            "fruit": "FRUITS",
            "sapling": "SAPLINGS",
            "threat": "THREATS",
        }

    def sign(self, card: Record) -> Span:
        """Its state."""
        return STATES.get(card.value("state"), STATES["open"])

    def words(self, card: Record) -> tuple[str, Look]:
        """The words on the card."""
        return _written(card)

    def behind(self, card: Record) -> list[Span]:
        """What else it causes; for fruits and saplings, what grows them."""
        spans = []
        also = [_code(self.cards, item) for item in card.value("also_causes")]
        if also:
            spans.append(Span(f"also to {', '.join(also[:9])}", Look.WEAK))
        actions = _actions(self.plan, card, self.today)
        grows = card.value("side") in ("fruit", "sapling") and card.value("state") not in _SETTLED
        if grows and self.standing.isdisjoint(card.value("actions")):
            actions.append(Span(f"{LATE} no action grows it", Look.WARN))
        return [*spans, *actions, *_hung(self.cards, card)]

    def holds_if(self, _card: Record) -> str:
        """Nothing is said of it in this tree."""
        return ""

    def counts(self, cards: Sequence[Record]) -> str:
        """How many cards there are, by their state."""
        states = Counter(card.value("state") for card in cards)
        return _counted(len(cards), [f"{states[name]} {word}" for name, word in STATE if states[name]])


class Solutions:
    """The cards of the solution tree, with what each mirrors."""

    title: str = "SOLUTION TREE"
    tree: tuple[str, str, str] = ("end", "core", "means")

    def __init__(self, plan: Plan, today: date) -> None:
        self.plan, self.today = plan, today
        self.cards = {card.id: card for card in plan.all(SolutionCard)}
        self.problems = {card.id: card for card in plan.all(ProblemCard)}
        self.parts = {
            "end": "ENDS: what it leads to",
            "core": "CORE",
            "means": "MEANS: what makes it so",
        }

    def sign(self, card: Record) -> Span:
        """Whether it is chosen."""
        if card.value("conversion") == "dropped":
            return CHOSEN["dropped"]
        return CHOSEN.get(card.value("chosen"), CHOSEN[""])

    def words(self, card: Record) -> tuple[str, Look]:
        """The words on the card; without any, the trouble that the group has still to turn round."""
        problem = self.problems.get(card.value("mirrors"))
        if not card.name and problem and "statement" not in card.unread:
            return f"{LATE} say anew, as solved: {problem.name}", Look.WARN
        return _written(card)

    def behind(self, card: Record) -> list[Span]:
        """What it mirrors and how, and the actions that make it so."""
        mirrored = card.value("mirrors")
        spans = [Span(f"< {_code(self.problems, mirrored)}", Look.WEAK)] if mirrored else []
        if turned := cut(card.value("conversion"), _TURNED):
            spans.append(Span(turned, Look.WEAK))
        return [*spans, *_actions(self.plan, card, self.today), *_hung(self.cards, card)]

    def holds_if(self, card: Record) -> str:
        """What must hold true for it."""
        return str(card.value("assumption"))

    def counts(self, cards: Sequence[Record]) -> str:
        """How many cards there are, and how many are chosen."""
        chosen = sum(self.sign(card) == CHOSEN["yes"] for card in cards)
        bare = sum(self.words(card)[1] is Look.WARN for card in cards)
        return _counted(len(cards), [f"{chosen} chosen", *([f"{bare} to be said anew"] if bare else [])])


def legend(glyphs: Glyphs, width: int, *, problem: bool, solution: bool) -> list[Line]:
    """What thickness and signs mean."""
    strokes = zip(glyphs.strokes, _WEIGHTS, strict=True)
    thick = ", ".join(f"{sign * weight} {word}" for weight, (sign, word) in enumerate(strokes, 1))
    lines = wrapped(f"Weight: {thick}, {glyphs.light} not said", width, Look.WEAK)
    if problem:
        states = ", ".join(f"{STATES[name].text} {word}" for name, word in STATE)
        lines += wrapped(f"Problems: {states}", width, Look.WEAK)
    if solution:
        said = "(x) chosen, ( ) not now, (?) not said, (-) dropped, < C1 mirror of that card"
        lines += wrapped(f"Solutions: {said}", width, Look.WEAK)
    said = f"{DONE} done, [>] doing, {OPEN} to do, {LATE} late, {STOPPED} stopped"
    return [*lines, *wrapped(f"Actions: {said}", width, Look.WEAK)]


def _written(card: Record) -> tuple[str, Look]:
    words = card.unread.get("statement") or card.name
    return (words, Look.PLAIN) if words else ("no words yet", Look.WEAK)


def _actions(plan: Plan, card: Record, today: date) -> list[Span]:
    return [coded(one, today) for item in card.value("actions") if (one := plan.find(Action, item))]


def _hung(cards: Mapping[str, Record], card: Record) -> list[Span]:
    """A warning where the card that it hangs on is deleted."""
    parent = card.value("parent")
    return [Span(f"{LATE} hung on a deleted card", Look.WARN)] if parent and parent not in cards else []


def _code(cards: Mapping[str, Record], card: str) -> str:
    return spoken(cards[card]) if card in cards else "(deleted)"


def _counted(count: int, said: list[str]) -> str:
    return f"{count:,} {'card' if count == 1 else 'cards'}" + (f": {', '.join(said)}" if said else "")
