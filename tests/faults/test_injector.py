"""No story of the store loses what it said to be saved; and the injector does see it when one would."""

import contextlib
import errno
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from injector import ERRORS, Calls, Injector, LossError, Story, Told
from stories import STORIES, a_document_is_there, between, nothing, save_a_document
from tinydb import TinyDB
from tinydb.storages import JSONStorage


@pytest.fixture(autouse=True)
def quick_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """A sync that fails is played, one that works is not waited for: no power is cut here."""

    def sync(handle: int) -> None:
        os.fstat(handle)  # it has to be an open file all the same

    monkeypatch.setattr(os, "fsync", sync)
    monkeypatch.setattr(os, "fdatasync", sync)
    monkeypatch.setattr("atm_tui.saver.REST", 0.0)
    monkeypatch.setattr("atm_tui.saver.SYNC", 0.0)


@pytest.mark.parametrize("story", STORIES, ids=[story.name for story in STORIES])
def test_nothing_that_was_saved_is_lost(story: Story, tmp_path: Path) -> None:
    losses = Injector(story, tmp_path).losses()
    assert losses == [], "\n".join(["", *losses])


# The injector itself -----------------------------------------------------------------------------
def in_place(path: Path, content: bytes) -> None:
    """Write as TinyDB's own storage does: over the old content, and cut what is left of it at the end."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT)
    try:
        os.write(handle, content)
        os.fsync(handle)
        os.ftruncate(handle, len(content))
    finally:
        os.close(handle)


def cut_first(path: Path, content: bytes) -> None:
    """Write as ``open(path, "w")`` does: what was there goes first."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    try:
        os.write(handle, content)
        os.fsync(handle)
    finally:
        os.close(handle)


def no_tidying(path: Path, content: bytes) -> None:
    """Write beside and rename, but leave what could not be written."""
    beside = path.with_name(os.urandom(4).hex())
    cut_first(beside, content)
    beside.replace(path)


def story(write: Callable[[Path, bytes], None]) -> Story:
    """A file that is saved four times, in turn larger and smaller."""

    def act(folder: Path, told: Told) -> None:
        for number in range(1, 5):
            told.begin(number)
            with contextlib.suppress(OSError):
                write(folder / "plan", json.dumps({"number": number, "x": "x" * (number % 2) * 99}).encode())
                told.ack(number)

    def after(folder: Path, told: Told) -> None:
        plan = folder / "plan"
        try:
            number = json.loads(plan.read_bytes())["number"] if plan.exists() else 0
        except ValueError:
            raise LossError("it cannot be read") from None
        between(told, number)

    return Story("badly", nothing, act, after)


def kinds(losses: list[str]) -> set[str]:
    """The kinds of faults of which something was lost: an error's name, "dies before", "dies halfway"."""
    words = [line.split(": ")[1].split() for line in losses]
    return {" ".join(one[:2]) if one[0] == "dies" else one[0] for one in words}


def test_a_writer_in_place_is_seen_to_lose(tmp_path: Path) -> None:
    losses = Injector(story(in_place), tmp_path).losses()
    assert kinds(losses) == {"EIO", "ENOSPC", "EROFS", "dies before", "dies halfway"}
    assert any("ftruncate" in line and "cannot be read" in line for line in losses)


def test_a_writer_that_cuts_first_is_seen_to_lose(tmp_path: Path) -> None:
    losses = Injector(story(cut_first), tmp_path).losses(errors=((errno.ENOSPC, False),))
    assert kinds(losses) == {"ENOSPC", "dies before", "dies halfway"}


def test_a_writer_by_rename_loses_nothing(tmp_path: Path) -> None:
    assert Injector(story(no_tidying), tmp_path).losses() == []


def test_a_save_that_is_said_to_be_done_before_it_is_is_seen(tmp_path: Path) -> None:
    def act(folder: Path, told: Told) -> None:
        told.begin(1)
        told.ack(1)
        with contextlib.suppress(OSError):
            no_tidying(folder / "plan", b'{"number": 1}')

    early = Story("early", nothing, act, story(no_tidying).after)
    assert kinds(Injector(early, tmp_path).losses()) >= {"EIO", "dies before"}


def test_an_error_that_is_not_caught_is_seen(tmp_path: Path) -> None:
    def act(folder: Path, told: Told) -> None:
        told.begin(1)
        no_tidying(folder / "plan", b'{"number": 1}')
        told.ack(1)

    losses = Injector(Story("bare", nothing, act, story(no_tidying).after), tmp_path).losses(deaths=False)
    assert "bare: EIO at call 1 (open): OSError: [Errno 5] Input/output error" in losses


def test_files_that_pile_up_are_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("atm_tui.store.storage._sweep", lambda _path: None)
    losses = Injector(Story("untidy", nothing, save_a_document, a_document_is_there), tmp_path).losses(
        errors=()
    )
    assert any("files are left for ever" in line for line in losses)


def test_what_goes_past_the_injector_is_an_error(tmp_path: Path) -> None:
    def act(folder: Path, told: Told) -> None:
        told.begin(1)
        with TinyDB(folder / "plan", storage=JSONStorage) as database:
            database.insert({"number": 1})
        told.ack(1)

    with pytest.raises(AssertionError, match=r"not counted: \[.open"):
        Injector(Story("stock", nothing, act, story(in_place).after), tmp_path).calls()


@pytest.mark.parametrize(
    "change",
    [
        lambda path: path.write_bytes(b""),
        lambda path: path.with_name("new").touch(),
        lambda path: path.with_name("link").symlink_to("x"),
        lambda path: os.utime(path, (0, 0)),
        lambda path: os.fdopen(os.open(path, os.O_WRONLY), "wb").close(),
    ],
)
def test_every_way_past_it_is_seen(tmp_path: Path, change: Callable[[Path], object]) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"abc")
    calls = Calls(tmp_path)
    with calls.watched():
        change(path)
    assert len(calls.missed) == 1
    with calls.watched():
        assert path.read_bytes() is not None
        path.unlink()
    assert len(calls.missed) == 1, "to read is no change, and to delete by os.unlink is counted"
    assert calls.seen[-1] == "unlink"


def test_all_is_as_before_when_it_is_done(tmp_path: Path) -> None:
    before = {name: getattr(os, name) for name in dir(os)}
    Injector(story(no_tidying), tmp_path).losses(errors=ERRORS[:1])
    assert {name: getattr(os, name) for name in dir(os)} == before
