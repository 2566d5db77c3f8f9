"""The River of Change, or the road: from today to the future, with help, stones, bridges and the boat.

What helps flows in from the left; what stands in the way, and the way over it, is on the right.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from atm_tui.model.action import Action
from atm_tui.model.plan import Plan
from atm_tui.model.record import Record
from atm_tui.model.river import Bridge, Milestone, Pair, Rapid, River, Stretch
from atm_tui.pictures import Setting
from atm_tui.pictures.course import WATER, Course, Mark, boat, deck, stones
from atm_tui.pictures.picture import Line, Look, Picture, Span
from atm_tui.pictures.rows import EMPTY, beside, followed, in_lines, length, more, spoken, wrapped
from atm_tui.pictures.signs import DONE, HERE, LATE, OPEN, coded, day, days, done, legend, marked
from atm_tui.pictures.stops import Stop, stops_of
from atm_tui.width import cut, fit

MOST: Final = 40
"""Things drawn on one side of a stretch; more cannot be seen, and are counted."""


@dataclass(frozen=True)
class _Words:
    """What the parts of the picture are called."""

    title: str
    source: str
    mouth: str
    rapids: str


_RIVER: Final = _Words("RIVER OF CHANGE", "SOURCE", "MOUTH", "rapids")
_ROAD: Final = _Words("ROAD OF CHANGE", "START", "GOAL", "stones in the way")


def river(plan: Plan, setting: Setting) -> Picture:
    """The whole way, from the source at the top to the mouth at the foot."""
    return Picture(tuple(_River(plan, setting).lines()))


@dataclass(frozen=True)
class _Row:
    """One line beside the water, with what it puts into the water."""

    words: Line = EMPTY
    mark: Mark = WATER


class _River:
    """Draws the way, stretch by stretch."""

    def __init__(self, plan: Plan, setting: Setting) -> None:
        self.plan = plan
        self.setting = setting
        self.sheet = plan.one(River)
        self.road = self.sheet.metaphor == "road"
        self.words = _ROAD if self.road else _RIVER
        width = setting.width
        self.course = Course(
            setting.glyphs,
            breadth=7 if width < 70 else 9 if width < 110 else 13,
            sway=3 if width < 70 else 6 if width < 110 else 10,
            road=self.road,
        )
        self.left = (width - self.course.width) // 3
        self.right = width - self.left - self.course.width - 2
        self.bridges: dict[str, list[Bridge]] = {}
        for bridge in plan.all(Bridge):
            self.bridges.setdefault(bridge.crosses, []).append(bridge)

    def lines(self) -> list[Line]:
        """The picture."""
        head, stops = [*self._head(), *self._source()], stops_of(self.plan)
        drawn = [line for stop in stops[:MOST] for line in self._stop(stop)]
        if len(stops) > MOST:
            drawn.append((Span(more(sum(stop.count for stop in stops[MOST:])), Look.WEAK),))
        return [*head, *drawn, *self._mouth(), EMPTY, *legend(self.setting.width)]

    # Top, source, mouth ----------------------------------------------------------------------
    def _head(self) -> list[Line]:
        rapids = self.plan.all(Rapid)
        bare = [rapid for rapid in rapids if rapid.id not in self.bridges]
        milestones = self.plan.all(Milestone)
        reached = sum(one.reached_on is not None for one in milestones)
        title = wrapped(self.sheet.title, self.setting.width, Look.HEADING, first=f"{self.words.title}  ")
        counts = f"{reached} of {len(milestones)} milestones reached, {len(rapids)} {self.words.rapids}"
        said = wrapped(counts, self.setting.width, Look.WEAK)
        if bare:
            said = followed(said, [Span(f"{LATE} {len(bare)} with no bridge", Look.WARN)], self.setting.width)
        return [*title, *said, EMPTY]

    def _source(self) -> list[Line]:
        says = self._pairs(f"{self.words.source}: how it is today", "today")
        return [*says, *self._moved(self.course.source())]

    def _mouth(self) -> list[Line]:
        says = self._pairs(f"{self.words.mouth}: how it will be", "future")
        return [*self.course.mouth(self.left, self.setting.width), *says]

    def _pairs(self, heading: str, name: str) -> list[Line]:
        lines: list[Line] = [(Span(heading, Look.HEADING),)]
        pairs = self.plan.all(Pair)
        for pair in pairs[:MOST]:
            first = f"  {fit(pair.topic, 10)} "
            lines += wrapped(
                str(pair.value(name)) or "not said yet",
                self.setting.width,
                record=pair.id,
                first=first,
                most=3,
            )
        if len(pairs) > MOST:
            lines.append((Span(f"  {more(len(pairs) - MOST)}", Look.WEAK),))
        if not pairs:
            lines.append((Span("  nothing said yet", Look.WEAK),))
        return lines

    def _moved(self, lines: Iterable[Line]) -> list[Line]:
        return [(Span(" " * self.left), *line) for line in lines]

    # Stretches -------------------------------------------------------------------------------
    def _stop(self, stop: Stop) -> list[Line]:
        right, left = list(self._right(stop)), list(self._left(stop))
        height = max(len(right), len(left))
        right += [_Row()] * (height - len(right))
        left += [_Row()] * (height - len(left))
        marks = [replace(one.mark, joins=other.mark.joins) for one, other in zip(right, left, strict=True)]
        return beside(
            ([row.words for row in left], self.left),
            (self.course.reach(marks), self.course.width),
            ([self._led(row) for row in right], self.right + 2),
        )

    def _led(self, row: _Row) -> Line:
        lead = self.setting.glyphs.across if row.mark.leads else " "
        return (Span(f"{lead} ", Look.RULE), *row.words) if row.words else EMPTY

    def _left(self, stop: Stop) -> Iterator[_Row]:
        """The help that flows in."""
        yield _Row()
        flow = self.setting.glyphs.across if self.road else self.setting.glyphs.wave
        for one in stop.tributaries[:MOST]:
            giver = self.plan.party(one.from_whom)
            text = f"{spoken(one)} {one.what}" + (f" ({giver})" if giver else "")
            for number, line in enumerate(wrapped(text, self.left - 2, record=one.id, most=6)):
                if number == 0:
                    blank = self.left - length(line) - 1
                    yield _Row((*line, Span(" " + flow * blank, Look.DRAWN)), Mark(joins=True))
                else:
                    yield _Row(line)
        if (rest := len(stop.tributaries) - MOST) > 0:
            yield _Row((Span(more(rest, self.left - 1), Look.WEAK),))

    def _right(self, stop: Stop) -> Iterator[_Row]:
        """The stretch itself, the stones and the ways over them, what is done, what will be true."""
        yield from self._name(stop.stretch)
        if stop.stretch and stop.stretch.id == self.sheet.boat_stretch:
            yield from self._boat()
        for rapid in stop.rapids[:MOST]:
            yield from self._rapid(rapid)
        yield from self._counted(stop.rapids)
        for bridge in stop.bridges[:MOST]:
            yield from self._bridge(bridge)
        yield from self._counted(stop.bridges)
        yield from self._actions(stop.actions)
        for milestone in stop.milestones[:MOST]:
            yield from self._milestone(milestone)
        yield from self._counted(stop.milestones)
        yield _Row()

    def _counted(self, rows: Sequence[Record]) -> Iterator[_Row]:
        if (rest := len(rows) - MOST) > 0:
            yield _Row((Span(more(rest, self.right), Look.WEAK),))

    def _name(self, stretch: Stretch | None) -> Iterator[_Row]:
        if stretch is None:
            yield _Row((Span(cut("Not on any stretch yet", self.right), Look.HEADING),))
            return
        mark = Mark(f" {spoken(stretch)} ", Look.STRONG, stretch.id)
        title = wrapped(
            stretch.title or "a stretch without a name", self.right, Look.HEADING, stretch.id, most=2
        )
        when = Span(days(stretch.start, stretch.end, self.setting.today), Look.WEAK)
        yield from self._rows(followed(title, [when], self.right), mark)

    def _boat(self) -> Iterator[_Row]:
        first, second = boat(road=self.road)
        seen = day(self.sheet.boat_date, self.setting.today)
        words = wrapped(f"{HERE} WE ARE HERE" + (f", {seen}" if seen else ""), self.right, Look.HERE, most=1)
        note = wrapped(self.sheet.boat_note, self.right, most=2) if self.sheet.boat_note else [EMPTY]
        yield _Row(words[0], first)
        yield from self._rows(note, second)

    def _rapid(self, rapid: Rapid) -> Iterator[_Row]:
        glyphs, breadth = self.setting.glyphs, self.course.breadth
        said = [f"harm {rapid.harm or '?'}, likely {rapid.likelihood or '?'}"]
        words = wrapped(
            rapid.what or "a stone", self.right, record=rapid.id, most=3, first=f"{spoken(rapid)} "
        )
        words = followed(words, [Span(one, Look.WEAK) for one in said], self.right)
        yield from self._rows(words, stones(glyphs, breadth, rapid.harm, rapid.likelihood, rapid.id))
        for bridge in self.bridges.get(rapid.id, []):
            yield from self._bridge(bridge)
        if rapid.id not in self.bridges:
            yield _Row((Span(cut(f"{LATE} NO BRIDGE YET", self.right), Look.WARN, rapid.id),))

    def _bridge(self, bridge: Bridge) -> Iterator[_Row]:
        actions = [one for item in bridge.actions if (one := self.plan.find(Action, item))]
        standing = [one for one in actions if one.status != "stopped"]
        first = f"{spoken(bridge)} "
        words = wrapped(bridge.what or "a bridge", self.right, record=bridge.id, most=3, first=first)
        built = [coded(one, self.setting.today) for one in actions]
        if not standing:
            built.append(Span(f"{LATE} no action builds it", Look.WARN))
        if self.plan.find(Rapid, bridge.crosses) is None:
            built.append(Span(f"{LATE} crosses no rapid", Look.WARN))
        mark = deck(self.setting.glyphs, self.course.breadth, bridge.id, whole=bool(standing))
        yield from self._rows(followed(words, built, self.right, indent=len(first)), mark)

    def _actions(self, actions: Sequence[Action]) -> Iterator[_Row]:
        if actions:
            spans = [
                Span(f"Actions, {done(actions)}:", Look.WEAK),
                *(coded(one, self.setting.today) for one in actions),
            ]
            for line in in_lines(spans, self.right, most=3):
                yield _Row(line)

    def _milestone(self, one: Milestone) -> Iterator[_Row]:
        today = self.setting.today
        if one.reached_on:
            mark, when = marked(DONE), Span(f"reached {day(one.reached_on, today)}", Look.DONE)
        elif one.due and one.due < today:
            mark, when = marked(LATE), Span(f"LATE, due {day(one.due, today)}", Look.LATE)
        else:
            mark, when = marked(OPEN), Span(f"due {day(one.due, today)}" if one.due else "no day set")
        words = wrapped(one.statement, self.right, record=one.id, most=3, first=f"{mark.text} {spoken(one)} ")
        yield from self._rows(followed(words, [when], self.right), Mark(leads=True))

    def _rows(self, lines: Sequence[Line], mark: Mark) -> Iterator[_Row]:
        """Lines of which the first is joined to what lies in the water."""
        for number, line in enumerate(lines):
            yield _Row(line, mark if number == 0 else WATER)
