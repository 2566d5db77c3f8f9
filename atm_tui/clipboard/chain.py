"""The ways to a clipboard in their order, and what is said of the one that was taken.

A file is always written first: it is the only way that never fails unseen. A terminal never answers, so
nobody can say that it took a text; tmux and the tools of a desktop can be asked what they hold. Inside tmux
or GNU screen only the innermost counts: it reads what is sent, and it alone knows where a person sits now.
"""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from atm_tui.clipboard.files import write_file
from atm_tui.clipboard.sequences import MOST, SURE, encoded, harmless, osc52, through_screen
from atm_tui.clipboard.tools import around_tmux, desktop_took, tmux_took
from atm_tui.errors import AtmError
from atm_tui.terminal import look_at

Send = Callable[[str], None]
"""Writes a sequence to the terminal."""

_DISPLAYS: Final = ("DISPLAY", "WAYLAND_DISPLAY")


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


@dataclass(frozen=True)
class Way:
    """A way to a clipboard that may apply here.

    Attributes:
        name: Where the text is then, in words.
        take: Hands a text over; gives what to say of it, with the text's size, or nothing if it did not go.
        sure: Whether it then surely is there.
    """

    name: str
    take: Callable[[str], str]
    sure: bool


def deliver(
    text: str, *, name: str, suffix: str, send: Send | None, env: Mapping[str, str], tools: bool = True
) -> Outcome:
    """Write a text to a file and hand it to the first clipboard that takes it.

    Args:
        text: What to hand over.
        name: What the file is called, without its day and suffix.
        suffix: How the file's name ends.
        send: Writes to the terminal; None if there is none.
        env: The environment: which terminal this is, and whether we sit at it.
        tools: Whether a program may be started for it.
    """
    try:
        path, kept = write_file(name, suffix, text), ""
    except AtmError as error:
        path, kept = None, str(error)
    for way in ways(env, send, tools=tools):
        if said := way.take(text):
            kept = kept or (
                f"The same text is in {path}." if way.sure else f"If nothing pastes, the text is in {path}."
            )
            return Outcome(f"{said} {kept}", path, sent=True)
    return Outcome(f"{_refused(text, send)} {kept or f'The text is in {path}.'}", path, sent=False)


def ways(env: Mapping[str, str], send: Send | None, *, tools: bool = True) -> list[Way]:
    """The ways that apply here, in their order. Arguments as of ``deliver``."""
    here = look_at(env, "utf-8")
    found = []
    if tools and here.inside == "tmux" and env.get("TMUX"):
        found.append(Way("tmux's buffer", lambda text: _to_tmux(text, env), sure=True))
    if tools and not here.inside and not here.ssh and _has_display(env):
        found.append(Way("this desktop's clipboard", lambda text: _to_desktop(text, env), sure=True))
    if send is not None:
        found.append(Way("your terminal", lambda text: _to_terminal(text, send, here.inside), sure=False))
    return found


def size_of(text: str) -> str:
    """How long a text is, in words."""
    return f"{len(harmless(text)):,} characters"


def _has_display(env: Mapping[str, str]) -> bool:
    return sys.platform in ("darwin", "win32") or any(map(env.get, _DISPLAYS))


def _refused(text: str, send: Send | None) -> str:
    if send is not None and _too_long(text):
        return f"Too long for a terminal's clipboard: {size_of(text)}."
    return "There is no clipboard to send to."


def _too_long(text: str) -> bool:
    return len(encoded(text)) > MOST


# Each way -------------------------------------------------------------------------------------
def _to_tmux(text: str, env: Mapping[str, str]) -> str:
    name, knows = around_tmux(env)
    # GNU screen would paint what tmux tells it
    pass_on = bool(name) and not name.startswith("screen") and not _too_long(text)
    if not tmux_took(text, env, pass_on=pass_on):
        return ""
    also = " Your terminal was asked to take it, too." if pass_on and knows else ""
    return f"In tmux's buffer: {size_of(text)} (prefix ] pastes).{also}"


def _to_desktop(text: str, env: Mapping[str, str]) -> str:
    return f"Copied: {size_of(text)}." if desktop_took(text, env) else ""


def _to_terminal(text: str, send: Send, inside: str) -> str:
    """Ask the terminal, through whatever reads along on the way to it."""
    if _too_long(text):
        return ""
    sequence = osc52(text)
    try:
        send(through_screen(sequence) if inside == "screen" else sequence)
    except OSError:  # the terminal is gone
        return ""
    said = f"Sent to your terminal: {size_of(text)}."
    if inside == "tmux":
        said += " tmux keeps it back unless its set-clipboard is on."
    if len(sequence) > SURE:
        said += " Some terminals do not take so much."
    return said
