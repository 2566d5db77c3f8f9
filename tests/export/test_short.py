"""A message fits a phone, begins with what is most useful, and is cut at whole items."""

from datetime import date

import pytest
from filled import HOSTILE, TODAY, filled
from hypothesis import given, settings
from hypothesis import strategies as st

from atm_tui.document import Document
from atm_tui.example import example
from atm_tui.export import render
from atm_tui.export.order import AUDIENCES, MEETING, PERSON, Order
from atm_tui.export.short import Section, message
from atm_tui.model.action import Action
from atm_tui.model.plan import Plan
from atm_tui.model.reflection import Decision
from atm_tui.planio import plan_of

DAY = date(2026, 7, 20)
LIMIT = 3_500


def order(audience: str) -> Order:
    return Order(DAY, audience=audience, who={PERSON: "W05", MEETING: "R2"}.get(audience, ""))


def short(plan: Plan, asked: Order) -> str:
    return str(render(plan, "short", asked))


@pytest.mark.parametrize("audience", AUDIENCES)
def test_every_audience_gets_one_that_fits(audience: str) -> None:
    text = short(Document(plan_of(example())).plan, order(audience))
    assert 200 < len(text) < LIMIT


def test_the_most_useful_comes_first() -> None:
    text = short(Document(plan_of(example())).plan, Order(DAY))
    heads = [line for line in text.split("\n") if line.isupper()]
    assert heads[:3] == ["WHO DOES WHAT BY WHEN", "WE MEET", "WE DECIDED"]
    assert "A15 Mercy Atieno: Weave, check, pack and deliver lot 3 (50) (by 21 Aug 2026)" in text


def test_of_a_meeting_the_promises_come_first() -> None:
    text = short(Document(plan_of(example())).plan, order(MEETING))
    heads = [line for line in text.split("\n") if line.isupper()]
    assert heads[:3] == ["WHO DOES WHAT BY WHEN", "NEXT TIME", "WHAT WE DECIDED"]
    assert "Tabu Okoth: CH12 Box opened only with three keys, at the Friday check, by 17 Jul 2026" in text


def test_one_tool_alone_is_a_message_too() -> None:
    text = short(Document(plan_of(example())).plan, Order(DAY, "problems"))
    assert "P We sell few scarves" in text
    assert "Weave, check" not in text


def test_what_is_too_much_is_counted_and_no_section_starves() -> None:
    document = Document(Plan())
    for number in range(500):
        document.add(Action(what=f"Do thing {number}", status="agreed"))
    document.add(Decision(what="We go on"))
    text = short(document.plan, Order(DAY))
    assert len(text) < LIMIT
    assert "We go on (agreed)" in text
    shown = sum("Do thing" in line for line in text.split("\n"))
    assert f"and {500 - shown} more\n" in text
    assert shown > 50


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("audience", AUDIENCES)
def test_whatever_was_typed_it_fits(words: str, audience: str) -> None:
    who = {PERSON: "participant-1", MEETING: "session-1"}.get(audience, "")
    assert len(short(filled(lambda: words), Order(TODAY, audience=audience, who=who))) < LIMIT


sections = st.lists(
    st.tuples(st.text(max_size=30), st.lists(st.text(max_size=400), max_size=60)), max_size=30
)


@settings(max_examples=60, deadline=None)
@given(sections)
def test_each_item_is_told_whole_or_counted(given_: list[tuple[str, list[str]]]) -> None:
    held = [Section(title, items) for title, items in given_]
    text = message("Group", held)
    assert len(text) < LIMIT
    for section in held:
        if section.taken:
            told = [section.items[number] for number in sorted(section.taken)]
            left = len(section.items) - len(told)
            assert "\n".join([*told, *([f"and {left} more"] if left else [])]) in text
