"""Saving while people type: one thread writes the plan, so that a slow disk never stalls a key."""

import threading
from collections.abc import Callable

from atm_tui.document import Document
from atm_tui.errors import PlanFileError
from atm_tui.store.planfile import Content


class Saver:
    """Writes a document's plan from a thread of its own, the newest state only.

    Args:
        document: What is saved.
        told: Called from that thread whenever the state below has changed.

    Attributes:
        trouble: Why the last save failed; empty when it did not.
    """

    def __init__(self, document: Document, told: Callable[[], None] = lambda: None) -> None:
        self.trouble = ""
        self._document = document
        self._told = told
        self._wanted: Content | None = None
        self._busy = False
        self._ended = False
        self._turn = threading.Condition()
        self._thread = threading.Thread(target=self._write, name="saver", daemon=True)
        self._thread.start()

    @property
    def saved(self) -> bool:
        """Whether all that was asked to be saved is on the disk."""
        with self._turn:
            return self._wanted is None and not self._busy and not self.trouble

    def request(self) -> None:
        """Ask for the plan to be saved as it is now."""
        content = self._document.content()
        with self._turn:
            self._wanted = content
            self._turn.notify_all()

    def wait(self, seconds: float = 5.0) -> bool:
        """Wait until what was asked for is written, or has failed. Gives whether it is saved."""
        with self._turn:
            self._turn.wait_for(lambda: self._wanted is None and not self._busy, timeout=seconds)
        return self.saved

    def end(self) -> None:
        """Write what is still wanted and end the thread."""
        with self._turn:
            self._ended = True
            self._turn.notify_all()
        self._thread.join(timeout=10)

    def _write(self) -> None:
        while True:
            with self._turn:
                self._turn.wait_for(lambda: self._wanted is not None or self._ended)
                content, self._wanted = self._wanted, None
                if content is None:
                    return
                self._busy = True
            try:
                self._document.save(content)
                trouble = ""
            except PlanFileError as error:
                trouble = str(error)
            except Exception as error:  # noqa: BLE001 - whatever it is, the thread must go on trying to save
                trouble = f"Something unexpected went wrong while saving ({type(error).__name__})."
            with self._turn:
                self.trouble, self._busy = trouble, False
                self._turn.notify_all()
            self._told()
