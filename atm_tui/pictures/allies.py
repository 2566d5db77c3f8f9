"""The spectrum of allies: the half circle in five wedges, the list, and what is asked of whom.

Whoever is only for us stands in the view "only for us" alone: any other can be on the wall.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from atm_tui.model.allies import Ally, AllySheet
from atm_tui.model.plan import Plan
from atm_tui.pictures import PICTURES, Setting
from atm_tui.pictures.allies_arc import half_circle
from atm_tui.pictures.allies_lists import by_place, names, requests
from atm_tui.pictures.allies_standing import Standing, standings
from atm_tui.pictures.picture import Line, Look, Picture, Span
from atm_tui.pictures.rows import EMPTY, beside, wrapped
from atm_tui.pictures.signs import DONE, LATE, OPEN
from atm_tui.width import cut

PRIVATE: Final = "own"
"""The view that shows everybody."""

_SIDE: Final = 120
"""Cells from which the names stand beside the half circle, and not below it."""


def allies(plan: Plan, setting: Setting) -> Picture:
    """The view of the spectrum that is asked for."""
    everybody = standings(plan, private=setting.view == PRIVATE)
    words = [word for _, word in plan.worded(Ally.specs()["wedge"]).choices]
    title = f"SPECTRUM OF ALLIES {dict(PICTURES['allies'].views)[setting.view]}"
    return Picture(
        (
            (Span(cut(title, setting.width), Look.HEADING),),
            *_about(plan, setting),
            EMPTY,
            *_drawn(plan, setting, everybody, words),
            EMPTY,
            *_legend(setting),
        )
    )


def _drawn(
    plan: Plan, setting: Setting, everybody: Sequence[Standing], words: Sequence[str]
) -> Iterable[Line]:
    if not everybody:
        return wrapped("Nobody stands here yet.", setting.width, Look.WEAK)
    match setting.view:
        case "list":
            return by_place(everybody, words, setting)
        case "requests":
            return requests(plan, everybody, words, setting)
        case _:
            return _round(everybody, words, setting)


def _round(everybody: Sequence[Standing], words: Sequence[str], setting: Setting) -> Iterator[Line]:
    """The half circle, and who is who: beside it where there is room."""
    if setting.width < _SIDE:
        yield from half_circle(everybody, words, setting)
        yield EMPTY
        yield from names(everybody, words, setting, setting.width)
        return
    side = setting.width * 2 // 5
    rest = setting.width - side - 3
    drawn = list(half_circle(everybody, words, Setting(rest, setting.height, setting.glyphs, setting.today)))
    yield from beside((drawn, rest + 3), (list(names(everybody, words, setting, side)), side))


def _about(plan: Plan, setting: Setting) -> list[Line]:
    sheet = plan.one(AllySheet)
    if not sheet.issue.strip():
        return wrapped(f"{LATE} For or against what? The change is not said yet.", setting.width, Look.WARN)
    return wrapped(sheet.issue, setting.width, Look.STRONG, sheet.id, most=3, first="For: ")


def _legend(setting: Setting) -> list[Line]:
    weight = f"* ** *** weight of the word, ? we only think so, {setting.glyphs.left} wished nearer to us"
    states = f"{DONE} stands where we wished, {OPEN} to be asked, {LATE} late or missing"
    said = {"list": f"{weight}, {states}", "requests": states}
    return wrapped(said.get(setting.view, f"{weight}, (AL01) stood there before"), setting.width, Look.WEAK)
