"""All pages that there are, and what can be done on each: to see whether a key is wanted twice."""

import importlib
import pkgutil
from collections.abc import Iterator

from atm_tui import screens
from atm_tui.widgets.commands import Command
from atm_tui.widgets.frame import Frame


def every_page() -> list[tuple[Command, ...]]:
    """The commands of each page; all pages are loaded for it."""
    for module in pkgutil.iter_modules(screens.__path__):
        importlib.import_module(f"{screens.__name__}.{module.name}")
    return list(dict.fromkeys((*page.declared(), *page.AT_TIMES) for page in _kinds(Frame)))


def commands_of(kind: str) -> tuple[Command, ...]:
    """The commands of the page of a kind, as the steps name it."""
    module = importlib.import_module(f"{screens.__name__}.{kind}")
    page: type[Frame] = getattr(module, f"{kind.title()}Page")
    return page.declared()


def _kinds(of: type[Frame]) -> Iterator[type[Frame]]:
    for kind in of.__subclasses__():
        yield kind
        yield from _kinds(kind)
