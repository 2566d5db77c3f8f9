"""What each command loads: Textual only for the app, pydantic only where a plan is read."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

LOADED = """
import contextlib, sys
from atm_tui.__main__ import main
with contextlib.suppress(SystemExit):
    main()
print(*sorted({name.partition(".")[0] for name in sys.modules}), file=sys.stderr)
"""


def loaded(*arguments: str) -> set[str]:
    """The packages that the program has loaded after such a command."""
    done = subprocess.run(
        [sys.executable, "-c", LOADED, *arguments], capture_output=True, check=True, env=os.environ, text=True
    )
    return set(done.stderr.splitlines()[-1].split())


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["--version"],
        ["list"],
        ["list", "--json"],
        ["list", "--help"],
        ["export", "--help"],
        ["kijito"],
    ],
    ids=" ".join,
)
def test_loads_neither_textual_nor_pydantic(arguments: list[str], kijito: Path) -> None:
    assert not {"textual", "rich", "pydantic", "pyperclip", "dateparser"} & loaded(*arguments)


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "kijito"],
        ["export", "kijito"],
        ["export", "kijito", "--format", "txt"],
        ["export", "kijito", "--format", "json"],
        ["export", "kijito", "--copy"],
        ["new", "another"],
        ["schema"],
    ],
    ids=" ".join,
)
def test_loads_no_textual(arguments: list[str], kijito: Path) -> None:
    found = loaded(*arguments)
    assert "pydantic" in found
    assert not {"textual", "rich", "pyperclip", "dateparser"} & found
