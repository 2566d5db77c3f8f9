"""What is handed over is whole, and starts elsewhere; nothing tells on which machine it was made."""

import os
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from atm_tui import __version__

ROOT = Path(__file__).resolve().parents[1]
LINKED = ("screens", "styles")
"""The folders that stand at the top and that the package links to."""

MUST_HAVE = {
    "atm_tui/screens/home.py",
    "atm_tui/styles/app.tcss",
    "atm_tui/guide/en.toml",
    "atm_tui/export/html/base.css",
    "atm_tui/example/plan.json",
}

# said in pieces, so that this file may hold them
TELLING = (
    *("/" + place + "/" for place in ("work", "root", "tmp/build")),
    *(
        ".".join(host)
        for host in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("deb", "debian"))
    ),
)
"""Machine paths, and hosts of package registries."""

BEGIN = "import sys; place = sys.argv.pop(1); sys.path.insert(0, place); sys.argv[0] = 'atm-tui'; "
RUN = BEGIN + "from atm_tui.__main__ import main; sys.exit(main())"
IMPORT_ALL = BEGIN + (
    "import atm_tui, importlib, pkgutil; assert atm_tui.__file__.startswith(place); "
    "[print(importlib.import_module(one.name).__name__)"
    " for one in pkgutil.walk_packages(atm_tui.__path__, 'atm_tui.')]"
)
LOOK = (
    BEGIN
    + """
import asyncio
from pathlib import Path
from atm_tui.app import AtmApp

async def look():
    app = AtmApp(Path(sys.argv[1]))
    async with app.run_test(size=(80, 24)) as pilot:
        while not app.begun:
            await pilot.pause()
        print(app.css_path[0])
        print(app.screen.query_one("#title").text)
        print(app.screen.query_one("#title").size.height)

asyncio.run(look())
"""
)

Program = Callable[..., subprocess.CompletedProcess[str]]


def files_under(folder: Path) -> Iterator[str]:
    """The files of a folder of the checkout, by their paths in it; links are followed."""
    for place, folders, names in os.walk(folder, followlinks=True):
        folders[:] = [name for name in folders if name != "__pycache__"]
        for name in names:
            yield (Path(place) / name).relative_to(ROOT).as_posix()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the sdist, built without a network."""
    place = tmp_path_factory.mktemp("built")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-d", place], cwd=ROOT, check=True, capture_output=True
    )
    return place


@pytest.fixture(scope="module")
def in_wheel(built: Path) -> set[str]:
    """What the wheel holds."""
    with zipfile.ZipFile(next(built.glob("*.whl"))) as wheel:
        return set(wheel.namelist())


@pytest.fixture(scope="module")
def in_sdist(built: Path) -> set[str]:
    """What the sdist holds, without its outer folder."""
    with tarfile.open(next(built.glob("*.tar.gz"))) as sdist:
        return {name.split("/", 1)[1] for name in sdist.getnames()}


@pytest.fixture(scope="module")
def installed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, laid out as an installer would."""
    place = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(next(built.glob("*.whl"))) as wheel:
        wheel.extractall(place)  # noqa: S202 - we have just built it
    return place


@pytest.fixture
def program(installed: Path, tmp_path: Path) -> Program:
    """Runs the installed copy far from the checkout; what it imports comes from that copy."""

    def run(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-I", "-c", code, installed, *arguments],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    return run


# What is in it -------------------------------------------------------------------------------
def test_the_wheel_is_the_whole_package_and_nothing_else(in_wheel: set[str]) -> None:
    of_package = {name for name in in_wheel if ".dist-info/" not in name}
    assert of_package == set(files_under(ROOT / "atm_tui"))
    assert of_package >= MUST_HAVE


def test_the_wheel_brings_its_licence(in_wheel: set[str]) -> None:
    assert any(name.endswith("/licenses/LICENSE") for name in in_wheel)


@pytest.mark.parametrize("folder", LINKED)
def test_a_linked_folder_is_packed_where_it_stands_and_where_python_looks(
    folder: str, in_wheel: set[str], in_sdist: set[str]
) -> None:
    files = set(files_under(ROOT / folder))
    in_package = {f"atm_tui/{name}" for name in files}
    assert files
    assert in_package <= in_wheel
    assert files | in_package <= in_sdist


def test_the_sdist_can_be_built_read_and_tested(in_sdist: set[str]) -> None:
    wanted = {
        "pyproject.toml",
        "README.md",
        "LICENSE",
        "CHANGELOG.md",
        "CONTRIBUTING.md",
        "Makefile",
        ".ci/run",
    }
    assert wanted | MUST_HAVE <= in_sdist
    assert set(files_under(ROOT / "atm_tui")) <= in_sdist
    assert {name for name in files_under(ROOT / "tests") if name.endswith(".py")} <= in_sdist


def test_nothing_packed_was_left_over_by_a_tool(in_wheel: set[str], in_sdist: set[str]) -> None:
    assert not [name for name in in_wheel | in_sdist if "__pycache__" in name or ".venv" in name]


def test_the_sdist_gives_the_same_wheel(built: Path, in_wheel: set[str], tmp_path: Path) -> None:
    with tarfile.open(next(built.glob("*.tar.gz"))) as sdist:
        sdist.extractall(tmp_path, filter="data")
    source = next(tmp_path.iterdir())
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path / "out"],
        cwd=source,
        check=True,
        capture_output=True,
    )
    with zipfile.ZipFile(next((tmp_path / "out").glob("*.whl"))) as wheel:
        assert set(wheel.namelist()) == in_wheel


# What it does --------------------------------------------------------------------------------
def test_a_copy_says_its_version(program: Program) -> None:
    done = program(RUN, "--version")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"atm-tui {__version__}\n", "")


def test_a_copy_writes_the_example_and_checks_it(program: Program, tmp_path: Path) -> None:
    plan = tmp_path / "kijito.json"
    made = program(RUN, "example", str(plan))
    assert (made.returncode, made.stderr) == (0, "")
    checked = program(RUN, "check", str(plan))
    assert checked.stderr == ""
    assert checked.returncode in (0, 1)
    assert checked.stdout.startswith("1. ")


def test_every_module_of_a_copy_can_be_imported(program: Program, in_wheel: set[str]) -> None:
    modules = {
        name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        for name in in_wheel
        if name.endswith(".py")
    }
    done = program(IMPORT_ALL)
    assert done.stderr == ""
    assert set(done.stdout.split()) == modules - {"atm_tui"}
    assert "atm_tui.screens.home" in modules


def test_a_copy_shows_a_page_in_its_own_style(program: Program, installed: Path, tmp_path: Path) -> None:
    plan = tmp_path / "kijito.json"
    program(RUN, "example", str(plan))
    done = program(LOOK, str(plan))
    assert done.returncode == 0, done.stderr
    sheet, title, height = done.stdout.splitlines()
    assert sheet == str(installed / "atm_tui" / "styles" / "app.tcss")
    assert title.startswith("The plan")
    assert height == "1", "the sheet gives the first line its height"


def test_the_command_starts_the_program(installed: Path) -> None:
    points = next(installed.glob("*.dist-info/entry_points.txt")).read_text(encoding="utf-8")
    assert "atm-tui = atm_tui.__main__:main" in points


# The checkout --------------------------------------------------------------------------------
@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="an unpacked sdist has folders where git has links")
@pytest.mark.parametrize("folder", LINKED)
def test_a_linked_folder_is_found_wherever_the_checkout_lies(folder: str) -> None:
    link = ROOT / "atm_tui" / folder
    assert link.is_symlink()
    assert link.readlink() == Path("..") / folder
    assert link.resolve() == ROOT / folder


def in_git() -> list[str]:
    """The files that are, or with the next `git add` will be, in git; none where there is no git."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT,
            check=True,
            capture_output=True,
            text=True,
        )
    except (OSError, subprocess.CalledProcessError):
        return []
    return [name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def test_no_file_tells_a_machine_path_or_a_registry() -> None:
    names = in_git()
    if not names:
        pytest.skip("there is no git here")
    assert "README.md" in names
    told = [
        f"{name}: {word}"
        for name in names
        if name != "uv.lock"  # a lock file's very purpose is to say what comes from where
        for word in TELLING
        if word.encode() in (ROOT / name).read_bytes()
    ]
    assert told == []
