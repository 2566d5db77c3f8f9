"""One writer at a time: a lock beside the plan that the kernel holds, and a note of who holds it.

The lock is ``flock`` on a file that is never deleted: it ends with the process, however that
ends, so a power cut or a kill leaves nothing that locks anybody out. Only the note in the file
remains; it says who, on which host, since when. On network file systems the kernel's promise is
weaker (see README); there the plan's own check against outside changes is what protects.
"""

import fcntl
import json
import os
import pwd
import signal
import socket
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from atm_tui.errors import PlanFileError


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

    Attributes:
        before: Who held it last; None if nobody ever did.
    """

    def __init__(self, path: Path) -> None:
        real = path.resolve()  # one lock, by whatever link the plan is reached
        self.path = real.with_name(f".{real.name}.lock")
        self.before: Holder | None = None
        self._handle: int | None = None

    @property
    def held(self) -> bool:
        """Whether this process holds it."""
        return self._handle is not None

    def take(self) -> Holder | None:
        """Take the lock. Gives None when it is ours, else who holds it.

        Raises:
            PlanFileError: The lock's file cannot be made (a folder that is read-only).
        """
        if self._handle is not None:
            return None
        flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
        try:
            handle = os.open(self.path, flags, 0o600)
        except OSError as error:
            reason = (error.strerror or "the system refused").lower()
            raise PlanFileError(f"The plan cannot be locked ({self.path}: {reason}).") from None
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = _read(handle)
            os.close(handle)
            return holder or Holder("", -1, -1, "", "", "", "")
        self.before = _read(handle)
        self._handle = handle
        self._write(closed=False)
        return None

    def give_back(self) -> None:
        """Let others write; the note says that the plan was closed."""
        if self._handle is not None:
            self._write(closed=True)
            os.close(self._handle)
            self._handle = None

    def _write(self, *, closed: bool) -> None:
        assert self._handle is not None, "only the holder writes the note"  # noqa: S101 - a rule of this class
        note = json.dumps(asdict(_ourselves(closed=closed))).encode("utf-8")
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


def _ourselves(*, closed: bool) -> Holder:
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
        closed=closed,
    )


def _read(handle: int) -> Holder | None:
    """The note in a lock's file; None where there is none that can be understood."""
    try:
        raw: Any = json.loads(os.pread(handle, 4096, 0))
        return Holder(**{name: kind(raw[name]) for name, kind in Holder.__annotations__.items()})
    except (ValueError, TypeError, KeyError, OSError):
        return None


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
