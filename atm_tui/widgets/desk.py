"""The plan that lies open at the screen: its document, its saving, and where the facilitator is."""

import asyncio
import contextlib
import contextvars
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from atm_tui import meeting, stage
from atm_tui.changes import Change
from atm_tui.document import Document
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
        lock: What keeps others from writing in it; it is let go when the desk is cleared. None while reading.
        reading: Why the plan is only read here, and what to do; "" if it may be written.
        told: Called when what the first line says of saving may have changed.
        place: Where the facilitator is; kept with the plan.
        seen: The steps whose guide was read in this session.
        typing: Whether somebody types at this moment.
        turns: Whether something is being taken back or done again at this moment.
        stop: The stop at which the reflection is that was begun last; None if none was. Kept with the plan.
    """

    document: Document
    lock: PlanLock | None
    reading: str = ""
    told: Callable[[], None] = lambda: None
    place: Place = field(default_factory=lambda: Place(stage.steps()[0]))
    seen: set[str] = field(default_factory=set)
    typing: bool = False
    turns: bool = False
    stop: meeting.Stop | None = None

    def __post_init__(self) -> None:
        """Begin to save, and go back to where the facilitator left."""
        self._go_back()
        if self.reading:
            self.document.read_only = True
            return
        loop = asyncio.get_running_loop()
        context = contextvars.copy_context()  # Textual looks up its app there

        def tell() -> None:
            with contextlib.suppress(RuntimeError):  # the app has ended: nobody is left to tell
                loop.call_soon_threadsafe(self.told, context=context)

        self.saver = Saver(self.document, tell)
        self.document.changed = self._changed

    def _go_back(self) -> None:
        kept = self.document.plan.place
        if step := stage.step(kept.get("step", "")):
            self.place = Place(step, kept.get("record", ""), kept.get("field", ""))
        stop = meeting.stop_of(kept.get("session", ""), kept.get("stop", ""))
        if stop and not meeting.is_gone(stop, self.document.plan):
            self.stop = stop
            if not kept.get("away"):
                self.place = Place(stop, kept.get("record", ""), kept.get("field", ""))

    def _changed(self, change: Change) -> None:
        self.keep_place()
        self.saver.changed(replace(change, place=dict(self.document.plan.place)))
        self.told()

    def stand_at(self, step: stage.Step, record: str, field: str) -> None:
        """The facilitator goes there."""
        self.seen.add(step.id)
        self.place = Place(step, record, field)
        if isinstance(step, meeting.Stop):
            self.stop = step
        self.keep_place()

    def keep_place(self) -> None:
        """Write where the facilitator is into the plan; it is kept with the next change or at the end."""
        if self.reading:
            return
        place = self.place
        kept = {"step": self.step.id, "record": place.record, "field": place.field}
        if self.stop:
            away = "" if self.stop == place.step else "yes"
            kept |= {"session": self.stop.session, "stop": self.stop.id, "away": away}
        self.document.plan.place = kept

    @property
    def step(self) -> stage.Step:
        """The step of the stage where the facilitator is, or at which the same is written as at her stop."""
        return meeting.stage_step(self.place.step)

    @property
    def session(self) -> str:
        """The reflection that goes on, begun and not yet closed; "" if there is none."""
        session = self.stop.session if self.stop else ""
        return session if meeting.is_open(self.document.plan, session) else ""

    def stop_at(self, stop_id: str) -> meeting.Stop | None:
        """A stop of the reflection where the facilitator is, by its id."""
        return meeting.stop_of(self.stop.session, stop_id) if self.stop else None

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
        """What the first line says of saving, and means: what was synced to the disk, and where."""
        if self.reading:
            return "READ ONLY"
        if self.saver.trouble:
            return "NOT SAVED"
        changes = self.document.plan.changes
        if self.typing or self.saver.kept < changes:
            return "typing"
        return "draft kept" if self.saver.saved < changes else "saved"

    @property
    def trouble(self) -> str:
        """Why the plan is not saved, short enough for one line: its file by name alone; "" if it is."""
        trouble, path = self.saver.trouble, self.document.path
        return trouble.replace(f"{path.parent}/", "") if path else trouble

    def save(self) -> None:
        """Save the plan now if it has changed: at the end of a step, or when somebody asks."""
        if not self.reading and self.saver.saved < self.document.plan.changes:
            self.saver.request()

    def close(self) -> bool:
        """Save all and end saving. Gives whether all is saved."""
        if self.lock is None or self.reading:
            return True
        self.keep_place()
        self.saver.request()
        self.saver.wait()
        if self.saver.end():  # else it may still write: the lock ends with this program, and not before
            self.lock.give_back()
        return not self.saver.trouble and self.saver.saved == self.document.plan.changes
