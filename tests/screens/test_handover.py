"""Another session asks for the plan that is written here: it is given over, or kept, and no word is lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from screenkit import NARROW, Hand, running, write_new

from atm_tui import opening, sharing
from atm_tui.document import Document
from atm_tui.errors import PlanFileError
from atm_tui.model.bring import CostLine
from atm_tui.model.reflection import Parked
from atm_tui.model.start import PlanSheet
from atm_tui.screens import handover
from atm_tui.store.asking import ASKED, KEPT, UNSAVED, ask, withdraw
from atm_tui.store.lock import Holder, PlanLock
from atm_tui.store.planfile import PlanFile


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever reads looks at the file often, and the first Enter counts."""
    monkeypatch.setattr(opening, "FOLLOW", 0.05)
    monkeypatch.setattr(handover, "HASTE", 0.0)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A plan with two costs."""
    return write_new(tmp_path / "plan.json", CostLine(item="yarn", note="two skeins"), CostLine(item="dye"))


class Asker:
    """Another session that asks for the plan; in truth the test itself."""

    def __init__(self, path: Path) -> None:
        self.path, self.lock = path, PlanLock(path)
        self.sign = ""

    def ask(self) -> None:
        """Ask whoever holds it."""
        holder = self.lock.look()
        assert holder is not None
        self.sign = ask(self.path, holder)
        assert self.sign

    @property
    def answer(self) -> str:
        """What is answered to it."""
        note: Holder | None = self.lock.look()
        return note.answer if note and note.asker == self.sign else ""


@pytest.fixture
def asker(path: Path) -> Iterator[Asker]:
    """Somebody who asks, and is gone at the end."""
    one = Asker(path)
    yield one
    withdraw(path, one.sign)
    one.lock.give_back()


async def asked(hand: Hand, asker: Asker) -> None:
    """Let the other ask, and wait until it is shown."""
    asker.ask()
    await hand.sees("Another session asks to write here:", "Enter gives it over", "in 20 seconds.")
    await hand.until(lambda: asker.answer == ASKED)


async def test_enter_saves_the_unfinished_word_and_reads_on_at_the_same_field(
    path: Path, asker: Asker
) -> None:
    async with running(path, NARROW) as hand:
        await hand.go("costs")
        await hand.press("enter")
        await hand.at_field("Note")
        await hand.type(" of blue")
        await asked(hand, asker)
        await hand.press("enter")
        await hand.sees("READ ONLY", "Only to read: it is open for")
        assert asker.lock.take() is None
        other = Document.open(path)
        assert other.plan.all(CostLine)[0].note == "two skeins of blue"
        assert (hand.label(), hand.form.entry.text) == ("Note", "two skeins of blue")
        await hand.type("x")
        await hand.sees("Nothing was changed.")
        other.set(other.plan.all(CostLine)[0], {"note": "three skeins"})
        other.save()
        await hand.until(lambda: hand.form.entry.text == "three skeins")
        asker.lock.give_back()
        await hand.sees("has closed the plan. F2: Write here.")


async def test_esc_keeps_the_plan_and_typing_goes_on_where_it_was(path: Path, asker: Asker) -> None:
    async with running(path, NARROW) as hand:
        await hand.go("plan")
        await hand.at_field("Product")
        await hand.type("blue sca")
        await asked(hand, asker)
        await hand.press("escape")
        await hand.sees("The plan stays here; the other session is told.")
        assert asker.answer == KEPT
        assert not asker.lock.free()
        await hand.type("rves")
        await hand.press("tab")
        assert hand.plan.one(PlanSheet).product == "blue scarves"


async def test_a_search_goes_on_when_the_plan_is_kept(path: Path, asker: Asker) -> None:
    async with running(path, NARROW) as hand:
        await hand.go("actions")
        await hand.press("ctrl+n")
        await hand.type("Dye")
        await hand.at_field("Who leads")
        await hand.type("Asha")
        before = hand.text()
        await asked(hand, asker)
        await hand.press("escape")
        await hand.sees("The plan stays here")
        assert hand.text().splitlines()[1:15] == before.splitlines()[1:15]
        await hand.press("enter")
        await hand.until(lambda: [one.name for one in hand.plan.rows("participant")] == ["Asha"])


async def test_words_of_a_search_are_kept_when_the_plan_is_given_over(path: Path, asker: Asker) -> None:
    async with running(path, NARROW) as hand:
        await hand.go("actions")
        await hand.press("ctrl+n")
        await hand.type("Dye")
        await hand.at_field("Who leads")
        await hand.type("Asha B")
        await asked(hand, asker)
        await hand.press("enter")
        await hand.sees("READ ONLY", "Asha B")
        assert "Asha B" in hand.kept.rows("action")[0].unread.values()


async def test_what_was_typed_to_be_parked_is_parked(path: Path, asker: Asker) -> None:
    async with running(path, NARROW) as hand:
        await hand.go("costs")
        await hand.press("f7")
        await hand.type("ask the buyer")
        await asked(hand, asker)
        await hand.press("enter")
        await hand.sees("READ ONLY")
        await hand.titled("What goes into one piece")
        assert [one.what for one in hand.kept.all(Parked)] == ["ask the buyer"]


async def test_what_was_typed_to_be_parked_is_there_when_the_plan_is_kept(path: Path, asker: Asker) -> None:
    async with running(path, NARROW) as hand:
        await hand.press("f7")
        await hand.type("ask the")
        await asked(hand, asker)
        await hand.press("escape")
        await hand.type(" buyer")
        await hand.press("enter")
        await hand.until(lambda: [one.what for one in hand.plan.all(Parked)] == ["ask the buyer"])


@pytest.mark.parametrize("keys", [["f2"], ["f5"], ["f6"], ["f1"], ["f10"], ["f2", "f5"]])
async def test_the_question_comes_on_whatever_page(path: Path, asker: Asker, keys: list[str]) -> None:
    async with running(path, NARROW) as hand:
        await hand.go("costs")
        await hand.press(*keys)
        await asked(hand, asker)
        await hand.press("enter")
        await hand.sees("READ ONLY")
        assert asker.lock.take() is None
        await hand.press("f5")
        await hand.titled("Outline")


async def test_without_an_answer_it_is_given_over(
    path: Path, asker: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(path, NARROW) as hand:
        await hand.go("costs")
        await asked(hand, asker)
        monkeypatch.setattr(sharing, "PATIENCE", 0.0)
        await hand.sees("READ ONLY")
        await hand.titled("What goes into one piece")
        assert asker.lock.take() is None


async def test_on_a_small_screen_it_is_given_over_when_the_time_is_up(
    path: Path, asker: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(path, NARROW) as hand:
        await hand.go("costs")
        await hand.resize(40, 10)
        await hand.until(lambda: "larger" in hand.flat())
        asker.ask()
        await hand.until(lambda: asker.answer == ASKED)
        assert "larger" in hand.flat()
        monkeypatch.setattr(sharing, "PATIENCE", 0.0)
        await hand.until(asker.lock.free)
        await hand.until(lambda: "larger" in hand.flat())
        await hand.resize(60, 20)
        await hand.sees("READ ONLY")
        await hand.titled("What goes into one piece")


async def test_a_request_that_came_on_a_small_screen_is_asked_when_it_grows(path: Path, asker: Asker) -> None:
    async with running(path, NARROW) as hand:
        await hand.resize(40, 10)
        asker.ask()
        await hand.until(lambda: asker.answer == ASKED)
        await hand.resize(60, 20)
        await hand.sees("Another session asks to write here:")
        await hand.press("escape")
        await hand.until(lambda: asker.answer == KEPT)


async def test_who_asks_no_longer_is_given_nothing(path: Path, asker: Asker) -> None:
    async with running(path, NARROW) as hand:
        await hand.go("costs")
        await asked(hand, asker)
        withdraw(path, asker.sign)
        await hand.sees("The other session no longer asks.")
        await hand.titled("What goes into one piece")
        assert not asker.lock.free()


async def test_two_requests_are_one_question(path: Path, asker: Asker) -> None:
    async with running(path, NARROW) as hand:
        await asked(hand, asker)
        await asked(hand, asker)
        await hand.press("escape")
        await hand.sees("The plan stays here")
        assert asker.answer == KEPT


async def test_what_cannot_be_saved_is_not_given_over(
    path: Path, asker: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_file: PlanFile, _content: object) -> None:
        raise PlanFileError("The disk is full.")

    async with running(path, NARROW) as hand:
        await hand.go("costs")
        with monkeypatch.context() as patch:
            patch.setattr(PlanFile, "save", refuse)
            await asked(hand, asker)
            await hand.press("enter")
            await hand.sees("NOT SAVED: The disk is full. So the plan stays here.")
            assert asker.answer == UNSAVED
            assert not asker.lock.free()
            asker.ask()
            await hand.until(lambda: asker.answer == UNSAVED)
            await hand.sees("NOT SAVED: so the plan stays here")


async def test_the_first_enter_may_have_been_meant_for_the_page_below(
    path: Path, asker: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handover, "HASTE", 1000.0)
    async with running(path, NARROW) as hand:
        await asked(hand, asker)
        await hand.press("enter")
        await hand.sees("Enter once more gives the plan over; Esc keeps it.")
        assert not asker.lock.free()
        await hand.press("enter")
        await hand.sees("READ ONLY")


async def test_a_signal_without_a_request_does_nothing(path: Path, asker: Asker) -> None:
    async with running(path, NARROW) as hand:
        await hand.go("costs")
        asker.ask()
        withdraw(path, asker.sign)
        await hand.rest()
        await hand.titled("What goes into one piece")
        assert not asker.lock.free()


# The one who asks ---------------------------------------------------------------------------
async def test_a_holder_elsewhere_cannot_be_asked_and_the_page_waits(path: Path) -> None:
    lock = PlanLock(path)
    lock.take()
    note = lock.path.read_text("utf-8").replace('"boot": "', '"boot": "another ')
    lock.path.write_text(note, "utf-8")
    async with running(path, NARROW) as hand:
        await hand.press("w")
        await hand.sees("cannot be asked from here.", "Esc Give up")
        assert "Enter" not in hand.text()
        await hand.press("enter", "escape")
        await hand.sees("Enter opens it to read")
        await hand.press("w")
        lock.give_back()
        await hand.sees("step 1 of")
        assert "READ ONLY" not in hand.text()


async def test_a_holder_that_does_not_answer_is_told_to_end_only_on_enter(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[Holder] = []
    monkeypatch.setattr(handover, "ask", lambda _path, _holder: "sign")

    def tell(holder: Holder) -> bool:
        told.append(holder)
        return True

    monkeypatch.setattr(handover, "ask_to_leave", tell)
    monkeypatch.setattr(handover, "SIGN", 0.0)
    monkeypatch.setattr(handover, "ENDS", 0.0)
    lock = PlanLock(path, answers=True)
    lock.take()
    async with running(path, NARROW) as hand:
        await hand.press("enter")
        await hand.sees("READ ONLY")
        await hand.press("f2")
        await hand.type("write here")
        await hand.press("enter")
        await hand.sees("does not answer. Enter asks its program to save and to end")
        assert not told
        await hand.press("enter")
        await hand.sees("does not answer and does not end")
        assert [one.pid for one in told] == [lock.look().pid]  # type: ignore[union-attr]  # it is held
        await hand.press("escape")
        await hand.sees("READ ONLY")
        assert "step 1 of" in hand.title
    lock.give_back()
