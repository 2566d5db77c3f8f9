"""What comes in from a terminal, cut into whole keys and whole pastes.

A slow line cuts a key's sequence anywhere, a terminal answers questions that nobody asked, and a paste may
never end. Here all of that is sorted out on text and a clock alone: whoever takes the pieces gets each key
whole, once, and nothing that nobody typed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

ESC: Final = "\x1b"
PASTE_BEGINS: Final = "\x1b[200~"
PASTE_ENDS: Final = "\x1b[201~"
SYNC_REPORT: Final = re.compile(r"\x1b\[\?2026;\d\$y")
"""The one answer that is of use: whether the terminal can show a frame at once."""

_STRING: Final = r"(?:\]\d|P[\d;]*[!$+=>|]|_G)[^\x00-\x1f]*"
_SEQUENCE: Final = r"\[(?:\[|M[^\x1b]{0,2}|[0-?]*[ -/]*)"
WHOLE: Final = re.compile(
    r"\x1b(?:"
    r"\[\[[A-E]"  # the Linux console's F1 to F5
    r"|\[M[^\x1b]{3}"  # the mouse, in a terminal where another program has left it on
    r"|\[\d+\$"  # rxvt with Shift
    r"|\[(?!M)[0-?]*[ -/]*[@-Z\\-~]"
    r"|O[2-8]?[A-DFHMP-Sa-d]"
    r"|[0-9]"  # Alt and a digit
    rf"|{_STRING}(?:\x07|\x1b\\)"
    r")"
)
"""A key, or an answer of the terminal."""
BROKEN: Final = re.compile(rf"\x1b(?:{_SEQUENCE}|{_STRING})")
"""The beginning of one, so far that nobody can have typed it."""
BEGUN: Final = re.compile(rf"\x1b(?:{_SEQUENCE}|{_STRING}\x1b?|O[2-8]?|\]|P[\d;]*|_)?\Z")
"""What may become one with what comes next."""
ANSWER: Final = re.compile(r"\x1b(?:\[(?:[<=>?]|M.|\d+;\d+R|[\d;]+[cntx]|[IO]\Z)|[\]P_])", re.DOTALL)
"""How answers begin: what the terminal is, its colours, modes, size and cursor, focus, the mouse."""
LATE: Final = re.compile(r"\[(?:\[[A-E]|[A-DFHZ]|\d[\d;]*[A-DFHP-S~])")
"""The rest of a key of which the first byte came long before."""

FLOOD: Final = 400
"""From how many characters in one piece on, all text, it is a paste: nobody types so far ahead."""
FLOOD_PAUSE: Final = 0.15
"""Seconds without more after which such a paste has ended."""
LARGEST: Final = 1_000_000
"""Characters of a paste that are held; a longer one is given in parts."""
LONGEST: Final = 4096
"""Characters of an answer that are waited for."""
LONGER: Final = 10
"""How many times as long as for a lone Esc is waited for the rest of what nobody types by hand."""

F_KEYS: Final = ("OP", "OQ", "OR", "OS", "[15~", "[17~", "[18~", "[19~", "[20~", "[21~")
INSTEAD: Final = {
    **{f"\x1b{number % 10}": ESC + key for number, key in enumerate(F_KEYS, 1)},
    **{f"\x1b[{48 + number % 10};3u": ESC + key for number, key in enumerate(F_KEYS, 1)},
    "\x1b[7^": "\x1b[1;5H",  # rxvt's Ctrl with Home, End, Down: Textual's table has others for them
    "\x1b[8^": "\x1b[1;5F",
    "\x1bOb": "\x1b[1;5B",
}
"""What is read as another key: Alt with a digit (or Esc, then the digit) is a function key."""


@dataclass(frozen=True)
class Pasted:
    """A text that came at once."""

    text: str


class Incoming:
    """Takes what comes, in whatever parts it comes, and gives it in whole pieces.

    A piece is a run of typed characters, one key's sequence, a lone Esc, or a paste. Esc with something
    behind it that makes no key is Esc, and then that: over a slow line keys typed ahead come in one part.

    Args:
        wait: Seconds after which Esc is a key of its own.
    """

    def __init__(self, wait: float) -> None:
        self._wait = wait
        self._rest = ""
        self._paste: str | None = None
        self._flood = False
        self._came = self._escaped = float("-inf")

    @property
    def due(self) -> float | None:
        """When ``tick`` has something to do, if nothing comes before."""
        if self._paste is not None:
            return self._came + (FLOOD_PAUSE if self._flood else LONGER * self._wait)
        if self._rest:
            return self._came + self._wait * (1 if self._rest == ESC else LONGER)
        return None

    def feed(self, text: str, now: float) -> list[str | Pasted]:
        """Take what has come. Gives what is whole."""
        if not text:
            return []
        if not self._rest and now - self._escaped < LONGER * self._wait and LATE.match(text):
            self._rest = ESC
        self._escaped = float("-inf")
        text, self._rest, self._came = self._rest + text, "", now
        if self._paste is None and len(text) >= FLOOD and _is_text(text):
            self._paste, self._flood = "", True
        return list(self._cut(text))

    def tick(self, now: float) -> list[str | Pasted]:
        """Give what is waited for no longer."""
        if self.due is None or now < self.due:
            return []
        if self._paste is not None:
            return [self._end_paste(_without_half_an_end(self._paste))]
        rest, self._rest = self._rest, ""
        if rest == ESC:
            self._escaped = now
            return [ESC]
        return [] if BROKEN.match(rest) else [ESC, rest[1:]]

    def _cut(self, text: str) -> Iterator[str | Pasted]:
        at = 0
        while at < len(text):
            if self._paste is not None:
                text, at = self._paste + text[at:], 0
                done = text.find(ESC if self._flood else PASTE_ENDS)
                if done < 0:
                    yield from self._hold(text)
                    return
                at = done + (0 if self._flood else len(PASTE_ENDS))
                yield self._end_paste(text[:done])
            elif text[at] != ESC:
                end = text.find(ESC, at)
                end = len(text) if end < 0 else end
                yield text[at:end].replace("\n", "\r")  # Enter, typed before the terminal was ours
                at = end
            elif whole := WHOLE.match(text, at):
                at = whole.end()
                yield from self._key(whole[0])
            elif BEGUN.match(text, at) and len(text) - at < LONGEST:
                self._rest = text[at:]
                return
            elif broken := BROKEN.match(text, at):
                at = broken.end()
            else:
                at += 1
                yield ESC

    def _key(self, sequence: str) -> Iterator[str]:
        if sequence == PASTE_BEGINS:
            self._paste, self._flood = "", False
        elif sequence != PASTE_ENDS and (not ANSWER.match(sequence) or SYNC_REPORT.match(sequence)):
            yield INSTEAD.get(sequence, sequence)

    def _hold(self, text: str) -> Iterator[Pasted]:
        """Keep what there is of a paste until more comes."""
        if len(text) > LARGEST:
            whole = _without_half_an_end(text)
            yield Pasted(whole)
            text = text[len(whole) :]
        self._paste = text

    def _end_paste(self, text: str) -> Pasted:
        self._paste, self._flood = None, False
        return Pasted(text)


def _is_text(text: str) -> bool:
    return not re.search(r"[^\t\n\r\x20-\x7e\x80-\U0010ffff]", text)


def _without_half_an_end(text: str) -> str:
    for length in range(len(PASTE_ENDS) - 1, 0, -1):
        if text.endswith(PASTE_ENDS[:length]):
            return text[:-length]
    return text
