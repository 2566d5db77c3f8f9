"""What stands in a cell, or behind a mark, as the value of a field: days, numbers, choices, names.

What does not fit its field is never dropped: it is kept as it was written, as a form keeps it.
"""

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from atm_tui.clean import clean, clean_line
from atm_tui.errors import NotUnderstood
from atm_tui.intake.finder import Finder, fold
from atm_tui.intake.words import CHOICES
from atm_tui.model import KINDS
from atm_tui.model.plan import Plan
from atm_tui.model.record import REF, Record, in_bounds
from atm_tui.model.spec import Spec
from atm_tui.model.start import Participant
from atm_tui.model.typed import MONTHS, day_short, plain_number, read_day, read_number

Cell = str | date | Decimal
"""What a cell holds; spreadsheets know days and numbers, all else is words."""

_DIGITS: Final = re.compile(
    r"(\d{1,4})([./\s-])(\d{1,2})(?:\2(\d{4}|\d{2}))?(?:[T ]+\d{1,2}[:.]\d{2}(?:[:.]\d{2})?.{0,12})?"
)
_TIME: Final = re.compile(r"[T ]+\d{1,2}:\d{2}(?::\d{2})?(?:\s*[ap]m)?$", re.IGNORECASE)
_MONTH: Final = re.compile(r"([a-z]{3,9})[.,]?[\s/-]*(\d{4})", re.IGNORECASE)
_SERIAL: Final = re.compile(r"\d{5}(?:\.\d+)?")
_EPOCH: Final = date(1899, 12, 30)
"""Day 0 of the days that spreadsheets count."""

_AMOUNT: Final = re.compile(r"([^\d.,()+-]*)(\(?[+-]?\s?\d[\d\s.,'\u2019]*\)?)([^\d]*)")
_SPLIT: Final = re.compile(r"\s*(?:[;,\n/+&]|\band\b)\s*", re.IGNORECASE)
_SPLIT_PARTIES: Final = re.compile(r"\s*[;,\n]\s*")
_SPLIT_SURELY: Final = re.compile(r"\s*[;\n]\s*")
_RANGE: Final = re.compile(r"(\d+)\s*-\s*(\d+)|(?:under|below|<)\s*(\d+)|(\d+)\s*\+")
_FORMULA: Final = re.compile(r"'(?=\s*[=+\-@\t\r＝＋－＠])")  # noqa: RUF001 - full-width forms


@dataclass(frozen=True)
class Habit:
    """How a column writes its days and numbers.

    Attributes:
        month_first: Whether the month stands before the day; None if that is not clear.
        mark: The mark before the decimals, where that is clear.
    """

    month_first: bool | None = None
    mark: str = ""


def habit_of(cells: Iterable[Cell]) -> Habit:
    """How the cells of a column write days and numbers, as far as they all agree."""
    words = [one for one in cells if isinstance(one, str)]
    days = [found for one in words if (found := _DIGITS.fullmatch(one.strip())) and len(found[1]) < 3]
    late = [any(int(found[at]) > 12 for found in days) for at in (1, 3)]
    month_first = late[1] if late[0] != late[1] else None
    marks = {mark for one in words if (mark := _mark(one))}
    return Habit(month_first, marks.pop() if len(marks) == 1 else "")


def _mark(words: str) -> str:
    """The mark before the decimals of one number, if it can be no other."""
    found = _AMOUNT.fullmatch(words.strip())
    digits = re.sub(r"[^\d.,]", "", found[2]) if found else ""
    last = max(digits.rfind("."), digits.rfind(","))
    if last < 0 or digits.count(digits[last]) > 1:
        return ""
    both = "." in digits and "," in digits
    other_length = len(digits) - last - 1 != 3
    return digits[last] if both or other_length or digits.startswith("0") else ""


@dataclass(frozen=True)
class Read:
    """What a cell was read as.

    Attributes:
        value: A value of the field's type; None or empty if there is none.
        unread: What could not be read, as it was written.
        doubt: What is doubtful, in a sentence.
    """

    value: Any = None
    unread: str = ""
    doubt: str = ""


def words_of(cell: Cell) -> str:
    """A cell in words; the mark that our own exports put before what looks like a formula is taken off."""
    if isinstance(cell, date):
        return day_short(cell)
    if isinstance(cell, Decimal):
        return plain_number(cell)
    return _FORMULA.sub("", clean(cell), count=1) if cell[:1] == "'" else clean(cell)


class Reader:
    """Reads cells into fields.

    Args:
        plan: The plan, for its own words.
        finder: Finds the records that are named.
        today: The day from which days are counted.
    """

    def __init__(self, plan: Plan, finder: Finder, today: date) -> None:
        self._plan, self.finder, self._today = plan, finder, today
        self._days: dict[tuple[str, bool | None, bool], date | None] = {}

    def read(self, spec: Spec, cell: Cell, habit: Habit = Habit()) -> Read:
        """The value that a cell gives a field."""
        words = clean_line(words_of(cell))
        if not words or fold(words) in ("?", "-", "n/a", "unknown", "--"):
            return Read()
        match spec.kind:
            case "line":
                return Read(words)
            case "text":
                return Read(words_of(cell).strip())
            case "day":
                return self._day(spec, cell, words, habit)
            case "number" | "count":
                return self._number(spec, cell, words, habit)
            case "choice":
                return self._choice(spec, words)
            case "choices":
                return self._choices(spec, words)
            case _:
                return self._refers(spec, words, words_of(cell))

    # Days and numbers ------------------------------------------------------------------------
    def _day(self, spec: Spec, cell: Cell, words: str, habit: Habit) -> Read:
        if isinstance(cell, date) and in_bounds(cell):
            return Read(cell)
        if isinstance(cell, Decimal) or _SERIAL.fullmatch(words):
            day = _of_serial(words)
            told = f"{spec.label}: '{words}' was read as {day_short(day)}." if day else ""
            return Read(day, "" if day else words, told or _no(spec, words, "day"))
        found = _DIGITS.fullmatch(words)
        day, turned = _of_digits(found, habit) if found else (None, False)
        if day is None:
            day = self._said(words, habit.month_first, past=spec.past)
        if day is None and (day := _of_month(words)):
            day = min(day, self._today) if spec.past and day.replace(day=1) <= self._today else day
            return Read(day, doubt=f"{spec.label}: '{words}' was read as {day_short(day)}.")
        if day is None:
            return Read(unread=words, doubt=_no(spec, words, "day"))
        doubt = f"{spec.label}: '{words}' was read month first, {day_short(day)}." if turned else ""
        return Read(day, doubt=doubt)

    def _said(self, words: str, month_first: bool | None, *, past: bool) -> date | None:  # noqa: FBT001 - as it is kept
        key = (words, month_first, past)
        if key not in self._days:
            said = _TIME.sub("", words)
            try:
                self._days[key] = read_day(said, self._today, past=past, month_first=month_first)
            except NotUnderstood:
                self._days[key] = None
        return self._days[key]

    def _number(self, spec: Spec, cell: Cell, words: str, habit: Habit) -> Read:
        number, doubt = (cell, "") if isinstance(cell, Decimal) else _of_words(words, habit.mark)
        if number is None or not in_bounds(number):
            return Read(unread=words, doubt=_no(spec, words, "number"))
        value = int(number) if spec.kind == "count" else number
        if value != number or not in_bounds(value):
            return Read(unread=words, doubt=_no(spec, words, "number"))
        return Read(value, doubt=f"{spec.label}: {doubt}" if doubt else "")

    # Choices -----------------------------------------------------------------------------------
    def _choice(self, spec: Spec, words: str) -> Read:
        value = self._chosen(spec, words)
        return Read(value) if value else Read(unread=words, doubt=_no(spec, words, "choice"))

    def _choices(self, spec: Spec, words: str) -> Read:
        pieces = [one for one in _SPLIT.split(words) if one]
        found = {one: self._chosen(spec, one) for one in pieces}
        values = list(dict.fromkeys(value for value in found.values() if value))
        lost = "; ".join(one for one, value in found.items() if not value)
        return Read(values, lost, _no(spec, lost, "choice") if lost else "")

    def _chosen(self, spec: Spec, words: str) -> str:
        """The stored choice that is meant; "" if none is, or not only one."""
        wanted = fold(words)
        said = {fold(stored): stored for stored, _ in spec.choices}
        for stored, word in self._plan.worded(spec).choices:
            said |= {fold(word): stored, fold(word.removeprefix(f"{stored} ")): stored}
        if wanted in said:
            return said[wanted]
        for stored, _ in spec.choices:
            if wanted in CHOICES.get(stored, ()):
                return stored
        begun = {stored for word, stored in said.items() if wanted and word.startswith(wanted)}
        if len(begun) == 1:
            return begun.pop()
        return _in_range(spec, wanted) if wanted.isascii() and wanted.isdigit() else ""

    # Names -------------------------------------------------------------------------------------
    def _refers(self, spec: Spec, words: str, typed: str) -> Read:
        if not spec.many:
            return self._one(spec, words)
        free = spec.kind == "parties"
        split = _SPLIT_SURELY if _SPLIT_SURELY.search(typed.strip()) else _SPLIT_PARTIES if free else _SPLIT
        whole = self._one(spec, words)
        if not whole.doubt and not (free and split.search(words)):
            return Read([whole.value])
        reads = [self._one(spec, clean_line(one)) for one in split.split(typed.strip()) if one.strip()]
        values = list(dict.fromkeys(one.value for one in reads if one.value))
        unread = "; ".join(one.unread for one in reads if one.unread)
        return Read(values, unread, " ".join(one.doubt for one in reads if one.doubt))

    def _one(self, spec: Spec, words: str) -> Read:
        found = self.finder.find(words, spec.to)
        party = spec.kind in ("party", "parties")
        if len(found) == 1:
            return Read(REF + found[0] if party else found[0])
        if party and not found:
            return Read(words)
        why = "may be one or another" if found else "is not found"
        doubt = f"{spec.label}: '{_short(words)}' {why}{self._offered(found, spec)}; it is kept as words."
        return Read(words, doubt=doubt) if party else Read(unread=words, doubt=doubt)

    def _offered(self, found: list[str], spec: Spec) -> str:
        rows = [row for one in found[:3] if (row := self._plan.get(one, *spec.to))]
        names = [row.code if _by_number(row) else self._plan.named(row.id, *spec.to) for row in rows]
        kinds = " or ".join(dict.fromkeys(KINDS[table].many.lower() for table in spec.to[:2]))
        return f" ({', '.join(names)})" if names else f" in {kinds}" if len(spec.to) < 3 else ""


def _by_number(row: Record) -> bool:
    """Whether somebody does not want to be named: what was understood may stand on a wall."""
    return isinstance(row, Participant) and row.consent == "no"


def joined(held: Read | None, more: Read) -> Read:
    """Names that were read one after another into one field."""
    if held is None:
        return more
    unread = "; ".join(one for one in (held.unread, more.unread) if one)
    values = dict.fromkeys([*(held.value or []), *(more.value or [])])
    return Read(list(values), unread, f"{held.doubt} {more.doubt}".strip())


def _of_serial(words: str) -> date | None:
    try:
        day = _EPOCH + timedelta(days=int(Decimal(words)))
    except (ArithmeticError, ValueError):
        return None
    return day if 1950 <= day.year <= 2150 else None


def _of_digits(found: re.Match[str], habit: Habit) -> tuple[date | None, bool]:
    """The day of three numbers, where their order is clear, and whether it was read month first for once."""
    first, second, third = int(found[1]), int(found[3]), found[4]
    if not third:
        return None, False
    if len(found[1]) > 2:
        return _date(first, second, int(third)) if len(third) < 3 else None, False
    year = int(third) + (2000 if len(third) == 2 else 0)
    if habit.month_first:
        return _date(year, first, second), False
    if habit.month_first is None and first <= 12 and second <= 12:
        return None, False  # as this program is set
    day = _date(year, second, first)
    return (day, False) if day else (_date(year, first, second), True)


def _of_month(words: str) -> date | None:
    """The last day of a month, where only the month is written: "Jan 2026"."""
    found = _MONTH.fullmatch(words)
    named = found[1].casefold() if found else "?"
    month = next((at for at, name in enumerate(MONTHS, 1) if name.casefold().startswith(named)), 0)
    return _date(int(found[2]), month, monthrange(int(found[2]), month)[1]) if found and month else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        made = date(year, month, day)
    except ValueError:
        return None
    return made if in_bounds(made) else None


def _of_words(words: str, mark: str) -> tuple[Decimal | None, str]:
    """The number in words, and what is doubtful about it."""
    found = _AMOUNT.fullmatch(words)
    if not found:
        return None, ""
    digits = re.sub(r"[\s'\u2019()]", "", found[2]).rstrip(".,")
    if mark:
        digits = digits.replace("," if mark == "." else ".", "").replace(mark, ".")
        number = Decimal(digits) if re.fullmatch(r"[+-]?\d+(\.\d+)?", digits) else None
    else:
        try:
            number = read_number(digits)
        except NotUnderstood:
            number = None
    if number is None:
        return None, ""
    number = -number if found[2].startswith("(") and found[2].rstrip().endswith(")") else number
    beside = (found[1] + found[3]).strip(" .%-=/")
    unclear = not mark and re.fullmatch(r"[+-]?\d{1,3}\.\d{3}", digits)
    if len(beside) > 4 or unclear:
        return number, f"'{_short(words)}' was read as {plain_number(number)}."
    return number, ""


def _in_range(spec: Spec, digits: str) -> str:
    """The choice that is a range in which a number lies: 34 in "25-35"."""
    number = int(digits[:9])
    for stored, word in spec.choices:
        found = _RANGE.fullmatch(word)
        if found and (
            (found[1] and int(found[1]) <= number <= int(found[2]))
            or (found[3] and number < int(found[3]))
            or (found[4] and number >= int(found[4]))
        ):
            return stored
    return ""


def _no(spec: Spec, words: str, what: str) -> str:
    named = {"day": "is no day I know", "number": "is no number I know", "choice": "is none of its words"}
    return f"{spec.label}: '{_short(words)}' {named[what]}; it is kept as it was written."


def _short(words: str) -> str:
    return words if len(words) <= 40 else words[:38] + ".."
