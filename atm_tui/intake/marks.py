"""One line of a flipchart taken apart: number, words, who, by when, and how far it is moved in."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from atm_tui.clean import clean_line
from atm_tui.model.record import Record

_TAB: Final = 4
_DASHES: Final = "->*\u2013\u2014"
_BULLET: Final = re.compile(
    r"[\u2022\u00b7\u25e6\u25aa\u25a0\u25a1\u2610*]+\s*|\[ ?\]\s*|[-\u2013\u2014>]+(?:\s+|(?=[^\W\d_]))|\+\s+"
)
"""What stands before an item; "-5 degrees" and "+254" are words."""

_NUMBERED: Final = re.compile(r"\(?(\d{1,3}(?:\.\d{1,3})*)[.):]+(?:\s+|(?=[^\W\d_]))")
_CODED: Final = re.compile(r"([A-Za-z]{1,4}\d{1,4}(?:\.\d{1,3})*)([.:)]?)\s+(?=\S)")
_WHO: Final = re.compile(r"(?:^|(?<=\s))@(?=\w)")
_DAY: Final = re.compile(r"(?:^|(?<=\s))/(?=[^\s/])((?:(?!\s/).)+)$")


@dataclass(frozen=True)
class Marks:
    """Which fields the marks of a line fill, as the record describes itself.

    Attributes:
        who: The field for the first @name; "" if there is none.
        others: The field for the other names.
        when: The field for a day; "" if there is none.
    """

    who: str = ""
    others: str = ""
    when: str = ""


def marks_of(kind: type[Record]) -> Marks:
    """Who and when of a kind: what the plan is weak without comes first."""
    specs = kind.specs()
    people = [name for name, spec in specs.items() if "participant" in spec.to and name != kind.main()]
    days = [name for name, spec in specs.items() if spec.kind == "day"]
    one = [name for name in people if not specs[name].many]
    many = [name for name in people if specs[name].many]
    who = next((name for name in one if specs[name].weak or name == "lead"), (one or many or [""])[0])
    when = next((name for name in days if specs[name].weak or name == "due"), (days or [""])[0])
    return Marks(who, (many or [""])[0], when)


@dataclass
class Line:
    """A line, taken apart.

    Attributes:
        number: Which line it is, from 1.
        depth: How far it is moved in, by blanks, dashes, or a number like 1.2.
        words: What it says.
        code: The spoken number before it.
        who: What stands behind each "@", to the next mark: the name, and what follows it.
        when: What stands behind "/" at the end.
    """

    number: int
    depth: int = 0
    words: str = ""
    code: str = ""
    who: list[str] = field(default_factory=list)
    when: str = ""

    @property
    def place(self) -> str:
        """Where it stands, in words."""
        return f"line {self.number}"


def apart(number: int, raw: str, is_code: Callable[[str, str], bool], is_day: Callable[[str], bool]) -> Line:
    """A line taken apart.

    Args:
        number: Which line it is.
        raw: The line.
        is_code: Whether letters and digits, with the mark behind them, are a spoken number here.
        is_day: Whether what stands behind a "/" is to be taken as a day.
    """
    whole = raw.replace("\u00a0", " ").expandtabs(_TAB)
    line = Line(number, depth=len(whole) - len(whole.lstrip()))
    words = _without_start(line, clean_line(whole), is_code)
    pieces = _WHO.split(words)
    for at, piece in enumerate(pieces):
        found = _DAY.search(piece.rstrip())
        if found and not line.when and is_day(found[1].strip()):
            line.when = found[1].strip()
            pieces[at] = piece[: found.start()]
    line.words = clean_line(pieces[0])
    line.who = [clean_line(piece) for piece in pieces[1:]]
    return line


def _without_start(line: Line, words: str, is_code: Callable[[str, str], bool]) -> str:
    """What is left behind bullets, numbers and a spoken number."""
    for _ in range(3):
        if found := _BULLET.match(words):
            line.depth += sum(one in _DASHES for one in found[0])
        elif found := _NUMBERED.match(words):
            line.depth += found[1].count(".")
        elif (found := _CODED.match(words)) and not line.code and is_code(found[1], found[2]):
            line.code = found[1].upper()
        else:
            break
        words = words[found.end() :]
    return words
