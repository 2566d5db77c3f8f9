"""HTML: valid, of one file, in which what a person typed is read as it was typed, and as nothing else."""

import itertools
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import html5lib
import pytest
from filled import HOSTILE, TODAY, filled, hostile, typed
from hypothesis import given, settings
from hypothesis import strategies as st

from atm_tui.cli import main
from atm_tui.document import Document
from atm_tui.example import example
from atm_tui.export import FORMATS, render
from atm_tui.export.blocks import Block, Bullets, Drawing, Heading
from atm_tui.export.html import _bullets, _Writer, html
from atm_tui.export.html.blank import NOT_BY_HAND, blank
from atm_tui.export.html.page import page
from atm_tui.export.html.wall import _CARDS, wall
from atm_tui.export.order import MEETING, Order
from atm_tui.export.seen import seen
from atm_tui.model import KINDS
from atm_tui.model.canvas import CREDIT
from atm_tui.model.plan import Plan
from atm_tui.model.record import Record
from atm_tui.planio import complete, plan_of
from atm_tui.stage import steps, tools

ALL = Order(TODAY)
MAKE: tuple[Callable[[Plan, Order], str], ...] = (html, wall, blank)

OURS = {
    "html", "head", "meta", "title", "style", "body", "main", "nav", "section", "header", "footer", "figure",
    "figcaption", "h1", "h2", "h3", "h4", "h5", "p", "ul", "ol", "li", "dl", "dt", "dd", "div", "span", "b",
    "i", "bdi", "br", "small", "a", "pre", "table", "thead", "tbody", "tr", "th", "td", "colgroup", "col",
    "svg", "path", "circle", "text",
}  # fmt: skip
"""All that our pages are made of: no script, image, link to elsewhere, form or frame."""

STYLES = re.compile(r"((left|width):[\d.]+%;?)+|--row:[\d.]+mm")
ARABIC = "\u0633\u0644\u0627\u0645\n\u062f\u0646\u06cc\u0627 "

LONGEST = 600
"""Characters of a hostile word: how long it is harms no page, and takes a parser long."""


def as_html(blocks: list[Block]) -> str:
    """Some blocks as a page."""
    writer = _Writer(Plan(), TODAY, {}, flows=True)
    return page(writer.title, writer.body(blocks), "paper", "drawn")


def elements(text: str) -> Iterator[Any]:
    """Every element of a page that a strict parser finds no fault with."""
    parser = html5lib.HTMLParser(strict=True, tree=html5lib.getTreeBuilder("etree"))
    tree = parser.parse(text)
    return (one for one in tree.iter() if isinstance(one.tag, str))


def name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def read(text: str) -> str:
    """The words that a reader sees, without blanks."""
    found = list(elements(text))
    assert {name(one) for one in found} <= OURS
    for one in found:
        assert not [key for key in one.attrib if key.startswith("on") or key in ("src", "srcdoc", "action")]
        assert one.get("href", "#").startswith("#")
        assert STYLES.fullmatch(one.get("style", "left:0%"))
    body = next(one for one in found if name(one) == "body")
    return even("".join(body.itertext()))


def even(text: str) -> str:
    """Words without blanks; for what is no character at all stands the sign for it."""
    return re.sub("[\ufffe\uffff]", "\ufffd", "".join(
        "\ufffd" if ord(one) & 0xFFFE == 0xFFFE else one for one in "".join(text.split())
    ))  # fmt: skip


def kijito() -> Plan:
    return Document(plan_of(example())).plan


def plan_with(*rows: Record) -> Plan:
    plan = Plan()
    complete(plan)
    for row in rows:
        plan.put(row.table, row.id, row)
    return plan


def make_row(table: str, record_id: str, **values: object) -> Record:
    return KINDS[table].model_validate({"id": record_id, **values})


# Words -----------------------------------------------------------------------------------------
def test_every_word_is_there(filled_plan: Plan) -> None:
    text = read(html(filled_plan, ALL))
    assert [word for word in typed(filled_plan) if word not in text] == []


@pytest.mark.parametrize("tool", list(tools()), ids=lambda tool: tool.id)
def test_every_tool_alone_holds_its_own_words(tool: Any, filled_plan: Plan) -> None:
    text = read(html(filled_plan, Order(TODAY, tool=tool.id)))
    own = {step.table for step in tool.steps if not step.fields}
    assert [word for word in typed(filled_plan, tables=own) if word not in text] == []


def test_every_record_of_the_example_is_found_again() -> None:
    plan = kijito()
    text = read(html(plan, ALL))
    shown = seen(plan, ALL)
    rows = [row for row in shown if not row.blank]
    assert len(rows) > 250
    assert [row.code for row in rows if even(row.code) not in text] == []
    assert [shown.name(row) for row in rows if even(shown.name(row)) not in text] == []


def test_private_words_are_on_no_page(filled_plan: Plan) -> None:
    for make in MAKE:
        text = make(filled_plan, ALL)
        assert [word for word in typed(filled_plan, private=True) if word in text] == []


@pytest.mark.parametrize("words", [words[:LONGEST] for words in HOSTILE])
def test_each_hostile_word_is_read_as_it_was_typed(words: str) -> None:
    check(filled(lambda: words))


@settings(max_examples=6, deadline=None)
@given(st.lists(hostile().map(lambda words: words[:LONGEST]), min_size=1, max_size=6))
def test_any_words_are_read_as_they_were_typed(samples: list[str]) -> None:
    words = itertools.cycle(samples)
    check(filled(lambda: next(words)))


def check(plan: Plan) -> None:
    text = read(html(plan, ALL))
    assert [word for word in set(typed(plan)) if even(word) not in text] == []
    read(wall(plan, ALL))
    assert blank(plan, ALL) == blank(Plan(), ALL)


def test_words_keep_their_direction_and_their_lines() -> None:
    plan = plan_with(make_row("story", "s", story=ARABIC * 9, code="SY1"))
    found = [one for one in elements(html(plan, ALL)) if one.text and ARABIC[:4] in one.text]
    assert found
    assert all(one.get("dir") == "auto" or name(one) == "bdi" for one in found)
    assert all(name(one[0]) == "br" for one in found)


# The page --------------------------------------------------------------------------------------
@pytest.mark.parametrize("make", MAKE)
@pytest.mark.parametrize(
    "plan", [Plan(), plan_with(), kijito(), filled()], ids=["bare", "new", "kijito", "full"]
)
def test_every_page_is_valid_and_of_one_file(make: Callable[[Plan, Order], str], plan: Plan) -> None:
    text = make(plan, ALL)
    read(text)
    assert text.startswith('<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">')
    assert '<meta name="viewport" content="width=device-width' in text
    assert not re.search(r"https?:|url\(|@import", text)


def test_contents_lead_to_every_tool() -> None:
    found = list(elements(html(kijito(), ALL)))
    ids = [one.get("id") for one in found if one.get("id")]
    links = [one.get("href") for one in found if name(one) == "a"]
    assert len(ids) == len(set(ids))
    assert links == [f"#{one}" for one in ids]
    assert {tool.id for tool in tools()} - {"meetings"} <= set(ids)


def test_a_short_paper_flows_and_needs_no_contents() -> None:
    minutes = html(kijito(), Order(TODAY, audience=MEETING))
    assert '<main class="flows">' in minutes
    assert "<nav" not in minutes
    assert "<nav" in html(kijito(), ALL)


def test_sections_stand_in_each_other_as_headings_do() -> None:
    levels = [
        int(name(one)[1]) for one in elements(html(kijito(), ALL)) if name(one) in ("h2", "h3", "h4", "h5")
    ]
    assert levels[:3] == [2, 3, 4]
    assert set(levels) == {2, 3, 4, 5}
    parents = {name(two): name(one) for one in elements(html(kijito(), ALL)) for two in one}
    assert parents["h5"] == parents["h3"] == "section"


def test_lists_open_and_close_whatever_their_depths() -> None:
    for depths in itertools.product(range(4), repeat=5):
        block = Bullets(tuple((depth, f"item {place}") for place, depth in enumerate(depths)))
        text = as_html([Heading(1, "x"), block])
        assert read(text).count("item") == 5
        assert _bullets(block).count("<ul>") == _bullets(block).count("</ul>")


def test_a_drawing_in_signs_is_kept_as_it_is_drawn() -> None:
    drawing = "\n  <one>\n ---\n"
    found = [one for one in elements(as_html([Drawing(drawing)])) if name(one) == "pre"]
    assert [one.text for one in found] == [drawing]


def test_a_plan_of_ten_thousand_records() -> None:
    rows = [
        make_row("action", f"a{n}", code=f"A{n}", what=f"what{n}.", due="2026-05-01") for n in range(9_000)
    ]
    cards = [
        make_row("problem_card", f"c{n}", side="root", statement=f"card{n}.", parent=f"c{n - 1}")
        for n in range(1_000)
    ]
    plan = plan_with(*rows, *cards)
    text = html(plan, ALL)
    assert [n for n in range(9_000) if f"what{n}." not in text] == []
    assert [n for n in range(1_000) if f"card{n}." not in text] == []
    assert max(depths(text)) < 40
    assert "and 8800 more" in text
    assert "(1 of 1000)" in wall(plan, ALL)


def depths(text: str) -> Iterator[int]:
    depth = 0
    for end, start in re.findall(r"<(/?)(?:ul|li|section|div|table|figure)\b()", text):
        depth += -1 if end else 1
        yield depth + len(start)


# Pictures --------------------------------------------------------------------------------------
def test_pictures_take_the_place_of_those_in_signs() -> None:
    text = html(kijito(), ALL)
    kinds = [one.get("class") for one in elements(text) if name(one) == "figure"]
    assert kinds == ["river", "weeks", "canvas", "tree", "tree", "spectrum"]
    assert "<pre" not in text
    assert "As a picture" not in text
    assert "We are here, 10 Jul 2026" in text


def test_an_empty_tool_has_no_picture() -> None:
    assert "<figure" not in html(plan_with(), ALL)


def test_a_river_can_be_a_road() -> None:
    row = make_row("river", "river", metaphor="road", title="Our road")
    plan = plan_with(row, make_row("stretch", "s", title="Begin"))
    assert "Start: how it is today" in html(plan, ALL)


def test_who_is_alone_in_a_ring_is_drawn() -> None:
    rows = [
        make_row("solution_card", "a", code="SM1", side="means", statement="One.", parent="b"),
        make_row("solution_card", "b", code="SM2", side="means", statement="Two.", parent="a"),
        make_row("solution_card", "c", statement="Loose."),
    ]
    text = read(html(plan_with(*rows), ALL))
    assert [text.count(word) for word in ("One.", "Two.", "Loose.", "Notsaidwhere")] == [1, 1, 1, 1]


@pytest.mark.parametrize("make", MAKE)
def test_the_canvas_names_its_source(make: Callable[[Plan, Order], str]) -> None:
    text = make(kijito(), Order(TODAY, tool="canvas"))
    assert re.search(f'class="sheet">.*<p class="credit">{re.escape(CREDIT)}</p>', text, re.DOTALL)


# For whom --------------------------------------------------------------------------------------
@pytest.mark.parametrize("make", MAKE)
def test_nobody_is_named_who_does_not_want_it(make: Callable[[Plan, Order], str]) -> None:
    rows = (
        make_row("participant", "w", display_name="Zuhura", consent="no", code="W01"),
        make_row("action", "a", what="Weave", lead="w", code="A01", due="2026-05-01"),
        make_row("ally", "al", who="The lender", private="yes", code="AL01", wedge="neutral"),
        make_row("ally", "al2", who="The shop", code="AL02", wedge="neutral"),
        make_row("tributary", "t", what="Hands", from_whom="ref:al", code="TR1"),
    )
    text = make(plan_with(*rows), ALL)
    assert "Zuhura" not in text
    assert "lender" not in text
    assert "AL01" not in text or make is blank
    assert make is blank or ("W01" in text and "The shop" in text)


def test_one_person_gets_no_pictures_of_others() -> None:
    text = html(kijito(), Order(TODAY, audience="person", who="W05"))
    assert "Halima Juma" in text
    assert "<figure" not in text
    sheets = wall(kijito(), Order(TODAY, audience="person", who="W05"))
    assert "Cut measuring sticks" in sheets
    assert "Open the yarn fund" not in sheets


def test_an_office_sees_plan_and_canvas_alone() -> None:
    text = html(kijito(), Order(TODAY, audience="office"))
    kinds = [one.get("class") for one in elements(text) if name(one) == "figure"]
    assert kinds == ["weeks", "canvas"]


# Sheets ----------------------------------------------------------------------------------------
def test_the_wall_says_little_and_every_number() -> None:
    plan = kijito()
    text = read(wall(plan, ALL))
    tables = ("requirement", "stretch", "rapid", "bridge", "action", "indicator", "ally", "decision")
    codes = [row.code for row in seen(plan, ALL) if row.table in tables]
    assert len(codes) > 60
    assert [code for code in codes if code not in text] == []
    assert len(text) < len(read(html(plan, ALL))) / 4
    words = [
        one for one in elements(wall(filled(lambda: "much said " * 200), ALL)) if name(one) in ("li", "dd")
    ]
    assert max(len("".join(one.itertext())) for one in words) < 450


def test_the_fields_on_cards_are_fields() -> None:
    for table, fields in itertools.chain.from_iterable(_CARDS.values()):
        assert set(fields) <= KINDS[table].specs().keys()


def test_nothing_to_hang_up_is_said() -> None:
    assert "Nothing is written here yet" in wall(plan_with(), ALL)


def test_blank_sheets_ask_for_every_column() -> None:
    text = read(blank(Plan(), ALL))
    asked = [
        spec.ask
        for step in steps()
        if step.page not in ("tree", "question")
        and step.id not in NOT_BY_HAND
        and step.table != "canvas_note"
        for spec in [spec for spec in step.kind.specs().values() if spec.column and not spec.private][:6]
    ]
    assert len(asked) > 60
    assert [ask for ask in asked if even(ask) not in text] == []
    assert "A01" in text
    assert "colour" not in text


def test_blank_sheets_of_one_tool() -> None:
    text = blank(Plan(), Order(TODAY, tool="allies"))
    assert text.count('class="poster') == 3


@pytest.mark.parametrize(
    ("format_", "suffix"), [("html", ".html"), ("wall", "-wall.html"), ("blank", "-blank.html")]
)
def test_formats_are_text(format_: str, suffix: str) -> None:
    assert FORMATS[format_].suffix == suffix
    assert FORMATS[format_].is_text
    assert str(render(kijito(), format_, ALL)).startswith("<!DOCTYPE html>")


@pytest.mark.parametrize(("file", "title"), [("k.html", "Kijito"), ("k-wall.html", "sheets for the wall")])
def test_files_are_told_apart_by_their_ends(file: str, title: str, kijito: Path, tmp_path: Path) -> None:
    assert main(["export", str(kijito), "--output", str(tmp_path / file)]) == 0
    assert title in (tmp_path / file).read_text(encoding="utf-8")
