"""F6 for an office: a file for Word or Excel, or one sentence on what is missing for it."""

import sys
import zipfile
from pathlib import Path

import pytest
from screenkit import OpenApp

from atm_tui.model.action import Action

ACTION = Action(what="weigh the yarn")


@pytest.mark.parametrize(("words", "suffix"), [("word", ".docx"), ("excel", ".xlsx")])
async def test_a_file_for_an_office_is_written(opened: OpenApp, data: Path, words: str, suffix: str) -> None:
    async with opened(ACTION) as hand:
        await hand.press("f6")
        await hand.sees("Copy and export: Enter does it")
        await hand.press(*["down"] * 4, "enter")
        await hand.type(words)
        await hand.press("enter", "enter")
        await hand.sees("Written to")
        (path,) = (data / "exports").iterdir()
        assert path.suffix == suffix
        assert zipfile.is_zipfile(path)


async def test_a_missing_package_is_named_and_the_page_stays(
    opened: OpenApp, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    async with opened(ACTION) as hand:
        await hand.press("f6")
        await hand.sees("Copy and export: Enter does it")
        await hand.press(*["down"] * 4, "enter")
        await hand.type("word")
        await hand.press("enter")
        await hand.sees("Word is not installed: pip install 'atm-tui[office]'")
        await hand.press("escape", "escape")
        await hand.sees("Markdown, to the clipboard and a file")
        assert not (data / "exports").exists()
