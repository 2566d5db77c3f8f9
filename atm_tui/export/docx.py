"""A plan as a Word document, by python-docx: real styles, A4, numbered pages."""

import io
import zipfile
from datetime import datetime, time
from typing import TYPE_CHECKING, Final

from atm_tui.errors import AtmError
from atm_tui.export.blocks import Block, Heading
from atm_tui.export.order import Order
from atm_tui.export.paper import paper
from atm_tui.export.wordlook import styles
from atm_tui.export.wordml import content, line, shown
from atm_tui.model.plan import Plan

if TYPE_CHECKING:
    from docx.document import Document

MISSING: Final = "Word needs the package python-docx: pip install 'atm-tui[office]'."

_LONGEST: Final = 250
"""Characters of a document's title; Word takes 255."""

_W: Final = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R: Final = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'


def docx(plan: Plan, order: Order) -> bytes:
    """A plan as a Word document, as it was ordered.

    Raises:
        AtmError: There is no such tool, person or meeting, or python-docx is not installed.
    """
    return as_docx(paper(plan, order), order)


def as_docx(blocks: list[Block], order: Order) -> bytes:
    """A paper as a Word document; the same paper on the same day gives the same bytes.

    Raises:
        AtmError: python-docx is not installed.
    """
    try:
        from docx import Document as document_of_template  # noqa: N813, PLC0415 - an extra; it is a function
    except ImportError:
        raise AtmError(MISSING) from None
    title = next((line(block.text) for block in blocks if isinstance(block, Heading)), "")[:_LONGEST]
    document = document_of_template()
    _look(document)
    _properties(document, title, order)
    _body(document, blocks, title)
    held = io.BytesIO()
    document.save(held)
    return _same_day(held)


def _look(document: "Document") -> None:
    """Our styles instead of the template's."""
    from docx.oxml import parse_xml  # noqa: PLC0415 - as above

    held = document.styles.element
    old = {one.get(f"{{{held.nsmap['w']}}}styleId"): one for one in held.style_lst}
    for name, markup in styles().items():
        new = parse_xml(markup.replace("<w:style ", f"<w:style {_W} ", 1))
        if name in old:
            held.replace(old[name], new)
        else:
            held.append(new)


def _properties(document: "Document", title: str, order: Order) -> None:
    """What the file says of itself: no names of people, and the paper's day as its own."""
    said = document.core_properties
    said.title, said.subject, said.language = title, "Collective action plan", "en"
    said.author = said.last_modified_by = said.comments = ""
    said.created = said.modified = datetime.combine(order.today, time(12))
    for relation in list(document.part.package.rels.values()):
        if relation.reltype.endswith("/thumbnail"):  # of the template's own first page
            del document.part.package.rels[relation.rId]


def _body(document: "Document", blocks: list[Block], title: str) -> None:
    from docx.oxml import parse_xml  # noqa: PLC0415 - as above

    footer, relation = document.part.add_footer_part()  # type: ignore[no-untyped-call]  # of python-docx
    footer.element[:] = [parse_xml(_footer(title))]
    body = parse_xml(f"<w:body {_W} {_R}>{content(blocks, relation)}</w:body>")
    root = document.element
    root.replace(root.body, body)


def _footer(title: str) -> str:
    page, pages = (
        f'<w:fldSimple w:instr="{name}"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        for name in ("PAGE", "NUMPAGES")
    )
    words = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'
    return (
        f'<w:p {_W}><w:pPr><w:pStyle w:val="Footer"/></w:pPr>{shown(title)}{words.format("  -  page ")}{page}'
        f"{words.format(' of ')}{pages}</w:p>"
    )


def _same_day(held: io.BytesIO) -> bytes:
    """The same package with a fixed day in each entry, so that the same plan gives the same bytes."""
    again = io.BytesIO()
    with zipfile.ZipFile(held) as old, zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name), old.read(name), zipfile.ZIP_DEFLATED)
    return again.getvalue()
