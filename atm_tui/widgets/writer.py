"""Writing the fields of one record into the document; what is typed and cannot be taken is kept with it."""

from collections.abc import Callable
from datetime import date
from typing import Any

from atm_tui.document import Document
from atm_tui.errors import NotUnderstood
from atm_tui.model import KINDS
from atm_tui.model.record import REF, Record
from atm_tui.model.typed import read
from atm_tui.widgets.fieldtypes import LEADS, Field, Offer, exactly, offers, toggled, value_of


class RecordWriter:
    """The way from a form to the document.

    Args:
        document: The plan's document.
        record: A record of the plan, or a new one that is not in it yet.
        add: Adds a new record, at the first word written into it.
        why: The reason for what is changed, for the history.
    """

    def __init__(
        self,
        document: Document,
        record: Record,
        add: Callable[[Record], Record] | None = None,
        why: str = "",
    ) -> None:
        self._document = document
        self._record = self._first = record
        self._add = add
        self._why = why
        self._new = not self.in_plan

    @property
    def record(self) -> Record:
        """The record as it is in the plan, or the new one that is not in it yet."""
        self._record = self._document.plan.tables[self._record.table].get(self._record.id) or self._record
        return self._record

    @property
    def in_plan(self) -> bool:
        """Whether the record is in the plan."""
        return self._record.id in self._document.plan.tables[self._record.table]

    def held(self, field: Field) -> list[str]:
        """What a field that points at others, or has choices, holds."""
        value = value_of(self._document, self.record, field)
        return list(value) if isinstance(value, list) else [value] if value else []

    # Typed ---------------------------------------------------------------------------------
    def type(self, field: Field, text: str, today: date) -> None:
        """Take what was typed, or keep it as it is when it does not fit the field."""
        try:
            self._write(field, {field.name: read(field.spec, text, today), "unread": self._unread(field)})
        except NotUnderstood:
            self.keep(field, text)

    def search(self, field: Field, text: str) -> None:
        """Words were typed to find something, and left: take what they name exactly, else keep them."""
        words = text.strip()
        found = offers(self._document, self.record, field, words) if words else []
        if picked := exactly(found, words, free=field.free) if words else None:
            self.take(field, picked, words)
        else:
            self.keep(field, words)

    def keep(self, field: Field, text: str) -> None:
        """Keep words as they are: of a search that goes on, of a day that is half typed."""
        self._write(field, {"unread": self._unread(field, text)})

    def leave(self, *, turns: bool = False) -> None:
        """End the typing in a field; a new row in which nothing is left is as if it had never been."""
        record, first = self.record, self._first
        empty = not record.unread and all(record.value(name) == first.value(name) for name in record.specs())
        if empty and self._new and self.in_plan and not turns:
            self._document.retract(record)
        self._document.seal()

    # Chosen and picked ---------------------------------------------------------------------
    def set(self, field: Field, value: Any) -> None:  # noqa: ANN401 - a value of the field's type
        """Write a value that was chosen or picked."""
        values = {"unread": self._unread(field)}
        if field.reverse is None:
            self._write(field, values | {field.name: value})
            return
        with self._document.step(self._label(field)):
            self._write(field, values)
            if not self.in_plan and self._add and value:
                self._record = self._add(self.record)
            self._document.link(self.record, field.reverse, value)

    def take(self, field: Field, picked: Offer, typed: str) -> None:
        """Take what was picked; a new record, named as typed, is made on the spot."""
        self._document.picked(self.record, field.name)
        with self._document.step(self._label(field)):
            value = picked.value or self._make(picked, typed, free=field.free)
            self.set(field, toggled(self.held(field), value) if field.spec.many else value)

    def take_out(self, field: Field) -> None:
        """Take the last thing out that a field points at."""
        if held := self.held(field):
            self.set(field, held[:-1] if field.spec.many else "")

    def _make(self, picked: Offer, typed: str, *, free: bool) -> str:
        kind = KINDS[picked.new]
        leads = {"kind": LEADS} if picked.name else {}  # only whoever writes has a name before she is made
        values = {kind.main(): picked.name or typed.strip(), **leads}
        made = self._document.add(kind.model_validate(values))
        return (REF if free else "") + made.id

    def _label(self, field: Field) -> str:
        return f"change of {field.spec.label} of {self.record.one} {self.record.code}".strip()

    # Into the document -----------------------------------------------------------------------
    def _unread(self, field: Field, text: str = "") -> dict[str, str]:
        """What was typed and not taken in this record, with this field's text or without any."""
        kept = {name: words for name, words in self.record.unread.items() if name != field.name}
        return kept | ({field.name: text} if text.strip() else {})

    def _write(self, field: Field, values: dict[str, Any]) -> None:
        record = self.record
        if self.in_plan:
            self._document.set(record, values, why=self._why, typing=field.name)
        elif self._add:
            filled = record.with_values(values)
            if filled != record:
                self._record = self._add(filled)
                self._document.typing_goes_on(self._record, field.name)
