"""What in a plan bears out the answers to the four closing questions, or is missing for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from atm_tui.checks.actions import in_plan
from atm_tui.checks.canvas import notes_in
from atm_tui.checks.finding import codes, counted, listed, named, short
from atm_tui.checks.indicators import in_numbers
from atm_tui.model.allies import Ally
from atm_tui.model.bring import CostLine, Piece
from atm_tui.model.choices import PARTIES
from atm_tui.model.derived import goal
from atm_tui.model.indicators import Indicator
from atm_tui.model.plan import Plan
from atm_tui.model.record import REF, Record
from atm_tui.model.reflection import Message, Rhythm, Session
from atm_tui.model.river import Milestone
from atm_tui.model.start import Participant, PlanSheet
from atm_tui.model.trees import ProblemCard
from atm_tui.model.typed import day_short


@dataclass(frozen=True)
class Evidence:
    """One thing in the plan without which a question is not answered.

    Attributes:
        text: What is there, or what is missing, in one sentence.
        holds: Whether it is there.
        step: The id of the step at which it is written down.
    """

    text: str
    holds: bool
    step: str


def _there(text: str, step: str) -> Evidence:
    return Evidence(text, holds=True, step=step)


def _missing(text: str, step: str) -> Evidence:
    return Evidence(text, holds=False, step=step)


# 1 The business, and its place in the chain ------------------------------------------------
def for_business(plan: Plan) -> tuple[Evidence, ...]:
    """Buyers, what they are offered, money both ways, and partners."""
    return (
        _notes(plan, "buyers", "on buyers", "No buyer stands on the canvas yet"),
        _notes(plan, "value", "on what we offer", "The canvas does not say yet what we offer"),
        _money(plan),
        _notes(plan, "partners", "on partners, our place in the chain",
               "No partner stands on the canvas yet, so our place in the chain is open"),
    )  # fmt: skip


def _notes(plan: Plan, block: str, about: str, missing: str) -> Evidence:
    notes, step = notes_in(plan, block), f"canvas-{block}"
    return _there(f"{counted(len(notes), 'note')} {about}", step) if notes else _missing(missing, step)


def _money(plan: Plan) -> Evidence:
    """Income and costs, on the canvas or on the price sheet."""
    income, costs = len(notes_in(plan, "income")), len(notes_in(plan, "costs"))
    priced = plan.one(Piece).price_planned is not None
    costed = any(row.planned is not None for row in named(plan, CostLine))
    if (income or priced) and (costs or costed):
        notes = f"{counted(income, 'note')} on income, {counted(costs, 'note')} on costs"
        sheet = "the price of one piece and its costs"
        told = [notes] * bool(income or costs) + [sheet] * (priced and costed)
        return _there(", ".join(told).capitalize(), "canvas-income")
    if income or priced:
        return _missing("Nothing is written on costs yet", "canvas-costs")
    if costs or costed:
        return _missing("Nothing is written on income yet", "canvas-income")
    return _missing("Nothing is written on income and costs yet", "canvas-income")


# 2 The try-out with real buyers ------------------------------------------------------------
def for_pilot(plan: Plan) -> tuple[Evidence, ...]:
    """Actions and milestones with their days, and a real buyer."""
    actions, milestones = in_plan(plan), named(plan, Milestone)
    led = [action for action in actions if action.due and plan.find(Participant, action.lead)]
    dated = [milestone for milestone in milestones if milestone.due]
    return (
        _every(plan, actions, led, "action", "a lead and a date"),
        _every(plan, milestones, dated, "milestone", "a date"),
        _buyer(plan),
    )


def _every(plan: Plan, rows: Sequence[Record], whole: Sequence[Record], noun: str, have: str) -> Evidence:
    """Evidence that there are rows of a kind and that none of them lacks something."""
    step = f"{noun}s"
    if not rows:
        return _missing(f"No {noun} is written yet", step)
    if not whole:
        return _missing(f"No {noun} has {have} yet", step)
    good = {row.id for row in whole}
    lacking = [row for row in rows if row.id not in good]
    if not lacking:
        return _there(f"{counted(len(rows), noun)}, {len(whole)} with {have}", step)
    need, names = have.replace(" and ", " or "), listed(codes(plan, lacking), 60)
    return _missing(f"{len(lacking)} of {len(rows)} {noun}s still lack {need}: {names}", step)


def _buyer(plan: Plan) -> Evidence:
    """A buyer by name, and the day by which they need the goods."""
    sheet = plan.one(PlanSheet)
    others = [ally.who for ally in named(plan, Ally) if ally.kind == "buyer" and ally.private != "yes"]
    people = [
        person.display_name
        for person in named(plan, Participant)
        if person.kind == "buyer" and person.consent != "no"  # this sentence also goes to paper
    ]
    name = next((short(name) for name in (sheet.buyer, *people, *others) if name.strip()), "")
    if not name:
        return _missing("No buyer is named yet", "plan")
    needed = f", who needs the goods by {day_short(sheet.season_date)}" if sheet.season_date else ""
    return _there(f"The buyer is {name}{needed}", "plan")


# 3 Going on reflecting and learning --------------------------------------------------------
def for_reflection(plan: Plan, today: date) -> tuple[Evidence, ...]:
    """A regular time for it, indicators that somebody counts, and the tree to come back to."""
    indicators = named(plan, Indicator)
    whole = [
        row
        for row in indicators
        if plan.find(Participant, row.measured_by) and (goal(row) is not None or not in_numbers(row))
    ]
    return (
        _schedule(plan, today),
        _every(plan, indicators, whole, "indicator", "a target and somebody who counts"),
        _tree(plan),
    )


def _schedule(plan: Plan, today: date) -> Evidence:
    """A regular time of looking back: days, or a rhythm."""
    rows = [row for row in named(plan, Session) if row.on and row.state != "missed"]
    if rows:
        coming = [row.on for row in rows if row.on and row.on >= today and row.state != "held"]
        following = f", the next on {day_short(min(coming))}" if coming else ""
        return _there(f"{counted(len(rows), 'reflection')} with a day{following}", "sessions")
    if rhythm := plan.one(Rhythm).rhythm.strip():
        return _there(f"The rhythm of reflection: {short(rhythm)}", "rhythm")
    return _missing("No reflection has a day yet, and no rhythm is agreed", "rhythm")


def _tree(plan: Plan) -> Evidence:
    """The problem tree that is revised after each reflection."""
    sides = [card.side for card in named(plan, ProblemCard)]
    roots, trunk = sides.count("root"), "trunk" in sides
    if trunk and roots:
        return _there(f"The problem tree has its trunk and {counted(roots, 'root')}", "problems")
    lacks = "no root" if trunk else "no trunk" if roots else "no trunk and no root"
    return _missing(f"The problem tree has {lacks} yet", "problems")


# 4 How the others take part ----------------------------------------------------------------
def for_others(plan: Plan) -> tuple[Evidence, ...]:
    """Guests, and what is asked of those outside."""
    return (_guests(plan), _asked(plan))


def _guests(plan: Plan) -> Evidence:
    """Who sits with the group when it looks back."""
    parties = [*plan.one(Rhythm).guests, *(guest for row in plan.all(Session) for guest in row.guests)]
    parties += [f"{REF}{ally.id}" for ally in named(plan, Ally) if ally.invite == "yes"]
    names = {
        plan.party(party)
        for party in parties
        if party.strip() and (not plan.is_ref(party) or plan.get(party.removeprefix(REF), *PARTIES))
    }
    if not names:
        return _missing("No guest is named for our reflections yet", "rhythm")
    return _there(f"{counted(len(names), 'guest')} named for our reflections", "rhythm")


def _asked(plan: Plan) -> Evidence:
    """What is asked of those outside, and what they are told."""
    asked = sum(bool(ally.request.strip()) for ally in named(plan, Ally))
    told = len(named(plan, Message))
    if not asked and not told:
        return _missing("Nothing is asked of anybody outside yet, and nobody is to be told", "allies")
    requests = f"{counted(asked, 'ally', 'allies')} with a clear request"
    return _there(f"{requests}, {counted(told, 'message')} to pass on", "allies")
