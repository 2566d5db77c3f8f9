"""The plan that lies open at the screen: its document, its saving, and where the facilitator is."""

import asyncio
import contextlib
import contextvars
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from atm_tui import stage
from atm_tui.document import Document
from atm_tui.document import Step as Done
from atm_tui.saver import Saver
from atm_tui.store.lock import PlanLock


def today() -> date:
    """The facilitator's day."""
    return datetime.now().astimezone().date()


@dataclass
class Place:
    """Where the facilitator is: which step, which record in it, which field of that."""

    step: stage.Step
    record: str = ""
    field: str = ""


@dataclass
class Desk:
    """An open plan and all that its screens share.

    Attributes:
        document: The plan; every change goes through it.
        lock: What keeps others from writing in it; it is let go when the desk is cleared.
        told: Called when what the first line says of saving may have changed.
        place: Where the facilitator is; kept with the plan.
        seen: The steps whose guide was read in this session.
    """

    document: Document
    lock: PlanLock
    told: Callable[[], None] = lambda: None
    place: Place = field(default_factory=lambda: Place(stage.steps()[0]))
    seen: set[str] = field(default_factory=set)
    typing: bool = False

    def __post_init__(self) -> None:
        """Begin to save, and go back to where the facilitator left."""
        loop = asyncio.get_running_loop()
        context = contextvars.copy_context()  # Textual looks up its app there

        def tell() -> None:
            with contextlib.suppress(RuntimeError):  # the app has ended: nobody is left to tell
                loop.call_soon_threadsafe(self.told, context=context)

        self.saver = Saver(self.document, tell)
        self.document.changed = self._changed
        kept = self.document.plan.place
        if step := stage.step(kept.get("step", "")):
            self.place = Place(step, kept.get("record", ""), kept.get("field", ""))

    def _changed(self, _done: Done) -> None:
        self.keep_place()
        self.saver.request()
        self.typing = False
        self.told()

    def keep_place(self) -> None:
        """Write where the facilitator is into the plan; it is saved with the next change or at the end."""
        place = self.place
        self.document.plan.place = {"step": place.step.id, "record": place.record, "field": place.field}

    def types(self) -> None:
        """Somebody types: what is on the screen is not yet saved."""
        if not self.typing:
            self.typing = True
            self.told()

    def rests(self) -> None:
        """What was typed is what is saved already."""
        if self.typing:
            self.typing = False
            self.told()

    def words(self) -> str:
        """What the first line says of saving."""
        if self.saver.trouble:
            return "NOT SAVED"
        if self.typing:
            return "typing"
        return "saved" if self.saver.saved else "saving"

    def close(self) -> bool:
        """Save all and end saving. Gives whether all is saved."""
        self.keep_place()
        self.saver.request()
        saved = self.saver.wait()
        self.saver.end()
        self.lock.give_back()
        return saved
