"""The folder in which plans lie: names, lists, copies, and putting away.

Nothing here needs pydantic: the home page lists plans from what each file says of itself.
"""

import os
import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from atm_tui.errors import PlanFileError, PlanNameError
from atm_tui.store.files import make_folder, reason_of, sync_folder
from atm_tui.store.generations import DAMAGED, follow
from atm_tui.store.refusals import refusal
from atm_tui.store.storage import META, NewerPlanError, read_tables

SUFFIX: Final = ".json"
ARCHIVE: Final = "archive"
_BESIDE_LETTERS: Final = " .,'()&+-\u200c\u200d"
"""What a name may hold beside letters, their marks, and digits; the last two join letters in some scripts."""


@dataclass(frozen=True)
class Summary:
    """What the home page says of a plan.

    Attributes:
        path: Its file.
        group: Whose it is; empty if not yet written.
        progress: Progress in words.
        changed: When it was last written, local time.
        trouble: Why it cannot be opened; empty if it can.
        newer: Whether that is its newer form: then it can be opened to read.
    """

    path: Path
    group: str
    progress: str
    changed: datetime
    trouble: str = ""
    newer: bool = False

    @property
    def name(self) -> str:
        """Its name in the folder."""
        return self.path.stem


def folder() -> Path:
    """The data folder for plans of this user (it may not exist yet)."""
    import platformdirs  # noqa: PLC0415 - not needed when a path is given

    return Path(platformdirs.user_data_dir("atm-tui", appauthor=False))


def locate(plan: str) -> Path:
    """The file of a plan, given as a path (it ends in .json, or begins with / or ./) or as a name.

    Raises:
        PlanNameError: It is no path, and no name that a plan may have. A name never leaves the folder.
    """
    if any(unicodedata.category(character) == "Cc" for character in plan):
        raise PlanNameError(
            "A plan's name cannot hold a line end or a control character. Use letters and digits."
        )
    if plan.endswith(SUFFIX) or plan.startswith(("/", "./")):
        return Path(plan)
    return folder() / (checked_name(plan) + SUFFIX)


def checked_name(name: str) -> str:
    """A name for a plan, if it may be one.

    Raises:
        PlanNameError: It is empty, too long, or holds what a file's name should not.
    """
    name = name.strip()
    fits = name[:1].isalnum() and all(_may_stand(character) or character == "_" for character in name)
    if not fits or ".." in name or len(name) > 80 or len(os.fsencode(name)) > 200:
        raise PlanNameError(
            f"'{_shown(name[:40])}' cannot be a plan's name. Use up to 80 letters, digits, spaces and "
            "hyphens; for a file elsewhere give its path, ending in .json."
        )
    return name


def plans(*, archived: bool = False) -> list[Summary]:
    """The plans of the data folder (or those put away), last changed first."""
    place = folder() / ARCHIVE if archived else folder()
    try:
        found = [path for path in place.iterdir() if path.suffix == SUFFIX and not _is_aside(path.name)]
    except OSError:  # no folder yet, or not ours: no plans
        return []
    return sorted((summary(path) for path in found), key=lambda one: (one.changed, one.name), reverse=True)


def _is_aside(name: str) -> bool:
    """Whether a file is hidden, or a damaged plan that was set aside."""
    return name.startswith(".") or DAMAGED in name


def summary(path: Path) -> Summary:
    """What a plan's file says of itself."""
    try:
        changed = datetime.fromtimestamp(path.lstat().st_mtime).astimezone()
    except (OSError, OverflowError, ValueError):  # gone, or of a year that no calendar has
        changed = datetime.fromtimestamp(0).astimezone()
    trouble = ""
    try:
        try:
            tables = read_tables(path)
        except NewerPlanError as error:
            trouble, tables = str(error), read_tables(path, newer=True)
    except PlanFileError as error:
        return Summary(path, "", "", changed, str(error))
    meta = next(iter(tables[META].values()))
    group, progress = (_shown(str(meta.get(name, ""))[:200]) for name in ("group", "progress"))
    return Summary(path, group, progress, changed, trouble, newer=bool(trouble))


def free_path(name: str) -> Path:
    """A path in the data folder for a new plan of this name; a number is added if it is taken.

    Raises:
        PlanNameError: See ``checked_name``.
    """
    name = checked_name(name)
    path = folder() / (name + SUFFIX)
    number = 2
    while os.path.lexists(path):
        path = folder() / f"{name} {number}{SUFFIX}"
        number += 1
    return path


def name_for(group: str) -> str:
    """A plan's name made of a group's name."""
    kept = "".join(character if _may_stand(character) else " " for character in group)
    kept = re.sub(r"\.{2,}", ".", " ".join(kept.split()))
    while kept and not kept[0].isalnum():
        kept = kept[1:]
    kept = kept[:60].encode()[:180].decode(errors="ignore")  # a file's name is counted in bytes
    return kept.rstrip(" .,'(&+-") or "plan"


def _may_stand(character: str) -> bool:
    """Whether a plan's name may hold it; marks are the vowels of many scripts."""
    return (
        character.isalnum() or character in _BESIDE_LETTERS or unicodedata.category(character).startswith("M")
    )


def _shown(words: str) -> str:
    """Words of a file that was not checked, harmless for a terminal."""
    return "".join(
        character if character.isprintable() or character in _BESIDE_LETTERS else "?" for character in words
    )


def copy_plan(path: Path) -> Path:
    """Make a copy of a plan in the data folder and give its path.

    Raises:
        PlanFileError: It cannot be read or written.
    """
    from atm_tui.store.planfile import load, save  # noqa: PLC0415 - TinyDB is not needed for a list

    content = load(path)
    target = free_path(name_for(f"{path.stem} copy"))
    save(target, content)
    return target


def rename_plan(path: Path, name: str) -> Path:
    """Give a plan of the folder another name.

    Raises:
        PlanNameError: It is no name, or is taken.
        PlanFileError: The file cannot be moved.
    """
    target = path.with_name(checked_name(name) + SUFFIX)
    return _move(path, target) if target != path else path


def archive_plan(path: Path) -> Path:
    """Put a plan away; it can be brought back.

    Raises:
        PlanFileError: The file cannot be moved.
    """
    return _move(path, folder() / ARCHIVE / path.name)


def restore_plan(path: Path) -> Path:
    """Bring a plan back that was put away.

    Raises:
        PlanFileError: The file cannot be moved.
    """
    return _move(path, folder() / path.name)


def _move(path: Path, target: Path) -> Path:
    """Give a plan another name or folder; its name at each moment stands for all of it."""
    try:
        if trouble := refusal(path):
            raise PlanFileError(trouble)
        make_folder(target.parent)
        # link, then unlink: unlike a rename, it never replaces a file that is there
        os.link(path, target)
        try:
            sync_folder(target.parent)  # or a power cut may take the new name back, but not the old one's end
            path.unlink()
        except OSError:
            target.unlink()
            raise
    except FileExistsError:
        raise PlanNameError(f"There is a plan '{target.stem}' already. Choose another name.") from None
    except OSError as error:
        raise PlanFileError(f"{path} cannot be moved: {reason_of(error)}.") from None
    follow(path, target)
    return target
