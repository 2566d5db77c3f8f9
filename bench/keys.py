"""Types into an empty plan and into one of 10,000 records in a pseudo-terminal: what a key costs.

For each plan: the time from a key to its letter on the screen (median, and the worst), while the plan
is saved by itself in between, and how many bytes a minute of typing (300 keys) gives the disk to write,
as the kernel counts them for the process; for comparison what TinyDB's own storage writes for the same
keys. Ratios carry over to other machines, milliseconds do not.

    .venv/bin/python bench/keys.py [--records 10000] [--minutes 1]
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "terminal"))

from term import Term, environment, program
from tinydb import TinyDB

from atm_tui.document import Document
from atm_tui.model.action import Action

WORDS = "we make blue scarves of wool and sell them at the market of the town before the rains "
PACE = 0.2
"""Seconds from key to key: 300 keys a minute."""


def plan_of(folder: Path, records: int) -> Path:
    """A plan with so many actions, each of about 600 bytes."""
    path = folder / f"plan{records}.json"
    document = Document.new(path, "Group")
    words = {"what": WORDS, "why": WORDS, "where": "at the workshop"}
    like = document.add(
        Action.model_validate({name: words[name] for name in words if name in Action.specs()})
    )
    for number in range(2, records + 1):
        one = like.with_values({"id": f"{number:016x}", "code": f"A{number:02d}"})
        document.plan.put(one.table, one.id, one)
    document.save()
    return path


def written(pid: int) -> int:
    """How many bytes a process has given the disk to write."""
    lines = Path(f"/proc/{pid}/io").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("write_bytes"))


def typed(folder: Path, records: int, minutes: float) -> tuple[list[float], int]:
    """Milliseconds from each key to the screen, and the bytes that were written meanwhile."""
    path = plan_of(folder, records)
    term = Term([*program(), str(path)], environment(folder))
    try:
        term.wait("Enter Write it down")
        term.key("enter")
        term.wait("> Group")
        term.key(*["down"] * 4)
        term.quiet()
        before, times = written(term.pid), []
        for number in range(int(minutes * 300)):
            letter = "abcdefghijklmnopqrstuvwxyz"[number % 26]
            length = len(term.raw)
            begun = time.perf_counter()
            term.send(letter)
            term.until(lambda: letter.encode() in term.raw[length:], f"the letter {letter}")  # noqa: B023 - at once
            times.append((time.perf_counter() - begun) * 1000)
            time.sleep(max(0.0, PACE - (time.perf_counter() - begun)))
        return times, written(term.pid) - before
    finally:
        term.close()


def stock(folder: Path, records: int, minutes: float) -> int:
    """The bytes that TinyDB's own storage gives the disk for the same keys, saved at each."""
    path = plan_of(folder, records)
    before = written(os.getpid())
    with TinyDB(path) as database:
        for number in range(int(minutes * 300)):
            database.table("plan").update({"product": WORDS[: number % 80]}, doc_ids=[1])
    return written(os.getpid()) - before


def main() -> None:
    """Measure and tell."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--minutes", type=float, default=1.0)
    options = parser.parse_args()
    medians: list[float] = []
    for records in (1, options.records):
        with tempfile.TemporaryDirectory() as folder:
            times, disk = typed(Path(folder), records, options.minutes)
        medians.append(statistics.median(times))
        worst = statistics.quantiles(times, n=100)[98]
        print(
            f"{records:>6} records: key to screen {medians[-1]:.1f} ms (99 of 100 under {worst:.1f}, "
            f"worst {max(times):.1f}); {disk / options.minutes / 1e6:.2f} MB written a minute"
        )
    print(f"ratio of the medians: {medians[1] / medians[0]:.2f}")
    with tempfile.TemporaryDirectory() as folder:
        disk = stock(Path(folder), 40, options.minutes)
        print(
            f"TinyDB's own storage, a save a key, 40 records: {disk / options.minutes / 1e6:.2f} MB a minute"
        )


if __name__ == "__main__":
    main()
