"""The signs that pictures are drawn with: one set in ASCII, one in Unicode."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Glyphs:
    """A set of signs, each one cell wide.

    The Unicode set keeps to what the fonts of old machines have (the signs of code page 437 and
    Microsoft's WGL4) and to box drawing, blocks and shades. East Asian tables call most of these
    "ambiguous"; terminals in UTF-8 draw them one cell wide unless they are told otherwise, as do
    Rich and pyte. Signs of ambiguous width that are neither (dots, ticks, arrows) are left out.

    Attributes:
        across, down: Single lines.
        top_left, top_right, bottom_left, bottom_right: The corners of a box.
        tee_right, tee_left, tee_down, tee_up, cross: Where a line leaves another, named by where it goes.
        double: A double line across.
        strokes: Lines across by weight: thin, middle, thick.
        stems: Lines down by weight.
        full, dark, half, light: A cell filled wholly, mostly, by half, a little.
        left, right: Arrow heads.
        water: A cell of still water.
        wave: A cell of moving water.
        bridge: The deck of a bridge and its two ends.
    """

    across: str
    down: str
    top_left: str
    top_right: str
    bottom_left: str
    bottom_right: str
    tee_right: str
    tee_left: str
    tee_down: str
    tee_up: str
    cross: str
    double: str
    strokes: tuple[str, str, str]
    stems: tuple[str, str, str]
    full: str
    dark: str
    half: str
    light: str
    left: str
    right: str
    water: str
    wave: str
    bridge: tuple[str, str, str]


ASCII: Final = Glyphs(
    across="-",
    down="|",
    top_left="+",
    top_right="+",
    bottom_left="+",
    bottom_right="+",
    tee_right="+",
    tee_left="+",
    tee_down="+",
    tee_up="+",
    cross="+",
    double="=",
    strokes=("-", "=", "#"),
    stems=(":", "|", "#"),
    full="#",
    dark="%",
    half="=",
    light=".",
    left="<",
    right=">",
    water=" ",
    wave="~",
    bridge=("[", "=", "]"),
)
"""For terminals that show nothing else."""

UNICODE: Final = Glyphs(
    across="─",
    down="│",
    top_left="┌",
    top_right="┐",
    bottom_left="└",
    bottom_right="┘",
    tee_right="├",
    tee_left="┤",
    tee_down="┬",
    tee_up="┴",
    cross="┼",
    double="═",
    strokes=("─", "═", "█"),
    stems=("│", "║", "█"),
    full="█",
    dark="▓",
    half="▒",
    light="░",
    left="◄",
    right="►",
    water="░",
    wave="~",
    bridge=("╞", "═", "╡"),
)
"""For terminals in UTF-8."""
