"""Nobody is told more than was agreed: for every format, every audience and every picture.

The one exception is the group's own data (JSON): it is complete, for it is the plan itself.
"""

import io
import zipfile
from dataclasses import dataclass, field
from datetime import date

import pytest
from filled import TODAY
from hypothesis import given, settings
from hypothesis import strategies as st

from atm_tui.document import Document
from atm_tui.errors import AtmError
from atm_tui.example import example
from atm_tui.export import FORMATS, render
from atm_tui.export.aloud import asked, items
from atm_tui.export.order import AUDIENCES, GROUP, MEETING, OUTSIDE, PERSON, Order
from atm_tui.export.seen import for_people, seen
from atm_tui.export.tables import csv_table
from atm_tui.model.action import Action, Resource
from atm_tui.model.allies import Ally, Placement
from atm_tui.model.canvas import CanvasNote
from atm_tui.model.gathering import Meeting, Slot
from atm_tui.model.indicators import Indicator, Reading
from atm_tui.model.plan import Plan
from atm_tui.model.record import REF
from atm_tui.model.reflection import Change, Decision, Finding, Message, Parked, Session, Story
from atm_tui.model.river import Tributary
from atm_tui.model.start import Participant
from atm_tui.pictures import PICTURES, as_text, draw
from atm_tui.planio import plan_of
from atm_tui.stage import steps

MARK = "Qx"
"""What begins every word that is looked for, so that no word of ours can be taken for it."""


@dataclass
class Told:
    """A plan, and what must not be told of it.

    Attributes:
        document: The plan.
        never: Words that nobody but the group's own copy may hold.
        inside: Words that may be told within the group alone.
    """

    document: Document = field(default_factory=lambda: Document(Plan()))
    never: list[str] = field(default_factory=list)
    inside: list[str] = field(default_factory=list)


def word(number: int, kind: str) -> str:
    """A word that stands nowhere else."""
    return f"{MARK}{kind}{number}x"


def people(told: Told, consents: list[str]) -> list[Participant]:
    """People with what is private of them; who says nothing is named in the group alone."""
    made = []
    for number, consent in enumerate(consents):
        given, family = word(number, "given"), word(number, "family")
        contact, note = word(number, "contact"), word(number, "note")
        made.append(
            told.document.add(
                Participant(
                    display_name=f"{given} {family}", consent=consent, kind="member", role="weaver",
                    contact=contact, note=note,
                )
            )
        )  # fmt: skip
        told.never += [contact, note]
        if consent != "yes":
            (told.never if consent == "no" else told.inside).extend([given, family])
    return made


def allies(told: Told, secrets: list[bool], her: Participant) -> list[Ally]:
    """Allies; of those who are only for us no word may be told, and where one stands only in the group."""
    made = []
    for number, private in enumerate(secrets):
        who, contact, why = word(number, "ally"), word(number, "reach"), word(number, "why")
        one = told.document.add(
            Ally(
                who=f"{who} traders", private="yes" if private else "", contact=contact, why_there=why,
                wedge="active opposition", asked_by=her.id, by=date(2026, 8, 1), request=f"{why} asked",
            )
        )  # fmt: skip
        told.document.add(Placement(ally=one.id, wedge="neutral", reason=f"{why} then", on=TODAY))
        told.never.append(contact)
        (told.never if private else told.inside).append(why)
        told.never += [who] if private else []
        made.append(one)
    return made


def stories(told: Told, consents: list[str], teller: Participant, session: Session) -> None:
    """Stories; told outside only if it was said that they may be, and never if it was said they may not."""
    for number, consent in enumerate(consents):
        said = word(number, "story")
        told.document.add(
            Story(story=f"{said} came true", teller=REF + teller.id, consent=consent, session=session.id)
        )
        if consent in ("", "no"):
            (told.never if consent == "no" else told.inside).append(said)


def everything_names_them(told: Told, who: list[Participant], actors: list[Ally], session: Session) -> None:
    """Everybody is named in every way in which people and actors are named."""
    add, day = told.document.add, date(2026, 8, 1)
    meeting = add(
        Meeting(what="River", on=day, begins="9:30", facilitator=who[0].id, present=[one.id for one in who],
                guests=[REF + one.id for one in (*who, *actors)], done=f"{who[0].display_name} led")
    )  # fmt: skip
    add(Slot(what=f"{who[0].display_name} sings", meeting=meeting.id))
    indicator = add(Indicator(title="Scarves", measured_by=who[0].id, target_date=day))
    for one in (*who, *actors):
        name = one.name
        given = name.split()[0] if isinstance(one, Participant) else name
        action = add(
            Action(what=f"Ask {name}, then {given}", lead=who[-1].id, due=day, status="agreed",
                   helpers=[person.id for person in who], outside_help=REF + one.id, why=f"for {name}")
        )  # fmt: skip
        add(Resource(item=f"{name}'s loom", action=action.id, provider=REF + one.id))
        add(CanvasNote(note=f"{name} buys", block="buyers", actions=[action.id]))
        add(Tributary(what=f"{name}'s help", from_whom=REF + one.id))
        add(Decision(what=f"{name} goes", session=session.id, about=[action.id], result="agreed"))
        add(Change(kind="change", now=f"{name} asks", target=REF + one.id, lead=who[0].id, due=day,
                   session=session.id) if isinstance(one, Ally) else
            Change(kind="add", now=f"{name} leads", lead=one.id, due=day, session=session.id))  # fmt: skip
        add(Message(what=f"Tell {name}, who is absent", by=who[0].id, due=day, session=session.id))
        add(Parked(what=f"Is {name} for it?", session=session.id, raised_by=REF + who[0].id))
        add(Finding(what=f"{name.upper()} came", kind="worked", session=session.id))
        add(Reading(indicator=indicator.id, on=TODAY, by=REF + who[0].id, note=f"{name} counted",
                    session=session.id))  # fmt: skip


@st.composite
def plans(draw_one: st.DrawFn) -> Told:
    """A plan in which some want to be named, and some actors are only for us."""
    told = Told()
    consents = draw_one(st.lists(st.sampled_from(["yes", "no", ""]), min_size=2, max_size=4))
    who = people(told, consents)
    session = told.document.add(
        Session(occasion="after lot 1", on=TODAY, state="held", facilitator=who[0].id,
                guests=[REF + one.id for one in who])
    )  # fmt: skip
    actors = allies(told, draw_one(st.lists(st.booleans(), min_size=1, max_size=2)), who[0])
    kinds = st.sampled_from(["named", "unnamed", "no", ""])
    stories(told, draw_one(st.lists(kinds, max_size=3)), who[-1], session)
    everything_names_them(told, who, actors, session)
    return told


def orders(told: Told) -> list[Order]:
    """Every audience, with everybody and every meeting that can be asked for."""
    plan = told.document.plan
    found = [Order(TODAY, audience=audience) for audience in AUDIENCES if audience not in (PERSON, MEETING)]
    found += [Order(TODAY, audience=PERSON, who=one.id) for one in plan.all(Participant)[:2]]
    gathered = [plan.all(Meeting)[0].id, plan.all(Session)[0].id]
    found += [Order(TODAY, audience=MEETING, who=one) for one in gathered]
    return found


def opened(content: str | bytes) -> str:
    """All that a file holds, unpacked if it is packed; lines that were folded are whole again."""
    if isinstance(content, str):
        return content + content.replace("\r\n ", "").replace("\n", " ")
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return "\n".join(packed.read(name).decode("utf-8", errors="replace") for name in packed.namelist())


def leaks(text: str, words: list[str]) -> list[str]:
    low = text.casefold()
    return [one for one in words if one.casefold() in low]


@settings(max_examples=12, deadline=None)
@given(plans())
def test_no_format_tells_anybody_more_than_was_agreed(told: Told) -> None:
    for order in orders(told):
        for name in FORMATS:
            if (name, order.audience) == ("json", GROUP) or (name, order.audience) == ("spoken", PERSON):
                continue
            text = opened(render(told.document.plan, name, order))
            words = told.never + (told.inside if order.audience in OUTSIDE else [])
            assert leaks(text, words) == [], (name, order)


@settings(max_examples=12, deadline=None)
@given(plans(), st.booleans())
def test_no_picture_shows_anybody_more_than_was_agreed(told: Told, outside: bool) -> None:
    shown = for_people(told.document.plan, outside=outside)
    words = told.never + (told.inside if outside else [])
    for name, picture in PICTURES.items():
        for view, _ in picture.views or [("", "")]:
            text = as_text(draw(shown, f"{name}:{view}" if view else name, width=100, today=TODAY))
            assert leaks(text.replace("\n", " "), words) == [], (name, view)


@settings(max_examples=12, deadline=None)
@given(plans())
def test_nothing_is_read_aloud_that_was_not_agreed(told: Told) -> None:
    shown = seen(told.document.plan, Order(TODAY))
    for step in steps():
        read = [*items(shown, step), *asked(shown, step)]
        text = " ".join(f"{one.number} {one.words} {one.facts}" for one in read)
        assert leaks(text, told.never) == [], step.id


@settings(max_examples=12, deadline=None)
@given(plans())
def test_the_groups_own_data_is_complete(told: Told) -> None:
    assert len(leaks(str(render(told.document.plan, "json", Order(TODAY))), told.never)) == len(told.never)


# One by one ----------------------------------------------------------------------------------------
def kijito() -> Plan:
    return Document(plan_of(example())).plan


def test_a_name_is_taken_out_however_it_is_written() -> None:
    document = Document(Plan())
    document.add(Participant(display_name="Grace  Mwita", consent="no", kind="member"))
    document.add(Action(what="GRACE MWITA goes; Grace stays; give with grace; grace\nmwita"))
    assert [one.what for one in for_people(document.plan).all(Action)] == [
        "W01 goes; W01 stays; give with grace; W01"
    ]


def test_the_public_is_told_neither_where_allies_stand_nor_what_is_open() -> None:
    text = str(render(kijito(), "txt", Order(TODAY, audience="public")))
    for words in ("passive opposition", "Fear we undercut them", "Still open", "hard of hearing", "Parking"):
        assert words not in text
    assert "Mother-in-law circle" in text
    assert "30 people: 24 members, 2 facilitators, 1 buyer" in text


def test_an_office_sees_the_business_on_the_front_page() -> None:
    text = str(render(kijito(), "txt", Order(TODAY, audience="office")))
    front = text[: text.index("Getting ready")]
    for words in ("At a glance", "All together", "65,975", "One hour brings", "97%", "RK2 Buyer pays late"):
        assert words in front
    assert "DC3 Lot 3 stays at 50" in front
    assert "Still open" not in text


@pytest.mark.parametrize(
    ("name", "order", "words"),
    [
        ("md", Order(TODAY, "river", PERSON, "W01"), "always whole"),
        ("md", Order(TODAY, audience=MEETING, table="action"), "always whole"),
        ("spoken", Order(TODAY, audience=PERSON, who="W01"), "Only a meeting"),
        ("md", Order(TODAY, who="W01"), "--for person"),
        ("md", Order(TODAY, audience="office", record="b75"), "not in what they may read"),
        ("md", Order(TODAY, audience=MEETING, who="R9"), "no meeting 'R9'"),
    ],
)
def test_what_does_not_go_together_is_said(name: str, order: Order, words: str) -> None:
    with pytest.raises(AtmError, match=words):
        render(kijito(), name, order)


def test_who_is_written_of_by_the_family_name_is_not_named() -> None:
    document = Document(Plan())
    document.add(Participant(display_name="Nadia Okello", consent="no", kind="member"))
    document.add(Participant(display_name="Rose Mwita", consent="yes", kind="member"))
    document.add(Participant(display_name="Grace Mwita", consent="no", kind="member"))
    document.add(Ally(who="Chief Ouma, north side", private="yes"))
    document.add(Ally(who="District water office", private="yes"))
    document.add(Action(what="Mrs Okello asks Ouma; Mama Mwita sings; the water office waits, okello"))
    assert [one.what for one in for_people(document.plan).all(Action)] == [
        "Mrs (kept back) asks (kept back); Mama Mwita sings; the water office waits, okello"
    ]


@pytest.mark.parametrize("audience", OUTSIDE)
def test_nobody_outside_is_told_aloud_what_is_the_groups_own(audience: str) -> None:
    text = str(render(kijito(), "spoken", Order(TODAY, audience=audience)))
    assert "We kept this for later" not in text, "a parked question"
    assert "Offer twenty scarves" not in text, "a message"
    assert "W24 by 11 July: Three short mornings" in text


@pytest.mark.parametrize("audience", OUTSIDE)
def test_others_are_not_told_who_said_no(audience: str) -> None:
    document = Document(Plan())
    document.add(Participant(display_name="Nadia Okello", consent="no", kind="member"))
    document.add(Ally(who="Town shop", contact="by the well", wedge="neutral"))
    order = Order(TODAY, audience=audience)
    people = csv_table(document.plan, "participant", order)
    assert people.splitlines()[0] == '"Code","Name","Belongs as","Role"'
    assert "Only for us" not in csv_table(document.plan, "ally", order)
    assert '"consent"' not in str(render(document.plan, "json", order))
    assert "May be named" not in opened(render(document.plan, "xlsx", order))
    assert "May be named" in opened(render(document.plan, "xlsx", Order(TODAY)))
