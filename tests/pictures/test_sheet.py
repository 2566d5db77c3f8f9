"""The sheet of cells, the lines, and where records stand on them."""

from filled import hostile
from hypothesis import given
from hypothesis import strategies as st

from atm_tui.pictures.glyphs import ASCII
from atm_tui.pictures.picture import Look, Picture, Span, Spot, as_text
from atm_tui.pictures.rows import beside, in_lines, length, wrapped
from atm_tui.pictures.sheet import Sheet


def drawn(sheet: Sheet) -> list[str]:
    return as_text(Picture(tuple(sheet.lines()))).split("\n")[:-1]


def test_what_is_put_on_a_sheet_stands_at_its_cell() -> None:
    sheet = Sheet(12)
    sheet.box(0, 0, 10, 3, ASCII)
    sheet.put(2, 1, "boat", Look.HERE, "r1")
    assert drawn(sheet) == ["+--------+", "| boat   |", "+--------+"]
    assert Picture(tuple(sheet.lines())).spots() == (Spot("r1", 1, 2, 1),)


def test_half_of_a_wide_letter_is_never_left() -> None:
    sheet = Sheet(5)
    sheet.put(0, 0, "日本語")  # the third does not fit
    assert drawn(sheet) == ["日本"]
    sheet.put(1, 0, "x")
    assert drawn(sheet) == [" x本"]
    sheet.put(2, 0, "y")
    assert drawn(sheet) == [" xy"]


def test_a_mark_goes_with_its_letter() -> None:
    sheet = Sheet(4)
    sheet.put(0, 0, "e\u0301日\u0301")
    assert drawn(sheet) == ["e\u0301日\u0301"]


@given(st.lists(st.tuples(st.integers(-3, 30), st.integers(0, 4), hostile()), max_size=8))
def test_no_line_of_a_sheet_is_wider_than_it(puts: list[tuple[int, int, str]]) -> None:
    sheet = Sheet(20)
    for x, y, text in puts:
        sheet.wrapped(x, y, text[:200], 18)
    assert all(length(line) <= 20 for line in sheet.lines())


def test_a_record_over_two_lines_is_one_place_and_twice_apart_is_two() -> None:
    span, other = Span("abc", record="a"), Span("x", record="b")
    picture = Picture(((span, Span(" "), span), (other, Span(" "), span), (other,), (span,)))
    assert picture.spots() == (Spot("a", 0, 0, 1), Spot("b", 1, 0, 2), Spot("a", 3, 0, 3))


def test_columns_stand_side_by_side() -> None:
    left, right = [(Span("one"),), (Span("three"),)], [(Span("two"),)]
    assert as_text(Picture(tuple(beside((left, 6), (right, 5))))) == "one   two\nthree\n"


def test_words_that_are_too_long_end_with_two_dots() -> None:
    lines = wrapped("the road is under water in April", 14, first="RP6 ", most=2)
    assert as_text(Picture(tuple(lines))) == "RP6 the road\n    is under..\n"


@given(st.lists(st.text("AB12", min_size=1, max_size=30), max_size=40), st.integers(0, 3))
def test_each_short_word_is_written_or_counted(words: list[str], most: int) -> None:
    lines = in_lines([Span(word, record=f"r{place}") for place, word in enumerate(words)], 24, most=most)
    assert all(length(line) <= 24 for line in lines)
    written = [span.record for line in lines for span in line if span.record]
    rest = next((span.text for line in lines for span in line if span.look is Look.WEAK), "and 0 more")
    assert written == [f"r{place}" for place in range(len(written))]
    assert len(written) + int(rest.split()[1]) == len(words)
