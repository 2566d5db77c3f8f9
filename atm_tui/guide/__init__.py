"""What the facilitator reads and says at each step: one catalogue of words a language.

A catalogue is ``<language>.toml`` in this folder, one table a step id of ``stage.steps()``.
``en.toml`` has every step; what another language lacks is said in English. Nothing is read
before the first guide is asked for, so that a start costs nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

ENGLISH: Final = "en"


@dataclass(frozen=True)
class Guide:
    """The words for one step.

    Attributes:
        purpose: What the step is for, in one line.
        how: How to run it with people who do not read; a few sentences to the facilitator.
        ask: Questions to ask the group aloud.
        draw: What to draw or lay on the ground.
        reading: Where the toolbox leaves it open: that this is our reading. Else empty.
    """

    purpose: str
    how: tuple[str, ...]
    ask: tuple[str, ...]
    draw: str
    reading: str = ""


def guide(step_id: str, language: str = ENGLISH) -> Guide:
    """The words for a step; in English where the language is not known or lacks the step.

    Args:
        step_id: The id of a step of the stage.
        language: The name of a catalogue, such as "en".

    Raises:
        KeyError: There is no such step.
    """
    words = _catalogue(language) if language in languages() else {}
    return words[step_id] if step_id in words else _catalogue(ENGLISH)[step_id]


def languages() -> list[str]:
    """The languages that have a catalogue, by name."""
    names = (entry.name for entry in _folder().iterdir())
    return sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml"))


def _folder() -> "Traversable":
    from importlib.resources import files  # noqa: PLC0415 - not needed at start

    return files(__name__)


@cache
def _catalogue(language: str) -> Mapping[str, Guide]:
    import tomllib  # noqa: PLC0415 - not needed at start

    text = (_folder() / f"{language}.toml").read_text(encoding="utf-8")
    return {
        step_id: Guide(
            purpose=words["purpose"],
            how=tuple(words["how"]),
            ask=tuple(words["ask"]),
            draw=words["draw"],
            reading=words.get("reading", ""),
        )
        for step_id, words in tomllib.loads(text).items()
    }
