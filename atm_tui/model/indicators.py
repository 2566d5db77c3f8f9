"""How the group will see whether it helps: indicators in three dimensions of change, and their readings."""

from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar

from atm_tui.model.choices import DIMENSION, WEALTH
from atm_tui.model.record import Record
from atm_tui.model.spec import Choices, choice, choices, day, line, number, party, ref, refs, text, words


class Dimensions(Record):
    """The names of the three dimensions of change, and what must not get worse."""

    table: ClassVar = "dimensions"
    one: ClassVar = "sheet of dimensions"
    many: ClassVar = "Three dimensions of change"
    single: ClassVar = True

    first: Annotated[
        str, line("First dimension", "In what should our life become better, first?", needed=True)
    ] = "Food security"
    second: Annotated[str, line("Second dimension", "And second?")] = "Income generation"
    third: Annotated[str, line("Third dimension", "And third?")] = "Sustainability"
    harm: Annotated[
        str,
        text(
            "What must not worsen", "If this goes up, what must not go down? (work, food plots, water, peace)"
        ),
    ] = ""


MEASURE: Choices = words("number", "percent", "count of members", "scale 1 to 5", "yes or no", "story")


class Indicator(Record):
    """One thing that must change if the plan works, with where it stands and where it should be."""

    table: ClassVar = "indicator"
    one: ClassVar = "indicator"
    many: ClassVar = "Indicators"
    prefix: ClassVar = "I"
    children: ClassVar = (("reading", "indicator"), ("aim", "indicator"))

    title: Annotated[str, line("Indicator", "What will your neighbour notice?", needed=True, column=24)] = ""
    dimension: Annotated[
        str, choice("Dimension", "In which of the three dimensions?", choices=DIMENSION, weak=True)
    ] = ""
    unit: Annotated[str, line("Counted in", "What do we count it in? (homes, litres, of 24)", column=10)] = ""
    direction: Annotated[
        str,
        choice(
            "Should go", "Should it go up, go down, or stay?", choices=words("up", "down", "keep"), column=9
        ),
    ] = ""
    baseline: Annotated[
        Decimal | None, number("Today it is", "How much is it now, before we begin?", column=11)
    ] = None
    baseline_date: Annotated[date | None, day("Counted on", "On which day was it counted?", past=True)] = None
    baseline_by: Annotated[
        date | None, day("Or count it by", "If we do not know yet: by which day will we count it?")
    ] = None
    baseline_source: Annotated[str, line("How we know", "How do we know this first number?")] = ""
    target: Annotated[
        Decimal | None, number("Target", "Which number would make you proud?", weak=True, column=8)
    ] = None
    target_date: Annotated[date | None, day("Target by", "By which day?", weak=True)] = None
    measured_by: Annotated[
        str,
        ref(
            "Who counts",
            "Who will count? Is that one more task for the same woman?",
            to=("participant",),
            weak=True,
            column=13,
        ),
    ] = ""
    how: Annotated[str, line("How it is counted", "How do we count it, so that all can see?", weak=True)] = ""
    how_often: Annotated[
        str,
        choice(
            "How often",
            "How often do we count?",
            choices=words("every reflection", "every lot", "weekly", "monthly", "once at the end"),
        ),
    ] = ""
    measure: Annotated[str, choice("Kind", "What kind of measure is it?", choices=MEASURE)] = ""
    wealth: Annotated[
        list[str], choices("Forms of wealth", "Which forms of wealth does it show?", choices=WEALTH)
    ] = []
    split_by: Annotated[
        str, line("Counted apart for", "Whom do we count apart? (young, old, who has no land)")
    ] = ""
    question: Annotated[str, line("In our words", "How do we ask it aloud?")] = ""
    links: Annotated[
        list[str], refs("Shows", "Which cards of the solution tree does it show?", to=("solution_card",))
    ] = []


class Reading(Record):
    """What was counted on a day."""

    table: ClassVar = "reading"
    one: ClassVar = "reading"
    many: ClassVar = "Readings"
    prefix: ClassVar = "RD"

    indicator: Annotated[
        str, ref("Indicator", "Which indicator was counted?", to=("indicator",), needed=True, column=20)
    ] = ""
    on: Annotated[date | None, day("Counted on", "On which day?", weak=True, past=True, column=12)] = None
    amount: Annotated[Decimal | None, number("Reading", "How much is it?", weak=True, column=10)] = None
    note: Annotated[str, line("In words", "What is behind this number?", column=18)] = ""
    by: Annotated[str, party("Counted by", "Who counted?", to=("participant",))] = ""
    session: Annotated[
        str, ref("At reflection", "At which reflection was it read?", to=("session",), column=6)
    ] = ""
    evidence: Annotated[str, line("Evidence", "What can be shown for it? (book, photo, jar)")] = ""


class Aim(Record):
    """A target on the way to the target."""

    table: ClassVar = "aim"
    one: ClassVar = "target on the way"
    many: ClassVar = "Targets on the way"
    prefix: ClassVar = "TG"

    indicator: Annotated[
        str, ref("Indicator", "Of which indicator?", to=("indicator",), needed=True, column=9)
    ] = ""
    on: Annotated[date | None, day("By", "By which day?", weak=True, column=12)] = None
    amount: Annotated[
        Decimal | None, number("Target", "How much should it be by then?", weak=True, column=10)
    ] = None
    note: Annotated[str, text("Note", "Why this number?", column=18)] = ""
