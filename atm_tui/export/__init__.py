"""Ways to hand a plan over: pure functions from a plan to text or bytes, one file a format."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from atm_tui.errors import AtmError
from atm_tui.export.order import AUDIENCES, MEETING, PERSON, Order

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
        make: Makes it of a plan as it was ordered; loads what it needs only then.
        needs: The module that makes it, if it comes with an extra; "" where nothing can be missing.
        extra: The extra that brings it.
    """

    name: str
    suffix: str
    title: str
    is_text: bool
    make: Callable[["Plan", Order], str | bytes]
    needs: str = ""
    extra: str = ""

    @property
    def missing(self) -> bool:
        """Whether what makes it is not installed."""
        from importlib.util import find_spec  # noqa: PLC0415 - only who chooses a format asks

        return bool(self.needs) and find_spec(self.needs) is None


def _markdown(plan: "Plan", order: Order) -> str:
    from atm_tui.export.markdown import markdown  # noqa: PLC0415 - only what is used is loaded

    return markdown(plan, order)


def _text(plan: "Plan", order: Order) -> str:
    from atm_tui.export.text import text  # noqa: PLC0415 - only what is used is loaded

    return text(plan, order)


def _json(plan: "Plan", order: Order) -> str:
    from atm_tui.export.data import as_json  # noqa: PLC0415 - only what is used is loaded

    return as_json(plan, order)


def _csv(plan: "Plan", order: Order) -> bytes:
    from atm_tui.export.tables import csv_zip  # noqa: PLC0415 - only what is used is loaded

    return csv_zip(plan, order)


def _docx(plan: "Plan", order: Order) -> bytes:
    from atm_tui.export.docx import docx  # noqa: PLC0415 - only what is used is loaded

    return docx(plan, order)


def _xlsx(plan: "Plan", order: Order) -> bytes:
    from atm_tui.export.xlsx import xlsx  # noqa: PLC0415 - only what is used is loaded

    return xlsx(plan, order)


def _html(plan: "Plan", order: Order) -> str:
    from atm_tui.export.html import html  # noqa: PLC0415 - only what is used is loaded

    return html(plan, order)


def _wall(plan: "Plan", order: Order) -> str:
    from atm_tui.export.html.wall import wall  # noqa: PLC0415 - only what is used is loaded

    return wall(plan, order)


def _blank(plan: "Plan", order: Order) -> str:
    from atm_tui.export.html.blank import blank  # noqa: PLC0415 - only what is used is loaded

    return blank(plan, order)


def _short(plan: "Plan", order: Order) -> str:
    from atm_tui.export.short import short  # noqa: PLC0415 - only what is used is loaded

    return short(plan, order)


def _spoken(plan: "Plan", order: Order) -> str:
    from atm_tui.export.spoken import hand_over  # noqa: PLC0415 - only what is used is loaded

    return hand_over(plan, order)


def _ics(plan: "Plan", order: Order) -> str:
    from atm_tui.export.calendar import ics  # noqa: PLC0415 - only what is used is loaded

    return ics(plan, order)


FORMATS: Final = {
    one.name: one
    for one in (
        Format("md", ".md", "Markdown", is_text=True, make=_markdown),
        Format("txt", ".txt", "Plain text", is_text=True, make=_text),
        Format("short", "-short.txt", "Short, for a phone message", is_text=True, make=_short),
        Format("spoken", "-spoken.txt", "A meeting, to be told aloud", is_text=True, make=_spoken),
        Format("html", ".html", "Web page, to print (HTML)", is_text=True, make=_html),
        Format("wall", "-wall.html", "Wall sheets (HTML)", is_text=True, make=_wall),
        Format("blank", "-blank.html", "Blank sheets (HTML)", is_text=True, make=_blank),
        Format("json", ".json", "Data (JSON)", is_text=True, make=_json),
        Format("ics", ".ics", "Calendar (iCalendar)", is_text=True, make=_ics),
        Format("csv", ".zip", "Tables (CSV in a zip)", is_text=False, make=_csv),
        Format("docx", ".docx", "Word", is_text=False, make=_docx, needs="docx", extra="office"),
        Format("xlsx", ".xlsx", "Excel", is_text=False, make=_xlsx, needs="xlsxwriter", extra="office"),
    )
}
"""Every format by its name; a new one is one file and one line here."""


def render(plan: "Plan", name: str, order: Order) -> str | bytes:
    """A plan in a format, as it was ordered.

    Raises:
        AtmError: There is no such format, tool, audience, person or meeting.
    """
    if name not in FORMATS:
        raise AtmError(f"There is no format '{name}'. Use one of: {', '.join(FORMATS)}.")
    if order.audience not in AUDIENCES:
        raise AtmError(f"There is no export for '{order.audience}'. Use one of: {', '.join(AUDIENCES)}.")
    goes_together(name, order)
    return FORMATS[name].make(plan, order)


def goes_together(name: str, order: Order) -> None:
    """See that what is asked for goes together.

    Raises:
        AtmError: It does not.
    """
    if order.narrowed and order.audience in (PERSON, MEETING):
        raise AtmError(
            f"A paper for one {order.audience} is always whole. Ask for no part, or make it for the group."
        )
    if name == "spoken" and (order.narrowed or order.audience == PERSON):
        raise AtmError("Only a meeting is told aloud. Make it for a meeting, and ask for no part.")
    if order.who and order.audience not in (PERSON, MEETING):
        raise AtmError(
            "A person or a meeting is named only if it is for one: add --for person or --for meeting."
        )
