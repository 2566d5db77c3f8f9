"""What every test may count on: a data folder of its own, no display, no SSH; plans to work with."""

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from filled import filled

from atm_tui import settings
from atm_tui.model.plan import Plan
from atm_tui.model.typed import set_date_order
from atm_tui.widgets import keymap

for _sign in (signal.SIGHUP, signal.SIGINT):  # a run in the background, or under nohup, ignores them
    if signal.getsignal(_sign) is signal.SIG_IGN:
        signal.signal(_sign, signal.default_int_handler if _sign is signal.SIGINT else signal.SIG_DFL)


@pytest.fixture(autouse=True)
def plans_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder of a user who has no plans yet, who sits at no display and came by no SSH."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home" / "data"))
    for name in ("SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT", "DISPLAY", "WAYLAND_DISPLAY", "TMUX", "STY"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path / "home" / "data" / "atm-tui"


@pytest.fixture(autouse=True)
def settings_file(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    """The settings of somebody who wants the guide only where nothing is written, and plain letters."""
    place = tmp_path_factory.mktemp("settings") / "settings.toml"
    place.write_text('talk_first = "new"\ntext_size = "plain"\n', "utf-8")
    monkeypatch.setenv(settings.PLACE, str(place))
    settings.forget()
    yield place
    monkeypatch.setenv(settings.PLACE, os.devnull)
    settings.forget()
    settings.into(os.environ)  # takes out again what a test has put there
    keymap.use({}, ())
    set_date_order(month_first=False)


@pytest.fixture
def filled_plan() -> Plan:
    """A plan with two records of every kind and short, unique words in every typed field."""
    return filled()


@pytest.fixture
def kijito(plans_folder: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """The worked example as the plan 'kijito' of the data folder."""
    from atm_tui.cli import main  # noqa: PLC0415 - most tests need no command line

    assert main(["example", "kijito"]) == 0
    assert capsys.readouterr() == (f"{plans_folder / 'kijito.json'}\n", "")
    return plans_folder / "kijito.json"


@pytest.fixture
def refused(capsys: pytest.CaptureFixture[str]) -> Callable[[list[str]], str]:
    """Runs a command that ends with 2 and gives no result. Gives its one sentence."""
    from atm_tui.cli import main  # noqa: PLC0415 - most tests need no command line

    def run(arguments: list[str]) -> str:
        assert main(arguments) == 2
        out, err = capsys.readouterr()
        assert out == ""
        assert err.endswith("\n")
        assert err[:-1].isprintable()
        return err[:-1]

    return run
