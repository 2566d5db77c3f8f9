"""The command line: what each command gives, says and ends with."""

import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from atm_tui import __main__, __version__
from atm_tui.cli import COMMANDS, main
from atm_tui.document import Document
from atm_tui.store.folder import locate
from atm_tui.store.planfile import save

Refused = Callable[[list[str]], str]

ATM = [sys.executable, "-m", "atm_tui"]


# Help and usage --------------------------------------------------------------------------------
def test_help_lists_the_commands_that_exist(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    out = capsys.readouterr().out
    assert all(f"\n  {name} " in out for name in COMMANDS)
    assert list(COMMANDS) == [
        "new",
        "example",
        "list",
        "check",
        "export",
        "import",
        "doctor",
        "show",
        "compare",
        "schema",
    ]


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_has_help(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([name, "--help"])
    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith(f"usage: atm-tui {name}")


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"atm-tui {__version__}\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ["--nix"],
        ["new"],
        ["list", "more"],
        ["export", "p", "--format", "pdf"],
        ["check", "\x1b[31m", "more\x07"],
    ],
)
def test_wrong_usage_ends_with_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "usage: atm-tui" in err
    assert " --help." in err
    assert "\x1b" not in err
    assert "\x07" not in err


# new, example ----------------------------------------------------------------------------------
def test_new_makes_an_empty_plan(plans_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "kijito", "--group", "Kijito [b] \x1b[31mWeavers"]) == 0
    assert capsys.readouterr() == (f"{plans_folder / 'kijito.json'}\n", "")
    plan = Document.open(plans_folder / "kijito.json").plan
    assert plan.title() == "Kijito [b] Weavers"
    assert stat.S_IMODE((plans_folder / "kijito.json").stat().st_mode) == 0o600


@pytest.mark.parametrize("command", ["new", "example"])
def test_what_is_there_is_never_written_over(command: str, tmp_path: Path, refused: Refused) -> None:
    path = tmp_path / "there.json"
    path.write_text("mine", encoding="utf-8")
    assert "is there already" in refused([command, str(path)])
    assert path.read_text(encoding="utf-8") == "mine"
    link = tmp_path / "link.json"
    link.symlink_to(tmp_path / "nowhere.json")
    assert "is there already" in refused([command, str(link)])


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path: Path, refused: Refused) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    refused(["new", str(tmp_path / "file" / "plan.json")])


def test_a_name_never_leaves_the_folder(refused: Refused) -> None:
    assert "cannot be a plan's name" in refused(["new", "../evil"])


def test_example_is_the_whole_example(kijito: Path) -> None:
    plan = Document.open(kijito).plan
    assert plan.title() == "Kijito Weavers' Circle"
    assert len(plan.rows("action")) == 17


# list ------------------------------------------------------------------------------------------
def test_list_tells_group_progress_and_change(kijito: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = kijito.with_name("broken.json")
    broken.write_text("{", encoding="utf-8")
    os.utime(broken, (0, 0))
    assert main(["list"]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("kijito  Kijito Weavers' Circle  ")
    assert "steps begun" in first
    assert second.startswith("broken  ")
    assert "no plan" in second


def test_list_as_data(kijito: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "--json"]) == 0
    (one,) = json.loads(capsys.readouterr().out)
    assert one["name"] == "kijito"
    assert one["path"] == str(kijito)
    assert one["group"] == "Kijito Weavers' Circle"
    assert one["trouble"] == ""
    assert set(one) == {"name", "path", "group", "progress", "changed", "trouble"}


def test_no_plans_yet(plans_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list"]) == 0
    assert capsys.readouterr() == ("", f"There are no plans yet in {plans_folder}.\n")
    assert main(["list", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_list_is_harmless(kijito: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = json.loads(kijito.read_text(encoding="utf-8"))
    data["meta"]["1"]["group"] = "red \x1b[31m \x9b bell \x07 \u202e evil"
    kijito.write_text(json.dumps(data), encoding="utf-8")
    main(["list"])
    main(["list", "--json"])
    out = capsys.readouterr().out
    assert all(character.isprintable() or character == "\n" for character in out)


# check -----------------------------------------------------------------------------------------
def test_check_of_an_empty_plan(capsys: pytest.CaptureFixture[str]) -> None:
    main(["new", "empty"])
    capsys.readouterr()
    assert main(["check", "empty"]) == 1
    out = capsys.readouterr().out
    assert out.startswith("1. What is our business model, and where does")
    assert out.count("   not yet\n") == 4
    assert "   - No action is written yet\n" in out
    assert out.endswith("Loose ends: none\n")


def test_check_of_the_example(kijito: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "kijito"]) == 0
    out = capsys.readouterr().out
    assert out.count("   answered\n") == 4
    assert "   + 7 milestones, 7 with a date\n" in out
    assert "\nLoose ends: " in out
    assert "A10, A11" in out


def test_check_as_data(kijito: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(kijito), "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["group"] == "Kijito Weavers' Circle"
    assert [one["number"] for one in data["questions"]] == [1, 2, 3, 4]
    assert data["questions"][0]["evidence"][0] == {
        "text": "4 notes on buyers",
        "holds": True,
        "step": "canvas-buyers",
    }
    assert data["questions"][0]["answer"].startswith("A weavers' circle")
    assert {"check", "text", "step", "record", "weight", "about", "field", "code"} == set(
        data["loose_ends"][0]
    )
    assert any(one["code"] for one in data["loose_ends"])


@pytest.mark.parametrize("command", ["check", "export"])
def test_unreadable_plans_are_a_sentence(command: str, tmp_path: Path, refused: Refused) -> None:
    assert "no such file" in refused([command, "nowhere"])
    path = tmp_path / "cut.json"
    path.write_text('{"meta"', encoding="utf-8")
    assert "cut short" in refused([command, str(path)])
    assert refused([command, str(tmp_path / "\x1b[31m\udc80.json")])


# The app ---------------------------------------------------------------------------------------
@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Path | None, str | None]]:
    """A stand-in for the app. Gives the paths it was run with, and the delay after Esc."""
    runs: list[tuple[Path | None, str | None]] = []

    def run(path: Path | None) -> int:
        assert os.environ["TEXTUAL_ANIMATIONS"] == "none"
        runs.append((path, os.environ.get("ESCDELAY")))
        return 7

    module = ModuleType("atm_tui.app")
    module.run = run  # type: ignore[attr-defined]  # a stand-in
    monkeypatch.setitem(sys.modules, "atm_tui.app", module)
    for name in ("SSH_TTY", "SSH_CONNECTION", "SSH_CLIENT", "ESCDELAY", "TEXTUAL_ANIMATIONS"):
        monkeypatch.setenv(name, "")  # so that what is set in between is taken back
        monkeypatch.delenv(name)
    monkeypatch.setattr("atm_tui.cli.is_terminal", lambda _: True)
    return runs


def test_no_arguments_open_the_home_page(app: list[tuple[Path | None, str | None]]) -> None:
    assert main([]) == 7
    assert app == [(None, None)]


@pytest.mark.parametrize("name", ["./check", "check.json", "kijito", "./list.json"])
def test_anything_but_a_command_is_a_plan(name: str, app: list[tuple[Path | None, str | None]]) -> None:
    assert main([name]) == 7
    assert app == [(locate(name), None)]


def test_a_slow_line_gets_a_longer_escape(
    app: list[tuple[Path | None, str | None]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSH_TTY", "/dev/pts/0")
    main([])
    monkeypatch.setenv("ESCDELAY", "50")
    main([])
    assert app == [(None, "400"), (None, "50")]


def test_without_a_terminal_it_says_so(refused: Refused) -> None:
    for arguments in ([], ["kijito"]):
        said = refused(arguments)
        assert said == (
            "atm-tui needs a terminal for its screen. "
            "Without one there are: new, example, list, check, export, import, doctor, show, compare, schema."
        )


# As a program ----------------------------------------------------------------------------------
def test_main_gives_the_status(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["atm-tui", "list"])
    assert __main__.main() == 0


def test_ctrl_c_is_130(monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("atm_tui.cli._run", stopped)
    assert main([]) == 130
    monkeypatch.setattr("atm_tui.cli.main", stopped)
    assert __main__.main() == 130


def test_nobody_reads_the_result(kijito: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run([*ATM, "export", "kijito"], stdout=writer, stderr=subprocess.PIPE, check=False)
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, b"")


def test_result_that_cannot_be_written(kijito: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([*ATM, "export", "kijito"], stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 2
    assert done.stderr == b"The result cannot be written: no space left on device.\n"


def test_result_is_utf8_whatever_the_locale(kijito: Path) -> None:
    plan = Document.open(kijito)
    plan.set(plan.plan.rows("plan")[0], {"group": "Zoë 日本"})
    save(kijito, plan.content())
    env = os.environ | {"PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0"}
    done = subprocess.run([*ATM, "export", "kijito"], stdout=subprocess.PIPE, env=env, check=True)
    assert done.stdout.decode("utf-8").startswith("# Zoë 日本\n")


def test_names_in_any_bytes_are_a_sentence() -> None:
    done = subprocess.run([*ATM, "check", b"/nowhere/\xff\xfe.json"], capture_output=True, check=False)
    assert done.returncode == 2
    assert done.stdout == b""
    assert done.stderr.decode("utf-8").count("\n") == 1
