"""One person's paper: what she does, gives, tells, asks and counts, and when we meet; no more."""

import re
from datetime import date

import pytest

from atm_tui.document import Document
from atm_tui.errors import AtmError
from atm_tui.example import example
from atm_tui.export import render
from atm_tui.export.order import PERSON, Order
from atm_tui.model.plan import Plan
from atm_tui.model.reflection import Message
from atm_tui.model.start import Participant
from atm_tui.planio import plan_of

DAY = date(2026, 7, 20)


def paper(plan: Plan, who: str) -> str:
    text = str(render(plan, "txt", Order(DAY, audience=PERSON, who=who)))
    return " ".join(re.sub("-{2,}|={2,}", "", text).split())


def kijito() -> Document:
    return Document(plan_of(example()))


@pytest.mark.parametrize("who", ["W05", "w05", "halima juma"])
def test_she_is_found_by_number_or_name(who: str) -> None:
    text = paper(kijito().plan, who)
    assert text.startswith("Halima Juma (W05) ")
    assert "A11 Pair each master weaver with one learner, Saturdays, by 29 Aug 2026" in text
    assert "Done when: Six learners have each finished" in text
    assert "With you: Mariam Shaka, Pendo Haule, Esther Wanja" in text
    assert "RS15 small loom, for A11" in text
    assert "CH13 Learners weave the plain middle, masters the ends, by 18 Jul 2026" in text
    assert "R3 after lot 3: Friday 28 August 2026" in text
    assert "A12" not in text


def test_all_that_she_has_to_do_stands_in_it() -> None:
    document = kijito()
    her = next(one for one in document.plan.all(Participant) if one.code == "W24")
    document.add(Message(what="Tell the husbands", by=her.id, due=date(2026, 7, 25)))
    text = paper(document.plan, "W24")
    assert "A09 Start child-minding rota and two fixed weaving mornings, by 1 May 2026 (late)" in text
    assert "You tell - TO4 Tell the husbands, by 25 Jul 2026" in text
    assert "You ask - AL05 Musa Kombo, husbands' spokesman: One care task" in text
    assert "You count - I9 Hours of unpaid care a day, average, by 28 Aug 2026" in text


def test_what_she_helps_with_says_who_leads() -> None:
    assert (
        "You help - A15 Weave, check, pack and deliver lot 3 (50), by 21 Aug 2026 (Mercy Atieno leads)"
        in (paper(kijito().plan, "W16"))
    )


def test_who_has_nothing_to_do_is_told_so() -> None:
    document = Document(Plan())
    with pytest.raises(AtmError, match="There are no people in this plan yet"):
        paper(document.plan, "W01")
    document.add(Participant(display_name="Rosa", kind="member"))
    assert "Nothing is written down for you yet." in paper(document.plan, "W01")
