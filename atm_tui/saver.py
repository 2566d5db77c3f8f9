"""Keeping what people type: drafts at every key and saves now and then, never in the way of a key.

Every change is written as a draft at once (no end of the program takes it), drafts are synced once a
second (a power cut takes at most that second), and the whole plan is saved when a step is left, when
somebody asks, and ``SAVE`` seconds after the last time. Where drafts cannot be kept, the plan is saved
once a second instead. One thread does nothing but write drafts; another waits for the disk, to sync and
to save. See ``store.journal``.
"""

import gc
import sys
import threading
import time
from collections.abc import Callable
from typing import Final

from atm_tui.changes import Change
from atm_tui.document import Document
from atm_tui.errors import PlanFileError
from atm_tui.model.plan import Plan
from atm_tui.store.journal import Journal

SYNC: Final = 0.9
"""Seconds from one sync of drafts to the next; with the sync itself, the second that is promised."""

REST: Final = 0.3
"""Seconds for which the first draft waits for others before it is synced."""

SAVE: Final = 30.0
"""Seconds after a save until the plan is saved again, if it has changed."""

AGAIN: Final = 10.0
"""Seconds after a save has failed until it is tried again."""

TURN: Final = 0.001
"""Seconds for which the thread may go on while a key waits for its turn (Python's own choice is 5 ms)."""

NEVER: Final = float("inf")


class Saver:
    """Keeps a document's changes and saves its plan, from a thread of its own.

    Args:
        document: What is saved. Its ``changed`` is to call ``changed`` here.
        told: Called from that thread whenever one of the attributes has changed.
        thread: Without it nothing is done but by ``work``: for judges that stop a program at each call.

    Attributes:
        kept: The number of the last change that is safe from a power cut, in the plan's file or as a draft.
        saved: The number of the last change that is in the plan's file.
        trouble: Why the last save failed; empty when it did not.
    """

    def __init__(
        self, document: Document, told: Callable[[], None] = lambda: None, *, thread: bool = True
    ) -> None:
        self.trouble = ""
        self.kept = self.saved = document.stored
        self._document = document
        self._journal = Journal(document.path, document.plan.line) if document.path else None
        self._told = told
        self._changes: list[Change] = []
        self._plan: Plan | None = None
        self._asked = self._busy = self._ended = False
        self._written = self._hole = self.kept  # the last change that is a draft, and that failed to be one
        self._dirty = self._unsynced = self._broken = NEVER  # since when
        self._last_sync = self._last_save = self._last_try = -NEVER
        self._turn = threading.Condition()  # held to look at or change any of these, never while a disk works
        self._threads = [
            threading.Thread(target=self._run, name="saver", daemon=True),
            threading.Thread(target=self._run_pen, name="drafts", daemon=True),
        ]
        if thread:
            gc.freeze()  # the plan that lies open need not be looked through for garbage at each save
            self._threads[0].start()

    # What the screen asks for ----------------------------------------------------------------
    def changed(self, change: Change) -> None:
        """Keep a change."""
        plan = self._document.plan.now()
        with self._turn:
            self._changes.append(change)
            self._plan = plan
            self._dirty = min(self._dirty, time.monotonic())
            self._turn.notify_all()

    def request(self) -> None:
        """Save the plan as it is now; nothing is written if the file holds it already."""
        plan = self._document.plan.now()
        with self._turn:
            self._plan = plan
            self._asked = True
            self._turn.notify_all()

    def wait(self, seconds: float = 5.0) -> bool:
        """Wait until what was asked for is done, or has failed. Gives whether all is saved."""
        with self._turn:
            self._turn.wait_for(lambda: not self._asked and not self._busy, timeout=seconds)
            return self.saved == self._document.plan.changes and not self.trouble

    def end(self) -> bool:
        """Do what was asked for and end the threads. Gives whether they have ended."""
        with self._turn:
            self._ended = True
            self._turn.notify_all()
        end = time.monotonic() + 10
        for one in self._threads:
            if one.ident is not None:
                one.join(timeout=max(0.0, end - time.monotonic()))
        gc.unfreeze()
        if self._journal:
            self._journal.close()
        return not any(one.is_alive() for one in self._threads)

    # The threads -----------------------------------------------------------------------------
    def _run_pen(self) -> None:
        """Write drafts, as they come."""
        while True:
            with self._turn:
                self._turn.wait_for(lambda: self._changes or self._ended)
                changes, self._changes = self._changes, []
            if not changes:
                return
            self._keep(changes)

    def _run(self) -> None:
        """Sync and save, as it is due."""
        # from here, not beside this one: Python 3.11 cannot begin two threads at once while it is traced
        self._threads[1].start()
        sys.setswitchinterval(TURN)
        while True:
            with self._turn:
                while not (self._asked or self._ended or self._next() <= time.monotonic()):
                    self._turn.wait(min(self._next() - time.monotonic(), threading.TIMEOUT_MAX))
                if self._ended and not self._asked:
                    return
            self._sync_and_save()

    def work(self) -> None:
        """Do what the threads would do now, for whoever made this without them."""
        changes, self._changes = self._changes, []
        self._keep(changes)
        self._sync_and_save()

    def _sync_and_save(self) -> None:
        with self._turn:
            plan = self._plan if self._asked or self._save_due() <= time.monotonic() else None
            if plan is not None:
                self._plan, self._asked, self._dirty = None, False, NEVER
            self._busy = True
        before = self.kept, self.saved, self.trouble
        if plan is not None:
            self._save(plan)
        if self._sync_due() <= time.monotonic():
            self._sync()
        with self._turn:
            self._busy = False
            self._turn.notify_all()
        if before != (self.kept, self.saved, self.trouble):
            self._told()

    def _next(self) -> float:
        """When there is something to do, if nothing else happens."""
        return min(self._save_due(), self._sync_due())

    def _sync_due(self) -> float:
        return max(self._unsynced + REST, self._last_sync + SYNC)

    def _save_due(self) -> float:
        if self._dirty == NEVER:
            return NEVER
        if self.trouble:
            return self._last_try + AGAIN
        if not self._document.begun:  # no draft could be made again on a file that does not know this plan
            return self._dirty
        whole = max(self._dirty, self._last_save) + SAVE
        return min(whole, max(self._broken, self._last_save + SYNC))

    def _keep(self, changes: list[Change]) -> None:
        if not changes or not self._journal:
            return
        try:
            if not self._document.begun:
                raise PlanFileError("No draft could be made again on this file.")
            self._journal.write([change.draft() | {"on": self.saved} for change in changes])
        except (PlanFileError, ValueError, TypeError, RecursionError):  # the last three: what is no JSON
            with self._turn:
                self._broken, self._hole = min(self._broken, time.monotonic()), changes[-1].number
                self._turn.notify_all()
            return
        with self._turn:
            self._written = changes[-1].number
            self._unsynced = min(self._unsynced, time.monotonic())
            self._turn.notify_all()

    def _sync(self) -> None:
        with self._turn:
            self._last_sync, self._unsynced = time.monotonic(), NEVER
            written = self._written
        try:
            if self._journal:
                self._journal.sync()
        except PlanFileError:
            with self._turn:
                self._broken, self._hole = min(self._broken, self._last_sync), written
            return
        with self._turn:
            if self._broken == NEVER:  # else one before it may be missing
                self.kept = max(self.kept, written)

    def _save(self, plan: Plan) -> None:
        self._last_try = time.monotonic()
        try:
            self._document.save(plan)
            if self._journal:
                self._journal.saved(self._document.floor)
        except PlanFileError as error:
            self.trouble = str(error)
        except Exception as error:  # noqa: BLE001 - whatever it is, the thread must go on trying to save
            self.trouble = f"Something unexpected went wrong while saving ({type(error).__name__})."
        else:
            with self._turn:
                self.trouble = ""
                self.saved, self.kept = plan.changes, max(self.kept, plan.changes)
                self._last_save = self._last_try
                self._broken = NEVER if self._hole <= plan.changes else self._broken
                self._unsynced = NEVER if self._written <= plan.changes else self._unsynced
            return
        with self._turn:
            self._dirty = min(self._dirty, self._last_try)
            self._plan = self._plan or plan
