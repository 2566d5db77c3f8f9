"""What is asked for when a plan is handed over: which of it, for whom, and on which day."""

from dataclasses import dataclass
from datetime import date
from typing import Final

GROUP: Final = "group"
OFFICE: Final = "office"
PERSON: Final = "person"
MEETING: Final = "meeting"

AUDIENCES: Final = {
    GROUP: "the group: all but what is private",
    "public": "anybody: only who agreed is named, nothing private",
    OFFICE: "an office: business, budget, indicators, decisions",
    PERSON: "one person: her actions and days",
    MEETING: "one meeting: its minutes",
}
"""For whom an export is made, and what that means in a few words; the first is taken by itself."""

OUTSIDE: Final = ("public", OFFICE)
"""Who is not of the group: for them only who said yes is named."""


@dataclass(frozen=True)
class Order:
    """What is asked for. At most one of tool, table and record narrows it.

    Attributes:
        today: The day of the paper.
        tool: One tool of the stage, by its id; all for "".
        audience: For whom (``AUDIENCES``).
        who: The id of the person for "person"; of the meeting for "meeting", the last one held for "".
        table: One table alone, by its name; all for "".
        record: One record alone, with what belongs to it, by its id; all for "".
    """

    today: date
    tool: str = ""
    audience: str = GROUP
    who: str = ""
    table: str = ""
    record: str = ""

    @property
    def narrowed(self) -> bool:
        """Whether only a part of the plan is asked for."""
        return bool(self.tool or self.table or self.record)
