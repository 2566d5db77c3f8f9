"""The sums of one piece: what is written, what is worked out from it, who gets what of the price."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from atm_tui.model.bring import CostLine, Piece
from atm_tui.model.canvas import CanvasNote
from atm_tui.model.derived import When, left_for_work, margin, percent, price_per_piece, return_per_hour
from atm_tui.model.plan import Plan
from atm_tui.model.start import PlanSheet
from atm_tui.model.sums import (
    Figure,
    Fixed,
    Share,
    break_even,
    figures,
    fixed_costs,
    missing,
    money,
    places,
    shares,
    unspanned,
)
from atm_tui.pictures import Setting
from atm_tui.pictures.picture import Line, Look, Span
from atm_tui.pictures.rows import EMPTY, beside, more, spoken, wrapped
from atm_tui.pictures.signs import LATE
from atm_tui.width import cells, cut, fit

MOST: Final = 60
"""Costs and notes drawn at most; more cannot be read, and are counted."""

_WHENS: Final[tuple[tuple[When, str], ...]] = (("today", "Today"), ("planned", "As planned"))

_BAR: Final = 20
"""Cells of the bar of a whole price."""


def sums(plan: Plan, setting: Setting) -> Iterator[Line]:
    """The sums of one piece, how many pieces pay for the house, and how the price is shared."""
    table = SumsTable(plan, setting.width)
    yield from _headed(plan, setting)
    yield from table.lines()
    yield from missing_lines(plan, setting.width)
    yield EMPTY
    yield from _Pieces(plan, setting.width).lines()
    yield EMPTY
    yield from _Chain(plan, setting).lines()


def _headed(plan: Plan, setting: Setting) -> list[Line]:
    piece, currency = plan.one(Piece), plan.one(PlanSheet).currency
    said = piece.description or "not said yet what one piece is"
    first = "ONE PIECE" + (f", in {currency}" if currency else "") + ": "
    return wrapped(f"{first}{said}", setting.width, Look.HEADING, piece.id, most=3)


class SumsTable:
    """Writes the figures of one piece, today and as planned, with what each is worked out from.

    Args:
        plan: The plan.
        width: Cells of a line.
    """

    def __init__(self, plan: Plan, width: int) -> None:
        hidden = {line.id for line in plan.all(CostLine)[MOST:]}
        self.rows = [row for row in figures(plan) if row.record not in hidden]
        self.rest, self.decimals = len(hidden), places(plan)
        shown = [self._amount(value) for row in self.rows for value in (row.today, row.planned)]
        self.amount = min(max(9, *(cells(one) + 1 for one in shown)), width // 4)
        self.label = min(30, (width - 2 * self.amount) // 2 + 2)
        self.source = width - self.label - 2 * self.amount - 1

    def lines(self) -> Iterator[Line]:
        """The table, with what its columns are called."""
        yield (
            Span(" " * self.label),
            _right("today", self.amount, Look.RULE),
            _right("planned", self.amount, Look.RULE),
            Span(f" {fit('from', self.source - 1)}", Look.RULE),
        )
        for row in self.rows:
            yield from self._row(row)
        if self.rest > 0:
            yield (Span(f"{more(self.rest)} costs, counted in the sum", Look.WEAK),)

    def _row(self, row: Figure) -> list[Line]:
        worked = not row.record
        look = Look.STRONG if worked else Look.PLAIN
        today, planned = (
            _right(self._amount(value), self.amount, self._look(value, look))
            for value in (row.today, row.planned)
        )
        label = wrapped(row.label, self.label - 1, look, row.record, most=2)
        source = wrapped(row.source, self.source - 1, Look.WEAK, most=4)
        return beside((label, self.label), ([(today, planned, Span(" "))], 2 * self.amount + 1), (source, 0))

    def _amount(self, value: Decimal | None) -> str:
        return money(value, self.decimals)

    @staticmethod
    def _look(value: Decimal | None, look: Look) -> Look:
        return Look.WARN if value is None or value < 0 else look


def missing_lines(plan: Plan, width: int) -> Iterator[Line]:
    """What is not written and so not known, by its names."""
    found = missing(plan)
    for one in found[:MOST]:
        yield from wrapped(one.what, width, Look.WARN, one.record, first=f"{LATE} not written: ")
    if len(found) > MOST:
        yield (Span(more(len(found) - MOST), Look.WEAK),)


class _Pieces:
    """Says how many pieces pay what must be paid even with no order."""

    def __init__(self, plan: Plan, width: int) -> None:
        self.plan, self.width, self.decimals = plan, width, places(plan)

    def lines(self) -> Iterator[Line]:
        """One paragraph for each span of time; and what is not counted, with what it lacks."""
        heading = "HOW MANY PIECES PAY WHAT MUST BE PAID EVEN WITH NO ORDER"
        yield from wrapped(heading, self.width, Look.HEADING)
        found = fixed_costs(self.plan)
        for fixed in found[:MOST]:
            yield from self._fixed(fixed)
        if not found:
            said = "no cost note says an amount for each month, year or lot"
            yield from wrapped(said, self.width, Look.WARN, first=f"{LATE} not written: ")
        for note in unspanned(self.plan)[:MOST]:
            yield from self._unspanned(note)
        if (rest := len(found) + len(unspanned(self.plan)) - 2 * MOST) > 0:
            yield (Span(more(rest), Look.WEAK),)

    def _fixed(self, fixed: Fixed) -> Iterator[Line]:
        amount = money(fixed.amount, self.decimals)
        yield from wrapped(
            f"{amount} for each {fixed.span} (from {', '.join(map(spoken, fixed.notes[:9]))})",
            self.width,
            Look.STRONG,
            fixed.notes[0].id,
        )
        for left, said in (
            (margin(self.plan), "our hours paid as wished"),
            (left_for_work(self.plan, "planned"), "nothing for our hours"),
        ):
            yield from wrapped(f"with {said}: {self._count(fixed.amount, left)}", self.width, first="    ")

    def _count(self, amount: Decimal, left: Decimal | None) -> str:
        if left is None:
            return "not known, see what is not written"
        count, each = break_even(amount, left), money(left, self.decimals)
        if count is None:
            return f"no number of pieces pays it, for one leaves {each}"
        return f"{count:,} {'piece' if count == 1 else 'pieces'}, for one leaves {each}"

    def _unspanned(self, note: CanvasNote) -> list[Line]:
        lacks = f"is for each {note.per}" if note.per else "does not say for each what"
        said = f"{money(note.amount, self.decimals)} {lacks}, so it is not counted here"
        return wrapped(said, self.width, Look.WEAK, note.id, most=2, first=f"{spoken(note)} ")


class _Chain:
    """Says how the price of one piece is shared along the chain, and what stays with the group."""

    def __init__(self, plan: Plan, setting: Setting) -> None:
        self.plan, self.setting, self.decimals = plan, setting, places(plan)
        self.shares = shares(plan)
        self.whole = sum((share.amount for share in self.shares), Decimal(0))

    def lines(self) -> Iterator[Line]:
        """The shares with their bars; then the facts to ask by whether it is fair."""
        final = self.plan.one(Piece).price_final is not None
        paid = "WHAT THE LAST CUSTOMER PAYS" if final else "THE PRICE THAT THE BUYER PAYS"
        yield from wrapped(f"HOW {paid} IS SHARED", self.setting.width, Look.HEADING)
        if not self.shares:
            yield (Span(f"{LATE} not known: no price is planned", Look.WARN),)
        for share in self.shares[:MOST]:
            yield from self._share(share)
        if len(self.shares) > MOST:
            yield (Span(more(len(self.shares) - MOST), Look.WEAK),)
        yield EMPTY
        yield (Span("IS IT FAIR TO THE PRODUCERS?", Look.HEADING),)
        yield from self._fair()

    def _share(self, share: Share) -> list[Line]:
        amount = money(share.amount, self.decimals)
        room = self.setting.width - _BAR - 7
        size = min(max(9, cells(amount)), room // 2)
        look = Look.STRONG if share.ours else Look.PLAIN
        said = f"{share.who}{' (ours)' if share.ours else ''}"
        label = wrapped(said, min(room - size, 40) - 1, look, share.record, most=2)
        figure = (_right(amount, size, Look.WARN if share.amount < 0 else look), *self._bar(share.amount))
        return beside((label, min(room - size, 40)), ([figure], 0))

    def _bar(self, amount: Decimal) -> tuple[Span, ...]:
        if self.whole <= 0:
            return ()
        part = amount / self.whole
        filled = max(0, min(int(part * _BAR + Decimal("0.5")), _BAR))
        said = f"{percent(part)}%"
        return (
            Span(f"{said if cells(said) < 6 else '':>6} ", Look.WEAK),
            Span(self.setting.glyphs.full * filled, Look.BAR),
        )

    def _fair(self) -> Iterator[Line]:
        width, wage = self.setting.width, self.plan.one(Piece).wage
        for when, said in _WHENS:
            hour = return_per_hour(self.plan, when)
            if hour is not None:
                brings = f"{said} one hour brings {money(hour, self.decimals)}"
                yield from wrapped(brings + self._beside_wish(hour, wage), width)
            kept, price = left_for_work(self.plan, when), price_per_piece(self.plan, when)
            if kept is not None and price is not None and price > 0:
                part = f"{percent(kept / price)}%"
                yield from wrapped(f"{said} {part} of the buyer's price stay with the group", width)
        said_fair = [note for note in self.plan.all(CanvasNote) if note.fair.strip()]
        for note in said_fair[:MOST]:
            yield from wrapped(note.fair, width, record=note.id, most=3, first=f"{spoken(note)} ")
        if len(said_fair) > MOST:
            yield (Span(more(len(said_fair) - MOST), Look.WEAK),)
        if not said_fair:
            ask = "Nobody has said yet whether it is fair: ask the group, and write it at the note."
            yield from wrapped(ask, width, Look.WEAK)

    def _beside_wish(self, hour: Decimal, wage: Decimal | None) -> str:
        if wage is None:
            return "; no wish is written"
        more_or_less = "more" if hour >= wage else "less"
        gap = money(abs(hour - wage), self.decimals)
        return f": {gap} {more_or_less} than the wished {money(wage, self.decimals)}"


def _right(text: str, width: int, look: Look) -> Span:
    """A number at the right edge of its column."""
    text = cut(text, width)
    return Span(" " * (width - cells(text)) + text, look)
