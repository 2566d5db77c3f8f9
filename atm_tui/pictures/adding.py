"""Adding in place: what a new record has from the one that is pointed at in a picture."""

from typing import Final

from atm_tui.errors import AtmError
from atm_tui.model.record import Record

PLACED: Final = ("stretch", "crosses", "block", "side", "parent", "wedge", "dimension", "action", "provider")
"""The fields that say where in a picture a record stands."""


def another(record: Record) -> Record:
    """A new record of the same kind, at the same place.

    Raises:
        AtmError: There are only given ones of this kind.
    """
    kind = type(record)
    if kind.single or kind.presets():
        raise AtmError("These are given; none can be added. Enter opens one.")
    return kind.model_validate({name: record.value(name) for name in PLACED if name in kind.specs()})
