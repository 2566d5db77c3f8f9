"""A tree on a page: what follows above, the trouble or its core in the middle, what it comes from below."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from atm_tui.export.html.page import code, plain, said
from atm_tui.export.view import words
from atm_tui.model.plan import Plan
from atm_tui.model.record import Record
from atm_tui.model.trees import hanging

DEEPEST: Final = 5
"""Cards deeper in a tree are drawn at this depth; their numbers tell the rest."""

MIDDLES: Final = ("trunk", "core")
BANDS: Final = {
    "branch": "Branches: what follows from it",
    "trunk": "The trouble",
    "root": "Roots: what it comes from",
    "fruit": "Fruits",
    "sapling": "Saplings: what could grow beside it",
    "threat": "Threats",
    "end": "Ends: what it leads to",
    "core": "The change we want",
    "means": "Means: what makes it so",
}
"""The parts of both trees as they are drawn, from the top."""


def problems(plan: Plan, _today: date) -> str:
    """The problem tree, with all that is said of each card."""
    return tree(plan, "problem_card")


def solutions(plan: Plan, _today: date) -> str:
    """The solution tree, with all that is said of each card."""
    return tree(plan, "solution_card")


def tree(plan: Plan, table: str) -> str:
    """A tree of these cards; nothing as long as there is none."""
    cards = [card for card in plan.rows(table) if not card.blank]
    sides: dict[str, list[Record]] = {}
    for card in cards:
        sides.setdefault(card.value("side"), []).append(card)
    stem = {card.id for side in MIDDLES for card in sides.get(side, ())}
    bands = [_band(plan, side, sides.pop(side), stem) for side in BANDS if side in sides]
    bands += [_band(plan, side, held, stem) for side, held in sides.items()]
    return f'<figure class="tree">{"".join(bands)}</figure>' if bands else ""


def _band(plan: Plan, side: str, cards: Sequence[Record], stem: set[str]) -> str:
    middle = " middle" if side in MIDDLES else ""
    title = BANDS.get(side) or plain(side.capitalize()) or "Not said where"
    return f'<div class="band{middle}"><p class="cap">{title}</p>{"".join(_nested(plan, cards, stem))}</div>'


def _nested(plan: Plan, cards: Sequence[Record], stem: set[str]) -> Iterator[str]:
    """The cards of one part as lists in lists."""
    depth = -1
    for card, deep in hanging(cards):
        level = min(deep, DEEPEST)
        if level > depth:
            yield "<ul>"
        else:
            yield f"</li>{'</ul></li>' * (depth - level)}"
        depth = level
        seen = deep > 0 or card.value("parent") in stem
        yield f"<li>{_leaf(plan, card, {'side', 'parent'} if seen else {'side'})}"
    yield f"</li>{'</ul></li>' * depth}</ul>"


def _leaf(plan: Plan, card: Record, told: set[str]) -> str:
    about = []
    for name, spec in card.specs().items():
        value = words(plan, card, name, short=True, between=", ")
        if value.strip() and name not in told and name != card.main():
            about.append(f"{spec.label}: {said(value)}")
    weight = card.value("weight")
    thick = f" w{weight}" if weight in ("2", "3") else ""
    main = said(words(plan, card, card.main()))
    small = f"<small>{'; '.join(about)}</small>" if about else ""
    return f'<div class="leaf{thick}">{code(card.code)} {main}{small}</div>'
