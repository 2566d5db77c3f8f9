"""What a paper is made of, whatever the format it is written in."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Heading:
    """A heading; level 1 is the paper's own."""

    level: int
    text: str


@dataclass(frozen=True)
class Paragraph:
    """Words; their line ends are kept."""

    text: str


@dataclass(frozen=True)
class Bullets:
    """A list; each item has its depth, from 0."""

    items: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Facts:
    """Labels and what is said of each."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Grid:
    """A table; no cell of it holds a line end."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Drawing:
    """A picture in signs of one width; its blanks and line ends are kept."""

    text: str


Block = Heading | Paragraph | Bullets | Facts | Grid | Drawing
