"""The form of one record: its fields in a list, the question to ask aloud, and one entry to type in.

One entry serves all fields, so that a form of twenty fields costs no more than one of two, and
keys typed ahead are never lost between fields. Whatever is typed is given to the document at
every key; after a pause, and when the field is left, a day or a number is read and the list shows it.
"""

import threading
from collections.abc import Callable
from typing import cast

from rich.style import Style
from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.timer import Timer
from textual.widgets import TextArea

from atm_tui.document import Document
from atm_tui.model.record import Record
from atm_tui.model.spec import Spec
from atm_tui.model.typed import warm_up
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
from atm_tui.widgets.frame import Frame, Lines, rule
from atm_tui.widgets.rowlist import Column, Row, RowList
from atm_tui.widgets.writer import RecordWriter

PAUSE = 0.8
"""Seconds after the last key until what was typed is read and shown in the list."""

LABEL = 22

SIDES = ("left", "right")
ERASES = ("backspace", "delete", "ctrl+d", "ctrl+f", "ctrl+k", "ctrl+u", "ctrl+v", "ctrl+w", "ctrl+x")
"""Keys by which the entry takes words out, or puts some in."""


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
        self.fields: list[Field] = []
        self._writer: RecordWriter | None = None
        self._at = 0
        self._loaded = self._held = ""
        self._drafted: str | None = None  # what the document was given since then
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
        return self.fields[self._at]

    @property
    def spec(self) -> Spec:
        """Its description, with the plan's own words."""
        return self.document.plan.worded(self.field.spec)

    @property
    def writer(self) -> RecordWriter:
        """What writes the record into the plan."""
        assert self._writer is not None, "show() comes first"  # noqa: S101 - a rule of this class
        return self._writer

    @property
    def record(self) -> Record:
        """The record as it is in the plan, or the new one that is not in it yet."""
        return self.writer.record

    # Filling -------------------------------------------------------------------------------
    def show(self, record: Record, *, only: tuple[str, ...] = (), field: str = "", why: str = "") -> None:
        """Show a record, at a field or at the first; ``why`` is the reason for what is changed."""
        self._writer = RecordWriter(self.document, record, self._add, why)
        self.fields = fields_of(type(record), only)
        self._at = next((index for index, one in enumerate(self.fields) if one.name == field), 0)
        self._load()
        self.screen.set_focus(self.entry)

    def refill(self) -> None:
        """Show what the plan holds now: after undo, or after a change made elsewhere."""
        if self._writer is not None and self._offers is None:
            self._fill_rows()
            if self.entry.text == self._loaded and self._text() != self._held:
                self._load()

    def _load(self) -> None:
        self._offers = self._drafted = None
        self._loaded = self._held = self._text()
        self.entry.read_only = bool(self.desk.reading)
        self.entry.put(self._loaded)
        self._fill_rows()
        self._ask()
        self.desk.place.field = self.field.name
        if self.field.spec.kind == "day":
            threading.Thread(target=warm_up, daemon=True).start()

    def _text(self) -> str:
        return entry_text(self.record, self.field)

    def _fill_rows(self) -> None:
        record = self.record
        rows = [Row(one.name, (one.spec.label, words_of(self.document, record, one))) for one in self.fields]
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
            if self.desk.reading:
                return held
            keys = "Type to find; Space shows all" + ("; Backspace takes the last out." if held else ".")
            return f"{held}.  {keys}" if held else keys
        return choice_words(self.spec, value_of(self.document, self.record, field))

    # Writing -------------------------------------------------------------------------------
    def commit(self) -> None:
        """Take what is typed, and show it; nothing happens if it was taken already."""
        if self._pause:
            self._pause.stop()
            self._pause = None
        text = self.entry.text
        self.desk.rests()
        if self._writer is None or self.field.chosen or (text == self._loaded and self._drafted is None):
            return
        self._loaded, self._drafted = text, None
        if self.field.picked:
            self.writer.search(self.field, text)
            self._load()
        else:
            self.writer.type(self.field, text, today())
            self._held = self._text()
            self._fill_rows()

    def leave(self) -> None:
        """Take what is typed and end this field for undo."""
        if self._writer is not None:
            self.commit()
            self.writer.leave(turns=self.desk.turns)

    @on(TextArea.Changed)
    def _typed(self, event: TextArea.Changed) -> None:
        event.stop()
        if self._writer is None or self.desk.reading:
            return
        if self.entry.text == (self._loaded if self._drafted is None else self._drafted):
            return
        self._types()
        self._draft()
        if self.field.picked:
            self._find(self.entry.text)
        elif self.field.spec.kind in ("day", "number", "count"):
            self._ask()

    def _draft(self) -> None:
        """Give what is typed to the document as it is, so that it is kept whatever happens next."""
        if self.field.spec.kind in ("line", "text") and not self.field.picked:
            self.writer.type(self.field, self.entry.text, today())
        else:
            self.writer.keep(self.field, self.entry.text)
        self._drafted, self._held = self.entry.text, self._text()

    def _types(self) -> None:
        """Somebody types, and has done so until after a pause."""
        self.desk.types()
        if self._pause:
            self._pause.stop()
        self._pause = self.set_timer(PAUSE, self._keep)

    def _keep(self) -> None:
        """A pause in typing: what is typed is taken; a search goes on."""
        if self._offers is None:
            self.commit()
        else:
            self.desk.rests()

    # Keys ----------------------------------------------------------------------------------
    def _key(self, event: events.Key) -> bool:
        """Deal with a key before the entry types it; whether it is dealt with."""
        if self._writer is None:
            return False
        self._catch_up()
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
        self._catch_up()
        if self._offers is not None:
            self._pick()
        elif key == "enter" and self.field.spec.kind == "text" and not self.desk.reading:
            self.entry.insert("\n")
        else:
            return self.step(1)
        return True

    def cancel(self) -> bool:
        """End picking; what was typed is kept. Gives False if nothing was being picked."""
        if self._offers is None:
            return False
        self.commit()
        self._load()
        return True

    def _catch_up(self) -> None:
        """Show what can be picked for words that were typed faster than the screen was told of them."""
        if self._writer and self.field.picked and self._offers is None and self.entry.text != self._loaded:
            self._find(self.entry.text)

    def _key_while_reading(self, event: events.Key) -> bool:
        """Say that nothing is typed, erased, chosen or picked; the cursor moves. Whether it is dealt with."""
        if not (event.is_printable or event.key in ERASES or (self.field.chosen and event.key in SIDES)):
            return False
        return cast("Frame", self.screen).refuses()

    def _key_for_kind(self, event: events.Key) -> bool:
        if self.desk.reading:
            return self._key_while_reading(event)
        if self.field.chosen:
            return self._choose(event) or event.key in ERASES
        if self.field.picked:
            if event.key in ("backspace", "delete") and not self.entry.text:
                self.writer.take_out(self.field)
                self._load()
                return True
            if event.key == "space" and not self.entry.text:
                self._find("")
                return True
        if event.is_printable or event.key in ERASES:
            self._types()  # before the letter is seen: the first line never says "saved" beside it
        return False

    def step(self, by: int) -> bool:
        """Go to another field. Gives False if there is none that way."""
        self.leave()
        before = self._at
        self._at = max(0, min(before + by, len(self.fields) - 1))
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

    def _set(self, value: str | list[str]) -> None:
        """Write a value that was chosen, and show it."""
        self.writer.set(self.field, value)
        self._load()

    # Picking -------------------------------------------------------------------------------
    def _find(self, words: str) -> None:
        """Show what can be picked for these words."""
        self._offers, self._sought = offers(self.document, self.record, self.field, words), words
        held = self.writer.held(self.field)
        rows = [
            Row(str(index), (offer.code, ("* " if offer.value in held else "") + offer.label))
            for index, offer in enumerate(self._offers)
        ]
        self.rows.fill(rows, current="0", columns=[Column("", 7), Column("", 20, flex=True)])
        found = (
            "Up and Down, then Enter. Esc ends the search."
            if rows
            else "Nothing like this. Esc ends the search."
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
                self.entry.put("")
                self.cancel()
            case "shift+tab":
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
        self.writer.take(self.field, picked, self.entry.text)
        self._load()
        if not self.field.spec.many:
            self.step(1)

    def _paste(self, text: str) -> bool:
        """Take pasted words where nothing is typed out; whether they are dealt with."""
        if self.desk.reading:
            return cast("Frame", self.screen).refuses()
        if self._writer is None or self.field.typed:
            return False
        if self.field.picked:
            self.entry.put(" ".join(text.split()))
        return True

    @property
    def shown(self) -> bool:
        """Whether it has been filled with a record."""
        return self._writer is not None
