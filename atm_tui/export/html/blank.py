"""Blank sheets of every tool to be filled by hand, with the questions of the records' own descriptions.

They hold nobody's words: the same sheets come from any plan.
"""

from collections.abc import Iterator
from typing import Final

from atm_tui.export.html.canvas import box, framed
from atm_tui.export.html.page import code, page, plain
from atm_tui.export.html.sheets import poster, stream
from atm_tui.export.html.spectrum import half_circle
from atm_tui.export.html.trees import BANDS, MIDDLES
from atm_tui.export.order import Order
from atm_tui.export.view import chosen
from atm_tui.guide import guide
from atm_tui.model.choices import BLOCKS, WEDGES
from atm_tui.model.plan import Plan
from atm_tui.model.record import Record
from atm_tui.model.spec import Spec
from atm_tui.stage import Step, Tool

ROWS: Final = 8
"""Empty rows of a table's sheet."""

MOST_COLUMNS: Final = 6
_HIGH: Final = 120
"""Millimetres that the rows of a sheet have together."""

_TALLEST: Final = 15
_LINES: Final = 7
_BESIDES: Final = 5
"""Questions at the foot of a table's sheet for which it has no column."""

NOT_BY_HAND: Final = ("own-questions", "asides", "boat")
"""Steps that nobody fills on a wall; the boat is drawn on the river's own sheet."""


def blank(_plan: Plan, order: Order) -> str:
    """The empty sheets of the stage, or of one of its tools, as one page to print.

    Raises:
        AtmError: There is no such tool.
    """
    sheets = [sheet for tool in chosen(order.tool) for sheet in _sheets(tool)]
    return page("Blank sheets", "\n".join(sheets), "drawn", "sheets")


def _sheets(tool: Tool) -> Iterator[str]:
    """The sheets of a tool, one a step; the canvas is one for all of its boxes."""
    if tool.id == "canvas":
        yield _canvas(tool)
        return
    for step in tool.steps:
        if step.id in NOT_BY_HAND:
            continue
        match step.page:
            case "tree":
                yield _tree(step)
            case "question":
                yield _question(tool, step)
            case "sheet" if step.id == "river":
                yield _river(tool, step)
            case "sheet" if step.id == "spectrum":
                yield _spectrum(tool, step)
            case "sheet":
                yield _form(tool, step)
            case _:
                yield _table(tool, step)


def _poster(tool: Tool, step: Step, inner: str, kind: str = "") -> str:
    aside = tool.title if step.title != tool.title else ""
    return poster(step.title, aside, inner, f"blank {kind}")


def _asked(step: Step, most: int = 1) -> str:
    """What to ask the group at a step, above the sheet."""
    return f'<p class="ask">{plain(" ".join(guide(step.id).ask[:most]))}</p>'


# Tables ------------------------------------------------------------------------------------------
def _table(tool: Tool, step: Step) -> str:
    """Numbered rows, a column for each field that a list shows, its question at the top."""
    kind = step.kind
    shown = {name: spec for name, spec in kind.specs().items() if not spec.private and name != step.where[0]}
    columns = [name for name, spec in shown.items() if spec.column][:MOST_COLUMNS]
    widths = [_wide(shown[name]) for name in columns]
    sizes = "".join(f'<col style="width:{100 * wide / (sum(widths) + 7):.1f}%">' for wide in widths)
    head = "".join(f'<th scope="col">{_label(shown[name])}</th>' for name in columns)
    given = [word for _, word in kind.presets()]
    count = len(given) or ROWS
    rows = []
    for number in range(1, count + 1):
        cells = (plain(given[number - 1]) if name == kind.preset_field else "" for name in columns)
        rows.append(
            f'<tr><th scope="row">{code(_spoken(kind, number))}</th>'
            + "".join(f"<td>{cell}</td>" for cell in cells)
            + "</tr>"
        )
    row = min(_TALLEST, _HIGH // count)
    return _poster(
        tool,
        step,
        f'<div class="fill" style="--row:{row}mm"><table><colgroup><col style="width:7%">{sizes}</colgroup>'
        f"<thead><tr><th></th>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
        f"{_besides([spec for name, spec in shown.items() if name not in columns])}</div>",
    )


def _spoken(kind: type[Record], number: int) -> str:
    """A row's number, printed beforehand; empty where numbers depend on what is written."""
    return f"{kind.prefix}{number:0{kind.digits}}" if kind.prefix else str(number)


def _wide(spec: Spec) -> int:
    """How wide a column is to be, beside the others: by hand, long words take more."""
    return max(12, min(spec.column, 30))


def _label(spec: Spec) -> str:
    words = [word for value, word in spec.choices if value]
    offered = f"<small>({plain(' / '.join(words))})</small>" if 0 < len("".join(words)) <= 50 else ""
    return f"{plain(spec.label)}<small>{plain(spec.ask)}</small>{offered}"


def _besides(specs: list[Spec]) -> str:
    """What the plan is weak without and no column has room for."""
    asked = [f"<b>{plain(spec.label)}:</b> {plain(spec.ask)}" for spec in specs if spec.weak]
    return f'<p class="more">Ask also. {" ".join(asked[:_BESIDES])}</p>' if asked else ""


# Sheets ------------------------------------------------------------------------------------------
def _form(tool: Tool, step: Step) -> str:
    names = step.fields or tuple(step.kind.specs())
    specs = [step.kind.specs()[name] for name in names]
    lines = "".join(f'<div class="line">{_line(spec)}</div>' for spec in specs if not spec.private)
    return _poster(tool, step, f'<div class="lines fill">{lines}</div>')


def _line(spec: Spec) -> str:
    ticks = "".join(f'<span class="tick">{plain(word)}</span>' for value, word in spec.choices if value)
    return f"<b>{plain(spec.label)}</b><small>{plain(spec.ask)}</small>{ticks}"


def _question(tool: Tool, step: Step) -> str:
    """A closing question, lines to answer it on, and how it was agreed."""
    specs = step.kind.specs()
    question = specs[step.kind.preset_field].word(step.where[1])
    agreed = f'<div class="line">{_line(specs["method"])}</div>' if "method" in specs else ""
    lines = "<div></div>" * _LINES
    return _poster(tool, step, f'<h3>{plain(question)}</h3><div class="answer fill">{lines}</div>{agreed}')


# Pictures ----------------------------------------------------------------------------------------
def _canvas(tool: Tool) -> str:
    asked = {step.where[1]: guide(step.id).ask for step in tool.steps if step.where[0]}
    boxes = "".join(
        box(block, number, title, f"<small>{plain(asked[block][0])}</small>")
        for number, (block, title) in enumerate(BLOCKS, 1)
    )
    return poster(tool.title, "", f'<div class="canvas fill">{framed(boxes)}</div>', "blank")


def _river(tool: Tool, step: Step) -> str:
    stops = (code(f"ST{number}") for number in range(1, 7))
    return poster(
        tool.title,
        "Draw the boat where we are today.",
        f'{_asked(step)}<div class="ends fill"><div><b>Today</b></div>'
        f'<div class="course">{stream(stops)}</div><div><b>Future</b></div></div>',
        "blank",
    )


def _spectrum(tool: Tool, step: Step) -> str:
    places = [word for _, word in WEDGES]
    specs = step.kind.specs()
    return poster(
        tool.title,
        "",
        f'<div class="line">{_line(specs[step.kind.main()])}</div>'
        f'<div class="halves one fill">{half_circle(places, ())}</div>',
        "blank",
    )


def _tree(step: Step) -> str:
    kind = step.kind
    sides = [side for side, _ in kind.specs()["side"].choices]
    bands = []
    for side in [side for side in BANDS if side in sides][:3]:
        letters = kind.prefixes[side]
        codes = [letters] if side in MIDDLES else [f"{letters}{number}" for number in range(1, 5)]
        cards = "".join(f"<li>{code(spoken)}</li>" for spoken in codes)
        middle = ' class="middle"' if side in MIDDLES else ""
        bands.append(f"<div{middle}><p>{BANDS[side]}</p><ul>{cards}</ul></div>")
    return poster(
        step.title, "", f'{_asked(step, 2)}<div class="bands fill">{"".join(bands)}</div>', "blank hand"
    )
