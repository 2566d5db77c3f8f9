"""The tour: what is said at each stop of it, and what must have come for the next one. Data, no screen."""

from dataclasses import dataclass
from functools import cache
from typing import Final

WANTED: Final = 75
"""The status by which the app says, as it ends, that the tour is to come now."""


@dataclass(frozen=True)
class Stop:
    """A stop of the tour; it is over when all has come that it names.

    Attributes:
        words: What is seen, and which key to press now; a command's key stands as its id in braces.
        page: The page that comes, by its class; "step" for any page of a step.
        step: The step that comes.
        did: The command that was done.
    """

    words: str
    page: str = ""
    step: str = ""
    did: str = ""

    @property
    def last(self) -> bool:
        """Whether nothing comes after it."""
        return not (self.page or self.step or self.did)


@cache
def stops() -> tuple[Stop, ...]:
    """All stops, in order."""
    import tomllib  # noqa: PLC0415 - not needed at start
    from importlib.resources import files  # noqa: PLC0415 - as above

    text = files(__name__).joinpath("en.toml").read_text(encoding="utf-8")
    return tuple(Stop(**stop) for stop in tomllib.loads(text)["stop"])
