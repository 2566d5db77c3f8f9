"""The River of Change, or the road, on a page: the water runs down the middle from today to the future."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from atm_tui.export.html.page import code, listed, more, plain, said
from atm_tui.model.plan import Plan
from atm_tui.model.record import Record
from atm_tui.model.river import Bridge, Milestone, Pair, Rapid, River, Stretch
from atm_tui.model.typed import day_short
from atm_tui.pictures.signs import days, done, state
from atm_tui.pictures.stops import Stop, stops_of

MOST: Final = 40
"""Things drawn in one place; the tables below the picture have them all."""

_BENDS: Final = ((25, 5), (25, 45))
"""Where the left bank is at the ends of a stretch, and where it is drawn to between them."""

_LATE: Final = '<b class="warn">late</b>, '
_UNBUILT: Final = '<b class="warn">No action builds it</b>'

BOAT: Final = (
    '<svg viewBox="0 0 52 38" aria-hidden="true"><path d="M3 24h46l-8 11H12z" fill="#7a5230"/>'
    '<path d="M25 2v20H9z" fill="#fff" stroke="#1c2b33" stroke-width="2"/>'
    '<path d="M28 7v15h13z" fill="#fff" stroke="#1c2b33" stroke-width="2"/></svg>'
)


def river(plan: Plan, today: date) -> str:
    """The whole way; nothing as long as nothing is known of it."""
    drawer = _River(plan, today)
    return drawer.figure() if drawer.stops or drawer.pairs else ""


def water(number: int, *, road: bool) -> str:
    """One stretch of water or road; the next one bends to the other side."""
    edge, bend = _BENDS[number % 2]
    bed = f"M{edge} 0C{bend} 30 {bend} 70 {edge} 100H{edge + 50}C{bend + 50} 70 {bend + 50} 30 {edge + 50} 0z"
    middle = f"M{edge + 25} 0C{bend + 25} 30 {bend + 25} 70 {edge + 25} 100"
    fill, mark, dash = ("#9aa3a8", "#fff", "9 7") if road else ("#a9d3e4", "#fff", "16 9")
    return (
        '<svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">'
        f'<path d="{bed}" fill="{fill}"/><path d="{middle}" fill="none" stroke="{mark}" stroke-width="3" '
        f'stroke-dasharray="{dash}" vector-effect="non-scaling-stroke"/></svg>'
    )


class _River:
    """Draws the way, stretch by stretch."""

    def __init__(self, plan: Plan, today: date) -> None:
        self.plan = plan
        self.today = today
        self.sheet = plan.one(River)
        self.road = self.sheet.metaphor == "road"
        self.stops = stops_of(plan)
        self.pairs = plan.all(Pair)
        self.bridges: dict[str, list[Bridge]] = {}
        for bridge in plan.all(Bridge):
            self.bridges.setdefault(bridge.crosses, []).append(bridge)

    def figure(self) -> str:
        """From the source at the top to the mouth at the foot."""
        first, last = ("Start", "Goal") if self.road else ("Source", "Mouth")
        reaches = "".join(self._reach(number, stop) for number, stop in enumerate(self.stops[:MOST]))
        left = more(sum(stop.count for stop in self.stops[MOST:]))
        return (
            f'<figure class="river">{self._bank(f"{first}: how it is today", "today")}{reaches}{left}'
            f"{self._mouth()}{self._bank(f'{last}: how it will be', 'future')}</figure>"
        )

    def _mouth(self) -> str:
        if self.road:
            return ""
        path = '<path d="M25 0C25 55 0 75 0 100H100C100 75 75 55 75 0z" fill="#a9d3e4"/>'
        return (
            '<div class="mouth-water"><svg viewBox="0 0 100 100" preserveAspectRatio="none" '
            f'aria-hidden="true">{path}</svg></div>'
        )

    def _bank(self, title: str, name: str) -> str:
        rows = [
            f"<div><b>{said(pair.topic or 'About')}</b>{said(str(pair.value(name)) or 'not said yet')}</div>"
            for pair in self.pairs[:MOST]
        ]
        inner = "".join(rows) or "<div>Nothing said yet.</div>"
        rest = more(len(self.pairs) - MOST)
        return f'<div class="bank"><p class="cap">{title}</p><div class="pairs">{inner}</div>{rest}</div>'

    def _reach(self, number: int, stop: Stop) -> str:
        flows = listed(
            (
                f"{code(one.code)} {said(one.what)}"
                + (f" <small>{said(self.plan.party(one.from_whom))}</small>" if one.from_whom else "")
                for one in stop.tributaries[:MOST]
            ),
            "flows",
        )
        spoken = code(stop.stretch.code) if stop.stretch else ""
        return (
            f'<div class="reach">{flows}<div class="water">{water(number, road=self.road)}{spoken}</div>'
            f'<div class="side">{"".join(self._side(stop))}</div></div>'
        )

    def _side(self, stop: Stop) -> Iterator[str]:
        yield self._name(stop.stretch)
        if stop.stretch and stop.stretch.id == self.sheet.boat_stretch:
            seen = f", {day_short(self.sheet.boat_date)}" if self.sheet.boat_date else ""
            note = f"<br><small>{said(self.sheet.boat_note)}</small>" if self.sheet.boat_note else ""
            yield f'<div class="boat">{BOAT}<div>We are here{seen}{note}</div></div>'
        for rapid in stop.rapids[:MOST]:
            yield self._rapid(rapid)
            yield from (self._bridge(one) for one in self.bridges.get(rapid.id, [])[:MOST])
        yield from (self._bridge(one) for one in stop.bridges[:MOST])
        if stop.actions:
            chips = "".join(
                f"<span>{code(one.code)} {plain(state(one, self.today))}</span>"
                for one in stop.actions[:MOST]
            )
            yield f'<div class="chips"><span>Actions, {done(stop.actions)}:</span>{chips}</div>'
        yield from (self._milestone(one) for one in stop.milestones[:MOST])
        longest: tuple[Sequence[Record], ...] = (stop.rapids, stop.bridges, stop.actions, stop.milestones)
        yield more(sum(max(0, len(rows) - MOST) for rows in (*longest, stop.tributaries)))

    def _name(self, stretch: Stretch | None) -> str:
        if stretch is None:
            return '<p class="name">Not on any stretch yet</p>'
        when = plain(days(stretch.start, stretch.end, self.today))
        return (
            f'<p class="name">{said(stretch.title or "A stretch without a name")} <small>{when}</small></p>'
        )

    def _rapid(self, rapid: Rapid) -> str:
        specs = rapid.specs()
        levels = [
            f"{label} {plain(specs[name].word(rapid.value(name)))}"
            for label, name in (("harm", "harm"), ("likely", "likelihood"))
            if rapid.value(name)
        ]
        bare = "" if rapid.id in self.bridges else ' <b class="warn">No bridge yet</b>'
        said_of = f" <small>{', '.join(levels)}</small>" if levels else ""
        return f'<div class="stone">{code(rapid.code)} {said(rapid.what or "A stone")}{said_of}{bare}</div>'

    def _bridge(self, bridge: Bridge) -> str:
        built = [plain(self.plan.called(item)) for item in bridge.actions[:MOST]]
        by = (
            f" <small>built by {', '.join(built)}</small>"
            if built
            else ' <b class="warn">No action builds it</b>'
        )
        return f'<div class="deck">{code(bridge.code)} {said(bridge.what or "A bridge")} {by}</div>'

    def _milestone(self, one: Milestone) -> str:
        if one.reached_on:
            when = f"reached {day_short(one.reached_on)}"
        elif one.due:
            late = one.due < self.today
            when = f"{_LATE if late else ''}due {day_short(one.due)}"
        else:
            when = "no day set"
        return f'<div class="mile">{code(one.code)} {said(one.statement)} <small>{when}</small></div>'
