"""On a line of 20 kbit/s with 600 ms there and back: all that is typed arrives, once and in its place."""

import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import slowlink
from facilitator import Facilitator
from term import Term, environment, program

from atm_tui.document import Document
from atm_tui.model.bring import Piece, Wealth
from atm_tui.model.plan import Plan
from atm_tui.model.river import River
from atm_tui.model.start import Participant, PlanSheet

BITS, ROUND_TRIP = "20000", "0.6"
LINE = [sys.executable, slowlink.__file__, BITS, ROUND_TRIP]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[[], Term]]:
    """Opens a plan behind the line; all is ended at the end."""
    started = []
    plan(tmp_path).parent.mkdir(parents=True)
    Document.new(plan(tmp_path), "Hill honey group").save()

    def begin() -> Term:
        env = environment(tmp_path, SSH_TTY="/dev/pts/9")
        started.append(Term([*LINE, *program(), str(plan(tmp_path))], env))
        started[-1].lull = 0.75  # longer than the line's way there and back
        return started[-1]

    yield begin
    for term in started:
        term.close()


def plan(home: Path) -> Path:
    """Where the plan is."""
    return home / "plans" / "hill.json"


def leave(term: Term) -> None:
    """Close the plan; the program ends well."""
    term.key("f10")
    term.wait("Enter closes the plan")
    term.key("enter")
    assert term.wait_end() == 0


def opened(home: Path) -> Plan:
    """The plan as its file has it."""
    return Document.open(plan(home)).plan


LISTED = (
    ("People", "participant", "Name", "First beekeeper"),
    ("What the buyer wants", "requirement", "What is wanted", "Clean jars, every week"),
    ("Who else sells", "competitor", "Who or what", "The trader at the bridge"),
    ("What goes into one piece", "cost_line", "Cost", "One jar with its lid"),
    ("Gaps and bottlenecks", "gap", "What", "Jars come late"),
    ("Risks", "risk", "What may happen", "Rain in the harvest"),
)


def test_a_first_meeting_goes_through_ten_steps(
    start: Callable[[], Term], tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    """Each page is opened and written on, and all that was written is in the plan."""
    began = time.monotonic()
    term = start()
    term.wait("F10 Leave")
    record_property("seconds until ready", round(time.monotonic() - began, 2))
    term.quiet()
    her = Facilitator(term)
    term.key("enter")
    her.at("> Group")
    her.fill(("Product", "Forest honey"))
    for title, _, label, words in LISTED[:3]:
        her.next_step(title)
        her.new_row((label, words))
    her.next_step("One piece: price, hours")
    her.fill(("One piece is", "A jar of half a kilo"))
    for title, _, label, words in LISTED[3:]:
        her.next_step(title)
        her.new_row((label, words))
    her.next_step("Eight forms of wealth")
    term.key("enter")
    her.at("Esc Close")
    her.fill(("What we have", "Forty hives of our own"))
    her.close()
    her.next_step("The picture")
    her.fill(("Title", "Honey to the town"))
    leave(term)
    held = opened(tmp_path)
    for _, table, _, words in LISTED:
        assert [record.name for record in held.rows(table) if not record.blank] == [words]
    assert held.one(PlanSheet).product == "Forest honey"
    assert held.one(Piece).description == "A jar of half a kilo"
    assert [one.note for one in held.all(Wealth) if not one.blank] == ["Forty hives of our own"]
    assert held.one(River).title == "Honey to the town"


def test_what_is_typed_ahead_is_neither_lost_nor_doubled(start: Callable[[], Term], tmp_path: Path) -> None:
    """All of it is sent before the first page has come, as by somebody who knows the way."""
    term = start()
    term.until(lambda: bool(term.raw), "a first word")
    people = [f"Beekeeper number {number}" for number in range(1, 13)]
    term.key("enter", "tab", "tab")
    term.send("Forest honey")
    term.key("f4", "enter")
    for name in people:
        term.key("ctrl+n")
        term.send(name)
    term.key("f4")
    term.wait("step 3 of")
    term.quiet()
    leave(term)
    held = opened(tmp_path)
    assert [one.name for one in held.all(Participant) if not one.blank] == people
    assert held.one(PlanSheet).product == "Forest honey"
