"""Lines that were copied from a flipchart, understood as records: one item a line.

A number, bullet or dash before a line is dropped. ``@name`` (or ``@W03``) says who, ``/15 jan`` or ``/+2w``
at the end says by when; a second ``@name`` is who helps. In a tree a line that is moved in, or begins with
more dashes or ">" than the one above, hangs on that one.
"""

from datetime import date
from typing import Any, Final

from atm_tui.clean import clean_line
from atm_tui.intake.cells import Read, joined
from atm_tui.intake.finder import kind_of_code
from atm_tui.intake.marks import Line, apart, marks_of
from atm_tui.intake.rows import Row, RowReader
from atm_tui.intake.understood import Item, Understood
from atm_tui.model import KINDS
from atm_tui.model.plan import Plan
from atm_tui.model.record import Record
from atm_tui.model.trees import SIDE_OF_CHILD

SOURCE: Final = "the flipchart"
MOST_LINES: Final = 2_000
_MOST_NAMES: Final = 4
"""Words of a name behind "@"."""


def understand_lines(plan: Plan, text: str, base: Record, today: date) -> Understood:
    """What lines say that were copied from a flipchart.

    Args:
        plan: The plan that is to take them; it is not changed.
        text: The lines.
        base: An empty record of their kind, with what all of them have.
        today: The day from which days are counted.
    """
    written = [(number, line) for number, line in enumerate(text.split("\n"), 1) if clean_line(line)]
    reading = _Reading(plan, base, today)
    items = tuple(reading.item(number, line) for number, line in written[:MOST_LINES])
    left = len(written) - MOST_LINES
    notes = (f"The last {left} lines were not read: {MOST_LINES:,} at a time.",) if left > 0 else ()
    return Understood(SOURCE, items, notes)


class _Reading:
    """Reads lines, each below the ones before it."""

    def __init__(self, plan: Plan, base: Record, today: date) -> None:
        self._base, self._kind, self._table = base, KINDS[base.table], base.table
        self._specs = self._kind.specs()
        self._marks = marks_of(self._kind)
        self._rows = RowReader(plan, today, {})
        self._given = {
            name: base.value(name)
            for name in self._specs
            if base.value(name) != self._kind.model_fields[name].default
        }
        self._above: list[tuple[int, Record]] = []
        self._no_days: list[str] = []

    def item(self, number: int, raw: str) -> Item:
        """A line as a record."""
        self._no_days = []
        line = apart(number, raw, self._is_code, self._is_day)
        reads, words, doubts = self._people(line)
        doubts += self._no_days
        if not words:
            return Item(line.place, clean_line(raw), refused="It says who or when, but not what.")
        if line.when:
            reads[self._marks.when] = self._read(self._marks.when, line.when)
        reads = self._named(words) | reads
        doubts += [one.doubt for one in reads.values() if one.doubt]
        row = Row(line.place, {}, clean_line(raw), code=line.code)
        item = self._rows.item(self._table, row, reads, doubts, self._given | self._place_of(line))
        values = {self._kind.main(): reads[self._kind.main()].value}
        there = item.record or self._rows.same(self._table, line.code, self._given | values)
        if there:
            self._above = [(depth, one) for depth, one in self._above if depth < line.depth]
            self._above.append((line.depth, there))
        return item

    # What the marks say -----------------------------------------------------------------------------
    def _is_code(self, code: str, mark: str) -> bool:
        """Whether this is a spoken number and no word: one of the plan in full, or with a mark behind it."""
        if not kind_of_code(code, self._table):
            return False
        digits = len(code) - len(code.rstrip("0123456789"))
        return bool(mark) or (
            digits >= self._kind.digits and bool(self._rows.finder.by_code(code, self._table))
        )

    def _is_day(self, said: str) -> bool:
        """Whether a day is meant, and not a word after a slash."""
        if not self._marks.when:
            return False
        if said[0].isdigit() or said[0] in "+-" or self._read(self._marks.when, said).value:
            return True
        self._no_days.append(f"'/{said[:40]}' is no day I know: it stays in the words.")
        return False

    def _read(self, name: str, said: str) -> Read:
        return self._rows.reader.read(self._specs[name], said)

    def _people(self, line: Line) -> tuple[dict[str, Read], str, list[str]]:
        """What the names behind "@" give, the words that are left, and what is doubtful."""
        reads: dict[str, Read] = {}
        words, doubts = [line.words], []
        for number, piece in enumerate(line.who):
            name = self._marks.others if number else self._marks.who
            if not name or (name in reads and not self._specs[name].many):
                doubts.append(f"There is no field for '@{piece.split(' ')[0][:40]}': it stays in the words.")
                words.append(f"@{piece}")
                continue
            said, rest = self._name_in(piece, name)
            reads[name] = joined(reads.get(name), self._read(name, said))
            words.append(rest)
        return reads, clean_line(" ".join(words)), doubts

    def _name_in(self, piece: str, field: str) -> tuple[str, str]:
        """The name at the beginning of words, as many of them as are one name, and what stands behind it."""
        words = piece.split()
        for count in range(min(_MOST_NAMES, len(words)), 0, -1):
            said = " ".join(words[:count]).rstrip(",.;:")
            if len(self._rows.finder.find(said, self._specs[field].to)) == 1:
                return said, " ".join(words[count:])
        return words[0].rstrip(",.;:"), " ".join(words[1:])

    def _named(self, words: str) -> dict[str, Read]:
        """What the words of a line give: its name; for a reading also the number at their end."""
        main = self._kind.main()
        whole = self._read(main, words)
        number = next((name for name, spec in self._specs.items() if spec.kind == "number"), "")
        if not whole.unread or self._specs[main].kind != "ref" or not number:
            return {main: whole}
        before, _, last = words.rpartition(" ")
        amount, named = self._read(number, last), self._read(main, before)
        return {main: named, number: amount} if amount.value is not None else {main: whole}

    # Where it belongs -------------------------------------------------------------------------------
    def _place_of(self, line: Line) -> dict[str, Any]:
        """On which card a line of a tree hangs: the last one above that is moved in less, or as the first."""
        if "parent" not in self._specs:
            return {}
        above = next((one for depth, one in reversed(self._above) if depth < line.depth), None)
        if above is None and self._above:
            first = self._above[0][1]
            if first.value("side") not in SIDE_OF_CHILD:
                return {}
            above = first  # beside a trunk nothing stands: it hangs on it
        if above is None:
            return {}
        side = SIDE_OF_CHILD.get(above.value("side"), above.value("side"))
        return {"side": side, "parent": above.id}
