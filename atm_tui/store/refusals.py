"""What the store keeps its hands off, each said in a sentence: links, what is no file, files of others."""

import os
import pwd
import shlex
import stat
from pathlib import Path


def refusal(path: Path, state: os.stat_result | None = None) -> str:
    """Why what lies at a path is neither read nor written; empty if it may be.

    A link is not followed: it may have been put there to lead a plan into another file. Only the last
    part of the path counts; the folder may be reached through links.

    Args:
        path: Where it lies.
        state: Its state, where it is known already (of an open file).

    Raises:
        OSError: Nothing lies there, or it cannot be told.
    """
    state = state or path.lstat()
    if stat.S_ISLNK(state.st_mode):
        real = Path(os.path.realpath(path))
        if real.is_file():
            return f"{path} is a link and was not followed. Give the file that it leads to: {real}."
        return f"{path} is a link to {path.readlink()}, which is no file. Give a plan's file."
    if not stat.S_ISREG(state.st_mode):
        return f"{path} is no file but something else (a folder, a device). Give a plan's file."
    if state.st_uid != os.geteuid():
        copy = shlex.quote(f"{path.stem}-copy.json")
        return (
            f"{path} belongs to another user ({user_name(state.st_uid)}). "
            f"Copy it first (cp {shlex.quote(str(path))} ~/{copy}) and open the copy."
        )
    return ""


def why_read_only(path: Path) -> str:
    """Why a plan cannot be written, in a sentence; empty if it can. Nothing is changed to find out.

    A save puts a new file in the place of the old one, which the system allows even where the old one is
    read-only: whoever made it so meant the plan not to change. Root is asked for the same respect.
    """
    try:
        folder = next(place for place in path.absolute().parents if place.is_dir())
        if os.statvfs(folder).f_flag & os.ST_RDONLY:
            return f"{folder} is on a disk that can only be read. Put the plan at another place to change it."
        if not os.access(folder, os.W_OK | os.X_OK):
            return (
                f"Nothing can be written in the folder {folder}. Put the plan at another place to change it."
            )
        state = path.lstat()
    except OSError:  # a new plan; what else is wrong with its path is told by what fails
        return ""
    if stat.S_ISREG(state.st_mode) and not (state.st_mode & stat.S_IWUSR and os.access(path, os.W_OK)):
        allow = f"chmod u+w {shlex.quote(str(path))}"
        return f"{path} is read-only. Change a copy of it, or allow writing ({allow})."
    return ""


def why_unsafe(path: Path) -> str:
    """Who else could put another file in a plan's place, in a sentence; empty if nobody could."""
    folder = path.absolute().parent
    try:
        mode = folder.stat().st_mode
    except OSError:  # it is told when the plan is opened
        return ""
    if mode & stat.S_IWOTH and not mode & stat.S_ISVTX:
        return (
            f"Everybody here can write in the folder {folder}, and so take the plan away or put another in "
            f"its place. Close the folder (chmod o-w {shlex.quote(str(folder))})."
        )
    return ""


def user_name(number: int) -> str:
    """The login name of a user, or the number where there is none (a container, another machine's disk)."""
    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return str(number)
