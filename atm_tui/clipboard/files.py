"""Files in the folder for exports: the one way that never fails unseen."""

import itertools
from datetime import datetime
from pathlib import Path

from atm_tui.errors import AtmError
from atm_tui.store.files import make_folder, write_new
from atm_tui.store.folder import folder, name_for


def exports_folder() -> Path:
    """The folder for exports (it may not exist yet)."""
    return folder() / "exports"


def write_file(stem: str, suffix: str, content: str | bytes) -> Path:
    """Write a file of this day into the exports folder, for its owner only.

    A file that is there is never written over: the next one gets a number. The same content
    is not written twice.

    Raises:
        AtmError: It cannot be written; nothing is left behind.
    """
    data = content.encode("utf-8", errors="replace") if isinstance(content, str) else content
    place = exports_folder()
    stem = f"{name_for(stem)}-{datetime.now().astimezone():%Y-%m-%d}"
    try:
        make_folder(place)
        for number in itertools.count(1):
            path = place / (f"{stem}{suffix}" if number == 1 else f"{stem}-{number}{suffix}")
            if path.is_file() and path.read_bytes() == data:
                return path
            if _made(path, data):
                return path
    except OSError as error:
        reason = (error.strerror or "the system refused").lower()
        raise AtmError(f"No file could be written in {place}: {reason}.") from None
    raise AssertionError("the count never ends")  # pragma: no cover


def _made(path: Path, data: bytes) -> bool:
    """Write a new file, all of it or nothing; False if there is one."""
    try:
        write_new(path, data)
    except FileExistsError:
        return False
    return True
