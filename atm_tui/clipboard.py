"""Ways to a clipboard, and an honest word on what happened.

A file is always written first: it is the only way that never fails unseen. Over SSH, and
where there is no display, the terminal itself is asked to fill its clipboard; it never
answers, so nobody can say that it did. Only a tool of the desktop can be asked what it holds.
"""

import base64
import itertools
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from atm_tui.errors import AtmError
from atm_tui.store.files import make_folder, write_new
from atm_tui.store.folder import folder, name_for

SECONDS: Final = 2.0
"""How long a tool of the desktop may take."""

_SSH: Final = ("SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT")
_DISPLAYS: Final = ("DISPLAY", "WAYLAND_DISPLAY")
_CONTROLS: Final = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f]")


@dataclass(frozen=True)
class Outcome:
    """What became of a text.

    Attributes:
        message: In words.
        path: The file that holds it; None if none could be written.
        sent: Whether it was sent to a clipboard.
    """

    message: str
    path: Path | None
    sent: bool


def deliver(
    text: str,
    *,
    name: str,
    suffix: str,
    send: Callable[[str], None] | None,
    env: Mapping[str, str],
    tools: bool = True,
) -> Outcome:
    """Write a text to a file and send it to a clipboard.

    Args:
        text: What to hand over.
        name: What the file is called, without its day and suffix.
        suffix: How the file's name ends.
        send: Writes to the terminal; None if there is none.
        env: The environment: where the display is, and whether we sit at it.
        tools: Whether a program of the desktop may be started for it.
    """
    try:
        path, kept = write_file(name, suffix, text), ""
    except AtmError as error:
        path, kept = None, str(error)
    size = f"{len(_plain(text)):,} characters"
    copied = tools and on_desktop(env) and _copied(text, env)
    sent = copied or _sent(text, send)
    if copied:
        said = f"Copied: {size}."
        kept = kept or f"The same text is in {path}."
    elif sent:
        said = f"Sent to your terminal: {size}."
        kept = kept or f"If nothing pastes, the text is in {path}."
    else:
        said = "There is no clipboard to send to."
        kept = kept or f"The text is in {path}."
    return Outcome(f"{said} {kept}", path, sent)


def over_ssh(env: Mapping[str, str]) -> bool:
    """Whether this runs on another machine than the one a person sits at."""
    return any(env.get(name) for name in _SSH)


def on_desktop(env: Mapping[str, str]) -> bool:
    """Whether a display of this machine is there, with a person at it."""
    return not over_ssh(env) and (sys.platform in ("darwin", "win32") or any(map(env.get, _DISPLAYS)))


def osc52(text: str) -> str:
    """The sequence that asks a terminal to put a text on its clipboard.

    No line end stands last in it (pasted into a shell it would run a command) and no control
    character anywhere but line ends.
    """
    held = base64.b64encode(_plain(text).encode("utf-8", errors="replace")).decode("ascii")
    return f"\x1b]52;c;{held}\x07"


def _plain(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return _CONTROLS.sub("", text).rstrip("\n")


def _sent(text: str, send: Callable[[str], None] | None) -> bool:
    if send is None:
        return False
    try:
        send(osc52(text))
    except OSError:  # the terminal is gone
        return False
    return True


def _copied(text: str, env: Mapping[str, str]) -> bool:
    """Whether a tool of the desktop took the text, and says so when it is asked.

    pyperclip runs such a tool without looking whether it failed, lets it write over the screen,
    and waits for ever; so it runs in a process of its own, and what it holds is read back.
    """
    plain = _plain(text).encode("utf-8", errors="replace")
    if _pyperclip("--copy", env, plain) is None:
        return False
    held = _pyperclip("--paste", env)
    return held is not None and held.replace(b"\r\n", b"\n").rstrip(b"\n") == plain


def _pyperclip(way: str, env: Mapping[str, str], given: bytes = b"") -> bytes | None:
    """What pyperclip's own command writes; None if it failed or took too long."""
    try:
        done = subprocess.run(  # noqa: S603 - this Python, with words of our own
            [sys.executable, "-P", "-X", "utf8", "-m", "pyperclip", way],
            input=given,
            stdout=subprocess.PIPE if way == "--paste" else subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=dict(env),
            timeout=SECONDS,
            start_new_session=True,  # what it leaves to hold the text outlives this terminal
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout or b""


# Files ---------------------------------------------------------------------------------------
def exports_folder() -> Path:
    """The folder for exports (it may not exist yet)."""
    return folder() / "exports"


def write_file(stem: str, suffix: str, content: str | bytes) -> Path:
    """Write a file of this day into the exports folder, for its owner only.

    A file that is there is never written over: the next one gets a number. The same content
    is not written twice.

    Raises:
        AtmError: It cannot be written; nothing is left behind.
    """
    data = content.encode("utf-8", errors="replace") if isinstance(content, str) else content
    place = exports_folder()
    stem = f"{name_for(stem)}-{datetime.now().astimezone():%Y-%m-%d}"
    try:
        make_folder(place)
        for number in itertools.count(1):
            path = place / (f"{stem}{suffix}" if number == 1 else f"{stem}-{number}{suffix}")
            if path.is_file() and path.read_bytes() == data:
                return path
            if _made(path, data):
                return path
    except OSError as error:
        reason = (error.strerror or "the system refused").lower()
        raise AtmError(f"No file could be written in {place}: {reason}.") from None
    raise AssertionError("the count never ends")  # pragma: no cover


def _made(path: Path, data: bytes) -> bool:
    """Write a new file, all of it or nothing; False if there is one."""
    try:
        write_new(path, data)
    except FileExistsError:
        return False
    return True
