"""The plan that lies open at the screen: its document, its saving, and where the facilitator is."""

import asyncio
import contextlib
import contextvars
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from atm_tui import holding, meeting, settings, stage
from atm_tui.changes import Change
from atm_tui.document import Document
from atm_tui.model.gathering import Meeting
from atm_tui.model.typed import set_date_order
from atm_tui.saver import Saver
from atm_tui.store.lock import PlanLock
from atm_tui.timebox import Timebox, begun, given, is_gone, kept_in, named


def today() -> date:
    """The facilitator's day."""
    return datetime.now().astimezone().date()


def moment() -> datetime:
    """The time of day where the facilitator is."""
    return datetime.now().astimezone()


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
        meeting_id: The planning meeting that goes on; "" if none does. Kept with the plan.
        clock: What tells the time.
        timebox: The minutes of what is being done; None if nothing is timed. Kept with the plan.
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
    meeting_id: str = ""
    clock: Callable[[], datetime] = lambda: moment()  # noqa: PLW0108 - looked up when asked, for tests
    timebox: Timebox | None = None

    def __post_init__(self) -> None:
        """Begin to save, and go back to where the facilitator left."""
        self._go_back()
        self.use_settings()
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

    def use_settings(self) -> None:
        """Let hold what the settings say of whoever writes and of how days are read."""
        held = settings.current()
        self.document.by = held.facilitator
        set_date_order(month_first=held.dates == "month first")

    def talks_first(self, step: stage.Step, *, asked: bool) -> bool:
        """Whether a step opens on its guide.

        Args:
            step: The step.
            asked: Whether a record of it is asked for, or a field.
        """
        talk = settings.current().talk_first
        if talk == "never" or step.id in self.seen:
            return False
        return not asked if talk == "always" else not step.filled(self.document.plan)

    def _go_back(self) -> None:
        kept = self.document.plan.place
        if step := stage.step(kept.get("step", "")):
            self.place = Place(step, kept.get("record", ""), kept.get("field", ""))
        self.meeting_id = kept.get("meeting", "")
        box = None if self.reading else kept_in(kept, self.clock())
        self.timebox = box if box and not is_gone(self.document.plan, box.what) else None
        stop = meeting.stop_of(kept.get("session", ""), kept.get("stop", ""))
        if stop and not meeting.is_gone(stop, self.document.plan):
            self.stop = stop
            if not kept.get("away"):
                self.place = Place(stop, kept.get("record", ""), kept.get("field", ""))

    def _changed(self, change: Change) -> None:
        if self.timebox and is_gone(self.document.plan, self.timebox.what):
            self.timebox = None  # nobody could end it
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
        if self.meeting_id:
            kept["meeting"] = self.meeting_id
        if self.timebox:
            kept |= self.timebox.kept()
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

    @property
    def gathering(self) -> str:
        """The reflection that goes on, or else the planning meeting; "" if the group is not met now."""
        held = self.document.plan.find(Meeting, self.meeting_id)
        return self.session or (held.id if held and held.state == "planned" else "")

    # Time -----------------------------------------------------------------------------------
    def begin_time(self, what: str) -> None:
        """The time of something begins; that of what went on ends."""
        self.end_time()
        self.timebox = begun(what, given(self.document.plan, what), self.clock())
        self.keep_place()

    def end_time(self) -> str:
        """The time of what goes on ends. Gives what is to be said of it."""
        box = self.timebox
        if box is None:
            return ""
        self.timebox = None
        self.keep_place()
        name = named(self.document.plan, box.what)
        return f"{name} took {holding.end(self.document, box, self.clock())} min."

    def more_time(self) -> None:
        """What goes on is given five minutes more."""
        if self.timebox:
            self.timebox = self.timebox.more(self.clock())
            self.keep_place()

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
