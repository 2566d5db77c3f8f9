"""The program: ``atm-tui``, or ``python -m atm_tui``."""

import sys

from atm_tui import firstword


def main() -> int:
    """Run the command line. Gives the exit status."""
    try:
        if _surely_opens(sys.argv[1:]):
            firstword.show()
        from atm_tui.cli import main as run  # noqa: PLC0415 - Ctrl+C while it loads is answered too

        return run(sys.argv[1:])
    except KeyboardInterrupt:
        return 130
    finally:
        firstword.take_away()


def _surely_opens(arguments: list[str]) -> bool:
    """Whether the app is asked for, as far as one sees it without the list of commands."""
    if not arguments:
        return True
    return len(arguments) == 1 and ("/" in arguments[0] or arguments[0].endswith(".json"))


if __name__ == "__main__":
    sys.exit(main())
