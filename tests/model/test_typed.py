"""What people type becomes the value they mean, or a sentence; what is written can be typed again."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from atm_tui.errors import NotUnderstood
from atm_tui.model import KINDS
from atm_tui.model.plan import Plan
from atm_tui.model.record import in_bounds
from atm_tui.model.spec import Spec
from atm_tui.model.typed import (
    day_full,
    day_short,
    group_number,
    plain_number,
    read,
    read_count,
    read_day,
    read_number,
    show,
    warm_up,
    write,
)

TUESDAY = date(2026, 11, 24)
DAY = Spec("day", "Day", "On which day?")
NUMBER = Spec("number", "Cost", "How much?")
COUNT = Spec("count", "Women", "How many?")
DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))
NUMBERS = st.builds(
    lambda digits, scale, sign: (sign * Decimal(digits)).scaleb(-scale),
    st.integers(0, 10**15),
    st.integers(-3, 9),
    st.sampled_from([1, -1]),
)


# Days --------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("15 jan", date(2027, 1, 15)),
        ("jan 15", date(2027, 1, 15)),
        ("15/1", date(2027, 1, 15)),
        ("15.1.", date(2027, 1, 15)),
        ("15-1", date(2027, 1, 15)),
        ("15th of January", date(2027, 1, 15)),
        ("  15   JAN ", date(2027, 1, 15)),
        ("2027-01-15", date(2027, 1, 15)),
        ("15/01/2027", date(2027, 1, 15)),
        ("friday 15 january 2027", date(2027, 1, 15)),
        ("13/12", date(2026, 12, 13)),
        ("24 nov", TUESDAY),
        ("23 nov", date(2027, 11, 23)),
        ("25 nov", date(2026, 11, 25)),
        ("today", TUESDAY),
        ("tomorrow", date(2026, 11, 25)),
        ("yesterday", date(2026, 11, 23)),
        ("day after tomorrow", date(2026, 11, 26)),
        ("friday", date(2026, 11, 27)),
        ("fri", date(2026, 11, 27)),
        ("next Friday", date(2026, 11, 27)),
        ("this friday", date(2026, 11, 27)),
        ("on friday", date(2026, 11, 27)),
        ("last friday", date(2026, 11, 20)),
        ("tuesday", date(2026, 12, 1)),
        ("tues", date(2026, 12, 1)),
        ("last tuesday", date(2026, 11, 17)),
        ("+2w", date(2026, 12, 8)),
        ("+ 3 days", date(2026, 11, 27)),
        ("-1d", date(2026, 11, 23)),
        ("+1 month", date(2026, 12, 24)),
        ("+2y", date(2028, 11, 24)),
        ("in 2 weeks", date(2026, 12, 8)),
        ("next month", date(2026, 12, 24)),
        ("in a year", date(2027, 11, 24)),
        ("1 year ago", date(2025, 11, 24)),
        ("15 jan 2025", date(2025, 1, 15)),
        ("\u0661\u0665/\u0661", date(2027, 1, 15)),  # in Arabic digits
    ],
)
def test_a_day_as_people_say_it(typed: str, meant: date) -> None:
    assert read_day(typed, TUESDAY) == meant


@pytest.mark.parametrize(
    "typed", ["15 jan 27", "15/1/27", "15.1.27", "jan 15 27", "jan 15, 27", "15 jan '27"]
)
@pytest.mark.parametrize("past", [False, True])
def test_a_year_in_two_digits_is_of_this_century(typed: str, past: bool) -> None:
    assert read_day(typed, TUESDAY, past=past) == date(2027, 1, 15)


@pytest.mark.parametrize(("typed", "year"), [("15 jan 25", 2025), ("1/1/00", 2000), ("31/12/99", 2099)])
def test_a_year_in_two_digits_may_be_gone_by(typed: str, year: int) -> None:
    said = read_day(typed, TUESDAY)
    assert said is not None
    assert said.year == year


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("15 jan", date(2026, 1, 15)),
        ("24 nov", TUESDAY),
        ("25 nov", date(2025, 11, 25)),
        ("friday", date(2026, 11, 20)),
        ("tuesday", TUESDAY),
        ("last tuesday", date(2026, 11, 17)),
        ("next friday", date(2026, 11, 27)),
        ("yesterday", date(2026, 11, 23)),
    ],
)
def test_a_day_of_what_has_happened_is_the_last_such_day(typed: str, meant: date) -> None:
    assert read_day(typed, TUESDAY, past=True) == meant


@pytest.mark.parametrize("typed", ["", "  ", "?", "-", "unknown", "Unknown"])
def test_no_day_is_an_answer(typed: str) -> None:
    assert read_day(typed, TUESDAY) is None


@pytest.mark.parametrize(
    "typed",
    [
        "31/2", "30 feb", "29 feb 2027", "31 june", "31 apr 2027", "32 jan", "0 jan", "0/1", "1/0",
        "13/13", "1/15", "12/13/2027", "15", "2027", "jan 2027", "january", "q1 2027", "mid january",
        "monsoon", "month", "wedding", "sunflower", "market day", "soon", "when the rains end", "15 janvier",
        "12:30", "1700000000", "15 jan 99999", "0001-01-01", "9999-12-31", "+999y", "-999y", "+2 mangoes",
        "[/b]", "15 jan " * 10, "9" * 10_000, "x" * 10_000, "一月十五日",
    ],
)  # fmt: skip
def test_what_is_no_single_possible_day_is_refused_in_a_sentence(typed: str) -> None:
    with pytest.raises(NotUnderstood) as told:
        read_day(typed, TUESDAY)
    assert "15 jan" in str(told.value)
    assert typed[:10] in str(told.value)
    assert len(str(told.value)) < 120


@pytest.mark.parametrize(
    ("today", "typed", "meant"),
    [
        (date(2027, 1, 31), "+1m", date(2027, 2, 28)),
        (date(2028, 1, 31), "+1m", date(2028, 2, 29)),
        (date(2027, 3, 31), "-1m", date(2027, 2, 28)),
        (date(2026, 10, 31), "+2m", date(2026, 12, 31)),
        (date(2026, 12, 31), "+1m", date(2027, 1, 31)),
        (date(2027, 1, 31), "-1m", date(2026, 12, 31)),
        (date(2028, 2, 29), "+1y", date(2029, 2, 28)),
        (date(2028, 2, 29), "+4y", date(2032, 2, 29)),
        (date(2028, 2, 29), "29 feb", date(2028, 2, 29)),
        (TUESDAY, "29 feb", date(2028, 2, 29)),
        (date(2026, 12, 31), "tomorrow", date(2027, 1, 1)),
        (date(2026, 12, 31), "1 jan", date(2027, 1, 1)),
    ],
)
def test_ends_of_months_and_leap_days(today: date, typed: str, meant: date) -> None:
    assert read_day(typed, today) == meant


@given(DAYS, DAYS, st.booleans())
@settings(max_examples=150, deadline=None)
def test_a_written_day_is_read_back_on_any_day(value: date, today: date, past: bool) -> None:
    spec = Spec("day", "Day", "On which day?", past=past)
    assert read(spec, write(spec, value), today) == value
    assert read(spec, day_full(value), today) == value
    assert read(spec, value.isoformat(), today) == value


@given(st.text(max_size=30) | st.text("0123456789/.-+ janfebdwmy", max_size=15), DAYS, st.booleans())
@example("in 99999999 days", TUESDAY, False)
@example("1 jan 12:00 -99:99", TUESDAY, False)
@settings(max_examples=250, deadline=None)
def test_anything_typed_for_a_day_is_a_day_or_refused(typed: str, today: date, past: bool) -> None:
    try:
        said = read_day(typed, today, past=past)
    except NotUnderstood:
        return
    assert said is None or in_bounds(said)


@given(st.integers(0, 6), st.dates(date(2000, 1, 1), date(2100, 1, 1)))
@settings(max_examples=100, deadline=None)
def test_a_weekday_is_within_a_week_of_today(weekday: int, today: date) -> None:
    name = day_full(date(2026, 11, 23) + timedelta(days=weekday)).split()[0]
    coming, gone = read_day(name, today), read_day(name, today, past=True)
    assert coming is not None
    assert gone is not None
    assert coming.weekday() == gone.weekday() == weekday
    assert 1 <= (coming - today).days <= 7
    assert 0 <= (today - gone).days <= 6


def test_a_day_is_shown_short_and_in_full() -> None:
    assert day_short(date(2027, 1, 5)) == "5 Jan 2027"
    assert day_full(date(2027, 1, 15)) == "Friday 15 January 2027"


def test_a_day_is_read_the_same_after_warming_up() -> None:
    warm_up()
    warm_up()
    assert read_day("15 jan", TUESDAY) == date(2027, 1, 15)


# Numbers -----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1250", "1250"),
        ("1,250.50", "1250.50"),
        ("1.250,50", "1250.50"),
        ("1,250", "1250"),
        ("1.250", "1250"),
        ("1 250", "1250"),
        ("1\u00a0250", "1250"),
        ("1\u202f250,5", "1250.5"),
        ("1'250", "1250"),
        ("1,234,567", "1234567"),
        ("1.234.567,89", "1234567.89"),
        ("12,5", "12.5"),
        ("12.50", "12.50"),
        ("0.125", "0.125"),
        ("0,125", "0.125"),
        ("1.1250", "1.125"),
        ("-40", "-40"),
        ("-1,250.5", "-1250.5"),
        ("+7", "7"),
        ("- 5", "-5"),
        ("007", "7"),
        ("0", "0"),
    ],
)
def test_a_number_as_people_write_it(typed: str, meant: str) -> None:
    assert read_number(typed) == Decimal(meant)


@pytest.mark.parametrize("typed", ["", " ", "?", "-", "unknown"])
def test_no_number_is_an_answer(typed: str) -> None:
    assert read_number(typed) is None
    assert read_count(typed) is None


@pytest.mark.parametrize(
    "typed",
    [
        "about 5", "5-6", "1,250,50", "1,2,3", "1,25,000", "1,250.5.0", "1.2.3", "12,", ".5.", ",", "1e5",
        "0x10", "NaN", "inf", "½", "1/2", "5 %", "$5", "--5", "5-", "١٢", "९५०", "9" * 5000, "1." + "0" * 60,
        "1_000",
    ],
)  # fmt: skip
def test_what_is_no_single_number_is_refused_in_a_sentence(typed: str) -> None:
    with pytest.raises(NotUnderstood, match="no number I know") as told:
        read_number(typed)
    assert typed[:10] in str(told.value)
    assert len(str(told.value)) < 120


@given(NUMBERS)
@example(Decimal("1.125"))
@example(Decimal("-12.500"))
@example(Decimal("999.999"))
@example(Decimal("1234.125"))
@example(Decimal("1E+3"))
@example(Decimal("-0"))
@example(Decimal("1E-9"))
@settings(max_examples=400, deadline=None)
def test_a_number_that_is_written_or_shown_is_read_back_equal(value: Decimal) -> None:
    assert read(NUMBER, write(NUMBER, value), TUESDAY) == value
    assert read(NUMBER, show(NUMBER, value, Plan()), TUESDAY) == value


@pytest.mark.parametrize(
    ("value", "plain", "grouped"),
    [
        ("1250.50", "1250.5", "1,250.5"),
        ("1E+6", "1000000", "1,000,000"),
        ("-1234567.0", "-1234567", "-1,234,567"),
        ("0.10", "0.1", "0.1"),
        ("100", "100", "100"),
    ],
)
def test_a_number_is_shown_without_needless_zeros(value: str, plain: str, grouped: str) -> None:
    assert plain_number(Decimal(value)) == plain
    assert group_number(Decimal(value)) == grouped


@pytest.mark.parametrize("value", ["1E+999999", "-1E+999999", "1E-999999", "9" * 5000])
def test_a_number_of_a_broken_file_is_shown_as_it_stands_and_never_written_out(value: str) -> None:
    number = Decimal(value)
    assert plain_number(number) == group_number(number) == str(number)
    with pytest.raises(NotUnderstood):
        read_number(plain_number(number))


@given(st.text(max_size=40) | st.text("0123456789.,' -+", max_size=25))
@settings(max_examples=300, deadline=None)
def test_anything_typed_for_a_number_is_a_number_or_refused(typed: str) -> None:
    for reader in (read_number, read_count):
        try:
            value = reader(typed)
        except NotUnderstood:
            continue
        assert value is None or in_bounds(value)


@pytest.mark.parametrize(("typed", "meant"), [("24", 24), (" 1 250 ", 1250), ("0", 0), ("007", 7)])
def test_a_count_is_a_whole_number(typed: str, meant: int) -> None:
    assert read_count(typed) == meant
    assert write(COUNT, meant) == str(meant)


@pytest.mark.parametrize("typed", ["-1", "2.5", "1,250", "many", "٢٤", "1" * 10, "1" * 5000])
def test_what_is_no_count_is_refused_in_a_sentence(typed: str) -> None:
    with pytest.raises(NotUnderstood, match="no whole number") as told:
        read_count(typed)
    assert len(str(told.value)) < 120


# Words and choices -------------------------------------------------------------------------
def test_words_are_cleaned_as_their_field_needs() -> None:
    line, text = Spec("line", "What", "What?"), Spec("text", "Why", "Why?")
    assert read(line, " dye\n the \x1b[1mwool ", TUESDAY) == "dye the wool"
    assert read(text, "\n one\r\n two \x07", TUESDAY) == "one\n two"


def test_each_kind_of_field_reads_with_its_own_reader() -> None:
    assert read(DAY, "15 jan", TUESDAY) == date(2027, 1, 15)
    assert read(Spec("day", "Seen on", "When?", past=True), "15 jan", TUESDAY) == date(2026, 1, 15)
    assert read(NUMBER, "12,5", TUESDAY) == Decimal("12.5")
    assert read(COUNT, "12", TUESDAY) == 12


@pytest.mark.parametrize("spec", [DAY, NUMBER, COUNT])
def test_nothing_is_written_and_shown_as_nothing(spec: Spec) -> None:
    assert write(spec, None) == ""
    assert show(spec, None, Plan()) == ""


def test_a_choice_is_shown_by_its_word() -> None:
    spec = Spec("choice", "Sure", "How sure?", choices=(("1", "1 low"), ("2", "2 middle")))
    several = Spec("choices", "Who", "Who?", choices=(("w", "women"), ("m", "men")))
    assert show(spec, "2", Plan()) == "2 middle"
    assert show(spec, "", Plan()) == ""
    assert show(several, ["m", "w", "x"], Plan()) == "men, women, x"


def filled_plan() -> Plan:
    plan = Plan()
    for table, values in (
        ("participant", {"id": "p1", "code": "W01", "display_name": "Amina"}),
        ("action", {"id": "a1", "code": "A01", "what": "Dye the wool"}),
        ("action", {"id": "a2", "code": "A02"}),
    ):
        record = KINDS[table].load(values)
        plan.put(table, record.id, record)
    return plan


@pytest.mark.parametrize(
    ("kind", "value", "long", "short"),
    [
        ("ref", "a1", "Dye the wool", "A01"),
        ("ref", "p1", "Amina", "Amina"),
        ("ref", "", "", ""),
        ("ref", "gone", "(deleted)", "(deleted)"),
        ("refs", ["a1", "a2", "p1"], "Dye the wool, A02, Amina", "A01, A02, Amina"),
        ("refs", [], "", ""),
        ("party", "ref:p1", "Amina", "Amina"),
        ("party", "the water office", "the water office", "the water office"),
        ("party", "ref:gone", "(deleted)", "(deleted)"),
        ("party", "ref: see the book", "ref: see the book", "ref: see the book"),
        ("parties", ["ref:p1", "ref:a1", "all"], "Amina, Dye the wool, all", "Amina, Dye the wool, all"),
    ],
)
def test_a_reference_is_shown_by_name_or_number(kind: Any, value: Any, long: str, short: str) -> None:
    spec = Spec(kind, "Who", "Who?", to=("participant", "action"))
    assert show(spec, value, filled_plan()) == long
    assert show(spec, value, filled_plan(), short=True) == short


def test_a_dimension_is_shown_by_the_name_that_the_plan_gives_it() -> None:
    plan = Plan()
    spec = KINDS["indicator"].specs()["dimension"]
    assert show(spec, "1", plan) == "Food security"
    sheet = KINDS["dimensions"].load({"id": "dimensions", "first": "Our bodies", "second": ""})
    plan.put("dimensions", sheet.id, sheet)
    assert [show(spec, value, plan) for value in ("1", "2", "3", "")] == [
        "Our bodies", "second", "Sustainability", "",
    ]  # fmt: skip
