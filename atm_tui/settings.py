"""The settings of whoever leads: one file that a person can write by hand, read when it is there.

Nothing in it can keep anybody out. A file that cannot be read counts as none, a value that is not understood
as its default, and each has a sentence that says so. An absent file costs one look at the disk.
"""

import os
import stat
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Final

from atm_tui.clean import clean_line
from atm_tui.errors import AtmError, NotUnderstood
from atm_tui.keys import read_key

PLACE: Final = "ATM_TUI_SETTINGS"
"""The variable that names another file."""
LARGEST: Final = 64 * 1024
"""Bytes that are read; a larger file is none of ours."""
LONGEST: Final = 80
"""Characters of a name that are kept."""
FOUND: Final = "as found"
_IN_ENVIRONMENT: Final = {"link": "ATM_TUI_LINK", "glyphs": "ATM_TUI_GLYPHS", "colours": "ATM_TUI_COLOURS"}
"""Settings that the environment can have said already; then they are passed over."""


@dataclass(frozen=True)
class Setting:
    """What a setting is.

    Attributes:
        name: Its name in the file.
        label: A word or two for it.
        ask: What it asks.
        choices: What it can be, with what that means; the first holds where nothing is said. Empty: words.
        later: Whether a change holds from the next start only.
    """

    name: str
    label: str
    ask: str
    choices: Mapping[str, str]
    later: bool


def _setting(label: str, ask: str, *choices: tuple[str, str], later: bool = False) -> Any:  # noqa: ANN401 - as ``field``
    default = choices[0][0] if choices else ""
    return field(
        default=default, metadata={"label": label, "ask": ask, "choices": dict(choices), "later": later}
    )


@dataclass(frozen=True)
class Settings:
    """How one person wants to work. What each field is, says ``DESCRIBED``.

    Attributes:
        keys: Keys that commands are to have, by the command's name; whether they can is not looked at here.
        troubles: What in the file is passed over, a sentence each.
    """

    facilitator: str = _setting("Your name", "What are you called? It stands in the history of a plan.")
    language: str = _setting(
        "Asks in", "In which language are questions asked aloud? (sw; empty: en) Each has its own in a plan."
    )
    talk_first: str = _setting(
        "Talk first",
        "When does a step open on its guide, before anything is written?",
        ("always", "whenever a step is come to for the first time in a session"),
        ("new", "only where nothing is written yet"),
        ("never", "when F1 asks for it"),
    )
    dates: str = _setting(
        "Order of dates",
        "What is 3/4 when it is typed?",
        ("day first", "3 April"),
        ("month first", "4 March"),
    )
    text_size: str = _setting(
        "Size read aloud",
        "How large are the words that are read aloud or shown to all?",
        ("large", "spread out, with room between the lines"),
        ("plain", "as everywhere"),
        ("huge", "few letters a line, drawn of many signs"),
    )
    link: str = _setting(
        "Line",
        "Is the line slow, or does each byte cost?",
        (FOUND, "no"),
        ("quiet", "yes: no time that is shown goes on by itself"),
    )
    glyphs: str = _setting(
        "Signs",
        "With which signs are pictures drawn?",
        (FOUND, "what the terminal can show, as far as it tells"),
        ("ascii", "only - | + and the like"),
        ("unicode", "lines and corners"),
    )
    colours: str = _setting(
        "Colours",
        "How many colours has the terminal?",
        (FOUND, "what it tells by its name"),
        ("none", "none"),
        ("16", "16"),
        ("256", "256"),
        ("true", "all"),
        later=True,
    )
    keys: Mapping[str, str] = field(default_factory=dict)
    troubles: tuple[str, ...] = ()


DESCRIBED: Final = tuple(Setting(one.name, **one.metadata) for one in fields(Settings) if one.metadata)
"""All settings but the keys, in the order in which they stand in the file and on the screen."""


def path() -> Path:
    """Where the file is, or would be."""
    if named := os.environ.get(PLACE):
        return Path(named)
    import platformdirs  # noqa: PLC0415 - not needed when a file is named

    return Path(platformdirs.user_config_dir("atm-tui", appauthor=False)) / "settings.toml"


def content(place: Path) -> bytes | None:
    """What the file holds; None if there is none.

    Raises:
        AtmError: It cannot be read, or is no file of ours.
    """
    try:
        found = place.stat()
        if not stat.S_ISREG(found.st_mode) or found.st_size > LARGEST:  # a pipe would never end
            raise AtmError("it is no small file of text")
        return place.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError) as error:
        raise AtmError(getattr(error, "strerror", None) or "no file can have this name") from None


def table_of(data: bytes) -> dict[str, Any]:
    """What a file says, not yet looked at.

    Raises:
        AtmError: It is no TOML, with where that shows.
    """
    import tomllib  # noqa: PLC0415 - only where there is a file

    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise AtmError("it is not written in UTF-8") from None
    except RecursionError:
        raise AtmError("there are too many brackets in it") from None
    except ValueError as error:  # TOML's own error is one, and so is a number of too many digits
        where = str(error).rpartition("(at ")[2].rstrip(")")
        raise AtmError(f"{where if where.startswith('line') else 'a value'} is not as TOML has it") from None


def read(data: bytes) -> Settings:
    """The settings that a file holds. Whatever it holds, there are some."""
    try:
        table = table_of(data)
    except AtmError as error:
        return Settings(troubles=(f"The settings file was passed over: {error}.",))
    values: dict[str, Any] = {}
    troubles: list[str] = []
    for one in DESCRIBED:
        if one.name in table:
            value = table.pop(one.name)
            if taken(one, value):
                values[one.name] = clean_line(str(value))[:LONGEST]
            else:
                troubles.append(_not_taken(one, value))
    keys = _keys(table.pop("keys", {}), troubles)
    troubles += [f"In the settings '{_short(name)}' is not known, and left as it is." for name in table]
    return Settings(**values, keys=keys, troubles=tuple(troubles))


def taken(one: Setting, value: object) -> bool:
    """Whether a setting can be this."""
    return isinstance(value, str) and (not one.choices or value in one.choices)


def _not_taken(one: Setting, value: object) -> str:
    if not one.choices:
        return f"In the settings {one.name} is not a text in quotation marks, and was passed over."
    right = ", ".join(f'"{choice}"' for choice in one.choices)
    return f"In the settings {one.name} cannot be '{_short(value)}'; it can be {right}."


def _keys(table: object, troubles: list[str]) -> dict[str, str]:
    if not isinstance(table, dict):
        troubles.append("In the settings keys is no table: its head is [keys], then a line for each command.")
        return {}
    found = {}
    for name, words in table.items():
        try:
            found[name] = read_key(words if isinstance(words, str) else "")
        except NotUnderstood as error:
            troubles.append(key_trouble(name, str(error).rstrip(".")))
    return found


def key_trouble(name: str, why: str) -> str:
    """What is said of a command that does not get the key that the file gives it."""
    return f"The settings give '{_short(name)}' a key that it cannot have: {why}."


def _short(value: object) -> str:
    return clean_line(str(value)[:400])[:40]


# Those that hold -----------------------------------------------------------------------------
_held: Settings | None = None
_placed: dict[str, str] = {}


def current() -> Settings:
    """The settings that hold now; the file is read when they are first asked for."""
    global _held  # noqa: PLW0603 - there is one file, and it is read once
    if _held is None:
        try:
            data = content(path())
            _held = Settings() if data is None else read(data)
        except AtmError as error:
            _held = Settings(troubles=(f"The settings file cannot be read: {error}.",))
    return _held


def hold(**values: object) -> Settings:
    """Let these hold from now on in this program; the file is not touched."""
    global _held  # noqa: PLW0603 - as above
    _held = replace(current(), **values)  # type: ignore[arg-type]  # the caller gives a field its kind
    return _held


def forget() -> None:
    """Read the file anew when they are next asked for."""
    global _held  # noqa: PLW0603 - as above
    _held = None


def into(env: MutableMapping[str, str]) -> None:
    """Put into the environment what it does not say itself; what was put there before goes first."""
    held = current()
    for name, variable in _IN_ENVIRONMENT.items():
        if variable in _placed and env.get(variable) == _placed[variable]:
            del env[variable]
        _placed.pop(variable, None)
        value = getattr(held, name)
        said_otherwise = variable in env or (name == "colours" and env.get("NO_COLOR"))
        if value != FOUND and not said_otherwise:
            env[variable] = _placed[variable] = value


def said_by(name: str, env: Mapping[str, str]) -> str:
    """The variable of the environment that says otherwise than the settings; "" if none does."""
    variable = _IN_ENVIRONMENT.get(name, "")
    return variable if env.get(variable) and variable not in _placed else ""


def asks_in() -> str:
    """The language in which questions are asked aloud, as a plan's own questions name it."""
    return current().language.strip().casefold() or "en"


def quiet(env: Mapping[str, str] = os.environ) -> bool:
    """Whether nothing may be sent that nobody asked for, as a time that goes on."""
    return env.get("ATM_TUI_LINK", "").strip().lower() == "quiet" or current().link == "quiet"
