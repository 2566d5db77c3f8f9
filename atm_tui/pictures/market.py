"""The fourteen points of the market: which are covered by an action, and which are open."""

from collections.abc import Iterator

from atm_tui.model.action import Action, MarketPoint
from atm_tui.model.derived import standing_actions
from atm_tui.model.plan import Plan
from atm_tui.pictures import Setting
from atm_tui.pictures.picture import Line, Look, Span
from atm_tui.pictures.rows import EMPTY, beside, in_lines, spoken, wrapped
from atm_tui.pictures.signs import DONE, LATE, STOPPED, coded, marked


def market(plan: Plan, setting: Setting) -> Iterator[Line]:
    """A strip of all points, and what covers each."""
    standing = {action.id: action for action in standing_actions(plan)}
    rows = [(row, _mark(row, standing)) for row in plan.all(MarketPoint)]
    open_ = sum(mark == LATE for _, mark in rows)
    said = f"{len(rows) - open_} of {len(rows)} market points are covered or not needed"
    yield from wrapped(said, setting.width, Look.STRONG)
    signs = {DONE: setting.glyphs.full * 3, STOPPED: setting.glyphs.light * 3, LATE: "!!!"}
    yield from in_lines([Span(signs[mark], marked(mark).look) for _, mark in rows], setting.width)
    yield EMPTY
    name = 38 if setting.width < 80 else 45
    room = setting.width - name
    for row, mark in rows:
        sign = marked(mark)
        head = wrapped(row.name, name - 5, record=row.id, first=f"{spoken(row)} ")
        covers = [coded(standing[item], setting.today) for item in row.actions if item in standing]
        says = {
            DONE: in_lines(covers, room, most=3),
            STOPPED: wrapped(f"not needed: {row.not_needed}", room, Look.WEAK, most=2),
            LATE: wrapped("no action yet", room, Look.WARN),
        }[mark]
        yield from beside(([(Span(f"{sign.text} ", sign.look),)], 4), (head, name - 4), (says, 0))


def _mark(row: MarketPoint, standing: dict[str, Action]) -> str:
    if not standing.keys().isdisjoint(row.actions):
        return DONE
    return STOPPED if row.not_needed.strip() else LATE
