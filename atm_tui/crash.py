"""A report of an unexpected error: what a developer needs, and none of the plan's words."""

import platform
import traceback
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from atm_tui import __version__
from atm_tui.store.folder import folder


def report_of(error: BaseException) -> str:
    """The error's kind and where it happened. Its message and the variables could hold what people typed."""
    lines = [
        f"atm-tui {__version__}, textual {version('textual')}, Python {platform.python_version()}",
        platform.platform(),
    ]
    while True:
        lines.append(f"\n{type(error).__module__}.{type(error).__qualname__}, at:")
        lines += [
            f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(error.__traceback__)
        ]
        cause = error.__cause__ or error.__context__
        if cause is None:
            return "\n".join(lines) + "\n"
        error = cause


def write_report(error: BaseException) -> Path | None:
    """Write the report into the data folder. Gives its file, or None if it could not be written."""
    place = folder() / "reports"
    path = place / f"{datetime.now().astimezone():%Y-%m-%d-%H%M%S}.txt"
    try:
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.write_text(report_of(error), "utf-8")
        path.chmod(0o600)
    except OSError:
        return None
    return path
