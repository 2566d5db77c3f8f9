"""Programs that hold a text and can be asked what they hold: tmux, and the tools of a desktop.

Each runs with its output off the screen, for a short time, and is believed only if it gives the text back.
"""

import subprocess
import sys
from collections.abc import Mapping, Sequence
from typing import Final

from atm_tui.clipboard.sequences import encoded

SECONDS: Final = 2.0
"""How long such a program may take."""

_PYPERCLIP: Final = (sys.executable, "-P", "-X", "utf8", "-m", "pyperclip")


def tmux_took(text: str, env: Mapping[str, str], *, pass_on: bool) -> bool:
    """Whether tmux holds a text in its newest buffer.

    Args:
        text: The text.
        env: The environment.
        pass_on: Whether it is to ask the terminal around it as well.
    """
    data, load = encoded(text), ["tmux", "load-buffer"]
    given = _output([*load, "-w", "-"], env, data) if pass_on else None
    if given is None:  # no tmux before 3.2 knows -w
        given = _output([*load, "-"], env, data)
    return given is not None and _output(["tmux", "show-buffer"], env) == data


def around_tmux(env: Mapping[str, str]) -> tuple[str, bool]:
    """The terminal that shows tmux, "" if it is not known, and whether tmux knows it to have a clipboard."""
    asked = ["tmux", "display-message", "-p", "#{client_termname} #{client_termfeatures}"]
    name, _, features = (_output(asked, env) or b"").decode("utf-8", "replace").strip().partition(" ")
    return name, "clipboard" in features.split(",")


def desktop_took(text: str, env: Mapping[str, str]) -> bool:
    """Whether a tool of the desktop holds a text.

    pyperclip runs such a tool without looking whether it failed, lets it write over the screen,
    and waits for ever; so it runs in a process of its own.
    """
    data = encoded(text)
    if _output([*_PYPERCLIP, "--copy"], env, data, leaves=True) is None:
        return False
    held = _output([*_PYPERCLIP, "--paste"], env)
    return held is not None and held.replace(b"\r\n", b"\n").rstrip(b"\n") == data


def _output(
    command: Sequence[str], env: Mapping[str, str], given: bytes = b"", *, leaves: bool = False
) -> bytes | None:
    """What a program writes; None if it failed or took too long.

    Args:
        command: The program and its arguments.
        env: Its environment.
        given: What it reads.
        leaves: Whether it leaves a process behind that holds the text: its output would never end.
    """
    try:
        done = subprocess.run(  # noqa: S603 - words of our own, no shell
            command,
            input=given,
            stdout=subprocess.DEVNULL if leaves else subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=dict(env),
            timeout=SECONDS,
            start_new_session=True,  # what it leaves to hold the text outlives this terminal
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout or b""
