"""Pictures written line by line: words in columns, wrapped words, columns side by side.

It is much quicker than a sheet of cells, and enough for whatever is not a drawing.
"""

from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import Final

from atm_tui.clean import clean_line
from atm_tui.model.record import Record
from atm_tui.pictures.picture import Line, Look, Span
from atm_tui.width import MORE, cells, cut, wrap

EMPTY: Final[Line] = ()


def wrapped(
    text: str, width: int, look: Look = Look.PLAIN, record: str = "", *, most: int = 0, first: str = ""
) -> list[Line]:
    """Words over as many lines as they need, under each other.

    Args:
        text: The words; their own line ends are not kept.
        width: Cells of each line.
        look: What they mean.
        record: The record that they stand for.
        most: With more lines than this the last ends with two dots; 0 takes all.
        first: What stands before the first line; the others begin below its end.
    """
    move = cells(first)
    lines = wrap(clean_line(text), max(width - move, 1))
    if most and len(lines) > most:
        lines[most - 1 :] = [_dotted(lines[most - 1], width - move)]
    return [
        (Span((first if place == 0 else " " * move) + words, look, record),)
        for place, words in enumerate(lines)
    ]


def followed(lines: Sequence[Line], spans: Sequence[Span], width: int, *, indent: int = 2) -> list[Line]:
    """Lines with short words behind the last one, or below it where there is no room."""
    size = sum(cells(span.text) + 1 for span in spans)
    if lines and length(lines[-1]) + 1 + size <= width:
        tail = (piece for span in spans for piece in (Span(" "), span))
        return [*lines[:-1], (*lines[-1], Span(" "), *tail)]
    return [*lines, *in_lines(spans, width, most=3, indent=min(indent, width // 4))]


def beside(*columns: tuple[Sequence[Line], int]) -> list[Line]:
    """Columns of lines as one, each so many cells wide; the last is not filled with blanks."""
    widths = [*(width for _, width in columns[:-1]), 0]
    rows = zip_longest(*(lines for lines, _ in columns), fillvalue=EMPTY)
    return [
        tuple(span for line, width in zip(row, widths, strict=True) for span in padded(line, width))
        for row in rows
    ]


def padded(line: Line, width: int) -> Line:
    """A line with blanks behind it, so that it fills the width."""
    room = width - length(line)
    return (*line, Span(" " * room)) if room > 0 else line


def length(line: Line) -> int:
    """How many cells a line takes."""
    return sum(cells(span.text) for span in line)


def in_lines(spans: Iterable[Span], width: int, *, most: int = 0, indent: int = 0) -> list[Line]:
    """Short words (spoken numbers, say) one after the other, in as many lines as they need.

    Args:
        spans: The words, each of which stays on one line.
        width: Cells of each line.
        most: After so many lines, the rest is counted: "and 7 more"; 0 takes all.
        indent: How far the lines are moved in.
    """
    lines: list[list[Span]] = []
    taken = 0
    waiting = [Span(cut(span.text, width - indent), span.look, span.record) for span in spans]
    for place, span in enumerate(waiting):
        size = cells(span.text)
        if lines and taken + 1 + size <= width:
            lines[-1] += [Span(" "), span]
            taken += 1 + size
        elif most and len(lines) == most:
            rest = more(len(waiting) - place, width - indent)
            return [*map(tuple, lines), (Span(" " * indent + rest, Look.WEAK),)]
        else:
            lines.append([Span(" " * indent), span][not indent :])
            taken = indent + size
    return [tuple(line) for line in lines]


def more(count: int, width: int = 20) -> str:
    """What says that so many are not drawn."""
    return cut(f"and {count:,} more", width)


def spoken(record: Record) -> str:
    """The number by which a record is read aloud, short enough for a column."""
    return cut(record.code or record.one, 10)


def _dotted(text: str, width: int) -> str:
    """The last line kept of more: room is made for the dots."""
    return text + MORE if cells(text) + len(MORE) <= width else cut(text + MORE * 2, width)
