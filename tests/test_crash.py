"""A report of an unexpected error holds where it happened, and none of what people typed."""

from pathlib import Path

import pytest

from atm_tui.crash import report_of, write_report


def failing(secret: str) -> None:
    try:
        raise ValueError(f"no good: {secret}")
    except ValueError as error:
        raise RuntimeError(secret) from error


def failure(secret: str) -> RuntimeError:
    try:
        failing(secret)
    except RuntimeError as error:
        return error
    raise AssertionError("it did not fail")


def test_a_report_says_what_and_where_but_not_the_words() -> None:
    report = report_of(failure("the widow's debt"))
    assert "RuntimeError" in report
    assert "ValueError" in report
    assert "test_crash.py" in report
    assert " failing" in report
    assert "widow" not in report


def test_a_report_is_for_its_owner_only() -> None:
    path = write_report(failure("secret"))
    assert path is not None
    assert path.stat().st_mode & 0o777 == 0o600
    assert "RuntimeError" in path.read_text("utf-8")


def test_a_folder_that_cannot_be_written_is_no_second_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setattr("atm_tui.crash.folder", lambda: tmp_path / "file")
    assert write_report(failure("secret")) is None
