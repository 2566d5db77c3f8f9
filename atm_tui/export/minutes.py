"""The minutes of one meeting: a paper that reads well aloud."""

from collections.abc import Iterator
from typing import Final

from atm_tui.export.blocks import Block, Bullets, Facts, Grid, Heading, Paragraph
from atm_tui.export.told import (
    Gathering,
    agreed,
    called,
    came,
    next_after,
    of_them,
    outcome,
    promises,
    sentence,
    spoke,
    tells_absent,
    when,
)
from atm_tui.export.view import words
from atm_tui.export.wanted import meeting_of
from atm_tui.model.action import Action
from atm_tui.model.gathering import Meeting, Slot
from atm_tui.model.indicators import Indicator, Reading
from atm_tui.model.plan import Plan
from atm_tui.model.reflection import Change, Decision, Finding, Parked, Session, Story
from atm_tui.model.typed import day_short, group_number
from atm_tui.sorting import SORTED

_SAW: Final = (("worked", "What worked"), ("did not", "What did not"), ("surprise", "What surprised us"))
"""Kinds of findings, with the words above them; other kinds are questions."""


def minutes(plan: Plan, who: str) -> Iterator[Block]:
    """The minutes of a meeting.

    Args:
        plan: The plan as people may read it.
        who: The meeting's id or spoken number; the last one held for "".

    Raises:
        AtmError: There is no such meeting.
    """
    meeting = meeting_of(plan, who)
    yield Heading(1, f"{plan.title()}: minutes of {called(plan, meeting)}")
    yield Facts(tuple(_facts(plan, meeting)))
    for title, blocks in (
        ("What we did", _did(plan, meeting)),
        ("What we saw", _saw(plan, meeting)),
        ("What we counted", _counted(plan, meeting)),
        ("What we decided", _decided(plan, meeting)),
        ("Who does what by when", _promised(plan, meeting)),
        ("Kept for later", _parked(plan, meeting)),
        ("Next time", _next(plan, meeting)),
    ):
        if held := list(blocks):
            yield Heading(2, title)
            yield from held


def _facts(plan: Plan, meeting: Gathering) -> Iterator[tuple[str, str]]:
    yield "When", when(meeting)
    if meeting.state != "held":
        yield "State", meeting.state
    for name, label in (("place", "Where"), ("facilitator", "Led by"), ("note_taker", "Written by")):
        if said := words(plan, meeting, name):
            yield label, said
    there = [came(meeting), of_them(meeting)]
    if any(there):
        yield "Who was there", sentence(f"{there[0]} ({there[1]})" if all(there) else "".join(there))
    for name, label in (("present", "By name"), ("guests", "Guests")):
        if said := words(plan, meeting, name, between=", "):
            yield label, said
    if said := spoke(meeting):
        yield "Who spoke", sentence(said)
    minutes_of = meeting.lasts if isinstance(meeting, Meeting) else meeting.minutes
    if minutes_of:
        yield "How long", f"{minutes_of} minutes"


def _did(plan: Plan, meeting: Gathering) -> Iterator[Block]:
    if isinstance(meeting, Meeting):
        if meeting.done:
            yield Paragraph(meeting.done)
    else:
        names = ("period", "meant", "happened", "hours")
        said = ((meeting.specs()[name].label, words(plan, meeting, name)) for name in names)
        if pairs := tuple((label, value) for label, value in said if value):
            yield Facts(pairs)
    slots = [row for row in plan.all(Slot) if row.meeting == meeting.id and row.name]
    if slots:
        yield Bullets(tuple((0, f"{row.what}{_time(row)}") for row in slots))
    if isinstance(meeting, Session) and meeting.actions:
        rows = [row for one in meeting.actions if (row := plan.find(Action, one))]
        yield Bullets(tuple((0, f"{row.code} {row.what}: {row.status}") for row in rows))


def _time(slot: Slot) -> str:
    took, given = slot.took, slot.minutes
    if took is None:
        return f" ({_minutes(given)})" if given else ""
    planned = f", {given} were planned" if given and given != took else ""
    return f" ({_minutes(took)}{planned})"


def _minutes(number: int) -> str:
    return f"{number} minute{'s' * (number != 1)}"


def _saw(plan: Plan, meeting: Gathering) -> Iterator[Block]:
    found = [row for row in plan.all(Finding) if row.session == meeting.id and row.name]
    items: list[tuple[int, str]] = []
    for kind, title in (*_SAW, ("", "What we ask")):
        rows = [row for row in found if (row.kind == kind if kind else row.kind not in dict(_SAW))]
        items += [(0, title)] * bool(rows) + [(1, f"{row.code} {row.what}".strip()) for row in rows]
    for row in plan.all(Story):
        if row.session == meeting.id and row.name:
            teller = f" ({plan.party(row.teller)})" if row.teller else ""
            items.append((0, f"{row.code} {row.story}{teller}".strip()))
    if items:
        yield Bullets(tuple(items))


def _counted(plan: Plan, meeting: Gathering) -> Iterator[Block]:
    rows = []
    for row in plan.all(Reading):
        one = plan.find(Indicator, row.indicator) if row.session == meeting.id else None
        if one and row.amount is not None:
            target = group_number(one.target) if one.target is not None else ""
            now = f"{group_number(row.amount)} {one.unit}".strip()
            rows.append((_line(f"{one.code} {one.title}"), _line(now), target, _line(row.note)))
    if rows:
        yield Grid(("What", "Now", "Target", "In words"), tuple(rows))


def _decided(plan: Plan, meeting: Gathering) -> Iterator[Block]:
    items: list[tuple[int, str]] = []
    for row in plan.all(Decision):
        if row.session == meeting.id and row.name:
            items.append((0, f"{row.code} {row.what}: {outcome(row)}".strip()))
            items += [(1, said) for said in agreed(plan, row)]
    for change in plan.all(Change):
        if change.session == meeting.id and change.name:
            of = words(plan, change, "target", short=True)
            head = " ".join(filter(None, [change.code, change.kind, of]))
            items.append((0, f"{head}: {change.now}" if head else change.now))
            items += [(1, sentence(f"Because: {change.reason}"))] if change.reason else []
    if items:
        yield Bullets(tuple(items))


def _promised(plan: Plan, meeting: Gathering) -> Iterator[Block]:
    found = promises(plan, meeting)
    rows = [
        (_line(one.who) or "nobody yet", _line(f"{one.code} {one.what}"),
         day_short(one.by) if one.by else "no day", one.done)
        for one in found
    ]  # fmt: skip
    if any(one.done for one in found):
        yield Grid(("Who", "What", "By", "So far"), tuple(rows))
    elif rows:
        yield Grid(("Who", "What", "By"), tuple(row[:3] for row in rows))


def _parked(plan: Plan, meeting: Gathering) -> Iterator[Block]:
    rows = [row for row in plan.all(Parked) if row.session == meeting.id and row.name]
    items = []
    for row in rows:
        became = f" (became {plan.called(row.became)})" if row.became else ""
        answer = f" Answer: {row.closed}" if row.closed not in ("", SORTED) else ""
        items.append((0, f"{row.code} {row.what}{became}{answer}".strip()))
    if items:
        yield Bullets(tuple(items))


def _next(plan: Plan, meeting: Gathering) -> Iterator[Block]:
    pairs = []
    if coming := next_after(plan, meeting):
        place = f", {coming.place}" if coming.place else ""
        pairs.append(("We meet again", f"{called(plan, coming)}: {when(coming)}{place}"))
    if by := tells_absent(plan, meeting):
        pairs.append(("Tells the absent", by))
    if pairs:
        yield Facts(tuple(pairs))


def _line(typed: str) -> str:
    return " ".join(typed.split())
