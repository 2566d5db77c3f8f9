"""The folder of plans: safe names, an honest list, and nothing ever written over."""

import errno
import os
import stat
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from atm_tui.errors import PlanFileError, PlanNameError
from atm_tui.store.folder import (
    archive_plan,
    checked_name,
    copy_plan,
    folder,
    free_path,
    locate,
    name_for,
    plans,
    rename_plan,
    restore_plan,
    summary,
)
from atm_tui.store.generations import generations, set_aside
from atm_tui.store.planfile import Content, load, save


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of this test alone; it is not made yet."""
    monkeypatch.setenv("HOME", str(tmp_path / "me"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "me" / "data"))
    return tmp_path / "me" / "data" / "atm-tui"


def make(name: str, group: str = "", at: float = 0) -> Path:
    path = folder() / f"{name}.json"
    save(path, Content({"group": group, "progress": "3 of 51 steps begun"}, {"action": [{"id": group}]}))
    if at:
        os.utime(path, (at, at))
    return path


def names() -> list[str]:
    return sorted(str(path.relative_to(folder())) for path in folder().rglob("*") if not path.is_dir())


# Names -------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "name",
    [
        "", " ", ".", "..", "...", ".hidden", "../../x", "a/b", "\\", "a\\b", "a..b", "-rf", "--help",
        "_x", "(x", "a\nb", "a\rb", "a\x00b", "\x1b[31mred", "a\x07", "a\u202eb", "a\u2028b", "\ud800", "~",
        "~/x", "$HOME", "a*b", "a?b", "a:b", 'a"b', "a|b", "<a>", "\u0301a", "x" * 81, "x" * 5000, "ñ" * 101,
        "🌾",
    ],
)  # fmt: skip
def test_a_name_that_a_file_should_not_have_is_refused_in_a_sentence(name: str) -> None:
    with pytest.raises(PlanNameError) as told:
        locate(name)
    assert "letters" in str(told.value)
    assert str(told.value).endswith(".")
    assert str(told.value).isprintable()
    assert len(str(told.value)) < 250
    with pytest.raises(PlanNameError):
        checked_name(name)


@pytest.mark.parametrize(
    "name",
    [
        "weavers", "Weavers 2027", "Mothers' group (north)", "A & B, co.", "x" * 80, "a_b", "7 sisters",
        "v1.2", "Tejedoras Ñandutí", "महिला समूह", "กลุ่มผู้หญิง", "जनजाति क्‍ष", "نساء الحِرَف", "婦女合作社",
        "የሴቶች ማህበር",
    ],
)  # fmt: skip
def test_a_name_of_words_lies_in_the_folder(name: str, place: Path) -> None:
    assert locate(name) == place / f"{name}.json"
    assert locate(f"  {name} ") == place / f"{name}.json"
    make(name)
    assert plans()[0].name == name


@pytest.mark.parametrize(
    "path", ["plan.json", "./x", "/srv/x.json", "/srv/x", "../x.json", "a/b/c.json", "./sub/x.json"]
)
def test_a_path_is_taken_as_it_is(path: str) -> None:
    assert locate(path) == Path(path)


@pytest.mark.parametrize(
    "path", ["./x\ny.json", "/srv/\x00.json", "\x1b]0;evil\x07.json", "a\rb.json", "\x9b1m.json"]
)
def test_a_path_with_control_characters_is_refused(path: str) -> None:
    with pytest.raises(PlanNameError, match="control character"):
        locate(path)


@given(st.text(st.characters(codec=None, categories=None), max_size=30))
@example("..")
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_name_never_leaves_the_folder(place: Path, name: str) -> None:
    try:
        path = locate(name)
    except PlanNameError:
        return
    assert path.parent == place or name.endswith(".json") or name.startswith(("/", "./"))


@given(st.text(st.characters(codec=None, categories=None), max_size=120))
@example("𞤀" * 100)
@example("ก็" * 100)
@example(" ..(-Mothers_of  the...river\n(2)")
@settings(max_examples=300, deadline=None)
def test_any_group_gives_a_name_that_a_plan_may_have(group: str) -> None:
    name = name_for(group)
    assert checked_name(name) == name
    assert len(os.fsencode(f"{name} 999.json")) < 250


@pytest.mark.parametrize(
    ("group", "name"),
    [
        ("Mothers of the River", "Mothers of the River"),
        ("Weavers / Dyers: north", "Weavers Dyers north"),
        ("../../etc/passwd", "etc passwd"),
        ("Group (A)", "Group (A)"),
        ("A & B, co.", "A & B, co"),
        ("महिला समूह", "महिला समूह"),
        ("गाँव: नदी", "गाँव नदी"),
        ("???", "plan"),
        ("", "plan"),
    ],
)
def test_a_plan_is_named_like_its_group(group: str, name: str) -> None:
    assert name_for(group) == name


def test_a_taken_name_gets_a_number(place: Path) -> None:
    assert free_path("weavers") == place / "weavers.json"
    make("weavers")
    assert free_path("weavers") == place / "weavers 2.json"
    make("weavers 2")
    assert free_path(" weavers ") == place / "weavers 3.json"
    (place / "weavers 3.json").symlink_to("nowhere")
    assert free_path("weavers") == place / "weavers 4.json"
    with pytest.raises(PlanNameError):
        free_path("../weavers")


# The list ----------------------------------------------------------------------------------
def test_no_folder_yet_is_no_plans_and_makes_none(place: Path) -> None:
    assert plans() == []
    assert plans(archived=True) == []
    assert not place.exists()


def test_plans_are_listed_last_changed_first() -> None:
    make("old", "Old", at=1_700_000_000)
    make("new", "New", at=1_800_000_000)
    make("middle", "Middle", at=1_750_000_000)
    assert [plan.name for plan in plans()] == ["new", "middle", "old"]
    first = plans()[0]
    assert (first.group, first.progress, first.trouble) == ("New", "3 of 51 steps begun", "")
    assert first.changed.timestamp() == 1_800_000_000
    assert first.changed.tzinfo is not None


def test_what_is_no_plan_by_its_name_is_not_listed(place: Path) -> None:
    make("plan")
    for name in (".plan.json.1234.new", ".hidden.json", "notes.txt", "plan.json~", "plan.json.bak"):
        (place / name).write_text("x")
    assert [plan.name for plan in plans()] == ["plan"]


def test_a_damaged_plan_is_listed_with_its_trouble_beside_the_good_ones(place: Path) -> None:
    make("good", "Weavers")
    (place / "cut.json").write_text('{"meta": {"1": {"schema": 1')
    (place / "folder.json").mkdir()
    (place / "link.json").symlink_to("nowhere")
    (place / "ring.json").symlink_to("ring.json")
    os.mkfifo(place / "pipe.json")
    (place / "other.json").write_text('{"meta": {"1": {}}}')
    (place / "newer.json").write_text('{"meta": {"1": {"schema": 99, "group": "From tomorrow"}}}')
    listed = {plan.name: plan.trouble for plan in plans()}
    assert listed.pop("good") == ""
    assert set(listed) == {"cut", "folder", "link", "ring", "pipe", "other", "newer"}
    assert all(trouble.endswith(".") for trouble in listed.values())
    assert "cut short" in listed["cut"]
    assert "newer atm-tui" in listed["newer"]
    assert "no plan" in listed["other"]


@pytest.mark.parametrize("at", [-1e10, 0.5, 1e11, 1e12])
def test_a_file_of_a_strange_time_is_listed_too(at: float) -> None:
    path = make("plan", "Weavers")
    os.utime(path, (at, at))
    assert plans()[0].group == "Weavers"


def test_what_a_file_says_of_itself_is_harmless_and_short(place: Path) -> None:
    make("plan", "\x1b[31mred\u202e\nsecond می\u200cخواهم " + "x" * 5000)  # noqa: RUF001 - Persian
    first = plans()[0]
    assert first.group.startswith("?[31mred??second می\u200cخواهم xxx")  # noqa: RUF001 - Persian
    assert len(first.group) <= 200
    (place / "plan.json").write_text(
        '{"meta": {"1": {"schema": 1, "group": {"a": ["\\ud800"]}, "progress": null}}}'
    )
    first = plans()[0]
    first.group.encode()
    assert first.trouble == ""


def test_a_plan_that_vanishes_while_the_list_is_made_is_told() -> None:
    gone = summary(folder() / "gone.json")
    assert "no such file" in gone.trouble
    assert gone.name == "gone"


# Copies and moves --------------------------------------------------------------------------
def test_a_copy_is_a_plan_of_its_own(place: Path) -> None:
    path = make("weavers", "Weavers")
    copy = copy_plan(path)
    again = copy_plan(path)
    assert (copy.name, again.name) == ("weavers copy.json", "weavers copy 2.json")
    assert load(copy) == load(again) == load(path)
    assert not copy.samefile(path)
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600


def test_a_copy_of_a_plan_from_elsewhere_comes_to_the_folder(tmp_path: Path, place: Path) -> None:
    save(tmp_path / "stick" / "-strange name!.json", Content({"group": "Weavers"}))
    copy = copy_plan(tmp_path / "stick" / "-strange name!.json")
    assert copy == place / "strange name copy.json"
    assert load(copy).meta["group"] == "Weavers"


def test_a_damaged_plan_is_not_copied(place: Path) -> None:
    place.mkdir(parents=True)
    (place / "cut.json").write_text("{")
    with pytest.raises(PlanFileError):
        copy_plan(place / "cut.json")
    assert names() == ["cut.json"]


def test_a_plan_gets_another_name(place: Path) -> None:
    path = make("weavers", "Weavers")
    content = path.read_bytes()
    renamed = rename_plan(path, " Weavers of the north ")
    assert renamed == place / "Weavers of the north.json"
    assert renamed.read_bytes() == content
    assert names() == ["Weavers of the north.json"]


def test_the_same_name_again_is_no_error() -> None:
    path = make("weavers", "Weavers")
    assert rename_plan(path, "weavers") == path
    assert load(path).meta["group"] == "Weavers"


@pytest.mark.parametrize("name", ["", "../x", "a/b", "-x", "a\nb"])
def test_a_plan_does_not_get_a_name_that_is_none(name: str) -> None:
    path = make("weavers")
    with pytest.raises(PlanNameError):
        rename_plan(path, name)
    assert names() == ["weavers.json"]


def test_a_plan_is_put_away_and_brought_back(place: Path) -> None:
    path = make("weavers", "Weavers")
    away = archive_plan(path)
    assert away == place / "archive" / "weavers.json"
    assert stat.S_IMODE(away.parent.stat().st_mode) == 0o700
    assert plans() == []
    assert [plan.group for plan in plans(archived=True)] == ["Weavers"]
    assert restore_plan(away) == path
    assert [plan.group for plan in plans()] == ["Weavers"]
    assert plans(archived=True) == []


def test_no_plan_ever_takes_the_place_of_another(place: Path) -> None:
    first, second = make("first", "First"), make("second", "Second")
    with pytest.raises(PlanNameError, match="already"):
        rename_plan(first, "second")
    away = archive_plan(first)
    make("first", "Another first")
    with pytest.raises(PlanNameError, match="already"):
        restore_plan(away)
    with pytest.raises(PlanNameError, match="already"):
        archive_plan(place / "first.json")
    assert names() == ["archive/first.json", "first.json", "second.json"]
    assert load(away).meta["group"] == "First"
    assert load(place / "first.json").meta["group"] == "Another first"
    assert load(second).meta["group"] == "Second"


def test_what_is_gone_cannot_be_moved_and_is_told(place: Path) -> None:
    for move in (archive_plan, restore_plan):
        with pytest.raises(PlanFileError, match=r"cannot be moved: no such file or directory\."):
            move(place / "gone.json")
    with pytest.raises(PlanFileError, match="cannot be moved"):
        rename_plan(place / "gone.json", "other")


def test_a_move_that_the_system_refuses_leaves_the_plan_where_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    path = make("weavers", "Weavers")

    def refused(*_: object) -> None:
        raise OSError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(os, "link", refused)
    with pytest.raises(PlanFileError, match="permission denied"):
        rename_plan(path, "other")
    assert names() == ["weavers.json"]


def test_a_renamed_plan_takes_its_earlier_states_along() -> None:
    path = make("weavers", "Weavers")
    save(path, Content({"group": "Weavers of the hill"}))
    assert len(generations(path)) == 1
    renamed = rename_plan(path, "hill")
    assert len(generations(renamed)) == 1
    assert generations(make("weavers", "Others")) == []


def test_a_damaged_plan_that_was_set_aside_is_not_listed() -> None:
    path = make("weavers", "Weavers")
    path.write_bytes(b"{")
    aside = set_aside(path)
    assert aside.exists()
    assert plans() == []
