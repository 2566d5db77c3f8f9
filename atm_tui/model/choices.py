"""The words that several records choose from."""

from typing import Final

from atm_tui.model.spec import Choices, words

YES_NO: Final = words("yes", "no")
LEVEL: Final[Choices] = (("1", "1 low"), ("2", "2 middle"), ("3", "3 high"))
WEALTH: Final = words(
    "intellectual", "individual", "social", "political", "natural", "built", "cultural", "financial"
)
"""The eight forms of wealth (AtM 6, after the eight capitals of WealthWorks)."""

CONTROL: Final = words("women", "men", "jointly", "outside")

DIMENSION: Final[Choices] = (("1", "first"), ("2", "second"), ("3", "third"))
"""The three dimensions of change; their names are on the plan's own sheet, see ``Dimensions``."""

PARTIES: Final = ("participant", "ally")
"""The tables a party field offers: people and groups."""

BLOCKS: Final[Choices] = (
    ("buyers", "Buyers"),
    ("value", "Value proposition"),
    ("channels", "Channels"),
    ("relationship", "Relationship"),
    ("income", "Income streams"),
    ("costs", "Cost structure"),
    ("resources", "Key resources"),
    ("activities", "Key activities"),
    ("partners", "Key partners"),
)
"""The nine canvas blocks in the stage's own order: the buyer half, then the producer half, cost first."""

METHODS: Final = words("consensus", "fist of five", "show of hands", "majority", "dots", "other")
"""How a group agreed."""

WEDGES: Final = words("active ally", "passive ally", "neutral", "passive opposition", "active opposition")
"""The spectrum of allies, from our side outward."""

SOFT_WEDGES: Final[Choices] = tuple(
    zip(
        (wedge for wedge, _ in WEDGES),
        ("with us", "leaning to us", "undecided", "doubting", "against"),
        strict=True,
    )
)
"""The same five places in words that hurt nobody who reads them on the wall."""
