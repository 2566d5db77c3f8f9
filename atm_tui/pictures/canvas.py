"""The Business Model Canvas: on one sheet, half by half, box by box, with what stands around it, its sums."""

from collections.abc import Iterator, Sequence
from typing import Final

from atm_tui.model.canvas import CREDIT, CanvasNote, CanvasSheet
from atm_tui.model.derived import standing_actions
from atm_tui.model.plan import Plan
from atm_tui.pictures import Setting
from atm_tui.pictures.canvas_around import around
from atm_tui.pictures.canvas_notes import MOST, Box, Notes, boxes, counted, in_brackets, legend
from atm_tui.pictures.canvas_sheet import sheet
from atm_tui.pictures.canvas_sums import SumsTable, missing_lines, sums
from atm_tui.pictures.picture import Line, Look, Picture, Span
from atm_tui.pictures.rows import EMPTY, beside, followed, wrapped
from atm_tui.pictures.signs import LATE
from atm_tui.pictures.signs import legend as signs_legend

BUYERS: Final = "Buyer half"
MAKERS: Final = "Producer half"

_HALF: Final = 5
"""The boxes up to this one are the buyer half."""

_COSTS: Final = 6
_ASIDE: Final = 40
"""Cells of what stands beside the sheet, where there is room for it."""


def canvas(plan: Plan, setting: Setting) -> Picture:
    """The view of the canvas that is asked for, with the credit that its licence asks for."""
    credit = wrapped(CREDIT, setting.width, Look.WEAK)
    match setting.view:
        case "buyer" | "producer":
            lines = list(_half(plan, setting, buyers=setting.view == "buyer"))
        case "around":
            lines = list(_around(plan, setting, credit))
        case "sums":
            lines = list(sums(plan, setting))
        case number if number.isdecimal():
            lines = list(_box(plan, setting, boxes(plan)[int(number) - 1]))
        case _:
            lines = list(_whole(plan, setting, credit))
    if setting.view in ("sheet", "around"):  # their credit stands right under the sheet
        return Picture(tuple(lines))
    return Picture((*lines, EMPTY, *credit))


# The sheet ---------------------------------------------------------------------------------
def _whole(plan: Plan, setting: Setting, credit: Sequence[Line]) -> Iterator[Line]:
    """The sheet, as high as what is seen at once leaves room for."""
    head = [*_head(plan, setting.width), *legend(setting.width)]
    yield from head
    yield from sheet(plan, setting, setting.width, setting.height - len(head) - len(credit))
    yield from credit
    yield EMPTY
    yield from signs_legend(setting.width)


def _around(plan: Plan, setting: Setting, credit: Sequence[Line]) -> Iterator[Line]:
    """The sheet with what stands beside it; on a narrow page below it."""
    yield from _head(plan, setting.width)
    yield from legend(setting.width)
    width = setting.width - _ASIDE - 2
    if width < 2 * _ASIDE:
        yield from sheet(plan, setting, setting.width, setting.height - 4)
        yield from credit
        yield EMPTY
        yield from around(plan, setting.width)
        return
    aside = around(plan, _ASIDE)
    drawn = sheet(plan, setting, width, max(setting.height - 4, min(len(aside) - 1, 60)))
    left = [*drawn, *wrapped(CREDIT, width, Look.WEAK)]
    yield from beside((left, width + 2), (aside, 0))


def _head(plan: Plan, width: int) -> list[Line]:
    """The title, which canvas it is and with whom it was made, and how much of it is a guess."""
    paper = next(iter(plan.all(CanvasSheet)), None)
    said = []
    if paper and paper.version is not None:
        said.append(f"version {paper.version}")
    if paper and paper.with_buyer:
        said.append("with the buyer" if paper.with_buyer == "yes" else "without the buyer")
    title: list[Line] = [(Span("BUSINESS MODEL CANVAS", Look.HEADING, paper.id if paper else ""),)]
    lines = followed(title, [Span(", ".join(said), Look.WEAK)], width) if said else title
    bare = _untested(plan)
    return followed(lines, [Span(f"{LATE} {bare} without a test", Look.WARN)], width) if bare else lines


def _untested(plan: Plan) -> int:
    standing = {action.id for action in standing_actions(plan)}
    notes = (note for note in plan.all(CanvasNote) if note.certainty == "must test")
    return sum(standing.isdisjoint(note.actions) for note in notes)


# Half by half, box by box ------------------------------------------------------------------
def _half(plan: Plan, setting: Setting, *, buyers: bool) -> Iterator[Line]:
    """The boxes of one half in the order of the stage; after the last one back to the cost."""
    notes, width = Notes(plan, setting), setting.width
    held = boxes(plan)
    half = held[:_HALF] if buyers else held[_HALF:]
    yield (Span((BUYERS if buyers else MAKERS).upper(), Look.HEADING),)
    yield from legend(width)
    for box in half:
        yield EMPTY
        yield (Span(box.name, Look.HEADING),)
        yield from _plain(notes, box)
    if not buyers:
        yield EMPTY
        yield from _back_to_cost(plan, setting, held[_COSTS - 1], notes)
    yield EMPTY
    yield from signs_legend(width)


def _back_to_cost(plan: Plan, setting: Setting, box: Box, notes: Notes) -> Iterator[Line]:
    width = setting.width
    yield (Span(f"Back to {box.name}", Look.HEADING),)
    ask = "Now that we know what we hold, what we do and who helps: is this still all that we pay?"
    yield from wrapped(ask, width)
    yield from _plain(notes, box)
    yield EMPTY
    yield from SumsTable(plan, width).lines()
    yield from missing_lines(plan, width)


def _plain(notes: Notes, box: Box) -> Iterator[Line]:
    for note in box.notes[:MOST]:
        yield from notes.plain(note)
    yield from counted(box.notes)
    if not box.notes:
        yield (Span("nothing yet", Look.WEAK),)


def _box(plan: Plan, setting: Setting, box: Box) -> Iterator[Line]:
    """One box with all that is said of its notes."""
    notes = Notes(plan, setting)
    half = BUYERS if box.number <= _HALF else MAKERS
    title: list[Line] = [(Span(box.name.upper(), Look.HEADING),)]
    yield from in_brackets(title, f"{half.lower()}, box {box.number} of 9", setting.width)
    yield from legend(setting.width)
    for note in box.notes[:MOST]:
        yield EMPTY
        yield from notes.whole(note)
    yield from counted(box.notes)
    if not box.notes:
        yield EMPTY
        yield (Span("nothing yet", Look.WEAK),)
    yield EMPTY
    yield from signs_legend(setting.width)
