"""Whatever is painted, a terminal behind a wire shows what one without it shows."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st
from wirekit import Both

UNITS = [
    "ab",
    "xy",
    "  ",
    "  ",
    ". ",
    "\u2500\u2502",
    "\u6f22",
    "\uff21",
    "e\u0301n",
    "o\u0308u\u0308",
    "\u00e9\u00df",
]
"""Pieces of text of two columns: in this way no wide character is ever cut, of which pyte has an odd view."""
CODES = [
    "0", "", "1", "2;3", "22", "3", "23", "4", "24", "7", "27", "9", "29", "5", "25", "31", "39", "44", "49",
    "97", "100", "38;5;120", "48;5;17", "38;2;1;2;3", "48;2;200;100;0", "0;7;39;49", "1;31;44", "7;97;40",
]  # fmt: skip
PASSED = [
    "\x07", "\x1b]52;c;aGVsbG8=\x07", "\x1b[?2004h", "\x1b[?1004l", "\x1b[>25u", "\x1b[?2026$p",
    "\x1b]22;default\x07", "\x1b[?25l", "\x1b[?25h", "\x1b]8;id=1;x:y\x1b\\\x1b]8;;\x1b\\",
]  # fmt: skip
MOVES = [
    "\x1b[2A",
    "\x1b[B",
    "\x1b[3C",
    "\x1b[D",
    "\r",
    "\b",
    "\x1b[2E",
    "\x1b[F",
    "\x1b[7G",
    "\x1b[3d",
    "\x1b[99;99H",
]


def at(pick: random.Random, both: Both) -> str:
    """A move to a column with an even number."""
    screen = both.plain.screen
    return f"\x1b[{pick.randrange(screen.lines) + 1};{pick.randrange(0, screen.columns, 2) + 1}H"


def strip(pick: random.Random, columns: int) -> str:
    """Text of so many columns in several styles, as Textual writes a line."""
    text = ""
    while columns > 0:
        count = min(pick.randint(1, 5), columns // 2)
        styled = pick.random() < 0.8
        text += f"\x1b[{pick.choice(CODES)}m" if styled else ""
        text += "".join(pick.choice(UNITS) for _ in range(count))
        text += "\x1b[0m" if styled and pick.random() < 0.8 else ""
        columns -= 2 * count
    return text


def everything(pick: random.Random, both: Both) -> str:
    """A whole screen."""
    screen = both.plain.screen
    lines = [f"\x1b[{y + 1};1H{strip(pick, screen.columns)}" for y in range(screen.lines)]
    return "\x1b[0m" + "\n".join(lines) + "\x1b[0m" + at(pick, both)


def frame(pick: random.Random, both: Both) -> str:
    """Some strips of a frame, with moves, erasures and whatever else comes in between."""
    text = ""
    screen = both.plain.screen
    for _ in range(pick.randint(1, 4)):
        x = pick.randrange(0, screen.columns, 2)
        text += f"\x1b[{pick.randrange(screen.lines) + 1};{x + 1}H"
        text += strip(pick, pick.randrange(2, screen.columns - x + 1, 2))
        text += pick.choice(["", "", "\r\n", "\n", pick.choice(MOVES), pick.choice(PASSED)])
        if pick.random() < 0.2:
            text += pick.choice(["\x1b[0m", "\x1b[0;44m"]) + at(pick, both)
            text += pick.choice(["\x1b[K", "\x1b[2K", "\x1b[J", "\x1b[C\x1b[1K", "\x1b[C\x1b[1J", "\x1b[2J"])
            text += "\x1b[0m"
    text += pick.choice(["\x1b[0m", ""]) + (at(pick, both) if pick.random() < 0.8 else "")
    return f"\x1b[?2026h{text}\x1b[?2026l" if pick.random() < 0.3 else text


def lost(pick: random.Random, both: Both) -> str:
    """What the wire does not follow, more painting, and a full clear."""
    what = at(pick, both) + pick.choice(
        ["\x1b[2L", "\x1b[M", "\x1b[2P", "\x1b[4@", "\x1b[2X", "\x1bM", "\x1b7\x1b8"]
    )
    return what + frame(pick, both) + "\x1b[0m\x1b[2J" + at(pick, both) + frame(pick, both)


def region(pick: random.Random, both: Both) -> str:
    """Part of the screen moves up by itself; the wire comes back when the other screen is entered anew."""
    last = both.plain.screen.lines
    moving = f"\x1b[{pick.randint(1, last)};{last}r{frame(pick, both)}\x1b[{last};1H\n\n{frame(pick, both)}"
    return f"{moving}\x1b[r\x1b[?1049l\x1b[?1049h{everything(pick, both)}"


PAINTED = {"frame": frame, "all": everything, "lost": lost, "region": region}
"""What is painted at once."""


def step(pick: random.Random, both: Both) -> str:
    """One thing that happens to a terminal. Gives what it was."""
    kind = pick.choice(["frame"] * 7 + [*PAINTED, "resize", "garbled", "away", "suspended", "split", "two"])
    if paint := PAINTED.get(kind):
        both.paint(paint(pick, both))
    elif kind == "resize":
        both.resize(pick.choice([2, 10, 20, 30]), pick.randint(1, 9))
        both.paint(everything(pick, both))
    elif kind == "garbled":
        both.thin.feed("\x1b[2;3Hwhat another program says")
        both.wire.redraw()
        both.take()
        both.paint(frame(pick, both) + "\x1b[0m" + at(pick, both))
    elif kind == "away":
        both.paint("\x1b[?1049l$ \x1b[?1049h" + everything(pick, both))
    elif kind == "suspended":
        both.wire.suspend()
        both.paint("\x1b[0m$ ls\n")
        both.wire.resume()
        both.paint(everything(pick, both))
    elif kind == "split":
        text = frame(pick, both)
        cut = pick.randrange(len(text))
        both.wire.write(text[:cut])
        both.plain.feed(text)
        both.wire.write(text[cut:])
        both.take()
    else:
        for text in (frame(pick, both), frame(pick, both)):
            both.plain.feed(text)
            both.wire.write(text)
        both.take()
    return kind


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 2**32))
def test_both_terminals_show_the_same_after_every_step(seed: int) -> None:
    pick = random.Random(seed)  # noqa: S311 - no secret
    both = Both(pick.choice([2, 10, 20, 40]), pick.randint(1, 8))
    both.paint(everything(pick, both))
    both.check()
    for _ in range(12):
        step(pick, both)
        both.check()
        assert not both.wire.pending
        assert both.wire.take() == ""
