"""The first moments: a word before anything slow, then the first page; and nothing of it stays behind."""

from pathlib import Path

from term import running

from atm_tui.firstword import WORD


def test_a_word_is_on_the_screen_before_the_first_page_and_gone_after_it(tmp_path: Path) -> None:
    with running(tmp_path) as term:
        term.wait(WORD)
        term.wait("our plans")
        other_screen = term.raw.index(b"\x1b[?1049h")
        assert term.raw.index(WORD.encode()) < other_screen
        term.key("f10")
        assert term.wait_end() == 0
    assert term.raw.index(b" " * len(WORD) + b"\r") > term.raw.index(b"\x1b[?1049l")


def test_where_there_is_no_other_screen_it_leaves_an_empty_one(tmp_path: Path) -> None:
    """As on the Linux console, or the shell's words stand among ours. The tests' screen has no other."""
    with running(tmp_path, TERM="linux") as term:
        term.wait("our plans")
        term.key("f10")
        assert term.wait_end() == 0
        assert not term.text.strip()
        assert (term.screen.cursor.y, term.screen.cursor.x) == (0, 0)


def test_an_old_machine_says_that_it_opens_the_plan(tmp_path: Path, kijito: Path) -> None:
    with running(tmp_path, str(kijito)) as term:
        term.wait("Opening the plan")
        term.wait("F10 Leave")
        assert "Opening" not in term.text


def test_an_error_takes_the_place_of_the_word(tmp_path: Path) -> None:
    with running(tmp_path, TERM="dumb") as term:
        assert term.wait_end() == 2
    assert WORD.encode() in term.raw
    assert not [line for line in term.lines if "moment" in line]
    assert term.lines[0].startswith("TERM is dumb")
