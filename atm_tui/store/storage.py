"""TinyDB's storage, written so that a plan is either the old one or the new one, never half of each.

TinyDB's own JSONStorage writes in place and truncates after its sync: a stop in between leaves
a file that cannot be read. Here a save is a new file beside the plan, synced, put in its
place by one rename, and the folder synced; on any error a whole plan stands: the old one or,
if only the folder could not be synced, the new one, and the next save writes again.
"""

import contextlib
import errno
import json
import os
import secrets
import stat
from collections.abc import Callable, Iterator
from math import isfinite
from pathlib import Path
from typing import Any, Final

from tinydb.storages import Storage

from atm_tui.errors import PlanFileError

Tables = dict[str, dict[str, Any]]
"""What a file holds: table name to rows by their number, as TinyDB keeps them."""

SCHEMA: Final = 1
"""The version of the file's form. A newer one is never written to."""

META: Final = "meta"

MOST_BYTES: Final = 16 * 1024 * 1024
"""The largest plan that is read or written; real ones are 5 to 100 kB."""

_MOST_LEVELS: Final = 60
"""How deep a file may nest; real plans have 5 levels, and no more than 255 can be written again."""


class NewerPlanError(PlanFileError):
    """A plan that only a newer atm-tui can open: refused like a damaged one, but sound."""


def make_folder(path: Path) -> None:
    """Make a folder and those above it, as far as they are missing, for their owner only."""
    for place in (*reversed(path.parents), path):
        if not place.exists():
            place.mkdir(mode=0o700, exist_ok=True)


def read_tables(path: Path) -> Tables:
    """The tables of a plan file.

    Raises:
        PlanFileError: It is missing, unreadable, cut short, no plan, or of a newer version.
            The file is not touched.
    """
    text = _read_text(path)
    if not text.strip():
        raise PlanFileError(f"{path} is empty, so it is no plan. It was left as it is.")
    try:
        data = _parse(text)
    except (ValueError, RecursionError) as error:
        detail = error.msg if isinstance(error, json.JSONDecodeError) else "its form is wrong"
        raise PlanFileError(
            f"{path} is no plan, or was cut short ({detail}). It was left as it is; "
            "try a copy of it, or another file."
        ) from None
    tables: Tables = data if isinstance(data, dict) and all(map(_is_table, data.values())) else {}
    meta: dict[str, Any] = next(iter(tables.get(META, {}).values()), {})
    schema = meta.get("schema")
    if not isinstance(schema, int) or isinstance(schema, bool):
        raise PlanFileError(f"{path} is JSON, but no plan of atm-tui. It was left as it is.")
    if schema > SCHEMA:
        raise NewerPlanError(
            f"{path} was written by a newer atm-tui (form {str(schema)[:9]}; this one knows {SCHEMA}). "
            "It was left as it is; update atm-tui to open it."
        )
    return tables


def _parse(text: str) -> object:
    """JSON, strictly: each name once, no endless numbers, not too deep.

    Raises:
        ValueError: It is not that.
        RecursionError: It is far too deep.
    """
    data = json.loads(text, object_pairs_hook=_unique, parse_constant=_refuse_constant, parse_float=_finite)
    level: list[Any] = [[data]]
    for _ in range(_MOST_LEVELS):
        groups = [item.values() if isinstance(item, dict) else item for item in level]
        level = [inner for group in groups for inner in group if isinstance(inner, dict | list)]
        if not level:
            return data
    raise ValueError("it is nested too deep")


def _read_text(path: Path) -> str:
    try:
        # O_NONBLOCK: a FIFO must not hang the program; what is not a plain file is refused below.
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        raise PlanFileError(f"{path} cannot be opened: {reason_of(error)}.") from None
    try:
        state = os.fstat(handle)
        if not stat.S_ISREG(state.st_mode):
            raise PlanFileError(
                f"{path} is no file but something else (a folder, a device). Give a plan's file."
            )
        if state.st_size > MOST_BYTES:
            raise PlanFileError(f"{path} is larger than 16 MB, so it is no plan. It was left as it is.")
        with os.fdopen(handle, "rb", closefd=False) as file:
            return file.read().decode("utf-8-sig")  # some editors put a mark before the text
    except UnicodeDecodeError:
        raise PlanFileError(f"{path} is no text in UTF-8, so it is no plan. It was left as it is.") from None
    except OSError as error:
        raise PlanFileError(f"{path} cannot be read: {reason_of(error)}.") from None
    finally:
        os.close(handle)


def reason_of(error: OSError) -> str:
    """Why the system refused, in its words."""
    return (error.strerror or "the system refused").lower()


def _is_table(table: object) -> bool:
    return isinstance(table, dict) and all(
        key.isascii() and key.isdigit() and isinstance(row, dict) for key, row in table.items()
    )


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("the same name stands twice")
    return found


def _finite(digits: str) -> float:
    number = float(digits)
    if not isfinite(number):
        raise ValueError(f"{digits[:20]} is too large")
    return number


def _refuse_constant(name: str) -> float:
    raise ValueError(f"{name} is no number")


class PlanStorage(Storage):
    """One plan file, for TinyDB.

    Args:
        path: The file. Its folder must exist.
        before: Called with the file itself when a save has written all and is about to replace it: the
            last moment to keep what is there. If it raises, nothing is replaced.
    """

    def __init__(self, path: Path, before: Callable[[Path], None] = lambda _: None) -> None:
        self._path = path
        self._before = before
        self._batch: Tables | None = None
        self._durable = b""

    def read(self) -> Tables | None:
        """The file's tables; None if there is no file yet.

        Raises:
            PlanFileError: See ``read_tables``.
        """
        if self._batch is not None:
            return self._batch
        return read_tables(self._path) if self._path.exists() else None

    def write(self, data: Tables) -> None:
        """Put the tables in place of what the file holds; nothing is written when nothing changed.

        Raises:
            PlanFileError: It could not be written; the file holds what it held before (or all of
                the new, if only the folder could not be synced).
        """
        if self._batch is not None:
            self._batch = data
            return
        content = _bytes_of(data)
        if content == self._durable:
            return
        self._durable = b""
        try:
            _replace(self._path, content, self._before)
        except OSError as error:
            raise PlanFileError(f"{self._path} cannot be saved: {reason_of(error)}.") from None
        self._durable = content

    @contextlib.contextmanager
    def batch(self) -> Iterator[None]:
        """Join several TinyDB calls into one write; nothing is written if one of them fails."""
        self._batch = {}
        try:
            yield
            data = self._batch
        finally:
            self._batch = None
        self.write(data)


def _bytes_of(data: Tables) -> bytes:
    """What the file is to hold; never something that would be refused when it is read."""
    try:
        text = json.dumps(data, ensure_ascii=False, allow_nan=False, indent=1) + "\n"
        # half a surrogate pair, in a field that we do not know, becomes its JSON escape again
        content = text.encode("utf-8", errors="backslashreplace")
        _parse(content.decode("utf-8"))
    except (TypeError, ValueError, RecursionError):
        raise PlanFileError(
            "The plan holds something that could not be read again, so it was not saved. "
            "Take the last change back."
        ) from None
    if len(content) > MOST_BYTES:
        raise PlanFileError("The plan is larger than 16 MB and cannot be saved. Take something out of it.")
    return content


def _replace(path: Path, content: bytes, before: Callable[[Path], None]) -> None:
    """Write beside, sync, rename, sync the folder: only then is it saved."""
    try:
        path = path.resolve()  # through a link its file is written; the link stays
    except RuntimeError:
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP)) from None
    if path.exists() and not path.is_file():
        raise OSError(errno.EEXIST, "something else than a file is there")
    beside = path.with_name(f".{path.name[:40]}.{secrets.token_hex(4)}.new")
    write_new(beside, content)
    try:
        before(path)
        beside.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise
    sync_folder(path.parent)


def write_new(path: Path, content: bytes) -> None:
    """Write and sync a new file for its owner only: all of it, or none is left.

    Raises:
        FileExistsError: There is one already.
        OSError: It cannot be written.
    """
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(handle)
    except BaseException:
        with contextlib.suppress(OSError):
            path.unlink()
        raise


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
