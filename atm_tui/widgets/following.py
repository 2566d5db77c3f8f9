"""Following a plan that is only read here, while somebody else writes in it."""

import time
from dataclasses import dataclass
from pathlib import Path

from atm_tui.errors import PlanFileError
from atm_tui.store.lock import Holder, PlanLock
from atm_tui.widgets.desk import Desk

TAKES = 10.0
"""Seconds in which somebody to whom a plan was given over may yet take it."""

FREE = "Nobody writes in this plan now. F2: Write here."


def held_words(holder: Holder) -> str:
    """Why a plan is only read while somebody else writes in it, and what to do."""
    return f"Only to read: it is open for {holder.words()}. F2: Write here."


@dataclass(frozen=True)
class Look:
    """What a look at the file and its lock has shown.

    Attributes:
        changed: Whether the document holds something else now.
        said: What there is to say; mostly nothing.
    """

    changed: bool = False
    said: str = ""


class Follower:
    """Keeps the document of a reader as the file is, and tells when the writer has gone.

    Args:
        desk: The reader's desk.
        path: The plan.
        holder: Who writes in it; None if nobody can, then the lock is not looked at.
        seen: The state of the file before it was read.
        given: Whether it was just given over to the holder, who may not have taken it yet.
    """

    def __init__(
        self, desk: Desk, path: Path, holder: Holder | None, seen: tuple[int, ...], *, given: bool = False
    ) -> None:
        self._desk, self._path, self._holder = desk, path, holder
        self._lock = PlanLock(path) if holder else None
        self._state = seen
        self._broken = False
        self._awaited = time.monotonic() + TAKES if given else 0.0

    def look(self) -> Look:
        """Look once: the cost of one ``stat``, and of a try at the lock."""
        changed, said = self._look_at_file()
        return Look(changed, self._look_at_lock() or said)

    def _look_at_file(self) -> tuple[bool, str]:
        state = state_of(self._path)
        if state == self._state:
            return False, ""
        try:
            self._desk.document.follow()
        except PlanFileError:
            if self._broken:
                return False, ""
            self._broken = True
            return False, "The plan cannot be read just now. What is shown is how it was before."
        self._state = state
        said = "The plan can be read again." if self._broken else ""
        self._broken = False
        return True, said

    def _look_at_lock(self) -> str:
        if self._lock is None:
            return ""
        before, now = self._holder, self._lock.look()
        if now is None and time.monotonic() < self._awaited:
            return ""
        self._awaited = 0.0
        if _same(before, now):
            return ""
        self._holder = now
        self._desk.reading = held_words(now) if now else FREE
        if now:
            return self._desk.reading
        gone = before.user if before else ""
        return f"{gone or 'The other session'} has closed the plan. F2: Write here."


def _same(one: Holder | None, other: Holder | None) -> bool:
    """Whether both are the same session, or nobody."""
    return _session(one) == _session(other)


def _session(holder: Holder | None) -> tuple[object, ...]:
    return (holder.host, holder.boot, holder.pid, holder.began) if holder else ()


def state_of(path: Path) -> tuple[int, ...]:
    """What changes whenever a file is written or replaced; empty if there is none."""
    try:
        state = path.stat()
    except OSError:
        return ()
    return (state.st_dev, state.st_ino, state.st_size, state.st_mtime_ns)
