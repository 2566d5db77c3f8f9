"""The actions over time on a page: a bar from the day each begins to the day it is due."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from atm_tui.export.html.page import code, more, plain, said
from atm_tui.model.action import Action
from atm_tui.model.derived import is_late
from atm_tui.model.plan import Plan
from atm_tui.model.river import Milestone
from atm_tui.model.typed import MONTHS
from atm_tui.pictures.signs import state

MOST: Final = 200
"""Rows of a chart; the tables below it have them all."""

_MOST_MONTHS: Final = 12


def weeks(plan: Plan, today: date) -> str:
    """When each action is done, in the order in which they begin; then the milestones."""
    found = [(days[0], days[-1], one) for one in plan.all(Action) if (days := _days(one))]
    actions = sorted(found, key=lambda row: row[:2])
    marks = sorted(
        ((on, one) for one in plan.all(Milestone) if (on := one.reached_on or one.due)),
        key=lambda row: row[0],
    )
    ends = [*(day for row in actions for day in row[:2]), *(on for on, _ in marks)]
    if not actions:
        return ""
    late = [today] if any(is_late(one, today) for _, _, one in actions) else []
    chart = _Chart(min(ends).replace(day=1), max(*ends, *late) + timedelta(days=1), today)
    rows = [
        *(chart.action(*row) for row in actions[:MOST]),
        *(chart.milestone(on, one) for on, one in marks[:MOST]),
    ]
    left = max(0, len(actions) - MOST) + max(0, len(marks) - MOST)
    return (
        f'<figure class="weeks">{chart.head()}{"".join(rows)}{more(left)}<figcaption>Full bar: done. '
        "Double bar: planned or under way. Broken bar: late. Square on its corner: milestone, "
        "full when reached.</figcaption></figure>"
    )


def _days(action: Action) -> list[date]:
    return sorted(one for one in (action.start, action.due) if one)


class _Chart:
    """Where days are, in hundredths of the width."""

    def __init__(self, first: date, last: date, today: date) -> None:
        self.first = first
        self.length = max((last - first).days, 1)
        self.today = today
        inside = first <= today <= last
        self.now = f'<i class="now" style="left:{self._at(today)}%"></i>' if inside else ""

    def _at(self, day: date) -> float:
        return round(100 * (day - self.first).days / self.length, 2)

    def head(self) -> str:
        """The months, and where today is."""
        return _row("", "".join(self._months()), "") + (
            _row("", f'<span class="today" style="left:{self._at(self.today)}%">today</span>', "")
            if self.now
            else ""
        )

    def _months(self) -> Iterator[str]:
        firsts = [
            date(year, month, 1)
            for year in range(self.first.year, self.first.year + self.length // 365 + 2)
            for month in range(1, 13)
        ]
        seen = [day for day in firsts if 0 <= (day - self.first).days < self.length]
        step = -(-len(seen) // _MOST_MONTHS)
        for day in seen[:: max(step, 1)]:
            year = f" {day.year}" if day.month == 1 or step > 1 else ""
            yield f'<span style="left:{self._at(day)}%">{MONTHS[day.month - 1][:3]}{year}</span>'

    def action(self, start: date, end: date, one: Action) -> str:
        """One action: its bar, and how late it is."""
        kind = "done" if one.status == "done" else "plan"
        bars = self._bar(kind, start, end)
        if is_late(one, self.today):
            bars += self._bar("late", end, self.today)
        return _row(f"{code(one.code)} {said(one.what)}", f"{bars}{self.now}", state(one, self.today))

    def _bar(self, kind: str, start: date, end: date) -> str:
        left = self._at(start)
        width = round(max(self._at(end) - left, 0), 2)
        return f'<i class="{kind}" style="left:{left}%;width:{width}%"></i>'

    def milestone(self, on: date, one: Milestone) -> str:
        """One milestone, on the day when it was reached or is due."""
        full = " full" if one.reached_on else ""
        mark = f'<i class="mark{full}" style="left:{self._at(on)}%"></i>'
        late = not one.reached_on and on < self.today
        word = "reached" if one.reached_on else "late" if late else "due"
        return _row(f"{code(one.code)} {said(one.statement)}", f"{mark}{self.now}", word)


def _row(words: str, lane: str, word: str) -> str:
    return (
        f'<div class="lane-row"><div>{words}</div><div class="lane">{lane}</div>'
        f"<small>{plain(word)}</small></div>"
    )
