"""The commands that hand a plan over: to a file, to stdout, to the clipboard."""

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from atm_tui.cli.plans import opened, plan_argument, today
from atm_tui.cli.saying import reason, result, say
from atm_tui.errors import AtmError
from atm_tui.export import FORMATS, render
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
    parser.add_argument("--for", metavar="AUDIENCE", dest="audience", default="group", help="group, so far")
    parser.add_argument("--part", metavar="TOOL", default="", help="one tool of the stage, such as canvas")
    parser.add_argument(
        "--copy", action="store_true", help="to the clipboard and a file; to stdout too with --output -"
    )


def export(options: argparse.Namespace) -> int:
    """Write a plan, or one tool of it, in a format."""
    if options.audience != "group":
        raise AtmError(
            f"There is no export for '{options.audience}' yet. Leave out --for: exports are for the group."
        )
    path, output, name = locate(options.plan), options.output, _format_of(options)
    plan = opened(options.plan).plan
    folder = output not in (None, "-") and (output.endswith("/") or Path(output).is_dir())
    if folder and name == "csv":
        _write_tables(Path(output), plan, options.part)
        return 0
    if folder:
        raise AtmError(f"{output} is a folder. Give --output the name of a file in it.")
    content, suffix = _content(plan, name, options.part)
    if isinstance(content, bytes):
        _write_zip(content, options, path)
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
    suffix = Path(options.output or "").suffix.lower()
    named = {f".{name}": name for name in FORMATS} | {one.suffix: one.name for one in FORMATS.values()}
    return str(options.format or named.get(suffix, "md"))


def _content(plan: "Plan", name: str, part: str) -> tuple[str | bytes, str]:
    """What is exported, and how its file's name ends; one table alone is text, several are a zip."""
    if name == "csv" and part in _with_one_table():
        from atm_tui.export.tables import SUFFIX, csv_table, tables_of  # noqa: PLC0415 - loads the model

        return csv_table(plan, tables_of(part)[0]), SUFFIX
    return render(plan, name, tool=part, today=today()), FORMATS[name].suffix


def _with_one_table() -> list[str]:
    """The tools that fill one table alone."""
    from atm_tui.export.tables import tables_of  # noqa: PLC0415 - loads the model
    from atm_tui.stage import tools  # noqa: PLC0415 - as above

    return [tool.id for tool in tools() if len(tables_of(tool.id)) == 1]


# Where -----------------------------------------------------------------------------------------
def _write_zip(content: bytes, options: argparse.Namespace, plan: Path) -> None:
    if options.copy or options.output in (None, "-") or options.output.endswith(".csv"):
        raise AtmError(
            "These are several tables. Give --output a .zip file or a folder/, "
            f"or --part a tool with one table: {', '.join(_with_one_table())}."
        )
    _write(Path(options.output), content, plan)


def _write_tables(place: Path, plan: "Plan", part: str) -> None:
    from atm_tui.export.tables import ENCODING, csv_files  # noqa: PLC0415 - loads the model

    files = csv_files(plan, part)
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
