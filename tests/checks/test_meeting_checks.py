"""The checks of meetings: they speak up, and they are quiet when the plan is mended."""

from datetime import date, timedelta

import pytest

from atm_tui.checks import loose_ends
from atm_tui.document import Document
from atm_tui.model.gathering import Meeting
from atm_tui.model.reflection import Session

TODAY = date(2026, 7, 10)


def said(document: Document, check: str) -> list[tuple[str, str, int]]:
    """What a check says, where, and how much it weighs."""
    return [
        (one.text, one.step, one.weight) for one in loose_ends(document.plan, TODAY) if one.check == check
    ]


def test_a_meeting_whose_day_has_passed() -> None:
    document = Document.new()
    row = document.add(Meeting(what="The river", on=TODAY - timedelta(days=1)))
    document.add(Meeting(what="The canvas", on=TODAY))
    text = "ME1 (The river): its day has passed; was it held?"
    assert said(document, "meeting-passed") == [(text, "meetings", 2)]
    document.set(row, {"state": "held"})
    assert not said(document, "meeting-passed")


@pytest.mark.parametrize(
    ("women", "men", "speaks"),
    [
        (2, 5, True),
        (0, 4, True),
        (None, 9, True),
        (2, 4, False),
        (0, 3, False),
        (9, 9, False),
        (5, None, False),
    ],
)
def test_men_who_speak_far_more_often_than_women(women: int | None, men: int | None, *, speaks: bool) -> None:
    document = Document.new()
    document.add(Meeting(what="The river", spoke_women=women, spoke_men=men))
    assert bool(said(document, "men-spoke")) is speaks


def test_it_holds_for_a_reflection_too() -> None:
    document = Document.new()
    document.add(Session(occasion="after lot 1", spoke_women=1, spoke_men=9))
    text = "R1 (after lot 1): men spoke 9 times, women 1; how can women be heard first?"
    assert said(document, "men-spoke") == [(text, "sessions", 3)]
