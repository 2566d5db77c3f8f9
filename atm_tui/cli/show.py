"""The command that draws a picture of a plan, as text."""

import argparse
import os
import shutil
import sys
from typing import Final

from atm_tui.cli.plans import opened, plan_argument, today
from atm_tui.cli.saying import result
from atm_tui.errors import AtmError
from atm_tui.pictures import ASCII, NARROWEST, PICTURES, UNICODE, as_text, draw, named

WIDEST: Final = 1_000
"""Cells; wider is a slip of the hand."""


def show_arguments(parser: argparse.ArgumentParser) -> None:
    """PLAN, PICTURE, --width, --at, --ascii."""
    plan_argument(parser)
    views = "; ".join(
        f"{kind.name}:VIEW is one of {', '.join(name for name, _ in kind.views)}"
        for kind in PICTURES.values()
        if kind.views
    )
    parser.add_argument("picture", metavar="PICTURE", help=f"one of {', '.join(PICTURES)}; {views}")
    parser.add_argument("--width", metavar="N", type=int, help="cells of a line; the terminal's, or 80")
    parser.add_argument("--at", metavar="VERSION", help="as a version has it, such as R1; without, now")
    parser.add_argument("--ascii", action="store_true", help="with no sign beyond ASCII but what was typed")


def show(options: argparse.Namespace) -> int:
    """Draw a picture, as others may see it."""
    named(options.picture)  # a wrong name is told before the plan is read
    size = shutil.get_terminal_size((80, 24))
    width = size.columns if options.width is None else options.width
    if options.width is not None and not NARROWEST <= width <= WIDEST:
        raise AtmError(f"--width takes a number from {NARROWEST} to {WIDEST}.")
    plan = opened(options.plan).plan
    from atm_tui import settings  # noqa: PLC0415 - not needed for --help
    from atm_tui.export.seen import for_people  # noqa: PLC0415 - loads pydantic
    from atm_tui.terminal import look_at  # noqa: PLC0415 - not needed for --help
    from atm_tui.versions import NOW, day_of, plan_at, version_named  # noqa: PLC0415 - loads pydantic

    at = version_named(plan, options.at or NOW)
    day, plan = day_of(plan, at) or today(), plan_at(plan, at)

    settings.into(os.environ)
    signs = not options.ascii and look_at(os.environ, sys.stdout.encoding).unicode
    picture = draw(
        for_people(plan),
        options.picture,
        width=min(width, WIDEST),
        height=size.lines,
        glyphs=UNICODE if signs else ASCII,
        today=day,
    )
    result(as_text(picture))
    return 0
