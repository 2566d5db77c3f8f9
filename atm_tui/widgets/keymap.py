"""The keys that commands were given in the settings, as far as they can have them.

As long as none was given, all here hands back what it gets. A command is declared with its keys, and asks
here for those that it has now; Textual is told by the app which they are.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from atm_tui import settings
from atm_tui.keys import Keyed, keys_now, said, settled

_given: dict[str, str] = {}
"""The key that a command was given, by its name."""


def use(wanted: Mapping[str, str], pages: Iterable[Sequence[Keyed]]) -> list[str]:
    """Let commands have these keys from now on. Gives a sentence for each that cannot have its own.

    Args:
        wanted: The key for a command's name.
        pages: The commands of each page that there is.
    """
    given, why = settled(wanted, pages)
    _given.clear()
    _given.update(given)
    return [settings.key_trouble(name, reason) for name, reason in why.items()]


def given() -> Mapping[str, str]:
    """The key that a command was given, by its name."""
    return _given


def now(command: str, declared: str) -> str:
    """The keys that a command has now, the one to be shown first: those declared, if none was given."""
    own = _given.get(command)
    if own is None:
        return declared
    return keys_now(declared, own, (key for name, key in _given.items() if name != command))


def name(command: str, declared: str) -> str:
    """How Textual knows a command: the same one can have other keys on another page."""
    return f"{command} {declared}"


def for_textual(pages: Iterable[Sequence[Keyed]]) -> dict[str, str]:
    """The keys of each command that was given one, by its name for Textual."""
    return {
        name(one.id, one.keys): now(one.id, one.keys) for page in pages for one in page if one.id in _given
    }


def worded(text: str, commands: Iterable[Keyed]) -> str:
    """A text of ours, with the keys named that work now.

    Args:
        text: It names keys as the commands are made with them.
        commands: Those that it can mean, the nearest first.
    """
    if not _given:
        return text
    words: dict[str, str] = {}
    for one in commands:
        first = one.keys.split(",", maxsplit=1)[0]
        if first:
            words.setdefault(said(first), said(now(one.id, one.keys).split(",", maxsplit=1)[0]))
    pattern = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    return re.sub(rf"(?<![\w+])(?:{pattern})(?!\w)", lambda found: words[found[0]], text) if words else text
