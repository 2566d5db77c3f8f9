"""Loose ends of reflection: whether it is held, what it changed, and who was heard."""

from collections.abc import Iterable
from datetime import date

from atm_tui.checks.finding import Finding, by_step, code, group, named, titled
from atm_tui.deciding import dots_of, standing, unheard
from atm_tui.model.action import Action
from atm_tui.model.closing import Answer
from atm_tui.model.derived import is_open
from atm_tui.model.plan import Plan, ids_in
from atm_tui.model.record import Record
from atm_tui.model.reflection import Change, Decision, Parked, Session
from atm_tui.model.start import Participant
from atm_tui.model.trees import ProblemCard, SolutionCard

_NOT_AGREED = ("not agreed", "put off")


def last_held(plan: Plan) -> tuple[Session | None, date | None]:
    """The last reflection that was held, and its day."""
    held = [(row.on, row) for row in plan.all(Session) if row.state == "held" and row.on]
    on, session = max(held, key=lambda pair: pair[0], default=(None, None))
    return session, on


def not_held(plan: Plan, today: date) -> Iterable[Finding]:
    """A reflection whose day has passed and that nobody called held or missed."""
    rows = [row for row in named(plan, Session) if row.state == "planned" and row.on and row.on < today]
    return group(
        plan,
        "session-passed",
        rows,
        one="its day has passed; was it held?",
        many="reflections had their day; were they held",
        weight=1,
    )


def missed(plan: Plan, _today: date) -> Iterable[Finding]:
    """A missed reflection that no later one has made up for."""
    _, held = last_held(plan)
    rows = [
        row
        for row in named(plan, Session)
        if row.state == "missed" and (held is None or row.on is None or row.on > held)
    ]
    return group(
        plan,
        "session-missed",
        rows,
        one="missed, and none was held since",
        many="reflections were missed, and none was held since",
    )


def nothing_changed(plan: Plan, _today: date) -> Iterable[Finding]:
    """A reflection that was held and says of nothing that it is added, stopped, changed or kept."""
    told = {change.session for change in named(plan, Change)}
    rows = [row for row in named(plan, Session) if row.state == "held" and row.id not in told]
    return group(
        plan,
        "session-change",
        rows,
        one="held, and nothing was added, stopped, changed or kept",
        many="reflections added, stopped, changed or kept nothing",
        step="changes",
    )


def trees_not_revised(plan: Plan, _today: date) -> Iterable[Finding]:
    """Changes of the last reflection after which no card of the two trees was touched."""
    session, on = last_held(plan)
    cards = [*plan.all(ProblemCard), *plan.all(SolutionCard)]
    if session is None or on is None or not cards:
        return
    decided = any(row.session == session.id and row.kind not in ("", "keep") for row in named(plan, Change))
    if decided and all(_older(card, on) for card in cards):
        text = f"{code(plan, session)} decided changes, but no card of the trees was looked at since"
        yield Finding("trees-revised", text, "problems", about=(session.id,))


def cards_not_revised(plan: Plan, _today: date) -> Iterable[Finding]:
    """A card of the trees that a reflection decided to change or stop, and that is as it was before."""
    held = {row.id: row.on for row in plan.all(Session) if row.state == "held" and row.on}
    decided: dict[str, date] = {}
    for row in named(plan, Change):
        on = held.get(row.session)
        if on and row.kind in ("change", "stop"):
            decided |= {item: max(on, decided.get(item, on)) for item in ids_in(row, "target")}
    cards = (*named(plan, ProblemCard), *named(plan, SolutionCard))
    for rows in by_step(row for row in cards if row.id in decided and _older(row, decided[row.id])).values():
        yield from group(
            plan,
            "card-revised",
            rows,
            one="a reflection decided to change it, and it is as it was",
            many="cards should be other than they were, as a reflection decided",
        )


def _older(card: Record, on: date) -> bool:
    """Whether a card was last touched before a day."""
    # Cards keep the time in UTC: a morning east of it may still be the day before.
    return (on - card.changed.date()).days > 1


def stop_not_done(plan: Plan, _today: date) -> Iterable[Finding]:
    """An action that a reflection decided to stop and that is still open."""
    stopped = {item for row in named(plan, Change) if row.kind == "stop" for item in ids_in(row, "target")}
    rows = [row for row in named(plan, Action) if row.id in stopped and is_open(row)]
    return group(
        plan,
        "stop-open",
        rows,
        one="a reflection decided to stop it, and it is still open",
        many="actions should stop after a reflection and are still open",
    )


def doubts_unheard(plan: Plan, _today: date) -> Iterable[Finding]:
    """A decision with low fingers that were neither heard before it nor passed over with a reason."""
    rows = [row for row in named(plan, Decision) if row.result not in _NOT_AGREED and unheard(row)]
    return group(
        plan,
        "doubts-unheard",
        rows,
        one="were those with low fingers heard?",
        many="decisions do not say that low fingers were heard",
        weight=1,
    )


def agreed_against_count(plan: Plan, _today: date) -> Iterable[Finding]:
    """A decision that says "agreed" although its count does not."""
    agreed = [row for row in named(plan, Decision) if row.result == "agreed" and not unheard(row)]
    rows = [row for row in agreed if not standing(row, dots_of(plan, row.id)).may_agree]
    return group(
        plan,
        "agreed-count",
        rows,
        one="agreed, it says; its count says otherwise",
        many="decisions say agreed, and their counts say otherwise",
    )


def parked_due(plan: Plan, today: date) -> Iterable[Finding]:
    """A parked question whose day to come back to it has passed."""
    rows = [row for row in named(plan, Parked) if row.waits and row.back_on and row.back_on < today]
    return group(
        plan,
        "parked-due",
        rows,
        one="the day to come back to it has passed",
        many="parked questions had their day to come back to them",
    )


def few_women(plan: Plan, _today: date) -> Iterable[Finding]:
    """A reflection that decided something with few women there: fewer than men, or than half of the women."""
    circle = sum(
        row.kind == "member" and row.sex == "female" and row.active != "no" for row in plan.all(Participant)
    )
    deciding = {row.session for row in named(plan, Decision)}
    for row in named(plan, Session):
        if row.id not in deciding or row.women is None:
            continue
        if row.women < (row.men or 0) or row.women * 2 < circle:
            text = f"{titled(plan, row)}: it decided with few women there ({row.women})"
            yield Finding("few-women", text, "sessions", row.id)


def agreed_how(plan: Plan, _today: date) -> Iterable[Finding]:
    """An answer to a closing question that does not say how the group agreed on it."""
    rows = [row for row in plan.all(Answer) if row.answer.strip() and not row.method]
    return group(
        plan,
        "answer-method",
        rows,
        one="how did the group agree on its answer?",
        many="answers do not say how the group agreed on them",
        weight=3,
    )
