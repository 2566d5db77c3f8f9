"""What stands at the stops that look back: decided before, due, counted, seen."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from atm_tui.meeting.line import Line, begins, day_of, heading, named, number, own, short
from atm_tui.model.action import Action
from atm_tui.model.derived import all_readings, is_open, percent, progress, went_wrong_way
from atm_tui.model.indicators import Indicator, Reading
from atm_tui.model.plan import Plan
from atm_tui.model.record import REF
from atm_tui.model.reflection import Change, Decision, Finding, Message, Session, Story
from atm_tui.model.typed import day_short, show

WORSE: Final = "WORSE"
"""What is said of a number that went the wrong way."""

_EYES: Final = ("meant", "happened", "hours")


# What we decided before ----------------------------------------------------------------------
def last(plan: Plan, session: Session, _today: date) -> list[Line]:
    """What was decided, changed or to be told in the sessions before, newest first."""
    said: dict[str, list[Decision | Change | Message]] = {}
    told: list[Decision | Change | Message] = [*plan.all(Decision), *plan.all(Change), *plan.all(Message)]
    for row in told:
        if row.name:
            said.setdefault(row.session, []).append(row)
    found = []
    for earlier in _before(plan, session):
        rows = said.get(earlier.id, [])
        if rows:
            day = f", {day_short(earlier.on)}" if earlier.on else ""
            found += [heading(f"{earlier.code} {earlier.occasion}{day}")]
            found += [
                Line(row.id, (row.code, _ticked(row.done), _decided(plan, row)), record=row) for row in rows
            ]
    return found


def _before(plan: Plan, session: Session) -> list[Session]:
    """The other sessions that were held, the newest first."""
    held = [one for one in plan.all(Session) if one.state == "held" and one.id != session.id]
    if session.on:
        held = [one for one in held if one.on is None or one.on <= session.on]
    return sorted(held, key=lambda one: one.on or date.min, reverse=True)


def _ticked(done: str) -> str:
    return {"yes": "[x] done", "no": "[-] not"}.get(done, "[ ]")


def _decided(plan: Plan, row: Decision | Change | Message) -> str:
    if isinstance(row, Change):
        of = f" {short(plan, row.target)}:" if row.target else ":"
        return f"{row.kind or 'change'}{of} {row.now}"
    return f"tell: {row.what}" if isinstance(row, Message) else f"decided: {row.what}"


# Actions due ----------------------------------------------------------------------------------
def due(plan: Plan, session: Session, today: date) -> list[Line]:
    """The actions due by the session's day, and those that were gone through in it."""
    day = session.on or today
    found = [one for one in plan.all(Action) if one.id in session.actions or _is_due(one, day)]
    found.sort(key=lambda one: one.due or date.max)
    return [
        Line(
            one.id,
            (
                one.code,
                one.name or "(no words yet)",
                day_of(one.due),
                standing(one, session),
                named(plan, one.lead),
            ),
            record=one,
        )
        for one in found
    ]


def _is_due(action: Action, day: date) -> bool:
    return is_open(action) and action.due is not None and action.due <= day


def standing(action: Action, session: Session) -> str:
    """How an action stands after a session has gone through it; "?" before."""
    if action.status == "done":
        return "done"
    if action.status == "stopped":
        return "dropped"
    return "late" if action.id in session.actions else "?"


# Readings ---------------------------------------------------------------------------------------
def readings(plan: Plan, session: Session, today: date) -> list[Line]:
    """Each indicator: its last number, its target, and what is counted now."""
    day, counted, here = session.on or today, all_readings(plan), readings_at(plan, session)
    return [
        _reading(plan, one, here.get(one.id) or _fresh(one, session, day), counted.get(one.id, []))
        for one in plan.all(Indicator)
        if one.name
    ]


def _fresh(indicator: Indicator, session: Session, day: date) -> Reading:
    by = REF + indicator.measured_by if indicator.measured_by else ""
    return Reading(indicator=indicator.id, on=day, session=session.id, by=by)


def _reading(plan: Plan, indicator: Indicator, now: Reading, rows: list[Reading]) -> Line:
    before = [row.amount for row in rows if row.session != now.session]
    cells = (
        indicator.code,
        indicator.title,
        number(before[-1] if before else indicator.baseline),
        number(now.amount),
        number(indicator.target),
        way(indicator, rows, now),
    )
    unit = f", counted in {indicator.unit}" if indicator.unit else ""
    who = f"; {named(plan, indicator.measured_by)} counts" if indicator.measured_by else ""
    full = f"{indicator.code} {indicator.title}{unit}{who}. Type the number; Enter opens all of it."
    return Line(indicator.id, cells, record=now, field="amount", full=full)


def readings_at(plan: Plan, session: Session) -> dict[str, Reading]:
    """What was counted at a session, by indicator."""
    return {row.indicator: row for row in own(plan, Reading, session)}


def way(indicator: Indicator, rows: Sequence[Reading], now: Reading | None) -> str:
    """How far an indicator is by now, and whether what was counted now went the wrong way."""
    share = progress(indicator, rows[-1].amount) if rows else None
    words = "" if share is None else f"{percent(share)}%"
    wrong = now is not None and rows[-1:] == [now] and went_wrong_way(indicator, rows)
    return f"{words} {WORSE}".strip() if wrong else words


# What we did not plan ------------------------------------------------------------------------------
def unplanned(plan: Plan, session: Session, _today: date) -> list[Line]:
    """What the session saw: facts, women's hours, findings, stories."""
    asks = Session.specs()
    return [
        heading("FACTS FIRST"),
        *(
            Line(
                f"field:{name}",
                ("", asks[name].label, show(asks[name], session.value(name), plan, short=True)),
                record=session, field=name, fields=_EYES,
                full=f"{asks[name].ask} {session.value(name)}",
            )
            for name in _EYES
        ),
        heading("WHAT WE SAW"),
        *(Line(row.id, (row.code, row.kind, row.what), record=row) for row in own(plan, Finding, session)),
        begins(Finding(session=session.id), "new finding"),
        heading("STORIES"),
        *(
            Line(row.id, (row.code, plan.party(row.teller), row.story), record=row)
            for row in own(plan, Story, session)
        ),
        begins(Story(session=session.id), "new story"),
    ]  # fmt: skip


def seen(plan: Plan, session_id: str) -> list[str]:
    """What this session has found, one line each, for whoever looks for the roots of it."""
    session = plan.find(Session, session_id)
    if session is None:
        return []
    found = [f"{row.kind or 'seen'}: {row.what}" for row in own(plan, Finding, session)]
    found += [f"women's hours: {session.hours}"] if session.hours else []
    counted, here = all_readings(plan), readings_at(plan, session)
    for one in plan.all(Indicator):
        now = here.get(one.id)
        if now and way(one, counted.get(one.id, []), now).endswith(WORSE):
            found.append(f"went the wrong way: {one.code} {one.title}, now {number(now.amount)}")
    late = [one for one in plan.all(Action) if one.id in session.actions and is_open(one)]
    return found + [f"late: {one.code} {one.what}" for one in late]
