"""What the home page's F1 shows: what the program is for, and how it is used."""

from typing import ClassVar

from textual.app import ComposeResult

from atm_tui.widgets.commands import LEAVE, REDRAW, Command
from atm_tui.widgets.frame import Frame
from atm_tui.widgets.textview import Paragraph, TextView

_PURPOSE = """You lead a producers' group to a plan of its own: what it will try out with real buyers, who
does what by when, and how it will look back and learn. The program keeps the plan while you lead."""

_FACES = """Each step has a guide (what to say, ask and draw) and a page on which it is written down.
F1 shows the guide, Enter the page."""

_TEXT: tuple[Paragraph, ...] = (
    ("head", "What this is for"),
    ("text", " ".join(_PURPOSE.split())),
    ("", ""),
    ("head", "How it goes"),
    ("item", "Open a plan, or begin a new one with Ctrl+N."),
    ("item", "F4 takes you from step to step, F3 back. F5 shows all steps; go to any, in any order."),
    ("item", " ".join(_FACES.split())),
    ("item", "What is typed is saved by itself, at most a second after the last key. Line 1 says so."),
    ("item", "Ctrl+T takes back any change. F7 keeps a question for later. F6 takes the plan out."),
    ("item", "F2 lists everything that can be done on a page; type any word to find it."),
    ("item", "If an F key does nothing here: Alt+1 is F1, Alt+2 is F2, up to Alt+0, which is F10."),
    ("", ""),
    ("head", "Where plans lie"),
    ("text", "Each plan is one file in your data folder. It can be copied, mailed and read."),
    ("text", "Nothing is sent anywhere."),
)


class AboutPage(Frame):
    """The text; Esc closes it."""

    DOES: ClassVar[tuple[Command, ...]] = (Command("close", "escape,f1,enter", "Close", "Close this page."),)
    COMMON: ClassVar[tuple[Command, ...]] = (LEAVE, REDRAW)

    def body(self) -> ComposeResult:
        """The text."""
        yield TextView(id="text")

    def refill(self) -> None:
        """Show the text."""
        self.title_is("atm-tui: what it is for")
        view = self.query_one(TextView)
        view.show(_TEXT)
        self.set_focus(view)

    async def action_close(self) -> None:
        """Close the page."""
        await self.host.back()
