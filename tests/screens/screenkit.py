"""A hand on the keyboard and an eye on the screen, for tests that use the app as a facilitator does."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot

from atm_tui import stage
from atm_tui.app import AtmApp
from atm_tui.document import Document
from atm_tui.example import example
from atm_tui.model.plan import Plan
from atm_tui.model.record import Record
from atm_tui.recovery import bring_back
from atm_tui.store.planfile import save
from atm_tui.widgets.cells import wrap
from atm_tui.widgets.form import RecordForm
from atm_tui.widgets.frame import Frame
from atm_tui.widgets.rowlist import RowList

WIDE = (80, 24)
NARROW = (60, 20)
SIZES = (WIDE, NARROW)

_PASSES = 4
_MOST_PAUSES = 300
_CHARACTERS = {"\n": "enter", " ": "space"}


class Hand:
    """Presses keys and reads the screen.

    Attributes:
        app: The app.
        pilot: Textual's own hand.
        path: The plan's file; empty on the home page.
    """

    def __init__(self, app: AtmApp, pilot: Pilot[int], path: Path) -> None:
        self.app, self.pilot, self.path = app, pilot, path
        self.width = app.size.width

    # The keyboard ----------------------------------------------------------------------------
    async def press(self, *keys: str) -> None:
        """Press keys, one after another, each when the one before was dealt with."""
        for key in keys:
            self._send(key)
            await self.rest()

    async def type(self, text: str) -> None:
        """Type a text as fast as a machine can, key upon key, and wait until all was dealt with."""
        for character in text:
            self._send(_CHARACTERS.get(character, character))
        await self.rest()

    async def burst(self, *keys: str) -> None:
        """Press keys without waiting between them, as somebody does who knows the way."""
        for key in keys:
            self._send(key)
        await self.rest()

    async def paste(self, text: str) -> None:
        """Paste a text, as a terminal hands it over."""
        self.app.post_message(events.Paste(text))
        await self.rest()

    def _send(self, key: str) -> None:
        character = key if len(key) == 1 else " " if key == "space" else None
        if len(key) == 1 and not key.isalnum():
            key = _character_to_key(key)
        self.app.post_message(events.Key(key, character))

    async def resize(self, width: int, height: int) -> None:
        """Make the terminal larger or smaller."""
        await self.pilot.resize_terminal(width, height)
        self.width = width
        await self.rest()

    # Waiting ---------------------------------------------------------------------------------
    async def rest(self) -> None:
        """Let everything that was sent be dealt with."""
        quiet = 0
        while quiet < _PASSES:
            await self.pilot._wait_for_screen()
            busy = any(pump.message_queue_size for pump in (self.app, *self.app.screen.walk_children()))
            quiet = 0 if busy else quiet + 1

    async def until(self, condition: Callable[[], object], what: str = "") -> None:
        """Wait until a condition holds; fail with the screen if it never does."""
        for _ in range(_PASSES):
            if condition():
                return
            await self.rest()
        for _ in range(_MOST_PAUSES):
            if condition():
                return
            await self.pilot.pause()
        raise AssertionError(f"never: {what or condition}\n{self.text()}")

    async def sees(self, *words: str) -> None:
        """Wait until all these words stand on the screen, wrapped or not."""
        await self.until(lambda: all(_flat(one) in self.flat() for one in words), f"{words} on the screen")

    async def titled(self, words: str) -> None:
        """Wait until the first line begins with these words."""
        await self.until(lambda: self.title.startswith(words), f"the page “{words}”")

    async def stands_on(self, words: str) -> None:
        """Wait until the mark at the margin points at a line with these words."""
        await self.until(lambda: words in self.current(), f"the cursor on “{words}”")

    # The screen ------------------------------------------------------------------------------
    def lines(self) -> list[str]:
        """What stands on the screen, line by line."""
        strips = self.app.screen._compositor.render_strips()
        return ["".join(segment.text for segment in strip) for strip in strips]

    def text(self) -> str:
        """What stands on the screen."""
        return "\n".join(self.lines())

    def flat(self) -> str:
        """What stands on the screen as one line with single blanks."""
        return _flat(" ".join(self.lines()))

    @property
    def title(self) -> str:
        """The first line."""
        return self.lines()[0]

    @property
    def notice(self) -> str:
        """What is said above the keys."""
        place = self.page.query_one("#notice").region
        return _flat(" ".join(self.lines()[place.y : place.bottom]))

    def row(self, words: str) -> str:
        """The first line on which these words stand."""
        return next((line for line in self.lines()[1:] if words in line), "")

    def current(self) -> str:
        """The line that the mark at the margin points at, without the mark."""
        return next((line[2:].rstrip() for line in self.lines() if line.startswith("> ")), "")

    def label(self) -> str:
        """The label of the field that is being filled in."""
        return self.form.field.spec.label

    # The program behind it -------------------------------------------------------------------
    @property
    def page(self) -> Frame:
        """The page on top."""
        assert isinstance(self.app.screen, Frame)
        return self.app.screen

    @property
    def form(self) -> RecordForm:
        """The form of the page on top."""
        return self.page.query_one(RecordForm)

    @property
    def listed(self) -> RowList:
        """The first list of the page on top."""
        return self.page.query(RowList).first()

    @property
    def document(self) -> Document:
        """The open plan's document."""
        return self.app.desk.document

    @property
    def plan(self) -> Plan:
        """The open plan."""
        return self.document.plan

    @property
    def kept(self) -> Plan:
        """The plan as somebody finds it who opens it after a crash at this moment."""
        document = Document.open(self.path)
        bring_back(document)
        return document.plan

    def record_sent(self) -> list[str]:
        """Keep what would go to the terminal as control sequences, and give the list of it."""
        sent: list[str] = []
        self.app.send = sent.append  # type: ignore[method-assign,assignment]  # the test looks at it instead
        return sent

    def rows(self, table: str) -> list[Record]:
        """The records of a table that hold something."""
        return [record for record in self.plan.rows(table) if not record.blank]

    async def go(self, step_id: str, record: str = "", field: str = "", face: str = "record") -> None:
        """Be at a step, without the keys that lead there (test_wizard presses those)."""
        step = stage.step(step_id)
        assert step, step_id

        async def there() -> None:
            await self.app.go(step, record, field, face=face)

        self.app.call_later(there)
        page = "guide" if face == "guide" else step.page
        await self.until(
            lambda: self.app.desk.place.step is step and self.app.screen is self.app._pages.get(page),
            f"the step {step_id}",
        )
        await self.rest()

    async def at_field(self, label: str) -> None:
        """Go down the open form to the field with this label."""
        for _ in range(len(self.form.fields)):
            if self.label() == label:
                return
            await self.press("tab")
        raise AssertionError(f"there is no field {label}\n{self.text()}")


OpenApp = Callable[..., AbstractAsyncContextManager[Hand]]
"""The app on some plan, as the fixtures give it: ``async with worked() as hand``."""


def _flat(text: str) -> str:
    return " ".join(text.split())


def wrapped(text: str, width: int) -> list[str]:
    """A text as the lines that it takes on a screen of this width."""
    return wrap(text, width)


@asynccontextmanager
async def running(path: Path | None, size: tuple[int, int]) -> AsyncIterator[Hand]:
    """Run the app, and end it and its saving at the end, also where the test has failed."""
    app = AtmApp(path)
    async with app.run_test(size=size) as pilot:
        hand = Hand(app, pilot, path or Path())
        try:
            await hand.until(lambda: app.begun, "the first page")
            await hand.rest()
            yield hand
        finally:
            saver = app._desk.saver if app._desk and not app._desk.reading else None
            app._close_desk()
            assert saver is None or not any(one.is_alive() for one in saver._threads)


def write_example(path: Path) -> Path:
    """Write the worked example as a plan."""
    save(path, example())
    return path


def write_new(path: Path, *records: Record, group: str = "First group") -> Path:
    """Write a plan that holds these records."""
    document = Document.new(path, group)
    for record in records:
        if record.id in document.plan.tables[record.table]:
            document.plan.put(record.table, record.id, record)
        else:
            document.add(record)
    document.save()
    return path


def every_step() -> Iterator[stage.Step]:
    """All steps of the stage."""
    yield from stage.steps()
