"""The Business Model Canvas on a page: nine boxes on one sheet, its source named below it."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from atm_tui.export.html.page import code, listed, more, plain, said
from atm_tui.export.html.sheets import brief, lines_of, unshown
from atm_tui.model.action import Action
from atm_tui.model.canvas import CREDIT, CanvasNote, CanvasSheet
from atm_tui.model.choices import BLOCKS
from atm_tui.model.plan import Plan
from atm_tui.model.record import Record
from atm_tui.pictures.signs import state

MOST: Final = 12
"""Notes drawn in one box; the tables below have them all."""

_BOXES: Final = {
    "partners": (19, 138), "value": (19, 138), "buyers": (19, 138), "costs": (52, 26), "income": (52, 26),
}  # fmt: skip
_HALF_BOX: Final = (19, 60)
"""Letters in a line of a box of the canvas, and the millimetres for its notes, on a wall."""

_NOTE: Final = (4.9, 1.5)
"""Millimetres of a line of a note, and between notes."""

_SHORT: Final = 38
"""Cells of words of a note on a wall."""


def canvas(plan: Plan, today: date) -> str:
    """The sheet; nothing as long as there is no note."""
    notes: dict[str, list[CanvasNote]] = {}
    for note in plan.all(CanvasNote):
        notes.setdefault(note.block, []).append(note)
    if not notes:
        return ""
    sheet = plan.one(CanvasSheet)
    made = f"Canvas {sheet.version}" if sheet.version else "Canvas"
    buyer = ", made with the buyer" if sheet.with_buyer == "yes" else ""
    boxes = "".join(
        box(block, number, title, _notes(plan, notes.get(block, []), today))
        for number, (block, title) in enumerate(BLOCKS, 1)
    )
    return f'<figure class="canvas"><p class="cap">{made}{buyer}</p>{framed(boxes)}</figure>'


def framed(boxes: str) -> str:
    """Boxes on their sheet, with the credit that their licence asks for."""
    return f'<div class="sheet">{boxes}</div><p class="credit">{plain(CREDIT)}</p>'


def box(block: str, number: int, title: str, inner: str) -> str:
    """One box of the sheet; the numbers tell the order in which the stage fills them."""
    return f'<div class="box {block}"><p class="cap">{number} {title}</p>{inner}</div>'


def _notes(plan: Plan, notes: list[CanvasNote], today: date) -> str:
    inner = "".join(f"<li>{_note(plan, note, today)}</li>" for note in notes[:MOST])
    return (f"<ul>{inner}</ul>" if inner else "") + more(len(notes) - MOST)


def _note(plan: Plan, note: CanvasNote, today: date) -> str:
    actions = [one for item in note.actions if (one := plan.find(Action, item))]
    tests = [f"{plain(one.code)} {plain(state(one, today))}" for one in actions[:MOST]]
    if note.certainty == "must test" and not actions:
        tests.append('<b class="warn">no test yet</b>')
    about = "; ".join(filter(None, (plain(note.certainty), ", ".join(tests))))
    return f"{code(note.code)} {said(note.note)} <small>{about}</small>"


def big_notes(notes: Sequence[Record], block: str) -> str:
    """As many notes as have room in their box on a wall."""
    letters, room = _BOXES.get(block, _HALF_BOX)
    line, gap = _NOTE
    items: list[str] = []
    taken = 0.0
    for one in notes:
        words = brief(one.name, _SHORT)
        taken += lines_of(f"{one.code}   {words}", letters) * line + gap
        if taken > room - (line if len(items) + 1 < len(notes) else 0):
            break
        items.append(f"{code(one.code)} {said(words)}")
    return listed(items) + unshown(notes, len(items))
