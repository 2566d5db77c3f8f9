"""What a picture is made of: lines of spans that say what they mean and which record they stand for."""

from dataclasses import dataclass, replace
from enum import Enum, auto

from atm_tui.width import cells


class Look(Enum):
    """What a span means, never a colour: whoever shows it gives each look a style.

    No meaning hangs on the look alone; a sign or a word stands beside it.
    """

    PLAIN = auto()
    """Words as the group wrote them, and everything else."""
    STRONG = auto()
    """What should be seen first among its neighbours: a number, a sum."""
    WEAK = auto()
    """What stands back: where something comes from, what is not said."""
    HEADING = auto()
    """The title of the picture or of a part of it."""
    RULE = auto()
    """Lines that only frame or join."""
    DRAWN = auto()
    """The drawn thing itself: water, road, trunk, branch."""
    BAR = auto()
    """The filled part of a bar."""
    DONE = auto()
    """Done, reached, solved, with us."""
    LATE = auto()
    """Its day has passed."""
    WARN = auto()
    """Something is missing or goes the wrong way."""
    HERE = auto()
    """Where the group is: the boat, this week."""


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a line.

    Attributes:
        text: Harmless words without a line end.
        look: What it means.
        record: The id of the record that it stands for; empty for what is only drawn.
    """

    text: str
    look: Look = Look.PLAIN
    record: str = ""


Line = tuple[Span, ...]
"""A line of a picture; blanks at its end are left out."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a picture at which a record stands and can be opened.

    Attributes:
        record: The record's id.
        line: Its first line, from 0.
        column: Its first cell there, from 0.
        last: Its last line.
    """

    record: str
    line: int
    column: int
    last: int


@dataclass(frozen=True)
class Picture:
    """A drawn plan, or a part of it; it may have more lines than the screen."""

    lines: tuple[Line, ...]

    def spots(self) -> tuple[Spot, ...]:
        """Where records stand, line by line; what goes on in the line below is the same place."""
        spots: list[Spot] = []
        above: dict[str, int] = {}
        for number, line in enumerate(self.lines):
            here: dict[str, int] = {}
            column = 0
            for span in line:
                record = span.record
                if record and record not in here:
                    index = here[record] = above.get(record, len(spots))
                    if index < len(spots):
                        spots[index] = replace(spots[index], last=number)
                    else:
                        spots.append(Spot(record, number, column, number))
                column += cells(span.text)
            above = here
        return tuple(spots)


def as_text(picture: Picture) -> str:
    """A picture as plain text, each line with its end."""
    return "".join("".join(span.text for span in line).rstrip() + "\n" for line in picture.lines)
