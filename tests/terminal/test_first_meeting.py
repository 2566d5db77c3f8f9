"""The worked example's first meeting, led by keys alone in a real pseudo-terminal, and what is left of it."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from facilitator import Facilitator
from term import running
from test_third_reflection import begin, go_to, program_says, save

from atm_tui.document import Document
from atm_tui.export.told import counted
from atm_tui.model.action import Action
from atm_tui.model.allies import Ally
from atm_tui.model.gathering import Meeting, Slot
from atm_tui.model.plan import Plan
from atm_tui.model.reflection import Decision, Parked
from atm_tui.model.start import Participant

LABEL, PHONE, HOTELS = (
    "A label of our own?",
    "Who answers the phone when Asha is at school?",
    "Hotel gift corners: who could visit?",
)
CHART = """\
1. Sample book in three blues @Neema @Asha /29 jan 2027
2. Count the yarn that is left @Saida /15 jan 2027
3. Mend the two slow looms @Grace Mwita /12 feb 2027
- Dye one pot twice, and wash it @Rehema @Tabu
- A shelf that no child reaches @Mercy
* Fold and pack as the shop does @W10 /26 feb 2027
7) Write down the hours of one scarf @Josephine
8) Ask what a wall cloth may cost @Nobody
9) One morning a week for the loom
10) Thank those who stayed to the end @Zuhura"""
DECISION = "We weave on fixed mornings"
DOUBT = "Halima: and who minds the small ones?"
PRIVATE = "Bakari"


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
def test_the_first_meeting_is_led_by_keys_and_the_next_facilitator_can_be_told_of_it(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    """Guide, timebox, counts, a low finger, the parking lot, a flipchart, finding, the audience view."""
    plan = tmp_path / "first.json"
    a_group_begins(tmp_path, plan)
    with running(tmp_path, str(plan), cols=size[0], rows=size[1]) as term:
        her = Facilitator(term)
        talk_first(her)
        open_the_meeting(her)
        count_who_is_here(her)
        copy_back_the_flipchart(her)
        decide(her)
        sort_two(her)
        find_and_show(her)
        close_the_meeting(her)
        save(her)
        term.key("f10")
        term.wait("Enter")
        term.key("enter")
        assert term.wait_end() == 0
    the_plan_holds_it(Document.open(plan).plan)
    the_hand_over_tells_it(tmp_path, plan)


def a_group_begins(home: Path, plan: Path) -> None:
    """A plan of the worked example's group that holds its people and allies, and nothing else yet."""
    program_says(home, "example", str(home / "worked.json"))
    worked, begins = Document.open(home / "worked.json").plan, Document.new(plan, "Kijito Weavers")
    rows: Iterable[Participant | Ally] = (*worked.all(Participant)[:12], *worked.all(Ally))
    for row in rows:
        begins.add(row)
    begins.save()


# The meeting --------------------------------------------------------------------------------------
def talk_first(her: Facilitator) -> None:
    """The first step opens on its guide, and its questions are read aloud one at a time."""
    term = her.term
    term.wait("The plan | step 1 of")
    term.wait("Ask aloud")
    term.wait("Enter Write it down")
    term.key("f8")
    term.wait("To ask: The plan")
    first = term.text
    term.key("right")
    term.wait(" 2 of ")
    assert term.text != first
    term.key("esc")
    term.wait("Enter Write it down")


def open_the_meeting(her: Facilitator) -> None:
    """A meeting that nobody planned begins, and the time of the first step, which needs five minutes more."""
    term = her.term
    term.key("f9")
    term.wait("BEGIN A MEETING")
    begin(her, "+ a meeting that begins now", "ME1 has begun")
    begin(her, "This step: The plan", "15 min, until")
    term.until(lambda: " min | " in term.lines[0], "what is left, on the first line")
    term.wait("Enter Write it down")
    term.key("ctrl+x")
    reads(her, "20 min, until")
    park(her, LABEL)  # from a guide
    term.wait("Enter Write it down")


def count_who_is_here(her: Facilitator) -> None:
    """By counts alone, and who speaks by one key."""
    term = her.term
    term.key("f9")
    term.wait("ME1 Work on the plan")
    begin(her, "Here: not counted yet", "Esc Close")
    her.fill(("Women", "22"), ("Men", "2"), ("First time", "2"))
    term.key("esc")
    reads(her, "Here: 22 women, 2 men; 2 for the first time")
    term.send("wwmw")
    reads(her, "Spoke: women spoke 3 times, men spoke 1 time")
    park(her, PHONE)  # from the page of the day
    term.key("esc")
    term.wait("Enter Write it down")


def park(her: Facilitator, words: str) -> None:
    """Keep a question for later, wherever one is, and be back there."""
    term = her.term
    before = term.lines[0].split(" | ")[0]
    term.key("f7")
    term.wait("What do we keep for later?")
    term.send(words)
    term.wait(words[-20:])
    term.key("enter")
    term.wait("Kept in the parking lot.")
    assert term.lines[0].startswith(before), term.text


def copy_back_the_flipchart(her: Facilitator) -> None:
    """Ten pasted lines are looked at, taken as one change, taken back, and taken again."""
    term = her.term
    to_step(her, "Actions")
    term.key("ctrl+w")
    term.wait("From the wall | Actions")
    term.send(f"\x1b[200~{CHART}\x1b[201~")
    term.wait("10 lines")
    term.key("tab")
    term.wait("10 actions, 1 doubtful")
    go_to(her, "Ask what a wall cloth")
    reads(her, "'Nobody' is not found")
    term.key("enter")
    reads(her, "Taken: 10 actions")
    term.wait("A01 ")
    park(her, HOTELS)  # from a table
    for _ in range(2):
        term.key("ctrl+t")
    term.wait("A01 ", gone=True)
    for _ in range(2):
        term.key("ctrl+g")
    term.wait("A10 ")


def to_step(her: Facilitator, title: str) -> None:
    """Go to a step by the map, and to the face on which it is written down."""
    term = her.term
    term.key("f5")
    term.wait("Outline: Enter goes to a step")
    term.send(title)
    term.wait(f"Find: {title}_")
    term.key("enter")
    term.wait(f"{title} | step")
    term.quiet()
    if "Enter Write it down" in term.text:
        term.key("enter")
        term.wait("Enter Write it down", gone=True)


def decide(her: Facilitator) -> None:
    """Fist to five: one who shows two fingers is heard before it is agreed."""
    term = her.term
    go_to(her, "One morning a week")
    term.key("ctrl+d")
    term.wait("We decide")
    her.fill(("Decision", DECISION))
    her.choose("How agreed", "2", "fist of five")
    her.fill(("Five fingers", "12"), ("Four fingers", "6"), ("Three fingers", "3"), ("Two fingers", "1"))
    reads(her, "21 of 22 showed three fingers or more; 1 low.")
    her.field("Result")
    term.send("1")
    reads(her, "Not yet agreed. 1 low finger: hear it")
    assert "[1) agreed]" not in term.text
    go_back_to(her, "What was said")
    her.type(DOUBT)
    her.choose("Doubts heard", "1", "yes")
    her.choose("Result", "1", "agreed")
    reads(her, "1 low (heard).")
    her.close()
    reads(her, "Decided in DC1: agreed")


def reads(her: Facilitator, words: str) -> None:
    """Wait until these words stand on the screen, also where they are wrapped."""
    her.term.until(lambda: words in " ".join(her.term.text.split()), words)


def go_back_to(her: Facilitator, label: str) -> None:
    """Go up to a field of the form."""
    term = her.term
    while not any(line.startswith("> ") and line[2:24].strip() == label for line in term.lines):
        before = next(line for line in term.lines if line.startswith("> "))
        term.key("s-tab")
        term.wait_line_gone(before)
        term.quiet()


def sort_two(her: Facilitator) -> None:
    """Two of the three parked questions become rows of two tools."""
    term = her.term
    term.key("f2")
    term.wait("Menu: type any word")
    term.send("sort park")
    term.wait("1 found")
    term.key("enter")
    term.wait("3 open")
    for words, place, made in ((PHONE, "Risks", "RK1"), (LABEL, "What the buyer wants", "RQ1")):
        begin(her, words[:30], "Where does PK")
        term.send(place)
        term.wait(f"Find: {place}_")
        term.key("enter")
        term.wait(f" is now {made}")
    term.wait("1 open")
    term.key("esc")
    term.wait("Actions | step")


def find_and_show(her: Facilitator) -> None:
    """Find leads to one of the ten; it is shown to all, large; of the allies never the private one."""
    term = her.term
    term.key("ctrl+f")
    term.wait("Find: type any words")
    term.send("slow looms")
    term.wait("1 found")
    term.key("enter")
    term.wait("Find: type any words", gone=True)
    term.until(lambda: any(one.startswith("> A03") for one in term.lines), "the cursor on A03")
    term.key("f8")
    term.wait("3 of 10")
    term.send("+")
    term.wait("M e n d")
    term.key("esc")
    to_step(her, "Allies and others")
    assert PRIVATE in term.text
    term.key("f8")
    term.until(lambda: "| step" not in term.lines[0], "the audience view")
    last = int(term.lines[0].split("1 of ")[1])
    for number in range(1, last + 1):
        term.wait(f"{number} of {last}")
        term.quiet()
        assert PRIVATE not in "".join(term.text.split()), term.text
        term.key("right")
    term.wait("That was the last one.")
    term.key("esc")
    term.wait("Allies and others | step")


def close_the_meeting(her: Facilitator) -> None:
    """What is timed ends with the meeting."""
    term = her.term
    term.key("f9")
    term.wait("ME1 Work on the plan")
    begin(her, "Close the meeting", "ME1 is closed")
    assert " min | " not in term.lines[0]
    term.key("esc")
    term.wait("Allies and others | step")


# What is left of it ---------------------------------------------------------------------------------
def the_plan_holds_it(plan: Plan) -> None:
    """The saved plan has the meeting, what was counted, decided, kept for later and copied back."""
    (meeting,) = plan.all(Meeting)
    assert (meeting.state, meeting.women, meeting.men, meeting.first_time) == ("held", 22, 2, 2)
    assert (meeting.spoke_women, meeting.spoke_men) == (3, 1)
    (slot,) = plan.all(Slot)
    assert (slot.what, slot.meeting, slot.minutes) == ("The plan", meeting.id, 15)
    assert slot.took
    actions = {one.code: one for one in plan.all(Action)}
    assert list(actions) == [f"A{number:02}" for number in range(1, 11)]
    assert plan.named(actions["A01"].lead) == "Neema Salu"
    assert [plan.named(one) for one in actions["A01"].helpers] == ["Asha Bilal"]
    assert str(actions["A01"].due) == "2027-01-29"
    assert actions["A08"].unread == {"lead": "Nobody"}
    (decision,) = plan.all(Decision)
    assert (decision.what, decision.result, decision.session) == (DECISION, "agreed", meeting.id)
    assert (decision.two, decision.heard, decision.note) == (1, "yes", DOUBT)
    assert decision.about == [actions["A09"].id]
    parked = {one.what: one for one in plan.all(Parked) if one.session == meeting.id}
    assert list(parked) == [LABEL, PHONE, HOTELS]
    assert [plan.name(risk) for risk in plan.rows("risk") if risk.id == parked[PHONE].became] == [PHONE]
    assert [plan.name(one) for one in plan.rows("requirement") if one.id == parked[LABEL].became] == [LABEL]
    assert parked[HOTELS].waits


def the_hand_over_tells_it(home: Path, plan: Path) -> None:
    """Told by mouth in under two minutes; the minutes have all of it."""
    told = program_says(home, "export", str(plan), "--for", "meeting", "--format", "spoken")
    minutes = program_says(home, "export", str(plan), "--for", "meeting", "--format", "txt")
    for words in ("Twenty-two women and two men came", DECISION, "Whoever had doubts was heard first", HOTELS,
                  "Saida Kombo by 15 January: Count the yarn"):  # fmt: skip
        assert words in told, told
    for words in (
        "two for the first time", "Women three times, men once", DECISION, DOUBT, f"{LABEL} (became RQ1)",
        f"{PHONE} (became RK1)", HOTELS, "Mend the two slow looms", "Nobody A08 Ask what a wall cloth",
        "nobody yet A09 One morning a week", "Zuhura Mbeki A10 Thank those who stayed", "29 Jan 2027",
    ):  # fmt: skip
        assert words in minutes, minutes
    assert f"{counted(1)} two" in minutes
    assert PRIVATE not in told + minutes
