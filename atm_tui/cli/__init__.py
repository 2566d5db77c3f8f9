"""The command line: every command that needs no screen, and the way into the app.

A command's modules are loaded only when it runs: ``--help`` and ``list`` load no pydantic, and
none of them but the app loads Textual.
"""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NoReturn

from atm_tui import __version__
from atm_tui.cli import doctor, kiosk, plans, takeout
from atm_tui.cli.saying import drop_stdout, is_terminal, say, set_up
from atm_tui.errors import AtmError

FAILED: Final = 2
INTERRUPTED: Final = 130


def main(arguments: Sequence[str]) -> int:
    """Run the program. Gives the exit status."""
    set_up(sys.stdout)
    set_up(sys.stderr)
    try:
        return _run(list(arguments))
    except AtmError as error:
        say(str(error))
        return FAILED
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # whoever read the result has seen enough
        drop_stdout()
        return 0


def _run(arguments: list[str]) -> int:
    if kiosk.FLAG in arguments:
        return _show(kiosk.prepare(arguments, COMMANDS), kiosk.NO_TERMINAL, restricted=True)
    if arguments and arguments[0] in COMMANDS:
        command = COMMANDS[arguments[0]]
        parser = _Parser(prog=f"atm-tui {arguments[0]}", description=command.help, allow_abbrev=False)
        command.arguments(parser)
        return command.run(parser.parse_args(arguments[1:]))
    return _open(_top().parse_args(arguments))


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in harmless words, and what would be right."""

    def error(self, message: str) -> NoReturn:
        """End with status 2."""
        self.print_usage(sys.stderr)
        say(f"{message}. See {self.prog} --help.")
        sys.exit(FAILED)


def _top() -> _Parser:
    lines = "\n".join(f"  {name:<9} {command.help}" for name, command in COMMANDS.items())
    parser = _Parser(
        prog="atm-tui",
        usage="atm-tui [PLAN]\n       atm-tui --kiosk [NAME]\n       atm-tui COMMAND ...",
        description="Lead a women producers' group from an empty screen to a collective action plan.",
        epilog=f"commands:\n{lines}\n\nA plan that is called like a command: atm-tui ./check.json",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("plan", metavar="PLAN", nargs="?", help=plans.PLAN)
    parser.add_argument(
        kiosk.FLAG,
        action="store_true",
        help="for an account that people share: plans of the data folder only, no other file, no program",
    )
    parser.add_argument("--version", action="version", version=f"atm-tui {__version__}")
    return parser


def _open(options: argparse.Namespace) -> int:
    """Open the app, with a plan or without."""
    from atm_tui.store.folder import locate  # noqa: PLC0415 - not needed for --help

    path = None if options.plan is None else locate(options.plan)
    names = ", ".join(COMMANDS)
    return _show(path, f"atm-tui needs a terminal for its screen. Without one there are: {names}.")


def _show(path: Path | None, refusal: str, *, restricted: bool = False) -> int:
    """Run the app, or refuse to where there is no terminal."""
    if not (is_terminal(sys.stdin) and is_terminal(sys.stderr)):
        raise AtmError(refusal)
    from atm_tui.clipboard import over_ssh  # noqa: PLC0415 - only the app asks

    os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")  # read when Textual is first imported
    if over_ssh(os.environ):
        os.environ.setdefault("ESCDELAY", "400")  # a slow line splits the keys that begin with Esc
    if restricted:
        from atm_tui.kioskapp import run_kiosk  # noqa: PLC0415 - as below

        return run_kiosk(path)
    from atm_tui.app import run  # noqa: PLC0415 - the one command that needs Textual

    return run(path)


def _no_arguments(_parser: argparse.ArgumentParser) -> None:
    """For a command that takes none."""


@dataclass(frozen=True)
class Command:
    """A command that needs no screen: its line in the help, its arguments, what it does."""

    help: str
    arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]


COMMANDS: Final = {
    "new": Command("make an empty plan", plans.new_arguments, plans.new),
    "example": Command("write the worked example as a plan", plans.plan_argument, plans.write_example),
    "list": Command("list the plans of the data folder", plans.json_argument, plans.list_plans),
    "check": Command(
        "how far the four questions are, and the loose ends (status 0 if all are answered, 1 if not yet)",
        plans.check_arguments,
        plans.check,
    ),
    "export": Command("write a plan as md, txt, json or csv", takeout.export_arguments, takeout.export),
    "doctor": Command(
        "whether a plan is sound, and its earlier states (status 0 if it is sound, 1 if only one of them is)",
        doctor.doctor_arguments,
        doctor.doctor,
    ),
    "schema": Command("write the JSON schema of a plan", _no_arguments, takeout.schema),
}
"""The commands by their name; a new one is one line here."""
