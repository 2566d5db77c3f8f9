"""Older forms of a plan's file, brought to the present one: a small function for each step.

A file of every older form stays in ``tests/data/forms`` for ever, and is opened by the tests. The file
itself is migrated by the first save after it was opened, and kept before that (see ``planfile``).
"""

import os
from collections.abc import Callable
from typing import Final

from atm_tui.store.storage import META, SCHEMA, Tables


def migrated(tables: Tables) -> Tables:
    """The tables in the present form; they are changed in place."""
    meta = next(iter(tables[META].values()))
    for form in range(max(1, meta["schema"]), SCHEMA):
        MIGRATIONS[form](tables)
        meta["schema"] = form + 1
    return tables


def new_line(tables: Tables) -> None:
    """Begin another life of a plan: drafts of the one before no longer belong to it."""
    next(iter(tables[META].values()))["line"] = os.urandom(8).hex()


def _count_changes(tables: Tables) -> None:
    """From 1 to 2: the file says which plan's life it belongs to, and how many changes it holds."""
    new_line(tables)
    next(iter(tables[META].values()))["changes"] = 0


MIGRATIONS: Final[dict[int, Callable[[Tables], None]]] = {1: _count_changes}
"""From which form, and how to the next."""
