"""The front page of an office's paper: the business in figures, the budget, indicators, decisions, risks."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Final

from atm_tui.export.blocks import Block, Bullets, Grid, Heading
from atm_tui.export.told import outcome
from atm_tui.model.action import Action, Resource
from atm_tui.model.bring import Risk
from atm_tui.model.derived import latest_reading, percent, progress, resources_total
from atm_tui.model.indicators import Indicator
from atm_tui.model.plan import Plan
from atm_tui.model.reflection import Decision
from atm_tui.model.river import Milestone
from atm_tui.model.start import PlanSheet
from atm_tui.model.sums import figures, money, places
from atm_tui.model.typed import day_short, group_number

MOST: Final = 20
"""Lines of each table of the front page; what is more is counted, and stands in full on the pages behind."""


def front(plan: Plan) -> Iterator[Block]:
    """The front page.

    Args:
        plan: The plan as an office may read it.
    """
    for title, found in (
        (f"One piece in figures{_currency(plan)}", _piece(plan)),
        (f"Budget of the actions{_currency(plan)}", _budget(plan)),
        ("Indicators", _indicators(plan)),
        ("Milestones", _milestones(plan)),
        ("Decisions", _decisions(plan)),
        ("Risks", _risks(plan)),
    ):
        if blocks := list(found):
            yield Heading(3, title)
            yield from blocks


def _currency(plan: Plan) -> str:
    said = plan.one(PlanSheet).currency
    return f", in {_line(said)}" if said else ""


def _piece(plan: Plan) -> Iterator[Block]:
    decimals = places(plan)
    rows = tuple(
        (_line(one.label), money(one.today, decimals), money(one.planned, decimals))
        for one in figures(plan)
        if one.today is not None or one.planned is not None
    )
    if rows:
        yield Grid(("", "Today", "Planned"), rows)


def _budget(plan: Plan) -> Iterator[Block]:
    """What each action needs, and how much of it is promised for sure, where that is said."""
    costs = [row for row in plan.all(Resource) if row.cost is not None]
    needed = _by_action(costs)
    sure = _by_action(row for row in costs if row.secured == "yes")
    known = {one.id: one for one in plan.all(Action)}
    order = [*(one for one in known if one in needed), *(one for one in needed if one not in known)]
    rows = [
        (_action(known.get(one)), group_number(needed[one]), group_number(sure.get(one, Decimal(0))))
        for one in order
    ]
    if rows:
        promised = group_number(sum(sure.values(), Decimal(0)))
        total = ("All together", group_number(resources_total(plan)), promised)
        columns = 3 if any(row.secured for row in costs) else 2
        table = (("Action", "Cost", "Promised for sure"), *_cut(rows), total)
        yield Grid(table[0][:columns], tuple(row[:columns] for row in table[1:]))


def _by_action(rows: Iterable[Resource]) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for row in rows:
        found[row.action] = found.get(row.action, Decimal(0)) + (row.cost or Decimal(0))
    return found


def _action(action: Action | None) -> str:
    return _line(f"{action.code} {action.what}") if action else "for no action"


def _indicators(plan: Plan) -> Iterator[Block]:
    rows = []
    for one in plan.all(Indicator):
        last = latest_reading(plan, one)
        share = progress(one, last.amount) if last else None
        if one.title:
            rows.append((
                _line(f"{one.code} {one.title}"), _line(one.unit), _number(one.baseline),
                _number(last.amount if last else None), day_short(last.on) if last and last.on else "",
                _number(one.target), "" if share is None else f"{percent(share)}%",
            ))  # fmt: skip
    if rows:
        yield Grid(("Indicator", "In", "First", "Last", "On", "Target", "Of the way"), tuple(_cut(rows)))


def _milestones(plan: Plan) -> Iterator[Block]:
    rows = [
        (_line(f"{one.code} {one.statement}"), day_short(one.due) if one.due else "",
         day_short(one.reached_on) if one.reached_on else "not yet")
        for one in plan.all(Milestone)
        if one.statement
    ]  # fmt: skip
    if rows:
        yield Grid(("Milestone", "Due", "Reached"), tuple(_cut(rows)))


def _decisions(plan: Plan) -> Iterator[Block]:
    items = [f"{one.code} {one.what}: {outcome(one)}" for one in plan.all(Decision) if one.what]
    if items:
        yield Bullets(tuple((0, said) for said in _cut_items(items)))


def _risks(plan: Plan) -> Iterator[Block]:
    rows = [
        (_line(f"{one.code} {one.what}"), one.likelihood, one.harm, _line(one.answer))
        for one in plan.all(Risk)
        if one.what
    ]
    if rows:
        yield Grid(("Risk", "Likely", "Harm", "Our answer"), tuple(_cut(rows)))


def _cut(rows: Sequence[tuple[str, ...]]) -> Sequence[tuple[str, ...]]:
    left = len(rows) - MOST
    return rows if left <= 0 else [*rows[:MOST], (f"and {left} more", *[""] * (len(rows[0]) - 1))]


def _cut_items(items: list[str]) -> list[str]:
    left = len(items) - MOST
    return items if left <= 0 else [*items[-MOST:], f"and {left} more"]


def _number(value: Decimal | None) -> str:
    return "" if value is None else group_number(value)


def _line(typed: str) -> str:
    return " ".join(typed.split())
