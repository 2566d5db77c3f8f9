"""A table in a text file, however its letters and its cells are written."""

import csv
from collections import Counter
from typing import Final

from atm_tui.errors import AtmError

_MARKS: Final = ("\t", ";", ",", "|")
_LOOKED_AT: Final = 100
"""Lines from which it is told what parts the cells."""

_BOMS: Final = (
    (b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe\x00\x00", "utf-32-le"), (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"),
)  # fmt: skip
_OPEN_QUOTE: Final = 5
"""Line ends in the last cell from which on a quote was left open, and took the rest of the file; in a first
row fewer are enough."""


def decoded(content: bytes) -> tuple[str, str]:
    """A file's text, and what there is to say of its letters; Excel writes them in several ways."""
    for mark, name in _BOMS:
        if content.startswith(mark):
            return content[len(mark) :].decode(name, errors="replace"), ""
    half = max(1, len(content) // 2)
    for name, at in (("utf-16-le", 1), ("utf-16-be", 0)):
        if content[at::2].count(0) > half * 0.6:
            return content.decode(name, errors="replace"), ""
    try:
        return content.decode("utf-8"), ""
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
        return (
            text,
            "The file is not in UTF-8 and was read as older Windows letters; look at names with accents.",
        )


def rows_of(text: str) -> list[list[str]]:
    """The rows of a table in a text.

    Raises:
        AtmError: It is no table.
    """
    text = text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")
    first, _, rest = text.partition("\n")
    if first.casefold().startswith("sep=") and len(first) == 5:
        return [[], *_parsed(rest, first[4])]
    return _parsed(text, _mark_of(text))


def _mark_of(text: str) -> str:
    """What parts the cells: the mark by which the most rows have equally many, and more than one."""
    head = "\n".join(text.split("\n")[:_LOOKED_AT])
    best, most = ",", (0.0, 0)
    for mark in _MARKS:
        counts = Counter(len(row) for row in _parsed(head, mark) if any(row))
        common = [(number, count) for count, number in counts.items() if count > 1]
        if common:
            number, count = max(common)
            fit = (number / counts.total(), count)
            best, most = (mark, fit) if fit > most else (best, most)
    return best


def _parsed(text: str, mark: str) -> list[list[str]]:
    lines = text.split("\n")
    try:
        rows = list(csv.reader((f"{line}\n" for line in lines), delimiter=mark))
        took = rows[-1][-1].count("\n") if rows and rows[-1] else 0
        if text.count('"') % 2 and took > (_OPEN_QUOTE if len(rows) > 1 else 1):
            rows = list(csv.reader(lines, delimiter=mark, quoting=csv.QUOTE_NONE))
    except csv.Error:
        try:
            rows = list(csv.reader(lines, delimiter=mark, quoting=csv.QUOTE_NONE))
        except (csv.Error, TypeError) as error:
            raise AtmError(f"The file is no table: {error}.") from None
    return [[cell.strip() for cell in row] for row in rows]
