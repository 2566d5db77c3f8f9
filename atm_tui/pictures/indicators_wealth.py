"""The eight forms of wealth: which of them the indicators show, and how strong the group is in each."""

from collections.abc import Iterator
from typing import Final

from atm_tui.model.bring import Wealth
from atm_tui.model.choices import WEALTH
from atm_tui.model.indicators import Indicator
from atm_tui.model.plan import Plan
from atm_tui.pictures import Setting
from atm_tui.pictures.picture import Line, Look, Span
from atm_tui.pictures.rows import beside, in_lines, spoken, wrapped
from atm_tui.pictures.signs import DONE, LATE, marked

_NAME: Final = 16
_BEST: Final = 5
"""The highest strength that the group gives itself."""


def strip(plan: Plan, setting: Setting) -> Iterator[Line]:
    """All eight by name in as few lines as it takes, touched or not."""
    shown = _shown(plan)
    touched = sum(bool(shown[form]) for form, _ in WEALTH)
    yield from wrapped(f"{touched} of {len(WEALTH)} forms of wealth are touched", setting.width, Look.STRONG)
    signs = (marked(DONE if shown[form] else LATE) for form, _ in WEALTH)
    yield from in_lines(
        [Span(f"{sign.text} {word}", sign.look) for sign, (_, word) in zip(signs, WEALTH, strict=True)],
        setting.width,
    )


def wealth(plan: Plan, setting: Setting) -> Iterator[Line]:
    """Each form with the strength that the group gives itself in it, and the indicators that show it."""
    shown = _shown(plan)
    rows = {row.form: row for row in plan.all(Wealth)}
    left = 4 + _NAME + _BEST + 9
    for form, word in WEALTH:
        row, here = rows.get(form), shown[form]
        score = int(row.score) if row and row.score.isdecimal() else 0
        sign = marked(DONE if here else LATE)
        head: Line = (
            Span(f"{sign.text} ", sign.look),
            Span(f"{word:<{_NAME}}", Look.STRONG, row.id if row else ""),
            Span(setting.glyphs.full * min(score, _BEST), Look.BAR),
            Span(setting.glyphs.light * (_BEST - min(score, _BEST)), Look.DRAWN),
            Span(f" {min(score, _BEST) or '?'} of {_BEST}", Look.WEAK),
        )
        room = setting.width - left
        spans = [Span(spoken(one), record=one.id) for one in here]
        says = in_lines(spans, room, most=3) if spans else wrapped("no indicator", room, Look.WARN)
        yield from beside(([head], left), (says, room))


def _shown(plan: Plan) -> dict[str, list[Indicator]]:
    """The indicators that show each form."""
    found: dict[str, list[Indicator]] = {form: [] for form, _ in WEALTH}
    for row in plan.all(Indicator):
        for form in row.wealth:
            found.setdefault(form, []).append(row)
    return found
