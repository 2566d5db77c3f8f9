"""A plan with something in every field of every kind, made of the records' own descriptions."""

import itertools
from collections.abc import Callable, Collection, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from atm_tui.model import KINDS
from atm_tui.model.plan import Plan
from atm_tui.model.record import REF, Record
from atm_tui.model.spec import Spec
from atm_tui.planio import complete

TODAY = date(2026, 7, 10)

TYPED = ("line", "text", "party", "parties")
"""Kinds of fields that hold words that somebody typed."""

HOSTILE = (
    "[b]bold[/b] and [/] and [@click=app.quit]x[/]",
    "\x1b[31mred\x1b[0m \x1b]52;c;aGk=\x07 \x1b]0;title\x07 \x9b2J \x00\x07\x08",
    "word " * 2_000,
    "x" * 10_000,
    "سلام دنیا \u202eevil\u202c שלום",
    "e\u0301\u0302\u0303\u0304\u0305\u0306 Zo\u0308e \u0301",
    "日本語の長い文章 한국어 \uff1d1+1 👩\u200d🌾 ❤\ufe0f",
    "=cmd|' /C calc'!A0",
    "  +1\n-2\n@SUM(A1)\n\t=3",
    "a | b \\| c \\",
    "<script>alert(1)</script> <!-- --> &lt;b&gt; &amp; &#65;",
    "``` code ` ** __ ~~ ~~~ $x$ \\(y\\)",
    "# h\n## h\n- a\n+ b\n* c\n1. d\n2) e\n> q\n---\n===\n:--\n\n    code\n\t- t",
    "![i](http://x/y.png) [l](javascript:x) <http://x> http://x.org/_a_",
    "[x]: http://x 'y'\n\n[x]",
    "line one\n\n\nline two\r\nline three\u2028four",
    '\'quoted "text", with; marks',
    "\u200b",
    "\ud800 lone",
    " ",
)


def hostile() -> st.SearchStrategy[str]:
    """What a person, or a file from anywhere, may put into a field."""
    return st.one_of(st.sampled_from(HOSTILE), st.text(max_size=60))


def filled(text: Callable[[], str] | None = None) -> Plan:
    """A plan with two records of every kind, all fields filled.

    Args:
        text: Gives the words for each typed field; without, short words that occur once.
    """
    numbers = itertools.count()
    text = text or (lambda: f"w{next(numbers):03d}x")
    plan = Plan()
    complete(plan)
    for table, kind in KINDS.items():
        if not kind.single and not kind.preset_field:
            for number in (1, 2):
                plan.put(
                    table, f"{table}-{number}", kind(id=f"{table}-{number}", code=f"{kind.prefix}{number}")
                )
    for row in list(plan):
        values = {
            name: value
            for name, spec in row.specs().items()
            if name != row.preset_field and (value := _value(row, name, spec, text)) is not None
        }
        plan.put(row.table, row.id, row.with_values(values))
    return plan


def _value(row: Record, name: str, spec: Spec, text: Callable[[], str]) -> Any:
    if spec.to:
        return _pointing(row, spec, text)
    match spec.kind:
        case "day":
            return date(2027, 1, 15)
        case "number":
            return Decimal("-1234.50")
        case "count":
            return 7
        case "choice":
            return "no" if name == "private" else spec.choices[0][0]
        case "choices":
            return [value for value, _ in spec.choices]
        case _:
            return text()


def _pointing(row: Record, spec: Spec, text: Callable[[], str]) -> str | list[str]:
    one, other = f"{spec.to[0]}-1", f"{spec.to[0]}-2"
    match spec.kind:
        case "ref":
            return "" if one == row.id else one
        case "refs":
            return [one, other]
        case "party":
            return f"{REF}{one}" if row.id.endswith("2") else text()
        case _:
            return [f"{REF}{one}", text()]


def typed(plan: Plan, *, private: bool = False, tables: Collection[str] = KINDS) -> Iterator[str]:
    """All that was typed into the fields of a plan that others may read (or into the private ones)."""
    for row in plan:
        for name, spec in row.specs().items():
            if row.table in tables and spec.kind in TYPED and spec.private is private:
                value = row.value(name)
                held = value if isinstance(value, list) else [value]
                yield from (one for one in held if not plan.is_ref(one))
