"""Earlier states of a plan: kept cheaply, thinned, never in the way of a save, and brought back whole."""

import errno
import os
import shutil
import stat
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atm_tui.errors import PlanFileError
from atm_tui.store.folder import plans as listed
from atm_tui.store.generations import (
    ALWAYS,
    ELSEWHERE,
    MOST_FILES,
    MOST_IN_ALL,
    PAUSE,
    SAVED,
    Generation,
    follow,
    generations,
    keep,
    newest_good,
    restore,
    set_aside,
    thin,
    trouble,
)
from atm_tui.store.planfile import Content, PlanFile, load, save
from atm_tui.store.storage import Tables, read_tables

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
NEWER = b'{"meta": {"1": {"schema": 99, "group": "From tomorrow"}}}'


def content(words: str) -> Content:
    return Content({"group": words}, {"action": [{"id": "a1", "what": words}]})


def words_of(path: Path) -> str:
    return str(load(path).meta["group"])


@pytest.fixture(params=["plan.json", "Weavers of the north (2).json"])
def plan(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """A plan, saved once."""
    path = tmp_path / "plans" / str(request.param)
    save(path, content("one"))
    return path


def place(plan: Path) -> Path:
    return plan.with_name(f".{plan.name}.versions")


def kept(plan: Path) -> list[tuple[str, str]]:
    """Reason and group's name of each earlier state, newest first."""
    return [(one.reason, words_of(one.path)) for one in generations(plan)]


def no_links(monkeypatch: pytest.MonkeyPatch, reason: int = errno.EPERM) -> None:
    """A file system on which a file has one name."""

    def refused(*_: Any, **__: Any) -> None:
        raise OSError(reason, os.strerror(reason))

    monkeypatch.setattr(os, "link", refused)


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# Keeping -----------------------------------------------------------------------------------------
def test_the_first_save_has_nothing_to_keep(plan: Path) -> None:
    assert generations(plan) == []
    assert list(plan.parent.iterdir()) == [plan]
    keep(plan.with_name("none.json"))
    assert list(plan.parent.iterdir()) == [plan]


def test_a_save_keeps_what_it_replaces_without_writing_it_again(plan: Path) -> None:
    before = plan.stat()
    content_before = plan.read_bytes()
    save(plan, content("two"))
    (one,) = generations(plan)
    assert (one.path.stat().st_ino, one.path.read_bytes()) == (before.st_ino, content_before)
    assert (one.reason, one.size) == (SAVED, before.st_size)
    assert abs(datetime.now(UTC) - one.at) < timedelta(seconds=60)
    assert one.name == f"{one.at:%Y%m%dT%H%M%SZ}-saved.json"
    assert stat.S_IMODE(place(plan).stat().st_mode) == 0o700
    assert stat.S_IMODE(one.path.stat().st_mode) == 0o600
    assert [one.name for one in listed()] == []


def test_nothing_is_kept_when_nothing_changed(plan: Path) -> None:
    file = PlanFile(plan)
    file.save(content("two"))
    for one in generations(plan):
        one.path.unlink()
    file.save(content("two"))
    assert generations(plan) == []


def test_saves_within_five_minutes_keep_one_state(plan: Path) -> None:
    keep(plan, now=NOON)
    for minutes, words, number in [(1, "two", 1), (4.9, "three", 1), (5, "four", 2), (6, "five", 2)]:
        plan.unlink()
        save(plan, content(words))
        keep(plan, now=NOON + timedelta(minutes=minutes))
        assert len(generations(plan)) == number
    assert kept(plan) == [(SAVED, "four"), (SAVED, "one")]


def test_other_reasons_do_not_wait(plan: Path) -> None:
    keep(plan, now=NOON)
    plan.unlink()
    save(plan, content("two"))
    keep(plan, "import", NOON + timedelta(seconds=9))
    assert kept(plan) == [("import", "two"), (SAVED, "one")]


def test_the_same_state_is_kept_once(plan: Path) -> None:
    keep(plan, now=NOON)
    keep(plan, now=NOON + HOUR)
    same = plan.read_bytes()
    plan.unlink()
    plan.write_bytes(same)
    keep(plan, now=NOON + 2 * HOUR)
    assert [one.at for one in generations(plan)] == [NOON]


def test_a_state_before_a_migration_stays_as_long_as_one_even_if_a_save_kept_it_too(plan: Path) -> None:
    keep(plan, now=NOON)
    keep(plan, "migration", NOON)
    keep(plan, "migration", NOON + HOUR)
    assert [one.name for one in generations(plan)] == [
        "20261124T120001Z-migration.json",
        "20261124T120000Z-saved.json",
    ]


@pytest.mark.parametrize("reason", ["", "Import", "be fore", "../x", "x" * 21, "é"])
def test_a_reason_that_would_not_be_found_again_is_refused(plan: Path, reason: str) -> None:
    with pytest.raises(ValueError, match="never found again"):
        keep(plan, reason)


def test_states_of_one_second_keep_their_order(plan: Path) -> None:
    for words in ("two", "three", "four"):
        keep(plan, "import", NOON)
        plan.unlink()
        save(plan, content(words))
    assert kept(plan) == [("import", "three"), ("import", "two"), ("import", "one")]


def test_a_clock_put_back_does_not_make_every_save_keep_something(plan: Path) -> None:
    keep(plan, now=NOON + 24 * HOUR)
    for seconds in range(5):
        plan.unlink()
        save(plan, content(f"at {seconds}"))
        keep(plan, now=NOON + timedelta(seconds=seconds))
    assert kept(plan) == [(SAVED, "one"), (SAVED, "at 0")]


def test_two_plans_in_one_folder_do_not_mix(plan: Path) -> None:
    other = plan.with_name(f"{plan.stem} other.json")
    save(other, content("other one"))
    save(plan, content("two"))
    save(other, content("other two"))
    assert kept(plan) == [(SAVED, "one")]
    assert kept(other) == [(SAVED, "other one")]


def test_what_is_no_earlier_state_by_name_or_kind_is_ignored_and_left(plan: Path) -> None:
    save(plan, content("two"))
    strange = place(plan)
    for name in (
        "notes.txt", "20261124T140209Z-saved.json~", "20261324T140209Z-saved.json", "x-saved.json",
        "20261124T140209Z-.json", "20261124T140209-saved.json", "20261124T140209Z-Saved.json",
    ):  # fmt: skip
        (strange / name).write_bytes(b"{}")
    (strange / "20261124T140209Z-folder.json").mkdir()
    (strange / "20261124T140209Z-link.json").symlink_to(plan)
    os.mkfifo(strange / "20261124T140209Z-pipe.json")
    before = len(list(strange.iterdir()))
    assert kept(plan) == [(SAVED, "one")]
    keep(plan, "import")
    assert len(list(strange.iterdir())) == before + 1


def test_a_link_in_the_plans_place_has_no_earlier_states_and_gets_none(plan: Path, tmp_path: Path) -> None:
    save(plan, content("two"))
    link = tmp_path / "link.json"
    link.symlink_to(plan)
    before = everything(tmp_path)
    assert generations(link) == []
    keep(link, "import")
    with pytest.raises(PlanFileError, match="is a link and was not followed"):
        restore(link, generations(plan)[0])
    with pytest.raises(PlanFileError, match="cannot be set aside: it is no file"):
        set_aside(link)
    assert link.is_symlink()
    assert everything(tmp_path) == before
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == ["link.json"]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
def test_a_folder_of_another_user_is_not_used_for_earlier_states(plan: Path) -> None:
    save(plan, content("two"))
    os.chown(place(plan), 65534, 65534)
    before = everything(plan.parent)
    assert generations(plan) == []
    assert "no folder of ours" in trouble(plan)
    keep(plan, "import")
    assert everything(plan.parent) == before


def test_the_folder_is_thinned(plan: Path) -> None:
    for minutes in range(0, 3 * 60, 5):
        plan.unlink()
        save(plan, content(f"after {minutes}"))
        keep(plan, now=NOON + timedelta(minutes=minutes))
    assert [words for _, words in kept(plan)] == [
        *(f"after {minutes}" for minutes in range(175, 119, -5)), "after 115", "after 55",
    ]  # fmt: skip


# When it cannot be kept ----------------------------------------------------------------------------
@pytest.mark.parametrize("reason", [errno.EPERM, errno.EXDEV, errno.EOPNOTSUPP, errno.ENOSYS])
def test_without_links_it_is_a_synced_copy(
    plan: Path, monkeypatch: pytest.MonkeyPatch, reason: int, tmp_path: Path
) -> None:
    no_links(monkeypatch, reason)
    synced: list[int] = []
    fsync = os.fsync

    def seen(handle: int) -> None:
        synced.append(os.fstat(handle).st_ino)
        fsync(handle)

    monkeypatch.setattr(os, "fsync", seen)
    before = plan.read_bytes()
    save(plan, content("two"))
    (one,) = generations(plan)
    assert one.path.read_bytes() == before
    assert stat.S_IMODE(one.path.stat().st_mode) == 0o600
    assert one.path.stat().st_ino in synced
    assert words_of(plan) == "two"


def test_a_copy_that_fails_leaves_nothing_and_the_save_goes_on(
    plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    no_links(monkeypatch)
    fsync = os.fsync

    def full(handle: int) -> None:
        if Path(f"/proc/self/fd/{handle}").readlink().parent == place(plan):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        fsync(handle)

    monkeypatch.setattr(os, "fsync", full)
    save(plan, content("two"))
    assert words_of(plan) == "two"
    assert list(place(plan).iterdir()) == []


@pytest.mark.parametrize("call", ["link", "mkdir", "scandir"])
@pytest.mark.parametrize("reason", [errno.ENOSPC, errno.EIO, errno.EROFS, errno.EACCES])
def test_whatever_is_refused_the_save_goes_on(
    plan: Path, monkeypatch: pytest.MonkeyPatch, call: str, reason: int
) -> None:
    def refused(*_: Any, **__: Any) -> None:
        raise OSError(reason, os.strerror(reason))

    monkeypatch.setattr(os, call, refused)
    save(plan, content("two"))
    monkeypatch.undo()
    assert words_of(plan) == "two"
    assert [words for _, words in kept(plan)] in ([], ["one"])


@pytest.mark.parametrize("make", [Path.touch, os.mkfifo, lambda path: path.symlink_to(path.parent)],
                         ids=["file", "pipe", "link to a folder"])  # fmt: skip
def test_something_else_in_the_folders_place_does_not_stop_a_save_and_is_told(
    plan: Path, make: Callable[[Path], None]
) -> None:
    make(place(plan))
    assert "is no folder of ours" in trouble(plan)
    before = sorted(plan.parent.iterdir())
    save(plan, content("two"))
    assert words_of(plan) == "two"
    assert generations(plan) == []
    assert sorted(plan.parent.iterdir()) == before


def test_a_folder_that_cannot_be_written_to_does_not_stop_a_save_and_is_told(
    plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: Any, **__: Any) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    place(plan).mkdir(mode=0o700)
    with monkeypatch.context() as patched:  # root may write everywhere, so the system's no is played
        patched.setattr(os, "link", refused)
        save(plan, content("two"))
        patched.setattr(os, "access", lambda *_: False)
        assert "cannot be written to" in trouble(plan)
    assert words_of(plan) == "two"
    assert generations(plan) == []


def test_trouble_is_told_without_trying(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert trouble(plan) == ""
    assert not place(plan).exists()
    save(plan, content("two"))
    assert trouble(plan) == ""
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert trouble(plan) == f"Earlier states cannot be kept: {place(plan)} cannot be written to."


def test_a_name_too_long_for_a_folder_beside_it_can_be_saved_and_is_told(plan: Path) -> None:
    path = plan.with_name("x" * 250 + ".json")
    save(path, content("one"))
    save(path, content("two"))
    assert words_of(path) == "two"
    assert generations(path) == []
    assert trouble(path) == "Earlier states cannot be kept: file name too long."


def test_a_save_that_fails_keeps_the_plan_whose_earlier_state_was_made(
    plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: Any) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", refused)
        for _ in range(3):
            with pytest.raises(PlanFileError):
                save(plan, content("two"))
    assert words_of(plan) == "one"
    assert kept(plan) == [(SAVED, "one")]
    save(plan, content("two"))
    assert kept(plan) == [(SAVED, "one")]


# Thinning ----------------------------------------------------------------------------------------
AGES = st.one_of(
    st.integers(0, 3700), st.integers(0, 90_000), st.integers(0, 20 * 86_400), st.integers(-9999, 9_000_000)
)
SIZES = st.one_of(st.integers(0, 200_000), st.integers(0, 16 * 1024 * 1024))
FOUND = st.lists(
    st.tuples(AGES, st.sampled_from([SAVED, SAVED, SAVED, "restore", "migration"]), SIZES),
    max_size=150,
    unique_by=lambda one: one[0],
)


def made(found: list[tuple[int, str, int]]) -> list[Generation]:
    """Earlier states of these ages (in seconds), reasons and sizes; newest first."""
    return [
        Generation(Path(f"{age}-{reason}.json"), NOON - timedelta(seconds=age), reason, size)
        for age, reason, size in sorted(found)
    ]


def small(found: list[tuple[int, str, int]]) -> list[Generation]:
    return made([(age, reason, 1000) for age, reason, _ in found])


def after(found: list[Generation], now: datetime = NOON) -> list[Generation]:
    gone = thin(found, now)
    assert len(set(gone)) == len(gone)
    assert set(gone) <= set(found)
    return [one for one in found if one not in gone]


@given(FOUND)
def test_thinning_never_takes_the_newest_and_stays_within_bounds(found: list[tuple[int, str, int]]) -> None:
    before = made(found)
    left = after(before)
    assert left[:ALWAYS] == before[:ALWAYS]
    assert len(left) <= MOST_FILES
    assert sum(one.size for one in left) <= MOST_IN_ALL or len(left) <= ALWAYS


@given(FOUND)
def test_thinning_again_takes_nothing_more(found: list[tuple[int, str, int]]) -> None:
    left = after(made(found))
    assert thin(left, NOON) == []


@given(FOUND, st.randoms(use_true_random=False))
def test_thinning_does_not_mind_in_which_order_they_come(
    found: list[tuple[int, str, int]], random: Any
) -> None:
    before = made(found)
    mixed = before[:]
    random.shuffle(mixed)
    assert set(thin(mixed, NOON)) == set(thin(before, NOON))


@given(FOUND)
def test_one_an_hour_a_day_and_a_week_stay(found: list[tuple[int, str, int]]) -> None:
    before = small(found)
    left = after(before)
    # the newest of an hour, day or week may go only if there are more than so many files in all
    if len(left) < MOST_FILES:
        for age, period in [(HOUR * 24, "%Y%m%d%H"), (HOUR * 24 * 14, "%Y%m%d"), (HOUR * 24 * 84, "%G%V")]:
            recent = [one for one in before if NOON - age < one.at <= NOON]
            whole = {f"{one.at:{period}}" for one in recent} - {f"{NOON - age:{period}}"}
            assert whole <= {f"{one.at:{period}}" for one in left}


@given(FOUND)
def test_the_last_of_every_other_reason_stay(found: list[tuple[int, str, int]]) -> None:
    before = small(found)
    left = set(after(before))
    for reason in ("restore", "migration"):
        assert set([one for one in before if one.reason == reason][:5]) <= left


@given(FOUND)
def test_at_least_twelve_of_the_last_hour_stay(found: list[tuple[int, str, int]]) -> None:
    before = small(found)
    hour = [one for one in before if one.at > NOON - HOUR]
    assert hour[:12] == [one for one in after(before) if one.at > NOON - HOUR][:12]


def test_too_many_files_go_from_the_oldest_of_saves_first(monkeypatch: pytest.MonkeyPatch) -> None:
    before = made([
        *((minutes * 300, SAVED, 1000) for minutes in range(12)),
        *((hours * 3600, SAVED, 1000) for hours in range(2, 25)),
        *((days * 86_400, SAVED, 1000) for days in range(2, 16)),
        *((weeks * 7 * 86_400, SAVED, 1000) for weeks in range(3, 14)),
        *((days * 86_400 + 7, reason, 1000) for days in range(200, 205) for reason in ("import", "restore")),
    ])  # fmt: skip
    left = after(before)
    monkeypatch.setattr("atm_tui.store.generations.MOST_FILES", 1000)
    without_limit = after(before)
    saves = [one for one in without_limit if one.reason == SAVED]
    assert (len(without_limit), len(left)) == (65, 60)
    assert [one for one in without_limit if one not in left] == saves[-5:]


def test_too_large_together_is_the_newest_that_fit_and_the_newest_three_in_any_case() -> None:
    mega = 1024 * 1024
    before = made([(hours * 3600, SAVED, 5 * mega) for hours in range(20)])
    assert after(before) == before[:6]
    before = made([(hours * 3600, SAVED, 16 * mega) for hours in range(20)])
    assert after(before) == before[:ALWAYS]
    before = made([(hours * 3600, "migration" if hours > 15 else SAVED, 5 * mega) for hours in range(20)])
    assert after(before) == [*before[:ALWAYS], *before[16:19]]


def test_half_a_year_of_work_thinned_as_it_goes_still_reaches_back() -> None:
    left: list[Generation] = []
    now = NOON
    for _ in range(180):
        for minutes in range(0, 120, 5):
            at = now + timedelta(minutes=minutes)
            left = after([Generation(Path(f"{at}"), at, SAVED, 30_000), *left], at)
            assert len(left) <= MOST_FILES
        now += timedelta(days=1)
    ages = [(now - one.at).days for one in left]
    assert len({one.at.date() for one in left if (now - one.at).days <= 13}) >= 13
    assert max(ages) >= 75
    assert 40 <= len(left) <= MOST_FILES


def test_a_plan_that_is_worked_on_once_a_month_keeps_its_year() -> None:
    left: list[Generation] = []
    for month in range(12):
        for hours in range(6):
            at = NOON + timedelta(days=30 * month, hours=hours)
            left = after([Generation(Path(f"{at}"), at, SAVED, 30_000), *left], at)
    assert len({one.at.date() for one in left}) == 12


# Damage and bringing back ------------------------------------------------------------------------
DAMAGE = [b"", b"{", b"\0" * 300, b'{"meta": {"1": {"schema": 1, "group": "\xff"}}}', b"words"]


def three(plan: Path) -> None:
    """Let a plan that is "one" have been "two" and be "three"; "three" is not kept yet."""
    keep(plan, now=NOON)
    for words, hours in (("two", 1), ("three", 2)):
        plan.unlink()
        save(plan, content(words))
        if words == "two":
            keep(plan, now=NOON + HOUR * hours)


def test_the_newest_good_one_is_found_behind_bad_ones(plan: Path) -> None:
    assert newest_good(plan) is None
    three(plan)
    for name, data in [("20261124T180000Z-saved.json", b"{"), ("20261124T190000Z-saved.json", NEWER)]:
        (place(plan) / name).write_bytes(data)
    found = newest_good(plan)
    assert found
    assert words_of(found.path) == "two"
    for one in generations(plan):
        one.path.write_bytes(b"")
    assert newest_good(plan) is None


def without_line(path: Path) -> Tables:
    """What a plan holds, but for the life to which it belongs: bringing it back begins another."""
    tables = read_tables(path)
    tables["meta"]["1"].pop("line", None)
    return tables


def test_an_earlier_state_is_brought_back_and_that_can_be_undone(plan: Path) -> None:
    three(plan)
    present = without_line(plan)
    first = generations(plan)[1]
    earlier = without_line(first.path)
    left = restore(plan, first)
    assert without_line(plan) == earlier
    assert left
    assert without_line(left) == present
    newest = generations(plan)[0]
    assert (newest.path, newest.reason) == (left, "restore")
    assert kept(plan) == [("restore", "three"), (SAVED, "two"), (SAVED, "one")]
    restore(plan, newest)
    assert without_line(plan) == present
    assert kept(plan) == [("restore", "one"), ("restore", "three"), (SAVED, "two"), (SAVED, "one")]


def test_bringing_back_needs_no_plan_to_be_there(plan: Path) -> None:
    three(plan)
    plan.unlink()
    found = newest_good(plan)
    assert found
    assert restore(plan, found) is None
    assert words_of(plan) == "two"


@pytest.mark.parametrize("data", DAMAGE)
@pytest.mark.parametrize("linked", [True, False], ids=["links", "no links"])
def test_a_damaged_plan_is_set_aside_byte_for_byte(
    plan: Path, monkeypatch: pytest.MonkeyPatch, data: bytes, linked: bool
) -> None:
    three(plan)
    plan.write_bytes(data)
    if not linked:
        no_links(monkeypatch)
    found = newest_good(plan)
    assert found
    aside = restore(plan, found)
    assert aside
    assert aside.parent == plan.parent
    assert aside.name.startswith(f"{plan.stem}.damaged-2")
    assert aside.suffix == ".json"
    assert aside.read_bytes() == data
    assert words_of(plan) == "two"
    assert kept(plan) == [(SAVED, "two"), (SAVED, "one")]


@pytest.mark.parametrize("damaged", [True, False], ids=["damaged", "sound"])
def test_what_is_replaced_is_safe_from_a_power_cut_before_it_is_replaced(
    plan: Path, monkeypatch: pytest.MonkeyPatch, damaged: bool
) -> None:
    elsewhere = plan.with_name("elsewhere.json")
    three(plan)
    earlier = generations(plan)[0]
    earlier = replace(earlier, path=earlier.path.rename(elsewhere))
    shutil.rmtree(place(plan))
    if damaged:
        plan.write_bytes(b"{")
    done: list[str] = []

    def seen(call: str, original: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(*args: Any, **named: Any) -> Any:
            folder = call == "fsync" and Path(f"/proc/self/fd/{args[0]}").readlink()
            done.append("sync versions" if folder == place(plan) else call)
            return original(*args, **named)

        return wrapped

    for call in ("fsync", "link", "mkdir", "replace"):
        monkeypatch.setattr(os, call, seen(call, getattr(os, call)))
    restore(plan, earlier)
    keeping = ["link", "fsync"] if damaged else ["mkdir", "fsync", "link", "sync versions"]
    assert done == ["fsync", *keeping, "replace", "fsync"]


@pytest.mark.parametrize("linked", [True, False], ids=["links", "no links"])
def test_setting_aside_never_replaces_anything(
    plan: Path, monkeypatch: pytest.MonkeyPatch, linked: bool
) -> None:
    if not linked:
        no_links(monkeypatch)
    names = set()
    for number in range(4):
        plan.write_bytes(b"{" * number)
        aside = set_aside(plan)
        names.add(aside)
        assert not plan.exists()
        assert aside.read_bytes() == b"{" * number
    assert sorted(path.read_bytes() for path in names) == [b"{" * number for number in range(4)]


def test_what_is_no_file_is_not_set_aside(plan: Path) -> None:
    with pytest.raises(PlanFileError, match="cannot be set aside: no such file"):
        set_aside(plan.with_name("none.json"))
    with pytest.raises(PlanFileError, match=r"cannot be set aside: it is no file\."):
        set_aside(plan.parent)
    assert plan.exists()


def test_nothing_is_brought_back_over_a_folder(plan: Path) -> None:
    three(plan)
    plan.unlink()
    plan.mkdir()
    with pytest.raises(PlanFileError, match="no file but something else"):
        restore(plan, generations(plan)[0])
    assert plan.is_dir()


def test_a_newer_plan_is_not_damaged_but_kept(plan: Path) -> None:
    three(plan)
    plan.write_bytes(NEWER)
    left = restore(plan, generations(plan)[0])
    assert left
    assert left.parent == place(plan)
    assert left.read_bytes() == NEWER
    assert words_of(plan) == "two"


def test_a_bad_earlier_state_is_not_brought_back(plan: Path) -> None:
    three(plan)
    generations(plan)[0].path.write_bytes(b"{")
    before = everything(plan.parent)
    with pytest.raises(PlanFileError, match="cut short"):
        restore(plan, generations(plan)[0])
    assert everything(plan.parent) == before


@pytest.mark.parametrize("present", [None, b"{"], ids=["sound", "damaged"])
@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_full_disk_while_bringing_back_leaves_the_file_in_its_place(
    plan: Path, monkeypatch: pytest.MonkeyPatch, call: str, present: bytes | None
) -> None:
    three(plan)
    if present is not None:
        plan.write_bytes(present)
    before = everything(plan.parent)

    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr(os, call, full)
        with pytest.raises(PlanFileError, match="no space left"):
            restore(plan, generations(plan)[0])
    now = everything(plan.parent)
    assert before.items() <= now.items()
    assert not [name for name in now if name.endswith(".new")]


def test_what_cannot_be_kept_is_not_replaced(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    three(plan)
    before = everything(plan.parent)
    no_links(monkeypatch, errno.EIO)
    with pytest.raises(PlanFileError, match="input/output error"):
        restore(plan, generations(plan)[0])
    assert everything(plan.parent) == before


def test_the_oldest_of_many_can_be_brought_back(plan: Path) -> None:
    place(plan).mkdir()
    for number in range(MOST_FILES):
        at = NOON - timedelta(days=7 * number)
        plan.unlink()
        save(plan, content(f"week {number}"))
        plan.rename(place(plan) / f"{at:%Y%m%dT%H%M%SZ}-import.json")
        save(plan, content("now"))
    oldest = generations(plan)[-1]
    restore(plan, oldest)
    assert words_of(plan) == f"week {MOST_FILES - 1}"
    assert len(generations(plan)) < MOST_FILES


# Another name ------------------------------------------------------------------------------------
def test_earlier_states_follow_a_plan_that_moves(plan: Path, tmp_path: Path) -> None:
    three(plan)
    moved = tmp_path / "plans" / "Moved.json"
    follow(plan, moved)
    assert generations(plan) == []
    assert kept(moved) == [(SAVED, "two"), (SAVED, "one")]


def test_what_is_left_of_a_deleted_plan_of_that_name_is_put_aside(plan: Path) -> None:
    three(plan)
    other = plan.with_name("other.json")
    save(other, content("other one"))
    save(other, content("other two"))
    other.unlink()
    follow(plan, other)
    assert [words for _, words in kept(other)] == ["two", "one"]
    assert generations(plan) == []
    (aside,) = other.parent.glob(f"{place(other).name}.*")
    assert [words_of(one) for one in aside.iterdir()] == ["other one"]


def test_the_pause_is_what_the_readme_says() -> None:
    assert timedelta(minutes=5) == PAUSE
    assert (MOST_FILES, MOST_IN_ALL) == (60, 32 * 2**20)


def test_what_another_program_wrote_meanwhile_is_always_kept(plan: Path) -> None:
    ours = PlanFile(plan)
    ours.save(content("two"))
    ours.save(content("three"))  # within the pause: nothing more is kept
    save(plan, content("theirs"))
    ours.save(content("four"))
    ours.save(content("five"))
    assert words_of(plan) == "five"
    assert kept(plan)[0] == (ELSEWHERE, "theirs")
    assert [reason for reason, _ in kept(plan)].count(ELSEWHERE) == 1
