"""atm-tui show: a picture as text on stdout, and plain words where there is none."""

from collections.abc import Callable
from pathlib import Path

import pytest

from atm_tui.cli import main
from atm_tui.document import Document
from atm_tui.model.start import Participant
from atm_tui.pictures import PICTURES


def shown(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["show", "kijito", *arguments]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    return out


@pytest.mark.parametrize("name", PICTURES)
def test_each_picture_is_shown(kijito: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    assert len(shown(capsys, name).splitlines()) > 10


def test_the_width_is_what_is_asked_for(kijito: Path, capsys: pytest.CaptureFixture[str]) -> None:
    narrow, wide = (shown(capsys, "river", "--ascii", "--width", width) for width in ("60", "120"))
    assert max(map(len, narrow.splitlines())) <= 60 < max(map(len, wide.splitlines())) <= 120


def test_without_a_width_it_is_the_terminal_s(
    kijito: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("LINES", "30")
    assert 80 < max(map(len, shown(capsys, "river", "--ascii").splitlines())) <= 100


def test_ascii_is_ascii_and_a_terminal_in_utf8_gets_more(
    kijito: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    assert "░" in shown(capsys, "river")
    assert shown(capsys, "river", "--ascii").isascii()


def test_a_view_has_a_name_of_its_own(kijito: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "Mercy Atieno  leads 4" in shown(capsys, "matrix:person")
    assert "14 of 14 market points" in shown(capsys, "matrix:market")


def test_who_does_not_want_to_be_named_is_not(kijito: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = Document.open(kijito)
    mercy = next(one for one in document.plan.all(Participant) if one.display_name == "Mercy Atieno")
    document.set(mercy, {"consent": "no"})
    document.save()
    out = shown(capsys, "matrix:person")
    assert "Mercy" not in out
    assert "W07  leads 4" in out


def test_what_is_no_picture_is_said_with_what_there_is(
    kijito: Path, refused: Callable[[list[str]], str]
) -> None:
    assert refused(["show", "kijito", "lake"]).startswith("There is no picture 'lake'. Use one of: river, ")
    said = refused(["show", "kijito", "matrix:moon"])
    assert "matrix:person" in said
    assert "matrix:week" in said


@pytest.mark.parametrize("width", ["0", "-5", "39", "100000"])
def test_a_width_that_nobody_can_read_is_refused(
    kijito: Path, refused: Callable[[list[str]], str], width: str
) -> None:
    assert refused(["show", "kijito", "river", "--width", width]) == "--width takes a number from 40 to 1000."
