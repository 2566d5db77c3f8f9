"""What each terminal sends for a key is that key; what is no key does no harm."""

import pytest
from textual import events

from atm_tui.driver import Keyboard
from atm_tui.incoming import Incoming

F1_TO_F5 = {
    "xterm, vt100": ("\x1bOP", "\x1bOQ", "\x1bOR", "\x1bOS", "\x1b[15~"),
    "Linux console": ("\x1b[[A", "\x1b[[B", "\x1b[[C", "\x1b[[D", "\x1b[[E"),
    "PuTTY, rxvt": ("\x1b[11~", "\x1b[12~", "\x1b[13~", "\x1b[14~", "\x1b[15~"),
    "kitty": ("\x1b[P", "\x1b[Q", "\x1b[13~", "\x1b[S", "\x1b[15~"),
    "Alt and a digit": ("\x1b1", "\x1b2", "\x1b3", "\x1b4", "\x1b5"),
    "Alt and a digit, kitty": ("\x1b[49;3u", "\x1b[50;3u", "\x1b[51;3u", "\x1b[52;3u", "\x1b[53;3u"),
}
F6_TO_F10 = {
    "all": ("\x1b[17~", "\x1b[18~", "\x1b[19~", "\x1b[20~", "\x1b[21~"),
    "Alt and a digit": ("\x1b6", "\x1b7", "\x1b8", "\x1b9", "\x1b0"),
    "Alt and a digit, kitty": ("\x1b[54;3u", "\x1b[55;3u", "\x1b[56;3u", "\x1b[57;3u", "\x1b[48;3u"),
}
OTHERS = {
    "up": ("\x1b[A", "\x1bOA"),
    "down": ("\x1b[B", "\x1bOB"),
    "right": ("\x1b[C", "\x1bOC"),
    "left": ("\x1b[D", "\x1bOD"),
    "home": ("\x1b[H", "\x1bOH", "\x1b[1~", "\x1b[7~"),
    "end": ("\x1b[F", "\x1bOF", "\x1b[4~", "\x1b[8~"),
    "insert": ("\x1b[2~",),
    "delete": ("\x1b[3~",),
    "pageup": ("\x1b[5~",),
    "pagedown": ("\x1b[6~",),
    "backspace": ("\x7f", "\x08"),
    "enter": ("\r", "\n", "\x1bOM"),
    "tab": ("\t",),
    "shift+tab": ("\x1b[Z",),
    "escape": ("\x1b", "\x1b[27u"),
    "shift+up": ("\x1b[1;2A", "\x1b[a"),
    "shift+left": ("\x1b[1;2D", "\x1b[d"),
    "shift+home": ("\x1b[1;2H", "\x1b[7$"),
    "shift+end": ("\x1b[1;2F", "\x1b[8$"),
    "ctrl+up": ("\x1b[1;5A", "\x1bOa"),
    "ctrl+down": ("\x1b[1;5B", "\x1bOb"),
    "ctrl+left": ("\x1b[1;5D", "\x1bOd"),
    "ctrl+home": ("\x1b[1;5H", "\x1b[7^"),
    "ctrl+end": ("\x1b[1;5F", "\x1b[8^"),
    "alt+up": ("\x1b[1;3A",),
    "alt+down": ("\x1b[1;3B",),
    "ctrl+t": ("\x14", "\x1b[116;5u"),
    "ctrl+c": ("\x03", "\x1b[99;5u"),
}
CASES = [
    *((f"f{number}", sent) for row in F1_TO_F5.values() for number, sent in enumerate(row, 1)),
    *((f"f{number}", sent) for row in F6_TO_F10.values() for number, sent in enumerate(row, 6)),
    *((key, sent) for key, row in OTHERS.items() for sent in row),
]


def read(sent: str) -> list[events.Key]:
    """The keys that come of it."""
    incoming, keyboard = Incoming(0.1), Keyboard()
    pieces = incoming.feed(sent, 0.0) + incoming.tick(100.0)
    found = [message for piece in pieces for message in keyboard.read(piece)]
    assert all(isinstance(message, events.Key) for message in found)
    return [message for message in found if isinstance(message, events.Key)]


@pytest.mark.parametrize(("key", "sent"), CASES)
def test_what_a_terminal_sends_for_a_key_is_that_key(key: str, sent: str) -> None:
    assert [event.key for event in read(sent)] == [key]


BAD = [
    "\x1b[1114112u", "\x1b[99999999999999u", "\x1b[1:2;3:4u", "\x1b[97;9:9:9;1114112u", "\x1b[;;u",
    "\x1b[:::A", "\x1b[999~", "\x1b[1;2;3;4;5~", "\x1b[!p", "\x1b[9 q", "\x1bO5R",
]  # fmt: skip


@pytest.mark.parametrize("sent", BAD)
def test_a_malformed_report_types_nothing_and_the_next_keys_are_read(sent: str) -> None:
    """A stock program ends over some of these."""
    typed = [event.character for event in read(f"a{sent}bc\x1b[A") if event.is_printable]
    assert typed == ["a", "b", "c"]
    assert read(f"{sent}\x1b[A")[-1].key == "up"


def test_a_parser_that_fails_loses_no_more_than_the_key_it_fails_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    keyboard = Keyboard()
    first = keyboard._parser
    monkeypatch.setattr(first, "feed", lambda _: 1 / 0)
    assert keyboard.read("\x1b[A") == []
    assert keyboard._parser is not first
    assert len(keyboard.read("\x1b[A")) == 1
