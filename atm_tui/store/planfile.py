"""A plan's file: its tables in TinyDB, and the meta table with the schema's version."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tinydb import TinyDB
from tinydb.table import Document

from atm_tui.errors import PlanFileError
from atm_tui.store.files import make_folder
from atm_tui.store.generations import ELSEWHERE, MIGRATION, SAVED, keep, kept
from atm_tui.store.migrations import migrated
from atm_tui.store.storage import META, SCHEMA, PlanStorage, Tables, read_tables


@dataclass
class Content:
    """What a plan file holds, as JSON types.

    Attributes:
        meta: The only row of the meta table.
        tables: Table name to rows, in their order.
        form: The version of the form in which the file itself is.
    """

    meta: dict[str, Any] = field(default_factory=dict)
    tables: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    form: int = field(default=SCHEMA, compare=False)


def load(path: Path, *, newer: bool = False) -> Content:
    """Read a plan file.

    Args:
        path: The file.
        newer: Whether one of a newer version is read too, as far as it is understood.

    Raises:
        PlanFileError: See ``read_tables``. The file is not touched.
    """
    return content_of(read_tables(path, newer=newer))


def content_of(tables: Tables) -> Content:
    """What the tables of a plan file hold, brought to the present form; the tables are used up."""
    meta = next(iter(tables[META].values()))
    form = meta["schema"]
    migrated(tables)
    return Content(meta, {name: list(rows.values()) for name, rows in tables.items() if name != META}, form)


def save(path: Path, content: Content) -> None:
    """Write a plan file, whole, as one durable step.

    Raises:
        PlanFileError: It could not be written; the file holds what it held before.
    """
    PlanFile(path).save(content)


class PlanFile:
    """An open plan file; it remembers what it last wrote, so that saving nothing new costs nothing.

    A save first keeps what it replaces, see ``generations``; always, if another program wrote it or
    if it is of an older form.

    Args:
        path: The file. Its folder is made when needed, for its owner only.
        opened: What it holds, if it was read.

    Attributes:
        floor: How many changes the newest earlier state holds, as far as this file has kept one.
    """

    def __init__(self, path: Path, opened: Content | None = None) -> None:
        self.path = path
        self.floor = 0
        self._changes = _changes(opened) if opened else 0
        self._old_form = opened is not None and opened.form < SCHEMA
        self._storage: PlanStorage | None = None
        self._ours = _signature(path)

    def save(self, content: Content) -> None:
        """Write it, as ``save`` does."""
        storage = self._opened()
        with storage.batch():
            database = TinyDB(storage=lambda: storage)
            database.table(META).insert(Document({"schema": SCHEMA, **content.meta}, doc_id=1))
            for name, rows in content.tables.items():
                if rows:
                    database.table(name).insert_multiple(
                        Document(row, doc_id=number) for number, row in enumerate(rows, 1)
                    )
        self._ours = _signature(self.path)
        self._changes = _changes(content)

    def _keep(self, present: Path) -> None:
        """Keep what is about to be replaced.

        Raises:
            OSError: It is of an older form and cannot be kept; for other states the save matters more.
        """
        if self._old_form:
            kept(present, MIGRATION)
            self._old_form = False
        elif keep(present, SAVED if _signature(present) == self._ours else ELSEWHERE):
            self.floor = self._changes

    def _opened(self) -> PlanStorage:
        if self._storage is None:
            try:
                make_folder(self.path.parent)
            except OSError as error:
                reason = (error.strerror or "the system refused").lower()
                raise PlanFileError(f"The folder {self.path.parent} cannot be made: {reason}.") from None
            self._storage = PlanStorage(self.path, before=self._keep)
        return self._storage


def _changes(content: Content) -> int:
    number = content.meta.get("changes")
    return number if isinstance(number, int) else 0


def _signature(path: Path) -> tuple[int, ...]:
    """What changes when anybody writes a file; empty if there is none."""
    try:
        state = path.stat()
    except OSError:
        return ()
    return (state.st_dev, state.st_ino, state.st_size, state.st_mtime_ns)


__all__ = ["META", "SCHEMA", "Content", "PlanFile", "Tables", "content_of", "load", "save"]
