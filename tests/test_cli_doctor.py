"""atm-tui doctor: is the file sound, what was it earlier, and bring that back."""

import contextlib
import os
import shlex
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from atm_tui.cli import main, terminal
from atm_tui.store import mounts
from atm_tui.store.generations import generations, keep
from atm_tui.store.lock import PlanLock
from atm_tui.store.planfile import load, save

Refused = Callable[[list[str]], str]
Capture = pytest.CaptureFixture[str]
NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def rewrite(plan: Path, group: str, kept_at: datetime) -> None:
    """Keep a plan as it is at a time, then save it with another group's name."""
    keep(plan, "import", kept_at)
    content = load(plan)
    content.meta["group"] = group
    plan.unlink()
    save(plan, content)


@pytest.fixture
def grown(kijito: Path) -> Path:
    """A plan with two earlier states."""
    rewrite(kijito, "Second", NOON)
    rewrite(kijito, "Third", NOON + timedelta(hours=1))
    return kijito


def everything(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Every file with its time, but for the locks: they say who last had a plan open."""
    files = [path for path in folder.rglob("*") if path.is_file() and path.suffix != ".lock"]
    return {str(path): (path.read_bytes(), path.stat().st_mtime_ns) for path in files}


def group(plan: Path) -> str:
    return str(load(plan).meta["group"])


def test_a_new_plan_is_sound_and_has_no_earlier_states(kijito: Path, capsys: Capture) -> None:
    records = sum(len(rows) for name, rows in load(kijito).tables.items() if name != "history")
    assert main(["doctor", "kijito"]) == 0
    out, err = capsys.readouterr()
    assert out == (
        f"{kijito} is sound: {records} records, 0 changes in its history.\nNo earlier states are kept yet.\n"
    )
    assert err == ""


def test_earlier_states_are_listed_newest_first_in_local_time(
    grown: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    newest, oldest = generations(grown)
    oldest.path.write_bytes(b"{")
    assert main(["doctor", "kijito"]) == 0
    lines = capsys.readouterr().out.splitlines()
    local = [f"{one.at.astimezone():%Y-%m-%d %H:%M:%S}" for one in (newest, oldest)]
    assert lines[1] == f"Its earlier states, newest first, in {newest.path.parent}:"
    assert lines[2].split(None, 3)[:3] == ["1", *local[0].split()]
    assert lines[2].endswith(" sound      before an import")
    assert lines[3].split(None, 3)[:3] == ["2", *local[1].split()]
    assert lines[3].endswith(" 1 kB  NOT SOUND  before an import")
    assert len(lines) == 4


def test_a_damaged_plan_is_1_and_the_command_to_mend_it_works(grown: Path, capsys: Capture) -> None:
    grown.write_bytes(b'{"meta"')
    generations(grown)[0].path.write_bytes(b"")
    assert main(["doctor", "kijito"]) == 1
    out, err = capsys.readouterr()
    assert out.startswith(f"{grown} is no plan, or was cut short")
    assert err == "To bring the newest sound one back: atm-tui doctor kijito --restore 2\n"
    assert main(shlex.split(err.rpartition(": ")[2])[1:]) == 0
    assert group(grown) == "Kijito Weavers' Circle"
    out, err = capsys.readouterr()
    (aside,) = grown.parent.glob("kijito.damaged-*.json")
    assert "is again as it was on" in out
    assert err == f"The damaged file was set aside as {aside}.\n"
    assert aside.read_bytes() == b'{"meta"'
    assert main(["doctor", "kijito"]) == 0


def test_a_plan_that_is_gone_can_be_brought_back(grown: Path, capsys: Capture) -> None:
    grown.unlink()
    assert main(["doctor", "kijito"]) == 1
    assert main(["doctor", "kijito", "--restore", "1"]) == 0
    assert capsys.readouterr().err.endswith("There was no file in its place.\n")
    assert group(grown) == "Second"


def test_bringing_back_tells_how_to_take_it_back(grown: Path, capsys: Capture) -> None:
    present = load(grown).tables
    assert main(["doctor", "kijito", "--restore", "2"]) == 0
    assert group(grown) == "Kijito Weavers' Circle"
    err = capsys.readouterr().err
    newest = generations(grown)[0]
    assert f"is kept in {newest.path}." in err
    assert main(shlex.split(err.rpartition(": ")[2])[1:]) == 0
    assert load(grown).tables == present


@pytest.mark.parametrize("form", ["name", "stem", "path", "number"])
def test_an_earlier_state_is_chosen_by_number_or_name(grown: Path, form: str) -> None:
    one = generations(grown)[1]
    wanted = {"name": one.name, "stem": one.path.stem, "path": str(one.path), "number": "2"}[form]
    assert main(["doctor", str(grown), "--restore", wanted]) == 0
    assert group(grown) == "Kijito Weavers' Circle"


@pytest.mark.parametrize("wanted", ["0", "3", "-1", "", "01", "x", "../kijito.json", "\x1b[31m\udc80"])
def test_one_that_is_not_there_is_refused(grown: Path, refused: Refused, wanted: str) -> None:
    before = everything(grown.parent)
    said = refused(["doctor", "kijito", f"--restore={wanted}"])
    assert "There are 1 to 2" in said
    assert everything(grown.parent) == before


def test_with_none_there_is_none_to_bring_back(kijito: Path, refused: Refused) -> None:
    assert "There are none" in refused(["doctor", "kijito", "--restore", "1"])


def test_a_bad_one_is_not_brought_back(grown: Path, refused: Refused) -> None:
    generations(grown)[0].path.write_bytes(b"{")
    before = everything(grown.parent)
    assert "cut short" in refused(["doctor", "kijito", "--restore", "1"])
    assert everything(grown.parent) == before


def test_a_plan_that_somebody_writes_in_is_left(grown: Path, refused: Refused) -> None:
    before = everything(grown.parent)
    lock = PlanLock(grown)
    assert lock.take() is None
    assert "Leave the plan there first" in refused(["doctor", "kijito", "--restore", "1"])
    assert everything(grown.parent) == before
    assert main(["doctor", "kijito"]) == 0, "to look is no harm"
    lock.give_back()
    assert main(["doctor", "kijito", "--restore", "1"]) == 0
    assert lock.take() is None, "it was given back"
    lock.give_back()


@pytest.mark.parametrize("bad", [b"", b"words", b'{"meta": {"1": {"schema": 99}}}'])
def test_unreadable_without_a_good_earlier_state_is_2(grown: Path, refused: Refused, bad: bytes) -> None:
    for one in generations(grown):
        one.path.write_bytes(b"{")
    grown.write_bytes(bad)
    assert refused(["doctor", "kijito"]).endswith("There is no earlier state of it that can be opened.")


def test_no_plan_at_all_is_2(refused: Refused, tmp_path: Path) -> None:
    assert "no such file" in refused(["doctor", "nowhere"])
    assert "cannot be a plan's name" in refused(["doctor", "../evil"])
    assert "no file but something else" in refused(["doctor", "./"])
    assert refused(["doctor"]).startswith("Which plan? Give its file or its name")
    assert refused(["doctor", "--restore", "1"]).startswith("Which plan?")


@pytest.mark.parametrize("data", [None, b"{"], ids=["sound", "damaged"])
def test_it_changes_nothing_without_restore(grown: Path, data: bytes | None) -> None:
    if data is not None:
        grown.write_bytes(data)
    before, names = everything(grown.parent), sorted(grown.parent.rglob("*"))
    main(["doctor", "kijito"])
    assert (everything(grown.parent), sorted(grown.parent.rglob("*"))) == (before, names)


def test_that_nothing_can_be_kept_is_told(kijito: Path, capsys: Capture) -> None:
    kijito.with_name(".kijito.json.versions").write_bytes(b"")
    assert main(["doctor", "kijito"]) == 0
    assert capsys.readouterr().err.startswith("Earlier states cannot be kept: ")


def test_a_folder_that_everybody_can_write_in_is_told(kijito: Path, capsys: Capture) -> None:
    kijito.parent.chmod(0o777)
    assert main(["doctor", "kijito"]) == 0
    assert capsys.readouterr().err.startswith(f"Everybody here can write in the folder {kijito.parent},")
    kijito.parent.chmod(0o700)
    assert main(["doctor", "kijito"]) == 0
    assert capsys.readouterr().err == ""


def test_names_with_spaces_and_strange_names_are_quoted_and_harmless(tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "Mothers' group (north).json"
    assert main(["example", str(path)]) == 0
    rewrite(path, "red \x1b[31m", NOON)
    path.write_bytes(b"{")
    capsys.readouterr()
    assert main(["doctor", str(path)]) == 1
    out, err = capsys.readouterr()
    assert all(character.isprintable() or character == "\n" for character in out + err)
    assert main(shlex.split(err.partition(": ")[2])[1:]) == 0
    assert group(path) == "Kijito Weavers' Circle"


def test_it_loads_no_textual(grown: Path) -> None:
    program = (
        "import sys; from atm_tui.cli import main; main(['doctor', 'kijito']); "
        "main(['doctor', 'kijito', '--restore', '1']); sys.exit('textual' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=False, env=os.environ, text=True
    )
    assert (done.returncode, "is again as it was" in done.stdout) == (0, True)


def test_it_says_that_a_network_folder_may_not_show_the_lock(
    kijito: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setattr(mounts, "network_kind", lambda _path, _mounts: "nfs4")
    assert main(["doctor", str(kijito)]) == 0
    assert "network folder here (nfs4)" in capsys.readouterr().err


# --terminal (in a real one: tests/terminal/test_clipboard_doctor.py) ------------------------------
def test_the_terminal_is_looked_at_alone(kijito: Path, refused: Refused) -> None:
    assert refused(["doctor", "kijito", "--terminal"]).startswith("--terminal looks at this terminal")
    assert refused(["doctor", "--terminal", "--restore", "1"]).startswith("--terminal looks at this terminal")


@pytest.mark.parametrize(
    ("env", "size", "expected"),
    [
        (
            {"TERM": "xterm-256color", "SSH_TTY": "x"},
            (80, 24),
            [
                "80 columns, 24 lines\n",
                "Colours:   256",
                "by SSH\n",
                "- your terminal: sent; a terminal never answers.",
            ],
        ),
        (
            {"TERM": "xterm-direct", "DISPLAY": ":9", "PATH": "/nowhere"},
            (59, 24),
            [
                "59 columns, 24 lines; 60 by 16 are needed",
                "Colours:   all",
                "- this desktop's clipboard: not reached.",
            ],
        ),
        (
            {"TERM": "screen", "STY": "1.a"},
            (80, 15),
            [
                "80 columns, 15 lines; 60 by 16 are needed",
                "Colours:   16",
                "on this machine, inside GNU screen",
            ],
        ),
    ],
    ids=["ssh", "desktop", "screen"],
)
def test_each_way_is_tried_and_told(
    env: dict[str, str],
    size: tuple[int, int],
    expected: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: Capture,
) -> None:
    sent: list[str] = []
    monkeypatch.setattr(terminal, "own_terminal", lambda: contextlib.nullcontext(sent.append))
    monkeypatch.setattr(os, "get_terminal_size", lambda _: os.terminal_size(size))
    monkeypatch.delenv("COLORTERM", raising=False)
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    assert main(["doctor", "--terminal"]) == 0
    out = capsys.readouterr().out
    assert [words for words in expected if words not in out] == []
    assert len(sent) == 1


def test_without_a_terminal_it_is_said_that_there_is_none(plans_folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "atm_tui", "doctor", "--terminal"],
        capture_output=True,
        check=True,
        env=os.environ | {"TERM": "dumb"},
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        text=True,
    )
    said = done.stdout.splitlines()
    assert "Screen:    no screen can be shown in it; export, check, list and doctor work" in said
    assert "- none" in said
    assert said[-1] == f"Whatever is copied is written to a file as well, in {plans_folder / 'exports'}."
    assert done.stderr == ""
