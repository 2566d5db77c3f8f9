"""The notes of the canvas, box by box: how sure each is, and what tests it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

from atm_tui.clean import clean_line
from atm_tui.model.action import Action
from atm_tui.model.canvas import CanvasNote
from atm_tui.model.choices import BLOCKS
from atm_tui.model.derived import standing_actions
from atm_tui.model.plan import Plan
from atm_tui.model.typed import show
from atm_tui.pictures import Setting
from atm_tui.pictures.picture import Line, Look, Span
from atm_tui.pictures.rows import followed, length, more, spoken, wrapped
from atm_tui.pictures.signs import LATE, coded
from atm_tui.width import cells

SURE: Final = {"known": "=", "we think": "?", "must test": "!"}
"""The sign before a note; what was not said is only thought."""

MOST: Final = 60
"""Notes of one box that are written in full; more cannot be read, and are counted."""

_CODED: Final = 22
"""Cells of a box in which a note has its spoken number too."""

_LABEL: Final = 18
"""Cells of a field's name in a box that is opened."""

_ASKED: Final = {
    "segment": ("value", "channels", "relationship", "income"),
    "amount": ("income", "costs"),
    "per": ("income", "costs"),
}
"""Fields that ask for something in these boxes only."""

_SAID: Final = ("note", "block", "certainty", "evidence", "evidence_note")
"""The fields that are not in the list of a note's fields: they are said above it."""


@dataclass(frozen=True)
class Box:
    """One of the nine boxes.

    Attributes:
        number: Its number in the stage's own order.
        title: Its name.
        notes: What lies in it.
    """

    number: int
    title: str
    notes: Sequence[CanvasNote]

    @property
    def name(self) -> str:
        """Its number and name."""
        return f"{self.number} {self.title}"


def boxes(plan: Plan) -> list[Box]:
    """The nine boxes in the stage's order; a note of no box lies in the first, as in its list."""
    held: dict[str, list[CanvasNote]] = {block: [] for block, _ in BLOCKS}
    first = held[BLOCKS[0][0]]
    for note in plan.all(CanvasNote):
        held.get(note.block, first).append(note)
    return [Box(number, title, held[block]) for number, (block, title) in enumerate(BLOCKS, 1)]


def legend(width: int) -> list[Line]:
    """What the signs before the notes mean."""
    said = f"= known, ? we think, ! must test: [x]A03 tests it, {LATE} no test yet"
    return wrapped(said, width, Look.WEAK)


class Notes:
    """Writes notes.

    Args:
        plan: The plan that they are of.
        setting: What they are drawn for.
    """

    def __init__(self, plan: Plan, setting: Setting) -> None:
        self.plan, self.setting = plan, setting
        self.standing = {action.id for action in standing_actions(plan)}

    def short(self, note: CanvasNote, width: int, most: int = 0) -> list[Line]:
        """A note in a box: its words, and what tests it if it must be tested."""
        lines = self._words(note, width, most, code=width >= _CODED)
        return followed(lines, self._tests(note), width) if note.certainty == "must test" else lines

    def plain(self, note: CanvasNote) -> list[Line]:
        """A note over the whole width: how sure it is, how we know, its actions."""
        return followed(self._sure(note), self._tests(note), self.setting.width, indent=4)

    def whole(self, note: CanvasNote) -> list[Line]:
        """A note with all its fields, and below them what is not said of it."""
        width, today = self.setting.width, self.setting.today
        lines, empty = self._sure(note), []
        for name, spec in note.specs().items():
            if name in _SAID or name == "actions":
                continue
            if words := self._shown(note, name):
                lines += wrapped(words, width, record=note.id, first=_label(spec.label))
            elif note.block in _ASKED.get(name, (note.block,)):
                empty.append(spec.label)
        for action in self._actions(note):
            first = _label("Action") + coded(action, today).text + " "
            lines += wrapped(action.name, width, record=action.id, first=first)
        if self._untested(note):
            lines += wrapped(f"{LATE} no test yet", width, Look.WARN, first=_label("Action"))
        if empty:
            lines += wrapped(", ".join(empty), width, Look.WEAK, first=_label("Not said"))
        return lines

    def _sure(self, note: CanvasNote) -> list[Line]:
        """The words of a note, how sure it is and how we know."""
        said = ", ".join(filter(None, (self._shown(note, name) for name in _SAID[2:])))
        lines = self._words(note, self.setting.width, 0, code=True)
        return in_brackets(lines, said, self.setting.width) if said else lines

    def _words(self, note: CanvasNote, width: int, most: int, *, code: bool) -> list[Line]:
        first = f"{SURE.get(note.certainty, '?')} " + (f"{spoken(note)} " if code else "")
        words = note.unread.get("note") or note.note or "no words yet"
        return wrapped(words, width, record=note.id, most=most, first=first)

    def _tests(self, note: CanvasNote) -> list[Span]:
        """The actions that serve or test a note; for one that must be tested, whether any does."""
        spans = [coded(action, self.setting.today) for action in self._actions(note)]
        if self._untested(note):
            spans.append(Span(f"{LATE} no test yet", Look.WARN))
        return spans

    def _untested(self, note: CanvasNote) -> bool:
        return note.certainty == "must test" and self.standing.isdisjoint(note.actions)

    def _actions(self, note: CanvasNote) -> list[Action]:
        return [one for item in note.actions if (one := self.plan.find(Action, item))]

    def _shown(self, note: CanvasNote, name: str) -> str:
        return note.unread.get(name) or show(note.specs()[name], note.value(name), self.plan)


def fitted(
    notes: Sequence[CanvasNote], write: Callable[[CanvasNote, int], list[Line]], room: int
) -> list[Line]:
    """As many notes as fit into so many lines, the longest cut if that lets all fit; the rest is counted.

    Args:
        notes: The notes.
        write: Writes one with at most so many lines of its words; 0 takes all.
        room: Lines.
    """
    drawn: list[list[Line]] = []
    for most in (0, 3, 2, 1):
        drawn = [write(note, most) for note in notes[:room]]
        if len(drawn) == len(notes) and sum(map(len, drawn)) <= room:
            return list(chain.from_iterable(drawn))
    kept: list[Line] = []
    count = 0
    for lines in drawn:
        if len(kept) + len(lines) >= room:
            break
        kept += lines
        count += 1
    return [*kept, (Span(more(len(notes) - count), Look.WEAK),)] if room else []


def counted(notes: Sequence[CanvasNote]) -> list[Line]:
    """How many of these notes are not written, if any."""
    return [(Span(more(len(notes) - MOST), Look.WEAK),)] if len(notes) > MOST else []


def _label(words: str) -> str:
    return f"    {words:<{_LABEL}} "


def in_brackets(lines: Sequence[Line], said: str, width: int) -> list[Line]:
    """Lines with words in brackets behind the last one, or below it where there is no room."""
    words = f"({clean_line(said)})"
    if length(lines[-1]) + 2 + cells(words) <= width:
        return [*lines[:-1], (*lines[-1], Span(f"  {words}", Look.WEAK))]
    return [*lines, *wrapped(words, width, Look.WEAK, first="    ")]
