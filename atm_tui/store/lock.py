"""One writer at a time: a lock beside the plan that the kernel holds, and a note of who holds it.

The lock is ``flock`` on a file that is never deleted: it ends with the process, however that
ends, so a power cut or a kill leaves nothing that locks anybody out. Only the note in the file
remains; it says who, on which host, since when. On network file systems the kernel's promise is
weaker (see README); there the plan's own check against outside changes is what protects.
"""

import contextlib
import fcntl
import json
import os
import pwd
import signal
import socket
import time
from dataclasses import MISSING, asdict, dataclass, fields, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from atm_tui.errors import PlanFileError
from atm_tui.store.files import give_to_owner

_TRIES: Final = 3
_BETWEEN: Final = 0.02
"""Seconds between two tries to take a lock: who only looks whether it is free has it for a moment."""

_UNKNOWN: Final = ("", -1, -1, "", "", "", "")


@dataclass(frozen=True)
class Holder:
    """Who has a plan open for writing.

    Attributes:
        user: Their login name.
        uid: Their number on the host.
        pid: The process.
        began: When that process began, in the kernel's own count; so that a pid used again is seen.
        host: The machine.
        boot: Which start of the machine it was.
        since: When they opened the plan, ISO with zone.
        client: The address that they came from by SSH; "" at the machine itself.
        closed: Whether they have closed the plan since.
        answers: Whether their program answers somebody who asks to write (see ``asking``).
        asker: The sign of who asked them last.
        answer: What they answered that one: one of ``ASKED``, ``KEPT``, ``UNSAVED``; "" nothing.
    """

    user: str
    uid: int
    pid: int
    began: str
    host: str
    boot: str
    since: str
    client: str = ""
    closed: bool = False
    answers: bool = False
    asker: str = ""
    answer: str = ""

    def words(self) -> str:
        """Who, where and since when, for a sentence."""
        try:
            moment = datetime.fromisoformat(self.since).astimezone()
            since = f" since {moment:%H:%M} on {moment.day} {moment:%B}"
        except ValueError:
            since = ""
        over = f", over SSH from {self.client}" if self.client else ""
        return f"{self.user or 'somebody'} on {self.host or 'another machine'}{over}{since}"

    @property
    def here(self) -> bool:
        """Whether it is a living process of this user on this machine, and still the same one."""
        return (
            self.host == socket.gethostname()
            and self.boot == _boot()
            and self.uid == os.getuid()
            and self.began == _began(self.pid) != ""
        )


class PlanLock:
    """The lock of one plan.

    Args:
        path: The plan's file.
        answers: Whether this program answers others who ask to write.

    Attributes:
        before: Who held it last; None if nobody ever did.
    """

    def __init__(self, path: Path, *, answers: bool = False) -> None:
        self.path = path.with_name(f".{path.name}.lock")
        self.before: Holder | None = None
        self._handle: int | None = None
        self._answers = answers
        self._note = Holder(*_UNKNOWN)

    @property
    def held(self) -> bool:
        """Whether this process holds it."""
        return self._handle is not None

    def take(self) -> Holder | None:
        """Take the lock. Gives None when it is ours, else who holds it.

        Raises:
            PlanFileError: The lock's file cannot be made (a folder that is read-only), or the file
                system knows no locks.
        """
        if self._handle is not None:
            return None
        flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
        try:
            handle = os.open(self.path, flags, 0o600)
        except OSError as error:
            raise self._refused(error) from None
        try:
            give_to_owner(handle)
            taken = any(_locked(handle, fcntl.LOCK_EX, wait=_BETWEEN * bool(turn)) for turn in range(_TRIES))
        except OSError as error:
            os.close(handle)
            raise self._refused(error) from None
        if not taken:
            holder = _read(handle)
            os.close(handle)
            return holder or Holder(*_UNKNOWN)
        self.before = _read(handle)
        self._handle = handle
        self._note = replace(ourselves(), answers=self._answers)
        self._write()
        return None

    def _refused(self, error: OSError) -> PlanFileError:
        reason = (error.strerror or "the system refused").lower()
        return PlanFileError(f"The plan cannot be locked ({self.path}: {reason}).")

    def look(self) -> Holder | None:
        """Who holds it now, None when it is free; nothing is written and nothing stays locked."""
        try:
            handle = os.open(self.path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK)
        except FileNotFoundError:
            return None
        except OSError:
            return Holder(*_UNKNOWN)  # whether it is free cannot be told, and taking it would fail too
        try:
            return None if _locked(handle, fcntl.LOCK_SH) else _read(handle) or Holder(*_UNKNOWN)
        except OSError:
            return Holder(*_UNKNOWN)
        finally:
            os.close(handle)  # this lets it go, too

    def free(self) -> bool:
        """Whether nobody holds it; nothing is written."""
        return self.look() is None

    def reply(self, asker: str, answer: str) -> None:
        """Say in the note what whoever asked to write is answered."""
        if self._handle is not None:
            self._note = replace(self._note, asker=asker, answer=answer)
            self._write()

    def give_back(self) -> None:
        """Let others write; the note says that the plan was closed."""
        if self._handle is not None:
            self._note = replace(self._note, closed=True)
            self._write()
            os.close(self._handle)
            self._handle = None

    def _write(self) -> None:
        assert self._handle is not None, "only the holder writes the note"  # noqa: S101 - a rule of this class
        note = bytes_of(self._note)
        with contextlib.suppress(OSError):  # a full disk: the lock is what counts, the note only tells of it
            os.pwrite(self._handle, note, 0)
            os.ftruncate(self._handle, len(note))


def ask_to_leave(holder: Holder) -> bool:
    """Ask the holder's process, if it is this user's on this machine, to save and end.

    Its handler of SIGTERM saves and lets the lock go. Gives whether it was asked.
    """
    if not holder.here:
        return False
    try:
        os.kill(holder.pid, signal.SIGTERM)
    except OSError:
        return False
    return True


def ourselves() -> Holder:
    """This process, for a note."""
    try:
        user = pwd.getpwuid(os.getuid()).pw_name
    except KeyError:  # a container's user without a name
        user = str(os.getuid())
    return Holder(
        user=user,
        uid=os.getuid(),
        pid=os.getpid(),
        began=_began(os.getpid()),
        host=socket.gethostname(),
        boot=_boot(),
        since=datetime.now().astimezone().isoformat(timespec="seconds"),
        client=os.environ.get("SSH_CONNECTION", "").split(" ")[0],
    )


def bytes_of(note: Holder) -> bytes:
    """A note as it lies in its file."""
    return json.dumps(asdict(note)).encode("utf-8")


def note_of(content: bytes) -> Holder | None:
    """The note that a file holds; None where there is none that can be understood.

    One of an older program lacks fields, and behind a note that is just being written there may be
    the end of the one before.
    """
    try:
        raw: Any = json.JSONDecoder().raw_decode(content.decode("utf-8", "replace"))[0]
        held = {
            one.name: Holder.__annotations__[one.name](raw[one.name])
            for one in fields(Holder)
            if one.name in raw or one.default is MISSING
        }
        return Holder(**held)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def _read(handle: int) -> Holder | None:
    try:
        return note_of(os.pread(handle, 4096, 0))
    except OSError:
        return None


def _locked(handle: int, way: int, *, wait: float = 0.0) -> bool:
    """Try to lock an open file, after a little wait. Gives whether it is locked.

    Raises:
        OSError: It cannot be locked at all.
    """
    time.sleep(wait)
    try:
        fcntl.flock(handle, way | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _boot() -> str:
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
    except OSError:  # not Linux
        return ""


def _began(pid: int) -> str:
    """When a process began, as the kernel counts it; "" if it is gone or that cannot be told."""
    try:
        return Path(f"/proc/{pid}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()[19]
    except (OSError, IndexError):
        return ""
