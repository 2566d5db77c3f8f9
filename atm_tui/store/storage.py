"""TinyDB's storage, written so that a plan is either the old one or the new one, never half of each.

TinyDB's own JSONStorage writes in place and truncates after its sync: a stop in between leaves
a file that cannot be read. Here a save is a new file beside the plan, synced, put in its
place by one rename, and the folder synced; on any error a whole plan stands: the old one or,
if only the folder could not be synced, the new one, and the next save writes again.
"""

import contextlib
import json
import os
import re
import time
from collections.abc import Callable, Iterable, Iterator
from math import isfinite
from pathlib import Path
from typing import Any, Final

from tinydb.storages import Storage

from atm_tui.errors import PlanFileError
from atm_tui.store.files import reason_of, sync_folder, write_new
from atm_tui.store.refusals import refusal, user_name, why_read_only

Tables = dict[str, dict[str, Any]]
"""What a file holds: table name to rows by their number, as TinyDB keeps them."""

SCHEMA: Final = 2
"""The version of the file's form. A newer one is never written to."""

META: Final = "meta"

MOST_BYTES: Final = 16 * 1024 * 1024
"""The largest plan that is read or written; real ones are 5 to 100 kB."""

_MOST_LEVELS: Final = 60
"""How deep a file may nest; real plans have 5 levels, and no more than 255 can be written again."""


_NEW: Final = re.compile(r"\..*\.[0-9a-f]{8}\.atm-new", re.DOTALL)
"""How a new file is called until it takes the place of a plan."""

_LEFT_OVER: Final = 3600
"""Seconds after which a new file that has not taken its place never will."""


class NewerPlanError(PlanFileError):
    """A plan that only a newer atm-tui can open: refused like a damaged one, but sound."""


def read_tables(path: Path, *, newer: bool = False) -> Tables:
    """The tables of a plan file.

    Args:
        path: The file.
        newer: Whether one of a newer version is given too, to be looked at and never to be written.

    Raises:
        PlanFileError: It is missing, unreadable, cut short, no plan, or of a newer version; or it is a
            link, or another user's. The file is not touched.
    """
    return tables_of(_read(path), path, newer=newer)


def tables_of(content: bytes, path: Path, *, newer: bool = False) -> Tables:
    """The tables of a plan file that holds this.

    Raises:
        PlanFileError: It is no plan, or one of a newer version.
    """
    try:
        text = content.decode("utf-8-sig")  # some editors put a mark before the text
    except UnicodeDecodeError:
        raise PlanFileError(f"{path} is no text in UTF-8, so it is no plan. It was left as it is.") from None
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
    if schema > SCHEMA and not newer:
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


def _read(path: Path) -> bytes:
    """What a plan's file holds, if it is one that may be read.

    Raises:
        PlanFileError: It is not, or cannot be read.
    """
    try:
        if trouble := refusal(path):  # before it is opened: to open a device may do something
            raise PlanFileError(trouble)
        # and what has taken its place since must neither hang the program nor lead it elsewhere
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError as error:
        raise PlanFileError(f"{path} cannot be opened: {reason_of(error)}.") from None
    try:
        state = os.fstat(handle)
        if trouble := refusal(path, state):
            raise PlanFileError(trouble)
        if state.st_size > MOST_BYTES:
            raise PlanFileError(f"{path} is larger than 16 MB, so it is no plan. It was left as it is.")
        with os.fdopen(handle, "rb", closefd=False) as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        raise PlanFileError(f"{path} cannot be read: {reason_of(error)}.") from None
    finally:
        os.close(handle)


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
        self._swept = False

    def read(self) -> Tables | None:
        """The file's tables; None if there is no file yet.

        Raises:
            PlanFileError: See ``read_tables``.
        """
        if self._batch is not None:
            return self._batch
        return read_tables(self._path) if os.path.lexists(self._path) else None

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
        if not self._swept:
            self._swept = True
            _sweep(self._path.parent)
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
        # half a surrogate pair, in a field that we do not know, becomes its JSON escape again
        content = text_of(data).encode("utf-8", errors="backslashreplace")
        _parse(content.decode("utf-8"))
    except (TypeError, ValueError, RecursionError):
        raise PlanFileError(
            "The plan holds something that could not be read again, so it was not saved. "
            "Take the last change back."
        ) from None
    if len(content) > MOST_BYTES:
        raise PlanFileError("The plan is larger than 16 MB and cannot be saved. Take something out of it.")
    return content


def text_of(data: Tables) -> str:
    """The tables as a plan's file has them.

    Raises:
        TypeError: Something in them is no JSON.
        ValueError: A number is endless.
    """
    return _object("", [(name, _object(" ", map(_row, rows.items()))) for name, rows in data.items()]) + "\n"


def _object(indent: str, items: Iterable[tuple[str, str]]) -> str:
    """A JSON object, an item a line: a row is one line, so that people see in a comparison what has changed.

    Rows one by one, each a short call: a thread that draws the screen need not wait for the whole plan.
    """
    lines = ",\n".join(f"{indent} {json.dumps(name, ensure_ascii=False)}: {value}" for name, value in items)
    return f"{{\n{lines}\n{indent}}}" if lines else "{}"


def _row(item: tuple[str, Any]) -> tuple[str, str]:
    return item[0], json.dumps(item[1], ensure_ascii=False, allow_nan=False)


def _replace(path: Path, content: bytes, before: Callable[[Path], None]) -> None:
    """Write beside, sync, rename, sync the folder: only then is it saved.

    Raises:
        PlanFileError: What is there is not to be replaced.
        OSError: It cannot be done.
    """
    if trouble := (os.path.lexists(path) and refusal(path)) or why_read_only(path):
        raise PlanFileError(trouble)
    # cut, for the whole name may not be too long
    beside = path.with_name(f".{path.name[:40]}.{os.urandom(4).hex()}.atm-new")
    write_new(beside, content)
    try:
        if (owner := beside.stat().st_uid) != os.geteuid():
            raise PlanFileError(
                f"Every file in {path.parent} belongs to {user_name(owner)}, whoever writes it, so a plan "
                "there could not be opened again. Choose another place."
            )
        before(path)
        beside.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise
    sync_folder(path.parent)


def _sweep(folder: Path) -> None:
    """Delete new files that never took their place because the program was killed.

    Only old ones: other plans of the folder may be saved just now.
    """
    with contextlib.suppress(OSError):
        for one in folder.iterdir():
            if _NEW.fullmatch(one.name) and time.time() - one.lstat().st_mtime > _LEFT_OVER:
                one.unlink()
