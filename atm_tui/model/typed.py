"""From typed words to a field's value and back: dates, amounts, choices.

``read`` takes what a person typed, ``write`` gives what stands in the form, ``show`` what
stands in a list or an export. Dates are read as the next one to come, the day first, or the month
where people are used to that; they are shown back in full, with the weekday, before they are taken.
"""

import contextlib
import re
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Any, Final

from atm_tui.clean import clean, clean_line
from atm_tui.errors import NotUnderstood
from atm_tui.model.plan import Plan
from atm_tui.model.record import Record, in_bounds
from atm_tui.model.spec import Spec

MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_UNKNOWN: Final = ("?", "-", "unknown")
_STEP: Final = re.compile(r"([+-])\s*(\d{1,3})\s*(?:([dwmy])|(day|week|month|year)s?)")
_WEEKDAY: Final = re.compile(r"(?:(next|this|on|last)\s+)?([a-z]{3,9})")
_YEAR: Final = re.compile(
    r"^((?:\d{1,2}(?:st|nd|rd|th)?[\s./-]+(?:[^\W\d_]+|\d{1,2})|[^\W\d_]+\s+\d{1,2}(?:st|nd|rd|th)?)[\s,./-]+)"
    r"'?(\d{2})$"
)
"""A year in two digits is of this century: left alone, "15 jan 25" becomes the next century's."""
_NUMBER_FIRST: Final = re.compile(r"(\d{1,2})[./\s-]+\d{1,2}(?!\d)")
_DAY_LIKE: Final = re.compile(r"[^\W\d_]|\d[./\s-]+\d")
_LONGEST: Final = 40
"""Characters that are read as a day, or shown of what was not understood."""
_PLAIN: Final = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
_GROUPED: Final = re.compile(r"([+-]?[1-9]\d{0,2})((?:,\d{3})+(?:\.\d+)?|(?:\.\d{3})+(?:,\d+)?)")


def read(spec: Spec, typed: str, today: date) -> Any:  # noqa: ANN401 - a value of the field's type
    """The value of what was typed into a field of this kind.

    Raises:
        NotUnderstood: With a sentence that says what would be understood.
    """
    match spec.kind:
        case "text":
            return clean(typed).strip()
        case "day":
            return read_day(typed, today, past=spec.past)
        case "number":
            return read_number(typed)
        case "count":
            return read_count(typed)
        case _:
            return clean_line(typed)


_month_first = False


def set_date_order(*, month_first: bool) -> None:
    """Say once for the program whether 3/4 is in April or in March, where nobody says it with the day."""
    global _month_first  # noqa: PLW0603 - one person sits at the screen
    _month_first = month_first


def day_example() -> str:
    """A day in numbers, in the order in which it is read."""
    return "1/15" if _month_first else "15/1"


def read_day(typed: str, today: date, *, past: bool = False, month_first: bool | None = None) -> date | None:
    """A date as people say it: ``15 jan``, ``15/1``, ``+2w``, ``next friday``, ``2027-01-15``.

    Day before month, unless ``month_first`` (or, without it, ``set_date_order``) says otherwise. Without a
    year it is the next such day, today included; with ``past``, for what has already happened, the last one.
    Nothing, ``?`` or ``-`` is no date.

    Raises:
        NotUnderstood: No day and month can be made out.
    """
    words = clean_line(typed).lower()
    if not words or words in _UNKNOWN:
        return None
    month_first = _month_first if month_first is None else month_first
    day = _day(words, today, past=past, month_first=month_first) if len(words) <= _LONGEST else None
    if day is None or not in_bounds(day):
        like = f"15 jan, {day_example()}, +2w or friday"
        raise NotUnderstood(f"'{_shown(typed)}' is no day I know. Type it like {like}.")
    return day


def _day(words: str, today: date, *, past: bool, month_first: bool) -> date | None:
    with contextlib.suppress(ValueError):
        return date.fromisoformat(words)
    if found := _STEP.fullmatch(words):
        return _step(today, int(found[1] + found[2]), (found[3] or found[4])[0])
    found = _WEEKDAY.fullmatch(words)
    wanted = [index for index, name in enumerate(WEEKDAYS) if found and name.lower().startswith(found[2])]
    if found and wanted:
        return _weekday(today, wanted[0], found[1], past=past)
    if not _DAY_LIKE.search(words):
        return None
    return _said(_YEAR.sub(r"\g<1>20\g<2>", words), today, past=past, month_first=month_first)


def _said(words: str, today: date, *, past: bool, month_first: bool) -> date | None:
    """Leave what is said in words to dateparser (imported here: it costs more than a screen)."""
    import warnings  # noqa: PLC0415
    from datetime import datetime  # noqa: PLC0415

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of its own use of strptime without a year
        import dateparser  # noqa: PLC0415

        found = dateparser.parse(
            words,
            languages=["en"],
            settings={
                "DATE_ORDER": "MDY" if month_first else "DMY",
                "PREFER_DATES_FROM": "past" if past else "future",
                "REQUIRE_PARTS": ["day", "month"],  # else "q1 2027" and "2027" become a day
                "RELATIVE_BASE": datetime(today.year, today.month, today.day, 12),  # noqa: DTZ001 - no zone
                "RETURN_AS_TIMEZONE_AWARE": False,
            },
        )
    said = found.date() if found else None
    first = _NUMBER_FIRST.match(words)
    if said and first and int(first[1]) != (said.month if month_first else said.day):
        return None  # 12/13/2027: it would take the 12 for the month
    same_day = said and (said.month, said.day) == (today.month, today.day)
    # it takes a day and month that are today's for past
    return today if same_day and not re.search(r"\d{4}|month|year", words) else said


@cache
def warm_up() -> None:
    """Load what reads dates: it takes as long as a page, so a form does it in a thread beforehand."""
    _said("1 may", date(2000, 1, 1), past=False, month_first=False)


def _weekday(today: date, wanted: int, word: str, *, past: bool) -> date:
    """The next such weekday after today; the last one, today included, for what is past."""
    if word == "last":
        return today - timedelta(days=(today.weekday() - wanted - 1) % 7 + 1)
    if past and word != "next":
        return today - timedelta(days=(today.weekday() - wanted) % 7)
    return today + timedelta(days=(wanted - today.weekday() - 1) % 7 + 1)


def _step(today: date, count: int, unit: str) -> date:
    """A number of days, weeks, months or years from today; the 31st becomes a month's last day."""
    if unit in "dw":
        return today + timedelta(days=count * (7 if unit == "w" else 1))
    months = today.year * 12 + today.month - 1 + count * (12 if unit == "y" else 1)
    year, month = divmod(months, 12)
    after = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return date(year, month + 1, min(today.day, (after - timedelta(days=1)).day))


def read_number(typed: str) -> Decimal | None:
    """An exact number: ``1250``, ``1,250.50``, ``1.250,50``, ``1 250``, ``12,5``.

    One mark before exactly three digits parts the thousands (1,250 and 1.250 are both 1250).

    Raises:
        NotUnderstood: It is not one number.
    """
    words = re.sub(r"[\s'\u00a0\u202f]", "", clean_line(typed))
    if not words or words.lower() in _UNKNOWN:
        return None
    number = None
    if words.isascii() and (found := _GROUPED.fullmatch(words)):
        mark = found[2][0]
        number = Decimal(found[1] + found[2].replace(mark, "").replace(",", "."))
    elif words.isascii() and _PLAIN.fullmatch(words):
        number = Decimal(words.replace(",", "."))
    if number is None or not in_bounds(number):
        raise NotUnderstood(f"'{_shown(typed)}' is no number I know. Type it like 950 or 12.50.")
    return number


def read_count(typed: str) -> int | None:
    """A whole number, 0 or more.

    Raises:
        NotUnderstood: It is not.
    """
    words = clean_line(typed).replace(" ", "")
    if not words or words.lower() in _UNKNOWN:
        return None
    if not re.fullmatch(r"\d{1,9}", words) or not words.isascii():
        raise NotUnderstood(f"'{_shown(typed)}' is no whole number. Type it like 24.")
    return int(words)


def write(spec: Spec, value: Any) -> str:  # noqa: ANN401 - a value of the field's type
    """What stands in the form's input for a value: what, typed again, gives the same value."""
    if value is None:
        return ""
    if spec.kind == "day":
        return day_short(value)
    return plain_number(value) if isinstance(value, Decimal) else str(value)


def show(spec: Spec, value: Any, plan: Plan, *, short: bool = False) -> str:  # noqa: ANN401 - as in write
    """What stands in a list or an export for a value; ``short`` names records by their number."""
    spec = plan.worded(spec)
    name = plan.called if short else plan.named
    match spec.kind:
        case "choice":
            return spec.word(value) if value else ""
        case "choices":
            return ", ".join(spec.word(item) for item in value)
        case "ref":
            return name(value) if value else ""
        case "refs":
            return ", ".join(_unnamed(spec, plan, item) or name(item) for item in value)
        case "party":
            return plan.party(value)
        case "parties":
            return ", ".join(plan.party(item) for item in value)
        case "number" if value is not None:
            return group_number(value)
        case _:
            return write(spec, value)


def unnamed(spec: Spec, record: Record) -> str:
    """The number by which a person stands in a field who does not want to be named there; "" for others."""
    refuses = spec.agreed and record.table == "participant" and record.value("consent") == "no"
    return (record.code or f"({record.one})") if refuses else ""


def _unnamed(spec: Spec, plan: Plan, record_id: str) -> str:
    record = plan.get(record_id, *spec.to) if spec.agreed else None
    return unnamed(spec, record) if record else ""


def _shown(typed: str) -> str:
    """What was typed, for a message, not endless."""
    return clean_line(typed)[:_LONGEST]


def plain_number(value: Decimal) -> str:
    """An exact number without an exponent or needless zeros (but 1.1250: 1.125 is read as 1125)."""
    if not in_bounds(value):
        return str(value)
    words = format(value, "f")
    words = words.rstrip("0").rstrip(".") if "." in words else words
    return f"{words}0" if "." in words and _GROUPED.fullmatch(words) else words


def group_number(value: Decimal) -> str:
    """An exact number with commas between thousands."""
    words = plain_number(value)
    if not in_bounds(value):
        return words
    whole, dot, rest = words.partition(".")
    sign, whole = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    return f"{sign}{int(whole or 0):,}{dot}{rest}"


def day_short(value: date) -> str:
    """``15 Jan 2027``."""
    return f"{value.day} {MONTHS[value.month - 1][:3]} {value.year:04}"


def day_full(value: date) -> str:
    """``Friday 15 January 2027``."""
    return f"{WEEKDAYS[value.weekday()]} {value.day} {MONTHS[value.month - 1]} {value.year}"
