"""The saver: what the first line may say, and what is on the disk by then."""

import errno
import os
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from atm_tui import saver as module
from atm_tui.document import Document
from atm_tui.errors import PlanFileError
from atm_tui.model.action import Action
from atm_tui.model.start import PlanSheet
from atm_tui.recovery import bring_back
from atm_tui.saver import Saver
from atm_tui.store import journal, storage
from atm_tui.store.generations import place_of
from atm_tui.store.journal import Journal
from atm_tui.store.storage import read_tables

FAR = 3600.0


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing happens by the clock alone, unless a test wants it."""
    for name in ("SYNC", "REST", "SAVE", "AGAIN"):
        monkeypatch.setattr(module, name, FAR)


class Bench:
    """A plan that is being written, and its saver."""

    def __init__(self, path: Path) -> None:
        Document.new(path, "Weavers").save()
        self.path = path
        self.document = Document.open(path)
        self.told = threading.Event()
        self.saver = Saver(self.document, self.told.set)
        self.document.changed = self.saver.changed

    def type(self, words: str) -> None:
        self.document.set(self.document.plan.one(PlanSheet), {"product": words}, typing="product")

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something holds; the thread does it in its own time."""
        end = time.monotonic() + 20
        while not holds():
            assert time.monotonic() < end, "it has not come"
            self.told.wait(0.01)
            self.told.clear()

    def in_file(self) -> str:
        return str(read_tables(self.path)["plan"]["1"].get("product", ""))

    def after_a_crash(self) -> str:
        """What somebody finds who opens the plan now, after the program was killed."""
        document = Document.open(self.path)
        bring_back(document)
        return document.plan.one(PlanSheet).product


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(tmp_path / "plan.json")
    yield bench
    bench.saver.end()


def test_every_key_is_found_after_a_crash_though_nothing_was_saved(bench: Bench) -> None:
    for length in range(1, 12):
        bench.type("Blue scarves"[:length])
    bench.until(lambda: bench.after_a_crash() == "Blue scarve")
    assert bench.in_file() == ""
    assert bench.saver.saved < bench.document.plan.changes


def test_kept_is_what_was_synced_and_not_what_was_only_written(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[int] = []
    monkeypatch.setattr(os, "fdatasync", synced.append)
    bench.type("Blue")
    bench.until(lambda: bench.after_a_crash() == "Blue")
    assert bench.saver.kept < bench.document.plan.changes
    monkeypatch.setattr(module, "REST", 0.0)
    monkeypatch.setattr(module, "SYNC", 0.0)
    bench.type("Blue s")
    bench.until(lambda: bench.saver.kept == bench.document.plan.changes)
    assert synced
    assert bench.saver.saved < bench.saver.kept


def test_who_asks_has_the_plan_saved_and_nothing_is_left_to_bring_back(bench: Bench) -> None:
    bench.type("Blue scarves")
    bench.saver.request()
    assert bench.saver.wait()
    assert bench.saver.saved == bench.saver.kept == bench.document.plan.changes
    assert bench.in_file() == "Blue scarves"
    assert bring_back(Document.open(bench.path)) is None


def test_the_plan_is_saved_by_itself_after_a_while(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SAVE", 0.05)
    bench.type("Blue scarves")
    bench.until(lambda: bench.in_file() == "Blue scarves")
    bench.until(lambda: bench.saver.saved == bench.document.plan.changes)


def test_asking_for_what_is_saved_writes_nothing(bench: Bench) -> None:
    bench.type("Blue scarves")
    bench.saver.request()
    bench.saver.wait()
    before = bench.path.stat()
    bench.saver.request()
    assert bench.saver.wait()
    assert bench.path.stat() == before


def test_the_first_change_of_a_plan_without_a_life_is_saved_at_once(tmp_path: Path) -> None:
    """A file from an older version says nothing that a draft could be tied to."""
    path = tmp_path / "plan.json"
    forms = Path(__file__).parent / "data" / "forms"
    path.write_bytes((forms / "1.json").read_bytes())
    document = Document.open(path)
    saved = threading.Event()
    saver = Saver(document, saved.set)
    document.changed = saver.changed
    document.add(Action(what="Dye"))
    assert saved.wait(20)
    saver.end()
    assert Document.open(path).plan.all(Action)[-1].what == "Dye"


def test_what_is_too_large_for_a_draft_is_saved_with_the_plan(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "SYNC", 0.01)
    monkeypatch.setattr(journal, "MOST_LINE", 1000)
    bench.type("x" * 2000)
    bench.until(lambda: bench.in_file() == "x" * 2000)


# Trouble ---------------------------------------------------------------------------------------
def refuse(*_: Any, **__: Any) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_full_disk_is_told_and_the_save_is_tried_again_until_there_is_room(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as full:
        full.setattr(storage, "_replace", refuse)
        bench.type("Blue scarves")
        bench.saver.request()
        assert not bench.saver.wait()
        assert "no space left" in bench.saver.trouble
        bench.type("Blue scarves of wool")
        bench.until(lambda: bench.after_a_crash() == "Blue scarves of wool")
        assert bench.saver.trouble, "only a save that is durable ends it"
    monkeypatch.setattr(module, "AGAIN", 0.01)
    bench.type("Blue scarves of fine wool")
    bench.until(lambda: not bench.saver.trouble)
    assert bench.in_file() == "Blue scarves of fine wool"


def test_where_no_drafts_can_be_kept_the_plan_itself_is_saved(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    place_of(bench.path).write_text("in the way")
    monkeypatch.setattr(module, "SYNC", 0.01)
    bench.type("Blue scarves")
    bench.until(lambda: bench.in_file() == "Blue scarves")
    assert bench.saver.trouble == ""


def test_drafts_whose_sync_failed_are_not_called_kept_but_saved(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fdatasync", refuse)
    monkeypatch.setattr(module, "REST", 0.0)
    monkeypatch.setattr(module, "SYNC", 0.01)
    bench.type("Blue scarves")
    bench.until(lambda: bench.saver.kept == bench.document.plan.changes)
    assert bench.in_file() == "Blue scarves"


def test_no_save_ever_makes_a_change_wait(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """While the disk takes its time, changes go on; the newest is saved afterwards."""
    begun, go_on = threading.Event(), threading.Event()
    real = os.fsync

    def slow(handle: int) -> None:
        begun.set()
        go_on.wait(20)
        real(handle)

    monkeypatch.setattr(os, "fsync", slow)
    bench.type("Blue")
    bench.saver.request()
    assert begun.wait(20)
    bench.type("Blue scarves")
    bench.saver.request()
    assert bench.saver.saved < bench.document.plan.changes
    go_on.set()
    assert bench.saver.wait(20)
    assert bench.in_file() == "Blue scarves"


@pytest.mark.parametrize("call", ["fdatasync", "fsync"])
def test_a_kill_while_the_disk_takes_its_time_takes_nothing(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    """Drafts are written while a sync or a save waits."""
    begun, go_on = threading.Event(), threading.Event()

    def slow(_handle: int) -> None:
        begun.set()
        go_on.wait(20)

    bench.type("Blue")
    bench.until(lambda: bench.after_a_crash() == "Blue")
    monkeypatch.setattr(os, call, slow)
    monkeypatch.setattr(module, "REST", 0.0)
    monkeypatch.setattr(module, "SYNC", 0.0)
    bench.type("Blue s")
    if call == "fsync":
        bench.saver.request()
    assert begun.wait(20)
    bench.type("Blue scarves")
    bench.until(lambda: bench.after_a_crash() == "Blue scarves")
    assert bench.saver.kept < bench.document.plan.changes
    go_on.set()


def test_nothing_is_called_kept_behind_a_draft_that_failed(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It waits for the save that holds both."""
    real = Journal.write

    def fails_once(self: Journal, drafts: list[dict[str, Any]]) -> None:
        monkeypatch.setattr(Journal, "write", real)
        raise PlanFileError("no")

    monkeypatch.setattr(Journal, "write", fails_once)
    monkeypatch.setattr(module, "REST", 0.0)
    monkeypatch.setattr(module, "SYNC", 0.0)
    with monkeypatch.context() as full:
        full.setattr(storage, "_replace", refuse)
        bench.type("Blue")
        bench.until(lambda: bool(bench.saver.trouble))
        bench.type("Blue scarves")
        bench.until(lambda: bench.after_a_crash() == "Blue scarves")
        assert bench.saver.kept == 0
    bench.saver.request()
    assert bench.saver.wait()
