"""What a wire sends: the difference, in the fewest bytes, and in order what it does not follow."""

import pytest
from wirekit import Both

from atm_tui.wire import Wire
from atm_tui.wire.diff import Hand
from atm_tui.wire.style import PLAIN

BOLD, RESET = "\x1b[1m", "\x1b[m"


@pytest.fixture
def both() -> Both:
    """Two terminals of 20 by 6, cleared."""
    terminals = Both()
    terminals.paint("\x1b[1;1H")
    return terminals


def text(both: Both, y: int = 0) -> str:
    """What a row of the terminal behind the wire shows."""
    return both.thin.screen.display[y].rstrip()


# Few bytes -------------------------------------------------------------------------------------
def test_what_is_painted_again_sends_nothing(both: Both) -> None:
    both.paint("\x1b[1;1HForest honey\x1b[1;1H")
    assert both.paint("\x1b[1;1H\x1b[0mForest honey\x1b[1;1H") == ""


def test_one_letter_sends_one_letter(both: Both) -> None:
    both.paint("\x1b[1;1HForest hone")
    assert both.paint("\x1b[1;1HForest honey") == "y"


@pytest.mark.parametrize(
    ("before", "paint", "sent"),
    [
        ("\x1b[3;5H", "\x1b[3;1H", "\r"),
        ("\x1b[3;5H", "\x1b[1;1H", "\x1b[H"),
        ("\x1b[3;5H", "\x1b[4;1H", "\r\n"),
        ("\x1b[3;5H", "\x1b[5;1H", "\x1b[5H"),
        ("\x1b[3;5H", "\x1b[4;5H", "\x1b[B"),
        ("\x1b[3;5H", "\x1b[1;5H", "\x1b[2A"),
        ("\x1b[3;5H", "\x1b[3;3H", "\b\b"),
        ("\x1b[3;9H", "\x1b[3;2H", "\x1b[7D"),
        ("\x1b[3;1H", "\x1b[3;7H", "\x1b[6C"),
        ("\x1b[3;1H", "\x1b[4;7H", "\x1b[4;7H"),
    ],
)
def test_the_cursor_goes_the_shortest_way(both: Both, before: str, paint: str, sent: str) -> None:
    both.paint(before)
    assert both.paint(paint) == sent
    both.check()


def test_a_few_letters_that_are_there_are_written_again_instead_of_a_move(both: Both) -> None:
    both.paint("\x1b[1;1HabcdE\x1b[1;1H")
    assert both.paint("\x1b[1;1HXbcdY") == "XbcdY"
    assert both.paint(f"\x1b[1;1HZ{BOLD}bcd{RESET}Z") == f"\rZ{BOLD}bcd{RESET}Z"
    assert both.paint("\x1b[1;1HV\x1b[1;5HV") == "\rV\x1b[3CV"
    both.paint("\x1b[2;1Ha\u00e9\u00e9\u00e9b\x1b[2;1H")
    assert both.paint("\x1b[2;1HA\x1b[2;5HB") == "A\x1b[3CB"


def test_the_empty_end_of_a_row_is_erased_at_once_if_it_is_long(both: Both) -> None:
    both.paint("\x1b[1;1HForest honey\x1b[1;1H")
    assert both.paint("\x1b[1;1HForest      ") == "\x1b[7C\x1b[K\x1b[5C"
    both.paint("\x1b[2;1Hab   cdefgh\x1b[2;1H")
    assert both.paint("\x1b[2;1HX                  \x1b[2;1H") == "X\x1b[K\r"
    both.paint("\x1b[3;1Hab  cdefgh\x1b[3;1H")
    assert both.paint("\x1b[3;3H        \x1b[3;1H") == "\x1b[4C\x1b[K\r"
    both.check()


def test_an_empty_end_in_a_colour_is_written_and_not_erased(both: Both) -> None:
    """Not every terminal erases in the colour of the moment."""
    sent = both.paint("\x1b[1;1H\x1b[44m" + " " * 20 + RESET)
    assert "\x1b[K" not in sent
    assert sent.startswith("\x1b[44m" + " " * 20)


def test_an_empty_cell_needs_no_bold(both: Both) -> None:
    both.paint("\x1b[1;1Hab")
    assert both.paint(f"\x1b[1;3H{BOLD}     {RESET}\x1b[1;3H") == ""
    assert both.paint(f"\x1b[1;1H{BOLD}X  Y{RESET}") == f"\r{BOLD}X  Y{RESET}"


@pytest.mark.parametrize(
    ("before", "after", "sent"),
    [
        ("1", "0", "\x1b[m"),
        ("1;31;44", "1;31", "\x1b[49m"),
        ("1;31;44", "1;44", "\x1b[39m"),
        ("31", "32", "\x1b[32m"),
        ("1;2;38;5;100;48;5;101", "1;38;5;100;48;5;101", "\x1b[22;1m"),
        ("4;38;2;1;2;3", "38;2;1;2;3", "\x1b[24m"),
        ("1", "4", "\x1b[0;4m"),
        ("", "7;97;40", "\x1b[7;97;40m"),
    ],
)
def test_a_look_changes_in_the_shortest_way(both: Both, before: str, after: str, sent: str) -> None:
    both.paint(f"\x1b[0;{before}m")
    assert both.paint(f"\x1b[0;{after}m") == sent


def test_a_hyperlink_opens_and_closes_around_its_text(both: Both) -> None:
    link = "\x1b]8;id=1;https://x.test\x1b\\"
    sent = both.paint(f"\x1b[1;1H{link}honey\x1b]8;;\x1b\\ and more")
    assert sent == f"{link}honey\x1b[C\x1b]8;;\x1b\\and more"
    both.paint("\x1b[1;1H" + link)
    both.wire.redraw()
    assert both.take().startswith("\x1b]8;;\x1b\\\x1b[m\x1b[H\x1b[J")


# Wide and joined characters --------------------------------------------------------------------
def test_of_a_wide_character_no_half_is_left(both: Both) -> None:
    both.paint("\x1b[1;1H\u6f22\u5b57")
    assert both.paint("\x1b[1;2Hx").endswith(" x")
    assert both.paint("\x1b[1;3Hyy") == "yy"
    both.paint("\x1b[1;1H\u6f22\u5b57\x1b[1;1H")
    assert both.paint("\x1b[1;2H\u6f22") == " \u6f22 \b"
    assert both.paint("\x1b[1;1Hx") == "\rx"
    assert both.paint("\x1b[1;2Hx") == "x \b"


def test_after_a_sign_whose_width_is_in_doubt_the_cursor_is_set_anew(both: Both) -> None:
    assert both.paint("\x1b[1;1H\U0001f600a") == "\U0001f600\x1b[1;3Ha"
    assert both.paint("\x1b[2;1He\u0301a") == "\r\ne\u0301\x1b[2;2Ha"
    assert both.paint("\x1b[3;1H\u231aa") == "\r\n\u231a\x1b[3;3Ha"


def test_joined_signs_are_one_character(both: Both) -> None:
    family = "\U0001f469\u200d\U0001f467"
    assert both.paint(f"\x1b[1;1H{family}a") == f"{family}\x1b[1;3Ha"
    assert both.paint("\x1b[2;1H\u2764\ufe0fa") == "\r\n\u2764\ufe0f\x1b[2;3Ha"


def test_a_sign_that_cannot_be_joined_stands_alone(both: Both) -> None:
    wire = Wire(4, 2)
    wire.write("\x1b[?1049h\x1b[?7l\x1b[1;1H\u0301a")
    assert wire.take().endswith("\x1b[?7la")
    wire.write("\x1b[1;4H\u2764\ufe0f")
    assert "\ufe0f" not in wire.take()
    wire.write("\x1b[2;1Hab\u200dcd")
    assert "c" in wire.take()


def test_a_wide_character_without_room_leaves_an_empty_cell(both: Both) -> None:
    both.paint("\x1b[1;20Hx")
    both.wire.write("\x1b[1;20H\u6f22")
    assert "\u6f22" not in both.wire.take()
    narrow = Wire(1, 1)
    narrow.write("\x1b[?1049h\u6f22\x1b[1;1H")
    assert narrow.take() == "\x1b[?1049h\x1b[m\x1b[H\x1b[J"


def test_text_goes_on_in_the_next_row_where_the_terminal_wraps() -> None:
    both = Both(start="\x1b[?1049h\x1b[?7h")
    both.paint("\x1b[1;1H" + "abcdefg" * 4)
    both.check()
    both.paint("\x1b[6;1H" + "abcdefg" * 4)
    both.check()
    both.wire.write("\x1b[3;20H\u6f22x")
    both.take()
    assert text(both, 3).startswith("\u6f22")
    assert "x" in text(both, 3)


def test_text_stays_in_the_last_column_where_the_terminal_does_not_wrap(both: Both) -> None:
    both.paint("\x1b[1;1H" + "abcdefg" * 4)
    both.check()
    assert text(both) == "abcdefgabcdefgabcdeg"


def test_a_new_line_at_the_bottom_moves_all_up(both: Both) -> None:
    both.paint("\x1b[1;1Hone\x1b[6;1Hsix\n")
    both.check()
    assert text(both, 4) == "six"


# What is not followed --------------------------------------------------------------------------
@pytest.mark.parametrize(
    "sequence",
    ["\x07",
     "\x1b[?2004h", "\x1b[>25u", "\x1b[?u", "\x1b[?2026$p", "\x1b[c", "\x1b[2 q", "\x1b]52;c;aA==\x07",
     "\x1b]0;title\x1b\\",
     "\x1bPtmux;x\x1b\\", "\x1b_x\x1b\\", "\x1b=", "\x1b(B", "\x0f", "\x00", "\x7f", "\x1b[6n"],
)  # fmt: skip
def test_what_changes_no_cell_goes_through_at_once(both: Both, sequence: str) -> None:
    both.wire.write("\x1b[?2026h")  # a frame that is not finished
    both.wire.write(sequence)
    assert both.wire.pending
    assert sequence in both.wire.take()
    assert both.wire.active


def test_the_same_pointer_is_asked_for_once(both: Both) -> None:
    assert both.paint("\x1b]22;default\x07\x1b]22;default\x07") == "\x1b]22;default\x07"
    assert both.paint("\x1b]22;pointer\x07") == "\x1b]22;pointer\x07"


def test_a_question_for_the_cursors_place_comes_after_what_is_painted(both: Both) -> None:
    assert both.paint("\x1b[1;1Habc\x1b[6n") == "abc\x1b[6n"


def test_the_cursor_is_shown_after_what_is_painted(both: Both) -> None:
    assert both.paint("\x1b[1;1Habc\x1b[?25hd") == "abc\x1b[?25hd"


MOMENTARY = [
    "\x1b[2L", "\x1b[M", "\x1b[P", "\x1b[@", "\x1b[X", "\x1b[3b", "\x1b[S", "\x1bM", "\x1b7", "\t",
    "\x1b[58;5;1m",
    "\x1b[4:3m", "\x1b[38;5m", "\x1b[38m", "\x1b[?2J", "\x1b[3J", "\x1bPq#0\x1b\\", "\x1b_Gx\x1b\\", "\x9b",
]  # fmt: skip
LASTING = ["\x1b[2;4r", "\x1b[4h", "\x1b[!p", "\x1b[?6h", "\x1b[?1049;25h", "\x1b(0", "\x0e", "\x1bc"]


@pytest.mark.parametrize("sequence", MOMENTARY + LASTING)
def test_after_what_is_not_understood_all_goes_through_as_it_is(both: Both, sequence: str) -> None:
    more = "\x1b[1;1H\x1b[0mmore"
    assert both.paint(f"\x1b[1;1Hone{sequence}{more}") == f"one{sequence}{more}"
    assert both.paint(more) == more
    assert not both.wire.active


@pytest.mark.parametrize("sequence", MOMENTARY)
def test_a_full_clear_begins_anew(both: Both, sequence: str) -> None:
    both.paint(sequence + "x")
    assert both.paint("y\x1b[0m\x1b[2J\x1b[1;1Hone\x1b[2;1Htwo").endswith("\x1b[Jone\r\ntwo")
    assert both.paint("\x1b[1;1Hone") == "\x1b[A"


@pytest.mark.parametrize("sequence", LASTING)
def test_what_lasts_ends_with_a_redraw_only(both: Both, sequence: str) -> None:
    both.paint(sequence)
    assert both.paint("\x1b[2J") == "\x1b[2J"
    assert not both.wire.active
    both.wire.redraw()
    assert both.wire.active
    assert both.paint("\x1b[1;1Hone").endswith("\x1b[m\x1b[H\x1b[Jone")


def test_a_sequence_in_two_pieces_is_one(both: Both) -> None:
    for piece in ("\x1b", "[1", ";1", "HX\x1b]52;c;", "aA==", "\x1b", "\\Y"):
        both.wire.write(piece)
    assert both.wire.take() == "\x1b]52;c;aA==\x1b\\XY"


# The whole terminal ----------------------------------------------------------------------------
def test_before_the_other_screen_all_goes_through() -> None:
    wire = Wire(20, 6)
    wire.write("\x1b[1mhello\x1b[2J")
    assert wire.take() == "\x1b[1mhello\x1b[2J"
    assert not wire.active


def test_leaving_and_coming_back_sends_all_again(both: Both) -> None:
    both.paint("\x1b[1;1Hhoney")
    assert both.paint("\x1b[?1049l$ ls") == "\x1b[?1049l$ ls"
    assert not both.wire.pending
    assert both.paint("\x1b[?1049h") == "\x1b[?1049h\x1b[m\x1b[H\x1b[Jhoney"


def test_a_time_of_suspension_goes_through_and_all_is_sent_again(both: Both) -> None:
    both.paint("\x1b[1;1Hhoney")
    both.wire.suspend()
    assert both.paint("$ ls") == "$ ls"
    both.wire.resume()
    assert both.wire.pending
    assert both.take() == "\x1b[m\x1b[H\x1b[Jhoney"


def test_a_new_size_sends_all_again(both: Both) -> None:
    both.paint("\x1b[1;1Hhoney from the forest\x1b[6;1Hlast")
    both.resize(6, 3)
    assert both.take() == "\x1b[m\x1b[H\x1b[Jhoney\x1b[3;5H"
    both.wire.resize(6, 3)
    assert both.take() == ""
    both.wire.resize(0, 0)
    assert both.wire.take() == "\x1b[m\x1b[H\x1b[Jh\r"


def test_a_frame_is_held_until_it_is_finished(both: Both) -> None:
    assert both.paint("\x1b[?2026h\x1b[1;1Hone") == ""
    assert not both.wire.pending
    assert both.paint("\x1b[1;1Htwo\x1b[?2026l") == "two"


def test_a_long_frame_appears_at_once_where_that_was_asked_for() -> None:
    both = Both(80, 24)
    page = "".join(f"\x1b[{y};1H" + "honey " * 10 for y in range(1, 25))
    sent = both.paint(f"\x1b[?2026h{page}\x1b[?2026l")
    assert sent.startswith("\x1b[?2026h")
    assert sent.endswith("\x1b[?2026l")
    both.wire.redraw()
    assert "2026" not in both.take()


def test_many_looks_do_not_fill_the_memory(both: Both, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("atm_tui.wire.grid.STYLES", 2)
    for number in range(10):
        both.paint(f"\x1b[1;1H\x1b[38;5;{number}mx\x1b[0m")
        both.check()
    monkeypatch.setattr("atm_tui.wire.grid.KEPT", 10)
    monkeypatch.setattr("atm_tui.wire.grid.STYLES", 10)
    both.paint("\x1b[1;1HForest honey, kijito")
    both.paint("\x1b[1;1Hagain")
    both.check()


def test_the_start_of_a_wide_sign_is_found_from_its_right_half(both: Both) -> None:
    """A mark that comes after the move behind a wide character belongs to that character."""
    assert both.paint("\x1b[1;1H\u6f22\u0301") == "\u6f22\u0301\x1b[1;3H"


def test_a_sign_that_ends_with_a_joiner_takes_no_wide_one_into_a_narrow_one(both: Both) -> None:
    assert both.paint("\x1b[1;1H\u0627\u200d\u6f22b").startswith("\u0627")


def test_a_second_write_before_the_position_is_known_sets_it() -> None:
    hand = Hand()
    hand.write(("x", PLAIN), 1, 9)
    assert hand.x is None
    hand.move(0, 0)
    assert "".join(hand.sent) == "x\x1b[H"


def test_where_widths_are_added_up_a_joined_sign_stands_alone(
    both: Both, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some versions of the width table do not know joined signs; then Textual leaves room for each."""
    monkeypatch.setattr("atm_tui.wire.grid.cell_len", lambda text: 2 * len(text.replace("\u200d", "")))
    sent = both.paint("\x1b[1;1H\U0001f469\u200d\U0001f467")
    assert sent == "\U0001f469\u200d\x1b[1;3H\U0001f467\x1b[1;5H"
