"""The problem tree and the solution tree: branches above the trunk and roots below it, as on paper."""

from collections.abc import Iterator, Sequence
from typing import Final

from atm_tui.mirror import unmirrored
from atm_tui.model.plan import Plan
from atm_tui.model.record import Record
from atm_tui.model.trees import ProblemCard, SolutionCard
from atm_tui.pictures import Setting
from atm_tui.pictures.picture import Line, Look, Picture, Span
from atm_tui.pictures.rows import EMPTY, beside, more, spoken, wrapped
from atm_tui.pictures.signs import LATE
from atm_tui.pictures.trees_cards import Problems, Solutions, legend
from atm_tui.pictures.trees_drawing import MOST, Drawing

_SIDE_BY_SIDE: Final = 98
"""Cells from which both trees stand side by side (a terminal of 100, less the margin of its page)."""

_GAP: Final = 2


def trees(plan: Plan, setting: Setting) -> Picture:
    """One tree, or both: side by side where there is room, else one under the other."""
    width, both = setting.width, setting.view == "both"
    beside_each_other = both and width >= _SIDE_BY_SIDE
    room = (width - _GAP) // 2 if beside_each_other else width
    problem = _Tree(Problems(plan, setting.today), plan.all(ProblemCard), setting, room)
    solution = _Tree(Solutions(plan, setting.today), plan.all(SolutionCard), setting, room)
    if beside_each_other:
        lines = _together(problem, solution, room)
    elif both:
        lines = [*problem.whole(), EMPTY, *solution.whole()]
    else:
        lines = (problem if setting.view == "problem" else solution).whole()
    shown = {"problem": setting.view != "solution", "solution": setting.view != "problem"}
    signs = legend(setting.glyphs, width, **shown)
    return Picture((*lines, *_orphans(plan, width, **shown), EMPTY, *signs))


def _together(problem: "_Tree", solution: "_Tree", room: int) -> list[Line]:
    """Both trees, their trunks on one line."""
    crowns = problem.crown(), solution.crown()
    height = max(map(len, crowns))
    left, right = (
        [*[EMPTY] * (height - len(crown)), *crown, *tree.rest()]
        for crown, tree in zip(crowns, (problem, solution), strict=True)
    )
    titles = beside((problem.title(), room + _GAP), (solution.title(), room))
    return [*titles, *beside((left, room + _GAP), (right, room))]


class _Tree:
    """One tree with all that stands beside it."""

    def __init__(
        self, cards: Problems | Solutions, rows: Sequence[Record], setting: Setting, width: int
    ) -> None:
        self.cards, self.width = cards, width
        self.drawing = Drawing(cards, setting.glyphs, width)
        self.parts: dict[str, list[Record]] = {side: [] for side in cards.parts}
        self.stray: list[Record] = []
        for row in rows:
            self.parts.get(row.value("side"), self.stray).append(row)

    def whole(self) -> list[Line]:
        """The title and the tree."""
        return [*self.title(), *self.crown(), *self.rest()]

    def title(self) -> list[Line]:
        """What the tree is called, and how far its cards are."""
        lines = wrapped(self.cards.title, self.width, Look.HEADING)
        cards = [card for rows in self.parts.values() for card in rows]
        return [*lines, *wrapped(self.cards.counts(cards), self.width, Look.WEAK), EMPTY]

    def crown(self) -> list[Line]:
        """What is above the trunk."""
        branch, _, _ = self.cards.tree
        rows = self.parts[branch]
        lines = list(self._more(rows))
        lines += self.drawing.above(rows)
        return [*self._heading(branch), *lines]

    def rest(self) -> list[Line]:
        """The trunk, what is below it, and what stands beside the tree."""
        _, trunk, root = self.cards.tree
        lines = self._trunk(self.parts[trunk])
        feet = self.parts[trunk][:MOST][-1:]
        lines += self.drawing.foot(feet[0], self.cards.parts[root]) if feet else self._heading(root)
        lines += [*self.drawing.below(self.parts[root]), *self._more(self.parts[root])]
        for side in self.cards.parts:
            if side not in self.cards.tree and self.parts[side]:
                lines += [EMPTY, *self._heading(side), *self._listed(self.parts[side])]
        if self.stray:
            lines += [EMPTY, (Span("ON NO PART OF THE TREE YET", Look.HEADING),), *self._listed(self.stray)]
        return lines

    def _trunk(self, trunks: Sequence[Record]) -> list[Line]:
        lines = [line for card in trunks[:MOST] for line in self.drawing.trunk(card)]
        return [*lines, *self._more(trunks)] if trunks else self.drawing.no_trunk()

    def _listed(self, cards: Sequence[Record]) -> Iterator[Line]:
        for card in cards[:MOST]:
            yield from self.drawing.alone(card)
        yield from self._more(cards)

    def _heading(self, side: str) -> list[Line]:
        return wrapped(self.cards.parts[side], self.width, Look.HEADING)

    @staticmethod
    def _more(cards: Sequence[Record]) -> Iterator[Line]:
        if len(cards) > MOST:
            yield (Span(more(len(cards) - MOST), Look.WEAK),)


# What has no mirror ------------------------------------------------------------------------
def _orphans(plan: Plan, width: int, *, problem: bool, solution: bool) -> Iterator[Line]:
    """The cards of either tree that mirror nothing of the other one."""
    if problem:
        cards = [card for card in unmirrored(plan) if card.state != "dropped"]
        yield from _without(cards, f"{LATE} NO CARD OF THE SOLUTION TREE TURNS THESE ROUND", width)
    if solution:
        held = {card.id for card in plan.all(ProblemCard)}
        alone = [
            card for card in plan.all(SolutionCard) if card.mirrors not in held and card.conversion != "added"
        ]
        yield from _without(alone, f"{LATE} THESE MIRROR NO CARD OF THE PROBLEM TREE", width)


def _without(cards: Sequence[Record], heading: str, width: int) -> Iterator[Line]:
    if cards:
        yield EMPTY
        yield from wrapped(heading, width, Look.WARN)
    for card in cards[:MOST]:
        yield from wrapped(
            card.name or "no words yet", width, record=card.id, first=f"    {spoken(card)} ", most=2
        )
    if len(cards) > MOST:
        yield (Span(more(len(cards) - MOST), Look.WEAK),)
