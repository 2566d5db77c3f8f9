"""The commands that hand a plan over: to a file, to stdout, to the clipboard."""

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from atm_tui.cli.plans import opened, plan_argument, today
from atm_tui.cli.saying import reason, result, say
from atm_tui.errors import AtmError
from atm_tui.export import FORMATS, goes_together, render
from atm_tui.export.order import AUDIENCES, GROUP, Order
from atm_tui.store.folder import locate

if TYPE_CHECKING:
    from atm_tui.model.plan import Plan


def export_arguments(parser: argparse.ArgumentParser) -> None:
    """PLAN and what of it goes where."""
    plan_argument(parser)
    parser.add_argument(
        "--format",
        choices=FORMATS,
        help="without, as FILE ends, or else md; json holds all, what is private too",
    )
    parser.add_argument(
        "--output",
        metavar="FILE",
        help="where to; - is stdout, as without. csv of several tables: a .zip or a folder/",
    )
    parser.add_argument(
        "--for",
        metavar="AUDIENCE",
        dest="audience",
        default=GROUP,
        choices=AUDIENCES,
        help="; ".join(f"{name}: {words}" for name, words in AUDIENCES.items()),
    )
    parser.add_argument(
        "--who",
        default="",
        help="for a person: her number or name; for a meeting: its number, without it the last one held",
    )
    parser.add_argument(
        "--part",
        metavar="TOOL",
        default="",
        help="one tool of the stage, such as canvas; or one table (action), or one record (A07)",
    )
    parser.add_argument(
        "--copy", action="store_true", help="to the clipboard and a file; to stdout too with --output -"
    )


def export(options: argparse.Namespace) -> int:
    """Write a plan, or a part of it, in a format."""
    path, output, name = locate(options.plan), options.output, _format_of(options)
    plan = opened(options.plan).plan
    order = _order(plan, options)
    folder = output not in (None, "-") and (output.endswith("/") or Path(output).is_dir())
    if folder and name == "csv":
        _write_tables(Path(output), plan, order)
        return 0
    if folder:
        raise AtmError(f"{output} is a folder. Give --output the name of a file in it.")
    content, suffix = _content(plan, name, order)
    if isinstance(content, bytes):
        _write_bytes(content, name, options, path)
        return 0
    if options.copy:
        _copy(content, f"{path.stem} {options.part}", suffix)
    if output == "-" or (output is None and not options.copy):
        result(content)
    elif output is not None:
        _write(Path(output), content.encode("utf-8-sig" if suffix == ".csv" else "utf-8"), path)
    return 0


def schema_arguments(_parser: argparse.ArgumentParser) -> None:
    """None."""


def schema(_options: argparse.Namespace) -> int:
    """Write the JSON schema of a plan."""
    from atm_tui.export.schema import as_text  # noqa: PLC0415 - loads pydantic

    result(as_text())
    return 0


# What ------------------------------------------------------------------------------------------
def _format_of(options: argparse.Namespace) -> str:
    file = Path(options.output or "").name.lower()
    named = {f".{name}": name for name in FORMATS} | {one.suffix: one.name for one in FORMATS.values()}
    ends = [end for end in named if file.endswith(end)]
    end = max(ends, key=len, default=".md")  # "-wall.html" before ".html"
    return str(options.format or named[end])


def _order(plan: "Plan", options: argparse.Namespace) -> Order:
    """What is asked for.

    Raises:
        AtmError: The plan has no such part.
    """
    order = Order(today(), audience=options.audience, who=options.who)
    if not options.part:
        return order
    from atm_tui.export.wanted import part_of  # noqa: PLC0415 - loads the model

    return part_of(plan, order, options.part)


def _content(plan: "Plan", name: str, order: Order) -> tuple[str | bytes, str]:
    """What is exported, and how its file's name ends; one table alone is text, several are a zip."""
    if name == "csv" and (table := _one_table(plan, order)):
        from atm_tui.export.tables import SUFFIX, csv_table  # noqa: PLC0415 - loads the model

        goes_together(name, order)
        return csv_table(plan, table, order), SUFFIX
    return render(plan, name, order), FORMATS[name].suffix


def _one_table(plan: "Plan", order: Order) -> str:
    """The table that is asked for, if it is only one."""
    if order.tool in _with_one_table():
        from atm_tui.export.tables import tables_of  # noqa: PLC0415 - loads the model

        return tables_of(order.tool)[0]
    record = plan.get(order.record) if order.record else None
    return record.table if record else order.table


def _with_one_table() -> list[str]:
    """The tools that fill one table alone."""
    from atm_tui.export.tables import tables_of  # noqa: PLC0415 - loads the model
    from atm_tui.stage import tools  # noqa: PLC0415 - as above

    return [tool.id for tool in tools() if len(tables_of(tool.id)) == 1]


# Where -----------------------------------------------------------------------------------------
def _write_bytes(content: bytes, name: str, options: argparse.Namespace, plan: Path) -> None:
    as_text = options.copy or options.output in (None, "-")
    if name == "csv" and (as_text or options.output.endswith(".csv")):
        raise AtmError(
            "These are several tables. Give --output a .zip file or a folder/, "
            f"or --part a tool with one table: {', '.join(_with_one_table())}."
        )
    if as_text:
        one = FORMATS[name]
        raise AtmError(
            f"{one.title} is no text. Give --output a file and no --copy: --output plan{one.suffix}"
        )
    _write(Path(options.output), content, plan)


def _write_tables(place: Path, plan: "Plan", order: Order) -> None:
    from atm_tui.export.tables import ENCODING, csv_files  # noqa: PLC0415 - loads the model

    files = csv_files(plan, order)
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise AtmError(f"The folder {place} cannot be made: {reason(error)}.") from None
    for name, content in files.items():
        _write(place / name, content.encode(ENCODING), None)


def _write(path: Path, content: bytes, plan: Path | None) -> None:
    """Write a file that the user named: all of it, or what was there stays.

    Raises:
        AtmError: It cannot be written, or it is the plan's own file.
    """
    try:
        if plan and path.exists() and path.samefile(plan):
            raise AtmError(f"{path} is the plan itself and was left as it is. Give --output another file.")
        if path.exists() and not path.is_file():  # a device, a pipe, or a folder, which refuses
            path.write_bytes(content)
            return
        target = path.resolve()
        beside = target.with_name(f".{target.name}.{os.getpid()}.new")
        try:
            beside.write_bytes(content)
            beside.replace(target)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise AtmError(f"{path} cannot be written: {reason(error)}.") from None


def _copy(text: str, name: str, suffix: str) -> None:
    """Send a text to the clipboard, by the ways that apply here, and say what became of it."""
    from atm_tui.cli.terminal import own_terminal  # noqa: PLC0415 - only --copy needs it
    from atm_tui.clipboard import deliver  # noqa: PLC0415 - as above

    with own_terminal() as send:
        outcome = deliver(text, name=name, suffix=suffix, send=send, env=os.environ)
    say(outcome.message)
