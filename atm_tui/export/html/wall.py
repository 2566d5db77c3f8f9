"""Sheets to hang on a wall: few words, very big, each thing with its spoken number.

Guests read a wall too: of the allies there is only where they stand, never what is asked of them.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from atm_tui.export.html.canvas import big_notes, box, framed
from atm_tui.export.html.page import code, listed, page, plain, said
from atm_tui.export.html.river import BOAT
from atm_tui.export.html.sheets import MOST, brief, card, poster, posters, stream, unshown
from atm_tui.export.html.spectrum import half_circle, wedges
from atm_tui.export.html.trees import BANDS, MIDDLES
from atm_tui.export.order import Order
from atm_tui.export.paper import TOP
from atm_tui.export.seen import seen
from atm_tui.export.view import chosen, words
from atm_tui.export.wanted import listed as rows_of
from atm_tui.model import KINDS
from atm_tui.model.allies import AllySheet
from atm_tui.model.choices import BLOCKS
from atm_tui.model.derived import latest_reading
from atm_tui.model.indicators import Indicator
from atm_tui.model.plan import Plan
from atm_tui.model.record import Record
from atm_tui.model.river import Bridge, Milestone, River
from atm_tui.model.start import PlanSheet
from atm_tui.model.trees import hanging
from atm_tui.model.typed import day_short, group_number
from atm_tui.pictures.allies_standing import standings
from atm_tui.stage import Tool

_IN_BAND: Final = 5
_IN_PLACE: Final = 4
"""Cards of one part of a tree, names of one place: more cannot be read from afar."""

_IN_ROW: Final = 200
"""Cells of all cards of one part of a tree together."""

_BANDS: Final = 3
"""Parts of a tree on one sheet."""

_CARDS: Final = {
    "meetings": (("meeting", ("on", "begins")),),
    "bring": (("requirement", ()), ("gap", ()), ("risk", ("answer",))),
    "matrix": (("action", ("lead", "due", "status")),),
    "reflection": (("session", ("on", "state")), ("decision", ("method",)), ("message", ("by", "due"))),
}
"""Which records of a tool stand on its sheets as cards, and which fields below their words."""


def wall(plan: Plan, order: Order) -> str:
    """The sheets of a plan, or of one of its tools, as one page to print.

    Raises:
        AtmError: There is no such tool, person or meeting.
    """
    drawer = _Wall(seen(plan, order), order)
    sheets = [sheet for tool in chosen(order.tool) for sheet in drawer.tool(tool)]
    if not sheets:
        sheets = [poster("Nothing is written here yet", drawer.group, "")]
    return page(f"{drawer.group}: sheets for the wall", "\n".join(sheets), "drawn", "sheets")


class _Wall:
    """Draws the sheets, tool by tool."""

    def __init__(self, plan: Plan, order: Order) -> None:
        self.plan = plan
        self.order = order
        self.group = plan.title()
        self.own: dict[str, Callable[[Tool], Iterable[str]]] = {
            "start": self._start,
            "river": self._river,
            "canvas": self._canvas,
            "problems": lambda tool: self._tree(tool, "problem_card"),
            "solutions": lambda tool: self._tree(tool, "solution_card"),
            "indicators": self._indicators,
            "allies": self._allies,
            "questions": self._questions,
        }

    def tool(self, tool: Tool) -> Iterable[str]:
        """The sheets of a tool; none if nothing is written with it."""
        return self.own.get(tool.id, self._cards)(tool)

    def _rows(self, table: str) -> list[Record]:
        return rows_of(self.plan, self.order, table)

    def _say(self, row: Record, *names: str) -> str:
        """These fields in a line, as far as something stands in them."""
        return ", ".join(filter(None, (words(self.plan, row, name, short=True) for name in names)))

    def _cards(self, tool: Tool) -> Iterator[str]:
        for table, below in _CARDS.get(tool.id, ()):
            rows = self._rows(table)
            cards = [card(row.code, self.plan.name(row), self._say(row, *below)) for row in rows]
            yield from posters(KINDS[table].many, self.group, cards)

    # Getting ready -----------------------------------------------------------------------------
    def _start(self, _tool: Tool) -> Iterator[str]:
        sheet = self.plan.one(PlanSheet)
        pairs = [(sheet.specs()[name].label, words(self.plan, sheet, name)) for name in TOP]
        facts = "".join(
            f"<div><dt>{plain(label)}</dt><dd>{said(brief(value))}</dd></div>"
            for label, value in pairs
            if value.strip()
        )
        if facts or sheet.group:
            title = said(brief(self.group))
            yield f'<section class="poster cover"><h1>{title}</h1><dl>{facts}</dl></section>'

    # Action planning ---------------------------------------------------------------------------
    def _river(self, tool: Tool) -> Iterator[str]:
        stretches = self._rows("stretch")
        cards = [
            card(row.code, self.plan.name(row), *self._milestones(row), self._until(row)) for row in stretches
        ]
        yield from posters(tool.title, self.group, cards, self._stream(stretches))
        pairs = [
            card(row.code, row.name, f"Today: {row.value('today')}", f"Then: {row.value('future')}")
            for row in self._rows("pair")
        ]
        yield from posters("From today to the future", self.group, pairs)
        rapids = [card(row.code, row.name, *self._bridges(row)) for row in self._rows("rapid")]
        yield from posters("Rapids and bridges", self.group, rapids)

    def _stream(self, stretches: list[Record]) -> str:
        river = self.plan.one(River)
        spots = [f"{BOAT if row.id == river.boat_stretch else ''}{code(row.code)}" for row in stretches[:12]]
        return f'<div class="stream">{stream(spots, road=river.metaphor == "road")}</div>'

    def _until(self, stretch: Record) -> str:
        end = words(self.plan, stretch, "end")
        return f"to {end}" if end else ""

    def _milestones(self, stretch: Record) -> list[str]:
        rows = [one for one in self.plan.all(Milestone) if one.stretch == stretch.id]
        return _few(f"{one.code} {one.statement}" + (": reached" if one.reached_on else "") for one in rows)

    def _bridges(self, rapid: Record) -> list[str]:
        over = (f"{one.code} {one.what}" for one in self.plan.all(Bridge) if one.crosses == rapid.id)
        return _few(over) or ["No bridge yet"]

    # Business planning -------------------------------------------------------------------------
    def _canvas(self, tool: Tool) -> Iterator[str]:
        notes = self._rows("canvas_note")
        held = {block: [one for one in notes if one.value("block") == block] for block, _ in BLOCKS}
        if notes:
            boxes = "".join(
                box(block, number, title, big_notes(held[block], block))
                for number, (block, title) in enumerate(BLOCKS, 1)
            )
            yield poster(tool.title, self.group, f'<div class="canvas fill">{framed(boxes)}</div>')

    # Reflection and learning -------------------------------------------------------------------
    def _tree(self, tool: Tool, table: str) -> Iterator[str]:
        cards = self._rows(table)
        bands = []
        for side, title in BANDS.items():
            here = [card for card in cards if card.value("side") == side]
            if here:
                middle = ' class="middle"' if side in MIDDLES else ""
                bands.append(f"<div{middle}><p>{title}</p>{self._band(here)}</div>")
        for place in range(0, len(bands), _BANDS):
            inner = "".join(bands[place : place + _BANDS])
            yield poster(tool.title, self.group, f'<div class="bands fill">{inner}</div>')

    def _band(self, cards: list[Record]) -> str:
        """The cards nearest to the trunk, and how many hang on each."""
        tops: list[tuple[Record, int]] = []
        for one, depth in hanging(cards):
            if depth == 0:
                tops.append((one, 0))
            else:
                tops[-1] = (tops[-1][0], tops[-1][1] + 1)
        room = min(MOST, _IN_ROW // min(len(tops), _IN_BAND))
        items = (
            f"{code(one.code)} {said(brief(one.name, room))}"
            + (f"<small>and {below} on it</small>" if below else "")
            for one, below in tops[:_IN_BAND]
        )
        return listed(items) + unshown(tops, _IN_BAND)

    def _indicators(self, tool: Tool) -> Iterator[str]:
        rows = [row for row in self._rows("indicator") if isinstance(row, Indicator)]
        cards = [card(row.code, row.title, *self._measured(row)) for row in rows]
        yield from posters(tool.title, self.group, cards)

    def _measured(self, row: Indicator) -> Iterator[str]:
        numbers = (("first", row.baseline), ("target", row.target))
        yield ", ".join(f"{label} {group_number(value)}" for label, value in numbers if value is not None)
        last = latest_reading(self.plan, row)
        if last and last.on and last.amount is not None:
            yield f"now {group_number(last.amount)} ({day_short(last.on)})"

    def _allies(self, tool: Tool) -> Iterator[str]:
        wanted = {row.id for row in self._rows("ally")}
        everybody = [one for one in standings(self.plan, private=False) if one.ally.id in wanted]
        held = [[one for one in everybody if one.wedge == wedge] for wedge in range(5)]
        names = wedges(self.plan)
        lists = "".join(
            f'<p class="cap">{plain(name)}</p>'
            + listed(f"{code(one.ally.code)} {said(brief(one.ally.who, 24))}" for one in rows[:_IN_PLACE])
            + unshown(rows, _IN_PLACE)
            for name, rows in zip(names, held, strict=True)
            if rows
        )
        if lists:
            issue = brief(self.plan.one(AllySheet).issue, 90)
            about = f'<p class="cap">For: {said(issue)}</p>' if issue else ""
            picture = f"<div>{half_circle(names, held)}{about}</div>"
            yield poster(
                tool.title, self.group, f'<div class="halves fill">{picture}<div>{lists}</div></div>'
            )

    # The four questions ------------------------------------------------------------------------
    def _questions(self, tool: Tool) -> Iterator[str]:
        cards = [
            card(row.code, step.title, str(row.value("answer")))
            for row in self._rows("answer")
            for step in tool.steps
            if row.value("answer").strip() and row.value(step.where[0]) == step.where[1]
        ]
        yield from posters(tool.title, self.group, cards)


def _few(said_below: Iterable[str]) -> list[str]:
    """At most three lines below the words of a card; what is more is counted."""
    lines = list(said_below)
    return lines if len(lines) <= 3 else [*lines[:2], f"and {len(lines) - 2} more"]
