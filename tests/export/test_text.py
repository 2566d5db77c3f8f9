"""Plain text: never wider than 78 cells, nothing lost, nothing that drives a terminal."""

import itertools

import pytest
from filled import HOSTILE, TODAY, filled, hostile, typed
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from atm_tui.document import Document
from atm_tui.example import example
from atm_tui.export.order import Order
from atm_tui.export.text import WIDTH, text
from atm_tui.model.plan import Plan
from atm_tui.planio import plan_of
from atm_tui.width import cells, pad, wrap


def test_every_word_is_there(filled_plan: Plan) -> None:
    said = text(filled_plan, Order(TODAY)).split()
    assert [word for word in typed(filled_plan) if not any(word in one for one in said)] == []


def test_private_words_are_not(filled_plan: Plan) -> None:
    said = text(filled_plan, Order(TODAY))
    assert [word for word in typed(filled_plan, private=True) if word in said] == []


def check(plan: Plan) -> None:
    said = text(plan, Order(TODAY))
    assert max(cell_len(line) for line in said.split("\n")) <= WIDTH == 78
    assert not any(
        character != "\n" and (ord(character) < 32 or 127 <= ord(character) < 160) for character in said
    )
    assert said.endswith("\n")


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_within_their_lines(words: str) -> None:
    check(filled(lambda: words))


@settings(max_examples=20, deadline=None)
@given(st.lists(hostile(), min_size=1, max_size=6))
def test_any_words_stay_within_their_lines(samples: list[str]) -> None:
    words = itertools.cycle(samples)
    check(filled(lambda: next(words)))


def test_long_words_are_broken_and_not_lost() -> None:
    long = "x" * 10_000
    said = "".join(text(filled(lambda: long), Order(TODAY)).split())
    assert long in said


def test_the_example_reads_well() -> None:
    said = text(Document(plan_of(example())).plan, Order(TODAY))
    assert "\n\n\n" not in said
    assert said.startswith("Kijito Weavers' Circle\n======================\n\nProduct:")
    assert "\n  A06   Buy yarn together from one of     Saida Kombo     24 Apr 2026  done\n" in said
    assert (
        "\n    - C1.1 Each weaver follows her own memory (Thickness: 2 middle; State:\n      solved)\n"
        in said
    )


# Width -----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("words", "wide"),
    [("", 0), ("abc", 3), ("日本", 4), ("e\u0301", 1), ("a\u200db", 2), ("한", 2), ("👩", 2), ("\uff41", 2)],
)
def test_cells(words: str, wide: int) -> None:
    assert cells(words) == wide


@given(st.text(max_size=200))
def test_cells_are_never_too_few(words: str) -> None:
    printable = "".join(character for character in words if character.isprintable())
    assert cells(printable) >= cell_len(printable)


@given(st.text(max_size=200), st.integers(2, 20))
def test_wrapped_lines_fit_and_lose_nothing(words: str, width: int) -> None:
    lines = wrap(words, width)
    assert all(cells(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(words.split())


def test_wrap_keeps_lines_and_marks_with_their_letters() -> None:
    assert wrap("a b\n\nc", 10) == ["a b", "", "c"]
    assert wrap("e\u0301e\u0301e\u0301", 2) == ["e\u0301e\u0301", "e\u0301"]
    assert wrap("one two three", 7) == ["one two", "three"]


def test_pad() -> None:
    assert pad("日", 4) == "日  "
