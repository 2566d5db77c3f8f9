"""What is taken out arrives: behind a real sshd, in tmux, in GNU screen, and with neither of them."""

import base64
import os
import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from facilitator import begin_plan, begin_typing
from sshhost import Host, listening, needed
from term import Term, environment, program

LONG_RUN = re.compile("[A-Za-z0-9+/]{50}")
"""What base64 on the screen looks like."""


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Host]:
    """An sshd that runs whatever one asks for."""
    with listening(tmp_path) as there:
        yield there


def there(home: Path) -> dict[str, str]:
    """What the account on the host has in its environment, with folders of its own for tmux and screen."""
    rooms = home / "rooms"
    rooms.mkdir(mode=0o700, exist_ok=True)
    return {
        "HOME": str(home),
        "XDG_DATA_HOME": str(home / "data"),
        "LANG": "C.UTF-8",
        "TMUX_TMPDIR": str(rooms),
        "SCREENDIR": str(rooms),
    }


def connect(host: Host, home: Path, *command: str) -> Term:
    """Somebody connects with a terminal and runs this."""
    env = [f"{name}={value}" for name, value in there(home).items()]
    return Term(host.ssh("-tt", "127.0.0.1", shlex.join(["env", *env, *command])), environment(home))


def take_out(term: Term, home: Path, says: str) -> str:
    """Type a plan, take it out by F6, and read what is said. Gives what stands in the file."""
    begin_plan(term, "Hill honey group")
    begin_typing(term, "Forest honey, ripened")
    term.key("f6")
    term.wait("Copy and export")
    term.key("enter")
    term.wait(says)
    term.quiet()
    [file] = (home / "data" / "atm-tui" / "exports").iterdir()
    text = file.read_text("utf-8")
    assert "Forest honey, ripened" in text
    assert not LONG_RUN.search(term.text), "nothing of the sequence is painted"
    return text.rstrip("\n")


def arrived(term: Term) -> str:
    """The text that the person's terminal was asked to take; it was asked once."""
    assert term.raw.count(b"\x1b]52;") == 1
    return base64.b64decode(term.clipboard(), validate=True).decode()


def test_by_ssh_the_terminal_gets_the_one_sequence(host: Host, tmp_path: Path) -> None:
    term = connect(host, tmp_path, *program())
    try:
        text = take_out(term, tmp_path, "Sent to your terminal")
        assert arrived(term) == text
    finally:
        term.close()


def test_in_tmux_it_is_in_its_buffer_and_the_terminal_is_asked_too(host: Host, tmp_path: Path) -> None:
    tmux = [needed("tmux"), "-f", "/dev/null"]
    term = connect(host, tmp_path, *tmux, "new", shlex.join(program()))
    try:
        text = take_out(term, tmp_path, "In tmux's buffer")
        assert "(prefix ] pastes)" in " ".join(term.text.split())
        assert "Your terminal was asked to take it, too." in " ".join(term.text.split())
        shown = subprocess.run(
            [*tmux, "show-buffer"], env=tmux_env(tmp_path), capture_output=True, check=True
        )
        assert shown.stdout.decode() == text
        term.until(lambda: bool(term.clipboard()), "the sequence that tmux sends")
        assert arrived(term) == text
    finally:
        end_tmux(tmux, tmp_path)
        term.close()


def test_in_tmux_on_a_terminal_without_a_clipboard_nothing_else_is_said(host: Host, tmp_path: Path) -> None:
    tmux = [needed("tmux"), "-f", "/dev/null"]
    term = connect(host, tmp_path, "TERM=linux", *tmux, "new", shlex.join(program()))
    try:
        take_out(term, tmp_path, "In tmux's buffer")
        assert "our terminal" not in " ".join(term.text.split())
        assert b"\x1b]52;" not in term.raw
    finally:
        end_tmux(tmux, tmp_path)
        term.close()


def test_in_screen_the_pieces_arrive_as_the_one_sequence(host: Host, tmp_path: Path) -> None:
    term = connect(host, tmp_path, needed("screen"), "-c", "/dev/null", "-S", "plan", *program())
    try:
        text = take_out(term, tmp_path, "Sent to your terminal")
        term.until(lambda: bool(term.clipboard()), "the sequence that screen hands on")
        assert arrived(term) == text
    finally:
        end_screen(tmp_path)
        term.close()


def test_in_screen_inside_tmux_screen_decides(host: Host, tmp_path: Path) -> None:
    """It alone knows where the person is; tmux may be another's by now. tmux takes what screen hands on."""
    tmux = [needed("tmux"), "-f", "/dev/null"]
    inner = shlex.join([needed("screen"), "-c", "/dev/null", "-S", "plan", *program()])
    open_tmux = [*tmux, "set", "-s", "set-clipboard", "on", ";", "new", inner]
    term = connect(host, tmp_path, *open_tmux)
    try:
        text = take_out(term, tmp_path, "Sent to your terminal")
        term.until(lambda: bool(term.clipboard()), "the sequence that both hand on")
        assert arrived(term) == text
    finally:
        end_screen(tmp_path)
        end_tmux(tmux, tmp_path)
        term.close()


def test_in_tmux_inside_screen_tmux_decides_and_tells_screen_nothing(host: Host, tmp_path: Path) -> None:
    """Told by tmux, screen would paint the text's code over the page."""
    tmux = [needed("tmux"), "-f", "/dev/null"]
    screen = [needed("screen"), "-c", "/dev/null", "-S", "plan"]
    term = connect(host, tmp_path, *screen, *tmux, "new", shlex.join(program()))
    try:
        text = take_out(term, tmp_path, "In tmux's buffer")
        shown = subprocess.run(
            [*tmux, "show-buffer"], env=tmux_env(tmp_path), capture_output=True, check=True
        )
        assert shown.stdout.decode() == text
    finally:
        end_tmux(tmux, tmp_path)
        end_screen(tmp_path)
        term.close()


# Rooms -----------------------------------------------------------------------------------------
def tmux_env(home: Path) -> dict[str, str]:
    """The environment in which tmux finds the host's server, and no other."""
    return environment(home) | there(home)


def end_tmux(tmux: list[str], home: Path) -> None:
    """End the host's tmux with all that runs in it."""
    subprocess.run([*tmux, "kill-server"], env=tmux_env(home), capture_output=True, check=False)


def end_screen(home: Path) -> None:
    """End the host's screen with all that runs in it."""
    quit_it = [needed("screen"), "-S", "plan", "-X", "quit"]
    subprocess.run(quit_it, env={**os.environ, **there(home)}, capture_output=True, check=False)
