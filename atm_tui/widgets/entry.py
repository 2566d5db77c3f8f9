"""The one place where people type: a small text area that lets the form look at each key first."""

from collections.abc import Callable
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.widgets import TextArea

from atm_tui.model.clean import MOST, clean


class Entry(TextArea):
    """Several wrapped lines of typing, without border, blinking or markup.

    Args:
        ask: Told each key before it is typed; whether it has dealt with it.
        pasted: Told a pasted text before it is inserted; whether it has dealt with it.
    """

    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(
        self,
        ask: Callable[[events.Key], bool],
        pasted: Callable[[str], bool] = lambda _text: False,
        *,
        id: str | None = None,  # noqa: A002 - as every widget of Textual names it
    ) -> None:
        super().__init__(id=id, compact=True, highlight_cursor_line=False, max_checkpoints=20)
        self.cursor_blink = False
        self._ask = ask
        self._pasted = pasted

    def put(self, text: str) -> None:
        """Show this text with the cursor at its end."""
        self.load_text(text)
        self.move_cursor(self.document.end)

    async def on_key(self, event: events.Key) -> None:
        """Let the form have the key first; what moves or deletes is done at once, in its turn among letters.

        Textual would send such a key up to the app and back, behind letters that came after it.
        """
        if not self._ask(event):
            bound = self._bindings.key_to_bindings.get(event.key)
            if not bound:
                return
            await self.app.run_action(bound[0].action, self)
        event.stop()
        event.prevent_default()

    def on_paste(self, event: events.Paste) -> None:
        """Insert pasted text without its control codes, and not more than a field can hold."""
        event.stop()
        event.prevent_default()
        text = clean(event.text)[: max(0, MOST - len(self.text))]
        if text and not self._pasted(text):
            result = self.replace(text, *self.selection)
            self.move_cursor(result.end_location)
