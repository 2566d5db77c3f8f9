"""What is not touched, and said: links, files of other users, read-only files; and who may read ours."""

import os
import shlex
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from atm_tui.errors import PlanFileError
from atm_tui.example import example
from atm_tui.store.files import make_folder
from atm_tui.store.folder import archive_plan, copy_plan, folder, rename_plan
from atm_tui.store.generations import generations, keep
from atm_tui.store.lock import PlanLock
from atm_tui.store.planfile import Content, load, save
from atm_tui.store.refusals import user_name, why_read_only, why_unsafe

NOBODY = 65534
SMALL = Content({"group": "Weavers"}, {"action": [{"id": "a1", "what": "Dye"}]})
OTHER = Content({"group": "Others"}, {"action": [{"id": "a9", "what": "Weave"}]})
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A small plan, saved in a folder of its own."""
    save(tmp_path / "plans" / "plan.json", SMALL)
    return tmp_path / "plans" / "plan.json"


@pytest.fixture(params=[0, 0o777], ids=["umask 0", "umask 777"])
def umask(request: pytest.FixtureRequest) -> Iterator[None]:
    """A shell that lets everybody do everything, or nobody anything."""
    before = os.umask(request.param)
    yield
    os.umask(before)


def everything(place: Path) -> dict[str, tuple[int, int, bytes]]:
    """Every name below a folder with its kind and permissions, its number and what it holds."""
    found = {}
    for path in place.rglob("*"):
        state = path.lstat()
        held = path.read_bytes() if stat.S_ISREG(state.st_mode) else b""
        found[str(path.relative_to(place))] = (state.st_mode, state.st_ino, held)
    return found


def refused(path: Path) -> str:
    """What is said to whoever reads, saves, copies, renames and archives it; nothing is changed by that."""
    before = everything(path.parent)
    said = []
    for attempt in (
        lambda: load(path), lambda: save(path, OTHER), lambda: copy_plan(path),
        lambda: rename_plan(path, "another"), lambda: archive_plan(path),
    ):  # fmt: skip
        with pytest.raises(PlanFileError) as told:
            attempt()
        said.append(str(told.value))
    assert everything(path.parent) == before
    assert not folder().exists() or not any(folder().rglob("*.json"))
    assert len(set(said)) == 1, "it is the same sentence for all of them"
    assert said[0].endswith(".")
    return said[0]


# Links -------------------------------------------------------------------------------------------
def test_a_link_to_a_plan_is_not_followed_and_the_plan_is_named(plan: Path) -> None:
    link = plan.with_name("link.json")
    link.symlink_to("plan.json")
    assert refused(link) == (
        f"{link} is a link and was not followed. Give the file that it leads to: {plan.resolve()}."
    )
    assert load(plan).tables == SMALL.tables


def test_of_several_links_in_a_row_the_file_at_the_end_is_named(plan: Path, tmp_path: Path) -> None:
    (tmp_path / "second.json").symlink_to(plan)
    (plan.parent / "first.json").symlink_to(tmp_path / "second.json")
    assert f": {plan.resolve()}." in refused(plan.parent / "first.json")


@pytest.mark.parametrize("target", ["nowhere.json", "link.json", "/dev/zero", "/dev/tty", "."])
def test_a_link_to_what_is_no_file_is_refused_and_says_where_it_leads(plan: Path, target: str) -> None:
    link = plan.with_name("link.json")
    link.symlink_to(target)
    assert f"is a link to {Path(target)}, which is no file" in refused(link)
    assert not plan.with_name("nowhere.json").exists()


def test_links_in_a_ring_are_refused(plan: Path) -> None:
    plan.with_name("a.json").symlink_to("b.json")
    plan.with_name("b.json").symlink_to("a.json")
    assert "is a link to b.json, which is no file" in refused(plan.with_name("a.json"))


def test_a_folder_may_be_reached_through_a_link(plan: Path, tmp_path: Path) -> None:
    (tmp_path / "shortcut").symlink_to(plan.parent)
    path = tmp_path / "shortcut" / "plan.json"
    save(path, OTHER)
    assert load(path) == load(plan)
    assert load(plan).tables == OTHER.tables
    assert [one.name for one in generations(path)] == [one.name for one in generations(plan)] != []
    assert (tmp_path / "shortcut").is_symlink()


def test_a_link_that_is_put_there_after_the_look_is_not_followed_either(
    plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the look at a file and its opening somebody may exchange it."""
    link, state = plan.with_name("link.json"), plan.lstat()
    link.symlink_to("plan.json")
    monkeypatch.setattr(Path, "lstat", lambda _path: state)
    with pytest.raises(PlanFileError, match="cannot be opened: too many levels of symbolic links"):
        load(link)


# Other users -------------------------------------------------------------------------------------
@as_root
def test_a_file_of_another_user_is_left_and_the_sentence_says_how_to_copy_it(
    plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = plan.rename(plan.with_name("Mothers' plan.json"))
    os.chown(theirs, NOBODY, NOBODY)
    said = refused(theirs)
    assert f"{theirs} belongs to another user ({user_name(NOBODY)})." in said
    command = said.partition("(cp ")[2].partition(") and open the copy.")[0]
    monkeypatch.setenv("HOME", str(tmp_path))
    subprocess.run(["sh", "-c", f"cp {command}"], check=True)
    copy = tmp_path / "Mothers' plan-copy.json"
    assert shlex.split(command)[0] == str(theirs)
    assert load(copy).tables == SMALL.tables


def test_another_user_opens_neither_ours_nor_writes_it(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    assert f"belongs to another user ({user_name(os.getuid())})" in refused(plan)


@as_root
def test_an_earlier_state_of_another_user_is_not_sound(plan: Path) -> None:
    keep(plan, "import")
    (one,) = generations(plan)
    plan.unlink()  # it had two names for one file
    os.chown(one.path, NOBODY, NOBODY)
    with pytest.raises(PlanFileError, match="another user"):
        load(one.path)


def test_where_every_file_belongs_to_somebody_else_nothing_is_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a FAT stick that root has mounted, a plan could be saved once and never opened again."""
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    with pytest.raises(PlanFileError, match=r"whoever writes it, .* Choose another place\."):
        save(tmp_path / "stick" / "plan.json", SMALL)
    assert list((tmp_path / "stick").iterdir()) == []


def test_the_example_can_be_read_whoever_installed_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    assert example().meta["group"]


# Read-only ---------------------------------------------------------------------------------------
def test_a_read_only_file_is_read_and_never_replaced(plan: Path) -> None:
    assert why_read_only(plan) == ""
    plan.chmod(0o444)
    before = everything(plan.parent)
    said = why_read_only(plan)
    assert said.startswith(f"{plan} is read-only.")
    with pytest.raises(PlanFileError) as told:
        save(plan, OTHER)
    assert str(told.value) == said
    assert everything(plan.parent) == before
    assert load(plan).tables == SMALL.tables
    subprocess.run(["sh", "-c", said.partition("(")[2].partition(")")[0]], check=True)
    assert why_read_only(plan) == ""
    save(plan, OTHER)


def test_a_plan_that_is_not_there_yet_can_be_written(tmp_path: Path) -> None:
    assert why_read_only(tmp_path / "new.json") == ""
    assert why_read_only(tmp_path / "made" / "when" / "needed" / "new.json") == ""


AS_NOBODY = """
import os, sys
from pathlib import Path
from atm_tui.store.planfile import Content, save
from atm_tui.store.refusals import why_read_only
from atm_tui.errors import PlanFileError
path = Path(sys.argv[1])
os.setgid(65534); os.setuid(65534)
print(why_read_only(path))
try:
    save(path, Content())
except PlanFileError as error:
    print(error)
"""


@as_root
@pytest.mark.parametrize("there", [True, False], ids=["a plan", "no plan yet"])
def test_a_folder_that_cannot_be_written_to_is_told(plan: Path, there: bool) -> None:
    place = Path("/", "var", "tmp", f"atm-tui-test-{os.getpid()}-{there}")  # tmp_path is root's alone
    place.mkdir(mode=0o755)
    try:
        place.chmod(0o755)
        if there:
            os.chown(plan.rename(place / "plan.json"), NOBODY, NOBODY)
        before = everything(place)
        run = [sys.executable, "-c", AS_NOBODY, str(place / "plan.json")]
        first, second = subprocess.run(run, capture_output=True, text=True, check=True).stdout.splitlines()
        assert first == second
        assert first.startswith(f"Nothing can be written in the folder {place}.")
        assert everything(place) == before
    finally:
        (place / "plan.json").unlink(missing_ok=True)
        place.rmdir()


def test_a_disk_that_can_only_be_read_is_told(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = everything(plan.parent)
    monkeypatch.setattr(os, "statvfs", lambda _path: SimpleNamespace(f_flag=os.ST_RDONLY))
    assert "is on a disk that can only be read" in why_read_only(plan)
    with pytest.raises(PlanFileError, match="a disk that can only be read"):
        save(plan, OTHER)
    assert everything(plan.parent) == before


# Owner only --------------------------------------------------------------------------------------
def test_all_that_is_made_is_for_its_owner_only_whatever_the_umask(tmp_path: Path, umask: None) -> None:
    path = tmp_path / "share" / "atm" / "plan.json"
    save(path, SMALL)
    save(path, OTHER)
    lock = PlanLock(path)
    lock.take()
    lock.give_back()
    copy_plan(path)
    archive_plan(copy_plan(path))
    kinds = {}
    for one in (tmp_path / "share", *(tmp_path / "share").rglob("*"), folder(), *folder().rglob("*")):
        kinds[one.name] = stat.S_IMODE(one.lstat().st_mode)
        assert kinds[one.name] == (0o700 if one.is_dir() else 0o600), one
    assert len(kinds) >= 10
    assert load(path).tables == OTHER.tables


def test_a_folder_in_which_everybody_can_write_is_told(plan: Path) -> None:
    assert why_unsafe(plan) == ""
    plan.parent.chmod(0o777)
    said = why_unsafe(plan)
    assert said.startswith(f"Everybody here can write in the folder {plan.parent},")
    subprocess.run(["sh", "-c", said.partition("(")[2].partition(")")[0]], check=True)
    assert why_unsafe(plan) == ""
    plan.parent.chmod(0o1777)
    assert why_unsafe(plan) == "", "in a folder like /tmp nobody can touch the files of others"
    assert why_unsafe(plan.parent / "gone" / "plan.json") == ""


def test_two_that_make_the_same_folder_at_once_both_have_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    exists = Path.exists
    monkeypatch.setattr(Path, "exists", lambda path: exists(path) and path != tmp_path / "there")
    (tmp_path / "there").mkdir()
    make_folder(tmp_path / "there")
    assert (tmp_path / "there").is_dir()
