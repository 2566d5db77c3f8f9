"""The Business Model Canvas: nine blocks, the buyer half first."""

from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar, Final

from atm_tui.model.choices import BLOCKS, CONTROL, WEALTH, YES_NO
from atm_tui.model.record import Record
from atm_tui.model.spec import choice, choices, count, day, line, number, ref, refs, text, words

CREDIT: Final = "After the Business Model Canvas by Strategyzer AG (strategyzer.com), CC BY-SA 3.0."
"""Stands under every canvas, on screen and on paper, as its licence asks."""


class CanvasSheet(Record):
    """Which canvas this is, when it was made, and with whom."""

    table: ClassVar = "canvas_sheet"
    one: ClassVar = "canvas"
    many: ClassVar = "The canvas"
    single: ClassVar = True

    version: Annotated[
        int | None, count("Version", "Which canvas is it: the first, the second, ...?", needed=True)
    ] = None
    made_on: Annotated[date | None, day("Made on", "On which day did we make it?", past=True)] = None
    made_by: Annotated[list[str], refs("Made by", "Who sat at it?", to=("participant",))] = []
    with_buyer: Annotated[
        str, choice("Buyer was present", "Did the buyer fill it in with us?", choices=YES_NO)
    ] = ""
    note: Annotated[str, text("What changed", "What is different from the canvas before?")] = ""


class CanvasNote(Record):
    """One note in one block of the canvas."""

    table: ClassVar = "canvas_note"
    one: ClassVar = "note"
    many: ClassVar = "Canvas notes"
    prefix: ClassVar = "CN"

    note: Annotated[str, line("Note", "What do we write on this card?", needed=True, column=40)] = ""
    block: Annotated[str, choice("Block", "In which block does it belong?", choices=BLOCKS)] = ""
    certainty: Annotated[
        str,
        choice(
            "How sure",
            "Do we know it, think it, or must we test it?",
            choices=words("known", "we think", "must test"),
            column=9,
        ),
    ] = "we think"
    evidence: Annotated[
        str,
        choice(
            "How we know",
            "From where do we know it?",
            choices=words("AtM 3", "AtM 5", "AtM 6", "buyer said", "trial", "meeting", "agreement", "other"),
        ),
    ] = ""
    evidence_note: Annotated[str, line("Said by, seen at", "Who said it, or where did we see it?")] = ""
    segment: Annotated[str, ref("For which buyer", "Which of our buyers is it for?", to=("canvas_note",))] = (
        ""
    )
    amount: Annotated[Decimal | None, number("Amount", "How much money is it?")] = None
    per: Annotated[str, line("For each", "For each what? (a piece, a month, a lot)")] = ""
    wealth: Annotated[
        list[str], choices("Forms of wealth", "Which forms of wealth does it touch?", choices=WEALTH)
    ] = []
    control: Annotated[str, choice("Who decides", "Who owns it or decides about it?", choices=CONTROL)] = ""
    actions: Annotated[
        list[str], refs("Actions", "Which actions serve it or test it?", to=("action",), column=14)
    ] = []
    fair: Annotated[str, text("Is it fair", "Is it fair to us? What would make it fairer?")] = ""
