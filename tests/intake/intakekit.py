"""A plan that takes things in, and short ways to say what was understood for it."""

from datetime import date
from pathlib import Path
from typing import Any

from atm_tui.document import Document
from atm_tui.intake.understood import Item, Understood
from atm_tui.model.indicators import Indicator
from atm_tui.model.plan import Plan
from atm_tui.model.start import Participant

FILES = Path(__file__).parents[1] / "data" / "intake"
TODAY = date(2026, 7, 10)


def circle() -> Document:
    """A plan with four people of the worked example and two of its indicators."""
    document = Document.new()
    for name in ("Zuhura Mbeki", "Neema Salu", "Tabu Okoth", "Rehema Dao"):
        document.add(Participant(display_name=name))
    for title in ("Homes with three meals", "Income from weaving"):
        document.add(Indicator(title=title))
    return document


def stored(plan: Plan) -> dict[str, list[dict[str, Any]]]:
    """All that a plan holds, in the form of its file."""
    return Document(plan).content().tables


def said(document: Document, understood: Understood) -> list[dict[str, Any]]:
    """The values of what would be taken, records by their names."""
    then = understood.seen_in(document.plan)
    return [{name: _named(then, value) for name, value in item.values.items()} for item in understood.taken]


def _named(plan: Plan, value: Any) -> Any:
    if isinstance(value, list):
        return [_named(plan, one) for one in value]
    if isinstance(value, str):
        bare = value.removeprefix("ref:")
        return plan.named(bare) if plan.get(bare) else value
    return value


def refused(understood: Understood) -> list[Item]:
    """The rows that are not taken."""
    return [item for item in understood.items if item.record is None]
