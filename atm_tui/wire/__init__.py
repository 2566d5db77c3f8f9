"""Sends to a terminal only what changes on it.

A program paints as it likes into a ``Wire``; what the wire gives back brings the terminal to the same screen
with fewer bytes. Nothing here knows what is painted, or by which library.
"""

from atm_tui.wire.wire import Wire

__all__ = ["Wire"]
