"""Drafts: what was changed since the plan's file was last saved, so that a crash takes nothing of it.

Saving a whole plan at every key would wear out an SD card; a draft is one line at the end of a file in
the folder of the plan's earlier states: a checksum, then what the change left behind as JSON. It
survives the end of the program as soon as it is written, and a power cut as soon as it is synced.
Drafts that the plan's file holds already are passed over when they are read, so nothing needs to be
deleted at the right moment; they stay as long as the newest earlier state lacks them, and so a plan
that is damaged later is made whole again from that state and them.

A file is called ``drafts-<line>-<number>.jsonl`` after the life of the plan to which it belongs and its
first change; each file ends before the next one begins.
"""

import contextlib
import json
import os
import re
import stat
import threading
import time
import zlib
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from atm_tui.errors import PlanFileError
from atm_tui.store.files import give_to_owner, reason_of, sync_folder, write_all
from atm_tui.store.generations import made_place, place_of

Draft = dict[str, Any]

MOST_LINE: Final = 1024 * 1024
"""The longest draft, in bytes; a larger change is saved with the plan at once."""

FILE: Final = 64 * 1024
"""When a file of drafts is so long, in bytes, the next drafts begin another."""

_MOST_READ: Final = 64 * 1024 * 1024
_NAME: Final = re.compile(r"drafts-([^/]*)-([0-9]{9,})(?:\+([0-9]+))?\.jsonl")
_FIRST: Final = re.compile(rb'[0-9a-f]{8} \{"number":([0-9]{1,9}),')
_OTHERS: Final = 90 * 24 * 3600
"""Seconds after which drafts of another life of the plan, from before it was brought back, are deleted."""


class Journal:
    """Where drafts are written: by one thread, while another one syncs.

    Args:
        plan: The plan's file.
        line: The life of the plan, of letters and digits.
    """

    def __init__(self, plan: Path, line: str) -> None:
        self._plan = plan
        self._line = line
        self._handle: int | None = None
        self._path = plan
        self._length = 0
        self._own = threading.RLock()  # never held while the disk syncs

    def write(self, drafts: list[Draft]) -> None:
        """Write drafts; they are safe from the end of the program, but not yet from a power cut.

        Raises:
            PlanFileError: They are too large, or could not be written. None of them is to be counted on.
        """
        lines = [_line_of(draft) for draft in drafts]
        if max(map(len, lines)) > MOST_LINE:
            raise PlanFileError("This change is too large for a draft.")
        with self._own:
            try:
                if self._handle is None:
                    self._begin(drafts[0]["number"])
                self._append(b"".join(lines))
            except OSError as error:
                self.close()
                raise PlanFileError(f"Drafts cannot be kept: {reason_of(error)}.") from None

    def sync(self) -> None:
        """Make what was written safe from a power cut.

        Raises:
            PlanFileError: It may not be. Linux forgets what it could not write, so this file is not
                written to again.
        """
        with self._own:
            if self._handle is None:
                return
            handle = os.dup(self._handle)
        try:
            os.fdatasync(handle)
        except OSError as error:
            self.close()
            raise PlanFileError(f"Drafts cannot be kept: {reason_of(error)}.") from None
        finally:
            os.close(handle)

    def saved(self, floor: int) -> None:
        """The plan was saved with all that was written here.

        Args:
            floor: How many changes the newest earlier state holds; drafts of those are deleted.
        """
        with self._own:
            if self._length >= FILE:
                self.close()
            self._delete(floor)

    def _delete(self, floor: int) -> None:
        files = _files(self._plan, self._line)
        gone = [one.path for one, after in pairwise(files) if after.first <= floor + 1]
        gone += [one.path for one in _files(self._plan) if one.line != self._line and one.age > _OTHERS]
        for path in gone:
            if self._handle is None or path != self._path:
                with contextlib.suppress(OSError):
                    path.unlink()

    def close(self) -> None:
        """Write no more into this file; the next draft begins another."""
        with self._own:
            if self._handle is not None:
                with contextlib.suppress(OSError):
                    os.close(self._handle)
            self._handle, self._length = None, 0

    def _begin(self, number: int) -> None:
        place = made_place(self._plan)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND | os.O_NOFOLLOW | os.O_CLOEXEC
        name, again = f"drafts-{self._line}-{number:09d}", 0
        while os.path.lexists(path := place / (name + (f"+{again}" if again else "") + ".jsonl")):
            again += 1
        self._handle, self._path = os.open(path, flags, 0o600), path
        give_to_owner(self._handle)
        sync_folder(place)  # or a power cut takes its name, and all that is written into it

    def _append(self, content: bytes) -> None:
        assert self._handle is not None, "a file was begun"  # noqa: S101 - a rule of this class
        self._length += len(content)
        write_all(self._handle, content)


def _line_of(draft: Draft) -> bytes:
    # ASCII: no character of a text can be taken for the end of a line
    text = json.dumps(draft, allow_nan=False, separators=(",", ":")).encode("ascii")
    return b"%08x %s\n" % (zlib.crc32(text), text)


@dataclass
class Kept:
    """The drafts of a plan that its file does not hold.

    Attributes:
        drafts: In their order, each number once.
        damaged: Whether one in the middle could not be read.
    """

    drafts: list[Draft] = field(default_factory=list)
    damaged: bool = False


def kept_drafts(plan: Path, line: str, changes: int) -> Kept:
    """What was kept of a plan and is not in its file.

    What a stop cut off at the end of a file was never promised and is passed over. What cannot be read
    in the middle of one is told; all that follows is taken all the same.

    Args:
        plan: The plan's file.
        line: The life of the plan that is in the file; drafts of another are left alone.
        changes: How many changes the file holds.
    """
    found, kept = {}, Kept()
    for one in _files(plan, line):
        lines = _lines(one.path)
        for index, raw in enumerate(lines):
            if _number_of(raw) <= changes:
                continue
            draft = _draft_of(raw)
            if draft is None:
                kept.damaged |= index < len(lines) - 1
            else:
                found[draft["number"]] = draft
    kept.drafts = [found[number] for number in sorted(found)]
    return kept


@dataclass(frozen=True, order=True)
class _File:
    """A file of drafts: its first change, which one it is of those that begin there, its age in seconds."""

    first: int
    again: int
    line: str
    path: Path
    age: float


def _files(plan: Path, line: str = "") -> list[_File]:
    """The files of drafts of a plan (of one life of it), in their order."""
    try:
        with os.scandir(place_of(plan)) as entries:
            found = [one for entry in entries if (one := _file(entry))]
    except OSError:
        return []
    return sorted(one for one in found if one.line == line or not line)


def _file(entry: os.DirEntry[str]) -> _File | None:
    match = _NAME.fullmatch(entry.name)
    if not match:
        return None
    try:
        age = time.time() - entry.stat(follow_symlinks=False).st_mtime
    except OSError:  # deleted just now
        return None
    return _File(int(match[2]), int(match[3] or 0), match[1], Path(entry.path), age)


def _lines(path: Path) -> list[bytes]:
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError:
        return []
    with os.fdopen(handle, "rb") as file:
        state = os.fstat(handle)
        if not stat.S_ISREG(state.st_mode) or state.st_size > _MOST_READ:
            return []
        try:
            return file.read().split(b"\n")
        except OSError:
            return []


def _number_of(raw: bytes) -> float:
    """The number of a draft, told from its first bytes alone; endless where there is none."""
    match = _FIRST.match(raw)
    return int(match[1]) if match else float("inf")


def _draft_of(raw: bytes) -> Draft | None:
    """A draft from its line; None if it is none, or not whole."""
    checksum, _, text = raw.partition(b" ")
    if checksum != b"%08x" % zlib.crc32(text):
        return None
    try:
        draft = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return draft if isinstance(draft, dict) and type(draft.get("number")) is int else None
