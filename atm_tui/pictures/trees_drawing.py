"""The drawing of a tree: cards that hang on each other, joined by strokes as thick as they weigh."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from atm_tui.model.record import Record
from atm_tui.model.trees import hanging
from atm_tui.pictures.glyphs import Glyphs
from atm_tui.pictures.picture import Line, Look, Span
from atm_tui.pictures.rows import followed, wrapped
from atm_tui.pictures.trees_cards import Cards
from atm_tui.width import cut

MOST: Final = 150
"""Cards drawn of one part of a tree; more cannot be seen, and are counted."""

_STEP: Final = 3
"""Cells by which a card stands in from the one that it hangs on."""

_STROKE: Final = 5
"""Cells of the stroke that joins a card, with its corner and the blank behind it."""

_WORDS: Final = 26
"""Cells that the deepest card has at least, with its sign and number."""

_NUMBER: Final = 14
"""Cells of a card's number at most; that of a deep card has many parts."""

_LONGEST: Final = 4
"""Lines of the words of one card; more end with two dots."""


@dataclass(frozen=True)
class _Hung:
    """A card and how it hangs.

    Attributes:
        card: The card.
        depth: How deep it hangs, from 0, as deep as there is room for.
        deeper: How deep it really hangs.
        passing: The depths of which a line goes by on its way to a later card.
        last: Whether it is the last one of those that hang on the same card.
        bears: Whether the next card hangs on it.
    """

    card: Record
    depth: int
    deeper: int
    passing: frozenset[int]
    last: bool
    bears: bool


class Drawing:
    """Draws the cards of one tree.

    Args:
        cards: What is drawn of each card.
        glyphs: The signs to draw with.
        width: Cells of a line.
    """

    def __init__(self, cards: Cards, glyphs: Glyphs, width: int) -> None:
        self.cards, self.glyphs, self.width = cards, glyphs, width
        self.deepest = max(0, (width - _WORDS - _STROKE) // _STEP)

    def below(self, cards: Sequence[Record]) -> list[Line]:
        """Roots: each card under the one that it hangs on."""
        return [line for hung in self._hung(cards) for line in self._root(hung)]

    def above(self, cards: Sequence[Record]) -> list[Line]:
        """Branches: each card over the one that it hangs on."""
        upside_down = list(self._hung([*reversed(cards)]))
        return [line for hung in reversed(upside_down) for line in self._branch(hung)]

    def trunk(self, card: Record) -> list[Line]:
        """The trunk, with a stem as thick as it weighs."""
        stem = Span(self._thick(card, self.glyphs.stems).ljust(_STROKE), Look.DRAWN)
        return [(stem,), *((stem, *line) for line in self._written(card, self.width - _STROKE))]

    def foot(self, card: Record, words: str) -> list[Line]:
        """Where the trunk goes over into its roots, and what these are."""
        stem = Span(self._thick(card, self.glyphs.stems).ljust(_STROKE), Look.DRAWN)
        return [(stem, Span(cut(words, self.width - _STROKE), Look.HEADING))]

    def no_trunk(self) -> list[Line]:
        """What stands where the trunk is missing."""
        return wrapped("no trunk yet", self.width, Look.WEAK)

    def alone(self, card: Record) -> list[Line]:
        """A card that stands beside the tree."""
        return self._written(card, self.width)

    # How the cards hang --------------------------------------------------------------------
    def _hung(self, cards: Sequence[Record]) -> Iterator[_Hung]:
        """The cards from the trunk outward, each with the lines that go by."""
        pairs = list(islice(hanging(cards), MOST))
        depths = [min(depth, self.deepest) for _, depth in pairs]
        passing: list[frozenset[int]] = []
        ahead: frozenset[int] = frozenset()
        for depth in reversed(depths):  # from the last card back: of what depth is one still to come?
            passing.append(ahead)
            ahead = frozenset(one for one in ahead if one < depth) | {depth}
        passing.reverse()
        for place, ((card, deeper), depth, lines) in enumerate(zip(pairs, depths, passing, strict=True), 1):
            bears = depth < depths[place] if place < len(depths) else False
            yield _Hung(card, depth, deeper, lines, depth not in lines, bears)

    # What is drawn -------------------------------------------------------------------------
    def _root(self, hung: _Hung) -> list[Line]:
        corner = self.glyphs.bottom_left if hung.last else self.glyphs.tee_right
        own = set() if hung.last else {hung.depth}
        return self._joined(hung, corner, own | ({hung.depth + 1} if hung.bears else set()))

    def _branch(self, hung: _Hung) -> list[Line]:
        corner = self.glyphs.top_left if hung.last else self.glyphs.tee_right
        return self._joined(hung, corner, {hung.depth})

    def _joined(self, hung: _Hung, corner: str, under: set[int]) -> list[Line]:
        """A card at the end of its stroke; beside its other lines go those that lead past it.

        Args:
            hung: The card.
            corner: Where its stroke leaves the line of those that hang on the same card.
            under: The depths of which a line goes on below its first line, besides those that pass.
        """
        depth = hung.depth
        passing = {one for one in hung.passing if one < depth}
        stroke = self._thick(hung.card, self.glyphs.strokes)
        first = (
            Span(self._lines(passing, depth), Look.RULE),
            Span(f"{corner}{stroke}".ljust(_STROKE), Look.DRAWN),
        )
        indent = self._lines(passing | under, depth + 1) + " " * (_STROKE - _STEP)
        deep = f"(depth {hung.deeper + 1})" if hung.deeper > depth else ""
        lines = self._written(hung.card, self.width - depth * _STEP - _STROKE, deep)
        return [
            (*(first if place == 0 else (Span(indent, Look.RULE),)), *line)
            for place, line in enumerate(lines)
        ]

    def _thick(self, card: Record, signs: tuple[str, str, str]) -> str:
        """A card's weight as one to three signs; a light one if it is not said."""
        strokes = {str(weight): sign * weight for weight, sign in enumerate(signs, 1)}
        return strokes.get(card.value("weight"), self.glyphs.light)

    def _lines(self, passing: set[int], depth: int) -> str:
        """What stands before a card of a depth: the lines that pass."""
        return "".join((self.glyphs.down if one in passing else " ").ljust(_STEP) for one in range(depth))

    def _written(self, card: Record, width: int, deep: str = "") -> list[Line]:
        """Its sign, its number, its words, and what is said behind them."""
        sign = self.cards.sign(card)
        words, look = self.cards.words(card)
        first = f"{sign.text} {cut(card.code or card.one, _NUMBER)} "
        lines = wrapped(words, width, look, card.id, first=first, most=_LONGEST)
        head = lines[0][0]
        lines[0] = (Span(sign.text, sign.look, card.id), Span(head.text[len(sign.text) :], look, card.id))
        behind, holds = self.cards.behind(card), self.cards.holds_if(card)
        if deep:
            behind = [Span(deep, Look.WEAK), *behind]
        if behind:
            lines = followed(lines, behind, width, indent=4)
        return [*lines, *wrapped(holds, width, Look.WEAK, most=2, first="    if: ")] if holds else lines
