"""What each command loads: Textual only for the app, pydantic only where a plan is read."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

FIRST_PAGE = """
import sys
from atm_tui import lean
lean.begin()
import asyncio
from atm_tui.app import AtmApp

async def look():
    app = AtmApp()
    async with app.run_test(size=(80, 24)) as pilot:
        while not app.begun:
            await pilot.pause()
        print(type(app.screen).__name__)

asyncio.run(look())
print(*(name for name, module in sys.modules.items() if module))
"""

EMPTY = """
import asyncio, sys
from textual.app import App
from textual.drivers import linux_driver
from textual.widgets import Static

class Empty(App):
    def compose(self):
        yield Static("an empty app")

async def look():
    async with Empty().run_test(size=(80, 24)) as pilot:
        await pilot.pause()

asyncio.run(look())
print(*sys.modules)
"""

FIRST_WORD = """
import sys
from atm_tui import __main__, firstword

def seen():
    print(*sys.modules)
    sys.exit()

firstword.show = seen
sys.argv = ["atm-tui"]
__main__.main()
"""

ONLY_OPENSSL = """
import sys
from atm_tui import lean
sys.modules.update(dict.fromkeys(lean.HASHES))  # as in a Python that was built without them
lean.begin()
import random
print("random" in sys.modules)
"""

OFFICE = {"docx", "lxml", "xlsxwriter", "openpyxl"}
"""What makes files for an office: loaded when such a file is made, and not before."""

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
        ["import", "--help"],
        ["kijito"],
    ],
    ids=" ".join,
)
def test_loads_neither_textual_nor_pydantic(arguments: list[str], kijito: Path) -> None:
    assert not ({"textual", "rich", "pydantic", "pyperclip", "dateparser"} | OFFICE) & loaded(*arguments)


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "kijito"],
        ["export", "kijito"],
        ["export", "kijito", "--format", "txt"],
        ["export", "kijito", "--format", "json"],
        ["export", "kijito", "--copy"],
        ["export", "kijito", "--format", "csv", "--part", "problems"],
        ["new", "another"],
        ["schema"],
    ],
    ids=" ".join,
)
def test_loads_no_textual(arguments: list[str], kijito: Path) -> None:
    found = loaded(*arguments)
    assert "pydantic" in found
    assert not ({"textual", "rich", "pyperclip", "dateparser"} | OFFICE) & found


def test_a_file_for_an_office_loads_what_makes_it(kijito: Path, tmp_path: Path) -> None:
    assert OFFICE & loaded("export", "kijito", "--output", str(tmp_path / "a.docx")) == {"docx", "lxml"}
    assert OFFICE & loaded("export", "kijito", "--output", str(tmp_path / "a.xlsx")) == {"xlsxwriter"}


def run(script: str) -> str:
    """What a script of our own prints."""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, check=True, env=os.environ, text=True
    )
    return done.stdout


def test_the_first_page_loads_no_plan_no_other_page_and_no_openssl() -> None:
    """Each of these would make every start slower, and the program larger, before anything can be done."""
    page, names = run(FIRST_PAGE).splitlines()
    assert page == "HomePage"
    found = set(names.split())
    ours = {name.removeprefix("atm_tui.") for name in found if name.startswith("atm_tui.")}
    assert not {"pydantic", "pydantic_core", "dateparser", "pyperclip", "ssl", "_hashlib", "csv"} & found
    assert not OFFICE & found
    assert not {
        name
        for name in ours
        if name.split(".")[0]
        in ("model", "stage", "document", "checks", "guide", "export", "pictures", "clipboard")
    }
    assert {name for name in ours if name.startswith("screens.")} == {"screens.home"}


def test_a_python_without_hashes_of_its_own_keeps_those_of_openssl() -> None:
    """Some systems build it so; without either, random and what needs it could not be loaded."""
    assert run(ONLY_OPENSSL) == "True\n"


def test_the_first_page_loads_of_textual_what_an_empty_app_loads() -> None:
    """A widget more costs some milliseconds at each start."""
    empty = run(EMPTY)
    more = set(run(FIRST_PAGE).split()) - set(empty.split())
    assert not {name for name in more if name.startswith(("textual.", "rich."))}


def test_the_first_word_is_there_before_anything_is_loaded() -> None:
    found = set(run(FIRST_WORD).split())
    assert not {"argparse", "typing", "re", "atm_tui.cli", "textual", "asyncio"} & found
