"""The list of pictures, their names and views, and the signs they are drawn with."""

import unicodedata
from dataclasses import astuple

import pytest
from rich.cells import cell_len

from atm_tui import stage
from atm_tui.errors import AtmError
from atm_tui.pictures import ASCII, PICTURES, UNICODE, named, next_picture, next_view, of_tool, title

SIGNS = [sign for held in astuple(UNICODE) for sign in held]


def test_each_tool_that_a_picture_shows_is_one_of_the_stage() -> None:
    shown = [tool for kind in PICTURES.values() for tool in kind.tools]
    assert [tool for tool in shown if stage.tool(tool) is None] == []
    assert len(shown) == len(set(shown))


def test_each_tool_has_a_picture_and_those_that_are_drawn_their_own() -> None:
    assert {of_tool(tool.id) for tool in stage.tools()} == set(PICTURES)
    assert of_tool("matrix") == "matrix"


def test_views_and_pictures_come_round_again() -> None:
    views = [name for name, _ in PICTURES["matrix"].views]
    name = "matrix"
    for view in [*views[1:], views[0]]:
        name = next_view(name, 1)
        assert name == f"matrix:{view}"
    assert next_view(name, -1) == f"matrix:{views[-1]}"
    assert next_view("river", 1) == "river"
    for _ in PICTURES:
        name = next_picture(name)
    assert name == "matrix"


def test_a_picture_has_a_title_with_its_view() -> None:
    assert title("river") == "River of Change"
    assert title("matrix:week") == "Action plan matrix by week"


@pytest.mark.parametrize("name", ["", "lake", "river:x", ":week", "matrix:week:week", "\x1b[31m"])
def test_a_name_that_is_none_is_refused_in_harmless_words(name: str) -> None:
    with pytest.raises(AtmError) as refused:
        named(name)
    assert str(refused.value).isprintable()


def test_each_sign_takes_one_cell() -> None:
    assert [sign for sign in SIGNS if cell_len(sign) != 1] == []
    assert [
        sign for held in astuple(ASCII) for sign in held if not (sign.isascii() and sign.isprintable())
    ] == []


def test_no_sign_is_of_ambiguous_width_but_box_drawing_and_blocks() -> None:
    ambiguous = [sign for sign in SIGNS if unicodedata.east_asian_width(sign) == "A"]
    assert [sign for sign in ambiguous if not "\u2500" <= sign <= "\u259f"] == []
