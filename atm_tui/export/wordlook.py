"""How a Word document of ours looks: its styles, in the markup of a Word document."""

from typing import Final

LETTERS: Final = "Arial"
"""On every desk, or a font of the same widths; it has Arabic and Hebrew letters too."""

SIGNS: Final = "Courier New"
"""For pictures, whose letters are all of one width."""

INK, GREY, RULE = "1F4E4A", "595959", "9DB0AC"
"""Of headings, of what is said at the edge, of the lines of a table."""

LABEL: Final = 2900
"""Where what is said of a label begins, in twips."""


def styles() -> dict[str, str]:
    """The styles by their id, each as its markup; Word's own, so that people can change them as they know."""
    rule = f'<w:pBdr><w:bottom w:val="single" w:sz="8" w:space="4" w:color="{RULE}"/></w:pBdr>'
    hung = f'<w:tabs><w:tab w:val="left" w:pos="{LABEL}"/></w:tabs>'
    hung_in = f'<w:ind w:left="{LABEL}" w:hanging="{LABEL}"/>'
    in_the_middle = '<w:jc w:val="center"/>'
    return {
        "Normal": _style("Normal", "Normal", _gap(60, 100, 264), _font(10)),
        "Title": _heading("Title", "Title", 48, _gap(0, 160), rule),
        "Heading1": _heading("Heading1", "heading 1", 34, f'{_gap(480, 120)}<w:outlineLvl w:val="0"/>'),
        "Heading2": _heading("Heading2", "heading 2", 27, f'{_gap(340, 80)}<w:outlineLvl w:val="1"/>'),
        "Heading3": _heading("Heading3", "heading 3", 23, f'{_gap(260, 60)}<w:outlineLvl w:val="2"/>'),
        "Heading4": _heading("Heading4", "heading 4", 20, f'{_gap(200, 40)}<w:outlineLvl w:val="3"/>'),
        **{
            name: _style(name, f"List Bullet{number}", f"{_listed(level)}{_gap(0, 40)}", "", "Normal")
            for level, (name, number) in enumerate(
                (("ListBullet", ""), ("ListBullet2", " 2"), ("ListBullet3", " 3")), 1
            )
        },
        "Footer": _style("Footer", "footer", f"{_gap(0, 0)}{in_the_middle}", _font(8, GREY), "Normal"),
        "Fact": _style("Fact", "Fact", f"{hung}{_gap(20, 40)}{hung_in}", "", "Normal"),
        "TableText": _style("TableText", "Table Text", _gap(30, 30, 240), _font(9), "Normal"),
        "Drawing": _style("Drawing", "Drawing", _gap(60, 120), _font(8, "", SIGNS), "Normal"),
        "TableGrid": _grid(),
    }


def _style(name: str, title: str, paragraph: str, letters: str, based: str = "") -> str:
    default = ' w:default="1"' if not based else ""
    above = f'<w:basedOn w:val="{based}"/>' if based else ""
    return (
        f'<w:style w:type="paragraph"{default} w:styleId="{name}"><w:name w:val="{title}"/>{above}'
        f"<w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{letters}</w:rPr></w:style>"
    )


def _heading(name: str, title: str, half_points: int, more: str, rule: str = "") -> str:
    """A heading stays with what follows it."""
    letters = f'{_names(LETTERS)}<w:b/><w:bCs/><w:color w:val="{INK}"/>{_size(half_points)}'
    return (
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{title}"/><w:basedOn w:val="Normal"/>'
        f'<w:next w:val="Normal"/><w:link w:val="{name}Char"/><w:qFormat/>'
        f"<w:pPr><w:keepNext/><w:keepLines/>{rule}{more}</w:pPr><w:rPr>{letters}</w:rPr></w:style>"
    )


def _grid() -> str:
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{RULE}"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    edges = "".join(f'<w:{side} w:w="90" w:type="dxa"/>' for side in ("left", "right"))
    return (
        '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/>'
        '<w:basedOn w:val="TableNormal"/><w:tblPr>'
        f"<w:tblBorders>{lines}</w:tblBorders><w:tblCellMar>{edges}</w:tblCellMar></w:tblPr></w:style>"
    )


def _listed(number: int) -> str:
    """The template's list of this number."""
    return f'<w:numPr><w:numId w:val="{number}"/></w:numPr>'


def _gap(above: int, below: int, line: int = 252) -> str:
    """What is left free above and below a paragraph, and how high its lines are (240: as high as letters)."""
    return f'<w:spacing w:before="{above}" w:after="{below}" w:line="{line}" w:lineRule="auto"/>'


def _font(points: int, colour: str = "", name: str = LETTERS) -> str:
    tint = f'<w:color w:val="{colour}"/>' if colour else ""
    return f"{_names(name)}{tint}{_size(2 * points)}"


def _names(name: str) -> str:
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:cs="{name}"/>'


def _size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'
