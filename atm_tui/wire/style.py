"""How a cell looks, and the shortest way from one look to another."""

from functools import lru_cache
from typing import Final, NamedTuple

OFF: Final = {1: 22, 2: 22, 3: 23, 4: 24, 5: 25, 6: 25, 7: 27, 8: 28, 9: 29, 21: 24, 51: 54, 52: 54, 53: 55}
"""Each attribute by the code that sets it, and the code that ends it."""
SEEN: Final = frozenset({4, 7, 9, 21, 51, 52, 53})
"""The attributes that show on an empty cell too."""
KEPT: Final = 4096
"""How many answers are kept at hand."""


class Style(NamedTuple):
    """How a cell looks.

    Attributes:
        ink: The codes of its own colour; empty for the terminal's.
        ground: The codes of the colour behind it; empty for the terminal's.
        marks: The codes of its attributes, as bold.
        link: What stands in the hyperlink's opening, without its frame; empty for none.
    """

    ink: str = ""
    ground: str = ""
    marks: frozenset[int] = frozenset()
    link: str = ""


PLAIN: Final = Style()


class UnknownStyleError(Exception):
    """A look was asked for that is not known here."""


@lru_cache(KEPT)
def blank(style: Style) -> Style:
    """The simplest look that an empty cell in this one has."""
    if style.link or style.marks & SEEN:
        return style
    return PLAIN if not style.ground else Style(ground=style.ground)


@lru_cache(KEPT)
def styled(style: Style, codes: str) -> Style:
    """The look after the codes of a style sequence.

    Raises:
        UnknownStyleError: A code is not known.
    """
    ink, ground, marks, link = style
    try:
        todo = [int(code or 0) for code in codes.split(";")]
    except ValueError:  # colons between parts of one code
        raise UnknownStyleError(codes) from None
    while todo:
        code = todo.pop(0)
        if code == 0:
            ink, ground, marks = "", "", frozenset()
        elif code in OFF:
            marks |= {code}
        elif code in OFF.values():
            marks -= {mark for mark, end in OFF.items() if end == code}
        elif 30 <= code <= 39 or 90 <= code <= 97:
            ink = _colour(code, todo)
        elif 40 <= code <= 49 or 100 <= code <= 107:
            ground = _colour(code, todo)
        else:
            raise UnknownStyleError(codes)
    return Style(ink, ground, marks, link)


def _colour(code: int, todo: list[int]) -> str:
    """One colour's codes; takes what belongs to it."""
    if code % 10 == 9 and code < 50:
        return ""
    if code not in (38, 48):
        return str(code)
    count = {5: 2, 2: 4}.get(todo[0] if todo else 0, 0)
    if not count or len(todo) < count:
        raise UnknownStyleError(str(code))
    parts = [code, *todo[:count]]
    del todo[:count]
    return ";".join(map(str, parts))


@lru_cache(KEPT)
def change(old: Style, new: Style) -> str:
    """The shortest sequence that brings a terminal from one look to another."""
    link = f"\x1b]8;{new.link or ';'}\x1b\\" if old.link != new.link else ""
    if old[:3] == new[:3]:
        return link
    anew = ";".join(["0", *_codes(PLAIN, new)])
    step = ";".join(_codes(old, new))
    codes = anew if len(anew) <= len(step) else step
    return f"{link}\x1b[{'' if codes == '0' else codes}m"


def _codes(old: Style, new: Style) -> list[str]:
    gone, come = old.marks - new.marks, new.marks - old.marks
    ends = {OFF[mark] for mark in gone}
    again = {mark for mark in new.marks & old.marks if OFF[mark] in ends}
    codes = [str(code) for code in [*sorted(ends), *sorted(come | again)]]
    if old.ink != new.ink:
        codes.append(new.ink or "39")
    if old.ground != new.ground:
        codes.append(new.ground or "49")
    return codes
