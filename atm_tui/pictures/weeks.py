"""The actions over time: a bar from the day each begins to the day it is due, and how late it is."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby
from typing import Final

from atm_tui.model.action import Action
from atm_tui.model.derived import is_late
from atm_tui.model.plan import Plan
from atm_tui.model.river import Milestone
from atm_tui.model.typed import MONTHS
from atm_tui.pictures import Setting
from atm_tui.pictures.picture import Line, Look, Span
from atm_tui.pictures.rows import EMPTY, in_lines, more, spoken, wrapped
from atm_tui.pictures.signs import DONE, LATE, OPEN, coded, marked, sign
from atm_tui.width import fit

MOST: Final = 400
"""Rows; more cannot be read in a meeting, and are counted."""

_FINEST: Final = 3
"""Days of one cell at least: a short plan need not fill a wide page."""

_Cell = tuple[str, Look]


def by_week(plan: Plan, setting: Setting) -> Iterator[Line]:
    """When each action is done, in the order in which they begin; then the milestones."""
    actions = sorted(
        ((span, action) for action in plan.all(Action) if (span := _span(action))), key=lambda pair: pair[0]
    )
    reached = ((one.reached_on or one.due, one) for one in plan.all(Milestone))
    marks = sorted(((on, one) for on, one in reached if on), key=lambda pair: pair[0])
    ends = [*(day for span, _ in actions for day in span), *(on for on, _ in marks)]
    if ends:
        late = [setting.today] if any(is_late(one, setting.today) for _, one in actions) else []
        chart = _Chart(setting, min(ends), max(*ends, *late))
        yield from chart.head()
        yield from (chart.action(action, *span) for span, action in actions[:MOST])
        yield from _rest(len(actions))
        yield EMPTY
        yield from (chart.milestone(one, on) for on, one in marks[:MOST])
        yield from _rest(len(marks))
        yield from chart.legend()
    undated = [action for action in plan.all(Action) if not _span(action)]
    if undated:
        spans = [
            Span(f"{LATE} No day is set for:", Look.WARN),
            *(coded(one, setting.today) for one in undated),
        ]
        yield from in_lines(spans, setting.width, most=6)


def _span(action: Action) -> tuple[date, date] | None:
    """The first and last day of an action; None if it has neither."""
    days = sorted(one for one in (action.start, action.due) if one)
    return (days[0], days[-1]) if days else None


def _rest(count: int) -> Iterator[Line]:
    if count > MOST:
        yield (Span(f"    {more(count - MOST)}", Look.WEAK),)


class _Chart:
    """Bars over days, as many of them to a cell as the page asks for.

    Args:
        setting: What it is drawn for.
        first: The first day.
        last: The last day.
    """

    def __init__(self, setting: Setting, first: date, last: date) -> None:
        self.glyphs, self.today, self.width = setting.glyphs, setting.today, setting.width
        self.label = max(24, setting.width * 2 // 5)
        self.room, days = setting.width - self.label, (last - first).days + 1
        self.first, self.last = first, last
        self.step = max(_FINEST, -(-days // self.room))
        self.length = -(-days // self.step)

    def head(self) -> Iterator[Line]:
        """The months, and today."""
        names, free = [" "] * self.room, 0
        shown = ""
        for cell in range(self.length):
            on = self.first + timedelta(days=cell * self.step)
            name = f"{on.year}" if self.step > 25 else MONTHS[on.month - 1][:3]
            if name != shown and free <= cell <= self.room - len(name):
                names[cell : cell + len(name)] = name
                shown, free = name, cell + len(name) + 1
        yield (Span(" " * self.label), Span("".join(names).rstrip(), Look.RULE))
        if self._today_is_in():
            here = " " * self._at(self.today) + "v"
            yield (Span(fit("    Today", self.label), Look.HERE), Span(here, Look.HERE))

    def action(self, action: Action, first: date, last: date) -> Line:
        """One action: from its first day to its last, and on to today if it is late."""
        bar = {
            "done": (self.glyphs.full, Look.DONE),
            "stopped": (self.glyphs.across, Look.WEAK),
        }.get(action.status, (self.glyphs.half, Look.BAR))
        drawn = self._empty()
        begin, end = self._at(first), self._at(last) + 1
        drawn[begin:end] = [bar] * (end - begin)
        if is_late(action, self.today):
            late = self._at(self.today) + 1 - end
            drawn[end : end + late] = [("!", Look.LATE)] * late
        return (*self._label(sign(action, self.today), action), *_spans(drawn))

    def milestone(self, one: Milestone, on: date) -> Line:
        """One milestone: a flag on the day on which it was reached, or is due."""
        reached = one.reached_on is not None
        mark = marked(DONE if reached else LATE if on < self.today else OPEN)
        drawn = self._empty()
        drawn[self._at(on)] = (self.glyphs.right, mark.look)
        return (*self._label(mark, one), *_spans(drawn))

    def legend(self) -> list[Line]:
        """What the bars mean."""
        glyphs = self.glyphs
        said = (
            f"{glyphs.full * 2} done, {glyphs.half * 2} planned or under way, !! late, "
            f"{glyphs.right} milestone; one sign is {self.step} days"
        )
        return [EMPTY, *wrapped(said, self.width, Look.WEAK)]

    def _at(self, on: date) -> int:
        """The cell of a day."""
        return (on - self.first).days // self.step

    def _today_is_in(self) -> bool:
        return self.first <= self.today <= self.last

    def _empty(self) -> list[_Cell]:
        drawn: list[_Cell] = [(" ", Look.PLAIN)] * self.length
        if self._today_is_in():
            drawn[self._at(self.today)] = (self.glyphs.down, Look.HERE)
        return drawn

    def _label(self, mark: Span, record: Action | Milestone) -> Line:
        words = fit(f"{spoken(record)} {record.name}", self.label - 5)
        return (Span(f"{mark.text} ", mark.look), Span(f"{words} ", record=record.id))


def _spans(drawn: list[_Cell]) -> Iterator[Span]:
    for look, cells in groupby(drawn, key=lambda cell: cell[1]):
        yield Span("".join(sign for sign, _ in cells), look)
