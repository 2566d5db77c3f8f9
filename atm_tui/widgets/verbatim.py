"""A text as it is, to mark by hand: from the first column, every blank kept, nothing beside it."""

from collections.abc import Sequence

from rich.cells import chop_cells, set_cell_size

from atm_tui.clean import clean
from atm_tui.widgets.textview import Paragraph, TextView


class Verbatim(TextView):
    """Lines as they are; what is too long for one goes on in the next."""

    def flowed(self, paragraphs: Sequence[Paragraph]) -> list[tuple[str, bool]]:
        """The lines, cut only where the screen ends."""
        texts = (text.replace("\r\n", "\n") for _, text in paragraphs)  # a calendar's line ends
        lines = (line for text in texts for whole in text.split("\n") for line in clean(whole).split("\n"))
        width = max(1, self.size.width)
        return [(piece, False) for line in lines for piece in chop_cells(line, width) or [""]]

    def laid(self, text: str, width: int) -> str:
        """A line from the margin."""
        return set_cell_size(text, width)

    def action_page(self, by: int) -> None:
        """Scroll by what a page shows, so that no line is marked twice; its last may not be of the text."""
        self.action_scroll(by * max(1, self.size.height - 1))
