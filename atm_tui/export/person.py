"""One person's paper: what she does by which day, what it needs, and when we meet. It fits a phone."""

from collections.abc import Iterable, Iterator
from datetime import date

from atm_tui.checks.indicators import counts
from atm_tui.export.blocks import Block, Bullets, Facts, Heading, Paragraph
from atm_tui.export.order import Order
from atm_tui.export.told import called, when
from atm_tui.export.view import words
from atm_tui.export.wanted import gatherings, person_of
from atm_tui.model.action import Action, Resource
from atm_tui.model.allies import Ally
from atm_tui.model.derived import is_late, is_open
from atm_tui.model.plan import Plan
from atm_tui.model.record import REF
from atm_tui.model.reflection import Change, Message
from atm_tui.model.start import Participant
from atm_tui.model.typed import day_short

Item = tuple[int, str]


def person(plan: Plan, order: Order) -> Iterator[Block]:
    """The paper of one person.

    Args:
        plan: The plan as people may read it.
        order: For whom, and the day of the paper.

    Raises:
        AtmError: There is nobody like that.
    """
    her = person_of(plan, order.who)
    name = her.display_name or her.code
    yield Heading(1, f"{name} ({her.code})" if her.code and her.code != name else name)
    facts = [("Plan of", plan.title()), ("Role", her.role), ("As it stood on", day_short(order.today))]
    yield Facts(tuple((label, said) for label, said in facts if said))
    actions = sorted(plan.all(Action), key=lambda one: one.due or date.max)
    hers = [one for one in actions if one.lead == her.id]
    found = False
    for title, items in (
        ("You lead", _leads(plan, hers, order.today)),
        ("You help", _helps(plan, actions, her)),
        ("You give", _gives(plan, her)),
        ("You promised", _promised(plan, her)),
        ("You tell", _tells(plan, her)),
        ("You ask", _asks(plan, her)),
        ("You count", _counts(plan, her, order.today)),
        ("We meet", _meets(plan, order.today)),
    ):
        if held := tuple(items):
            found = True
            yield Heading(2, title)
            yield Bullets(held)
    if done := [f"{one.code} {one.what}" for one in hers if one.status == "done"]:
        yield Heading(2, "Done already")
        yield Bullets(tuple((0, said) for said in done))
    elif not found:
        yield Paragraph("Nothing is written down for you yet.")


def _leads(plan: Plan, hers: Iterable[Action], today: date) -> Iterator[Item]:
    needs: dict[str, list[Resource]] = {}
    for row in plan.all(Resource):
        needs.setdefault(row.action, []).append(row)
    for one in hers:
        if not is_open(one):
            continue
        late = " (late)" if is_late(one, today) else ""
        yield 0, f"{one.code} {one.what}, {_by(one.due)}{late}"
        yield from ((1, said) for said in _about(plan, one, needs.get(one.id, [])))


def _about(plan: Plan, one: Action, needs: list[Resource]) -> Iterator[str]:
    """What she should know of an action that she leads."""
    if one.start:
        yield f"Begins {day_short(one.start)}"
    if one.done_when:
        yield f"Done when: {one.done_when}"
    if one.helpers:
        yield f"With you: {words(plan, one, 'helpers', between=', ')}"
    if needs:
        yield f"Needs: {'; '.join(_thing(plan, row) for row in needs)}"
    waits = [row for item in one.depends_on if (row := plan.find(Action, item)) and is_open(row)]
    if waits:
        yield f"Waits for: {'; '.join(f'{row.code} {row.what}' for row in waits)}"


def _thing(plan: Plan, row: Resource) -> str:
    by = plan.party(row.provider)
    return " ".join(filter(None, [row.quantity, row.item, f"({by})" if by else ""]))


def _helps(plan: Plan, actions: Iterable[Action], her: Participant) -> Iterator[Item]:
    for one in actions:
        helps = her.id in one.helpers or one.outside_help == REF + her.id
        if is_open(one) and helps and one.lead != her.id:
            lead = f" ({plan.named(one.lead)} leads)" if one.lead else ""
            yield 0, f"{one.code} {one.what}, {_by(one.due)}{lead}"


def _gives(plan: Plan, her: Participant) -> Iterator[Item]:
    for row in plan.all(Resource):
        action = plan.find(Action, row.action)
        if row.provider == REF + her.id and action and is_open(action):
            yield 0, f"{row.code} {row.quantity} {row.item}".replace("  ", " ") + f", for {action.code}"


def _promised(plan: Plan, her: Participant) -> Iterator[Item]:
    for row in plan.all(Change):
        if row.lead == her.id and not row.done and row.now:
            yield 0, f"{row.code} {row.now}, {_by(row.due)}"


def _tells(plan: Plan, her: Participant) -> Iterator[Item]:
    for row in plan.all(Message):
        if row.by == her.id and not row.done and row.what:
            yield 0, f"{row.code} {row.what}, {_by(row.due)}"


def _asks(plan: Plan, her: Participant) -> Iterator[Item]:
    for row in plan.all(Ally):
        if row.asked_by == her.id and row.who and not row.answer:
            yield 0, f"{row.code} {row.who}{f': {row.request}' if row.request else ''}, {_by(row.by)}"


def _counts(plan: Plan, her: Participant, today: date) -> Iterator[Item]:
    for one in counts(plan, today):
        row = one.indicator
        if row.measured_by == her.id:
            due = "by now" if one.overdue else f"by {day_short(one.next)}" if one.next else "no day yet"
            yield 0, f"{row.code} {row.title}, {due}{f' ({row.how})' if row.how else ''}"


def _meets(plan: Plan, today: date) -> Iterator[Item]:
    for one in gatherings(plan):
        if one.state == "planned" and (one.on is None or one.on >= today):
            yield 0, f"{called(plan, one)}: {when(one)}{f', {one.place}' if one.place else ''}"


def _by(due: date | None) -> str:
    return f"by {day_short(due)}" if due else "no day yet"
