"""The tools of the stage as pictures: pure functions from a plan to lines of spans.

Screens, exports and ``atm-tui show`` draw the same pictures. Nothing here knows a terminal.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from atm_tui.clean import clean_line
from atm_tui.errors import AtmError
from atm_tui.pictures.glyphs import ASCII, UNICODE, Glyphs
from atm_tui.pictures.picture import Line, Look, Picture, Span, Spot, as_text

if TYPE_CHECKING:
    from atm_tui.model.plan import Plan

__all__ = [
    "ASCII", "NARROWEST", "PICTURES", "UNICODE",
    "Glyphs", "Kind", "Line", "Look", "Picture", "Setting", "Span", "Spot", "as_text", "draw",
    "named", "next_picture", "next_view", "of_tool", "title",
]  # fmt: skip

NARROWEST: Final = 40
"""Cells; on less no picture can be read."""


@dataclass(frozen=True)
class Setting:
    """What a picture is drawn for.

    Attributes:
        width: Cells that no line goes beyond.
        height: Lines that are seen at once; a picture may have more, and chooses by it what to leave out.
        glyphs: The signs to draw with.
        today: The day on which it is looked at.
        view: Which of the picture's views; its first one by default.
    """

    width: int
    height: int
    glyphs: Glyphs
    today: date
    view: str = ""


@dataclass(frozen=True)
class Kind:
    """A kind of picture.

    Attributes:
        name: As it is asked for.
        title: Its name on screen.
        draw: Draws it; loads what it needs only then.
        tools: The tools of the stage that it shows, by their ids.
        views: Its views, if it has several: name, and title on screen. The first is the usual one.
    """

    name: str
    title: str
    draw: Callable[["Plan", Setting], Picture]
    tools: tuple[str, ...]
    views: tuple[tuple[str, str], ...] = ()


def _river(plan: "Plan", setting: Setting) -> Picture:
    from atm_tui.pictures.river import river  # noqa: PLC0415 - only what is drawn is loaded

    return river(plan, setting)


def _matrix(plan: "Plan", setting: Setting) -> Picture:
    from atm_tui.pictures.matrix import matrix  # noqa: PLC0415 - only what is drawn is loaded

    return matrix(plan, setting)


def _allies(plan: "Plan", setting: Setting) -> Picture:
    from atm_tui.pictures.allies import allies  # noqa: PLC0415 - only what is drawn is loaded

    return allies(plan, setting)


def _canvas(plan: "Plan", setting: Setting) -> Picture:
    from atm_tui.pictures.canvas import canvas  # noqa: PLC0415 - only what is drawn is loaded

    return canvas(plan, setting)


def _trees(plan: "Plan", setting: Setting) -> Picture:
    from atm_tui.pictures.trees import trees  # noqa: PLC0415 - only what is drawn is loaded

    return trees(plan, setting)


def _indicators(plan: "Plan", setting: Setting) -> Picture:
    from atm_tui.pictures.indicators import indicators  # noqa: PLC0415 - only what is drawn is loaded

    return indicators(plan, setting)


PICTURES: Final = {
    one.name: one
    for one in (
        Kind("river", "River of Change", _river, tools=("river",)),
        Kind(
            "matrix",
            "Action plan matrix",
            _matrix,
            tools=("matrix",),
            views=(
                ("stretch", "by stretch"),
                ("person", "by person"),
                ("week", "by week"),
                ("issue", "by issue"),
                ("cost", "by who gives"),
                ("market", "market points"),
            ),
        ),
        Kind(
            "canvas",
            "Business Model Canvas",
            _canvas,
            tools=("canvas",),
            views=(
                ("sheet", "on one sheet"),
                ("buyer", "buyer half"),
                ("producer", "producer half"),
                ("around", "with what is around it"),
                ("sums", "sums"),
                *((str(box), f"box {box}") for box in range(1, 10)),
            ),
        ),
        Kind(
            "trees",
            "Trees",
            _trees,
            tools=("problems", "solutions"),
            views=(("both", "both"), ("problem", "of problems"), ("solution", "of solutions")),
        ),
        Kind(
            "allies",
            "Spectrum of allies",
            _allies,
            tools=("allies",),
            views=(
                ("circle", "as half circle"),
                ("list", "as list"),
                ("requests", "what we ask"),
                ("own", "only for us"),
            ),
        ),
        Kind(
            "indicators",
            "Performance indicators",
            _indicators,
            tools=("indicators",),
            views=(
                ("dimension", "by dimension"),
                ("readings", "with all readings"),
                ("due", "to be counted"),
                ("wealth", "forms of wealth"),
            ),
        ),
    )
}
"""Every picture by its name; a new one is one file and one line here."""


def draw(
    plan: "Plan", name: str, *, width: int = 80, height: int = 24, glyphs: Glyphs = ASCII, today: date
) -> Picture:
    """A picture of a plan.

    It shows whatever the plan holds: what others may not see is taken out before
    (``export.seen.for_people``).

    Args:
        plan: The plan.
        name: A picture (``river``), or one of its views (``matrix:week``).
        width: Cells that no line goes beyond; ``NARROWEST`` at least.
        height: Lines that are seen at once.
        glyphs: The signs to draw with.
        today: The day on which it is looked at.

    Raises:
        AtmError: There is no such picture or view.
    """
    kind, view = named(name)
    return kind.draw(plan, Setting(max(width, NARROWEST), height, glyphs, today, view))


def named(name: str) -> tuple[Kind, str]:
    """The kind of picture and the view that a name means.

    Raises:
        AtmError: There is no such picture or view.
    """
    kind, _, view = name.partition(":")
    if kind not in PICTURES:
        raise AtmError(f"There is no picture '{clean_line(kind)}'. Use one of: {', '.join(PICTURES)}.")
    found = PICTURES[kind]
    views = [one for one, _ in found.views]
    if view and view not in views:
        known = ", ".join(f"{kind}:{one}" for one in views) or kind
        raise AtmError(f"There is no picture '{clean_line(name)}'. Use one of: {known}.")
    return found, view or next(iter(views), "")


def of_tool(tool: str) -> str:
    """The name of the picture that shows a tool of the stage; for all others the first one."""
    return next((name for name, kind in PICTURES.items() if tool in kind.tools), next(iter(PICTURES)))


def next_view(name: str, by: int) -> str:
    """The name of the picture's next view, or the one before; after the last one comes the first."""
    kind, view = named(name)
    views = [one for one, _ in kind.views]
    return f"{kind.name}:{views[(views.index(view) + by) % len(views)]}" if views else name


def next_picture(name: str) -> str:
    """The name of the next picture; after the last one comes the first."""
    names = list(PICTURES)
    return names[(names.index(named(name)[0].name) + 1) % len(names)]


def title(name: str) -> str:
    """What a picture, or one of its views, is called on screen."""
    kind, view = named(name)
    return " ".join(filter(None, (kind.title, dict(kind.views).get(view, ""))))
