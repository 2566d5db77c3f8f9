"""Signs and words for what state something is in; the same in every picture."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from atm_tui.model.action import Action
from atm_tui.model.derived import is_late
from atm_tui.model.typed import MONTHS, day_short
from atm_tui.pictures.picture import Line, Look, Span
from atm_tui.pictures.rows import spoken, wrapped

DONE: Final = "[x]"
OPEN: Final = "[ ]"
DOING: Final = "[>]"
LATE: Final = "[!]"
STOPPED: Final = "[-]"
HERE: Final = "<=="

_LOOKS: Final = {DONE: Look.DONE, LATE: Look.LATE, STOPPED: Look.WEAK}


def sign(action: Action, today: date) -> Span:
    """The sign of an action's state."""
    if is_late(action, today):
        return marked(LATE)
    return marked({"done": DONE, "doing": DOING, "stopped": STOPPED}.get(action.status, OPEN))


def marked(text: str) -> Span:
    """A sign with its look."""
    return Span(text, _LOOKS.get(text, Look.PLAIN))


def state(action: Action, today: date) -> str:
    """The word for an action's state; late is worked out and never typed."""
    return "late" if is_late(action, today) else action.status


def coded(action: Action, today: date) -> Span:
    """An action by its sign and its spoken number alone."""
    mark = sign(action, today)
    return Span(f"{mark.text}{spoken(action)}", mark.look, action.id)


def done(actions: Sequence[Action]) -> str:
    """How many of these actions are done, in words; stopped ones do not count."""
    standing = [action for action in actions if action.status != "stopped"]
    return f"{sum(action.status == 'done' for action in standing)} of {len(standing)} done"


def day(value: date | None, today: date) -> str:
    """A day as short as it is clear: ``20 Mar``, with the year if it is another; "" for none."""
    if value is None:
        return ""
    return day_short(value) if value.year != today.year else f"{value.day} {MONTHS[value.month - 1][:3]}"


def days(start: date | None, end: date | None, today: date) -> str:
    """A span of days in words; what is not known is left out."""
    match day(start, today), day(end, today):
        case "", "":
            return "no days set"
        case first, "":
            return f"from {first}"
        case "", last:
            return f"to {last}"
        case first, last:
            return f"{first} to {last}"


def legend(width: int) -> list[Line]:
    """What the signs mean, for the foot of a picture."""
    said = (
        f"{DONE} done, {DOING} doing, {OPEN} to do, {LATE} late or missing, {STOPPED} stopped or not needed"
    )
    return wrapped(said, width, Look.WEAK)
