"""The command that says what became of a plan between two of its versions."""

import argparse
from typing import Final

from atm_tui.cli.plans import opened, plan_argument
from atm_tui.cli.saying import result

FORMATS: Final = ("txt", "md")


def compare_arguments(parser: argparse.ArgumentParser) -> None:
    """PLAN, FROM, TO, --format."""
    plan_argument(parser)
    parser.add_argument("from_", metavar="FROM", nargs="?", help="a version, such as R1; without, the newest")
    parser.add_argument("to", metavar="TO", nargs="?", help="another one; without, now")
    parser.add_argument("--format", choices=FORMATS, default=FORMATS[0], help="txt, as without, or md")


def compare(options: argparse.Namespace) -> int:
    """Say what was added, stopped, changed and removed, and why, as others may read it.

    Raises:
        AtmError: The plan has no such version.
    """
    plan = opened(options.plan).plan
    from atm_tui.comparing import compare as differing  # noqa: PLC0415 - loads pydantic
    from atm_tui.export.compared import compared  # noqa: PLC0415 - as above
    from atm_tui.export.seen import for_people  # noqa: PLC0415 - as above
    from atm_tui.versions import NOW, names, version_named  # noqa: PLC0415 - as above

    newest = next(reversed(names(plan)), "")
    from_ = version_named(plan, newest if options.from_ is None else options.from_)
    to = version_named(plan, options.to or NOW)
    seen = for_people(plan)
    seen.versions = plan.versions
    paper = compared(seen, differing(plan, from_, to, seen=for_people))
    if options.format == "md":
        from atm_tui.export.markdown import as_markdown  # noqa: PLC0415 - only what is used is loaded

        result(as_markdown(paper))
    else:
        from atm_tui.export.text import as_text  # noqa: PLC0415 - as above

        result(as_text(paper))
    return 0
