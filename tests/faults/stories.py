"""What the injector plays: the store and the document as a session uses them, and what must be left of it.

A story is added by one line in ``STORIES``.
"""

import contextlib
import errno
import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from injector import LossError, Story, Told

from atm_tui.document import Document
from atm_tui.errors import AtmError, PlanFileError
from atm_tui.model.action import Action
from atm_tui.model.start import PlanSheet
from atm_tui.recovery import bring_back as bring_back_drafts
from atm_tui.saver import Saver
from atm_tui.store import folder as plans
from atm_tui.store.generations import generations, keep, newest_good, restore, set_aside
from atm_tui.store.planfile import Content, PlanFile, load, save

DAMAGED: Final = b'{"meta": {"1": {"schema": 1, "group": "revis'
LONG_AGO: Final = datetime.now(UTC).replace(minute=0) - timedelta(days=100)
_HOURS: Final = 2 * 3600


# What is written and found -----------------------------------------------------------------------
def revision(number: int) -> Content:
    """A small plan; it grows and shrinks, so that a file written in place would be seen to lose its end."""
    return Content(
        {"group": f"revision {number}"}, {"action": [{"id": "a1", "what": "dye " * (number % 2) * 90}]}
    )


def number_in(path: Path) -> int:
    """Which revision a file holds."""
    return int(str(load(path).meta["group"]).removeprefix("revision "))


def sound_ones(plan: Path) -> list[int]:
    """The revisions among the earlier states that can be opened."""
    found = []
    for one in generations(plan):
        with contextlib.suppress(PlanFileError):
            found.append(number_in(one.path))
    return found


def make_openable(plan: Path) -> None:
    """Open a plan as the program would: a damaged one from its newest good state."""
    try:
        load(plan)
    except PlanFileError as error:
        good = newest_good(plan)
        if good is None:
            raise LossError(str(error)) from None
        restore(plan, good)


def is_saved_again(plan: Path, number: int) -> None:
    """The next session saves, and clears away what the one before may have left."""
    left = list(plan.parent.rglob(".*.atm-new"))
    if len(left) > 2:
        raise LossError(f"files pile up: {left}")
    for path in left:
        os.utime(path, (path.stat().st_mtime - _HOURS,) * 2)
    PlanFile(plan).save(revision(number))
    if number_in(plan) != number:
        raise LossError(f"the next save has not written revision {number}")
    if left := list(plan.parent.glob(".*.atm-new")):
        raise LossError(f"files are left for ever: {left}")


def between(told: Told, number: int) -> None:
    """What is found is what was saved, or something later that was begun."""
    if not told.saved <= number <= told.begun:
        raise LossError(f"revision {number} is there; saved {told.saved}, begun {told.begun}")


@contextlib.contextmanager
def no_links() -> Iterator[None]:
    """A file system on which a file has one name."""

    def refused(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    link, os.link = os.link, refused
    try:
        yield
    finally:
        os.link = link


# A document is saved -----------------------------------------------------------------------------
def nothing(_folder: Path) -> None:
    """There is no plan yet."""


def save_a_document(folder: Path, told: Told) -> None:
    """A new plan, saved after each change."""
    document = Document.new(folder / "plan.json", "Group")
    sheet = document.plan.rows("plan")[0]
    for number in range(1, 4):
        document.set(sheet, {"product": f"revision {number}"})
        if number % 2:
            document.add(Action(what="weave " * 100))
        else:
            document.remove(document.plan.rows("action")[-1])
        told.begin(number)
        with contextlib.suppress(PlanFileError):
            document.save()
            told.ack(number)


def a_document_is_there(folder: Path, told: Told) -> None:
    """It opens, and is of no older revision than said."""
    plan = folder / "plan.json"
    if plan.exists() or told.saved:
        make_openable(plan)
        product = Document.open(plan).plan.one(PlanSheet).product
        between(told, int(product.removeprefix("revision ") or 0))
    is_saved_again(plan, 9)


# Somebody types ----------------------------------------------------------------------------------
def a_new_plan(folder: Path) -> None:
    """A plan that was saved once."""
    Document.new(folder / "plan.json", "Group").save()


def type_and_save(folder: Path, told: Told) -> None:
    """Drafts, and a save after every third."""
    try:
        document = Document.open(folder / "plan.json")
    except PlanFileError:
        return
    bring_back_drafts(document)
    saver = Saver(document, thread=False)
    document.changed = saver.changed
    for number in range(1, 8):
        told.begin(number)
        with document.step("typing"):
            document.set(document.plan.one(PlanSheet), {"product": f"revision {number}"})
            document.add(Action(what="weave " * 20 * (number % 2)))
        if number % 3 == 0:
            saver.request()
        for _ in range(3):  # where no draft can be kept the plan is saved, and that is tried again
            saver.work()
        if max(saver.kept, saver.saved) == document.plan.changes:
            told.ack(number)


def all_that_was_kept_is_there(folder: Path, told: Told) -> None:
    """What the file lacks is brought back, whole: as many actions as revisions."""
    plan = folder / "plan.json"
    make_openable(plan)
    document = Document.open(plan)
    bring_back_drafts(document)
    number = int(document.plan.one(PlanSheet).product.removeprefix("revision ") or 0)
    between(told, number)
    if len(document.plan.all(Action)) != number:
        raise LossError(f"{len(document.plan.all(Action))} actions in revision {number}")
    document.save()
    if bring_back_drafts(Document.open(plan)):
        raise LossError("what was saved is brought back again")
    is_saved_again(plan, 9)


# Earlier states are kept -------------------------------------------------------------------------
def a_plan_with_a_past(folder: Path) -> None:
    """Revision 6, and five earlier states of one hour long ago, of which the next save deletes some."""
    plan, place = folder / "plan.json", folder / ".plan.json.versions"
    place.mkdir(mode=0o700)
    for number in range(1, 6):
        at = LONG_AGO + timedelta(minutes=6 * number)
        save(place / f"{at:%Y%m%dT%H%M%SZ}-saved.json", revision(number))
    save(plan, revision(6))


def save_and_keep(folder: Path, told: Told) -> None:
    """Saves, and a state that is kept for another reason."""
    file = PlanFile(folder / "plan.json")
    for number in (7, 8):
        told.begin(number)
        with contextlib.suppress(PlanFileError):
            file.save(revision(number))
            told.ack(number)
        keep(folder / "plan.json", "import")


def save_and_keep_without_links(folder: Path, told: Told) -> None:
    """The same where a file has one name: an earlier state is a copy."""
    with no_links():
        save_and_keep(folder, told)


def the_past_is_there(folder: Path, told: Told) -> None:
    """The plan, and at least three earlier states, opens."""
    plan = folder / "plan.json"
    between(told, number_in(plan))
    sound = sound_ones(plan)
    if len(sound) < 3:
        raise LossError(f"only the revisions {sound} are kept")
    if len(generations(plan)) > len(sound) + 1:  # a copy that was cut short is passed over
        raise LossError("more than one earlier state is cut short")
    is_saved_again(plan, 9)


# An earlier state is brought back ----------------------------------------------------------------
def bring_back(folder: Path, told: Told) -> None:
    """The oldest state, as ``doctor --restore`` does it."""
    plan = folder / "plan.json"
    with contextlib.suppress(PlanFileError):
        found = generations(plan)
        if found:
            told.begin(7)
            restore(plan, found[-1])
            told.ack(7)


def both_are_there(folder: Path, told: Told) -> None:
    """The plan is as it was or as it was brought back; what it replaced is kept."""
    plan = folder / "plan.json"
    now = number_in(plan)
    if now not in ((1,) if told.saved == 7 else (1, 6)):
        raise LossError(f"revision {now} is there, and it was {'not ' * (told.saved != 7)}said to be back")
    aside = [number_in(path) for path in folder.glob("plan.damaged-*.json")]  # it could not be read just then
    if 6 not in (now, *sound_ones(plan), *aside):
        raise LossError("what was replaced is gone")
    is_saved_again(plan, 9)


# A damaged plan ----------------------------------------------------------------------------------
def a_damaged_plan(folder: Path) -> None:
    """Earlier states to revision 5, and a file that was cut short."""
    a_plan_with_a_past(folder)
    (folder / "plan.json").write_bytes(DAMAGED)


def open_the_damaged(folder: Path, told: Told) -> None:
    """As the program opens it: the newest good state takes its place."""
    plan = folder / "plan.json"
    with contextlib.suppress(PlanFileError):
        told.begin(6)
        with contextlib.suppress(PlanFileError):
            load(plan)
        good = newest_good(plan)
        if good is not None:
            restore(plan, good)
            told.ack(6)


def open_the_damaged_without_links(folder: Path, told: Told) -> None:
    """The same where a file has one name."""
    with no_links():
        open_the_damaged(folder, told)


def put_the_damaged_aside(folder: Path, told: Told) -> None:
    """It is renamed, and a new plan begun in its place."""
    with contextlib.suppress(PlanFileError):
        told.begin(6)
        set_aside(folder / "plan.json")
        save(folder / "plan.json", revision(6))
        told.ack(6)


def nothing_damaged_is_lost(folder: Path, told: Told) -> None:
    """The damaged file is there byte for byte, and a good state opens."""
    plan = folder / "plan.json"
    if DAMAGED not in [path.read_bytes() for path in folder.iterdir() if path.is_file()]:
        raise LossError("the damaged file is gone")
    if told.saved == 6:
        load(plan)
    make_openable(plan)
    if number_in(plan) != 6 and 5 not in (number_in(plan), *sound_ones(plan)):
        raise LossError("the newest good state is gone")
    is_saved_again(plan, 9)


# Plans move --------------------------------------------------------------------------------------
_NAMES: Final = ("weavers", "weavers", "hill", "archive/hill", "hill")
"""Where the plan lies after each step below."""


def a_plan_in_the_data_folder(folder: Path) -> None:
    """A plan with earlier states, where plans lie."""
    a_plan_with_a_past(folder)
    (folder / "atm-tui").mkdir()
    (folder / "plan.json").rename(folder / "atm-tui" / "weavers.json")
    (folder / ".plan.json.versions").rename(folder / "atm-tui" / ".weavers.json.versions")


def copy_rename_and_archive(folder: Path, told: Told) -> None:
    """What the home page does with a plan."""
    place = folder / "atm-tui"
    before = os.environ.get("XDG_DATA_HOME")
    os.environ["XDG_DATA_HOME"] = str(folder)
    steps: tuple[Callable[[], Path], ...] = (
        lambda: plans.copy_plan(place / "weavers.json"),
        lambda: plans.rename_plan(place / "weavers.json", "hill"),
        lambda: plans.archive_plan(place / "hill.json"),
        lambda: plans.restore_plan(place / "archive" / "hill.json"),
    )
    try:
        with contextlib.suppress(AtmError):
            for number, step in enumerate(steps, 1):
                told.begin(number)
                step()
                told.ack(number)
    finally:
        del os.environ["XDG_DATA_HOME"]
        if before is not None:
            os.environ["XDG_DATA_HOME"] = before


def the_plan_is_somewhere(folder: Path, told: Told) -> None:
    """It lies where the last step has put it or the next one would; all that is listed is sound."""
    place = folder / "atm-tui"
    there = [place / f"{_NAMES[number]}.json" for number in (told.saved, told.begun)]
    if not any(path.exists() for path in there):
        raise LossError(f"it is neither {there[0]} nor {there[1]}")
    found = [path for path in place.rglob("*.json") if ".versions" not in str(path)]
    for path in found:
        if number_in(path) != 6:
            raise LossError(f"{path} holds another plan")
    if told.saved and place / "weavers copy.json" not in found:
        raise LossError("the copy is gone")
    if len([one for one in place.rglob("*-saved.json") if number_in(one) < 6]) < 5:
        raise LossError("its earlier states are gone")
    last = next(path for path in reversed(there) if path.exists())
    is_saved_again(plans.rename_plan(last, "again"), 9)


STORIES: Final = (
    Story("a document is saved", nothing, save_a_document, a_document_is_there),
    Story("states are kept", a_plan_with_a_past, save_and_keep, the_past_is_there, 6),
    Story("states are copies", a_plan_with_a_past, save_and_keep_without_links, the_past_is_there, 6),
    Story("one is brought back", a_plan_with_a_past, bring_back, both_are_there, 6),
    Story("a damaged plan is opened", a_damaged_plan, open_the_damaged, nothing_damaged_is_lost, 5),
    Story("without links", a_damaged_plan, open_the_damaged_without_links, nothing_damaged_is_lost, 5),
    Story("a damaged plan is put aside", a_damaged_plan, put_the_damaged_aside, nothing_damaged_is_lost, 5),
    Story("plans move", a_plan_in_the_data_folder, copy_rename_and_archive, the_plan_is_somewhere),
    Story("somebody types", a_new_plan, type_and_save, all_that_was_kept_is_there),
)
