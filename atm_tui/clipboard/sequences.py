"""What a terminal is asked with: OSC 52, and how GNU screen lets it through."""

import base64
import re
from typing import Final

MOST: Final = 74_994
"""Bytes of text that terminals take at most: 100,000 bytes of sequence, less its own words, in base64."""

SURE: Final = 3_000
"""Bytes of base64 that nearly every terminal takes which takes any; some take no more."""

PIECE: Final = 250
"""Bytes of one piece for GNU screen. It took 256 until 2008, then 512, and 768 since 2014."""

_CONTROLS: Final = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f]")
_OPEN, _CLOSE = "\x1bP", "\x1b\\"
_PICTURE: Final = re.compile("[0-9;]*q")
"""How a picture begins in the same kind of sequence."""


def harmless(text: str) -> str:
    """A text without control characters but line ends, and none last: a shell would run what is pasted."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return _CONTROLS.sub("", text).rstrip("\n")


def encoded(text: str) -> bytes:
    """A harmless text in UTF-8; half of a surrogate pair becomes a question mark."""
    return harmless(text).encode("utf-8", errors="replace")


def osc52(text: str) -> str:
    """The sequence that asks a terminal to put a text on its clipboard."""
    return f"\x1b]52;c;{base64.b64encode(encoded(text)).decode('ascii')}\x07"


def through_screen(sequence: str) -> str:
    """A sequence in pieces, which GNU screen hands on one by one; a bare OSC 52 it would paint.

    No piece ends within an escape code, and none looks like a picture to what reads along before screen.
    """
    pieces, at, room = [], 0, PIECE - len(_OPEN + _CLOSE)
    while at < len(sequence):
        end = min(at + room, len(sequence))
        end = next((cut for cut in range(end, at, -1) if _can_be_cut(sequence, cut)), end)
        pieces.append(f"{_OPEN}{sequence[at:end]}{_CLOSE}")
        at = end
    return "".join(pieces)


def _can_be_cut(sequence: str, at: int) -> bool:
    return sequence[at - 1] != "\x1b" and not _PICTURE.match(sequence, at)
