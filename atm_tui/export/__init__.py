"""Ways to hand a plan over: pure functions from a plan to text or bytes, one file a format."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from atm_tui.errors import AtmError

if TYPE_CHECKING:
    from atm_tui.model.plan import Plan


@dataclass(frozen=True)
class Format:
    """One format.

    Attributes:
        name: As it is asked for on the command line.
        suffix: How its files end.
        title: Its name on screen.
        is_text: Whether it is text and not bytes, so that it can go to a clipboard.
        make: Makes it of a plan, a tool's id (all without) and a day; loads what it needs only then.
    """

    name: str
    suffix: str
    title: str
    is_text: bool
    make: Callable[["Plan", str, date], str | bytes]


def _markdown(plan: "Plan", tool: str, today: date) -> str:
    from atm_tui.export.markdown import markdown  # noqa: PLC0415 - only what is used is loaded

    return markdown(plan, tool=tool, today=today)


def _text(plan: "Plan", tool: str, today: date) -> str:
    from atm_tui.export.text import text  # noqa: PLC0415 - only what is used is loaded

    return text(plan, tool=tool, today=today)


def _json(plan: "Plan", tool: str, _today: date) -> str:
    from atm_tui.export.data import as_json  # noqa: PLC0415 - only what is used is loaded

    return as_json(plan, tool=tool)


def _csv(plan: "Plan", tool: str, _today: date) -> bytes:
    from atm_tui.export.tables import csv_zip  # noqa: PLC0415 - only what is used is loaded

    return csv_zip(plan, tool=tool)


FORMATS: Final = {
    one.name: one
    for one in (
        Format("md", ".md", "Markdown", is_text=True, make=_markdown),
        Format("txt", ".txt", "Plain text", is_text=True, make=_text),
        Format("json", ".json", "Data (JSON)", is_text=True, make=_json),
        Format("csv", ".zip", "Tables (CSV in a zip)", is_text=False, make=_csv),
    )
}
"""Every format by its name; a new one is one file and one line here."""


def render(plan: "Plan", name: str, *, tool: str = "", today: date) -> str | bytes:
    """A plan, or one tool of it, in a format.

    Raises:
        AtmError: There is no such format or tool.
    """
    if name not in FORMATS:
        raise AtmError(f"There is no format '{name}'. Use one of: {', '.join(FORMATS)}.")
    return FORMATS[name].make(plan, tool, today)
