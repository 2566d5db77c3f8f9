"""Loose ends of the indicators: what to count, from where to where, who, and how it goes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from atm_tui.checks.finding import Finding, group, listed, named, set_aside, short
from atm_tui.model.choices import DIMENSION, WEALTH
from atm_tui.model.derived import all_readings, contradicts, goal, went_wrong_way
from atm_tui.model.indicators import Aim, Dimensions, Indicator, Reading
from atm_tui.model.plan import Plan
from atm_tui.model.reflection import Session

_IN_WORDS: Final = ("story", "yes or no")
"""Measures that have no number to begin from or to reach."""

_EVERY: Final = {"weekly": 7, "monthly": 31}
_GRACE: Final = 7
"""What was counted so many days before the day on which it is needed still counts for it."""


def in_numbers(indicator: Indicator) -> bool:
    """Whether it is counted, so that it needs a baseline and a target."""
    return indicator.measure not in _IN_WORDS


def no_baseline(plan: Plan, today: date) -> Iterable[Finding]:
    """An indicator with no number to begin from, nor a day to come on which it will be counted."""
    rows = [
        row
        for row in named(plan, Indicator)
        if in_numbers(row) and row.baseline is None and (row.baseline_by is None or row.baseline_by < today)
    ]
    return group(
        plan,
        "indicator-baseline",
        rows,
        one="not counted yet where it stands today",
        many="indicators have no first count",
    )


def no_target(plan: Plan, _today: date) -> Iterable[Finding]:
    """An indicator with no number to reach."""
    rows = [row for row in named(plan, Indicator) if in_numbers(row) and goal(row) is None]
    return group(plan, "indicator-target", rows, one="no target is set", many="indicators have no target")


def no_reader(plan: Plan, _today: date) -> Iterable[Finding]:
    """An indicator that nobody counts."""
    rows = [row for row in named(plan, Indicator) if not row.measured_by]
    return group(plan, "indicator-who", rows, one="who counts it?", many="indicators have nobody who counts")


def reading_overdue(plan: Plan, today: date) -> Iterable[Finding]:
    """An indicator that should have been counted again by now."""
    rows = [count.indicator for count in counts(plan, today) if count.overdue]
    return group(
        plan,
        "reading-overdue",
        rows,
        one="it should have been counted by now",
        many="indicators should have been counted by now",
    )


@dataclass(frozen=True)
class Count:
    """When an indicator is counted.

    Attributes:
        indicator: The indicator.
        last: The day on which it was last counted, after its baseline.
        overdue: Whether it should have been counted again by now.
        next: The next day, today or later, on which it is to be counted, as far as it is known.
    """

    indicator: Indicator
    last: date | None
    overdue: bool
    next: date | None


def counts(plan: Plan, today: date) -> list[Count]:
    """When each indicator was counted, and is to be counted."""
    last: dict[str, date] = {}
    for row in plan.all(Reading):
        if row.on:
            last[row.indicator] = max(row.on, last.get(row.indicator, row.on))
    aims: dict[str, list[date]] = {}
    for aim in plan.all(Aim):
        if aim.on:
            aims.setdefault(aim.indicator, []).append(aim.on)
    sessions = [row.on for row in plan.all(Session) if row.on and _gives_a_day(row, today)]
    return [
        _count(row, last.get(row.id), [*aims.get(row.id, ()), *_own_days(row, sessions)], today)
        for row in named(plan, Indicator)
    ]


def _count(indicator: Indicator, last: date | None, days: Sequence[date], today: date) -> Count:
    """The days are those by which it is to be counted; the ones up to its baseline ask for nothing."""
    first = indicator.baseline_date
    since, every = last or first, _EVERY.get(indicator.how_often)
    by_rhythm = since + timedelta(every) if since and every else None
    open_days = [day for day in days if last is None or (day - last).days > _GRACE]
    missed = any(day < today and (first is None or day > first) for day in open_days)
    coming = [day for day in (*open_days, by_rhythm) if day and day >= today]
    overdue = missed or (by_rhythm is not None and by_rhythm < today)
    return Count(indicator, last, overdue, min(coming, default=None))


def _own_days(indicator: Indicator, sessions: Sequence[date]) -> list[date]:
    """The days by which it is to be counted: that of its target, and reflections if it goes by them."""
    by_sessions = indicator.how_often in ("", "every reflection", "every lot")
    return [*(day for day in (indicator.target_date,) if day), *(sessions if by_sessions else ())]


def _gives_a_day(session: Session, today: date) -> bool:
    """Whether counting is due at a reflection: one that was held, or one that is still to come."""
    return session.state == "held" or (
        session.state == "planned" and session.on is not None and session.on >= today
    )


def wrong_way(plan: Plan, today: date) -> Iterable[Finding]:
    """An indicator whose last reading moved away from its target."""
    readings = all_readings(plan, today)
    rows = [row for row in named(plan, Indicator) if went_wrong_way(row, readings.get(row.id, ()))]
    return group(
        plan,
        "indicator-away",
        rows,
        one="the last count went the wrong way",
        many="indicators went the wrong way at the last count",
        weight=1,
    )


def target_contradicts(plan: Plan, _today: date) -> Iterable[Finding]:
    """An indicator that should go one way, while its target lies the other way."""
    rows = [row for row in named(plan, Indicator) if contradicts(row)]
    return group(
        plan,
        "indicator-direction",
        rows,
        one="it should go another way than to its target",
        many="indicators should go another way than to their target",
    )


def dimension_without_indicator(plan: Plan, _today: date) -> Iterable[Finding]:
    """A dimension of change that no indicator shows, once there are indicators."""
    rows = named(plan, Indicator)
    shown = {row.dimension for row in rows}
    sheet, let_be = plan.one(Dimensions), set_aside(plan, "dimension-indicator")
    empty = {
        number: short(sheet.value(field), 40) or f"the {field} dimension"
        for number, field in DIMENSION
        if number not in shown | let_be
    }
    if rows and empty:
        text = f"No indicator yet for: {listed([*empty.values()], 125)}"
        yield Finding("dimension-indicator", text, "indicators", about=tuple(empty))


def wealth_untouched(plan: Plan, _today: date) -> Iterable[Finding]:
    """Forms of wealth that no indicator shows, once there are indicators."""
    rows = named(plan, Indicator)
    touched = {form for row in rows for form in row.wealth} | set_aside(plan, "wealth-untouched")
    rest = {form: word for form, word in WEALTH if form not in touched}
    if rows and rest:
        which = "this form" if len(rest) == 1 else "these forms"
        text = f"No indicator shows {which} of wealth: {listed([*rest.values()])}"
        yield Finding("wealth-untouched", text, "indicators", weight=3, about=tuple(rest))
