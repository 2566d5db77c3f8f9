"""The one place where people type: a small text area that lets the form look at each key first."""

from collections.abc import Callable
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.widgets import TextArea

from atm_tui.clean import MOST, clean
from atm_tui.widgets.frame import Frame

FULL = f"A field holds {MOST:,} characters; what comes after them is left out."


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

    def action_cut(self) -> None:
        """Cut what is selected, and not the whole line: the same key gives more time while time runs."""
        if not self.selection.is_empty:
            super().action_cut()

    async def on_key(self, event: events.Key) -> None:
        """Let the form have the key first; what moves or deletes is done at once, in its turn among letters.

        Textual would send such a key up to the app and back, behind letters that came after it.
        """
        if not self._ask(event):
            bound = self._bindings.key_to_bindings.get(event.key)
            if bound:
                await self.app.run_action(bound[0].action, self)
            elif event.is_printable and self.selection.is_empty and len(self.text) >= MOST:
                self._say_full()
            else:
                return
        event.stop()
        event.prevent_default()

    def on_paste(self, event: events.Paste) -> None:
        """Insert pasted text without its control codes, and not more than a field can hold."""
        event.stop()
        event.prevent_default()
        room = max(0, MOST - len(self.text) + len(self.selected_text))
        whole = clean(event.text)
        text = whole[:room]
        if text and self._pasted(text):
            return
        if text:
            result = self.replace(text, *self.selection)
            self.move_cursor(result.end_location)
        if len(text) < len(whole) or len(event.text) > MOST:
            self._say_full()

    def _say_full(self) -> None:
        if isinstance(self.screen, Frame):
            self.screen.notice(FULL)
