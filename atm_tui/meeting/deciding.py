"""What stands at the stops that look ahead: decisions, revisions, the next time, the close."""

from datetime import date
from typing import Final

from atm_tui.comparing import Difference, compare
from atm_tui.meeting.line import (
    CLOSES,
    DECISION,
    MAKES,
    TELLS,
    Line,
    begins,
    day_of,
    heading,
    named,
    own,
    short,
)
from atm_tui.model.action import Action
from atm_tui.model.allies import Ally
from atm_tui.model.canvas import CanvasNote
from atm_tui.model.plan import Plan
from atm_tui.model.reflection import Change, Decision, Message, Rhythm, Session
from atm_tui.model.trees import ProblemCard, SolutionCard
from atm_tui.stage import steps

_NEXT: Final = ("occasion", "on", "place", "facilitator", "guests", "state")


# What we decide -----------------------------------------------------------------------------------
def decide(plan: Plan, session: Session, _today: date) -> list[Line]:
    """What was decided in this session, and what can be."""

    def draft(kind: str, target: str = "") -> Change:
        return Change(kind=kind, target=target, session=session.id)

    made = [
        begins(draft("add", words), f"add {words}", key=words, field="now", fields=DECISION,
             full="The new one is made when the form closes; its own form opens then.")
        for words in MAKES
    ]  # fmt: skip
    return [
        heading("DECIDED TODAY"),
        *_changes(plan, session),
        *(Line(row.id, (row.code, "", row.what, ""), record=row) for row in own(plan, Decision, session)),
        heading("DECIDE: WHAT, WHY, WHO, BY WHEN"),
        made[0],
        begins(
            draft("stop"),
            "stop something",
            key="stop",
            fields=DECISION,
            full="An action that is named gets the state stopped.",
        ),
        begins(
            draft("change"),
            "change something",
            key="change",
            fields=DECISION,
            full="The form of what is changed opens next.",
        ),
        begins(
            draft("keep"),
            "keep something",
            key="keep",
            fields=DECISION,
            full="What works, and is kept as it is.",
        ),
        *made[1:],
        begins(Decision(session=session.id), "another decision, with fingers or hands counted"),
    ]


def _changes(plan: Plan, session: Session) -> list[Line]:
    return [
        Line(
            row.id,
            (row.code, f"{row.kind} {short(plan, row.target)}".strip(), row.now, row.reason or "(why?)"),
            record=row, fields=DECISION,
        )
        for row in own(plan, Change, session)
    ]  # fmt: skip


# Trees, canvas, allies ----------------------------------------------------------------------------
_REVISED: Final = (
    ("THE TREES", (ProblemCard.table, SolutionCard.table)),
    ("THE CANVAS", (CanvasNote.table,)),
    ("OTHERS, ACTIONS, RAPIDS", (Ally.table, Action.table, "rapid", "bridge")),
)


def revise(plan: Plan, _session: Session, _today: date) -> list[Line]:
    """The steps at which trees, canvas, allies and actions are revised."""
    found = []
    for words, tables in _REVISED:
        found.append(heading(words))
        for step in (step for table in tables for step in steps() if step.table == table):
            number = step.filled(plan)
            full = f"Enter goes to the step '{step.title}'; F12 comes back here."
            found.append(Line(step.id, ("", step.title, f"{number} written"), goes=step.id, full=full))
    return found


# Next time ----------------------------------------------------------------------------------------
def next_time(plan: Plan, session: Session, _today: date) -> list[Line]:
    """The sessions to come, and who must be told what."""
    planned = [one for one in plan.all(Session) if one.state == "planned" and one.id != session.id]
    messages = own(plan, Message, session)
    rhythm = plan.one(Rhythm)
    tell = Line(
        "tell", ("+ tell those who could not come",), does=TELLS, full="Who did not hear what we decided?"
    )
    return [
        heading("NEXT REFLECTIONS"),
        *(
            Line(
                one.id, (one.code, day_of(one.on), one.occasion, _guests(plan, one)), record=one, fields=_NEXT
            )
            for one in planned
        ),
        begins(Session(), "another reflection, with its guests"),
        heading("WHO MUST BE TOLD"),
        *(
            Line(row.id, (row.code, day_of(row.due), row.what, named(plan, row.by)), record=row)
            for row in messages
        ),
        *(() if messages else (tell,)),
        begins(Message(session=session.id, by=rhythm.absent), "something else to be told"),
    ]


def _guests(plan: Plan, session: Session) -> str:
    return ", ".join(plan.party(guest) for guest in session.guests)


# Close --------------------------------------------------------------------------------------------
def close(plan: Plan, session: Session, _today: date) -> list[Line]:
    """The last words, the close, and what the session changes."""
    label = Session.specs()["last_words"]
    held = session.state == "held"
    closes = (
        "Keep its version anew" if held else f"Close {session.code}: say it was held, and keep its version"
    )
    return [
        Line("field:last_words", ("", label.label, session.last_words), record=session, field="last_words",
             fields=("last_words", "minutes"), full=f"{label.ask} {session.last_words}"),
        Line("close", (closes,), does=CLOSES,
             full="What the plan holds now is kept as the version of this reflection. Ctrl+T takes it back."),
        *summary(plan, session),
    ]  # fmt: skip


def summary(plan: Plan, session: Session) -> list[Line]:
    """What became of the plan since the version before this session; without one, what was decided."""
    before = next((one.name for one in reversed(plan.versions) if one.session != session.id), "")
    if not before:
        return [heading("WHAT WAS DECIDED"), *_changes(plan, session)]
    found = compare(plan, before)
    said = [one for _, differences in found.tools for one in differences] + list(found.decided)
    return [heading(f"WHAT CHANGED SINCE {before}"), *(_difference(plan, one) for one in said)]


def _difference(plan: Plan, one: Difference) -> Line:
    why = "; ".join(reason.why for reason in one.reasons if reason.why)
    fields = ", ".join(f"{field.label}: {field.old or '-'} -> {field.new or '-'}" for field in one.fields)
    told = "" if one.what == "added" else f" ({fields})" if fields else ""
    full = f"{one.code} {one.what}: {one.name}{told}" + (f". Because: {why}" if why else "")
    cells = (one.code, one.what, one.name, why)
    return Line(f"{one.record}{one.one}{one.name}", cells, record=plan.get(one.record), full=full)
