"""What the group brings from the stages before: demand, money, gaps, risks, wealth (AtM 3, 5, 6)."""

from decimal import Decimal
from typing import Annotated, ClassVar

from atm_tui.model.choices import CONTROL, WEALTH
from atm_tui.model.record import Record
from atm_tui.model.spec import choice, line, number, text, words


class Requirement(Record):
    """One thing the buyer wants of the product."""

    table: ClassVar = "requirement"
    one: ClassVar = "wish of the buyer"
    many: ClassVar = "What the buyer wants"
    prefix: ClassVar = "RQ"

    what: Annotated[
        str,
        line(
            "What is wanted",
            "What must it be like, so that the buyer's customers take it?",
            needed=True,
            column=48,
        ),
    ] = ""
    source: Annotated[str, line("Who said so", "Who told us, and when?", column=18)] = ""


class Competitor(Record):
    """Somebody or something that the buyer could buy instead."""

    table: ClassVar = "competitor"
    one: ClassVar = "competitor"
    many: ClassVar = "Who else sells"
    prefix: ClassVar = "CO"

    who: Annotated[
        str, line("Who or what", "What could the buyer take instead of ours?", needed=True, column=48)
    ] = ""
    better: Annotated[str, line("How we differ", "What do we have that they do not?", column=18)] = ""


class Piece(Record):
    """One piece of the product: price and hours, today and as planned."""

    table: ClassVar = "piece"
    one: ClassVar = "price sheet"
    many: ClassVar = "One piece: price and hours"
    single: ClassVar = True

    description: Annotated[
        str, line("One piece is", "What exactly is one piece? (size, material, how it is made)", needed=True)
    ] = ""
    price_today: Annotated[Decimal | None, number("Price today", "What is one piece sold for today?")] = None
    hours_today: Annotated[
        Decimal | None, number("Hours today", "How many hours of our work are in one piece today?")
    ] = None
    price_planned: Annotated[
        Decimal | None, number("Price planned", "What price do we want to agree with the buyer?", weak=True)
    ] = None
    hours_planned: Annotated[
        Decimal | None, number("Hours planned", "How many hours will one piece take?", weak=True)
    ] = None
    wage: Annotated[
        Decimal | None,
        number("Wished for an hour", "What should one hour of our work bring home?", weak=True),
    ] = None
    price_final: Annotated[
        Decimal | None, number("Final price", "What does the last customer pay for one piece, in the shop?")
    ] = None


class CostLine(Record):
    """One thing that must be paid for each piece."""

    table: ClassVar = "cost_line"
    one: ClassVar = "cost"
    many: ClassVar = "What goes into one piece"
    prefix: ClassVar = "CL"

    item: Annotated[str, line("Cost", "What must be paid for each piece?", needed=True, column=28)] = ""
    today: Annotated[Decimal | None, number("Today", "How much is it today, for one piece?", column=10)] = (
        None
    )
    planned: Annotated[
        Decimal | None, number("Planned", "How much will it be, for one piece?", column=10)
    ] = None
    note: Annotated[str, line("Note", "How do we know?", column=18)] = ""


class Gap(Record):
    """Something that the group lacks, or that makes the chain slow and dear."""

    table: ClassVar = "gap"
    one: ClassVar = "gap or bottleneck"
    many: ClassVar = "Gaps and bottlenecks"
    prefix: ClassVar = "GP"

    what: Annotated[
        str, line("What", "What do we lack, or what makes the work slow and dear?", needed=True, column=50)
    ] = ""
    kind: Annotated[
        str,
        choice(
            "Kind",
            "Do we lack something (gap), or is a way too narrow (bottleneck)?",
            choices=words("gap", "bottleneck"),
            column=11,
        ),
    ] = ""


class Risk(Record):
    """Something that may go wrong, and the answer to it."""

    table: ClassVar = "risk"
    one: ClassVar = "risk"
    many: ClassVar = "Risks"
    prefix: ClassVar = "RK"

    what: Annotated[str, line("What may happen", "What could go wrong?", needed=True, column=26)] = ""
    likelihood: Annotated[
        str,
        choice(
            "How likely",
            "How likely is it?",
            choices=words("unlikely", "possible", "likely", "certain"),
            column=10,
        ),
    ] = ""
    harm: Annotated[
        str, choice("How bad", "How bad would it be?", choices=words("low", "middle", "high"), column=7)
    ] = ""
    answer: Annotated[str, line("Our answer", "What will we do about it?", weak=True, column=24)] = ""


class Wealth(Record):
    """How strong the group is in one form of wealth, by its own measure."""

    table: ClassVar = "wealth"
    one: ClassVar = "form of wealth"
    many: ClassVar = "Eight forms of wealth"
    prefix: ClassVar = "WF"
    preset_field: ClassVar = "form"

    form: Annotated[
        str, choice("Form of wealth", "Which form of wealth is this?", choices=WEALTH, needed=True, column=16)
    ] = ""
    score: Annotated[
        str,
        choice(
            "Strength",
            "How strong are we in it, 1 (low) to 5 (high)?",
            choices=words("1", "2", "3", "4", "5"),
            column=8,
        ),
    ] = ""
    control: Annotated[str, choice("Who decides", "Who decides about it?", choices=CONTROL, column=11)] = ""
    note: Annotated[str, text("What we have", "What do we have of it?", column=28)] = ""
