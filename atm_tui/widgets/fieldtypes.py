"""How each kind of field behaves in the form: what stands in the entry, what is offered, what is taken."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from atm_tui.document import Document
from atm_tui.errors import NotUnderstood
from atm_tui.model import KINDS
from atm_tui.model.record import REF, Record
from atm_tui.model.spec import Reverse, Spec
from atm_tui.model.typed import day_example, day_full, group_number, read, show, unnamed, write

LEADS = "facilitator"
"""The field that asks who leads, in each record that has one, and how she belongs to the group."""


@dataclass(frozen=True)
class Field:
    """A field of a form: one of the record's own, or another record's reference seen from here."""

    name: str
    spec: Spec
    reverse: Reverse | None = None

    @property
    def typed(self) -> bool:
        """Whether it is written out in letters or digits."""
        return not self.chosen and not self.picked

    @property
    def chosen(self) -> bool:
        """Whether it is chosen among a few words."""
        return self.spec.kind in ("choice", "choices")

    @property
    def picked(self) -> bool:
        """Whether it points at other records."""
        return self.spec.refers

    @property
    def free(self) -> bool:
        """Whether plain words may stand where a record could be pointed at."""
        return self.spec.kind in ("party", "parties")


def fields_of(kind: type[Record], only: tuple[str, ...] = ()) -> list[Field]:
    """The fields of a form for this kind; the name of a fixed row is not changed."""
    own = [
        Field(name, spec)
        for name, spec in kind.specs().items()
        if name != kind.preset_field and (not only or name in only)
    ]
    return own + ([] if only else [Field(link.name, link.spec, link) for link in kind.reverse])


def value_of(document: Document, record: Record, field: Field) -> Any:  # noqa: ANN401 - of the field's own type
    """A field's value, also where another record holds it."""
    return document.linked(record, field.reverse) if field.reverse else record.value(field.name)


def words_of(document: Document, record: Record, field: Field) -> str:
    """What a list shows for a field; text that was not understood is shown as it was typed."""
    held = show(field.spec, value_of(document, record, field), document.plan)
    unread = record.unread.get(field.name)
    if not unread:
        return held
    if field.picked:
        return f"{held}; {unread} (not found yet)" if held else f"{unread} (not found yet)"
    return f"{unread} (not understood)"


def entry_text(record: Record, field: Field) -> str:
    """What stands in the entry for a field: its value, or what was typed and not taken."""
    return record.unread.get(field.name) or (
        write(field.spec, record.value(field.name)) if field.typed else ""
    )


_HINTS = {
    "number": "Empty if not known.",
    "text": "Enter begins a new line; Tab goes on.",
}


def hint(field: Field, typed: str, today: date) -> str:
    """What was understood of what is typed, in full; or what would be."""
    try:
        value = read(field.spec, typed, today)
    except NotUnderstood as not_understood:
        return str(not_understood)
    if isinstance(value, date):
        return f"= {day_full(value)}"
    if isinstance(value, Decimal):
        return f"= {group_number(value)}"
    if field.spec.kind == "day":
        return f"15 jan, {day_example()}, +2w, friday; empty if not known"
    return _HINTS.get(field.spec.kind, "")


@dataclass(frozen=True)
class Offer:
    """One thing that can be picked for a reference: a record, words as typed, or a new record.

    Attributes:
        name: What it is called, also where that is not shown.
    """

    value: str
    label: str
    code: str = ""
    new: str = ""
    name: str = ""

    def is_called(self, words: str) -> bool:
        """Whether it is meant by these words, all in small letters."""
        return words in (one.casefold() for one in (self.label, self.code, self.name))


def offers(document: Document, record: Record, field: Field, typed: str) -> list[Offer]:
    """What can be picked for what is typed; the best matches first, then making a new one."""
    plan = document.plan
    mark = REF if field.free else ""
    wanted = typed.casefold().split()
    found = [
        Offer(
            mark + other.id,
            unnamed(field.spec, other) or plan.name(other) or f"({other.one})",
            other.code,
            name=plan.name(other),
        )
        for table in field.spec.to
        for other in plan.rows(table)
        if other.id != record.id and _fits(f"{other.code} {plan.name(other)}", wanted)
    ]
    start = typed.casefold().strip()
    found.sort(
        key=lambda offer: not (offer.label.casefold().startswith(start) or offer.code.casefold() == start)
    )
    found += [one for one in _oneself(document, field) if _fits(one.name, wanted)]
    if not typed.strip():
        return found
    words = [Offer(typed.strip(), f"Write '{typed.strip()}'")] if field.free else []
    exact = any(offer.is_called(start) for offer in found)
    made = [] if exact else [
        Offer("", f"New {KINDS[table].one}: '{typed.strip()}'", new=table)
        for table in field.spec.to
        if KINDS[table].specs()[KINDS[table].main()].kind in ("line", "text")
        and not KINDS[table].single
    ]  # fmt: skip
    return found + words + made


def _oneself(document: Document, field: Field) -> list[Offer]:
    """Whoever writes, where it is asked who leads, as long as she does not stand in the plan."""
    me = document.by
    if field.name != LEADS or not me:
        return []
    if any(document.plan.name(one).casefold() == me.casefold() for one in document.plan.rows("participant")):
        return []
    return [Offer("", f"New {LEADS}: '{me}'", new="participant", name=me)]


def exactly(found: list[Offer], typed: str, *, free: bool) -> Offer | None:
    """What is meant by words that were typed and left: the one of this very name, or the words themselves."""
    wanted = typed.casefold().strip()
    named = [one for one in found if one.value and one.is_called(wanted)]
    if len(named) == 1:
        return named[0]
    return Offer(typed.strip(), "") if free else None


def _fits(text: str, words: list[str]) -> bool:
    text = text.casefold()
    return all(word in text for word in words)


# Choices: held is a word, or a list of words where several may be chosen ---------------------
def choice_words(spec: Spec, held: str | list[str]) -> str:
    """The choices with their numbers; what is chosen stands in brackets."""
    marked = held if isinstance(held, list) else [held]
    words = []
    for number, (stored, word) in enumerate(spec.choices, 1):
        label = f"{number}) {word.removeprefix(f'{number} ')}" if number < 10 else word
        words.append(f"[{label}]" if stored in marked else label)
    return "   ".join(words)


def choice_for(spec: Spec, held: str | list[str], character: str) -> str:
    """The choice for a typed digit or first letter; the same letter again gives the next one."""
    values = [stored for stored, _ in spec.choices]
    if character.isascii() and character.isdigit():
        index = int(character) - 1
        return values[index] if 0 <= index < len(values) else ""
    fits = [stored for stored, word in spec.choices if word.casefold().startswith(character.casefold())]
    after = fits.index(held) + 1 if isinstance(held, str) and held in fits else 0
    return fits[after % len(fits)] if fits else ""


def choice_beside(spec: Spec, held: str, by: int) -> str:
    """The choice after (or before, with -1) the one held."""
    values = [stored for stored, _ in spec.choices]
    at = values.index(held) if held in values else (-1 if by > 0 else len(values))
    return values[max(0, min(at + by, len(values) - 1))]


def toggled(held: str | list[str], value: str) -> str | list[str]:
    """What is held after choosing a value: itself, or a list with it or without it."""
    if isinstance(held, list):
        return [item for item in held if item != value] if value in held else [*held, value]
    return value
