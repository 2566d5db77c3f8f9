"""The questions of a step as this group's facilitators ask them: their own, or else the guide's."""

from atm_tui.guide import ENGLISH, guide
from atm_tui.model.gathering import OwnQuestion
from atm_tui.model.plan import Plan


def own_questions(plan: Plan, step_id: str, language: str = ENGLISH) -> list[OwnQuestion]:
    """The group's own questions at a step, in their order; those in other languages are left out."""
    return [
        row
        for row in plan.all(OwnQuestion)
        if row.step == step_id and (row.language or ENGLISH).casefold() == language and row.ask.strip()
    ]


def questions_at(plan: Plan, step_id: str, language: str = ENGLISH) -> tuple[str, ...]:
    """What is asked aloud at a step.

    Raises:
        KeyError: There is no such step.
    """
    return tuple(row.ask for row in own_questions(plan, step_id, language)) or guide(step_id, language).ask
