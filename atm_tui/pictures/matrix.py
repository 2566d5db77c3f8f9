"""The action plan as a matrix, in six views of the same actions."""

from collections.abc import Callable, Iterable
from typing import Final

from atm_tui.model.action import Action
from atm_tui.model.derived import is_late
from atm_tui.model.plan import Plan
from atm_tui.pictures import PICTURES, Setting
from atm_tui.pictures.giving import by_giver
from atm_tui.pictures.grouped import by_issue, by_person, by_stretch
from atm_tui.pictures.market import market
from atm_tui.pictures.picture import Line, Look, Picture, Span
from atm_tui.pictures.rows import EMPTY
from atm_tui.pictures.signs import LATE, done, legend
from atm_tui.pictures.weeks import by_week
from atm_tui.width import cut

_VIEWS: Final[dict[str, Callable[[Plan, Setting], Iterable[Line]]]] = {
    "stretch": by_stretch,
    "person": by_person,
    "week": by_week,
    "issue": by_issue,
    "cost": by_giver,
    "market": market,
}


def matrix(plan: Plan, setting: Setting) -> Picture:
    """The view of the matrix that is asked for."""
    view, width = setting.view, setting.width
    actions = plan.all(Action)
    late = sum(is_late(action, setting.today) for action in actions)
    title = Span(cut(f"ACTION PLAN {dict(PICTURES['matrix'].views)[view]}", width), Look.HEADING)
    said = (
        Span(f"Actions: {done(actions)}", Look.WEAK),
        *([Span(f", {late} late {LATE}", Look.LATE)] if late else []),
    )
    lines = _VIEWS[view](plan, setting)
    return Picture(((title,), said, EMPTY, *lines, EMPTY, *legend(width)))
