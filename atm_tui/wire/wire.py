"""What a program paints goes in; what brings the terminal to the same screen comes out."""

import re
from typing import Final

from atm_tui.wire.diff import Hand, send_row
from atm_tui.wire.grid import EMPTY, Grid, Row
from atm_tui.wire.style import UnknownStyleError, styled

TOKEN: Final = re.compile(
    r"(?P<plain>[\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0482\u2500-\u25fc\u2800-\u28ff]+)"
    r"|\x1b\[(?P<sgr>[0-9:;]*)m"
    r"|\x1b\[(?P<at>[0-9;]*)[Hf]"
    r"|(?P<control>[\r\n\b])"
    r"|\x1b\[(?P<mark>[<=>?]?)(?P<codes>[0-9:;]*)(?P<kind>[ -/]*[@-~])"
    r"|\x1b\]8;(?P<link>[^\x07\x1b]*)(?:\x07|\x1b\\)"
    r"|(?P<string>\x1b[\]P_^X].*?(?:\x07|\x1b\\))"
    r"|(?P<escape>\x1b[ -/]*[0-~])"
    r"|(?P<text>[^\x00-\x1f\x7f-\x9f]+)"
    r"|(?P<other>.)",
    re.DOTALL,
)
PARTIAL: Final = re.compile(r"\x1b(?:\[[0-?]*[ -/]*|[\]P_^X][^\x07\x1b]*\x1b?|[ -/]*)\Z")
"""A sequence whose end has not come yet."""
SCREENS: Final = {"1049", "1047", "47"}
"""The modes that switch to the other screen and back."""
DOOR: Final = re.compile(r"\x1b\[\?(?:1049|1047|47)(?P<way>[hl])|(?P<clear>\x1b\[2J)")
"""What ends a time in which all goes through as it is."""
SYNC: Final = "2026"
SYNC_FROM: Final = 500
"""From how many bytes on a frame is worth the bytes that make it appear at once."""
HARMLESS: Final = frozenset({"c", "q", "t", "x", "y", " q", "$p"})
"""The ends of sequences that ask, or set what is no cell and no place."""
UNDERSTOOD: Final = frozenset("ABCDEFGdJK")
LASTING: Final = frozenset({"h", "l", "r", "!p"})
"""The ends of sequences that change what later ones do."""
MOMENTARY: Final = frozenset("DEM78")
"""The ends of short sequences that do something once: go up or down, keep the cursor's place."""
ORDERLY: Final = "\x1b[r\x1b[?6l\x1b[4l\x1b(B\x0f"
"""Takes back what would change how later sequences work."""
CHANGES_CELLS: Final = re.compile(r"\x1bP[0-9;]*q|\x1b_G")
"""Pictures."""
MODES: Final = {"3", "6", "69"}
"""Private modes that would change what the sequences here do."""


class Wire:
    """Follows what is painted on a terminal's other screen, and sends the difference.

    Outside that screen, and after a sequence that is not understood here, all goes through as it is.

    Args:
        columns: The terminal's width.
        rows: Its height.

    Attributes:
        active: Whether the difference is sent now, and not all as it is.
    """

    def __init__(self, columns: int, rows: int) -> None:
        self._grid = Grid(columns, rows)
        self._shown: list[Row] | None = None
        self._hand = Hand()
        self._out: list[str] = []
        self._rest = ""
        self._entered = False
        self._lost = self._lost_for_good = False
        self._held = self._synced = False
        self._said: dict[str, str] = {}

    @property
    def active(self) -> bool:
        """Whether the difference is sent now, and not all as it is."""
        return self._entered and not self._lost

    @property
    def gave_up(self) -> bool:
        """Whether something came that is not followed and lasts: from there on all is sent as it is."""
        return self._lost_for_good

    # What goes in --------------------------------------------------------------------------
    def write(self, text: str) -> None:
        """Take what is painted."""
        text = self._rest + text
        partial = PARTIAL.search(text)
        self._rest = partial[0] if partial else ""
        end = partial.start() if partial else len(text)
        at = 0
        while at < end:
            at = self._read(text, at, end) if self.active else self._pass(text, at, end)

    def _pass(self, text: str, at: int, end: int) -> int:
        """Let all through up to a door. Gives where that is."""
        for door in DOOR.finditer(text, at, end):
            if door["way"]:
                self._out.append(text[at : door.start()])
                self._switch(door[0], on=door["way"] == "h")
                return door.end()
            if self._entered and not self._lost_for_good:
                self._out.append(text[at : door.start()])
                self._begin_anew()
                return door.end()
        self._out.append(text[at:end])
        return end

    def _read(self, text: str, at: int, end: int) -> int:
        """Follow what is painted, as long as it is understood. Gives how far that was."""
        grid = self._grid
        for token in TOKEN.finditer(text, at, end):
            kind = token.lastgroup
            if kind == "plain":
                grid.put(token[0])
            elif kind == "sgr":
                self._style(token)
            elif kind == "at":
                y, x = _numbers(token["at"], 2)
                grid.move(y - 1, x - 1)
            elif kind == "text":
                grid.put_any(token[0])
            elif kind == "control":
                self._control(token[0])
            elif kind == "link":
                params, _, url = token["link"].partition(";")
                grid.pen = grid.pen._replace(link=f"{params};{url}" if url else "")
            else:
                self._rare(token)
            if not self.active:
                return token.end()
        return end

    def _style(self, token: re.Match[str]) -> None:
        try:
            self._grid.pen = styled(self._grid.pen, token["sgr"])
        except UnknownStyleError:
            self._lose(token[0])

    def _control(self, char: str) -> None:
        grid = self._grid
        if char == "\n":  # the terminal's line discipline makes it a carriage return too
            grid.newline()
        elif char == "\r":
            grid.x = 0
        else:
            grid.move(grid.y, min(grid.x, grid.columns - 1) - 1)

    def _rare(self, token: re.Match[str]) -> None:
        kind = token.lastgroup
        if kind == "kind":
            self._sequence(token)
        elif kind == "string":
            self._string(token[0])
        elif token[0] in ("\x07", "\x00", "\x7f", "\x0f", "\x1b=", "\x1b>", "\x1b(B", "\x1b\\"):
            self._out.append(token[0])
        else:
            lasts = kind == "escape" and token[0][1:] not in MOMENTARY
            self._lose(token[0], for_good=lasts or token[0] == "\x0e")

    def _string(self, text: str) -> None:
        if CHANGES_CELLS.match(text):
            self._lose(text)
            return
        if text.startswith("\x1b]22;"):  # the mouse pointer's shape
            if self._said.get("22") == text:
                return
            self._said["22"] = text
        self._out.append(text)

    def _sequence(self, token: re.Match[str]) -> None:
        mark, codes, kind = token["mark"], token["codes"], token["kind"]
        if mark == "?" and kind in ("h", "l"):
            self._mode(token[0], codes, on=kind == "h")
        elif (
            mark in ("<", "=", ">")
            or (mark == "?" and kind in ("u", "$p"))
            or (not mark and kind in HARMLESS)
        ):
            self._out.append(token[0])
        elif kind == "n":  # where the cursor is
            self._flush()
            self._out.append(token[0])
        elif mark or kind not in UNDERSTOOD or not self._known(kind, codes):
            self._lose(token[0], for_good=kind in LASTING)

    def _known(self, kind: str, codes: str) -> bool:
        """Move or erase. Gives whether it could be done."""
        grid = self._grid
        if kind in "JK":
            if codes not in ("", "0", "1", "2"):
                return False
            (grid.erase_screen if kind == "J" else grid.erase_line)(int(codes or 0))
            return True
        count = _numbers(codes, 1)[0]
        x = min(grid.x, grid.columns - 1)
        down = {"A": -count, "F": -count, "B": count, "E": count, "d": count - 1 - grid.y}.get(kind, 0)
        across = {"C": count, "D": -count, "E": -x, "F": -x, "G": count - 1 - x}.get(kind, 0)
        grid.move(grid.y + down, x + across)
        return True

    def _mode(self, text: str, codes: str, *, on: bool) -> None:
        modes = set(codes.split(";"))
        if modes == {SYNC}:
            self._held, self._synced = on, True
        elif len(modes) == 1 and modes <= SCREENS:
            self._switch(text, on=on)
        elif modes & (MODES | SCREENS):
            self._lose(text, for_good=True)
        elif modes & {"7", "25"}:
            self._flush()
            self._out.append(text)
            if "7" in modes:
                self._grid.wraps = on
        else:
            self._out.append(text)

    # What it does to the terminal ------------------------------------------------------------
    def _switch(self, text: str, *, on: bool) -> None:
        """Go to the other screen, or back."""
        self._flush()
        self._out.append(text)
        self._entered, self._lost, self._lost_for_good = on, False, False
        self._held = False
        self._said.clear()
        if on:
            self.redraw()

    def _lose(self, text: str, *, for_good: bool = False) -> None:
        """Meet what is not understood: from here on all goes through as it is."""
        self._flush()
        self._out.append(text)
        self._lost = True
        self._lost_for_good = self._lost_for_good or for_good

    def _begin_anew(self) -> None:
        """Start from an empty screen after a time in which all went through."""
        columns, rows, wraps = self._grid.columns, self._grid.height, self._grid.wraps
        self._grid = Grid(columns, rows)
        self._grid.wraps = wraps
        self._lost = self._lost_for_good = False
        self.redraw()

    def resize(self, columns: int, rows: int) -> None:
        """The terminal has another size; all is sent again."""
        if (columns, rows) != (self._grid.columns, self._grid.height):
            self._grid.resize(max(columns, 1), max(rows, 1))
            self._shown = None

    def redraw(self) -> None:
        """Nobody knows what the terminal shows: all is sent again.

        After a sequence that was not understood nobody knows what it should show either: it starts from an
        empty screen, and the program has to paint all of it.
        """
        if self._lost:
            self._out.append(ORDERLY)
            self._begin_anew()
        self._shown = None
        self._grid.touched.add(0)

    def suspend(self) -> None:
        """Let all through as it is, until ``resume``."""
        self._flush()
        self._entered = False

    def resume(self) -> None:
        """Follow again; what was there is sent again."""
        self._entered, self._lost, self._lost_for_good = True, False, False
        self.redraw()

    # What comes out ------------------------------------------------------------------------
    @property
    def pending(self) -> bool:
        """Whether there is something to send."""
        return bool(self._out) or (self.active and not self._held and self._differs())

    def _differs(self) -> bool:
        grid, hand = self._grid, self._hand
        place = (grid.y, min(grid.x, grid.columns - 1))
        return bool(grid.touched) or (hand.y, hand.x) != place or hand.pen != grid.pen

    def take(self) -> str:
        """What is to be sent now."""
        if not self._held:
            self._flush()
        out, self._out = "".join(self._out), []
        return out

    def _flush(self) -> None:
        """Put the difference behind what is to be sent."""
        if not self.active or not self._differs():
            return
        grid, hand = self._grid, self._hand
        if self._shown is None:
            hand.start()
            self._shown = [[EMPTY] * grid.columns for _ in range(grid.height)]
            grid.touched = set(range(grid.height))
        for y in sorted(grid.touched):
            if grid.rows[y] != self._shown[y]:
                send_row(hand, y, self._shown[y], grid.rows[y])
                self._shown[y] = grid.rows[y].copy()
        grid.touched.clear()
        hand.look(grid.pen)
        hand.move(grid.y, min(grid.x, grid.columns - 1))
        frame, hand.sent = "".join(hand.sent), []
        if self._synced and len(frame) > SYNC_FROM:
            frame = f"\x1b[?{SYNC}h{frame}\x1b[?{SYNC}l"
        self._synced = False
        self._out.append(frame)


def _numbers(codes: str, count: int) -> list[int]:
    """A sequence's numbers, where one that is missing or 0 means 1."""
    found = [int(code or 1) or 1 for code in codes.split(";")[:count]]
    return found + [1] * (count - len(found))
