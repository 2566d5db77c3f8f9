"""What the terminal at the other end of the line can do, as far as the environment tells.

Nothing is asked of the terminal itself: an answer over a slow line comes late, and some never answer.
"""

import codecs
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from typing import Final

TRUE: Final = 1 << 24
"""How many colours a terminal has that takes red, green and blue."""

COLOURS: Final = {"none": 0, "16": 16, "256": 256, "true": TRUE}
"""What ATM_TUI_COLOURS may say."""

_SSH: Final = ("SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT")
_DUMB: Final = ("", "dumb", "unknown")
_MONO: Final = ("vt", "wy", "xterm-mono", "ansi-mono", "ansi-m")
"""How the names begin of terminals without colour: DEC's, from vt52 to vt420, and Wyse's."""
_MODERN: Final = (
    "alacritty",
    "contour",
    "foot",
    "iterm",
    "kitty",
    "rio",
    "wezterm",
    "xterm-ghostty",
    "xterm-kitty",
)
"""How the names begin of terminals that have 256 colours without saying so in their name."""
_ESC_OVER_SSH: Final = "400"
"""Milliseconds that a lone Esc waits for the rest of a key, as a slow line splits it."""


@dataclass(frozen=True)
class Terminal:
    """A terminal.

    Attributes:
        term: What it is called: TERM, in lower case.
        colours: How many it has: 0, 16, 256 or 1 << 24.
        unicode: Whether box drawing and other signs beyond ASCII can be counted on. Letters that people type
            are shown in any case, as well as the encoding lets them.
        ssh: Whether the person sits at another machine.
        inside: The multiplexer next to us, here or where the person sits: "tmux", "screen" or "".
        dumb: Whether it cannot even move its cursor.
        quiet: Whether nothing may be sent to it that nobody asked for.
    """

    term: str
    colours: int
    unicode: bool
    ssh: bool
    inside: str
    dumb: bool
    quiet: bool


def look_at(env: Mapping[str, str], encoding: str) -> Terminal:
    """The terminal that an environment tells of.

    Args:
        env: The environment.
        encoding: In which what is written reaches the terminal.
    """
    term = env.get("TERM", "").strip().lower()
    return Terminal(
        term=term,
        colours=_colours(term, env),
        unicode=_unicode(term, encoding, env),
        ssh=over_ssh(env),
        inside=_inside(term, env),
        dumb=term in _DUMB,
        quiet=env.get("ATM_TUI_LINK", "").strip().lower() == "quiet",
    )


def over_ssh(env: Mapping[str, str]) -> bool:
    """Whether this runs on another machine than the one a person sits at."""
    return any(env.get(name) for name in _SSH)


def prepare(terminal: Terminal, env: MutableMapping[str, str]) -> None:
    """Put into the environment what Textual reads of it, most of it when it is first imported.

    Without colours Textual still needs a colour system, or it takes the largest; NO_COLOR then takes the
    colours out. It means "none" to Textual even where it is empty, and where ATM_TUI_COLOURS says otherwise.
    """
    env.setdefault("TEXTUAL_ANIMATIONS", "none")
    env["TEXTUAL_COLOR_SYSTEM"] = {256: "256", TRUE: "truecolor"}.get(terminal.colours, "standard")
    if terminal.colours:
        env.pop("NO_COLOR", None)
    else:
        env["NO_COLOR"] = "1"
    if terminal.ssh:
        env.setdefault("ESCDELAY", _ESC_OVER_SSH)
    if _is_console(terminal.term):  # some print a part of a request with a sign that they do not know
        env["TEXTUAL_DISABLE_KITTY_KEY"] = "1"


def _colours(term: str, env: Mapping[str, str]) -> int:
    wanted = COLOURS.get(env.get("ATM_TUI_COLOURS", "").strip().lower())
    if wanted is not None:
        return wanted
    if env.get("NO_COLOR") or term in _DUMB or term.startswith(_MONO) or term.endswith(("-m", "-mono")):
        return 0
    if term.endswith("-direct") or env.get("COLORTERM", "").strip().lower() in ("truecolor", "24bit"):
        return TRUE
    return 256 if "256color" in term or term.startswith(_MODERN) else 16


def _unicode(term: str, encoding: str, env: Mapping[str, str]) -> bool:
    """Whether signs beyond ASCII can be counted on.

    The Linux console understands UTF-8, but its font has 256 or 512 signs, and all others look the same.
    DEC's terminals, and what calls itself one of them, have only Latin letters.
    """
    wanted = env.get("ATM_TUI_GLYPHS", "").strip().lower()
    if wanted in ("ascii", "unicode"):
        return wanted == "unicode"
    return _is_utf8(encoding) and term not in _DUMB and not _is_console(term)


def _is_console(term: str) -> bool:
    """Whether this is the Linux console, a terminal without colours, or what calls itself one."""
    return term.startswith(("linux", *_MONO))


def _is_utf8(encoding: str) -> bool:
    try:
        return codecs.lookup(encoding).name == "utf-8"
    except LookupError:
        return False


def _inside(term: str, env: Mapping[str, str]) -> str:
    """The multiplexer that is next to us.

    One inside the other hands on the other's variable, but puts its own name into TERM: tmux as "tmux" or, if
    it is set up so, "screen", GNU screen as "screen" or "screen.xterm" and the like. A bare "screen" is the
    latter's if it stands in TERMCAP, too, which only that writes. Without their variables TERM tells of one
    on the person's own machine, from where SSH leads here.
    """
    tmux, screen = bool(env.get("TMUX")), bool(env.get("STY"))
    if tmux and screen:
        own = term.startswith("screen.") or env.get("TERMCAP", "").lower().startswith(f"sc|{term}|")
        return "screen" if term.startswith("screen") and own else "tmux"
    if tmux or screen:
        return "tmux" if tmux else "screen"
    return next((name for name in ("tmux", "screen") if term.startswith(name)), "")
