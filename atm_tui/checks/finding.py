"""A loose end, and how it is put into one short sentence."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar

from atm_tui import stage
from atm_tui.model.aside import Aside
from atm_tui.model.plan import Plan
from atm_tui.model.record import Record

LONGEST: Final = 150
"""Characters of a finding: two lines of a narrow screen."""

_NAME: Final = 60
_PERSON: Final = 24
_CODE: Final = 12

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Finding:
    """Something in a plan that is worth a look.

    Attributes:
        check: The stable id of the check that found it.
        text: What it is, in one plain sentence on one line, with spoken numbers and names.
        step: The id of the step (``stage.py``) at which it is mended.
        record: The id of the record of that step, if it is about one alone.
        weight: 1 hurts the try-out most, 3 least.
        about: The ids of all that it is about; the record alone if it names no others.
        field: The field of the record in which it is mended, if it is one.
    """

    check: str
    text: str
    step: str
    record: str = ""
    weight: int = 2
    about: tuple[str, ...] = ()
    field: str = ""

    def __post_init__(self) -> None:
        """A finding of one record is about that."""
        if self.record and not self.about:
            object.__setattr__(self, "about", (self.record,))


Check = Callable[[Plan, date], Iterable[Finding]]
"""A check: a plan and the present day to what it finds."""


# Rows --------------------------------------------------------------------------------------
def named(plan: Plan, kind: type[R]) -> list[R]:
    """The records of a kind that have their words. The others are one finding of their own."""
    return [row for row in plan.all(kind) if row.value(kind.main()) not in ("", None)]


def by_step(rows: Iterable[R]) -> dict[str, list[R]]:
    """Records by the step at which they are written down."""
    found: dict[str, list[R]] = {}
    for row in rows:
        found.setdefault(stage.step_for(row).id, []).append(row)
    return found


def group(
    plan: Plan,
    check: str,
    rows: Sequence[Record],
    *,
    one: str,
    many: str,
    step: str = "",
    weight: int = 2,
) -> list[Finding]:
    """One finding for all records with the same loose end that is not set aside, or none.

    Args:
        plan: The plan.
        check: The id of the check.
        rows: The records; the first says at which step it is mended.
        one: What is said of a single record: "A05 (Dye): ...".
        many: What is said of several, between how many and which: "3 ...: A02, A05, A09".
        step: Where it is mended, if not there.
        weight: As in ``Finding``.
    """
    let_be = set_aside(plan, check)
    rows = [row for row in rows if row.id not in let_be]
    if not rows:
        return []
    home = stage.step_for(rows[0]).id
    if len(rows) == 1:
        text = f"{titled(plan, rows[0])}: {one}"
    else:
        head = f"{len(rows)} {many}: "
        named = codes(plan, rows[:LONGEST])  # of the others only their number can be said
        text = head + listed([*named, *[""] * (len(rows) - len(named))], LONGEST - len(head))
    lone = len(rows) == 1 and step in ("", home)
    about = tuple(row.id for row in rows)
    return [Finding(check, text, step or home, rows[0].id if lone else "", weight, about)]


# Set aside ---------------------------------------------------------------------------------
def set_aside(plan: Plan, check: str) -> set[str]:
    """The ids of all of which the group lets be what a check finds."""
    return {item for row in plan.all(Aside) if row.check == check for item in row.about}


def is_set_aside(plan: Plan, finding: Finding) -> bool:
    """Whether the group lets a loose end be, in all that it is about; what is about nothing, as a whole."""
    if finding.about:
        return set_aside(plan, finding.check).issuperset(finding.about)
    return any(row.check == finding.check for row in plan.all(Aside))


def aside(finding: Finding, reason: str, on: date) -> Aside:
    """The record that sets a loose end aside."""
    return Aside(what=finding.text, reason=reason, on=on, check=finding.check, about=list(finding.about))


# Words -------------------------------------------------------------------------------------
def short(words: str, most: int = _NAME) -> str:
    """Words on one line, cut where they are too long for a finding."""
    flat = " ".join(words.split())
    return flat if len(flat) <= most else flat[: most - 3].rstrip() + "..."


def code(plan: Plan, record: Record) -> str:
    """What a record is called among others: its spoken number, a person by name."""
    name = short(_name(plan, record), _PERSON)
    if record.table == "participant" and name:
        return name
    return short(record.code, _CODE) or name or f"({record.one})"


def codes(plan: Plan, records: Iterable[Record]) -> list[str]:
    """What several records are called."""
    return [code(plan, record) for record in records]


def titled(plan: Plan, record: Record) -> str:
    """A record by its spoken number and its name."""
    number, name = short(record.code, _CODE), short(_name(plan, record))
    if not name or record.table == "participant":
        return code(plan, record)
    return f"{number} ({name})" if number else name


def _name(plan: Plan, record: Record) -> str:
    """The words that name a record; none for an ally who is kept off what others see."""
    owner = plan.get(str(record.value(record.main()))) or record  # a placing is named after its ally
    private = "private" in owner.specs() and owner.value("private") == "yes"
    return "" if private else plan.name(record)


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun: ``1 action``, ``2 actions``, ``3 allies``."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def listed(names: Sequence[str], room: int = 90, *, last: str = ", ") -> str:
    """As many names as there is room for, and how many more: ``A02, A05 and 7 more``."""
    for kept in range(min(len(names), room // 3 + 1), 1, -1):  # a name and its comma take three at least
        rest = len(names) - kept
        head, tail = ", ".join(names[: kept - 1]), names[kept - 1]
        text = f"{head}, {tail} and {rest} more" if rest else f"{head}{last}{tail}"
        if len(text) <= room:
            return text
    return names[0] if len(names) == 1 else f"{names[0]} and {len(names) - 1} more"


def joined(names: Sequence[str], room: int = 60) -> str:
    """Names as the subject of a sentence: ``A06 and A07``."""
    return listed(names, room, last=" and ")
