"""What the group looked at and lets be."""

from datetime import date
from typing import Annotated, ClassVar

from atm_tui.model.record import Record
from atm_tui.model.spec import day, line


class Aside(Record):
    """A loose end that may stay as it is, with the group's reason.

    Attributes:
        check: The id of the check that found it (``checks.Finding``).
        about: What it was about, by ids; the same loose end of anything else is told again.
    """

    table: ClassVar = "aside"
    one: ClassVar = "loose end set aside"
    many: ClassVar = "Loose ends set aside"
    prefix: ClassVar = "LE"

    what: Annotated[
        str, line("Loose end", "Which loose end was it, and of whom?", private=True, column=34)
    ] = ""
    reason: Annotated[str, line("Why it may stay", "Why may it stay as it is?", needed=True, column=24)] = ""
    on: Annotated[
        date | None, day("Set aside on", "On which day did we let it be?", past=True, column=12)
    ] = None
    check: str = ""
    about: list[str] = []
