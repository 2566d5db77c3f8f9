"""People together: what is asked of a planning meeting and of a reflection alike, and the meetings.

How many came, and how many spoke, may be told by counts alone: a group that does not want names in a
plan loses nothing by it.
"""

import re
from datetime import date, time
from typing import Annotated, ClassVar, Final

from atm_tui.model.choices import PARTIES
from atm_tui.model.record import Record
from atm_tui.model.spec import choice, count, day, line, parties, ref, refs, text, words

GATHERINGS = ("meeting", "session")
"""The tables of what is held with the group: planning meetings and reflections."""

_PERSON = ("participant",)

On = Annotated[date | None, day("Day", "On which day?", weak=True, column=12)]
State = Annotated[
    str,
    choice("State", "Is it planned, held or missed?", choices=words("planned", "held", "missed"), column=8),
]
Place = Annotated[str, line("Place", "Where?")]
Facilitator = Annotated[str, ref("Facilitator", "Who led it?", to=_PERSON)]
NoteTaker = Annotated[str, ref("Note-taker", "Who wrote?", to=_PERSON)]
Languages = Annotated[str, line("Languages", "In which languages?")]
Members = Annotated[int | None, count("Members present", "How many members were there?", column=8)]
Women = Annotated[int | None, count("Women", "How many women were there?")]
Men = Annotated[int | None, count("Men", "How many men?")]
Girls = Annotated[int | None, count("Girls", "How many girls?")]
Boys = Annotated[int | None, count("Boys", "How many boys?")]
FirstTime = Annotated[int | None, count("First time", "How many were there for the first time?")]
SpokeWomen = Annotated[int | None, count("Women spoke", "How many times did a woman speak to all?")]
SpokeMen = Annotated[int | None, count("Men spoke", "How many times did a man speak to all?")]
Present = Annotated[
    list[str], refs("By name", "Who was there? (only if they agree)", to=_PERSON, agreed=True)
]
Guests = Annotated[list[str], parties("Guests", "Which guests sat with us?", to=PARTIES)]

ATTENDANCE = ("women", "men", "girls", "boys", "first_time", "members", "present", "guests")
"""The fields of a gathering that say who was there."""

SPOKE = ("spoke_women", "spoke_men")
"""The fields of a gathering in which it is counted who spoke."""


class Meeting(Record):
    """A half-day or an evening in which the group works on the plan."""

    table: ClassVar = "meeting"
    one: ClassVar = "meeting"
    many: ClassVar = "Meetings"
    prefix: ClassVar = "ME"
    children: ClassVar = (
        ("slot", "meeting"),
        ("decision", "session"),
        ("message", "session"),
        ("parked", "session"),
    )

    what: Annotated[str, line("What for", "What do we want to get done in it?", needed=True, column=30)] = ""
    on: On = None
    begins: Annotated[str, line("Begins at", "At what time does it begin? (9:30)", column=9)] = ""
    lasts: Annotated[int | None, count("Minutes", "How many minutes have the women for it?", column=7)] = None
    state: State = "planned"
    place: Place = ""
    facilitator: Facilitator = ""
    note_taker: NoteTaker = ""
    languages: Languages = ""
    women: Women = None
    men: Men = None
    girls: Girls = None
    boys: Boys = None
    first_time: FirstTime = None
    members: Members = None
    present: Present = []
    guests: Guests = []
    spoke_women: SpokeWomen = None
    spoke_men: SpokeMen = None
    done: Annotated[str, text("What was done", "What have we done, in a few words?")] = ""


class Slot(Record):
    """One item of a day's running order: a step of the stage, or a break, a song, a meal.

    Attributes:
        step: The step of the stage that it is; "" for anything else.
    """

    table: ClassVar = "slot"
    one: ClassVar = "item of the day"
    many: ClassVar = "Running order"
    prefix: ClassVar = "IT"

    what: Annotated[str, line("Item", "What do we do?", needed=True, column=34)] = ""
    minutes: Annotated[int | None, count("Minutes", "How many minutes do we give it?", column=7)] = None
    took: Annotated[int | None, count("Took", "How many minutes did it take?", column=6)] = None
    meeting: Annotated[str, ref("At meeting", "At which meeting?", to=GATHERINGS, column=10)] = ""
    step: str = ""


class OwnQuestion(Record):
    """A question that this group's facilitators ask at a step, in place of the guide's.

    Attributes:
        step: The step of the stage at which it is asked.
    """

    table: ClassVar = "own_question"
    one: ClassVar = "own question"
    many: ClassVar = "Our own questions"
    prefix: ClassVar = "OQ"

    ask: Annotated[str, line("Question", "How do we ask it here?", needed=True, column=44)] = ""
    at: Annotated[str, line("At step", "At which step is it asked?", column=22)] = ""
    language: Annotated[str, line("Language", "In which language? (en)", column=9)] = "en"
    step: str = ""


# Words -------------------------------------------------------------------------------------
_COUNTED: Final = (
    ("women", "woman", "women"),
    ("men", "man", "men"),
    ("girls", "girl", "girls"),
    ("boys", "boy", "boys"),
)
_TIME: Final = re.compile(
    r"(\d{1,2})(?:\s*[:.h]\s*(\d{2}))?\s*(am|pm|a\.m\.|p\.m\.)?(?:\s*(?:o'clock|uhr|h))?"
)


def attendance_words(gathering: Record) -> str:
    """Who was there, by counts: "23 women, 2 men, 1 girl; 2 for the first time"; "" if nobody counted."""
    counted = [
        f"{number} {one if number == 1 else many}"
        for name, one, many in _COUNTED
        if (number := gathering.value(name))
    ]
    words = [", ".join(counted)] if counted else []
    if members := gathering.value("members"):
        words.append(f"{members} of them members" if counted else f"{members} member{'s' * (members > 1)}")
    if first := gathering.value("first_time"):
        words.append(f"{first} for the first time")
    return "; ".join(words)


def spoke_words(gathering: Record) -> str:
    """Who spoke, by counts: "women spoke 14 times, men spoke 2 times"; "" if nobody counted."""
    said = (("women", gathering.value("spoke_women")), ("men", gathering.value("spoke_men")))
    return ", ".join(
        f"{who} spoke {number} time{'s' * (number != 1)}" for who, number in said if number is not None
    )


def begins_at(words: str) -> time | None:
    """The time of day that is meant by what was typed (9:30, 9.30, 9h30, 2 pm); None if it is none."""
    found = _TIME.fullmatch(words.strip().lower())
    if found is None:
        return None
    hour, half = int(found[1]), (found[3] or "").replace(".", "")
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "pm" else 0)
    minute = int(found[2] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None
