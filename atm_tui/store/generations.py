"""The plan as it was: earlier states, each an ordinary plan file in a hidden folder beside the plan.

Beside ``X.json`` lies ``.X.json.versions`` with files like ``20261124T140209Z-saved.json``: the plan as
it was at that time (UTC), just before it was written over, and why. An earlier state is a second name
for the file that a save is about to replace, so it costs no data; where a file can have one name only
(FAT), it is a copy. That it could not be kept never stops a save: the save matters more.
"""

import contextlib
import errno
import os
import re
import stat
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from atm_tui.errors import PlanFileError
from atm_tui.store.files import new_folder, reason_of, sync_folder, write_new
from atm_tui.store.migrations import new_line
from atm_tui.store.storage import MOST_BYTES, NewerPlanError, PlanStorage, read_tables

SAVED: Final = "saved"
RESTORE: Final = "restore"
MIGRATION: Final = "migration"
IMPORT: Final = "import"
ELSEWHERE: Final = "elsewhere"
"""What another program had written into the plan's file while it was open here."""

DAMAGED: Final = ".damaged-"
"""Stands in the name of a damaged plan that was set aside."""

PAUSE: Final = timedelta(minutes=5)
"""How long ordinary saves go on before one of them keeps the state before it again; spares SD cards."""

MOST_FILES: Final = 60
MOST_IN_ALL: Final = 32 * 1024 * 1024
ALWAYS: Final = 3
"""So many of the newest are never deleted, however large they are."""

_LAST_HOUR: Final = 12
_PERIODS: Final = (("%Y%m%d%H", 24), ("%Y%m%d", 14), ("%G%V", 12))
"""The newest of each hour, day and week, for so many of them.

Counted are hours, days and weeks in which something was kept, not what the calendar says: the states of
a plan that is worked on once a month stay, and a clock that is wrong for a day deletes next to nothing.
"""
_OF_A_REASON: Final = 5
_STAMP: Final = "%Y%m%dT%H%M%SZ"
_NAME: Final = re.compile(r"([0-9]{8}T[0-9]{6}Z)-([a-z]{1,20})\.json")
_NO_LINKS: Final = (
    errno.EPERM, errno.EXDEV, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EMLINK, errno.ENOSYS, errno.EACCES,
)  # fmt: skip
"""What file systems say that give a file one name only."""


@dataclass(frozen=True)
class Generation:
    """An earlier state of a plan.

    Attributes:
        path: Its file.
        at: When the plan was like this (UTC).
        reason: Before what it was kept: "saved" is an ordinary save.
        size: In bytes.
    """

    path: Path
    at: datetime
    reason: str
    size: int

    @property
    def name(self) -> str:
        """Its file's name."""
        return self.path.name


# Which there are ---------------------------------------------------------------------------------
def generations(plan: Path) -> list[Generation]:
    """The earlier states of a plan, newest first; a file of another name or kind is none."""
    place = place_of(plan)
    try:
        if not _is_ours(place):
            return []
        with os.scandir(place) as entries:
            found = [one for entry in entries if (one := _generation(entry))]
    except OSError:
        return []
    return _newest_first(found)


def newest_good(plan: Path) -> Generation | None:
    """The newest earlier state that can be opened."""
    return next((one for one in generations(plan) if sound(one.path)), None)


def sound(path: Path) -> bool:
    """Whether a file can be opened as a plan."""
    try:
        read_tables(path)
    except PlanFileError:
        return False
    return True


def trouble(plan: Path) -> str:
    """Why no earlier states can be kept, in a sentence; empty if they can. Nothing is changed to find out."""
    place = place_of(plan)
    try:
        is_ours = _is_ours(place)
    except FileNotFoundError:  # it is made when it is needed
        place, is_ours = plan.parent, True
    except OSError as error:
        return f"Earlier states cannot be kept: {reason_of(error)}."
    if not is_ours:
        return f"Earlier states cannot be kept: {place} is no folder of ours. Move it away."
    if not os.access(place, os.R_OK | os.W_OK | os.X_OK):
        return f"Earlier states cannot be kept: {place} cannot be written to."
    return ""


def place_of(plan: Path) -> Path:
    """The folder of a plan's earlier states and drafts; it may not be there yet."""
    return plan.parent / f".{plan.name}.versions"


def _is_ours(place: Path) -> bool:
    """Whether it is a folder of this user; a link could lead to files of something else.

    Raises:
        OSError: It is not there, or that cannot be told.
    """
    state = place.lstat()
    return stat.S_ISDIR(state.st_mode) and state.st_uid == os.geteuid()


def _generation(entry: os.DirEntry[str]) -> Generation | None:
    match = _NAME.fullmatch(entry.name)
    if not match:
        return None
    try:
        state = entry.stat(follow_symlinks=False)
        at = datetime.fromisoformat(match[1])
    except (OSError, ValueError):  # deleted just now, or of a 13th month
        return None
    return Generation(Path(entry.path), at, match[2], state.st_size) if stat.S_ISREG(state.st_mode) else None


def _newest_first(found: list[Generation]) -> list[Generation]:
    return sorted(found, key=lambda one: (one.at, one.name), reverse=True)


# Keeping -----------------------------------------------------------------------------------------
def keep(plan: Path, reason: str = SAVED, now: datetime | None = None) -> bool:
    """Keep the plan's file as it is on the disk, and delete what is too old or too much.

    Gives whether it is kept now, by this or by an earlier call.

    Nothing is done if there is no file yet, if the newest earlier state is the same, or for an ordinary
    save if another one kept something within ``PAUSE``. If it fails, nothing is said; ``trouble`` does.

    Args:
        plan: The plan's file.
        reason: Before what it is kept, a word of small letters.
        now: The time; this moment if not given.
    """
    if not re.fullmatch("[a-z]{1,20}", reason):
        raise ValueError(f"{reason!r} would give a file that is never found again")
    moment = now or datetime.now(UTC)
    with contextlib.suppress(OSError):
        # any, not the newest: a clock that was put back must not make each save keep something
        if reason == SAVED and any(
            one.reason == SAVED and timedelta() <= moment - one.at < PAUSE for one in generations(plan)
        ):
            return False
        if plan.exists():
            kept(plan, reason, moment)
            _delete_old(plan, moment)
            return True
    return False


def kept(plan: Path, reason: str, now: datetime | None = None) -> Generation:
    """The earlier state that holds the plan's file as it is now, made if there is none.

    Raises:
        OSError: It cannot be made.
    """
    moment = now or datetime.now(UTC)
    state = plan.lstat()
    if not stat.S_ISREG(state.st_mode) or state.st_size > MOST_BYTES:
        raise OSError(errno.EINVAL, "it is no plan")
    held = generations(plan)
    # what a migration replaces is kept under that reason even so: it stays longer than one of a save
    counts_already = held and (reason == SAVED or held[0].reason != SAVED)
    if counts_already and _same(plan, held[0].path):
        return held[0]
    at = moment.astimezone(UTC).replace(microsecond=0)
    while at in {one.at for one in held}:  # so that their order is never in doubt
        at += timedelta(seconds=1)
    place = made_place(plan)
    made = Generation(place / f"{at:{_STAMP}}-{reason}.json", at, reason, state.st_size)
    _second_name(plan, made.path)
    try:
        sync_folder(place)
    except OSError:  # or the next try would find the name, and take it for safe
        with contextlib.suppress(OSError):
            made.path.unlink()
        raise
    return made


def made_place(plan: Path) -> Path:
    """The folder of a plan's earlier states, made if there is none.

    Raises:
        OSError: It cannot be made, or something else is in its place.
    """
    place = place_of(plan)
    with contextlib.suppress(FileExistsError):
        new_folder(place)
    if not _is_ours(place):
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
    return place


def _same(plan: Path, other: Path) -> bool:
    return plan.samefile(other) or (
        plan.stat().st_size == other.stat().st_size and plan.read_bytes() == other.read_bytes()
    )


def _second_name(plan: Path, other: Path) -> None:
    """Give a file another name, or where it can have one only, a synced copy; nothing is replaced.

    A copy that a power cut tears is a bad earlier state and is passed over; it needs no name in between.
    """
    try:
        os.link(plan, other)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
    else:
        return
    write_new(other, plan.read_bytes())


# Thinning ----------------------------------------------------------------------------------------
def thin(found: list[Generation], now: datetime) -> list[Generation]:
    """Which of these earlier states are to be deleted.

    There stay: those of the last hour (at most 12), the newest of each of 24 hours, 14 days and 12 weeks,
    and the last 5 of every reason but "saved". Above ``MOST_FILES`` or ``MOST_IN_ALL`` the oldest go,
    those of saves first. The ``ALWAYS`` newest stay in any case.
    """
    ordered = _newest_first(found)
    stay = set(ordered[:ALWAYS])
    stay.update([one for one in ordered if one.at > now - timedelta(hours=1)][:_LAST_HOUR])
    for period, count in _PERIODS:
        newest: dict[str, Generation] = {}
        for one in ordered:
            newest.setdefault(one.at.strftime(period), one)
        stay.update(list(newest.values())[:count])
    for reason in {one.reason for one in ordered} - {SAVED}:
        stay.update([one for one in ordered if one.reason == reason][:_OF_A_REASON])
    stay -= _too_many([one for one in ordered if one in stay])
    return [one for one in ordered if one not in stay]


def _too_many(ordered: list[Generation]) -> set[Generation]:
    """The oldest, as far as they are too many or too large together."""
    files, size = len(ordered), sum(one.size for one in ordered)
    gone: set[Generation] = set()
    for one in sorted(ordered[ALWAYS:], key=lambda one: (one.reason != SAVED, one.at)):
        if files <= MOST_FILES and size <= MOST_IN_ALL:
            break
        gone.add(one)
        files, size = files - 1, size - one.size
    return gone


def _delete_old(plan: Path, moment: datetime) -> None:
    for one in thin(generations(plan), moment):
        one.path.unlink(missing_ok=True)


# Bringing back -----------------------------------------------------------------------------------
def restore(plan: Path, generation: Generation, *, drafts: bool = False) -> Path | None:
    """Bring an earlier state back, as one durable step. Gives where the file lies that was there, if any.

    That one is kept as an earlier state (so this can be undone), or set aside if it is damaged. It is
    touched only when all of the other is written: a full disk leaves everything as it was.

    Args:
        plan: The plan's file.
        generation: The earlier state.
        drafts: Whether what was typed after it and kept as drafts is to be made again when it is opened:
            right after damage, wrong for whoever wants the plan as it was.

    Raises:
        PlanFileError: The earlier state is not sound, or the plan could not be written, or what is there
            could not be kept. The plan's name holds what it held before.
    """
    tables = read_tables(generation.path)
    if not drafts:
        new_line(tables)
    left: list[Path] = []
    moment = datetime.now(UTC)
    PlanStorage(plan, before=lambda present: left.extend(_put_by(present, moment))).write(tables)
    with contextlib.suppress(OSError):
        _delete_old(plan, moment)
    return left[0] if left else None


def set_aside(plan: Path) -> Path:
    """Rename a damaged plan to ``X.damaged-<time>.json``, never replacing anything. Gives its new path.

    Raises:
        PlanFileError: It cannot be renamed, or is no file.
    """
    try:
        aside = _aside(plan, datetime.now(UTC))
        plan.unlink(missing_ok=True)
        sync_folder(plan.parent)
    except OSError as error:
        raise PlanFileError(f"{plan} cannot be set aside: {reason_of(error)}.") from None
    return aside


def _put_by(plan: Path, moment: datetime) -> list[Path]:
    """Keep or set aside what is about to be replaced. Gives where; nothing if there is no file."""
    if not os.path.lexists(plan):
        return []
    try:
        read_tables(plan)
    except NewerPlanError:  # not damaged: a newer atm-tui reads it
        pass
    except PlanFileError:
        return [_aside(plan, moment)]
    return [kept(plan, RESTORE, moment).path]


def _aside(plan: Path, moment: datetime) -> Path:
    """Give a damaged plan a name beside its own; where a file can have one name only, it is renamed.

    Raises:
        OSError: It cannot be done, or is no file.
    """
    if not stat.S_ISREG(plan.lstat().st_mode):
        raise OSError(errno.EINVAL, "it is no file")
    stem = f"{plan.stem}{DAMAGED}{moment:{_STAMP}}"
    aside, number = plan.with_name(f"{stem}.json"), 2
    while os.path.lexists(aside):
        aside, number = plan.with_name(f"{stem}-{number}.json"), number + 1
    try:
        os.link(plan, aside)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        plan.rename(aside)
    sync_folder(
        plan.parent
    )  # or a power cut may take this name back, but not what is put in the plan's place
    return aside


def follow(plan: Path, moved: Path) -> None:
    """Take the earlier states and drafts of a plan along when it gets another name or folder.

    Left where they are, they would seem to be those of the next plan of that name. What lies at the new
    place is left over from a plan that was deleted by hand, and is put aside. If it fails, the move
    matters more.
    """
    with contextlib.suppress(OSError):
        if os.path.lexists(left := place_of(moved)):  # those of a plan that was deleted by hand
            left.rename(left.with_name(f"{left.name}.{os.urandom(4).hex()}"))
        place_of(plan).rename(place_of(moved))


__all__ = [
    "Generation", "follow", "generations", "keep", "kept", "made_place", "newest_good", "place_of", "restore",
    "set_aside", "sound", "thin", "trouble",
]  # fmt: skip
