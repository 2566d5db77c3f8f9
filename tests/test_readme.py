"""What the README and CONTRIBUTING promise is there: commands, keys, files, links."""

import re
from itertools import chain
from pathlib import Path

import pytest

from atm_tui.cli import COMMANDS, command_parser
from atm_tui.widgets.commands import HELP, IN_PLAN, LEAVE, MENU, REDRAW, Command

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAPERS = sorted(
    path
    for path in chain(ROOT.glob("*.md"), (ROOT / "docs").rglob("*.md"), (ROOT / "bench").rglob("*.md"))
    if path.is_file()
)
EACH_PAPER = pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.relative_to(ROOT).as_posix())

GLOBAL = tuple(
    {command.id: command for command in (*IN_PLAN, HELP, MENU, LEAVE, REDRAW) if command.keys}.values()
)


def options(name: str) -> list[str]:
    """The long options of a command, but for --help."""
    found = [option for action in command_parser(name)._actions for option in action.option_strings]
    return [option for option in found if option.startswith("--") and option != "--help"]


def rows(heading: str) -> list[list[str]]:
    """The cells of the table under a heading of the README, its own first rows left out."""
    under = README.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
    lines = [line for line in under.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines[2:]]


def words_of_command(name: str) -> str:
    """What the README's table says of a command."""
    (found,) = [" ".join(row) for row in rows("Commands") if re.match(rf"`atm-tui {name}[ `]", row[0])]
    return found


# Commands ------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", COMMANDS)
def test_the_readme_names_each_command_with_its_options(name: str) -> None:
    said = words_of_command(name)
    assert [option for option in options(name) if f"`{option}" not in said] == []


def test_the_readme_names_no_command_and_no_option_that_is_not_there() -> None:
    named = {row[0].strip("`").split()[1] for row in rows("Commands") if " " in row[0].strip("`")}
    assert named - {"PLAN", "--tour", "--kiosk", "--version`,"} == set(COMMANDS)
    for name in COMMANDS:
        said = set(re.findall(r"`(--[a-z-]+)", words_of_command(name)))
        assert said == set(options(name))


# Keys ----------------------------------------------------------------------------------------
@pytest.mark.parametrize("command", GLOBAL, ids=[command.id for command in GLOBAL])
def test_the_readme_names_each_key_that_works_everywhere(command: Command) -> None:
    named = {row[0]: row[1] for row in rows("Keys")}
    assert named.get(command.key) == command.label


# Promises ------------------------------------------------------------------------------------
def test_each_promise_names_what_proves_it() -> None:
    for promise, proofs in rows("What is promised"):
        files = re.findall(r"`([^`]+)`", proofs)
        assert files, promise
        assert [file for file in files if not (ROOT / file).is_file()] == []


# Pictures and commands to type ---------------------------------------------------------------
def test_the_picture_is_a_whole_screen() -> None:
    picture = README.split("```text\n", 1)[1].split("\n```", 1)[0].split("\n")
    assert len(picture) == 24
    assert max(map(len, picture)) <= 80


def test_ci_finds_the_test_command() -> None:
    block = README.split("<!-- test-command -->", 1)[1].split("<!-- /test-command -->", 1)[0]
    (command,) = [line for line in block.strip().splitlines() if not line.startswith("```")]
    assert command.startswith("python3 -m venv ")
    assert command.endswith(" -m pytest")
    assert "<!-- test-command -->" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


# Paths ---------------------------------------------------------------------------------------
@EACH_PAPER
def test_links_lead_somewhere(paper: Path) -> None:
    text = re.sub(r"^```.*?^```", "", paper.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    links = [link for link in re.findall(r"\]\(([^)#\s]+)[^)]*\)", text) if "://" not in link]
    assert [link for link in links if not (paper.parent / link).exists()] == []


@EACH_PAPER
def test_files_named_are_there(paper: Path) -> None:
    text = re.sub(r"^```.*?^```", "", paper.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    named = re.findall(r"`((?:atm_tui|screens|styles|tests|docs|bench|\.ci)/[\w./-]*)`", text)
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_contributing_names_many_files() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert len(set(re.findall(r"`(atm_tui/[\w./-]+)`", text))) > 15, (
        "else the test above looks for the wrong thing"
    )


def test_every_decision_is_listed() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = (folder / "README.md").read_text(encoding="utf-8")
    assert [path.name for path in sorted(folder.glob("0*.md")) if f"({path.name})" not in listed] == []
