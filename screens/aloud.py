"""Reading aloud: what is written at a step, or what is asked there, one thing at a time and large."""

from typing import ClassVar

from textual import events
from textual.app import ComposeResult

from atm_tui import settings, stage
from atm_tui.export.aloud import Item, asked, items
from atm_tui.export.order import Order
from atm_tui.export.seen import seen
from atm_tui.widgets.commands import LEAVE, PARK, REDRAW, Command
from atm_tui.widgets.desk import today
from atm_tui.widgets.frame import Frame
from atm_tui.widgets.poster import SIZES, Poster

NOTHING = "Nothing is written here yet."


class AloudPage(Frame):
    """One thing at a time, for all to hear or see; nothing private is ever on it.

    Args:
        record: The record to begin at.
        questions: Whether the questions of the guide are read, and not what is written.
    """

    HELP = (
        "One thing at a time, to be read aloud or shown to all on a wall. Nothing private stands here, and "
        "nobody's name who does not want it. For letters larger still, make those of the terminal larger."
    )
    DOES: ClassVar[tuple[Command, ...]] = (
        Command("step(1)", "right,down,space,enter,pagedown", "Next", "The next one."),
        Command("step(-1)", "left,up,backspace,pageup", "Before", "The one before."),
        Command("turn", "tab", "Questions", "Between what is written and what is asked here."),
        Command("size", "plus,equals_sign", "Larger", "Larger letters; after the largest the smallest."),
        Command("cover", "full_stop,b", "Cover", "Cover the screen; any key shows it again."),
        Command("end(-1)", "home", "First", "The first one.", shown=False),
        Command("end(1)", "end", "Last", "The last one.", shown=False),
        Command("close", "escape,f8", "Close", "Back to where we were."),
    )
    COMMON: ClassVar[tuple[Command, ...]] = (PARK, LEAVE, REDRAW)

    def __init__(self, record: str = "", *, questions: bool = False) -> None:
        super().__init__()
        self._record, self._questions = record, questions
        self._items: list[Item] = []
        self._at = 0
        self._letters = settings.current().text_size
        self._covered = False

    def body(self) -> ComposeResult:
        """The one thing."""
        yield Poster(id="poster")

    # Showing ---------------------------------------------------------------------------------
    def refill(self) -> None:
        """Show what there is now, beginning where we were."""
        plan = seen(self.desk.document.plan, Order(today()))
        step = self.desk.step
        self._items = asked(plan, step, settings.asks_in()) if self._questions else items(plan, step)
        places = [index for index, item in enumerate(self._items) if item.record == self._record]
        if not (places and self._items[self._at : self._at + 1] == [self._items[places[0]]]):
            self._at = next(iter(places), min(self._at, max(0, len(self._items) - 1)))
        self.set_focus(self.query_one(Poster))
        self._show()

    def followed(self) -> None:
        """Show what somebody else has written."""
        self.refill()

    @property
    def item(self) -> Item | None:
        """What is shown."""
        return self._items[self._at] if self._items else None

    def _show(self) -> None:
        poster, item = self.query_one(Poster), self.item
        if self._covered:
            self.title_is("")
            poster.show("", "", (), "plain")
            self.notice("Covered. Any key shows it again.")
            return
        self.notice("")
        title = self.desk.step.title if not self._questions else f"To ask: {self.desk.step.title}"
        self.title_is(title, f"{self._at + 1} of {len(self._items)}" if item else "")
        if item is None:
            poster.show("", NOTHING, (), "plain")
            return
        facts = tuple(f"{label}: {said}" if said else label for label, said in item.facts)
        poster.show(item.number, item.words, facts, self._letters)

    # Doing -----------------------------------------------------------------------------------
    def _uncovers(self) -> bool:
        if self._covered:
            self._covered = False
            self._show()
            return True
        return False

    def on_key(self, event: events.Key) -> None:
        """A key that does nothing else shows it again as well."""
        if self._uncovers():
            event.stop()

    def action_step(self, by: int) -> None:
        """Go on or back by one."""
        if self._uncovers() or not self._items:
            return
        wanted = self._at + by
        if 0 <= wanted < len(self._items):
            self._go(wanted)
        else:
            self.notice("That was the last one." if by > 0 else "This is the first one.")

    def action_end(self, way: int) -> None:
        """Go to the first or last one."""
        if not self._uncovers() and self._items:
            self._go(len(self._items) - 1 if way > 0 else 0)

    def _go(self, index: int) -> None:
        self._at = index
        self._record = self._items[index].record or self._record
        self._show()

    def action_turn(self) -> None:
        """Turn between what is written and what is asked."""
        if not self._uncovers():
            self._questions = not self._questions
            self._at = 0
            self.refill()

    def action_size(self) -> None:
        """Show it larger."""
        if not self._uncovers():
            self._letters = SIZES[(SIZES.index(self._letters) + 1) % len(SIZES)]
            self._show()

    def action_cover(self) -> None:
        """Cover the screen, while something is said that is not on it."""
        if not self._uncovers():
            self._covered = True
            self._show()

    async def action_close(self) -> None:
        """Go back; where rows are listed, to the one that was read last."""
        if self._uncovers():
            return
        place, item = self.desk.place, self.item
        moved = bool(item and item.record and item.record != place.record)
        await self.host.back()
        lists = place.step.page in ("table", "tree") and stage.step(place.step.id) is place.step
        if moved and item and lists and not self._questions:
            await self.host.go(place.step, item.record, face="record")
