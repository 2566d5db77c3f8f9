"""A user's folder of its own for each test of the screens, and the app in it."""

from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest
from screenkit import WIDE, Hand, OpenApp, running, write_example, write_new

from atm_tui.model.record import Record
from atm_tui.store import folder


@pytest.fixture(autouse=True)
def data(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder of a user who has nothing yet, who sits at no display and came by no SSH."""
    place = tmp_path_factory.mktemp("u")  # about as long a path as a user's own
    monkeypatch.setenv("HOME", str(place))
    monkeypatch.setenv("XDG_DATA_HOME", str(place / "share"))
    for name in ("SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT", "DISPLAY", "WAYLAND_DISPLAY", "TMUX", "STY"):
        monkeypatch.delenv(name, raising=False)
    return folder.folder()


@pytest.fixture
def at_home() -> OpenApp:
    """The app at its home page, for ``async with``."""
    return lambda size=WIDE: running(None, size)


@pytest.fixture
def opened(tmp_path: Path) -> OpenApp:
    """The app with a new plan that holds the records which are given, for ``async with``."""

    def open_it(*records: Record, size: tuple[int, int] = WIDE) -> AbstractAsyncContextManager[Hand]:
        return running(write_new(tmp_path / "first.json", *records), size)

    return open_it


@pytest.fixture
def worked(tmp_path: Path) -> OpenApp:
    """The app with a copy of the worked example, for ``async with``."""
    return lambda size=WIDE: running(write_example(tmp_path / "worked.json"), size)
