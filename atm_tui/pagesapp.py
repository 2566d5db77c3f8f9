"""The app as far as its commands open pages: lists, pictures, decisions, what is taken in and out."""

from atm_tui.planapp import PlanApp
from atm_tui.widgets.frame import Frame


class PagesApp(PlanApp, inherit_bindings=False):
    """An app with a plan open, and a page for each thing that can be done with it."""

    async def action_decide(self) -> None:
        """Decide together, about the row under the cursor where there is one."""
        from atm_tui.screens.decide import DecidePage, decide_page  # noqa: PLC0415 - loaded when used

        if not any(isinstance(page, DecidePage) for page in self.screen_stack):
            await self._settle()
            await self.open_page(decide_page(self.desk))

    async def action_search(self) -> None:
        """Find any word in any record."""
        if self._desk is None:
            return
        from atm_tui.screens.find import FindPage  # noqa: PLC0415 - pages are loaded when used

        if not isinstance(self.screen, FindPage):
            await self.open_page(FindPage())

    async def action_check(self) -> None:
        """Show the loose ends."""
        from atm_tui.screens.lists import EndsPage  # noqa: PLC0415 - pages are loaded when used

        await self.open_page(EndsPage())

    async def action_history(self) -> None:
        """Show the past of the record that is open, or under the cursor."""
        await self._settle()
        place, plan = self.desk.place, self.desk.document.plan
        record = place.record
        if not record and place.step.page in ("sheet", "question"):
            record = next((row.id for row in place.step.rows(plan)), "")
        if plan.get(record) is None:
            if isinstance(self.screen, Frame):
                self.screen.notice("Go to a row that is written; then its history can be shown.")
            return
        from atm_tui.screens.history import HistoryPage  # noqa: PLC0415 - pages are loaded when used

        await self.open_page(HistoryPage(record))

    async def action_versions(self) -> None:
        """Show the versions of the plan."""
        from atm_tui.screens.compare import VersionsPage  # noqa: PLC0415 - pages are loaded when used

        await self.open_page(VersionsPage())

    async def action_compare(self) -> None:
        """Show what changed since the newest version."""
        from atm_tui.screens.compare import ComparePage  # noqa: PLC0415 - pages are loaded when used

        await self.open_page(ComparePage())

    async def action_questions(self) -> None:
        """Go to the four questions."""
        from atm_tui import stage  # noqa: PLC0415 - the home page needs no map

        if step := stage.step("question-business"):
            await self.go(step, face="record")

    async def action_take_out(self) -> None:
        """Show the ways to take the plan out."""
        self.desk.save()
        from atm_tui.screens.takeout import TakeOutPage  # noqa: PLC0415 - pages are loaded when used

        await self.open_page(TakeOutPage())

    async def action_import_file(self) -> None:
        """Ask for a file from which rows are taken in; not where no other file may be reached."""
        from atm_tui.screens.intake import FilePage  # noqa: PLC0415 - pages are loaded when used

        if self._desk is not None and not self.kiosk and not isinstance(self.screen, FilePage):
            await self.open_page(FilePage(self.desk))

    async def action_hand_on(self) -> None:
        """Show a meeting as it is told by mouth."""
        from atm_tui.screens.handon import HandOnPage  # noqa: PLC0415 - pages are loaded when used

        await self.open_page(HandOnPage())

    async def action_picture(self) -> None:
        """Show the tool of this step as a picture."""
        from atm_tui import stage  # noqa: PLC0415 - the home page needs no map
        from atm_tui.screens.picture import PicturePage  # noqa: PLC0415 - pages are loaded when used

        place = self.desk.place
        await self.open_page(PicturePage(stage.home_of(self.desk.step.id)[1].id, place.record))

    async def action_aloud(self) -> None:
        """Read aloud what is written here; at the guide, what is asked."""
        from atm_tui.screens.aloud import AloudPage  # noqa: PLC0415 - pages are loaded when used

        page = self.screen
        if page is self._page or (isinstance(page, Frame) and page.inside):
            guide = page is self._pages.get("guide")
            await self.open_page(AloudPage(self.desk.place.record, questions=guide))

    async def action_park(self) -> None:
        """Ask for a question to keep for later."""
        from atm_tui.screens.sort import ParkPage  # noqa: PLC0415 - pages are loaded when used

        if self._desk is not None and not isinstance(self.screen, ParkPage):
            await self.open_page(ParkPage(self.desk))

    async def action_sort(self) -> None:
        """Show the parked questions that wait, to be sorted."""
        from atm_tui.screens.sort import SortPage, WherePage  # noqa: PLC0415 - pages are loaded when used

        if not isinstance(self.screen, SortPage | WherePage):
            await self._settle()
            await self.open_page(SortPage(self.desk))
