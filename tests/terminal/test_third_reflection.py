"""A whole third reflection on the worked example, by keys alone, in a real pseudo-terminal."""

import json
import subprocess
from pathlib import Path
from typing import Any

from facilitator import Facilitator
from term import Term, environment, program, running

from atm_tui.document import Document
from atm_tui.model.reflection import Session

WHY_ADD = "Night blue is weak when the tank is low"
WHY_STOP = "Nobody reads the sheets"
WHY_ALLY = "He lends tanks for a season"
WHY_ROOT = "All yarn of a lot is dyed in one week"


def test_a_third_reflection_is_held_and_taken_back_by_keys_alone(tmp_path: Path) -> None:
    """Add and stop, a reading that goes the wrong way, a root that thins, a new ally; then undo."""
    plan = tmp_path / "worked.json"
    with_second_version(tmp_path, plan)
    before = kept(plan)
    with running(tmp_path, str(plan)) as term:
        her = Facilitator(term)
        hold(her)
        save(her)
        after = kept(plan)
        compared = program_says(tmp_path, "compare", str(plan), "R2", "R3")
        undo_all(term)
        save(her)
        term.key("f10")
        term.wait("Enter")
        term.key("enter")
        assert term.wait_end() == 0
    names_exactly_what_was_decided(before, after)
    for words in ("A18", "A10", "C1.2", "AL13", "6.9", WHY_ADD, WHY_STOP, WHY_ALLY, WHY_ROOT):
        assert words in compared, compared
    counts = {word: compared.count(f"- {word}: ") for word in ("Stopped", "Added", "Changed", "Removed")}
    assert counts == {"Stopped": 1, "Added": 3, "Changed": 1, "Removed": 0}
    assert without_times(kept(plan)) == without_times(before)


def hold(her: Facilitator) -> None:
    """From the first stop to the last."""
    term = her.term
    term.wait("step 1 of")
    term.key("f12")
    stop(her, 1)
    her.field("Women")
    term.send("22")
    to(her, 2)
    term.send("1")
    term.wait("[x] done")
    to(her, 5)
    go_to(her, "I9")
    term.send("6.9")
    term.wait("RD")
    her.close()
    stop(her, 5)
    term.wait("WORSE")
    to(her, 8)
    begin(her, "+ add a new action", "We decide to add")
    her.fill(("Now", "Buy a second rain tank"), ("Because", WHY_ADD))
    term.key("esc")
    term.wait("A18 action")
    her.fill(("Done when", "It is full"))
    her.close()
    stop(her, 8)
    begin(her, "+ stop something", "We decide to stop")
    her.pick("Of what", "Keep a time sheet")
    her.fill(("Because", WHY_STOP))
    her.close()
    stop(her, 8)
    begin(her, "+ change something", "We decide to change")
    her.pick("Of what", "Dye takes differently")
    her.fill(("Because", WHY_ROOT))
    term.key("esc")
    term.wait("C1.2 card")
    her.choose("Thickness", "2", "middle")
    her.close()
    stop(her, 8)
    begin(her, "+ add a new ally", "We decide to add")
    her.fill(("Now", "The tank maker"), ("Because", WHY_ALLY))
    term.key("esc")
    term.wait("AL13 ally")
    her.choose("Stands", "2", "passive ally")
    her.close()
    to(her, 11)
    begin(her, "Close R3", "R3 is closed")


def stop(her: Facilitator, number: int) -> None:
    """Wait for a stop of the reflection."""
    her.term.wait(f"Reflection R3 | {number} of 11")
    her.term.quiet()


def to(her: Facilitator, number: int) -> None:
    """Go on to a stop by F4."""
    at = int(her.term.lines[0].split("| ")[1].split(" ", maxsplit=1)[0])
    for one in range(at + 1, number + 1):
        her.term.key("f4")
        stop(her, one)


def go_to(her: Facilitator, words: str) -> None:
    """Go to a line of the list by the arrows."""
    her.term.key("home")
    her.term.quiet()
    for _ in range(40):
        marked = next(line for line in her.term.lines if line.startswith("> "))
        if words in marked:
            return
        her.term.key("down")
        her.term.until(lambda before=marked: _moved(her.term.lines, before), "the next line")  # type: ignore[misc]  # mypy cannot infer it
    raise AssertionError(f"no line {words!r}:\n{her.term.text}")


def _moved(lines: list[str], before: str) -> bool:
    """Whether one line is marked, and another one than before."""
    marked = [line for line in lines if line.startswith("> ")]
    return len(marked) == 1 and marked[0] != before


def begin(her: Facilitator, words: str, title: str) -> None:
    """Press Enter on a line, and wait for what it opens."""
    go_to(her, words)
    her.term.key("enter")
    her.term.wait(title)
    her.term.quiet()


def save(her: Facilitator) -> None:
    """Save by the menu, and wait until the first line says so."""
    term = her.term
    term.key("f2")
    term.wait("Menu: type any word")
    term.send("save now")
    term.wait("1 found")
    term.key("enter")
    term.until(lambda: term.lines[0].endswith(" saved"), "saved")


def undo_all(term: Term) -> None:
    """Press Ctrl+T until there is nothing left."""
    for _ in range(200):
        before = term.text
        term.key("ctrl+t")
        term.wait_other(before)
        term.quiet()
        if "There is nothing to take back" in term.text:
            return
    raise AssertionError(f"never done:\n{term.text}")


def with_second_version(home: Path, plan: Path) -> None:
    """The worked example, on the evening after its second reflection."""
    program_says(home, "example", str(plan))
    document = Document.open(plan)
    document.freeze(next(one.id for one in document.plan.all(Session) if one.code == "R2"))
    document.save()


def program_says(home: Path, *arguments: str) -> str:
    """What a command of the program says, on one line."""
    done = subprocess.run(
        [*program(), *arguments], check=False, env=environment(home), capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return " ".join(done.stdout.split())


# The plan's file ------------------------------------------------------------------------------
def kept(plan: Path) -> dict[str, Any]:
    """What the plan's file holds."""
    found: dict[str, Any] = json.loads(plan.read_text("utf-8"))
    return found


def rows(held: dict[str, Any], table: str) -> dict[str, dict[str, Any]]:
    """The rows of a table by their ids."""
    return {row["id"]: row for row in held.get(table, {}).values() if "id" in row}


def touched(before: dict[str, Any], after: dict[str, Any], table: str) -> dict[str, dict[str, Any]]:
    """The rows of a table that are new or other than before, by spoken number."""
    then = rows(before, table)
    return {row["code"]: row for key, row in rows(after, table).items() if then.get(key) != row}


def names_exactly_what_was_decided(before: dict[str, Any], after: dict[str, Any]) -> None:
    """What differs between the two is what the group decided, with its reasons, and nothing else."""
    actions = touched(before, after, "action")
    assert {code: row["status"] for code, row in actions.items()} == {"A10": "stopped", "A18": "agreed"}
    assert actions["A18"]["why"] == WHY_ADD
    assert list(touched(before, after, "ally")) == ["AL13"]
    cards = touched(before, after, "problem_card")
    assert {code: row["weight"] for code, row in cards.items()} == {"C1.2": "2"}
    assert [row["amount"] for row in touched(before, after, "reading").values()] == ["6.9"]
    reasons = {row["reason"] for row in touched(before, after, "change").values() if "reason" in row}
    assert reasons - {row.get("reason") for row in rows(before, "change").values()} == {
        WHY_ADD, WHY_STOP, WHY_ROOT, WHY_ALLY,
    }  # fmt: skip
    assert touched(before, after, "session")["R3"]["state"] == "held"


def without_times(held: dict[str, Any]) -> dict[str, Any]:
    """All but where the facilitator was and how often the file was written."""
    return {table: content for table, content in held.items() if table != "meta"}
