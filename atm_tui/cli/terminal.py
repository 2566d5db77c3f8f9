"""What this terminal can do, and which ways lead to a clipboard from here: each is tried."""

import contextlib
import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from atm_tui import settings
from atm_tui.clean import clean_line
from atm_tui.cli.saying import is_terminal, result_lines
from atm_tui.terminal import look_at

if TYPE_CHECKING:
    from atm_tui.clipboard.chain import Send, Way
    from atm_tui.terminal import Terminal

_COLOURS: Final = {0: "none", 16: "16", 256: "256"}


@contextlib.contextmanager
def own_terminal() -> "Iterator[Send | None]":
    """What writes to the terminal that the user sits at, wherever the output goes; None if there is none."""
    with contextlib.ExitStack() as stack:
        terminal = sys.stderr if is_terminal(sys.stderr) else None
        with contextlib.suppress(OSError):
            handle = os.open("/dev/tty", os.O_WRONLY | os.O_NOCTTY)
            terminal = stack.enter_context(os.fdopen(handle, "w", encoding="ascii"))

        def send(sequence: str) -> None:
            print(sequence, end="", file=terminal, flush=True)

        yield send if terminal else None


def report() -> int:
    """Say what this terminal is, and try each way to a clipboard with words of its own."""
    from atm_tui.clipboard.chain import ways  # noqa: PLC0415 - only this needs it

    settings.into(os.environ)
    here = look_at(os.environ, sys.stdout.encoding)
    with own_terminal() as send:
        found = ways(os.environ, send)
        result_lines(
            [
                *_looks(here),
                *_settings(),
                "",
                "Ways to a clipboard from here, each tried with words of its own:",
            ]
        )
        result_lines([f"- {_tried(way)}" for way in reversed(found)] or ["- none"])
    result_lines(_closing(found))
    return 0


def _looks(here: "Terminal") -> list[str]:
    size = _size()
    if here.dumb:
        screen = "no screen can be shown in it; export, check, list and doctor work"
    elif size is None:
        screen = "there is none: the output goes elsewhere"
    else:
        screen = f"{size.columns} columns, {size.lines} lines"
        if size.columns < 60 or size.lines < 16:
            screen += "; 60 by 16 are needed"
    return [
        f"Terminal:  {here.term or 'TERM is not set'}",
        f"Screen:    {screen}",
        f"Colours:   {_COLOURS.get(here.colours, 'all')}",
        f"Letters:   {'Unicode' if here.unicode else 'ASCII only'}",
        f"Way here:  {_way_here(here)}{', told to be quiet' * here.quiet}",
    ]


def _settings() -> list[str]:
    """Where the settings are, and what in them is passed over."""
    place, held = settings.path(), settings.current()
    troubles = list(held.troubles)
    if held.keys:
        from atm_tui.keys import settled  # noqa: PLC0415 - whoever wants no other keys needs none of it
        from atm_tui.screens.everypage import every_page  # noqa: PLC0415 - as above; it loads Textual

        _, why = settled(held.keys, every_page())
        troubles += [settings.key_trouble(name, reason) for name, reason in why.items()]
    there = clean_line(str(place)) if os.path.lexists(place) else "all as at first; there is no file yet"
    return [f"Settings:  {there}", *(f"- {one}" for one in troubles)]


def _size() -> os.terminal_size | None:
    for stream in (sys.__stdin__, sys.__stdout__, sys.__stderr__):
        with contextlib.suppress(OSError, ValueError, AttributeError):  # closed, none, or no terminal
            return os.get_terminal_size(stream.fileno())  # type: ignore[union-attr]  # None is suppressed
    return None


def _way_here(here: "Terminal") -> str:
    inside = {"tmux": "inside tmux", "screen": "inside GNU screen"}.get(here.inside, "")
    return ", ".join(filter(None, ["by SSH" if here.ssh else "on this machine", inside]))


def _words(way: "Way") -> str:
    return f"atm-tui by way of {way.name}"


def _tried(way: "Way") -> str:
    if not way.take(_words(way)):
        return f"{way.name}: not reached."
    return f"{way.name}: it holds the words." if way.sure else f"{way.name}: sent; a terminal never answers."


def _closing(found: "list[Way]") -> list[str]:
    """What a person can look at to know what the program cannot."""
    from atm_tui.clipboard import exports_folder  # noqa: PLC0415 - as above

    file = f"Whatever is copied is written to a file as well, in {exports_folder()}."
    if not found:
        return [file]
    said = [f'  "{_words(way)}"{" (also by tmux: prefix ])" * way.name.startswith("tmux")}' for way in found]
    return ["Now paste where you would paste a plan. What comes tells the way that works:", *said,
            "If something else comes, this terminal takes nothing from programs.", file]  # fmt: skip
