"""The actions as a table in groups: by stretch, by person, by issue."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from atm_tui.checks.links import chosen_in_vain
from atm_tui.checks.people import MANY
from atm_tui.model.action import Action
from atm_tui.model.derived import is_open
from atm_tui.model.plan import Plan
from atm_tui.model.river import Stretch
from atm_tui.model.start import Participant
from atm_tui.model.trees import ProblemCard, SolutionCard, hanging
from atm_tui.pictures import Setting
from atm_tui.pictures.picture import Line, Look, Span
from atm_tui.pictures.rows import beside, followed, in_lines, spoken, wrapped
from atm_tui.pictures.signs import LATE, coded, days, done
from atm_tui.pictures.table import MOST, Group, lines_of, rest_of
from atm_tui.width import cells, cut, fit

_MARGIN: Final = 4
_NAME: Final = 28
_BAR: Final = 10
"""Cells of the bar of what a person carries: one for an action."""


# Views -------------------------------------------------------------------------------------
def by_stretch(plan: Plan, setting: Setting) -> Iterator[Line]:
    """What is done on each part of the way."""
    held: dict[str, list[Action]] = {stretch.id: [] for stretch in plan.all(Stretch)}
    rest: list[Action] = []
    for action in plan.all(Action):
        held.get(action.stretch, rest).append(action)
    groups = [
        Group(_heading(stretch, setting, _stretch_said(stretch, held[stretch.id], setting)),
               held[stretch.id], empty="no action on this stretch yet")
        for stretch in plan.all(Stretch)
    ]  # fmt: skip
    if rest:
        groups.append(Group(_title("Not on any stretch", done(rest)), rest))
    return lines_of(plan, setting, groups)


def by_person(plan: Plan, setting: Setting) -> Iterator[Line]:
    """What each person leads and helps with; who has most to do comes first."""
    people = {person.id: person for person in plan.all(Participant)}
    leads: dict[str, list[Action]] = {person: [] for person in people}
    helps: dict[str, list[Action]] = {person: [] for person in people}
    alone: list[Action] = []
    for action in plan.all(Action):
        leads.get(action.lead, alone).append(action)
        for helper in action.helpers:
            helps.get(helper, []).append(action)
    groups = [Group([(Span(f"{LATE} Nobody leads these yet", Look.WARN),)], alone)] if alone else []
    busiest = sorted(people.values(), key=lambda one: (-_open(leads[one.id]), -len(leads[one.id])))
    for person in busiest:
        if led := leads[person.id]:
            load = _load(plan, person, led, len(helps[person.id]), setting)
            groups.append(Group(load, led, _helping("helps:", helps[person.id], setting)))
    helpers = [one for one in busiest if helps[one.id] and not leads[one.id]]
    if helpers:
        lines = [line for one in helpers[:MOST] for line in _helper(plan, one, helps[one.id], setting)]
        groups.append(Group(_title("These help"), below=[*lines, *rest_of(helpers)]))
    idle = [one for one in busiest if one.kind == "member" and not leads[one.id] and not helps[one.id]]
    if idle:
        groups.append(Group(_title("Members in no action yet"), below=_names(plan, idle, setting)))
    return lines_of(plan, setting, groups, leads=False)


def by_issue(plan: Plan, setting: Setting) -> Iterator[Line]:
    """From the issue (a card of the problem tree) by its solution to the actions that make it so."""
    actions = {action.id: action for action in plan.all(Action)}
    left, groups, before = dict(actions), [], ""
    vain = {card.id for card in chosen_in_vain(plan)}
    cards = [card for card in plan.all(SolutionCard) if card.conversion != "dropped"]
    for card, _ in hanging(cards):
        rows = [actions[item] for item in card.value("actions") if item in actions]
        if not rows and card.id not in vain:
            continue
        issue = plan.find(ProblemCard, card.value("mirrors"))
        heading = _heading(issue, setting) if issue and issue.id != before else []
        before = issue.id if issue else ""
        heading += wrapped(
            card.name, setting.width, Look.STRONG, card.id, most=2, first=f"  so: {spoken(card)} "
        )
        groups.append(Group(heading, rows, empty="chosen, but no action makes it so yet"))
        for row in rows:
            left.pop(row.id, None)
    if left:
        groups.append(Group(_title("From no card of the trees"), list(left.values())))
    return lines_of(plan, setting, groups)


# Headings ------------------------------------------------------------------------------------
def _heading(record: Stretch | ProblemCard, setting: Setting, said: str = "") -> list[Line]:
    first = f"{spoken(record)} "
    lines = wrapped(record.name, setting.width, Look.HEADING, record.id, most=2, first=first)
    return followed(lines, [Span(said, Look.WEAK)], setting.width) if said else lines


def _stretch_said(stretch: Stretch, rows: Sequence[Action], setting: Setting) -> str:
    return f"{days(stretch.start, stretch.end, setting.today)}; {done(rows)}"


def _title(words: str, said: str = "") -> list[Line]:
    return [(Span(words, Look.HEADING), Span(f"  {said}" if said else "", Look.WEAK))]


def _load(plan: Plan, person: Participant, led: Sequence[Action], helps: int, setting: Setting) -> list[Line]:
    """A name, how much she carries, and a bar: what is still to do, then what is done with."""
    to_do = _open(led)
    full, light = min(to_do, _BAR), min(len(led), _BAR) - min(to_do, _BAR)
    said = f"  leads {len(led)} ({to_do} open), helps {helps}  "
    warn = f" {LATE} much" if to_do >= MANY else ""
    name = cut(plan.name(person) or spoken(person), setting.width - cells(said + warn) - _BAR)
    return [
        (
            Span(name, Look.HEADING, person.id),
            Span(said, Look.WEAK),
            Span(setting.glyphs.full * full, Look.BAR),
            Span(setting.glyphs.light * light, Look.DONE),
            Span(warn, Look.WARN),
        )
    ]


def _helping(word: str, helped: Sequence[Action], setting: Setting) -> list[Line]:
    spans = [Span(word, Look.WEAK), *(coded(action, setting.today) for action in helped)]
    return in_lines(spans, setting.width, most=2, indent=_MARGIN) if helped else []


def _helper(plan: Plan, person: Participant, helped: Sequence[Action], setting: Setting) -> list[Line]:
    name = " " * _MARGIN + fit(plan.name(person) or spoken(person), _NAME - _MARGIN - 1) + " "
    spans = [coded(action, setting.today) for action in helped]
    codes = in_lines(spans, setting.width - _NAME, most=2)
    return beside(([(Span(name, record=person.id),)], _NAME), (codes, 0))


def _names(plan: Plan, people: Sequence[Participant], setting: Setting) -> list[Line]:
    names = [f"{plan.name(one) or spoken(one)}{',' if one is not people[-1] else ''}" for one in people]
    spans = [Span(name, record=one.id) for name, one in zip(names, people, strict=True)]
    return in_lines(spans, setting.width, most=6, indent=_MARGIN)


def _open(actions: Iterable[Action]) -> int:
    return sum(map(is_open, actions))
