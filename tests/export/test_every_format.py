"""Every format, for everybody: each record is found again by a foreign reader, and nothing breaks it."""

import csv
import io
import itertools
import json
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from typing import Any

import docx
import html5lib
import icalendar
import openpyxl
import pytest
from filled import HOSTILE, TODAY, filled, hostile, typed
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from atm_tui.document import Document
from atm_tui.errors import AtmError
from atm_tui.example import example
from atm_tui.export import FORMATS, render
from atm_tui.export.order import AUDIENCES, MEETING, PERSON, Order
from atm_tui.export.seen import seen
from atm_tui.model import KINDS
from atm_tui.model.plan import Plan
from atm_tui.model.record import Record
from atm_tui.planio import complete, plan_of

MANY = 10_000
SHORT = 300
"""Characters of a hostile word here: how formats bear long ones is tested one by one."""

TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
"""What turns the direction of all that comes behind it."""


def kijito() -> Plan:
    return Document(plan_of(example())).plan


def order(audience: str) -> Order:
    who = {PERSON: "participant-1", MEETING: "session-1"}.get(audience, "")
    return Order(TODAY, audience=audience, who=who)


def asked() -> list[tuple[str, str]]:
    """Every format for every audience, as far as they go together."""
    pairs = itertools.product(FORMATS, AUDIENCES)
    return [pair for pair in pairs if pair != ("spoken", PERSON)]


# Readers that are not ours -----------------------------------------------------------------------
def read(name: str, content: str | bytes) -> str:
    """All words of a file, as another program reads them; it fails on what that program refuses."""
    if isinstance(content, bytes):
        return {"csv": of_csv, "docx": of_docx, "xlsx": of_xlsx}[name](content)
    harmless(content)
    match name:
        case "md":
            return " ".join(token.content for token in _inline(content) if token.type == "text")
        case "html" | "wall" | "blank":
            tree = html5lib.HTMLParser(strict=True).parse(content)
            return " ".join(tree.itertext())
        case "ics":
            events = events_of(content)
            return " ".join(str(one.get(key, "")) for one in events for key in ("summary", "description"))
        case "json":
            return json.dumps(json.loads(content), ensure_ascii=False)
        case _:
            return content


def harmless(text: str) -> None:
    """Nothing in a text drives a terminal, or turns what stands behind it."""
    assert not [one for one in text if (ord(one) < 32 and one not in "\r\n") or 127 <= ord(one) < 160]
    assert not [one for one in text if one in TURNING]


def events_of(text: str) -> Any:  # what icalendar gives for a property has many types
    return icalendar.Calendar.from_ical(text).walk("VEVENT")


def _inline(text: str) -> Iterator[Any]:
    for token in MarkdownIt("commonmark").enable(["table"]).parse(text):
        yield from token.children or ()


def rows_of(content: bytes) -> dict[str, list[list[str]]]:
    """The tables of a packed export, by a strict reader; every row is as long as its head."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        texts = {
            name.removesuffix(".csv"): packed.read(name).decode("utf-8-sig") for name in packed.namelist()
        }
    tables = {
        name: list(csv.reader(io.StringIO(text, newline=""), strict=True)) for name, text in texts.items()
    }
    assert all(len(row) == len(table[0]) for table in tables.values() for row in table)
    return tables


def of_csv(content: bytes) -> str:
    return " ".join(cell for table in rows_of(content).values() for row in table for cell in row)


def of_docx(content: bytes) -> str:
    body = docx.Document(io.BytesIO(content)).element.body
    return " ".join(str(one.text) for one in body.iter() if one.text)


def of_xlsx(content: bytes) -> str:
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    rows = (row for sheet in book for row in sheet.iter_rows(values_only=True))
    return " ".join(str(cell) for row in rows for cell in row if cell is not None)


# Every record is found again -----------------------------------------------------------------------
def written(plan: Plan) -> list[Record]:
    rows = [row for row in seen(plan, Order(TODAY)) if not row.blank and row.code]
    assert len(rows) > 250
    return rows


@pytest.mark.parametrize("name", ["md", "txt", "json"])
def test_every_record_of_the_example_is_found_again(name: str) -> None:
    plan = kijito()
    text = read(name, render(plan, name, Order(TODAY)))
    codes, words = set(re.findall(r"[A-Z][\w.]*", text)), set(re.findall(r"\w+", text))
    rows = [row for row in written(plan) if row.table != "answer" or name == "json"]  # "1. What is our ..."
    assert [row.code for row in rows if row.code not in codes] == []
    names = [row.name for row in rows if row.specs()[row.main()].kind in ("line", "text")]
    assert len(names) > 200
    assert [word for one in names for word in re.findall(r"\w+", one) if word not in words] == []


def test_every_record_of_the_example_is_a_row_of_a_table() -> None:
    plan, tables = kijito(), rows_of(bytes(render(kijito(), "csv", Order(TODAY))))  # type: ignore[arg-type]  # a zip
    for row in written(plan):
        head, *rows = tables[row.table]
        at = head.index(row.specs()[row.main()].label)
        (mine,) = [one for one in rows if one[0] == row.code]
        if row.specs()[row.main()].kind in ("line", "text"):
            assert mine[at].lstrip("'") == row.name


def test_every_day_of_the_example_is_in_the_calendar() -> None:
    plan = kijito()
    events = events_of(str(render(plan, "ics", Order(date(2026, 7, 20)))))
    days = {re.search(r"[A-Z]+\d+", str(one["summary"]))[0]: one["dtstart"].dt for one in events}  # type: ignore[index]  # each has its number
    for table, field in (("action", "due"), ("session", "on"), ("message", "due")):
        rows = [row for row in plan.rows(table) if row.value(field)]
        assert rows
        assert [days[row.code] for row in rows] == [row.value(field) for row in rows]
    assert {row.code for row in plan.rows("milestone")} | {row.code for row in plan.rows("indicator")} <= set(
        days
    )


# Nothing breaks it -------------------------------------------------------------------------------
@pytest.mark.parametrize("plan", [Plan(), Document.new().plan], ids=["bare", "new"])
def test_an_empty_plan_gives_a_file_or_a_sentence(plan: Plan) -> None:
    for name, audience in asked():
        if (audience in (PERSON, MEETING) and name != "blank") or name == "spoken":
            with pytest.raises(AtmError, match=r"\.$"):
                render(plan, name, order(audience))
        else:
            content = render(plan, name, order(audience))
            assert read(name, content) or name in ("csv", "ics"), (name, audience)


def whole(plan: Plan) -> None:
    """Each format can be read for everybody."""
    for name, audience in asked():
        read(name, render(plan, name, order(audience)))


def test_hostile_words_of_all_kinds_at_once() -> None:
    words = itertools.cycle(word[:SHORT] for word in HOSTILE)
    whole(filled(lambda: next(words)))


@settings(max_examples=3, deadline=None)
@given(st.lists(hostile().map(lambda word: word[:SHORT]), min_size=1, max_size=6))
def test_any_words_for_everybody(samples: list[str]) -> None:
    words = itertools.cycle(samples)
    whole(filled(lambda: next(words)))


@pytest.mark.parametrize("words", ["سلام دنیا ٣ نسيج", "שלום 12 עולם", "日本語の長い文章 한국어"])
def test_right_to_left_and_wide_words_stand_in_every_format_as_they_were_typed(words: str) -> None:
    plan = filled(lambda: words)
    for name in FORMATS:
        if name != "blank":
            text = read(name, render(plan, name, order("group")))
            assert all(word in text for word in words.split()), name


def large() -> Plan:
    """A plan of ten thousand records of every kind, each with words of its own."""
    plan, kinds = Plan(), [kind for kind in KINDS.values() if not kind.single and not kind.preset_field]
    complete(plan)
    sample = filled()
    for number in range(MANY):
        kind = kinds[number % len(kinds)]
        one = sample.rows(kind.table)[0]
        name = f"{kind.prefix}{number + 10}"
        values = {"id": f"{kind.table}-{number + 10}", "code": name}
        main = {kind.main(): f"word{number}x"} if one.specs()[kind.main()].kind in ("line", "text") else {}
        plan.put(kind.table, values["id"], one.model_copy(update=values | main))
    for table in ("participant", "session", "meeting", "action", "indicator"):
        one = sample.rows(table)[0]
        plan.put(table, one.id, one)
    return plan


def test_ten_thousand_records_of_every_kind() -> None:
    plan = large()
    named = {row.name for row in plan if row.name.startswith("word")}
    assert len(named) > 8_000
    for name in ("md", "txt", "json"):
        found = set(re.findall(r"\w+", str(render(plan, name, order("group")))))
        assert len(named - found) == 0, name
    found = set(re.findall(r"\w+", of_csv(bytes(render(plan, "csv", order("group"))))))  # type: ignore[arg-type]  # a zip
    assert named <= found
    for name in ("short", "spoken", "wall", "blank", "ics"):
        assert read(name, render(plan, name, order("group"))), name
    for name, audience in itertools.product(("txt", "short", "ics"), ("office", PERSON, MEETING)):
        assert render(plan, name, order(audience)), (name, audience)


def test_private_words_are_for_nobody() -> None:
    plan = filled()
    private = [*typed(plan, private=True)]
    assert private
    for name, audience in asked():
        if (name, audience) != ("json", "group"):
            text = read(name, render(plan, name, order(audience)))
            assert [word for word in private if word in text] == [], (name, audience)
