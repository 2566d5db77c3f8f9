"""The program behind the wire: the same screens, and far fewer bytes."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from term import Term, running

from atm_tui import driver
from atm_tui.outlet import ThinOutlet
from atm_tui.wire import Wire

EXAMPLE = Path(driver.__file__).parent / "example" / "plan.json"
WALK = ["enter", "down", "down", "f4", "down", "enter", "esc", "f4", "f2", "esc", "f5", "esc", "f3"]


@contextmanager
def both(home: Path) -> Iterator[list[Term]]:
    """The program on two copies of the example: behind the wire, and without it."""
    folders = [home / "thin", home / "plain"]
    for folder in folders:
        folder.mkdir()
        (folder / "plan.json").write_bytes(EXAMPLE.read_bytes())
    with (
        running(folders[0], str(folders[0] / "plan.json")) as thin,
        running(folders[1], str(folders[1] / "plan.json"), ATM_TUI_WIRE="plain") as plain,
    ):
        yield [thin, plain]


def looks(term: Term) -> list[list[Any]]:
    """Each cell as one sees it; of an empty one only its ground."""
    screen = term.screen
    cells = [[screen.buffer[y][x] for x in range(screen.columns)] for y in range(screen.lines)]
    return [
        [
            (" ", cell.bg) if cell.data == " " and not (cell.underscore or cell.reverse) else tuple(cell)
            for cell in row
        ]
        for row in cells
    ]


def same(terms: list[Term]) -> bool:
    """Whether both show the same, with the cursor at the same place."""
    for term in terms:
        term.quiet()
    places = [(term.screen.cursor.y, term.screen.cursor.x, term.screen.cursor.hidden) for term in terms]
    return looks(terms[0]) == looks(terms[1]) and places[0] == places[1]


def test_a_walk_shows_the_same_on_every_page(tmp_path: Path) -> None:
    with both(tmp_path) as terms:
        for term in terms:
            term.wait("F10 Leave")
        terms[0].until(lambda: same(terms), "the same screen")
        for key in WALK:
            for term in terms:
                term.key(key)
            terms[0].until(lambda: same(terms), f"the same screen after {key}")
        for term in terms:
            term.resize(100, 30)
        terms[0].until(lambda: same(terms), "the same screen of another size")
        assert len(terms[0].raw) * 3 < len(terms[1].raw)


def test_a_garbled_terminal_is_drawn_again(tmp_path: Path) -> None:
    with both(tmp_path) as (thin, _):
        thin.wait("F10 Leave")
        thin.quiet()
        before = thin.text
        thin.screen.draw("what another program says")
        thin.key("ctrl+l")
        thin.until(lambda: thin.text == before, "what was there before")


def test_if_the_wire_breaks_all_goes_on_without_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """From an empty screen, and the app is asked to paint it."""
    asked = []
    with (tmp_path / "terminal").open("w+") as file:
        told = SimpleNamespace(begun=False, begin=lambda: None)
        outlet = ThinOutlet(file, cast("Any", told), lambda: False, lambda: asked.append(True))
        outlet.write("\x1b[?1049hone")
        outlet.flush()
        monkeypatch.setattr(Wire, "write", lambda *_: 1 / 0)
        outlet.write("two")
        outlet.write("three" * 4000)
        outlet.flush()
        assert isinstance(outlet.trouble, ZeroDivisionError)
        assert asked == [True]
        file.seek(0)
        sent = file.read()
        assert sent.startswith("\x1b[?1049h\x1b[m\x1b[H\x1b[Jone\x1b[m\x1b[H\x1b[Jtwothree")
        assert sent.endswith("three")


def test_where_the_wire_gives_up_that_is_told_once(tmp_path: Path) -> None:
    """A sequence that it does not follow and that lasts, as another set of characters."""
    asked = []
    with (tmp_path / "terminal").open("w+") as file:
        told = SimpleNamespace(begun=False, begin=lambda: None)
        outlet = ThinOutlet(file, cast("Any", told), lambda: False, lambda: asked.append(True))
        outlet.write("\x1b[?1049hone")
        outlet.flush()
        assert not asked
        for _ in range(2):
            outlet.write("\x1b(0two")
            outlet.flush()
        assert asked == [True]
        assert outlet.trouble is None
        file.seek(0)
        assert file.read().endswith("\x1b(0two")
