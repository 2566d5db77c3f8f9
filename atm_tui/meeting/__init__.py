"""A reflection as a wizard of its own: its stops, in order, as data.

A stop is a step of one session: the same pages show it, the same guide speaks of it, and it says at
which step of the stage the same is written down. What stands at a stop is in ``lines``, what is done
there in ``doing``.
"""

from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Final

from atm_tui import stage
from atm_tui.model.plan import Plan
from atm_tui.model.record import Record
from atm_tui.model.reflection import Session
from atm_tui.model.trees import ProblemCard
from atm_tui.stage import Step


@dataclass(frozen=True)
class Stop(Step):
    """One thing to do in a reflection.

    Attributes:
        home: The step of the stage at which the same is written down.
        session: The session; "" for a stop of any.
        number: Its place in the order, from 1.
    """

    home: str = ""
    session: str = ""
    number: int = 0

    def rows(self, plan: Plan) -> list[Record]:
        """The records of this stop: the session itself, the roots of the problem tree, or all of a table."""
        if self.table == Session.table:
            session = plan.find(Session, self.session)
            return [session] if session else []
        if self.page == "why":
            return [card for card in plan.all(ProblemCard) if card.side in ("trunk", "root")]
        return super().rows(plan)


_WELCOME: Final = (
    "occasion", "on", "place", "period", "facilitator", "note_taker", "languages",
    "women", "men", "girls", "boys", "first_time", "members", "present", "guests",
)  # fmt: skip

STOPS: Final = (
    Stop("meet-welcome", "Welcome, who is here", "sheet", "session", 10, fields=_WELCOME, home="sessions"),
    Stop("meet-last", "What we decided before", "meeting", "change", 10, home="changes"),
    Stop(
        "meet-boat", "Where is the boat", "sheet", "river", 5,
        fields=("boat_stretch", "boat_date", "boat_note"), home="boat",
    ),
    Stop("meet-due", "Actions due", "meeting", "action", 15, home="actions"),
    Stop("meet-readings", "Readings and targets", "meeting", "reading", 15, home="readings"),
    Stop("meet-seen", "What we did not plan", "meeting", "finding", 10, home="findings"),
    Stop("meet-why", "Why: the roots", "why", "problem_card", 10, home="problems"),
    Stop("meet-decide", "What we decide", "meeting", "change", 20, home="changes"),
    Stop("meet-revise", "Trees, canvas, allies", "meeting", "problem_card", 10, home="solutions"),
    Stop("meet-next", "Next time, and the absent", "meeting", "message", 5, home="messages"),
    Stop("meet-close", "Close with a word each", "meeting", "session", 5, home="sessions"),
)  # fmt: skip
"""The stops of a reflection; the order is our reading of how one is held (about two hours)."""

FIRST: Final = STOPS[0].id


@lru_cache(maxsize=4)
def stops(session: str) -> tuple[Stop, ...]:
    """The stops of a session, in order."""
    return tuple(replace(stop, session=session, number=number) for number, stop in enumerate(STOPS, 1))


def stop_of(session: str, stop_id: str) -> Stop | None:
    """The stop of a session with this id, if there is one."""
    return next((stop for stop in stops(session) if stop.id == stop_id), None)


def beside(stop: Stop, by: int) -> Stop | None:
    """The stop so many after (before, if negative); None past either end."""
    wanted = stop.number - 1 + by
    return stops(stop.session)[wanted] if 0 <= wanted < len(STOPS) else None


def is_gone(step: Step, plan: Plan) -> bool:
    """Whether it is a stop of a session that the plan does not hold (any more)."""
    return isinstance(step, Stop) and plan.find(Session, step.session) is None


def stage_step(step: Step) -> Step:
    """The step of the stage at which the same is written down."""
    home = stage.step(step.home) if isinstance(step, Stop) else step
    assert home, f"{step.id} has a home in the stage"  # noqa: S101 - said by a test of all stops
    return home


def is_open(plan: Plan, session_id: str) -> bool:
    """Whether there is such a session, still to be held."""
    session = plan.find(Session, session_id)
    return session is not None and session.state == "planned"


def next_planned(plan: Plan) -> Session | None:
    """The session to be held next: the first by its day; one without a day comes last."""
    planned = [one for one in plan.all(Session) if one.state == "planned"]
    return min(planned, key=lambda one: one.on or date.max, default=None)


def where(stop: Stop, plan: Plan) -> str:
    """Where we are, for the first line: "Reflection R3 | 4 of 11 | Actions due"."""
    session = plan.find(Session, stop.session)
    return f"Reflection {session.code if session else ''} | {stop.number} of {len(STOPS)} | {stop.title}"
