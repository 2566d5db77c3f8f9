"""Opening plans: to write in them, or to read them where they cannot be written or somebody else does."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from textual.timer import Timer

from atm_tui.errors import AtmError, PlanFileError
from atm_tui.pagesapp import PagesApp
from atm_tui.widgets.frame import Frame

if TYPE_CHECKING:
    from atm_tui.store.lock import Holder, PlanLock
    from atm_tui.widgets.desk import Desk, Place
    from atm_tui.widgets.following import Follower

CUT_OFF = "The last session was cut off. All that was kept is here, as you left it."

FOLLOW = 2.0
"""Seconds between two looks at a plan that somebody else writes."""


@dataclass(frozen=True)
class Way:
    """How a plan can be opened: with its lock, or not while somebody holds that, or only to read.

    Attributes:
        lock: Its lock, taken; the plan can be written.
        holder: Who holds the lock, if somebody else does.
        why: Why it cannot be written at all, in a sentence; "" if it can.
    """

    lock: "PlanLock | None" = None
    holder: "Holder | None" = None
    why: str = ""


@dataclass(frozen=True)
class Standing:
    """Where somebody stands in an open plan: the place, whether at the guide, whether in a row's form."""

    place: "Place"
    guide: bool
    inside: bool


class OpeningApp(PagesApp, inherit_bindings=False):
    """The app as far as it opens plans.

    Attributes:
        answers: Whether this program answers sessions that ask to write.
    """

    def __init__(self) -> None:
        super().__init__()
        self.answers = False
        self._follower: Follower | None = None
        self._following: Timer | None = None

    # What the app gives -------------------------------------------------------------------
    async def _take_up(self, told: str) -> None:
        """Go to where the facilitator left the plan, and say this."""
        raise NotImplementedError

    def _close_desk(self) -> bool:
        """Save and close the open plan. Gives whether all is saved."""
        raise NotImplementedError

    def _say_trouble(self, sentence: str) -> None:
        """Say it on the page, or end with it where there is none."""
        raise NotImplementedError

    @property
    def _alone(self) -> bool:
        """Whether the app was started for one plan, and has no home page."""
        raise NotImplementedError

    # Opening ------------------------------------------------------------------------------
    async def open_plan(self, path: Path) -> None:
        """Open a plan's file and go to where the facilitator left it; say so if it cannot be opened."""
        try:
            way = self._way_in(path)
        except PlanFileError as error:
            await self._say_unreadable(path, error)
            return
        if way.lock:
            await self._open_to_write(path, way.lock)
        elif way.holder:
            await self._say_held(path, way.holder)
        else:
            await self.read_plan(path, way.why)

    def _way_in(self, path: Path) -> Way:
        """How a plan can be opened now; where it can be written, its lock is taken.

        Raises:
            PlanFileError: It cannot be opened at all; what is no plan gets no lock beside it.
        """
        from atm_tui.store.lock import PlanLock  # noqa: PLC0415 - the home page needs no lock
        from atm_tui.store.refusals import why_read_only  # noqa: PLC0415 - as above
        from atm_tui.store.storage import NewerPlanError, read_tables  # noqa: PLC0415 - as above

        try:
            read_tables(path)
        except NewerPlanError:
            return Way(why=f"{path.name} was written by a newer atm-tui. Update atm-tui to write in it.")
        if why := why_read_only(path):
            return Way(why=_short(why, path))
        lock = PlanLock(path, answers=self.answers)
        try:
            holder = lock.take()
        except PlanFileError as error:
            return Way(why=_short(str(error), path))
        return Way(holder=holder) if holder else Way(lock=lock)

    async def _open_to_write(self, path: Path, lock: "PlanLock") -> None:
        """Open a plan whose lock is ours; where it was read until now, at the same place."""
        from atm_tui.document import Document  # noqa: PLC0415 - the home page needs no model
        from atm_tui.recovery import bring_back  # noqa: PLC0415 - as above
        from atm_tui.store.mounts import WEAK, network_kind  # noqa: PLC0415 - as above
        from atm_tui.widgets.desk import Desk  # noqa: PLC0415 - as above

        try:
            document = Document.open(path)
        except AtmError as error:
            lock.give_back()
            self._say_trouble(str(error))
            return
        standing = self._standing()
        brought = bring_back(document)
        self._sit_down(Desk(document, lock))
        cut = lock.before is not None and not lock.before.closed
        told = brought.sentence() if brought else CUT_OFF if cut else WEAK if network_kind(path) else ""
        if standing:
            self.desk.save()  # what was brought back
            await self._stand(standing)
            self._say(told or "You write here now.")
        else:
            await self._take_up(told)

    async def read_plan(
        self, path: Path, why: str, holder: "Holder | None" = None, standing: "Standing | None" = None
    ) -> None:
        """Open a plan to read it.

        Args:
            path: The plan.
            why: Why it is only read, and what to do, for the line of notice.
            holder: Who writes in it; None if nobody can.
            standing: Where to go, if it was written here until now.
        """
        from atm_tui.document import Document  # noqa: PLC0415 - the home page needs no model
        from atm_tui.widgets.desk import Desk  # noqa: PLC0415 - as above
        from atm_tui.widgets.following import Follower, state_of  # noqa: PLC0415 - only needed now

        seen = state_of(path)
        try:
            document = Document.read(path)
        except AtmError as error:
            self._say_trouble(str(error))
            return
        desk = Desk(document, None, reading=why)
        self._sit_down(desk)
        self._follower = Follower(desk, path, holder, seen, given=standing is not None)
        self._following = self.set_interval(FOLLOW, lambda: self.call_later(self._follow))
        if standing:
            await self._stand(standing)
        else:
            await self._take_up(desk.reading)
        self._say(desk.reading)

    def _sit_down(self, desk: "Desk") -> None:
        """Put another desk in the place of the one that is open, if there is one."""
        if self._desk:
            self._close_desk()
        else:
            self._page = None
        if self._following:
            self._following.stop()
            self._following = self._follower = None
        self._desk = desk
        desk.told = self._told

    def _standing(self) -> Standing | None:
        """Where we stand in the open plan; None if none is open."""
        if self._desk is None:
            return None
        guide = self._page is not None and self._page is self._pages.get("guide")
        inside = any(isinstance(page, Frame) and page.inside for page in self.screen_stack)
        return Standing(self._desk.place, guide, inside)

    async def _stand(self, standing: Standing) -> None:
        """Go to where we stood."""
        place = standing.place
        record, field = place.record, place.field
        await self.go(place.step, record, field, face="guide" if standing.guide else "record")
        if standing.inside and record and isinstance(self.screen, Frame):
            await self.screen.reopen(record, field)

    def _say(self, sentence: str) -> None:
        if isinstance(self.screen, Frame):
            self.screen.notice(sentence)

    # Following ----------------------------------------------------------------------------
    def _follow(self) -> None:
        """Show what somebody else has written in the plan that is read here, and who no longer writes."""
        if self._follower is None or not self.reading:
            if self._following:
                self._following.stop()
            return
        look = self._follower.look()
        if look.changed and isinstance(self.screen, Frame):
            self.screen.followed()
        if look.said:
            self._say(look.said)

    # Not opening ----------------------------------------------------------------------------
    async def _say_unreadable(self, path: Path, error: AtmError) -> None:
        """Say why a plan cannot be opened, and offer the newest good copy of it, if there is one."""
        from atm_tui.screens.dialogs import ConfirmPage  # noqa: PLC0415 - pages are loaded when used
        from atm_tui.store.generations import newest_good, restore  # noqa: PLC0415 - seldom needed
        from atm_tui.store.lock import PlanLock  # noqa: PLC0415 - as above

        good = newest_good(path) if path.is_file() else None
        if good is None:
            self._say_trouble(str(error))
            return
        when = f"{good.at.astimezone():%d.%m.%Y %H:%M}"

        async def bring_back() -> None:
            await self.pop_screen()
            lock = PlanLock(path)
            try:
                if holder := lock.take():
                    await self._say_held(path, holder)
                    return
                aside = restore(path, good, drafts=True)
            except AtmError as failed:
                self._say_trouble(str(failed))
                return
            finally:
                lock.give_back()
            await self.open_plan(path)
            if self._desk is not None:
                self._say(f"As it was on {when}. The damaged file: {aside.name if aside else path.name}")

        ask = f"{error} There is a good copy of {when}. Enter opens it; the damaged file is kept beside it."
        await self.open_page(ConfirmPage("A damaged plan", ask, bring_back))

    async def _say_held(self, path: Path, holder: "Holder") -> None:
        """Somebody else writes in the plan: say who, and offer what can be done."""
        from atm_tui.screens.held import HeldPage  # noqa: PLC0415 - pages are loaded when used

        await self.open_page(HeldPage(path, holder, alone=self._alone))


def _short(sentence: str, path: Path) -> str:
    """A sentence for the lines of notice, in which there is no room for whole paths."""
    folder = path.absolute().parent
    return sentence.replace(f"{folder}/", "").replace(str(folder), f".../{folder.name}")
