"""The indicators one below the other: by dimension with their last readings, or each with all of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from atm_tui.checks.indicators import Count, counts
from atm_tui.model.derived import all_readings, goal
from atm_tui.model.indicators import Aim, Dimensions, Indicator, Reading
from atm_tui.model.plan import Plan
from atm_tui.pictures import Setting
from atm_tui.pictures.indicators_bar import AROUND, amount_words, bar, share_words, state
from atm_tui.pictures.picture import Line, Look, Span
from atm_tui.pictures.rows import EMPTY, in_lines, more, spoken, wrapped
from atm_tui.pictures.signs import LATE, day, marked
from atm_tui.width import cells, cut, fit

MOST: Final = 100
"""Indicators drawn of one dimension; more cannot be read in a meeting, and are counted."""

_LAST: Final = 3
"""Readings told below a bar."""

_ALL: Final = 50
"""Readings drawn of one indicator that is zoomed; the earlier ones are counted."""

_MARGIN: Final = 4
_NUMBER: Final = 9
"""Cells of a number at an end of a bar."""

_LONGEST: Final = 40
"""Cells of a bar: a longer one is read no better."""


# Views -------------------------------------------------------------------------------------
def by_dimension(plan: Plan, setting: Setting) -> Iterator[Line]:
    """Each indicator as a bar with its last readings, under its dimension of change."""
    page = _Page.of(plan, setting)
    sheet = plan.one(Dimensions)
    for place, (key, name) in enumerate(plan.worded(Indicator.specs()["dimension"]).choices):
        rows = [row for row in plan.all(Indicator) if row.dimension == key]
        yield from [EMPTY][: min(place, 1)]
        yield (Span(cut(name.upper(), setting.width), Look.HEADING, sheet.id),)
        if not rows:
            yield (Span(f"{LATE} no indicator shows it yet", Look.WARN),)
        yield from page.rows(rows)
    known = dict(Indicator.specs()["dimension"].choices)
    if rest := [row for row in plan.all(Indicator) if row.dimension not in known]:
        yield from (EMPTY, (Span(f"{LATE} In no dimension yet", Look.WARN),))
        yield from page.rows(rest)


def zoomed(plan: Plan, setting: Setting) -> Iterator[Line]:
    """Each indicator with all that is known of it, and all its readings."""
    page = _Page.of(plan, setting)
    aims: dict[str, list[Aim]] = {}
    for aim in plan.all(Aim):
        aims.setdefault(aim.indicator, []).append(aim)
    told: dict[str, list[Reading]] = {}
    for row in plan.all(Reading):
        told.setdefault(row.indicator, []).append(row)
    rows = plan.all(Indicator)
    for place, one in enumerate(rows[:MOST]):
        yield from [EMPTY][: min(place, 1)]
        yield from page.zoom(one, told.get(one.id, ()), aims.get(one.id, ()))
    yield from _rest(len(rows))


def _rest(count: int) -> Iterator[Line]:
    if count > MOST:
        yield (Span(" " * _MARGIN + more(count - MOST), Look.WEAK),)


# Rows --------------------------------------------------------------------------------------
@dataclass(frozen=True)
class _Page:
    """Writes indicators below each other, with their bars in one column.

    Attributes:
        plan: The plan.
        setting: What it is drawn for.
        readings: What was counted, by the indicator's id.
        counts: When each is counted, by the indicator's id.
        number: Cells of the numbers at both ends of a bar.
        room: Cells between the ends of a bar.
    """

    plan: Plan
    setting: Setting
    readings: dict[str, list[Reading]]
    counts: dict[str, Count]
    number: int
    room: int

    @classmethod
    def of(cls, plan: Plan, setting: Setting) -> "_Page":
        """A page for all indicators of a plan."""
        ends = (
            amount_words(row, end)
            for row in plan.all(Indicator)
            for end in (row.baseline, goal(row))
            if end is not None
        )
        number = min(max(map(cells, ends), default=1), _NUMBER, setting.width // 8)
        room = setting.width // 2 - _MARGIN - 2 * (number + 1) - AROUND
        found = {count.indicator.id: count for count in counts(plan, setting.today)}
        return cls(plan, setting, all_readings(plan), found, number, max(6, min(room, _LONGEST)))

    def rows(self, rows: Sequence[Indicator]) -> Iterator[Line]:
        """Indicators with their bars and last readings."""
        for one in rows[:MOST]:
            readings = self.readings.get(one.id, [])
            yield from self._head(one, readings)
            if one.measure == "story":
                yield from self._stories(one)
                continue
            yield from self._bar(one, readings)
            yield from self._last(one, readings)
        yield from _rest(len(rows))

    def _head(self, one: Indicator, readings: Sequence[Reading]) -> list[Line]:
        """Sign, number, name, what it is counted in, and where it should go."""
        sign = marked(state(one, readings)[0])
        how = ", ".join(
            filter(None, (one.unit.strip(), f"should {_WISH.get(one.direction, '')}".removesuffix("should ")))
        )
        title = f"{one.title} ({how})" if how else one.title
        head = wrapped(title, self.setting.width, Look.STRONG, one.id, most=2,
                       first=f"    {fit(spoken(one), 3)} ")  # fmt: skip
        first, *rest = head[0]
        return [
            (Span(f"{sign.text} ", sign.look), Span(first.text[_MARGIN:], first.look, one.id), *rest),
            *head[1:],
        ]

    def _bar(self, one: Indicator, readings: Sequence[Reading]) -> Iterator[Line]:
        """From the first number to the target, and how far that is in words."""
        begin, end = (amount_words(one, value) for value in (one.baseline, goal(one)))
        drawn = (
            Span(f"{' ' * _MARGIN}{cut(begin, self.number):>{self.number}} ", Look.WEAK),
            *bar(one, readings, self.room, self.setting.glyphs),
            Span(f" {fit(end, self.number)} ", Look.WEAK),
        )
        sign, said = state(one, readings)
        share = share_words(one, readings[-1].amount if readings else None)
        words = f"{share}, {said}" if share else said
        room = self.setting.width - sum(cells(span.text) for span in drawn)
        look = marked(sign).look if sign != LATE else Look.WARN
        first, *rest = wrapped(words, room, look, most=2)
        yield (*drawn, *first)
        indent = Span(" " * (self.setting.width - room))
        yield from ((indent, *line) for line in rest)

    def _last(self, one: Indicator, readings: Sequence[Reading]) -> Iterator[Line]:
        """The last readings by the digits that they have in the bar, and the next day."""
        spans, width = [], self.setting.width
        first = max(0, min(len(readings), 9) - _LAST)
        for digit, row in enumerate(readings[-_LAST:], first + 1):
            share = share_words(one, row.amount)
            text = f"{digit}: {amount_words(one, row.amount)} on {day(row.on, self.setting.today)}"
            spans.append(Span(f"{text} ({share})" if share else text, Look.PLAIN, row.id))
        count = self.counts.get(one.id)
        if count and count.overdue:
            spans.append(Span(f"{LATE} should have been counted by now", Look.LATE))
        elif count and count.next:
            spans.append(Span(f"next {day(count.next, self.setting.today)}", Look.WEAK))
        if one.baseline is None and one.baseline_by:
            spans.append(Span(f"first count by {day(one.baseline_by, self.setting.today)}", Look.WEAK))
        yield from in_lines(_apart(spans), width, indent=_MARGIN + 4)

    def _stories(self, one: Indicator) -> Iterator[Line]:
        """What was told, the last first."""
        told = [row for row in self.plan.all(Reading) if row.indicator == one.id and row.note.strip()]
        told.sort(key=lambda row: row.on or date.min, reverse=True)
        for row in told[:_LAST]:
            on = day(row.on, self.setting.today)
            yield from wrapped(row.note, self.setting.width, record=row.id, most=3,
                               first=f"        {on}: " if on else "        ")  # fmt: skip
        if not told:
            yield (Span("        nothing was told yet", Look.WEAK),)
        elif len(told) > _LAST:
            yield (Span(f"        {more(len(told) - _LAST)}", Look.WEAK),)

    # Zoom ------------------------------------------------------------------------------------
    def zoom(self, one: Indicator, told: Sequence[Reading], aims: Sequence[Aim]) -> Iterator[Line]:
        """One indicator: who counts it and how, then each number with its day."""
        readings = self.readings.get(one.id, [])
        yield from self._head(one, readings)
        yield from wrapped(self._known(one), self.setting.width, Look.WEAK, most=4, first=" " * _MARGIN)
        if one.measure != "story":
            begin = one.baseline_source.strip()
            yield from self._point(one, "first", one.baseline_date, one.baseline, note=begin, record=one.id)
        dated = sorted(told, key=lambda row: row.on or date.max)
        if len(dated) > _ALL:
            yield (Span(f"    {more(len(dated) - _ALL)} before", Look.WEAK),)
        for row in dated[-_ALL:]:
            by = self.plan.party(row.by)
            note = ", ".join(
                filter(None, (row.note.strip(), f"counted by {by}" if by else "", row.evidence.strip()))
            )
            yield from self._point(one, "counted", row.on, row.amount, note=note, record=row.id)
        for aim in sorted(aims, key=lambda aim: aim.on or date.max):
            yield from self._point(one, "wish", aim.on, aim.amount, note=aim.note, record=aim.id)
        if one.measure != "story":
            yield from self._point(one, "target", one.target_date, goal(one), note="", record=one.id)

    def _known(self, one: Indicator) -> str:
        who = self.plan.named(one.measured_by) if one.measured_by else ""
        shows = ", ".join(self.plan.called(item) for item in one.links)
        return "; ".join(
            filter(
                None,
                (
                    f"{who} counts" if who else f"{LATE} nobody counts it yet",
                    one.how.strip(),
                    one.how_often,
                    f"counted apart for {one.split_by.strip()}" if one.split_by.strip() else "",
                    f"wealth: {', '.join(one.wealth)}" if one.wealth else "",
                    f"shows {shows}" if shows else "",
                    state(one, self.readings.get(one.id, ()))[1],
                ),
            )
        )

    def _point(
        self, one: Indicator, what: str, on: date | None, amount: Decimal | None, *, note: str, record: str
    ) -> Iterator[Line]:
        """A number on its day, with its own bar and its words."""
        width, drawn = self.setting.width, what in ("counted", "wish")
        number = max(self.number, 4)
        figure = cut(amount_words(one, amount), width // 3)
        head = f"    {what:<8}{fit(day(on, self.setting.today) or 'no day', 12)}{figure:>{number}} "
        spans: list[Span] = [Span(head, Look.PLAIN if what == "counted" else Look.WEAK, record)]
        if drawn and amount is not None and one.measure != "story" and width >= _WITH_BARS:
            row = Reading(indicator=one.id, amount=amount, on=on)
            spans += bar(one, [row], self.room // 2, self.setting.glyphs, digits=False)
        said = share_words(one, amount) if drawn else ""
        spans.append(Span(f"{said:>6} ", Look.STRONG))
        room = width - sum(cells(span.text) for span in spans)
        lines = wrapped(note, room, record=record, most=3) if note.strip() and room > _LEAST else []
        yield (*spans, *(lines[0] if lines else ()))
        indent = Span(" " * (width - room))
        yield from ((indent, *line) for line in lines[1:])
        if note.strip() and not lines:
            yield from wrapped(note, width, record=record, most=3, first=" " * (_MARGIN + 4))


_WISH: Final = {"up": "go up", "down": "go down", "keep": "stay"}
_WITH_BARS: Final = 70
_LEAST: Final = 12
"""Cells in which words still can be read."""


def _apart(spans: Sequence[Span]) -> list[Span]:
    """Words with a comma behind each but the last."""
    return [Span(f"{span.text},", span.look, span.record) for span in spans[:-1]] + list(spans[-1:])
