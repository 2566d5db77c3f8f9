"""The way of one indicator as a bar: from where it began, by what was counted, to its target.

The baseline is always on the left and the target on the right, whichever of them is the greater
number: where less is better, a full bar is good too. A step the wrong way goes to the left of the
baseline, by arrows.
"""

from collections.abc import Sequence
from decimal import Decimal
from itertools import groupby
from typing import Final

from atm_tui.model.derived import contradicts, goal, progress, reached, rounded, went_wrong_way
from atm_tui.model.indicators import Indicator, Reading
from atm_tui.model.typed import group_number
from atm_tui.pictures.glyphs import Glyphs
from atm_tui.pictures.picture import Line, Look, Span
from atm_tui.pictures.signs import DOING, DONE, LATE, OPEN

BACK: Final = 5
"""Cells left of the baseline, for steps the wrong way: each is a fifth of the way to the target."""

BEYOND: Final = 2
"""Cells right of the target."""

AROUND: Final = BACK + BEYOND + 2
"""Cells of a bar that are not between its ends."""

_MOST: Final = Decimal(9999)
"""Per cent beyond which only "more than" is said."""

_DIGITS: Final = 9
"""So many readings have a digit in the bar, the last ones."""

_Cell = tuple[str, Look]


def bar(
    indicator: Indicator, readings: Sequence[Reading], room: int, glyphs: Glyphs, *, digits: bool = True
) -> Line:
    """The bar as far as the last reading came, ``room + AROUND`` cells wide.

    With ``digits`` each of the last nine readings stands in it by its digit.
    """
    shares = [progress(indicator, row.amount) for row in readings]
    cells: list[_Cell] = [(" ", Look.PLAIN)] * BACK
    cells += [("|", Look.RULE), *[(glyphs.light, Look.DRAWN)] * room, ("|", Look.RULE)]
    cells += [(" ", Look.PLAIN)] * BEYOND
    last = shares[-1] if shares else None
    if last is not None:
        _fill(cells, last, room, glyphs)
    if digits and goal(indicator) != indicator.baseline:
        for digit, share in enumerate(shares[-_DIGITS:], 1):
            if share is not None:
                cells[_place(share, room)] = (str(digit), Look.STRONG)
    runs = groupby(cells, key=lambda cell: cell[1])
    return tuple(Span("".join(sign for sign, _ in run), look) for look, run in runs)


def _fill(cells: list[_Cell], share: Decimal, room: int, glyphs: Glyphs) -> None:
    """Fill the bar as far as the last reading came."""
    end = _place(share, room)
    if share < 0:
        cells[end:BACK] = [(glyphs.left, Look.WARN)] * (BACK - end)
        return
    look = Look.DONE if share >= 1 else Look.BAR
    for place in range(BACK + 1, min(end, len(cells))):
        cells[place] = (glyphs.full, look)
    if share > 1:
        cells[BACK + 1 + room] = ("|", Look.RULE)
        cells[end] = (glyphs.full, look)


def _place(share: Decimal, room: int) -> int:
    """The cell of a share of the way; what is off the bar is at its end."""
    if share < 0:
        return BACK - 1 - int(min(-share * BACK, Decimal(BACK - 1)))
    if share > 1:
        return BACK + 2 + room + int(min((share - 1) * BEYOND, Decimal(BEYOND - 1)))
    return BACK + 1 + int(share * room)


# In words ----------------------------------------------------------------------------------
def state(indicator: Indicator, readings: Sequence[Reading]) -> tuple[str, str]:
    """The sign of how far an indicator is, and the words."""
    amount = readings[-1].amount if readings else None
    if indicator.measure == "story":
        return OPEN, "told in words"
    if contradicts(indicator):
        return LATE, f"should go {indicator.direction}, but its target does not"
    if goal(indicator) is None:
        return LATE, "no target yet"
    if amount is not None and reached(indicator, amount):
        return DONE, "as it should stay" if indicator.baseline == goal(indicator) else "reached"
    if indicator.baseline is None:
        return LATE, "no first number yet"
    if amount is None:
        return OPEN, "not counted again yet"
    if indicator.baseline == goal(indicator):
        return LATE, "not as it should stay"
    return (LATE, "the wrong way") if went_wrong_way(indicator, readings) else (DOING, "on the way")


def share_words(indicator: Indicator, amount: Decimal | None) -> str:
    """How much of the way a number is, in whole per cent; "" if that is not known.

    Rounding never makes a step the wrong way none, nor a target reached that is not.
    """
    share = progress(indicator, amount)
    if share is None or indicator.baseline == goal(indicator):
        return ""
    whole = rounded(share * 100)
    whole = min(whole, Decimal(-1)) if share < 0 else min(whole, Decimal(99)) if share < 1 else whole
    if abs(whole) > _MOST:
        return f"{'more' if whole > 0 else 'less'} than {group_number(_MOST.copy_sign(whole))}%"
    return f"{group_number(whole)}%"


def amount_words(indicator: Indicator, amount: Decimal | None) -> str:
    """A number as people read it: yes or no where that was the question."""
    if amount is None:
        return "?"
    if indicator.measure == "yes or no" and amount in (0, 1):
        return "yes" if amount else "no"
    return group_number(amount)
