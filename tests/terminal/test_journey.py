"""From an empty screen to a group's plan on the clipboard, by keys alone, in a real pseudo-terminal."""

import base64
import subprocess
from pathlib import Path

from facilitator import Facilitator
from term import Term, environment, program, running

BLOCKS = (
    ("Buyers", "Two shops in the market town"),
    ("Value proposition", "Clean honey in small jars"),
    ("Channels", "By the Monday bus"),
    ("Relationship", "One phone number for orders"),
    ("Income streams", "Paid on the day by the shop"),
    ("Cost structure", "Jars, lids and labels"),
    ("Key resources", "Forty hives of our own"),
    ("Key activities", "Strain and fill every week"),
    ("Key partners", "The jar seller in town"),
)


def begin(her: Facilitator) -> None:
    """A new plan and its people."""
    her.at("our plans")
    her.term.key("enter")
    her.at("What is the group called?")
    her.type("Hill honey group")
    her.term.key("enter")
    her.at("step 1 of")
    her.term.key("enter")
    her.fill(("Product", "Forest honey"), ("Buyer", "Market town shops"))
    her.field("Pilot starts")
    her.term.send("1 feb 2027")
    her.term.wait("= Monday 1 February 2027")
    her.field("Pilot ends")
    her.term.send("31/5/2027")
    her.term.wait("= Monday 31 May 2027")
    her.next_step("People")
    her.new_row(("Name", "First beekeeper"))


def plan_actions(her: Facilitator) -> None:
    """Part 1: the river, the matrix, the market points."""
    her.next_step("The picture")
    her.fill(("Title", "Honey to the town"))
    her.next_step("Today and future")
    her.new_row(("About", "Price"), ("Today", "A trader names it"), ("Future", "Two shops pay by the jar"))
    her.next_step("Stretches")
    her.new_row(("Stretch", "Learn what shops want"), ("From", "1 feb 2027"))
    her.next_step("Milestones")
    her.new_row(("What will be true", "First twenty jars sold"), ("Due", "30 apr 2027"))
    her.next_step("Tributaries")
    her.new_row(("What flows in", "Straining cloth on loan"), ("From", "Teachers' fund"))
    her.next_step("Rapids")
    her.new_row(("What blocks us", "Jars come late"))
    her.next_step("Actions")
    her.term.key("ctrl+n")
    her.at("New action")
    her.fill(("What", "Visit both shops with samples"))
    her.pick("Who leads", "First bee")
    her.fill(("Done by", "15 feb 2027"), ("Done when", "Both shops name a price"))
    her.close()
    her.next_step("What the actions need")
    her.new_row(("What is needed", "Six sample jars"), ("Cost", "1.250,50"))
    her.next_step("Fourteen market points")
    her.term.key("enter")
    her.at("MP1 market point")
    her.pick("Covered by", "Visit")
    her.close()


def plan_business(her: Facilitator) -> None:
    """Part 2: the canvas, block by block in the stage's order."""
    for title, words in BLOCKS:
        her.next_step(title)
        her.new_row(("Note", words))


def plan_learning(her: Facilitator) -> None:
    """Part 3: trees, indicators, allies, reflections."""
    her.next_step("Problem tree")
    her.new_row(("Card", "Our honey brings too little"))
    her.new_row(("Card", "We sell to one trader only"))
    her.next_step("Solution tree")
    her.at("turn round: Our honey")
    her.term.key("enter")
    her.at("S card")
    her.fill(("Card", "Our honey feeds our homes"))
    her.close()
    her.next_step("Indicators")
    her.term.key("ctrl+n")
    her.at("New indicator")
    her.fill(("Indicator", "Jars sold in a month"))
    her.choose("Dimension", "2", "Income generation")
    her.fill(("Today it is", "0"), ("Target", "60"), ("Target by", "31 may 2027"))
    her.pick("Who counts", "First bee")
    her.close()
    her.next_step("Allies and others")
    her.term.key("ctrl+n")
    her.at("New ally")
    her.fill(("Who", "Shop by the bus stop"))
    her.choose("Stands", "3", "neutral")
    her.fill(("One clear request", "Taste three samples"))
    her.close()
    her.next_step("The rhythm")
    her.fill(("How often", "after every twenty jars"))
    her.pick("Guests", "Shop by")
    her.next_step("Reflections")
    her.new_row(("Occasion", "after the first jars"), ("Day", "3 may 2027"))


def answer_questions(her: Facilitator) -> None:
    """The four questions, each in the group's words."""
    for title, words in (
        ("Our business", "We sell clean honey to two shops"),
        ("Trying it out", "One visit, twenty jars, then we see"),
        ("Going on learning", "We look back after every twenty jars"),
        ("The others", "The shop sits with us each time"),
    ):
        her.next_step(title)
        her.term.wait("What the plan holds")
        her.term.key("tab")
        her.term.quiet()
        her.fill(("Our answer", words))
        her.choose("How agreed", "3", "show of hands")


def test_a_group_goes_from_an_empty_screen_to_its_plan_on_the_clipboard(tmp_path: Path) -> None:
    """All three parts and the four questions; every typed word comes out again."""
    with running(tmp_path, SSH_TTY="/dev/pts/9") as term:
        her = Facilitator(term)
        begin(her)
        plan_actions(her)
        plan_business(her)
        plan_learning(her)
        answer_questions(her)
        term.key("f6")
        her.at("Copy and export")
        term.key("enter")
        her.at("Sent to your terminal")
        term.wait(".md")
        copied = base64.b64decode(term.clipboard()).decode()
        leave(term)
    exported = next((tmp_path / "data").rglob("*.md")).read_text("utf-8")
    assert copied.strip() == exported.strip()
    for words in her.typed:
        if words != "1.250,50" and not words.endswith("2027"):
            assert words.replace("'", "") in exported.replace("\\", "").replace("'", ""), words
    assert "1,250.5" in exported
    assert "15 Feb 2027" in exported
    plan = next((tmp_path / "data").rglob("Hill honey group.json"))
    checked = subprocess.run(
        [*program(), "check", str(plan)],
        capture_output=True,
        text=True,
        env=environment(tmp_path),
        check=False,
    )
    assert checked.returncode == 0, checked.stdout


def leave(term: Term) -> None:
    """Leave the plan, then the program; it ends well."""
    term.key("esc")
    term.wait("Copy and export", gone=True)
    term.key("f10")
    term.wait("Enter closes the plan")
    term.key("enter")
    term.wait("our plans")
    term.key("f10")
    assert term.wait_end() == 0
