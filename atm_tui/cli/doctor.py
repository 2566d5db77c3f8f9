"""The command for what is not well: a plan's file, which can be as it was earlier, or the terminal."""

import argparse
import shlex
from datetime import datetime
from pathlib import Path
from typing import Final

from atm_tui.cli import PLAN
from atm_tui.cli.plans import say_waiting
from atm_tui.cli.saying import result_lines, say
from atm_tui.errors import AtmError, PlanFileError
from atm_tui.store import generations
from atm_tui.store.folder import SUFFIX, locate
from atm_tui.store.generations import Generation
from atm_tui.store.lock import PlanLock
from atm_tui.store.mounts import weak_lock
from atm_tui.store.refusals import why_unsafe

DAMAGED: Final = 1
"""The status when the file is not sound, but an earlier state of it is."""

_REASONS: Final = {
    "saved": "saved",
    "restore": "before one was brought back",
    "migration": "before a new form",
    "import": "before an import",
    "elsewhere": "written by another program",
}


def doctor_arguments(parser: argparse.ArgumentParser) -> None:
    """PLAN, --restore; or --terminal."""
    parser.add_argument("plan", metavar="PLAN", nargs="?", help=PLAN)
    parser.add_argument(
        "--restore",
        metavar="GEN",
        help="bring an earlier state back, by its number in the list (1 is the newest) or its file's name",
    )
    parser.add_argument(
        "--terminal",
        action="store_true",
        help="instead of a plan: what this terminal can do, and each way to a clipboard, tried",
    )


def doctor(options: argparse.Namespace) -> int:
    """Say whether a plan's file is sound, with its earlier states; bring one back; or try the terminal."""
    if options.terminal:
        return _terminal(options)
    if options.plan is None:
        raise AtmError("Which plan? Give its file or its name; or --terminal, to try this terminal.")
    path = locate(options.plan)
    found = generations.generations(path)
    if options.restore is not None:
        _restore(path, _chosen(found, options.restore), options.plan)
        return 0
    good = [one for one in found if generations.sound(one.path)]
    try:
        sentence, status = f"{path} is sound: {_records(path)}.", 0
    except PlanFileError as error:
        if not good:
            raise AtmError(f"{error} There is no earlier state of it that can be opened.") from None
        sentence, status = str(error), DAMAGED
    result_lines([sentence, *_listed(found, good)])
    if status == DAMAGED:
        say(f"To bring the newest sound one back: {_command(options.plan, str(found.index(good[0]) + 1))}")
    for trouble in (generations.trouble(path), why_unsafe(path), weak_lock(path)):
        if trouble:
            say(trouble)
    return status


def _terminal(options: argparse.Namespace) -> int:
    if options.plan is not None or options.restore is not None:
        raise AtmError("--terminal looks at this terminal and at no plan. Give it alone.")
    from atm_tui.cli.terminal import report  # noqa: PLC0415 - plans need none of it

    return report()


def _records(path: Path) -> str:
    """How many records a plan holds; that more is kept as drafts is said.

    Raises:
        PlanFileError: It is not sound.
    """
    from atm_tui.store.planfile import load  # noqa: PLC0415 - not needed for --help

    content = load(path)
    say_waiting(path, content.meta.get("line"), content.meta.get("changes"))
    tables = content.tables
    from atm_tui.planio import HISTORY  # noqa: PLC0415 - loads pydantic

    changes = len(tables.pop(HISTORY, []))
    records = sum(map(len, tables.values()))
    return f"{records} record{'s' * (records != 1)}, {changes} change{'s' * (changes != 1)} in its history"


def _listed(found: list[Generation], good: list[Generation]) -> list[str]:
    if not found:
        return ["No earlier states are kept yet."]
    rows = [
        (str(number), _local(one.at), f"{(one.size + 999) // 1000} kB",
         "sound" if one in good else "NOT SOUND", _REASONS.get(one.reason, one.reason))
        for number, one in enumerate(found, 1)
    ]  # fmt: skip
    return [
        f"Its earlier states, newest first, in {found[0].path.parent}:",
        *(f"{number:>3}  {at}  {size:>8}  {state:<9}  {why}" for number, at, size, state, why in rows),
    ]


def _local(at: datetime) -> str:
    return f"{at.astimezone():%Y-%m-%d %H:%M:%S}"


def _command(plan: str, generation: str) -> str:
    return f"atm-tui doctor {shlex.quote(plan)} --restore {generation}"


def _chosen(found: list[Generation], wanted: str) -> Generation:
    """The earlier state of this number or name.

    Raises:
        AtmError: There is none.
    """
    for number, one in enumerate(found, 1):
        if wanted in (str(number), one.name, one.path.stem, str(one.path)):
            return one
    there = f"There are 1 to {len(found)}" if found else "There are none"
    raise AtmError(f"There is no earlier state '{wanted}'. {there}; see atm-tui doctor without --restore.")


def _restore(path: Path, chosen: Generation, plan: str) -> None:
    _refuse_if_drafts_wait(path)
    lock = PlanLock(path)
    if holder := lock.take():  # its next save would undo what is done here
        raise AtmError(f"{path} is being written by {holder.words()}. Leave the plan there first.")
    try:
        mends = chosen == generations.newest_good(path) and not generations.sound(path)
        left = generations.restore(path, chosen, drafts=mends)
    finally:
        lock.give_back()
    result_lines([f"{path} is again as it was on {_local(chosen.at)}."])
    if left is None:
        say("There was no file in its place.")
    elif left.parent == chosen.path.parent:
        name = left.name.removesuffix(SUFFIX)
        say(f"What it was until now is kept in {left}. To take this back: {_command(plan, name)}")
    else:
        say(f"The damaged file was set aside as {left}.")


def _refuse_if_drafts_wait(path: Path) -> None:
    """An earlier state begins another life of the plan: what waits to be brought back would not come back.

    Raises:
        AtmError: More was typed than the plan's file holds.
    """
    if not generations.sound(path):
        return
    from atm_tui.store.journal import kept_drafts  # noqa: PLC0415 - not needed for --help
    from atm_tui.store.planfile import load  # noqa: PLC0415 - as above

    meta = load(path).meta
    line, changes = meta.get("line"), meta.get("changes")
    if isinstance(line, str) and isinstance(changes, int) and kept_drafts(path, line, changes).drafts:
        raise AtmError(
            f"More was typed in {path} than it holds yet. Open the plan once, leave it, then restore."
        )
