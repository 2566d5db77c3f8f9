"""Keys that a command can be given: their names, how people write them, and which are never given away.

Pure, and known to nobody but by its functions: what is asked of a key is whether every terminal sends it,
and whether something else lives of it.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, Protocol

from atm_tui.errors import NotUnderstood

FIXED: Final = ("f1", "f2", "f10", "ctrl+c", "enter", "escape")
"""Keys that do the same whatever the settings say, so that nobody is ever locked in or out."""

_KEPT_LETTERS: Final = "abhijmqsz"
"""Letters with Ctrl that terminals, tmux and screen keep, or send for Tab, Enter and Backspace."""
_LETTERS: Final = tuple(one for one in "abcdefghijklmnopqrstuvwxyz" if one not in _KEPT_LETTERS + "c")

GIVABLE: Final = frozenset((
    *(f"f{number}" for number in (3, 4, 5, 6, 7, 8, 9, 11, 12)),
    *(f"ctrl+{letter}" for letter in _LETTERS),
    *(f"alt+{arrow}" for arrow in ("up", "down", "left", "right")),
    "ctrl+up", "ctrl+down", "insert",
))  # fmt: skip
"""What a command can be given: keys that arrive everywhere, and that no typing or moving needs."""

_TYPED: Final = frozenset((
    "tab", "shift+tab", "up", "down", "left", "right", "home", "end", "pageup", "pagedown", "backspace",
    "delete", "space",
))  # fmt: skip
_WORDS: Final = {
    "escape": "Esc", "insert": "Ins", "delete": "Del", "pageup": "PgUp", "pagedown": "PgDn", "ctrl": "Ctrl",
    "alt": "Alt", "space": "Space", "plus": "+", "minus": "-", "full_stop": ".",
}  # fmt: skip
_OTHERWISE: Final = {
    "esc": "escape", "ins": "insert", "del": "delete", "pgup": "pageup", "pgdn": "pagedown",
    "pgdown": "pagedown", "control": "ctrl", "strg": "ctrl", "return": "enter", "meta": "alt",
    "option": "alt",
}  # fmt: skip
"""Other names that people have for keys."""
_LONGEST: Final = 20


class Keyed(Protocol):
    """What has keys: a command."""

    @property
    def id(self) -> str:
        """Its name."""

    @property
    def keys(self) -> str:
        """The keys that it is made with, separated by commas."""

    @property
    def label(self) -> str:
        """A word or two for it."""


def said(key: str) -> str:
    """A key as people read it: F4, Ctrl+N, Enter."""
    return "+".join(_WORDS.get(part, part.title()) for part in key.split("+"))


def read_key(words: str) -> str:
    """The name of a key as people write it: ``Ctrl+T``, ``ctrl-t``, ``F9``, ``Ins``.

    Raises:
        NotUnderstood: It is no key, or none that a command can be given.
    """
    parts = words.strip().lower().replace("-", "+").replace(" ", "+").split("+")
    key = "+".join(_OTHERWISE.get(part, part) for part in parts if part)
    if why := refusal(key):
        raise NotUnderstood(why)
    return key


def refusal(key: str) -> str:
    """Why a command cannot be given this key; "" if it can."""
    if key in GIVABLE:
        return ""
    if key in FIXED:
        return f"{said(key)} always does what it does and cannot be given away."
    if key in _TYPED or (len(key) == 1 and key.isprintable()):
        return f"{said(key)} is needed for typing and for moving about."
    if key.startswith("ctrl+") and key[5:] in (*_KEPT_LETTERS, "space", "[", "left_square_bracket"):
        return f"{said(key)} is kept by terminals, tmux or screen and does not arrive."
    shown = said(key)[:_LONGEST]
    shown = shown if shown.isprintable() and shown else "This"
    return f"{shown} is no key that arrives in every terminal. Take one like F11, Ctrl+U or Alt+Up."


def keys_now(declared: str, own: str, others: Iterable[str]) -> str:
    """The keys of a command that was given one of its own: that, then those of before that are still free.

    Args:
        declared: The keys that it is made with.
        own: The key that it is given.
        others: The keys that other commands are given.
    """
    taken = {own, *others}
    return ",".join([own, *(key for key in declared.split(",") if key and key not in taken)])


def settled(
    wanted: Mapping[str, str], pages: Iterable[Sequence[Keyed]]
) -> tuple[dict[str, str], dict[str, str]]:
    """Which commands get the key that they are to have, and why the others do not.

    A key goes to one command of a page only. One that another has, which keeps it, is not given away; of two
    that are to have the same, the first gets it.

    Args:
        wanted: The key for a command's name.
        pages: The commands that can be on one page, for each page.
    """
    labels: dict[str, str] = {}
    beside: dict[str, dict[str, set[str]]] = {}
    for page in pages:
        for command in page:
            labels.setdefault(command.id, command.label)
            if command.id in wanted:
                found = beside.setdefault(command.id, {})
                for one in page:
                    if one.id != command.id:
                        found.setdefault(one.id, set()).update(one.keys.split(","))
    given: dict[str, str] = {}
    why: dict[str, str] = {}
    for name, key in wanted.items():
        if name in labels:
            given[name] = key
        else:
            why[name] = "there is no such command"
    while clash := _clash(given, beside):
        name, other = clash
        why[name] = f"{said(given.pop(name))} is the key of {labels[other]} ({other}) on the same page"
    return given, why


def _clash(given: dict[str, str], beside: Mapping[str, Mapping[str, set[str]]]) -> tuple[str, str] | None:
    """A command that cannot have its key, the last of them, and the one that has it."""
    for name in reversed(given):
        for other, keys in beside.get(name, {}).items():
            if given[name] in ({given[other]} if other in given else keys):
                return name, other
    return None
