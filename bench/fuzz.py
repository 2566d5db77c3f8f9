"""Paints random frames through the wire for a time, and looks whether a terminal behind it shows the same.

One terminal gets all as it is painted, one what the wire makes of it: frames, erasures, resizes, other
screens, suspensions, garbled screens, what the wire does not follow. After each step both must show the same,
cell by cell, looks and cursor included. A difference is told with its seed, and ends the run with status 1.

    .venv/bin/python bench/fuzz.py [--seconds 60] [--seed N]
"""

import argparse
import random
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "wire"))

from test_wire_properties import everything, step
from wirekit import Both

STEPS = 25
"""How long one terminal lives."""


def live(seed: int) -> Counter[str]:
    """The life of one terminal. Gives what it was made of.

    Raises:
        AssertionError: Both do not show the same.
    """
    pick = random.Random(seed)  # noqa: S311 - no secret
    both = Both(pick.choice([2, 10, 20, 40, 80]), pick.randint(1, 24))
    counts: Counter[str] = Counter()
    both.paint(everything(pick, both))
    both.check()
    for _ in range(STEPS):
        counts[step(pick, both)] += 1
        both.check()
    return counts


def main() -> int:
    """Fuzz and tell."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--seed", type=int, help="only this one, as it was told with a difference")
    options = parser.parse_args()
    if options.seed is not None:
        live(options.seed)
        return 0
    counts: Counter[str] = Counter()
    end, lives = time.monotonic() + options.seconds, 0
    begin = random.SystemRandom().randrange(2**40)
    while time.monotonic() < end:
        try:
            counts += live(begin + lives)
        except Exception as error:  # noqa: BLE001 - an error of the wire is a find as well
            print(f"A difference, or an error: bench/fuzz.py --seed {begin + lives}")
            print(f"{type(error).__name__}: {str(error)[:2000]}")
            return 1
        lives += 1
    told = ", ".join(f"{count:,} {kind}" for kind, count in counts.most_common())
    print(f"{lives:,} terminals, {counts.total():,} steps and no difference: {told}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
