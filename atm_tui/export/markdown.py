"""A plan in Markdown: CommonMark with pipe tables.

Whatever a person typed is escaped, so that a reader sees it as it was typed.
"""

import re
from collections.abc import Iterable
from typing import Final, assert_never

from atm_tui.export.blocks import Block, Bullets, Drawing, Facts, Grid, Heading, Paragraph
from atm_tui.export.order import Order
from atm_tui.export.paper import paper
from atm_tui.model.plan import Plan

_ALWAYS: Final = re.compile(r"([\\`*_\[\]<>|~#$])|&(?=[#\w])")
"""Marks that mean something anywhere in a line ("$" does where formulas are drawn)."""

_AT_START: Final = re.compile(r"[-+](?=\s|$)|-+:?(?=\s*$)|=+(?=\s*$)|:(?=-+:?\s*$)|(\d{1,9})(?=[.)])")
"""What begins a list, a rule or a heading when it is the first of a line, or its all."""


def markdown(plan: Plan, order: Order) -> str:
    """A plan in Markdown, as it was ordered.

    Raises:
        AtmError: There is no such tool, person or meeting.
    """
    return as_markdown(paper(plan, order))


def as_markdown(blocks: Iterable[Block]) -> str:
    """A paper in Markdown."""
    return "\n\n".join(map(_block, blocks)) + "\n"


def _block(block: Block) -> str:
    match block:
        case Heading():
            return f"{'#' * block.level} {_inline(block.text)}"
        case Paragraph():
            return _lines(block.text)
        case Bullets():
            return "\n".join(
                f"{'  ' * depth}- {_lines(text, '  ' * (depth + 1))}" for depth, text in block.items
            )
        case Facts():
            return "\n".join(f"- **{_inline(label)}:** {_lines(value, '  ')}" for label, value in block.pairs)
        case Grid():
            rule = ("---",) * len(block.header)
            cells = [tuple(map(_inline, row)) for row in block.rows]
            rows = (tuple(map(_inline, block.header)), rule, *cells)
            return "\n".join(f"| {' | '.join(row)} |" for row in rows)
        case Drawing():
            fence = "`" * max([3, *(len(run) + 1 for run in re.findall("`+", block.text))])
            return f"{fence}text\n{block.text}{fence}"
        case _:
            assert_never(block)


def _escape(line: str) -> str:
    """One typed line, so that it means nothing in Markdown."""
    line = _ALWAYS.sub(r"\\\g<0>", line.strip())
    found = _AT_START.match(line)
    number = (found[1] or "") if found else ""
    return f"{number}\\{line.removeprefix(number)}" if found else line


def _inline(text: str) -> str:
    return _escape(" ".join(text.split()))


def _lines(text: str, indent: str = "") -> str:
    """Typed lines that stay lines, within a paragraph or an item of a list."""
    return f"\\\n{indent}".join(_escape(line) for line in text.strip().split("\n"))
