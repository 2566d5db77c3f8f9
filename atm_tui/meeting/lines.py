"""The lines of each stop, from the plan."""

from collections.abc import Callable
from datetime import date
from typing import Final

from atm_tui.meeting import Stop, deciding, looking
from atm_tui.meeting.line import Line
from atm_tui.model.plan import Plan
from atm_tui.model.reflection import Session

_AT: Final[dict[str, Callable[[Plan, Session, date], list[Line]]]] = {
    "meet-last": looking.last,
    "meet-due": looking.due,
    "meet-readings": looking.readings,
    "meet-seen": looking.unplanned,
    "meet-decide": deciding.decide,
    "meet-revise": deciding.revise,
    "meet-next": deciding.next_time,
    "meet-close": deciding.close,
}


def lines(stop: Stop, plan: Plan, today: date) -> list[Line]:
    """What stands at a stop; nothing where its session is gone."""
    session = plan.find(Session, stop.session)
    return _AT[stop.id](plan, session, today) if session else []
