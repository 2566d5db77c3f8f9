"""Loose ends of the canvas and of the price."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from atm_tui.checks.actions import in_plan
from atm_tui.checks.finding import Finding, by_step, counted, group, named
from atm_tui.model.bring import Piece
from atm_tui.model.canvas import CanvasNote
from atm_tui.model.derived import cost_per_piece, full_cost, price_per_piece, rounded
from atm_tui.model.plan import Plan
from atm_tui.model.typed import group_number


def notes_in(plan: Plan, block: str) -> list[CanvasNote]:
    """The notes with words in one block of the canvas."""
    return [note for note in named(plan, CanvasNote) if note.block == block]


def value_without_buyers(plan: Plan, _today: date) -> Iterable[Finding]:
    """A value proposition while no buyer stands on the canvas."""
    values = notes_in(plan, "value")
    if values and not notes_in(plan, "buyers"):
        text = f"{counted(len(values), 'note')} on what we offer, but no buyer stands on the canvas"
        yield Finding("value-buyers", text, "canvas-buyers", weight=1)


def value_for_whom(plan: Plan, _today: date) -> Iterable[Finding]:
    """A value proposition that does not say for which of several buyers it is."""
    buyers = {note.id for note in notes_in(plan, "buyers")}
    rows = [note for note in notes_in(plan, "value") if len(buyers) > 1 and note.segment not in buyers]
    return group(
        plan,
        "value-segment",
        rows,
        one="for which buyer is it?",
        many="notes on what we offer do not say for which buyer",
        weight=3,
    )


def guesses_without_test(plan: Plan, _today: date) -> Iterable[Finding]:
    """A note that must be tested and that no action tests; one finding a block."""
    standing = {action.id for action in in_plan(plan)}
    rows = [
        note
        for note in named(plan, CanvasNote)
        if note.certainty == "must test" and standing.isdisjoint(note.actions)
    ]
    for notes in by_step(rows).values():
        yield from group(
            plan,
            "guess-action",
            notes,
            one="must be tested, and no action does so",
            many="notes must be tested and have no action",
        )


def price_below_cost(plan: Plan, _today: date) -> Iterable[Finding]:
    """A planned price that does not pay what goes into one piece, our hours included."""
    price = price_per_piece(plan, "planned")
    costs = ((full_cost(plan), "with our hours"), (cost_per_piece(plan, "planned"), "without our hours"))
    for cost, what in costs:
        if price is not None and cost is not None and price < cost:
            text = f"The planned price of {_money(price)} is below the cost of {_money(cost)}, {what}"
            yield Finding("price-cost", text, "piece", plan.one(Piece).id, weight=1)
            return


def _money(value: Decimal) -> str:
    return group_number(rounded(value, 2))
