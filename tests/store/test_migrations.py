"""Plans of every older form open for ever, and the file as it was stays."""

from pathlib import Path

import pytest

from atm_tui.document import Document
from atm_tui.errors import PlanFileError
from atm_tui.model.action import Action
from atm_tui.store import generations
from atm_tui.store.migrations import MIGRATIONS
from atm_tui.store.planfile import load
from atm_tui.store.storage import META, SCHEMA, read_tables, tables_of

FORMS = Path(__file__).parents[1] / "data" / "forms"


@pytest.fixture(params=range(1, SCHEMA))
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A plan as an older version wrote it."""
    path = tmp_path / "plan.json"
    path.write_bytes((FORMS / f"{request.param}.json").read_bytes())
    return path


def test_there_is_a_step_from_every_form_and_a_file_of_it() -> None:
    assert sorted(MIGRATIONS) == list(range(1, SCHEMA))
    for form in MIGRATIONS:
        path = FORMS / f"{form}.json"  # it belongs to whoever has fetched the tests
        assert tables_of(path.read_bytes(), path)[META]["1"]["schema"] == form


def test_a_plan_of_an_older_form_opens_and_loses_nothing(old: Path) -> None:
    held = read_tables(old)
    document = Document.open(old)
    document.set(document.plan.all(Action)[0], {"what": "Plant indigo"})
    document.save()
    now = read_tables(old)
    assert now[META]["1"]["schema"] == SCHEMA
    for name, value in held[META]["1"].items():
        if name not in ("schema", "progress", "place", "counters"):
            assert now[META]["1"][name] == value, name
    for table in held.keys() - {META, "action"}:
        for number, row in held[table].items():
            assert now[table][number] == row
    assert [row["id"] for row in now["action"].values()] == [row["id"] for row in held["action"].values()]


def test_reading_alone_migrates_no_file(old: Path) -> None:
    before = old.read_bytes()
    load(old)
    assert old.read_bytes() == before
    assert generations.generations(old) == []


def test_the_file_as_it_was_is_kept_before_the_first_save_and_once(old: Path) -> None:
    before = old.read_bytes()
    document = Document.open(old)
    for words in ("Plant indigo", "Plant more indigo"):
        document.set(document.plan.all(Action)[0], {"what": words})
        document.save()
    kept = [one for one in generations.generations(old) if one.reason == "migration"]
    assert [one.path.read_bytes() for one in kept] == [before]


def test_nothing_is_saved_in_a_new_form_if_the_old_file_cannot_be_kept(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = old.read_bytes()
    document = Document.open(old)
    document.set(document.plan.all(Action)[0], {"what": "Plant indigo"})
    place = generations.place_of(old)
    place.write_bytes(b"no folder")
    with pytest.raises(PlanFileError):
        document.save()
    assert old.read_bytes() == before
    place.unlink()
    document.save()
    assert [one.path.read_bytes() for one in generations.generations(old)] == [before]
