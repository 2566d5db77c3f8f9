"""What a count says of a decision, and what must happen before it is agreed.

Five, four and three fingers can live with it; two, one and a fist are low: whoever shows them speaks
before it is agreed, or it is passed over with a reason. That holds however the group agrees in the end.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from atm_tui.model.plan import Plan
from atm_tui.model.record import Record
from atm_tui.model.reflection import Decision, Dots

FINGERS: Final = ("five", "four", "three", "two", "one_finger", "fist")
"""The fields of a decision in which fingers are counted, from the most down."""

LOW: Final = FINGERS[3:]

HANDS: Final = ("votes_for", "against", "abstain")
"""The fields of a decision in which hands are counted."""

COUNTS: Final = {
    "consensus": ("against",),
    "fist of five": FINGERS,
    "show of hands": HANDS,
    "majority": HANDS,
}
"""What is counted, by how the group agrees. Dots are counted on what can be chosen."""

NOTHING: Final = "Nothing is counted yet."


@dataclass(frozen=True)
class Outcome:
    """What a count says.

    Attributes:
        words: The count in a plain sentence.
        may_agree: Whether "agreed" may be written.
        needs: What it still needs, in a plain sentence; "" if nothing.
    """

    words: str
    may_agree: bool = True
    needs: str = ""


def decided_tables() -> tuple[str, ...]:
    """The kinds of records that a decision can be about."""
    return Decision.specs()["about"].to


# Fingers ------------------------------------------------------------------------------------
def low(decision: Decision) -> int:
    """How many low fingers were shown: two, one, or a fist."""
    return _sum(decision, LOW)


def unheard(decision: Decision) -> int:
    """How many low fingers were neither heard nor passed over with a reason."""
    passed = decision.heard == "yes" or decision.passed_over.strip()
    return 0 if passed else low(decision)


def _sum(decision: Decision, names: Sequence[str]) -> int:
    return sum(decision.value(name) or 0 for name in names)


def asked(decision: Decision) -> tuple[str, ...]:
    """The fields that are asked for, in the order in which a group decides: doubts before the end."""
    hearing: tuple[str, ...] = ()
    if low(decision):
        over = () if decision.heard == "yes" and not decision.passed_over else ("passed_over",)
        hearing = ("note", "heard", *over)
    end = ("result", "women_only") if hearing else ("result", "women_only", "note")
    return ("what", "about", "method", *COUNTS.get(decision.method, ()), *hearing, *end)


# What it says -------------------------------------------------------------------------------
def standing(decision: Decision, dots: Sequence[Dots] = ()) -> Outcome:
    """What the count of a decision says; ``dots`` are what can be chosen in it."""
    said = _by_method(decision, dots)
    if waiting := unheard(decision):
        fingers = "1 low finger: hear it" if waiting == 1 else f"{waiting} low fingers: hear them"
        return Outcome(said.words, may_agree=False, needs=f"{fingers} before it is agreed, or write why not.")
    return said


def _by_method(decision: Decision, dots: Sequence[Dots]) -> Outcome:
    match decision.method:
        case "consensus":
            return _consensus(decision)
        case "fist of five":
            return Outcome(_fingers(decision))
        case "show of hands" | "majority":
            return _hands(decision)
        case "dots":
            return _dots(dots)
        case "other":
            return Outcome("Agreed in the group's own way.")
        case _:
            return Outcome(_fingers(decision) if _sum(decision, FINGERS) else "How do we agree?")


def _consensus(decision: Decision) -> Outcome:
    if not decision.against:
        return Outcome("Consensus: nobody speaks against it.")
    many = f"{decision.against} {'speaks' if decision.against == 1 else 'speak'} against it"
    return Outcome(
        f"{many}: no consensus yet.", may_agree=False, needs="Talk on, decide in another way, or put it off."
    )


def _fingers(decision: Decision) -> str:
    total, lower = _sum(decision, FINGERS), low(decision)
    if not total:
        return NOTHING
    said = f"{total - lower} of {total} showed three fingers or more"
    if not lower:
        return f"{said}; none is low."
    heard = " (heard)" if decision.heard == "yes" else " (passed over)" if not unheard(decision) else ""
    return f"{said}; {lower} low{heard}."


def _hands(decision: Decision) -> Outcome:
    yes, no, held = (decision.value(name) or 0 for name in HANDS)
    if not yes + no + held:
        return Outcome(NOTHING)
    count = f"{yes} for, {no} against" + (f", {held} held back" if held else "")
    if yes > no:
        return Outcome(f"{count}: more are for it.")
    said = "a tie, so it is not agreed" if yes == no else "more are against it"
    return Outcome(f"{count}: {said}.", may_agree=False, needs="Talk on, count again, or write 'not agreed'.")


# Dots ---------------------------------------------------------------------------------------
def leaders(dots: Sequence[Dots]) -> list[Dots]:
    """What has the most dots: one, several in a tie, or none while nothing is counted."""
    most = max((one.dots or 0 for one in dots), default=0)
    return [one for one in dots if one.dots == most] if most else []


def _dots(dots: Sequence[Dots]) -> Outcome:
    first, total = leaders(dots), sum(one.dots or 0 for one in dots)
    if not dots:
        return Outcome("Write down first what can be chosen.")
    if not first:
        return Outcome(f"{len(dots)} to choose among. No dots are counted yet.")
    most = first[0].dots
    numbers = [str(number) for number, one in enumerate(dots, 1) if one in first]
    if len(first) == 1:
        return Outcome(f"Most dots: {numbers[0]} {first[0].what} ({most} of {total}).")
    named = f"{', '.join(numbers[:-1])} and {numbers[-1]}"
    return Outcome(
        f"A tie: {named} have {most} dots each.", needs="Say which of them, or lay dots again among these."
    )


# What stays of it ---------------------------------------------------------------------------
def counted(decision: Decision, dots: Sequence[Dots] = ()) -> str:
    """All that was counted, in one line; "" if nothing was."""
    if decision.method == "dots":
        laid = [f"{number} {one.what}: {one.dots}" for number, one in enumerate(dots, 1) if one.dots]
        return "; ".join(laid)
    specs = decision.specs()
    names = COUNTS.get(decision.method) or (FINGERS if _sum(decision, FINGERS) else ())
    return ", ".join(
        f"{specs[name].label} {decision.value(name)}" for name in names if decision.value(name) is not None
    )


def cleared(decision: Decision, dots: Sequence[Dots] = ()) -> dict[str, Any]:
    """The fields of a decision before it is counted again: what was counted first goes into its note.

    Whoever was heard was heard on the first count; new low fingers are to be heard anew.
    """
    first = counted(decision, dots)
    if not first:
        return {}
    heard = "; low fingers were heard" if low(decision) and decision.heard == "yes" else ""
    over = f"; passed over because {decision.passed_over}" if decision.passed_over.strip() else ""
    line = f"Counted before ({decision.method or 'fingers'}): {first}{heard}{over}."
    note = f"{decision.note}\n{line}".lstrip("\n")
    return dict.fromkeys((*FINGERS, *HANDS)) | {"note": note, "heard": "", "passed_over": "", "result": ""}


def dots_of(plan: Plan, decision_id: str) -> list[Dots]:
    """What can be chosen in a decision, in its order; its number is its place from 1."""
    return [one for one in plan.all(Dots) if one.decision == decision_id]


def share(decision: Decision, dots: Sequence[Dots] = ()) -> str:
    """The count as short as it can be said: "12 of 14"; "" if nothing was counted."""
    match decision.method:
        case "dots":
            total = sum(one.dots or 0 for one in dots)
            return f"{leaders(dots)[0].dots} of {total} dots" if total else ""
        case "show of hands" | "majority":
            total = _sum(decision, HANDS)
            return f"{decision.votes_for or 0} of {total}" if total else ""
        case "consensus" | "other":
            return decision.method if decision.method == "consensus" else ""
        case _:
            total = _sum(decision, FINGERS)
            return f"{total - low(decision)} of {total}" if total else ""


def result(plan: Plan, decision: Decision) -> str:
    """What came of a decision, in short: "agreed, 12 of 14"; "" while nothing is said of it."""
    return ", ".join(filter(None, (decision.result, share(decision, dots_of(plan, decision.id)))))


def decided(plan: Plan, record: Record) -> list[Decision]:
    """The decisions about a record."""
    return [row for row in plan.all(Decision) if record.id in row.about]


def decided_words(plan: Plan, record: Record) -> str:
    """What was decided about a record: "Decided in DC4: agreed, 12 of 14"; "" if nothing was."""
    said = ((row.code, result(plan, row)) for row in decided(plan, record))
    words = "; ".join(": ".join(filter(None, pair)) for pair in said)
    return f"Decided in {words}" if words else ""
