"""Where a plan lies: whether the lock can be trusted there, on a disk of this machine or over a network."""

import os
import re
from pathlib import Path
from typing import Final

MOUNTS: Final = Path("/proc/self/mounts")

NETWORK: Final = frozenset((
    "9p", "afs", "ceph", "cifs", "coda", "glusterfs", "lustre", "ncpfs", "nfs", "nfs4", "prl_fs", "smb3",
    "smbfs", "vboxsf", "virtiofs", "fuse.ceph-fuse", "fuse.davfs", "fuse.gcsfuse", "fuse.glusterfs",
    "fuse.rclone", "fuse.s3fs", "fuse.sshfs", "fuse.vmhgfs-fuse", "fuse.grpcfuse", "fuse.smbnetfs",
))  # fmt: skip
"""File systems whose files other machines may write at the same time."""


WEAK: Final = "Network folder: other machines may not see the lock. Open it on one only."
"""What to say of such a file system on one line."""


def network_kind(path: Path, mounts: Path = MOUNTS) -> str:
    """Which network file system a path lies on; "" for a disk of this machine, or where it cannot be told.

    Args:
        path: The path; what of it is missing does not matter.
        mounts: The kernel's list of what is mounted where.
    """
    try:
        lines = mounts.read_text("utf-8", "surrogateescape").splitlines()
    except OSError:  # not Linux
        return ""
    real = os.path.realpath(path)
    best, kind = "", ""
    for line in lines:
        words = line.split(" ")
        if len(words) < 3:
            continue
        place = _plain(words[1])
        # a later one covers an earlier one at the same place
        if _within(real, place) and len(place) >= len(best):
            best, kind = place, words[2]
    return kind if kind in NETWORK else ""


def weak_lock(path: Path, mounts: Path = MOUNTS) -> str:
    """What to say of a plan on a network folder, where its lock may not be seen; "" elsewhere."""
    kind = network_kind(path, mounts)
    if not kind:
        return ""
    return (
        f"Plans lie in a network folder here ({kind}), and another machine may not see that one is open: "
        "open it on one machine at a time."
    )


def _within(path: str, place: str) -> bool:
    return place in ("/", path) or path.startswith(f"{place}/")


def _plain(place: str) -> str:
    """A mount's place as it is: the list writes blanks and the like as three octal digits."""
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), place)
