"""One thing, large and with room around it: for a projector, a shared screen, or whoever reads aloud."""

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from atm_tui.widgets.cells import fit, wrap

if TYPE_CHECKING:
    from pyfiglet import Figlet

SIZES: Final = ("plain", "large", "huge")
"""How large the words are: as everywhere; spread out; drawn of many signs."""

Drawn = tuple[str, bool]
"""A line, and whether it is bold."""

_MARGIN: Final = 4


class Poster(Widget, can_focus=True):
    """A number, words, and what is said with them, in the middle of the room that there is."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - as every widget of Textual names it
        super().__init__(id=id)
        self._number, self._words, self._facts, self._how = "", "", (), "plain"
        self._lines: list[Drawn] = []

    _facts: tuple[str, ...]

    def show(self, number: str, words: str, facts: tuple[str, ...], size: str) -> None:
        """Show this; what has no room at this size is shown at the next smaller one."""
        self._number, self._words, self._facts, self._how = number, words, facts, size
        self._flow()

    def on_resize(self) -> None:
        """Find the size that fits anew."""
        self._flow()

    def _flow(self) -> None:
        width, height = self.size.width, self.size.height
        lines: list[Drawn] = []
        for size in reversed(SIZES[: SIZES.index(self._how) + 1]):
            lines = list(drawn(self._number, self._words, self._facts, size, width - 2 * _MARGIN))
            if len(lines) <= height:
                break
        above = max(0, (height - len(lines)) // 3)  # a little above the middle, as a picture hangs
        self._lines = [("", False)] * above + lines
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        width = self.size.width
        text, bold = self._lines[y] if y < len(self._lines) else ("", False)
        style = self.rich_style + Style(bold=True) if bold else self.rich_style
        return Strip([Segment(fit_in(text, width), style)], width)


def fit_in(text: str, width: int) -> str:
    """A line behind its margin; blanks between letters stay."""
    line = " " * _MARGIN + text
    return line + " " * (width - cell_len(line)) if cell_len(line) <= width else fit(line, width)


def drawn(number: str, words: str, facts: tuple[str, ...], size: str, width: int) -> Iterator[Drawn]:
    """The lines of one thing at a size."""
    gap = ("", False)
    if number:
        yield from _title(number, "huge" if size == "large" else size, width)
        yield gap
    yield from _title(words, size, width)
    if facts:
        yield gap
    for fact in facts:
        yield from ((line, False) for line in wrap(fact, width))
        if size != "plain":
            yield gap


def _title(words: str, size: str, width: int) -> Iterator[Drawn]:
    if size == "huge" and words.isascii() and (lines := _signs(words, width)):
        yield from ((line, True) for line in lines)
    elif size == "plain":
        yield from ((line, True) for line in wrap(words, width))
    else:
        for line in wrap(words, width // 2):
            yield " ".join(line), True
            yield "", False


def _signs(words: str, width: int) -> list[str]:
    """Words drawn of many signs, a few words a line; nothing where a word is too long for that."""
    from pyfiglet import CharNotPrinted  # noqa: PLC0415 - only where something is drawn so large

    try:
        text = str(_pen(width).renderText(words))
    except CharNotPrinted:
        return []
    lines = [line.rstrip() for line in text.split("\n")]
    return [line for index, line in enumerate(lines) if line or any(lines[index:])]


@cache
def _pen(width: int) -> "Figlet":
    from pyfiglet import Figlet  # noqa: PLC0415 - only where something is drawn so large

    return Figlet(font="small", width=width)
