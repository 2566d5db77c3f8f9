"""The command line: taking a plan out, to stdout, to files, to the clipboard."""

import base64
import csv
import io
import json
import os
import pty
import select
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from atm_tui.cli import main

Refused = Callable[[list[str]], str]

ATM = [sys.executable, "-m", "atm_tui"]


# export ----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("name", "start"),
    [("md", "# Kijito Weavers' Circle\n"), ("txt", "Kijito Weavers' Circle\n====="), ("json", '{\n "meta"')],
)
def test_export_to_stdout(name: str, start: str, kijito: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "kijito", "--format", name]) == 0
    out, err = capsys.readouterr()
    assert out.startswith(start)
    assert err == ""


def test_export_is_markdown_unless_asked(kijito: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "kijito", "--part", "river", "--for", "group", "--output", "-"]) == 0
    assert capsys.readouterr().out.startswith("# Kijito Weavers' Circle\n\n- **Product:**")


@pytest.mark.parametrize(
    ("file", "start"), [("a.txt", b"Kijito Weav"), ("a.JSON", b"{"), ("a", b"# Kij"), ("a.zip", b"PK")]
)
def test_export_as_the_file_is_named(
    file: str, start: bytes, kijito: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / file
    path.write_text("what was there", encoding="utf-8")
    assert main(["export", "kijito", "--output", str(path)]) == 0
    assert capsys.readouterr() == ("", "")
    assert path.read_bytes().startswith(start)
    assert [one.name for one in tmp_path.iterdir() if one.is_file()] == [file]


def test_export_of_one_table(kijito: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wanted = ["export", "kijito", "--format", "csv", "--part", "problems"]
    assert main(wanted) == 0
    rows = list(csv.reader(io.StringIO(capsys.readouterr().out, newline=""), strict=True))
    assert rows[1][:2] == ["P", "We sell few scarves, late, and at a price that does not pay our work"]
    assert main([*wanted, "--output", str(tmp_path / "tree.csv")]) == 0
    assert (tmp_path / "tree.csv").read_bytes().startswith(b'\xef\xbb\xbf"Code","Card"')


def test_export_of_all_tables(kijito: Path, tmp_path: Path, refused: Refused) -> None:
    wanted = ["export", "kijito", "--format", "csv"]
    assert "--part a tool with one table: problems, solutions, questions." in refused(wanted)
    assert "a .zip file or a folder/" in refused([*wanted, "--output", str(tmp_path / "all.csv")])
    assert "several tables" in refused([*wanted, "--copy"])
    assert main([*wanted, "--output", f"{tmp_path}/tables/"]) == 0
    assert main([*wanted, "--output", f"{tmp_path}/tables"]) == 0
    assert main([*wanted, "--output", f"{tmp_path}/tables.zip"]) == 0
    with zipfile.ZipFile(tmp_path / "tables.zip") as packed:
        held = {name: packed.read(name) for name in packed.namelist()}
    assert held == {path.name: path.read_bytes() for path in (tmp_path / "tables").iterdir()}
    assert "action.csv" in held


def test_export_never_writes_over_the_plan(kijito: Path, tmp_path: Path, refused: Refused) -> None:
    before = kijito.read_bytes()
    (tmp_path / "link.json").symlink_to(kijito)
    for path in (kijito, tmp_path / "link.json"):
        assert "is the plan itself" in refused(["export", "kijito", "--output", str(path)])
    assert kijito.read_bytes() == before


def test_export_to_where_it_cannot_go(kijito: Path, tmp_path: Path, refused: Refused) -> None:
    assert "is a folder" in refused(["export", "kijito", "--output", str(tmp_path)])
    assert "is a folder" in refused(["export", "kijito", "--output", f"{tmp_path}/new/"])
    assert "cannot be written: no such file" in refused(["export", "kijito", "--output", "/nowhere/x.md"])
    (tmp_path / "file").write_text("", encoding="utf-8")
    tables = ["export", "kijito", "--format", "csv", "--output", f"{tmp_path}/file/"]
    assert "cannot be made" in refused(tables)


def test_export_into_a_device(kijito: Path, refused: Refused) -> None:
    assert main(["export", "kijito", "--output", "/dev/null"]) == 0
    assert Path("/dev/null").is_char_device()
    assert "no space left" in refused(["export", "kijito", "--output", "/dev/full"])


def test_export_for_a_person_asks_for_whom(kijito: Path, refused: Refused) -> None:
    assert refused(["export", "kijito", "--for", "person"]).startswith("Say for which person")
    assert "no person 'W99'" in refused(["export", "kijito", "--for", "person", "--who", "W99"])


def test_export_for_a_meeting_and_to_be_told_aloud(kijito: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "kijito", "--for", "meeting", "--who", "R1", "--format", "txt"]) == 0
    assert capsys.readouterr().out.startswith("Kijito Weavers' Circle: minutes of R1 after lot 1\n====")
    assert main(["export", "kijito", "--format", "spoken"]) == 0
    assert "This is from our reflection on Friday 10 July.\n" in capsys.readouterr().out


def test_export_of_a_table_or_a_record(kijito: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "kijito", "--part", "milestone", "--format", "txt"]) == 0
    out = capsys.readouterr().out
    assert "MS7" in out
    assert "A07" not in out
    assert main(["export", "kijito", "--part", "a11", "--format", "txt"]) == 0
    out = capsys.readouterr().out
    assert "A11 Pair each master weaver with one learner, Saturdays\n-----" in out
    assert "RS15  small loom" in out
    assert main(["export", "kijito", "--part", "A11", "--format", "csv"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 2
    assert main(["export", "kijito", "--part", "A11", "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert sorted(data) == ["action", "meta", "resource"]


def test_export_of_what_does_not_go_together(kijito: Path, refused: Refused) -> None:
    for_her = ["export", "kijito", "--for", "person", "--who", "W01"]
    assert "is always whole" in refused([*for_her, "--part", "canvas"])
    assert "is always whole" in refused([*for_her, "--part", "problems", "--format", "csv"])
    assert "--for person or --for meeting" in refused(["export", "kijito", "--who", "W01"])
    assert "no text" in refused(["export", "kijito", "--format", "docx"])


@pytest.mark.parametrize("name", ["md", "txt", "json", "csv"])
def test_export_of_an_unknown_part(name: str, kijito: Path, refused: Refused) -> None:
    said = refused(["export", "kijito", "--part", "nix", "--format", name])
    assert said.startswith("The stage has no part 'nix'. Use one of: start, meetings, bring, river, ")


def test_schema(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out)["title"] == "A plan of atm-tui"


# --copy ----------------------------------------------------------------------------------------
def test_copy_without_a_terminal_says_where_the_file_is(plans_folder: Path, kijito: Path) -> None:
    done = subprocess.run(
        [*ATM, "export", "kijito", "--copy"], capture_output=True, check=True, start_new_session=True
    )
    (path,) = (plans_folder / "exports").iterdir()
    assert done.stdout == b""
    assert done.stderr.decode() == f"There is no clipboard to send to. The text is in {path}.\n"
    assert path.read_text(encoding="utf-8").startswith("# Kijito Weavers' Circle")


@pytest.mark.parametrize("err_too", [True, False], ids=["stderr is the terminal", "only /dev/tty"])
def test_copy_goes_to_the_controlling_terminal(err_too: bool, kijito: Path, tmp_path: Path) -> None:
    leader, follower = pty.openpty()
    with (tmp_path / "err").open("wb") as err:
        child = subprocess.Popen(
            [
                sys.executable,
                "-c",
                IN_A_TERMINAL,
                os.ttyname(follower),
                "export",
                "kijito",
                "--copy",
                "--part",
                "river",
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=follower if err_too else err,
            env={
                name: value
                for name, value in os.environ.items()
                if name not in ("DISPLAY", "WAYLAND_DISPLAY")
            },
            start_new_session=True,
        )
        seen = read_until_end(child, leader)
    os.close(follower)
    os.close(leader)
    assert child.returncode == 0
    start = seen.index(b"\x1b]52;c;") + 7
    text = base64.b64decode(seen[start : seen.index(b"\x07")]).decode("utf-8")
    assert text.startswith("# Kijito Weavers' Circle")
    assert "### River of Change" in text
    said = seen[seen.index(b"\x07") + 1 :] + (tmp_path / "err").read_bytes()
    assert said.startswith(f"Sent to your terminal: {len(text):,} characters.".encode())


IN_A_TERMINAL = """
import os, sys
os.close(os.open(sys.argv.pop(1), os.O_RDWR))  # the first one a session opens becomes its own
from atm_tui.__main__ import main
sys.exit(main())
"""


def read_until_end(child: subprocess.Popen[bytes], leader: int) -> bytes:
    seen = b""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        ready, _, _ = select.select([leader], [], [], 0.1)
        if ready:
            seen += os.read(leader, 65536)
        elif child.poll() is not None:
            return seen
    child.send_signal(signal.SIGKILL)
    raise AssertionError(f"no end after 30 s: {seen[-200:]!r}")


def test_copy_and_output_do_both(kijito: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wanted = ["export", "kijito", "--copy", "--part", "problems", "--format", "csv"]
    assert main([*wanted, "--output", str(tmp_path / "tree.csv")]) == 0
    assert (tmp_path / "tree.csv").exists()
    assert capsys.readouterr().out == ""
    assert main([*wanted, "--output", "-"]) == 0
    assert capsys.readouterr().out.startswith('"Code","Card"')
