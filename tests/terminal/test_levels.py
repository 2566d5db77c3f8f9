"""What goes to terminals that can do less: no colour where there is none, and no sign that they do not know.

Private modes (``ESC [ ? ... h``), as the other screen and the hidden cursor, are sent to all: their form is
set apart by ECMA-48, so that a terminal passes over those that it does not know.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from term import Term, environment, program, running

import atm_tui
from atm_tui.cli import COMMANDS

EXAMPLE = Path(atm_tui.__file__).parent / "example" / "plan.json"
WALK = ["f4", "down", "enter", "tab", "tab", "esc", "f2", "esc", "f5", "esc", "f1", "esc", "f6", "esc", "f3"]

RESET, BOLD, UNDERLINE, REVERSE = (0,), (1, 22), (4, 24), (7, 27)
HAS_VT100 = {*RESET, *BOLD, *UNDERLINE, *REVERSE}
"""What a VT100 and the Linux console have; the latter shows dim, italic and blinking as colours."""
OWN = {39, 49}
"""The codes of the terminal's own colours."""

ASCII = {"LC_ALL": "C", "LANG": "", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
LEVELS: Mapping[str, dict[str, str]] = {
    "linux": {"TERM": "linux"},
    "vt100": {"TERM": "vt100"},
    "16 colours": {"TERM": "xterm-16color"},
    "256 colours": {"TERM": "xterm-256color"},
    "all colours": {"TERM": "xterm-256color", "COLORTERM": "truecolor"},
    "no colours": {"TERM": "xterm-256color", "NO_COLOR": "1"},
    "no colours, sent whole": {"TERM": "xterm-256color", "NO_COLOR": "1", "ATM_TUI_WIRE": "plain"},
    "ASCII": {"TERM": "xterm", **ASCII},
}


@contextmanager
def walked(home: Path, **env: str) -> Iterator[Term]:
    """The program on the worked example, after somebody has been to pages of each kind and typed."""
    plan = home / "plan.json"
    plan.write_bytes(EXAMPLE.read_bytes())
    with closing(Term([*program(), str(plan)], environment(home, **env))) as term:
        term.wait("F10 Leave")
        term.quiet()
        term.key("enter", "down", "down")
        term.send("More words")
        term.wait("More words")
        for key in WALK:
            term.key(key)
            term.quiet()
        yield term


def codes(raw: bytes) -> set[int]:
    """All codes of looks that were sent."""
    return {int(code or 0) for found in re.findall(rb"\x1b\[([0-9;:]*)m", raw) for code in found.split(b";")}


@pytest.mark.parametrize("level", LEVELS)
def test_a_page_has_only_looks_that_every_terminal_has(level: str, tmp_path: Path) -> None:
    """And the terminal's own colours: black on white reads as well as white on black."""
    with walked(tmp_path, **LEVELS[level]) as term:
        assert set(REVERSE[:1]) <= codes(term.raw) <= HAS_VT100 | OWN
        assert term.raw.isascii()  # also in Unicode: the pages' own signs are ASCII


@pytest.mark.parametrize("level", LEVELS)
def test_at_every_level_the_same_can_be_read(level: str, tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "other").mkdir()
    with walked(tmp_path / "one", **LEVELS[level]) as term, walked(tmp_path / "other") as stock:
        term.until(lambda: term.text == stock.text, stock.text)
        cells = [term.screen.buffer[y][x] for y in range(24) for x in range(80)]
        assert {(cell.fg, cell.bg) for cell in cells} == {("default", "default")}
        assert any(cell.reverse for cell in cells)  # the line above, and where one is


@pytest.mark.parametrize("level", ["linux", "vt100"])
def test_an_old_console_gets_no_sequence_of_a_newer_kind(level: str, tmp_path: Path) -> None:
    """Beyond private modes: a string it would print, and of a kitty request it would print the end."""
    with walked(tmp_path, **LEVELS[level]) as term:
        assert not re.findall(rb"\x1b[\]P_^X]|\x1b\[[<=>]", term.raw)


@pytest.mark.parametrize("name", ["dumb", ""])
def test_a_dumb_terminal_is_told_what_works_without_a_screen(name: str, tmp_path: Path) -> None:
    with running(tmp_path, TERM=name) as term:
        assert term.wait_end() == 2
        said = "".join(term.screen.display)
        assert f"TERM is {name or 'not set'}" in said
        assert all(command in said for command in COMMANDS)
        assert b"\x1b" not in term.raw


def test_the_signs_and_colours_of_a_shared_account_can_be_set_too(tmp_path: Path) -> None:
    with running(tmp_path, "--kiosk", ATM_TUI_WIRE="plain") as term:
        term.wait("F10 Leave")
        whole = len(term.raw)
    with running(tmp_path, "--kiosk") as term:
        term.wait("F10 Leave")
        assert len(term.raw) < whole
