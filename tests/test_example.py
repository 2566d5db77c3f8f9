"""The worked example has a home in our records, and nothing of it is lost.

Each section of the example's own file is rebuilt from the plan that ships with the program and
must equal the original. ``test_example_sessions.py`` does the same for allies and reflections.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from importlib import resources
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from atm_tui.document import Document
from atm_tui.example import example
from atm_tui.model.action import Action, MarketPoint, Resource
from atm_tui.model.allies import Ally, Placement
from atm_tui.model.bring import Competitor, CostLine, Gap, Piece, Requirement, Risk, Wealth
from atm_tui.model.canvas import CanvasNote, CanvasSheet
from atm_tui.model.closing import Answer
from atm_tui.model.indicators import Dimensions, Indicator, Reading
from atm_tui.model.plan import Plan, ids_in
from atm_tui.model.record import REF, Record
from atm_tui.model.river import Bridge, Milestone, Pair, Rapid, River, Stretch, Tributary
from atm_tui.model.start import Participant, PlanSheet
from atm_tui.model.trees import ProblemCard, SolutionCard
from atm_tui.planio import plan_of
from atm_tui.store.planfile import save

WORKED: dict[str, Any] = json.loads(
    (Path(__file__).parent / "data" / "worked_example.json").read_text(encoding="utf-8"),
    parse_float=Decimal,
)

QUESTIONS = {
    "business": "What is the business model of the group, and where does it stand in the chain?",
    "pilot": "What is the action plan for the pilot with real buyers?",
    "reflection": "What is the plan for ongoing reflection and learning?",
    "others": "How will others in the chain and supporters take part?",
}
"""The four questions in the example's words; a plan holds them in the stage's own."""


@dataclass
class Reader:
    """Reads values of the plan back into the words of the example."""

    plan: Plan

    def code(self, record_id: str) -> str | None:
        """The spoken number of a record."""
        return self.record(record_id).code if record_id else None

    def codes(self, record_ids: list[str]) -> list[str]:
        """The spoken numbers of records."""
        return [self.record(item).code for item in record_ids]

    def record(self, record_id: str) -> Record:
        """A record, which must be there."""
        record = self.plan.get(record_id)
        assert record is not None, f"{record_id} points nowhere"
        return record

    def stretch(self, record_id: str) -> int:
        """A stretch as the example names it: by its place on the way."""
        return [stretch.id for stretch in self.plan.all(Stretch)].index(record_id) + 1

    def giver(self, value: str) -> str:
        """Who gives something: a member by number, an outsider by name, or words."""
        found = self.record(value.removeprefix(REF)) if self.plan.is_ref(value) else None
        member = isinstance(found, Participant) and found.kind == "member"
        return self.code(found.id) or "" if found and member else self.plan.party(value)

    def dimension(self, number: str) -> str:
        """The name of a dimension."""
        return self.dimensions()[int(number) - 1]

    def dimensions(self) -> list[str]:
        """The names of all three."""
        sheet = self.plan.one(Dimensions)
        return [sheet.first, sheet.second, sheet.third]


def day(value: date | None) -> str | None:
    """A date as it stands in the example."""
    return value.isoformat() if value else None


def project(read: Reader) -> dict[str, Any]:
    """Section 1."""
    sheet = read.plan.one(PlanSheet)
    return {
        "group": sheet.group,
        "place": sheet.place,
        "product": sheet.product,
        "buyer": sheet.buyer,
        "currency": sheet.currency,
        "start": day(sheet.start),
        "end": day(sheet.end),
        "metaphor": read.plan.one(River).metaphor,
        "languages": sheet.languages.split(", "),
        "season": sheet.season,
        "dimensions": read.dimensions(),
        "facilitator": read.code(sheet.facilitator),
    }


def participants(read: Reader) -> list[dict[str, Any]]:
    """Section 2."""
    return [
        {
            "code": person.code,
            "name": person.display_name,
            "sex": person.sex[0],
            "age": person.age,
            "role": person.role,
            "reads": person.reads,
            "kind": person.kind,
        }
        for person in read.plan.all(Participant)
    ]


def what_we_bring(read: Reader) -> dict[str, Any]:
    """Section 3."""
    plan = read.plan
    piece = plan.one(Piece)
    costs = {cost.item.replace(" ", "_"): (cost.today, cost.planned) for cost in plan.all(CostLine)}
    today = {item: today for item, (today, _) in costs.items() if today is not None}
    planned = {item: planned for item, (_, planned) in costs.items()}
    return {
        "product": piece.description,
        "requirements": [wish.what for wish in plan.all(Requirement)],
        "competition": [other.who for other in plan.all(Competitor)],
        "income_expense_today": {"price": piece.price_today, "hours": piece.hours_today} | today,
        "income_expense_plan": planned
        | {"price": piece.price_planned, "hours": piece.hours_planned, "wage_wished": piece.wage},
        "gaps": [gap.what for gap in plan.all(Gap) if gap.kind == "gap"],
        "bottlenecks": [gap.what for gap in plan.all(Gap) if gap.kind == "bottleneck"],
        "risks": [[risk.what, risk.likelihood, risk.harm, risk.answer] for risk in plan.all(Risk)],
        "wealth": {wealth.form: int(wealth.score) for wealth in plan.all(Wealth)},
    }


def river(read: Reader) -> dict[str, Any]:
    """Section 4."""
    plan = read.plan
    return {
        "pairs": [[pair.topic, pair.today, pair.future] for pair in plan.all(Pair)],
        "stretches": [[read.stretch(s.id), s.title, day(s.start), day(s.end)] for s in plan.all(Stretch)],
        "milestones": [
            [stone.code, stone.statement, read.stretch(stone.stretch), day(stone.due), day(stone.reached_on)]
            for stone in plan.all(Milestone)
        ],
        "tributaries": [
            [help_.code, help_.what, read.giver(help_.from_whom), help_.wealth, read.stretch(help_.stretch)]
            for help_ in plan.all(Tributary)
        ],
        "rapids": [_rapid(read, rapid) for rapid in plan.all(Rapid)],
        "bridges": [
            [bridge.code, bridge.what, read.code(bridge.crosses), read.codes(bridge.actions)]
            for bridge in plan.all(Bridge)
        ],
    }


def _rapid(read: Reader, rapid: Rapid) -> list[Any]:
    kind = "norm/policy" if rapid.kind == "norm or policy" else rapid.kind
    source = rapid.source
    if read.plan.is_ref(source):
        record = read.record(source.removeprefix(REF))
        source = "AtM 5 risk" if isinstance(record, Risk) else record.code
    stretch = read.stretch(rapid.stretch)
    return [rapid.code, rapid.what, kind, int(rapid.likelihood), int(rapid.harm), stretch, source]


def problem_tree(read: Reader) -> list[dict[str, Any]]:
    """Section 7."""
    return [
        {
            "code": card.code,
            "parent": read.code(card.parent),
            "side": card.side,
            "weight": int(card.weight),
            "text": card.statement,
            "state_R2": card.state,
        }
        for card in read.plan.all(ProblemCard)
    ]


def solution_tree(read: Reader) -> list[dict[str, Any]]:
    """Section 8."""
    return [
        {
            "code": card.code,
            "mirrors": read.code(card.mirrors),
            "parent": read.code(card.parent),
            "conversion": card.conversion,
            "chosen": {"yes": True, "no": False}[card.chosen],
            "text": card.statement,
            "actions": read.codes(card.actions),
            "assumption": card.assumption,
        }
        for card in read.plan.all(SolutionCard)
    ]


def actions(read: Reader) -> list[dict[str, Any]]:
    """Section 5."""
    return [
        {
            "code": action.code,
            "what": action.what,
            "lead": read.code(action.lead),
            "helpers": read.codes(action.helpers),
            "start": day(action.start),
            "due": day(action.due),
            "resources": [
                [thing.item, thing.cost, read.giver(thing.provider)]
                for thing in read.plan.all(Resource)
                if thing.action == action.id
            ],
            "done_when": action.done_when,
            "indicators": read.codes(action.indicators),
            "risk": action.risk,
            "response": action.response,
            "stretch": read.stretch(action.stretch),
            "milestone": read.code(action.milestone),
            "market_points": [p.point for p in read.plan.all(MarketPoint) if action.id in p.actions],
            "depends_on": read.codes(action.depends_on),
            "care_load": action.care_load,
            "status_R2": action.status,
        }
        for action in read.plan.all(Action)
    ]


def canvas(read: Reader) -> list[dict[str, Any]]:
    """Section 6."""
    return [
        {
            "block": note.block,
            "text": note.note,
            "certainty": note.certainty,
            "evidence": note.evidence,
            "wealth": " ".join(note.wealth),
            "actions": read.codes(note.actions),
        }
        for note in read.plan.all(CanvasNote)
    ]


def indicators(read: Reader) -> list[dict[str, Any]]:
    """Section 9."""
    return [
        {
            "code": indicator.code,
            "name": indicator.title,
            "dimension": read.dimension(indicator.dimension),
            "wealth": " ".join(indicator.wealth),
            "unit": indicator.unit,
            "direction": indicator.direction,
            "baseline": indicator.baseline,
            "baseline_date": day(indicator.baseline_date),
            "target": indicator.target,
            "target_date": day(indicator.target_date),
            "who": read.code(indicator.measured_by),
            "how": indicator.how,
            "readings": [
                [day(reading.on), reading.amount]
                for reading in read.plan.all(Reading)
                if reading.indicator == indicator.id
            ],
            "links": read.codes(indicator.links),
        }
        for indicator in read.plan.all(Indicator)
    ]


def closing(read: Reader) -> list[list[str]]:
    """Section 12."""
    return [[QUESTIONS[item.question], item.answer, item.seen_in] for item in read.plan.all(Answer)]


def market_points(read: Reader) -> list[str]:
    """The fourteen points."""
    return [point.point for point in read.plan.all(MarketPoint)]


def totals(read: Reader) -> dict[str, Any]:
    """What the resources cost; computed, never stored."""
    given = sorted((read.giver(thing.provider), thing.cost or Decimal()) for thing in read.plan.all(Resource))
    sums = {who: sum(cost for _, cost in costs) for who, costs in groupby(given, lambda pair: pair[0])}
    return {"resources": sum(sums.values()), "by_provider": sums}


SECTIONS: dict[str, Callable[[Reader], Any]] = {
    rebuild.__name__: rebuild
    for rebuild in (
        project, participants, what_we_bring, river, problem_tree, solution_tree, actions, canvas,
        indicators, closing, market_points, totals,
    )
}  # fmt: skip
"""How each section of the example is read back from the plan."""


def original(section: str) -> Any:
    """A section of the example; the order in which an action's market points are named says nothing."""
    held = WORKED[section]
    if section != "actions":
        return held
    order = WORKED["market_points"].index
    return [action | {"market_points": sorted(action["market_points"], key=order)} for action in held]


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every single value below a value, with the path to it."""
    if isinstance(value, dict | list) and value:
        for name, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from leaves(item, f"{path}/{name}")
    else:
        yield path, value


@pytest.fixture(scope="module")
def read() -> Reader:
    return Reader(plan_of(example()))


def test_every_section_is_read_back() -> None:
    assert SECTIONS.keys() == WORKED.keys() - {"allies", "reflection"}, "these are in the other file"


@pytest.mark.parametrize("section", SECTIONS)
def test_every_value_of_the_example_is_in_the_plan(section: str, read: Reader) -> None:
    rebuilt = SECTIONS[section](read)
    kept = dict(leaves(rebuilt))
    lost = {path: value for path, value in leaves(original(section)) if kept.get(path, "lost") != value}
    assert not lost
    assert rebuilt == original(section)


def test_what_only_the_written_example_says(read: Reader) -> None:
    plan = read.plan
    boat = plan.one(River)
    assert (read.stretch(boat.boat_stretch), day(boat.boat_date)) == (6, "2026-07-10")
    assert boat.boat_note == "just past MS5"
    assert (plan.one(CanvasSheet).version, plan.one(CanvasSheet).with_buyer) == (2, "yes")
    assert "Night blue unlimited" in plan.one(CanvasSheet).note
    private = [ally.who for ally in plan.all(Ally) if ally.private == "yes"]
    assert private == ["Bakari, market-day trader", "Money lender at the crossroads"]
    assert day(plan.one(PlanSheet).season_date) == "2026-09-01"
    assert {day(place.on) for place in plan.all(Placement)} == {"2026-03-10", "2026-07-10"}
    assert [cost.note for cost in plan.all(CostLine) if "245" in cost.note]
    assert len([reading for reading in plan.all(Reading) if "x 950" in reading.note]) == 2


def test_it_opens_with_nothing_unread_and_saves_the_same_bytes(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    save(path, example())
    before = path.read_bytes()
    document = Document.open(path)
    assert not [record for record in document.plan if record.unread or record.model_extra]
    assert not document.plan.foreign
    assert not document.plan.history
    document.save()
    assert path.read_bytes() == before
    shipped = resources.files("atm_tui.example").joinpath("plan.json").read_bytes()
    own_life = document.plan.line.encode()
    assert own_life not in shipped
    assert shipped == before.replace(own_life, b"0" * len(own_life))


def test_every_reference_resolves_and_every_choice_is_one_offered(read: Reader) -> None:
    for record in read.plan:
        for name, spec in record.specs().items():
            for target in ids_in(record, name) if spec.refers else ():
                assert read.plan.get(target, *spec.to), f"{record.code}.{name}"
            if spec.choices:
                value = record.value(name)
                offered = {"", *dict(spec.choices)}
                assert offered.issuperset(value if isinstance(value, list) else [value]), (
                    f"{record.code}.{name}"
                )


def test_ids_and_spoken_numbers_are_unique_across_kinds(read: Reader) -> None:
    records = list(read.plan)
    codes = [record.code for record in records if record.code]
    assert len({record.id for record in records}) == len(records)
    assert len(set(codes)) == len(codes) == len([record for record in records if not record.single])
    for card in read.plan.all(SolutionCard):  # SM1 is a means, SE1 an end
        assert card.code.rstrip(".0123456789a") == card.prefixes[card.side]
