"""How wide words are in a terminal, and how to fit them into lines."""

import unicodedata
from functools import lru_cache
from typing import Final

from atm_tui.clean import clean_line

MORE: Final = ".."
"""Ends what is cut; two ASCII dots, since an ellipsis is of ambiguous width."""

_NOTHING: Final = frozenset("\u200b\u200c\u200d\u2060\u2061\u2062\u2063\u2064\ufeff")
"""Joiners and their kin take no room."""

_EMOJI_STYLE: Final = "\ufe0f"
"""Makes the sign before it wide in some terminals; it is counted here, so that no line is too long."""


def cells(text: str) -> int:
    """How many cells a text takes; rather one too many than one too few."""
    return len(text) if text.isascii() else sum(map(of, text))


@lru_cache(maxsize=4096)
def of(character: str) -> int:
    """How many cells one character takes; none for a mark upon the letter before it."""
    if character in _NOTHING:
        return 0
    if unicodedata.category(character) in ("Mn", "Me") and character != _EMOJI_STYLE:
        return 0
    wide = unicodedata.east_asian_width(character) in "WF" or 0x1F000 <= ord(character) <= 0x1FAFF
    return 2 if wide else 1


def pad(text: str, width: int) -> str:
    """A text with blanks behind it, so that it fills the width."""
    return text + " " * (width - cells(text))


def cut(text: str, width: int) -> str:
    """One harmless line of at most so many cells; it ends with two dots where it was longer."""
    text = clean_line(text)
    return text if cells(text) <= width else _begin(text, max(0, width - len(MORE))) + MORE[: max(0, width)]


def fit(text: str, width: int) -> str:
    """One harmless line of exactly so many cells: padded, or cut with two dots."""
    return pad(cut(text, width), width)


def _begin(text: str, width: int) -> str:
    """The longest beginning that takes at most so many cells; never half of a wide letter."""
    taken = 0
    for place, character in enumerate(text):
        taken += of(character)
        if taken > width:
            return text[:place]
    return text


def wrap(text: str, width: int) -> list[str]:
    """A text in lines of at most so many cells; its own line ends are kept, a too long word is broken."""
    return [line for typed in text.split("\n") for line in _wrapped(typed.split(), width)]


def _wrapped(words: list[str], width: int) -> list[str]:
    lines: list[str] = []
    line, taken = "", 0
    for word in (piece for typed in words for piece in _pieces(typed, width)):
        size = cells(word)
        if line and taken + 1 + size <= width:
            line, taken = f"{line} {word}", taken + 1 + size
        else:
            if line:
                lines.append(line)
            line, taken = word, size
    return [*lines, line]


def _pieces(word: str, width: int) -> list[str]:
    """A word in pieces of at most so many cells (of two at least: a wide letter must fit)."""
    if cells(word) <= width:
        return [word]
    pieces: list[str] = []
    start, taken = 0, 0
    for place, character in enumerate(word):
        size = of(character)
        if taken + size > max(width, 2) and place > start:
            pieces.append(word[start:place])
            start, taken = place, 0
        taken += size
    return [*pieces, word[start:]]
