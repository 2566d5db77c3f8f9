"""Loose ends of any record: words not understood, links into nothing, rows without words."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from atm_tui import stage
from atm_tui.checks.finding import LONGEST, Finding, by_step, codes, group, listed, set_aside, short
from atm_tui.model.plan import Plan
from atm_tui.model.record import REF, Record


def not_understood(plan: Plan, _today: date) -> Iterable[Finding]:
    """Typed words that their field could not take; one finding a step."""
    for step, rows in by_step(row for row in plan if row.unread).items():
        field, typed = next(iter(rows[0].unread.items()))
        spec = rows[0].specs().get(field)
        label = short(spec.label if spec else field, 24)
        one = f"'{short(typed, 20)}' is not understood under '{label}'"
        many = f"rows of {_title(step)} hold words that are not understood"
        yield from group(plan, "not-understood", rows, one=one, many=many, weight=1)


def link_into_nothing(plan: Plan, _today: date) -> Iterable[Finding]:
    """A reference to something that has been deleted; one finding a step."""
    for step, rows in by_step(row for row in plan if _dangling(plan, row)).items():
        field = _dangling(plan, rows[0])
        found = group(
            plan,
            "deleted-link",
            rows,
            one=f"what stood under '{rows[0].specs()[field].label}' is deleted",
            many=f"rows of {_title(step)} name something that is deleted",
        )
        let_be = set_aside(plan, "deleted-link")
        first = next((row for row in rows if row.id not in let_be), rows[0])  # mended one after another
        yield from (replace(one, record=first.id, field=_dangling(plan, first)) for one in found)


def _dangling(plan: Plan, row: Record) -> str:
    """The first field of a record that points at nothing; "" if none does."""
    for name, spec in row.specs().items():
        if not spec.refers:
            continue
        held = row.value(name) if spec.many else [row.value(name)]
        if spec.kind in ("party", "parties"):
            held = [item.removeprefix(REF) for item in held if plan.is_ref(item)]
        if any(item and plan.get(item, *spec.to) is None for item in held):
            return name
    return ""


def without_words(plan: Plan, _today: date) -> Iterable[Finding]:
    """A row whose naming field is empty; one finding a step."""
    rows = (
        row for row in plan if not (row.single or row.preset_field) and row.value(row.main()) in ("", None)
    )
    let_be = set_aside(plan, "no-words")
    for step, found in by_step(row for row in rows if row.id not in let_be).items():
        label = found[0].specs()[found[0].main()].label
        head = f"{_title(step)}: nothing stands under '{label}' for "
        lone = found[0].id if len(found) == 1 else ""
        text = head + listed(codes(plan, found), LONGEST - len(head))
        yield Finding("no-words", text, step, lone, about=tuple(row.id for row in found))


def _title(step_id: str) -> str:
    step = stage.step(step_id)
    return step.title if step else step_id
