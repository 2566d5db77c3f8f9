"""Minutes read well aloud, hold all of a meeting, and are told by mouth in under two minutes."""

from datetime import UTC, date, datetime

import pytest
from filled import HOSTILE, TODAY, filled

from atm_tui.document import Document
from atm_tui.errors import AtmError
from atm_tui.example import example
from atm_tui.export import render
from atm_tui.export.order import MEETING, Order
from atm_tui.export.seen import for_people
from atm_tui.export.spoken import LONGEST, MOST_WORDS, spoken
from atm_tui.export.told import agreed, counted
from atm_tui.export.wanted import gatherings, meeting_of
from atm_tui.model.action import Action
from atm_tui.model.gathering import Meeting, Slot
from atm_tui.model.plan import Plan
from atm_tui.model.reflection import Decision, Dots, Message, Parked
from atm_tui.model.start import Participant
from atm_tui.planio import plan_of


def kijito() -> Plan:
    return Document(plan_of(example())).plan


def minutes(plan: Plan, who: str = "") -> str:
    return " ".join(str(render(plan, "txt", Order(TODAY, audience=MEETING, who=who))).split())


def aloud(plan: Plan, who: str = "") -> str:
    return " ".join(str(render(plan, "spoken", Order(TODAY, audience=MEETING, who=who))).split())


def evening() -> Document:
    """A first meeting: two steps done, one decision with a low finger, an action, a parked question."""
    document = Document(Plan())
    add = document.add
    her = add(Participant(display_name="Zuhura", kind="member"))
    one = add(
        Meeting(what="River and actions", on=TODAY, begins="9:30", lasts=150, state="held", women=14, girls=1,
                first_time=2, spoke_women=9, spoke_men=1, facilitator=her.id)
    )  # fmt: skip
    add(Slot(what="The river", minutes=60, took=75, meeting=one.id))
    add(Slot(what="Song", minutes=5, meeting=one.id))
    add(
        Decision(what="We begin with thirty", method="fist of five", session=one.id, five=10, two=1,
                 heard="yes", note="she feared the rain", result="agreed")
    )  # fmt: skip
    action = Action(
        code="A01", what="Weigh the yarn", lead=her.id, due=date(2026, 7, 20), status="agreed",
        created=datetime(2026, 7, 10, 12, tzinfo=UTC), changed=datetime(2026, 7, 12, 12, tzinfo=UTC),
    )  # fmt: skip
    document.plan.put("action", action.id, action)
    add(Message(what="Tell those who could not come", by=her.id, session=one.id))
    add(Parked(what="A label of our own?", session=one.id))
    add(Meeting(what="The canvas", on=date(2026, 7, 17), begins="15:00", place="by the well"))
    return document


def test_minutes_hold_all_that_was_done_decided_and_promised() -> None:
    text = minutes(evening().plan)
    for words in (
        "minutes of ME1 River and actions", "Friday 10 July 2026, at 9:30", "Led by: Zuhura",
        "Fourteen women and one girl (two for the first time).", "Women nine times, men once.",
        "The river (75 minutes, 60 were planned)", "Song (5 minutes)", "DC1 We begin with thirty: agreed",
        "By fist of five: ten showed five fingers and one two.", "The low finger was heard first.",
        "She feared the rain.", "Zuhura A01 Weigh the yarn 20 Jul 2026", "PK1 A label of our own?",
        "ME2 The canvas: Friday 17 July 2026, at 15:00, by the well", "Tells the absent: Zuhura",
    ):  # fmt: skip
        assert words in text, words


def test_the_hand_over_says_it_in_short_sentences() -> None:
    text = aloud(evening().plan)
    for words in (
        "This is from our meeting on Friday 10 July.", "We met for this: River and actions.",
        "Fourteen women and one girl came.", "We did this: The river and Song.",
        "We decided: We begin with thirty. Whoever had doubts was heard first.",
        "Zuhura by 20 July: Weigh the yarn.", "We kept this for later: A label of our own?",
        "We meet again on Friday 17 July at 15:00.", "Zuhura tells those who could not come.",
    ):  # fmt: skip
        assert words in text, words


def test_nothing_is_told_as_agreed_while_a_low_finger_waits_or_more_are_against() -> None:
    document = Document(Plan())
    one = document.add(Meeting(what="The canvas", on=TODAY, state="held"))
    document.add(Decision(what="Go by lorry", method="fist of five", five=9, two=3, session=one.id))
    document.add(Decision(what="Buy a scale", method="majority", votes_for=2, against=9, session=one.id))
    document.add(Decision(what="Meet on Fridays", session=one.id))
    said, written = aloud(document.plan), minutes(document.plan)
    assert "We have not decided this yet: Go by lorry. Some doubts are not heard yet." in said
    assert "We have not decided this yet: Buy a scale." in said
    assert "We decided: Meet on Fridays." in said
    assert "DC1 Go by lorry: not decided yet" in written


def test_a_meeting_to_come_is_not_told_as_past() -> None:
    document = Document(Plan())
    document.add(Meeting(what="The canvas", on=TODAY))
    assert "It is for this: The canvas." in aloud(document.plan)


def test_the_last_meeting_held_is_meant_if_none_is_named() -> None:
    assert "minutes of R2 after lot 2" in minutes(kijito())
    assert "minutes of R1 after lot 1" in minutes(kijito(), "r1")
    text = minutes(kijito(), "R1")
    assert "R2 after lot 2: Friday 10 July 2026" in text
    assert "Tells the absent: Neema Salu" in text
    assert "By show of hands: seventeen for it, one against, one held back." in text
    assert "A01 Visit House of Indigo" not in text, "was promised long before"
    with pytest.raises(AtmError, match="There are: R1, R2, R3, R4"):
        minutes(kijito(), "R9")
    with pytest.raises(AtmError, match="No meeting is written down"):
        minutes(Document(Plan()).plan)


@pytest.mark.parametrize("words", HOSTILE)
def test_the_hand_over_stays_short_whatever_was_typed(words: str) -> None:
    plan = for_people(filled(lambda: words))
    for one in gatherings(plan):
        said = [sentence for part in spoken(plan, one) for sentence in part.sentences]
        assert sum(len(sentence.split()) for sentence in said) <= MOST_WORDS + 5 * LONGEST
        assert minutes(plan, one.id)


def test_much_is_counted_and_said_to_be_in_the_minutes() -> None:
    document = evening()
    meeting = meeting_of(document.plan, "")
    for number in range(60):
        document.add(Decision(what=f"We decide thing {number} of this evening", session=meeting.id))
    parts = spoken(document.plan, meeting)
    said = " ".join(sentence for part in parts for sentence in part.sentences)
    assert len(said.split()) <= MOST_WORDS + 5 * LONGEST
    assert "And fifty-seven more, in the minutes." in said
    assert "We meet again on Friday 17 July" in said


def test_what_was_passed_over_and_chosen_by_dots_is_told() -> None:
    document = Document(Plan())
    one = document.add(
        Decision(what="Which first?", method="dots", fist=1, passed_over="the bus leaves", women_only="yes")
    )
    document.add(Dots(what="yarn", dots=3, decision=one.id))
    document.add(Dots(what="looms", dots=7, decision=one.id))
    assert list(agreed(document.plan, one)) == [
        "By dots: one showed a fist.", "Dots: looms 7, yarn 3.",
        "Low fingers were passed over: the bus leaves.", "The women decided it alone.",
    ]  # fmt: skip
    waiting = document.add(Decision(what="And then?", method="fist of five", two=2))
    assert "The low fingers were not heard yet." in list(agreed(document.plan, waiting))


def test_counts_are_words_as_long_as_they_can_be_said() -> None:
    assert [counted(number) for number in (0, 1, 13, 20, 23, 99, 100, 1200)] == [
        "no", "one", "thirteen", "twenty", "twenty-three", "ninety-nine", "100", "1,200",
    ]  # fmt: skip
