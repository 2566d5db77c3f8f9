"""Files and folders on the disk: made for their owner only, written whole, and safe when we say so."""

import contextlib
import os
from pathlib import Path


def make_folder(path: Path) -> None:
    """Make a folder and those above it, as far as they are missing, for their owner only.

    Raises:
        OSError: One cannot be made.
    """
    for place in (*reversed(path.parents), path):
        if not place.exists():
            with contextlib.suppress(FileExistsError):  # somebody else made it just now
                new_folder(place)


def new_folder(path: Path) -> None:
    """Make one folder for its owner only, whatever the umask: safe from a power cut, or none is left.

    Raises:
        FileExistsError: There is one already.
        OSError: It cannot be made.
    """
    path.mkdir(mode=0o700)
    try:
        if path.stat().st_mode & 0o700 != 0o700:  # a umask may take the owner's own rights too
            path.chmod(0o700)
        sync_folder(path.parent)
    except OSError:
        with contextlib.suppress(OSError):
            path.rmdir()  # whoever finds it would take it for safe
        raise


def write_new(path: Path, content: bytes) -> None:
    """Write and sync a new file for its owner only: all of it, or none is left.

    Raises:
        FileExistsError: There is one already.
        OSError: It cannot be written.
    """
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        try:
            give_to_owner(handle)
            write_all(handle, content)
            os.fsync(handle)
        finally:
            os.close(handle)
    except BaseException:
        with contextlib.suppress(OSError):
            path.unlink()
        raise


def give_to_owner(handle: int) -> None:
    """Let the owner of a new file read and write it: a umask may have taken even that.

    Raises:
        OSError: It cannot be done.
    """
    if os.fstat(handle).st_mode & 0o600 != 0o600:
        os.fchmod(handle, 0o600)


def write_all(handle: int, content: bytes) -> None:
    """Write all of it: the system may take a part of it at a time.

    Raises:
        OSError: It cannot be written.
    """
    left = memoryview(content)
    while left:
        left = left[os.write(handle, left) :]


def sync_folder(path: Path) -> None:
    """Make the names in a folder durable.

    Raises:
        OSError: They may not be.
    """
    folder = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def reason_of(error: OSError) -> str:
    """Why the system refused, in its words."""
    return (error.strerror or "the system refused").lower()
