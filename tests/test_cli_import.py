"""The command that takes records in: what it says, what it changes, its status, and what was before."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from atm_tui.cli import main
from atm_tui.document import Document
from atm_tui.intake.finder import same_code
from atm_tui.model.action import Action
from atm_tui.model.start import Participant
from atm_tui.store.generations import generations
from atm_tui.store.journal import Journal
from atm_tui.store.lock import PlanLock

Refused = Callable[[list[str]], str]
TABLE = """\
No;Task;Responsible;By when;Village
1;Buy yarn;Zuhura Mbeki;15/01/2027;x
2;Call;Nobody;soon;y
;Total;;;
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "our actions.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def actions(path: Path) -> list[str]:
    return [one.what for one in Document.open(path).plan.all(Action)]


def test_a_dry_run_says_all_and_changes_nothing(
    kijito: Path, table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = kijito.read_bytes()
    assert main(["import", "kijito", str(table), "--dry-run"]) == 0
    out, err = capsys.readouterr()
    assert out.splitlines() == [
        "our actions.csv: Read as 'Actions' (action), headings in row 1.",
        "our actions.csv: Not understood and left out: the column 'Village'.",
        "+ row 2: Buy yarn; Who leads: Zuhura Mbeki; Done by: 15 Jan 2027",
        (
            "? row 3: Call"
            "  (Who leads: 'Nobody' is not found in people; it is kept as words."
            " Done by: 'soon' is no day I know; it is kept as it was written.)"
        ),
        "x row 4: Total  (A line of totals.)",
        "Understood: 2 actions, 1 doubtful, 1 not taken.",
        "Nothing was changed (--dry-run).",
    ]
    assert (err, kijito.read_bytes(), generations(kijito)) == ("", before, [])


def test_it_is_taken_as_one_change_and_what_was_before_is_kept(
    kijito: Path, table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before, held = kijito.read_bytes(), actions(kijito)
    assert main(["import", "kijito", str(table)]) == 0
    assert "Taken into" in capsys.readouterr().err
    assert actions(kijito) == [*held, "Buy yarn", "Call"]
    assert Document.open(kijito).plan.history[-1]["why"] == "from our actions.csv"
    (kept,) = generations(kijito)
    assert (kept.reason, kept.path.read_bytes()) == ("import", before)
    assert main(["doctor", "kijito"]) == 0
    assert "before an import" in capsys.readouterr().out
    assert PlanLock(kijito).free()


def test_taking_it_again_takes_nothing(kijito: Path, table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", "kijito", str(table)]) == 0
    before = kijito.read_bytes()
    assert main(["import", "kijito", str(table)]) == 1
    assert "Nothing was taken" in capsys.readouterr().err
    assert kijito.read_bytes() == before
    assert main(["import", "kijito", str(table), "--dry-run"]) == 1


def test_chosen_records_of_another_plan(kijito: Path) -> None:
    assert main(["new", "another"]) == 0
    another = kijito.with_name("another.json")
    assert main(["import", "another", str(kijito), "--only", "w01, W02,A02"]) == 0
    assert [one.code for one in Document.open(another).plan.all(Participant)] == ["W01", "W02"]
    assert len(actions(another)) == 1
    assert main(["import", "another", str(kijito), "--only", "action"]) == 0
    assert sorted(actions(another)) == sorted(actions(kijito))


def test_json_out_and_in(kijito: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    assert main(["export", "kijito", "--format", "json", "--output", str(out)]) == 0
    assert main(["new", "another"]) == 0
    assert main(["import", "another", str(out)]) == 0
    ours, theirs = (Document.open(path).content() for path in (kijito.with_name("another.json"), kijito))
    assert ours.tables == theirs.tables


def test_every_table_of_our_export_comes_back(kijito: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.zip"
    assert main(["export", "kijito", "--format", "csv", "--output", str(out)]) == 0
    assert main(["new", "another"]) == 0
    assert main(["import", "another", str(out)]) == 0
    ours, theirs = (Document.open(path).plan for path in (kijito.with_name("another.json"), kijito))
    for name in ("action", "participant", "indicator", "problem_card", "canvas_note", "cost_line"):
        codes = [[same_code(one.code) for one in plan.rows(name)] for plan in (ours, theirs)]
        assert codes[0] == codes[1]
    named = [
        [plan.named(one.lead) if one.lead else "" for one in plan.all(Action)] for plan in (ours, theirs)
    ]
    assert named[0] == named[1]


def test_what_cannot_be_taken_is_refused_in_a_sentence(
    kijito: Path, table: Path, tmp_path: Path, refused: Refused
) -> None:
    before = kijito.read_bytes()
    data = json.loads(before)
    data["meta"]["1"]["schema"] = 99
    (tmp_path / "newer.json").write_text(json.dumps(data), encoding="utf-8")
    assert "newer atm-tui" in refused(["import", "kijito", str(tmp_path / "newer.json")])
    assert "no such file" in refused(["import", "kijito", str(tmp_path / "nothing.csv")])
    assert "There is no table 'nix'" in refused(["import", "kijito", str(table), "--as", "nix"])
    (tmp_path / "prose.txt").write_text("Dear all,\nwe met under the tree.\n", encoding="utf-8")
    assert "No headings were found" in refused(["import", "kijito", str(tmp_path / "prose.txt")])
    assert "holds no A99" in refused(["import", "kijito", str(kijito), "--only", "A99"])
    assert kijito.read_bytes() == before


def test_a_plan_in_which_somebody_writes_is_left_alone(kijito: Path, table: Path, refused: Refused) -> None:
    lock = PlanLock(kijito)
    assert lock.take() is None
    try:
        assert "is being written by" in refused(["import", "kijito", str(table)])
    finally:
        lock.give_back()


def test_drafts_that_wait_come_first(kijito: Path, table: Path, refused: Refused) -> None:
    document = Document.open(kijito)
    made: list[dict[str, object]] = []
    document.changed = lambda change: made.append(change.draft() | {"on": document.stored})
    document.add(Action(what="typed before the crash"))
    journal = Journal(kijito, document.plan.line)
    journal.write(made)
    journal.close()
    assert "More was typed in" in refused(["import", "kijito", str(table)])
