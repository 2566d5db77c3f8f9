"""A running order: the steps of the stage, shared out over half-days or evenings.

Only a proposal comes from here. The group says which hours it can give; what is taken is ordinary rows
that can be moved and changed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from atm_tui import stage
from atm_tui.document import Document
from atm_tui.model.gathering import Meeting, Slot
from atm_tui.model.plan import Plan
from atm_tui.stage import Step

HALF_DAY: Final = 150
EVENING: Final = 75
SHORTEST: Final = 45
LONGEST: Final = 480
"""Minutes that a meeting can have."""

SIT: Final = 90
"""Minutes after which there must be a break."""

WELCOME: Final = "Welcome, who is here"
BREAK: Final = "Break"
CLOSE: Final = "A word each, and the next time"
GOES_ON: Final = " (goes on)"

_SOON: Final = 45
"""A break before so many minutes comes too soon."""
_LEAST: Final = 15
"""A part of a step that is parted has at least so many minutes."""
_LONG: Final = 40
"""Minutes from which on a step may be parted."""

_UNHURRIED: Final = 120
"""Minutes of a meeting from which on welcome and close have ten each and a break fifteen."""

_NOT_NOW: Final = (
    "meetings", "order", "own-questions",  # are what is made here
    "boat", "readings", "placements", "findings", "stories", "decisions", "dots", "changes", "messages",
    "parking", "asides",  # come up by the way, or in a reflection
)  # fmt: skip

_FIVE: Final = (
    (
        "What we bring, and a sketch of the river",
        (("What we bring", 90, "requirements"), ("River of Change: a sketch", 60, "pairs")),
    ),
    (
        "Business Model Canvas",
        (
            ("Canvas: the buyers' half", 90, "canvas-buyers"),
            ("Canvas: our half, and the sums", 90, "canvas-costs"),
        ),
    ),
    ("The two trees", (("Problem tree", 90, "problems"), ("Solution tree", 60, "solutions"))),
    (
        "Indicators and actions",
        (("Performance indicators", 75, "indicators"), ("Action plan matrix", 90, "actions")),
    ),
    (
        "Allies, reflection, the four questions",
        (
            ("Spectrum of allies", 60, "allies"),
            ("How we go on learning", 20, "rhythm"),
            ("The four questions", 40, "question-business"),
            ("A walk along the river", 15, "stretches"),
        ),
    ),
)
"""The whole stage in five half-days: the blocks and their minutes as in the research on this stage; how they
are shared out over the days is our reading."""


@dataclass(frozen=True)
class Piece:
    """One item of a day.

    Attributes:
        what: What is done.
        minutes: How long.
        step: The step of the stage that it is; "" for a welcome, a break, a close.
    """

    what: str
    minutes: int
    step: str = ""


@dataclass(frozen=True)
class Day:
    """One meeting as it is proposed."""

    what: str
    pieces: tuple[Piece, ...]
    on: date | None = None

    @property
    def minutes(self) -> int:
        """All its items together."""
        return sum(piece.minutes for piece in self.pieces)


@dataclass(frozen=True)
class Wish:
    """What the group can give.

    Attributes:
        minutes: Of one meeting; 0 for the five half-days as they are usually held.
        whole: Whether the whole stage is wanted, and not only what is still empty.
        most: How many meetings at most; 0 for as many as it takes.
        first: The first day, if it is known.
        every: Days from one meeting to the next; 0 if that is not known.
        begins: At what time each begins, as it was typed.
    """

    minutes: int = HALF_DAY
    whole: bool = False
    most: int = 0
    first: date | None = None
    every: int = 0
    begins: str = ""


@dataclass(frozen=True)
class Proposal:
    """A running order that can be taken.

    Attributes:
        wish: What was asked for.
        days: The meetings.
        beyond: The ids of steps for which, or for a part of which, there are too few meetings.
    """

    wish: Wish
    days: tuple[Day, ...]
    beyond: tuple[str, ...] = ()


# Proposing ---------------------------------------------------------------------------------
def to_do(plan: Plan, *, whole: bool) -> list[Step]:
    """The steps to be shared out: all, or those that are empty and not in the order of a meeting to come."""
    steps = [step for step in stage.steps() if step.id not in _NOT_NOW]
    if whole:
        return steps
    planned = {one.id for one in plan.all(Meeting) if one.state == "planned"}
    waits = {slot.step for slot in plan.all(Slot) if slot.meeting in planned and slot.took is None}
    return [step for step in steps if not step.filled(plan) and step.id not in waits]


def propose(plan: Plan, wish: Wish) -> Proposal:
    """Share out what is to be done, in the order of the stage."""
    days = _share_out(to_do(plan, whole=wish.whole), wish.minutes) if wish.minutes else _five_half_days()
    kept, cut = (days[: wish.most], days[wish.most :]) if wish.most else (days, [])
    beyond = dict.fromkeys(piece.step for day in cut for piece in day.pieces if piece.step)
    dated = tuple(replace(day, on=_day(wish, number)) for number, day in enumerate(kept))
    return Proposal(wish, dated, tuple(beyond))


def _day(wish: Wish, number: int) -> date | None:
    if wish.first is None or (number and not wish.every):
        return None
    try:
        return wish.first + timedelta(days=wish.every * number)
    except OverflowError:
        return None


def _five_half_days() -> list[Day]:
    found = []
    for what, blocks in _FIVE:
        packer = _Packer(LONGEST)
        for block, minutes, step in blocks:
            packer.add(block, minutes, step)
        found += [replace(day, what=what) for day in packer.end()]
    return found


def _share_out(steps: Sequence[Step], minutes: int) -> list[Day]:
    packer = _Packer(max(SHORTEST, min(minutes, LONGEST)))
    for step in steps:
        packer.add(step.title, step.minutes, step.id)
    return packer.end()


class _Packer:
    """Puts items into meetings of a length, with a welcome, breaks and a close."""

    def __init__(self, length: int) -> None:
        self._length = length
        self._edge, self._pause = (10, 15) if length >= _UNHURRIED else (5, 10)
        self._days: list[Day] = []
        self._begin()

    def _begin(self) -> None:
        self._pieces = [Piece(WELCOME, self._edge)]
        self._sat = self._edge

    @property
    def _works(self) -> bool:
        return any(piece.step for piece in self._pieces)

    @property
    def _room(self) -> int:
        return self._length - self._edge - sum(piece.minutes for piece in self._pieces)

    def add(self, what: str, minutes: int, step: str) -> None:
        """Put an item at the end; a long one may be parted by a break, or go on in the next meeting."""
        left = minutes
        while left > 0:
            if self._breaks_before(left):
                self._pieces.append(Piece(BREAK, self._pause))
                self._sat = 0
                continue
            part = self._fits(left)
            if not part and self._works:
                self._close()
                continue
            part = part or left  # alone in its meeting, and yet too long for it
            self._pieces.append(Piece(what if left == minutes else what + GOES_ON, part, step))
            self._sat += part
            left -= part

    def _breaks_before(self, left: int) -> bool:
        if self._sat < _SOON or min(left, self._room) <= SIT - self._sat:
            return False
        room = self._room - self._pause
        return left <= room or (left >= _LONG and room >= _LEAST)

    def _fits(self, left: int) -> int:
        """How many minutes of it can be done now."""
        room, sit = self._room, SIT - self._sat
        if left <= min(room, sit):
            return left
        if left < _LONG or min(room, sit) < _LEAST:
            return 0
        half = -(-left // 10) * 5
        if left <= room and half <= sit:  # only a break parts it
            return half
        part = min(room, sit, left - _LEAST)
        return part if part >= _LEAST else 0

    def _close(self) -> None:
        self._pieces.append(Piece(CLOSE, self._edge))
        self._days.append(Day(_called(self._pieces), tuple(self._pieces)))
        self._begin()

    def end(self) -> list[Day]:
        """Close the last meeting, and give all."""
        if self._works:
            self._close()
        return self._days


def _called(pieces: Sequence[Piece]) -> str:
    """What a meeting is for: the tools that come in it."""
    tools = [stage.home_of(piece.step)[1].title for piece in pieces if piece.step]
    return "; ".join(dict.fromkeys(tools))


# Taking ------------------------------------------------------------------------------------
def take(document: Document, proposal: Proposal) -> list[Meeting]:
    """Write a running order into the plan, as one change. Gives its meetings."""
    made = []
    with document.step(f"running order of {len(proposal.days)} meetings"):
        for day in proposal.days:
            meeting = Meeting(
                what=day.what,
                on=day.on,
                begins=proposal.wish.begins,
                lasts=max(day.minutes, proposal.wish.minutes),
            )
            made.append(document.add(meeting))
            for piece in day.pieces:
                document.add(
                    Slot(what=piece.what, minutes=piece.minutes, meeting=made[-1].id, step=piece.step)
                )
    return made
