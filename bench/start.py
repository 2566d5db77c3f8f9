"""Starts the program on a fresh copy of the worked example: the same state at every run.

The copy lies in a temporary folder, which is also the data folder, so that no run sees what
another one left. The folder is removed at the end.
"""

import os
import shutil
import sys
import tempfile
from pathlib import Path

import atm_tui
from atm_tui.__main__ import main


def start() -> int:
    """Run the app on the copy. Gives the exit status."""
    example = Path(atm_tui.__file__).parent / "example" / "plan.json"
    with tempfile.TemporaryDirectory(prefix="atm-tui-bench-") as place:
        os.environ["XDG_DATA_HOME"] = place
        plan = shutil.copy(example, Path(place) / "kijito.json")
        sys.argv = ["atm-tui", str(plan)]
        return main()


if __name__ == "__main__":
    sys.exit(start())
