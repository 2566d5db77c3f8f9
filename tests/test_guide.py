"""Every step has its guide, short enough to be read aloud, and plain enough for any terminal."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from atm_tui import guide as room
from atm_tui.guide import Guide, guide, languages
from atm_tui.meeting import STOPS
from atm_tui.stage import steps

IDS = [step.id for step in (*steps(), *STOPS)]
MUST_SAY_OUR_READING = [
    "river",
    "bridges",
    "actions",
    "solutions",
    "dimensions",
    "indicators",
    "spectrum",
    "allies",
    "sessions",
    "requirements",
]


def all_words(words: Guide) -> list[str]:
    """Every text of a guide that is read or said."""
    return [text for text in (words.purpose, *words.how, *words.ask, words.draw, words.reading) if text]


@pytest.fixture
def two_catalogues(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """English as it is, and a language that knows one step only."""
    (tmp_path / "en.toml").write_bytes((room._folder() / "en.toml").read_bytes())
    (tmp_path / "sw.toml").write_text(
        '[plan]\npurpose = "Mpango"\nhow = ["Ongea."]\nask = ["Nani?"]\ndraw = "Jiwe"\n', encoding="utf-8"
    )
    monkeypatch.setattr(room, "_folder", lambda: tmp_path)
    room._catalogue.cache_clear()
    yield
    room._catalogue.cache_clear()


def test_english_has_every_step_in_order_and_none_too_many() -> None:
    assert list(room._catalogue("en")) == IDS


@pytest.mark.parametrize("language", languages())
def test_no_language_has_a_step_too_many(language: str) -> None:
    assert set(room._catalogue(language)) <= set(IDS)


@pytest.mark.parametrize("step_id", IDS)
def test_lengths_fit_the_screen(step_id: str) -> None:
    words = guide(step_id)
    assert len(words.purpose) <= 76
    assert 2 <= len(words.how) <= 4
    assert max(map(len, words.how)) <= 140
    assert 2 <= len(words.ask) <= 3
    assert max(map(len, words.ask)) <= 100
    assert len(words.draw) <= 140
    assert len(words.reading) <= 140


@pytest.mark.parametrize("step_id", IDS)
def test_a_step_is_said_in_less_than_a_minute(step_id: str) -> None:
    assert sum(len(text.split()) for text in all_words(guide(step_id))) <= 120


@pytest.mark.parametrize("step_id", IDS)
def test_no_field_is_empty_or_padded(step_id: str) -> None:
    words = guide(step_id)
    for text in (words.purpose, *words.how, *words.ask, words.draw):
        assert text
    for text in all_words(words):
        assert text == " ".join(text.split())


@pytest.mark.parametrize("step_id", IDS)
def test_questions_ask_and_sentences_end(step_id: str) -> None:
    words = guide(step_id)
    assert all(question.endswith("?") for question in words.ask)
    assert all(sentence.endswith((".", "?")) for sentence in words.how)
    assert words.draw.endswith(".")
    assert not words.purpose.endswith(".")


@pytest.mark.parametrize("step_id", IDS)
def test_only_plain_ascii(step_id: str) -> None:
    for text in all_words(guide(step_id)):
        assert text.isascii()
        assert text.isprintable()
        assert '"' not in text
        assert "..." not in text


def test_questions_of_a_step_are_not_asked_twice() -> None:
    for step_id in IDS:
        words = guide(step_id)
        assert len(set(words.ask)) == len(words.ask)
        assert len(set(words.how)) == len(words.how)


@pytest.mark.parametrize("step_id", IDS)
def test_our_reading_is_called_so(step_id: str) -> None:
    reading = guide(step_id).reading
    assert not reading or "our reading" in reading


@pytest.mark.parametrize("step_id", MUST_SAY_OUR_READING)
def test_what_the_toolbox_leaves_open_is_told(step_id: str) -> None:
    assert guide(step_id).reading


def test_every_purpose_is_its_own() -> None:
    assert len({guide(step_id).purpose for step_id in IDS}) == len(IDS)


def test_a_step_that_a_language_has_is_said_in_it(two_catalogues: None) -> None:
    assert languages() == ["en", "sw"]
    assert guide("plan", "sw") == Guide("Mpango", ("Ongea.",), ("Nani?",), "Jiwe")


def test_a_step_that_a_language_lacks_is_said_in_english(two_catalogues: None) -> None:
    assert guide("people", "sw") == guide("people", "en")


@pytest.mark.parametrize("language", ["", "xx", "../en", "EN/", "en.toml"])
def test_an_unknown_language_is_english(language: str) -> None:
    assert guide("river", language) == guide("river")


@pytest.mark.parametrize("language", ["en", "xx"])
def test_an_unknown_step_is_a_key_error(language: str) -> None:
    with pytest.raises(KeyError):
        guide("no-such-step", language)


def test_nothing_is_read_before_the_first_guide() -> None:
    code = (
        "import sys, atm_tui.guide as room;"
        "assert 'tomllib' not in sys.modules;"
        "assert 'textual' not in sys.modules;"
        "assert room.guide('plan').purpose;"
        "assert 'tomllib' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
