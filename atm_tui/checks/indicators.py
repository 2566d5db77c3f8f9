"""Loose ends of the indicators: what to count, from where to where, who, and how it goes."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from atm_tui.checks.finding import Finding, group, listed, named, short
from atm_tui.model.choices import DIMENSION, WEALTH
from atm_tui.model.derived import went_wrong_way
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
    rows = [row for row in named(plan, Indicator) if in_numbers(row) and row.target is None]
    return group(plan, "indicator-target", rows, one="no target is set", many="indicators have no target")


def no_reader(plan: Plan, _today: date) -> Iterable[Finding]:
    """An indicator that nobody counts."""
    rows = [row for row in named(plan, Indicator) if not row.measured_by]
    return group(plan, "indicator-who", rows, one="who counts it?", many="indicators have nobody who counts")


def reading_overdue(plan: Plan, today: date) -> Iterable[Finding]:
    """An indicator that should have been counted again by now."""
    rows = [row for row in named(plan, Indicator) if _overdue(plan, row, today)]
    return group(
        plan,
        "reading-overdue",
        rows,
        one="it should have been counted by now",
        many="indicators should have been counted by now",
    )


def _overdue(plan: Plan, indicator: Indicator, today: date) -> bool:
    days = [row.on for row in plan.all(Reading) if row.indicator == indicator.id and row.on]
    last = max(days, default=None)
    since = last or indicator.baseline_date
    if (every := _EVERY.get(indicator.how_often)) and since and (today - since).days > every:
        return True
    return any(last is None or (day - last).days > _GRACE for day in _days_to_count(plan, indicator, today))


def _days_to_count(plan: Plan, indicator: Indicator, today: date) -> list[date]:
    """The past days by which it was to be counted: targets, and reflections held since its baseline."""
    days = [aim.on for aim in plan.all(Aim) if aim.indicator == indicator.id]
    days.append(indicator.target_date)
    if indicator.how_often in ("", "every reflection", "every lot"):
        days += [session.on for session in plan.all(Session) if session.state == "held"]
    first = indicator.baseline_date
    return [day for day in days if day and day < today and (first is None or day > first)]


def wrong_way(plan: Plan, today: date) -> Iterable[Finding]:
    """An indicator whose last reading moved away from its target."""
    rows = [row for row in named(plan, Indicator) if went_wrong_way(plan, row, today)]
    return group(
        plan,
        "indicator-away",
        rows,
        one="the last count went the wrong way",
        many="indicators went the wrong way at the last count",
        weight=1,
    )


def dimension_without_indicator(plan: Plan, _today: date) -> Iterable[Finding]:
    """A dimension of change that no indicator shows, once there are indicators."""
    rows = named(plan, Indicator)
    shown = {row.dimension for row in rows}
    sheet = plan.one(Dimensions)
    empty = [
        short(sheet.value(field), 40) or f"the {field} dimension"
        for number, field in DIMENSION
        if number not in shown
    ]
    if rows and empty:
        yield Finding("dimension-indicator", f"No indicator yet for: {listed(empty, 125)}", "indicators")


def wealth_untouched(plan: Plan, _today: date) -> Iterable[Finding]:
    """Forms of wealth that no indicator shows, once there are indicators."""
    rows = named(plan, Indicator)
    touched = {form for row in rows for form in row.wealth}
    rest = [word for form, word in WEALTH if form not in touched]
    if rows and rest:
        which = "this form" if len(rest) == 1 else "these forms"
        text = f"No indicator shows {which} of wealth: {listed(rest)}"
        yield Finding("wealth-untouched", text, "indicators", weight=3)
