"""A version: what the plan held when a reflection was closed, kept for good."""

from dataclasses import dataclass, field
from typing import Any

Contents = dict[str, dict[str, dict[str, Any]]]
"""What a plan held: table to id to the record's stored form (without its id), all in their order."""


@dataclass(frozen=True)
class Version:
    """What differs from the version before; from nothing, for the first.

    Attributes:
        session: The id of the reflection that it closed.
        name: What it is called: the spoken number of that reflection.
        at: When it was kept, as an ISO time.
        lines: How many lines the plan's history had then; what came after it begins there.
        tables: Table to id to the stored form of a record that is new or has changed; None if it went.
        orders: The ids of the tables in which the rows stand in another order than these would give.
    """

    session: str
    name: str
    at: str = ""
    lines: int = 0
    tables: dict[str, dict[str, dict[str, Any] | None]] = field(default_factory=dict)
    orders: dict[str, list[str]] = field(default_factory=dict)
