"""The map of the stage: parts, tools and steps, in order, as data.

The wizard, the outline, progress, the checks and every export take their order and their
titles from here. What is said at each step is in ``guide/``, by the step's id. The order is
the stage's own; nothing is ever locked.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from atm_tui.model import KINDS
from atm_tui.model.choices import BLOCKS
from atm_tui.model.plan import Plan
from atm_tui.model.record import Record

Page = Literal["sheet", "table", "tree", "question", "meeting", "why"]
"""Which page shows a step: one record, a list, a tree of cards, a closing question, or (see ``meeting``)
a stop of a reflection, or the roots beside what was found in it."""


@dataclass(frozen=True)
class Step:
    """One thing to do with the group, and where it is written down.

    Attributes:
        id: Its name in the guide, in the plan's saved place, and in findings.
        title: Its heading; at most 28 characters.
        page: The page that shows it.
        table: The records that it fills.
        minutes: The time it takes with thirty people.
        where: Only rows with this value of this field, which new rows get by themselves.
        fields: For a sheet: only these fields; all without.
    """

    id: str
    title: str
    page: Page
    table: str
    minutes: int
    where: tuple[str, str] = ("", "")
    fields: tuple[str, ...] = ()

    @property
    def kind(self) -> type[Record]:
        """The kind of record that the step fills."""
        return KINDS[self.table]

    def rows(self, plan: Plan) -> list[Record]:
        """The records of this step in a plan, in their order; a stray one is at its kind's first step."""
        return [row for row in plan.rows(self.table) if not self.where[0] or step_for(row) is self]

    def filled(self, plan: Plan) -> int:
        """How many of its records hold something (for a sheet with few fields: how many of these)."""
        if self.fields:
            blank = self.kind(id="")
            return sum(
                name in sheet.unread or sheet.value(name) != blank.value(name)
                for sheet in self.rows(plan)
                for name in self.fields
            )
        return sum(not row.blank_but(self.where[0]) for row in self.rows(plan))


@dataclass(frozen=True)
class Tool:
    """A participatory tool: a few steps that belong together and can be exported alone."""

    id: str
    title: str
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Part:
    """A part of the stage. The number is empty for what comes before and after the three parts."""

    number: str
    title: str
    tools: tuple[Tool, ...]

    @property
    def heading(self) -> str:
        """Its number and title."""
        return f"{self.number} {self.title}".strip()


def _canvas_steps() -> tuple[Step, ...]:
    return tuple(
        Step(f"canvas-{block}", title, "table", "canvas_note", 15, where=("block", block))
        for block, title in BLOCKS
    )


def _question_steps() -> tuple[Step, ...]:
    answers = KINDS["answer"]
    titles = ("Our business", "Trying it out", "Going on learning", "The others")
    return tuple(
        Step(f"question-{question}", title, "question", "answer", 10, where=(answers.preset_field, question))
        for (question, _), title in zip(answers.presets(), titles, strict=True)
    )


STAGE: Final = (
    Part("", "Getting ready", (
        Tool("start", "The plan and its people", (
            Step("plan", "The plan", "sheet", "plan", 15),
            Step("people", "People", "table", "participant", 20),
        )),
        Tool("meetings", "Meetings", (
            Step("meetings", "Meetings", "table", "meeting", 10),
            Step("order", "Running order", "table", "slot", 10),
            Step("own-questions", "Our own questions", "table", "own_question", 5),
        )),
        Tool("bring", "What we bring", (
            Step("requirements", "What the buyer wants", "table", "requirement", 15),
            Step("competitors", "Who else sells", "table", "competitor", 10),
            Step("piece", "One piece: price, hours", "sheet", "piece", 15),
            Step("costs", "What goes into one piece", "table", "cost_line", 15),
            Step("gaps", "Gaps and bottlenecks", "table", "gap", 10),
            Step("risks", "Risks", "table", "risk", 15),
            Step("wealth", "Eight forms of wealth", "table", "wealth", 20),
        )),
    )),
    Part("1", "Action planning", (
        Tool("river", "River of Change", (
            Step("river", "The picture", "sheet", "river", 5, fields=("metaphor", "title", "drawing")),
            Step("pairs", "Today and future", "table", "pair", 25),
            Step("stretches", "Stretches", "table", "stretch", 15),
            Step("milestones", "Milestones", "table", "milestone", 15),
            Step("tributaries", "Tributaries", "table", "tributary", 15),
            Step("rapids", "Rapids", "table", "rapid", 15),
            Step("bridges", "Bridges", "table", "bridge", 15),
        )),
        Tool("matrix", "Action plan matrix", (
            Step("actions", "Actions", "table", "action", 60),
            Step("resources", "What the actions need", "table", "resource", 25),
            Step("market", "Fourteen market points", "table", "market_point", 15),
            Step("boat", "The boat", "sheet", "river", 10, fields=("boat_stretch", "boat_date", "boat_note")),
        )),
    )),
    Part("2", "Business planning", (
        Tool("canvas", "Business Model Canvas", (
            Step("canvas", "The canvas", "sheet", "canvas_sheet", 5),
            *_canvas_steps(),
        )),
    )),
    Part("3", "Reflection and learning", (
        Tool("problems", "Problem tree", (
            Step("problems", "Problem tree", "tree", "problem_card", 90),
        )),
        Tool("solutions", "Solution tree", (
            Step("solutions", "Solution tree", "tree", "solution_card", 60),
        )),
        Tool("indicators", "Performance indicators", (
            Step("dimensions", "Three dimensions", "sheet", "dimensions", 10),
            Step("indicators", "Indicators", "table", "indicator", 50),
            Step("aims", "Targets on the way", "table", "aim", 10),
            Step("readings", "Readings", "table", "reading", 15),
        )),
        Tool("allies", "Spectrum of allies", (
            Step("spectrum", "What it is about", "sheet", "ally_sheet", 5),
            Step("allies", "Allies and others", "table", "ally", 40),
            Step("placements", "Where they stood before", "table", "placement", 10),
        )),
        Tool("reflection", "Regular reflection", (
            Step("rhythm", "The rhythm", "sheet", "rhythm", 15),
            Step("sessions", "Reflections", "table", "session", 15),
            Step("findings", "Findings", "table", "finding", 20),
            Step("stories", "Stories", "table", "story", 15),
            Step("decisions", "Decisions", "table", "decision", 15),
            Step("dots", "Choices by dots", "table", "dots", 10),
            Step("changes", "Changes", "table", "change", 25),
            Step("messages", "Who must be told", "table", "message", 5),
            Step("parking", "Parking lot", "table", "parked", 5),
            Step("asides", "Loose ends set aside", "table", "aside", 5),
        )),
    )),
    Part("", "The four questions", (
        Tool("questions", "The four questions", _question_steps()),
    )),
)  # fmt: skip
"""The stage as the toolbox orders it, with what comes before and after its three parts."""


@cache
def steps() -> tuple[Step, ...]:
    """All steps, in order."""
    return tuple(step for part in STAGE for tool in part.tools for step in tool.steps)


@cache
def _by_table() -> dict[str, list[Step]]:
    found: dict[str, list[Step]] = {}
    for step in steps():
        found.setdefault(step.table, []).append(step)
    return found


@cache
def _by_id() -> dict[str, tuple[Part, Tool, Step, int]]:
    found = {}
    number = 0
    for part in STAGE:
        for tool in part.tools:
            for step in tool.steps:
                number += 1
                found[step.id] = (part, tool, step, number)
    return found


def step(step_id: str) -> Step | None:
    """The step with this id, if there is one."""
    found = _by_id().get(step_id)
    return found[2] if found else None


def home_of(step_id: str) -> tuple[Part, Tool, int]:
    """The part and tool of a step, and its number from 1."""
    part, tool, _, number = _by_id()[step_id]
    return part, tool, number


def next_to(step_id: str, by: int) -> Step | None:
    """The step so many after (before, if negative); None past either end."""
    wanted = home_of(step_id)[2] - 1 + by
    return steps()[wanted] if 0 <= wanted < len(steps()) else None


def step_for(record: Record) -> Step:
    """The step at which a record is written down: by its block, say, or else its kind's first step."""
    candidates = _by_table()[record.table]
    fits = (step for step in candidates if step.where[0] and record.value(step.where[0]) == step.where[1])
    return next(fits, candidates[0])


def tools() -> Iterator[Tool]:
    """All tools, in order."""
    for part in STAGE:
        yield from part.tools


def tool(tool_id: str) -> Tool | None:
    """The tool with this id, if there is one."""
    return next((tool for tool in tools() if tool.id == tool_id), None)


def progress(plan: Plan) -> tuple[int, int]:
    """How many steps hold something, and how many there are."""
    return sum(bool(step.filled(plan)) for step in steps()), len(steps())


def progress_words(plan: Plan) -> str:
    """Progress in words: nothing yet, "12 of 46 steps begun", or all."""
    begun, of = progress(plan)
    if not begun:
        return "nothing written yet"
    return f"all {of} steps begun" if begun == of else f"{begun} of {of} steps begun"
