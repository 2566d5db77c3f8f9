"""Starts the program on a fresh copy of the worked example: the same state at every run.

The copy lies in a folder of its own, also the data folder, so that no run sees what another one left. It is
removed at the end. Nothing is loaded for it that the program does not load: that would be measured too.
"""

import os
import sys
from pathlib import Path

import atm_tui
from atm_tui.__main__ import main


def start(*, home: bool) -> int:
    """Run the app on the copy, or on its first page. Gives the exit status."""
    place = Path(os.environ.get("TMPDIR", "/tmp")) / f"atm-tui-bench-{os.getpid()}"  # noqa: S108 - a new folder, or it fails
    place.mkdir(mode=0o700)
    os.environ["XDG_DATA_HOME"] = str(place)
    os.environ["ATM_TUI_SETTINGS"] = str(place / "settings.toml")  # there is none: not the developer's own
    plan = place / "kijito.json"
    plan.write_bytes((Path(atm_tui.__file__).parent / "example" / "plan.json").read_bytes())
    sys.argv = ["atm-tui"] if home else ["atm-tui", str(plan)]
    try:
        return main()
    finally:
        import shutil  # noqa: PLC0415 - the measuring is over

        shutil.rmtree(place)


if __name__ == "__main__":
    sys.exit(start(home="home" in sys.argv))
