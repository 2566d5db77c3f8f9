"""The canvas: nine boxes, how sure each note is and what tests it, what stands around it, its sums."""

import re
from decimal import Decimal

import pytest
from filled import TODAY
from hypothesis import given
from hypothesis import strategies as st
from test_any_plan import check, counted, crowd, shown

from atm_tui.example import example
from atm_tui.model.bring import CostLine, Piece
from atm_tui.model.canvas import CREDIT, CanvasNote
from atm_tui.model.choices import BLOCKS
from atm_tui.model.plan import Plan
from atm_tui.model.record import Record
from atm_tui.pictures import ASCII, PICTURES, as_text, draw
from atm_tui.pictures.canvas_notes import fitted
from atm_tui.pictures.picture import Span
from atm_tui.planio import plan_of

VIEWS = [view for view, _ in PICTURES["canvas"].views]
TITLES = [title for _, title in BLOCKS]


@pytest.fixture
def plan() -> Plan:
    return plan_of(example())


def text(plan: Plan, view: str, width: int = 80, height: int = 24) -> str:
    picture = draw(plan, f"canvas:{view}", width=width, height=height, glyphs=ASCII, today=TODAY)
    return as_text(picture)


def flowing(plan: Plan, view: str, width: int = 80) -> str:
    """The words of a picture as one line, however they were wrapped and framed."""
    return " ".join(text(plan, view, width).replace("|", " ").split())


def change(plan: Plan, code: str, **values: object) -> None:
    row = coded(plan, code)
    plan.put(row.table, row.id, row.with_values(values))


def coded(plan: Plan, code: str) -> Record:
    return next(row for row in plan if row.code == code)


# The sheet ---------------------------------------------------------------------------------
def test_the_boxes_stand_as_on_paper(plan: Plan) -> None:
    lines = text(plan, "sheet", 132, 43).splitlines()
    where = {
        number: next((y, line.index(name)) for y, line in enumerate(lines) if name in line)
        for number, name in ((number, f"|{number} {title}") for number, title in enumerate(TITLES, 1))
    }
    top = [number for number, (y, _) in where.items() if y == where[9][0]]
    assert sorted(top, key=lambda number: where[number][1]) == [9, 8, 2, 4, 1]
    assert where[7] > where[8]
    assert where[7][1] == where[8][1]
    assert where[3][1] == where[4][1]
    assert where[6][0] == where[5][0] == max(y for y, _ in where.values())
    assert where[6][1] < where[5][1]


@pytest.mark.parametrize("height", [21, 24])
@pytest.mark.parametrize("width", [78, 80])
def test_a_small_screen_shows_the_whole_sheet_and_its_credit(plan: Plan, width: int, height: int) -> None:
    seen = " ".join("\n".join(text(plan, "sheet", width, height).splitlines()[:height]).split())
    for number in range(1, 10):
        assert re.search(rf"\|{number} [A-Z]", seen)
    assert CREDIT in seen


@pytest.mark.parametrize(("width", "height"), [(58, 20), (78, 21), (132, 43)])
def test_each_note_is_on_the_sheet_or_counted(plan: Plan, width: int, height: int) -> None:
    picture = draw(plan, "canvas", width=width, height=height, today=TODAY)
    notes = {note.id for note in plan.all(CanvasNote)}
    assert len(notes & shown(picture)) + counted(picture) == len(notes)


@pytest.mark.parametrize("width", [58, 132])
def test_where_there_is_room_no_note_is_cut(plan: Plan, width: int) -> None:
    assert ".." not in text(plan, "sheet", width, 43)


@pytest.mark.parametrize("view", ["sheet", "buyer", "1", "around"])
@pytest.mark.parametrize("width", [60, 132])
def test_what_is_too_much_for_a_box_is_counted(view: str, width: int) -> None:
    plan = crowd("canvas_note", 3_000)
    picture = check(plan, f"canvas:{view}", width)
    assert len(shown(picture) - {"canvas_sheet", "piece"}) + counted(picture) == 3_000


@given(st.lists(st.integers(1, 5), max_size=20), st.integers(1, 30))
def test_a_box_holds_as_many_notes_as_fit(sizes: list[int], room: int) -> None:
    notes = [CanvasNote(id=f"n{number}", note=str(size)) for number, size in enumerate(sizes)]
    lines = fitted(
        notes,
        lambda note, most: [(Span(note.note, record=note.id),)] * min(int(note.note), most or 99),
        room,
    )
    assert len(lines) <= room
    drawn = {span.record for line in lines for span in line if span.record}
    rest = [int(span.text.split()[1]) for line in lines for span in line if not span.record]
    assert len(drawn) + sum(rest) == len(notes)
    assert bool(rest) == (len(notes) > room)
    assert not rest or len(lines) == room


# How sure, and what tests it ---------------------------------------------------------------
@pytest.mark.parametrize(
    ("certainty", "sign"), [("known", "="), ("we think", "?"), ("must test", "!"), ("", "?")]
)
@pytest.mark.parametrize("view", ["buyer", "1"])
def test_a_note_has_the_sign_and_the_word_of_how_sure_it_is(
    plan: Plan, view: str, certainty: str, sign: str
) -> None:
    change(plan, "CN1", certainty=certainty, evidence="")
    said = flowing(plan, view, 132)
    assert f"{sign} CN1 House of Indigo" in said
    if certainty:
        assert f"one purchasing lead ({certainty})" in said


@pytest.mark.parametrize(
    ("view", "said"),
    [
        ("sheet", "named shades [x]A03 [x]A04"),
        ("around", "named shades [x]A03 [x]A04"),
        ("buyer", "named shades (must test, trial) [x]A03 [x]A04"),
        ("2", "Action [x]A03 Dye twelve trial skeins by weighed recipe, three blues Action [x]A04"),
    ],
)
def test_what_must_be_tested_shows_which_action_does(plan: Plan, view: str, said: str) -> None:
    assert said in flowing(plan, view, 58)


@pytest.mark.parametrize("view", ["sheet", "buyer", "around", "2"])
def test_a_test_that_was_stopped_is_none(plan: Plan, view: str) -> None:
    before = flowing(plan, view, 58).count("[!] no test yet")
    for code in ("A03", "A04"):
        change(plan, code, status="stopped")
    assert flowing(plan, view, 58).count("[!] no test yet") == before + 1


def test_the_title_tells_how_many_guesses_nothing_tests(plan: Plan) -> None:
    assert "[!] 1 without a test" in text(plan, "sheet")
    change(plan, "CN3", certainty="we think")
    assert "without a test" not in text(plan, "sheet")


# Half by half, box by box ------------------------------------------------------------------
def test_the_halves_follow_the_stage_and_end_with_the_cost(plan: Plan) -> None:
    names = [f"{number} {title}" for number, title in enumerate(TITLES, 1)]
    for view, wanted in (("buyer", names[:5]), ("producer", [*names[5:], "Back to 6 Cost structure"])):
        lines = text(plan, view).splitlines()
        assert [line for line in lines if line in {*names, "Back to 6 Cost structure"}] == wanted
    after = text(plan, "producer").split("Back to")[1]
    assert after.count("CN18") == 1
    assert re.search(r"Full cost, hours included +905 +780", after)


def test_a_box_shows_each_field_and_names_those_that_are_empty(plan: Plan) -> None:
    change(
        plan,
        "CN1",
        evidence_note="Leila, in March",
        control="women",
        wealth=["social", "built"],
        fair="We think so",
    )
    said = flowing(plan, "1")
    for words in (
        "(known, buyer said, Leila, in March)",
        "Forms of wealth social, built",
        "Who decides women",
        "Is it fair We think so",
        "Action [x]A01 Visit House of Indigo",
    ):
        assert words in said
    one = said.split("CN2")[0]
    assert "Not said" not in one  # amount, for each and for which buyer are not asked of a buyer
    assert "Not said Forms of wealth, Who decides, Is it fair" in said.split("CN2")[1]


def test_a_note_of_no_box_lies_in_the_first_as_in_its_list(plan: Plan) -> None:
    change(plan, "CN34", block="")
    assert "CN34" in text(plan, "1")
    assert "CN34" not in text(plan, "9")


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("width", [40, 60, 80, 132])
def test_the_credit_stands_under_every_canvas(plan: Plan, view: str, width: int) -> None:
    assert CREDIT in flowing(plan, view, width)


# Around it ---------------------------------------------------------------------------------
@pytest.mark.parametrize("width", [58, 132])
def test_beside_the_canvas_stand_competition_money_and_risk(plan: Plan, width: int) -> None:
    picture = draw(plan, "canvas:around", width=width, height=43, today=TODAY)
    wanted = {row.id for table in ("competitor", "risk") for row in plan.rows(table)}
    assert wanted <= shown(picture)
    said = re.sub(r"\s+", " ", as_text(picture))
    assert "WHAT COMPETES" in said
    assert "so: Advance of 30% and small lots" in said


def test_a_risk_without_an_answer_says_so(plan: Plan) -> None:
    assert "no answer yet" not in text(plan, "around")
    change(plan, "RK2", answer="")
    assert "[!] no answer yet" in text(plan, "around")


def test_an_amount_on_a_note_is_part_of_income_and_expense(plan: Plan) -> None:
    change(plan, "CN17", amount=Decimal(600), per="scarf")
    assert "CN17 Seconds sold at home at 600 sh: 600 for each scarf" in flowing(plan, "around")


# Sums --------------------------------------------------------------------------------------
def test_the_sums_lead_to_what_they_are_from(plan: Plan) -> None:
    spots = [spot.record for spot in draw(plan, "canvas:sums", today=TODAY).spots()]
    assert plan.one(Piece).id in spots
    costs = [spots.count(line.id) for line in plan.all(CostLine)]
    assert min(costs) == 2  # each is a cost, and a share of the price


def test_the_sums_of_the_example_are_on_the_page(plan: Plan) -> None:
    said = flowing(plan, "sums")
    for words in (
        "Left for our hours 220 520",
        "One hour brings 29.33 104",
        "Over for fund and risk -305 170",
        "As planned 55% of the buyer's price stay with the group",
        "Today one hour brings 29.33: 40.67 less than the wished 70",
        "Fund and risk (ours) 170 18%",
    ):
        assert words in said


def test_so_many_pieces_pay_for_the_house(plan: Plan) -> None:
    change(plan, "CN20", amount=Decimal(900), per="a month")
    said = flowing(plan, "sums")
    assert "900 for each month (from CN20)" in said
    assert "with our hours paid as wished: 6 pieces, for one leaves 170" in said
    assert "with nothing for our hours: 2 pieces, for one leaves 520" in said


def test_a_price_that_pays_nothing_says_that_no_number_of_pieces_helps(plan: Plan) -> None:
    change(plan, "CN20", amount=Decimal(900), per="month")
    plan.put("piece", "piece", plan.one(Piece).with_values({"price_planned": Decimal(400)}))
    assert "no number of pieces pays it, for one leaves -380" in flowing(plan, "sums")


def test_the_final_price_is_shared_with_the_shop(plan: Plan) -> None:
    plan.put("piece", "piece", plan.one(Piece).with_values({"price_final": Decimal(1900)}))
    said = flowing(plan, "sums")
    assert "HOW WHAT THE LAST CUSTOMER PAYS IS SHARED" in said
    assert "The shop, and who else is after us 950 50%" in said


def test_what_the_group_said_about_fairness_stands_there(plan: Plan) -> None:
    assert "Nobody has said yet whether it is fair" in flowing(plan, "sums")
    change(plan, "CN16", fair="Yes, if it comes before the yarn")
    said = flowing(plan, "sums")
    assert "CN16 Yes, if it comes before the yarn" in said
    assert "Nobody has said yet" not in said


def test_what_is_not_written_is_named(plan: Plan) -> None:
    plan.put("piece", "piece", plan.one(Piece).with_values({"wage": None}))
    said = flowing(plan, "sums")
    assert "[!] not written: Wished for an hour (price sheet)" in said
    assert "Over for fund and risk ? ?" in said
