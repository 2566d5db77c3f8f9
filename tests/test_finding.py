"""Finding: every record is found by what stands in it, the likeliest first; what is private is not told."""

from datetime import datetime
from pathlib import Path

import pytest
from filled import filled, hostile
from hypothesis import given, settings
from hypothesis import strategies as st

from atm_tui.document import Document
from atm_tui.finding import MOST, Finder, folded
from atm_tui.model.action import Action
from atm_tui.model.allies import Ally
from atm_tui.model.bring import CostLine
from atm_tui.model.plan import Plan
from atm_tui.model.start import Participant
from atm_tui.model.typed import show
from atm_tui.stage import steps


@pytest.fixture
def plan() -> Plan:
    """A few records, each with words of its own."""
    document = Document.new()
    leads = document.add(Participant(display_name="Zoë Ndéye"))
    document.add(
        Action(code="A07", what="weigh the yarn", lead=leads.id, done_when="The scale is in the SHED")
    )
    document.add(Action(code="A17", what="buy a scale"))
    document.add(Ally(who="Hill bank", contact="behind the mill", private="yes"))
    document.add(CostLine(item="blue yarn", unread={"today": "about a bushel"}))
    return document.plan


def names(plan: Plan, typed: str) -> list[str]:
    """What is found, by name."""
    return [hit.name for hit in Finder(plan).find(typed)[0]]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("a07", ["weigh the yarn"]),
        ("A7", ["weigh the yarn"]),
        ("shed", ["weigh the yarn"]),
        ("scale shed", ["weigh the yarn"]),
        ("scale", ["buy a scale", "weigh the yarn"]),
        ("zoe", ["Zoë Ndéye", "weigh the yarn"]),
        ("NDÉYE", ["Zoë Ndéye", "weigh the yarn"]),
        ("yarn action", ["weigh the yarn"]),
        ("bushel", ["blue yarn"]),
        ("bank", ["Hill bank"]),
        ("yarn zebra", []),
    ],
)
def test_words_find_records_the_likeliest_first(plan: Plan, typed: str, found: list[str]) -> None:
    assert names(plan, typed) == found


def test_it_is_told_in_which_field_the_words_stand(plan: Plan) -> None:
    (hit,), number = Finder(plan).find("shed yarn")
    assert (hit.label, hit.text, hit.step.id, number) == (
        "Done when",
        "The scale is in the SHED",
        "actions",
        1,
    )


def test_a_private_field_is_looked_through_and_never_told(plan: Plan) -> None:
    (hit,), _ = Finder(plan).find("mill")
    assert (hit.name, hit.field, hit.label, hit.text) == ("Hill bank", "contact", "", "")


def test_a_sheet_that_is_spread_over_steps_is_found_where_the_words_are_written() -> None:
    document = Document.new()
    river = document.plan.rows("river")[0]
    document.set(river, {"metaphor": "a long road", "boat_note": "tied to a post"})
    finder = Finder(document.plan)
    assert [finder.find(words)[0][0].step.id for words in ("long road", "post", "the boat")] == [
        "river", "boat", "boat",
    ]  # fmt: skip


def test_without_a_word_what_was_written_last_comes_first(plan: Plan) -> None:
    last = plan.all(Action)[0]
    plan.put(
        "action", last.id, last.model_copy(update={"changed": datetime.fromisoformat("2099-01-01T00:00Z")})
    )
    assert names(plan, "  ")[0] == "weigh the yarn"


def test_of_many_only_the_first_are_given_and_all_are_counted() -> None:
    document = Document.new()
    for number in range(MOST + 50):
        document.add(CostLine(item=f"yarn {number}"))
    hits, number = Finder(document.plan).find("yarn")
    assert (len(hits), number) == (MOST, MOST + 50)


def test_a_long_text_is_shown_from_shortly_before_the_word() -> None:
    document = Document.new()
    document.add(CostLine(item="yarn", note="word " * 60 + "needle and thread"))
    (hit,), _ = Finder(document.plan).find("needle")
    assert "needle and thread" in hit.text
    assert len(hit.text) < 60


def test_every_record_of_a_filled_plan_is_found_by_every_word_in_it() -> None:
    plan = filled()
    finder = Finder(plan)
    for record in plan:
        for name, spec in record.specs().items():
            text = show(spec, record.value(name), plan)
            if text.strip():
                hits, number = finder.find(text)
                found = [hit.record.id for hit in hits]
                assert record.id in found or number > MOST, (record.table, name, text)


@given(words=st.lists(hostile(), min_size=1, max_size=3), typed=hostile())
@settings(max_examples=60, deadline=None)
def test_whatever_is_written_and_typed_is_found_or_not_and_harms_nothing(
    words: list[str], typed: str
) -> None:
    document = Document.new()
    for word in words:
        document.add(CostLine(item=word, note=word))
    finder = Finder(document.plan)
    for sought in (typed, *words):
        hits, number = finder.find(sought)
        assert len(hits) <= number
        for cost in document.plan.all(CostLine):
            if cost.note == sought.strip() and sought.strip():
                assert cost.id in {hit.record.id for hit in hits}


@given(st.text(max_size=40))
def test_case_and_accents_make_no_difference(text: str) -> None:
    assert folded(folded(text)) == folded(text)
    assert folded(text.casefold()) == folded(text)
    assert folded("É" + text) == "e" + folded(text)


def test_every_hit_of_the_worked_example_leads_to_a_step_that_shows_it(kijito: Path) -> None:
    plan = Document.read(kijito).plan
    hits, _ = Finder(plan).find("the")
    assert hits
    for hit in hits:
        assert hit.step in steps()
        assert hit.record in hit.step.rows(plan)
