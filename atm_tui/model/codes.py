"""Spoken numbers: the short codes by which things are read aloud (A07, MS3, C1.2)."""

import re
from collections import Counter
from typing import Final

from atm_tui.model.plan import Plan
from atm_tui.model.record import Record

ROOT_CODES: Final = ("P", "S")
"""The trunk and the core have letters only."""

_CODE: Final = re.compile(r"(.*?)0*([1-9]\d{0,8})")


def new_code(record: Record, plan: Plan) -> str:
    """The spoken number for a new record; none ever comes back, even when its owner is deleted.

    A number that the record brings along is kept if it is free.
    """
    prefix, taken = code_prefix(record, plan), plan.codes(record.table)
    if record.code and record.code not in taken:
        return record.code
    if not prefix:
        return ""
    if prefix in ROOT_CODES and not plan.counters[prefix]:
        return prefix
    number = plan.counters[prefix] + 1
    while (code := f"{prefix}{number:0{record.digits}d}") in taken:
        number += 1
    return code


def count_code(counters: Counter[str], code: str) -> Counter[str]:
    """Raise the counters to a spoken number that is in use. Gives by how much, for undo."""
    found = _CODE.fullmatch(code)
    prefix, number = (found[1], int(found[2])) if found else (code, 1)
    raised: Counter[str] = Counter()
    if code and number > counters[prefix]:
        raised[prefix] = number - counters[prefix]
        counters += raised
    return raised


def code_prefix(record: Record, plan: Plan) -> str:
    """The letters of a record's number; a card that hangs on another continues its number (C1 -> C1.)."""
    prefix = type(record).prefix
    for name in ("kind", "side"):
        if record.prefixes and name in record.specs():
            prefix = record.prefixes.get(record.value(name), prefix)
    if "parent" in record.specs():
        parent = plan.tables[record.table].get(record.value("parent"))
        if parent is not None and parent.code and parent.value("side") == record.value("side"):
            return f"{parent.code}."
    return prefix
