"""The plan's own sheet and the people in it."""

from datetime import date
from typing import Annotated, ClassVar

from atm_tui.model.record import Record
from atm_tui.model.spec import choice, day, line, ref, text, words


class PlanSheet(Record):
    """Whose plan it is, for what, and when."""

    table: ClassVar = "plan"
    one: ClassVar = "plan sheet"
    many: ClassVar = "The plan"
    single: ClassVar = True

    group: Annotated[str, line("Group", "What is our group called?", needed=True, weak=True)] = ""
    place: Annotated[str, line("Place", "Where do we live and work?")] = ""
    product: Annotated[str, line("Product", "What will we make and sell in this try-out?", weak=True)] = ""
    buyer: Annotated[str, line("Buyer", "Which buyer will we try it with?", weak=True)] = ""
    currency: Annotated[str, line("Currency", "In which money do we count? (for example: shilling)")] = ""
    languages: Annotated[str, line("Languages", "Which languages are spoken in this group?")] = ""
    start: Annotated[date | None, day("Pilot starts", "On which day does the try-out begin?", weak=True)] = (
        None
    )
    end: Annotated[date | None, day("Pilot ends", "On which day do we look back and decide?", weak=True)] = (
        None
    )
    season_date: Annotated[
        date | None, day("Needed by", "By which day must the buyer have the goods, to sell them in time?")
    ] = None
    season: Annotated[
        str, text("Season of demand", "When do the buyer's customers ask for it, and when not?")
    ] = ""
    facilitator: Annotated[str, ref("Facilitator", "Who leads the meetings?", to=("participant",))] = ""


class Participant(Record):
    """A member of the group, or somebody who sits with it."""

    table: ClassVar = "participant"
    one: ClassVar = "person"
    many: ClassVar = "People"
    prefix: ClassVar = "W"
    digits: ClassVar = 2
    prefixes: ClassVar = {
        "facilitator": "FA",
        "buyer": "BU",
        "supplier": "SU",
        "supporter": "OF",
        "family": "HU",
    }

    display_name: Annotated[
        str, line("Name", "By what name does she want to stand in the plan?", needed=True, column=24)
    ] = ""
    kind: Annotated[
        str,
        choice(
            "Belongs as",
            "Is she a member, family, or somebody from outside?",
            choices=words("member", "family", "buyer", "supplier", "supporter", "facilitator"),
            column=11,
        ),
    ] = ""
    role: Annotated[str, line("Role", "What does she do in the group?", column=20)] = ""
    sex: Annotated[
        str,
        choice("Sex", "Woman, man, other, or not said?", choices=words("female", "male", "other"), column=7),
    ] = ""
    age: Annotated[
        str,
        choice(
            "Age", "About how old?", choices=words("under 18", "18-24", "25-35", "36-59", "60+"), column=8
        ),
    ] = ""
    reads: Annotated[
        str,
        choice(
            "Reads",
            "Does she read with ease, some, or not? (ask her alone)",
            choices=words("yes", "some", "no"),
            column=5,
        ),
    ] = ""
    languages: Annotated[str, line("Languages", "Which languages does she speak?")] = ""
    consent: Annotated[
        str,
        choice("May be named", "May her name stand in a plan that others read?", choices=words("yes", "no")),
    ] = ""
    active: Annotated[
        str, choice("Still with us", "Is she still with the group?", choices=words("yes", "no"))
    ] = ""
    contact: Annotated[
        str, line("Contact", "How can she be reached? (never shown to others)", private=True)
    ] = ""
    note: Annotated[
        str, text("Note", "What else should we remember? (never shown to others)", private=True)
    ] = ""
