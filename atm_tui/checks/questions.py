"""The four closing questions: what the group answered, and what in the plan bears it out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from atm_tui.checks.evidence import Evidence, for_business, for_others, for_pilot, for_reflection
from atm_tui.model.closing import QUESTIONS, Answer
from atm_tui.model.plan import Plan


@dataclass(frozen=True)
class QuestionState:
    """How far the group is with one of the four questions.

    Attributes:
        id: Its value in ``model.closing.QUESTIONS``.
        number: 1 to 4.
        question: The question in full.
        state: "answered", "partly" or "not yet", by the rule of ``state_of``.
        evidence: What in the plan bears the answer out, or is missing.
        answer: The group's own answer, as far as it is written.
    """

    id: str
    number: int
    question: str
    state: str
    evidence: tuple[Evidence, ...]
    answer: Answer


def questions(plan: Plan, today: date) -> list[QuestionState]:
    """The four questions in their order, each with its evidence."""
    evidence = {
        "business": for_business(plan),
        "pilot": for_pilot(plan),
        "reflection": for_reflection(plan, today),
        "others": for_others(plan),
    }
    found = []
    for number, (name, question) in enumerate(QUESTIONS, 1):
        written = [answer for answer in plan.all(Answer) if answer.question == name]
        # A file merged by hand may hold two answers to one question: the one with words counts.
        answer = max(written, key=lambda row: bool(row.answer.strip()), default=Answer(question=name))
        state = state_of(answer.answer, evidence[name])
        found.append(QuestionState(name, number, question, state, evidence[name], answer))
    return found


def state_of(words: str, evidence: Sequence[Evidence]) -> str:
    """How far a question is.

    "answered": the group's own words are there and every piece of evidence holds. "not yet": no
    words and no evidence at all. "partly": anything between. How the group agreed on its words is
    a loose end and no condition.
    """
    told, holding = bool(words.strip()), [piece.holds for piece in evidence]
    if told and all(holding):
        return "answered"
    return "partly" if told or any(holding) else "not yet"
