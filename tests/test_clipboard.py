"""Ways to a clipboard: what is sent, what is written, and what is said of it."""

import base64
import os
import re
import stat
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from atm_tui.clipboard import Outcome, deliver, exports_folder, tools, write_file
from atm_tui.clipboard.chain import ways
from atm_tui.clipboard.sequences import MOST, osc52, through_screen
from atm_tui.errors import AtmError

DAY = f"{datetime.now().astimezone():%Y-%m-%d}"


def sent_text(sequence: str) -> str:
    assert sequence.startswith("\x1b]52;c;")
    assert sequence.endswith("\x07")
    return base64.b64decode(sequence[7:-1], validate=True).decode("utf-8")


# The sequence ----------------------------------------------------------------------------------
def test_osc52_is_what_terminals_take() -> None:
    assert osc52("h\u00e9llo") == "\x1b]52;c;aMOpbGxv\x07"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one\ntwo\n\n", "one\ntwo"),
        ("a\x1b[31mb\x07c\x00d\x9be\x7f", "a[31mbcde"),
        ("a\tb\r\nc\rd", "a b\nc\nd"),
        ("lone \ud800 pair \U0001f469", "lone ? pair \U0001f469"),
        ("", ""),
    ],
)
def test_osc52_carries_no_escape_and_no_last_line_end(text: str, expected: str) -> None:
    assert sent_text(osc52(text)) == expected


@given(st.text(st.characters(), max_size=300))
def test_osc52_of_anything_is_harmless(text: str) -> None:
    held = sent_text(osc52(text))
    assert not any(
        character != "\n" and (ord(character) < 32 or 127 <= ord(character) < 160) for character in held
    )
    assert not held.endswith("\n")


def test_osc52_takes_a_whole_plan() -> None:
    assert sent_text(osc52("a word \n" * 50_000)) == ("a word \n" * 50_000).rstrip("\n")


PIECES = re.compile(r"(?:\x1bP(?:[^\x1b]|\x1b[^\\])+\x1b\\)+")


def unwrapped(sequence: str) -> str:
    """What GNU screen hands on of pieces, which it takes at their ends."""
    assert PIECES.fullmatch(sequence)
    return sequence.removeprefix("\x1bP").removesuffix("\x1b\\").replace("\x1b\\\x1bP", "")


@given(st.text(st.characters(), max_size=3000))
@example("many words " * 300)
def test_pieces_for_screen_are_small_and_make_the_one_sequence(text: str) -> None:
    pieces = through_screen(osc52(text))
    assert unwrapped(pieces) == osc52(text)
    assert max(map(len, pieces.split("\x1bP"))) <= 512 - len("\x1bP")


def test_an_escape_code_is_not_cut_in_two() -> None:
    """Cut after its first byte, that would end the piece together with what follows."""
    for length in range(1, 600):
        sequence = "x" * length + "\x1b]52;c;\x07"
        assert unwrapped(through_screen(sequence)) == sequence
        assert "\x1b\x1b" not in through_screen(sequence)


def test_no_piece_looks_like_a_picture() -> None:
    """To a program that reads along, a piece that begins with q is one."""
    for length in range(300):
        sequence = "A" * length + "12q3;4qB" * 100
        assert not re.search(r"\x1bP[0-9;]*q", through_screen(sequence).removeprefix("\x1bP12q"))
        assert unwrapped(through_screen(sequence)) == sequence
    assert unwrapped(through_screen("q" * 900)) == "q" * 900, "where it cannot be helped it goes all the same"


# Where we are ----------------------------------------------------------------------------------
XTERM, TMUX, SCREEN = ["xterm-256color", "tmux-256color", "screen"]
DESKTOP, BUFFER, TERMINAL = ["this desktop's clipboard", "tmux's buffer", "your terminal"]


@pytest.mark.parametrize(
    ("env", "platform", "expected"),
    [
        ({}, "linux", [TERMINAL]),
        ({"DISPLAY": ":0"}, "linux", [DESKTOP, TERMINAL]),
        ({"WAYLAND_DISPLAY": "w"}, "linux", [DESKTOP, TERMINAL]),
        ({"DISPLAY": ""}, "linux", [TERMINAL]),
        ({"DISPLAY": ":0", "SSH_CONNECTION": "a b"}, "linux", [TERMINAL]),
        ({"DISPLAY": ":0", "SSH_TTY": "/dev/pts/1"}, "linux", [TERMINAL]),
        ({"SSH_CLIENT": "a b"}, "darwin", [TERMINAL]),
        ({}, "darwin", [DESKTOP, TERMINAL]),
        ({}, "win32", [DESKTOP, TERMINAL]),
        ({"TMUX": "/nowhere,1,0", "TERM": TMUX, "DISPLAY": ":0"}, "linux", [BUFFER, TERMINAL]),
        ({"TMUX": "/nowhere,1,0", "TERM": TMUX, "SSH_TTY": "x"}, "linux", [BUFFER, TERMINAL]),
        ({"TERM": TMUX, "SSH_TTY": "x"}, "linux", [TERMINAL]),
        ({"STY": "1.a", "TERM": SCREEN, "DISPLAY": ":0"}, "linux", [TERMINAL]),
    ],
)
def test_which_ways_there_are(
    env: dict[str, str], platform: str, expected: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """In tmux or screen nobody knows at which display a person sits now."""
    monkeypatch.setattr(sys, "platform", platform)
    found = ways({"TERM": XTERM} | env, lambda _: None)
    assert [way.name for way in found] == expected
    assert [way.sure for way in found] == [name != TERMINAL for name in expected]
    assert not any(way.sure for way in ways({"TERM": XTERM} | env, lambda _: None, tools=False))


BOTH = {"TMUX": "/nowhere,1,0", "STY": "1.a"}


@pytest.mark.parametrize(
    ("env", "inner"),
    [
        (BOTH | {"TERM": TMUX, "TERMCAP": "SC|screen.xterm|x"}, "tmux"),
        (BOTH | {"TERM": "screen-256color", "TERMCAP": "SC|screen.xterm|x"}, "tmux"),
        (BOTH | {"TERM": SCREEN, "TERMCAP": "SC|screen|x"}, "screen"),
        (BOTH | {"TERM": "screen.tmux-256color"}, "screen"),
        ({"STY": "1.a", "TERM": XTERM}, "screen"),
        ({"TERM": "screen.xterm-256color"}, "screen"),
        ({"TERM": TMUX}, "terminal"),
        ({"TERM": XTERM}, "terminal"),
    ],
)
def test_the_innermost_of_tmux_and_screen_decides(env: dict[str, str], inner: str) -> None:
    sent: list[str] = []
    found = ways(env, sent.append)
    assert (found[0].name == BUFFER) is (inner == "tmux")
    found[-1].take("words")
    assert sent == [through_screen(osc52("words")) if inner == "screen" else osc52("words")]


# Files -----------------------------------------------------------------------------------------
def test_file_is_for_its_owner_only(plans_folder: Path) -> None:
    path = write_file("Kijito's plan / matrix", ".md", "words\n")
    assert path == exports_folder() / f"Kijito's plan matrix-{DAY}.md"
    assert exports_folder() == plans_folder / "exports"
    assert path.read_text(encoding="utf-8") == "words\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_file_never_writes_over_another() -> None:
    first = write_file("plan", ".md", "one")
    second = write_file("plan", ".md", b"two")
    third = write_file("plan", ".md", "three")
    assert [path.name for path in (first, second, third)] == [
        f"plan-{DAY}.md", f"plan-{DAY}-2.md", f"plan-{DAY}-3.md",
    ]  # fmt: skip
    assert [path.read_text(encoding="utf-8") for path in (first, second, third)] == ["one", "two", "three"]


def test_same_words_are_not_written_twice() -> None:
    write_file("plan", ".md", "one")
    second = write_file("plan", ".md", "two")
    assert write_file("plan", ".md", "two") == second


def test_lone_surrogates_do_not_stop_it() -> None:
    assert write_file("plan", ".md", "a\ud800b").read_bytes() == b"a?b"


def test_unwritable_folder_is_a_sentence(plans_folder: Path) -> None:
    plans_folder.parent.mkdir(parents=True)
    plans_folder.write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(AtmError, match=r"No file could be written in .*exports: "):
        write_file("plan", ".md", "words")


def test_full_disk_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    exports_folder().mkdir(parents=True)
    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(AtmError, match="no space left on device"):
        write_file("plan", ".md", "words")
    assert list(exports_folder().iterdir()) == []


# Delivery --------------------------------------------------------------------------------------
def sent_by(text: str, **env: str) -> tuple[Outcome, list[str]]:
    """Hand a text to a terminal."""
    sent: list[str] = []
    env = {"TERM": XTERM} | env
    return deliver(text, name="plan", suffix=".md", send=sent.append, env=env), sent


def test_sent_to_the_terminal() -> None:
    outcome, sent = sent_by("w" * 2_200, SSH_TTY="x", DISPLAY=":0")
    assert outcome.sent
    assert outcome.path == exports_folder() / f"plan-{DAY}.md"
    assert outcome.message == (
        f"Sent to your terminal: 2,200 characters. If nothing pastes, the text is in {outcome.path}."
    )
    assert [sent_text(one) for one in sent] == ["w" * 2_200]
    assert "opied" not in outcome.message


def test_a_long_text_is_sent_with_a_word_of_warning() -> None:
    outcome, sent = sent_by("w" * 3_412)
    assert outcome.message == (
        "Sent to your terminal: 3,412 characters. Some terminals do not take so much. "
        f"If nothing pastes, the text is in {outcome.path}."
    )
    assert len(sent) == 1


@pytest.mark.parametrize("letter", ["w", "\u00e9"], ids=["of one byte", "of two"])
def test_what_no_terminal_takes_is_not_sent(letter: str) -> None:
    """The limit is in bytes: of a text in another script fewer letters go."""
    most = MOST // len(letter.encode())
    outcome, sent = sent_by(letter * most)
    assert outcome.sent
    assert len(sent[0]) == 100_000
    outcome, sent = sent_by(letter * (most + 1))
    assert not outcome.sent
    assert sent == []
    assert outcome.message == (
        f"Too long for a terminal's clipboard: {most + 1:,} characters. The text is in {outcome.path}."
    )


def test_screen_gets_pieces() -> None:
    outcome, sent = sent_by("words " * 500, TERM=SCREEN, STY="1.a")
    assert outcome.message.startswith("Sent to your terminal: 3,000 characters.")
    assert sent_text(unwrapped(sent[0])) == "words " * 500


def test_a_tmux_that_cannot_be_asked_is_told_of(tmp_path: Path) -> None:
    """As one on the person's own machine, or where no program may be started."""
    outcome, sent = sent_by("words", TERM=TMUX, TMUX="/nowhere,1,0", PATH=str(tmp_path))
    assert outcome.message == (
        "Sent to your terminal: 5 characters. tmux keeps it back unless its set-clipboard is on. "
        f"If nothing pastes, the text is in {outcome.path}."
    )
    assert [sent_text(one) for one in sent] == ["words"]


def test_no_terminal_is_said() -> None:
    outcome = deliver("words", name="plan", suffix=".md", send=None, env={})
    assert not outcome.sent
    assert outcome.message == f"There is no clipboard to send to. The text is in {outcome.path}."


def test_terminal_that_is_gone_is_said() -> None:
    def gone(_: str) -> None:
        raise OSError(5, "Input/output error")

    outcome = deliver("words", name="plan", suffix=".md", send=gone, env={})
    assert not outcome.sent
    assert outcome.path is not None
    assert outcome.path.read_text(encoding="utf-8") == "words"


def test_half_a_letter_is_a_question_mark_everywhere() -> None:
    outcome, sent = sent_by("a\ud800b")
    assert sent_text(sent[0]) == "a?b"
    assert outcome.path is not None
    assert outcome.path.read_bytes() == b"a?b"


def test_full_disk_is_said_and_the_text_is_sent_all_the_same(plans_folder: Path) -> None:
    plans_folder.parent.mkdir(parents=True)
    plans_folder.write_text("no folder", encoding="utf-8")
    outcome, sent = sent_by("words")
    assert outcome.path is None
    assert outcome.sent
    assert outcome.message.startswith("Sent to your terminal: 5 characters. No file could be written in ")
    assert len(sent) == 1


# Programs --------------------------------------------------------------------------------------
Tool = Callable[..., dict[str, str]]


@pytest.fixture
def tool(tmp_path: Path) -> Tool:
    """Puts a stand-in for a program where it is found. Gives the environment of a desktop with it."""

    def put(script: str, name: str = "xclip") -> dict[str, str]:
        place = tmp_path / "bin"
        place.mkdir()
        program = place / name
        program.write_text(f"#!/bin/sh\nheld={tmp_path}/held\n{script}\n", encoding="utf-8")
        program.chmod(0o755)
        return {"TERM": XTERM, "DISPLAY": ":9", "PATH": str(place)}

    return put


TMUX_KEEPS = """case "$*" in
"load-buffer -w -") echo w > "$held.asked"; exec /bin/cat > "$held";;
"load-buffer -") exec /bin/cat > "$held";;
show-buffer) exec /bin/cat "$held";;
*) echo "AROUND";;
esac"""


def by_tmux(env: dict[str, str], text: str = "words") -> tuple[str, list[str]]:
    """What is said when a text is handed over in tmux, and what was sent to the terminal."""
    sent: list[str] = []
    env = env | {"TERM": TMUX, "TMUX": "/nowhere,1,0"}
    return deliver(text, name="plan", suffix=".md", send=sent.append, env=env).message, sent


@pytest.mark.parametrize(
    ("around", "text", "asked", "said"),
    [
        ("xterm-256color clipboard,title", "words", True, " Your terminal was asked to take it, too."),
        ("xterm-kitty title", "words", True, ""),
        ("screen.xterm clipboard,title", "words", False, ""),
        ("", "words", False, ""),
        ("xterm-256color clipboard,title", "w" * 75_000, False, ""),
    ],
    ids=["one with a clipboard", "perhaps with one", "screen", "no client", "too long for it"],
)
def test_tmux_is_believed_if_it_gives_the_text_back(
    around: str, text: str, said: str, tool: Tool, tmp_path: Path, *, asked: bool
) -> None:
    message, sent = by_tmux(tool(TMUX_KEEPS.replace("AROUND", around), "tmux"), text)
    assert message.startswith(f"In tmux's buffer: {len(text):,} characters (prefix ] pastes).{said} The same")
    assert (tmp_path / "held").read_text("utf-8") == text
    assert (tmp_path / "held.asked").exists() is asked
    assert sent == []


def test_a_tmux_that_cannot_pass_it_on_keeps_it(tool: Tool) -> None:
    """Before 3.2 it knows no -w."""
    older = TMUX_KEEPS.replace('echo w > "$held.asked"; exec /bin/cat > "$held"', "exit 1")
    message, sent = by_tmux(tool(older.replace("AROUND", "xterm-256color"), "tmux"))
    assert message.startswith("In tmux's buffer: 5 characters (prefix ] pastes). The same text is in")
    assert sent == []


@pytest.mark.parametrize(
    "script", ["exit 1", "/bin/cat > /dev/null", 'echo "something else"'], ids=["fails", "empty", "another"]
)
def test_a_tmux_without_the_text_is_not_believed(
    script: str, tool: Tool, capfd: pytest.CaptureFixture[str]
) -> None:
    message, sent = by_tmux(tool(script, "tmux"))
    assert message.startswith("Sent to your terminal: 5 characters. tmux keeps it back unless")
    assert len(sent) == 1
    assert capfd.readouterr() == ("", "")


KEEPS = 'if [ "$3" = "-o" ]; then exec /bin/cat "$held"; else exec /bin/cat > "$held"; fi'


def test_a_tool_that_holds_the_text_copied_it(tool: Tool) -> None:
    sent: list[str] = []
    text = "one\ntwo \u00e9 \u65e5\n"
    outcome = deliver(text, name="plan", suffix=".md", send=sent.append, env=tool(KEEPS))
    assert outcome.message == f"Copied: 11 characters. The same text is in {outcome.path}."
    assert outcome.sent
    assert sent == []


@pytest.mark.parametrize(
    "script",
    ['echo "Can\'t open display" >&2; exit 1', "/bin/cat > /dev/null; exit 0", 'echo "something else"'],
    ids=["no display", "takes nothing", "holds another text"],
)
def test_a_tool_that_fails_is_not_believed(
    script: str, tool: Tool, capfd: pytest.CaptureFixture[str]
) -> None:
    sent: list[str] = []
    outcome = deliver("words", name="plan", suffix=".md", send=sent.append, env=tool(script))
    assert outcome.message.startswith("Sent to your terminal: 5 characters.")
    assert len(sent) == 1
    assert capfd.readouterr() == ("", "")


def test_a_tool_that_hangs_is_left(tool: Tool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tools, "SECONDS", 0.5)
    sent: list[str] = []
    began = time.monotonic()
    outcome = deliver("words", name="plan", suffix=".md", send=sent.append, env=tool("exec /bin/sleep 5"))
    assert time.monotonic() - began < 4
    assert outcome.message.startswith("Sent to your terminal")


def test_no_tool_at_all(tmp_path: Path) -> None:
    sent: list[str] = []
    env = {"TERM": XTERM, "DISPLAY": ":9", "PATH": str(tmp_path)}
    outcome = deliver("words", name="plan", suffix=".md", send=sent.append, env=env)
    assert outcome.message.startswith("Sent to your terminal")


def test_no_module_of_the_working_folder_is_run(
    tmp_path: Path, tool: Tool, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pyperclip.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    deliver("words", name="plan", suffix=".md", send=None, env=tool(KEEPS))
    assert not os.path.lexists(tmp_path / "ran")
