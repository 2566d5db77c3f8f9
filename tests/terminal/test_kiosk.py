"""The restricted way in, in a real terminal: no key, name, link or variable leads out of the folder."""

import json
import os
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from term import Term, environment, program
from textual.app import SuspendNotSupported

from atm_tui.cli import main
from atm_tui.cli.kiosk import KEPT, clean_environment
from atm_tui.errors import AtmError
from atm_tui.kioskapp import KioskApp

OUTSIDE = "Secret honey group"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The data folder, with a plan of a group."""
    made = [*program(), "new", "hill", "--group", "Hill honey group"]
    subprocess.run(made, check=True, env=environment(tmp_path), capture_output=True)
    return tmp_path / "data" / "atm-tui"


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A plan in another place."""
    path = tmp_path / "outside" / "secret.json"
    path.parent.mkdir()
    made = [*program(), "new", str(path), "--group", OUTSIDE]
    subprocess.run(made, check=True, env=environment(tmp_path), capture_output=True)
    return path


@pytest.fixture
def kiosk(tmp_path: Path) -> Iterator[Callable[..., Term]]:
    """Starts the program with --kiosk; all are ended at the end."""
    started = []

    def begin(*names: str, **more: str) -> Term:
        started.append(Term([*program(), "--kiosk", *names], environment(tmp_path, **more)))
        return started[-1]

    yield begin
    for term in started:
        term.close()


def leave(term: Term) -> None:
    """Leave the open plan, then the program."""
    term.key("f10")
    term.wait("Enter closes the plan")
    term.key("enter")
    term.wait("our plans")
    term.key("f10")
    assert term.wait_end() == 0


def files(place: Path) -> Mapping[str, bytes]:
    """All files below a place, by their path in it."""
    return {str(path.relative_to(place)): path.read_bytes() for path in place.rglob("*") if path.is_file()}


# Names and paths ------------------------------------------------------------------------------
def test_a_plan_of_the_folder_is_opened_by_its_name(kiosk: Callable[..., Term], folder: Path) -> None:
    """It can be worked on as ever, and is kept from everybody else."""
    term = kiosk("hill")
    term.wait("Enter Write it down")
    term.key("enter")
    term.wait("> Group")
    term.key("down", "down")
    term.send("Forest honey")
    term.wait("Forest honey")
    term.key("f10")
    term.wait("Enter closes the plan")
    term.key("enter")
    assert term.wait_end() == 0
    assert "Forest honey" in (folder / "hill.json").read_text("utf-8")
    assert not [path for path in folder.rglob("*") if path.stat().st_mode & 0o077]


@pytest.mark.parametrize(
    "name", ["../outside/secret", "{outside}", "./hill.json", ".hill", "a/b", "~/x", "-"]
)
def test_no_path_is_taken(
    kiosk: Callable[..., Term], folder: Path, outside: Path, tmp_path: Path, name: str
) -> None:
    """It says what can be given, and makes and opens nothing."""
    before = files(tmp_path)
    term = kiosk(name.format(outside=outside))
    assert term.wait_end() == 2
    assert "only the name of a plan" in " ".join(term.text.split())
    assert OUTSIDE not in term.text
    assert files(tmp_path) == before


@pytest.mark.parametrize(
    "arguments",
    [
        ["list"],
        ["export", "hill"],
        ["export", "hill", "--output", "out.txt"],
        ["schema"],
        ["--help"],
        ["--version"],
        ["hill", "more"],
        ["example", "new"],
    ],
)
def test_no_other_command_is_run(kiosk: Callable[..., Term], folder: Path, arguments: list[str]) -> None:
    """Wherever the word --kiosk stands, there is the screen and nothing else."""
    term = kiosk(*arguments)
    assert term.wait_end() == 2
    assert " ".join(term.text.split()).startswith("With --kiosk only the name of a plan in the data folder")
    assert b"\x1b" not in term.raw
    assert len([line for line in term.lines if line]) <= 2


def test_the_word_behind_a_command_does_not_get_lost(capsys: pytest.CaptureFixture[str]) -> None:
    """A wrapper that puts it last is as safe."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("atm_tui.cli.kiosk.clean_environment", lambda: None)
        patch.setattr("os.umask", lambda _: 0)
        patch.setattr("resource.setrlimit", lambda *_: None)
        assert main(["list", "--kiosk"]) == 2
    assert "only the name of a plan" in capsys.readouterr().err


def test_links_and_hidden_files_in_the_folder_do_not_lead_out(
    kiosk: Callable[..., Term], folder: Path, outside: Path
) -> None:
    """A link to a plan elsewhere shows nothing of it and cannot be opened; a hidden plan is not listed."""
    (folder / "link.json").symlink_to(outside)
    shutil.copy(outside, folder / ".hidden.json")
    before = outside.read_bytes()
    term = kiosk()
    term.wait("hill")
    term.wait("link")
    term.quiet()
    assert OUTSIDE not in term.text
    assert "hidden" not in term.text
    row = next(line for line in term.lines if "link" in line)
    for _ in range(3):
        if row.startswith(">"):
            break
        term.key("down")
        term.quiet()
        row = next(line for line in term.lines if "link" in line)
    term.key("enter")
    term.wait("Only the plans of this list")
    assert "our plans" in term.text
    assert OUTSIDE not in term.text
    assert outside.read_bytes() == before


def test_a_folder_that_is_a_link_is_refused(kiosk: Callable[..., Term], folder: Path, outside: Path) -> None:
    """What is taken out would go elsewhere."""
    (folder / "exports").symlink_to(outside.parent)
    term = kiosk()
    assert term.wait_end() == 2
    assert "is a link to another place" in " ".join(term.text.split())


# Keys and menus -------------------------------------------------------------------------------
def test_no_other_file_can_be_asked_for(kiosk: Callable[..., Term], folder: Path) -> None:
    """Neither the key nor the menu of the first page leads to a path."""
    term = kiosk()
    term.wait("hill")
    term.quiet()
    assert "Other file" not in term.text
    term.key("ctrl+e")
    term.wait("Only the plans of this list")
    term.key("f2")
    term.wait("Put-away list")
    term.quiet()
    assert "Other file" not in term.text


def test_the_menu_holds_only_commands_of_our_own(kiosk: Callable[..., Term], folder: Path) -> None:
    """Nothing of what Textual's palette would offer; its key does nothing."""
    term = kiosk()
    term.wait("hill")
    term.key("ctrl+p")
    term.send("\x10\x1b[112;5u")
    term.quiet()
    pages = [term.text]
    term.key("f2")
    term.wait("Put-away list")
    pages.append(term.text)
    term.key("esc")
    term.wait("our plans")
    term.quiet()
    term.key("enter")
    term.wait("step 1 of")
    term.key("ctrl+p")
    term.wait("Next view")
    pages.append(term.text)
    term.key("esc")
    term.wait("step 1 of")
    term.key("f2")
    term.wait("Menu: type any word")
    for _ in range(6):
        pages.append(term.text)
        term.key("pgdn")
        term.quiet()
    assert any("Loose ends" in page for page in pages)
    for word in ("Screenshot", "Theme", "Maximize", "palette", "Suspend"):
        assert not [page for page in pages if word.lower() in page.lower()], word


def test_keys_that_lead_to_a_shell_elsewhere_do_nothing(kiosk: Callable[..., Term], folder: Path) -> None:
    """Ctrl+Z, Ctrl+backslash, Ctrl+Q, Ctrl+C: the first two are swallowed, the others ask."""
    term = kiosk("hill")
    term.wait("Enter Write it down")
    term.send("\x1a\x1c\x1a")
    for key in ("ctrl+q", "ctrl+c"):
        term.key(key)
        term.wait("Enter closes the plan")
        term.key("esc")
        term.wait("Enter Write it down")


def test_what_is_taken_out_goes_to_one_folder(
    kiosk: Callable[..., Term], folder: Path, tmp_path: Path
) -> None:
    """Under a name made by the program; and to the person's own terminal. No program is asked to copy it."""
    tools = tmp_path / "tools"
    for name in ("xclip", "xsel", "wl-copy", "tmux", "screen", "sh"):
        trap(tools / name, tmp_path / "ran")
    term = kiosk("hill", DISPLAY=":0", WAYLAND_DISPLAY="wayland-0", PATH=str(tools), TMUX="/tmp/t,1,0")  # noqa: S108 - a value
    term.wait("Enter Write it down")
    before = set(files(tmp_path))
    term.key("f6")
    term.wait("Copy and export")
    term.key("enter")
    term.wait("Sent to your terminal")
    assert term.clipboard()
    made = set(files(tmp_path)) - before
    assert [name for name in made if name.endswith(".md")]
    assert {str(Path(name).parent) for name in made if name.endswith(".md")} == {"data/atm-tui/exports"}
    assert not (tmp_path / "ran").exists()


def test_a_plan_that_cannot_be_saved_gets_a_copy_in_the_folder_only(
    kiosk: Callable[..., Term], folder: Path, tmp_path: Path
) -> None:
    """It asks for a name; a path is refused, and with a name the copy lies beside the plan."""
    term = kiosk("hill")
    term.wait("Enter Write it down")
    (folder / "hill.json").unlink()
    shutil.rmtree(folder / ".hill.json.versions", ignore_errors=True)
    (folder / "hill.json").mkdir()
    term.key("enter")
    term.wait("> Group")
    term.key("down", "down")
    term.send("Forest honey")
    term.wait("Forest honey")
    term.key("f4")
    term.wait("NOT SAVED")
    term.key("f10")
    term.wait("Where can a copy be kept")
    term.wait("hill copy")
    target = tmp_path / "elsewhere.json"
    term.key("end")
    for _ in range(20):
        term.key("bs")
    term.send(str(target))
    term.key("enter")
    term.wait("under another name only")
    assert not target.exists()
    for _ in range(len(str(target)) + 1):
        term.key("bs")
    term.send("rescued")
    term.wait("rescued")
    term.key("enter")
    assert term.wait_end() == 0
    assert "Forest honey" in (folder / "rescued.json").read_text("utf-8")


# The environment ------------------------------------------------------------------------------
def trap(path: Path, mark: Path) -> str:
    """A program that leaves a mark when it is run. Gives its path."""
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n: >'{mark}'\n", "utf-8")
    path.chmod(0o755)
    return str(path)


def test_the_environment_cannot_add_code_or_files(
    kiosk: Callable[..., Term], folder: Path, tmp_path: Path
) -> None:
    """Modules, drivers, logs, screenshots, keys, browsers: none of it happens, and stopping stays off."""
    evil = tmp_path / "evil"
    evil.mkdir()
    for name in ("evildriver", "textual", "rich"):
        (evil / f"{name}.py").write_text(f"open({str(tmp_path / 'imported')!r}, 'w')", "utf-8")
    term = kiosk(
        PYTHONPATH=str(evil),
        PYTHONBREAKPOINT="evildriver.run",
        TEXTUAL_DRIVER="evildriver:Driver",
        TEXTUAL_LOG=str(tmp_path / "log"),
        TEXTUAL_SCREENSHOT="0",
        TEXTUAL_SCREENSHOT_LOCATION=str(tmp_path),
        TEXTUAL_SCREENSHOT_FILENAME="shot.svg",
        TEXTUAL_PRESS="f10",
        TEXTUAL_DEBUG="1",
        TEXTUAL_SHOW_RETURN="1",
        TEXTUAL_ALLOW_SIGNALS="1",
        BROWSER=trap(tmp_path / "browser", tmp_path / "ran"),
        PAGER=trap(tmp_path / "pager", tmp_path / "ran"),
        EDITOR=trap(tmp_path / "editor", tmp_path / "ran"),
        SSH_ORIGINAL_COMMAND="cat /etc/passwd",
    )
    term.wait("hill")
    term.send("\x1a\x1c")
    term.key("enter")
    term.wait("Enter Write it down")
    kept = Path(f"/proc/{term.pid}/status").read_text("ascii")
    assert "T (stopped)" not in kept
    assert "Umask:\t0077" in kept
    limits = Path(f"/proc/{term.pid}/limits").read_text("ascii")
    assert next(line for line in limits.splitlines() if "core file" in line).split()[4:6] == ["0", "0"]
    leave(term)
    assert "The app returned" not in term.text
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {"data", "evil", "browser", "pager", "editor"}


def test_python_may_not_go_on_after_the_program(kiosk: Callable[..., Term], folder: Path) -> None:
    """With PYTHONINSPECT Python's own prompt would come at the end, whatever the program does."""
    term = kiosk(PYTHONINSPECT="1")
    assert term.wait_end() == 2
    assert "PYTHONINSPECT" in term.text
    assert ">>>" not in term.text


def test_only_a_short_list_of_the_environment_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is not known to be harmless goes; it is a list of what stays, not of what goes."""
    for name in ("PYTHONHOME", "LD_PRELOAD", "TEXTUAL_THEME", "SHELL", "PATH", "IFS", "TMUX"):
        monkeypatch.setenv(name, "x")
    monkeypatch.setenv("LC_TIME", "C.UTF-8")
    monkeypatch.setenv("TERM", "xterm")
    before = dict(os.environ)
    try:
        clean_environment()
        assert set(os.environ) <= {*KEPT, *(name for name in before if name.startswith("LC_"))}
        assert os.environ["LC_TIME"] == "C.UTF-8"
        assert os.environ["TERM"] == "xterm"
    finally:
        os.environ.update(before)


# No terminal ----------------------------------------------------------------------------------
def test_without_a_terminal_it_ends_at_once_with_one_sentence(folder: Path, tmp_path: Path) -> None:
    """As sftp, scp or a command given to ssh would find it."""
    done = subprocess.run(
        [*program(), "--kiosk"],
        env=environment(tmp_path),
        input=b"get /etc/passwd\n",
        capture_output=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stdout == b""
    assert done.stderr.count(b"\n") == 1
    assert b"connect with a terminal" in done.stderr


# What Textual could do -------------------------------------------------------------------------
async def test_what_textual_could_do_beside_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No key leads to these; should one do so one day, nothing is written and nothing started."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("webbrowser.open", lambda *_, **__: pytest.fail("a browser was started"))
    monkeypatch.setattr("os.kill", lambda *_: pytest.fail("the program was stopped"))
    app = KioskApp()
    async with app.run_test() as pilot:
        await pilot.pause()
        for action in ("screenshot('k.svg', '.')", "command_palette", "suspend_process"):
            await app.run_action(action)
            await pilot.pause()
        app.open_url("https://example.org")
        app.deliver_screenshot("k.svg", ".")
        app.deliver_text("k.txt")
        app.deliver_binary("k.bin")
        with pytest.raises(AtmError):
            app.save_screenshot("k.svg", ".")
        with pytest.raises(SuspendNotSupported), app.suspend():
            pytest.fail("it was suspended")
        await app.open_plan(tmp_path / "outside.json")
        await pilot.pause()
        assert len(app.screen_stack) == 2
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_a_signal_saves_as_ever(kiosk: Callable[..., Term], folder: Path) -> None:
    """The restricted way ends as the other does."""
    term = kiosk("hill")
    term.wait("Enter Write it down")
    term.key("enter")
    term.wait("> Group")
    term.key("down", "down")
    term.send("Forest hon")
    term.wait("Forest hon")
    os.kill(term.pid, signal.SIGHUP)
    assert term.wait_end() == 1
    assert "Forest hon" in json.dumps(json.loads((folder / "hill.json").read_text("utf-8")))
