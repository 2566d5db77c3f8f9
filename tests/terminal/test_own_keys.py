"""A key of one's own: given on the settings page, kept in the file, and there after the next start."""

import os
from pathlib import Path

import pytest
from term import Term, running

from atm_tui import settings


def open_settings(term: Term) -> None:
    """Open the page of the settings by the menu."""
    term.key("f2")
    term.wait("Menu:")
    term.send("settings")
    term.wait("> ")
    term.wait("1 found")
    term.key("enter")
    term.wait("Settings:")


@pytest.mark.parametrize("way", ["", "--kiosk"])
def test_a_key_that_was_given_works_at_once_and_after_the_next_start(
    way: str, tmp_path: Path, settings_file: Path
) -> None:
    """With --kiosk the file is the account's own; no variable leads elsewhere, and no path is shown."""
    arguments = [way] if way else []
    with running(tmp_path, *arguments) as term:
        term.wait("our plans")
        term.key("enter")
        term.wait("What is the group called?")
        term.send("Reed weavers\r")
        term.wait("step 1 of")
        open_settings(term)
        term.send("undo")
        term.wait("Ctrl+T")
        term.key("enter")
        term.wait("Press the key for Undo")
        term.key("ctrl+u")
        term.wait("It would be Ctrl+U")
        term.key("enter")
        term.wait("Undo: Ctrl+U.")
        term.key("esc")
        term.wait("Find:", gone=True)
        term.key("end")
        term.quiet()
        assert ("settings.toml" in term.text) is not bool(way)
        term.key("esc")
        term.wait("step 1 of")
        term.key("f10", "enter")
        term.wait("our plans")
        term.key("f10")
        assert term.wait_end() == 0
    place = tmp_path / ".config" / "atm-tui" / "settings.toml" if way else settings_file
    assert settings.read(place.read_bytes()).keys == {"undo": "ctrl+u"}
    with running(tmp_path, *arguments) as term:
        term.wait("Reed weavers")
        term.key("enter")
        term.wait("step 1 of")
        term.key("ctrl+u")
        term.wait("There is nothing to take back")
        term.key("f2")
        term.wait("Menu:")
        term.send("undo")
        term.wait("Ctrl+U")


@pytest.mark.parametrize(
    "content", [b'[keys]\nleave = "a"\nmenu = "F10"\nnext = "Enter"\nprevious = "Esc"\n', b"\xff[", None]
)
def test_no_file_can_keep_anybody_in_or_out(
    content: bytes | None, tmp_path: Path, settings_file: Path
) -> None:
    settings_file.unlink()
    if content is None:
        os.mkfifo(settings_file)  # whoever reads it waits for ever
    else:
        settings_file.write_bytes(content)
    with running(tmp_path) as term:
        term.wait("ettings")
        term.key("f2")
        term.wait("Menu:")
        term.key("esc")
        term.wait("our plans")
        term.key("f10")
        assert term.wait_end() == 0
