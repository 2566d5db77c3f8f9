"""What is read aloud at a step, one thing at a time: for a voice, a projector, a shared screen.

It is made of what people may read (``seen``), so that nothing private can come onto it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from atm_tui.export.view import words
from atm_tui.guide import ENGLISH
from atm_tui.guide.own import questions_at
from atm_tui.model.plan import Plan
from atm_tui.model.record import Record
from atm_tui.model.trees import hanging
from atm_tui.stage import Step

MOST: Final = 4
"""Facts that are said with one thing; more cannot be kept in mind by ear."""


@dataclass(frozen=True)
class Item:
    """One thing to be read aloud.

    Attributes:
        record: The record that it is of, by its id; "" for a question of the guide.
        number: Its spoken number; "" where it has none.
        words: What it is.
        facts: What is said with it, each a label and words.
    """

    record: str
    number: str
    words: str
    facts: tuple[tuple[str, str], ...] = ()


def items(plan: Plan, step: Step) -> list[Item]:
    """What is written down at a step, in its order.

    Args:
        plan: The plan as people may read it.
        step: A step of the stage.
    """
    rows = step.rows(plan)
    if step.page == "sheet":
        return [item for row in rows for item in _fields(plan, row, step.fields or tuple(row.specs()))]
    if step.page == "tree":
        rows = [card for card, _ in hanging(rows)]
    return [_item(plan, row, step) for row in rows if _says_something(row, step)]


def asked(plan: Plan, step: Step, language: str = ENGLISH) -> list[Item]:
    """The questions that are asked aloud at a step, numbered."""
    return [Item("", str(number), ask) for number, ask in enumerate(questions_at(plan, step.id, language), 1)]


def _says_something(row: Record, step: Step) -> bool:
    return step.page == "question" or not row.blank


def _fields(plan: Plan, row: Record, names: tuple[str, ...]) -> Iterator[Item]:
    """The fields of a sheet, each a thing of its own."""
    for name in names:
        spec = row.specs()[name]
        if not spec.private and (said := words(plan, row, name)):
            yield Item(row.id, "", said, ((spec.label, ""),))


def _item(plan: Plan, row: Record, step: Step) -> Item:
    """A row: what names it, and what stands beside it in the table."""
    specs, main = row.specs(), row.main()
    shown = [
        name
        for name, spec in specs.items()
        if spec.column and not spec.private and name not in (main, step.where[0])
    ]
    if step.page == "question":
        shown = ["answer"]
    said = ((specs[name].label, words(plan, row, name, short=True)) for name in shown)
    facts = tuple((label, value) for label, value in said if value.strip())
    return Item(row.id, row.code, words(plan, row, main), facts[:MOST])
