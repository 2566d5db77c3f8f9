"""The sums of one piece: what it brings and costs, how many pay for the house, who gets what of its price.

Exact decimals; each figure says what it is worked out from, and what is not written is named.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from typing import Final

from atm_tui.model.bring import CostLine, Piece
from atm_tui.model.canvas import CanvasNote
from atm_tui.model.derived import (
    When,
    cost_per_piece,
    full_cost,
    left_for_work,
    margin,
    price_per_piece,
    return_per_hour,
    rounded,
    wished_for_hours,
)
from atm_tui.model.plan import Plan
from atm_tui.model.typed import group_number

WHENS: Final[tuple[When, When]] = ("today", "planned")

_PLACES: Final = 2
"""Decimals that a worked out sum keeps at least."""

_SPANS: Final = frozenset(
    ("day", "week", "fortnight", "month", "quarter", "season", "year", "lot", "order", "pilot")
)
_NO_NAME: Final = frozenset(("a", "an", "each", "every", "for", "in", "of", "one", "per", "the"))


@dataclass(frozen=True)
class Figure:
    """One line of the sums.

    Attributes:
        label: What it is.
        today: As it is today; None if it is not known.
        planned: As it is planned.
        source: What it is worked out from.
        record: The id of the record in which it is written; empty for what is worked out.
    """

    label: str
    today: Decimal | None
    planned: Decimal | None
    source: str
    record: str = ""


@dataclass(frozen=True)
class Missing:
    """Something that is not written, and without which a figure is not known or not whole.

    Attributes:
        what: What it is, and where it is written.
        record: The id of the record that should say it; empty if there is none yet.
    """

    what: str
    record: str = ""


@dataclass(frozen=True)
class Fixed:
    """What must be paid in a span of time (or for each lot), however many pieces are sold.

    Attributes:
        span: The span in words: ``month``.
        amount: How much it is together.
        notes: The notes of the canvas that say so.
    """

    span: str
    amount: Decimal
    notes: tuple[CanvasNote, ...]


@dataclass(frozen=True)
class Share:
    """A part of the price of one piece.

    Attributes:
        who: Who gets it, or for what it is.
        amount: How much; below 0 where the price does not pay it.
        ours: Whether it stays with the group.
        record: The id of the record in which it is written; empty for what is worked out.
    """

    who: str
    amount: Decimal
    ours: bool = False
    record: str = ""


# One piece ---------------------------------------------------------------------------------
def figures(plan: Plan) -> list[Figure]:
    """The sums of one piece, from its price down to what is over."""
    piece, lines = plan.one(Piece), plan.all(CostLine)
    costs = [Figure(line.item, line.today, line.planned, line.code, line.id) for line in lines]

    def worked(label: str, figure: Callable[[Plan, When], Decimal | None], source: str) -> Figure:
        return Figure(label, figure(plan, "today"), figure(plan, "planned"), source)

    wish = "the wish" if piece.wage is None else f"{group_number(piece.wage)}, the wish"
    return [
        Figure("Price", piece.price_today, piece.price_planned, "price sheet", piece.id),
        *costs,
        worked("Costs without our hours", cost_per_piece, f"sum of {_from_to(lines)}"),
        worked("Left for our hours", left_for_work, "price less costs"),
        Figure("Hours in it", piece.hours_today, piece.hours_planned, "price sheet", piece.id),
        worked("One hour brings", return_per_hour, "left, by the hours"),
        worked("Our hours as wished", wished_for_hours, f"hours times {wish}"),
        worked("Full cost, hours included", full_cost, "costs and our hours"),
        worked("Over for fund and risk", margin, "price less full cost"),
    ]


def missing(plan: Plan) -> list[Missing]:
    """What the sums of one piece still need, each named with its place."""
    piece, lines = plan.one(Piece), plan.all(CostLine)
    fields = ("price_today", "hours_today", "price_planned", "hours_planned", "wage", "price_final")
    found = [
        Missing(f"{piece.specs()[name].label} (price sheet)", piece.id)
        for name in fields
        if piece.value(name) is None
    ]
    if not lines:
        found.append(Missing("What goes into one piece: no cost is written"))
    for line in lines:
        empty = [when for when in WHENS if line.value(when) is None]
        if empty:
            found.append(
                Missing(
                    f"{line.code} {line.item}: no figure {' or '.join(empty)}, so nothing is counted", line.id
                )
            )
    return found


def _from_to(lines: Sequence[CostLine]) -> str:
    codes = [line.code for line in lines if line.code]
    match len(codes):
        case 0:
            return "the costs"
        case 1 | 2:
            return " and ".join(codes)
        case _:
            return f"{codes[0]} to {codes[-1]}"


# How many pieces ---------------------------------------------------------------------------
def fixed_costs(plan: Plan) -> list[Fixed]:
    """What must be paid even with no order, span by span: the cost notes with an amount for a span."""
    spans: dict[str, list[CanvasNote]] = {}
    for note in _cost_notes(plan):
        if span := _span(note.per):
            spans.setdefault(span, []).append(note)
    return [
        Fixed(span, sum((note.amount or Decimal(0) for note in notes), Decimal(0)), tuple(notes))
        for span, notes in spans.items()
    ]


def unspanned(plan: Plan) -> list[CanvasNote]:
    """The cost notes with an amount of which it is not said that it is for a span of time or a lot."""
    return [note for note in _cost_notes(plan) if not _span(note.per)]


def break_even(amount: Decimal, left: Decimal) -> int | None:
    """How many pieces pay an amount, if each leaves so much; None if no number of them does."""
    if amount <= 0:
        return 0
    return int((amount / left).to_integral_value(ROUND_CEILING)) if left > 0 else None


def _cost_notes(plan: Plan) -> Iterator[CanvasNote]:
    return (note for note in plan.all(CanvasNote) if note.block == "costs" and note.amount is not None)


def _span(per: str) -> str:
    """The span of time (or the lot) in what was typed as "for each": ``a month`` is ``month``."""
    words = [word for word in per.casefold().split() if word not in _NO_NAME]
    known = any(word.removesuffix("s") in _SPANS for word in re.findall(r"[a-z]+", per.casefold()))
    said = words[0].removesuffix("s") if len(words) == 1 else " ".join(words)
    return said if known else ""


# How the price is shared -------------------------------------------------------------------
def shares(plan: Plan) -> list[Share]:
    """How the planned price of one piece (or what the last customer pays) is shared; none without a price.

    Together they are the whole of it. Our hours and the fund are one share while the hours or
    the wished wage are not known.
    """
    piece, price, left = plan.one(Piece), price_per_piece(plan, "planned"), left_for_work(plan, "planned")
    if price is None:
        return []
    found = []
    if piece.price_final is not None:
        found.append(Share("The shop, and who else is after us", piece.price_final - price, record=piece.id))
    found += [
        Share(line.item, line.planned, record=line.id)
        for line in plan.all(CostLine)
        if line.planned is not None
    ]
    work, over = wished_for_hours(plan, "planned"), margin(plan)
    if work is not None and over is not None:
        return [
            *found,
            Share("Our hours as wished", work, ours=True),
            Share("Fund and risk", over, ours=True),
        ]
    if left is None:
        return [*found, Share("Not said yet: no cost is written", price)]
    return [*found, Share("Our hours, fund and risk", left, ours=True)]


# Numbers -----------------------------------------------------------------------------------
def places(plan: Plan) -> int:
    """How many decimals a worked out sum is shown with: two, or as many as the group writes itself."""
    piece = plan.one(Piece)
    written = [piece.price_today, piece.price_planned, piece.price_final, piece.wage]
    for line in plan.all(CostLine):
        written += [line.today, line.planned]
    written += [note.amount for note in _cost_notes(plan)]
    return max([_PLACES, *(_decimals(value) for value in written if value is not None)])


def money(value: Decimal | None, decimals: int) -> str:
    """A sum as people read it; ``?`` for what is not known."""
    return "?" if value is None else group_number(rounded(value, decimals))


def _decimals(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
