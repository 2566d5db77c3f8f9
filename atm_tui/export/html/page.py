"""What every HTML page is made of: words made harmless, spoken numbers, the page around its body."""

import re
from collections.abc import Iterable
from functools import cache
from html import escape
from typing import Final

from atm_tui import __version__

_NONE: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(17))
    + "]"
)
"""What may not stand in an HTML page: controls, and what is no character at all."""

_CODE: Final = re.compile(r"([A-Z]{1,3}\d[\w.]*) (.+)", re.DOTALL)


def plain(text: str) -> str:
    """Words that mean nothing but themselves, in an element or in an attribute."""
    return escape(_NONE.sub("\ufffd", text))


def lines(text: str) -> str:
    """Words of people as they stand in an element of their own (with dir="auto"), their line ends kept."""
    return "<br>".join(map(plain, text.strip().split("\n")))


def said(text: str) -> str:
    """The same within a line: in their own direction whatever stands beside them."""
    return f"<bdi>{lines(text)}</bdi>"


def code(spoken: str) -> str:
    """A spoken number."""
    return f'<b class="code">{plain(spoken)}</b>' if spoken else ""


def coded(text: str) -> str:
    """Words of people, with the spoken number at their beginning, if there is one, set apart."""
    found = _CODE.fullmatch(text)
    return f"{code(found[1])} {said(found[2])}" if found else lines(text)


def listed(items: Iterable[str], kind: str = "") -> str:
    """A list of such items; nothing for none."""
    inner = "".join(f"<li>{item}</li>" for item in items)
    return (f'<ul class="{kind}">{inner}</ul>' if kind else f"<ul>{inner}</ul>") if inner else ""


def more(count: int) -> str:
    """How many are left out."""
    return f'<p class="more">and {count} more, see below</p>' if count > 0 else ""


def page(title: str, body: str, *sheets: str) -> str:
    """A whole page that needs no other file.

    Args:
        title: What it is called.
        body: What stands in it.
        sheets: The style sheets of this folder that it takes besides the one of all pages.
    """
    style = "\n".join(_sheet(name) for name in ("base", *sheets))
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="generator" content="atm-tui {__version__}">\n'
        f"<title>{plain(' '.join(title.split()))}</title>\n<style>\n{style}</style>\n</head>\n"
        f"<body>\n{body}\n</body>\n</html>\n"
    )


@cache
def _sheet(name: str) -> str:
    from importlib.resources import files  # noqa: PLC0415 - only a page that is made needs it

    return (files("atm_tui.export.html") / f"{name}.css").read_text(encoding="utf-8")
