"""Text to read, longer than the screen: scrolled by the arrows, drawn line by line, never markup."""

from collections.abc import Callable, Sequence
from typing import ClassVar, Final

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.strip import Strip
from textual.widget import Widget

from atm_tui.widgets.cells import fit, wrap

Paragraph = tuple[str, str]
"""(kind, text): "head" is bold, "item" hangs after a dash, "under" is moved in, "text" is plain, "" a gap."""

_BEFORE: Final = {"item": ("- ", "  "), "under": ("    ", "      ")}
"""What stands before the first line of a paragraph, and before the others."""


class TextView(Widget, can_focus=True):
    """Paragraphs, wrapped to the width that there is."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "scroll(-1)", show=False),
        Binding("down", "scroll(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown,space", "page(1)", show=False),
        Binding("home", "scroll(-100000)", show=False),
        Binding("end", "scroll(100000)", show=False),
    ]

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - as every widget of Textual names it
        super().__init__(id=id)
        self._paragraphs: list[Paragraph] = []
        self._lines: list[tuple[str, bool]] = []
        self._top = self._at = 0
        self._whole: Callable[[], Sequence[Paragraph]] | None = None

    def show(
        self,
        paragraphs: Sequence[Paragraph],
        *,
        at: int = 0,
        whole: Callable[[], Sequence[Paragraph]] | None = None,
    ) -> None:
        """Show these paragraphs.

        Args:
            paragraphs: What is shown.
            at: The one that is at the top, as far as there is enough below it.
            whole: Gives the same with more below, which takes time; called when somebody reads on, or when
                the end is on the screen.
        """
        self._paragraphs, self._whole = list(paragraphs), whole
        self._top, self._at = 0, at
        self._flow()

    def on_resize(self) -> None:
        """Wrap anew."""
        self._flow()

    def _flow(self) -> None:
        self._lines = self.flowed(self._paragraphs)
        if self.size.height:  # else it is not on the screen yet, and comes here again
            if self._whole and len(self._lines) <= self.size.height:
                self._complete()
            if self._at:
                self._top, self._at = len(self.flowed(self._paragraphs[: self._at])), 0
        self.action_scroll(0)
        self.refresh()

    def _complete(self) -> None:
        if self._whole:
            self._paragraphs, self._whole = list(self._whole()), None
            self._lines = self.flowed(self._paragraphs)

    def flowed(self, paragraphs: Sequence[Paragraph]) -> list[tuple[str, bool]]:
        """The lines of these paragraphs at the width that there is, and whether each is bold."""
        width = max(20, self.size.width - 2)
        lines = []
        for kind, text in paragraphs:
            first, rest = _BEFORE.get(kind, ("", ""))
            for index, line in enumerate(wrap(text, width - len(rest))):
                lines.append(((rest if index else first) + line, kind == "head"))
        return lines

    def action_scroll(self, by: int) -> None:
        """Scroll by lines."""
        if by > 0:
            self._complete()
        top = max(0, min(self._top + by, len(self._lines) - self.size.height))
        if top != self._top:
            self._top = top
            self.refresh()

    def action_page(self, by: int) -> None:
        """Scroll by pages."""
        self.action_scroll(by * max(1, self.size.height - 2))

    def render_line(self, y: int) -> Strip:
        """Draw one line; the last one says when there is more below."""
        width, index = self.size.width, self._top + y
        below = len(self._lines) - self._top - self.size.height
        if below > 0 and y == self.size.height - 1:
            text, bold = f"   ({below + 1} more lines: PgDn)", False
        else:
            text, bold = self._lines[index] if index < len(self._lines) else ("", False)
        return Strip([Segment(self.laid(text, width), self.rich_style + Style(bold=bold))], width)

    def laid(self, text: str, width: int) -> str:
        """A line on the screen: one blank from the margin."""
        indent = " " + " " * (len(text) - len(text.lstrip(" ")))
        return indent + fit(text, width - len(indent))
