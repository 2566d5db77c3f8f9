"""Pictures as they were looked at and found good, kept as text files in tests/data/pictures.

After a change that is meant, run the tests once with ATM_TUI_GOLDEN=write, and read the files.
"""

import os
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[1] / "data" / "pictures"


def compare(name: str, text: str) -> None:
    """Fail unless a picture is as it is kept; write it instead where that is asked for."""
    path = FOLDER / f"{name}.txt"
    if os.environ.get("ATM_TUI_GOLDEN") == "write":
        path.write_text(text, encoding="utf-8")
        pytest.skip("written, to be read by a person")
    assert text == path.read_text(encoding="utf-8")
