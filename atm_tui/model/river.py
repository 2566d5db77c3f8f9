"""The River of Change: from today (source) to the future wanted (mouth), and what lies between."""

from datetime import date
from typing import Annotated, ClassVar

from atm_tui.model.choices import LEVEL, PARTIES, WEALTH
from atm_tui.model.record import Record
from atm_tui.model.spec import choice, day, line, party, ref, refs, text, words


class River(Record):
    """The picture itself, and where the boat is on it."""

    table: ClassVar = "river"
    one: ClassVar = "river"
    many: ClassVar = "The river"
    single: ClassVar = True

    metaphor: Annotated[
        str, choice("Picture", "Do we draw a river or a road?", choices=words("river", "road"))
    ] = "river"
    title: Annotated[str, line("Title", "What do we call this journey?", needed=True)] = ""
    boat_stretch: Annotated[
        str, ref("The boat is on", "On which stretch are we today?", to=("stretch",), weak=True)
    ] = ""
    boat_date: Annotated[date | None, day("Seen on", "On which day did we look?", past=True)] = None
    boat_note: Annotated[str, line("Where exactly", "Just past what, or just before what?")] = ""
    drawing: Annotated[str, line("The drawing", "Where is the drawing kept, or the photo of it?")] = ""


class Pair(Record):
    """One thing as it is today and as it will be."""

    table: ClassVar = "pair"
    one: ClassVar = "today and future"
    many: ClassVar = "Today and future"
    prefix: ClassVar = "TF"

    topic: Annotated[
        str, line("About", "What is it about? (one word: order, house, time, water)", needed=True, column=10)
    ] = ""
    today: Annotated[
        str, line("Today", "What is true today about that same thing?", weak=True, column=28)
    ] = ""
    future: Annotated[
        str, line("Future", "The last lot is sold. What do you see, about this?", weak=True, column=28)
    ] = ""


class Stretch(Record):
    """A part of the way, between two bends."""

    table: ClassVar = "stretch"
    one: ClassVar = "stretch"
    many: ClassVar = "Stretches"
    prefix: ClassVar = "ST"

    title: Annotated[
        str, line("Stretch", "What do we do on this part of the way?", needed=True, column=36)
    ] = ""
    start: Annotated[date | None, day("From", "On which day does it begin?", column=12)] = None
    end: Annotated[date | None, day("To", "On which day does it end?", column=12)] = None


class Milestone(Record):
    """A state with a date, that anybody can check."""

    table: ClassVar = "milestone"
    one: ClassVar = "milestone"
    many: ClassVar = "Milestones"
    prefix: ClassVar = "MS"

    statement: Annotated[
        str,
        line(
            "What will be true",
            "What must be true before we may float past this bend?",
            needed=True,
            column=32,
        ),
    ] = ""
    stretch: Annotated[str, ref("Stretch", "At the end of which stretch?", to=("stretch",), column=8)] = ""
    due: Annotated[date | None, day("Due", "By which day?", weak=True, column=12)] = None
    reached_on: Annotated[
        date | None, day("Reached on", "On which day did we reach it?", column=12, past=True)
    ] = None
    evidence: Annotated[str, line("How we know", "What shows that we are there?")] = ""


class Tributary(Record):
    """Help that flows in."""

    table: ClassVar = "tributary"
    one: ClassVar = "tributary"
    many: ClassVar = "Tributaries"
    prefix: ClassVar = "TR"

    what: Annotated[str, line("What flows in", "What help flows into our river?", needed=True, column=26)] = (
        ""
    )
    from_whom: Annotated[str, party("From", "From whom does it come?", to=PARTIES, weak=True, column=20)] = ""
    kind: Annotated[
        str,
        choice(
            "Kind",
            "What kind of help is it?",
            choices=words("skill", "money", "equipment", "relation", "land or water", "permission", "other"),
        ),
    ] = ""
    wealth: Annotated[
        str, choice("Form of wealth", "Which form of wealth is it?", choices=WEALTH, column=12)
    ] = ""
    stretch: Annotated[
        str, ref("Joins at", "On which stretch does it flow in?", to=("stretch",), column=8)
    ] = ""


class Rapid(Record):
    """A stone in the water: something that could turn the boat over."""

    table: ClassVar = "rapid"
    one: ClassVar = "rapid"
    many: ClassVar = "Rapids"
    prefix: ClassVar = "RP"

    what: Annotated[
        str,
        line("What blocks us", "Which stone in the water could turn the boat over?", needed=True, column=26),
    ] = ""
    kind: Annotated[
        str,
        choice(
            "Kind",
            "What kind of stone is it?",
            choices=words("gap", "bottleneck", "risk", "norm or policy", "season", "other"),
            column=16,
        ),
    ] = ""
    likelihood: Annotated[str, choice("How likely", "How likely is it?", choices=LEVEL, column=10)] = ""
    harm: Annotated[str, choice("Harm", "How much harm would it do?", choices=LEVEL, column=8)] = ""
    stretch: Annotated[str, ref("Stretch", "On which stretch does it lie?", to=("stretch",), column=8)] = ""
    source: Annotated[
        str,
        party(
            "Comes from",
            "Which root of the problem tree, gap or risk is it?",
            to=("problem_card", "gap", "risk"),
        ),
    ] = ""


class Bridge(Record):
    """The way over a rapid: one action or more."""

    table: ClassVar = "bridge"
    one: ClassVar = "bridge"
    many: ClassVar = "Bridges"
    prefix: ClassVar = "BR"

    what: Annotated[
        str, line("The way across", "Who has crossed such a stone before, and how?", needed=True, column=36)
    ] = ""
    crosses: Annotated[
        str, ref("Crosses", "Which rapid does it cross?", to=("rapid",), weak=True, column=8)
    ] = ""
    actions: Annotated[
        list[str], refs("Built by", "Which actions build this bridge?", to=("action",), weak=True, column=14)
    ] = []
    note: Annotated[str, text("Note", "What else should we remember about it?")] = ""
