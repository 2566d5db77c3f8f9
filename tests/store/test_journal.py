"""Drafts: what was written is found again, whatever happened to the end of the file."""

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atm_tui.errors import PlanFileError
from atm_tui.store.generations import place_of
from atm_tui.store.journal import FILE, MOST_LINE, Journal, kept_drafts

LINE = "0123456789abcdef"
OTHER = "fedcba9876543210"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A plan's file, of which only the place matters here."""
    path = tmp_path / "plan.json"
    path.write_text("{}")
    return path


def draft(number: int, words: str = "") -> dict[str, Any]:
    return {"number": number, "words": words}


def written(plan: Path, *numbers: int, line: str = LINE) -> Path:
    """A file with drafts of these numbers."""
    before = set(files(plan))
    journal = Journal(plan, line)
    for number in numbers:
        journal.write([draft(number)])
    journal.close()
    return (set(files(plan)) - before).pop()


def files(plan: Path) -> list[Path]:
    return sorted(place_of(plan).glob("drafts-*"))


def found(plan: Path, changes: int = 0, line: str = LINE) -> list[int]:
    return [one["number"] for one in kept_drafts(plan, line, changes).drafts]


def test_what_was_written_is_found_at_once_and_in_order(plan: Path) -> None:
    journal = Journal(plan, LINE)
    journal.write([draft(1, "wo"), draft(2, "words\nof two lines \u2028 ñ")])
    journal.write([draft(3)])
    kept = kept_drafts(plan, LINE, 0)
    assert kept.drafts == [draft(1, "wo"), draft(2, "words\nof two lines \u2028 ñ"), draft(3)]
    assert not kept.damaged


def test_what_the_plan_holds_already_and_what_is_of_another_life_is_passed_over(plan: Path) -> None:
    written(plan, 1, 2, 3)
    assert found(plan, changes=2) == [3]
    assert found(plan, line=OTHER) == []


def test_nobody_else_can_read_them(plan: Path) -> None:
    old = os.umask(0)
    try:
        file = written(plan, 1)
    finally:
        os.umask(old)
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("cut", [2, 9, 12])
def test_a_torn_end_is_passed_over_without_a_word(plan: Path, cut: int) -> None:
    file = written(plan, 1, 2, 3)
    file.write_bytes(file.read_bytes()[:-cut])
    kept = kept_drafts(plan, LINE, 0)
    assert [one["number"] for one in kept.drafts] == [1, 2]
    assert not kept.damaged


def test_an_end_of_nothing_is_passed_over(plan: Path) -> None:
    file = written(plan, 1)
    file.write_bytes(file.read_bytes() + b"\0" * 300)
    assert found(plan) == [1]
    assert not kept_drafts(plan, LINE, 0).damaged


def test_a_bad_one_in_the_middle_is_told_and_what_follows_is_taken(plan: Path) -> None:
    file = written(plan, 1, 2, 3)
    file.write_bytes(file.read_bytes().replace(b'"number":2', b'"number":7'))
    kept = kept_drafts(plan, LINE, 0)
    assert [one["number"] for one in kept.drafts] == [1, 3]
    assert kept.damaged


@given(data=st.data())
@settings(max_examples=200, deadline=None)
def test_no_harm_to_the_file_brings_back_what_was_never_written(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    plan = tmp_path_factory.mktemp("plan") / "plan.json"
    plan.write_text("{}")
    file = written(plan, 1, 2, 3)
    content = bytearray(file.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    file.write_bytes(bytes(content[: data.draw(st.integers(0, len(content)))]))
    assert all(one in (draft(1), draft(2), draft(3)) for one in kept_drafts(plan, LINE, 0).drafts)


def test_a_change_that_is_too_large_is_refused_and_writes_nothing(plan: Path) -> None:
    journal = Journal(plan, LINE)
    with pytest.raises(PlanFileError):
        journal.write([draft(1), draft(2, "x" * MOST_LINE)])
    assert found(plan) == []


def test_a_session_never_writes_into_the_file_of_another(plan: Path) -> None:
    first = written(plan, 1)
    second = written(plan, 1)
    assert first != second
    assert found(plan) == [1]


# Errors ----------------------------------------------------------------------------------------
def fails(monkeypatch: pytest.MonkeyPatch, call: str, times: int = 1) -> list[int]:
    """Let a call to the system fail so many times. Gives the descriptors for which it did."""
    failed: list[int] = []
    real: Callable[..., Any] = getattr(os, call)

    def once(*arguments: Any, **more: Any) -> Any:
        if len(failed) < times:
            failed.append(arguments[0])
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return real(*arguments, **more)

    monkeypatch.setattr(os, call, once)
    return failed


@pytest.mark.parametrize("call", ["write", "fdatasync", "open", "fsync"])
def test_after_an_error_the_next_draft_begins_another_file(
    plan: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    journal = Journal(plan, LINE)
    failed = fails(monkeypatch, call)
    with pytest.raises(PlanFileError, match="input/output error"):  # noqa: PT012 - one of the two fails
        journal.write([draft(1)])
        journal.sync()
    assert failed
    before = files(plan)
    journal.write([draft(2)])
    journal.sync()
    assert found(plan, changes=1) == [2]
    assert len(files(plan)) == len(before) + 1


def test_short_writes_are_gone_on_with(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.write
    monkeypatch.setattr(os, "write", lambda handle, content: real(handle, content[:7]))
    journal = Journal(plan, LINE)
    journal.write([draft(1, "words"), draft(2, "more words")])
    assert kept_drafts(plan, LINE, 0).drafts == [draft(1, "words"), draft(2, "more words")]


def test_a_file_in_the_place_of_the_folder_is_no_place_for_drafts(plan: Path) -> None:
    place_of(plan).write_text("no folder")
    with pytest.raises(PlanFileError):
        Journal(plan, LINE).write([draft(1)])
    assert found(plan) == []


# Deleting --------------------------------------------------------------------------------------
def filled(journal: Journal, first: int) -> int:
    """Write until the file is so long that the next save ends it. Gives the number after that."""
    number = first
    while number - first < FILE // 1000:
        journal.write([draft(number, "x" * 1000)])
        number += 1
    return number


def test_drafts_that_the_newest_earlier_state_holds_are_deleted(plan: Path) -> None:
    journal = Journal(plan, LINE)
    second = filled(journal, 1)
    journal.saved(floor=0)
    third = filled(journal, second)
    journal.saved(floor=0)
    journal.write([draft(third)])
    assert len(files(plan)) == 3
    journal.saved(floor=second - 2)
    assert found(plan)[0] == 1, "the last one in the first file is still needed"
    journal.saved(floor=second - 1)
    assert found(plan) == list(range(second, third + 1))
    journal.saved(floor=third + 5)
    assert found(plan) == [third], "the open file stays"


def test_a_save_does_not_end_a_short_file(plan: Path) -> None:
    journal = Journal(plan, LINE)
    journal.write([draft(1)])
    journal.saved(floor=0)
    journal.write([draft(2)])
    assert len(files(plan)) == 1


def test_drafts_of_a_life_long_gone_are_deleted(plan: Path) -> None:
    old = written(plan, 1, line=OTHER)
    young = written(plan, 2, line=OTHER)
    os.utime(old, (0, 0))
    Journal(plan, LINE).saved(floor=0)
    assert files(plan) == [young]
