"""A meeting as it is told by mouth: to the next facilitator, to somebody who could not come.

Plain, short sentences, under two minutes aloud. What is more than that is counted, and stands in the minutes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from atm_tui.deciding import low, unheard
from atm_tui.export.order import MEETING, OUTSIDE, Order
from atm_tui.export.seen import seen
from atm_tui.export.told import (
    UNDECIDED,
    Gathering,
    Promise,
    called,
    came,
    counted,
    joined,
    next_after,
    outcome,
    promises,
    sentence,
    tells_absent,
    when,
)
from atm_tui.export.wanted import meeting_of, only_wanted
from atm_tui.model.choices import PARTIES
from atm_tui.model.gathering import Meeting, Slot
from atm_tui.model.plan import Plan
from atm_tui.model.reflection import Decision, Finding, Parked, Session
from atm_tui.model.typed import MONTHS, day_full
from atm_tui.width import wrap

MOST_WORDS: Final = 230
"""Words of all: two minutes, read slowly."""

LONGEST: Final = 15
"""Words of a sentence; what a person typed is cut to fit."""

A_MINUTE: Final = 120
"""Words that are read aloud in a minute, with a breath after each sentence."""

WIDTH: Final = 60
_HEADS: Final = {
    "agreed": "We decided",
    "not agreed": "We did not agree on this",
    UNDECIDED: "We have not decided this yet",
}
_MOST: Final = {"what we did": 2, "what we saw": 2, "what we decided": 4, "who promised what": 6, "later": 2}
_COUNTED: Final = ("what we decided", "who promised what", "later")


@dataclass(frozen=True)
class Part:
    """Sentences that belong together.

    Attributes:
        about: What they are about, for the eye.
        sentences: The sentences, whole ones.
    """

    about: str
    sentences: tuple[str, ...]


def hand_over(plan: Plan, order: Order) -> str:
    """The hand-over of a meeting as text, a sentence a line; the last meeting held if none is asked for.

    Raises:
        AtmError: There is no such meeting.
    """
    shown = seen(plan, order)
    if order.audience in OUTSIDE:
        shown = only_wanted(shown, order, PARTIES)
    meeting = meeting_of(shown, order.who if order.audience == MEETING else "")
    lines = [f"{shown.title()}: {called(shown, meeting)}", ""]
    for part in spoken(shown, meeting):
        lines += [line for said in part.sentences for line in wrap(said, WIDTH)] + [""]
    return "\n".join(lines).rstrip() + "\n"


def spoken(plan: Plan, meeting: Gathering) -> list[Part]:
    """The hand-over of a meeting, in the order in which it is told.

    Args:
        plan: The plan as people may read it.
        meeting: The meeting.
    """
    wanted = [(about, [*said]) for about, said in _all(plan, meeting)]
    kept: list[list[str]] = [[] for _ in wanted]
    left, shut = MOST_WORDS, set[int]()
    for turn in range(max((len(said) for _, said in wanted), default=0)):
        for number, (about, said) in enumerate(wanted):
            if turn >= len(said) or number in shut:
                continue
            size = len(said[turn].split())
            if size > left or turn >= _MOST.get(about, 9):
                shut.add(number)
                continue
            left -= size
            kept[number].append(said[turn])
    return [
        Part(about, (*some, *_more(about, len(said) - len(some))))
        for (about, said), some in zip(wanted, kept, strict=True)
        if some
    ]


def minutes_aloud(parts: list[Part]) -> int:
    """About how many minutes it takes to read them aloud."""
    return max(1, round(sum(len(said.split()) for part in parts for said in part.sentences) / A_MINUTE))


def _more(about: str, number: int) -> list[str]:
    """What is said of that for which there was no time; of what was seen and done, some is enough."""
    told = number > 0 and about in _COUNTED
    return [sentence(f"and {counted(number)} more, in the minutes")] if told else []


def _all(plan: Plan, meeting: Gathering) -> Iterator[tuple[str, Iterator[str]]]:
    yield "the meeting", _who(plan, meeting)
    yield "what we did", _did(plan, meeting)
    yield "what we saw", _saw(plan, meeting)
    yield "what we decided", _decided(plan, meeting)
    yield "who promised what", (_promise(one) for one in promises(plan, meeting) if not one.done)
    yield "later", _later(plan, meeting)
    yield "next time", _next(plan, meeting)


def _who(plan: Plan, meeting: Gathering) -> Iterator[str]:
    on = f" on {day_aloud(meeting)}" if meeting.on else ""
    verb = "This is from" if meeting.state == "held" else "This is planned as"
    yield sentence(f"{verb} our {meeting.one}{on}")
    if name := plan.name(meeting):
        yield sentence(_fit(f"{_what_for(meeting)} {name}"))
    if there := came(meeting):
        yield sentence(f"{there} came" if meeting.state == "held" else f"{there} are counted")


def _what_for(meeting: Gathering) -> str:
    if meeting.state != "held":
        return "It is for this:"
    return "It was" if isinstance(meeting, Session) else "We met for this:"


def day_aloud(meeting: Gathering) -> str:
    """The day of a meeting as it is said, without its year: "Friday 10 July"."""
    day = meeting.on
    return day_full(day).rsplit(" ", 1)[0] if day else ""


def _did(plan: Plan, meeting: Gathering) -> Iterator[str]:
    if isinstance(meeting, Meeting):
        if meeting.done:
            yield sentence(_fit(meeting.done))
        names = [row.what for row in plan.all(Slot) if row.meeting == meeting.id and row.name]
        for first in range(0, len(names), 3):
            also = "Then" if first else "We did this"
            yield sentence(_fit(f"{also}: {joined(names[first : first + 3])}"))
    elif meeting.happened:
        pieces = [piece for piece in meeting.happened.replace("\n", ";").split(";") if piece.strip()]
        yield from (sentence(_fit(piece)) for piece in pieces)


def _saw(plan: Plan, meeting: Gathering) -> Iterator[str]:
    heads = {"worked": "This worked", "did not": "This did not work", "surprise": "This surprised us"}
    found = [row for row in plan.all(Finding) if row.session == meeting.id and row.kind in heads]
    seen_kinds: set[str] = set()
    for row in found:
        if row.kind not in seen_kinds:
            seen_kinds.add(row.kind)
            yield sentence(_fit(f"{heads[row.kind]}: {row.what}"))


def _decided(plan: Plan, meeting: Gathering) -> Iterator[str]:
    for row in plan.all(Decision):
        if row.session == meeting.id and row.name:
            verb = _HEADS.get(outcome(row), "We put this off")
            yield sentence(_fit(f"{verb}: {row.what}")) + _doubts(row)


def _doubts(decision: Decision) -> str:
    if decision.passed_over:
        return " Some had doubts and were passed over."
    if unheard(decision):
        return " Some doubts are not heard yet."
    if low(decision):
        return " Whoever had doubts was heard first."
    if not decision.against:
        return ""
    verb = "was" if decision.against == 1 else "were"
    return " " + sentence(f"{counted(decision.against)} {verb} against it")


def _promise(one: Promise) -> str:
    by = f" by {one.by.day} {MONTHS[one.by.month - 1]}" if one.by else ""
    who = _fit(one.who, 3) if one.who else "Nobody yet"
    return sentence(f"{who}{by}: {_fit(one.what, LONGEST - len(f'{who}{by}'.split()))}")


def _later(plan: Plan, meeting: Gathering) -> Iterator[str]:
    for row in plan.all(Parked):
        if row.session == meeting.id and row.name and not (row.closed or row.became):
            yield sentence(_fit(f"We kept this for later: {row.what}"))


def _next(plan: Plan, meeting: Gathering) -> Iterator[str]:
    if coming := next_after(plan, meeting):
        at = f" {', '.join(when(coming).split(', ')[1:])}" if isinstance(coming, Meeting) else ""
        on = f"on {day_aloud(coming)}" if coming.on else "on a day that we still choose"
        yield sentence(_fit(f"We meet again {on}{at}"))
        if name := plan.name(coming):
            yield sentence(_fit(f"It is for this: {name}"))
    if by := tells_absent(plan, meeting):
        yield sentence(_fit(f"{by} tells those who could not come"))


def _fit(typed: str, most: int = LONGEST) -> str:
    """Words on one line, cut after so many, at a comma if there is one near the end."""
    held = typed.split()
    if len(held) <= most:
        return " ".join(held)
    some = held[: max(1, most)]
    for number in range(len(some), len(some) // 2, -1):
        if some[number - 1].endswith((",", ";", ":", ".")) and number > 3:
            return " ".join(some[:number]).rstrip(",;:.") + " ..."
    return " ".join(some) + " ..."
