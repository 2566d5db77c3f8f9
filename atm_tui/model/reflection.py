"""Reflection: the rhythm, the sessions, and what was found and decided in each."""

from datetime import date
from typing import Annotated, ClassVar

from atm_tui.model.choices import DIMENSION, METHODS, PARTIES, YES_NO
from atm_tui.model.gathering import (
    GATHERINGS,
    Boys,
    Facilitator,
    FirstTime,
    Girls,
    Guests,
    Languages,
    Members,
    Men,
    NoteTaker,
    On,
    Place,
    Present,
    SpokeMen,
    SpokeWomen,
    State,
    Women,
)
from atm_tui.model.record import Record
from atm_tui.model.spec import choice, count, day, line, parties, party, ref, refs, text, words

_SESSION = ("session",)
_DECIDED = (
    "action", "problem_card", "solution_card", "canvas_note", "indicator", "ally", "milestone", "rapid",
    "pair", "risk", "gap", "parked",
)  # fmt: skip
"""What a group decides about, or chooses among."""

_SORTED = (
    *(table for table in _DECIDED if table != "parked"),
    "requirement", "competitor", "cost_line", "stretch", "tributary", "bridge", "resource", "reading",
    "finding", "story", "decision", "change", "message",
)  # fmt: skip
"""What a parked question can become when it is sorted."""


class Rhythm(Record):
    """How often the group stops to look back, and with whom."""

    table: ClassVar = "rhythm"
    one: ClassVar = "rhythm of reflection"
    many: ClassVar = "The rhythm of reflection"
    single: ClassVar = True

    rhythm: Annotated[
        str,
        line(
            "How often", "After what do we sit and look back? (each lot, each month)", needed=True, weak=True
        ),
    ] = ""
    place: Annotated[str, line("Place", "Where do we meet for it?")] = ""
    guests: Annotated[
        list[str],
        parties("Guests", "Who should sit with us, from the chain or from outside?", to=PARTIES, weak=True),
    ] = []
    guests_how: Annotated[
        str, text("How they take part", "How do buyers and supporters take part and hear what we learned?")
    ] = ""
    absent: Annotated[
        str, party("Tells the absent", "Who tells those who could not come?", to=("participant",))
    ] = ""


class Session(Record):
    """One reflection: planned, held or missed."""

    table: ClassVar = "session"
    one: ClassVar = "reflection"
    many: ClassVar = "Reflections"
    prefix: ClassVar = "R"
    children: ClassVar = (
        ("finding", "session"),
        ("story", "session"),
        ("decision", "session"),
        ("change", "session"),
        ("message", "session"),
        ("parked", "session"),
        ("reading", "session"),
        ("slot", "meeting"),
    )

    occasion: Annotated[
        str, line("Occasion", "After what is it? (after lot 1, decision)", needed=True, column=26)
    ] = ""
    on: On = None
    state: State = "planned"
    place: Place = ""
    period: Annotated[str, line("Looks back on", "On which time do we look back?")] = ""
    minutes: Annotated[int | None, count("Minutes", "How many minutes did it take?")] = None
    facilitator: Facilitator = ""
    note_taker: NoteTaker = ""
    languages: Languages = ""
    members: Members = None
    women: Women = None
    men: Men = None
    girls: Girls = None
    boys: Boys = None
    first_time: FirstTime = None
    present: Present = []
    guests: Guests = []
    spoke_women: SpokeWomen = None
    spoke_men: SpokeMen = None
    meant: Annotated[str, text("Meant to happen", "What did we say we would see by today?")] = ""
    happened: Annotated[str, text("Happened", "What did your own eyes see?")] = ""
    hours: Annotated[str, text("Women's hours", "Whose work grew, and whose became less?")] = ""
    actions: Annotated[
        list[str], refs("Actions gone through", "Which of the actions due did we go through?", to=("action",))
    ] = []
    last_words: Annotated[str, text("A word each", "What does each take home, in one word?")] = ""


class Finding(Record):
    """Something seen: it worked, it did not, it surprised, or it is a question."""

    table: ClassVar = "finding"
    one: ClassVar = "finding"
    many: ClassVar = "Findings"
    prefix: ClassVar = "FI"

    what: Annotated[str, line("What was seen", "What did your own eyes see?", needed=True, column=44)] = ""
    kind: Annotated[
        str,
        choice(
            "Kind",
            "Did it work, not work, surprise us, or is it a question?",
            choices=words("worked", "did not", "surprise", "question"),
            column=9,
        ),
    ] = ""
    session: Annotated[str, ref("At reflection", "At which reflection?", to=_SESSION, column=6)] = ""
    evidence: Annotated[str, line("How we know", "How do we know?")] = ""


class Story(Record):
    """A change in somebody's life, told with consent."""

    table: ClassVar = "story"
    one: ClassVar = "story"
    many: ClassVar = "Stories"
    prefix: ClassVar = "SY"

    story: Annotated[
        str, text("Story", "What changed for you, and why does it matter?", needed=True, column=30)
    ] = ""
    teller: Annotated[
        str, party("Told by", "Who tells it? (or: a member)", to=("participant",), column=20)
    ] = ""
    consent: Annotated[
        str,
        choice(
            "May be told",
            "May it be told to others?",
            choices=(("named", "yes, with her name"), ("unnamed", "yes, without her name"), ("no", "no")),
            column=12,
        ),
    ] = ""
    dimension: Annotated[str, choice("Dimension", "Which dimension is it about?", choices=DIMENSION)] = ""
    why: Annotated[str, line("Why this one", "Why did the group choose this story?")] = ""
    session: Annotated[str, ref("At reflection", "At which reflection?", to=_SESSION, column=6)] = ""


class Decision(Record):
    """What the group decided, and how."""

    table: ClassVar = "decision"
    one: ClassVar = "decision"
    many: ClassVar = "Decisions"
    prefix: ClassVar = "DC"
    children: ClassVar = (("dots", "decision"),)

    what: Annotated[str, line("Decision", "What did we decide?", needed=True, column=40)] = ""
    about: Annotated[list[str], refs("About", "Which of what we wrote is it about?", to=_DECIDED)] = []
    method: Annotated[
        str, choice("How agreed", "How did we agree?", choices=METHODS, weak=True, column=13)
    ] = ""
    result: Annotated[
        str,
        choice(
            "Result",
            "What came of it?",
            choices=words("agreed", "not agreed", "put off"),
            column=10,
        ),
    ] = ""
    session: Annotated[str, ref("At meeting", "At which meeting?", to=GATHERINGS, column=6)] = ""
    votes_for: Annotated[int | None, count("For", "How many hands for it?")] = None
    against: Annotated[int | None, count("Against", "How many against?")] = None
    abstain: Annotated[int | None, count("Held back", "How many held back?")] = None
    five: Annotated[int | None, count("Five fingers", "How many showed five fingers?")] = None
    four: Annotated[int | None, count("Four fingers", "How many showed four?")] = None
    three: Annotated[int | None, count("Three fingers", "How many showed three?")] = None
    two: Annotated[int | None, count("Two fingers", "How many showed two?")] = None
    one_finger: Annotated[int | None, count("One finger", "How many showed one?")] = None
    fist: Annotated[int | None, count("A fist", "How many showed a fist?")] = None
    heard: Annotated[
        str, choice("Doubts heard", "Were those with low fingers heard before we agreed?", choices=YES_NO)
    ] = ""
    passed_over: Annotated[
        str, line("Passed over because", "If they were not heard: why did we go on all the same?")
    ] = ""
    note: Annotated[str, text("What was said", "Which doubts were there, and what was answered?")] = ""
    women_only: Annotated[str, choice("Women only", "Was it decided by the women alone?", choices=YES_NO)] = (
        ""
    )
    done: Annotated[str, choice("Done", "Was it done?", choices=YES_NO)] = ""


class Dots(Record):
    """One of several things among which the group chose by dots, stones or beans."""

    table: ClassVar = "dots"
    one: ClassVar = "choice by dots"
    many: ClassVar = "Choices by dots"
    prefix: ClassVar = "DT"

    what: Annotated[
        str, line("What could be chosen", "What is it that could be chosen?", needed=True, column=40)
    ] = ""
    dots: Annotated[int | None, count("Dots", "How many dots were laid on it?", column=5)] = None
    item: Annotated[str, ref("Written down as", "Which of what we wrote is it?", to=_DECIDED)] = ""
    decision: Annotated[str, ref("In decision", "In which decision?", to=("decision",), column=8)] = ""


class Change(Record):
    """Something added, stopped, changed or kept after looking back, with its reason."""

    table: ClassVar = "change"
    one: ClassVar = "change"
    many: ClassVar = "Changes"
    prefix: ClassVar = "CH"

    kind: Annotated[
        str,
        choice(
            "Add, stop, ...",
            "Do we add, stop, change or keep something?",
            choices=words("add", "stop", "change", "keep"),
            column=6,
        ),
    ] = ""
    target: Annotated[
        str,
        party(
            "Of what",
            "Which action, card, note, indicator or ally is it about?",
            column=14,
            weak=True,
            to=("action", "problem_card", "solution_card", "canvas_note", "indicator", "ally"),
        ),
    ] = ""
    now: Annotated[
        str, line("Now", "What shall we lay down, begin, or do in another way?", needed=True, column=26)
    ] = ""
    was: Annotated[str, line("Before", "How was it before?")] = ""
    reason: Annotated[str, line("Because", "Why?", weak=True, column=18)] = ""
    lead: Annotated[str, ref("Who leads", "Who sees to it?", to=("participant",))] = ""
    due: Annotated[date | None, day("By", "By which day?")] = None
    method: Annotated[str, choice("How agreed", "How did we agree?", choices=METHODS)] = ""
    decision: Annotated[str, ref("Decided in", "By which decision?", to=("decision",))] = ""
    session: Annotated[str, ref("At reflection", "At which reflection?", to=_SESSION, column=6)] = ""
    done: Annotated[str, choice("Done", "Was it done?", choices=YES_NO)] = ""


class Message(Record):
    """Who must be told what, by whom and when."""

    table: ClassVar = "message"
    one: ClassVar = "message"
    many: ClassVar = "Who must be told"
    prefix: ClassVar = "TO"

    what: Annotated[str, line("Who is told what", "Who must hear what?", needed=True, column=36)] = ""
    by: Annotated[str, ref("Told by", "Who tells them?", to=("participant",), weak=True, column=16)] = ""
    due: Annotated[date | None, day("By", "By which day?", column=12)] = None
    done: Annotated[str, choice("Done", "Have they been told?", choices=YES_NO)] = ""
    session: Annotated[str, ref("At meeting", "At which meeting?", to=GATHERINGS, column=6)] = ""


class Parked(Record):
    """A question kept for later."""

    table: ClassVar = "parked"
    one: ClassVar = "parked question"
    many: ClassVar = "Parking lot"
    prefix: ClassVar = "PK"

    what: Annotated[str, line("Question", "What do we keep for later?", needed=True, column=28)] = ""
    raised_by: Annotated[str, party("Raised by", "Who asked? (may stay empty)", to=("participant",))] = ""
    back_on: Annotated[date | None, day("Back on", "When do we come back to it?", column=12)] = None
    became: Annotated[str, ref("Became", "What of the plan has it become?", to=_SORTED, column=8)] = ""
    closed: Annotated[str, line("Answered", "What was the answer?", column=12)] = ""
    session: Annotated[str, ref("At meeting", "At which meeting?", to=GATHERINGS)] = ""

    @property
    def waits(self) -> bool:
        """Whether it is neither answered nor has become something of the plan."""
        return not self.closed and not self.became
