"""A plan's file: its tables in TinyDB, and the meta table with the schema's version."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tinydb import TinyDB
from tinydb.table import Document

from atm_tui.errors import PlanFileError
from atm_tui.store.generations import ELSEWHERE, SAVED, keep
from atm_tui.store.storage import META, SCHEMA, PlanStorage, Tables, make_folder, read_tables


@dataclass
class Content:
    """What a plan file holds, as JSON types.

    Attributes:
        meta: The only row of the meta table.
        tables: Table name to rows, in their order.
    """

    meta: dict[str, Any] = field(default_factory=dict)
    tables: dict[str, list[dict[str, Any]]] = field(default_factory=dict)


def load(path: Path) -> Content:
    """Read a plan file.

    Raises:
        PlanFileError: It is missing, unreadable, cut short, no plan, or of a newer version.
            The file is not touched.
    """
    tables = read_tables(path)
    meta = next(iter(tables[META].values()))
    return Content(meta, {name: list(rows.values()) for name, rows in tables.items() if name != META})


def save(path: Path, content: Content) -> None:
    """Write a plan file, whole, as one durable step.

    Raises:
        PlanFileError: It could not be written; the file holds what it held before.
    """
    PlanFile(path).save(content)


class PlanFile:
    """An open plan file; it remembers what it last wrote, so that saving nothing new costs nothing.

    A save first keeps what it replaces, see ``generations``; always, if another program wrote it.

    Args:
        path: The file. Its folder is made when needed, for its owner only.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
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

    def _keep(self, present: Path) -> None:
        keep(present, SAVED if _signature(present) == self._ours else ELSEWHERE)

    def _opened(self) -> PlanStorage:
        if self._storage is None:
            try:
                make_folder(self.path.parent)
            except OSError as error:
                reason = (error.strerror or "the system refused").lower()
                raise PlanFileError(f"The folder {self.path.parent} cannot be made: {reason}.") from None
            self._storage = PlanStorage(self.path, before=self._keep)
        return self._storage


def _signature(path: Path) -> tuple[int, ...]:
    """What changes when anybody writes a file; empty if there is none."""
    try:
        state = path.stat()
    except OSError:
        return ()
    return (state.st_dev, state.st_ino, state.st_size, state.st_mtime_ns)


__all__ = ["META", "SCHEMA", "Content", "PlanFile", "Tables", "load", "save"]
