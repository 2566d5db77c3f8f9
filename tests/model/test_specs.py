"""Every kind of record describes itself well enough for forms, tables, exports and checks."""

import re
from datetime import date
from decimal import Decimal
from types import UnionType
from typing import Any, get_args, get_origin

import pytest

from atm_tui.model import KINDS
from atm_tui.model.record import Record
from atm_tui.model.spec import Reverse, Spec, words

EACH_KIND = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS.keys())
FIELDS = [(kind, name, spec) for kind in KINDS.values() for name, spec in kind.specs().items()]
EACH_FIELD = pytest.mark.parametrize(
    ("kind", "name", "spec"), FIELDS, ids=[f"{kind.table}.{name}" for kind, name, _ in FIELDS]
)
REVERSES = [(kind, reverse) for kind in KINDS.values() for reverse in kind.reverse]
EACH_REVERSE = pytest.mark.parametrize(
    ("kind", "reverse"), REVERSES, ids=[f"{kind.table}.{reverse.name}" for kind, reverse in REVERSES]
)

TYPE_OF_KIND: dict[str, Any] = {
    "line": str,
    "text": str,
    "choice": str,
    "ref": str,
    "party": str,
    "day": date | None,
    "number": Decimal | None,
    "count": int | None,
    "choices": list[str],
    "refs": list[str],
    "parties": list[str],
}


def asks_well(question: str) -> bool:
    return bool(re.search(r"[?.)]$", question)) and len(question) <= 118


# Words -------------------------------------------------------------------------------------
@EACH_FIELD
def test_a_label_fits_its_place_in_the_form(kind: type[Record], name: str, spec: Spec) -> None:
    assert 0 < len(spec.label) <= 22
    assert spec.label == spec.label.strip()


@EACH_KIND
def test_labels_differ_within_a_form(kind: type[Record]) -> None:
    labels = [spec.label for spec in kind.specs().values()]
    assert len(labels) == len(set(labels))


@EACH_FIELD
def test_a_question_can_be_read_aloud_from_two_lines(kind: type[Record], name: str, spec: Spec) -> None:
    assert asks_well(spec.ask)


@EACH_KIND
def test_a_kind_says_what_it_is_called(kind: type[Record]) -> None:
    assert kind.one
    assert kind.many
    assert not kind.one[0].isupper(), "it stands in the middle of a sentence"
    assert kind.many[0].isupper(), "it is a heading"


def test_headings_of_kinds_differ() -> None:
    headings = [kind.many for kind in KINDS.values()]
    assert len(headings) == len(set(headings))


# Shape -------------------------------------------------------------------------------------
@EACH_KIND
def test_exactly_one_field_names_the_record(kind: type[Record]) -> None:
    assert [name for name, spec in kind.specs().items() if spec.needed] == [kind.main()]


@EACH_KIND
def test_a_list_shows_at_least_what_names_the_record(kind: type[Record]) -> None:
    assert kind.single or kind.specs()[kind.main()].column >= 1


@EACH_FIELD
def test_a_column_can_show_its_field(kind: type[Record], name: str, spec: Spec) -> None:
    assert spec.column == 0 or 4 <= spec.column <= 78


@EACH_FIELD
def test_a_field_is_stored_in_the_type_of_its_kind(kind: type[Record], name: str, spec: Spec) -> None:
    annotation = kind.model_fields[name].annotation
    wanted = TYPE_OF_KIND[spec.kind]
    if get_origin(wanted) is UnionType:
        assert set(get_args(annotation)) == set(get_args(wanted))
    else:
        assert annotation == wanted


@EACH_FIELD
def test_only_choices_offer_words_and_only_references_point(
    kind: type[Record], name: str, spec: Spec
) -> None:
    assert bool(spec.choices) == (spec.kind in ("choice", "choices"))
    assert bool(spec.to) == (spec.kind in ("ref", "refs", "party", "parties")) == spec.refers
    assert not spec.past or spec.kind == "day"


@EACH_FIELD
def test_choices_differ_from_each_other(kind: type[Record], name: str, spec: Spec) -> None:
    stored = [value for value, _ in spec.choices]
    seen = [word for _, word in spec.choices]
    assert len(set(stored)) == len(stored)
    assert len(set(seen)) == len(seen)
    assert all(stored)
    assert all(seen)


@EACH_KIND
def test_a_new_record_begins_only_with_words_that_are_offered(kind: type[Record]) -> None:
    new = kind()
    begun = [(spec, new.value(name)) for name, spec in kind.specs().items() if spec.kind == "choice"]
    assert all(not value or value in dict(spec.choices) for spec, value in begun)


# Numbers -----------------------------------------------------------------------------------
def test_letters_of_spoken_numbers_never_clash_between_kinds() -> None:
    owner: dict[str, str] = {}
    for kind in KINDS.values():
        for letters in {kind.prefix, *kind.prefixes.values()} - {""}:
            assert letters.isascii()
            assert letters.isalpha()
            assert letters.isupper()
            assert owner.setdefault(letters, kind.table) == kind.table


@EACH_KIND
def test_every_row_gets_a_spoken_number(kind: type[Record]) -> None:
    assert kind.single or kind.prefix or kind.prefixes


@EACH_KIND
def test_letters_that_depend_on_a_choice_name_words_of_it(kind: type[Record]) -> None:
    named = [name for name in ("kind", "side") if kind.prefixes and name in kind.specs()]
    offered = {value for name in named for value, _ in kind.specs()[name].choices}
    assert set(kind.prefixes) <= offered


# Links -------------------------------------------------------------------------------------
@EACH_FIELD
def test_references_point_at_kinds_that_exist(kind: type[Record], name: str, spec: Spec) -> None:
    assert set(spec.to) <= set(KINDS)
    assert not any(KINDS[table].single for table in spec.to)


@EACH_KIND
def test_children_point_back_at_their_owner(kind: type[Record]) -> None:
    for table, field in kind.children:
        spec = KINDS[table].specs()[field]
        assert spec.kind == "ref"
        assert kind.table in spec.to


@EACH_REVERSE
def test_a_reverse_link_is_held_by_the_other_kind(kind: type[Record], reverse: Reverse) -> None:
    held = KINDS[reverse.table].specs()[reverse.field]
    assert held.kind == "refs"
    assert kind.table in held.to
    assert reverse.spec.to == (reverse.table,)
    assert asks_well(reverse.spec.ask)
    assert len(reverse.spec.label) <= 22
    assert reverse.name not in kind.model_fields


@EACH_KIND
def test_fixed_rows_are_a_choice_that_names_them(kind: type[Record]) -> None:
    assert bool(kind.presets()) == bool(kind.preset_field)
    if kind.preset_field:
        assert kind.preset_field == kind.main()


# What is done with it ----------------------------------------------------------------------
@EACH_KIND
def test_the_json_schema_asks_the_same_questions(kind: type[Record]) -> None:
    schema = kind.model_json_schema()["properties"]
    for name, spec in kind.specs().items():
        assert schema[name]["title"] == spec.label
        assert schema[name]["description"] == spec.ask
        assert schema[name].get("x-refers-to", []) == list(spec.to)
        assert schema[name].get("x-choices", []) == [value for value, _ in spec.choices]


def test_a_choice_that_is_not_known_is_shown_as_it_stands() -> None:
    spec = Spec("choice", "Sure", "Are we sure?", choices=(("1", "1 low"),))
    assert [spec.word(value) for value in ("1", "9", "")] == ["1 low", "9", ""]
    assert words("a", "b") == (("a", "a"), ("b", "b"))


def test_a_spec_knows_whether_it_holds_several() -> None:
    several = {spec.kind for _, _, spec in FIELDS if spec.many}
    assert several == {"choices", "refs", "parties"}
