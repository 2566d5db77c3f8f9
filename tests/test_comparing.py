"""What became of a plan between two versions: named exactly, by tool, in words, and with the reasons."""

import itertools
import unicodedata
from datetime import date
from pathlib import Path

import pytest
from filled import filled, hostile
from hypothesis import given, settings
from hypothesis import strategies as st

from atm_tui.cli import main
from atm_tui.comparing import Comparison, Difference, compare
from atm_tui.document import Document
from atm_tui.example import example
from atm_tui.export.compared import compared
from atm_tui.export.markdown import as_markdown
from atm_tui.export.seen import for_people
from atm_tui.export.text import as_text
from atm_tui.model.action import Action
from atm_tui.model.allies import Ally, Placement
from atm_tui.model.record import Record, new_id
from atm_tui.model.reflection import Change, Decision, Session
from atm_tui.model.river import Tributary
from atm_tui.model.start import Participant
from atm_tui.model.trees import ProblemCard
from atm_tui.planio import plan_of
from atm_tui.versions import KEPT, NOW, names


@pytest.fixture
def document() -> Document:
    """A plan with two reflections, the first of them closed."""
    document = Document.new(group="Weavers")
    for what in ("Dye", "Weave", "Sell"):
        document.add(Action(what=what))
    document.add(ProblemCard(side="root", statement="No tank", weight="3"))
    document.add(Session(occasion="lot 1", on=date(2026, 5, 15)))
    document.freeze(document.add(Session(occasion="lot 2", on=date(2026, 7, 10))).id)
    document.add(Session(occasion="lot 3", on=date(2026, 8, 28)))
    return document


def action(document: Document, what: str) -> Action:
    return next(one for one in document.plan.all(Action) if one.what == what)


def session(document: Document, code: str) -> Session:
    return next(one for one in document.plan.all(Session) if one.code == code)


def only(comparison: Comparison) -> Difference:
    ((_, (difference,)),) = comparison.tools
    return difference


def said(comparison: Comparison) -> list[tuple[str, str, str]]:
    return [(tool.id, one.what, one.name) for tool, found in comparison.tools for one in found]


def test_everything_is_told_by_tool_in_the_order_of_the_stage(document: Document) -> None:
    document.add(Ally(who="Joyce"))
    document.set(document.plan.all(ProblemCard)[0], {"weight": "1"})
    document.set(action(document, "Sell"), {"status": "stopped"})
    document.add(Action(what="Mend"))
    document.remove(action(document, "Dye"))
    assert said(compare(document.plan, "R2")) == [
        ("matrix", "removed", "Dye"),
        ("matrix", "stopped", "Sell"),
        ("matrix", "added", "Mend"),
        ("problems", "changed", "No tank"),
        ("allies", "added", "Joyce"),
    ]


def test_a_change_is_told_field_by_field_in_words(document: Document) -> None:
    person = document.add(Participant(display_name="Halima"))
    document.set(action(document, "Weave"), {"what": "Weave more", "lead": person.id, "due": None})
    fields = only(compare(document.plan, "R2")).fields
    assert [(field.label, field.old, field.new) for field in fields] == [
        ("What", "Weave", "Weave more"),
        ("Who leads", "", "Halima"),
    ]


def test_what_was_stopped_before_is_not_stopped_again(document: Document) -> None:
    document.set(action(document, "Sell"), {"status": "stopped"})
    document.freeze(session(document, "R3").id)
    document.set(action(document, "Sell"), {"what": "Sell abroad"})
    assert only(compare(document.plan, "R3")).what == "changed"
    assert only(compare(document.plan, "R2", "R3")).what == "stopped"


def test_a_decision_gives_the_reason_and_who_decided(document: Document) -> None:
    lead = document.add(Participant(display_name="Halima"))
    decision = document.add(Decision(what="No night work", method="fist of five"))
    dye = action(document, "Dye")
    document.set(dye, {"done_when": "by day"})
    document.add(
        Change(kind="stop", target=f"ref:{dye.id}", now="By day only", reason="Tired eyes", lead=lead.id,
               decision=decision.id, session=session(document, "R3").id)
    )  # fmt: skip
    one = only(compare(document.plan, "R2"))
    assert one.what == "stopped"
    (reason,) = one.reasons
    assert (reason.why, reason.said, reason.session) == ("Tired eyes", "By day only", "R3")
    assert reason.agreed == "No night work; fist of five; Halima leads"


def test_the_reason_of_a_change_alone_is_told_and_none_twice(document: Document) -> None:
    dye = action(document, "Dye")
    document.set(dye, {"what": "Dye by day"}, why="Tired eyes")
    document.set(dye, {"risk": "with lamps off"}, why="Oil is dear")
    document.add(Change(target=f"ref:{dye.id}", now="By day", reason="Tired eyes"))
    assert sorted(reason.why for reason in only(compare(document.plan, "R2")).reasons) == [
        "Oil is dear",
        "Tired eyes",
    ]


def test_a_reason_from_before_is_not_one_for_what_came_after(document: Document) -> None:
    dye = action(document, "Dye")
    document.set(dye, {"risk": "smoke"}, why="We smelt it")
    document.freeze(session(document, "R3").id)
    document.set(dye, {"risk": "smoke and fire"}, why="It burned")
    (reason,) = only(compare(document.plan, "R3")).reasons
    assert reason.why == "It burned"
    (reason,) = only(compare(document.plan, "R2", "R3")).reasons
    assert reason.why == "We smelt it"


def test_only_reflections_in_between_give_reasons(document: Document) -> None:
    for number in (1, 2, 3):
        document.add(
            Change(
                kind="keep", target="songs", now=f"in R{number}", session=session(document, f"R{number}").id
            )
        )
    document.freeze(session(document, "R3").id)
    document.add(Change(kind="keep", target="songs", now="since then"))

    def decided(*ends: str) -> list[str]:
        return [one.reasons[0].said for one in compare(document.plan, *ends).decided]

    assert decided("R2", "R3") == ["in R3"]
    assert decided("R2", NOW) == ["in R3", "since then"]
    assert decided("R3", NOW) == ["since then"]
    assert decided(NOW, NOW) == decided("R3", "R3") == []


def test_what_others_may_not_see_is_in_no_comparison_for_them(
    document: Document, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ally = document.add(Ally(who="The chief", private="yes"))
    document.add(
        Change(kind="keep", target=f"ref:{ally.id}", now="Ask the chief", reason="he is the chief's cousin")
    )
    path = tmp_path / "plan.json"
    Document(document.plan, path).save()
    assert main(["compare", str(path)]) == 0
    assert "chief" not in capsys.readouterr().out
    assert said(compare(document.plan, "R2")) == [("allies", "added", "The chief")]


def test_who_became_private_is_in_no_version_for_others(document: Document) -> None:
    ally = document.add(Ally(who="The chief"))
    document.add(Placement(ally=ally.id, on=date(2026, 8, 1), wedge="neutral"))
    document.add(Tributary(what="Land", from_whom=f"ref:{ally.id}"))
    document.freeze(session(document, "R3").id)
    document.remove(document.plan.all(Placement)[0])
    document.set(document.plan.all(Tributary)[0], {"what": "A field"})
    document.set(ally, {"private": "yes"})
    seen = for_people(document.plan)
    seen.versions = document.plan.versions
    for ends in (("R3", NOW), (NOW, "R3"), ("R2", "R3")):
        assert "chief" not in as_text(compared(seen, compare(document.plan, *ends, seen=for_people)))
    assert said(compare(document.plan, "R3", seen=for_people)) == [("river", "changed", "A field")]


# The command -------------------------------------------------------------------------------
@pytest.fixture
def plan(document: Document, tmp_path: Path) -> str:
    """The plan as a file, with a second version."""
    saved = Document(document.plan, tmp_path / "plan.json")
    saved.set(action(saved, "Dye"), {"what": "Dye by day"}, why="Tired eyes")
    saved.freeze(session(saved, "R3").id)
    saved.add(Action(what="Mend"))
    saved.save()
    return str(saved.path)


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["compare", *arguments]) == 0
    return capsys.readouterr().out


def test_the_command_tells_what_is_asked_for(plan: str, capsys: pytest.CaptureFixture[str]) -> None:
    since = told(capsys, plan)
    assert "From R3 (lot 3, 28 Aug 2026) to now." in since
    assert "- Added: action A04 Mend" in since
    assert "Dye" not in since
    between = told(capsys, plan, "r2", "R3")
    assert "- Changed: action A01 Dye by day\n  - What: Dye -> Dye by day\n  - Why: Tired eyes" in between
    assert "Mend" not in between
    assert "Mend" in told(capsys, plan, "R2", "NOW")
    assert "Nothing changed." in told(capsys, plan, "R3", "R3")
    assert told(capsys, plan, "--format", "md").startswith("# Weavers: what changed\n")


def test_an_unknown_version_is_one_sentence_with_those_there_are(
    plan: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for arguments in (("R9",), ("R2", "R9")):
        assert main(["compare", plan, *arguments]) == 2
        out, err = capsys.readouterr()
        assert (out, err) == ("", "This plan has no version 'R9'. Use one of: R2, R3, now.\n")


def test_a_plan_without_a_version_says_how_one_comes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "new.json"
    assert main(["new", str(path)]) == 0
    assert main(["compare", str(path)]) == 2
    assert "when it is closed" in capsys.readouterr().err


def test_a_picture_is_shown_as_it_stood_then(plan: str, capsys: pytest.CaptureFixture[str]) -> None:
    def shown(*at: str) -> str:
        assert main(["show", plan, "matrix", *at]) == 0
        return capsys.readouterr().out

    assert "Mend" in shown()
    assert "Mend" not in shown("--at", "R3")
    assert "Dye by day" not in shown("--at", "r2")
    assert main(["show", plan, "matrix", "--at", "R9"]) == 2
    assert "Use one of: R2, R3, now." in capsys.readouterr().err


def test_what_was_late_then_is_late_in_its_picture(
    document: Document, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    saved = Document(document.plan, tmp_path / "plan.json")
    saved.add(Action(what="Mend", due=date(2026, 8, 1)))
    for code in ("R2", "R3"):
        saved.freeze(session(saved, code).id)
    saved.save()
    late = []
    for at in ("R2", "R3"):
        assert main(["show", str(saved.path), "matrix", "--at", at]) == 0
        late.append("1 late" in capsys.readouterr().out)
    assert late == [False, True]


# Any plan ----------------------------------------------------------------------------------
@given(data=st.data())
@settings(max_examples=20, deadline=None)
def test_nothing_differs_from_itself_and_hostile_words_do_no_harm(data: st.DataObject) -> None:
    words = itertools.cycle(data.draw(st.lists(hostile(), min_size=2, max_size=5)))
    document = Document(filled(lambda: next(words)))
    sessions = document.plan.all(Session)
    document.freeze(sessions[0].id)
    rows = [
        row for table in KEPT for row in document.plan.rows(table) if row.specs()[row.main()].kind == "line"
    ]
    changed = data.draw(st.lists(st.sampled_from(rows), max_size=5, unique_by=id))
    for row in changed:
        document.set(row, {row.main(): data.draw(hostile())}, why=data.draw(hostile()))
    document.freeze(sessions[1].id)
    for name in (*names(document.plan), NOW):
        assert compare(document.plan, name, name) == Comparison(name, name, ())
    comparison = compare(document.plan, names(document.plan)[0])
    assert {one.record for _, found in comparison.tools for one in found} <= {row.id for row in changed}
    for make in (as_text, as_markdown):
        paper = make(compared(document.plan, comparison))
        assert not [
            one for one in paper if one != "\n" and unicodedata.category(one) in ("Cc", "Cs", "Zl", "Zp")
        ]


def test_one_change_is_found_among_ten_thousand_records() -> None:
    document = Document(plan_of(example()))
    kinds = [row for row in document.plan if row.table in KEPT and not (row.single or row.preset_field)]
    while sum(map(len, document.plan.tables.values())) < 10_000:
        for row in kinds:
            _copy(document, row)
    document.freeze(document.plan.all(Session)[0].id)
    document.set(document.plan.all(Action)[-1], {"what": "One of ten thousand"})
    assert compare(document.plan, "R1").count() == 1


def _copy(document: Document, row: Record) -> None:
    copy = row.with_values({"id": new_id()})
    document.plan.put(row.table, copy.id, copy)
