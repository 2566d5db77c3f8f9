"""A plan as one HTML page that needs no other file: to read on a phone, to mail, to print.

It is the paper of every other format (``paper``), with the tools drawn as pictures before it.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import Final, assert_never

from atm_tui.export.blocks import Block, Bullets, Drawing, Facts, Grid, Heading, Paragraph
from atm_tui.export.html.canvas import canvas
from atm_tui.export.html.page import code, coded, lines, page, plain, said
from atm_tui.export.html.river import river
from atm_tui.export.html.spectrum import spectrum
from atm_tui.export.html.trees import problems, solutions
from atm_tui.export.html.weeks import weeks
from atm_tui.export.order import MEETING, PERSON, Order
from atm_tui.export.paper import CREDITS, paper
from atm_tui.export.seen import seen
from atm_tui.export.wanted import is_whole
from atm_tui.model.plan import Plan
from atm_tui.model.typed import day_short
from atm_tui.stage import STAGE

DRAWN: Final[dict[str, Callable[[Plan, date], str]]] = {
    "river": river,
    "matrix": weeks,
    "canvas": canvas,
    "problems": problems,
    "solutions": solutions,
    "allies": spectrum,
}
"""The tools that have a picture of their own here, in place of one in signs."""

WHOLE: Final = ("problems", "solutions")
"""Of these, the pictures that have all that a list would say."""

FOR_OFFICE: Final = ("matrix", "canvas")
"""Of these, the pictures in which nothing stands that an office is not told."""

_SHORT: Final = 3
"""With fewer headings a page needs no contents."""

_LONGEST: Final = 24
"""Letters of a word that a column is made wide enough for."""

_DAY: Final = re.compile(r"\d{1,2} [A-Z][a-z]{2} \d{4}")

_TOOLS: Final = {
    heading: tool.id
    for part in STAGE
    for tool in part.tools
    for heading in [(2, part.heading) if tool.title == part.title else (3, tool.title)]
}
"""Which tool begins at which heading of a paper."""


def html(plan: Plan, order: Order) -> str:
    """A plan as a page, as it was ordered.

    Raises:
        AtmError: There is no such tool, person or meeting.
    """
    shown = seen(plan, order)
    allowed = DRAWN if is_whole(order) else FOR_OFFICE if order.audience == "office" else ()
    flows = order.narrowed or order.audience in (PERSON, MEETING)
    writer = _Writer(shown, order.today, {tool: DRAWN[tool] for tool in allowed}, flows=flows)
    body = writer.body(paper(plan, order))
    return page(writer.title or shown.title(), body, "paper", "drawn")


class _Writer:
    """Writes the blocks of a paper as sections within sections; a short one flows, without contents."""

    def __init__(
        self, plan: Plan, today: date, drawn: dict[str, Callable[[Plan, date], str]], *, flows: bool
    ) -> None:
        self.plan = plan
        self.flows = flows
        self.today = today
        self.drawn = drawn
        self.title = ""
        self.pieces: list[str] = []
        self.open: list[int] = []
        self.contents: list[tuple[int, str, str]] = []
        self.tool = ""
        self.picture = ""

    def body(self, blocks: Iterable[Block]) -> str:
        """The whole body."""
        top = 0
        for block, after in _with_next(blocks):
            if self._is_drawn(block) or (after and self._heads_drawn(block, after)):
                continue
            if isinstance(block, Heading):
                top = top or (len(self.pieces) if block.level > 1 else 0)
                self._heading(block)
            else:
                self.pieces.append(_block(block))
        self._close(0)
        self.pieces.insert(top or len(self.pieces), self._contents())
        whole = "\n".join(filter(None, self.pieces))
        start = '<main class="flows">' if self.flows else "<main>"
        return f"{start}\n{whole}\n<footer>Made with atm-tui on {day_short(self.today)}.</footer>\n</main>"

    def _is_drawn(self, block: Block) -> bool:
        """Whether a picture has taken the place of this block."""
        if not self.picture:
            return False
        return isinstance(block, Drawing) or (isinstance(block, Bullets) and self.tool in WHOLE)

    def _heads_drawn(self, block: Block, after: Block) -> bool:
        """Whether a heading is only that of a drawing that is left out."""
        return isinstance(block, Heading) and isinstance(after, Drawing) and self._is_drawn(after)

    def _heading(self, block: Heading) -> None:
        level = block.level
        if level == 1:
            self.title = self.title or block.text
            self.pieces.append(f'<h1 dir="auto">{lines(block.text)}</h1>')
            return
        self._close(level)
        self.open.append(level)
        name = ""
        if level <= 3:
            self.tool = _TOOLS.get((level, block.text), "")
            mark = self.tool or f"s{len(self.contents) + 1}"
            self.contents.append((level, mark, block.text))
            name = f' id="{mark}"'
        entry = ' class="entry"' if level > 4 else ""
        title = f'<h{level} dir="auto">{coded(block.text)}</h{level}>'
        self.pieces.append(f"<section{name}{entry}>\n{title}")
        if level <= 3:
            self.picture = self.drawn[self.tool](self.plan, self.today) if self.tool in self.drawn else ""
            self.pieces += [self.picture] if self.picture else []

    def _close(self, level: int) -> None:
        while self.open and self.open[-1] >= level:
            self.open.pop()
            self.pieces.append("</section>")

    def _contents(self) -> str:
        """Where to find what, as links; nothing for a short paper."""
        if self.flows or len(self.contents) < _SHORT:
            return ""
        groups: list[list[str]] = []
        for level, mark, text in self.contents:
            link = f'<a href="#{mark}">{said(text)}</a>'
            if level == 2 or not groups:
                groups.append([link])
            else:
                groups[-1].append(f"<li>{link}</li>")
        lists = (f"<ol>{''.join(below)}</ol>" if below else "" for _, *below in groups)
        items = (f"<li>{group[0]}{inner}</li>" for group, inner in zip(groups, lists, strict=True))
        return f'<nav aria-label="Contents"><p>Contents</p><ol>{"".join(items)}</ol></nav>'


def _with_next(blocks: Iterable[Block]) -> Iterable[tuple[Block, Block | None]]:
    held = list(blocks)
    return zip(held, [*held[1:], None], strict=True)


def _block(block: Paragraph | Bullets | Facts | Grid | Drawing) -> str:
    match block:
        case Paragraph():
            credit = block.text in CREDITS.values()
            kind = "credit" if credit else "open" if block.text.startswith("Still open: ") else "text"
            return f'<p class="{kind}" dir="auto">{lines(block.text)}</p>'
        case Bullets():
            return _bullets(block)
        case Facts():
            pairs = (
                f'<div><dt>{plain(label)}</dt><dd dir="auto">{lines(value)}</dd></div>'
                for label, value in block.pairs
            )
            return f'<dl class="facts">{"".join(pairs)}</dl>'
        case Grid():
            return _grid(block)
        case Drawing():
            return f"<pre>\n{plain(block.text)}</pre>"
        case _:
            assert_never(block)


def _bullets(block: Bullets) -> str:
    """Lists within lists; a depth that is left out is taken as the next one."""
    pieces: list[str] = []
    depths: list[int] = []
    for depth, text in block.items:
        while depths and depths[-1] > depth:
            depths.pop()
            pieces.append("</li></ul>")
        if depths and depths[-1] == depth:
            pieces.append("</li>")
        else:
            depths.append(depth)
            pieces.append("<ul>")
        pieces.append(f'<li dir="auto">{coded(text)}')
    return "".join(pieces) + "</li></ul>" * len(depths)


def _grid(block: Grid) -> str:
    has_code = block.header[0] == "Code"
    columns = list(zip(*block.rows, strict=True)) or [()] * len(block.header)
    kinds = [' class="n"' if _numbers(column) else "" for column in columns]
    labels = [plain(label) for label in block.header]
    head = "".join(f'<th scope="col"{kind}>{label}</th>' for label, kind in zip(labels, kinds, strict=True))
    rows = []
    for row in block.rows:
        cells = [
            f'<td data-label="{label}"{kind or _breaks(cell)} dir="auto">{lines(cell)}</td>'
            for cell, label, kind in zip(row, labels, kinds, strict=True)
        ]
        if has_code:
            cells[0] = f'<th scope="row">{code(row[0])}</th>'
        rows.append(f"<tr>{''.join(cells)}</tr>")
    body = "\n".join(rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>\n{body}\n</tbody></table>"


def _breaks(cell: str) -> str:
    """Marks a cell that may be broken within a word that no column has room for, or nowhere: a day."""
    if _DAY.fullmatch(cell):
        return ' class="day"'
    return ' class="long"' if any(len(word) > _LONGEST for word in cell.split()) else ""


def _numbers(column: tuple[str, ...]) -> bool:
    """Whether a column has only numbers."""
    held = [cell for cell in column if cell]
    return bool(held) and all(cell.lstrip("-").replace(",", "").replace(".", "").isdigit() for cell in held)
