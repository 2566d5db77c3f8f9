"""Writing settings into their file: comments, and what is not ours in it, stay as they are."""

import contextlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from atm_tui import settings
from atm_tui.errors import AtmError
from atm_tui.keys import said
from atm_tui.store.files import make_folder, reason_of, sync_folder, write_new

if TYPE_CHECKING:
    from tomlkit import TOMLDocument

HEAD: Final = "The settings of atm-tui. Behind # is a comment. Nothing in here can lock anybody out."
KEYS: Final = 'Keys for commands, by their names on the settings page, as: park = "Ctrl+U"'
ASIDE: Final = ".unread"
"""What is added to the name of a file that could not be read, when a new one takes its place."""


def keep(name: str, value: str) -> str:
    """Let a setting hold, and keep it. Gives what there is to say of the file, if anything.

    Raises:
        AtmError: It was not kept; it holds all the same until the program ends.
    """
    settings.hold(**{name: value})

    def put(document: "TOMLDocument") -> None:
        document[name] = value

    return _change(put, lambda found: getattr(found, name) == value)


def keep_key(command: str, key: str) -> str:
    """Let a command have a key, and keep that; "" gives it back those that it is made with. As ``keep``.

    Raises:
        AtmError: It was not kept; it holds all the same until the program ends.
    """
    held = {name: own for name, own in settings.current().keys.items() if name != command}
    settings.hold(keys=held | ({command: key} if key else {}))

    def put(document: "TOMLDocument") -> None:
        from tomlkit import table  # noqa: PLC0415 - as below

        if not isinstance(document.get("keys"), dict):
            document["keys"] = table()
        keys = cast("dict[str, Any]", document["keys"])
        if key:
            keys[command] = said(key)
        elif command in keys:
            del keys[command]

    return _change(put, lambda found: found.keys.get(command, "") == key)


def _change(put: "Callable[[TOMLDocument], None]", holds: Callable[[settings.Settings], bool]) -> str:
    """Change the file as it is now: another session may have written it since it was read."""
    from tomlkit import dumps, parse  # noqa: PLC0415 - only this writes TOML
    from tomlkit.exceptions import TOMLKitError  # noqa: PLC0415 - as above

    place = Path(os.path.realpath(settings.path()))  # a link stays one
    said_of_it = ""
    try:
        before = settings.content(place)
        try:
            if before is not None:
                settings.table_of(before)
            document = parse((before or b"").decode("utf-8-sig")) if before else _new()
        except (AtmError, TOMLKitError, RecursionError):
            said_of_it = f"The file could not be read; it was set aside as {_aside(place).name}."
            document = _new()
        put(document)
        after = dumps(document).encode()
    except (AtmError, OSError, ValueError, TypeError, TOMLKitError) as error:
        why = reason_of(error) if isinstance(error, OSError) else str(error).rstrip(".")
        raise AtmError(f"This holds until you leave, but was not kept: {why}.") from None
    if not holds(settings.read(after)):
        raise AtmError("This holds until you leave, but was not kept: the file has it in a form of its own.")
    _write(place, after)
    return said_of_it


def _aside(place: Path) -> Path:
    """Give a file that cannot be read another name, so that nothing of it is lost."""
    number, target = 1, place.with_name(place.name + ASIDE)
    while os.path.lexists(target):
        number += 1
        target = place.with_name(f"{place.name}{ASIDE}-{number}")
    place.rename(target)
    return target


def _new() -> "TOMLDocument":
    """A file with all settings as they are now, and what each is."""
    from tomlkit import comment, document, nl, table  # noqa: PLC0415 - as above

    made, held = document(), settings.current()
    made.add(comment(HEAD))
    for one in settings.DESCRIBED:
        made.add(nl())
        made.add(comment(f"{one.label}. {one.ask}"))
        for choice, means in one.choices.items():
            made.add(comment(f'  "{choice}": {means}'))
        made.add(one.name, getattr(held, one.name))
    made.add(nl())
    keys = table()
    keys.add(comment(KEYS))
    for command, key in held.keys.items():
        keys.add(command, said(key))
    made.add("keys", keys)
    return made


def _write(place: Path, data: bytes) -> None:
    """Write beside, then rename.

    Raises:
        AtmError: It could not be written; the file is as it was.
    """
    beside = place.with_name(f".{place.name}.{os.getpid()}")
    try:
        make_folder(place.parent)
        with contextlib.suppress(FileNotFoundError):
            beside.unlink()  # of a session that was cut off
        write_new(beside, data)
        beside.replace(place)
        sync_folder(place.parent)
    except OSError as error:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise AtmError(f"This holds until you leave, but was not kept: {reason_of(error)}.") from None
