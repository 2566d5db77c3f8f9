"""How a field of a record describes itself, once, for form, table, export and check.

A record's field is written as ``name: Annotated[type, line("Label", "Question")] = default``.
The constructor (``line``, ``day``, ``ref`` ...) says what kind of field it is; the keyword
arguments say the rest. Everything that shows, asks, reads or writes a field takes it from here.
"""

from dataclasses import dataclass
from functools import partial
from typing import Literal

from pydantic import GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

FieldKind = Literal[
    "line",  # one line of words
    "text",  # several lines of words
    "day",  # a calendar date
    "number",  # an exact decimal number, often money
    "count",  # a whole number, 0 or more
    "choice",  # one of a few words
    "choices",  # any of a few words
    "ref",  # one other record, by its id
    "refs",  # several other records
    "party",  # a record or plain words: "ref:<id>" or what was typed
    "parties",  # several of these
]

Choices = tuple[tuple[str, str], ...]
"""(stored value, word on screen), in the order in which they are offered. "" is "not said"."""


def words(*values: str) -> Choices:
    """Choices whose stored value is the word itself."""
    return tuple((value, value) for value in values)


@dataclass(frozen=True, slots=True)
class Spec:
    """What one field is.

    Attributes:
        kind: How it is typed, stored and shown.
        label: Its name on screen and in every export; at most 22 characters.
        ask: The question to ask the group aloud.
        choices: For ``choice`` and ``choices``.
        to: For references: the tables they may point at.
        needed: The record says nothing without it; it also names the record in lists.
        weak: The plan is weak while it is empty; shown as a loose end, never as a block.
        private: Never on a shared view or in an export for others.
        past: A date of what has happened: without a year, it is the last such day.
        column: Its width in a table, in cells; 0 keeps it out of tables.
        agreed: Whether people who do not want to be named stand there by their number, on every page.
    """

    kind: FieldKind
    label: str
    ask: str
    choices: Choices = ()
    to: tuple[str, ...] = ()
    needed: bool = False
    weak: bool = False
    private: bool = False
    past: bool = False
    column: int = 0
    agreed: bool = False

    def __get_pydantic_json_schema__(
        self, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Give the label and the question to the JSON schema."""
        schema = handler(core_schema)
        schema["title"] = self.label
        schema["description"] = self.ask
        if self.to:
            schema["x-refers-to"] = list(self.to)
        if self.choices:
            schema["x-choices"] = [value for value, _ in self.choices]
        return schema

    @property
    def refers(self) -> bool:
        """Whether its value may point at other records."""
        return bool(self.to)

    @property
    def many(self) -> bool:
        """Whether it holds several values."""
        return self.kind in ("choices", "refs", "parties")

    def word(self, value: str) -> str:
        """The word on screen for a stored choice; what is not known is shown as it stands."""
        return dict(self.choices).get(value, value)


line = partial(Spec, "line")
text = partial(Spec, "text")
day = partial(Spec, "day")
number = partial(Spec, "number")
count = partial(Spec, "count")
choice = partial(Spec, "choice")
choices = partial(Spec, "choices")
ref = partial(Spec, "ref")
refs = partial(Spec, "refs")
party = partial(Spec, "party")
parties = partial(Spec, "parties")


@dataclass(frozen=True, slots=True)
class Reverse:
    """Another record's references, seen and edited from the record that they point at.

    The fact is stored once, in ``table.field``; an action's form shows, for example, which
    cards of the solution tree name it.
    """

    name: str
    table: str
    field: str
    spec: Spec
