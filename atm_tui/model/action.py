"""The action plan: who does what by when, with what, and which market points that covers."""

from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar

from atm_tui.model.choices import PARTIES, YES_NO
from atm_tui.model.record import Record
from atm_tui.model.spec import Reverse, choice, day, line, number, party, ref, refs, text, words


class Action(Record):
    """One thing that somebody will do by a day."""

    table: ClassVar = "action"
    one: ClassVar = "action"
    many: ClassVar = "Actions"
    prefix: ClassVar = "A"
    digits: ClassVar = 2
    children: ClassVar = (("resource", "action"),)
    reverse: ClassVar = (
        Reverse(
            "solutions",
            "solution_card",
            "actions",
            refs("Serves means", "Which cards of the solution tree does it serve?", to=("solution_card",)),
        ),
        Reverse(
            "bridges",
            "bridge",
            "actions",
            refs("Builds bridges", "Which bridges does it build?", to=("bridge",)),
        ),
        Reverse(
            "notes",
            "canvas_note",
            "actions",
            refs("Canvas notes", "Which notes of the canvas does it serve or test?", to=("canvas_note",)),
        ),
        Reverse(
            "points",
            "market_point",
            "actions",
            refs("Market points", "Which points of the market does it cover?", to=("market_point",)),
        ),
    )

    what: Annotated[
        str, line("What", "What will be done? Begin with what the hands do.", needed=True, column=24)
    ] = ""
    lead: Annotated[
        str,
        ref(
            "Who leads",
            "Who will wake up thinking of this one? One name, not all.",
            to=("participant",),
            weak=True,
            column=15,
        ),
    ] = ""
    due: Annotated[date | None, day("Done by", "By which day is it done?", weak=True, column=12)] = None
    status: Annotated[
        str,
        choice(
            "State",
            "How far is it?",
            choices=words("idea", "agreed", "doing", "done", "stopped", "changed"),
            column=8,
        ),
    ] = "idea"
    done_when: Annotated[str, line("Done when", "How will a child see that it is finished?", weak=True)] = ""
    helpers: Annotated[list[str], refs("Who helps", "Who helps her?", to=("participant",))] = []
    start: Annotated[date | None, day("Begins", "What day would we be ashamed if it were not begun?")] = None
    outside_help: Annotated[str, party("Help from outside", "Whose help do we ask for?", to=PARTIES)] = ""
    stretch: Annotated[str, ref("Stretch", "On which stretch of the river?", to=("stretch",))] = ""
    milestone: Annotated[str, ref("Milestone", "Which milestone does it lead to?", to=("milestone",))] = ""
    depends_on: Annotated[list[str], refs("Waits for", "What must be done before?", to=("action",))] = []
    indicators: Annotated[
        list[str], refs("Moves indicators", "Which indicators should it move?", to=("indicator",))
    ] = []
    risk: Annotated[str, line("What may go wrong", "What could stop it?")] = ""
    response: Annotated[str, line("Our answer", "What do we do then?")] = ""
    care_load: Annotated[
        str,
        choice(
            "Care work",
            "Does it add to the women's unpaid work at home, or take some off?",
            choices=words("adds", "neutral", "reduces"),
        ),
    ] = ""
    why: Annotated[str, text("Why", "Why do we do it?")] = ""


class Resource(Record):
    """One thing that an action needs: what, how much, who gives it."""

    table: ClassVar = "resource"
    one: ClassVar = "thing needed"
    many: ClassVar = "What the actions need"
    prefix: ClassVar = "RS"

    item: Annotated[
        str,
        line("What is needed", "What do we need for it? What do we hold already?", needed=True, column=24),
    ] = ""
    action: Annotated[str, ref("For action", "For which action?", to=("action",), column=10)] = ""
    quantity: Annotated[str, line("How much", "How much or how many of it?", column=8)] = ""
    cost: Annotated[
        Decimal | None, number("Cost", "What does it cost in all? (0 if it is given)", column=10)
    ] = None
    provider: Annotated[str, party("Who gives", "Who gives or pays it?", to=PARTIES, column=18)] = ""
    secured: Annotated[str, choice("Sure", "Is it promised for sure?", choices=YES_NO, column=4)] = ""


class MarketPoint(Record):
    """One of the fourteen points of the market: covered by an action, or not needed."""

    table: ClassVar = "market_point"
    one: ClassVar = "market point"
    many: ClassVar = "The fourteen market points"
    prefix: ClassVar = "MP"
    preset_field: ClassVar = "point"

    point: Annotated[
        str,
        choice(
            "Point",
            "Which point is it?",
            needed=True,
            column=30,
            choices=words(
                "size",
                "materials",
                "patterns",
                "packaging",
                "other features",
                "season",
                "trials of material and treatment",
                "organising members",
                "raw-material supplier",
                "equipment",
                "time per piece",
                "orders and news to buyer",
                "price",
                "risk sharing",
            ),
        ),
    ] = ""
    actions: Annotated[
        list[str], refs("Covered by", "Which action takes care of it?", to=("action",), column=18)
    ] = []
    not_needed: Annotated[str, line("Or: not needed", "If no action is needed, why not?", column=20)] = ""
