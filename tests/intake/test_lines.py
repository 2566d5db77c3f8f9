"""Lines copied from a flipchart: what stands before and behind the words, how far they are moved in."""

from datetime import date

import pytest
from intakekit import TODAY, circle, said

from atm_tui.document import Document
from atm_tui.intake.lines import MOST_LINES, understand_lines
from atm_tui.intake.marks import Marks, marks_of
from atm_tui.intake.understood import Item, Understood, take
from atm_tui.model import KINDS
from atm_tui.model.action import Action
from atm_tui.model.indicators import Reading
from atm_tui.model.record import Record
from atm_tui.model.reflection import Message
from atm_tui.model.start import Participant
from atm_tui.model.trees import ProblemCard


def of(text: str, base: Record | None = None, document: Document | None = None) -> Understood:
    return understand_lines((document or circle()).plan, text, base or Action(), TODAY)


def one(line: str, document: Document | None = None) -> Item:
    (item,) = of(line, document=document).items
    return item


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("3. Buy yarn", "Buy yarn"),
        ("(3) Buy yarn", "Buy yarn"),
        ("- Buy yarn", "Buy yarn"),
        ("*Buy yarn", "Buy yarn"),
        ("-Buy yarn", "Buy yarn"),
        ("• 12) Buy yarn", "Buy yarn"),
        ("[ ] Buy yarn", "Buy yarn"),
        ("A09: Buy yarn", "Buy yarn"),
        ("-5 degrees is too cold", "-5 degrees is too cold"),
        ("+254 is the number to call", "+254 is the number to call"),
        ("2.5 kg of yarn", "2.5 kg of yarn"),
        ("3 looms to mend", "3 looms to mend"),
        ("A4 paper for labels", "A4 paper for labels"),
        ("ask the chief and/or the elders", "ask the chief and/or the elders"),
        ("write to circle@example.org", "write to circle@example.org"),
    ],
)
def test_what_stands_before_the_words_is_dropped_and_nothing_else(line: str, what: str) -> None:
    assert one(line).values == {"what": what}


@pytest.mark.parametrize(
    "line",
    [
        "Buy yarn @Zuhura /15 jan",
        "Buy yarn @zuhura mbeki /15/1",
        "Buy yarn /15 jan @W01",
        "@w1 Buy yarn /15 january 2027",
        "7. Buy @ZUHURA, yarn /15.1.2027",
    ],
)
def test_marks_for_who_and_when(line: str) -> None:
    document = circle()
    (found,) = said(document, of(line, document=document))
    assert found == {"what": "Buy yarn", "lead": "Zuhura Mbeki", "due": date(2027, 1, 15)}


def test_weeks_from_today_and_a_second_name_helps() -> None:
    document = circle()
    (found,) = said(document, of("Dye it @Zuhura @neema @tabu /+2w", document=document))
    assert found == {
        "what": "Dye it",
        "lead": "Zuhura Mbeki",
        "helpers": ["Neema Salu", "Tabu Okoth"],
        "due": date(2026, 7, 24),
    }


def test_a_name_that_is_not_known_is_kept_as_words() -> None:
    item = one("Dye it @Nobody here")
    assert item.record is not None
    assert item.record.unread == {"lead": "Nobody"}
    assert (item.values, item.sign) == ({"what": "Dye it here"}, "?")


def test_a_name_that_may_be_two_is_doubtful() -> None:
    document = circle()
    document.add(Participant(display_name="Neema Juma"))
    item = one("Dye it @neema", document)
    assert item.record is not None
    assert item.record.unread == {"lead": "neema"}
    assert "Neema Salu, Neema Juma" in item.said


def test_what_is_no_day_stays_in_the_words_or_is_kept_with_the_row() -> None:
    words, kept = of("Buy yarn /end of march\nDye it /32 jan").items
    assert words.values == {"what": "Buy yarn /end of march"}
    assert "'/end of march' is no day I know" in words.said
    assert kept.record is not None
    assert (kept.values, kept.record.unread) == ({"what": "Dye it"}, {"due": "32 jan"})


def test_a_line_without_words_is_not_taken() -> None:
    (item,) = of("@Zuhura /+2w").items
    assert (item.sign, item.words) == ("x", "@Zuhura /+2w")


def test_a_number_of_the_plan_changes_its_record() -> None:
    document = circle()
    action = document.add(Action(what="Buy yarn"))
    item = one("A01 Buy blue yarn @Zuhura", document)
    assert item.changes == "action A01"
    assert item.sign == "?", "another name under the same number"
    take(document, of("A01 Buy blue yarn @Zuhura", document=document))
    assert [row.name for row in document.plan.all(Action)] == ["Buy blue yarn"]
    assert document.undo() == "import of 1 action"
    assert document.plan.find(Action, action.id) == action


def test_the_same_words_again_are_not_doubled() -> None:
    document = circle()
    document.add(Action(what="Buy yarn"))
    found = of("buy YARN\nDye it\ndye it\nBuy yarn @Zuhura", document=document)
    assert [item.sign for item in found.items] == ["x", "+", "x", "~"]


def test_a_tree_by_dashes_by_blanks_and_by_numbers() -> None:
    for text in (
        "We sell late\n- no yarn\n-- the dealer comes rarely\n- weak colours",
        "We sell late\n  no yarn\n    the dealer comes rarely\n  weak colours",
        "1. We sell late\n1.1. no yarn\n1.1.1. the dealer comes rarely\n1.2. weak colours",
        "We sell late\n> no yarn\n>> the dealer comes rarely\n> weak colours",
        "We sell late\n\tno yarn\n\t\tthe dealer comes rarely\n\tweak colours",
    ):
        document = Document.new()
        take(document, of(text, ProblemCard(side="trunk"), document))
        cards = [(card.code, card.statement) for card in document.plan.all(ProblemCard)]
        assert cards == [
            ("P", "We sell late"),
            ("C1", "no yarn"),
            ("C1.1", "the dealer comes rarely"),
            ("C2", "weak colours"),
        ], text


def test_lines_of_a_tree_hang_on_cards_of_the_plan() -> None:
    document = Document.new()
    trunk = document.add(ProblemCard(statement="We sell late", side="trunk"))
    take(document, of("no yarn\nweak colours", ProblemCard(side="root", parent=trunk.id), document))
    take(document, of("no yarn\n- the dealer is far", ProblemCard(side="root", parent=trunk.id), document))
    assert [card.code for card in document.plan.all(ProblemCard)] == ["P", "C1", "C2", "C1.1"]


def test_readings_are_named_by_their_indicator() -> None:
    document = circle()
    (found,) = said(document, of("I1 24 /1 july @tabu", Reading(), document))
    assert (found["indicator"], found["amount"], found["on"]) == (
        "Homes with three meals",
        24,
        date(2026, 7, 1),
    )


def test_the_marks_come_from_the_records_own_descriptions() -> None:
    assert marks_of(Action) == Marks("lead", "helpers", "due")
    assert marks_of(Message) == Marks("by", "", "due")
    for kind in KINDS.values():
        marks = marks_of(kind)
        assert {marks.who, marks.others, marks.when} - {""} <= kind.specs().keys()


def test_more_lines_than_are_read_at_once_are_told() -> None:
    found = of("\n".join(f"line {number} of it" for number in range(MOST_LINES + 3)))
    assert len(found.items) == MOST_LINES
    assert "The last 3 lines" in found.notes[0]
