"""The minutes that are given to one thing to do, and what is left of them.

Nothing here counts by itself: what is left is worked out from the clock whenever somebody looks. It is
kept with the place where the facilitator is, so that a restart goes on with it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from atm_tui import stage
from atm_tui.meeting import STOPS
from atm_tui.model.gathering import Slot
from atm_tui.model.plan import Plan

MORE: Final = 5
"""Minutes that one key gives."""

USUAL: Final = 15
"""Minutes for what was given none."""

LONGEST: Final = 24 * 60
NAME: Final = 32
"""Characters of a name that leave room beside them for what is left of its time."""

STALE: Final = timedelta(hours=4)
"""So long after its end nobody waits for it: the program was left and is opened again."""

OVER: Final = "time is up"


@dataclass(frozen=True)
class Timebox:
    """The minutes of one thing to do.

    Attributes:
        what: The id of an item of a running order, of a step, or of a stop of a reflection.
        began: When it was begun.
        ends: When its minutes are over.
    """

    what: str
    began: datetime
    ends: datetime

    def more(self, now: datetime, minutes: int = MORE) -> "Timebox":
        """So many minutes more; where the time is over already, from now on."""
        return replace(self, ends=max(self.ends, now) + timedelta(minutes=minutes))

    def left(self, now: datetime) -> int:
        """Minutes that are left, a begun one counted as whole; 0 when the time is over."""
        return whole_minutes(self.ends - now)

    def took(self, now: datetime) -> int:
        """Minutes that it took until now, at least one."""
        return max(1, min(LONGEST, round((now - self.began).total_seconds() / 60)))

    def rests(self, now: datetime) -> float:
        """Seconds until another number of minutes is left; 0 when the time is over."""
        seconds = (self.ends - now).total_seconds()
        return 0.0 if seconds <= 0 else seconds % 60 or 60.0

    def words(self, now: datetime, *, quiet: bool) -> str:
        """What the first line says of it; where the line is quiet, what stays true without a change."""
        left = self.left(now)
        if not left:
            return OVER
        return f"until {clock(self.ends, now)}" if quiet else f"{left} min"

    def kept(self) -> dict[str, str]:
        """It as words, to be kept with the place."""
        return {"timed": self.what, "began": self.began.isoformat(), "ends": self.ends.isoformat()}


def begun(what: str, minutes: int | None, now: datetime) -> Timebox:
    """The time of something begins now."""
    return Timebox(what, now, now + timedelta(minutes=min(minutes or USUAL, LONGEST)))


def kept_in(place: Mapping[str, str], now: datetime) -> Timebox | None:
    """The one that was kept with a place, if it still means something."""
    try:
        found = Timebox(
            place["timed"], datetime.fromisoformat(place["began"]), datetime.fromisoformat(place["ends"])
        )
        sound = found.began <= now < found.ends + STALE and found.ends - now <= timedelta(minutes=LONGEST)
    except (KeyError, TypeError, ValueError, OverflowError):  # none, or by another hand: without a zone, say
        return None
    return found if sound else None


def named(plan: Plan, what: str) -> str:
    """What the thing is called to which time was given, not endless."""
    if slot := plan.find(Slot, what):
        name = slot.what or slot.code
        return name if len(name) <= NAME else f"{name[: NAME - 2].rstrip()}.."
    if step := stage.step(what):
        return step.title
    return next((stop.title for stop in STOPS if stop.id == what), "this item")


def is_gone(plan: Plan, what: str) -> bool:
    """Whether the thing is no longer there: an item of a running order that was taken out or taken back."""
    fixed = stage.step(what) or any(stop.id == what for stop in STOPS)
    return not fixed and plan.find(Slot, what) is None


def given(plan: Plan, what: str) -> int | None:
    """How many minutes the thing is given; None if that was not said."""
    if slot := plan.find(Slot, what):
        return slot.minutes
    step = stage.step(what) or next((stop for stop in STOPS if stop.id == what), None)
    return step.minutes if step else None


def whole_minutes(span: timedelta) -> int:
    """Minutes, a begun one counted as whole; 0 for what has passed."""
    return max(0, -int(-span.total_seconds() // 60))


def clock(moment: datetime, here: datetime) -> str:
    """The time of day where the facilitator is: ``10:35``."""
    return f"{moment.astimezone(here.tzinfo):%H:%M}"
