"""``atm-tui doctor --terminal`` in real terminals: what it says is what happens there."""

import base64
import re
import shlex
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sshhost import needed
from term import Term, environment, program

WORDS = "atm-tui by way of "


@pytest.fixture
def tried(tmp_path: Path) -> Iterator[Callable[..., Term]]:
    """Runs it in a terminal of 60 columns, alone or in some program. Gives the terminal when all is said."""
    started = []

    def run(*within: str, **more: str) -> Term:
        command = shlex.join([*program(), "doctor", "--terminal"])
        argv = [*within, f"{command}; cat"] if within else [*program(), "doctor", "--terminal"]
        started.append(Term(argv, environment(tmp_path, **more), 60, 40))
        started[-1].wait("written to a file as well")
        started[-1].quiet()
        return started[-1]

    yield run
    for term in started:
        term.close()


def says(term: Term, *words: str) -> bool:
    """Whether all this is said, wrapped or not."""
    said = " ".join(term.text.split())
    return all(one in said for one in words)


def sent(term: Term) -> list[str]:
    """The texts that the terminal was asked to take."""
    found = re.findall(rb"\x1b\]52;c?;([^\x07]*)\x07", term.raw)
    return [base64.b64decode(one, validate=True).decode() for one in found]


def test_by_ssh_the_terminal_gets_words_to_look_for(tried: Callable[..., Term]) -> None:
    term = tried(SSH_TTY="/dev/pts/9", DISPLAY=":0", LANG="C.UTF-8")
    assert says(term, "xterm-256color", "60 columns, 40 lines", "Colours: 256", "Letters: Unicode", "by SSH")
    assert says(term, "- your terminal: sent; a terminal never answers.", f'"{WORDS}your terminal"')
    assert "desktop" not in term.text
    assert sent(term) == [f"{WORDS}your terminal"]


def test_a_small_old_terminal_is_told_what_it_lacks(tried: Callable[..., Term]) -> None:
    term = tried("sh", "-c", TERM="vt100", LANG="C", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert says(term, "vt100", "Colours: none", "Letters: ASCII only", "on this machine")


def test_in_tmux_its_buffer_is_confirmed(tried: Callable[..., Term], tmp_path: Path) -> None:
    rooms = str(tmp_path)
    term = tried(needed("tmux"), "-f", "/dev/null", "new", TMUX_TMPDIR=rooms, LANG="C.UTF-8")
    try:
        assert says(term, "inside tmux", "- tmux's buffer: it holds the words.")
        assert says(term, f'"{WORDS}tmux\'s buffer" (also by tmux: prefix ])')
        term.until(lambda: bool(sent(term)), "what tmux passes on")
        assert sent(term) == [f"{WORDS}tmux's buffer"]
    finally:
        term.send("\x03\x02:kill-server\r")
        term.wait_end()
