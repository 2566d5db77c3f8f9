"""The command that takes records in from a file: a table, a spreadsheet, another plan."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from atm_tui.cli.plans import opened, plan_argument, today
from atm_tui.cli.saying import result_lines, say
from atm_tui.errors import AtmError
from atm_tui.store import generations
from atm_tui.store.folder import locate
from atm_tui.store.lock import PlanLock

if TYPE_CHECKING:
    from atm_tui.document import Document
    from atm_tui.intake.understood import Item, Understood
    from atm_tui.model.plan import Plan

NOTHING: Final = 1
"""The status when nothing was taken."""

_LONGEST: Final = 160
"""Characters of a row as it is told."""


def take_in_arguments(parser: argparse.ArgumentParser) -> None:
    """PLAN, FILE, --as, --only, --dry-run."""
    plan_argument(parser)
    parser.add_argument("file", metavar="FILE", help="a .csv or other table, .xlsx, or a plan (.json)")
    parser.add_argument(
        "--as",
        metavar="TABLE",
        dest="table",
        default="",
        help="of what it is a list, such as action, participant, indicator, reading; without, it is guessed",
    )
    parser.add_argument(
        "--only",
        metavar="CODES",
        default="",
        help="take only these, such as A01,A07, or a table such as action",
    )
    parser.add_argument("--dry-run", action="store_true", help="only say what is understood; change nothing")


def take_in(options: argparse.Namespace) -> int:
    """Say what is understood of a file, and take it as one change of the plan."""
    if options.dry_run:
        document = opened(options.plan)
        found = _understood(document, options)
        result_lines([*_told(found, document.plan), "Nothing was changed (--dry-run)."])
        return 0 if found.taken else NOTHING
    path = locate(options.plan)
    _refuse_if_drafts_wait(path)
    lock = PlanLock(path)
    if holder := lock.take():  # its next save would undo what is done here
        raise AtmError(f"{path} is being written by {holder.words()}. Leave the plan there first.")
    try:
        document = opened(options.plan)
        found = _understood(document, options)
        if found.taken:
            from atm_tui.intake.understood import take  # noqa: PLC0415 - loads pydantic

            take(document, found)
            generations.keep(path, generations.IMPORT)
            document.save()
    finally:
        lock.give_back()
    result_lines(_told(found, document.plan))
    if not found.taken:
        say("Nothing was taken; the plan is as it was.")
        return NOTHING
    say(f"Taken into {path}. As it was before is kept: atm-tui doctor lists it.")
    return 0


def _understood(document: "Document", options: argparse.Namespace) -> "Understood":
    from atm_tui.intake.files import understand_file, wanted_words  # noqa: PLC0415 - loads pydantic

    only = wanted_words(options.only)
    return understand_file(document.plan, Path(options.file), today(), table=options.table, only=only)


def _refuse_if_drafts_wait(path: Path) -> None:
    """What waits to be brought back is on the plan as it was typed; it must come first.

    Raises:
        AtmError: More was typed than the plan's file holds; or the file cannot be read.
    """
    from atm_tui.store.journal import kept_drafts  # noqa: PLC0415 - not needed for --help
    from atm_tui.store.planfile import load  # noqa: PLC0415 - as above

    meta = load(path).meta
    line, changes = meta.get("line"), meta.get("changes")
    if isinstance(line, str) and isinstance(changes, int) and kept_drafts(path, line, changes).drafts:
        raise AtmError(
            f"More was typed in {path} than it holds yet. Open the plan once, leave it, then import."
        )


def _told(found: "Understood", plan: "Plan") -> Iterator[str]:
    """What was understood: of the whole, of each row, and how much."""
    then = found.seen_in(plan)
    yield from (f"{found.source}: {note}" for note in found.notes)
    yield from (f"{item.sign} {item.place}: {_words(item, then)}" for item in found.items)
    yield f"Understood: {found.summary}."


def _words(item: "Item", plan: "Plan") -> str:
    """A row as it was understood, so that a misread day or name is seen; else as it stands there."""
    words = "; ".join(_values(item, plan)) or item.words or (item.record.name if item.record else "")
    short = words if len(words) <= _LONGEST else f"{words[: _LONGEST - 2]}.."
    return f"{short}  ({item.said})" if item.said else short


def _values(item: "Item", plan: "Plan") -> Iterator[str]:
    from atm_tui.export.view import words  # noqa: PLC0415 - loads pydantic

    record = item.record
    if record is None or not item.values:
        return
    main, specs = record.main(), record.specs()
    yield words(plan, record, main, short=True) or record.code
    for name in item.values:
        if name in specs and name != main and (said := words(plan, record, name, short=True, between=", ")):
            yield f"{specs[name].label}: {' '.join(said.split())}"
