"""Measures a bare Textual app, a stock form, nano, vim, dialog and ours side by side, and writes the table.

The judge is ``wirebench.py``, which is not in this repository; its scenarios for the others lie beside it.

    .venv/bin/python bench/table.py [WIREBENCH] [--rounds 5] [--json FILE]
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any, Final, TypeAlias

HERE: Final = Path(__file__).parent
JUDGE: Final = HERE.parents[1] / "shared" / "bench" / "wirebench.py"
OTHERS: Final = ("hello", "form", "nano", "vim", "dialog")
"""The judge's scenarios; the first is what the others are compared with."""
OURS: Final = ("first-word", "home", "example", "whole")

Figures: TypeAlias = dict[str, dict[str, float]]
"""Of one program: what was measured, and its median and more."""

COLUMNS: Final = (
    ("first page", "first_paint_ms", "ratio_paired"),
    ("ready", "ready_ms", "ratio_paired"),
    ("bytes until ready", "ready_bytes", "median"),
    ("bytes a key", "key_bytes.median", "median"),
    ("key to screen, ms", "key_latency_ms.median", "median"),
    ("bytes a Tab", "step_tab_next_field.bytes.median", "median"),
    ("bytes at rest, 10 s", "idle_bytes_10s", "median"),
    ("memory, MiB", "rss_peak_mib", "median"),
    ("memory", "rss_peak_mib", "ratio_paired"),
)
"""The columns of the first table: its heading, what it shows, and which figure of that."""
STEPS: Final = (("bytes", "bytes"), ("compressed", "zbytes"), ("settled after, ms", "settled_ms"))


def scenarios(judge: Path) -> list[Path]:
    """The scenarios whose programs are installed here; what is left out is said."""
    found = []
    for path in [judge.parent / "scenarios" / f"{name}.toml" for name in OTHERS]:
        program = tomllib.loads(path.read_text("utf-8"))["command"][0]
        if program.startswith("{") or shutil.which(program):
            found.append(path)
        else:
            print(f"{path.stem} is left out: there is no {program} here", file=sys.stderr)
    return found + [HERE / "scenarios" / f"{name}.toml" for name in OURS]


def measured(judge: Path, rounds: int, out: Path) -> dict[str, Any]:
    """What the judge found."""
    names = map(str, scenarios(judge))
    command = [sys.executable, str(judge), "run", *names, "--rounds", str(rounds), "--out", str(out)]
    subprocess.run([*command, "--no-table"], check=True)  # noqa: S603 - the program that was asked for
    found: dict[str, Any] = json.loads(out.read_text("utf-8"))
    return found


def row(*cells: str) -> str:
    """A row of a Markdown table."""
    return f"| {' | '.join(cells)} |"


def head(*cells: str) -> list[str]:
    """The first two rows of a Markdown table."""
    return [row(*cells), row(*["---"] * len(cells))]


def figure(value: float | None) -> str:
    """A figure with as many digits as mean something."""
    if value is None:
        return "-"
    return (
        f"{value:,.0f}"
        if value >= 20 or value == int(value)
        else f"{value:.1f}"
        if value >= 3
        else f"{value:.2f}"
    )


def programs(found: dict[str, Any]) -> list[str]:
    """The table of all programs."""
    lines = head("", *(title for title, _, _ in COLUMNS))
    for name, figures in found["summary"].items():
        cells = []
        for _, key, which in COLUMNS:
            of: dict[str, float] = figures.get(key, {})
            first = which == "ratio_paired" and name == found["baseline"]
            cells.append(figure(1.0 if first else of.get(which)))
        lines.append(row(name, *cells))
    return lines


def steps(figures: Figures) -> list[str]:
    """The table of one program's steps."""
    begin, end = "step_", ".bytes.median"
    names = [key[len(begin) : -len(end)] for key in figures if key.startswith(begin) and key.endswith(end)]
    lines = head("Step", *(title for title, _ in STEPS))
    for name in names:
        cells = [figure(figures[f"{begin}{name}.{key}.median"]["median"]) for _, key in STEPS]
        lines.append(row(name.replace("_", " "), *cells))
    return lines


def failures(found: dict[str, Any]) -> list[str]:
    """What did not go as the scenario says; then the figures mean nothing."""
    wrong = ("error", "step_failed")
    return [
        f"{name}: {run[key]}"
        for name, runs in found["runs"].items()
        for run in runs
        for key in wrong
        if key in run
    ]


def main() -> int:
    """Measure and write the tables to standard output."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("judge", type=Path, nargs="?", default=JUDGE, metavar="WIREBENCH")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", type=Path, help="keep all that was measured in this file")
    options = parser.parse_args()
    if not options.judge.is_file():
        parser.error(f"there is no {options.judge}")
    with tempfile.TemporaryDirectory() as place:
        found = measured(options.judge, options.rounds, options.json or Path(place) / "found.json")
    if wrong := failures(found):
        print("\n".join(wrong), file=sys.stderr)
        return 1
    machine = found["machine"]
    load = " to ".join(f"{loads[0]:.1f}" for loads in (machine["load"], found["load_end"]))
    print(f"{machine['cores']} cores, Python {machine['python']}, rounds: {options.rounds}, load {load}.\n")
    print("\n".join(programs(found)), end="\n\n")
    print("\n".join(steps(found["summary"]["atm-tui"])))
    return 0


if __name__ == "__main__":
    sys.exit(main())
