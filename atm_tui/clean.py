"""What a person typed, made harmless for a terminal without losing its words.

Control characters, escape codes, bidirectional overrides and lone surrogates never reach a
record: they could drive the terminal, hide text or break a save. Joiners that scripts need
(ZWJ, ZWNJ) stay, and so do all letters, marks and emoji.
"""

import re
import unicodedata
from typing import Any, Final

MOST: Final = 20_000
"""Characters kept of one field; a longer paste is cut there, and its form says so."""

_MARKS: Final = 4
_ANSI: Final = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\^_])")
_LINE_END: Final = re.compile("\r\n|[\r\x0b\x0c\u2028\u2029]")
_UNSAFE: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 but tab and newline, DEL, C1
    "\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c"  # bidirectional controls
    "\ufeff\ufff9-\ufffb"  # BOM, annotations
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\U000e0000-\U000e007f]"  # surrogates, non-characters, tags
)


def clean(value: str) -> str:
    """Strip what could harm a terminal or a file; a line end is one newline, a tab a space."""
    value = _LINE_END.sub("\n", value).replace("\t", " ")
    if len(value) > MOST:
        value = value[:MOST]
    if value.isascii() and value.isprintable():
        return value
    value = _UNSAFE.sub("", _ANSI.sub("", value))
    return value if value.isascii() else _few_marks(value)


def clean_line(value: str) -> str:
    """As ``clean``, on one line and without blanks at its ends."""
    return " ".join(clean(value).split())


def sound(value: Any) -> Any:  # noqa: ANN401 - any JSON
    """JSON of a field that we do not know, as it is, but for halves of surrogate pairs: they break a save."""
    if isinstance(value, str):
        return value.encode(errors="replace").decode()
    if isinstance(value, list):
        return [sound(item) for item in value]
    if isinstance(value, dict):
        return {sound(name): sound(item) for name, item in value.items()}
    return value


def _few_marks(value: str) -> str:
    """At most four combining marks in a row: more only paint over the lines around them."""
    kept: list[str] = []
    run = 0
    for character in value:
        run = run + 1 if unicodedata.combining(character) else 0
        if run <= _MARKS:
            kept.append(character)
    return "".join(kept)
