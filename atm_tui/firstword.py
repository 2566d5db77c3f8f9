"""The first word on the screen, before anything slow is loaded: on an old machine that takes seconds.

Nothing is imported here that Python has not loaded by itself. The app's own screen hides the word; it is
taken away, by blanks that any terminal knows, when that has ended or something else is to be said.
"""

import os
import sys

WORD = "atm-tui: one moment ..."

_shown = False


def show() -> None:
    """Show it, if somebody sits there to read it."""
    global _shown  # noqa: PLW0603 - there is one screen, and it shows the word or not
    if not _shown and sys.stdin and sys.stdin.isatty() and sys.stderr and sys.stderr.isatty():
        _shown = True
        _write(WORD)


def take_away() -> None:
    """Have the line empty again."""
    global _shown  # noqa: PLW0603 - as above
    if _shown:
        _shown = False
        _write(" " * len(WORD))


def _write(line: str) -> None:
    """Write without Python's buffer: what a lost terminal does not take would be tried again at the end."""
    try:
        os.write(sys.stderr.fileno(), f"{line}\r".encode("ascii"))
    except (OSError, ValueError):  # the terminal has gone
        return
