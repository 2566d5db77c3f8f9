"""The sums of one piece: exact, each from what is written, and what is not written is named."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atm_tui.document import Document
from atm_tui.example import example
from atm_tui.model import derived as d
from atm_tui.model import sums as s
from atm_tui.model.bring import CostLine, Piece
from atm_tui.model.canvas import CanvasNote
from atm_tui.model.plan import Plan
from atm_tui.planio import plan_of

HUGE = Decimal("9" * 24)
PRICES = st.decimals(-(10**12), 10**12, places=3)


@pytest.fixture(scope="module")
def kijito() -> Plan:
    return plan_of(example())


@pytest.fixture
def doc() -> Document:
    return Document.new()


def priced(doc: Document, **values: str) -> Plan:
    """A plan with these figures on its price sheet."""
    doc.set(doc.plan.one(Piece), {name: Decimal(value) for name, value in values.items()})
    return doc.plan


def note(doc: Document, amount: str, per: str, block: str = "costs") -> CanvasNote:
    """A note of the canvas with an amount."""
    return doc.add(CanvasNote(note="house roof", block=block, amount=Decimal(amount), per=per))


def named(plan: Plan) -> dict[str, tuple[Decimal | None, Decimal | None]]:
    return {row.label: (row.today, row.planned) for row in s.figures(plan)}


# The worked example ------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("label", "today", "planned"),
    [
        ("Price", 600, 950),
        ("yarn", 280, 260),
        ("Costs without our hours", 380, 430),
        ("Left for our hours", 220, 520),
        ("Hours in it", "7.5", 5),
        ("One hour brings", 29, 104),
        ("Our hours as wished", 525, 350),
        ("Full cost, hours included", 905, 780),
        ("Over for fund and risk", -305, 170),
    ],
)
def test_each_figure_agrees_with_the_worked_example(
    kijito: Plan, label: str, today: str | int, planned: str | int
) -> None:
    found = named(kijito)[label]
    places = 1 if label == "Hours in it" else 0
    shown = [None if value is None else d.rounded(value, places) for value in found]
    assert shown == [Decimal(today), Decimal(planned)]


def test_cheaper_yarn_brings_the_costs_to_415_as_the_example_says() -> None:
    plan = plan_of(example())
    yarn = next(line for line in plan.all(CostLine) if line.item == "yarn")
    plan.put("cost_line", yarn.id, yarn.with_values({"planned": Decimal(245)}))
    assert named(plan)["Costs without our hours"][1] == 415


def test_the_shares_of_the_example_are_its_whole_price(kijito: Plan) -> None:
    shares = s.shares(kijito)
    assert sum(share.amount for share in shares) == 950
    assert sum(share.amount for share in shares if share.ours) == 520
    assert [(share.who, share.amount) for share in shares][-2:] == [
        ("Our hours as wished", Decimal(350)),
        ("Fund and risk", Decimal(170)),
    ]


def test_what_the_example_does_not_say_is_named(kijito: Plan) -> None:
    assert [one.what for one in s.missing(kijito)] == [
        "Final price (price sheet)",
        "CL5 loom reserve: no figure today, so nothing is counted",
    ]


# From which records, and what is missing ---------------------------------------------------
def test_each_written_figure_leads_to_its_record(kijito: Plan) -> None:
    written = {row.record for row in s.figures(kijito) if row.record}
    assert written == {kijito.one(Piece).id, *(line.id for line in kijito.all(CostLine))}
    typed = [row.label for row in s.figures(kijito) if row.record == kijito.one(Piece).id]
    assert typed == ["Price", "Hours in it"]
    assert all(row.source for row in s.figures(kijito))


def test_the_sum_says_of_which_costs_it_is(doc: Document) -> None:
    for count, said in enumerate(("the costs", "CL1", "CL1 and CL2", "CL1 to CL3")):
        if count:
            doc.add(CostLine(item="yarn"))
        source = next(row.source for row in s.figures(doc.plan) if row.label == "Costs without our hours")
        assert source == f"sum of {said}"


def test_of_an_empty_plan_nothing_is_guessed_and_all_is_named(doc: Document) -> None:
    assert {value for pair in named(doc.plan).values() for value in pair} == {None}
    assert len(s.missing(doc.plan)) == 7
    assert s.shares(doc.plan) == []


def test_no_hours_are_no_reason_to_guess(doc: Document) -> None:
    plan = priced(doc, price_planned="10", hours_planned="0", wage="2")
    doc.add(CostLine(item="yarn", planned=Decimal(4)))
    assert named(plan)["One hour brings"][1] is None
    assert named(plan)["Over for fund and risk"][1] == 6


# How many pieces ---------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("amount", "left", "count"),
    [
        ("900", "170", 6),
        ("900", "450", 2),
        ("0", "0", 0),
        ("-30", "5", 0),
        ("900", "0", None),
        ("9", "-1", None),
    ],
)
def test_so_many_pieces_pay_an_amount(amount: str, left: str, count: int | None) -> None:
    assert s.break_even(Decimal(amount), Decimal(left)) == count


@given(
    st.decimals("0.001", 10**12, places=3, allow_nan=False),
    st.decimals("0.001", 10**12, places=3, allow_nan=False),
)
def test_the_pieces_pay_it_and_one_less_does_not(amount: Decimal, left: Decimal) -> None:
    count = s.break_even(amount, left)
    assert count is not None
    assert count * left >= amount > (count - 1) * left


@pytest.mark.parametrize("per", ["month", "a month", "Each Month", "per month", "months"])
def test_notes_of_one_span_are_summed_however_it_is_typed(doc: Document, per: str) -> None:
    notes = (note(doc, "900", per), note(doc, "0.5", "month"))
    assert s.fixed_costs(doc.plan) == [s.Fixed("month", Decimal("900.5"), notes)]
    assert s.unspanned(doc.plan) == []


def test_what_is_for_no_span_of_time_is_told_and_not_counted(doc: Document) -> None:
    told = [note(doc, "350", "scarf"), note(doc, "7", "")]
    note(doc, "20", "month", block="income")
    assert s.fixed_costs(doc.plan) == []
    assert s.unspanned(doc.plan) == told


def test_two_spans_are_never_added_up(doc: Document) -> None:
    for per in ("month", "lot", "5 months"):
        note(doc, "10", per)
    assert [fixed.span for fixed in s.fixed_costs(doc.plan)] == ["month", "lot", "5 months"]


# How the price is shared -------------------------------------------------------------------
@given(
    price=PRICES,
    final=PRICES | st.none(),
    wage=PRICES | st.none(),
    hours=PRICES | st.none(),
    cost=PRICES | st.none(),
)
def test_the_shares_are_always_the_whole_price(
    price: Decimal, final: Decimal | None, wage: Decimal | None, hours: Decimal | None, cost: Decimal | None
) -> None:
    doc = Document.new()
    values = {"price_planned": price, "price_final": final, "wage": wage, "hours_planned": hours}
    doc.set(doc.plan.one(Piece), values)
    doc.add(CostLine(item="yarn", planned=cost))
    whole = price if final is None else final
    assert sum((share.amount for share in s.shares(doc.plan)), Decimal(0)) == whole


def test_the_shop_comes_first_where_the_final_price_is_known(doc: Document) -> None:
    plan = priced(doc, price_planned="950", price_final="1500")
    first, rest = s.shares(plan)
    assert (first.amount, first.ours) == (Decimal(550), False)
    assert (rest.amount, rest.ours) == (Decimal(950), False)  # no cost is written: whose it is, is not known


def test_without_a_wish_hours_and_fund_are_one_share(doc: Document) -> None:
    plan = priced(doc, price_planned="950", hours_planned="5")
    doc.add(CostLine(item="yarn", planned=Decimal(430)))
    assert [(share.who, share.amount) for share in s.shares(plan)] == [
        ("yarn", Decimal(430)),
        ("Our hours, fund and risk", Decimal(520)),
    ]


# Numbers -----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("price", "places", "shown"),
    [("950", 2, "3.33"), ("9.5", 2, "3.33"), ("1.125", 3, "3.3330"), ("1E+3", 2, "3.33")],
)
def test_any_currency_keeps_its_own_decimals(doc: Document, price: str, places: int, shown: str) -> None:
    plan = priced(doc, price_planned=price)
    assert s.places(plan) == places
    assert s.money(Decimal(10) / 3, s.places(plan)) == shown  # "3.333" would be read as thousands


def test_what_is_not_known_is_a_question_mark() -> None:
    assert s.money(None, 2) == "?"


@pytest.mark.parametrize("value", [HUGE, -HUGE, Decimal("1E-24")])
def test_the_outermost_numbers_have_sums_too(doc: Document, value: Decimal) -> None:
    fields = ("price_today", "price_planned", "price_final", "hours_today", "hours_planned", "wage")
    doc.set(doc.plan.one(Piece), dict.fromkeys(fields, value))
    doc.add(CostLine(item="yarn", today=-value, planned=-value))
    note(doc, str(value), "month")
    places = s.places(doc.plan)
    for row in s.figures(doc.plan):
        assert row.planned is not None
        assert s.money(row.planned, places) != "?"
    assert s.break_even(s.fixed_costs(doc.plan)[0].amount, Decimal("1E-24")) is not None
