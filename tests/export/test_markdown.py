"""Markdown: what a person typed is read as it was typed, and as nothing else."""

import itertools

import pytest
from filled import HOSTILE, TODAY, filled, hostile, typed
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from atm_tui.export.blocks import Drawing
from atm_tui.export.markdown import _block, markdown
from atm_tui.export.order import Order
from atm_tui.model.plan import Plan

OURS = {
    "heading_open", "heading_close", "paragraph_open", "paragraph_close", "inline", "text", "hardbreak",
    "bullet_list_open", "bullet_list_close", "list_item_open", "list_item_close", "strong_open",
    "strong_close", "table_open", "table_close", "thead_open", "thead_close", "tbody_open", "tbody_close",
    "tr_open", "tr_close", "th_open", "th_close", "td_open", "td_close", "fence",
}  # fmt: skip
"""All that our own Markdown is made of: no code but drawings, no link, image, rule, quote, number or HTML."""


def tokens(text: str) -> list[Token]:
    parsed = MarkdownIt("commonmark", {"maxNesting": 100}).enable(["table", "strikethrough"]).parse(text)
    return [token for one in parsed for token in (one, *(one.children or ()))]


def read(text: str) -> str:
    """The words that a reader sees, blanks made even."""
    return even(" ".join(token.content if token.type == "text" else "\n" for token in tokens(text)))


def even(text: str) -> str:
    return "".join(text.split())


def test_every_word_is_there(filled_plan: Plan) -> None:
    text = read(markdown(filled_plan, Order(TODAY)))
    assert [word for word in typed(filled_plan) if word not in text] == []


def test_private_words_are_not(filled_plan: Plan) -> None:
    text = markdown(filled_plan, Order(TODAY))
    assert [word for word in typed(filled_plan, private=True) if word in text] == []


@pytest.mark.parametrize("words", HOSTILE)
def test_each_hostile_word_is_read_as_it_was_typed(words: str) -> None:
    check(filled(lambda: words))


@settings(max_examples=20, deadline=None)
@given(st.lists(hostile(), min_size=1, max_size=6))
def test_any_words_are_read_as_they_were_typed(samples: list[str]) -> None:
    words = itertools.cycle(samples)
    check(filled(lambda: next(words)))


def check(plan: Plan) -> None:
    text = markdown(plan, Order(TODAY))
    assert {token.type for token in tokens(text)} <= OURS
    assert not any(
        character != "\n" and (ord(character) < 32 or 127 <= ord(character) < 160) for character in text
    )
    seen = read(text)
    assert [word for word in set(typed(plan)) if even(word) not in seen] == []


def test_escapes_only_what_means_something() -> None:
    plan = filled(lambda: "Yarn 260, dye 70 - 5% (sure!); +255 700 123, A.B. & co: 1.5 m")
    assert "Yarn 260, dye 70 - 5% (sure!); +255 700 123, A.B. & co: 1.5 m" in markdown(plan, Order(TODAY))


def test_lines_stay_lines() -> None:
    plan = filled(lambda: "one\n\n- two\n3. three")
    assert "one\\\n  \\\n  \\- two\\\n  3\\. three" in markdown(plan, Order(TODAY))


def test_one_tool_alone() -> None:
    text = markdown(filled(), Order(TODAY, "river"))
    assert "### River of Change" in text
    assert "Business planning" not in text


def test_a_picture_is_kept_as_it_is_drawn() -> None:
    found = [one for one in tokens(markdown(filled(), Order(TODAY))) if one.type == "fence"]
    first, second = (one.content for one in found)
    assert first.startswith("RIVER OF CHANGE  ")
    assert second.startswith("ACTION PLAN by week\n")


def test_no_typed_mark_ends_a_picture() -> None:
    drawing = "one\n`````\ntwo\n"
    assert [(one.type, one.content) for one in tokens(_block(Drawing(drawing)))] == [("fence", drawing)]
