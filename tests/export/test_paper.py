"""The paper of a plan: what stands in it, in which order, and what is left out."""

from decimal import Decimal
from itertools import pairwise

import pytest
from filled import TODAY, filled, typed

from atm_tui import stage
from atm_tui.document import Document
from atm_tui.errors import AtmError
from atm_tui.example import example
from atm_tui.export.blocks import Block, Bullets, Drawing, Facts, Grid, Heading, Paragraph
from atm_tui.export.order import Order
from atm_tui.export.paper import DEEPEST, MOST_COLUMNS, paper
from atm_tui.model import KINDS
from atm_tui.model.plan import Plan
from atm_tui.model.record import REF, Record
from atm_tui.planio import plan_of


def kijito() -> Plan:
    return Document(plan_of(example())).plan


def plan_with(*rows: Record) -> Plan:
    document = Document(Plan())
    for row in rows:
        document.plan.put(row.table, row.id, row)
    return document.plan


def make(table: str, record_id: str, **values: object) -> Record:
    return KINDS[table].model_validate({"id": record_id, **values})


def said(block: Block) -> str:
    match block:
        case Heading() | Paragraph() | Drawing():
            return block.text
        case Bullets():
            return "\n".join(text for _, text in block.items)
        case Facts():
            return "\n".join(f"{label}: {value}" for label, value in block.pairs)
        case Grid():
            return "\n".join(" | ".join(row) for row in (block.header, *block.rows))


def whole(plan: Plan, tool: str = "") -> str:
    return "\n".join(said(block) for block in paper(plan, Order(TODAY, tool)))


def headings(plan: Plan, level: int, tool: str = "") -> list[str]:
    blocks = paper(plan, Order(TODAY, tool))
    return [block.text for block in blocks if isinstance(block, Heading) and block.level == level]


def test_order_is_that_of_the_stage() -> None:
    plan = kijito()
    assert headings(plan, 2) == [part.heading for part in stage.STAGE]
    titles = [tool.title for part in stage.STAGE for tool in part.tools if tool.title != part.title]
    titles.remove("Meetings")  # the group of the example wrote none down, and its plan lacks nothing by it
    assert headings(plan, 3) == titles


def test_top_tells_what_the_plan_is_for() -> None:
    title, facts, *_ = paper(kijito(), Order(TODAY, "river"))
    assert title == Heading(1, "Kijito Weavers' Circle")
    assert isinstance(facts, Facts)
    assert [label for label, _ in facts.pairs] == [
        "Product", "Buyer", "Place", "Pilot starts", "Pilot ends", "As it stood on",
    ]  # fmt: skip
    assert dict(facts.pairs)["Pilot ends"] == "4 Sep 2026"


def test_every_word_is_there(filled_plan: Plan) -> None:
    text = whole(filled_plan)
    assert [word for word in typed(filled_plan) if word not in text] == []


@pytest.mark.parametrize("tool", list(stage.tools()), ids=lambda tool: tool.id)
def test_every_tool_alone_holds_its_own_words(tool: stage.Tool, filled_plan: Plan) -> None:
    text = whole(filled_plan, tool.id)
    own = {step.table for step in tool.steps if not step.fields}
    assert [word for word in typed(filled_plan, tables=own) if word not in text] == []


def test_one_tool_alone_has_no_other(filled_plan: Plan) -> None:
    assert headings(filled_plan, 3, "canvas") == ["Business Model Canvas"]
    assert headings(filled_plan, 2, "canvas") == ["2 Business planning"]


def test_unknown_tool_is_refused(filled_plan: Plan) -> None:
    with pytest.raises(AtmError, match=r"no part 'nix'. Use one of: start, meetings, bring"):
        paper(filled_plan, Order(TODAY, "nix"))


def test_canvas_names_its_source() -> None:
    assert paper(kijito(), Order(TODAY, "canvas"))[-1] == Paragraph(
        "After the Business Model Canvas by Strategyzer AG (strategyzer.com), CC BY-SA 3.0."
    )


def test_empty_steps_are_named_in_one_line_a_tool() -> None:
    plan = plan_with(make("pair", "p", topic="Water"))
    text = whole(plan)
    assert "Still open: The picture; Stretches; Milestones; Tributaries; Rapids; Bridges." in text
    blocks = paper(plan, Order(TODAY))
    assert [block for block in blocks if isinstance(block, Grid)] == [Grid(("About",), (("Water",),))]
    assert not any(
        isinstance(one, Heading) and isinstance(two, Heading) and two.level <= one.level
        for one, two in pairwise(blocks)
    )


def test_a_sheet_begun_only_at_the_top_is_not_called_open() -> None:
    document = Document.new(group="Kijito")
    assert "Still open: People." in whole(document.plan)


def test_questions_tell_answer_agreement_and_state() -> None:
    plan = plan_with()
    row = plan.rows("answer")[1]
    plan.put("answer", row.id, row.with_values({"answer": "Three lots.", "method": "consensus"}))
    text = whole(plan, "questions")
    assert "2. What is our action plan" in text
    assert "Three lots.\nHow agreed: consensus\nState: partly" in text
    assert text.count("State: not yet") == 3


# Privacy ---------------------------------------------------------------------------------------
def test_private_fields_stay_out(filled_plan: Plan) -> None:
    text = whole(filled_plan)
    assert list(typed(filled_plan, private=True))
    assert [word for word in typed(filled_plan, private=True) if word in text] == []


def test_who_is_only_for_us_stays_out_with_all_that_belongs_to_her() -> None:
    plan = plan_with(
        make("ally", "al", who="The lender", private="yes", code="AL01"),
        make("ally", "al2", who="The shop", code="AL02"),
        make("placement", "pl", ally="al", reason="interest"),
        make("action", "a", what="Weave", outside_help=f"{REF}al"),
        make("session", "s", occasion="after lot 1", guests=[f"{REF}al", f"{REF}al2", "the chief"]),
        make(
            "change", "ch", kind="change", target=f"{REF}al", reason="the lender asks too much", session="s"
        ),
    )
    text = whole(plan)
    assert "lender" not in text
    assert "AL01" not in text
    assert "interest" not in text
    assert "(deleted)" not in text
    assert "The shop; the chief" in text


def test_who_does_not_want_to_be_named_is_a_number() -> None:
    plan = plan_with(
        make("participant", "w", display_name="Zuhura", consent="no", code="W01"),
        make("participant", "w2", display_name="Neema", consent="no"),
        make("action", "a", what="Weave", lead="w", helpers=["w", "w2"]),
        make("tributary", "t", what="Hands", from_whom=f"{REF}w"),
    )
    text = whole(plan)
    assert "Zuhura" not in text
    assert "Neema" not in text
    assert "Weave | W01 | idea | W01; (person)" in text
    assert "Hands | W01" in text


def test_consent_that_cannot_be_read_is_no_consent() -> None:
    row = KINDS["participant"].load({"id": "w", "display_name": "Zuhura", "consent": False, "code": "W01"})
    odd = {"id": "w2", "display_name": ["Neema"], "consent": "no", "contact": ["by phone"]}
    other = KINDS["participant"].load(odd)
    assert other.unread.keys() == {"display_name", "contact"}
    ally = KINDS["ally"].load({"id": "al", "who": "The lender", "private": True})
    text = whole(plan_with(row, other, ally))
    assert "Zuhura" not in text
    assert "lender" not in text
    assert "Neema" not in text
    assert "by phone" not in text


def test_stories_are_told_as_their_tellers_wish() -> None:
    plan = plan_with(
        make("story", "s1", story="He carried water", teller="Rosa", consent="unnamed"),
        make("story", "s2", story="My share is in the book", teller="Hawa", consent="named"),
        make("story", "s3", story="Not for the road", teller="Asha", consent="no"),
    )
    text = whole(plan)
    assert "He carried water" in text
    assert "Rosa" not in text
    assert "Hawa" in text
    assert "Not for the road" not in text


def test_nothing_in_the_plan_itself_is_changed() -> None:
    plan = filled()
    before = [row.dump() for row in plan]
    whole(plan)
    assert [row.dump() for row in plan] == before


# Tables ----------------------------------------------------------------------------------------
def test_deleted_references_say_so() -> None:
    plan = plan_with(make("action", "a", what="Weave", lead="gone", depends_on=["gone"]))
    assert "Weave | (deleted) | idea | (deleted)" in whole(plan)


def test_what_has_no_room_in_the_grid_stands_below_it() -> None:
    blocks = paper(kijito(), Order(TODAY, "matrix"))
    grid = next(block for block in blocks if isinstance(block, Grid))
    assert grid.header == ("Code", "What", "Who leads", "Done by", "State")
    place = blocks.index(Heading(5, "A01 Visit House of Indigo and write its wishes on one sheet"))
    facts = blocks[place + 1]
    assert isinstance(facts, Facts)
    assert ("Milestone", "MS1 Buyer's wishes on one signed sheet") in facts.pairs
    assert ("Who helps", "Zuhura Mbeki; Mercy Atieno") in facts.pairs


def test_no_grid_is_too_wide_or_holds_a_line_end() -> None:
    for plan in (kijito(), filled(), filled(lambda: "one\ntwo")):
        for block in paper(plan, Order(TODAY)):
            if isinstance(block, Grid):
                assert len(block.header) <= MOST_COLUMNS + 1
                assert all(len(row) == len(block.header) for row in block.rows)
                assert not any("\n" in cell for row in block.rows for cell in row)


def test_long_words_are_written_record_by_record() -> None:
    plan = plan_with(make("pair", "p", code="TF1", topic="Water", today="litres " * 40, future="less"))
    blocks = paper(plan, Order(TODAY, "river"))
    place = blocks.index(Heading(5, "TF1 Water"))
    assert blocks[place + 1] == Facts((("Today", ("litres " * 40)), ("Future", "less")))


def test_long_names_are_no_headings() -> None:
    plan = plan_with(make("story", "s", story="told " * 40), make("gap", "g", what="a\nb"))
    assert headings(plan, 5) == ["Gap or bottleneck", "Story"]
    assert "told told" in whole(plan)


def test_what_did_not_fit_stands_as_it_was_typed() -> None:
    row = KINDS["action"].load({"id": "a", "what": "Weave", "due": "before \x1b[31mrain"})
    assert "Weave | before rain" in whole(plan_with(row))


def test_preset_rows_are_all_there_once_one_is_filled() -> None:
    plan = plan_with()
    assert "Eight forms of wealth;" in whole(plan) or "Eight forms of wealth." in whole(plan)
    row = plan.rows("wealth")[2]
    plan.put("wealth", row.id, row.with_values({"score": "4"}))
    grid = next(block for block in paper(plan, Order(TODAY)) if isinstance(block, Grid))
    assert len(grid.rows) == 8
    assert grid.rows[2] == ("WF3", "social", "4")


def test_a_stray_note_says_where_it_claims_to_be() -> None:
    plan = plan_with(
        make("canvas_note", "n", note="Shops", block="elsewhere"), make("canvas_note", "m", block="value")
    )
    blocks = paper(plan, Order(TODAY, "canvas"))
    assert Grid(("Note", "Block", "How sure"), (("Shops", "elsewhere", "we think"),)) in blocks
    assert sum(isinstance(block, Grid) for block in blocks) == 1


# Trees -----------------------------------------------------------------------------------------
def test_tree_hangs_cards_below_each_other() -> None:
    plan = plan_with(
        make("problem_card", "p", code="P", side="trunk", statement="Few scarves"),
        make("problem_card", "c", code="C1", side="root", statement="Shade", parent="p", weight="3"),
        make("problem_card", "c2", code="C2", side="root", statement="Yarn", parent="gone"),
        make("problem_card", "c11", code="C1.1", side="root", statement="Memory", parent="c", state="solved"),
        make("problem_card", "x", code="X", statement="Loose"),
    )
    (bullets,) = [block for block in paper(plan, Order(TODAY, "problems")) if isinstance(block, Bullets)]
    assert bullets.items == (
        (0, "Trunk"),
        (1, "P Few scarves (Thickness: 1 thin; State: open)"),
        (0, "Root"),
        (1, "C1 Shade (Thickness: 3 thick; State: open)"),
        (2, "C1.1 Memory (Thickness: 1 thin; State: solved)"),
        (1, "C2 Yarn (Hangs on: (deleted); Thickness: 1 thin; State: open)"),
        (0, "Not said where"),
        (1, "X Loose (Thickness: 1 thin; State: open)"),
    )


def test_cards_in_a_circle_are_drawn_once() -> None:
    plan = plan_with(
        make("solution_card", "a", code="SM1", side="means", statement="One", parent="b"),
        make("solution_card", "b", code="SM2", side="means", statement="Two", parent="a"),
    )
    text = whole(plan, "solutions")
    assert text.count("SM1 One") == text.count("SM2 Two") == 1


def test_a_very_deep_tree_is_drawn() -> None:
    cards = [
        make("problem_card", f"c{number}", side="root", statement=f"card {number}.", parent=f"c{number - 1}")
        for number in range(3_000)
    ]
    (bullets,) = [block for block in paper(plan_with(*cards), Order(TODAY)) if isinstance(block, Bullets)]
    assert len(bullets.items) == 3_001
    assert max(depth for depth, _ in bullets.items) == DEEPEST


# Worked out ------------------------------------------------------------------------------------
def test_figures_stand_beside_what_they_are_made_of() -> None:
    text = whole(kijito())
    assert "Left for our work, planned: 520" in text
    assert "For one hour, today: 29.33" in text
    assert "Over for fund and risk: 170" in text
    assert "All together | 65,975" in text
    assert "I9 | 6 | 10 Jul 2026 | 50%" in text


def test_figures_that_are_not_known_are_left_out() -> None:
    plan = plan_with(
        make("indicator", "i", title="Homes"),
        make("reading", "r", indicator="i", on="2026-05-15", amount=Decimal(3)),
        make("reading", "r2", indicator="gone", amount=Decimal(3)),
        make("cost_line", "c", item="yarn"),
        make("resource", "rs", item="cloth"),
    )
    text = whole(plan)
    assert text.count("Worked out from it") == 1
    assert "Homes | 3 | 15 May 2026 | " in text
