"""What the environment tells of a terminal."""

import subprocess
import sys
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atm_tui.terminal import COLOURS, TRUE, look_at, over_ssh, prepare

NAMES = st.sampled_from(
    ["", "dumb", "vt100", "linux", "xterm", "xterm-256color", "xterm-direct", "screen", "odd"]
)


@pytest.mark.parametrize(
    ("env", "colours"),
    [
        ({"TERM": "xterm"}, 16),
        ({"TERM": "xterm-16color"}, 16),
        ({"TERM": "linux"}, 16),
        ({"TERM": "screen"}, 16),
        ({"TERM": "tmux"}, 16),
        ({"TERM": "rxvt"}, 16),
        ({"TERM": "a terminal of tomorrow"}, 16),
        ({"TERM": "xterm-256color"}, 256),
        ({"TERM": "screen.xterm-256color"}, 256),
        ({"TERM": "putty-256color"}, 256),
        ({"TERM": "xterm-kitty"}, 256),
        ({"TERM": "alacritty"}, 256),
        ({"TERM": "xterm-direct"}, TRUE),
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, TRUE),
        ({"TERM": "xterm", "COLORTERM": "24bit"}, TRUE),
        ({"TERM": "xterm", "COLORTERM": "yes"}, 16),
        ({"TERM": "vt100"}, 0),
        ({"TERM": "vt220", "COLORTERM": "truecolor"}, 0),
        ({"TERM": "wyse50"}, 0),
        ({"TERM": "xterm-mono"}, 0),
        ({"TERM": "linux-m"}, 0),
        ({"TERM": "dumb"}, 0),
        ({}, 0),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, 0),
        ({"TERM": "xterm-256color", "NO_COLOR": ""}, 256),
    ],
)
def test_colours_are_what_the_name_says_and_no_more(env: Mapping[str, str], colours: int) -> None:
    assert look_at(env, "utf-8").colours == colours


@pytest.mark.parametrize(("said", "colours"), COLOURS.items())
def test_how_many_colours_can_be_set(said: str, colours: int) -> None:
    env = {"TERM": "xterm-256color", "NO_COLOR": "1", "ATM_TUI_COLOURS": said}
    assert look_at(env, "utf-8").colours == colours


def test_a_setting_that_means_nothing_is_passed_over() -> None:
    env = {"TERM": "xterm-256color", "ATM_TUI_COLOURS": "many", "ATM_TUI_GLYPHS": "nice"}
    assert look_at(env, "utf-8") == look_at({"TERM": "xterm-256color"}, "utf-8")


@pytest.mark.parametrize(
    ("term", "encoding", "unicode"),
    [
        ("xterm", "UTF-8", True),
        ("tmux-256color", "utf8", True),
        ("xterm", "ascii", False),
        ("xterm", "iso-8859-1", False),
        ("xterm", "no such thing", False),
        ("linux", "utf-8", False),
        ("vt220", "utf-8", False),
        ("dumb", "utf-8", False),
    ],
)
def test_signs_beyond_ascii_need_utf_8_and_a_font_that_has_them(
    term: str, encoding: str, unicode: bool
) -> None:
    assert look_at({"TERM": term}, encoding).unicode is unicode


def test_the_signs_can_be_set() -> None:
    assert look_at({"TERM": "linux", "ATM_TUI_GLYPHS": "unicode"}, "ascii").unicode
    assert not look_at({"TERM": "xterm", "ATM_TUI_GLYPHS": "ASCII"}, "utf-8").unicode


@pytest.mark.parametrize("term", ["", "dumb", "unknown", " Dumb "])
def test_a_terminal_that_cannot_move_its_cursor_is_dumb(term: str) -> None:
    assert look_at({"TERM": term}, "utf-8").dumb
    assert not look_at({"TERM": "vt100"}, "utf-8").dumb


@pytest.mark.parametrize("name", ["SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT"])
def test_any_word_of_ssh_tells_that_the_person_sits_elsewhere(name: str) -> None:
    assert over_ssh({name: "10.0.0.1 22"})
    assert look_at({name: "10.0.0.1 22"}, "utf-8").ssh
    assert not over_ssh({name: ""})


SCREENS = "SC|screen|VT 100/ANSI X3.64 virtual terminal:"
"""How GNU screen begins TERMCAP; tmux leaves it as it was."""


@pytest.mark.parametrize(
    ("term", "more", "inside"),
    [
        ("tmux-256color", {"TMUX": "t"}, "tmux"),
        ("screen-256color", {"TMUX": "t"}, "tmux"),
        ("screen.xterm-256color", {"STY": "1.pts-0"}, "screen"),
        ("tmux-256color", {"TMUX": "t", "STY": "1.pts-0", "TERMCAP": SCREENS}, "tmux"),  # tmux in screen
        (
            "screen-256color",
            {"TMUX": "t", "STY": "1.pts-0", "TERMCAP": SCREENS},
            "tmux",
        ),  # the same, set up so
        ("screen", {"TMUX": "t", "STY": "1.pts-0", "TERMCAP": SCREENS}, "screen"),  # screen in tmux
        ("screen.tmux-256color", {"TMUX": "t", "STY": "1.pts-0"}, "screen"),
        ("screen", {"SSH_TTY": "/dev/pts/1"}, "screen"),  # on the person's own machine
        ("tmux", {"SSH_TTY": "/dev/pts/1"}, "tmux"),
        ("xterm", {}, ""),
    ],
)
def test_the_innermost_of_tmux_and_screen_is_told(term: str, more: Mapping[str, str], inside: str) -> None:
    assert look_at({"TERM": term, **more}, "utf-8").inside == inside


@given(NAMES, st.sampled_from(["", *COLOURS]), st.sampled_from([None, "", "1"]))
def test_colours_are_taken_out_exactly_where_there_are_none(
    term: str, said: str, no_color: str | None
) -> None:
    env = {"TERM": term, "ATM_TUI_COLOURS": said} | ({} if no_color is None else {"NO_COLOR": no_color})
    here = look_at(env, "utf-8")
    prepare(here, env)
    assert ("NO_COLOR" in env) is (here.colours == 0)
    assert look_at(env, "utf-8") == here  # what was prepared does not change what is seen


def test_over_ssh_a_key_may_arrive_in_two_parts_but_who_set_a_delay_keeps_it() -> None:
    for given_before, kept in (({}, "400"), ({"ESCDELAY": "50"}, "50")):
        env = {"TERM": "xterm", "SSH_TTY": "/dev/pts/0", **given_before}
        prepare(look_at(env, "utf-8"), env)
        assert env["ESCDELAY"] == kept
    near = {"TERM": "xterm"}
    prepare(look_at(near, "utf-8"), near)
    assert "ESCDELAY" not in near


def test_old_consoles_are_not_asked_for_a_new_keyboard() -> None:
    asked = {}
    for term in ("linux", "vt100", "xterm"):
        env = {"TERM": term}
        prepare(look_at(env, "utf-8"), env)
        asked[term] = "TEXTUAL_DISABLE_KITTY_KEY" not in env
    assert asked == {"linux": False, "vt100": False, "xterm": True}


@pytest.mark.parametrize(("said", "system"), [("none", 1), ("16", 1), ("256", 2), ("true", 3)])
def test_textual_takes_what_was_prepared(said: str, system: int) -> None:
    """Its numbers: 1 for the 16 colours, 2 for 256, 3 for all. It reads them when it is imported."""
    ask = """if True:
        import os
        from atm_tui.terminal import look_at, prepare
        prepare(look_at(os.environ, "utf-8"), os.environ)
        from atm_tui.app import AtmApp
        from textual import constants
        app = AtmApp()
        print(app.console._color_system.value, app.no_color, constants.TEXTUAL_ANIMATIONS)
        print(*(type(one).__name__ for one in app._filters if one.enabled))
    """
    env = {"TERM": "xterm", "ATM_TUI_COLOURS": said}
    done = subprocess.run([sys.executable, "-c", ask], env=env, capture_output=True, text=True, check=True)
    no_color = said == "none"
    assert done.stdout.splitlines() == [f"{system} {no_color} none", "NoColor" if no_color else ""]
