"""An open plan: every change can be undone, tells the history, and is there after reopening."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from atm_tui.changes import Change
from atm_tui.document import Document
from atm_tui.errors import PlanFileError
from atm_tui.model import KINDS
from atm_tui.model.action import Action, MarketPoint, Resource
from atm_tui.model.bring import Wealth
from atm_tui.model.closing import Answer
from atm_tui.model.plan import Plan
from atm_tui.model.record import Record
from atm_tui.model.spec import Reverse
from atm_tui.model.start import Participant, PlanSheet
from atm_tui.model.trees import ProblemCard, SolutionCard
from atm_tui.planio import plan_of

SOLUTIONS = next(reverse for reverse in Action.reverse if reverse.name == "solutions")


@pytest.fixture
def document() -> Document:
    """A new plan in memory, typed by Amina."""
    document = Document.new(group="Weavers")
    document.by = "Amina"
    return document


def state(plan: Plan) -> tuple[object, ...]:
    """All of a plan, with the order of its rows, to be compared."""
    tables = {table: list(rows.values()) for table, rows in plan.tables.items()}
    return tables, list(plan.history), list(plan.counters.items()), dict(plan.place), dict(plan.meta)


def actions(document: Document) -> list[str]:
    return [action.what for action in document.plan.all(Action)]


def add_three(document: Document) -> list[Action]:
    return [document.add(Action(what=what)) for what in ("Dye", "Weave", "Sell")]


# Opening and saving ------------------------------------------------------------------------
def test_a_new_plan_has_its_sheets_and_fixed_rows(document: Document) -> None:
    plan = document.plan
    for table, kind in KINDS.items():
        rows = plan.rows(table)
        if kind.single:
            assert [row.id for row in rows] == [table]
        else:
            assert [row.value(kind.preset_field) for row in rows] == [value for value, _ in kind.presets()]
    assert [row.code for row in plan.all(Wealth)] == [f"WF{number}" for number in range(1, 9)]
    assert [row.code for row in plan.all(Answer)] == ["Q1", "Q2", "Q3", "Q4"]
    assert plan.title() == "Weavers"
    assert document.undo() == "", "there is nothing to take back yet"
    assert plan.history == []


def test_sheets_and_fixed_rows_are_the_same_in_every_plan() -> None:
    first, second = Document.new(), Document.new()
    assert state(first.plan) == state(second.plan)


def test_a_row_beside_the_fixed_ones_gets_a_number_of_its_own(document: Document) -> None:
    assert document.add(MarketPoint(point="smell")).code == "MP15"


def test_reopening_gives_the_same_plan(document: Document, tmp_path: Path) -> None:
    saved = Document(document.plan, tmp_path / "plans" / "plan.json", by="Amina")
    three = add_three(saved)
    saved.set(three[0], {"due": date(2027, 1, 15), "helpers": ["x"], "status": ""})
    saved.move(three[2], 0)
    saved.remove(three[1])
    saved.plan.place = {"step": "actions", "record": three[0].id}
    saved.save()
    opened = Document.open(tmp_path / "plans" / "plan.json")
    assert state(opened.plan) == state(saved.plan)
    assert opened.content() == saved.content()
    assert opened.undo() == "", "what was done before is not taken back by accident"


def test_reopening_a_plan_that_was_never_touched_gives_the_same_plan(tmp_path: Path) -> None:
    new = Document.new(tmp_path / "plan.json")
    new.save()
    opened = Document.open(tmp_path / "plan.json")
    assert state(opened.plan) == state(new.plan)


def test_a_new_plan_is_not_yet_on_disk(tmp_path: Path) -> None:
    Document.new(tmp_path / "plan.json", "Weavers")
    assert not (tmp_path / "plan.json").exists()


def test_a_plan_without_a_path_is_kept_in_memory(document: Document, tmp_path: Path) -> None:
    document.save()
    assert document.path is None
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_a_missing_plan_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(PlanFileError):
        Document.open(tmp_path / "none.json")


def test_what_is_saved_is_what_stood_when_it_was_asked_for(tmp_path: Path) -> None:
    document = Document.new(tmp_path / "plan.json")
    dye = document.add(Action(what="Dye"))
    then = document.plan.now()
    document.set(dye, {"what": "Weave"}, typing="what")
    document.set(dye, {"what": "Weave it"}, typing="what")
    document.add(Action(what="Sell"))
    document.save(then)
    opened = Document.open(tmp_path / "plan.json")
    assert actions(opened) == ["Dye"]
    assert len(opened.plan.history) == 1
    document.save()
    assert actions(Document.open(tmp_path / "plan.json")) == ["Weave it", "Sell"]


def test_the_file_says_whose_plan_it_is_and_how_far_it_got(document: Document) -> None:
    document.add(Action(what="Dye"))
    meta = document.content().meta
    assert meta["group"] == "Weavers"
    assert str(meta["progress"]).startswith("2 of ")
    assert meta["counters"]["A"] == 1


# Adding ------------------------------------------------------------------------------------
def test_an_added_record_gets_the_next_number_and_its_times(document: Document) -> None:
    first, second = document.add(Action(what="Dye")), document.add(Action(what="Weave"))
    assert (first.code, second.code) == ("A01", "A02")
    assert document.plan.tables["action"][first.id] is first
    assert first.created == first.changed


def test_a_record_is_added_where_it_is_wanted(document: Document) -> None:
    add_three(document)
    document.add(Action(what="Spin"), position=1)
    assert actions(document) == ["Dye", "Spin", "Weave", "Sell"]
    document.undo()
    assert actions(document) == ["Dye", "Weave", "Sell"]
    document.redo()
    assert actions(document) == ["Dye", "Spin", "Weave", "Sell"]


def test_adding_the_same_record_twice_gives_two(document: Document) -> None:
    dye = document.add(Action(what="Dye"))
    twin = document.add(dye)
    assert twin.id != dye.id
    assert (dye.code, twin.code) == ("A01", "A02")
    document.undo()
    assert document.plan.all(Action) == [dye]


def test_a_number_never_comes_back_even_after_reopening(tmp_path: Path) -> None:
    document = Document.new(tmp_path / "plan.json")
    three = add_three(document)
    document.remove(three[2])
    assert document.add(Action(what="Spin")).code == "A04"
    document.remove(document.plan.rows("action")[-1])
    document.save()
    opened = Document.open(tmp_path / "plan.json")
    assert opened.add(Action(what="Knot")).code == "A05"


def test_a_number_whose_giving_was_taken_back_is_free_again(document: Document) -> None:
    before = dict(document.plan.counters)
    document.add(Action(what="Dye"))
    document.undo()
    assert dict(document.plan.counters) == before, "no zero stays behind"
    assert document.add(Action(what="Weave")).code == "A01"


def test_redoing_gives_the_same_number_and_goes_on_after_it(document: Document) -> None:
    document.add(Action(what="Dye"))
    document.undo()
    document.redo()
    assert [action.code for action in document.plan.all(Action)] == ["A01"]
    assert document.add(Action(what="Weave")).code == "A02"


# Changing ----------------------------------------------------------------------------------
def test_a_change_makes_a_new_record_in_the_same_place(document: Document) -> None:
    three = add_three(document)
    document.set(three[1], {"what": "Weave twice", "status": "agreed"})
    assert actions(document) == ["Dye", "Weave twice", "Sell"]
    assert three[1].what == "Weave"
    assert document.undo() == "change of What, State of action A02"
    assert document.plan.all(Action) == three
    assert document.redo() == "change of What, State of action A02"
    assert actions(document) == ["Dye", "Weave twice", "Sell"]


def test_a_change_that_changes_nothing_is_none(document: Document) -> None:
    dye = document.add(Action(what="Dye", helpers=["p1"]))
    document.set(dye, {"what": "Dye", "helpers": ["p1"]})
    document.set(dye, {})
    assert document.undo() == "new action A01"


def test_what_was_unread_is_put_right_without_a_word_in_the_history(document: Document) -> None:
    dye = document.add(Action.load({"what": "Dye", "due": "soon"}))
    document.set(dye, {"due": date(2027, 1, 15), "unread": {}})
    assert document.plan.all(Action)[0].unread == {}
    assert [entry.get("field", "") for entry in document.plan.history] == ["", "due"]
    document.undo()
    assert document.plan.all(Action)[0].unread == {"due": "soon"}


def test_a_stale_copy_of_a_record_changes_what_stands_now(document: Document) -> None:
    dye = document.add(Action(what="Dye"))
    document.set(dye, {"why": "To sell"})
    document.set(dye, {"what": "Dye twice"})
    now = document.plan.all(Action)[0]
    assert (now.what, now.why) == ("Dye twice", "To sell")


def test_a_value_of_another_type_is_refused_and_nothing_changes(document: Document) -> None:
    dye = document.add(Action(what="Dye"))
    before = state(document.plan)
    with pytest.raises(ValidationError):
        document.set(dye, {"what": "Weave", "due": "soon"})
    assert state(document.plan) == before
    assert document.undo() == "new action A01"


def test_hostile_words_are_cleaned_on_their_way_in(document: Document) -> None:
    dye = document.add(Action(what="\x1b[31mDye"))
    document.set(dye, {"why": "a\x00b\ud800c", "helpers": ["\x07p1"]})
    now = document.plan.all(Action)[0]
    assert (now.what, now.why, now.helpers) == ("Dye", "abc", ["p1"])


def test_a_field_that_begins_with_something_can_be_emptied_for_good(tmp_path: Path) -> None:
    document = Document.new(tmp_path / "plan.json")
    card = document.add(ProblemCard(statement="No road"))
    document.set(card, {"weight": "", "state": ""})
    document.save()
    opened = Document.open(tmp_path / "plan.json").plan.all(ProblemCard)[0]
    assert (opened.weight, opened.state) == ("", "")


# Typing ------------------------------------------------------------------------------------
def typed(document: Document, record: Record, name: str, words: str) -> None:
    for length in range(1, len(words) + 1):
        document.set(record, {name: words[:length]}, typing=name)


def test_typing_in_one_field_is_one_step_and_one_line_of_history(document: Document) -> None:
    dye = document.add(Action(what="D"))
    typed(document, dye, "what", "Dye the wool")
    assert [entry["field"] for entry in document.plan.history if "field" in entry] == ["what"]
    assert document.plan.history[-1]["old"] == "D"
    assert document.plan.history[-1]["new"] == "Dye the wool"
    assert document.undo() == "change of What of action A01"
    assert actions(document) == ["D"]
    assert len(document.plan.history) == 1
    document.redo()
    assert actions(document) == ["Dye the wool"]
    assert document.plan.history[-1]["new"] == "Dye the wool"


def test_leaving_the_field_ends_the_step(document: Document) -> None:
    dye = document.add(Action())
    typed(document, dye, "what", "Dye")
    document.seal()
    typed(document, dye, "what", "Weave")
    document.undo()
    assert actions(document) == ["Dye"]
    document.undo()
    assert actions(document) == [""]


def test_typing_elsewhere_or_doing_something_else_begins_a_new_step(document: Document) -> None:
    first, second = document.add(Action()), document.add(Action())
    typed(document, first, "what", "Dye")
    typed(document, second, "what", "Weave")
    typed(document, second, "why", "To sell")
    document.set(second, {"status": "agreed"})
    typed(document, second, "why", "To live")
    for expected in (["To sell", "agreed"], ["To sell", "idea"], ["", "idea"]):
        document.undo()
        now = document.plan.all(Action)[1]
        assert [now.why, now.status] == expected
    document.undo()
    assert actions(document) == ["Dye", ""]


def test_typing_goes_on_in_a_new_step_after_undo_and_redo(document: Document) -> None:
    dye = document.add(Action())
    typed(document, dye, "what", "Dye")
    document.undo()
    document.redo()
    typed(document, dye, "what", "Weave")
    document.undo()
    assert actions(document) == ["Dye"]


def test_a_field_typed_empty_says_so_in_the_history(document: Document) -> None:
    dye = document.add(Action(what="Dye"))
    document.set(dye, {"what": "Dy"}, typing="what")
    document.set(dye, {"what": ""}, typing="what")
    entry = document.plan.history[-1]
    assert (entry["old"], entry["new"]) == ("Dye", "")
    document.undo()
    document.set(dye, {"what": ""})
    assert {**document.plan.history[-1], "at": ""} == {**entry, "at": ""}


def test_a_row_that_was_typed_new_is_one_step_with_its_first_words(document: Document) -> None:
    dye = document.add(Action(what="D"))
    document.typing_goes_on(dye, "what")
    typed(document, dye, "what", "Dye the wool")
    assert [entry["new"] for entry in document.plan.history] == ["added"]
    assert document.undo() == "new action A01"
    assert actions(document) == []
    assert document.plan.history == []
    document.redo()
    assert actions(document) == ["Dye the wool"]


def test_a_row_that_is_retracted_leaves_no_step_and_its_number_is_free(document: Document) -> None:
    dye = document.add(Action())
    document.retract(dye)
    assert actions(document) == []
    assert document.undo() == ""
    assert document.plan.history == []
    assert document.add(Action()).code == "A01"


def test_only_the_row_that_the_last_step_made_is_retracted(document: Document) -> None:
    first, _ = document.add(Action()), document.add(Action())
    document.retract(first)
    assert len(actions(document)) == 2


def test_typing_two_fields_at_once_keeps_a_line_for_each(document: Document) -> None:
    dye = document.add(Action())
    document.set(dye, {"what": "D", "why": "F"}, typing="what")
    document.set(dye, {"what": "Dye", "why": "For her"}, typing="what")
    lines = [(entry["field"], entry["old"], entry["new"]) for entry in document.plan.history[1:]]
    assert lines == [("what", "", "Dye"), ("why", "", "For her")]
    document.undo()
    assert len(document.plan.history) == 1
    assert actions(document) == [""]


def test_typing_within_a_larger_step_swallows_nothing_of_it(document: Document) -> None:
    dye = document.add(Action())
    document.set(dye, {"what": "D"}, typing="what")
    with document.step("plan a day"):
        document.set(dye, {"what": "Dye"}, typing="what")
        document.add(Action(what="Weave"))
    assert document.undo() == "plan a day"
    assert actions(document) == ["D"]
    document.redo()
    assert actions(document) == ["Dye", "Weave"]


# Removing ----------------------------------------------------------------------------------
def test_a_removed_record_comes_back_to_its_place(document: Document) -> None:
    three = add_three(document)
    document.remove(three[1])
    assert actions(document) == ["Dye", "Sell"]
    assert document.undo() == "deletion of action A02"
    assert document.plan.all(Action) == three
    document.redo()
    assert actions(document) == ["Dye", "Sell"]


def test_what_points_at_a_removed_record_says_so(document: Document) -> None:
    amina = document.add(Participant(display_name="Amina"))
    dye = document.add(Action(what="Dye", lead=amina.id))
    document.add(Resource(item="Pot", action=dye.id))
    document.remove(amina)
    assert document.plan.named(document.plan.all(Action)[0].lead) == "(deleted)"
    document.remove(dye)
    assert len(document.plan.all(Resource)) == 1, "only cards take along what hangs on them"


def tree(document: Document) -> dict[str, ProblemCard]:
    cards: dict[str, ProblemCard] = {}
    for name, side, parent in (
        ("trunk", "trunk", ""), ("c1", "root", "trunk"), ("c2", "root", "trunk"), ("c11", "root", "c1"),
        ("c12", "root", "c1"), ("c111", "root", "c11"), ("e1", "branch", "trunk"),
    ):  # fmt: skip
        above = cards[parent].id if parent else ""
        cards[name] = document.add(ProblemCard(statement=name, side=side, parent=above))
    return cards


def standing(document: Document) -> list[str]:
    return [card.statement for card in document.plan.all(ProblemCard)]


def test_a_removed_card_takes_along_what_hangs_on_it_and_brings_it_back(document: Document) -> None:
    cards = tree(document)
    before = state(document.plan)
    document.remove(cards["c1"], why="Not ours")
    assert standing(document) == ["trunk", "c2", "e1"]
    gone = [entry for entry in document.plan.history if entry.get("new") == "deleted"]
    assert {entry["old"] for entry in gone} == {"c1", "c11", "c12", "c111"}
    assert {entry["why"] for entry in gone} == {"Not ours"}
    document.undo()
    assert state(document.plan) == before
    document.remove(cards["trunk"])
    assert standing(document) == []


def test_cards_that_hang_on_each_other_can_be_removed(document: Document) -> None:
    cards = tree(document)
    document.set(cards["c1"], {"parent": cards["c111"].id})
    document.set(cards["e1"], {"parent": cards["e1"].id})
    before = state(document.plan)
    document.remove(cards["c11"])
    document.remove(cards["e1"])
    assert standing(document) == ["trunk", "c2"]
    document.undo()
    document.undo()
    assert state(document.plan) == before


def test_a_long_chain_of_cards_can_be_removed(document: Document) -> None:
    above = document.add(ProblemCard(statement="0", side="root"))
    first = above
    for number in range(1, 150):
        above = document.add(ProblemCard(statement=str(number), side="root", parent=above.id))
    document.remove(first)
    assert standing(document) == []


# Moving, copying, linking ------------------------------------------------------------------
@pytest.mark.parametrize(
    ("position", "order"),
    [(0, ["Weave", "Dye", "Sell"]), (2, ["Dye", "Sell", "Weave"]), (-5, ["Weave", "Dye", "Sell"]),
     (99, ["Dye", "Sell", "Weave"])],
)  # fmt: skip
def test_a_record_is_moved_and_moved_back(document: Document, position: int, order: list[str]) -> None:
    three = add_three(document)
    document.move(three[1], position)
    assert actions(document) == order
    assert document.undo() == "move of action A02"
    assert actions(document) == ["Dye", "Weave", "Sell"]
    document.redo()
    assert actions(document) == order


def test_moving_to_where_it_stands_is_no_change(document: Document) -> None:
    three = add_three(document)
    document.move(three[2], 7)
    assert document.undo() == "new action A03"


def test_a_copy_stands_below_with_a_number_of_its_own(document: Document) -> None:
    three = add_three(document)
    document.set(three[0], {"why": "To sell", "helpers": ["p1"]})
    copy = document.duplicate(three[0])
    assert actions(document) == ["Dye", "Dye", "Weave", "Sell"]
    assert document.plan.rows("action")[1] is copy
    assert copy.id != three[0].id
    assert (copy.code, copy.why, copy.helpers) == ("A04", "To sell", ["p1"])
    assert document.undo() == "copy of action A01"
    assert actions(document) == ["Dye", "Weave", "Sell"]


def test_a_copy_keeps_what_could_not_be_read_and_what_is_not_known(document: Document) -> None:
    strange = document.add(Action.load({"what": "Dye", "due": "soon", "colour": "indigo"}))
    copy = document.duplicate(strange)
    assert copy.unread == {"due": "soon"}
    assert copy.dump()["colour"] == "indigo"


def test_links_are_set_from_the_other_end(document: Document) -> None:
    dye, weave = document.add(Action(what="Dye")), document.add(Action(what="Weave"))
    cards = [document.add(SolutionCard(statement=f"S{number}", actions=[weave.id])) for number in range(3)]
    document.link(dye, SOLUTIONS, [cards[0].id, cards[2].id])
    assert document.linked(dye, SOLUTIONS) == [cards[0].id, cards[2].id]
    document.link(dye, SOLUTIONS, [cards[1].id, cards[2].id])
    assert document.linked(dye, SOLUTIONS) == [cards[1].id, cards[2].id]
    assert document.linked(weave, SOLUTIONS) == [card.id for card in cards]
    assert document.undo() == "links of action A01"
    assert document.linked(dye, SOLUTIONS) == [cards[0].id, cards[2].id]
    document.undo()
    assert document.linked(dye, SOLUTIONS) == []


def test_linking_what_is_linked_already_is_no_change(document: Document) -> None:
    dye = document.add(Action(what="Dye"))
    card = document.add(SolutionCard(statement="S", actions=[dye.id]))
    document.link(dye, SOLUTIONS, [card.id, "gone"])
    assert document.undo() == "new card"


# Steps -------------------------------------------------------------------------------------
def test_changes_joined_in_a_step_are_undone_together(document: Document) -> None:
    before = state(document.plan)
    with document.step("import"):
        three = add_three(document)
        document.set(three[0], {"what": "Dye twice"})
        with document.step("inner"):
            document.remove(three[1])
            document.move(three[2], 0)
    after = state(document.plan)
    assert actions(document) == ["Sell", "Dye twice"]
    assert document.undo() == "import"
    assert state(document.plan) == before, "and the numbers that were given are free again"
    assert document.redo() == "import"
    assert state(document.plan) == after


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_a_step_that_fails_changes_nothing_at_all(document: Document, error: type[BaseException]) -> None:
    three = add_three(document)
    document.undo()
    before = state(document.plan)

    def fail() -> None:
        with document.step("import"):
            document.add(Action(what="Spin"))
            document.set(three[0], {"what": "Dye twice"})
            with document.step("inner"):
                document.remove(three[1])
                raise error

    with pytest.raises(error):
        fail()
    assert state(document.plan) == before
    assert document.redo() == "new action A03", "what was undone can still be done again"
    assert document.undo() == "new action A03"
    assert document.undo() == "new action A02"
    document.add(Action(what="Knot"))
    assert actions(document) == ["Dye", "Knot"]


def test_a_step_without_changes_leaves_no_trace(document: Document) -> None:
    told: list[Change] = []
    document.changed = told.append
    with document.step("nothing"):
        pass
    assert document.undo() == ""
    assert told == []


def test_everybody_is_told_once_of_each_step_and_of_its_undoing(document: Document) -> None:
    told: list[str] = []
    document.changed = lambda change: told.append(change.label)
    add_three(document)
    with document.step("clearing"):
        for action in document.plan.all(Action):
            document.remove(action)
    document.undo()
    document.redo()
    assert told == ["new action A01", "new action A02", "new action A03", *["clearing"] * 3]


def test_undo_and_redo_end_at_both_ends(document: Document) -> None:
    first = state(document.plan)
    add_three(document)
    last = state(document.plan)
    assert [document.undo() for _ in range(5)] == [
        "new action A03",
        "new action A02",
        "new action A01",
        "",
        "",
    ]
    assert state(document.plan) == first
    assert [document.redo() for _ in range(4)] == ["new action A01", "new action A02", "new action A03", ""]
    assert state(document.plan) == last


def test_a_change_after_undo_takes_the_way_back_away(document: Document) -> None:
    add_three(document)
    document.undo()
    document.add(Action(what="Knot"))
    assert document.redo() == ""
    assert actions(document) == ["Dye", "Weave", "Knot"]


# History -----------------------------------------------------------------------------------
def entries(document: Document) -> list[dict[str, Any]]:
    return [{name: value for name, value in line.items() if name != "at"} for line in document.plan.history]


def test_the_history_tells_who_did_what_to_which_field_and_why(document: Document) -> None:
    amina = document.add(Participant(display_name="Amina"))
    dye = document.add(Action(what="Dye"), why="Buyers ask for blue")
    document.set(dye, {"lead": amina.id, "due": date(2027, 1, 15), "status": "agreed"}, why="R1")
    document.remove(dye)
    common = {"by": "Amina", "table": "action", "record": dye.id, "code": "A01"}
    assert entries(document)[1:] == [
        {**common, "old": "", "new": "added", "why": "Buyers ask for blue"},
        {**common, "field": "lead", "old": "", "new": "Amina", "why": "R1"},
        {**common, "field": "due", "old": "", "new": "15 Jan 2027", "why": "R1"},
        {**common, "field": "status", "old": "idea", "new": "agreed", "why": "R1"},
        {**common, "old": "Dye", "new": "deleted"},
    ]
    assert all(date.fromisoformat(line["at"][:10]) for line in document.plan.history)


def test_names_and_reasons_in_the_history_are_harmless(document: Document) -> None:
    document.by = "\x1b[31mAmina\ud800"
    document.add(Action(what="Dye"), why="\x07because")
    assert (document.plan.history[0]["by"], document.plan.history[0]["why"]) == ("Amina", "because")
    assert plan_of(document.content()).history == document.plan.history


def test_what_is_taken_back_leaves_the_history_and_comes_back_with_redo(document: Document) -> None:
    three = add_three(document)
    document.set(three[0], {"what": "Dye twice"})
    told = list(document.plan.history)
    document.undo()
    document.undo()
    assert document.plan.history == told[:2]
    document.redo()
    document.redo()
    assert document.plan.history == told


def test_history_of_earlier_days_is_never_touched(tmp_path: Path) -> None:
    document = Document.new(tmp_path / "plan.json")
    add_three(document)
    document.save()
    opened = Document.open(tmp_path / "plan.json")
    earlier = list(opened.plan.history)
    dye = opened.plan.all(Action)[0]
    typed(opened, dye, "what", "Dye it")
    opened.move(dye, 2)
    for _ in range(5):
        opened.undo()
    assert opened.plan.history == earlier


def test_a_move_and_a_sheet_have_words_too(document: Document) -> None:
    sheet = document.plan.one(PlanSheet)
    document.set(sheet, {"product": "Shawls"})
    assert document.undo() == "change of Product of plan sheet"


def test_every_reverse_link_can_be_set_and_read(document: Document) -> None:
    reverses: list[tuple[type[Record], Reverse]] = [
        (kind, reverse) for kind in KINDS.values() for reverse in kind.reverse
    ]
    for kind, reverse in reverses:
        record, other = document.add(kind.load({})), document.add(KINDS[reverse.table].load({}))
        document.link(record, reverse, [other.id])
        assert document.linked(record, reverse) == [other.id]
        document.link(record, reverse, [])
        assert document.linked(record, reverse) == []
