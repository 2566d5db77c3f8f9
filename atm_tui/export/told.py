"""What is told of a meeting in plain words: who was there, how it was decided, who promised what."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from atm_tui.deciding import low, standing, unheard
from atm_tui.export.view import words
from atm_tui.export.wanted import gatherings, promised
from atm_tui.model.choices import YES_NO
from atm_tui.model.gathering import Meeting
from atm_tui.model.plan import Plan
from atm_tui.model.record import REF
from atm_tui.model.reflection import Change, Decision, Dots, Message, Rhythm, Session
from atm_tui.model.typed import day_full

Gathering = Meeting | Session

UNDECIDED: Final = "not decided yet"

_SMALL: Final = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS: Final = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_PEOPLE: Final = (("women", "woman", "women"), ("men", "man", "men"),
                  ("girls", "girl", "girls"), ("boys", "boy", "boys"))  # fmt: skip
_FINGERS: Final = (
    ("five", "five fingers"), ("four", "four"), ("three", "three"), ("two", "two"), ("one_finger", "one"),
    ("fist", "a fist"),
)  # fmt: skip
_HANDS: Final = (("votes_for", "for it"), ("against", "against"), ("abstain", "held back"))
_YES: Final = YES_NO[0][0]


@dataclass(frozen=True)
class Promise:
    """What somebody has promised.

    Attributes:
        code: The spoken number of what it is written down as.
        who: Who sees to it; "" if nobody is named.
        what: What it is.
        by: By which day.
        done: Whether it was done, or stopped, in a word; "" while it is open.
    """

    code: str
    who: str
    what: str
    by: date | None
    done: str = ""


def counted(number: int) -> str:
    """A count in words: "twenty-three"; from a hundred on in figures."""
    if number < len(_SMALL):
        return _SMALL[number]
    if number >= 100:
        return f"{number:,}"
    tens, rest = divmod(number, 10)
    return f"{_TENS[tens]}-{_SMALL[rest]}" if rest else _TENS[tens]


def joined(words: Iterable[str]) -> str:
    """Words one after another: "one, two and three"."""
    *first, last = [*words] or [""]
    return f"{', '.join(first)} and {last}" if first else last


def sentence(words: str) -> str:
    """Words as a sentence: a capital before, a full stop behind."""
    said = words.strip()
    return f"{said[:1].upper()}{said[1:]}{'' if said.endswith(('.', '!', '?')) else '.'}" if said else ""


# Who was there -----------------------------------------------------------------------------------
def came(meeting: Gathering) -> str:
    """Who came, by counts in words: "twenty-three women and three men"; "" if it was not counted."""
    return joined(
        f"{counted(number)} {one if number == 1 else many}"
        for name, one, many in _PEOPLE
        if (number := meeting.value(name))
    )


def of_them(meeting: Gathering) -> str:
    """What else was counted of them: "twenty-one members, one for the first time"."""
    said = []
    if number := meeting.members:
        said.append(f"{counted(number)} {'member' if number == 1 else 'members'}")
    if number := meeting.first_time:
        said.append(f"{counted(number)} for the first time")
    return ", ".join(said)


def spoke(meeting: Gathering) -> str:
    """How often women and men spoke: "women twelve times, men three times"."""
    times = [
        f"{who} {'once' if number == 1 else f'{counted(number)} times'}"
        for who, number in (("women", meeting.spoke_women), ("men", meeting.spoke_men))
        if number is not None
    ]
    return ", ".join(times)


# How it was decided --------------------------------------------------------------------------------
def agreed(plan: Plan, decision: Decision) -> Iterator[str]:
    """How a group came to a decision, and which doubts there were: a few sentences."""
    counts = _fingers(decision) or _hands(decision)
    if decision.method or counts:
        yield sentence(": ".join(filter(None, [f"by {decision.method}" if decision.method else "", counts])))
    dots = [row for row in plan.all(Dots) if row.decision == decision.id and row.name]
    if dots:
        dots.sort(key=lambda row: -(row.dots or 0))
        yield sentence(f"Dots: {', '.join(f'{row.name} {row.dots or 0}' for row in dots)}")
    if decision.passed_over:
        yield sentence(f"Low fingers were passed over: {decision.passed_over}")
    elif unheard(decision):
        yield f"The low finger{'s were' if unheard(decision) > 1 else ' was'} not heard yet."
    elif low(decision):
        yield f"The low finger{'s were' if low(decision) > 1 else ' was'} heard first."
    if decision.women_only == _YES:
        yield "The women decided it alone."
    if decision.note:
        yield sentence(decision.note)


def outcome(decision: Decision) -> str:
    """What came of it, in a word or two: "agreed"; where nothing is said, it is if the count allows it."""
    return decision.result or ("agreed" if standing(decision).may_agree else UNDECIDED)


def _fingers(decision: Decision) -> str:
    said = [(number, name) for field, name in _FINGERS if (number := decision.value(field))]
    first = [f"{counted(number)} showed {name}" for number, name in said[:1]]
    return joined([*first, *(f"{counted(number)} {name}" for number, name in said[1:])])


def _hands(decision: Decision) -> str:
    said = ((decision.value(name), words) for name, words in _HANDS)
    return ", ".join(f"{counted(number)} {words}" for number, words in said if number is not None)


# Who promised what -----------------------------------------------------------------------------------
def promises(plan: Plan, meeting: Gathering) -> list[Promise]:
    """Who does what by when, as it was promised at a meeting; the earliest day first, then by who leads.

    Of a planning meeting also what nobody leads yet: that is what the next one begins with.
    """
    changes = [row for row in plan.all(Change) if row.session == meeting.id and (row.lead or row.due)]
    told = [row for row in plan.all(Message) if row.session == meeting.id and row.name]
    said = {row.target.removeprefix(REF) for row in changes}
    found = [Promise(row.code, _named(plan, row.lead), row.now, row.due, _done(row.done)) for row in changes]
    found += [
        Promise(row.code, words(plan, row, "lead"), row.what, row.due, _stands(row.status))
        for row in promised(plan, meeting)
        if row.id not in said and (row.lead or row.due or isinstance(meeting, Meeting))
    ]
    found += [Promise(row.code, _named(plan, row.by), row.what, row.due, _done(row.done)) for row in told]
    return sorted(found, key=lambda one: (one.by or date.max, not one.who))


def _named(plan: Plan, person: str) -> str:
    return plan.named(person) if person else ""


def _done(said: str) -> str:
    return {"yes": "done", "no": "not done"}.get(said, "")


def _stands(status: str) -> str:
    return status if status in ("done", "stopped") else ""


# What comes next -----------------------------------------------------------------------------------
def next_after(plan: Plan, meeting: Gathering) -> Gathering | None:
    """The meeting or reflection that comes next after this one."""
    others = [one for one in gatherings(plan) if one.id != meeting.id and one.state != "missed"]
    day = meeting.on
    if day is None:
        return next((one for one in others if one.state == "planned"), None)
    later = (one for one in others if (one.on > day if one.on else one.state == "planned"))
    return next(later, None)


def when(meeting: Gathering) -> str:
    """The day and the time of a meeting, in words; "no day yet"."""
    said = [day_full(meeting.on) if meeting.on else "no day yet"]
    if isinstance(meeting, Meeting) and meeting.begins:
        said.append(f"at {meeting.begins}")
    return ", ".join(said)


def called(plan: Plan, meeting: Gathering) -> str:
    """A meeting in words: its spoken number and what it is for."""
    return f"{meeting.code} {plan.name(meeting)}".strip() or f"({meeting.one})"


def tells_absent(plan: Plan, meeting: Gathering) -> str:
    """Who tells those who could not come: as it was said at the meeting, or as it is done each time."""
    for row in plan.all(Message):
        said = row.what.casefold()
        if row.session == meeting.id and row.by and ("absent" in said or "could not come" in said):
            return _named(plan, row.by)
    return plan.party(plan.one(Rhythm).absent)
