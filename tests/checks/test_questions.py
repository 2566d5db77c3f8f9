"""The four closing questions: what counts as evidence, and how far each one is."""

from datetime import date
from decimal import Decimal

import pytest

from atm_tui import stage
from atm_tui.checks import Evidence, QuestionState, loose_ends, questions, state_of
from atm_tui.document import Document
from atm_tui.model.action import Action
from atm_tui.model.allies import Ally
from atm_tui.model.bring import CostLine, Piece
from atm_tui.model.canvas import CanvasNote
from atm_tui.model.closing import QUESTIONS, Answer
from atm_tui.model.indicators import Indicator
from atm_tui.model.plan import Plan
from atm_tui.model.reflection import Message, Rhythm, Session
from atm_tui.model.river import Milestone
from atm_tui.model.start import Participant, PlanSheet
from atm_tui.model.trees import ProblemCard

TODAY = date(2026, 7, 10)
THERE, MISSING = Evidence("there", holds=True, step="plan"), Evidence("missing", holds=False, step="plan")


@pytest.fixture
def doc() -> Document:
    return Document.new()


def state(doc: Document, name: str) -> QuestionState:
    return next(found for found in questions(doc.plan, TODAY) if found.id == name)


def evidence(doc: Document, name: str, at: int) -> tuple[str, bool, str]:
    piece = state(doc, name).evidence[at]
    return piece.text, piece.holds, piece.step


def answer(doc: Document, name: str, words: str = "In our own words") -> None:
    row = next(row for row in doc.plan.all(Answer) if row.question == name)
    doc.set(row, {"answer": words})


@pytest.mark.parametrize(
    ("words", "pieces", "expected"),
    [
        ("", [MISSING, MISSING], "not yet"),
        ("  \n", [MISSING], "not yet"),
        ("ours", [MISSING, MISSING], "partly"),
        ("", [THERE, MISSING], "partly"),
        ("", [THERE, THERE], "partly"),
        ("ours", [THERE, MISSING], "partly"),
        ("ours", [THERE, THERE], "answered"),
    ],
)
def test_the_rule_of_states(words: str, pieces: list[Evidence], expected: str) -> None:
    assert state_of(words, pieces) == expected


@pytest.mark.parametrize("plan", [Plan(), Document.new().plan])
def test_an_empty_plan_says_what_is_missing_for_every_question(plan: Plan) -> None:
    found = questions(plan, TODAY)
    assert [(one.number, one.id, one.question) for one in found] == [
        (number, *question) for number, question in enumerate(QUESTIONS, 1)
    ]
    for one in found:
        assert one.state == "not yet"
        assert one.answer.question == one.id
        assert len(one.evidence) >= 2
        assert not any(piece.holds for piece in one.evidence)
        for piece in one.evidence:
            assert stage.step(piece.step)
            assert piece.text.startswith("No") or " no " in piece.text or " not " in piece.text


def test_how_the_group_agreed_is_no_condition(doc: Document) -> None:
    doc.add(Session(occasion="After lot 1", on=TODAY))
    counter = doc.add(Participant(display_name="Neema"))
    doc.add(Indicator(title="Meals", target=Decimal(20), measured_by=counter.id))
    trunk = doc.add(ProblemCard(statement="We sell few scarves", side="trunk"))
    doc.add(ProblemCard(statement="Shades differ", side="root", parent=trunk.id))
    assert state(doc, "reflection").state == "partly"
    answer(doc, "reflection")
    assert state(doc, "reflection").state == "answered"
    assert state(doc, "reflection").answer.answer == "In our own words"
    assert "answer-method" in [finding.check for finding in loose_ends(doc.plan, TODAY)]


def test_the_answer_with_words_counts_of_two(doc: Document) -> None:
    doc.add(Answer(question="pilot", answer="Three lots"))
    assert state(doc, "pilot").answer.answer == "Three lots"
    assert state(doc, "pilot").state == "partly"


# 1 The business ----------------------------------------------------------------------------
def test_the_business_needs_buyers_value_money_and_partners(doc: Document) -> None:
    answer(doc, "business")
    for block in ("buyers", "value", "income", "costs", "partners"):
        assert state(doc, "business").state == "partly"
        doc.add(CanvasNote(note="A note", block=block))
    assert state(doc, "business").state == "answered"
    assert [piece.text for piece in state(doc, "business").evidence] == [
        "1 note on buyers",
        "1 note on what we offer",
        "1 note on income, 1 note on costs",
        "1 note on partners, our place in the chain",
    ]


def test_a_note_without_words_is_no_evidence(doc: Document) -> None:
    doc.add(CanvasNote(block="buyers"))
    assert evidence(doc, "business", 0) == ("No buyer stands on the canvas yet", False, "canvas-buyers")


def test_the_price_sheet_stands_for_income_and_costs(doc: Document) -> None:
    doc.set(doc.plan.one(Piece), {"price_planned": Decimal(950)})
    assert evidence(doc, "business", 2) == ("Nothing is written on costs yet", False, "canvas-costs")
    line = doc.add(CostLine(item="yarn"))
    assert not evidence(doc, "business", 2)[1]
    doc.set(line, {"planned": Decimal(260)})
    assert evidence(doc, "business", 2)[:2] == (
        "The price of one piece and its costs",
        True,
    )
    doc.set(doc.plan.one(Piece), {"price_planned": None})
    assert evidence(doc, "business", 2) == ("Nothing is written on income yet", False, "canvas-income")


# 2 The try-out -----------------------------------------------------------------------------
def test_actions_need_a_lead_and_a_date(doc: Document) -> None:
    lead = doc.add(Participant(display_name="Neema"))
    first = doc.add(Action(what="Visit", due=TODAY))
    assert evidence(doc, "pilot", 0) == ("No action has a lead and a date yet", False, "actions")
    doc.set(first, {"lead": lead.id})
    second = doc.add(Action(what="Dye", lead=lead.id))
    third = doc.add(Action(what="Weave", lead="deleted", due=TODAY))
    assert evidence(doc, "pilot", 0)[:2] == ("2 of 3 actions still lack a lead or a date: A02, A03", False)
    doc.set(second, {"due": TODAY})
    doc.set(third, {"status": "stopped"})
    assert evidence(doc, "pilot", 0)[:2] == ("2 actions, 2 with a lead and a date", True)


def test_milestones_need_a_date(doc: Document) -> None:
    row = doc.add(Milestone(statement="Lot 1 in the shop"))
    assert evidence(doc, "pilot", 1) == ("No milestone has a date yet", False, "milestones")
    doc.set(row, {"due": TODAY})
    assert evidence(doc, "pilot", 1)[:2] == ("1 milestone, 1 with a date", True)


def test_the_buyer_is_named_on_the_sheet_or_among_people_or_allies(doc: Document) -> None:
    doc.add(Ally(who="A quiet buyer", kind="buyer", private="yes"))
    assert evidence(doc, "pilot", 2) == ("No buyer is named yet", False, "plan")
    doc.add(Ally(who="The harbour shop", kind="buyer"))
    assert evidence(doc, "pilot", 2)[0] == "The buyer is The harbour shop"
    doc.add(Participant(display_name="Leila Haddad", kind="buyer"))
    assert evidence(doc, "pilot", 2)[0] == "The buyer is Leila Haddad"
    doc.set(doc.plan.one(PlanSheet), {"buyer": "House of Indigo", "season_date": date(2026, 9, 1)})
    assert evidence(doc, "pilot", 2)[:2] == (
        "The buyer is House of Indigo, who needs the goods by 1 Sep 2026",
        True,
    )


# 3 Reflection ------------------------------------------------------------------------------
def test_reflections_with_days_or_a_rhythm(doc: Document) -> None:
    doc.set(doc.plan.one(Rhythm), {"rhythm": "after every lot"})
    assert evidence(doc, "reflection", 0) == ("The rhythm of reflection: after every lot", True, "rhythm")
    doc.add(Session(occasion="Missed", on=TODAY, state="missed"))
    assert evidence(doc, "reflection", 0)[2] == "rhythm"
    doc.add(Session(occasion="After lot 1", on=TODAY, state="held"))
    assert evidence(doc, "reflection", 0) == ("1 reflection with a day", True, "sessions")
    doc.add(Session(occasion="After lot 3", on=date(2026, 9, 4)))
    doc.add(Session(occasion="After lot 2", on=date(2026, 8, 28)))
    assert evidence(doc, "reflection", 0)[0] == "3 reflections with a day, the next on 28 Aug 2026"


def test_indicators_need_a_target_and_somebody_who_counts(doc: Document) -> None:
    counter = doc.add(Participant(display_name="Rosa"))
    row = doc.add(Indicator(title="Meals", target=Decimal(20)))
    assert evidence(doc, "reflection", 1)[:2] == (
        "No indicator has a target and somebody who counts yet",
        False,
    )
    doc.add(Indicator(title="Stories", measure="story", measured_by=counter.id))
    assert evidence(doc, "reflection", 1)[0] == (
        "1 of 2 indicators still lack a target or somebody who counts: I1"
    )
    doc.set(row, {"measured_by": counter.id})
    assert evidence(doc, "reflection", 1)[:2] == (
        "2 indicators, 2 with a target and somebody who counts",
        True,
    )


def test_the_tree_needs_a_trunk_and_a_root(doc: Document) -> None:
    root = doc.add(ProblemCard(statement="Shades differ", side="root"))
    assert evidence(doc, "reflection", 2) == ("The problem tree has no trunk yet", False, "problems")
    doc.add(ProblemCard(statement="We sell few scarves", side="trunk"))
    assert evidence(doc, "reflection", 2)[:2] == ("The problem tree has its trunk and 1 root", True)
    doc.remove(root)
    assert evidence(doc, "reflection", 2)[0] == "The problem tree has no root yet"


# 4 The others ------------------------------------------------------------------------------
def test_guests_come_from_the_rhythm_the_reflections_and_the_allies(doc: Document) -> None:
    leila = doc.add(Participant(display_name="Leila Haddad", kind="buyer"))
    doc.set(doc.plan.one(Rhythm), {"guests": [f"ref:{leila.id}", "ref:deleted", " "]})
    assert evidence(doc, "others", 0) == ("1 guest named for our reflections", True, "rhythm")
    doc.add(Session(occasion="After lot 1", guests=[f"ref:{leila.id}", "the trade officer"]))
    doc.add(Ally(who="Hassan Pili", invite="yes"))
    doc.add(Ally(who="The lender", invite="no"))
    assert evidence(doc, "others", 0)[0] == "3 guests named for our reflections"


def test_allies_are_asked_or_told_something(doc: Document) -> None:
    doc.add(Message(what="New dates to the shop"))
    assert evidence(doc, "others", 1) == (
        "0 allies with a clear request, 1 message to pass on",
        True,
        "allies",
    )
    doc.add(Ally(who="The shop", request="Come and see"))
    assert evidence(doc, "others", 1)[0] == "1 ally with a clear request, 1 message to pass on"
