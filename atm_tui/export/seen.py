"""What people may read of a plan: nothing private, nobody by name who does not want it.

The group's own copy is the plan's file and the whole JSON export. Everything else that leaves the
program, and every page that is made for others' eyes, is made of what ``seen`` leaves.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from atm_tui.export.order import OUTSIDE, Order
from atm_tui.model.allies import Ally
from atm_tui.model.plan import Plan, ids_in
from atm_tui.model.record import REF, Record
from atm_tui.model.reflection import Change
from atm_tui.model.start import Participant, PlanSheet

KEPT_BACK: Final = "(kept back)"
"""What stands where somebody was named who is only for the group."""

_PERSONAL: Final = ("sex", "age", "reads", "languages", "active")
"""What is not told of people outside the group."""

_TOLD_OF_ALLIES: Final = ("who", "kind", "in_chain", "invite")
"""What is told outside of somebody on the spectrum: never where she stands, nor how she is to be moved."""

_ASKED_BEFORE: Final = (("story", "consent"), ("participant", "consent"))
"""What was asked of people about what may be told: others need not know who said no."""

_SHORTEST: Final = 3
"""Letters of a name that is looked for in what people wrote; shorter ones stand in too many words."""

_BEHIND: Final = re.compile(r"[,(;/]")
"""What parts a name from what somebody is: "Leila Haddad, House of Indigo"."""


def seen(plan: Plan, order: Order) -> Plan:
    """The plan as those may read it for whom it is ordered."""
    return for_people(plan, outside=order.audience in OUTSIDE)


def for_people(plan: Plan, *, outside: bool = False) -> Plan:
    """The plan as others may read it.

    Args:
        plan: The whole plan.
        outside: Whether they are not of the group: then only who said yes is named, and only stories
            are told of which it was said that they may be.
    """
    hidden = _hidden(plan, outside=outside)
    view = _View(hidden, outside, _redaction(plan, hidden, outside=outside))
    shown = Plan(meta={} if outside else plan.meta)
    for table, rows in plan.tables.items():
        shown.tables[table] = {
            record_id: view.of(record) for record_id, record in rows.items() if record_id not in hidden
        }
    return shown


def is_told(table: str, name: str, *, outside: bool) -> bool:
    """Whether a field is told at all: to others, what was asked before it may be told says nothing."""
    if not outside:
        return True
    if table == Ally.table:
        return name in _TOLD_OF_ALLIES
    return not (name in _PERSONAL and table == Participant.table) and (table, name) not in _ASKED_BEFORE


# Whom it leaves out ------------------------------------------------------------------------------
def _hidden(plan: Plan, *, outside: bool) -> set[str]:
    """The ids of records that are kept back, with all that belongs to them and was decided of them."""
    waiting = [record for record in plan if _kept_back(record, outside=outside)]
    hidden: set[str] = set()
    while waiting:
        record = waiting.pop()
        if record.id not in hidden:
            hidden.add(record.id)
            for table, via in record.children:
                waiting += plan.children(record, table, via)
    return hidden | {one.id for one in plan.all(Change) if not hidden.isdisjoint(ids_in(one, "target"))}


def _kept_back(record: Record, *, outside: bool) -> bool:
    """An ally only for us; a story that may not be told; outside, what the group lets be."""
    if record.table == "story":
        return _says(record, "consent", "no") or (outside and not record.value("consent"))
    return _says(record, "private", "yes") or (outside and record.table in ("aside", "placement"))


def _says(record: Record, name: str, value: str) -> bool:
    """Whether the record has such a field that says so; one that cannot be read counts as said."""
    return name in record.specs() and (record.value(name) == value or name in record.unread)


def _nameless(record: Record, *, outside: bool) -> bool:
    """Whether a person's name may not stand there."""
    return _says(record, "consent", "no") or (outside and record.value("consent") != "yes")


# What it leaves out of texts -----------------------------------------------------------------------
def _redaction(plan: Plan, hidden: set[str], *, outside: bool) -> Callable[[str], str]:
    """What takes the names of these people and actors out of what somebody wrote."""
    people = plan.all(Participant)
    nameless = [one for one in people if _nameless(one, outside=outside)]
    named = [one.display_name.split() for one in people if one not in nameless]
    given = {name[0] for name in named if name}
    sheet = plan.one(PlanSheet)
    known = {word for said in (sheet.group, sheet.place, sheet.product) for word in said.split()}
    known |= {word for name in named for word in name}
    away: dict[str, str] = {}
    for record in (one for one in plan.rows(Ally.table) if one.id in hidden):
        words = _BEHIND.split(record.name)[0].split()
        away |= _family(words[1:], known) | {record.name: KEPT_BACK}
        away |= _family(words[:1], known) if len(words) == 2 and _large(*words) else {}
    for one in nameless:
        words = one.display_name.split()
        mine = [word for word in words[:1] if word not in given]
        away |= _family(words[1:], known) | dict.fromkeys([*mine, one.display_name], one.code or KEPT_BACK)
    names = sorted((name for name in away if len(name.strip()) >= _SHORTEST), key=len, reverse=True)
    if not names:
        return lambda text: text
    found = re.compile(rf"(?<!\w)(?:{'|'.join(map(_pattern, names))})(?!\w)")
    said = {_folded(name): words for name, words in away.items()}
    return lambda text: found.sub(lambda one: said.get(_folded(one[0]), KEPT_BACK), text)


def _pattern(name: str) -> str:
    """Finds a name; one of several words however it is spaced, with large letters or small ones."""
    words = [re.escape(word) for word in name.split()]
    if len(words) == 1:
        return words[0]  # "grace" is a word, too
    between = r"\s+"
    return f"(?i:{between.join(words)})"


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def _family(words: list[str], known: set[str]) -> dict[str, str]:
    """The last of these words, if it can be a family's name and nobody else's; whose it is stays open."""
    return {word: KEPT_BACK for word in words[-1:] if _large(word) and word not in known}


def _large(*words: str) -> bool:
    """Whether words begin large, where their script knows that; else they are no names ("water office")."""
    return not any(word[:1].islower() for word in words)


@dataclass(frozen=True)
class _View:
    """How single records are seen.

    Attributes:
        hidden: The ids of those that are kept back.
        outside: Whether those who read are not of the group.
        redact: Takes names out of a text.
    """

    hidden: set[str]
    outside: bool
    redact: Callable[[str], str]

    def of(self, record: Record) -> Record:
        """A record without what is private in it."""
        away = set(self._away(record))
        fields = type(record).model_fields
        other: dict[str, Any] = {name: _nothing(fields[name].get_default()) for name in away}
        for name in record.specs():
            if name not in away and (kept := self._value(record, name)) != record.value(name):
                other[name] = kept
        if record.table == "participant" and _nameless(record, outside=self.outside):
            other["display_name"] = record.code
            away.add("display_name")
        if record.unread:
            kept = {name: self.redact(typed) for name, typed in record.unread.items() if name not in away}
            other |= {} if kept == record.unread else {"unread": kept}
        return record.model_copy(update=other) if other else record

    def _away(self, record: Record) -> Iterable[str]:
        yield from (name for name, spec in record.specs().items() if spec.private)
        if record.table == "story" and record.value("consent") != "named" and self._anonymous(record):
            yield "teller"
        if record.table == "participant" and self.outside:
            yield from _PERSONAL
            if _nameless(record, outside=True):
                yield "role"
        if record.table == "ally" and self.outside:
            yield from (name for name in record.specs() if name not in _TOLD_OF_ALLIES)

    def _anonymous(self, record: Record) -> bool:
        return self.outside or _says(record, "consent", "unnamed")

    def _value(self, record: Record, name: str) -> Any:  # noqa: ANN401 - a field's value is of its own type
        spec, value = record.specs()[name], record.value(name)
        if spec.refers and not self.hidden.isdisjoint(ids_in(record, name)):
            value = _without(value, self.hidden)
        if spec.kind in ("line", "text", "party") and isinstance(value, str):
            return value if value.startswith(REF) else self.redact(value)
        if spec.kind == "parties":
            return [item if item.startswith(REF) else self.redact(item) for item in value]
        return value


def _nothing(default: Any) -> Any:  # noqa: ANN401 - a field's value is of its own type
    """What an empty field holds, also where a new record begins with something."""
    return "" if isinstance(default, str) else default


def _without(value: str | list[str], hidden: set[str]) -> str | list[str]:
    if isinstance(value, str):
        return ""  # its only reference is hidden
    return [item for item in value if item.removeprefix(REF) not in hidden]
