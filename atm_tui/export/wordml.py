"""The blocks of a paper in the markup of a Word document (WordprocessingML); it needs no library.

What a person typed is escaped, and what XML refuses is taken out. Words of scripts that run
from right to left are marked as such, and a paragraph runs as its first letter does.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import Final, assert_never

from atm_tui.export.blocks import Block, Bullets, Drawing, Facts, Grid, Heading, Paragraph
from atm_tui.export.xmlwords import for_xml
from atm_tui.width import cells

# Sizes in twips, a twentieth of a point: what Word counts in.
A4: Final = (11906, 16838)
EDGE: Final = 1134
ROOM: Final = A4[0] - 2 * EDGE
"""How wide a line is; on a page that lies on its side, as much as A4 is higher more."""

ROOM_LYING: Final = A4[1] - 2 * EDGE

STYLES: Final = ("Title", "Heading1", "Heading2", "Heading3", "Heading4")
"""The style of a heading by its level, from 1; deeper ones look like the last."""

LISTS: Final = ("ListBullet", "ListBullet2", "ListBullet3")
FACT, CELL, DRAWING = "Fact", "TableText", "Drawing"
"""Our own styles: a label and what is said of it, the words of a cell, a picture in signs."""

SHADE: Final = "E8EEEC"
"""Behind the heads of a table; a printer makes it a light grey."""

_STEP: Final = 360
"""How far a list is moved in for each level."""

_LETTER: Final = 98
_BESIDE: Final = 180
_WIDEST: Final = 60
"""Of a table's cell: a letter of its words, what is left free beside them, its most letters in a line."""

_BOLD: Final = 1
"""How many letters more a head needs than its words have: it is bold."""

_LONG_WORD: Final = 16
"""Letters of a word for which a column stays wide enough; longer ones may be broken."""

_GLYPH: Final = 12
"""A letter of the pictures' font, in twips for each point of its size: six tenths of its height."""

_LARGEST, _SMALLEST = 17, 13
"""Half points of a picture's letters, while it fits a page that stands."""

_RIGHT: Final = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff"
_RUN: Final = re.compile(rf"[{_RIGHT}](?:[{_RIGHT}\W\d]*[{_RIGHT}])?")
"""Words from right to left, with the blanks, marks and figures between them."""

_FIRST: Final = re.compile(rf"([{_RIGHT}])|[^\W\d_]")


def content(blocks: Sequence[Block], footer: str) -> str:
    """The body of a document, with the last section.

    Args:
        blocks: The paper.
        footer: The id of the relation to the footer; each section without one has that of the one before.
    """
    lying = _lying(blocks)
    pieces: list[str] = []
    for number, (block, side) in enumerate(zip(blocks, lying, strict=True)):
        if number and side != lying[number - 1]:
            pieces.append(f"<w:p><w:pPr>{_LOW}{_section(lying[number - 1], footer)}</w:pPr></w:p>")
        pieces += _block(block)
    return "".join(pieces) + _section(bool(lying) and lying[-1], footer)


def line(text: str) -> str:
    """Words on one line, with nothing in them that XML refuses."""
    return " ".join(for_xml(text).split())


def _block(block: Block) -> Iterable[str]:
    match block:
        case Heading():
            return [_paragraph(line(block.text), STYLES[min(block.level, len(STYLES)) - 1])]
        case Paragraph():
            return [_paragraph(block.text.strip())]
        case Bullets():
            return (_bullet(depth, text) for depth, text in block.items)
        case Facts():
            return (_fact(label, said) for label, said in block.pairs)
        case Grid():
            return _table(block)
        case Drawing():
            return [_drawing(block)]
        case _:
            assert_never(block)


# Paragraphs ------------------------------------------------------------------------------------
_LOW: Final = '<w:spacing w:before="0" w:after="0" w:line="120" w:lineRule="exact"/>'


def _paragraph(text: str, style: str = "", more: str = "") -> str:
    """A paragraph; ``more`` is what else is said of it behind its direction."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    first = _FIRST.search(text)
    way = "<w:bidi/>" if first and first[1] else ""
    return f"<w:p><w:pPr>{named}{way}{more}</w:pPr>{shown(text)}</w:p>"


def _bullet(depth: int, text: str) -> str:
    deeper = depth - len(LISTS) + 1
    indent = f'<w:ind w:left="{(depth + 1) * _STEP}" w:hanging="{_STEP}"/>' if deeper > 0 else ""
    return _paragraph(text.strip(), LISTS[min(depth, len(LISTS) - 1)], indent)


def _fact(label: str, said: str) -> str:
    bold = shown(line(label), "<w:b/><w:bCs/>")
    style = f'<w:pPr><w:pStyle w:val="{FACT}"/></w:pPr>'
    return f"<w:p>{style}{bold}<w:r><w:tab/></w:r>{shown(said.strip())}</w:p>"


def _drawing(block: Drawing) -> str:
    """A picture; one that fits a page is not parted."""
    half = _half_points(_columns(block))
    high = half * 23 // 2  # so low that the lines of a box meet
    fits = (block.text.count("\n") + 3) * high < (ROOM if half < _SMALLEST else ROOM_LYING)
    size = f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'
    kept = "<w:keepLines/>" if fits else ""
    lines = f'<w:spacing w:line="{high}" w:lineRule="exact"/>'
    style = f'<w:pPr><w:pStyle w:val="{DRAWING}"/>{kept}{lines}</w:pPr>'
    return f"<w:p>{style}{shown(block.text.rstrip(), size)}</w:p>"


def shown(text: str, look: str = "") -> str:
    """Typed words; each stretch of one direction is a run, and line ends are kept."""
    return "".join(f"<w:r>{_look(look + mark)}{piece}</w:r>" for piece, mark in _pieces(text))


def _look(properties: str) -> str:
    return f"<w:rPr>{properties}</w:rPr>" if properties else ""


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """Stretches of a text as markup, each with the mark of its direction."""
    for number, one in enumerate(for_xml(text).split("\n")):
        if number:
            yield "<w:br/>", ""
        done = 0
        for found in _RUN.finditer(one):
            yield from _words(one[done : found.start()], "")
            yield from _words(found[0], "<w:rtl/>")
            done = found.end()
        yield from _words(one[done:], "")


def _words(text: str, mark: str) -> Iterator[tuple[str, str]]:
    if text:
        yield f'<w:t xml:space="preserve">{escape(text, quote=False)}</w:t>', mark


# Tables ----------------------------------------------------------------------------------------
def _table(grid: Grid) -> Iterator[str]:
    """A table as wide as the page, and a narrow gap below it: two tables would else become one."""
    sizes = _widths(grid)
    columns = "".join(f'<w:gridCol w:w="{size}"/>' for size in sizes)
    yield (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{sum(sizes)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblLook w:val="0620" w:firstRow="1" w:noHBand="1" w:noVBand="1"/>'
        f"</w:tblPr><w:tblGrid>{columns}</w:tblGrid>"
    )
    yield _row(grid.header, sizes, head=True)
    for row in grid.rows:
        yield _row(row, sizes)
    yield f"</w:tbl><w:p><w:pPr>{_LOW}</w:pPr></w:p>"


def _row(row: Sequence[str], sizes: Sequence[int], *, head: bool = False) -> str:
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{SHADE}"/>' if head else ""
    put = _head if head else _cell
    said = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{size}" w:type="dxa"/>{shade}</w:tcPr>{put(cell)}</w:tc>'
        for cell, size in zip(row, sizes, strict=True)
    )
    again = "<w:tblHeader/>" if head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{again}</w:trPr>{said}</w:tr>"


def _head(label: str) -> str:
    style = f'<w:pPr><w:pStyle w:val="{CELL}"/></w:pPr>'
    return f"<w:p>{style}{shown(line(label), '<w:b/><w:bCs/>')}</w:p>"


def _cell(text: str) -> str:
    return _paragraph(text.strip(), CELL)


def _widths(grid: Grid) -> list[int]:
    """Widths of columns that fill the line: the widest gives way first, down to its longest word."""
    columns = list(zip(grid.header, *grid.rows, strict=True))
    room = (ROOM - _BESIDE * len(columns)) // _LETTER
    sizes = [min(max(cells(head) + _BOLD, *map(cells, rest), 0) + 1, _WIDEST) for head, *rest in columns]
    words = [
        max(
            (cells(word) + _BOLD * (cell is head) for cell in (head, *rest) for word in cell.split()),
            default=0,
        )
        for head, *rest in columns
    ]
    least = [min(size, word + 1, _LONG_WORD) for size, word in zip(sizes, words, strict=True)]
    while sum(sizes) > room and sizes != least:
        giving = (index for index, size in enumerate(sizes) if size > least[index])
        sizes[max(giving, key=sizes.__getitem__)] -= 1
    twips = [size * _LETTER + _BESIDE for size in sizes]
    filled = [size * ROOM // sum(twips) for size in twips]
    filled[-1] += ROOM - sum(filled)
    return filled


# Pages -----------------------------------------------------------------------------------------
def _columns(block: Drawing) -> int:
    return max(1, *map(cells, block.text.split("\n")))


def _half_points(columns: int) -> int:
    """The size of a picture's letters, in half points: as large as its page lets it be."""
    standing = ROOM * 2 // (_GLYPH * columns)
    if standing >= _SMALLEST:
        return min(standing, _LARGEST)
    return max(2, min(ROOM_LYING * 2 // (_GLYPH * columns), _LARGEST))


def _lying(blocks: Sequence[Block]) -> list[bool]:
    """Whether each block is on a page that lies on its side: a wide picture, with the headings above it."""
    found: list[bool] = []
    below = False
    for block in reversed(blocks):
        wide = isinstance(block, Drawing) and ROOM * 2 // (_GLYPH * _columns(block)) < _SMALLEST
        below = wide or (below and isinstance(block, Heading))
        found.append(below)
    return found[::-1]


def _section(lying: bool, footer: str) -> str:  # noqa: FBT001 - which way its pages lie
    wide, high = (A4[1], A4[0]) if lying else A4
    way = ' w:orient="landscape"' if lying else ""
    edges = "".join(f' w:{side}="{EDGE}"' for side in ("top", "right", "bottom", "left"))
    return (
        f'<w:sectPr><w:footerReference w:type="default" r:id="{footer}"/>'
        f'<w:pgSz w:w="{wide}" w:h="{high}"{way}/>'
        f'<w:pgMar{edges} w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>'
    )
