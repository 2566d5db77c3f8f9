"""Plan files that are damaged, no plans at all, or made to harm: each is put into a folder by its name.

They are made from a sound plan's bytes, so that they are as near to a real one as damage is. ``CASES``
holds those that are files of bytes, ``PLACES`` those that are something else in a plan's place.
"""

import codecs
import gzip
import json
import os
import random
import socket
from collections.abc import Callable, Iterator
from contextlib import chdir
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, cast

Data = dict[str, dict[str, dict[str, Any]]]
Make = Callable[[bytes], bytes]

OPENS, REFUSED, EITHER = "opens", "refused", "either"


@dataclass(frozen=True)
class Case:
    """A hostile file.

    Attributes:
        make: Its bytes, from those of a sound plan.
        fate: Whether it is to open, to be refused, or may do either.
    """

    make: Make
    fate: str


# Words that would drive a terminal, a screen or a table ------------------------------------------
WORDS: Final = {
    "clears the screen": "a\x1b[2J\x1b[Hb",
    "sets the clipboard": "a\x1b]52;c;cm0gLXJm\x07b",
    "sets the title": "a\x1b]2;yours\x1b\\b",
    "asks the terminal": "a\x1b[c\x1b[6n\x05b",
    "leaves the screen": "a\x1b[?1049l\x1bcb",
    "sends a string": "a\x1bP1$r0m\x1b\\\x1b_x\x1b\\\x1b^y\x1b\\b",
    "a link": "a\x1b]8;;file:///etc\x07here\x1b]8;;\x07b",
    "one byte controls": "a\x9b31m\x9d52;c;eA==\x9c\x90q\x9cb",
    "an end of pasting": "a\x1b[201~b\x1b[200~",
    "bells and backspaces": "good\x07\x08\x08\x08\x08evil\x7f",
    "returns": "sound\rbad\x0b\x0c\x85\u2028\u2029b",
    "turned round": "pay \u202e001\u202c \u2067now\u2069 \u200e\u200f\u061c",
    "never turned back": "\u202d\u2066\u2068 open",
    "hidden": "a\u200bb\u2060c\ufeffd\u00ade\U000e0041\U000e007f",
    "heaps of marks": "e" + "\u0301\u0489" * 40,
    "halves and no characters": "a\ud800b\udc00c\ufffed\U0010ffff",
    "markup": "[b]x[/i] [/] [@click=app.quit]y [link=file:///etc]z \\[",
    "a formula": "=HYPERLINK(1) +1 @x \uff1d2",
    "a page": "<script>x()</script> ![i](javascript:x) `` ``` \n---\n# h\n| a |",
    "a template": "%s %n {0.__class__} ${HOME} $(id) `id` '; --",
    "a path": "../../../etc/passwd\x00.json",
    "very long": "x" * 1_500,
    "very many lines": "y\n" * 200,
    "very wide": "\u6f22\u3000\uff21" * 200,
    "nothing that is seen": "\u200d\u3164\u2800 \t",
}


def in_all_texts(words: str) -> Make:
    """A plan with these words in every text of every record."""

    def change(value: object) -> object:
        return words if isinstance(value, str) else value

    return rewritten(lambda data: each_value(data, change))


# Ways to change a plan ---------------------------------------------------------------------------
def rewritten(change: Callable[[Data], object]) -> Make:
    """The plan with its data changed in place."""

    def make(raw: bytes) -> bytes:
        data = json.loads(raw)
        change(data)
        return json.dumps(data).encode("ascii")  # halves of surrogate pairs as escapes

    return make


def each_value(data: Data, change: Callable[[object], object]) -> None:
    """Change every value of every field but the ids, on which records hang together."""
    for name, rows in data.items():
        for row in rows.values():
            for key in row:
                if key not in ("id", "schema", "line") or name == "history":
                    row[key] = change(row[key])


def tables_as(value: object) -> Make:
    """Every table but meta is something else."""
    return rewritten(lambda data: data.update(dict.fromkeys(set(data) - {"meta"}, cast("Any", value))))


def rows_as(value: object) -> Make:
    """Every row but meta's is something else."""

    def change(data: Data) -> None:
        for name in data:
            if name != "meta":
                data[name] = dict.fromkeys(data[name], cast("Any", deepcopy(value)))

    return rewritten(change)


def values_as(value: object) -> Make:
    """Every field of every row is something else."""
    return rewritten(lambda data: each_value(data, lambda _: deepcopy(value)))


def with_value(text: bytes) -> Make:
    """A table that we do not know, with this JSON in it."""
    return lambda raw: raw.rstrip()[:-1] + b', "others": {"1": {"x": ' + text + b"}}}"


def with_field(name: str, value: object) -> Make:
    """Every row has this field."""
    return rewritten(
        lambda data: [row.update({name: value}) for rows in data.values() for row in rows.values()]
    )


def keyed(key: str) -> Make:
    """A row of every table has another number."""

    def change(data: Data) -> None:
        for rows in data.values():
            rows[key] = deepcopy(next(iter(rows.values()), {}))

    return rewritten(change)


def in_a_ring(data: Data) -> None:
    """Every reference leads to its own record, or the next one."""
    for rows in data.values():
        ids = [str(row.get("id", "")) for row in rows.values()]
        for number, row in enumerate(rows.values()):
            for key in row:
                if key not in ("id", "code"):
                    row[key] = ids[(number + 1) % len(ids)] if isinstance(row[key], str) else row[key]


def same_ids(data: Data) -> None:
    """All records have one id and one spoken number."""
    for rows in data.values():
        for row in rows.values():
            row |= {"id": "same", "code": "A01"}


def flipped(seed: int, count: int) -> Make:
    """Some bits are wrong, as on an old card; always the same ones."""

    def make(raw: bytes) -> bytes:
        chance, content = random.Random(seed), bytearray(raw)  # noqa: S311 - no secret
        for _ in range(count):
            content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        return bytes(content)

    return make


def cut(share: float) -> Make:
    """The first part of it, as when the disk was full."""
    return lambda raw: raw[: int(len(raw) * share)]


def half_zero(raw: bytes) -> bytes:
    """Its end is zeros, as some file systems leave it after a power cut."""
    return raw[: len(raw) // 2] + bytes(len(raw) - len(raw) // 2)


def only(content: bytes) -> Make:
    """A file that holds this alone."""
    return lambda _: content


def after_it(content: bytes) -> Make:
    """The plan, and this after it."""
    return lambda raw: raw + content


def in_place_of_a_letter(content: bytes) -> Make:
    """These bytes in the middle of a word."""
    return lambda raw: raw.replace(b'"group"', b'"gr' + content + b'up"', 1)


def encoded(name: str) -> Make:
    """In another encoding."""
    return lambda raw: raw.decode().encode(name)


def of_form(form: object) -> Make:
    """Of another version of the form."""
    return rewritten(lambda data: data["meta"]["1"].update(schema=form))


# The cases ---------------------------------------------------------------------------------------
Named = Iterator[tuple[str, str, Make]]


def _cut_and_flipped() -> Named:
    for share in (0.001, 0.1, 0.37, 0.5, 0.83, 0.99):
        yield f"cut at {share}", REFUSED, cut(share)
    yield "its last byte is gone", REFUSED, lambda raw: raw.rstrip()[:-1]
    yield "cut within a letter", REFUSED, lambda raw: raw.rstrip()[:-1] + b', "\xc3'
    yield "cut within an escape", REFUSED, lambda raw: raw.rstrip()[:-1] + b', "\\ud83'
    for seed, count in ((1, 1), (2, 1), (3, 3), (4, 20), (5, 400)):
        yield f"{count} bits flipped ({seed})", EITHER, flipped(seed, count)


def _bytes() -> Named:
    yield "empty", REFUSED, only(b"")
    yield "a blank", REFUSED, only(b" \r\n")
    yield "zeros", REFUSED, lambda raw: bytes(len(raw))
    yield "half zeros", REFUSED, half_zero
    yield "zeros after it", REFUSED, after_it(bytes(100))
    yield "the end of an older one after it", REFUSED, lambda raw: raw + raw[len(raw) // 2 :]
    yield "twice", REFUSED, lambda raw: raw + raw
    yield "packed", REFUSED, gzip.compress
    yield "a page of a captive network", REFUSED, only(b"<!doctype html><title>Log in</title>")
    yield "a merge", REFUSED, lambda raw: b"<<<<<<< a\n" + raw + b"=======\n" + raw + b">>>>>>> b\n"
    yield "with a mark before it", OPENS, lambda raw: codecs.BOM_UTF8 + raw
    yield "with line ends of Windows", OPENS, lambda raw: raw.replace(b"\n", b"\r\n")
    for name in ("utf-16", "utf-16-be", "utf-32"):
        yield f"in {name}", REFUSED, encoded(name)
    yield "not utf-8", REFUSED, in_place_of_a_letter(b"\xff")
    yield "half a pair in bytes", REFUSED, in_place_of_a_letter(b"\xed\xa0\x80")
    yield "a zero in two bytes", REFUSED, in_place_of_a_letter(b"\xc0\x80")
    yield "a control within a text", REFUSED, in_place_of_a_letter(b"\x1b[2J")


def _json() -> Named:
    for text in (
        b"null",
        b"true",
        b"7",
        b'"plan"',
        b"[]",
        b"{}",
        b"[{}]",
        b'{"meta": {"1": {"schema": true}}}',
    ):
        yield f"only {text.decode()}", REFUSED, only(text)
    for text in (b"NaN", b"-Infinity", b"1e999", b"9" * 5000, b"[" * 200 + b"]" * 200, b"[" * 100_000,
                 b"[" * 100_000 + b"]" * 100_000, b'{"a":' * 50_000 + b"1" + b"}" * 50_000,
                 b'{"a": 1, "a": 2}', b'{"a": {"b": 1, "b": 2}}'):  # fmt: skip
        yield f"with {text[:20].decode()} of {len(text)}", REFUSED, with_value(text)
    for text in (b"-0", b"1e308", b"9" * 4000, b"9223372036854775808", b"[" * 40 + b"]" * 40, b'"\\ud800"',
                 b'{"\\udfff": "\\u0000"}', b'{"__class__": "os", "__proto__": {}, "": ""}'):  # fmt: skip
        yield f"with {text[:20].decode()} of {len(text)}", OPENS, with_value(text)
    yield "a table twice", REFUSED, lambda raw: raw.rstrip()[:-1] + b', "meta": {"1": {"schema": 1}}}'


def _shapes() -> Named:
    wrong: tuple[object, ...] = (None, [], "words", 7, [{}])
    for value in wrong:
        yield f"tables are {value!r}", REFUSED, tables_as(value)
        yield f"rows are {value!r}", REFUSED, rows_as(value)
    yield "tables are {}", OPENS, tables_as({})
    yield "rows are {}", OPENS, rows_as({})
    for key in ("first", "-1", " 2", "1.5", "\uff11", "1_0"):
        yield f"a row called {key!r}", REFUSED, keyed(key)
    yield "a row called 007", OPENS, keyed("007")
    values: tuple[object, ...] = (
        None, True, 7, -1.5, 10**300, "", [], ["\x1b"], {}, {"a": [{"\u202e": None}]}, "9999-99-99",
    )  # fmt: skip
    for value in values:
        yield f"values are {str(value)[:20]!a}", OPENS, values_as(value)
    yield "a field from tomorrow", OPENS, with_field("tomorrow", {"a": ["\x1b[2J", {"b": 1}]})
    yield "dates of no calendar", OPENS, with_field("created", "0000-00-00T99:99:99+99:99")
    yield "years out of sight", OPENS, with_field("changed", "9999-12-31T23:59:59-12:00")
    yield "records in a ring", OPENS, rewritten(in_a_ring)
    yield "one id for all", OPENS, rewritten(same_ids)
    for form in (-1, 0):
        yield f"form {form}", OPENS, of_form(form)
    forms: tuple[object, ...] = (99, 10**30, "1", None, 1.5, [1])
    for one in forms:
        yield f"form {one!r}", REFUSED, of_form(one)


def _words() -> Named:
    for name, words in WORDS.items():
        yield f"words: {name}", OPENS, in_all_texts(words)


CASES: Final = {
    name: Case(make, fate)
    for cases in (_cut_and_flipped, _bytes, _json, _shapes, _words)
    for name, fate, make in cases()
}


# Large ones --------------------------------------------------------------------------------------
def sparse(path: Path, raw: bytes) -> None:
    """Claims to be a terabyte."""
    with path.open("wb") as file:
        file.write(raw)
        file.truncate(1 << 40)


def large(size: int) -> Callable[[Path, bytes], None]:
    """One text of so many bytes."""

    def make(path: Path, raw: bytes) -> None:
        path.write_bytes(with_value(b'"' + b"x" * size + b'"')(raw))

    return make


def many_rows(path: Path, raw: bytes) -> None:
    """Twenty thousand records that hold nothing."""
    data = json.loads(raw)
    data["action"] = {str(number): {} for number in range(1, 20_001)}
    path.write_text(json.dumps(data))


def deep(path: Path, raw: bytes) -> None:
    """Nested five million times."""
    path.write_bytes(with_value(b"[" * 5_000_000)(raw))


LARGE: Final[dict[str, tuple[str, Callable[[Path, bytes], None]]]] = {
    "a terabyte": (REFUSED, sparse),
    "17 MB": (REFUSED, large(17 << 20)),
    "50 MB": (REFUSED, large(50 << 20)),
    "5 million deep": (REFUSED, deep),
    "15 MB": (OPENS, large(15 << 20)),
    "many rows": (EITHER, many_rows),
}
"""What must take neither all memory nor all day: by name, whether it opens, and how it is made."""


# Something else in a plan's place ----------------------------------------------------------------
def a_socket(path: Path, _raw: bytes) -> None:
    """A socket; its name may not be long, so it is made from its folder."""
    with chdir(path.parent), socket.socket(socket.AF_UNIX) as one:
        one.bind(path.name)


def a_link(target: str) -> Callable[[Path, bytes], None]:
    """A link; what it leads to lies outside of the folder where it is a plan."""

    def make(path: Path, raw: bytes) -> None:
        (path.parent.parent / "outside.json").write_bytes(raw)
        path.symlink_to(target)

    return make


def of_nobody(path: Path, raw: bytes) -> None:
    """A sound plan of another user (only root can make one)."""
    path.write_bytes(raw)
    os.chown(path, 65534, 65534)


PLACES: Final[dict[str, Callable[[Path, bytes], object]]] = {
    "a folder": lambda path, _: path.mkdir(),
    "a pipe": lambda path, _: os.mkfifo(path),
    "a socket": a_socket,
    "a link to a plan": a_link("../outside.json"),
    "a link to nothing": a_link("nowhere.json"),
    "a link to itself": a_link("plan.json"),
    "a link to a device": a_link("/dev/zero"),
    "a link to the terminal": a_link("/dev/tty"),
    "a link to a folder": a_link("."),
    **({"of another user": of_nobody} if os.geteuid() == 0 else {}),
}

NAMES: Final = (
    "-rf.json", "...json", " .json", "[b]x[@click=app.quit].json", "a'b\"c;$(id).json", "\u202enosj.json",
    "\udcff\udcfe.json", "x" * 240 + ".json", "=1+1.json", "%s{0}.json", "\U000e0041.json",
)  # fmt: skip
"""Strange names for a file that is a sound plan."""
