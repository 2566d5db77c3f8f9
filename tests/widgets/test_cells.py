"""Typed text as cells of the terminal: its width is counted in cells, and nothing in it is markup."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from atm_tui.widgets.cells import MORE, fit, plain, wrap

WIDE = "日本語"


@pytest.mark.parametrize(
    ("text", "width", "cut"),
    [
        ("yarn", 6, "yarn  "),
        ("yarn", 4, "yarn"),
        ("yarns", 4, "ya" + MORE),
        ("yarns", 2, MORE),
        ("yarns", 1, "."),
        ("yarns", 0, ""),
        ("", 3, "   "),
        ("two\nlines", 9, "two lines"),
        (WIDE, 6, WIDE),
        (WIDE, 5, "日 " + MORE),
        (WIDE + "x", 6, "日本" + MORE),
        ("[b]x[/b]", 8, "[b]x[/b]"),
        ("a\x1b[31mb\x07", 3, "ab "),
    ],
)
def test_a_line_is_cut_with_two_dots_by_cells(text: str, width: int, cut: str) -> None:
    assert fit(text, width) == cut


@given(st.text(max_size=60), st.integers(0, 40))
def test_a_line_is_always_exactly_as_wide_as_asked(text: str, width: int) -> None:
    assert cell_len(fit(text, width)) == width


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("one two three", 7, ["one two", "three"]),
        ("one two three", 80, ["one two three"]),
        ("one\n\ntwo", 10, ["one", "", "two"]),
        ("", 10, [""]),
        ("abcdefgh ij", 4, ["abcd", "efgh", "ij"]),
        (f"{WIDE} {WIDE}", 6, [WIDE, WIDE]),
        (WIDE, 5, ["日本", "語"]),
        ("  two   blanks ", 20, ["two blanks"]),
    ],
)
def test_lines_are_broken_between_words_and_a_long_word_where_it_must(
    text: str, width: int, lines: list[str]
) -> None:
    assert wrap(text, width) == lines


@given(st.text(max_size=200), st.integers(2, 40))
def test_no_line_is_wider_than_there_is_room_and_no_word_is_lost(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert all(cell_len(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(plain(text).plain.split())


@pytest.mark.parametrize("text", ["[b]x[/b]", "[/]", "[@click=app.quit]q[/]", "\\[x]", "[link=x]y"])
def test_text_for_a_widget_is_never_markup(text: str) -> None:
    content = plain(text)
    assert content.plain == text
    assert not content.spans
