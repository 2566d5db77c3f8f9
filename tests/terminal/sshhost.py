"""A real sshd on loopback with throw-away keys, for one who connects to this machine from this machine."""

import contextlib
import os
import pwd
import shutil
import socket
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

PATH = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"


def needed(name: str) -> str:
    """The path of a program; the test is left out, by its name, where it is missing."""
    return shutil.which(name, path=PATH) or pytest.skip(f"{name} is not here")


@dataclass
class Host:
    """A machine that people connect to: its sshd, and one who connects.

    Attributes:
        place: Where its keys lie, and the shared account's home.
        port: Where its sshd listens.
    """

    place: Path
    port: int

    @property
    def folder(self) -> Path:
        """The data folder of the shared account."""
        return self.place / "home" / ".local" / "share" / "atm-tui"

    def options(self, port: int | None = None) -> list[str]:
        """Options of ssh and sftp, with nothing of the machine's own settings.

        Args:
            port: Where to connect to, if not to sshd itself.
        """
        given = {
            "Port": port or self.port,
            "User": user(),
            "IdentityFile": self.place / "key",
            "IdentitiesOnly": "yes",
            "IdentityAgent": "none",
            "BatchMode": "yes",
            "StrictHostKeyChecking": "yes",
            "HostKeyAlias": "host",
            "UserKnownHostsFile": self.place / "known",
            "GlobalKnownHostsFile": "/dev/null",
            "LogLevel": "ERROR",
        }
        return ["-F", "none", *(word for name, value in given.items() for word in ("-o", f"{name}={value}"))]

    def ssh(self, *words: str, port: int | None = None) -> list[str]:
        """The command of somebody who connects."""
        return [needed("ssh"), *self.options(port), *words]

    def run(self, *words: str) -> "subprocess.CompletedProcess[str]":
        """Connect without a terminal; whatever comes has to come soon."""
        return subprocess.run(
            self.ssh(*words), input="", capture_output=True, text=True, timeout=60, check=False
        )


def user() -> str:
    """Who runs the tests."""
    return pwd.getpwuid(os.getuid()).pw_name


@contextlib.contextmanager
def listening(place: Path, lines: str = "") -> Iterator[Host]:
    """An sshd that lets in whoever runs the tests.

    Args:
        place: Where its keys and settings lie.
        lines: More settings, at the end.
    """
    sshd = needed("sshd")
    needed("ssh")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    if os.getuid() == 0:  # where sshd locks itself up as long as nobody is known
        Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)
    _make_keys(place)
    config = place / "sshd_config"
    config.write_text(
        f"ListenAddress 127.0.0.1:{port}\nHostKey {place}/host\nPidFile none\nUsePAM no\n"
        f"AuthorizedKeysFile {place}/authorized\nStrictModes no\nPasswordAuthentication no\n"
        f"PermitRootLogin prohibit-password\nSubsystem sftp internal-sftp\n{lines}",
        "utf-8",
    )
    running = subprocess.Popen([sshd, "-D", "-e", "-f", str(config)], stderr=subprocess.PIPE, text=True)
    assert running.stderr
    log = ""
    while "Server listening" not in log:
        line = running.stderr.readline()
        assert line, f"sshd has ended:\n{log}"
        log += line
    try:
        yield Host(place, port)
    finally:
        running.terminate()
        running.communicate()


def _make_keys(place: Path) -> None:
    """A key of the machine and one of the person, known to each other."""
    for name in ("host", "key"):
        made = [needed("ssh-keygen"), "-q", "-t", "ed25519", "-N", "", "-f", str(place / name)]
        subprocess.run(made, check=True)
    shutil.copy(place / "key.pub", place / "authorized")
    (place / "known").write_text(f"host {(place / 'host.pub').read_text('ascii')}", "ascii")
