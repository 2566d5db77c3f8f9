"""Where each ally stands, stood before, and is wished."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from atm_tui.checks.allies import RANK, to_be_moved
from atm_tui.model.allies import Ally, Placement
from atm_tui.model.plan import Plan


@dataclass(frozen=True)
class Standing:
    """An ally on the spectrum.

    Attributes:
        ally: The ally.
        wedge: The place where it stands, 0 (our side) to 4; None if it is not placed yet.
        before: Where it stood last before that, and on which day; None if it stood nowhere else.
        wished: The place where it is wished; None for none.
        moves: Whether it is wished nearer to us than it stands.
    """

    ally: Ally
    wedge: int | None
    before: tuple[int, date] | None
    wished: int | None
    moves: bool

    @property
    def arrived(self) -> bool:
        """Whether it stands where it was wished, or nearer to us, having stood elsewhere."""
        return self.wished is not None and not self.moves and self.before is not None

    @property
    def waits(self) -> bool:
        """Whether a request that is written down waits for the step that it asks for."""
        return self.moves and bool(self.ally.request.strip())


def standings(plan: Plan, *, private: bool) -> list[Standing]:
    """All allies; those that are only for us are left out unless they are asked for."""
    placed: dict[str, list[tuple[date, int]]] = {}
    for row in plan.all(Placement):
        if row.on and row.wedge in RANK:
            placed.setdefault(row.ally, []).append((row.on, RANK[row.wedge]))
    moved = {ally.id for ally in to_be_moved(plan)}
    return [
        _standing(ally, placed.get(ally.id, ()), moves=ally.id in moved)
        for ally in plan.all(Ally)
        if private or not ally.only_for_us
    ]


def _standing(ally: Ally, placed: Iterable[tuple[date, int]], *, moves: bool) -> Standing:
    wedge = RANK.get(ally.wedge)
    elsewhere = [(on, stood) for on, stood in placed if stood != wedge]
    on, stood = max(elsewhere, default=(None, None))
    before = (stood, on) if on is not None and stood is not None else None
    return Standing(ally, wedge, before, RANK.get(ally.target_wedge), moves)
