"""TinyDB's storage, written so that a plan is either the old one or the new one, never half of each.

TinyDB's own JSONStorage writes in place and truncates after its sync: a stop in between leaves
a file that cannot be read. Here a save is a new file beside the plan, synced, put in its
place by one rename, and the folder synced; on any error the old plan stands.
"""

import contextlib
import json
import os
import secrets
import stat
from collections.abc import Iterator
from math import isfinite
from pathlib import Path
from typing import Any, Final

from tinydb.storages import Storage

from atm_tui.errors import PlanFileError

Tables = dict[str, dict[str, Any]]
"""What a file holds: table name to rows by their number, as TinyDB keeps them."""

MOST_BYTES: Final = 16 * 1024 * 1024
"""The largest plan that is read or written; real ones are 5 to 100 kB."""


def read_tables(path: Path) -> Tables:
    """The tables of a plan file.

    Raises:
        PlanFileError: It is missing, unreadable, cut short, or no plan. The file is not touched.
    """
    text = _read_text(path)
    if not text.strip():
        raise PlanFileError(f"{path} is empty, so it is no plan. It was left as it is.")
    try:
        data = json.loads(
            text, object_pairs_hook=_unique, parse_constant=_refuse_constant, parse_float=_finite
        )
    except (ValueError, RecursionError) as error:
        detail = error.msg if isinstance(error, json.JSONDecodeError) else "its form is wrong"
        raise PlanFileError(
            f"{path} is no plan, or was cut short ({detail}). It was left as it is; "
            "try a copy of it, or another file."
        ) from None
    if (
        not isinstance(data, dict)
        or not all(_is_table(table) for table in data.values())
        or "meta" not in data
    ):
        raise PlanFileError(f"{path} is JSON, but no plan of atm-tui. It was left as it is.")
    return data


def _read_text(path: Path) -> str:
    try:
        # O_NONBLOCK: a FIFO must not hang the program; what is not a plain file is refused below.
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        raise PlanFileError(f"{path} cannot be opened: {_reason(error)}.") from None
    with os.fdopen(handle, "rb") as file:
        state = os.fstat(handle)
        if not stat.S_ISREG(state.st_mode):
            raise PlanFileError(
                f"{path} is no file but something else (a folder, a device). Give a plan's file."
            )
        if state.st_size > MOST_BYTES:
            raise PlanFileError(f"{path} is larger than 16 MB, so it is no plan. It was left as it is.")
        try:
            return file.read().decode("utf-8")
        except UnicodeDecodeError:
            raise PlanFileError(
                f"{path} is no text in UTF-8, so it is no plan. It was left as it is."
            ) from None
        except OSError as error:
            raise PlanFileError(f"{path} cannot be read: {_reason(error)}.") from None


def _reason(error: OSError) -> str:
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
    """

    def __init__(self, path: Path) -> None:
        self._path = path
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
            PlanFileError: It could not be written; the file holds what it held before.
        """
        if self._batch is not None:
            self._batch = data
            return
        text = json.dumps(data, ensure_ascii=False, allow_nan=False, indent=1) + "\n"
        content = text.encode("utf-8", errors="replace")  # lone surrogates of fields that we do not know
        if content == self._durable:
            return
        if len(content) > MOST_BYTES:
            raise PlanFileError(
                "The plan is larger than 16 MB and cannot be saved. Take something out of it."
            )
        self._durable = b""
        try:
            _replace(self._path, content)
        except OSError as error:
            raise PlanFileError(f"{self._path} cannot be saved: {_reason(error)}.") from None
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


def _replace(path: Path, content: bytes) -> None:
    """Write beside, sync, rename, sync the folder: only then is it saved."""
    path = path.resolve()
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}.new")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(handle)
        beside.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
