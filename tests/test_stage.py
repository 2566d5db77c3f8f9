"""The map of the stage: complete, in the toolbox's own order, and honest about progress."""

from datetime import date

import pytest

from atm_tui import stage
from atm_tui.document import Document
from atm_tui.model import KINDS
from atm_tui.model.action import Action
from atm_tui.model.canvas import CanvasNote, CanvasSheet
from atm_tui.model.choices import BLOCKS
from atm_tui.model.closing import Answer
from atm_tui.model.plan import Plan
from atm_tui.model.record import Record
from atm_tui.model.river import River

EACH_STEP = pytest.mark.parametrize("step", stage.steps(), ids=[step.id for step in stage.steps()])


def plan_with(*records: Record) -> Plan:
    document = Document.new()
    for record in records:
        document.add(record)
    return document.plan


def step(step_id: str) -> stage.Step:
    found = stage.step(step_id)
    assert found is not None
    return found


# The map -----------------------------------------------------------------------------------
def test_ids_of_steps_and_tools_are_unique() -> None:
    ids = [step.id for step in stage.steps()]
    tools = [tool.id for tool in stage.tools()]
    assert len(ids) == len(set(ids))
    assert len(tools) == len(set(tools))


@EACH_STEP
def test_a_step_has_a_heading_that_fits_and_a_time(step: stage.Step) -> None:
    assert 0 < len(step.title) <= 28
    assert step.title[0].isupper()
    assert step.minutes > 0


def test_every_kind_of_record_has_a_step_and_every_step_a_kind() -> None:
    assert {step.table for step in stage.steps()} == set(KINDS)
    assert all(step.kind is KINDS[step.table] for step in stage.steps())


@EACH_STEP
def test_a_step_is_shown_by_a_page_that_can_show_it(step: stage.Step) -> None:
    single = step.kind.single
    assert (step.page == "sheet") == single
    if step.page == "tree":
        assert {"side", "parent"} <= set(step.kind.specs())


@EACH_STEP
def test_a_step_names_only_fields_and_words_that_exist(step: stage.Step) -> None:
    assert set(step.fields) <= set(step.kind.specs())
    field, value = step.where
    assert not field or value in dict(step.kind.specs()[field].choices)


def test_the_three_parts_stand_in_the_toolbox_order_between_start_and_questions() -> None:
    assert [part.heading for part in stage.STAGE] == [
        "Getting ready", "1 Action planning", "2 Business planning", "3 Reflection and learning",
        "The four questions",
    ]  # fmt: skip
    assert [tool.id for part in stage.STAGE for tool in part.tools] == [tool.id for tool in stage.tools()]


def test_the_tools_of_the_third_part_are_trees_indicators_allies_and_reflection() -> None:
    assert [tool.id for tool in stage.STAGE[3].tools] == [
        "problems", "solutions", "indicators", "allies", "reflection",
    ]  # fmt: skip


def test_the_canvas_goes_buyer_half_first_and_the_producer_half_begins_with_cost() -> None:
    canvas = stage.tool("canvas")
    assert canvas is not None
    assert [step.where[1] for step in canvas.steps[1:]] == [
        "buyers", "value", "channels", "relationship", "income",
        "costs", "resources", "activities", "partners",
    ]  # fmt: skip
    assert [title for _, title in BLOCKS] == [step.title for step in canvas.steps[1:]]
    assert BLOCKS[5][0] == "costs"


def test_each_closing_question_has_a_step() -> None:
    questions = stage.tool("questions")
    assert questions is not None
    assert [step.where[1] for step in questions.steps] == ["business", "pilot", "reflection", "others"]
    assert all(step.page == "question" for step in questions.steps)


# Finding the way ---------------------------------------------------------------------------
def test_a_step_knows_its_part_tool_and_number() -> None:
    for number, one in enumerate(stage.steps(), 1):
        part, tool, at = stage.home_of(one.id)
        assert at == number
        assert one in tool.steps
        assert tool in part.tools
        assert stage.step(one.id) is one
        assert stage.tool(tool.id) is tool


def test_what_is_not_on_the_map_is_not_found() -> None:
    assert stage.step("dance") is None
    assert stage.step("") is None
    assert stage.tool("dance") is None


def test_the_next_step_and_the_one_before_end_at_both_ends() -> None:
    all_steps = stage.steps()
    first, last = all_steps[0], all_steps[-1]
    assert stage.next_to(first.id, 1) is all_steps[1]
    assert stage.next_to(first.id, -1) is None
    assert stage.next_to(last.id, 1) is None
    assert stage.next_to(last.id, -1) is all_steps[-2]
    assert stage.next_to(first.id, 0) is first
    assert stage.next_to(first.id, len(all_steps) - 1) is last
    assert stage.next_to(first.id, len(all_steps)) is None


def test_going_forward_visits_every_step_once() -> None:
    visited = [stage.steps()[0]]
    while (after := stage.next_to(visited[-1].id, 1)) is not None:
        visited.append(after)
    assert tuple(visited) == stage.steps()


# Whose step it is --------------------------------------------------------------------------
def test_a_note_is_at_the_step_of_its_block() -> None:
    for block, _ in BLOCKS:
        assert stage.step_for(CanvasNote(block=block)).id == f"canvas-{block}"
    assert stage.step_for(Answer(question="pilot")).id == "question-pilot"
    assert stage.step_for(Action()).id == "actions"


@pytest.mark.parametrize("block", ["", "a block of the future"])
def test_a_stray_note_is_at_its_kinds_first_step_and_nowhere_else(block: str) -> None:
    plan = plan_with(CanvasNote(id="n", note="Stray", block=block), CanvasNote(id="m", block="costs"))
    note = plan.tables["canvas_note"]["n"]
    assert stage.step_for(note).id == "canvas-buyers"
    shown = [step.id for step in stage.steps() if step.table == "canvas_note" and note in step.rows(plan)]
    assert shown == ["canvas-buyers"]


def test_the_sheet_with_two_steps_belongs_to_the_first() -> None:
    assert stage.step_for(River()).id == "river"


def test_every_record_of_a_new_plan_is_shown_at_exactly_the_step_it_belongs_to() -> None:
    plan = Document.new().plan
    for record in plan:
        showing = [step for step in stage.steps() if record in step.rows(plan)]
        assert stage.step_for(record) in showing
        assert len(showing) == 1 or record.single


# Progress ----------------------------------------------------------------------------------
def test_a_new_plan_has_nothing_written() -> None:
    plan = Document.new().plan
    assert stage.progress(plan) == (0, len(stage.steps()))
    assert stage.progress_words(plan) == "nothing written yet"
    assert stage.progress_words(Plan()) == "nothing written yet"


def test_a_step_counts_its_filled_records_only() -> None:
    plan = plan_with(Action(what="Dye"), Action(), Action(why="Because"))
    assert step("actions").filled(plan) == 2
    assert stage.progress(plan)[0] == 1
    assert stage.progress_words(plan) == f"1 of {len(stage.steps())} steps begun"


def test_two_steps_of_one_sheet_count_each_their_own_fields() -> None:
    document = Document.new()
    river = document.plan.one(River)
    document.set(river, {"metaphor": "road", "title": "To the fair"})
    assert (step("river").filled(document.plan), step("boat").filled(document.plan)) == (2, 0)
    document.set(river, {"metaphor": "river", "title": "", "boat_date": date(2027, 1, 15)})
    assert (step("river").filled(document.plan), step("boat").filled(document.plan)) == (0, 1)


def test_a_sheet_that_is_not_there_holds_nothing() -> None:
    assert step("boat").filled(Plan()) == 0
    assert step("canvas").filled(Plan()) == 0


def test_a_canvas_step_counts_the_notes_of_its_block() -> None:
    plan = plan_with(CanvasNote(note="Shop", block="buyers"), CanvasNote(note="Thread", block="costs"))
    assert (step("canvas-buyers").filled(plan), step("canvas-costs").filled(plan)) == (1, 1)
    assert step("canvas-value").filled(plan) == 0
    assert step("canvas").filled(plan) == 0


def test_fixed_rows_count_only_when_something_is_said_about_them() -> None:
    document = Document.new()
    assert step("market").filled(document.plan) == 0
    document.set(document.plan.rows("market_point")[2], {"not_needed": "One pattern only"})
    assert step("market").filled(document.plan) == 1


def test_all_is_begun_when_every_step_holds_something() -> None:
    document = Document.new()
    for one in stage.steps():
        if not one.rows(document.plan):
            field, value = one.where
            document.add(one.kind.load({field: value} if field else {}))
        words = [name for name, spec in one.kind.specs().items() if spec.kind in ("line", "text", "ref")]
        name = one.fields[-1] if one.fields else words[0]
        document.set(one.rows(document.plan)[0], {name: "something"})
    of = len(stage.steps())
    assert stage.progress(document.plan) == (of, of)
    assert stage.progress_words(document.plan) == f"all {of} steps begun"


def test_the_canvas_sheet_counts_when_its_version_is_said() -> None:
    document = Document.new()
    document.set(document.plan.one(CanvasSheet), {"version": 1})
    assert step("canvas").filled(document.plan) == 1
