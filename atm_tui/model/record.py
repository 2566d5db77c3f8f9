"""The record: one thing that a group writes down.

Records are frozen: a change makes a new one (``document.py``), so that undo can put the old
one back. Nothing in a file is ever refused for a bad field: what does not fit is kept in
``unread`` as it was typed, shown in its form, and listed as a loose end.
"""

import os
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, ClassVar, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from atm_tui.clean import clean, sound
from atm_tui.model.spec import Choices, Reverse, Spec

REF = "ref:"
"""How a party field marks that it holds a record's id and not words."""


def new_id() -> str:
    """An opaque id, unique across machines (64 random bits)."""
    return os.urandom(8).hex()


def now() -> datetime:
    """The present moment in UTC, to the second."""
    return datetime.now(UTC).replace(microsecond=0)


def in_bounds(value: object) -> bool:
    """Whether a day, number or count is one that could be typed, shown, and typed again."""
    match value:
        case date():
            return 1900 <= value.year <= 2199
        case Decimal():
            return abs(value.adjusted()) <= 24 and len(value.as_tuple().digits) <= 24
        case int():
            return 0 <= value <= 999_999_999
        case _:
            return True


class Record(BaseModel):
    """What every record has; each kind adds its own fields.

    Attributes:
        table: The kind's name: its table in the file, its file in a CSV export.
        one: What a single one is called, in the middle of a sentence.
        many: The heading above a list of them.
        prefix: The letters of its spoken number, never shared with another kind.
        prefixes: Where the letters depend on the value of ``kind`` or ``side``: value to letters.
        digits: The width of that number, filled with zeros (A07).
        single: The plan has exactly one of this kind (a sheet).
        preset_field: For kinds with a fixed list of rows (the fourteen points): which field names the row.
        children: Tables whose rows belong to one of these (an action's resources).
        reverse: References that other kinds hold on this one, editable from its form.
    """

    model_config = ConfigDict(frozen=True, extra="allow", defer_build=True, coerce_numbers_to_str=True)

    table: ClassVar[str]
    one: ClassVar[str]
    many: ClassVar[str]
    prefix: ClassVar[str] = ""
    prefixes: ClassVar[dict[str, str]] = {}
    digits: ClassVar[int] = 1
    single: ClassVar[bool] = False
    preset_field: ClassVar[str] = ""
    children: ClassVar[tuple[tuple[str, str], ...]] = ()
    reverse: ClassVar[tuple[Reverse, ...]] = ()

    id: str = Field(default_factory=new_id)
    code: str = ""
    created: datetime = Field(default_factory=now)
    changed: datetime = Field(default_factory=now)
    unread: dict[str, str] = Field(default_factory=dict)

    @field_validator("*", mode="before")
    @classmethod
    def _harmless(cls, value: object) -> object:
        if isinstance(value, str):
            return clean(value)
        if isinstance(value, list):
            return [clean(item) if isinstance(item, str) else item for item in value]
        if isinstance(value, dict):
            return {clean(str(name)): clean(str(item)) for name, item in value.items()}
        return value

    @field_validator("created", "changed")
    @classmethod
    def _in_a_zone(cls, value: datetime) -> datetime:
        return value if value.tzinfo else value.replace(tzinfo=UTC)

    @classmethod
    def specs(cls) -> dict[str, Spec]:
        """The fields that the group fills in, in the order of the form."""
        return _specs(cls)

    @classmethod
    def main(cls) -> str:
        """The name of the field that names a record in lists."""
        return _main(cls)

    @classmethod
    def presets(cls) -> Choices:
        """The fixed rows of this kind; none for most."""
        return cls.specs()[cls.preset_field].choices if cls.preset_field else ()

    @classmethod
    def load(cls, raw: dict[str, Any]) -> Self:
        """A record from its stored form; a field that does not fit moves to ``unread``."""
        if strange := raw.keys() - cls.model_fields.keys():
            known = {name: value for name, value in raw.items() if name not in strange}
            raw = known | sound({name: raw[name] for name in raw if name in strange})
        record = cls._of_what_fits(raw)
        beyond = {name: str(record.value(name)) for name in cls.specs() if not in_bounds(record.value(name))}
        if not beyond:
            return record
        return record.with_values(dict.fromkeys(beyond) | {"unread": record.unread | beyond})

    @classmethod
    def _of_what_fits(cls, raw: dict[str, Any]) -> Self:
        try:
            return cls.model_validate(raw)
        except ValidationError as error:
            bad = {str(part["loc"][0]) for part in error.errors() if part["loc"]} & set(cls.model_fields)
        kept = {name: value for name, value in raw.items() if name not in bad}
        held = raw.get("unread") if "unread" not in bad else None
        unread = dict(held) if isinstance(held, dict) else {}
        unread |= {name: str(raw[name]) for name in cls.specs() if name in bad and raw[name] is not None}
        return cls.model_validate(kept | {"unread": unread})

    def dump(self) -> dict[str, Any]:
        """The stored form: JSON types only; unknown fields are kept, and empty ones left out.

        A field that is empty although it begins with something (a state "open") is kept too.
        """
        left_out = _empty_at_first(type(self))
        raw = self.model_dump(mode="json")
        return {
            name: value
            for name, value in raw.items()
            if value not in ("", None, [], {}) or name not in left_out
        }

    def value(self, name: str) -> Any:  # noqa: ANN401 - a field's value is of its own type
        """The value of a field by its name."""
        return getattr(self, name)

    def with_values(self, values: dict[str, Any]) -> Self:
        """The same record with other values, validated.

        Raises:
            pydantic.ValidationError: A value is not of its field's type.
        """
        held = {name: getattr(self, name) for name in type(self).model_fields}
        return type(self).model_validate(held | (self.model_extra or {}) | values)

    @property
    def name(self) -> str:
        """The words that name this record in a list."""
        spec = self.specs().get(self.main())
        value = getattr(self, self.main(), "")
        return spec.word(str(value)) if spec and value else ""

    @property
    def blank(self) -> bool:
        """Whether nothing was written into it beyond its defaults; a preset row's own name does not count."""
        return self.blank_but()

    def blank_but(self, *given: str) -> bool:
        """As ``blank``, with these fields left out as well: those that a new row gets by itself."""
        fields = type(self).model_fields
        return not self.unread and all(
            getattr(self, name) in ("", None, []) or getattr(self, name) == fields[name].default
            for name in self.specs()
            if name not in (self.preset_field, *given)
        )


@cache
def _specs(kind: type[Record]) -> dict[str, Spec]:
    found = {
        name: next((item for item in info.metadata if isinstance(item, Spec)), None)
        for name, info in kind.model_fields.items()
    }
    return {name: spec for name, spec in found.items() if spec}


@cache
def _main(kind: type[Record]) -> str:
    specs = kind.specs()
    return next((name for name, spec in specs.items() if spec.needed), next(iter(specs), ""))


@cache
def _empty_at_first(kind: type[Record]) -> set[str]:
    """The fields that are empty in a new record; without them a stored one is read back the same."""
    fields = kind.model_fields.items()
    return {name for name, info in fields if name not in kind.specs() or info.default in ("", None, [])}
