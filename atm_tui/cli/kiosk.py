"""The restricted way into the app, for an account that people share: plans of one folder, and nothing else.

It cleans the process before Textual is loaded, which reads much from the environment. What was loaded
before the first line of ours ran (by PYTHONPATH, say) only the wrapper in the README keeps out.
"""

import os
import resource
import sys
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Final

from atm_tui.cli import KIOSK
from atm_tui.cli.saying import say
from atm_tui.errors import AtmError, PlanNameError

NO_TERMINAL: Final = (
    "Here people work on plans, and nothing else: connect with a terminal (ssh -t) and without a command."
)
ONLY_A_NAME: Final = (
    "With --kiosk only the name of a plan in the data folder can be given: atm-tui --kiosk [NAME]."
)

KEPT: Final = frozenset((
    "HOME", "USER", "LOGNAME", "XDG_DATA_HOME", "TERM", "TERM_PROGRAM", "COLORTERM", "NO_COLOR", "LANG",
    "SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY", "ATM_TUI_COLOURS", "ATM_TUI_GLYPHS", "ATM_TUI_LINK",
    "ATM_TUI_WIRE",
))  # fmt: skip
"""What stays of the environment, beside LC_*; all else could name a program, a module or a file."""


def prepare(arguments: Sequence[str], commands: Collection[str]) -> Path | None:
    """Close all ways out of the program. Gives the plan to open; None for the first page.

    Raises:
        AtmError: More is asked for than a plan of the data folder, or the folder leads elsewhere.
    """
    if sys.flags.inspect:  # by PYTHONINSPECT: whatever we do, Python's own prompt would come at the end
        say("With --kiosk Python may not be told to go on after the program (PYTHONINSPECT).")
        os._exit(2)
    clean_environment()
    os.umask(0o077)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core would hold the plan
    return _plan([one for one in arguments if one != KIOSK], commands)


def clean_environment() -> None:
    """Keep only what is known to be harmless, and take from the module path what PYTHONPATH put there."""
    for place in os.environ.get("PYTHONPATH", "").split(os.pathsep):
        added = str(Path(place).absolute())
        sys.path[:] = [one for one in sys.path if one not in (place, added)]
    for name in list(os.environ):
        if name not in KEPT and not name.startswith("LC_"):
            del os.environ[name]


def _plan(names: Sequence[str], commands: Collection[str]) -> Path | None:
    from atm_tui.store.folder import ARCHIVE, SUFFIX, checked_name, folder  # noqa: PLC0415 - only used here

    for place in (ARCHIVE, "exports", "reports"):
        if (folder() / place).is_symlink():
            raise AtmError(
                f"{folder() / place} is a link to another place. With --kiosk it must be a folder."
            )
    if not names:
        return None
    if len(names) > 1 or names[0] in commands:
        raise AtmError(ONLY_A_NAME)
    try:
        return folder() / (checked_name(names[0].removesuffix(SUFFIX)) + SUFFIX)
    except PlanNameError:
        raise AtmError(ONLY_A_NAME) from None
