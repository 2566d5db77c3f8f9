"""The spectrum of allies: who stands where, and the one step to ask of each."""

from datetime import date
from typing import Annotated, ClassVar

from atm_tui.model.choices import LEVEL, WEDGES, YES_NO
from atm_tui.model.record import Record
from atm_tui.model.spec import choice, day, line, ref, text, words


class AllySheet(Record):
    """The change that the spectrum is about."""

    table: ClassVar = "ally_sheet"
    one: ClassVar = "question of the spectrum"
    many: ClassVar = "What the spectrum is about"
    single: ClassVar = True

    issue: Annotated[
        str, text("The change", "What exactly are they for or against?", needed=True, weak=True)
    ] = ""
    soft: Annotated[
        str,
        choice(
            "Softer words",
            "Use softer names for the five places (with us, leaning to us, ...)?",
            choices=YES_NO,
        ),
    ] = ""


class Ally(Record):
    """A person or group outside, and where it stands."""

    table: ClassVar = "ally"
    one: ClassVar = "ally"
    many: ClassVar = "Allies and others"
    prefix: ClassVar = "AL"
    digits: ClassVar = 2
    children: ClassVar = (("placement", "ally"),)

    who: Annotated[
        str, line("Who", "Name one person or group that can be reached.", needed=True, column=26)
    ] = ""
    wedge: Annotated[
        str,
        choice(
            "Stands",
            "Where does she stand? What has she done, not said?",
            choices=WEDGES,
            weak=True,
            column=18,
        ),
    ] = ""
    target_wedge: Annotated[
        str, choice("Wished", "What would one step toward us look like?", choices=WEDGES, column=18)
    ] = ""
    request: Annotated[str, line("One clear request", "What small thing can we ask that she can grant?")] = ""
    asked_by: Annotated[str, ref("Who asks", "Who asks her?", to=("participant",))] = ""
    by: Annotated[date | None, day("Asked by", "By which day do we ask?", column=12)] = None
    kind: Annotated[
        str,
        choice(
            "Kind",
            "Who is she?",
            choices=words(
                "buyer",
                "trader",
                "supplier",
                "family",
                "leader",
                "office",
                "NGO",
                "lender",
                "group",
                "media",
                "other",
            ),
        ),
    ] = ""
    in_chain: Annotated[
        str,
        choice(
            "In the chain",
            "Does she buy or sell in the chain, support it, or stand outside?",
            choices=words("transactional", "support", "outside"),
        ),
    ] = ""
    sure: Annotated[
        str,
        choice("How sure", "Do we know where she stands, or do we think so?", choices=words("know", "think")),
    ] = "think"
    influence: Annotated[
        str, choice("Weight of her word", "How much does her word weigh?", choices=LEVEL)
    ] = "2"
    why_there: Annotated[str, line("Why there", "Why does she stand there?")] = ""
    cares_about: Annotated[str, line("Cares about", "What matters to her?")] = ""
    argument: Annotated[str, line("Our argument", "What could we say that she would like to hear?")] = ""
    tactic: Annotated[str, line("How we go about it", "How do we go about it?")] = ""
    answer: Annotated[str, line("Her answer", "What did she answer?")] = ""
    moved_on: Annotated[date | None, day("Moved on", "On which day did she move?", past=True)] = None
    invite: Annotated[
        str, choice("Sits with us", "Shall she sit with us at a reflection?", choices=YES_NO)
    ] = ""
    private: Annotated[
        str, choice("Only for us", "Keep her off every page that others see?", choices=YES_NO)
    ] = ""
    contact: Annotated[str, line("Contact", "How is she reached? (never shown to others)", private=True)] = ""

    @property
    def only_for_us(self) -> bool:
        """Whether others may not see her; an answer that cannot be read counts as yes."""
        return self.private == "yes" or "private" in self.unread


class Placement(Record):
    """Where somebody stood on a day."""

    table: ClassVar = "placement"
    one: ClassVar = "placing"
    many: ClassVar = "Where they stood before"
    prefix: ClassVar = "PL"

    ally: Annotated[str, ref("Who", "Who is it?", to=("ally",), needed=True, column=24)] = ""
    on: Annotated[date | None, day("On", "On which day did we place her?", past=True, column=12)] = None
    wedge: Annotated[str, choice("Stood", "Where did she stand?", choices=WEDGES, weak=True, column=18)] = ""
    reason: Annotated[str, line("Why", "What made us think so?", column=16)] = ""
    session: Annotated[str, ref("At reflection", "At which reflection?", to=("session",))] = ""
