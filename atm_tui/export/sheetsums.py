"""What a plan comes to, as a workbook works it out: what actions cost, who pays, one piece, indicators.

Each figure is a formula over the sheets of the tables, with the value that we worked out ourselves,
so that a reader that does not count sees it too.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from atm_tui.export.order import Order
from atm_tui.export.sheets import Cell, Number, Sheet, cell_words, places_of
from atm_tui.export.view import words
from atm_tui.export.wanted import listed
from atm_tui.model.action import Resource
from atm_tui.model.bring import CostLine
from atm_tui.model.derived import goal, latest_reading, progress
from atm_tui.model.indicators import Indicator
from atm_tui.model.plan import Plan
from atm_tui.model.sums import WHENS, figures, places

NOT_KNOWN: Final = "?"


@dataclass(frozen=True)
class Section:
    """One table of figures: its heading, its heads, its rows, and a last row if something is added up."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: tuple[Cell, ...] = ()

    @property
    def height(self) -> int:
        """How many rows of the sheet it takes, with a free one below."""
        return 2 + len(self.rows) + bool(self.total) + 1


def sections(plan: Plan, order: Order, sheets: Sequence[Sheet], first: int) -> list[Section]:
    """The figures that can be worked out from these sheets.

    Args:
        plan: The plan as those may read it for whom it is made.
        order: What is asked for.
        sheets: The sheets of the tables.
        first: The row of the first heading, from 1.
    """
    held = {sheet.table: sheet for sheet in sheets}
    found: list[Section] = []
    for make in (_by_action, _by_giver, _piece, _indicators):
        row = first + sum(section.height for section in found)
        section = make(plan, order, held, row + 2)
        found += [section] if section else []
    return found


# What is needed --------------------------------------------------------------------------------
def _by_action(plan: Plan, order: Order, held: Mapping[str, Sheet], row: int) -> Section | None:
    costs = _costs(plan, order, "action")
    return _shared(held, costs, row, ("What the actions cost", "Action", "no action named"), "action")


def _by_giver(plan: Plan, order: Order, held: Mapping[str, Sheet], row: int) -> Section | None:
    costs = dict(sorted(_costs(plan, order, "provider").items(), key=lambda pair: -pair[1]))
    return _shared(held, costs, row, ("Who gives how much", "Who gives", "nobody named"), "provider")


def _costs(plan: Plan, order: Order, field: str) -> dict[str, Decimal]:
    """What is needed costs, by the words that stand in a column of its sheet."""
    found: dict[str, Decimal] = {}
    for row in listed(plan, order, Resource.table):
        if isinstance(row, Resource) and row.cost is not None:
            said = cell_words(words(plan, row, field))
            found[said] = found.get(said, Decimal(0)) + row.cost
    return found


def _shared(
    held: Mapping[str, Sheet], costs: dict[str, Decimal], first: int, said: tuple[str, str, str], field: str
) -> Section | None:
    """Costs by what stands in a column, each as a sum over the sheet; EXACT, for "a*" is no pattern here."""
    title, head, nobody = said
    sheet = held.get(Resource.table)
    if sheet is None or not costs or "cost" in sheet.words_only:
        return None
    decimals = max(map(places_of, costs.values()))
    rows = []
    for number, (name, cost) in enumerate(costs.items(), first):
        like = f"$A{number}" if name else '""'
        formula = f"=SUMPRODUCT(--EXACT({sheet.where(field)},{like}),{sheet.where('cost')})"
        rows.append((name or nobody, Number(cost, decimals, formula)))
    added = Number(sum(costs.values(), Decimal(0)), decimals, f"=SUM(B{first}:B{first + len(rows) - 1})")
    return Section(title, (head, "Cost"), tuple(rows), ("All together", added))


# One piece -------------------------------------------------------------------------------------
def _piece(plan: Plan, _order: Order, held: Mapping[str, Sheet], row: int) -> Section | None:
    """The sums of one piece, as ``model.sums.figures`` has them, without the single costs."""
    piece, costs = held.get("piece"), held.get(CostLine.table)
    if piece is None or piece.words_only or (costs and costs.words_only):
        return None
    price, *others = figures(plan)
    shown = [price, *others[len(plan.all(CostLine)) :]]
    formulas = [_piece_formulas(piece, costs, row, when) for when in WHENS]
    decimals = places(plan)

    def cell(value: Decimal | None, formula: str) -> Cell:
        return NOT_KNOWN if value is None else Number(value, decimals, formula)

    rows = tuple(
        (figure.label, cell(figure.today, today), cell(figure.planned, planned), figure.source)
        for figure, today, planned in zip(shown, *formulas, strict=True)
    )
    if all(figure.today is None and figure.planned is None for figure in shown):
        return None
    return Section("One piece", ("For one piece", "Today", "Planned", "Worked out from"), rows)


def _piece_formulas(piece: Sheet, costs: Sheet | None, row: int, when: str) -> list[str]:
    """The formulas of a column, from its row of the price on."""
    letter = "BC"[WHENS.index(when)]
    price, cost, left, hours, _hour, wish, full = (f"{letter}{row + number}" for number in range(7))
    return [
        f"={piece.where(f'price_{when}')}",
        f"=SUM({costs.where(when)})" if costs else "",
        f"={price}-{cost}",
        f"={piece.where(f'hours_{when}')}",
        f"={left}/{hours}",
        f"={hours}*{piece.where('wage')}",
        f"={cost}+{wish}",
        f"={price}-{full}",
    ]


# Indicators ------------------------------------------------------------------------------------
def _indicators(plan: Plan, _order: Order, held: Mapping[str, Sheet], row: int) -> Section | None:
    """How far each indicator is on its way, by its last reading."""
    if not {"indicator", "reading"} <= held.keys():
        return None
    rows: list[tuple[Cell, ...]] = []
    for one in plan.all(Indicator):
        last = latest_reading(plan, one)
        if last is None or last.amount is None:
            continue
        at, way, end = row + len(rows), progress(one, last.amount), goal(one)
        moves = end is not None and one.baseline is not None and end != one.baseline
        formula = f"=(D{at}-B{at})/(C{at}-B{at})" if moves else ""
        rows.append((
            cell_words(f"{one.code} {plan.name(one)}".strip()), _number(one.baseline), _number(end),
            _number(last.amount), last.on, None if way is None else Number(way, formula=formula, share=True),
        ))  # fmt: skip
    heads = ("Indicator", "Today it is", "Target", "Last reading", "Counted on", "Of the way")
    return Section("How far the indicators are", heads, tuple(rows)) if rows else None


def _number(value: Decimal | None) -> Number | None:
    return None if value is None else Number(value, places_of(value))
