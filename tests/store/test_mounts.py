"""Whether a plan lies on a network file system, where its lock may not be seen by other machines."""

from pathlib import Path

import pytest

from atm_tui.store.mounts import WEAK, network_kind, weak_lock

MOUNTS = r"""/dev/sda1 / ext4 rw,relatime 0 0
server:/home /home nfs4 rw,vers=4.2 0 0
/dev/sdb1 /home/local ext4 rw 0 0
//nas/share /mnt/our\040plans cifs rw 0 0
me@host: /home/local/far fuse.sshfs rw 0 0
/dev/sdc1 /media/stick vfat rw 0 0
server:/old /media/covered nfs rw 0 0
/dev/sdd1 /media/covered ext4 rw 0 0
a line that is short
broken
"""


@pytest.fixture
def mounts(tmp_path: Path) -> Path:
    """What a kernel could say is mounted."""
    path = tmp_path / "mounts"
    path.write_text(MOUNTS, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/somebody/plan.json", "nfs4"),
        ("/home", "nfs4"),
        ("/homes/plan.json", ""),
        ("/home/local/plan.json", ""),
        ("/home/local/far/plans/plan.json", "fuse.sshfs"),
        ("/mnt/our plans/plan.json", "cifs"),
        ("/media/stick/plan.json", ""),
        ("/media/covered/plan.json", ""),
        ("/srv/plan.json", ""),
    ],
)
def test_the_nearest_mount_above_a_plan_counts_and_the_last_at_a_place(
    mounts: Path, path: str, kind: str
) -> None:
    assert network_kind(Path(path), mounts) == kind
    assert bool(weak_lock(Path(path), mounts)) is bool(kind)


def test_what_is_said_names_the_file_system_and_what_to_do(mounts: Path) -> None:
    said = weak_lock(Path("/home/somebody/plan.json"), mounts)
    assert "(nfs4)" in said
    assert "open it on one machine at a time" in said
    assert len(WEAK) < 80


def test_where_the_kernel_does_not_say_nothing_is_said(tmp_path: Path) -> None:
    assert network_kind(tmp_path, tmp_path / "no such list") == ""


def test_the_machines_own_list_can_be_read() -> None:
    assert network_kind(Path("/proc")) == ""
