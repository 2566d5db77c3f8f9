"""What is chosen on the page on which a plan is taken out, and what it is called in words."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from atm_tui import stage
from atm_tui.export import FORMATS
from atm_tui.export.order import AUDIENCES, GROUP, MEETING, PERSON, Order
from atm_tui.export.told import called
from atm_tui.export.wanted import gatherings, meeting_of, person_of
from atm_tui.model import KINDS
from atm_tui.model.plan import Plan
from atm_tui.model.start import Participant

CLIPBOARD: Final = "clipboard"
FILE: Final = "file"
SHOWN: Final = "shown"

PLACES: Final = {
    CLIPBOARD: "the clipboard and a file",
    FILE: "only a file",
    SHOWN: "shown here, to be marked by hand",
}

SPOKEN: Final = "spoken"


@dataclass(frozen=True)
class Wish:
    """What is to be taken out.

    Attributes:
        part: Which part of the plan: "tool:", "table:" or "record:" and its id; "" for all of it.
        audience: For whom.
        who: Which person or which meeting, by its id.
        form: In which format.
        place: Where to (``PLACES``).
    """

    part: str = ""
    audience: str = GROUP
    who: str = ""
    form: str = "md"
    place: str = CLIPBOARD

    def order(self, today: date) -> Order:
        """What is asked of an export."""
        kind, _, name = self.part.partition(":")
        order = Order(today, audience=self.audience, who=self.who)
        match kind:
            case "tool":
                return replace(order, tool=name)
            case "table":
                return replace(order, table=name)
            case "record":
                return replace(order, record=name)
            case _:
                return order

    # Choosing: what does not go with the new choice gives way --------------------------------------
    def of(self, part: str) -> "Wish":
        """The same of another part; one person's or meeting's paper is always whole."""
        whole = self.audience in (PERSON, MEETING) and part
        wish = replace(self, part=part, audience=GROUP, who="") if whole else replace(self, part=part)
        return replace(wish, form="txt") if part and wish.form == SPOKEN else wish

    def made_for(self, audience: str, who: str = "") -> "Wish":
        """The same for others."""
        alone = audience in (PERSON, MEETING)
        form = "txt" if self.form == SPOKEN and audience == PERSON else self.form
        return replace(self, audience=audience, who=who, form=form, part="" if alone else self.part)

    def in_form(self, form: str) -> "Wish":
        """The same in another format; what is no text goes to a file."""
        wish = replace(self, form=form)
        if form == SPOKEN:
            wish = replace(wish, part="")
            if self.audience == PERSON:
                wish = replace(wish, audience=MEETING, who="")
        return wish if FORMATS[form].is_text else replace(wish, place=FILE)

    def to(self, place: str) -> "Wish":
        """The same to another place."""
        return replace(self, place=place if FORMATS[self.form].is_text else FILE)

    # In words ----------------------------------------------------------------------------------------
    def what(self, plan: Plan) -> str:
        """Which part, in words."""
        kind, _, name = self.part.partition(":")
        match kind:
            case "tool":
                tool = stage.tool(name)
                return f"Only: {tool.title}" if tool else ""
            case "table":
                return f"Only the table: {KINDS[name].many}"
            case "record":
                record = plan.get(name)
                return f"Only this: {record.code} {plan.name(record)}".rstrip() if record else "(deleted)"
            case _:
                return "The whole plan"

    def whom(self, plan: Plan) -> str:
        """For whom, in words.

        Raises:
            AtmError: There is no such person or meeting.
        """
        if self.audience == PERSON:
            her = person_of(plan, self.who)
            return f"One person: {her.code} {her.display_name}".rstrip()
        if self.audience == MEETING:
            return f"One meeting: {called(plan, meeting_of(plan, self.who))}"
        return sentence_of(self.audience)

    def stem(self, plan: Plan) -> str:
        """What its file is called, without its day and ending."""
        kind, _, name = self.part.partition(":")
        record = plan.get(self.who or (name if kind == "record" else ""))
        said = [
            plan.title(),
            "" if self.audience == GROUP else self.audience,
            record.code if record else name,
        ]
        return " ".join(filter(None, said))


def sentence_of(audience: str) -> str:
    """What an audience means, with a capital."""
    words = AUDIENCES[audience]
    return words[:1].upper() + words[1:]


def parts(plan: Plan, step: stage.Step, record: str) -> list[str]:
    """The parts that can be chosen: what is at hand first, then every tool."""
    _, tool, _ = stage.home_of(step.id)
    found = ["", f"tool:{tool.id}"]
    if not KINDS[step.table].single:
        found.append(f"table:{step.table}")
    if record and plan.get(record):
        found.append(f"record:{record}")
    return found + [f"tool:{one.id}" for one in stage.tools() if one is not tool]


def people(plan: Plan) -> list[Participant]:
    """Those for whom a paper can be made."""
    return [one for one in plan.all(Participant) if not one.blank]


def meetings(plan: Plan) -> list[tuple[str, str]]:
    """The meetings of which there can be minutes, by id and in words, the newest first."""
    return [(one.id, called(plan, one)) for one in reversed(gatherings(plan))]
