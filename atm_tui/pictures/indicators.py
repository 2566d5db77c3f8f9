"""The indicators of change: where each began, stands and should come, and what of wealth they touch."""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Final

from atm_tui.model.derived import all_readings
from atm_tui.model.indicators import Dimensions, Indicator
from atm_tui.model.plan import Plan
from atm_tui.pictures import PICTURES, Setting
from atm_tui.pictures.indicators_bar import state
from atm_tui.pictures.indicators_due import due
from atm_tui.pictures.indicators_rows import by_dimension, zoomed
from atm_tui.pictures.indicators_wealth import strip, wealth
from atm_tui.pictures.picture import Line, Look, Picture, Span
from atm_tui.pictures.rows import EMPTY, wrapped
from atm_tui.pictures.signs import DOING, DONE, LATE, OPEN
from atm_tui.width import cut

_VIEWS: Final[dict[str, Callable[[Plan, Setting], Iterable[Line]]]] = {
    "dimension": by_dimension,
    "readings": zoomed,
    "due": due,
    "wealth": wealth,
}

_STATES: Final = {DONE: "reached", DOING: "on the way", OPEN: "not counted yet", LATE: "to look at"}

_LEGENDS: Final = {
    "dimension": "bar: from the first number to the target; 1, 2 ... are the counts below it",
    "readings": "bar: from the first number to the target",
}


def indicators(plan: Plan, setting: Setting) -> Picture:
    """The view of the indicators that is asked for."""
    view, width = setting.view, setting.width
    title = f"INDICATORS {dict(PICTURES['indicators'].views)[view]}"
    lines = [
        (Span(cut(title, width), Look.HEADING),),
        *wrapped(_told(plan), width, Look.WEAK),
        EMPTY,
        *_VIEWS[view](plan, setting),
        EMPTY,
    ]
    if view == "dimension":
        lines += [*strip(plan, setting), *_harm(plan, setting), EMPTY]
    return Picture((*lines, *_legend(setting)))


def _told(plan: Plan) -> str:
    """How many there are, by how far they are."""
    readings, rows = all_readings(plan), plan.all(Indicator)
    if not rows:
        return "No indicator is written down yet."
    signs = Counter(state(row, readings.get(row.id, ()))[0] for row in rows)
    said = ", ".join(f"{signs[sign]} {words}" for sign, words in _STATES.items() if signs[sign])
    return f"Indicators: {said}"


def _harm(plan: Plan, setting: Setting) -> list[Line]:
    sheet = plan.one(Dimensions)
    if not sheet.harm.strip():
        return []
    return [
        EMPTY,
        *wrapped(sheet.harm, setting.width, Look.STRONG, sheet.id, most=3, first="Must not go down: "),
    ]


def _legend(setting: Setting) -> list[Line]:
    signs = {
        "due": f"{LATE} should have been counted, {OPEN} to be counted",
        "wealth": f"{DONE} an indicator shows it, {LATE} none does",
    }
    usual = ", ".join(f"{sign} {words}" for sign, words in _STATES.items())
    arrow = f"{setting.glyphs.left} the wrong way"
    said = signs.get(setting.view) or f"{usual}; {_LEGENDS[setting.view]}, {arrow}"
    return wrapped(said, setting.width, Look.WEAK)
