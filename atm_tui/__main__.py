"""The program: ``atm-tui``, or ``python -m atm_tui``."""

import sys


def main() -> int:
    """Run the command line. Gives the exit status."""
    try:
        from atm_tui.cli import main as run  # noqa: PLC0415 - Ctrl+C while it loads is answered too

        return run(sys.argv[1:])
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
