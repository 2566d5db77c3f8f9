"""Records from another plan: all of it, or some; also from a copy of this one that went its own way."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from atm_tui.clean import clean_line
from atm_tui.errors import AtmError
from atm_tui.intake.finder import Finder, same_code
from atm_tui.intake.identity import Held, called
from atm_tui.intake.rows import changing
from atm_tui.intake.understood import Item, Understood, let_go
from atm_tui.model import KINDS
from atm_tui.model.plan import Plan, ids_in
from atm_tui.model.record import REF, Record, new_id
from atm_tui.planio import complete, plan_of
from atm_tui.store.planfile import content_of
from atm_tui.store.storage import tables_of


def understand_plan(plan: Plan, content: bytes, path: Path, *, only: Collection[str] = ()) -> Understood:
    """What another plan's file, or our JSON export, has for this plan.

    Args:
        plan: The plan that is to take it; it is not changed.
        content: What the file holds.
        path: The file, for messages.
        only: Spoken numbers, or tables: take only these.

    Raises:
        AtmError: It is no plan, or one of a newer form.
    """
    try:
        other = plan_of(content_of(tables_of(content, path)))
    except AtmError:
        raise
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise AtmError(f"{path} is no plan that can be read.") from None
    complete(other)
    source = clean_line(path.name)[:60] or "the file"
    chosen = [record for record in other if not record.blank and is_wanted(record.table, record.code, only)]
    if missing := [one for one in only if not any(is_wanted(row.table, row.code, [one]) for row in chosen)]:
        raise AtmError(none_of(source, missing))
    if not only and _is_new(plan):
        items = tuple(Item(_place(record), record=record, values=_values(record)) for record in chosen)
        return Understood(source, items, (_versions(other),), _whole(plan, other))
    return Understood(source, tuple(_items(plan, other, chosen)), _left_behind(other))


def none_of(source: str, missing: Collection[str]) -> str:
    """What is said where that is not there which alone was to be taken."""
    return f"{source} holds no {clean_line(', '.join(missing))[:60]}. See what it holds without --only."


def is_wanted(table: str, code: str, only: Collection[str]) -> bool:
    """Whether a record is one of those that are asked for, by number or by table."""
    names = {one.casefold() for one in only}
    codes = {same_code(one) or one.upper() for one in only}
    if not only or table in names or KINDS[table].many.casefold() in names:
        return True
    return bool(code) and (same_code(code) or code.upper()) in codes


def _is_new(plan: Plan) -> bool:
    """Whether nothing was ever written in it."""
    return all(record.blank for record in plan) and not plan.history and not plan.versions


def _whole(plan: Plan, other: Plan) -> Plan:
    """The other plan in the place of this one, with its past; the life of this one goes on."""
    return replace(other.now(), place=dict(plan.place), line=plan.line, changes=plan.changes)


def _versions(other: Plan) -> str:
    held = f", its history and {len(other.versions)} versions" if other.versions else " and its history"
    return f"This plan is empty, so it becomes that one: all its records{held}."


def _left_behind(other: Plan) -> tuple[str, ...]:
    return ("Its history and versions stay in the other file.",) if other.history or other.versions else ()


# Into a plan in which something is written ----------------------------------------------------------
def _items(plan: Plan, other: Plan, chosen: list[Record]) -> Iterator[Item]:
    there = _matches(plan, chosen)
    ids = there | {
        record.id: new_id() if plan.get(record.id) else record.id
        for record in chosen
        if record.id not in there
    }
    gone = _not_taken(plan, other, chosen, ids)
    for record in chosen:
        ours = record.with_values(_pointing(record, ids) | {"id": ids[record.id]})
        ours, labels = let_go(ours, gone)
        doubt = f"{', '.join(labels)}: what it names is not taken along, its words are kept."
        item = Item(_place(record), plan.name(record), doubts=(doubt,) if labels else ())
        held = plan.tables[record.table].get(ours.id) if record.id in there else None
        yield _changed(item, held, ours) if held else replace(item, record=ours, values=_values(ours))


def _changed(item: Item, held: Record, ours: Record) -> Item:
    """A record that this plan has too: what says something else, and nothing that is empty in the other."""
    new = {name: value for name, value in _values(ours).items() if held.value(name) != value}
    unread = {name: words for name, words in ours.unread.items() if not held.value(name)}
    if not new and all(held.unread.get(name) == words for name, words in unread.items()):
        return replace(item, refused=f"The {called(held)} says the same already.")
    return changing(item, held, new, unread)


def _matches(plan: Plan, chosen: list[Record]) -> dict[str, str]:
    """The records that this plan has too: by id, as the same sheet or fixed row, or by name."""
    held = Held(plan, Finder(plan))
    found: dict[str, str] = {}
    for record in chosen:
        same = plan.tables[record.table].get(record.id)
        if same is None and record.single:
            same = next(iter(plan.rows(record.table)), None)
        if same is None:
            values = {name: record.value(name) for name in record.specs()}
            same = held.same(record.table, "", values | _pointing(record, found))
        if same is not None and same.id not in found.values():
            found[record.id] = same.id
    return found


def _not_taken(plan: Plan, other: Plan, chosen: list[Record], ids: Mapping[str, str]) -> dict[str, str]:
    """What the chosen records name that is in neither: by its id, with its name."""
    named = {
        one for record in chosen for name, spec in record.specs().items() if spec.refers
        for one in ids_in(record, name)
    }  # fmt: skip
    return {one: other.named(one) for one in named if one not in ids and plan.get(one) is None}


def _pointing(record: Record, ids: Mapping[str, str]) -> dict[str, Any]:
    """The references of a record, by the ids that they have here."""
    values: dict[str, Any] = {}
    for name, spec in record.specs().items():
        if spec.refers and any(ids.get(one, one) != one for one in ids_in(record, name)):
            value = record.value(name)
            values[name] = (
                [_here(one, ids) for one in value] if isinstance(value, list) else _here(value, ids)
            )
    return values


def _here(value: str, ids: Mapping[str, str]) -> str:
    bare = value.removeprefix(REF)
    return (REF if value.startswith(REF) else "") + ids[bare] if bare in ids else value


def _values(record: Record) -> dict[str, Any]:
    """What is written in a record."""
    fields = type(record).model_fields
    written = {name: record.value(name) for name in record.specs()}
    return {
        name: value
        for name, value in written.items()
        if value not in ("", None, []) and value != fields[name].default and name != record.preset_field
    }


def _place(record: Record) -> str:
    return record.code or record.one
