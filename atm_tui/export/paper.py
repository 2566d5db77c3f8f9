"""A plan as a paper: headings, facts, lists and grids, whatever the format it is written in.

It is built by walking the map of the stage and the records' own descriptions, so that a new
field or a new kind of record stands in every export without a change here.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from atm_tui.checks import QuestionState, questions
from atm_tui.export.blocks import Block, Bullets, Drawing, Facts, Grid, Heading, Paragraph
from atm_tui.export.figures import worked_out
from atm_tui.export.minutes import minutes
from atm_tui.export.office import front
from atm_tui.export.order import MEETING, OFFICE, OUTSIDE, PERSON, Order
from atm_tui.export.person import person
from atm_tui.export.seen import is_told, seen
from atm_tui.export.view import chosen, words
from atm_tui.export.wanted import is_whole, tells_open, wanted
from atm_tui.model.canvas import CREDIT
from atm_tui.model.plan import Plan
from atm_tui.model.record import Record
from atm_tui.model.start import Participant, PlanSheet
from atm_tui.model.trees import hanging
from atm_tui.model.typed import day_short
from atm_tui.pictures import as_text, draw
from atm_tui.stage import STAGE, Step, Tool

WIDTH: Final = 78
"""Cells of a line of a picture, as of a plain text."""

MOST_COLUMNS: Final = 6
"""A grid of more columns cannot be read on paper; the other fields go below it, record by record."""

MOST_IN_CELL: Final = 120
"""With longer words in it, a table is written record by record."""

DEEPEST: Final = 8
"""Cards deeper in a tree are drawn at this depth; their numbers tell the rest."""

TOP: Final = ("product", "buyer", "place", "start", "end")
"""What of the plan's sheet stands at the top of every paper, under the group's name."""

DRAWN: Final = {"river": "river", "matrix": "matrix:week"}
"""The picture that is drawn below what is written with a tool, where it says more than a table."""

_KINDS: Final = {
    kind: (kind, f"{kind}s") for kind in ("member", "buyer", "supplier", "supporter", "facilitator")
} | {"family": ("family member", "family members")}
_OTHERS: Final = ("other", "others")

NEVER_MISSED: Final = ("meetings",)
"""Tools of the meeting room: where a group did without, its plan lacks nothing."""

CREDITS: Final = {"canvas": CREDIT}


def paper(plan: Plan, order: Order) -> list[Block]:
    """The paper of a plan, as it was ordered.

    Raises:
        AtmError: There is no such tool, person or meeting.
    """
    tools = chosen(order.tool)
    shown = seen(plan, order)
    if order.audience == PERSON:
        return list(person(shown, order))
    if order.audience == MEETING:
        return list(minutes(shown, order.who))
    return _whole(shown, order, tools)


def _whole(shown: Plan, order: Order, tools: tuple[Tool, ...]) -> list[Block]:
    """The plan tool by tool, or a part of it."""
    states = {state.id: state for state in questions(shown, order.today)}
    writer = _Writer(
        shown, order.today, states, wanted(shown, order),
        whole=is_whole(order), tells_open=tells_open(order), outside=order.audience in OUTSIDE,
    )  # fmt: skip
    blocks = writer.top()
    if order.record:
        return [*blocks, *writer.alone(order.record)]
    if order.audience == OFFICE and not order.narrowed:
        blocks += [Heading(2, "At a glance"), *front(shown)]
    for part in STAGE:
        told = [(tool, list(writer.tool(tool))) for tool in part.tools if tool in tools]
        told = [(tool, body) for tool, body in told if body]
        if told:
            blocks.append(Heading(2, part.heading))
        for tool, body in told:
            if tool.title != part.title:
                blocks.append(Heading(3, tool.title))
            blocks += body
    return blocks


@dataclass
class _Writer:
    """Writes the parts of a paper.

    Attributes:
        plan: The plan as people may read it.
        today: The day of the paper.
        states: The closing questions by their id.
        wants: Tells of a record whether it stands in the paper.
        whole: Whether all of a tool is told, so that its picture stands below it.
        tells_open: Whether it is also told what is still open.
        outside: Whether those who read it are not of the group.
    """

    plan: Plan
    today: date
    states: dict[str, QuestionState]
    wants: Callable[[Record], bool]
    whole: bool
    tells_open: bool = False
    outside: bool = False

    def top(self) -> list[Block]:
        """The group's name and what the plan is for."""
        sheet = self.plan.one(PlanSheet)
        pairs = (*self._pairs(sheet, TOP), ("As it stood on", day_short(self.today)))
        return [Heading(1, self.plan.title()), Facts(pairs)]

    def rows(self, step: Step) -> list[Record]:
        """The records of a step that stand in the paper."""
        return [row for row in step.rows(self.plan) if self.wants(row)]

    def tool(self, tool: Tool) -> Iterator[Block]:
        """What the group wrote with a tool, and in one line which of its steps are open."""
        still_open, begun = [], False
        for step in tool.steps:
            rows = self.rows(step)
            body = self._step(step, rows)
            if not body:
                still_open += [step.title] if not step.filled(self.plan) else []
                continue
            begun = True
            if step.page == "question":
                yield Heading(4, self._question(step))
            elif step.title != tool.title:
                yield Heading(4, step.title)
            yield from body
            yield from worked_out(self.plan, step)
        if self.whole and tool.id in DRAWN and any(step.filled(self.plan) for step in tool.steps):
            picture = draw(self.plan, DRAWN[tool.id], width=WIDTH, today=self.today)
            yield Heading(4, "As a picture")
            yield Drawing(as_text(picture))
        if still_open and self.tells_open and tool.id not in NEVER_MISSED:
            yield Paragraph(f"Still open: {'; '.join(still_open)}.")
        if tool.id in CREDITS and (begun or self.whole):
            yield Paragraph(CREDITS[tool.id])

    def alone(self, record_id: str) -> Iterator[Block]:
        """One record with all that is said of it, and what belongs to it."""
        record = self.plan.get(record_id)
        if record is None:
            return
        yield Heading(2, f"{record.code} {self.plan.name(record)}".strip() or record.one.capitalize())
        told = [name for name in record.specs() if self._is_told(record, name)]
        if words(self.plan, record, record.main()) == self.plan.name(record):
            told.remove(record.main())  # it is the heading
        if pairs := self._pairs(record, told):
            yield Facts(pairs)
        for table, via in record.children:
            rows = [row for row in self.plan.children(record, table, via) if self.wants(row)]
            if rows and any(not row.blank_but(via) for row in rows):
                yield Heading(3, rows[0].many)
                names = (name for name in rows[0].specs() if name != via)
                used = [name for name in names if any(words(self.plan, row, name) for row in rows)]
                yield from self._rows(rows, used)

    def _is_told(self, record: Record, name: str) -> bool:
        """Whether a field says something to those who read; what they may read is settled in ``seen``."""
        return is_told(record.table, name, outside=self.outside)

    def _step(self, step: Step, rows: list[Record]) -> list[Block]:
        if self.outside and step.table == Participant.table:
            return self._people(rows)
        match step.page:
            case "question":
                return self._answer(step, rows)
            case "sheet":
                return self._sheet(step, rows)
            case "tree":
                return self._tree(step, rows)
            case _:
                return self._table(step, rows)

    def _people(self, rows: list[Record]) -> list[Block]:
        """For others: how many there are of each kind, and only those who want to be named."""
        people = [row for row in rows if isinstance(row, Participant) and not row.blank]
        kinds = Counter(one.kind for one in people)
        named = [one for one in people if one.consent == "yes" and one.display_name]
        blocks: list[Block] = []
        if people:
            told = ((number, _KINDS.get(kind, _OTHERS)) for kind, number in kinds.items())
            said = ", ".join(f"{number} {many if number > 1 else one}" for number, (one, many) in told)
            blocks.append(Paragraph(f"{len(people)} people: {said}. Who is not named here has a number."))
        if named:
            fields = ("display_name", "kind", "role")
            columns = [name for name in fields if any(one.value(name) for one in named)]
            blocks += self._rows([*named], columns)
        return blocks

    # Sheets and questions --------------------------------------------------------------------
    def _pairs(self, row: Record, names: Iterable[str]) -> tuple[tuple[str, str], ...]:
        said = ((row.specs()[name].label, words(self.plan, row, name)) for name in names)
        return tuple((label, value) for label, value in said if value.strip())

    def _sheet(self, step: Step, rows: list[Record]) -> list[Block]:
        names = step.fields or tuple(step.kind.specs())
        rows = [row for row in rows if self._told(step, row, names)]
        if step.table == PlanSheet.table:
            names = tuple(name for name in names if name not in TOP)
        return [Facts(pairs) for row in rows if (pairs := self._pairs(row, names))]

    def _question(self, step: Step) -> str:
        state = self.states[step.where[1]]
        return f"{state.number}. {state.question}"

    def _answer(self, step: Step, rows: list[Record]) -> list[Block]:
        """The group's words, how they were agreed, and how far the question is."""
        blocks: list[Block] = []
        if not rows:
            return blocks
        for row in rows:
            answer = words(self.plan, row, "answer")
            pairs = self._pairs(
                row, (name for name in row.specs() if name not in (row.preset_field, "answer"))
            )
            blocks += [Paragraph(answer)] if answer.strip() else []
            blocks += [Facts(pairs)] if pairs else []
        return [*blocks, Paragraph(f"State: {self.states[step.where[1]].state}")]

    # Tables ------------------------------------------------------------------------------------
    def _table(self, step: Step, rows: list[Record]) -> list[Block]:
        """A grid as far as it can be read, and below it what it has no room for."""
        told = {row.id for row in rows if self._told(step, row, row.specs())}
        rows = [row for row in rows if told and (row.preset_field or row.id in told)]
        return self._rows(rows, [name for name in step.kind.specs() if self._used(step, rows, name)])

    def _rows(self, rows: list[Record], names: list[str]) -> list[Block]:
        """Rows of one kind with these fields."""
        columns = names
        if len(names) > MOST_COLUMNS:
            columns = [name for name in names if rows[0].specs()[name].column][:MOST_COLUMNS]
        grid = self._grid(rows, columns)
        if grid is None:
            return self._entries(rows, names)
        return [grid, *self._entries(rows, [name for name in names if name not in columns])]

    def _told(self, step: Step, row: Record, names: Iterable[str]) -> bool:
        """Whether a group wrote anything into these fields of a row."""
        fields = type(row).model_fields
        given = {row.preset_field: row.value(row.preset_field)} if row.preset_field else {}
        given |= dict([step.where])
        return any(
            name in row.unread
            or (
                row.value(name) not in ("", None, [])
                and row.value(name) not in (fields[name].default, given.get(name))
            )
            for name in names
        )

    def _used(self, step: Step, rows: list[Record], name: str) -> bool:
        """Whether any row says something in this field that the step's heading does not."""
        return any(
            words(self.plan, row, name) and (name, row.value(name)) != step.where and self._is_told(row, name)
            for row in rows
        )

    def _grid(self, rows: list[Record], names: list[str]) -> Grid | None:
        cells = [tuple(words(self.plan, row, name, short=True) for name in names) for row in rows]
        if not names or any(len(cell) > MOST_IN_CELL or "\n" in cell for row in cells for cell in row):
            return None
        specs = rows[0].specs()
        header = tuple(specs[name].label for name in names)
        if not any(row.code for row in rows):
            return Grid(header, tuple(cells))
        coded = ((row.code, *said) for row, said in zip(rows, cells, strict=True))
        return Grid(("Code", *header), tuple(coded))

    def _entries(self, rows: list[Record], names: list[str]) -> list[Block]:
        blocks: list[Block] = []
        for row in rows:
            name = self.plan.name(row)
            named = bool(name) and len(name) <= MOST_IN_CELL and "\n" not in name
            pairs = self._pairs(row, (one for one in names if not (named and one == row.main())))
            if pairs or (named and row.main() in names):
                title = f"{row.code} {name if named else ''}".strip()
                blocks.append(Heading(5, title or row.one.capitalize()))
            if pairs:
                blocks.append(Facts(pairs))
        return blocks

    # Trees -------------------------------------------------------------------------------------
    def _tree(self, step: Step, rows: list[Record]) -> list[Block]:
        """The cards by the part of the tree, each below the one it hangs on."""
        cards = [row for row in rows if not row.blank]
        sides = dict(step.kind.specs()["side"].choices)
        stem = {card.id for card in cards if card.value("side") == next(iter(sides))}
        items: list[tuple[int, str]] = []
        for side in dict.fromkeys([*sides, *(card.value("side") for card in cards)]):
            here = [card for card in cards if card.value("side") == side]
            if here:
                items.append((0, (sides.get(side, side) or "not said where").capitalize()))
                items += self._branches(here, stem)
        return [Bullets(tuple(items))] if items else []

    def _branches(self, cards: list[Record], stem: set[str]) -> Iterator[tuple[int, str]]:
        """The cards of one part."""
        for card, depth in hanging(cards):
            seen = depth > 0 or card.value("parent") in stem  # all parts hang on the stem
            yield min(depth + 1, DEEPEST), self._card(card, {"side", "parent"} if seen else {"side"})

    def _card(self, card: Record, told: set[str]) -> str:
        """A card in a line: number, words, and in brackets what else is said of it."""
        more = []
        for name, spec in card.specs().items():
            value = words(self.plan, card, name, short=True, between=", ")
            if value.strip() and name not in told and name != card.main():
                more.append(f"{spec.label}: {value}")
        line = f"{card.code} {words(self.plan, card, card.main())}".strip()
        return f"{line} ({'; '.join(more)})" if more else line
