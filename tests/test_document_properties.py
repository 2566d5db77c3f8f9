"""Whatever is done to a plan, undone it is the first plan again, redone the last, and reopened the same."""

import json
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from atm_tui.document import Document
from atm_tui.mirror import mirror
from atm_tui.model import KINDS
from atm_tui.model.plan import Plan
from atm_tui.model.record import Record
from atm_tui.model.spec import Reverse, Spec
from atm_tui.planio import Dumps, complete

TABLES = list(KINDS)
BUSY = ["action", "problem_card", "solution_card"]
ROWS = [table for table, kind in KINDS.items() if not kind.single]
REVERSES = [(kind, reverse) for kind in KINDS.values() for reverse in kind.reverse]

HOSTILE = st.text(st.characters(codec=None, categories=None), max_size=12) | st.sampled_from(
    [
        "\x1b[31mred",
        "[/b]",
        "=1+1",
        "\ud800",
        "\u202e",
        "ref:",
        "ref:x",
        "a\r\nb",
        "\x00",
        "e" + "\u0301" * 9,
        "ñ",
        "",
    ]
)
NUMBERS = st.builds(
    lambda digits, scale: Decimal(digits).scaleb(-scale), st.integers(-(10**9), 10**9), st.integers(-4, 6)
)
BY_KIND: dict[str, st.SearchStrategy[Any]] = {
    "day": st.none() | st.dates(date(1900, 1, 1), date(2199, 12, 31)),
    "number": st.none() | NUMBERS,
    "count": st.none() | st.integers(0, 999_999_999),
}


def value_for(spec: Spec, plan: Plan) -> st.SearchStrategy[Any]:
    """Any value that a field can take: words, known or not, records that are there or gone."""
    if spec.kind in BY_KIND:
        return BY_KIND[spec.kind]
    known = [value for value, _ in spec.choices] + [row.id for table in spec.to for row in plan.rows(table)]
    if spec.kind in ("party", "parties"):
        known = [f"ref:{record_id}" for record_id in known]
    one = st.sampled_from(known) | HOSTILE if known else HOSTILE
    return st.lists(one, max_size=4) if spec.many else one


def state(plan: Plan) -> str:
    """All that a plan would store, to the byte, but for how many changes led to it."""
    content = Dumps().content(replace(plan, changes=0))
    return json.dumps([content.meta, content.tables, sorted(plan.counters.items())])


def completed(plan: Plan) -> Plan:
    """What a plan is after reopening: sheets and fixed rows that were deleted are there again, empty."""
    copy = plan.now()
    complete(copy)
    return copy


class Group(RuleBasedStateMachine):
    """A group at work on its plan, in no order at all."""

    @initialize()
    def begin(self) -> None:
        """A new plan with a small tree, in a folder of its own."""
        self.folder = Path(tempfile.mkdtemp())
        self.document = Document.new(self.folder / "plan.json")
        above = ""
        for side in ("branch", "trunk", "root", "root", "root", "branch"):
            card = self.document.add(KINDS["problem_card"].load({"side": side, "parent": above}), position=0)
            above = card.id if side in ("trunk", "root") else above
        for what in ("Dye", "Weave", "Sell"):
            self.document.add(KINDS["action"].load({"what": what}))
        self.start_over(Document(self.document.plan, self.folder / "plan.json"))

    def start_over(self, document: Document) -> None:
        """From here on everything is to be undone to here."""
        self.document = document
        self.first = state(document.plan)

    def teardown(self) -> None:
        """Take all back, do all again."""
        if not hasattr(self, "document"):
            return
        while self.document.redo():
            pass
        last = state(self.document.plan)
        while self.document.undo():
            pass
        assert state(self.document.plan) == self.first
        while self.document.redo():
            pass
        assert state(self.document.plan) == last
        shutil.rmtree(self.folder)

    def any_row(self, data: st.DataObject, tables: list[str]) -> Record | None:
        """Some record of these tables, or (as often) of those in which most happens."""
        chosen = data.draw(st.sampled_from([BUSY, tables]))
        rows = [row for table in chosen if table in tables for row in self.document.plan.rows(table)]
        return data.draw(st.sampled_from(rows)) if rows else None

    def values(self, data: st.DataObject, kind: type[Record]) -> dict[str, Any]:
        """Values for some fields of a kind."""
        names = data.draw(st.lists(st.sampled_from(list(kind.specs())), unique=True, max_size=3))
        return {name: data.draw(value_for(kind.specs()[name], self.document.plan)) for name in names}

    @rule(data=st.data(), table=st.sampled_from(ROWS), position=st.none() | st.integers(0, 4))
    def add(self, data: st.DataObject, table: str, position: int | None) -> None:
        """Write something down."""
        record = KINDS[table]().with_values(self.values(data, KINDS[table]))
        self.document.add(record, position=position)

    @rule(data=st.data())
    def add_again(self, data: st.DataObject) -> None:
        """Add what is there already."""
        if record := self.any_row(data, ROWS):
            self.document.add(record)

    @rule(data=st.data(), typing=st.booleans(), why=HOSTILE)
    def change(self, data: st.DataObject, typing: bool, why: str) -> None:
        """Change a few fields of a record, or type in them."""
        if record := self.any_row(data, TABLES):
            self.document.set(
                record, self.values(data, type(record)), typing="words" if typing else "", why=why
            )

    @rule(data=st.data(), words=st.lists(HOSTILE, min_size=2, max_size=4), more=st.booleans())
    def type_in_a_field(self, data: st.DataObject, words: list[str], more: bool) -> None:
        """Type in one field, key by key, and perhaps go on within something larger."""
        if record := self.any_row(data, BUSY):
            for word in words:
                self.document.set(record, {record.main(): word}, typing=record.main())
            if more:
                with self.document.step("larger"):
                    self.document.set(record, {record.main(): "larger"}, typing=record.main())
                    self.document.duplicate(record)

    @rule()
    def leave_the_field(self) -> None:
        """End the typing."""
        self.document.seal()

    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        """Delete a record."""
        if record := self.any_row(data, TABLES):
            self.document.remove(record)

    @rule(data=st.data(), position=st.integers(-1, 6))
    def move(self, data: st.DataObject, position: int) -> None:
        """Put a record elsewhere."""
        if record := self.any_row(data, TABLES):
            self.document.move(record, position)

    @rule(data=st.data())
    def duplicate(self, data: st.DataObject) -> None:
        """Copy a record."""
        if record := self.any_row(data, ROWS):
            self.document.duplicate(record)

    @rule(data=st.data(), which=st.sampled_from(REVERSES))
    def link(self, data: st.DataObject, which: tuple[type[Record], Reverse]) -> None:
        """Say what points at a record."""
        kind, reverse = which
        ids = [row.id for row in self.document.plan.rows(reverse.table)]
        if (record := self.any_row(data, [kind.table])) and ids:
            wanted = data.draw(st.lists(st.sampled_from(ids), max_size=3))
            self.document.link(record, reverse, wanted)
            assert set(self.document.linked(record, reverse)) == set(wanted)

    @rule()
    def mirror(self) -> None:
        """Turn the problem tree round."""
        mirror(self.document)
        assert mirror(self.document) == 0

    @rule(data=st.data(), fails=st.booleans())
    def several_at_once(self, data: st.DataObject, fails: bool) -> None:
        """Do several things as one step; if it fails, none of them is done."""
        before = state(self.document.plan)
        things: list[Callable[[], None]] = [
            lambda: self.add(data, "problem_card", 0),
            lambda: self.change(data, typing=True, why="together"),
            lambda: self.remove(data),
            lambda: self.move(data, 1),
            lambda: self.duplicate(data),
            self.mirror,
        ]
        try:
            with self.document.step("several"):
                for thing in data.draw(st.lists(st.sampled_from(things), min_size=2, max_size=4)):
                    with self.document.step("one"):
                        thing()
                if fails:
                    raise ZeroDivisionError
        except ZeroDivisionError:
            assert state(self.document.plan) == before

    @rule(times=st.integers(1, 4))
    def undo_and_redo(self, times: int) -> None:
        """Go back and forth again."""
        before = state(self.document.plan)
        words = [label for label in (self.document.undo() for _ in range(times)) if label]
        assert [self.document.redo() for _ in words] == words[::-1]
        assert state(self.document.plan) == before

    @rule()
    def undo(self) -> None:
        """Go back only."""
        self.document.undo()

    @rule()
    def redo(self) -> None:
        """Go forth only."""
        self.document.redo()

    @rule()
    def save_and_open(self) -> None:
        """Leave, and come back another day."""
        self.document.save()
        opened = Document.open(self.folder / "plan.json")
        assert state(opened.plan) == state(completed(self.document.plan))
        assert opened.plan.tables == completed(self.document.plan).tables
        self.start_over(opened)

    @invariant()
    def numbers_are_never_given_twice(self) -> None:
        """No two records of a kind have one number, and every number given is counted."""
        if hasattr(self, "document"):
            for table, rows in self.document.plan.tables.items():
                codes = [row.code for row in rows.values() if row.code]
                assert len(codes) == len(set(codes)), table
            assert all(number > 0 for number in self.document.plan.counters.values())


TestGroup = Group.TestCase
TestGroup.settings = settings(
    max_examples=100, stateful_step_count=25, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS.keys())
@given(data=st.data())
@settings(max_examples=6, deadline=None)
def test_every_field_of_every_kind_can_be_set_undone_and_reopened(
    kind: type[Record], data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("plans") / "plan.json"
    document = Document.new(path)
    first = state(document.plan)
    record = next(iter(document.plan.all(kind)), None) or document.add(kind())
    specs = kind.specs()
    for name in data.draw(st.permutations(list(specs))):
        document.set(record, {name: data.draw(value_for(specs[name], document.plan))})
    last = state(document.plan)
    document.save()
    assert state(Document.open(path).plan) == state(completed(document.plan))
    while document.undo():
        pass
    assert state(document.plan) == first
    while document.redo():
        pass
    assert state(document.plan) == last
