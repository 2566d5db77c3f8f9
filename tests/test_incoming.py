"""Keys, pastes and answers of the terminal, cut anywhere, on text and a clock alone."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atm_tui.incoming import FLOOD, FLOOD_PAUSE, LARGEST, LONGER, PASTE_BEGINS, PASTE_ENDS, Incoming, Pasted

WAIT = 0.1
KEYS = [
    "\x1b[A", "\x1b[1;5C", "\x1b[15~", "\x1b[3;5~", "\x1bOP", "\x1bOB", "\x1b[[A", "\x1b[[E", "\x1b[11~",
    "\x1b[7$", "\x1b[23@", "\x1b[Z", "\x1b[97;5u", "\x7f", "\x08", "\r", "\t", "\x14", "a", "é", "字",
]  # fmt: skip
ANSWERS = [
    "\x1b[?62;4;22c", "\x1b[>0;276;0c", "\x1b]11;rgb:1e1e/1e1e/1e1e\x07", "\x1b]10;rgb:ff/ff/ff\x1b\\",
    "\x1bP1+r544e=787465726d\x1b\\", "\x1bP>|XTerm(379)\x1b\\", "\x1bP0$r\x1b\\", "\x1b[1;1R", "\x1b[24;80R",
    "\x1b[?1;2R", "\x1b[?1u", "\x1b[?2048;0$y", "\x1b[0n", "\x1b[8;24;80t", "\x1b[I", "\x1b[O",
    "\x1b[<35;10;5M", "\x1b[M !!", "\x1b_Gi=31;OK\x1b\\", "\x1b[201~",
]  # fmt: skip


def pieces(*parts: str, gap: float = 0.0) -> list[str | Pasted]:
    """What comes of these parts, so many seconds apart, and nothing after them."""
    incoming, now = Incoming(WAIT), 100.0
    given: list[str | Pasted] = []
    for part in parts:
        if incoming.due is not None and incoming.due < now:
            given += incoming.tick(incoming.due)
        given += incoming.feed(part, now)
        now += gap
    if incoming.due is not None:
        given += incoming.tick(incoming.due)
    assert incoming.due is None
    return given


def keys(*parts: str, gap: float = 0.0) -> list[str | Pasted]:
    """As ``pieces``, each typed character on its own."""
    found: list[str | Pasted] = []
    for piece in pieces(*parts, gap=gap):
        found += [piece] if isinstance(piece, Pasted) or piece.startswith("\x1b") else list(piece)
    return found


def cut(text: str, places: list[int]) -> list[str]:
    """A text in parts."""
    ends = sorted({place % (len(text) + 1) for place in places} | {0, len(text)})
    return [text[start:end] for start, end in pairwise(ends)]


@given(st.lists(st.sampled_from(KEYS + ANSWERS)), st.lists(st.integers(0, 1000)))
def test_keys_cut_anywhere_are_the_same_keys_and_answers_are_none(told: list[str], places: list[int]) -> None:
    assert keys(*cut("".join(told), places)) == [one for one in told if one in KEYS]


ANYTHING = st.lists(
    st.sampled_from([*KEYS, *ANSWERS, "\x1b", "\x1b[", "\x1bO", "\x1b]1", "\x1bP", PASTE_BEGINS, PASTE_ENDS])
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=5)
)


@given(ANYTHING, st.lists(st.integers(0, 1000)))
def test_whatever_comes_is_the_same_however_it_is_cut(told: list[str], places: list[int]) -> None:
    text = "".join(told)
    assert keys(*cut(text, places)) == keys(text)


@pytest.mark.parametrize("key", [key for key in KEYS if key.startswith("\x1b")])
def test_a_key_cut_behind_its_second_byte_is_waited_for(key: str) -> None:
    for place in range(2, len(key)):
        assert keys("x" + key[:place], key[place:] + "y", gap=WAIT * (LONGER - 1)) == ["x", key, "y"]


@pytest.mark.parametrize("key", ["\x1b[D", "\x1b[15~", "\x1b[1;5C", "\x1b[[A"])
def test_of_a_key_whose_first_byte_came_long_before_nothing_is_typed(key: str) -> None:
    """Esc has been given by then; the rest is the key, and not letters."""
    assert keys("\x1b", key[1:] + "y", gap=WAIT * 2) == ["\x1b", key, "y"]


def test_what_is_typed_well_after_esc_is_typed() -> None:
    assert keys("\x1b", "[D", gap=WAIT * LONGER * 2) == ["\x1b", "[", "D"]
    assert keys("\x1b", "[draft]", gap=WAIT * 2) == ["\x1b", *"[draft]"]
    assert keys("\x1b", "On", gap=WAIT * 2) == ["\x1b", "O", "n"]


@pytest.mark.parametrize("typed", ["Plan", "On", "]", "P", "O", "_", "Xylo", "\r", "\x7f", "^", "é", "\x1b"])
def test_esc_and_what_was_typed_ahead_behind_it_are_both_there(typed: str) -> None:
    assert keys("\x1b" + typed) == ["\x1b", *typed]


def test_a_lone_esc_waits_its_time_and_no_longer() -> None:
    incoming = Incoming(WAIT)
    assert incoming.feed("\x1b", 5.0) == []
    assert incoming.due == pytest.approx(5.0 + WAIT)
    assert incoming.tick(5.0 + WAIT / 2) == []
    assert incoming.tick(5.0 + WAIT * 1.01) == ["\x1b"]
    assert incoming.due is None


def test_a_sequence_that_never_ends_is_dropped_and_the_next_key_is_taken() -> None:
    assert keys("\x1b[1;", "x", gap=WAIT * LONGER * 1.1) == ["x"]
    assert keys("\x1b]11;rgb:12", "x", gap=WAIT * LONGER * 1.1) == ["x"]
    assert keys("\x1b[1;\x1b[A") == ["\x1b[A"]
    assert keys("\x1b[1;\rx") == ["\r", "x"]
    assert keys("\x1b]11;" + "x" * 5000 + "\r") == ["\r"]


@pytest.mark.parametrize(
    ("digit", "key"), [("1", "\x1bOP"), ("4", "\x1bOS"), ("5", "\x1b[15~"), ("0", "\x1b[21~")]
)
def test_alt_with_a_digit_is_a_function_key(digit: str, key: str) -> None:
    assert keys(f"\x1b{digit}") == [key]
    assert keys("\x1b", digit, gap=WAIT / 2) == [key]
    assert keys("\x1b", digit, gap=WAIT * 2) == ["\x1b", digit]
    assert keys(f"\x1b[{ord(digit)};3u") == [key]


def test_enter_typed_before_the_terminal_was_ours_is_enter() -> None:
    assert pieces("Hill\nhoney\n") == ["Hill\rhoney\r"]


# Pastes -----------------------------------------------------------------------------------------
@given(
    st.text(st.characters(exclude_categories=["Cs"])).filter(lambda text: PASTE_ENDS not in text),
    st.lists(st.integers(0, 1000)),
)
def test_a_paste_cut_anywhere_is_one_paste(text: str, places: list[int]) -> None:
    whole = f"a{PASTE_BEGINS}{text}{PASTE_ENDS}b"
    if not text.endswith("\x1b"):  # else its last letters and the mark make another one
        assert keys(*cut(whole, places)) == ["a", Pasted(text), "b"]


@pytest.mark.parametrize("left", range(len(PASTE_ENDS)))
def test_a_paste_that_does_not_end_is_taken_and_its_late_end_is_nothing(left: int) -> None:
    incoming = Incoming(WAIT)
    incoming.feed(PASTE_BEGINS + "honey" + PASTE_ENDS[:left], 5.0)
    assert incoming.tick(5.0 + WAIT) == []
    assert incoming.tick(5.0 + WAIT * LONGER * 1.01) == [Pasted("honey")]
    assert incoming.feed(PASTE_ENDS + "x", 9.0) == ["x"]


@pytest.mark.parametrize("size", [FLOOD, 100_000])
def test_a_flood_of_text_is_a_paste_with_its_line_ends(size: int) -> None:
    text = ("word, [b]word[/b]\twörd\r" * size)[:size]
    parts = [text[at : at + 4000] for at in range(0, size, 4000)]
    assert pieces(*parts, gap=FLOOD_PAUSE / 2) == [Pasted(text)]


def test_a_key_ends_a_flood() -> None:
    text = "word " * FLOOD
    assert pieces(text, "\x1b[Ax") == [Pasted(text), "\x1b[A", "x"]


def test_what_one_can_type_ahead_is_no_flood() -> None:
    text = "a" * (FLOOD - 1)
    assert pieces(text) == [text]
    assert pieces("a" * FLOOD + "\x14") == ["a" * FLOOD + "\x14"], "a command key among it"


def test_a_paste_of_megabytes_is_given_in_parts_and_whole() -> None:
    text = "honey\x1b[20 " * (LARGEST // 4)
    parts = [text[at : at + 65536] for at in range(0, len(text), 65536)]
    given = pieces(PASTE_BEGINS, *parts, PASTE_ENDS)
    assert len(given) > 1
    assert "".join(piece.text for piece in given if isinstance(piece, Pasted)) == text
