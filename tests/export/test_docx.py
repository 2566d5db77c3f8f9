"""Word: whatever was typed is read back by python-docx and LibreOffice, in styles that people know."""

import io
import itertools
import sys
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import docx as reader
import pytest
from docx.document import Document as Read
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm, Twips
from filled import HOSTILE, TODAY, filled, hostile, typed
from hypothesis import given, settings
from hypothesis import strategies as st
from office import converted, needs_soffice

from atm_tui.document import Document
from atm_tui.errors import AtmError
from atm_tui.example import example
from atm_tui.export import wordml
from atm_tui.export.blocks import Block, Bullets, Drawing, Facts, Grid, Heading, Paragraph
from atm_tui.export.docx import MISSING, as_docx, docx
from atm_tui.export.order import Order
from atm_tui.export.seen import seen
from atm_tui.export.xmlwords import for_xml
from atm_tui.model import KINDS
from atm_tui.model.plan import Plan
from atm_tui.planio import plan_of

ORDER = Order(TODAY)


def weavers() -> Plan:
    return Document(plan_of(example())).plan


def made(*blocks: Block) -> Read:
    return reader.Document(io.BytesIO(as_docx(list(blocks), ORDER)))


def even(text: str) -> str:
    return "".join(text.split())


def read(document: Read) -> str:
    """All words of a document, without its blanks; runs and line ends are as one text."""
    return even("\n".join(run.text or "" for run in document.element.body.iter(qn("w:t"))))


def of(plan: Plan) -> str:
    return read(reader.Document(io.BytesIO(docx(plan, ORDER))))


# What is in it -----------------------------------------------------------------------------------
def test_every_word_is_there_and_no_private_one(filled_plan: Plan) -> None:
    text = of(filled_plan)
    assert [word for word in typed(filled_plan) if word not in text] == []
    assert [word for word in typed(filled_plan, private=True) if word in text] == []


def test_every_record_of_the_example_is_found() -> None:
    plan = seen(weavers(), ORDER)
    text = of(weavers())
    written = [row for row in plan if not row.blank and not row.single]
    assert len(written) > 250
    assert [row.code for row in written if row.code not in text or even(plan.name(row)) not in text] == []


def test_an_empty_plan_has_its_headings() -> None:
    assert "RiverofChange" in of(Plan())


@pytest.mark.parametrize("words", HOSTILE)
def test_each_hostile_word_is_read_as_it_was_typed(words: str) -> None:
    check(filled(lambda: words))


@settings(max_examples=15, deadline=None)
@given(st.lists(hostile(), min_size=1, max_size=6))
def test_any_words_are_read_as_they_were_typed(samples: list[str]) -> None:
    words = itertools.cycle(samples)
    check(filled(lambda: next(words)))


def check(plan: Plan) -> None:
    text = of(plan)
    assert [word for word in set(typed(plan)) if even(word) not in text] == []


@settings(max_examples=30, deadline=None)
@given(st.text())
def test_what_xml_refuses_is_left_out_of_any_paper(text: str) -> None:
    blocks = (
        Heading(1, text),
        Paragraph(text),
        Bullets(((12, text),)),
        Facts(((text, text),)),
        Drawing(text),
    )
    assert read(made(*blocks, Grid((text,), ((text,),)))) == even(for_xml(text)) * 8


# How it looks ------------------------------------------------------------------------------------
def test_styles_are_those_that_word_knows() -> None:
    items = tuple((depth, "x") for depth in range(5))
    levels = [Heading(level, "x") for level in range(1, 7)]
    found = [one.style.name for one in made(*levels, Bullets(items)).paragraphs if one.style]
    assert found[:6] == ["Title", "Heading 1", "Heading 2", "Heading 3", "Heading 4", "Heading 4"]
    assert found[6:] == ["List Bullet", "List Bullet 2", *["List Bullet 3"] * 3]


def test_lines_stay_lines_and_blanks_of_a_picture_stay() -> None:
    first, second = made(Paragraph("one\n\ntwo"), Drawing("  a  b\n c\n")).paragraphs
    assert first.text == "one\n\ntwo"
    assert second.text == "  a  b\n c"
    assert second.style is not None
    assert second.style.font.name == "Courier New"


@pytest.mark.parametrize("columns", [1, 2, 7, 30])
def test_a_table_is_as_wide_as_the_page_and_its_heads_come_again(columns: int) -> None:
    row = tuple("word " * (number % 9) + "w" * number for number in range(columns))
    document = made(Grid(row, (row,) * 3))
    (table,), (section,) = document.tables, document.sections
    widths = [int(one.get(qn("w:w"), 0)) for one in table._tbl.tblGrid]
    assert sum(widths) * Twips(1) == (section.page_width or 0) - 2 * (section.left_margin or 0)
    assert min(widths) > 0
    assert table.style is not None
    assert table.style.name == "Table Grid"
    again = [one.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for one in table._tbl.tr_lst]
    whole = [one.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for one in table._tbl.tr_lst]
    assert again == [True, False, False, False]
    assert all(whole)


def test_words_that_fit_are_not_broken_in_a_table() -> None:
    grid = Grid(
        ("Code", "What"), tuple((f"CH{number}", "a long line of words " * 5) for number in range(9, 12))
    )
    first, _ = made(grid).tables[0]._tbl.tblGrid
    assert int(first.get(qn("w:w"), 0)) >= 640  # twips; four letters of 9 points and the edges of a cell


def test_a_bold_head_has_room_for_its_longest_word() -> None:
    document = made(Grid(("Code", "Reads", "Note"), (("W01", "yes", "much " * 40), ("W02", "no", "more"))))
    first, second, _ = (int(one.get(qn("w:w"), 0)) for one in document.tables[0]._tbl.tblGrid)
    assert first >= (len("Code") + 2) * wordml._LETTER + wordml._BESIDE * 9 // 10
    assert second > first


def test_a4_with_numbered_pages() -> None:
    document = made(Heading(1, "Our plan"))
    (section,) = document.sections
    assert (section.page_width, section.page_height) == (Mm(210).twips * 635, Mm(297).twips * 635)
    footer = section.footer.paragraphs[0]
    assert footer.text.startswith("Our plan")
    assert [one.get(qn("w:instr")) for one in footer._p.iter(qn("w:fldSimple"))] == ["PAGE", "NUMPAGES"]


def test_a_wide_picture_lies_on_its_side_with_its_heading() -> None:
    wide = Drawing("=" * 180 + "\n")
    document = made(Paragraph("before"), Heading(4, "wide"), wide, Paragraph("after"))
    ways = [section.orientation for section in document.sections]
    assert ways == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT]
    (upper, _, lower) = (section.iter_inner_content() for section in document.sections)
    assert "wide" not in [one.text for one in upper if hasattr(one, "text")]
    assert [one.text for one in lower if hasattr(one, "text")] == ["after"]
    assert len(made(wide).sections) == len(made(Drawing("=" * 78)).sections) == 1


def test_what_runs_from_right_to_left_is_marked() -> None:
    mixed, right, left = made(
        Paragraph("A07 سلام دنیا 12 (week)"), Paragraph("سلام دنیا"), Paragraph("hello 12")
    ).paragraphs
    marked = [(run.text, run._r.rPr is not None and run._r.rPr.rtl is not None) for run in mixed.runs]
    assert marked == [("A07 ", False), ("سلام دنیا", True), (" 12 (week)", False)]
    ways = [
        one._p.pPr.find(qn("w:bidi")) is not None for one in (mixed, right, left) if one._p.pPr is not None
    ]
    assert ways == [False, True, False]


# The file ----------------------------------------------------------------------------------------
def test_the_file_names_the_plan_and_nobody() -> None:
    said = reader.Document(io.BytesIO(docx(weavers(), ORDER))).core_properties
    assert said.title == "Kijito Weavers' Circle"
    assert (said.author, said.last_modified_by, said.comments) == ("", "", "")
    assert said.created is not None
    assert said.created.date() == TODAY
    assert made(Heading(1, "x" * 300)).core_properties.title == "x" * 250


def test_the_same_plan_gives_the_same_bytes() -> None:
    raw = docx(weavers(), ORDER)
    assert raw == docx(weavers(), ORDER)
    assert raw != docx(weavers(), Order(date(2026, 7, 11)))
    with zipfile.ZipFile(io.BytesIO(raw)) as packed:
        assert packed.testzip() is None
        assert not [name for name in packed.namelist() if "thumbnail" in name]


def test_ten_thousand_actions_are_all_in_it() -> None:
    plan = Plan()
    for number in range(10_000):
        one = KINDS["action"].model_validate(
            {
                "id": f"a{number}",
                "code": f"A{number}",
                "what": f"deed{number}x",
                "done_when": f"seen{number}x",
            }
        )
        plan.put("action", one.id, one)
    text = of(plan)
    assert [number for number in range(10_000) if f"deed{number}x" not in text] == []
    assert "seen9999x" in text


def test_without_the_package_it_is_said_how_to_get_it(
    kijito: Path, refused: Callable[[list[str]], str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(AtmError, match="pip install"):
        as_docx([], ORDER)
    assert refused(["export", "kijito", "--output", str(tmp_path / "a.docx")]) == MISSING
    assert list(tmp_path.glob("*.docx")) == []


def test_word_is_no_text_for_a_screen(kijito: Path, refused: Callable[[list[str]], str]) -> None:
    assert "--output plan.docx" in refused(["export", "kijito", "--format", "docx"])


# Another reader ----------------------------------------------------------------------------------
@needs_soffice
def test_libreoffice_reads_every_word(filled_plan: Plan, tmp_path: Path) -> None:
    path = tmp_path / "plan.docx"
    path.write_bytes(docx(filled_plan, ORDER))
    text = converted(path, "txt:Text (encoded):UTF8").read_text(encoding="utf-8-sig")
    assert [word for word in typed(filled_plan) if word not in text] == []


@needs_soffice
def test_libreoffice_reads_hostile_words(tmp_path: Path) -> None:
    words = itertools.cycle([one for one in HOSTILE if len(one) < 1_000])
    plan = filled(lambda: next(words))
    path = tmp_path / "plan.docx"
    path.write_bytes(docx(plan, ORDER))
    text = even(converted(path, "txt:Text (encoded):UTF8").read_text(encoding="utf-8-sig"))
    assert [word for word in set(typed(plan)) if even(word) not in text] == []
