"""The solution tree as the mirror of the problem tree.

A cause becomes a means, an effect an end, the trunk the core. The mirrored card has no words of
its own yet: the group says them, card by card, as if it were already so.
"""

from typing import Final

from atm_tui.document import Document
from atm_tui.model.plan import Plan
from atm_tui.model.trees import ProblemCard, SolutionCard

SIDES: Final = {"trunk": "core", "root": "means", "branch": "end"}
_LETTERS: Final = {"trunk": ("P", "S"), "root": ("C", "SM"), "branch": ("E", "SE")}


def unmirrored(plan: Plan) -> list[ProblemCard]:
    """The causes, effects and trunk of the problem tree that no card of the solution tree mirrors."""
    mirrored = {card.mirrors for card in plan.all(SolutionCard)}
    return [card for card in plan.all(ProblemCard) if card.side in SIDES and card.id not in mirrored]


def mirror(document: Document) -> int:
    """Add the missing mirror cards, as one step for undo. Gives how many were added."""
    missing = unmirrored(document.plan)
    if not missing:
        return 0
    with document.step("mirror of the problem tree"):
        added = [
            document.add(
                SolutionCard(
                    code=_code(card),
                    side=SIDES[card.side],
                    parent=_parent(document.plan, card),
                    mirrors=card.id,
                    weight=card.weight,
                )
            )
            for card in missing
        ]
        for card, mirrored in zip(missing, added, strict=True):  # some mirrors came after what hangs on them
            document.set(mirrored, {"parent": _parent(document.plan, card)})
    return len(missing)


def _code(card: ProblemCard) -> str:
    old, new = _LETTERS[card.side]
    return new + card.code.removeprefix(old) if card.code.startswith(old) else ""


def _parent(plan: Plan, card: ProblemCard) -> str:
    return next(
        (other.id for other in plan.all(SolutionCard) if other.mirrors == card.parent and card.parent), ""
    )
