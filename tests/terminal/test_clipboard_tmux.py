"""The real tmux, asked what it holds."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from sshhost import needed

from atm_tui.clipboard import deliver


@pytest.fixture
def inside(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment inside a tmux that nobody looks at."""
    tmux = [needed("tmux"), "-f", "/dev/null"]
    env = {"PATH": os.environ["PATH"], "TMUX_TMPDIR": str(tmp_path), "LC_ALL": "C.UTF-8"}
    subprocess.run([*tmux, "new", "-d", "cat"], env=env, check=True)
    try:
        asked = [*tmux, "display-message", "-p", "#{socket_path},#{pid},0"]
        told = subprocess.run(asked, env=env, check=True, capture_output=True, text=True)
        yield {"PATH": env["PATH"], "TERM": "tmux-256color", "TMUX": told.stdout.strip()}
    finally:
        subprocess.run([*tmux, "kill-server"], env=env, check=False)


@pytest.mark.parametrize("locale", ["C", "C.UTF-8"])
def test_it_holds_a_long_text_in_any_script_byte_by_byte(locale: str, inside: dict[str, str]) -> None:
    """More than a terminal would take, and with what tmux itself could not show in this locale."""
    text = "honey miel \u0645\u0639\u0633\u0644 \u8702\u871c \U0001f41d \ud800 [b]$(x)`y`\n" * 3000
    sent: list[str] = []
    env = inside | {"LC_ALL": locale}
    outcome = deliver(text, name="plan", suffix=".md", send=sent.append, env=env)
    assert outcome.message.startswith("In tmux's buffer: ")
    assert sent == []
    held = subprocess.run(["tmux", "show-buffer"], env=env, check=True, capture_output=True).stdout
    assert held == text.replace("\ud800", "?").rstrip("\n").encode()


def test_a_tmux_that_has_ended_is_not_believed(inside: dict[str, str]) -> None:
    subprocess.run(["tmux", "kill-server"], env=inside, check=True)
    sent: list[str] = []
    outcome = deliver("words", name="plan", suffix=".md", send=sent.append, env=inside)
    assert outcome.message.startswith("Sent to your terminal: 5 characters.")
    assert len(sent) == 1
