"""The commands that make, list and check plans."""

import argparse
import os
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from atm_tui.cli import PLAN
from atm_tui.cli.saying import plain, result_data, result_lines, say
from atm_tui.errors import AtmError
from atm_tui.store.folder import Summary, folder, locate, plans

if TYPE_CHECKING:
    from atm_tui.checks import Finding, QuestionState
    from atm_tui.document import Document
    from atm_tui.model.plan import Plan

NOT_YET: Final = 1


def plan_argument(parser: argparse.ArgumentParser) -> None:
    """Let a command take a plan."""
    parser.add_argument("plan", metavar="PLAN", help=PLAN)


def json_argument(parser: argparse.ArgumentParser) -> None:
    """Let a command give data instead of words."""
    parser.add_argument("--json", action="store_true", help="as data")


def opened(plan: str) -> "Document":
    """The plan of this path or name.

    Raises:
        AtmError: It cannot be read, or is no name.
    """
    from atm_tui.document import Document  # noqa: PLC0415 - loads pydantic

    path = locate(plan)
    document = Document.open(path)
    say_waiting(path, document.plan.line, document.plan.changes)
    return document


def say_waiting(path: Path, line: object, changes: object) -> None:
    """Say if more was typed than the plan's file holds.

    Args:
        path: The plan's file.
        line: The life of the plan, as the file has it.
        changes: How many changes the file holds.
    """
    from atm_tui.store.journal import kept_drafts  # noqa: PLC0415 - not needed for --help

    if not isinstance(line, str) or not isinstance(changes, int):
        return
    if number := len(kept_drafts(path, line, changes).drafts):
        what = "One change is" if number == 1 else f"{number} changes are"
        say(f"{what} kept as drafts, not in the file yet: saved soon, or when the plan is opened.")


def today() -> date:
    """This day, where the user is."""
    return datetime.now().astimezone().date()


def _free(plan: str) -> Path:
    """The file of a plan that is to be made.

    Raises:
        AtmError: There is one.
    """
    path = locate(plan)
    if os.path.lexists(path):
        raise AtmError(f"{path} is there already and was left as it is. Give another name.")
    return path


# new, example --------------------------------------------------------------------------------
def new_arguments(parser: argparse.ArgumentParser) -> None:
    """PLAN, --group."""
    plan_argument(parser)
    parser.add_argument("--group", metavar="NAME", default="", help="what the group is called")


def new(options: argparse.Namespace) -> int:
    """Make an empty plan."""
    from atm_tui.document import Document  # noqa: PLC0415 - loads pydantic

    path = _free(options.plan)
    Document.new(path, options.group).save()
    result_lines([str(path)])
    return 0


def write_example_arguments(parser: argparse.ArgumentParser) -> None:
    """PLAN."""
    plan_argument(parser)


def write_example(options: argparse.Namespace) -> int:
    """Write the worked example as a plan."""
    from atm_tui.document import Document  # noqa: PLC0415 - loads pydantic
    from atm_tui.example import example  # noqa: PLC0415 - as above
    from atm_tui.planio import plan_of  # noqa: PLC0415 - as above

    path = _free(options.plan)
    Document(plan_of(example()), path).save()
    result_lines([str(path)])
    return 0


# list ----------------------------------------------------------------------------------------
def list_plans_arguments(parser: argparse.ArgumentParser) -> None:
    """--json."""
    json_argument(parser)


def list_plans(options: argparse.Namespace) -> int:
    """List the plans of the data folder."""
    found = plans()
    if options.json:
        result_data([_as_data(one) for one in found])
        return 0
    if not found:
        say(f"There are no plans yet in {folder()}.")
    result_lines(_columns([
        [one.name, one.group, one.trouble or one.progress, f"{one.changed:%Y-%m-%d %H:%M}"] for one in found
    ]))  # fmt: skip
    return 0


def _as_data(one: Summary) -> dict[str, str]:
    return {
        "name": one.name,
        "path": str(one.path),
        "group": one.group,
        "progress": one.progress,
        "changed": one.changed.isoformat(timespec="seconds"),
        "trouble": one.trouble,
    }


def _columns(rows: list[list[str]]) -> list[str]:
    """Rows as lines, each column as wide as its longest words."""
    from atm_tui.width import cells, pad  # noqa: PLC0415 - not needed for --help

    rows = [[plain(cell) for cell in row] for row in rows]
    widths = [max(map(cells, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(map(pad, row, widths)).rstrip() for row in rows]


# check ---------------------------------------------------------------------------------------
def check_arguments(parser: argparse.ArgumentParser) -> None:
    """PLAN, --json."""
    plan_argument(parser)
    json_argument(parser)


def check(options: argparse.Namespace) -> int:
    """Say how far the four questions are, and the loose ends."""
    plan = opened(options.plan).plan
    from atm_tui.checks import loose_ends, questions  # noqa: PLC0415 - loads pydantic

    states, loose = questions(plan, today()), loose_ends(plan, today())
    if options.json:
        result_data(_checked(plan, states, loose))
    else:
        said = [line for state in states for line in _question(state)]
        result_lines([*said, f"Loose ends: {len(loose) or 'none'}", *(f"  {one.text}" for one in loose)])
    return 0 if all(state.state == "answered" for state in states) else NOT_YET


def _question(state: "QuestionState") -> list[str]:
    signs = {True: "+", False: "-"}
    evidence = [f"   {signs[piece.holds]} {piece.text}" for piece in state.evidence]
    return [f"{state.number}. {state.question}", f"   {state.state}", *evidence, ""]


def _checked(plan: "Plan", states: "list[QuestionState]", loose: "list[Finding]") -> dict[str, Any]:
    """The same as data."""
    codes = {record.id: record.code for record in plan}
    return {
        "group": plan.title(),
        "questions": [
            {
                "number": state.number,
                "id": state.id,
                "question": state.question,
                "state": state.state,
                "answer": state.answer.answer,
                "evidence": [asdict(piece) for piece in state.evidence],
            }
            for state in states
        ],
        "loose_ends": [asdict(one) | {"code": codes.get(one.record, "")} for one in loose],
    }
