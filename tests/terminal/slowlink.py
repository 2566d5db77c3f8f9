"""A program behind a slow line: every byte waits its turn, and then travels.

    python slowlink.py BITS_A_SECOND ROUND_TRIP_SECONDS PROGRAM ...

stands between a terminal and the program as ssh and sshd do: it takes what comes at once, whatever the line
can carry, and hands it on later, in order. What SSH and TCP add to a packet is counted.
"""

import contextlib
import fcntl
import os
import pty
import select
import signal
import sys
import termios
import time
import tty
from collections import deque
from typing import Final

PACKET: Final = 1400
ADDED: Final = 90
"""Bytes that a packet carries beside its load."""


class Line:
    """One direction of the line.

    Args:
        target: Where it leads, as a file descriptor.
        rate: Bits a second.
        delay: Seconds that a packet travels.
    """

    def __init__(self, target: int, rate: float, delay: float) -> None:
        self._target, self._rate, self._delay = target, rate, delay
        self._packets: deque[tuple[float, bytes]] = deque()
        self._free = 0.0

    def put(self, data: bytes) -> None:
        """Take bytes in."""
        for at in range(0, len(data), PACKET):
            packet = data[at : at + PACKET]
            self._free = max(self._free, time.monotonic()) + (len(packet) + ADDED) * 8 / self._rate
            self._packets.append((self._free + self._delay, packet))

    def wait(self) -> float | None:
        """Seconds until the next packet comes out; None if there is none."""
        return max(0.0, self._packets[0][0] - time.monotonic()) if self._packets else None

    def come_out(self) -> None:
        """Hand on what has come through by now."""
        while self._packets and self._packets[0][0] <= time.monotonic():
            _, packet = self._packets.popleft()
            while packet:
                packet = packet[os.write(self._target, packet) :]


def run(rate: float, round_trip: float, argv: list[str]) -> int:
    """Run a program behind such a line. Gives its exit status."""
    child, inner = pty.fork()
    if child == 0:
        os.execvp(argv[0], argv)  # noqa: S606 - what the test asks for

    def resize(*_: object) -> None:
        fcntl.ioctl(inner, termios.TIOCSWINSZ, fcntl.ioctl(0, termios.TIOCGWINSZ, b"\0" * 8))

    signal.signal(signal.SIGWINCH, resize)
    resize()
    tty.setraw(0, termios.TCSANOW)
    down, up = Line(1, rate, round_trip / 2), Line(inner, rate, round_trip / 2)
    sources = {inner: down, 0: up}
    while sources.get(inner) or down.wait() is not None:
        waits = [wait for line in (down, up) if (wait := line.wait()) is not None]
        for source in select.select(list(sources), [], [], min(waits, default=None))[0]:
            data = b""
            with contextlib.suppress(OSError):  # how a terminal ends whose program has gone
                data = os.read(source, 65536)
            if data:
                sources[source].put(data)
            else:
                del sources[source]
        down.come_out()
        with contextlib.suppress(OSError):
            up.come_out()
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


if __name__ == "__main__":
    sys.exit(run(float(sys.argv[1]), float(sys.argv[2]), sys.argv[3:]))
