"""Walks the worked example by keys at several sizes and levels of terminals, and keeps what each page shows.

In a folder for each level: a text file a page, and a picture of it where Pillow is installed (atm-tui itself
does not need it): to be read one by one, line by line.

    .venv/bin/python bench/screens.py FOLDER [LEVEL ...]
"""

import argparse
import contextlib
import resource
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "terminal"))

from term import Term, running

import atm_tui

EXAMPLE: Final = Path(atm_tui.__file__).parent / "example" / "plan.json"
ASCII: Final = {"LC_ALL": "C", "LANG": "", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
LEVELS: Final[Mapping[str, tuple[int, int, dict[str, str]]]] = {
    "linux": (80, 24, {"TERM": "linux"}),
    "vt100": (80, 24, {"TERM": "vt100"}),
    "on-white": (80, 24, {"TERM": "xterm-16color"}),
    "no-color": (80, 24, {"NO_COLOR": "1"}),
    "ascii": (80, 24, ASCII),
    "60x20": (60, 20, {}),
    "132x43": (132, 43, {}),
}
"""The columns and lines of each level, and what is set."""


class Camera:
    """Keeps what a terminal shows.

    Args:
        term: The terminal.
        folder: Where the pages go.
        white: Whether the terminal writes black on white.
    """

    def __init__(self, term: Term, folder: Path, *, white: bool) -> None:
        self.term, self._folder, self._white = term, folder, white
        folder.mkdir(parents=True, exist_ok=True)

    def take(self, name: str) -> None:
        """Keep the page as it stands when nothing more comes."""
        self.term.quiet(0.3)
        taken = len(list(self._folder.glob("*.txt"))) + 1
        place = self._folder / f"{taken:02d}-{name}"
        lines = [f"|{line}|" for line in self.term.screen.display]
        place.with_suffix(".txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
        with contextlib.suppress(ImportError):
            draw(self.term, place.with_suffix(".png"), white=self._white)

    def after(self, *keys: str, name: str = "") -> None:
        """Press keys one by one; keep what comes of them if it has a name."""
        for key in keys:
            self.term.key(key)
            self.term.quiet(0.2)
        if name:
            self.take(name)

    def type(self, text: str, name: str) -> None:
        """Type, and keep what comes of it."""
        self.term.send(text)
        self.take(name)

    def jump(self, words: str) -> None:
        """Go to the step that is found in the list of steps by these words, to its record face."""
        self.after("f5")
        self.term.send(words)
        self.term.quiet(0.2)
        self.after("enter")
        if "Enter Write it down" in self.term.text:
            self.after("enter")


def draw(term: Term, place: Path, *, white: bool) -> None:
    """Draw a terminal's screen.

    Raises:
        ImportError: Pillow is not installed.
    """
    from PIL import Image, ImageDraw, ImageFont  # noqa: PLC0415 - may be missing

    font = ImageFont.load_default(14)
    with contextlib.suppress(OSError):
        font = ImageFont.truetype("DejaVuSansMono.ttf", 14)
    wide, high, screen = 9, 18, term.screen
    ink, ground = ("black", "white") if white else ("#dddddd", "black")
    image = Image.new("RGB", (screen.columns * wide, screen.lines * high), ground)
    pencil = ImageDraw.Draw(image)
    for y in range(screen.lines):
        for x in range(screen.columns):
            cell = screen.buffer[y][x]
            front, back = (ground, ink) if cell.reverse else (ink, ground)
            left, top = x * wide, y * high
            pencil.rectangle((left, top, left + wide - 1, top + high - 1), fill=back)
            pencil.text((left, top), cell.data, fill=front, font=font, stroke_width=int(cell.bold) / 2)
            if cell.underscore:
                pencil.line((left, top + high - 2, left + wide, top + high - 2), fill=front)
    image.save(place)


def walk_plan(camera: Camera) -> None:
    """The pages of a plan that is open to write."""
    camera.take("guide")
    camera.after("enter", name="sheet")
    camera.after("tab", "tab", name="sheet-field")
    camera.jump("people")
    camera.take("table")
    camera.after("enter", name="row")
    camera.after("tab", "tab", "tab", name="row-field")
    camera.after("esc")
    camera.type("zz", "table-nothing-found")
    camera.after("esc")
    for words in ("canvas", "solution tree", "allies and", "indicators", "readings", "rapids", "actions"):
        camera.jump(words)
        camera.take(words.replace(" ", "-"))
    camera.after("enter", name="long-row")
    camera.after("tab", "tab", "tab", "tab", "tab", name="long-row-field")
    camera.after("esc")
    camera.after("f2")
    camera.term.send("four q")
    camera.after("enter")
    if "Enter Write it down" in camera.term.text:
        camera.after("enter")
    camera.take("question")
    camera.after("f1", name="question-guide")
    camera.after("f2", name="menu")
    camera.type("loose", "menu-found")
    camera.after("enter", name="loose-ends")
    camera.after("esc", "f5", name="outline")
    camera.after("esc", "f6", name="take-out")
    camera.after("enter", name="taken-out")
    camera.after("esc", "f7", name="park")
    camera.after("esc", "f10", name="leave")
    camera.after("esc")


def walk_trouble(camera: Camera) -> None:
    """What comes when the disk takes no more, and how one leaves then."""
    term = camera.term
    camera.jump("people")
    camera.after("enter")
    most = resource.prlimit(term.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(term.pid, resource.RLIMIT_FSIZE, (0, most[1]))
    term.send("More")
    camera.after("esc", name="trouble")
    camera.after("esc", "f4", name="trouble-line")
    camera.after("f10", name="rescue")
    camera.after("esc")
    resource.prlimit(term.pid, resource.RLIMIT_FSIZE, most)


def walk_small(camera: Camera, columns: int, rows: int) -> None:
    """A window that is too small."""
    camera.term.resize(50, 14)
    camera.term.wait("larger")
    camera.take("small")
    camera.term.resize(columns, rows)


@contextlib.contextmanager
def opened(home: Path, level: str, folder: Path, *arguments: str) -> Iterator[Camera]:
    """The program at a level, in front of a camera."""
    columns, rows, env = LEVELS[level]
    with running(home, *arguments, cols=columns, rows=rows, **env) as term:
        term.until(lambda: "F10" in term.text or "Esc No" in term.text, "a first page")
        yield Camera(term, folder / level, white=level == "on-white")


def walk(level: str, folder: Path) -> None:
    """All pages at one level."""
    columns, rows, _ = LEVELS[level]
    with tempfile.TemporaryDirectory() as place:
        home = Path(place)
        plans = home / "data" / "atm-tui"
        plans.mkdir(parents=True)
        plan = plans / "kijito.json"
        plan.write_bytes(EXAMPLE.read_bytes())
        with opened(home, level, folder) as camera:
            camera.take("home")
            camera.after("ctrl+n", name="new-plan")
        with opened(home, level, folder, str(home / "other.json")) as camera:
            camera.take("ask-to-create")
        with opened(home, level, folder, str(plan)) as camera:
            walk_plan(camera)
            walk_small(camera, columns, rows)
            with opened(home, level, folder, str(plan)) as other:
                other.take("held")
                other.after("enter", name="reading")
                other.after("f1", name="reading-guide")
            with opened(home, level, folder, str(plan)) as other:
                other.term.send("w")
                other.take("asking")
                camera.take("asked")
                camera.after("esc")
                other.take("kept-there")
            walk_trouble(camera)


def main() -> None:
    """Walk and tell."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("levels", nargs="*", metavar="LEVEL", default=list(LEVELS), help=", ".join(LEVELS))
    options = parser.parse_args()
    for level in options.levels:
        walk(level, options.folder)
        print(f"{level}: {len(list((options.folder / level).glob('*.txt')))} pages")


if __name__ == "__main__":
    main()
