"""The command line: every command that needs no screen, and the way into the app.

A command's modules are loaded only when it runs: ``--help`` and ``list`` load no pydantic, and
none of them but the app loads Textual. The app's first words are on the screen before it is loaded.
"""

import argparse
import importlib
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, NoReturn, cast

from atm_tui import __version__, firstword, lean
from atm_tui.cli.saying import drop_stdout, is_terminal, say, set_up
from atm_tui.errors import AtmError

FAILED: Final = 2
KIOSK: Final = "--kiosk"
TOUR: Final = "--tour"
PLAN: Final = "a file (ends in .json, or begins with / or ./), or a name in the data folder"
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
    if KIOSK in arguments:
        return _open_restricted(arguments)
    if arguments and arguments[0] in COMMANDS:
        return _run_command(arguments[0], arguments[1:])
    return _open(_top().parse_args(arguments))


def _run_command(name: str, arguments: list[str]) -> int:
    command = COMMANDS[name]
    parser = command_parser(name)
    return int(command.part("")(parser.parse_args(arguments)))


def command_parser(name: str) -> argparse.ArgumentParser:
    """What a command takes."""
    command = COMMANDS[name]
    parser = _Parser(prog=f"atm-tui {name}", description=command.help, allow_abbrev=False)
    command.part("_arguments")(parser)
    return parser


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in harmless words, and what would be right."""

    def error(self, message: str) -> NoReturn:
        """End with status 2."""
        firstword.take_away()
        self.print_usage(sys.stderr)
        say(f"{message}. See {self.prog} --help.")
        sys.exit(FAILED)


def _top() -> _Parser:
    lines = "\n".join(f"  {name:<9} {command.help}" for name, command in COMMANDS.items())
    parser = _Parser(
        prog="atm-tui",
        usage="\n       ".join(
            ("atm-tui [PLAN]", "atm-tui --tour", "atm-tui --kiosk [NAME]", "atm-tui COMMAND ...")
        ),
        description="Lead a women producers' group from an empty screen to a collective action plan.",
        epilog=f"commands:\n{lines}\n\nA plan that is called like a command: atm-tui ./check.json",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("plan", metavar="PLAN", nargs="?", help=PLAN)
    parser.add_argument(
        KIOSK,
        action="store_true",
        help="for an account that people share: plans of the data folder only, no other file, no program",
    )
    parser.add_argument(
        TOUR, action="store_true", help="two minutes with a copy of the worked example; it is thrown away"
    )
    parser.add_argument("--version", action="version", version=f"atm-tui {__version__}")
    return parser


def _open(options: argparse.Namespace) -> int:
    """Open the app, with a plan or without."""
    names = ", ".join(COMMANDS)
    _make_ready(f"atm-tui needs a terminal for its screen. Without one there are: {names}.")
    from atm_tui.store.folder import locate  # noqa: PLC0415 - not needed for --help

    path = None if options.plan is None else locate(options.plan)
    if options.tour:
        return _tour(kiosk=False)
    from atm_tui.app import run  # noqa: PLC0415 - the one command that needs Textual

    return _with_tours(lambda: run(path), kiosk=False)


def _tour(*, kiosk: bool) -> int:
    from atm_tui.tourapp import run_tour  # noqa: PLC0415 - only the tour needs it

    return run_tour(kiosk=kiosk)


def _with_tours(run: Callable[[], int], *, kiosk: bool) -> int:
    """Run the app; as often as the tour is wanted there, the tour, and then the app again."""
    from atm_tui.tour import WANTED  # noqa: PLC0415 - only the app needs it

    while (status := run()) == WANTED:
        if failed := _tour(kiosk=kiosk):
            return failed
    return status


def _open_restricted(arguments: list[str]) -> int:
    from atm_tui.cli import kiosk  # noqa: PLC0415 - only this way needs it

    path = kiosk.prepare([one for one in arguments if one != TOUR], COMMANDS)
    _make_ready(kiosk.NO_TERMINAL)
    if TOUR in arguments and path is None:
        return _tour(kiosk=True)
    from atm_tui.kioskapp import run_kiosk  # noqa: PLC0415 - as above

    return _with_tours(lambda: run_kiosk(path), kiosk=True)


def _make_ready(refusal: str) -> None:
    """Make ready for the app, with a first word on the screen.

    Raises:
        AtmError: There is no terminal, or one without a screen, with this sentence.
    """
    if not (is_terminal(sys.stdin) and is_terminal(sys.stderr)):
        raise AtmError(refusal)
    from atm_tui import settings  # noqa: PLC0415 - only the app asks
    from atm_tui.terminal import look_at, prepare  # noqa: PLC0415 - as above

    settings.into(os.environ)
    here = look_at(os.environ, sys.stderr.encoding)
    if here.dumb:
        raise AtmError(f"TERM is {here.term or 'not set'}: such a terminal has no screen. {refusal}")
    firstword.show()
    prepare(here, os.environ)
    lean.begin()


@dataclass(frozen=True)
class Command:
    """A command that needs no screen.

    Attributes:
        help: Its line in the help.
        module: The module of this package that it is in.
        function: The function there that does it, and gives the exit status. Beside it, one that is called
            the same with ``_arguments`` tells the parser what it takes.
    """

    help: str
    module: str
    function: str

    def part(self, suffix: str) -> Callable[..., Any]:
        """One of its two functions; this loads its module."""
        module = importlib.import_module(f"atm_tui.cli.{self.module}")
        return cast("Callable[..., Any]", getattr(module, self.function + suffix))


COMMANDS: Final = {
    "new": Command("make an empty plan", "plans", "new"),
    "example": Command("write the worked example as a plan", "plans", "write_example"),
    "list": Command("list the plans of the data folder", "plans", "list_plans"),
    "check": Command(
        "how far the four questions are, and the loose ends (status 0 if all are answered, 1 if not yet)",
        "plans",
        "check",
    ),
    "export": Command(
        "write a plan, or a part of it, as text, web page, Word, Excel, calendar or data", "takeout", "export"
    ),
    "import": Command(
        "take rows in from a table, a spreadsheet or another plan (status 0 if any are taken, 1 if none)",
        "intake",
        "take_in",
    ),
    "doctor": Command(
        "whether a plan is sound, and its earlier states (status 0 if it is sound, 1 if only one of them is)",
        "doctor",
        "doctor",
    ),
    "show": Command("draw a picture of a plan, as text", "show", "show"),
    "compare": Command("say what changed between two reflections, and why", "compare", "compare"),
    "schema": Command("write the JSON schema of a plan", "takeout", "schema"),
}
"""The commands by their name; a new one is one line here."""
