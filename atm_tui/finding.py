"""Finding: which records of a plan hold the words that somebody looks for, the likeliest first.

The words of a plan are gathered once, when the search is opened; each letter that is typed then costs a
look at strings and nothing else. Case and accents make no difference. Private fields are looked through
like the others, for it is the facilitator who looks; what stands in them is given to nobody.
"""

import heapq
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Final

from atm_tui import stage
from atm_tui.model.plan import Plan
from atm_tui.model.record import Record
from atm_tui.model.typed import show
from atm_tui.stage import Step

MOST: Final = 200
"""How many are shown; whoever wants more types another word."""

_BEFORE: Final = 30
"""Letters shown before what was found, in a long text."""

_ZEROS: Final = re.compile(r"(?<=[a-z])0+(?=\d)")


def folded(text: str) -> str:
    """A text in which capitals and accents make no difference."""
    if text.isascii():
        return text.casefold()
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(one for one in apart if not unicodedata.combining(one)).casefold()


@dataclass(frozen=True, slots=True)
class Part:
    """What stands in one field of a record."""

    field: str
    label: str
    text: str
    sought: str
    private: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """A record in which all words stand.

    Attributes:
        record: The record.
        name: What it is called.
        step: Where it is written down.
        field: The field in which it was found; "" if it was its code or its name, or what it is.
        label: What that field is called, and ``text`` what stands there; of a private one neither.
        text: See ``label``.
    """

    record: Record
    name: str
    step: Step
    field: str = ""
    label: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class _Entry:
    """The words of a record, ready to be looked through."""

    place: int
    record: Record
    name: str
    codes: tuple[str, ...]
    called: str
    head: str
    steps: tuple[tuple[str, Step], ...]
    whole: str
    parts: tuple[Part, ...]


class _Known(Plan):
    """A plan that remembers what its records are called, while it is looked through."""

    def named(self, record_id: str, *tables: str) -> str:
        """The name of a record by its id, as in a plan."""
        names: dict[str, str] = self.__dict__.setdefault("_names", {})
        if record_id not in names:
            names[record_id] = super().named(record_id, *tables)
        return names[record_id]


class Finder:
    """The words of a plan.

    Args:
        plan: The plan as it is now; what is changed in it later is not found.
    """

    def __init__(self, plan: Plan) -> None:
        known = _Known(**{one.name: getattr(plan, one.name) for one in fields(plan) if one.init})
        self._entries = [_entry(place, known, one) for place, one in enumerate(_worth_finding(plan))]

    def find(self, typed: str) -> tuple[list[Hit], int]:
        """The records in which all these words stand, the likeliest first, and how many there are in all.

        Of many only the first are given. Without a word: what was written last.
        """
        words = folded(typed).split()
        if not words:
            newest = heapq.nlargest(MOST, self._entries, key=lambda one: (one.record.changed, -one.place))
            return [_hit(one, []) for one in newest], len(self._entries)
        found = [one for one in self._entries if all(word in one.whole for word in words)]
        sought = " ".join(words)
        best = heapq.nsmallest(MOST, found, key=lambda one: (_rank(one, words, sought), one.place))
        return [_hit(one, words) for one in best], len(found)


def _worth_finding(plan: Plan) -> Iterator[Record]:
    """All records that say something, in the order of the stage."""
    for table in dict.fromkeys(step.table for step in stage.steps()):
        yield from (record for record in plan.rows(table) if not record.blank or plan.name(record))


def _entry(place: int, plan: Plan, record: Record) -> _Entry:
    specs, main = record.specs(), record.main()
    name = "" if specs[main].private else plan.name(record)
    parts = []
    for field, spec in specs.items():
        value = record.value(field)
        if value in ("", None, []) and field not in record.unread:
            continue
        text = " ".join(filter(None, [record.unread.get(field, ""), show(spec, value, plan)]))
        text = " ".join(text.split())
        parts.append(Part(field, spec.label, text, folded(text), spec.private))
    code = folded(record.code)
    codes = (code, _ZEROS.sub("", code)) if code else ()
    called = folded(name)
    head = " ".join((*codes, called))
    steps = tuple((folded(f"{record.one} {step.title}"), step) for step in _steps_of(record))
    whole = "\n".join((head, *(words for words, _ in steps), *(part.sought for part in parts)))
    return _Entry(place, record, name, codes, called, head, steps, whole, tuple(parts))


def _steps_of(record: Record) -> list[Step]:
    """The steps at which a record is written down: the one, or those over which a sheet is spread."""
    spread = [step for step in stage.steps() if step.table == record.table and step.fields]
    return spread or [stage.step_for(record)]


def _rank(entry: _Entry, words: list[str], sought: str) -> int:
    """How likely it is what somebody looks for: 0 is the likeliest."""
    if sought in entry.codes:
        return 0
    if entry.called.startswith(sought):
        return 1
    if all(word in entry.head for word in words):
        return 2
    if any(word in entry.head for word in words):
        return 3
    return 4


def _hit(entry: _Entry, words: list[str]) -> Hit:
    """What is shown of it: where those words stand that are not in its code or name."""
    rest = [word for word in words if word not in entry.head]
    part = max(entry.parts, key=lambda one: sum(word in one.sought for word in rest), default=None)
    held = [word for word in rest if part and word in part.sought]
    if part is None or not held:
        steps = [step for said, step in entry.steps if all(word in said for word in rest)]
        return Hit(entry.record, entry.name, next(iter(steps), entry.steps[0][1]))
    step = next((one for _, one in entry.steps if part.field in one.fields), entry.steps[0][1])
    if part.private:
        return Hit(entry.record, entry.name, step, part.field)
    return Hit(entry.record, entry.name, step, part.field, part.label, _around(part, held[0]))


def _around(part: Part, word: str) -> str:
    """A field's text, begun shortly before the word if that stands far behind."""
    at = part.sought.find(word)
    if at <= 2 * _BEFORE or len(part.sought) != len(part.text):
        return part.text
    begin = part.text.find(" ", at - _BEFORE, at)
    return f".. {part.text[begin + 1 if begin >= 0 else at :]}"
