"""``atm-tui --tour`` in a real terminal: it opens, it is left at once, and nothing of it is left behind."""

import subprocess
from pathlib import Path

import pytest
from term import Term, environment, program, running


def left_behind(home: Path, temporary: Path) -> list[str]:
    """All that the program has written, but for the byte code of nobody's interest."""
    return [str(path) for place in (home / "data", temporary) for path in place.rglob("*")]


@pytest.fixture
def temporary(tmp_path: Path) -> Path:
    """Where this machine keeps what is thrown away."""
    place = tmp_path / "tmp"
    place.mkdir()
    return place


@pytest.mark.parametrize("arguments", [["--tour"], ["--kiosk", "--tour"]], ids=" ".join)
@pytest.mark.parametrize(("cols", "rows"), [(80, 24), (60, 20)])
def test_the_tour_opens_and_f10_leaves_nothing_of_it(
    tmp_path: Path, temporary: Path, arguments: list[str], cols: int, rows: int
) -> None:
    """A shared account does not say where temporary files lie; there only the data folder is looked at."""
    with running(tmp_path, *arguments, cols=cols, rows=rows, TMPDIR=str(temporary)) as term:
        term.wait("Tour 1/")
        term.key("enter")
        term.wait("Tour 2/")
        term.send("more words")
        term.key("f10")
        assert term.wait_end() == 0
    assert left_behind(tmp_path, temporary) == []
    listed = subprocess.run(
        [*program(), "list"], env=environment(tmp_path), capture_output=True, text=True, check=True
    )
    assert "Kijito" not in listed.stdout


def take_the_tour(term: Term) -> None:
    """From the home page."""
    term.wait("our plans")
    term.key("f2")
    term.wait("Menu:")
    term.send("tour")
    term.wait("Find: tour")
    term.key("enter")
    term.wait("Tour 1/")


def test_from_the_home_page_the_tour_comes_back_to_it_as_often_as_one_likes(
    tmp_path: Path, temporary: Path
) -> None:
    with running(tmp_path, TMPDIR=str(temporary)) as term:
        for _ in range(2):
            take_the_tour(term)
            term.key("enter")
            term.wait("Tour 2/")
            term.key("f10")
        term.wait("our plans")
        assert "Kijito" not in term.text
        term.key("f10")
        assert term.wait_end() == 0
    assert left_behind(tmp_path, temporary) == []


def test_whoever_hangs_up_in_the_tour_ends_the_program(tmp_path: Path, temporary: Path) -> None:
    with running(tmp_path, TMPDIR=str(temporary)) as term:
        take_the_tour(term)
        term.hang_up()
        assert term.wait_end() != 0
    assert left_behind(tmp_path, temporary) == []
