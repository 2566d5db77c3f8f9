"""The actions as rows of a table, group by group."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from atm_tui.model.action import Action
from atm_tui.model.plan import Plan
from atm_tui.model.record import Record
from atm_tui.pictures import Setting
from atm_tui.pictures.picture import Line, Look, Span
from atm_tui.pictures.rows import EMPTY, more, spoken
from atm_tui.pictures.signs import LATE, day, sign, state
from atm_tui.width import cells, cut, fit

MOST: Final = 100
"""Rows drawn of one group; more cannot be read in a meeting, and are counted."""

_MARGIN: Final = 4
"""Cells before a row's number: the sign of its state."""


@dataclass(frozen=True)
class Group:
    """Actions under one heading.

    Attributes:
        heading: The lines above them.
        actions: The actions.
        below: The lines under them.
        empty: What is said if there are none; without words nothing is.
    """

    heading: Sequence[Line]
    actions: Sequence[Action] = ()
    below: Sequence[Line] = ()
    empty: str = ""


def lines_of(plan: Plan, setting: Setting, groups: Iterable[Group], *, leads: bool = True) -> Iterator[Line]:
    """The actions, group by group, under what the columns are called; ``leads`` says who leads each."""
    table = _Table(plan, setting, leads=leads)
    yield table.head()
    for group in groups:
        yield EMPTY
        yield from group.heading
        yield from map(table.row, group.actions[:MOST])
        yield from rest_of(group.actions)
        if not group.actions and group.empty:
            yield (Span(cut(f"{LATE} {group.empty}", setting.width), Look.WARN),)
        yield from group.below


def rest_of(rows: Sequence[Record]) -> Iterator[Line]:
    """How many of these rows are not drawn, if any."""
    if len(rows) > MOST:
        yield (Span(" " * _MARGIN + more(len(rows) - MOST), Look.WEAK),)


class _Table:
    """Writes actions as rows of columns: wide pages say too what each is done when, narrow ones no state."""

    def __init__(self, plan: Plan, setting: Setting, *, leads: bool) -> None:
        self.plan, self.today = plan, setting.today
        code, due = 4, 8
        for action in plan.all(Action):
            code = max(code, cells(spoken(action)) + 1)
            due = max(due, len(day(action.due, self.today)) + 1)
        who, how = (10, 0) if setting.width < 60 else (15 if setting.width < 70 else 17, 8)
        fixed = (_MARGIN, code, who if leads else 0, due, how)
        room = setting.width - sum(fixed)
        last = room // 2 if setting.width >= 110 else 0
        self.widths = (*fixed[:2], room - last, *fixed[2:], last)

    def head(self) -> Line:
        """What the columns are called."""
        titles = ("", "", "What", "Who leads", "Done by", "State", "Done when")
        pairs = zip(titles, self.widths, strict=True)
        return (Span("".join(fit(title, width) for title, width in pairs if width), Look.RULE),)

    def row(self, action: Action) -> Line:
        """One action."""
        mark, today = sign(action, self.today), self.today
        who = self.plan.named(action.lead) if action.lead else "nobody yet"
        due, how = day(action.due, today) or "no day", state(action, today)
        texts = (mark.text, spoken(action), action.what, who, due, how, action.done_when)
        looks = (mark.look, Look.STRONG, Look.PLAIN, *_looks(action), mark.look, Look.WEAK)
        records = ("", action.id, action.id, "", "", "", "")
        return tuple(
            Span(f"{fit(text, width - 1)} ", look, record)
            for text, width, look, record in zip(texts, self.widths, looks, records, strict=True)
            if width
        )


def _looks(action: Action) -> tuple[Look, Look]:
    """How who leads and the day look: what is missing is a warning."""
    return (Look.PLAIN if action.lead else Look.WARN), (Look.PLAIN if action.due else Look.WARN)
