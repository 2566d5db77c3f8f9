"""Help for a page: what it is for, what its fields mean, which keys work, what is our reading."""

from typing import ClassVar

from textual.app import ComposeResult

from atm_tui.widgets.commands import LEAVE, PARK, REDRAW, Command
from atm_tui.widgets.frame import Frame
from atm_tui.widgets.textview import Paragraph, TextView


class HelpPage(Frame):
    """What there is to say of the page below; it lies on top, so that nothing is lost there.

    Args:
        page: The page below.
    """

    HELP = "What the page below is for, and which keys work there."
    DOES: ClassVar[tuple[Command, ...]] = (Command("close", "escape,f1,enter", "Close", "Close this page."),)
    COMMON: ClassVar[tuple[Command, ...]] = (PARK, LEAVE, REDRAW)
    passing: ClassVar[bool] = True

    def __init__(self, page: Frame) -> None:
        super().__init__()
        self._page = page
        self._more = page.more_help()
        self._begin = page.help_at()

    def body(self) -> ComposeResult:
        """The text."""
        yield TextView(id="text")

    def commands(self) -> tuple[Command, ...]:
        """What can be done here; without a plan there is no parking lot."""
        return tuple(one for one in super().commands() if one is not PARK or self.host.opened)

    def refill(self) -> None:
        """Show the text, from where the question was."""
        self.title_is("Help for this page")
        text = self._text()
        at = next((index for index, (_, line) in enumerate(text) if line.startswith(self._begin)), 0)
        view = self.query_one(TextView)
        view.show(text, at=at if self._begin else 0)
        self.set_focus(view)

    def followed(self) -> None:
        """What somebody else writes does not change what is read here."""

    def _text(self) -> list[Paragraph]:
        text: list[Paragraph] = [("head", "What this page is for")]
        text += [("text", self._page.worded(self._page.HELP)), ("", "")]
        if self._more:
            text += [*self._more, ("", "")]
        text.append(("head", "Keys here"))
        keys = [one for one in self._page.commands() if one.key and one.label]
        text += [("item", f"{one.key}: {self._page.worded(one.help)}") for one in keys]
        return text

    async def action_close(self) -> None:
        """Go back to where the question was."""
        await self.host.back()
