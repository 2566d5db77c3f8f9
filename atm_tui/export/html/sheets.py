"""What sheets for a wall are made of: one landscape page each, a heading, and what fits below it.

How much fits is reckoned for letters that are rather too wide than too narrow, so that a sheet is
one page in whatever fonts a computer has.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final

from atm_tui.clean import clean_line
from atm_tui.export.html.page import code, plain, said
from atm_tui.width import MORE, cells, cut

MOST: Final = 76
"""Cells of words on one card; a wall is read from afar."""

_BELOW: Final = 200
"""Cells of all smaller lines below them together, and of one alone at most:"""
_BELOW_ONE: Final = 120

ROOM: Final = 160
"""Millimetres of height below the heading of a sheet."""

_STREAM: Final = 40
"""Of these, what the water across a sheet takes."""

_PADDING: Final = 10
_FILLED: Final = 0.85
"""How full lines are, since words are not broken."""


@dataclass(frozen=True)
class Size:
    """How big cards are written.

    Attributes:
        kind: What its style is looked up by.
        most: Cards on one sheet at most.
        columns: How many stand side by side.
        line: Letters in a line, and its height in millimetres.
        small: The same for the smaller lines below.
    """

    kind: str
    most: int
    columns: int
    line: tuple[int, float]
    small: tuple[int, float]


SIZES: Final = (
    Size("few", 4, 2, (21, 11), (33, 7.2)),
    Size("some", 6, 3, (15, 9.2), (22, 6.6)),
    Size("many", 9, 3, (19, 7.5), (25, 5.8)),
)
"""The biggest in which all cards have room is taken; else the smallest, on as many sheets as it needs."""


@dataclass(frozen=True)
class Card:
    """A card: its number, a few words, and in smaller letters what is below them."""

    spoken: str
    words: str
    below: tuple[str, ...] = ()

    def height(self, size: Size) -> float:
        """The millimetres that it takes."""
        letters, high = size.line
        small, low = size.small
        words = lines_of(f"{self.spoken}   {self.words}", letters) * high
        return words + sum(lines_of(line, small) * low for line in self.below) + _PADDING

    def html(self) -> str:
        """It as an item of a list."""
        small = "".join(f"<small>{said(line)}</small>" for line in self.below)
        return f"<li>{code(self.spoken)} {said(self.words)}{small}</li>"


def card(spoken: str, words: str, *below: str) -> Card:
    """A card of these words as far as they can be read from afar."""
    lines = [line for line in below if line.strip()]
    each = min(_BELOW_ONE, _BELOW // max(len(lines), 1))
    return Card(spoken, brief(words), tuple(brief(line, each) for line in lines))


def brief(text: str, most: int = MOST) -> str:
    """Words cut to so many cells, at the end of a word where that leaves enough of them."""
    short = cut(text, most)
    if short == clean_line(text):
        return short
    whole = short.removesuffix(MORE).rpartition(" ")[0].rstrip(",;:")
    return f"{whole}{MORE}" if cells(whole) > most // 2 else short


def lines_of(text: str, letters: int) -> int:
    """How many lines of so many letters a text takes."""
    return ceil(cells(text) / (letters * _FILLED))


def unshown(rows: Sequence[object], shown: int) -> str:
    """How many of these rows are not on the sheet."""
    return f'<p class="more">and {len(rows) - shown} more</p>' if len(rows) > shown else ""


def poster(title: str, aside: str, inner: str, kind: str = "") -> str:
    """One sheet.

    Args:
        title: Its heading.
        aside: What stands small beside it.
        inner: What fills it.
        kind: What its style is looked up by.
    """
    return (
        f'<section class="poster {kind}"><header><h2>{plain(title)}</h2><p>{said(brief(aside, 30))}</p>'
        f"</header>{inner}</section>"
    )


def posters(title: str, aside: str, cards: Sequence[Card], stream: str = "") -> Iterator[str]:
    """As many sheets as these cards need; none for none.

    Args:
        title: The heading of each.
        aside: What stands small beside it.
        cards: The cards.
        stream: What runs across the first sheet, above the cards.
    """
    pages = _pages(cards, _STREAM if stream else 0)
    for number, (size, held) in enumerate(pages, 1):
        inner = "".join(one.html() for one in held)
        told = f"{title} ({number} of {len(pages)})" if len(pages) > 1 else title
        above = stream if number == 1 else ""
        yield poster(told, aside, f'{above}<ul class="cards {size.kind} fill">{inner}</ul>')


def _pages(cards: Sequence[Card], taken: int) -> list[tuple[Size, Sequence[Card]]]:
    """The cards of each sheet and their size; of the first, so much is taken already."""
    for size in SIZES:
        if 0 < _fitting(cards, size, ROOM - taken) == len(cards):
            return [(size, cards)]
    pages = []
    size, place = SIZES[-1], 0
    while place < len(cards):
        fits = _fitting(cards[place : place + size.most], size, ROOM - (0 if place else taken))
        pages.append((size, cards[place : place + max(fits, 1)]))
        place += max(fits, 1)
    return pages


def _fitting(cards: Sequence[Card], size: Size, room: float) -> int:
    """How many of the cards have room on one sheet, row by row."""
    for place in range(0, len(cards), size.columns):
        room -= max(one.height(size) for one in cards[place : place + size.columns])
        if room < 0 or place >= size.most:
            return place
    return len(cards)


def stream(spots: Iterable[str], *, road: bool = False) -> str:
    """Water, or a road, across the sheet, with these spots on it from left to right."""
    bed, mark = ("#9aa3a8", "#fff") if road else ("#a9d3e4", "#fff")
    wave = "C60 10 120 10 180 50S300 90 360 50 480 10 540 50 660 90 720 50 840 10 900 50 960 80 1000 50"
    return (
        '<svg viewBox="0 0 1000 100" preserveAspectRatio="none" aria-hidden="true">'
        f'<path d="M0 50{wave}" fill="none" stroke="{bed}" stroke-width="44"/>'
        f'<path d="M0 50{wave}" fill="none" stroke="{mark}" stroke-width="2" stroke-dasharray="12 8"/></svg>'
        f'<div class="stops"><div>{"</div><div>".join(spots)}</div></div>'
    )
