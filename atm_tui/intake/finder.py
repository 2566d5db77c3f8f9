"""Finding the record that is meant by words: its number, its name, or so much of it as fits one alone."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from atm_tui.clean import clean_line
from atm_tui.model import KINDS
from atm_tui.model.plan import Plan
from atm_tui.model.record import Record

_NUMBER: Final = re.compile(r"([A-Za-z]{1,4}(?:\d{1,9}\.)*)0*(\d{1,9})")
_CODE_FIRST: Final = re.compile(r"\(?([A-Za-z]{1,4}\d{1,9}(?:\.\w{1,9})*)\)?[.:)\s-]+(\S.*)")

_MOST_NEAR: Final = 500
"""Records among which a name that is nearly the same is looked for."""


def fold(words: str) -> str:
    """Words as they are compared: small letters without accents, single blanks, no mark at the end."""
    flat = unicodedata.normalize("NFKD", clean_line(words).casefold())
    plain = "".join(one for one in flat if not unicodedata.combining(one))
    return " ".join(plain.split()).strip(" .,;:*")


def same_code(words: str) -> str:
    """A spoken number as it is compared: A7 for a07; "" if it is none."""
    found = _NUMBER.fullmatch(words.strip())
    return f"{found[1].upper()}{int(found[2])}" if found else ""


@dataclass
class _Known:
    """The records of one table by number and by name."""

    codes: dict[str, list[str]] = field(default_factory=dict)
    names: dict[str, list[str]] = field(default_factory=dict)

    def add(self, record_id: str, code: str, name: str) -> None:
        if code:
            self.codes.setdefault(same_code(code) or code.upper(), []).append(record_id)
        if key := fold(name):
            self.names.setdefault(key, []).append(record_id)


class Finder:
    """Finds records of a plan, and of what is being taken in with it.

    Args:
        plan: The plan.
    """

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._known: dict[str, _Known] = {}
        self._found: dict[tuple[str, tuple[str, ...]], list[str]] = {}

    def also(self, table: str, record_id: str, code: str, name: str) -> None:
        """Let a record be found that is not in the plan yet."""
        self._of(table).add(record_id, code, name)
        self._found.clear()

    def find(self, words: str, tables: Iterable[str]) -> list[str]:
        """The ids of the records of these tables that may be meant; one if that is clear."""
        key = fold(words), tuple(tables)
        if key not in self._found:
            self._found[key] = self._find(words, key[0], key[1])
        return self._found[key]

    def by_code(self, words: str, table: str) -> str:
        """The id of the record with this spoken number; "" if there is none."""
        found = self._of(table).codes.get(same_code(words) or words.strip().upper(), [])
        return found[0] if found else ""

    def by_name(self, words: str, table: str) -> list[str]:
        """The ids of the records of this very name."""
        return self._of(table).names.get(fold(words), [])

    def near(self, words: str, table: str) -> list[Record]:
        """The records of the plan of which the name begins so, or with whose name it begins; not the same."""
        wanted, rows = fold(words), self._plan.rows(table)
        if not wanted or len(rows) > _MOST_NEAR:
            return []
        names = [(record, fold(self._plan.name(record))) for record in rows]
        return [
            record
            for record, name in names
            if name
            and (f"{name} ".startswith(f"{wanted} ") or f"{wanted} ".startswith(f"{name} "))
            and name != wanted
        ]

    def _of(self, table: str) -> _Known:
        if table not in self._known:
            known = self._known[table] = _Known()
            for record in self._plan.rows(table):
                known.add(record.id, record.code, self._plan.name(record))
        return self._known[table]

    def _find(self, words: str, wanted: str, tables: tuple[str, ...]) -> list[str]:
        if not wanted:
            return []
        for table in tables:
            if found := self.by_code(words, table):
                return [found]
        exact = [one for table in tables for one in self.by_name(wanted, table)]
        return exact or self._with_code(words, tables) or self._beginning(wanted, tables)

    def _with_code(self, words: str, tables: tuple[str, ...]) -> list[str]:
        """What is meant by a number with the name behind it, as our exports write it."""
        found = _CODE_FIRST.fullmatch(clean_line(words))
        if not found:
            return []
        name = fold(found[2])
        for table in tables:
            record_id = self.by_code(found[1], table)
            names = (
                [key for key, ids in self._of(table).names.items() if record_id in ids] if record_id else []
            )
            if any(key.startswith(name) or name.startswith(key) for key in names):
                return [record_id]
        return []

    def _beginning(self, wanted: str, tables: tuple[str, ...]) -> list[str]:
        """All whose name begins so; if there are none, all in whose name each of the words begins a word."""
        names = [pair for table in tables for pair in self._of(table).names.items()]
        begun = [one for key, ids in names if key.startswith(wanted) for one in ids]
        if begun:
            return begun
        parts = wanted.replace(".", " ").split()
        return [
            one
            for key, ids in names
            if parts and all(any(word.startswith(part) for word in key.split()) for part in parts)
            for one in ids
        ]


def kind_of_code(words: str, table: str) -> bool:
    """Whether words could be a spoken number of this kind (A07, and not W07, for an action)."""
    kind = KINDS[table]
    letters = {kind.prefix, *kind.prefixes.values()} - {""}
    found = re.fullmatch(r"([A-Za-z]{1,4})\d{0,9}(?:\.\w{1,9})*", words.strip())
    return bool(found) and found[1].upper() in letters  # type: ignore[index]  # it was found
