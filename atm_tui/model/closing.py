"""The four questions that the group can answer at the end of the stage."""

from datetime import date
from typing import Annotated, ClassVar

from atm_tui.model.choices import METHODS
from atm_tui.model.record import Record
from atm_tui.model.spec import Choices, choice, day, text

QUESTIONS: Choices = (
    ("business", "What is our business model, and where does our business stand in the whole value chain?"),
    ("pilot", "What is our action plan for trying out the chain with real buyers?"),
    ("reflection", "What is our plan for going on reflecting and learning?"),
    (
        "others",
        "How will others in the chain, and those who support it, take part in our reflecting and learning?",
    ),
)


class Answer(Record):
    """The group's own answer to one of the four questions."""

    table: ClassVar = "answer"
    one: ClassVar = "answer"
    many: ClassVar = "The four questions"
    prefix: ClassVar = "Q"
    preset_field: ClassVar = "question"

    question: Annotated[
        str, choice("Question", "Which question is it?", choices=QUESTIONS, needed=True, column=60)
    ] = ""
    answer: Annotated[str, text("Our answer", "What do we answer, in our own words?", weak=True)] = ""
    method: Annotated[str, choice("How agreed", "How did we agree on it?", choices=METHODS, weak=True)] = ""
    on: Annotated[date | None, day("Agreed on", "On which day did we agree?", past=True)] = None
    seen_in: Annotated[str, text("Where to see it", "Where in the plan can it be seen?")] = ""
