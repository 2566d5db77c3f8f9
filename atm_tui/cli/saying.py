"""What a command says: the result on stdout, all else on stderr, both harmless for a terminal."""

import contextlib
import io
import json
import os
import sys
from collections.abc import Iterable
from typing import TextIO

from atm_tui import firstword
from atm_tui.errors import AtmError


def set_up(stream: TextIO) -> None:
    """Let a terminal show "?" for what it cannot; into a pipe or a file goes UTF-8."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a person may sit at the other end."""
    return stream is not None and not stream.closed and stream.isatty()


def say(words: str) -> None:
    """Say something beside the result."""
    firstword.take_away()
    print(plain(words), file=sys.stderr)


def plain(words: str) -> str:
    """Words on one line, harmless for a terminal; odd ones are cleaned."""
    if words.isprintable():
        return words
    from atm_tui.clean import clean_line  # noqa: PLC0415 - only odd words need it

    return clean_line(words)


def result(text: str) -> None:
    """Write the result, all of it.

    Raises:
        AtmError: It cannot be written.
    """
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        drop_stdout()
        raise AtmError(f"The result cannot be written: {reason(error)}.") from None


def result_lines(lines: Iterable[str]) -> None:
    """Write a result of lines."""
    result("".join(f"{plain(line)}\n" for line in lines))


def result_data(data: object) -> None:
    """Write a result as JSON, in ASCII: nothing in it can drive a terminal."""
    result(json.dumps(data, indent=1) + "\n")


def reason(error: OSError) -> str:
    """Why the system refused, in its words."""
    return (error.strerror or "the system refused").lower()


def drop_stdout() -> None:
    """Keep Python from trying once more to write what could not be written."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
