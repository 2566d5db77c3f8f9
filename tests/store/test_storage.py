"""A plan's file: what is saved is read again, what is bad is told and left, what fails harms nothing."""

import contextlib
import errno
import json
import os
import resource
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tinydb import TinyDB

from atm_tui.errors import PlanFileError
from atm_tui.store.files import make_folder
from atm_tui.store.folder import summary
from atm_tui.store.planfile import SCHEMA, Content, PlanFile, load, save
from atm_tui.store.storage import MOST_BYTES, PlanStorage, read_tables

SMALL = Content(
    {"group": "Weavers «né» 👩\u200d🌾", "counters": {"A": 2}},
    {
        "action": [{"id": "a1", "what": "Dye"}, {"id": "a2", "cost": 12.5, "done": None}],
        "newer": [{"x": [1, {}]}],
    },
)
HEAD = b'{"meta": {"1": {"schema": 1}}, '


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    """An empty folder for plans."""
    (tmp_path / "plans").mkdir()
    return tmp_path / "plans"


@pytest.fixture
def plan(plans: Path) -> Path:
    """A small plan, saved."""
    save(plans / "plan.json", SMALL)
    return plans / "plan.json"


@pytest.fixture
def no_umask() -> Iterator[None]:
    """A shell that lets everybody read and write everything."""
    before = os.umask(0)
    yield
    os.umask(before)


def held(path: Path) -> tuple[bytes, int, int, int]:
    state = path.stat()
    return path.read_bytes(), state.st_mode, state.st_mtime_ns, state.st_ino


def files(folder: Path) -> list[Path]:
    """What lies in a folder, but for the earlier states of plans (see test_generations)."""
    return [path for path in folder.iterdir() if not path.name.endswith(".json.versions")]


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


# Round trip --------------------------------------------------------------------------------
def test_what_is_saved_is_read_again(plan: Path) -> None:
    content = load(plan)
    assert content.tables == SMALL.tables
    assert content.meta == {"schema": SCHEMA, **SMALL.meta}


def test_the_file_is_one_that_a_person_can_read(plan: Path) -> None:
    text = plan.read_text(encoding="utf-8")
    assert "Weavers «né» 👩\u200d🌾" in text
    assert text.endswith("}\n")
    assert len(text.splitlines()) > 10
    assert json.loads(text)["action"]["2"]["id"] == "a2"


def test_the_file_is_one_that_tinydb_can_read(plan: Path) -> None:
    with TinyDB(plan) as database:
        assert [dict(row) for row in database.table("action").all()] == SMALL.tables["action"]


def test_an_empty_plan_has_its_version_alone(plans: Path) -> None:
    save(plans / "empty.json", Content({}, {"action": []}))
    assert load(plans / "empty.json") == Content({"schema": SCHEMA}, {})


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=10,
)
ROWS = st.lists(st.dictionaries(st.text(), JSON, max_size=4), min_size=1, max_size=4)


@given(st.dictionaries(st.text().filter(lambda name: name != "meta"), ROWS, max_size=3))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_rows_come_back_in_their_order(plans: Path, tables: dict[str, list[dict[str, Any]]]) -> None:
    path = plans / "any.json"
    save(path, Content({}, tables))
    read = load(path).tables
    assert read == tables
    assert list(read) == list(tables)


@given(st.dictionaries(st.text(st.characters(codec=None, categories=None)), JSON | st.text("\ud800\udfffa")))
@example(dict.fromkeys(["\ud800", "\udfff", "x"], "\udc00"))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_saved_can_always_be_opened_again(plans: Path, row: dict[str, Any]) -> None:
    path = plans / "any.json"
    save(path, Content({}, {"newer": [row]}))
    again = load(path)
    save(path, again)
    assert load(path) == again


def test_a_mark_before_the_text_that_some_editors_put_is_no_harm(plan: Path) -> None:
    plan.write_bytes(b"\xef\xbb\xbf" + plan.read_bytes())
    assert load(plan).tables == SMALL.tables
    save(plan, load(plan))
    assert plan.read_bytes()[:1] == b"{"


def test_a_file_may_be_nested_as_deep_as_it_can_be_saved_again(plans: Path) -> None:
    path = plans / "deep.json"
    path.write_bytes(HEAD + b'"t": {"1": {"x": ' + b"[" * 50 + b"]" * 50 + b"}}}")
    content = load(path)
    save(path, content)
    assert load(path) == content


# Bad files ---------------------------------------------------------------------------------
BAD = {
    "empty": b"",
    "blank": b" \n\t ",
    "nul": b"\0" * 300,
    "nul at the end": HEAD + b'"t": {}}' + b"\0" * 40,
    "not utf-8": b'{"meta": {"1": {"schema": 1, "group": "\xff\xfe"}}}',
    "latin-1": '{"meta": {"1": {"schema": 1, "group": "Ñandutí"}}}'.encode("latin-1"),
    "utf-16": '{"meta": {"1": {"schema": 1}}}'.encode("utf-16"),
    "utf-16 without mark": '{"meta": {"1": {"schema": 1}}}'.encode("utf-16-le"),
    "words": b"Dear all, here is our plan.",
    "html": b"<!doctype html><p>Not found",
    "zip": b"PK\x03\x04" + bytes(range(256)),
    "two plans": HEAD + b'"t": {}}\n' + HEAD + b'"t": {}}',
    "tail of an older one": HEAD + b'"t": {}}\n"what": "Dye"}}}',
    "null": b"null",
    "number": b"12",
    "string": b'"plan"',
    "list": b'[{"schema": 1}]',
    "other json": b'{"name": "atm", "version": 1}',
    "no meta": b'{"action": {"1": {"id": "a1"}}}',
    "empty meta": b'{"meta": {}}',
    "no schema": b'{"meta": {"1": {"group": "Weavers"}}}',
    "schema in words": b'{"meta": {"1": {"schema": "1"}}}',
    "schema yes": b'{"meta": {"1": {"schema": true}}}',
    "schema of a half": b'{"meta": {"1": {"schema": 1.5}}}',
    "meta is a list": b'{"meta": [{"schema": 1}]}',
    "meta row is a list": b'{"meta": {"1": [1]}}',
    "table is a list": HEAD + b'"action": [{"id": "a1"}]}',
    "row is a word": HEAD + b'"action": {"1": "Dye"}}',
    "row without number": HEAD + b'"action": {"first": {}}}',
    "row with a strange number": HEAD + '"action": {"\u0661": {}}}'.encode(),
    "key twice": HEAD + b'"action": {"1": {"id": "a1", "id": "a2"}}}',
    "table twice": HEAD + b'"t": {"1": {}}, "t": {"1": {}}}',
    "nan": HEAD + b'"t": {"1": {"x": NaN}}}',
    "infinity": HEAD + b'"t": {"1": {"x": -Infinity}}}',
    "1e999": HEAD + b'"t": {"1": {"x": 1e999}}}',
    "endless number": HEAD + b'"t": {"1": {"x": ' + b"9" * 6000 + b"}}}",
    "deep": HEAD + b'"t": {"1": {"x": ' + b"[" * 100 + b"]" * 100 + b"}}}",
    "deeper": HEAD + b'"t": {"1": {"x": ' + b'{"a":' * 900 + b"1" + b"}" * 900 + b"}}}",
    "deepest": b"[" * 100_000,
    "deepest and closed": b"[" * 100_000 + b"]" * 100_000,
    "python": b"{'meta': {'1': {'schema': 1}}}",
    "comma at the end": b'{"meta": {"1": {"schema": 1},}}',
}


@pytest.mark.parametrize("data", BAD.values(), ids=BAD.keys())
def test_a_bad_file_is_told_in_a_sentence_and_left_as_it_is(plans: Path, data: bytes) -> None:
    path = plans / "bad.json"
    path.write_bytes(data)
    before = held(path)
    with pytest.raises(PlanFileError) as told:
        load(path)
    assert str(path) in str(told.value)
    assert "left as it is" in str(told.value)
    assert str(told.value).endswith(".")
    assert len(str(told.value)) < len(str(path)) + 160
    assert summary(path).trouble == str(told.value)
    assert held(path) == before
    assert list(plans.iterdir()) == [path]


def test_a_plan_cut_short_anywhere_is_refused_or_whole(plan: Path) -> None:
    whole, expected = plan.read_bytes(), load(plan)
    cut = plan.with_name("cut.json")
    for length in range(len(whole)):
        cut.write_bytes(whole[:length])
        try:
            content = load(cut)
        except PlanFileError:
            assert cut.read_bytes() == whole[:length]
        else:
            assert length == len(whole) - 1, "only its last line end is missing"
            assert content == expected


@pytest.mark.parametrize("schema", [SCHEMA + 1, 10**4000])
def test_a_newer_plan_is_refused_and_left(plans: Path, schema: int) -> None:
    path = plans / "newer.json"
    path.write_text('{"meta": {"1": {"schema": %d, "group": "Weavers"}}}' % schema)  # noqa: UP031 - braces
    before = held(path)
    with pytest.raises(PlanFileError, match="newer atm-tui") as told:
        load(path)
    assert "update atm-tui" in str(told.value)
    assert len(str(told.value)) < len(str(path)) + 160
    assert "newer" in summary(path).trouble
    assert held(path) == before


def test_a_missing_file_is_told(plans: Path) -> None:
    with pytest.raises(PlanFileError, match="no such file"):
        load(plans / "none.json")
    assert list(plans.iterdir()) == []


def test_a_folder_is_no_plan(plans: Path) -> None:
    with pytest.raises(PlanFileError, match="no file but something else"):
        load(plans)


def test_a_pipe_is_no_plan_and_nobody_waits_for_it(plans: Path) -> None:
    os.mkfifo(plans / "pipe.json")
    with pytest.raises(PlanFileError, match="no file but something else"):
        load(plans / "pipe.json")


def test_a_device_is_no_plan() -> None:
    with pytest.raises(PlanFileError, match="no file but something else"):
        load(Path("/dev/zero"))


def test_a_file_beyond_any_plan_is_not_even_read(plans: Path) -> None:
    path = plans / "huge.json"
    with path.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    with pytest.raises(PlanFileError, match="larger than 16 MB"):
        load(path)
    assert path.stat().st_size == MOST_BYTES + 1


def test_a_path_beyond_what_the_system_takes_is_told(plans: Path) -> None:
    with pytest.raises(PlanFileError, match="too long"):
        load(plans / ("x" * 300 + ".json"))


def test_a_disk_that_cannot_be_read_is_told(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken:
        """A file on a card that has just been pulled out."""

        def read(self, _most: int) -> bytes:
            raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(os, "fdopen", lambda *_, **__: contextlib.nullcontext(Broken()))
    with pytest.raises(PlanFileError, match=r"cannot be read: input/output error\."):
        load(plan)


# Failed writes -----------------------------------------------------------------------------
OTHER = Content({"group": "Others"}, {"action": [{"id": "a9", "what": "Weave " * 300}]})


def failing(original: Callable[..., Any], at: int, error: BaseException) -> Callable[..., Any]:
    """The same call, but its ``at``-th use fails."""
    calls = 0

    def call(*args: Any, **named: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == at:
            raise error
        return original(*args, **named)

    return call


def no(reason: int) -> OSError:
    return OSError(reason, os.strerror(reason))


@pytest.mark.parametrize("reason", [errno.ENOSPC, errno.EIO, errno.EROFS, errno.EDQUOT, errno.EACCES])
@pytest.mark.parametrize("call", ["open", "fsync", "replace"])
def test_a_save_that_fails_leaves_the_old_plan_whole(
    plan: Path, monkeypatch: pytest.MonkeyPatch, call: str, reason: int
) -> None:
    before = held(plan)
    with monkeypatch.context() as patched:
        patched.setattr(os, call, failing(getattr(os, call), 1, no(reason)))
        with pytest.raises(PlanFileError) as told:
            save(plan, OTHER)
    assert os.strerror(reason).lower() in str(told.value)
    assert held(plan) == before
    assert files(plan.parent) == [plan]
    save(plan, OTHER)
    assert load(plan).tables == OTHER.tables


def test_a_full_disk_in_the_middle_of_the_file_leaves_the_old_plan_whole(plan: Path) -> None:
    before = held(plan)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limits[1]))
    try:
        with pytest.raises(PlanFileError, match="cannot be saved"):
            save(plan, OTHER)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert held(plan) == before
    assert files(plan.parent) == [plan]


@pytest.mark.parametrize("stop", [KeyboardInterrupt(), SystemExit(1), MemoryError()])
@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_stop_in_the_middle_leaves_the_old_plan_whole(
    plan: Path, monkeypatch: pytest.MonkeyPatch, call: str, stop: BaseException
) -> None:
    before = held(plan)
    with monkeypatch.context() as patched:
        patched.setattr(os, call, failing(getattr(os, call), 1, stop))
        with pytest.raises(type(stop)):
            save(plan, OTHER)
    assert held(plan) == before
    assert files(plan.parent) == [plan]


@pytest.mark.parametrize("call", ["open", "fsync"])
def test_a_folder_that_cannot_be_synced_is_told_and_the_next_save_really_writes(
    plan: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    file = PlanFile(plan)
    with monkeypatch.context() as patched:
        # the first is for the file, the next two are for the folder of earlier states
        patched.setattr(os, call, failing(getattr(os, call), 4, no(errno.EIO)))
        with pytest.raises(PlanFileError, match="cannot be saved"):
            file.save(OTHER)
    assert load(plan).tables == OTHER.tables, "it is whole, if not yet known to be safe"
    assert files(plan.parent) == [plan]
    before = plan.stat().st_ino
    file.save(OTHER)
    assert plan.stat().st_ino != before


def test_a_first_save_that_fails_leaves_nothing(plans: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", failing(os.fsync, 1, no(errno.ENOSPC)))
        with pytest.raises(PlanFileError):
            save(plans / "new.json", SMALL)
    assert list(plans.iterdir()) == []


def test_a_plan_too_large_to_read_is_not_written(plan: Path) -> None:
    before = held(plan)
    with pytest.raises(PlanFileError, match="larger than 16 MB"):
        save(plan, Content({}, {"action": [{"what": "x" * MOST_BYTES}]}))
    assert held(plan) == before


@pytest.mark.parametrize("value", [float("nan"), float("inf"), {1, 2}, b"x", object()])
def test_what_could_not_be_read_again_is_not_written(plan: Path, value: object) -> None:
    before = held(plan)
    with pytest.raises(PlanFileError, match="could not be read again"):
        save(plan, Content({}, {"action": [{"what": value}]}))
    assert held(plan) == before


@pytest.mark.parametrize("depth", [100, 5000])
def test_what_is_nested_too_deep_to_be_read_again_is_not_written(plan: Path, depth: int) -> None:
    before = held(plan)
    value: list[Any] = []
    for _ in range(depth):
        value = [value]
    with pytest.raises(PlanFileError, match="could not be read again"):
        save(plan, Content({}, {"action": [{"what": value}]}))
    assert held(plan) == before


def test_a_place_where_no_folder_can_be_made_is_told(plan: Path) -> None:
    with pytest.raises(PlanFileError, match="cannot be saved: not a directory"):
        save(plan / "inside.json", SMALL)
    with pytest.raises(PlanFileError, match="cannot be made"):
        save(plan / "deeper" / "inside.json", SMALL)


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo], ids=["folder", "pipe"])
def test_what_is_no_file_is_never_written_over(plans: Path, make: Callable[[Path], None]) -> None:
    make(plans / "plan.json")
    kind = stat.S_IFMT((plans / "plan.json").stat().st_mode)
    with pytest.raises(PlanFileError, match="no file but something else"):
        save(plans / "plan.json", SMALL)
    assert stat.S_IFMT((plans / "plan.json").stat().st_mode) == kind
    assert len(list(plans.iterdir())) == 1


# Saving ------------------------------------------------------------------------------------
def test_a_file_is_for_its_owner_only_and_so_is_every_folder_made_for_it(
    tmp_path: Path, no_umask: None
) -> None:
    path = tmp_path / "share" / "atm" / "plans" / "plan.json"
    save(path, SMALL)
    assert mode(path) == 0o600
    assert [mode(folder) for folder in list(path.parents)[:3]] == [0o700] * 3


def test_a_folder_that_is_there_keeps_its_permissions(tmp_path: Path, no_umask: None) -> None:
    (tmp_path / "shared").mkdir(mode=0o770)
    save(tmp_path / "shared" / "plan.json", SMALL)
    assert mode(tmp_path / "shared") == 0o770
    make_folder(tmp_path / "shared")
    assert mode(tmp_path / "shared") == 0o770


def test_nothing_is_written_when_nothing_changed(plans: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = PlanFile(plans / "plan.json")
    file.save(SMALL)
    before = held(file.path)
    monkeypatch.setattr(os, "fsync", failing(os.fsync, 1, AssertionError("nothing is to be written")))
    file.save(Content(dict(SMALL.meta), {name: list(rows) for name, rows in SMALL.tables.items()}))
    assert held(file.path) == before


def test_going_back_to_what_was_saved_before_is_written(plans: Path) -> None:
    file = PlanFile(plans / "plan.json")
    for content in (SMALL, OTHER, SMALL):
        file.save(content)
        assert load(file.path).tables == content.tables


def test_a_save_is_synced_before_it_takes_the_place_and_the_folder_after(
    plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    fsync, replace = os.fsync, os.replace
    earlier = plan.with_name(".plan.json.versions")
    earlier.mkdir()

    def seen_fsync(handle: int) -> None:
        kinds = {plan.parent.stat().st_ino: "folder", earlier.stat().st_ino: "earlier states"}
        done.append(kinds.get(os.fstat(handle).st_ino, "file"))
        fsync(handle)

    def seen_replace(source: Any, target: Any) -> None:
        done.append("replace")
        assert Path(source).parent == Path(target).parent
        replace(source, target)

    monkeypatch.setattr(os, "fsync", seen_fsync)
    monkeypatch.setattr(os, "replace", seen_replace)
    save(plan, OTHER)
    assert done == ["file", "earlier states", "replace", "folder"]
    done.clear()
    save(plan, SMALL)
    assert done == ["file", "replace", "folder"], "an earlier state is kept now and then, not by each save"


def test_a_reader_sees_the_old_plan_or_the_new_one(plan: Path) -> None:
    with plan.open("rb") as reader:
        old = plan.read_bytes()
        save(plan, OTHER)
        assert reader.read() == old
    assert load(plan).tables == OTHER.tables


def test_a_name_as_long_as_the_system_takes_can_be_saved(plans: Path) -> None:
    for name in ("x" * 250 + ".json", "ñ" * 125 + ".json"):
        save(plans / name, SMALL)
        save(plans / name, OTHER)
        assert load(plans / name).tables == OTHER.tables


# TinyDB's storage ----------------------------------------------------------------------------
def test_tinydb_works_on_it_as_on_its_own(plans: Path) -> None:
    path = plans / "plan.json"
    with TinyDB(storage=lambda: PlanStorage(path)) as database:
        assert database.tables() == set()
        database.table("meta").insert({"schema": SCHEMA})
        database.table("action").insert_multiple([{"what": "Dye"}, {"what": "Weave"}])
        database.table("action").remove(doc_ids=[1])
        assert [dict(row) for row in database.table("action").all()] == [{"what": "Weave"}]
    assert load(path).tables == {"action": [{"what": "Weave"}]}
    assert list(read_tables(path)["action"]) == ["2"]


def test_several_calls_in_a_batch_are_one_write_and_none_if_one_fails(plan: Path) -> None:
    before = held(plan)
    storage = PlanStorage(plan)
    database = TinyDB(storage=lambda: storage)

    def insert(rows: list[dict[str, Any]]) -> None:
        with storage.batch():
            database.table("meta").insert({"schema": SCHEMA})
            database.table("ally").insert_multiple(rows)

    with pytest.raises(ValueError, match="Document"):
        insert(["no row"])  # type: ignore[list-item]  # that is the point
    assert held(plan) == before
    assert load(plan).tables == SMALL.tables
    insert([{"who": "The trader"}])
    assert load(plan).tables == {"ally": [{"who": "The trader"}]}


# What a kill leaves ----------------------------------------------------------------------------
def test_new_files_that_never_took_their_place_are_deleted_when_they_are_old(plan: Path) -> None:
    old, fresh, theirs = (
        plan.with_name(name)
        for name in (".plan.json.0a1b2c3d.atm-new", ".other.json.00000000.atm-new", ".x.new")
    )
    for path in (old, fresh, theirs):
        path.write_bytes(b"{")
    for path in (old, theirs, plan):
        os.utime(path, (0, 0))
    save(plan, OTHER)
    assert sorted(files(plan.parent)) == sorted([fresh, theirs, plan])
    assert load(plan).tables == OTHER.tables


def test_a_folder_that_could_not_be_made_safe_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the next save would find it, and never sync its name."""
    path, synced = tmp_path / "plans" / "plan.json", []
    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", failing(os.fsync, 1, no(errno.EIO)))
        with pytest.raises(PlanFileError, match="cannot be made"):
            save(path, SMALL)
    assert not path.parent.exists()
    fsync = os.fsync

    def seen(handle: int) -> None:
        synced.append(os.fstat(handle).st_ino)
        fsync(handle)

    monkeypatch.setattr(os, "fsync", seen)
    save(path, SMALL)
    assert tmp_path.stat().st_ino in synced
