"""The picture of the allies: everybody in the right wedge, what is asked, and who is kept off the wall."""

from datetime import timedelta

import pytest
from filled import TODAY
from golden import compare
from hypothesis import given, settings
from hypothesis import strategies as st

from atm_tui.document import Document
from atm_tui.example import example
from atm_tui.model.allies import Ally, AllySheet, Placement
from atm_tui.model.choices import WEDGES
from atm_tui.model.plan import Plan
from atm_tui.model.start import Participant
from atm_tui.pictures import ASCII, UNICODE, as_text, draw
from atm_tui.planio import plan_of

GLYPHS = {"ascii": ASCII, "unicode": UNICODE}
PLACES = [wedge for wedge, _ in WEDGES]
VIEWS = ("circle", "list", "requests")


@pytest.fixture
def doc() -> Document:
    return Document.new()


def shown(doc: Document, view: str = "circle", width: int = 80, height: int = 24) -> str:
    return as_text(draw(doc.plan, f"allies:{view}", width=width, height=height, today=TODAY))


def column(text: str, row: Ally) -> int:
    """Where an ally of middle weight stands in the half circle."""
    (line,) = (line for line in text.splitlines() if f"{row.code}**?" in line)
    return line.index(f"{row.code}**?")


# The half circle ---------------------------------------------------------------------------
@pytest.mark.parametrize("width", [60, 80, 132])
def test_our_side_is_left_and_the_other_right(doc: Document, width: int) -> None:
    rows = [doc.add(Ally(who=f"number {place}", wedge=place)) for place in reversed(PLACES)]
    order = [column(shown(doc, width=width), row) for row in reversed(rows)]
    assert order == sorted(order)
    assert len(set(order)) == 5


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(["", *PLACES]), max_size=60), st.integers(40, 140), st.integers(16, 60))
def test_everybody_is_named_whether_there_is_room_in_the_wedge_or_not(
    places: list[str], width: int, height: int
) -> None:
    doc = Document.new()
    rows = [doc.add(Ally(who=f"number {number}", wedge=place)) for number, place in enumerate(places)]
    picture = draw(doc.plan, "allies", width=width, height=height, today=TODAY)
    assert {spot.record for spot in picture.spots()} >= {row.id for row in rows}
    text = as_text(picture)
    assert all(row.name in text for row in rows)


def test_a_wedge_says_how_many_it_has_no_room_for(doc: Document) -> None:
    for _ in range(500):
        doc.add(Ally(who="weaver", wedge="neutral"))
    text = shown(doc)
    assert "neutral (500)" in text
    drawn = sum(text.split("====")[0].count(f"AL{number:02}*") for number in range(1, 501))
    assert f"neutral: and {500 - drawn} more" in text
    assert drawn > 5


def test_weight_doubt_and_the_wished_step_are_signs_beside_the_number(doc: Document) -> None:
    doc.add(Ally(who="Leila", wedge="neutral", target_wedge="passive ally", influence="3", sure="know"))
    doc.add(Ally(who="Musa", wedge="neutral", target_wedge="neutral", influence="1", sure="think"))
    text = shown(doc)
    assert " <AL01*** " in text
    assert " AL02*? " in text


def test_where_somebody_stood_before_is_kept_in_brackets(doc: Document) -> None:
    row = doc.add(Ally(who="Musa", wedge="active ally"))
    for place, day in (("neutral", 1), ("active opposition", 9), ("active ally", 12)):
        doc.add(Placement(ally=row.id, wedge=place, on=TODAY.replace(day=day)))
    text = shown(doc)
    assert text.count("(AL01)") == 2  # in the wedge, and in what the signs mean
    line = next(line for line in text.splitlines() if "(AL01)" in line)
    assert line.index("(AL01)") > 40  # the last other place, on the far side
    assert "was active opposition" in shown(doc, "list")


def test_who_is_not_placed_yet_stands_in_no_wedge(doc: Document) -> None:
    doc.add(Ally(who="Musa"))
    text = shown(doc)
    assert "AL01" not in text.split("====")[0]
    assert "[!] not placed yet (1)\n  AL01 Musa" in text


# Words -------------------------------------------------------------------------------------
@pytest.mark.parametrize("view", VIEWS)
def test_softer_words_are_used_everywhere_if_the_group_wants_them(doc: Document, view: str) -> None:
    doc.add(Ally(who="Bakari", wedge="active opposition", target_wedge="passive opposition", request="Buy"))
    assert "active opposition" in shown(doc, view)
    doc.set(doc.plan.one(AllySheet), {"soft": "yes"})
    text = shown(doc, view)
    assert "against" in text
    assert "opposition" not in text


def test_what_it_is_about_is_said_or_asked_for(doc: Document) -> None:
    assert "[!] For or against what?" in shown(doc)
    doc.set(doc.plan.one(AllySheet), {"issue": "Written terms"})
    assert "For: Written terms" in shown(doc)


# Requests ----------------------------------------------------------------------------------
def request(doc: Document, **values: object) -> list[str]:
    asked = {"who": "Leila", "wedge": "neutral", "target_wedge": "passive ally"}
    doc.add(Ally.model_validate(asked | values))
    return shown(doc, "requests").splitlines()[3:-2]


def test_a_request_says_who_asks_and_by_when(doc: Document) -> None:
    who = doc.add(Participant(display_name="Asha"))
    lines = request(doc, request="Come and see", asked_by=who.id, by=TODAY + timedelta(5))
    assert lines == ["[ ] AL01 Leila", "    neutral > passive ally", "    Please: Come and see",
                     "    Asha asks by 15 Jul"]  # fmt: skip


def test_a_late_request_is_called_late_until_it_is_answered(doc: Document) -> None:
    lines = request(doc, request="Come", by=TODAY - timedelta(1))
    assert lines[0].startswith("[!]")
    assert lines[-1] == "    [!] nobody asks yet, by 9 Jul, which is late"
    (row,) = doc.plan.all(Ally)
    doc.set(row, {"answer": "After the fair"})
    text = shown(doc, "requests")
    assert "late\n" not in text
    assert "    Answer: After the fair" in text


def test_a_wished_step_without_a_request_says_so(doc: Document) -> None:
    lines = request(doc)
    assert lines[0].startswith("[!]")
    assert lines[-1] == "    [!] no request for the wished step"


def test_who_came_where_we_wished_is_done(doc: Document) -> None:
    row = doc.add(Ally(who="Musa", wedge="passive ally", target_wedge="neutral", request="One task"))
    doc.add(Placement(ally=row.id, wedge="passive opposition", on=TODAY - timedelta(90)))
    text = shown(doc, "requests")
    assert "[x] AL01 Musa\n    stands where we wished: passive opposition > passive ally\n" in text


# Who is only for us ------------------------------------------------------------------------
@pytest.mark.parametrize("view", VIEWS)
def test_who_is_only_for_us_stands_in_no_other_view(doc: Document, view: str) -> None:
    row = doc.add(Ally(who="the lender", wedge="active opposition", private="yes", request="Wait",
                       target_wedge="neutral"))  # fmt: skip
    doc.add(Placement(ally=row.id, wedge="neutral", on=TODAY))
    text = shown(doc, view)
    assert "lender" not in text
    assert row.code not in text.split("weight of the word")[0]
    assert "the lender" in shown(doc, "own")


def test_an_answer_on_privacy_that_cannot_be_read_counts_as_yes(doc: Document) -> None:
    row = doc.add(Ally(who="the lender", wedge="neutral"))
    doc.set(row, {"unread": {"private": "hm"}})
    assert "lender" not in shown(doc)


# As they were looked at --------------------------------------------------------------------
def in_march() -> Plan:
    """The worked example as everybody stood at the beginning."""
    plan = plan_of(example())
    first: dict[str, Placement] = {}
    for row in plan.all(Placement):
        if row.ally in first:
            plan.put(row.table, row.id, None)
        first.setdefault(row.ally, row)
    for ally in plan.all(Ally):
        plan.put(ally.table, ally.id, ally.with_values({"wedge": first[ally.id].wedge}))
    return plan


@pytest.mark.parametrize("signs", GLYPHS)
def test_the_allies_before_anything_was_asked(signs: str) -> None:
    compare(
        "allies-march-80-" + signs, as_text(draw(in_march(), "allies", glyphs=GLYPHS[signs], today=TODAY))
    )
