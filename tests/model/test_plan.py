"""A plan in memory: order, names, links, and spoken numbers."""

from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atm_tui.model import KINDS
from atm_tui.model.codes import code_prefix, count_code, new_code
from atm_tui.model.plan import Plan, ids_in
from atm_tui.model.record import Record


def row(table: str, record_id: str, **values: Any) -> Record:
    return KINDS[table].load({"id": record_id, **values})


def plan_with(*records: Record) -> Plan:
    plan = Plan()
    for record in records:
        plan.put(record.table, record.id, record)
        count_code(plan.counters, record.code)
    return plan


def order(plan: Plan) -> list[str]:
    return [record.id for record in plan.rows("action")]


@pytest.fixture
def three() -> Plan:
    return plan_with(*(row("action", record_id) for record_id in "abc"))


# Order -------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("position", "wanted"), [(None, "abcn"), (0, "nabc"), (1, "anbc"), (3, "abcn"), (9, "abcn")]
)
def test_a_record_is_put_where_it_is_wanted(three: Plan, position: int | None, wanted: str) -> None:
    three.put("action", "n", row("action", "n"), position)
    assert "".join(order(three)) == wanted


@pytest.mark.parametrize(
    ("moved", "position", "wanted"),
    [("a", 0, "abc"), ("a", 1, "bac"), ("a", 2, "bca"), ("c", 0, "cab"), ("b", 1, "abc"), ("b", 9, "acb")],
)
def test_a_record_is_moved_to_a_place(three: Plan, moved: str, position: int, wanted: str) -> None:
    three.put("action", moved, three.tables["action"][moved], position)
    assert "".join(order(three)) == wanted


def test_a_changed_record_keeps_its_place(three: Plan) -> None:
    three.put("action", "b", row("action", "b", what="Dye"))
    assert order(three) == ["a", "b", "c"]
    assert three.rows("action")[1].name == "Dye"


def test_a_record_is_removed_once_and_no_others_with_it(three: Plan) -> None:
    three.put("action", "b", None)
    three.put("action", "b", None)
    assert order(three) == ["a", "c"]


@given(
    st.lists(st.tuples(st.sampled_from("abcdef"), st.none() | st.integers(0, 7), st.booleans()), max_size=25)
)
@settings(max_examples=150, deadline=None)
def test_putting_agrees_with_a_plain_list(puts: list[tuple[str, int | None, bool]]) -> None:
    plan, wanted = Plan(), list[str]()
    for record_id, position, removed in puts:
        plan.put("action", record_id, None if removed else row("action", record_id), position)
        if removed or (position is not None and record_id in wanted):
            wanted = [item for item in wanted if item != record_id]
        if not removed and record_id not in wanted:
            wanted.insert(len(wanted) if position is None else position, record_id)
        assert order(plan) == wanted
        assert [plan.position(record) for record in plan.rows("action")] == list(range(len(wanted)))


# Finding -----------------------------------------------------------------------------------
def test_records_are_found_by_id_in_all_tables_or_in_some(three: Plan) -> None:
    three.put("ally", "x", row("ally", "x"))
    found = three.get("x")
    assert found is not None
    assert found.table == "ally"
    assert three.get("x", "action", "participant") is None
    assert three.get("x", "nothing", "ally") is found
    assert three.get("gone") is None
    assert three.find(KINDS["ally"], "x") is found
    assert three.find(KINDS["ally"], "a") is None


def test_records_are_listed_by_kind_and_all_together(three: Plan) -> None:
    three.put("participant", "p", row("participant", "p"))
    assert [record.id for record in three.all(KINDS["action"])] == ["a", "b", "c"]
    assert [record.id for record in three] == ["p", "a", "b", "c"]


def test_a_sheet_is_there_even_before_it_is_made() -> None:
    plan = Plan()
    assert plan.one(KINDS["plan"]).blank
    assert plan.one(KINDS["plan"]).id == "plan"
    plan.put("plan", "other", row("plan", "other", group="Weavers"))
    assert plan.one(KINDS["plan"]).id == "other"


def test_children_are_found_through_their_reference(three: Plan) -> None:
    for record_id, action in (("r1", "a"), ("r2", "b"), ("r3", "a")):
        three.put("resource", record_id, row("resource", record_id, action=action))
    owner = three.tables["action"]["a"]
    assert [child.id for child in three.children(owner, "resource", "action")] == ["r1", "r3"]


# Names -------------------------------------------------------------------------------------
def test_a_record_is_named_by_words_number_or_kind() -> None:
    plan = plan_with(
        row("action", "a1", what="Dye", code="A01"), row("action", "a2", code="A02"), row("action", "a3")
    )
    assert [plan.named(record_id) for record_id in ("a1", "a2", "a3", "a4")] == [
        "Dye", "A02", "(action)", "(deleted)",
    ]  # fmt: skip
    assert [plan.called(record_id) for record_id in ("a1", "a2", "a3", "a4")] == [
        "A01",
        "A02",
        "",
        "(deleted)",
    ]


def test_people_are_called_by_name() -> None:
    plan = plan_with(
        row("participant", "p1", display_name="Amina", code="W01"), row("participant", "p2", code="W02")
    )
    assert (plan.called("p1"), plan.called("p2")) == ("Amina", "W02")


def test_a_row_that_is_about_another_record_bears_its_name() -> None:
    plan = plan_with(
        row("ally", "y", who="The trader"), row("placement", "l1", ally="y"), row("placement", "l2")
    )
    assert plan.named("l1") == "The trader"
    assert plan.named("l2") == "(placing)"


def test_a_row_of_a_broken_file_that_is_about_itself_still_has_a_name() -> None:
    plan = plan_with(
        row("placement", "l1", ally="l1", code="PL1"), row("reading", "r1", indicator="r2"),
        row("reading", "r2", indicator="r1"),
    )  # fmt: skip
    assert plan.named("l1") == "(deleted)"
    assert plan.named("r1") == "(deleted)"


@pytest.mark.parametrize(
    ("value", "words", "is_ref"),
    [
        ("ref:p1", "Amina", True),
        ("ref:gone", "(deleted)", True),
        ("the office", "the office", False),
        ("ref:", "ref:", False),
        ("ref: the book", "ref: the book", False),
        ("", "", False),
    ],
)
def test_a_party_is_a_record_or_what_was_typed(value: str, words: str, is_ref: bool) -> None:
    plan = plan_with(row("participant", "p1", display_name="Amina"))
    assert plan.party(value) == words
    assert plan.is_ref(value) == is_ref


@pytest.mark.parametrize(
    ("values", "title"),
    [
        ({"group": "Weavers", "product": "Shawls"}, "Weavers"),
        ({"product": "Shawls"}, "Shawls"),
        ({}, "a new plan"),
    ],
)
def test_a_plan_is_called_by_its_group_or_product(values: dict[str, str], title: str) -> None:
    assert plan_with(row("plan", "plan", **values)).title() == title


# Links -------------------------------------------------------------------------------------
def test_everything_that_points_at_a_record_is_found() -> None:
    plan = plan_with(
        row("participant", "p1"),
        row("action", "a1", lead="p1", helpers=["p2", "p1"]),
        row("rhythm", "rhythm", guests=["ref:p1", "p1"], absent="p1"),
        row("resource", "r1", provider="ref:p1", action="a1"),
        row("action", "a2", what="p1", lead="p2"),
    )
    assert {(record.id, name) for record, name in plan.pointing_at("p1")} == {
        ("a1", "lead"), ("a1", "helpers"), ("rhythm", "guests"), ("r1", "provider"),
    }  # fmt: skip


def test_words_in_a_party_field_are_no_ids() -> None:
    rhythm = row("rhythm", "rhythm", guests=["ref:p1", "the office", "ref:p2"], absent="nobody")
    assert ids_in(rhythm, "guests") == ["p1", "p2"]
    assert ids_in(rhythm, "absent") == []
    assert ids_in(row("action", "a1", lead="p1"), "lead") == ["p1"]
    assert ids_in(row("action", "a1"), "lead") == []


# Spoken numbers ----------------------------------------------------------------------------
def give(plan: Plan, record: Record) -> str:
    code = new_code(record, plan)
    count_code(plan.counters, code)
    plan.put(record.table, record.id, record.with_values({"code": code}))
    return code


def test_numbers_count_up_within_a_kind() -> None:
    plan = Plan()
    assert [give(plan, row("action", record_id)) for record_id in "abc"] == ["A01", "A02", "A03"]
    assert give(plan, row("milestone", "m")) == "MS1"
    assert give(plan, row("plan", "plan")) == ""


def test_numbers_go_on_past_their_width() -> None:
    plan = Plan(counters=Counter({"A": 99}))
    assert [give(plan, row("action", record_id)) for record_id in "ab"] == ["A100", "A101"]


def test_letters_follow_what_a_person_is() -> None:
    plan = Plan()
    kinds = ("", "member", "buyer", "facilitator", "buyer", "stranger")
    codes = [give(plan, row("participant", f"p{number}", kind=kind)) for number, kind in enumerate(kinds)]
    assert codes == ["W01", "W02", "BU01", "FA01", "BU02", "W03"]


def test_cards_of_a_tree_number_on_from_what_they_hang_on() -> None:
    plan = Plan()
    cards = [
        ("t", "trunk", ""), ("r1", "root", "t"), ("r2", "root", "t"), ("r11", "root", "r1"),
        ("r12", "root", "r1"), ("r121", "root", "r12"), ("e1", "branch", "t"), ("t2", "trunk", ""),
        ("lost", "root", "gone"),
        ("unsaid", "", ""), ("below", "", "unsaid"),
    ]  # fmt: skip
    codes = [give(plan, row("problem_card", card, side=side, parent=parent)) for card, side, parent in cards]
    assert codes == ["P", "C1", "C2", "C1.1", "C1.2", "C1.2.1", "E1", "P2", "C3", "", ""]


def test_a_number_that_is_brought_along_is_kept_while_it_is_free() -> None:
    plan = Plan()
    assert give(plan, row("action", "a", code="A05")) == "A05"
    assert give(plan, row("action", "b", code="A05")) == "A06"
    assert give(plan, row("action", "c")) == "A07"


def test_a_number_never_stands_twice_even_in_a_strange_file() -> None:
    plan = plan_with(row("action", "a", code="A999999999"), row("action", "b", code="A1000000000"))
    codes = [give(plan, row("action", record_id)) for record_id in "cde"]
    assert len({"A999999999", "A1000000000", *codes}) == 5
    plan = Plan(tables=plan_with(row("action", "a", code="A01")).tables)  # a file without counters
    assert give(plan, row("action", "f")) == "A02"


@pytest.mark.parametrize(
    ("code", "counted"),
    [
        ("A07", {"A": 7}), ("C1.2", {"C1.": 2}), ("P", {"P": 1}), ("MS12", {"MS": 12}), ("", {}),
        ("A00", {"A00": 1}), ("7", {"": 7}), ("A" + "9" * 30, None), ("\u0661", {"\u0661": 1}),
    ],
)  # fmt: skip
def test_numbers_in_use_are_counted_once(code: str, counted: dict[str, int] | None) -> None:
    counters: Counter[str] = Counter()
    raised = count_code(counters, code)
    assert raised == counters
    assert counted is None or raised == counted
    assert not count_code(counters, code)


def test_a_lower_number_raises_nothing() -> None:
    counters = Counter({"A": 7})
    assert not count_code(counters, "A05")
    assert count_code(counters, "A09") == {"A": 2}
    assert counters == {"A": 9}


def test_letters_without_prefixes_are_the_kinds_own() -> None:
    assert code_prefix(row("action", "a"), Plan()) == "A"
    assert code_prefix(row("tributary", "t", kind="money"), Plan()) == "TR"
