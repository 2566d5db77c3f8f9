"""The allies in lines: who is who, where each stands and stood, and what is asked of whom."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from atm_tui.model.plan import Plan
from atm_tui.pictures import Setting
from atm_tui.pictures.allies_arc import mark
from atm_tui.pictures.allies_standing import Standing
from atm_tui.pictures.picture import Line, Look, Span
from atm_tui.pictures.rows import EMPTY, beside, more, spoken, wrapped
from atm_tui.pictures.signs import DONE, LATE, OPEN, day, marked
from atm_tui.width import cells, cut, fit

MOST: Final = 100
"""Allies named in one place; more cannot be read in a meeting, and are counted."""

_COLUMN: Final = 38
"""Cells of a column of names."""

_BOTH: Final = 80
"""Cells of a page from which a line says both where an ally stood and where it is wished."""

_WIDE: Final = 110
"""Cells of a page from which it says since when, too."""

_Words = Sequence[str]


# Who is who --------------------------------------------------------------------------------
def names(everybody: Sequence[Standing], words: _Words, setting: Setting, width: int) -> Iterator[Line]:
    """Everybody by number and name, place by place, in as many columns as there is room for."""
    columns = max(1, width // _COLUMN)
    room = width // columns - 1
    for heading, rows in _places(everybody, words):
        yield (Span(cut(heading, width), Look.HEADING if rows[0].wedge is not None else Look.WARN),)
        shown = [_name(one, setting, room) for one in rows[:MOST]]
        for first in range(0, len(shown), columns):
            yield from beside(*(([line], room + 1) for line in shown[first : first + columns]))
        yield from _rest(rows)


def _name(one: Standing, setting: Setting, room: int) -> Line:
    wish = f" {setting.glyphs.left}" if one.moves else ""
    words = cut(f"{spoken(one.ally)} {one.ally.name}", room - 2 - cells(wish))
    return (Span(f"  {words}", record=one.ally.id), Span(wish, Look.WARN))


# Where each stands -------------------------------------------------------------------------
def by_place(everybody: Sequence[Standing], words: _Words, setting: Setting) -> Iterator[Line]:
    """One line for each, place by place: weight, name, the wished step, and where it stood."""
    code = max(cells(mark(one, setting)) for one in everybody) + 1
    tail = setting.width * 9 // 20 if setting.width >= _BOTH else setting.width // 3
    name = setting.width - 4 - code - tail
    for heading, rows in _places(everybody, words):
        yield (Span(cut(heading, setting.width), Look.HEADING if rows[0].wedge is not None else Look.WARN),)
        for one in rows[:MOST]:
            sign, said = _step(one, words, setting)
            yield (
                marked(f"{sign} " if sign else "    "),
                Span(fit(mark(one, setting), code - 1) + " ", Look.STRONG, one.ally.id),
                Span(fit(one.ally.name, name - 1) + " ", record=one.ally.id),
                Span(cut(said, tail), Look.WARN if sign == LATE else Look.WEAK),
            )
        yield from _rest(rows)


def _step(one: Standing, words: _Words, setting: Setting) -> tuple[str, str]:
    """The sign of the wished step; in words where it is wished and, if there is room, where it stood."""
    said = []
    if one.moves and one.wished is not None:
        said.append(f"wish: {words[one.wished]}")
    if one.before and (setting.width >= _BOTH or not said):
        stood, on = one.before
        said.append(f"was {words[stood]} {day(on, setting.today) if setting.width >= _WIDE else ''}".rstrip())
    sign = (OPEN if one.waits else LATE) if one.moves else DONE if one.arrived else ""
    return sign, ", ".join(said)


# What is asked -----------------------------------------------------------------------------
def requests(plan: Plan, everybody: Sequence[Standing], words: _Words, setting: Setting) -> Iterator[Line]:
    """The one request to each, who asks and by when, and the answer; what is still open comes first."""
    asked = [one for one in everybody if one.moves or one.ally.request.strip()]
    asked.sort(key=lambda one: (not one.moves, one.ally.by or date.max))
    if not asked:
        yield from wrapped("Nothing is asked of anybody yet.", setting.width, Look.WEAK)
    for place, one in enumerate(asked[:MOST]):
        yield from [EMPTY][: min(place, 1)]
        yield from _request(plan, one, words, setting)
    yield from _rest(asked)


def _request(plan: Plan, one: Standing, words: _Words, setting: Setting) -> Iterator[Line]:
    ally, late = one.ally, _is_late(one, setting.today)
    sign = LATE if late or (one.moves and not one.waits) else OPEN if one.moves else DONE
    head = wrapped(ally.name, setting.width, Look.HEADING, ally.id, most=2, first=f"    {spoken(ally)} ")
    first, *rest = head[0]
    yield (marked(f"{sign} "), Span(first.text[4:], first.look, first.record), *rest)
    yield from head[1:]
    yield from wrapped(_way(one, words, setting), setting.width, Look.WEAK, first="    ")
    if ally.request.strip():
        yield from wrapped(ally.request, setting.width, Look.STRONG, ally.id, most=3, first="    Please: ")
        yield from wrapped(_who_asks(plan, one, setting, late=late), setting.width,
                           Look.WARN if late else Look.PLAIN, first="    ")  # fmt: skip
    else:
        said = f"{LATE} no request for the wished step"
        yield from wrapped(said, setting.width, Look.WARN, first="    ")
    if ally.answer.strip():
        yield from wrapped(ally.answer, setting.width, record=ally.id, most=3, first="    Answer: ")


def _way(one: Standing, words: _Words, setting: Setting) -> str:
    """From where it stands to where it is wished, or that it came there."""
    here = words[one.wedge] if one.wedge is not None else "not placed yet"
    if one.moves and one.wished is not None:
        return f"{here} {setting.glyphs.right} {words[one.wished]}"
    if one.arrived and one.before:
        return f"stands where we wished: {words[one.before[0]]} {setting.glyphs.right} {here}"
    return f"stands: {here}"


def _who_asks(plan: Plan, one: Standing, setting: Setting, *, late: bool) -> str:
    ally = one.ally
    who = f"{plan.named(ally.asked_by)} asks" if ally.asked_by else f"{LATE} nobody asks yet,"
    if ally.by is None:
        return f"{who.removesuffix(',')}, no day is set"
    return f"{who} by {day(ally.by, setting.today)}{', which is late' if late else ''}"


def _is_late(one: Standing, today: date) -> bool:
    by = one.ally.by
    return one.moves and by is not None and by < today and not one.ally.answer.strip()


# Places ------------------------------------------------------------------------------------
def _places(everybody: Sequence[Standing], words: _Words) -> Iterator[tuple[str, list[Standing]]]:
    """Those who stand in each place, from our side outward; then those who stand in none yet."""
    for wedge, word in enumerate(words):
        if rows := [one for one in everybody if one.wedge == wedge]:
            yield f"{word} ({len(rows)})", rows
    if rows := [one for one in everybody if one.wedge is None]:
        yield f"{LATE} not placed yet ({len(rows)})", rows


def _rest(rows: Sequence[Standing]) -> Iterator[Line]:
    if len(rows) > MOST:
        yield (Span(f"    {more(len(rows) - MOST)}", Look.WEAK),)
