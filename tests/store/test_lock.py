"""One writer at a time: who holds a plan, who is told, and that nothing stays locked."""

import dataclasses
import errno
import fcntl
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from atm_tui.errors import PlanFileError
from atm_tui.store.lock import Holder, PlanLock, ask_to_leave

HOLD = """
import signal, sys
from pathlib import Path
from atm_tui.store.lock import PlanLock

lock = PlanLock(Path(sys.argv[1]))
assert lock.take() is None
print("held", flush=True)
signal.pause()
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A place for a plan; a lock needs no plan to be there."""
    return tmp_path / "plan.json"


def hold(plan: Path) -> subprocess.Popen[str]:
    """Another process that holds the lock."""
    other = subprocess.Popen([sys.executable, "-c", HOLD, str(plan)], stdout=subprocess.PIPE, text=True)
    assert other.stdout is not None
    assert other.stdout.readline() == "held\n"
    return other


def end(other: subprocess.Popen[str]) -> None:
    other.kill()
    other.wait()
    if other.stdout:
        other.stdout.close()


def test_the_first_has_it_and_the_second_is_told_who(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSH_CONNECTION", "192.0.2.7 50000 192.0.2.1 22")
    first, second = PlanLock(plan), PlanLock(plan)
    assert first.take() is None
    assert first.take() is None
    assert first.held
    assert first.before is None
    holder = second.take()
    assert holder is not None
    assert not second.held
    assert holder.pid == os.getpid()
    assert "over SSH from 192.0.2.7" in holder.words()
    assert " since " in holder.words()
    first.give_back()
    assert second.take() is None
    assert second.before is not None
    assert second.before.closed
    second.give_back()
    second.give_back()


def test_a_killed_holder_leaves_only_a_note(plan: Path) -> None:
    other = hold(plan)
    lock = PlanLock(plan)
    assert lock.take() is not None
    end(other)
    assert lock.take() is None
    assert lock.before is not None
    assert not lock.before.closed
    lock.give_back()


def test_the_lock_is_for_its_owner_only_and_stays_one_file(plan: Path) -> None:
    lock = PlanLock(plan)
    lock.take()
    lock.give_back()
    assert [path.name for path in plan.parent.iterdir()] == [".plan.json.lock"]
    assert lock.path.stat().st_mode & 0o777 == 0o600


def test_a_plan_in_a_folder_reached_through_a_link_has_the_same_lock(plan: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(plan.parent)
    lock, other = PlanLock(plan), PlanLock(tmp_path / "link" / plan.name)
    assert lock.take() is None
    assert other.take() is not None
    lock.give_back()


def test_a_link_in_the_locks_place_is_refused(plan: Path) -> None:
    target = plan.with_name("target")
    target.write_text("untouched", "utf-8")
    plan.with_name(".plan.json.lock").symlink_to(target)
    with pytest.raises(PlanFileError, match="cannot be locked"):
        PlanLock(plan).take()
    assert target.read_text("utf-8") == "untouched"


# Looking ------------------------------------------------------------------------------------
def test_looking_tells_who_and_writes_nothing(plan: Path) -> None:
    lock = PlanLock(plan)
    assert lock.free()
    assert list(plan.parent.iterdir()) == []
    other = hold(plan)
    try:
        note = lock.path.read_bytes()
        holder = lock.look()
        assert holder is not None
        assert holder.pid == other.pid
        assert not holder.answers
        assert not lock.free()
    finally:
        end(other)
    assert lock.free()
    assert lock.path.read_bytes() == note
    assert not lock.held


def test_somebody_who_only_looks_keeps_nobody_from_taking_it(
    plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = PlanLock(plan)
    lock.path.touch()
    looker = os.open(lock.path, os.O_RDONLY)
    fcntl.flock(looker, fcntl.LOCK_SH | fcntl.LOCK_NB)
    waits: list[float] = []

    def wait(seconds: float) -> None:
        """The looker is done while somebody waits."""
        if seconds and not waits:
            os.close(looker)
            waits.append(seconds)

    monkeypatch.setattr(time, "sleep", wait)
    assert lock.take() is None
    assert waits
    lock.give_back()


def test_a_lock_that_cannot_be_looked_at_is_not_called_free(plan: Path) -> None:
    target = plan.with_name("target")
    target.write_text("", "utf-8")
    lock = PlanLock(plan)
    lock.path.symlink_to(target)
    holder = lock.look()
    assert holder is not None
    assert holder.words() == "somebody on another machine"


def test_a_note_of_an_older_program_is_understood(plan: Path) -> None:
    lock = PlanLock(plan, answers=True)
    lock.take()
    note = json.loads(lock.path.read_text("utf-8"))
    assert note["answers"] is True
    for new in ("answers", "asker", "answer"):
        del note[new]
    lock.path.write_text(json.dumps(note), "utf-8")
    holder = lock.look()
    assert holder is not None
    assert holder.here
    assert (holder.pid, holder.answers, holder.asker) == (os.getpid(), False, "")
    lock.give_back()


def test_a_note_that_is_just_being_written_over_a_longer_one_is_understood(plan: Path) -> None:
    lock = PlanLock(plan)
    lock.take()
    note = lock.path.read_text("utf-8")
    lock.path.write_text(note + '", "closed": false}', "utf-8")
    holder = lock.look()
    assert holder is not None
    assert holder.pid == os.getpid()
    lock.give_back()


def test_a_file_system_without_locks_is_said(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_handle: int, _way: int) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(fcntl, "flock", refuse)
    lock = PlanLock(plan)
    with pytest.raises(PlanFileError, match=r"cannot be locked .*no locks available"):
        lock.take()
    assert not lock.held
    assert not lock.free()


def test_a_full_disk_keeps_nobody_from_taking_it(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int, _note: bytes, _at: int) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "pwrite", full)
    lock, other = PlanLock(plan), PlanLock(plan)
    assert lock.take() is None
    holder = other.take()
    assert holder is not None
    assert holder.words() == "somebody on another machine"
    lock.give_back()
    assert other.free()


# Notes --------------------------------------------------------------------------------------
@pytest.mark.parametrize("note", ["", "[]", "{", '{"user": "x"}', "null", "\x00" * 20])
def test_a_note_that_cannot_be_read_locks_nobody_out(plan: Path, note: str) -> None:
    lock = PlanLock(plan)
    lock.path.write_text(note, "utf-8")
    assert lock.take() is None
    assert lock.before is None
    lock.give_back()


def test_a_held_lock_without_a_note_still_says_that_it_is_held(plan: Path) -> None:
    lock = PlanLock(plan)
    lock.take()
    lock.path.write_text("", "utf-8")
    holder = PlanLock(plan).take()
    assert holder is not None
    assert holder.words() == "somebody on another machine"
    assert not holder.here
    lock.give_back()


def test_the_holder_is_asked_to_leave_if_it_is_a_process_of_ours(plan: Path) -> None:
    other = hold(plan)
    try:
        holder = PlanLock(plan).take()
        assert holder is not None
        assert holder.here
        assert ask_to_leave(holder)
        assert other.wait(timeout=30) == -signal.SIGTERM
        assert not holder.here
        assert not ask_to_leave(holder)
    finally:
        end(other)


@pytest.mark.parametrize(
    "other", [{"host": "elsewhere"}, {"boot": "another"}, {"uid": 12345}, {"began": "1"}, {"began": ""}]
)
def test_nobody_else_is_ever_sent_a_signal(plan: Path, other: dict[str, object]) -> None:
    lock = PlanLock(plan)
    lock.take()
    note = json.loads(lock.path.read_text("utf-8"))
    lock.give_back()
    ours = Holder(**note)
    assert ours.here
    assert not ask_to_leave(dataclasses.replace(ours, **other))  # type: ignore[arg-type]  # one field of each kind
