"""The spectrum of allies on a page: a half circle in five places, with everybody where they stand."""

from collections.abc import Iterator, Sequence
from datetime import date
from math import cos, pi, sin
from typing import Final

from atm_tui.export.html.page import code, listed, more, plain, said
from atm_tui.model.allies import Ally, AllySheet
from atm_tui.model.plan import Plan
from atm_tui.pictures.allies_standing import Standing, standings

MOST: Final = 30
"""Names below the picture for one place; the table has them all."""

_RADIUS: Final = 470
_X: Final = 500
_Y: Final = 490
_FILLS: Final = ("#e2f0e6", "#eff6ee", "#f6f6f2", "#f8efe8", "#f5e2da")
_PLACES: Final = ((325, (0, -0.2, 0.2)), (248, (0.14, -0.14)), (180, (0,)), (115, (0,)))
"""Where the circles of a place lie: how far from the middle, and how far beside its axis."""

_SIZES: Final = {"1": 27, "2": 30, "3": 33}


def spectrum(plan: Plan, _today: date) -> str:
    """The half circle, and below it who stands in each place; nothing as long as nobody is placed."""
    everybody = standings(plan, private=False)
    if all(one.wedge is None for one in everybody):  # or they are not to be told where anybody stands
        return ""
    held = [[one for one in everybody if one.wedge == wedge] for wedge in range(5)]
    names = wedges(plan)
    nowhere = [one for one in everybody if one.wedge is None]
    lists = [_listed(name, rows) for name, rows in zip(names, held, strict=True)]
    lists += [_listed("not placed yet", nowhere)] if nowhere else []
    return (
        f'<figure class="spectrum">{about(plan)}{half_circle(names, held)}'
        f'<div class="places">{"".join(lists)}</div><figcaption>A bigger circle: her word weighs more. '
        "A broken line: we only think that she stands there.</figcaption></figure>"
    )


def about(plan: Plan) -> str:
    """The change that they are for or against."""
    issue = plan.one(AllySheet).issue
    return f'<p class="cap">For: {said(issue)}</p>' if issue else ""


def wedges(plan: Plan) -> list[str]:
    """What the plan calls the five places, from our side outward."""
    return [word for _, word in plan.worded(Ally.specs()["wedge"]).choices]


def half_circle(names: Sequence[str], held: Sequence[Sequence[Standing]]) -> str:
    """The picture alone.

    Args:
        names: What the five places are called, from our side outward.
        held: Who stands in each; nobody for none.
    """
    pieces = [
        piece
        for wedge, name in enumerate(names)
        for piece in _wedge(wedge, name, held[wedge] if held else ())
    ]
    return (
        f'<svg viewBox="0 0 1000 500" role="img" aria-label="Half circle of allies">{"".join(pieces)}</svg>'
    )


def _wedge(wedge: int, name: str, rows: Sequence[Standing]) -> Iterator[str]:
    first, last = pi - wedge * pi / 5, pi - (wedge + 1) * pi / 5
    axis = (first + last) / 2
    x1, y1 = _point(_RADIUS, first)
    x2, y2 = _point(_RADIUS, last)
    yield (
        f'<path d="M{_X} {_Y}L{x1} {y1}A{_RADIUS} {_RADIUS} 0 0 1 {x2} {y2}z" '
        f'fill="{_FILLS[wedge]}" stroke="#1c2b33" stroke-width="3"/>'
    )
    x, y = _point(_RADIUS - 62, axis)
    first_word, _, rest = name.partition(" ")
    yield f'<text x="{x}" y="{y}" font-size="23">{plain(first_word)}</text>'
    yield f'<text x="{x}" y="{y + 25}" font-size="23">{plain(rest)}</text>' if rest else ""
    heavy = sorted(rows, key=lambda one: one.ally.influence, reverse=True)
    spots = [(far, axis - beside) for far, besides in _PLACES for beside in besides]
    for one, (far, angle) in zip(heavy, spots, strict=False):
        yield _circle(one.ally, *_point(far, angle))
    if len(heavy) > len(spots):
        x, y = _point(62, axis)
        yield f'<text x="{x}" y="{y}" font-size="20">+{len(heavy) - len(spots)}</text>'


def _circle(ally: Ally, x: float, y: float) -> str:
    size = _SIZES.get(ally.influence, 27)
    dash = "" if ally.sure == "know" else ' stroke-dasharray="6 5"'
    return (
        f'<circle cx="{x}" cy="{y}" r="{size}" fill="#fff" stroke="#17506b" stroke-width="3"{dash}/>'
        f'<text x="{x}" y="{y + 6.5}" font-size="{17 if len(ally.code) < 5 else 13}" font-weight="700">'
        f"{plain(ally.code[:6])}</text>"
    )


def _point(far: float, angle: float) -> tuple[float, float]:
    return round(_X + far * cos(angle), 1), round(_Y - far * sin(angle), 1)


def _listed(name: str, rows: Sequence[Standing]) -> str:
    return (
        f'<div><p class="cap">{plain(name)} ({len(rows)})</p>'
        f"{listed(f'{code(one.ally.code)} {said(one.ally.who)}' for one in rows[:MOST])}"
        f"{more(len(rows) - MOST)}</div>"
    )
