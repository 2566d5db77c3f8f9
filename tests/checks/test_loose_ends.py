"""Each check on a plan made for it: it speaks up, and it is quiet when the plan is mended."""

from collections.abc import Iterable
from dataclasses import fields
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from atm_tui import stage
from atm_tui.checks import CHECKS, Finding, aside, loose_ends, questions
from atm_tui.checks.finding import LONGEST, counted, joined, listed, short
from atm_tui.document import Document
from atm_tui.model import KINDS
from atm_tui.model.action import Action, Resource
from atm_tui.model.allies import Ally, Placement
from atm_tui.model.aside import Aside
from atm_tui.model.bring import CostLine, Piece
from atm_tui.model.canvas import CanvasNote
from atm_tui.model.indicators import Aim, Dimensions, Indicator, Reading
from atm_tui.model.plan import Plan
from atm_tui.model.record import Record
from atm_tui.model.reflection import Change, Decision, Session
from atm_tui.model.river import Bridge, Milestone, Rapid, Stretch
from atm_tui.model.spec import Spec
from atm_tui.model.start import Participant, PlanSheet
from atm_tui.model.trees import ProblemCard, SolutionCard

TODAY = date(2026, 7, 10)
WEEK = timedelta(days=7)


@pytest.fixture
def doc() -> Document:
    return Document.new(group="Test group")


def ends(doc: Document, check: str, today: date = TODAY) -> list[Finding]:
    return [finding for finding in loose_ends(doc.plan, today) if finding.check == check]


def only(doc: Document, check: str, today: date = TODAY) -> Finding:
    (finding,) = ends(doc, check, today)
    return finding


def current(doc: Document, record: Record) -> Any:
    return doc.plan.tables[record.table][record.id]


def put(doc: Document, record: Record, **values: object) -> None:
    doc.set(record, values)


def stop(doc: Document, action: Action) -> None:
    put(doc, action, status="stopped")


# The list ----------------------------------------------------------------------------------
def test_an_empty_plan_has_no_loose_ends() -> None:
    assert loose_ends(Document.new().plan, TODAY) == []
    assert loose_ends(Plan(), TODAY) == []


def test_what_hurts_most_comes_first_then_the_order_of_the_stage(doc: Document) -> None:
    doc.add(Session(occasion="After lot 1", state="planned", on=TODAY - WEEK))  # weight 1, late in the stage
    doc.add(Action(what="Dye", due=TODAY - WEEK))  # weight 1 and 2
    doc.add(Rapid(what="Rain"))  # weight 2, earlier than the actions
    found = loose_ends(doc.plan, TODAY)
    order = [(finding.weight, stage.home_of(finding.step)[2]) for finding in found]
    assert order == sorted(order)
    assert {finding.weight for finding in found} == {1, 2}


def test_every_check_is_listed_once_and_says_what_it_looks_for() -> None:
    assert len(set(CHECKS)) == len(CHECKS)
    assert all((check.__doc__ or "").strip() for check in CHECKS)


def test_a_finding_has_the_fields_that_the_screens_use() -> None:
    names = [item.name for item in fields(Finding)]
    assert names == ["check", "text", "step", "record", "weight", "about", "field"]


# Set aside ---------------------------------------------------------------------------------
def test_what_is_set_aside_is_not_told_again_but_the_same_of_another_is(doc: Document) -> None:
    for what in ("Visit", "Dye"):
        doc.add(Action(what=what))
    doc.add(aside(only(doc, "action-lead"), "we take turns", TODAY))
    assert not ends(doc, "action-lead")
    assert ends(doc, "action-due")  # another check of the same actions
    third = doc.add(Action(what="Weave"))
    assert only(doc, "action-lead").record == third.id
    (row,) = doc.plan.all(Aside)
    assert (row.reason, row.on) == ("we take turns", TODAY)
    assert row.what.endswith("A01, A02")
    doc.remove(row)
    assert only(doc, "action-lead").text.endswith("A01, A02, A03")


def test_what_is_set_aside_comes_back_when_it_grows(doc: Document) -> None:
    person = doc.add(Participant(display_name="Mercy"))
    for what in ("Visit", "Dye", "Weave", "Pack"):
        doc.add(Action(what=what, lead=person.id))
    doc.add(aside(only(doc, "lead-many"), "she wants it so", TODAY))
    assert not ends(doc, "lead-many")
    doc.add(Action(what="Sell", lead=person.id))
    assert "leads 5 actions" in only(doc, "lead-many").text


def test_what_is_about_the_whole_plan_is_set_aside_as_a_whole(doc: Document) -> None:
    doc.add(CanvasNote(note="blue scarves", block="value"))
    finding = only(doc, "value-buyers")
    assert finding.about == ()
    doc.add(aside(finding, "we look for buyers in May", TODAY))
    assert not ends(doc, "value-buyers")


# Words -------------------------------------------------------------------------------------
def test_lists_end_where_there_is_no_more_room() -> None:
    names = [f"A{number:02d}" for number in range(1, 41)]
    assert listed(names[:3]) == "A01, A02, A03"
    assert listed(names, 14) == "A01 and 39 more"
    assert listed(names, 25) == "A01, A02, A03 and 37 more"
    assert listed(["x" * 24], 10) == "x" * 24
    assert joined(names[:1]) == "A01"
    assert joined(names[:3]) == "A01, A02 and A03"


def test_words_are_cut_to_one_short_line() -> None:
    assert short("two\n lines") == "two lines"
    assert short("a" * 80, 10) == "aaaaaaa..."
    assert counted(1, "ally", "allies") == "1 ally"
    assert counted(2, "ally", "allies") == "2 allies"
    assert counted(0, "action") == "0 actions"


# Actions -----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("check", "field", "value"),
    [
        ("action-lead", "lead", "somebody"),
        ("action-due", "due", TODAY),
        ("action-done-when", "done_when", "x"),
    ],
)
def test_what_an_action_lacks_is_said_together(doc: Document, check: str, field: str, value: object) -> None:
    rows = [doc.add(Action(what=what)) for what in ("Visit", "Dye", "Weave", "Pack")]
    stop(doc, rows[3])
    assert only(doc, check).text.endswith(": A01, A02, A03")
    assert only(doc, check).text.startswith("3 actions ")
    assert only(doc, check).record == ""
    put(doc, rows[0], **{field: value})
    put(doc, rows[1], **{field: value})
    assert only(doc, check).text.startswith("A03 (Weave): ")
    assert (only(doc, check).step, only(doc, check).record) == ("actions", rows[2].id)
    put(doc, rows[2], **{field: value})
    assert not ends(doc, check)


@pytest.mark.parametrize("mended", [{"status": "done"}, {"status": "stopped"}, {"due": TODAY}, {"due": None}])
def test_late_is_an_open_action_whose_day_has_passed(doc: Document, mended: dict[str, object]) -> None:
    row = doc.add(Action(what="Dye", due=TODAY - timedelta(days=1), status="changed"))
    assert only(doc, "action-late").text == "A01 (Dye): its day has passed"
    assert only(doc, "action-late").weight == 1
    put(doc, row, **mended)
    assert not ends(doc, "action-late")


def test_an_action_that_begins_after_its_day(doc: Document) -> None:
    row = doc.add(Action(what="Dye", start=TODAY + WEEK, due=TODAY))
    assert "A01" in only(doc, "action-days").text
    put(doc, row, start=TODAY)
    assert not ends(doc, "action-days")


def test_an_action_due_after_the_season_has_begun(doc: Document) -> None:
    row = doc.add(Action(what="Deliver", due=date(2026, 9, 2)))
    sheet = doc.plan.one(PlanSheet)
    assert not ends(doc, "action-season")
    put(doc, sheet, season_date=date(2026, 9, 1))
    assert "1 Sep 2026" in only(doc, "action-season").text
    put(doc, row, due=date(2026, 9, 1))
    assert not ends(doc, "action-season")
    put(doc, row, due=date(2026, 9, 2), status="done")
    assert not ends(doc, "action-season")


def test_a_thing_needed_soon_that_is_not_sure(doc: Document) -> None:
    action = doc.add(Action(what="Weave", start=TODAY + 2 * WEEK))
    row = doc.add(Resource(item="yarn", action=action.id))
    assert "RS1 (yarn)" in only(doc, "resource-unsure").text
    assert only(doc, "resource-unsure").step == "resources"
    put(doc, row, secured="yes")
    assert not ends(doc, "resource-unsure")
    put(doc, row, secured="no")
    assert ends(doc, "resource-unsure")


@pytest.mark.parametrize(
    "values",
    [
        {"start": TODAY + 2 * WEEK + timedelta(days=1)},
        {"start": None},
        {"status": "done"},
        {"status": "doing"},  # it is under way, so it has what it needs
    ],
)
def test_a_thing_that_is_not_needed_soon(doc: Document, values: dict[str, object]) -> None:
    action = doc.add(Action(what="Weave", start=TODAY))
    doc.add(Resource(item="yarn", action=action.id))
    doc.add(Resource(item="a thing for no action", secured="no"))
    assert "RS1" in only(doc, "resource-unsure").text
    put(doc, action, **values)
    assert not ends(doc, "resource-unsure")


def test_a_thing_refused_for_work_under_way(doc: Document) -> None:
    action = doc.add(Action(what="Weave", due=TODAY, status="doing"))
    doc.add(Resource(item="yarn", action=action.id, secured="no"))
    assert ends(doc, "resource-unsure")


def test_market_points_neither_covered_nor_called_needless(doc: Document) -> None:
    assert not ends(doc, "market-points")  # the group is not there yet
    action = doc.add(Action(what="Weave"))
    assert only(doc, "market-points").text.startswith(
        "14 market points have no action and no reason why not: "
    )
    points = doc.plan.rows("market_point")
    for point in points[2:]:
        put(doc, point, actions=[action.id])
    assert only(doc, "market-points").text.endswith("why not: size, materials")
    put(doc, points[0], not_needed="They take any size")
    assert only(doc, "market-points").text.startswith("1 market point has no ")
    put(doc, points[1], actions=[action.id])
    assert not ends(doc, "market-points")
    other = doc.add(Action(what="Pack"))
    stop(doc, action)
    assert other.code in only(doc, "action-lead").text
    assert ends(doc, "market-points")  # what is stopped covers nothing


# The order of actions ----------------------------------------------------------------------
def test_actions_that_wait_in_a_circle(doc: Document) -> None:
    one, two, three = (doc.add(Action(what=what)) for what in ("Visit", "Dye", "Weave"))
    put(doc, one, depends_on=[two.id])
    put(doc, two, depends_on=[three.id])
    assert not ends(doc, "action-circle")
    put(doc, three, depends_on=[one.id])
    assert only(doc, "action-circle").text == "A01, A02 and A03 wait for each other in a circle"
    assert only(doc, "action-circle").weight == 1
    put(doc, three, depends_on=[three.id])
    assert only(doc, "action-circle").text == "A03 (Weave): it waits for itself"
    put(doc, three, depends_on=[])
    assert not ends(doc, "action-circle")


def test_two_circles_are_both_told(doc: Document) -> None:
    rows = [doc.add(Action(what=what)) for what in "abcd"]
    for row, other in zip(rows, (rows[1], rows[0], rows[3], rows[2]), strict=True):
        put(doc, row, depends_on=[other.id])
    texts = [finding.text for finding in ends(doc, "action-circle")]
    assert sorted(text[:11] for text in texts) == ["A01 and A02", "A03 and A04"]


def test_an_action_that_begins_before_what_it_waits_for_ends(doc: Document) -> None:
    first = doc.add(Action(what="Dye", due=TODAY + WEEK))
    row = doc.add(Action(what="Weave", start=TODAY, due=TODAY + 3 * WEEK, depends_on=[first.id]))
    assert only(doc, "action-early").text == "A02 (Weave): it begins before A01 is due, which it waits for"
    assert only(doc, "action-early").weight == 1
    put(doc, first, status="done")
    assert only(doc, "action-early").weight == 3  # nothing can go wrong any more
    put(doc, row, start=None)
    assert not ends(doc, "action-early")
    put(doc, row, due=TODAY)
    assert "it is due before A01" in only(doc, "action-early").text
    put(doc, row, due=None)
    assert not ends(doc, "action-early")


def test_an_action_that_leaves_no_time_after_what_it_waits_for(doc: Document) -> None:
    begins = date(2026, 8, 25)
    one = doc.add(Action(what="Buy yarn", due=begins - timedelta(days=1)))
    two = doc.add(Action(what="Cut sticks", due=begins - timedelta(days=1)))
    row = doc.add(Action(what="Weave", start=begins, depends_on=[one.id, two.id]))
    assert only(doc, "action-close").text == "A01 and A02 end one day before A03 begins, which waits for them"
    assert (only(doc, "action-close").record, only(doc, "action-close").weight) == (row.id, 2)
    put(doc, two, due=begins)
    assert only(doc, "action-close").text.startswith("A01 and A02 end a day or less before A03")
    put(doc, two, due=begins - timedelta(days=2))
    assert only(doc, "action-close").text == "A01 ends one day before A03 begins, which waits for it"
    put(doc, row, status="done")
    assert only(doc, "action-close").weight == 3
    put(doc, one, due=begins - timedelta(days=2))
    assert not ends(doc, "action-close")


def test_an_action_that_waits_for_a_stopped_one(doc: Document) -> None:
    first = doc.add(Action(what="Dye", status="stopped"))
    row = doc.add(Action(what="Weave", depends_on=[first.id]))
    assert "A02" in only(doc, "action-waits-stopped").text
    put(doc, row, depends_on=[])
    assert not ends(doc, "action-waits-stopped")


def test_actions_past_their_stretch(doc: Document) -> None:
    stretch = doc.add(Stretch(title="First lot", end=TODAY))
    rows = [doc.add(Action(what=what, stretch=stretch.id, due=TODAY + WEEK)) for what in ("Count", "Teach")]
    assert only(doc, "action-stretch").text.endswith(": A01, A02")
    put(doc, rows[0], due=TODAY)
    put(doc, rows[1], status="done")
    assert not ends(doc, "action-stretch")
    put(doc, rows[0], due=TODAY + WEEK)
    put(doc, stretch, end=None)
    assert not ends(doc, "action-stretch")


# People ------------------------------------------------------------------------------------
def test_a_person_who_leads_four_actions(doc: Document) -> None:
    mercy = doc.add(Participant(display_name="Mercy Atieno"))
    rows = [doc.add(Action(what=what, lead=mercy.id, status="done")) for what in "abcd"]
    assert only(doc, "lead-many").text == "Mercy Atieno leads 4 actions: A01, A02, A03, A04"
    assert not ends(doc, "lead-crowded")
    stop(doc, rows[0])
    assert not ends(doc, "lead-many")


def test_a_person_with_four_open_actions_in_a_fortnight(doc: Document) -> None:
    mercy = doc.add(Participant(display_name="Mercy Atieno"))
    late = doc.add(Action(what="a", lead=mercy.id, due=TODAY - 5 * WEEK))  # late: it is still on her hands
    for what in "bc":
        doc.add(Action(what=what, lead=mercy.id, start=TODAY + timedelta(days=13), due=TODAY + 9 * WEEK))
    last = doc.add(Action(what="d", lead=mercy.id, due=TODAY + timedelta(days=13)))
    doc.add(Action(what="e", lead=mercy.id))  # no day, so nobody knows when
    finding = only(doc, "lead-crowded")
    assert finding.text.startswith("Mercy Atieno has 4 open actions in the two weeks from 10 Jul 2026: ")
    assert finding.text.endswith("A01, A02, A03, A04")
    put(doc, last, due=TODAY + timedelta(days=14))
    assert not ends(doc, "lead-crowded")
    put(doc, last, due=TODAY + timedelta(days=13))
    put(doc, late, status="done")
    assert not ends(doc, "lead-crowded")


def test_care_work_that_nothing_takes_off(doc: Document) -> None:
    rows = [doc.add(Action(what=what, care_load="adds")) for what in "abc"]
    assert only(doc, "care-work").text == "3 actions add care work (A01, A02, A03), none reduces it"
    assert only(doc, "care-work").weight == 1
    put(doc, rows[0], care_load="reduces")
    assert only(doc, "care-work").text == "2 actions add care work (A02, A03), 1 reduces it (A01)"
    assert only(doc, "care-work").weight == 2
    put(doc, rows[1], care_load="neutral")
    assert not ends(doc, "care-work")
    put(doc, rows[0], care_load="neutral")
    assert only(doc, "care-work").text == "1 action adds care work (A03), none reduces it"


# River and trees ---------------------------------------------------------------------------
def test_a_rapid_without_a_bridge(doc: Document) -> None:
    small = doc.add(Rapid(what="Rain", likelihood="1", harm="2"))
    assert only(doc, "rapid-bridge").weight == 2
    big = doc.add(Rapid(what="Colour runs", likelihood="3", harm="3"))
    assert only(doc, "rapid-bridge").text == "2 rapids have no bridge: RP2, RP1"  # the dangerous one first
    assert (only(doc, "rapid-bridge").weight, only(doc, "rapid-bridge").step) == (1, "bridges")
    for rapid in (small, big):
        doc.add(Bridge(what="Test every pot", crosses=rapid.id))
    assert not ends(doc, "rapid-bridge")


def test_a_bridge_without_an_action(doc: Document) -> None:
    bridge = doc.add(Bridge(what="Test every pot"))
    action = doc.add(Action(what="Test"))
    assert only(doc, "bridge-action").text == "BR1 (Test every pot): no action builds it"
    put(doc, bridge, actions=[action.id])
    assert not ends(doc, "bridge-action")
    stop(doc, action)
    assert ends(doc, "bridge-action")


def test_a_root_without_a_solution(doc: Document) -> None:
    root = doc.add(ProblemCard(statement="Looms stand broken", side="root"))
    doc.add(ProblemCard(statement="Old news", side="root", state="solved"))
    assert "C1 (Looms stand broken)" in only(doc, "root-solution").text
    assert only(doc, "root-solution").record == ""  # the card is written at another step
    doc.add(SolutionCard(statement="Looms run", side="means", mirrors=root.id))
    assert not ends(doc, "root-solution")


def test_a_chosen_solution_without_an_action(doc: Document) -> None:
    action = doc.add(Action(what="Learn loom repair"))
    top = doc.add(SolutionCard(statement="Five hours", side="means", chosen="yes"))
    leaf = doc.add(SolutionCard(statement="Looms run", side="means", chosen="yes", parent=top.id))
    doc.add(SolutionCard(statement="Not now", side="means", chosen="no"))
    doc.add(SolutionCard(statement="Out of reach", side="means", chosen="yes", conversion="dropped"))
    assert only(doc, "solution-action").text.startswith("SM1.1 (Looms run)")
    put(doc, top, actions=[action.id])
    assert ends(doc, "solution-action")  # what lifts the card above does not yet make this one so
    put(doc, leaf, actions=[action.id])
    put(doc, top, actions=[])
    assert not ends(doc, "solution-action")


def test_a_sapling_without_an_action(doc: Document) -> None:
    action = doc.add(Action(what="Ask for a stall"))
    card = doc.add(ProblemCard(statement="A stall at the fair", side="sapling"))
    assert only(doc, "sapling-action").text == "SAP1 (A stall at the fair): no action grows it"
    put(doc, card, actions=[action.id])
    assert not ends(doc, "sapling-action")
    put(doc, card, actions=[], state="dropped")
    assert not ends(doc, "sapling-action")


def test_an_effect_without_an_indicator(doc: Document) -> None:
    effect = doc.add(ProblemCard(statement="Scarves pile up", side="branch"))
    above = doc.add(ProblemCard(statement="Money is stuck", side="branch", parent=effect.id))
    assert only(doc, "effect-indicator").text.startswith("E1 (Scarves pile up)")
    end = doc.add(SolutionCard(statement="Money comes back", side="end", mirrors=above.id))
    doc.add(Indicator(title="Scarves sold", links=[end.id]))
    assert not ends(doc, "effect-indicator")


def test_a_tree_that_hangs_on_itself_comes_to_an_end(doc: Document) -> None:
    one = doc.add(SolutionCard(statement="a", side="means", chosen="yes", actions=["x"]))
    two = doc.add(SolutionCard(statement="b", side="means", chosen="yes", parent=one.id))
    action = doc.add(Action(what="c"))
    put(doc, one, parent=two.id, actions=[action.id])
    assert not ends(doc, "solution-action")


# Canvas ------------------------------------------------------------------------------------
def test_a_value_proposition_without_a_buyer(doc: Document) -> None:
    doc.add(CanvasNote(note="Even blue", block="value"))
    assert only(doc, "value-buyers").text == "1 note on what we offer, but no buyer stands on the canvas"
    assert only(doc, "value-buyers").step == "canvas-buyers"
    doc.add(CanvasNote(note="House of Indigo", block="buyers"))
    assert not ends(doc, "value-buyers")


def test_a_value_proposition_for_one_of_several_buyers(doc: Document) -> None:
    value = doc.add(CanvasNote(note="Even blue", block="value"))
    shop = doc.add(CanvasNote(note="The shop", block="buyers"))
    assert not ends(doc, "value-segment")
    doc.add(CanvasNote(note="Hotels", block="buyers"))
    assert only(doc, "value-segment").record == value.id
    put(doc, value, segment=shop.id)
    assert not ends(doc, "value-segment")


def test_a_guess_that_no_action_tests(doc: Document) -> None:
    note = doc.add(CanvasNote(note="Two hotel gift corners", block="buyers", certainty="must test"))
    doc.add(CanvasNote(note="Yarn fund", block="resources", certainty="must test"))
    doc.add(CanvasNote(note="Gifts sell", block="buyers", certainty="we think"))
    first, second = ends(doc, "guess-action")
    assert "Two hotel gift corners" in first.text
    assert (first.step, second.step) == ("canvas-buyers", "canvas-resources")
    action = doc.add(Action(what="Visit the hotels"))
    put(doc, note, actions=[action.id])
    assert [finding.step for finding in ends(doc, "guess-action")] == ["canvas-resources"]


def test_a_price_below_the_cost(doc: Document) -> None:
    piece = doc.plan.one(Piece)
    put(doc, piece, price_planned=Decimal("700.50"), hours_planned=Decimal(5), wage=Decimal(70))
    assert not ends(doc, "price-cost")
    cost = doc.add(CostLine(item="yarn", planned=Decimal(430)))
    assert only(doc, "price-cost").text == (
        "The planned price of 700.5 is below the cost of 780, with our hours"
    )
    assert only(doc, "price-cost").weight == 1
    put(doc, piece, wage=None)
    assert not ends(doc, "price-cost")
    put(doc, cost, planned=Decimal(1430))
    assert "is below the cost of 1,430, without our hours" in only(doc, "price-cost").text


# Indicators --------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("check", "values"),
    [
        ("indicator-baseline", {"baseline": Decimal(3)}),
        ("indicator-baseline", {"baseline_by": TODAY}),
        ("indicator-baseline", {"measure": "story"}),
        ("indicator-target", {"target": Decimal(0)}),
        ("indicator-target", {"measure": "yes or no"}),
        ("indicator-who", {"measured_by": "somebody"}),
    ],
)
def test_what_an_indicator_lacks(doc: Document, check: str, values: dict[str, object]) -> None:
    row = doc.add(Indicator(title="Homes with three meals", baseline_by=TODAY - WEEK))
    assert only(doc, check).text.startswith("I1 (Homes with three meals): ")
    put(doc, row, **values)
    assert not ends(doc, check)


def test_a_count_that_is_overdue_after_a_reflection(doc: Document) -> None:
    row = doc.add(Indicator(title="Meals", baseline_date=TODAY - 9 * WEEK))
    assert not ends(doc, "reading-overdue")
    doc.add(Session(occasion="Before the baseline", on=TODAY - 10 * WEEK, state="held"))
    doc.add(Session(occasion="Still to come", on=TODAY + WEEK, state="planned"))
    assert not ends(doc, "reading-overdue")
    doc.add(Session(occasion="After lot 1", on=TODAY - WEEK, state="held"))
    assert ends(doc, "reading-overdue")
    reading = doc.add(Reading(indicator=row.id, on=TODAY - 2 * WEEK))
    assert not ends(doc, "reading-overdue")  # counted in the week before it
    put(doc, reading, on=TODAY - 3 * WEEK)
    assert ends(doc, "reading-overdue")
    put(doc, row, how_often="once at the end")
    assert not ends(doc, "reading-overdue")


def test_a_count_that_is_overdue_for_a_target(doc: Document) -> None:
    row = doc.add(Indicator(title="Meals", target_date=TODAY))
    assert not ends(doc, "reading-overdue")
    aim = doc.add(Aim(indicator=row.id, on=TODAY - WEEK))
    assert ends(doc, "reading-overdue")
    put(doc, aim, on=TODAY + WEEK)
    assert not ends(doc, "reading-overdue")


@pytest.mark.parametrize(("often", "days"), [("weekly", 8), ("monthly", 32)])
def test_a_count_every_week_or_month(doc: Document, often: str, days: int) -> None:
    row = doc.add(Indicator(title="Meals", how_often=often))
    assert not ends(doc, "reading-overdue")  # it was never begun, so nobody knows since when
    put(doc, row, baseline_date=TODAY - timedelta(days=days))
    assert ends(doc, "reading-overdue")
    doc.add(Reading(indicator=row.id, on=TODAY - timedelta(days=days - 1)))
    assert not ends(doc, "reading-overdue")


def test_a_count_that_went_the_wrong_way(doc: Document) -> None:
    row = doc.add(Indicator(title="Plots", baseline=Decimal(19), target=Decimal(22)))
    doc.add(Reading(indicator=row.id, on=TODAY - WEEK, amount=Decimal(17)))
    assert "went the wrong way" in only(doc, "indicator-away").text
    doc.add(Reading(indicator=row.id, on=TODAY, amount=Decimal(20)))
    assert not ends(doc, "indicator-away")


def test_what_should_stay_needs_no_other_target(doc: Document) -> None:
    row = doc.add(Indicator(title="Plots", baseline=Decimal(19), direction="up"))
    assert only(doc, "indicator-target").record == row.id
    put(doc, row, direction="keep")
    assert not ends(doc, "indicator-target")


def test_a_direction_that_does_not_lead_to_the_target(doc: Document) -> None:
    row = doc.add(Indicator(title="Water", baseline=Decimal(18), target=Decimal(10), direction="up"))
    assert only(doc, "indicator-direction").record == row.id
    put(doc, row, direction="down")
    assert not ends(doc, "indicator-direction")
    put(doc, row, direction="up", target=None)
    assert not ends(doc, "indicator-direction")


def test_dimensions_without_an_indicator(doc: Document) -> None:
    put(doc, doc.plan.one(Dimensions), second="", third="Land\nand water")
    assert not ends(doc, "dimension-indicator")
    doc.add(Indicator(title="Meals", dimension="1"))
    assert only(doc, "dimension-indicator").text == (
        "No indicator yet for: the second dimension, Land and water"
    )
    for number in "23":
        doc.add(Indicator(title="More", dimension=number))
    assert not ends(doc, "dimension-indicator")


def test_forms_of_wealth_that_no_indicator_shows(doc: Document) -> None:
    row = doc.add(Indicator(title="Meals"))
    assert only(doc, "wealth-untouched").text.endswith(
        ": intellectual, individual, social, political, natural, built, cultural, financial"
    )
    seven = ["intellectual", "individual", "social", "political", "natural", "built", "financial"]
    put(doc, row, wealth=seven)
    assert only(doc, "wealth-untouched").text.endswith("this form of wealth: cultural")
    put(doc, row, wealth=[*seven, "cultural"])
    assert not ends(doc, "wealth-untouched")


# Allies ------------------------------------------------------------------------------------
def test_what_a_move_of_an_ally_lacks(doc: Document) -> None:
    row = doc.add(Ally(who="The shop", wedge="neutral", target_wedge="passive ally"))
    checks = ("ally-request", "ally-asker", "ally-day")
    assert [check for check in checks if ends(doc, check)] == ["ally-request"]
    put(doc, row, request="Put two scarves at the till")
    assert [check for check in checks if ends(doc, check)] == ["ally-asker", "ally-day"]
    put(doc, row, asked_by="somebody", by=TODAY)
    assert not [check for check in checks if ends(doc, check)]


@pytest.mark.parametrize("wedge", ["passive ally", "active ally"])
def test_who_stands_where_we_wish_is_not_to_be_moved(doc: Document, wedge: str) -> None:
    row = doc.add(Ally(who="The lender", target_wedge="passive ally"))  # nobody knows yet where they stand
    assert ends(doc, "ally-request")
    put(doc, row, wedge=wedge)
    assert not ends(doc, "ally-request")


def test_a_private_ally_is_told_by_number_alone(doc: Document) -> None:
    ally = doc.add(Ally(who="The lender", wedge="neutral", target_wedge="passive ally", private="yes"))
    assert only(doc, "ally-request").text == "AL01: what do we ask of them?"
    doc.add(Placement(ally=ally.id, unread={"on": "last spring"}))
    assert only(doc, "not-understood").text.startswith("PL1: 'last spring' is not understood")
    doc.plan.put("ally", ally.id, ally.with_values({"code": ""}))
    assert only(doc, "ally-request").text == "(ally): what do we ask of them?"


def test_a_placing_older_than_the_last_reflection(doc: Document) -> None:
    old = datetime(2026, 3, 2, tzinfo=UTC)
    ally = doc.add(Ally(who="The shop", wedge="neutral"))
    doc.plan.put("ally", ally.id, ally.with_values({"created": old}))
    assert not ends(doc, "placement-old")
    session = doc.add(Session(occasion="After lot 1", on=TODAY, state="held"))
    assert only(doc, "placement-old").text == (
        f"AL01 (The shop): placed before {session.code}; do they still stand there?"
    )
    row = doc.add(Placement(ally=ally.id, wedge="neutral"))
    doc.add(Placement(ally=ally.id, on=TODAY - WEEK))
    assert ends(doc, "placement-old")
    put(doc, row, on=TODAY)
    assert not ends(doc, "placement-old")
    doc.remove(current(doc, row))
    put(doc, ally, moved_on=TODAY)
    assert not ends(doc, "placement-old")


# Reflection --------------------------------------------------------------------------------
def test_a_reflection_whose_day_has_passed(doc: Document) -> None:
    row = doc.add(Session(occasion="After lot 1", on=TODAY - WEEK))
    assert only(doc, "session-passed").text == "R1 (After lot 1): its day has passed; was it held?"
    put(doc, row, state="held")
    assert not ends(doc, "session-passed")


def test_a_missed_reflection_that_nothing_made_up_for(doc: Document) -> None:
    doc.add(Session(occasion="After lot 1", on=TODAY - WEEK, state="missed"))
    assert "R1" in only(doc, "session-missed").text
    later = doc.add(Session(occasion="Instead", on=TODAY - 2 * WEEK, state="held"))
    assert ends(doc, "session-missed")
    put(doc, later, on=TODAY)
    assert not ends(doc, "session-missed")


def test_a_reflection_that_changed_nothing(doc: Document) -> None:
    row = doc.add(Session(occasion="After lot 1", on=TODAY, state="held"))
    assert only(doc, "session-change").step == "changes"
    doc.add(Change(now="Two-woman check", kind="keep", session=row.id))
    assert not ends(doc, "session-change")


def test_changes_that_did_not_reach_the_trees(doc: Document) -> None:
    session = doc.add(Session(occasion="After lot 1", on=TODAY, state="held"))
    change = doc.add(Change(now="Measure the dye", kind="change", session=session.id))
    assert not ends(doc, "trees-revised")  # no tree, nothing to revise
    card = doc.add(ProblemCard(statement="Shades differ", side="root"))

    def touched(when: datetime) -> None:
        doc.plan.put("problem_card", card.id, card.with_values({"changed": when}))

    touched(datetime(2026, 7, 8, tzinfo=UTC))
    assert only(doc, "trees-revised").text == (
        "R1 decided changes, but no card of the trees was looked at since"
    )
    touched(datetime(2026, 7, 9, tzinfo=UTC))  # the same morning, east of Greenwich
    assert not ends(doc, "trees-revised")
    touched(datetime(2026, 7, 8, tzinfo=UTC))
    put(doc, change, kind="keep")
    assert not ends(doc, "trees-revised")


def test_a_card_that_a_reflection_changed_and_nobody_rewrote(doc: Document) -> None:
    session = doc.add(Session(occasion="After lot 1", on=TODAY, state="held"))
    card = doc.add(ProblemCard(statement="Shades differ", side="root"))
    change = doc.add(Change(now="Two reds", kind="change", session=session.id, target=f"ref:{card.id}"))
    assert not ends(doc, "card-revised")
    old = card.with_values({"changed": datetime(2026, 7, 8, tzinfo=UTC)})
    doc.plan.put("problem_card", card.id, old)
    assert only(doc, "card-revised").record == card.id
    put(doc, change, kind="keep")
    assert not ends(doc, "card-revised")
    put(doc, change, kind="stop")
    put(doc, session, state="planned")
    assert not ends(doc, "card-revised")


def test_an_action_that_should_stop(doc: Document) -> None:
    action = doc.add(Action(what="Weave by lamp"))
    doc.add(Change(now="No night work", kind="stop", target=f"ref:{action.id}"))
    doc.add(Change(now="No candles", kind="stop", target="candles"))
    assert only(doc, "stop-open").record == action.id
    stop(doc, action)
    assert not ends(doc, "stop-open")


def test_low_fingers_that_were_not_heard(doc: Document) -> None:
    row = doc.add(Decision(what="Lot 2 goes later", five=9, two=1))
    assert only(doc, "doubts-unheard").text.startswith("DC1 (Lot 2 goes later): ")
    put(doc, row, heard="yes")
    assert not ends(doc, "doubts-unheard")
    put(doc, row, heard="", two=0)
    assert not ends(doc, "doubts-unheard")


def test_a_decision_with_few_women_there(doc: Document) -> None:
    for number in range(8):
        doc.add(Participant(display_name=f"Woman {number}", kind="member", sex="female"))
    row = doc.add(Session(occasion="After lot 1", women=3))
    assert not ends(doc, "few-women")
    doc.add(Decision(what="Lot 2 goes later", session=row.id))
    assert only(doc, "few-women").text.endswith("it decided with few women there (3)")
    put(doc, row, women=4)
    assert not ends(doc, "few-women")
    put(doc, row, men=5)
    assert ends(doc, "few-women")
    put(doc, row, women=None)
    assert not ends(doc, "few-women")


def test_an_answer_that_does_not_say_how_the_group_agreed(doc: Document) -> None:
    row = doc.plan.rows("answer")[1]
    assert not ends(doc, "answer-method")
    put(doc, row, answer="Three lots")
    assert (only(doc, "answer-method").step, only(doc, "answer-method").record) == ("question-pilot", row.id)
    put(doc, row, method="consensus")
    assert not ends(doc, "answer-method")


# Any record --------------------------------------------------------------------------------
def test_words_that_were_not_understood(doc: Document) -> None:
    row = doc.add(Action(what="Dye", unread={"due": "when the rains end"}))
    assert only(doc, "not-understood").text == (
        "A01 (Dye): 'when the rains end' is not understood under 'Done by'"
    )
    assert (only(doc, "not-understood").weight, only(doc, "not-understood").record) == (1, row.id)
    other = doc.add(Action(what="Weave", unread={"gone": "x"}))
    assert only(doc, "not-understood").text == (
        "2 rows of Actions hold words that are not understood: A01, A02"
    )
    put(doc, row, unread={})
    assert "under 'gone'" in only(doc, "not-understood").text
    put(doc, other, unread={})
    assert not ends(doc, "not-understood")


def test_links_to_what_is_deleted(doc: Document) -> None:
    lead, milestone = doc.add(Participant(display_name="Neema")), doc.add(Milestone(statement="Lot 1"))
    row = doc.add(Action(what="Dye", lead=lead.id, helpers=[lead.id], milestone=milestone.id))
    thing = doc.add(Resource(item="yarn", action=row.id, provider="the ref: a book"))
    assert not ends(doc, "deleted-link")
    doc.remove(lead)
    assert only(doc, "deleted-link").text == "A01 (Dye): what stood under 'Who leads' is deleted"
    assert (only(doc, "deleted-link").record, only(doc, "deleted-link").field) == (row.id, "lead")
    put(doc, row, lead="", helpers=[])
    put(doc, thing, provider=f"ref:{lead.id}")
    assert only(doc, "deleted-link").step == "resources"
    doc.remove(row)
    assert only(doc, "deleted-link").text == "RS1 (yarn): what stood under 'For action' is deleted"
    doc.undo()
    put(doc, thing, provider="the group")
    assert not ends(doc, "deleted-link")


def test_rows_without_words(doc: Document) -> None:
    row = doc.add(Action())
    assert only(doc, "no-words").text == "Actions: nothing stands under 'What' for A01"
    assert (only(doc, "no-words").step, only(doc, "no-words").record) == ("actions", row.id)
    assert len(loose_ends(doc.plan, TODAY)) == 1  # it is not asked for lead and day as well
    doc.add(Action())
    doc.add(Participant(sex="female"))
    texts = [finding.text for finding in ends(doc, "no-words")]
    assert texts == [
        "People: nothing stands under 'Name' for W01",
        "Actions: nothing stands under 'What' for A01, A02",
    ]
    put(doc, row, what="Dye")
    assert "A02" in ends(doc, "no-words")[1].text


def test_a_row_without_number_and_words_has_still_a_name(doc: Document) -> None:
    doc.plan.put("action", "x", Action(id="x"))
    assert only(doc, "no-words").text.endswith("for (action)")
    doc.plan.put("action", "x", Action(id="x", what="Dye"))
    assert only(doc, "action-lead").text == "Dye: nobody leads it yet"


# Plans of any content ----------------------------------------------------------------------
HOSTILE = ["", " ", "\n", "[/b]", "[red", "{it}", "{n}{", "%s", "\x1b[2J", "=1+1", "ref:", "ref:x", "ref:a b",
           "\u202eabc", "e\u0301" * 9, "\U0001f9f6", "x" * 300, "a\n\nb"]  # fmt: skip
IDS = ["r0", "r1", "r2", "r3", "gone"]
DAYS = st.dates() | st.dates(date(2026, 6, 1), date(2026, 8, 30)) | st.sampled_from([date.min, date.max])
NUMBERS = st.decimals(allow_nan=False, allow_infinity=False) | st.sampled_from(
    [Decimal("1E+999999"), Decimal("1E+24"), Decimal("-1E+24"), Decimal("1E-24"), Decimal(0), Decimal(5)]
)
WORDS = st.sampled_from(HOSTILE) | st.text(max_size=40)


def values_of(spec: Spec) -> st.SearchStrategy[Any]:
    one = WORDS
    if spec.choices:
        one = st.sampled_from([value for value, _ in spec.choices]) | WORDS
    if spec.refers:
        one = st.sampled_from(IDS) | st.sampled_from([f"ref:{item}" for item in IDS]) | WORDS
    match spec.kind:
        case "day":
            return DAYS | st.none()
        case "number":
            return NUMBERS | st.none()
        case "count":
            return st.integers() | st.none()
        case _:
            return st.lists(one, max_size=4) if spec.many else one


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    plan = Document.new().plan
    for table in draw(st.lists(st.sampled_from(list(KINDS)), max_size=12)):
        kind = KINDS[table]
        specs: Iterable[tuple[str, Spec]] = kind.specs().items()
        values = {name: draw(values_of(spec)) for name, spec in specs if draw(st.booleans())}
        raw = {"id": draw(st.sampled_from(IDS)), "code": draw(WORDS), **values}
        if draw(st.booleans()):
            raw["unread"] = draw(st.dictionaries(WORDS, WORDS, max_size=2))
        record = kind.load(raw)
        plan.put(table, record.id, record)
    return plan


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(plans(), st.dates())
def test_a_plan_of_any_content_can_be_checked(plan: Plan, today: date) -> None:
    for finding in loose_ends(plan, today):
        step = stage.step(finding.step)
        assert step is not None
        assert 0 < len(finding.text) <= LONGEST
        assert "\n" not in finding.text
        assert finding.weight in (1, 2, 3)
        assert not finding.record or finding.record in [row.id for row in step.rows(plan)]
    for state in questions(plan, today):
        assert state.state in ("answered", "partly", "not yet")
        assert all(piece.text and "\n" not in piece.text for piece in state.evidence)
        assert all(stage.step(piece.step) for piece in state.evidence)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(plans())
def test_every_loose_end_can_be_set_aside(plan: Plan) -> None:
    for number, finding in enumerate(loose_ends(plan, TODAY)):
        row = aside(finding, "so be it", TODAY).with_values({"id": f"aside-{number}"})
        plan.put("aside", row.id, row)
    assert loose_ends(plan, TODAY) == []
