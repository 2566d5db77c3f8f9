"""What a crash left is brought back: the same plan to the last letter, in words, undone in one step."""

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from atm_tui.changes import Change, change_of
from atm_tui.document import Document
from atm_tui.errors import PlanFileError
from atm_tui.mirror import mirror
from atm_tui.model.action import Action
from atm_tui.model.start import PlanSheet
from atm_tui.model.trees import ProblemCard
from atm_tui.recovery import bring_back
from atm_tui.store import generations
from atm_tui.store.generations import place_of
from atm_tui.store.journal import Journal


class Session:
    """Somebody who writes in a plan, with drafts; the program may be killed at any time."""

    def __init__(self, path: Path) -> None:
        self.path = path
        if not path.exists():
            Document.new(path, "Weavers").save()
        self.begin()

    def begin(self) -> None:
        """Open the plan as the program does."""
        self.document = Document.open(self.path)
        self.brought = bring_back(self.document)
        self.journal = Journal(self.path, self.document.plan.line)
        self.document.changed = self.keep
        if self.brought:
            self.save()

    def keep(self, change: Change) -> None:
        """Keep a change as a draft; a large one is saved."""
        try:
            self.journal.write([change.draft()])
        except PlanFileError:
            self.save()

    def save(self) -> None:
        self.document.save()
        self.journal.saved(self.document.floor)

    def type(self, words: str) -> None:
        sheet = self.document.plan.one(PlanSheet)
        for length in range(1, len(words) + 1):
            self.document.set(sheet, {"product": words[:length]}, typing="product")
        self.document.seal()

    def state(self) -> tuple[Any, ...]:
        plan = self.document.plan
        rows = {table: list(rows.values()) for table, rows in plan.tables.items()}
        return rows, list(plan.history), dict(plan.counters), plan.foreign, plan.meta


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return Session(tmp_path / "plan.json")


# In words --------------------------------------------------------------------------------------
def test_words_are_counted_and_their_place_is_named(session: Session) -> None:
    dye = session.document.add(Action(what="Dye"))
    session.save()
    session.document.set(dye, {"what": "Dye the wool with indigo"})
    session.begin()
    assert session.brought
    assert session.brought.sentence() == ("Brought back 4 words in What, action A01. Ctrl+T takes it out.")


def test_several_places_and_changes_without_words_are_told(session: Session) -> None:
    session.type("Blue scarves")
    dye = session.document.add(Action(what="Dye it"))
    session.document.set(dye, {"status": "agreed"})
    session.begin()
    assert session.brought
    assert "Brought back 4 words in Product, " in session.brought.sentence()
    assert " and 1 other place." in session.brought.sentence()
    dye = session.document.plan.all(Action)[0]
    session.document.set(dye, {"status": "done"})
    session.begin()
    assert session.brought
    assert session.brought.sentence().startswith("Brought back a change of action A01.")


def test_words_that_were_not_understood_are_words_too(session: Session) -> None:
    dye = session.document.add(Action(what="Dye"))
    session.save()
    session.document.set(dye, {"unread": {"due": "after the rains"}})
    session.begin()
    assert session.brought
    assert session.brought.words == 3


def test_where_somebody_was_comes_back_with_the_words(session: Session) -> None:
    session.document.plan.place = {"step": "plan", "record": "plan", "field": "product"}
    session.type("Blue")
    session.begin()
    assert session.document.plan.place["field"] == "product"


# Undone ----------------------------------------------------------------------------------------
def test_it_is_one_step_for_undo_and_the_history_goes_with_it(session: Session) -> None:
    session.type("Blue")
    session.save()
    before = session.state()
    session.document.undo()
    session.document.add(Action(what="Dye"))
    after = session.state()
    session.begin()
    assert session.state() == after
    assert session.document.undo() == "what was brought back"
    assert session.state() == before
    assert session.document.redo() == "what was brought back"
    assert session.state() == after
    assert session.document.undo()
    assert not session.document.undo()


def test_what_was_taken_out_again_stays_out(session: Session) -> None:
    session.save()
    session.type("Blue")
    session.begin()
    session.document.undo()
    session.begin()
    assert session.document.plan.one(PlanSheet).product == ""


def test_a_second_crash_before_the_next_save_brings_nothing_twice(session: Session) -> None:
    dye = session.document.add(Action(what="Dye"))
    after = session.state()
    session.document = Document.open(session.path)  # cut off before it could save what it brought back
    bring_back(session.document)
    session.begin()
    assert session.state() == after
    assert [one.id for one in session.document.plan.all(Action)] == [dye.id]
    session.begin()
    assert session.brought is None


# Other lives, and damage -------------------------------------------------------------------------
def test_a_plan_brought_back_to_an_earlier_state_does_not_get_later_words(session: Session) -> None:
    session.type("Blue")
    session.save()
    session.type("Blue scarves")
    earlier = generations.generations(session.path)[0]
    generations.restore(session.path, earlier)
    session.begin()
    assert session.brought is None
    assert session.document.plan.one(PlanSheet).product == ""


def test_an_older_file_put_in_the_plans_place_does_not_get_later_words(session: Session) -> None:
    session.save()
    older = session.path.read_bytes()
    session.type("Blue")
    session.save()
    for file in place_of(session.path).glob("drafts-*"):
        file.unlink()
    session.journal.close()
    session.type("Blue scarves")
    session.path.write_bytes(older)
    session.begin()
    assert session.brought is None
    session.save()
    session.type("Red")
    session.begin()
    assert session.document.plan.one(PlanSheet).product == "Red"
    assert session.brought
    assert not session.brought.incomplete


def test_a_damaged_plan_is_made_whole_from_its_newest_good_state_and_the_drafts(session: Session) -> None:
    session.type("Blue")
    session.save()
    session.type("Blue scarves")
    session.save()
    session.document.add(Action(what="Dye"))
    after = session.state()
    session.path.write_bytes(session.path.read_bytes()[:-100])
    good = generations.newest_good(session.path)
    assert good
    generations.restore(session.path, good, drafts=True)
    session.begin()
    assert session.state() == after
    assert session.brought
    assert not session.brought.incomplete


def test_what_is_missing_between_is_told(session: Session) -> None:
    session.type("Blue")
    session.document.add(Action(what="Dye"))
    file = next(place_of(session.path).glob("drafts-*"))
    lines = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(b"".join(lines[:1] + lines[2:]))
    session.begin()
    assert session.brought
    assert " A part could not be read." in session.brought.sentence()
    assert session.document.plan.one(PlanSheet).product == "Blue"


@pytest.mark.parametrize(
    "bad",
    [{}, {"number": "1"}, {"left": [["nowhere", "x", None, None]]},
     {"left": [["nowhere", "x", {}, None]]}, {"left": [["action", 5, {}, None]]},
     {"left": [["action", "x", [], None]]}, {"left": [["action", "x", {}, -1]]}, {"left": "words"},
     {"entries": ["words"]}, {"counters": {"A": "many"}}, {"place": {"step": 5}}, {"kept": -1},
     {"place": None}],
)  # fmt: skip
def test_what_is_no_draft_is_none(bad: dict[str, Any]) -> None:
    good = Change(1, "", (), 0, (), {"A": 1}, {"step": "plan"}).draft()
    assert change_of(good)
    assert change_of(good | bad if bad else {}) is None


def test_no_draft_can_drive_the_terminal(session: Session) -> None:
    session.journal.write([
        Change(1, "", (), 0, ({"new": "\x1b]52;c;eA==\x07"},), None, {"step": "\x1b[2J"}).draft()
        | {"left": [["plan", "plan", {"product": "\x1b[31mred"}, None]]}
    ])  # fmt: skip
    session.begin()
    plan = session.document.plan
    assert "\x1b" not in f"{plan.one(PlanSheet).product}{plan.history}{plan.place}"


# Anything ----------------------------------------------------------------------------------------
class Work(RuleBasedStateMachine):
    """Any work, saved now and then, cut off now and then: nothing is ever missing."""

    @initialize()
    def open(self) -> None:
        """Begin a plan."""
        self.folder = tempfile.TemporaryDirectory()
        self.session = Session(Path(self.folder.name) / "plan.json")

    @property
    def document(self) -> Document:
        """The open plan."""
        return self.session.document

    @rule(words=st.text(min_size=1, max_size=8))
    def type(self, words: str) -> None:
        """Type into a sheet."""
        self.session.type(words)

    @rule(words=st.text(max_size=8), position=st.none() | st.integers(0, 3))
    def add(self, words: str, position: int | None) -> None:
        """Write a row down."""
        self.document.add(Action(what=words), position=position)

    @rule(side=st.sampled_from(["root", "branch"]), hangs=st.booleans())
    def add_card(self, side: str, hangs: bool) -> None:
        """Write a card down."""
        cards = self.document.plan.all(ProblemCard)
        parent = cards[-1].id if cards and hangs else ""
        self.document.add(ProblemCard(statement="No road", side=side, parent=parent))

    @precondition(lambda self: self.document.plan.all(Action))
    @rule(where=st.integers(0, 3), which=st.integers(0, 9))
    def move(self, where: int, which: int) -> None:
        """Move a row."""
        rows = self.document.plan.all(Action)
        self.document.move(rows[which % len(rows)], where)

    @precondition(lambda self: self.document.plan.all(ProblemCard))
    @rule(which=st.integers(0, 9))
    def remove(self, which: int) -> None:
        """Delete a card, and what hangs on it."""
        cards = self.document.plan.all(ProblemCard)
        self.document.remove(cards[which % len(cards)])

    @rule()
    def mirror(self) -> None:
        """Many changes in one."""
        mirror(self.document)

    @rule()
    def undo(self) -> None:
        """Take something back."""
        self.document.undo()

    @rule()
    def redo(self) -> None:
        """Do it again."""
        self.document.redo()

    @rule()
    def save(self) -> None:
        """Save."""
        self.session.save()

    @rule()
    def killed(self) -> None:
        """The program is killed and begun again: all is there, to the last line of the history."""
        before = self.session.state()
        self.session.begin()
        assert self.session.state() == before
        if self.session.brought:
            self.document.undo()
            self.document.redo()
            assert self.session.state() == before

    def teardown(self) -> None:
        """Clear up."""
        if hasattr(self, "folder"):
            self.folder.cleanup()


TestWork = Work.TestCase
TestWork.settings = settings(
    max_examples=60, stateful_step_count=25, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
