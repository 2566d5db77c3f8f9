"""Versions of a plan: each reflection keeps what the plan held when it was closed.

The first version is kept whole, each later one as what differs from the one before, so that six of them
cost little more than one. What was said in the reflections is told once, in the plan itself, and people
are named as they are today: who took her name out of the plan is in no version of it either. An ally who is
only for us today is so in each version.
"""

import contextlib
from collections.abc import Iterable
from dataclasses import fields, replace
from datetime import date, datetime
from typing import Any, Final, cast

from atm_tui.clean import clean, clean_line
from atm_tui.errors import AtmError
from atm_tui.model import KINDS
from atm_tui.model.allies import Ally
from atm_tui.model.plan import Plan
from atm_tui.model.record import Record
from atm_tui.model.version import Contents, Version

VERSIONS: Final = "frozen"
"""Their table in the plan's file."""

NOW: Final = "now"
"""The name of the plan as it is, beside those of its versions."""

NEVER_KEPT: Final = (
    "participant", "meeting", "slot", "own_question", "session", "finding", "story", "decision", "dots",
    "change", "message", "parked", "aside",
)  # fmt: skip
"""What no version holds: people, meetings, what was said in them, and which loose ends are let be."""

KEPT: Final = tuple(table for table in KINDS if table not in NEVER_KEPT)

_LONGEST_NAME: Final = 12


def with_version(plan: Plan, session: Record, at: datetime) -> tuple[Version, ...]:
    """The versions of a plan when this session keeps what the plan holds; they are the same if it does.

    A session that has a version gets this one in its place; the one after it then holds what it held.
    """
    versions, held = list(plan.versions), contents_of(plan)
    index = next((i for i, one in enumerate(versions) if one.session == session.id), len(versions))
    same, after = contents_at(versions[: index + 1]), contents_at(versions[: index + 2])
    if versions[index:] and _same(same, held):
        return plan.versions
    name = versions[index].name if versions[index:] else _free_name(plan, session)
    kept = _between(
        Version(session.id, name, at.isoformat(), len(plan.history)), contents_at(versions[:index]), held
    )
    later = [_between(one, held, after) for one in versions[index + 1 : index + 2]]
    return (*versions[:index], kept, *later, *versions[index + 2 :])


def contents_of(plan: Plan) -> Contents:
    """What a version of the plan would hold."""
    return {
        table: {record.id: _without_id(record.dump()) for record in plan.rows(table)}
        for table in KEPT
        if plan.tables[table]
    }


def contents_at(versions: Iterable[Version]) -> Contents:
    """What the last of these versions holds, when they are all that there are."""
    held: Contents = {}
    for version in versions:
        for table, changes in version.tables.items():
            rows = held.setdefault(table, {})
            for record_id, raw in changes.items():
                if raw is None:
                    rows.pop(record_id, None)
                else:
                    rows[record_id] = raw
        for table, order in version.orders.items():
            rows = held.get(table, {})
            wanted = [record_id for record_id in order if record_id in rows]
            held[table] = {record_id: rows[record_id] for record_id in (*wanted, *rows)}
    return {table: rows for table, rows in held.items() if rows}


def names(plan: Plan) -> list[str]:
    """What the plan's versions are called, oldest first."""
    return [version.name for version in plan.versions]


def version_named(plan: Plan, typed: str) -> str:
    """The name of the version that somebody asks for, in capitals or not; or ``now``.

    Raises:
        AtmError: The plan has no such version.
    """
    there = names(plan)
    for name in (*there, NOW):
        if name.lower() == typed.strip().lower():
            return name
    if not there:
        raise AtmError("This plan has no version yet: a reflection keeps one when it is closed.")
    raise AtmError(f"This plan has no version '{clean_line(typed)}'. Use one of: {', '.join(there)}, {NOW}.")


def plan_at(plan: Plan, name: str) -> Plan:
    """The plan as one of its versions holds it, to be looked at; itself, for ``now``.

    Raises:
        KeyError: It has no such version.
    """
    if name == NOW:
        return plan
    index = names(plan).index(name) if name in names(plan) else -1
    if index < 0:
        raise KeyError(name)
    then = Plan(meta=plan.meta, tables={table: dict(rows) for table, rows in plan.tables.items()})
    held, present = contents_at(plan.versions[: index + 1]), contents_of(plan)
    for table in KEPT:
        kind, rows, same = KINDS[table], plan.tables[table], present.get(table, {})
        then.tables[table] = {
            record_id: rows[record_id]  # to make ten thousand anew takes a moment
            if same.get(record_id) == raw
            else kind.load({**raw, "id": record_id})
            for record_id, raw in held.get(table, {}).items()
        }
    for ally in plan.all(Ally):
        if ally.only_for_us and (was := then.get(ally.id)):
            then.put(Ally.table, ally.id, was.with_values({"private": "yes"}))
    return then


def day_of(plan: Plan, name: str) -> date | None:
    """The day of a version: of the reflection that it closed, or else when it was kept; None for ``now``."""
    for version in plan.versions:
        if version.name == name:
            session = plan.tables["session"].get(version.session)
            if session and session.value("on"):
                return cast("date", session.value("on"))
            with contextlib.suppress(ValueError):
                return datetime.fromisoformat(version.at).date()
    return None


# In a file ---------------------------------------------------------------------------------
def stored(version: Version) -> dict[str, Any]:
    """A version as a row of its table."""
    row = {name: getattr(version, name) for name in ("session", "name", "at", "lines", "tables")}
    return row | ({"orders": version.orders} if version.orders else {})


def version_of(row: object) -> Version | None:
    """The version of which this is the stored form; None if it is none, or not whole."""
    if not isinstance(row, dict):
        return None
    known = {one.name: row[one.name] for one in fields(Version) if one.name in row}
    if not known.keys() >= {"session", "name", "tables"}:
        return None
    version = Version(**known)
    return version if _is_sound(version) else None


def versions_of(rows: Iterable[object]) -> tuple[tuple[Version, ...], list[Any]]:
    """The versions that a plan's file holds, and the rows of their table that are none."""
    found: list[Version] = []
    others = []
    for row in rows:
        version = version_of(row)
        if version and all(version.session != one.session and version.name != one.name for one in found):
            found.append(version)
        else:
            others.append(row)
    return tuple(found), others


def _is_sound(version: Version) -> bool:
    """Whether it is what ``stored`` gives; in a file that was edited by hand anything may stand."""
    tables, orders = version.tables, version.orders
    return (
        _are_ids([version.session])
        and _is_name(version.name)
        and isinstance(version.at, str)
        and version.at == clean(version.at)
        and type(version.lines) is int
        and version.lines >= 0
        and isinstance(tables, dict)
        and all(isinstance(rows, dict) and _are_ids(rows) for rows in tables.values())
        and all(raw is None or isinstance(raw, dict) for rows in tables.values() for raw in rows.values())
        and isinstance(orders, dict)
        and all(isinstance(order, list) and _are_ids(order) for order in orders.values())
    )


def _are_ids(words: Iterable[object]) -> bool:
    return all(isinstance(word, str) and word and word == clean(word) for word in words)


def _is_name(name: object) -> bool:
    return (
        isinstance(name, str)
        and 0 < len(name) <= _LONGEST_NAME
        and name.isalnum()
        and name.isascii()
        and name.lower() != NOW
    )


# Differences -------------------------------------------------------------------------------
def _between(version: Version, before: Contents, after: Contents) -> Version:
    """The version, holding what makes one content the other."""
    tables: dict[str, dict[str, dict[str, Any] | None]] = {}
    orders = {}
    for table in before | after:
        old, new = before.get(table, {}), after.get(table, {})
        changes: dict[str, dict[str, Any] | None] = {
            record_id: None for record_id in old if record_id not in new
        }
        changes |= {record_id: raw for record_id, raw in new.items() if old.get(record_id) != raw}
        if changes:
            tables[table] = changes
        given = [record_id for record_id in old if record_id in new]
        given += [record_id for record_id in new if record_id not in old]
        if given != list(new):
            orders[table] = list(new)
    return replace(version, tables=tables, orders=orders)


def _same(one: Contents, other: Contents) -> bool:
    """Whether two contents are the same, with the order of their rows."""
    return one == other and all(list(rows) == list(other[table]) for table, rows in one.items())


def _free_name(plan: Plan, session: Record) -> str:
    """The session's spoken number; another one in a plan where it is taken, or none was given."""
    taken, name = names(plan), session.code
    count = len(taken)
    while not _is_name(name) or name in taken:
        count += 1
        name = f"R{count}"
    return name


def _without_id(raw: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in raw.items() if name != "id"}
