"""Asking whoever writes in a plan to let somebody else write, and what is answered.

The one who asks leaves a note beside the plan that says who it is, and sends the holder's process a
signal: only to a process of the same user on the same machine, and only if the lock's note says that
it answers. The answer comes in the lock's own note, which the holder alone writes; a plan that is given
over has a free lock. Nothing here ever breaks a lock.
"""

import contextlib
import os
import signal
from dataclasses import replace
from pathlib import Path
from typing import Final

from atm_tui.store.lock import Holder, PlanLock, bytes_of, note_of, ourselves

ASKED: Final = "asked"
"""The holder's program has seen the request and asks the person."""
KEPT: Final = "kept"
"""The person keeps the plan."""
UNSAVED: Final = "unsaved"
"""It cannot be given over: what is written there is not saved."""

SIGNAL: Final = signal.SIGUSR1


def note_path(plan: Path) -> Path:
    """Where the note lies of who asks to write."""
    lock = PlanLock(plan).path
    return lock.with_name(f"{lock.name.removesuffix('.lock')}.asks")


def ask(plan: Path, holder: Holder) -> str:
    """Ask the holder to let us write. Gives the sign of this request; "" if it cannot be asked."""
    if not (holder.here and holder.answers):
        return ""
    us = replace(ourselves(), asker=f"{os.getpid()}-{os.urandom(4).hex()}")
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK
    try:
        handle = os.open(note_path(plan), flags, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(bytes_of(us))
        os.kill(holder.pid, SIGNAL)
    except OSError:
        return ""
    return us.asker


def asking(plan: Path) -> Holder | None:
    """Who asks to write in a plan: a living process of this user on this machine, or None."""
    try:
        handle = os.open(note_path(plan), os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK)
        with os.fdopen(handle, "rb") as file:
            note = note_of(file.read(4096))
    except OSError:
        return None
    return note if note and note.asker and note.here else None


def withdraw(plan: Path, asker: str) -> None:
    """Ask no longer: take our note away, if it is still ours."""
    note = asking(plan)
    if note and note.asker == asker:
        with contextlib.suppress(OSError):
            note_path(plan).unlink()
