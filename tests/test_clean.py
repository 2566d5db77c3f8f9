"""Cleaning typed text: nothing harmful stays, and no word is lost."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atm_tui.clean import MOST, clean, clean_line

BIDI = "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
SNIPPETS = (
    "\x1b[31m", "\x1b]52;c;aGk=\x07", "\x1b]0;title\x1b\\", "\x1b", "\x9b31m", "\x00", "\r\n", "\r", "\t",
    "\x85", "\u202egpj.exe", "\u2066", "\ud800", "\udfff", "\ufeff", "\u2028", "\u2029", "\x0b", "\x0c",
    "\U000e0041", "e\u0301\u0302\u0303\u0304\u0305\u0306", "[@click=app.quit]", "\u0645\u06cc\u200c\u062e",
    "👩\u200d🌾", "क्\u200dष",
)  # fmt: skip
ANY_CHARACTER = st.characters(codec=None, categories=None)
HOSTILE = st.lists(st.text(ANY_CHARACTER, max_size=8) | st.sampled_from(SNIPPETS), max_size=12).map("".join)


@given(HOSTILE)
@settings(max_examples=300, deadline=None)
def test_nothing_that_drives_a_terminal_or_breaks_a_save_stays(value: str) -> None:
    kept = clean(value)
    assert not [one for one in kept if unicodedata.category(one) == "Cc" and one != "\n"]
    assert not [one for one in kept if unicodedata.category(one) in ("Cs", "Zl", "Zp")]
    assert not set(kept) & set(BIDI)
    kept.encode("utf-8")


@given(HOSTILE)
@settings(max_examples=300, deadline=None)
def test_cleaning_twice_changes_nothing_more(value: str) -> None:
    assert clean(clean(value)) == clean(value)
    assert clean_line(clean_line(value)) == clean_line(value)


@given(HOSTILE)
@settings(max_examples=200, deadline=None)
def test_a_line_is_one_line_without_blanks_around_it(value: str) -> None:
    kept = clean_line(value)
    assert "\n" not in kept
    assert kept == kept.strip()
    assert "  " not in kept


@given(st.text(st.characters(categories=["L", "N", "P", "Sm", "Sc", "So", "Zs"]), max_size=60))
@settings(max_examples=300, deadline=None)
def test_letters_digits_and_signs_of_every_script_survive(value: str) -> None:
    assert clean(value) == value


@pytest.mark.parametrize(
    "words",
    [
        "Mujeres Tejedoras ñandú ¿qué?",
        "سازمان زنان می‌خواهم",  # Persian, with a ZWNJ
        "महिला उत्पादक समूह क्‍ष",  # Hindi, with a ZWJ
        "নারী উৎপাদক দল",
        "பெண்கள் குழு",
        "กลุ่มผู้หญิงทอผ้า",
        "የሴቶች ማህበር",
        "婦女合作社 ｶﾞ",
        "קבוצת נשים שָׁלוֹם",
        "Nhóm phụ nữ dệt vải",
        "ས་སྐྱེས་བུད་མེད་",
        "👩🏽‍🌾 🧺 1️⃣",
        "50 % off = 3 €; a < b & c > d [draft] {x} \\n",
    ],
)
def test_what_people_write_survives_as_it_is(words: str) -> None:
    assert clean(words) == words
    assert clean_line(words) == words


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("one\r\ntwo\rthree\nfour", "one\ntwo\nthree\nfour"),
        ("soft\x0bbreak, page\x0cbreak, line\u2028end, paragraph\u2029end",
         "soft\nbreak, page\nbreak, line\nend, paragraph\nend"),
        ("a\tb", "a b"),
        ("red \x1b[31;1mcloth\x1b[0m", "red cloth"),
        ("\x1b]52;c;cm0gLXJmIC8=\x07copied", "copied"),
        ("\x1b]0;evil\x1b\\title", "title"),
        ("bell\x07 back\x08space del\x7f", "bell backspace del"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("half \ud83d pair", "half  pair"),
        ("mark\ufeff", "mark"),
        ("z" + "\u0301" * 50 + "y", "z" + "\u0301" * 4 + "y"),
    ],
)  # fmt: skip
def test_what_would_harm_goes_and_the_words_around_it_stay(typed: str, kept: str) -> None:
    assert clean(typed) == kept


def test_a_paste_without_end_is_cut() -> None:
    assert clean("x" * (MOST + 5)) == "x" * MOST
    assert len(clean("\x00é" * MOST)) <= MOST


def test_a_line_joins_its_pieces_with_single_blanks() -> None:
    assert clean_line("  dye \n  the\twool\u00a0 ") == "dye the wool"
