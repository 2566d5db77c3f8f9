"""A plan in plain text, 78 columns wide, for a printer or a message."""

from collections.abc import Iterable
from typing import Final, assert_never

from atm_tui.export.blocks import Block, Bullets, Drawing, Facts, Grid, Heading, Paragraph
from atm_tui.export.order import Order
from atm_tui.export.paper import paper
from atm_tui.model.plan import Plan
from atm_tui.width import cells, pad, wrap

WIDTH: Final = 78
_RULES: Final = {1: "=", 2: "-", 3: "."}
_INDENTS: Final = {4: 2, 5: 4}
"""How far what follows a heading of this level is moved in; the heading itself two less."""

_GAP: Final = 2


def text(plan: Plan, order: Order) -> str:
    """A plan in plain text, as it was ordered.

    Raises:
        AtmError: There is no such tool, person or meeting.
    """
    return as_text(paper(plan, order))


def as_text(blocks: Iterable[Block]) -> str:
    """A paper in plain text."""
    pieces: list[str] = []
    indent = 0
    for block in blocks:
        if isinstance(block, Heading):
            indent = _INDENTS.get(block.level, 0)
            lines = _heading(block, WIDTH - max(indent - 2, 0))
            move = max(indent - 2, 0)
        else:
            lines, move = _lines(block, WIDTH - indent), 0 if isinstance(block, Drawing) else indent
        pieces.append("\n".join((" " * move + line).rstrip() for line in lines) + "\n")
        if not (isinstance(block, Heading) and block.level > 3):
            pieces.append("\n")
    return "".join(pieces).rstrip("\n") + "\n"


def _heading(block: Heading, width: int) -> list[str]:
    lines = wrap(" ".join(block.text.split()), width)
    if rule := _RULES.get(block.level):
        lines.append(rule * max(map(cells, lines)))
    return lines


def _lines(block: Paragraph | Bullets | Facts | Grid | Drawing, width: int) -> list[str]:
    match block:
        case Paragraph():
            return wrap(block.text, width)
        case Bullets():
            return [line for depth, item in block.items for line in _hung(f"{'  ' * depth}- ", item, width)]
        case Facts():
            column = max(cells(label) for label, _ in block.pairs) + 1 + _GAP
            return [
                line for label, value in block.pairs for line in _hung(pad(f"{label}:", column), value, width)
            ]
        case Grid():
            return _grid(block, width)
        case Drawing():
            return block.text.rstrip("\n").split("\n")
        case _:
            assert_never(block)


def _hung(first: str, typed: str, width: int) -> list[str]:
    """Lines of a text behind its label or mark."""
    room = cells(first)
    lines = wrap(typed, width - room)
    return [(first if number == 0 else " " * room) + line for number, line in enumerate(lines)]


def _grid(block: Grid, width: int) -> list[str]:
    table = (block.header, *block.rows)
    words = tuple(max(label.split(), key=cells, default="") for label in block.header)  # a label may wrap
    columns = zip(words, *block.rows, strict=True)
    widths = _widths([max(map(cells, column)) for column in columns], width - _GAP * (len(words) - 1))
    header, *rows = (_row(row, widths) for row in table)
    return [
        *header,
        *_row(tuple("-" * size for size in widths), widths),
        *(line for row in rows for line in row),
    ]


def _widths(wanted: list[int], room: int) -> list[int]:
    """Widths of columns that fit: the widest gives way first."""
    widths = [max(1, min(size, room)) for size in wanted]
    while sum(widths) > room:
        widths[widths.index(max(widths))] -= 1
    return widths


def _row(row: tuple[str, ...], widths: list[int]) -> list[str]:
    wrapped = [wrap(cell, size) for cell, size in zip(row, widths, strict=True)]
    height = max(map(len, wrapped))
    filled = [
        [pad(line, size) for line in [*lines, *[""] * (height - len(lines))]]
        for lines, size in zip(wrapped, widths, strict=True)
    ]
    return [(" " * _GAP).join(parts) for parts in zip(*filled, strict=True)]
