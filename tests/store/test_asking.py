"""Asking the holder of a lock to let somebody else write: who may be asked, and what is answered."""

import dataclasses
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from atm_tui.store.asking import ASKED, KEPT, ask, asking, note_path, withdraw
from atm_tui.store.lock import Holder, PlanLock

ANSWERS = """
import signal, sys
from pathlib import Path
from atm_tui.store.asking import SIGNAL, asking
from atm_tui.store.lock import PlanLock

plan = Path(sys.argv[1])
lock = PlanLock(plan, answers=True)
assert lock.take() is None
signal.pthread_sigmask(signal.SIG_BLOCK, [SIGNAL])
print("held", flush=True)
signal.sigwait([SIGNAL])
asker = asking(plan)
lock.reply(asker.asker, "kept")
print("told", asker.pid, flush=True)
signal.pause()
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A place for a plan; to ask for it needs no plan to be there."""
    return tmp_path / "plan.json"


@pytest.fixture
def other(plan: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the lock, and answers once."""
    process = subprocess.Popen([sys.executable, "-c", ANSWERS, str(plan)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


def test_the_holder_learns_who_asks_and_its_answer_comes_in_the_locks_note(
    plan: Path, other: subprocess.Popen[str]
) -> None:
    lock = PlanLock(plan)
    holder = lock.look()
    assert holder is not None
    sign = ask(plan, holder)
    assert sign
    assert other.stdout is not None
    assert other.stdout.readline() == f"told {os.getpid()}\n"
    after = lock.look()
    assert after is not None
    assert (after.asker, after.answer, after.since) == (sign, KEPT, holder.since)
    withdraw(plan, sign)
    assert not note_path(plan).exists()


def test_who_does_not_answer_is_not_sent_a_signal(plan: Path, other: subprocess.Popen[str]) -> None:
    holder = PlanLock(plan).look()
    assert holder is not None
    for changed in ({"answers": False}, {"host": "elsewhere"}, {"uid": 12345}, {"began": "1"}):
        assert ask(plan, dataclasses.replace(holder, **changed)) == ""
    assert not note_path(plan).exists()
    assert other.poll() is None


def test_only_a_living_process_of_this_user_here_counts_as_asking(plan: Path) -> None:
    assert asking(plan) is None
    lock = PlanLock(plan, answers=True)
    lock.take()
    holder = lock.look()
    assert holder is not None
    heard: list[int] = []
    before = signal.signal(signal.SIGUSR1, lambda number, _frame: heard.append(number))
    try:
        sign = ask(plan, holder)
    finally:
        signal.signal(signal.SIGUSR1, before)
    assert heard == [signal.SIGUSR1]
    found = asking(plan)
    assert found is not None
    assert found.asker == sign
    note = json.loads(note_path(plan).read_text("utf-8"))
    for changed in ({"began": "1"}, {"uid": 12345}, {"boot": "another"}, {"asker": ""}):
        note_path(plan).write_text(json.dumps(note | changed), "utf-8")
        assert asking(plan) is None
    lock.give_back()


def test_a_request_of_somebody_else_is_not_withdrawn(plan: Path) -> None:
    us = PlanLock(plan)
    us.take()
    note = json.loads(us.path.read_text("utf-8")) | {"asker": "theirs"}
    us.give_back()
    note_path(plan).write_text(json.dumps(note), "utf-8")
    withdraw(plan, "ours")
    assert note_path(plan).exists()
    withdraw(plan, "theirs")
    assert not note_path(plan).exists()


def test_a_link_in_the_requests_place_is_not_followed(plan: Path) -> None:
    target = plan.with_name("target")
    target.write_text("untouched", "utf-8")
    note_path(plan).symlink_to(target)
    lock = PlanLock(plan, answers=True)
    lock.take()
    holder = lock.look()
    assert holder is not None
    assert ask(plan, holder) == ""
    assert asking(plan) is None
    assert target.read_text("utf-8") == "untouched"
    lock.give_back()


def test_an_answer_is_said_only_by_the_holder_and_goes_with_the_lock(plan: Path) -> None:
    lock = PlanLock(plan, answers=True)
    lock.reply("sign", ASKED)
    assert not lock.path.exists()
    lock.take()
    lock.reply("sign", ASKED)
    held = PlanLock(plan).look()
    assert isinstance(held, Holder)
    assert (held.asker, held.answer, held.answers, held.closed) == ("sign", ASKED, True, False)
    lock.give_back()
    assert lock.look() is None
    again = PlanLock(plan)
    again.take()
    assert (again.before is not None, again.look() and again.look().answer) == (True, "")  # type: ignore[union-attr]
    again.give_back()
