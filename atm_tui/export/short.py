"""A plan as a message for a phone: the most useful first, under 3,500 characters, cut at whole items."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import zip_longest
from typing import Final

from atm_tui.export.blocks import Block, Bullets, Drawing, Facts, Grid, Heading, Paragraph
from atm_tui.export.order import MEETING, PERSON, Order
from atm_tui.export.paper import paper
from atm_tui.export.seen import seen
from atm_tui.export.told import called, outcome, when
from atm_tui.export.wanted import gatherings, wanted
from atm_tui.model.action import Action
from atm_tui.model.derived import is_late, is_open, latest_reading
from atm_tui.model.indicators import Indicator
from atm_tui.model.plan import Plan
from atm_tui.model.reflection import Decision
from atm_tui.model.river import Milestone
from atm_tui.model.start import PlanSheet
from atm_tui.model.typed import day_short, group_number

MOST: Final = 3400
"""Characters of a message; some services cut at 3,500, and count a few as two."""

_FIRST: Final = ("", "Who does what by when", "Next time", "What we decided")
"""What of a meeting's minutes comes first in a message."""

_TITLE: Final = 100
_MORE: Final = len("and 100,000 more\n")
"""What is kept free below each heading, to say how much more there is."""


@dataclass
class Section:
    """Items below a heading.

    Attributes:
        title: The heading; "" for what stands at the top.
        items: The items; an item is told whole or not at all.
        taken: Those that there is room for, by their place.
    """

    title: str
    items: Sequence[str]
    taken: set[int] = field(default_factory=set)

    def text(self) -> str:
        """What is told of it."""
        left = len(self.items) - len(self.taken)
        lines = [self.title.upper()] if self.title else []
        lines += [self.items[number] for number in sorted(self.taken)]
        lines += [f"and {left:,} more"] if left else []
        return "\n".join(lines)


def short(plan: Plan, order: Order) -> str:
    """A plan as a message, as it was ordered.

    Raises:
        AtmError: There is no such part, person or meeting.
    """
    if order.audience in (PERSON, MEETING) or order.narrowed:
        title, sections = _of_paper(paper(plan, order))
        sections.sort(key=lambda one: _FIRST.index(one.title) if one.title in _FIRST else len(_FIRST))
    else:
        shown = seen(plan, order)
        title, sections = shown.title(), [*_whole(shown, order)]
    return message(title, sections)


def message(title: str, sections: Sequence[Section]) -> str:
    """These sections with as many of their items as there is room for, a turn for each section after another.

    Args:
        title: What stands at the top.
        sections: The sections, the most useful first.
    """
    head = _line(title)[:_TITLE].rstrip()
    held = [section for section in sections if section.items]
    left = MOST - _size(head) - 2
    open_: list[Section] = []
    for section in held:
        size = _size(section.title) + _MORE + 3
        if size <= left:
            left -= size
            open_.append(section)
    for turn in zip_longest(*(range(len(section.items)) for section in open_)):
        for section, number in zip(open_, turn, strict=True):
            if number is not None and (size := _size(section.items[number]) + 1) <= left:
                left -= size
                section.taken.add(number)
    return "\n\n".join([head, *(section.text() for section in open_)]) + "\n"


def _size(text: str) -> int:
    """Characters as a phone counts them: those beyond the first plane are two."""
    return len(text) + sum(ord(one) > 0xFFFF for one in text)


# The whole plan ------------------------------------------------------------------------------------
def _whole(plan: Plan, order: Order) -> Iterator[Section]:
    wants = wanted(plan, order)
    yield Section("", [*_top(plan)])
    actions = [one for one in plan.all(Action) if wants(one)]
    yield Section("Who does what by when", [*_actions(plan, actions, order.today)])
    meetings = [one for one in gatherings(plan) if wants(one)]
    yield Section("We meet", [
        f"{called(plan, one)}: {when(one)}"
        for one in meetings
        if one.state == "planned" and (one.on is None or one.on >= order.today)
    ])  # fmt: skip
    decided = [one for one in plan.all(Decision) if one.what and wants(one)]
    yield Section("We decided", [f"{_line(one.what)} ({outcome(one)})" for one in reversed(decided)])
    yield Section("Milestones", [*_milestones(filter(wants, plan.all(Milestone)))])
    yield Section("We count", [*_counts(plan, filter(wants, plan.all(Indicator)))])
    done = [one for one in actions if one.status == "done" and one.what]
    yield Section("Done", [_line(f"{one.code} {one.what}") for one in done])


def _top(plan: Plan) -> Iterator[str]:
    sheet = plan.one(PlanSheet)
    if sheet.product or sheet.buyer:
        yield _line(" for ".join(filter(None, [sheet.product, sheet.buyer])))
    days = [day_short(one) for one in (sheet.start, sheet.end) if one]
    if days:
        yield " to ".join(days)


def _actions(plan: Plan, actions: Iterable[Action], today: date) -> Iterator[str]:
    waiting = [one for one in actions if is_open(one) and one.what]
    for one in sorted(waiting, key=lambda one: one.due or date.max):
        who = plan.named(one.lead) if one.lead else "nobody yet"
        by = f"by {day_short(one.due)}" if one.due else "no day yet"
        late = ", late" if is_late(one, today) else ""
        yield _line(f"{one.code} {who}: {one.what} ({by}{late})")


def _milestones(rows: Iterable[Milestone]) -> Iterator[str]:
    for one in rows:
        if one.statement and not one.reached_on:
            by = f"by {day_short(one.due)}" if one.due else "no day yet"
            yield _line(f"{one.code} {one.statement} ({by})")


def _counts(plan: Plan, rows: Iterable[Indicator]) -> Iterator[str]:
    for one in rows:
        last = latest_reading(plan, one)
        now = last.amount if last else one.baseline
        if one.title and now is not None:
            target = f", target {group_number(one.target)}" if one.target is not None else ""
            yield _line(f"{one.code} {one.title}: {group_number(now)} {one.unit}") + target


# Any other paper -----------------------------------------------------------------------------------
def _of_paper(blocks: Iterable[Block]) -> tuple[str, list[Section]]:
    """A paper's title, and what is under each of its headings, item by item."""
    title, sections = "", [Section("", [])]
    for block in blocks:
        if isinstance(block, Heading):
            title = title or block.text
            if block.level > 1:
                sections.append(Section(_line(block.text)[:_TITLE], []))
        else:
            sections[-1].items = [*sections[-1].items, *_items(block)]
    return title, sections


def _items(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(text):
            yield _line(text)
        case Facts(pairs):
            yield from (f"{label}: {_line(value)}" for label, value in pairs)
        case Grid(header, rows):
            yield from (_row(header, row) for row in rows)
        case Bullets(items):
            yield from _whole_items(items)
        case Drawing() | Heading():
            return


def _row(header: Sequence[str], row: Sequence[str]) -> str:
    """A row in a line: what it is, then what is said of it."""
    start = 2
    head = (" " if header[0] == "Code" else ": ").join(_line(cell) for cell in row[:start] if cell.strip())
    said = [
        f"{label.lower()} {_line(cell)}"
        for label, cell in zip(header[start:], row[start:], strict=True)
        if cell.strip()
    ]
    return ", ".join([head, *said])


def _whole_items(items: Iterable[tuple[int, str]]) -> Iterator[str]:
    """Each item with what hangs on it, which is nothing without it."""
    held = ""
    for depth, text in items:
        said = _line(text)
        if depth and held:
            held += f"\n{'  ' * depth}{said}"
        else:
            yield from filter(None, [held])
            held = f"- {said}"
    yield from filter(None, [held])


def _line(typed: str) -> str:
    return " ".join(typed.split())
