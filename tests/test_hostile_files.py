"""Hostile files and the commands: a sentence or a result, nothing changed, nothing raw, nothing endless."""

import json
import re
import shutil
import stat
import subprocess
import sys
import unicodedata
from datetime import date
from pathlib import Path

import pytest
from filled import filled
from hostile import CASES, EITHER, LARGE, NAMES, OPENS, PLACES, REFUSED, Case
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from atm_tui.checks import loose_ends, questions
from atm_tui.cli import main
from atm_tui.document import Document
from atm_tui.errors import PlanFileError
from atm_tui.export import FORMATS, render
from atm_tui.export.order import Order
from atm_tui.store.planfile import Content, load, save

Capture = pytest.CaptureFixture[str]
Said = tuple[int, str, str]
BIDI = set("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
READING = (["check"], ["check", "--json"], ["doctor"], *(["export", "--format", name] for name in FORMATS))
"""The commands that read a plan; what is no text needs a file to go to, see ``said_of``."""


@pytest.fixture(scope="module")
def sound() -> bytes:
    """A sound plan with two records of every kind, as bytes."""
    return sound_plan()


def sound_plan() -> bytes:
    """A sound plan with two records of every kind, as bytes."""
    import tempfile  # noqa: PLC0415 - hypothesis wants it outside of a fixture

    with tempfile.TemporaryDirectory() as place:
        path = Path(place, "plan.json")
        Document(filled(), path).save()
        return path.read_bytes()


@pytest.fixture
def place(plans_folder: Path) -> Path:
    """The data folder, made."""
    plans_folder.mkdir(parents=True, mode=0o700)
    return plans_folder


def everything(place: Path) -> dict[str, tuple[object, ...]]:
    """All that lies in a folder and beside it: kind, permissions, times, size and what it holds."""
    found: dict[str, tuple[object, ...]] = {}
    for path in sorted(place.parent.rglob("*")):
        state = path.lstat()
        small = stat.S_ISREG(state.st_mode) and state.st_size < 1 << 20
        held = path.read_bytes() if small else b""
        found[str(path)] = (state.st_mode, state.st_ino, state.st_size, state.st_mtime_ns, held)
    return found


def harmless(words: str) -> None:
    """A terminal can show it: no control character but line ends, nothing that turns the line round."""
    for character in words.replace("\r\n", "\n"):
        assert character == "\n" or unicodedata.category(character) not in ("Cc", "Cs"), hex(ord(character))
        assert character not in BIDI, hex(ord(character))


def said_of(path: Path, capsys: Capture, out: Path) -> list[Said]:
    """What every reading command gives and says of a plan."""
    found = []
    for name, *more in READING:
        made = FORMATS[more[-1]] if "--format" in more else None
        output = ["--output", str(out / f"plan{made.suffix}")] if made and not made.is_text else []
        given = str(path) if str(path).startswith("/") else f"./{path}"
        code = main([name, given, *more, *output])
        found.append((code, *capsys.readouterr()))
    return found


def judge(path: Path, fate: str, capsys: Capture, out: Path) -> None:
    """All commands agree on a plan, are harmless, and leave all as it was."""
    before = everything(path.parent)
    said = said_of(path, capsys, out)
    assert everything(path.parent) == before
    for _, result, words in said:
        harmless(result + words)
    told = "No meeting is written down yet"  # there is nothing to be told aloud, but the plan is read
    refused = {code == 2 and told not in words for code, _, words in said}
    assert len(refused) == 1, [(code, words) for code, _, words in said]
    if fate != EITHER:
        assert refused == {fate == REFUSED}, said[0]
    if refused == {True}:
        assert {result for _, result, _ in said} == {""}
        sentences = {
            words.replace(" There is no earlier state of it that can be opened.", "") for _, _, words in said
        }
        assert len(sentences) == 1
        (sentence,) = sentences
        assert re.fullmatch(r"[^\n]{20,}\.\n", sentence)
        assert len(sentence) < len(str(path)) + 200
    assert main(["list"]) == 0
    listed = capsys.readouterr()
    harmless(listed.out + listed.err)
    assert len(listed.out.splitlines()) == (not path.name.startswith("."))
    assert everything(path.parent) == before


# Files -------------------------------------------------------------------------------------------
@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_a_hostile_file(case: Case, sound: bytes, place: Path, capsys: Capture, tmp_path: Path) -> None:
    path = place / "plan.json"
    path.write_bytes(case.make(sound))
    judge(path, case.fate, capsys, tmp_path)


@pytest.mark.parametrize("kind", PLACES)
def test_something_else_in_a_plans_place(
    kind: str, sound: bytes, place: Path, capsys: Capture, tmp_path: Path
) -> None:
    PLACES[kind](place / "plan.json", sound)
    judge(place / "plan.json", REFUSED, capsys, tmp_path)


@pytest.mark.parametrize("name", NAMES)
def test_a_plan_of_a_strange_name(
    name: str, sound: bytes, place: Path, capsys: Capture, tmp_path: Path
) -> None:
    (place / name).write_bytes(sound)
    judge(place / name, OPENS, capsys, tmp_path)


@pytest.mark.parametrize("name", ["\x1b]0;x\x07.json", "a\nb.json", "\x9b2J.json"])
def test_a_name_that_drives_the_terminal(name: str, sound: bytes, place: Path, capsys: Capture) -> None:
    (place / name).write_bytes(sound)
    before = everything(place)
    for command in ("check", "doctor", "export"):
        assert main([command, str(place / name)]) == 2
        out, err = capsys.readouterr()
        harmless(out + err)
        assert "control character" in err
    assert main(["list"]) == 0
    out, err = capsys.readouterr()
    harmless(out + err)
    assert len(out.splitlines()) == 1
    assert everything(place) == before


# Large ones --------------------------------------------------------------------------------------
@pytest.mark.skipif(not shutil.which("sh"), reason="needs sh, for its ulimit")
@pytest.mark.parametrize("kind", LARGE)
def test_a_large_file_takes_neither_all_memory_nor_all_day(kind: str, sound: bytes, place: Path) -> None:
    fate, make = LARGE[kind]
    make(place / "plan.json", sound)
    before = everything(place)
    for command in ("check", "doctor"):
        limited = ["sh", "-c", 'ulimit -v 600000 && exec "$@"', "-", sys.executable, "-m", "atm_tui", command]
        done = subprocess.run(
            [*limited, str(place / "plan.json")], capture_output=True, text=True, timeout=60, check=False
        )
        harmless(done.stdout + done.stderr)
        assert done.returncode in (0, 1, 2), done.stderr
        assert "Traceback" not in done.stderr
        if fate != EITHER:
            assert (done.returncode == 2) == (fate == REFUSED), done.stderr
    assert everything(place) == before


# Any damage --------------------------------------------------------------------------------------
SOUND = sound_plan()
TEXT = st.text(st.characters(codec=None, categories=None), max_size=20)
ODD = st.sampled_from(["\x1b]52;c;eA==\x07", "\u202e", "2026-02-30", "actor-1", "9" * 5000, "=1+1", 10**400])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXT | ODD,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)  # fmt: skip


@st.composite
def edited(draw: st.DrawFn) -> bytes:
    """The sound plan with a few values, rows, tables or names changed."""
    data = json.loads(SOUND)
    for _ in range(draw(st.integers(1, 6))):
        inside, last = data, draw(st.sampled_from(sorted(data)))
        for _ in range(draw(st.integers(0, 4))):
            deeper = inside[last]
            if not isinstance(deeper, dict | list) or not deeper:
                break
            keys = sorted(deeper) if isinstance(deeper, dict) else range(len(deeper))
            inside, last = deeper, draw(st.sampled_from(keys))
        what = draw(st.sampled_from(["change", "delete", "rename", "copy"]))
        if what == "change" or not isinstance(inside, dict):
            inside[last] = draw(JSON)
        elif what == "delete":
            del inside[last]
        else:
            inside[draw(st.text(max_size=5) | st.sampled_from(["1", "01", "id", "code", "schema"]))] = inside[
                last
            ]
            if what == "rename":
                inside.pop(last)
        if not data:
            break
    return json.dumps(data).encode("ascii")


@st.composite
def hurt(draw: st.DrawFn) -> bytes:
    """The sound plan with a few bytes changed, put in, taken out or moved."""
    raw = bytearray(SOUND)
    for _ in range(draw(st.integers(1, 4))):
        at, length = draw(st.integers(0, len(raw) - 1)), draw(st.integers(0, 30))
        raw[at : at + length] = draw(
            st.binary(max_size=30) | st.sampled_from([b'"', b"}", b"[", b"\\u0000", b"1e999,"])
        )
    return bytes(raw)


@given(edited() | hurt())
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_damage_is_told_or_harmless(tmp_path: Path, raw: bytes) -> None:
    path, again = tmp_path / "plan.json", tmp_path / "again.json"
    path.write_bytes(raw)
    before = (path.stat().st_mtime_ns, raw)
    try:
        content = load(path)
    except PlanFileError:
        return
    finally:
        assert (path.stat().st_mtime_ns, path.read_bytes()) == before
    again.unlink(missing_ok=True)
    save(again, content)
    assert load(again) == without_empty_tables(content)
    document = Document.open(path)
    day = date(2026, 7, 10)
    for finding in loose_ends(document.plan, day):
        harmless(finding.text)
    questions(document.plan, day)
    for name in FORMATS:
        made = render(document.plan, name, Order(day))
        if isinstance(made, str):
            harmless(made)
    Document(document.plan, again).save()
    reopened = Document.open(again).content()
    assert without_empty_tables(reopened).tables == without_empty_tables(document.content()).tables


def without_empty_tables(content: Content) -> Content:
    """The same; a table that holds nothing is not written."""
    return Content(content.meta, {name: rows for name, rows in content.tables.items() if rows})
