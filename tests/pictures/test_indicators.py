"""The picture of the indicators: bars that are right for every direction, and words beside them."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from filled import TODAY
from golden import compare
from hypothesis import given
from hypothesis import strategies as st

from atm_tui.document import Document
from atm_tui.model.indicators import Dimensions, Indicator, Reading
from atm_tui.model.reflection import Session
from atm_tui.model.start import Participant
from atm_tui.pictures import ASCII, UNICODE, as_text, draw
from atm_tui.pictures.indicators_bar import AROUND, BACK, bar, share_words, state
from atm_tui.pictures.rows import length

GLYPHS = {"ascii": ASCII, "unicode": UNICODE}
ROOM = 10
WEEK = timedelta(days=7)


def indicator(baseline: str = "", target: str = "", direction: str = "", **values: object) -> Indicator:
    ends = {name: Decimal(value) for name, value in (("baseline", baseline), ("target", target)) if value}
    return Indicator.model_validate({"title": "It", "direction": direction} | ends | values)


def readings(*amounts: str) -> list[Reading]:
    return [Reading(amount=Decimal(amount), on=TODAY) for amount in amounts]


def drawn(one: Indicator, *amounts: str) -> str:
    return "".join(span.text for span in bar(one, readings(*amounts), ROOM, ASCII))


@pytest.fixture
def doc() -> Document:
    return Document.new()


def shown(doc: Document, name: str = "indicators", width: int = 80) -> str:
    return as_text(draw(doc.plan, name, width=width, today=TODAY))


# The bar -----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("baseline", "target", "amounts", "picture"),
    [
        ("0", "10", (), "     |..........|  "),
        ("0", "10", ("0",), "     |1.........|  "),
        ("0", "10", ("5",), "     |#####1....|  "),
        ("10", "0", ("5",), "     |#####1....|  "),  # less is better: the bar fills all the same
        ("0", "10", ("2", "5"), "     |##1##2....|  "),
        ("0", "10", ("8", "5"), "     |#####2..1.|  "),
        ("0", "10", ("10",), "     |##########1  "),
        ("0", "10", ("11",), "     |##########|1 "),
        ("0", "10", ("99",), "     |##########|#1"),
        ("0", "10", ("-4",), "  1<<|..........|  "),
        ("10", "0", ("14",), "  1<<|..........|  "),
        ("0", "10", ("-99",), "1<<<<|..........|  "),
        ("5", "5", ("5",), "     |##########|  "),
        ("5", "5", ("6",), "     |..........|  "),
        ("", "10", ("6",), "     |..........|  "),
        ("0", "", ("6",), "     |..........|  "),
    ],
)
def test_the_baseline_is_left_and_the_target_right(
    baseline: str, target: str, amounts: tuple[str, ...], picture: str
) -> None:
    assert drawn(indicator(baseline, target), *amounts) == picture


def test_only_the_last_nine_readings_have_a_digit() -> None:
    picture = drawn(indicator("0", "10"), *map(str, range(11)))
    assert "".join(sign for sign in picture if sign.isdigit()) == "123456789"


NUMBERS = st.decimals(
    min_value=Decimal("-9E24"), max_value=Decimal("9E24"), allow_nan=False, allow_infinity=False, places=3
)


@given(NUMBERS, NUMBERS, st.lists(NUMBERS, max_size=12), st.sampled_from(["", "up", "down", "keep"]))
def test_a_bar_is_as_wide_as_any_other_and_on_the_right_side(
    baseline: Decimal, target: Decimal, amounts: list[Decimal], direction: str
) -> None:
    one = Indicator(title="It", baseline=baseline, target=target, direction=direction)
    rows = [Reading(amount=amount, on=TODAY) for amount in amounts]
    spans = bar(one, rows, ROOM, ASCII)
    assert length(spans) == ROOM + AROUND
    text = "".join(span.text for span in spans)
    if amounts and target != baseline:
        away = (amounts[-1] - baseline) * (target - baseline) < 0
        assert (text[BACK - 1] == "<" or text[:BACK].strip() != "") >= away
        assert ("#" in text) <= (not away)


# Words -------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("baseline", "target", "amount", "words"),
    [
        ("0", "1000", "-1", "-1%"),  # never "0%" for a step the wrong way
        ("0", "1000", "999", "99%"),  # nor "100%" for what is not reached
        ("0", "1000", "1000", "100%"),
        ("0", "1000", "2500", "250%"),
        ("0", "1", "1000000", "more than 9,999%"),
        ("0", "1", "-1000000", "less than -9,999%"),
        ("5", "5", "5", ""),
        ("", "5", "5", ""),
    ],
)
def test_the_share_in_words(baseline: str, target: str, amount: str, words: str) -> None:
    assert share_words(indicator(baseline, target), Decimal(amount)) == words


@pytest.mark.parametrize(
    ("one", "amounts", "said"),
    [
        (indicator("0", "10"), ("4", "6"), ("[>]", "on the way")),
        (indicator("0", "10"), ("6", "4"), ("[!]", "the wrong way")),
        (indicator("10", "0"), ("11",), ("[!]", "the wrong way")),
        (indicator("0", "10"), ("10",), ("[x]", "reached")),
        (indicator("10", "0"), ("-3",), ("[x]", "reached")),
        (indicator("0", "10"), (), ("[ ]", "not counted again yet")),
        (indicator("", "10"), ("4",), ("[!]", "no first number yet")),
        (indicator("", "10", "up"), ("12",), ("[x]", "reached")),
        (indicator("3", ""), ("4",), ("[!]", "no target yet")),
        (indicator("5", "", "keep"), ("5",), ("[x]", "as it should stay")),
        (indicator("5", "5"), ("7", "6"), ("[!]", "not as it should stay")),
        (indicator("5", "10", "down"), ("6",), ("[!]", "should go down, but its target does not")),
        (indicator(measure="story"), (), ("[ ]", "told in words")),
    ],
)
def test_how_far_it_is_in_words(one: Indicator, amounts: Iterable[str], said: tuple[str, str]) -> None:
    assert state(one, readings(*amounts)) == said


def test_yes_and_no_are_words(doc: Document) -> None:
    one = doc.add(indicator("0", "1", measure="yes or no"))
    doc.add(Reading(indicator=one.id, amount=Decimal(1), on=TODAY))
    assert "1: yes on 10 Jul (100%)" in shown(doc)
    assert " no      |" in shown(doc)


def test_a_story_is_told_in_its_words(doc: Document) -> None:
    one = doc.add(indicator(measure="story"))
    doc.add(Reading(indicator=one.id, note="He carried water", on=TODAY))
    assert "10 Jul: He carried water" in shown(doc)
    assert "|" not in shown(doc)


def test_a_dimension_without_an_indicator_says_so(doc: Document) -> None:
    doc.set(doc.plan.one(Dimensions), {"second": "Our peace"})
    doc.add(indicator("1", "2", dimension="1"))
    text = shown(doc)
    assert "OUR PEACE\n[!] no indicator shows it yet" in text
    assert text.count("no indicator shows") == 2
    assert "In no dimension" not in text
    doc.add(indicator("1", "2"))
    assert "[!] In no dimension yet" in shown(doc)


# When --------------------------------------------------------------------------------------
def test_what_is_late_to_be_counted_comes_first(doc: Document) -> None:
    who = doc.add(Participant(display_name="Rosa"))
    doc.add(Session(occasion="Lot 1", on=TODAY - WEEK, state="held"))
    doc.add(Session(occasion="Lot 2", on=TODAY + WEEK, state="planned"))
    fresh = doc.add(indicator("1", "9", measured_by=who.id, baseline_date=date(2026, 3, 1)))
    doc.add(indicator("1", "9", baseline_date=date(2026, 3, 1)))
    doc.add(Reading(indicator=fresh.id, amount=Decimal(2), on=TODAY - WEEK))
    lines = [line for line in shown(doc, "indicators:due").splitlines() if line.startswith("[")]
    assert lines[0].startswith("[!] by now        I2")
    assert lines[1].startswith("[ ] by 17 Jul     I1")
    assert "Rosa counts, last counted 3 Jul" in shown(doc, "indicators:due")
    assert "[!] should have been counted by now" in shown(doc)


def test_what_was_just_counted_is_not_due_the_same_day(doc: Document) -> None:
    one = doc.add(indicator("1", "9", baseline_date=date(2026, 3, 1)))
    doc.add(Session(occasion="Lot 1", on=TODAY, state="held"))
    doc.add(Session(occasion="Lot 2", on=TODAY + 4 * WEEK, state="planned"))
    assert "by 10 Jul" in shown(doc, "indicators:due")
    doc.add(Reading(indicator=one.id, amount=Decimal(2), on=TODAY))
    assert "by 7 Aug" in shown(doc, "indicators:due")


# Wealth ------------------------------------------------------------------------------------
def test_a_form_of_wealth_is_touched_by_the_indicators_that_name_it(doc: Document) -> None:
    doc.add(indicator("1", "2", wealth=["natural"]))
    assert "1 of 8 forms of wealth are touched" in shown(doc)
    assert "[x] natural" in shown(doc)
    assert "[!] cultural" in shown(doc)
    (line,) = [line for line in shown(doc, "indicators:wealth").splitlines() if "natural" in line]
    assert line == "[x] natural         ..... ? of 5  I1"


# Odd ones ----------------------------------------------------------------------------------
@pytest.mark.parametrize("signs", GLYPHS)
def test_indicators_of_every_kind(doc: Document, signs: str) -> None:
    """As they were looked at: each direction, unknown ends, no number, a number too long."""
    doc.set(doc.plan.one(Dimensions), {"harm": "The peace in the house, and the field plots"})
    for title, one, amounts in (
        ("Goes down as wished", indicator("18", "10", "down", unit="litres"), ("15", "11")),
        ("Goes the wrong way", indicator("6.5", "5.5", "down", unit="hours"), ("6", "6.8")),
        ("Far beyond the target", indicator("1", "4", "up", unit="orders"), ("3", "12")),
        ("Stays as it should", indicator("24", "", "keep", unit="of 24"), ("24", "24")),
        ("Does not stay", indicator("24", "24", "keep", unit="of 24"), ("24", "21")),
        ("Nobody knows how much it is", indicator("", "40", "up", baseline_by=TODAY + WEEK), ("30",)),
        ("Nobody knows how much it should be", indicator("3", "", "up"), ("4",)),
        ("Not counted again", indicator("3", "5", "up", unit="1 to 5", measure="scale 1 to 5"), ()),
        ("The shop has signed", indicator("0", "1", "up", measure="yes or no"), ("0", "1")),
        ("What changed at home", indicator(measure="story"), ()),
        ("Money in all", indicator("0", "123456789012345", "up", unit="sh"), ("61728394506172",)),
        ("Its target contradicts", indicator("3", "5", "down"), ("4",)),
    ):
        row = doc.add(one.with_values({"title": title, "dimension": "1"}))
        for place, amount in enumerate(amounts):
            on = TODAY - (len(amounts) - place) * WEEK
            doc.add(Reading(indicator=row.id, amount=Decimal(amount), on=on))
    text = as_text(draw(doc.plan, "indicators", glyphs=GLYPHS[signs], today=TODAY))
    compare(f"indicators-odd-80-{signs}", text)
