"""What help says of the fields of a form: what each means, and how it is filled in the worked example."""

from collections.abc import Iterable, Sequence
from functools import cache

from atm_tui.model.plan import Plan, ids_in
from atm_tui.model.record import Record
from atm_tui.widgets.fieldtypes import Field
from atm_tui.widgets.textview import Paragraph

LONGEST = 160
"""Characters of an example; a whole story would hide the other fields."""


def field_help(
    kind: type[Record], fields: Sequence[Field], *, where: tuple[str, str] = ("", ""), examples: bool = True
) -> list[Paragraph]:
    """Label, question, choices and an example for each field.

    Args:
        kind: The kind of record.
        fields: Its fields.
        where: Examples are of rows with this value of this field, if there are any.
        examples: Whether they are given; the first ones take time, for the worked example is read for them.
    """
    return [line for field in fields for line in _of_field(kind, field, where, examples=examples)]


def _of_field(
    kind: type[Record], field: Field, where: tuple[str, str], *, examples: bool
) -> Iterable[Paragraph]:
    spec = field.spec
    yield "item", f"{spec.label}: {spec.ask}"
    if spec.choices:
        said = ", ".join(word for _, word in spec.choices)
        yield "under", f"{'Any of' if spec.many else 'One of'}: {said}."
    if spec.weak:
        yield "under", "The plan is weak without it."
    if spec.private:
        yield "under", "Private: nobody else sees it, and it is in no paper for others."
    elif examples and (example := example_of(kind, field, where)):
        yield "under", f"For example: {example}"


def example_of(kind: type[Record], field: Field, where: tuple[str, str] = ("", "")) -> str:
    """What stands in this field in the worked example, as others may read it; "" if nothing does."""
    rows = [row for row in _worked().rows(kind.table) if not row.blank]
    first = [row for row in rows if where[0] and row.value(where[0]) == where[1]]
    return next(filter(None, (_words(row, field) for row in first + rows)), "")


@cache
def _worked() -> Plan:
    """The worked example without what is private, and without the names of those who do not want theirs."""
    from atm_tui.example import example  # noqa: PLC0415 - takes longer than a page; seldom needed
    from atm_tui.export.seen import for_people  # noqa: PLC0415 - as above
    from atm_tui.planio import plan_of  # noqa: PLC0415 - as above

    return for_people(plan_of(example()))


def _words(row: Record, field: Field) -> str:
    from atm_tui.export.view import words  # noqa: PLC0415 - as above

    if row.unread.get(field.name):
        return ""
    if field.reverse is None:
        said = words(_worked(), row, field.name)
    else:
        held = (
            other
            for other in _worked().rows(field.reverse.table)
            if row.id in ids_in(other, field.reverse.field)
        )
        said = "; ".join(f"{other.code} {_worked().name(other)}".strip() for other in held)
    said = " ".join(said.split())
    return said if len(said) <= LONGEST else f"{said[:LONGEST].rsplit(' ', 1)[0]} .."
