"""What a plan still needs: loose ends, and how far the four closing questions are.

Nothing here blocks anybody: it is a quiet list. A new check is one function in the file of its
theme and one line in ``CHECKS``. On a plan in which nothing is begun there are no loose ends;
there, the four questions say what is missing.
"""

from datetime import date
from typing import Final

from atm_tui import stage
from atm_tui.checks import (
    actions,
    allies,
    canvas,
    indicators,
    links,
    meetings,
    order,
    people,
    records,
    reflection,
)
from atm_tui.checks.evidence import Evidence
from atm_tui.checks.finding import Check, Finding, aside, is_set_aside
from atm_tui.checks.questions import QuestionState, questions, state_of
from atm_tui.model.plan import Plan

__all__ = ["CHECKS", "Evidence", "Finding", "QuestionState", "aside", "loose_ends", "questions", "state_of"]

CHECKS: Final[tuple[Check, ...]] = (
    records.not_understood,
    records.link_into_nothing,
    records.without_words,
    canvas.price_below_cost,
    links.rapids_without_bridge,
    links.bridges_without_action,
    actions.late,
    actions.no_lead,
    actions.no_due,
    actions.no_sign,
    actions.begins_after_due,
    actions.after_season,
    order.circles,
    order.begins_too_early,
    order.begins_too_soon,
    order.waits_for_stopped,
    order.past_stretch,
    people.leads_many_at_once,
    people.leads_many,
    people.care_work,
    actions.unsure_resources,
    actions.market_points,
    canvas.value_without_buyers,
    canvas.value_for_whom,
    canvas.guesses_without_test,
    links.seedlings_without_action,
    links.roots_without_solution,
    links.solutions_without_action,
    links.effects_without_indicator,
    indicators.no_baseline,
    indicators.no_target,
    indicators.no_reader,
    indicators.reading_overdue,
    indicators.wrong_way,
    indicators.target_contradicts,
    indicators.dimension_without_indicator,
    indicators.wealth_untouched,
    allies.no_request,
    allies.no_asker,
    allies.no_day,
    allies.placed_before_reflection,
    meetings.not_held,
    reflection.not_held,
    reflection.missed,
    reflection.nothing_changed,
    reflection.trees_not_revised,
    reflection.cards_not_revised,
    reflection.stop_not_done,
    reflection.doubts_unheard,
    reflection.agreed_against_count,
    reflection.parked_due,
    reflection.few_women,
    reflection.agreed_how,
    meetings.men_spoke,
)
"""All checks. Findings of the same weight and step keep this order."""


def loose_ends(plan: Plan, today: date) -> list[Finding]:
    """The loose ends of a plan that are not set aside, what hurts most first, then as the stage goes."""
    found = [one for check in CHECKS for one in check(plan, today) if not is_set_aside(plan, one)]
    return sorted(found, key=lambda finding: (finding.weight, stage.home_of(finding.step)[2]))
