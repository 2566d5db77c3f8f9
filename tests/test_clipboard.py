"""Ways to a clipboard: what is sent, what is written, and what is said of it."""

import base64
import os
import stat
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atm_tui import clipboard
from atm_tui.clipboard import deliver, exports_folder, on_desktop, osc52, over_ssh, write_file
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


# Where we are ----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("env", "platform", "ssh", "desktop"),
    [
        ({}, "linux", False, False),
        ({"DISPLAY": ":0"}, "linux", False, True),
        ({"WAYLAND_DISPLAY": "w"}, "linux", False, True),
        ({"DISPLAY": ""}, "linux", False, False),
        ({"DISPLAY": ":0", "SSH_CONNECTION": "a b"}, "linux", True, False),
        ({"DISPLAY": ":0", "SSH_TTY": "/dev/pts/1"}, "linux", True, False),
        ({"SSH_CLIENT": "a b"}, "darwin", True, False),
        ({}, "darwin", False, True),
        ({}, "win32", False, True),
    ],
)
def test_where_we_are(
    env: dict[str, str], platform: str, ssh: bool, desktop: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    assert over_ssh(env) is ssh
    assert on_desktop(env) is desktop


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
def test_sent_to_the_terminal() -> None:
    sent: list[str] = []
    outcome = deliver(
        "w" * 3412, name="plan", suffix=".md", send=sent.append, env={"SSH_TTY": "x", "DISPLAY": ":0"}
    )
    assert outcome.sent
    assert outcome.path == exports_folder() / f"plan-{DAY}.md"
    assert outcome.message == (
        f"Sent to your terminal: 3,412 characters. If nothing pastes, the text is in {outcome.path}."
    )
    assert [sent_text(one) for one in sent] == ["w" * 3412]
    assert "opied" not in outcome.message


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


def test_full_disk_is_said_and_the_text_is_sent_all_the_same(plans_folder: Path) -> None:
    plans_folder.parent.mkdir(parents=True)
    plans_folder.write_text("no folder", encoding="utf-8")
    sent: list[str] = []
    outcome = deliver("words", name="plan", suffix=".md", send=sent.append, env={})
    assert outcome.path is None
    assert outcome.sent
    assert outcome.message.startswith("Sent to your terminal: 5 characters. No file could be written in ")
    assert len(sent) == 1


# The desktop's own clipboard -------------------------------------------------------------------
Tool = Callable[[str], dict[str, str]]


@pytest.fixture
def tool(tmp_path: Path) -> Tool:
    """Puts a stand-in for xclip where it is found. Gives the environment of that desktop."""

    def put(script: str) -> dict[str, str]:
        place = tmp_path / "bin"
        place.mkdir()
        xclip = place / "xclip"
        xclip.write_text(f"#!/bin/sh\nheld={tmp_path}/held\n{script}\n", encoding="utf-8")
        xclip.chmod(0o755)
        return {"DISPLAY": ":9", "PATH": str(place)}

    return put


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
    monkeypatch.setattr(clipboard, "SECONDS", 0.5)
    sent: list[str] = []
    began = time.monotonic()
    outcome = deliver("words", name="plan", suffix=".md", send=sent.append, env=tool("exec /bin/sleep 5"))
    assert time.monotonic() - began < 4
    assert outcome.message.startswith("Sent to your terminal")


def test_no_tool_at_all(tmp_path: Path) -> None:
    sent: list[str] = []
    env = {"DISPLAY": ":9", "PATH": str(tmp_path)}
    outcome = deliver("words", name="plan", suffix=".md", send=sent.append, env=env)
    assert outcome.message.startswith("Sent to your terminal")


def test_no_module_of_the_working_folder_is_run(
    tmp_path: Path, tool: Tool, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pyperclip.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    deliver("words", name="plan", suffix=".md", send=None, env=tool(KEEPS))
    assert not os.path.lexists(tmp_path / "ran")
