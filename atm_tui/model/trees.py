"""The problem tree, and the solution tree that mirrors it."""

from collections.abc import Iterator, Sequence
from typing import Annotated, ClassVar, Final

from atm_tui.model.choices import LEVEL
from atm_tui.model.record import Record
from atm_tui.model.spec import Choices, choice, choices, count, line, party, ref, refs, text, words

WEIGHT: Choices = (("1", "1 thin"), ("2", "2 middle"), ("3", "3 thick"))
STATE = words("open", "easing", "solved", "worse", "dropped", "new")
SIDE_OF_CHILD: Final = {"trunk": "root", "core": "means"}
"""What hangs on a card is of its own side, but for these."""


class ProblemCard(Record):
    """A card of the problem tree: the trouble, a cause below it or an effect above it."""

    table: ClassVar = "problem_card"
    one: ClassVar = "card"
    many: ClassVar = "Problem tree"
    prefixes: ClassVar = {
        "trunk": "P",
        "root": "C",
        "branch": "E",
        "fruit": "F",
        "sapling": "SAP",
        "threat": "TH",
    }

    statement: Annotated[
        str,
        line("Card", "What is on this card? Say it as something we can see today.", needed=True, column=44),
    ] = ""
    side: Annotated[
        str,
        choice(
            "Part of the tree",
            "Trouble (trunk), cause (root), effect (branch), or something beside it?",
            choices=words("trunk", "root", "branch", "fruit", "sapling", "threat"),
        ),
    ] = ""
    parent: Annotated[
        str, ref("Hangs on", "Which card does it cause, or follow from?", to=("problem_card",))
    ] = ""
    weight: Annotated[
        str, choice("Thickness", "How much does it weigh? Thicker means more.", choices=WEIGHT, column=8)
    ] = "1"
    state: Annotated[
        str, choice("State", "Is it open, easing, solved, or worse?", choices=STATE, column=8)
    ] = "open"
    who_feels: Annotated[
        list[str],
        choices(
            "Who feels it", "Whose life carries it?", choices=words("women", "men", "youth", "all", "other")
        ),
    ] = []
    also_causes: Annotated[
        list[str], refs("Also causes", "Which other cards does it cause too?", to=("problem_card",))
    ] = []
    source: Annotated[
        str,
        party(
            "Comes from", "Did we hear it in a meeting, a reflection, a gap or a risk?", to=("gap", "risk")
        ),
    ] = ""
    actions: Annotated[
        list[str], refs("Actions", "For a fruit or sapling: which actions grow it?", to=("action",))
    ] = []
    note: Annotated[str, text("Note", "What else was said about it?")] = ""


class SolutionCard(Record):
    """A card of the solution tree: the mirror of a problem card, said as already solved."""

    table: ClassVar = "solution_card"
    one: ClassVar = "card"
    many: ClassVar = "Solution tree"
    prefixes: ClassVar = {"core": "S", "means": "SM", "end": "SE"}

    statement: Annotated[str, line("Card", "Say it as if it were already so.", needed=True, column=44)] = ""
    side: Annotated[
        str,
        choice(
            "Part of the tree",
            "The core, a means (from a cause), or an end (from an effect)?",
            choices=words("core", "means", "end"),
        ),
    ] = ""
    parent: Annotated[str, ref("Lifts", "Which card above does it lift?", to=("solution_card",))] = ""
    mirrors: Annotated[
        str, ref("Mirror of", "Which card of the problem tree does it turn round?", to=("problem_card",))
    ] = ""
    conversion: Annotated[
        str,
        choice(
            "How turned",
            "Turned round as it was, said anew, dropped, or added?",
            choices=words("reversed", "reworded", "dropped", "added"),
            column=9,
        ),
    ] = ""
    chosen: Annotated[
        str, choice("Chosen", "Do we choose to work on it now?", choices=words("yes", "no"), column=6)
    ] = ""
    weight: Annotated[str, choice("Thickness", "How much would it change?", choices=WEIGHT)] = ""
    in_reach: Annotated[
        str, choice("In our reach", "Can we move it with our own hands, or must we ask?", choices=LEVEL)
    ] = ""
    assumption: Annotated[str, line("Holds if", "What outside our hands must hold true for this?")] = ""
    actions: Annotated[
        list[str], refs("Actions", "Which actions make it so?", to=("action",), column=12)
    ] = []
    votes: Annotated[int | None, count("Marks", "How many marks did the group put on it?")] = None
    note: Annotated[str, text("Note", "Whom would it burden? What else was said?")] = ""


def hanging(cards: Sequence[Record]) -> Iterator[tuple[Record, int]]:
    """These cards, each below the one of them that it hangs on, with its depth from 0.

    Every card comes once, also those that hang on each other in a ring (at the end).
    """
    ids = {card.id for card in cards}
    below: dict[str, list[Record]] = {}
    for card in cards:
        below.setdefault(card.value("parent"), []).append(card)
    seen: set[str] = set()
    for top in (*(card for card in cards if card.value("parent") not in ids), *cards):
        waiting = [(top, 0)]
        while waiting:
            card, depth = waiting.pop()
            if card.id not in seen:
                seen.add(card.id)
                yield card, depth
                waiting += [(child, depth + 1) for child in reversed(below.get(card.id, []))]
