"""A plan in which every text is hostile: nothing crashes or drives the terminal; all is shown as typed."""

import itertools
import unicodedata
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from screenkit import Hand, running

from atm_tui.document import Document
from atm_tui.model import KINDS
from atm_tui.model.plan import Plan
from atm_tui.model.record import REF, Record
from atm_tui.model.spec import Spec
from atm_tui.stage import steps

HOSTILE = {
    "markup": "[b]x[/b] [red]y [link=file:///etc]z[/link] $name {0} %s",
    "closing": "[/] [/b] ] [ [[ ]] \\[ [/]",
    "action": "[@click=app.quit]q[/] [@click=app.bell]",
    "escapes": "a\x1b[31mred\x1b[0m\x1b]52;c;aGk=\x07\x1b[2J\x9b31m\x00\x08\x7f z",
    "long": "word " * 2000 + "q" * 10_000,
    "rtl": "\u202eabc\u202c \u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627 \u2066x\u2069 \u200fy",
    "marks": "e\u0301a" + "\u0335" * 50 + " \u0e01\u0e33 \u0939\u093f\u0928\u094d\u0926\u0940 a\u20dd",
    "wide": "\u65e5\u672c\u8a9e\u306e\u6587\u5b57" * 12 + "\uff21\uff22",
    "zero": "a\u200bb\u200cc\u200dd\ufeffe\u2060f\u00adg\u034fh",
    "emoji": "\U0001f469\u200d\U0001f33e\U0001f1f0\U0001f1ea\u2764\ufe0f\U0001f3fd 1\ufe0f\u20e3 \U0001f600",
    "lines": "one\r\ntwo\u2028three\x0bfour\n\n\n\nfive\ttab",
    "surrogate": "a\ud800b\udfffc\ufffe",
    "formula": "=HYPERLINK(1) +1 -1 @x |a|b| `c` <script>d</script> --- # e",
}  # fmt: skip


TURNS = 3
"""In so many plans each field holds another hostile text, so that all kinds meet many fields."""


def hostile_plan(path: Path, *texts: str) -> Path:
    """Write a plan in which every field of text of every kind holds one of these texts, in turn."""
    document = Document.new(path)
    made: dict[str, str] = {table: f"{table}-hostile" for table in KINDS}
    turn = itertools.cycle(texts)
    for table, kind in KINDS.items():
        text = next(turn)
        values = {
            name: value(spec, next(turn), made)
            for name, spec in kind.specs().items()
            if name != kind.preset_field
        }
        for row in document.plan.rows(table):
            document.plan.put(table, row.id, row.with_values(values))
        if not kind.single and not kind.presets():
            for extra in ({"id": made[table]}, {"unread": dict.fromkeys(kind.specs(), text)}):
                document.add(kind.model_validate(values | extra | where(kind)))
    document.save()
    return path


def where(kind: type[Record]) -> dict[str, Any]:
    """What puts a record onto a step of its own kind."""
    return {"block": "buyers"} if kind.table == "canvas_note" else {}


def value(spec: Spec, text: str, made: dict[str, str]) -> Any:
    """A hostile value for a field."""
    match spec.kind:
        case "day":
            return date(2027, 1, 15)
        case "number":
            return Decimal("1250.5")
        case "count":
            return 7
        case "choice" | "choices":
            return [spec.choices[0][0]] if spec.many else spec.choices[0][0]
        case "ref":
            return made[spec.to[0]]
        case "refs":
            return [made[spec.to[0]], "gone"]
        case "party":
            return text
        case "parties":
            return [text, REF + made[spec.to[0]], REF + "gone"]
        case _:
            return text


def harmless(hand: Hand) -> None:
    """Nothing on the screen could drive the terminal, and every line is as wide as the screen."""
    for line in hand.lines():
        bad = [hex(ord(one)) for one in line if unicodedata.category(one) in ("Cc", "Cs", "Zl", "Zp")]
        assert not bad, (bad, line)
        assert not set(line) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f"), line
        assert cell_len(line) == hand.width, hand.text()
    assert hand.app.is_running


@pytest.mark.parametrize("turn", range(TURNS))
async def test_every_page_of_a_hostile_plan(tmp_path: Path, turn: int) -> None:
    texts = list(HOSTILE.values())
    path = hostile_plan(tmp_path / "hostile.json", *texts[turn * 4 :], *texts[: turn * 4])
    async with running(path, (80, 24)) as hand:
        harmless(hand)
        for step in steps():
            await hand.go(step.id)
            harmless(hand)
            if step.page in ("table", "tree") and hand.listed.count > 1:
                await hand.press("enter")
                await hand.until(lambda: type(hand.page).__name__ == "RecordPage")
                harmless(hand)
                await hand.press("pagedown", "down", "escape")
                await hand.until(lambda: type(hand.page).__name__ != "RecordPage")
                await hand.press("down", "enter", "tab", "escape")
            else:
                await hand.press("tab", "down", "pagedown")
            harmless(hand)
        for key in ("f5", "f6", "f2", "f1"):
            await hand.press(key)
            harmless(hand)
            await hand.press("escape")
        for action in ("app.check", "app.questions"):
            await hand.app.run_action(action)
            await hand.rest()
            harmless(hand)
            await hand.press("down", "enter")
            harmless(hand)


@pytest.mark.parametrize("kind", HOSTILE)
async def test_a_hostile_plan_is_taken_out(tmp_path: Path, kind: str) -> None:
    path = hostile_plan(tmp_path / "hostile.json", HOSTILE[kind][:400])
    async with running(path, (80, 24)) as hand:
        sent = hand.record_sent()
        await hand.press("f6")
        for form in ("plain text", "short", "data", "calendar"):
            await choose(hand, 4, form)
            harmless(hand)
            await hand.press("home", "enter")
            await hand.until(lambda: "/exports/" in hand.flat().replace(" ", ""))
            harmless(hand)
        await choose(hand, 4, "plain text")
        await choose(hand, 5, "show")
        await hand.press("home", "enter")
        await hand.titled("Mark it with the mouse")
        harmless(hand)
        assert all(one.startswith("\x1b]52;c;") and one.count("\x1b") == 1 for one in sent)


async def choose(hand: Hand, line: int, words: str) -> None:
    """Choose on a line of F6 what is found by these words."""
    await hand.press("home", *["down"] * line, "enter")
    await hand.type(words)
    await hand.press("enter")


@pytest.mark.parametrize("kind", ["markup", "closing", "action"])
async def test_brackets_are_shown_as_typed(tmp_path: Path, kind: str) -> None:
    path = hostile_plan(tmp_path / "hostile.json", HOSTILE[kind])
    start = HOSTILE[kind][:17]
    async with running(path, (80, 24)) as hand:
        for step_id in ("plan", "people", "actions", "problems", "allies"):
            await hand.go(step_id)
            assert start in hand.text(), step_id


@pytest.mark.parametrize("kind", HOSTILE)
async def test_typing_and_pasting_it_keeps_it_harmless(tmp_path: Path, kind: str) -> None:
    document = Document.new(tmp_path / "first.json")
    document.save()
    text = HOSTILE[kind][:2000]
    async with running(tmp_path / "first.json", (80, 24)) as hand:
        await hand.go("plan")
        await hand.type("".join(one for one in text if one.isprintable())[:60])
        harmless(hand)
        await hand.press("tab")
        await hand.paste(text)
        harmless(hand)
        await hand.at_field("Season of demand")
        await hand.paste(text)
        harmless(hand)
        await hand.at_field("Facilitator")
        await hand.paste(text)
        harmless(hand)
        await hand.press("enter")
        harmless(hand)
        await hand.go("people")
        await hand.type("[b")
        harmless(hand)
        held: Plan = hand.plan
        assert "\x1b" not in str(held.tables["plan"])
    assert Document.open(tmp_path / "first.json")
