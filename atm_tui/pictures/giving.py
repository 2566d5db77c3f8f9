"""What the actions need, by who gives it, with the sums."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from atm_tui.model.action import Action, Resource
from atm_tui.model.derived import percent, resources_by_provider, resources_total
from atm_tui.model.plan import Plan
from atm_tui.model.start import PlanSheet
from atm_tui.model.typed import group_number
from atm_tui.pictures import Setting
from atm_tui.pictures.picture import Line, Look, Span
from atm_tui.pictures.rows import EMPTY, more, spoken
from atm_tui.pictures.signs import LATE
from atm_tui.width import cells, cut, fit

MOST: Final = 100
"""Things drawn of one giver; more cannot be read in a meeting, and are counted."""

_WIDEST: Final = 60
"""Cells of a name at most: a sum too far from its name is read in the wrong line."""

_SHARE: Final = 16
"""Cells of a share of the whole: its per cent and its bar."""


def by_giver(plan: Plan, setting: Setting) -> Iterator[Line]:
    """Who gives how much, the largest sum first, and for what."""
    given = resources_by_provider(plan)
    held: dict[str, list[Resource]] = {name: [] for name in given}
    for row in plan.all(Resource):
        held.setdefault(plan.party(row.provider), []).append(row)
    if not held:
        yield (Span("Nothing that the actions need is written down yet.", Look.WEAK),)
        return
    table = _Table(plan, setting, resources_total(plan))
    for name, rows in held.items():
        yield table.giver(name, given.get(name))
        yield from map(table.thing, rows[:MOST])
        if (rest := len(rows) - MOST) > 0:
            yield (Span(f"    {more(rest)}", Look.WEAK),)
        yield EMPTY
    yield table.total()


class _Table:
    """Writes names with their amounts, one under the other."""

    def __init__(self, plan: Plan, setting: Setting, total: Decimal) -> None:
        self.plan, self.glyphs, self.sum = plan, setting.glyphs, total
        costs = (row.cost for row in plan.all(Resource) if row.cost is not None)
        longest = max(map(cells, map(group_number, (total, *costs))))
        self.amount = min(longest, setting.width // 2)
        self.name = min(setting.width - self.amount - _SHARE - 1, _WIDEST)

    def giver(self, name: str, given: Decimal | None) -> Line:
        """Who gives, how much, and what share of all that is."""
        look = Look.HEADING if name else Look.WARN
        line = self._line(name or f"{LATE} Nobody is named for", given, look)
        if given is None or self.sum <= 0:
            return line
        share = percent(given / self.sum)
        bar = self.glyphs.full * max(0, min(share // 10, 10))
        return (*line, Span(f"{share:>4}% ", Look.WEAK), Span(bar, Look.BAR))

    def thing(self, row: Resource) -> Line:
        """One thing, for which action, and whether it is sure."""
        action = self.plan.find(Action, row.action)
        called = spoken(action) if action else "no action"
        line = self._line(f"    {spoken(row)} {row.item}, {called}", row.cost, Look.PLAIN, row.id)
        said = {"yes": "  sure", "no": f"  {LATE} not sure"}.get(row.secured, "")
        return (*line, Span(said, Look.WARN if row.secured == "no" else Look.DONE))

    def total(self) -> Line:
        """The sum of all that is known."""
        currency = cut(self.plan.one(PlanSheet).currency, _SHARE - 2)
        return (*self._line("All together", self.sum, Look.STRONG), Span(f"  {currency}", Look.WEAK))

    def _line(self, name: str, amount: Decimal | None, look: Look, record: str = "") -> Line:
        indent = len(name) - len(name.lstrip())
        words = " " * indent + fit(name, self.name - indent) + " "
        figure = "?" if amount is None else cut(group_number(amount), self.amount)
        return (Span(words, look, record), Span(f"{figure:>{self.amount}}", Look.STRONG))
