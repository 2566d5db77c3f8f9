"""The form of one record: its fields in a list, the question to ask aloud, and one entry to type in.

One entry serves all fields, so that a form of twenty fields costs no more than one of two, and
keys typed ahead are never lost between fields. Whatever is typed is given to the document at
the latest a second after the last key, and whenever the field is left.
"""

import threading
from collections.abc import Callable

from rich.style import Style
from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.timer import Timer
from textual.widgets import TextArea

from atm_tui.document import Document
from atm_tui.errors import NotUnderstood
from atm_tui.model import KINDS
from atm_tui.model.record import REF, Record
from atm_tui.model.spec import Spec
from atm_tui.model.typed import read, warm_up
from atm_tui.widgets.desk import Desk, today
from atm_tui.widgets.entry import Entry
from atm_tui.widgets.fieldtypes import (
    Field,
    Offer,
    choice_beside,
    choice_for,
    choice_words,
    entry_text,
    fields_of,
    hint,
    offers,
    toggled,
    value_of,
    words_of,
)
from atm_tui.widgets.frame import Lines, rule
from atm_tui.widgets.rowlist import Column, Row, RowList

PAUSE = 0.8
"""Seconds after the last key until what is typed goes to the document (at most one is promised)."""

LABEL = 22


class RecordForm(Vertical):
    """A form. ``show`` fills it with a record; it is filled again and never rebuilt.

    Args:
        add: Adds a record that is not yet in the plan, at the first word written into it.
    """

    class Ended(Message):
        """The last field was left with Enter or Tab."""

    def __init__(self, add: Callable[[Record], Record] | None = None, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._add = add
        self._fields: list[Field] = []
        self._record: Record | None = None
        self._at = 0
        self._loaded = ""
        self._offers: list[Offer] | None = None
        self._sought = ""
        self._pause: Timer | None = None

    def compose(self) -> ComposeResult:
        """The list of fields, the question, what is offered, the entry."""
        yield RowList([Column("", LABEL), Column("", 20, flex=True)], find=False, header=False, id="fields")
        yield rule()
        yield Lines(Style(bold=True), id="ask")
        yield Lines(id="offered")
        yield Entry(self._key, self._paste, id="entry")

    # Parts ---------------------------------------------------------------------------------
    @property
    def desk(self) -> Desk:
        """The open plan."""
        desk: Desk = self.app.desk  # type: ignore[attr-defined]  # the app is our own
        return desk

    @property
    def document(self) -> Document:
        """The plan's document."""
        return self.desk.document

    @property
    def entry(self) -> Entry:
        """Where people type."""
        return self.query_one(Entry)

    @property
    def rows(self) -> RowList:
        """The list of fields; while something is picked, of what can be picked."""
        return self.query_one(RowList)

    @property
    def field(self) -> Field:
        """The field that is being filled in."""
        return self._fields[self._at]

    @property
    def spec(self) -> Spec:
        """Its description, with the plan's own words."""
        return self.document.plan.worded(self.field.spec)

    @property
    def record(self) -> Record:
        """The record as it is in the plan, or the new one that is not in it yet."""
        assert self._record is not None, "show() comes first"  # noqa: S101 - a rule of this class
        held = self.document.plan.tables[self._record.table].get(self._record.id)
        self._record = held or self._record
        return self._record

    # Filling -------------------------------------------------------------------------------
    def show(self, record: Record, *, only: tuple[str, ...] = (), field: str = "") -> None:
        """Show a record, at a field or at the first."""
        self._record = record
        self._fields = fields_of(type(record), only)
        self._at = next((index for index, one in enumerate(self._fields) if one.name == field), 0)
        self._load()
        self.screen.set_focus(self.entry)

    def refill(self) -> None:
        """Show what the plan holds now: after undo, or after a change made elsewhere."""
        if self._record is not None and self._offers is None:
            self._fill_rows()
            if self.entry.text == self._loaded and self._text() != self._loaded:
                self._load()

    def _load(self) -> None:
        self._offers = None
        self._loaded = self._text()
        self.entry.put(self._loaded)
        self._fill_rows()
        self._ask()
        self.desk.place.field = self.field.name
        if self.field.spec.kind == "day":
            threading.Thread(target=warm_up, daemon=True).start()

    def _text(self) -> str:
        return entry_text(self.record, self.field) if self.field.typed else ""

    def _fill_rows(self) -> None:
        record = self.record
        rows = [Row(one.name, (one.spec.label, words_of(self.document, record, one))) for one in self._fields]
        self.rows.fill(rows, current=self.field.name, columns=[Column("", LABEL), Column("", 20, flex=True)])

    def _ask(self) -> None:
        self.query_one("#ask", Lines).show(self.field.spec.ask)
        self.query_one("#offered", Lines).show(self._offered())

    def _offered(self) -> str:
        field = self.field
        if field.typed:
            return hint(field, self.entry.text, today())
        if field.picked:
            held = words_of(self.document, self.record, field)
            keys = "Type to find; Space shows all" + ("; Backspace takes the last out." if held else ".")
            return f"{held}.  {keys}" if held else keys
        return choice_words(self.spec, value_of(self.document, self.record, field))

    # Writing -------------------------------------------------------------------------------
    def commit(self) -> None:
        """Give what is typed to the document; nothing happens if it is there already."""
        if self._pause:
            self._pause.stop()
            self._pause = None
        text = self.entry.text
        if self._record is None or not self.field.typed or text == self._loaded:
            self.desk.rests()
            return
        self._loaded = text
        record, name = self.record, self.field.name
        unread = {key: value for key, value in record.unread.items() if key != name}
        try:
            self._write({name: read(self.field.spec, text, today()), "unread": unread})
        except NotUnderstood:
            self._write({"unread": unread | {name: text}})
        self._offers = None
        self._fill_rows()

    def _write(self, values: dict[str, object]) -> None:
        record = self.record
        if record.id in self.document.plan.tables[record.table]:
            self.document.set(record, values, typing=True)
        elif self._add:
            filled = record.with_values(values)
            if filled != record:
                self._record = self._add(filled)

    def leave(self) -> None:
        """Take what is typed and end this field for undo."""
        if self._record is not None:
            self.commit()
            self.document.seal()

    @on(TextArea.Changed)
    def _typed(self, event: TextArea.Changed) -> None:
        event.stop()
        if self._record is None:
            return
        if self.field.picked:
            if self.entry.text:
                self._find(self.entry.text)
        elif self.entry.text != self._loaded:
            self.desk.types()
            if self._pause:
                self._pause.stop()
            self._pause = self.set_timer(PAUSE, self.commit)
            if self.field.spec.kind in ("day", "number", "count"):
                self._ask()

    # Keys ----------------------------------------------------------------------------------
    def _key(self, event: events.Key) -> bool:
        """Deal with a key before the entry types it; whether it is dealt with."""
        if self._record is None:
            return False
        if self._offers is not None:
            return self._key_while_picking(event)
        several = self.field.spec.kind == "text"
        match event.key:
            case "tab" | "enter":
                if not self.advance(event.key):
                    self.post_message(self.Ended())
            case "shift+tab":
                self.step(-1)
            case "down" if not several or self.entry.cursor_at_last_line:
                self.step(1)
            case "up" if not several or self.entry.cursor_at_first_line:
                self.step(-1)
            case "pagedown" | "pageup":
                self.step(5 if event.key == "pagedown" else -5)
            case _:
                return self._key_for_kind(event)
        return True

    def advance(self, key: str) -> bool:
        """Do what Enter or Tab means here. Gives False past the last field: then the form has ended."""
        if self._offers is not None:
            self._pick()
        elif key == "enter" and self.field.spec.kind == "text":
            self.entry.insert("\n")
        else:
            return self.step(1)
        return True

    def cancel(self) -> bool:
        """Leave what is being picked as it is. Gives False if nothing was being picked."""
        if self._offers is None:
            return False
        self._load()
        return True

    def _key_for_kind(self, event: events.Key) -> bool:
        if self.field.chosen:
            return self._choose(event)
        if self.field.picked:
            if event.key in ("backspace", "delete") and not self.entry.text:
                self._take_out()
                return True
            if event.key == "space" and not self.entry.text:
                self._find("")
                return True
        return False

    def step(self, by: int) -> bool:
        """Go to another field. Gives False if there is none that way."""
        self.leave()
        before = self._at
        self._at = max(0, min(before + by, len(self._fields) - 1))
        self._load()
        return self._at != before

    # Choosing ------------------------------------------------------------------------------
    def _choose(self, event: events.Key) -> bool:
        """Take a key as a choice: its number, its first letter, or the one beside."""
        held = self.record.value(self.field.name)
        if event.key in ("backspace", "delete", "0"):
            self._set([] if self.field.spec.many else "")
        elif event.key in ("left", "right"):
            if not self.field.spec.many:
                self._set(choice_beside(self.spec, held, 1 if event.key == "right" else -1))
        elif event.character and event.is_printable:
            if found := choice_for(self.spec, held, event.character):
                self._set(toggled(held, found))
        else:
            return False
        return True

    def _set(self, value: object) -> None:
        """Write a value that was chosen or picked, and show it."""
        if self.field.reverse:
            self._link(value)
        else:
            self._write({self.field.name: value})
        self._offers = None
        self._loaded = ""
        self.entry.put("")
        self._fill_rows()
        self._ask()

    def _link(self, value: object) -> None:
        if self.field.reverse and isinstance(value, list):
            if self.record.id not in self.document.plan.tables[self.record.table] and self._add and value:
                self._record = self._add(self.record)
            self.document.link(self.record, self.field.reverse, value)

    # Picking -------------------------------------------------------------------------------
    def _find(self, words: str) -> None:
        """Show what can be picked for these words."""
        self._offers, self._sought = offers(self.document, self.record, self.field, words), words
        held = self._held()
        rows = [
            Row(str(index), (offer.code, ("* " if offer.value in held else "") + offer.label))
            for index, offer in enumerate(self._offers)
        ]
        self.rows.fill(rows, current="0", columns=[Column("", 7), Column("", 20, flex=True)])
        found = (
            "Up and Down, then Enter; Esc leaves it as it is."
            if rows
            else "Nothing like this. Esc leaves it."
        )
        self.query_one("#offered", Lines).show(found)

    def _key_while_picking(self, event: events.Key) -> bool:
        match event.key:
            case "up" | "down":
                self.rows.action_move(1 if event.key == "down" else -1)
            case "pageup" | "pagedown":
                self.rows.action_page(1 if event.key == "pagedown" else -1)
            case "enter" | "tab":
                self._pick()
            case "escape":
                self.cancel()
            case "backspace" if len(self.entry.text) <= 1:
                self._load()
            case "shift+tab":
                self._load()
                self.step(-1)
            case _:
                return False
        return True

    def _pick(self) -> None:
        if self.entry.text != self._sought:  # typed faster than it was shown
            self._find(self.entry.text)
        picked = self._offers[int(self.rows.key)] if self._offers and self.rows.key else None
        if picked is None:
            return
        with self.document.step(f"change of {self.record.one} {self.record.code}".strip()):
            value = picked.value or self._make(picked.new, self.entry.text)
            self._set(toggled(self._held(), value) if self.field.spec.many else value)
        if not self.field.spec.many:
            self.step(1)

    def _make(self, table: str, words: str) -> str:
        """Make a record on the spot, named by what was typed."""
        kind = KINDS[table]
        made = self.document.add(kind.model_validate({kind.main(): words.strip()}))
        return (REF if self.field.free else "") + made.id

    def _held(self) -> list[str]:
        value = value_of(self.document, self.record, self.field)
        return list(value) if isinstance(value, list) else [value] if value else []

    def _take_out(self) -> None:
        held = self._held()
        if held:
            self._set(held[:-1] if self.field.spec.many else "")

    def _paste(self, text: str) -> bool:
        """Take pasted words where nothing is typed out; whether they are dealt with."""
        if self._record is None or self.field.typed:
            return False
        if self.field.picked:
            self.entry.put(" ".join(text.split()))
        return True

    @property
    def shown(self) -> bool:
        """Whether it has been filled with a record."""
        return self._record is not None
