"""Typed text as terminal cells: harmless, never markup, cut and wrapped by width and not by length."""

from typing import Final

from rich.cells import cell_len, chop_cells, set_cell_size
from textual.content import Content

from atm_tui.clean import clean, clean_line

MORE: Final = ".."
"""Ends what is cut; two ASCII dots, since an ellipsis is of ambiguous width."""


def plain(text: str) -> Content:
    """Text for a widget: never parsed as markup, and without what could drive the terminal."""
    return Content(clean(text))


def fit(text: str, width: int) -> str:
    """One line of exactly ``width`` cells: padded, or cut with two dots."""
    text = clean_line(text)
    if cell_len(text) > width:
        text = set_cell_size(text, max(0, width - len(MORE))) + MORE[:width]
    return set_cell_size(text, width)


def wrap(text: str, width: int) -> list[str]:
    """Lines of at most ``width`` cells, broken between words; a longer word is broken where it must."""
    lines: list[str] = []
    for paragraph in clean(text).split("\n"):
        line = ""
        for word in paragraph.split():
            for piece in chop_cells(word, width) if cell_len(word) > width else [word]:
                if not line:
                    line = piece
                elif cell_len(line) + 1 + cell_len(piece) <= width:
                    line += f" {piece}"
                else:
                    lines.append(line)
                    line = piece
        lines.append(line)
    return lines
