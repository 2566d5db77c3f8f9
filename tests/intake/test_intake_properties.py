"""Whatever is handed in: a sentence or an understanding, and undo gives back the same plan."""

import contextlib
import io
import sys
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from filled import hostile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from intakekit import FILES, TODAY, circle, stored

from atm_tui.errors import AtmError
from atm_tui.intake import files, xlsxfile
from atm_tui.intake.files import understand_bytes, understand_file
from atm_tui.intake.lines import understand_lines
from atm_tui.intake.understood import Understood, take
from atm_tui.model import KINDS

SAMPLES = {path.name: path.read_bytes() for path in sorted(FILES.iterdir())}
HEADS = "What,Who leads,Done by,State,Name,Sex,Indicator,Reading,Counted on,Code\n"
QUICK = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def taken_and_back(understand: object) -> None:
    """Understand something for a plan, take it, take it back."""
    assert callable(understand)
    document = circle()
    before = stored(document.plan), document.plan.counters.copy()
    with contextlib.suppress(AtmError):
        found: Understood = understand(document)
        assert (stored(document.plan), document.plan.counters) == before, "looking changes nothing"
        for item in found.items:
            assert (item.record is None) == bool(item.refused)
        take(document, found)
        if found.taken:
            document.undo()
    assert (stored(document.plan), document.plan.counters) == before


@QUICK
@given(text=st.text(max_size=400), table=st.sampled_from(["", "action", "participant", "reading", "story"]))
def test_any_text(text: str, table: str) -> None:
    raw = text.encode(errors="replace")
    taken_and_back(lambda one: understand_bytes(one.plan, raw, Path("x.csv"), TODAY, table=table))


@QUICK
@given(cells=st.lists(st.lists(hostile(), max_size=10), max_size=6))
def test_any_cells_under_our_headings(cells: list[list[str]]) -> None:
    quoted = [",".join('"' + one.replace('"', '""') + '"' for one in row) for row in cells]
    raw = (HEADS + "\n".join(quoted)).encode(errors="replace")
    for table in ("action", "participant", "reading"):
        taken_and_back(lambda one, t=table: understand_bytes(one.plan, raw, Path("x.csv"), TODAY, table=t))


@QUICK
@given(
    sample=st.sampled_from(sorted(SAMPLES)),
    at=st.floats(0, 1),
    put=st.binary(max_size=12),
    drop=st.integers(0, 40),
)
def test_a_file_with_something_wrong_in_it(sample: str, at: float, put: bytes, drop: int) -> None:
    raw = SAMPLES[sample]
    place = int(at * len(raw))
    raw = raw[:place] + put + raw[place + drop :]
    taken_and_back(lambda one: understand_bytes(one.plan, raw, Path(sample), TODAY))


@QUICK
@given(raw=st.one_of(st.binary(max_size=200), st.binary(max_size=60).map(lambda one: b"PK\x03\x04" + one)))
def test_any_bytes(raw: bytes) -> None:
    taken_and_back(lambda one: understand_bytes(one.plan, raw, Path("x"), TODAY))


@QUICK
@given(
    lines=st.lists(
        st.tuples(
            st.sampled_from(["", "- ", "  ", "1. ", "A01 ", "W02: ", "@", "/", "\t> "]),
            hostile(),
            st.sampled_from(["", " @zuhura", " @x /+2w", " /15 jan", " @W01 @W02 @W03", " /"]),
        ).map("".join),
        max_size=8,
    ),
    table=st.sampled_from(
        [table for table, kind in KINDS.items() if not kind.single and not kind.preset_field]
    ),
)
def test_any_lines_for_any_kind(lines: list[str], table: str) -> None:
    base = KINDS[table].model_validate({"side": "trunk"} if table == "problem_card" else {})
    taken_and_back(lambda one: understand_lines(one.plan, "\n".join(lines), base, date(2026, 7, 10)))


# Too large, or made to do harm ---------------------------------------------------------------------
def packed(*parts: tuple[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts:
            made.writestr(name, content)
    return held.getvalue()


def refusal(raw: bytes, name: str = "x.xlsx") -> str:
    with pytest.raises(AtmError) as error:
        understand_bytes(circle().plan, raw, Path(name), TODAY)
    return str(error.value)


def test_what_would_be_too_large_when_it_is_unpacked_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsxfile, "MOST_UNPACKED", 1000)
    assert "too large" in refusal(packed(("xl/workbook.xml", b"0" * 2000)))


def test_a_spreadsheet_that_defines_names_of_its_own_is_not_opened() -> None:
    swelling = b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">]><a>&lol;</a>'
    assert "no ordinary spreadsheet" in refusal(packed(("xl/workbook.xml", swelling)))


def test_old_and_empty_and_too_many_rows_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Save it as .xlsx" in refusal(b"\xd0\xcf\x11\xe0" + b"0" * 100)
    assert "is empty" in refusal(b" \n ")
    assert "more than 20,000 rows" in refusal(b"What\n" + b"x\n" * 20_001, "x.csv")
    monkeypatch.setattr(files, "MOST_BYTES", 10)
    (tmp_path / "large.csv").write_text("What\nmany words\n", encoding="utf-8")
    for path, words in (
        (tmp_path / "large.csv", "larger than"),
        (tmp_path, "directory"),
        (tmp_path / "n", "cannot be read"),
    ):
        with pytest.raises(AtmError, match=words):
            understand_file(circle().plan, path, TODAY)


def test_a_cell_far_away_costs_nothing_and_is_told() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["What", "Who leads"])
    sheet.append(["Buy yarn", "W01"])
    sheet["XFD2"] = "far to the right"
    sheet["A1048576"] = "far below"
    held = io.BytesIO()
    book.save(held)
    found = understand_bytes(circle().plan, held.getvalue(), Path("x.xlsx"), TODAY)
    assert [item.values["what"] for item in found.taken] == ["Buy yarn"]
    assert "Sheet: not read from row 1048576 on." in found.notes


def test_without_the_package_a_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    assert "atm-tui[office]" in refusal(SAMPLES["07-actions-sections.xlsx"])
