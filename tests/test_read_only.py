"""A document that is only read: it refuses every change, follows its file, and reads also a newer form."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from atm_tui.document import Document
from atm_tui.errors import PlanFileError, ReadOnly
from atm_tui.example import example
from atm_tui.model.action import Action
from atm_tui.store.planfile import load, save
from atm_tui.store.storage import NewerPlanError


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The worked example as a plan."""
    save(tmp_path / "plan.json", example())
    return tmp_path / "plan.json"


def make_newer(path: Path, **more: object) -> bytes:
    """Make a plan one of a newer form, with what nobody knows yet."""
    tables = json.loads(path.read_bytes())
    next(iter(tables["meta"].values()))["schema"] = 999
    path.write_text(json.dumps(tables | more), encoding="utf-8")
    return path.read_bytes()


CHANGES: list[Callable[[Document, Action], object]] = [
    lambda document, action: document.set(action, {"what": "Dye"}),
    lambda document, action: document.set(action, {"what": "Dye"}, typing="what"),
    lambda document, action: document.remove(action),
    lambda document, action: document.duplicate(action),
    lambda document, action: document.move(action, 3),
    lambda document, _action: document.add(Action(what="Weave")),
]


@pytest.mark.parametrize("change", CHANGES)
def test_every_change_is_refused_and_leaves_nothing(
    path: Path, change: Callable[[Document, Action], object]
) -> None:
    document = Document.read(path)
    told: list[object] = []
    document.changed = told.append
    before = document.content()
    with pytest.raises(ReadOnly, match="only read here"):
        change(document, document.plan.all(Action)[0])
    assert document.content() == before
    assert told == []
    assert document.undo() == ""


def test_it_holds_what_the_file_holds_after_somebody_else_has_saved(path: Path) -> None:
    reader, writer = Document.read(path), Document.open(path)
    writer.add(Action(what="Sing while weaving"))
    assert "Sing while weaving" not in [action.what for action in reader.plan.all(Action)]
    writer.save()
    reader.follow()
    assert reader.plan.all(Action)[-1].what == "Sing while weaving"
    assert reader.plan.rows("plan"), "what every plan has is there too"


def test_a_file_that_cannot_be_read_leaves_it_as_it_was(path: Path) -> None:
    reader = Document.read(path)
    before = reader.content()
    path.write_bytes(path.read_bytes()[:-50])
    with pytest.raises(PlanFileError):
        reader.follow()
    assert reader.content() == before


def test_a_newer_plan_is_read_as_far_as_it_is_understood_and_left_as_it_is(path: Path) -> None:
    content = make_newer(path, drum={"1": {"id": "d1", "beat": [1, 2]}})
    with pytest.raises(NewerPlanError):
        Document.open(path)
    document = Document.read(path)
    assert len(document.plan.all(Action)) > 10
    assert list(document.plan.foreign) == ["drum"]
    assert path.read_bytes() == content
    assert [one.name for one in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize(
    "content",
    [
        "",
        '{"meta": {"1": {"schema": 999}}, "meta": {"1": {"schema": 999}}}',
        '{"meta": {"1": {"schema": 999}}, "action": [1, 2]}',
        '{"meta": {"1": {"schema": 999, "x": NaN}}}',
        '{"meta": {"1": {"schema": 999, "x": 1e999}}}',
        '{"meta": {"1": {"schema": 999, "x": ' + "[" * 90 + "]" * 90 + "}}}",
        '{"meta": {"1": {"schema": true}}}',
    ],
)
def test_what_is_no_plan_is_not_read_as_a_newer_one(path: Path, content: str) -> None:
    path.write_text(content, encoding="utf-8")
    with pytest.raises(PlanFileError):
        load(path, newer=True)
