"""LibreOffice without a screen: what it makes of a file of ours."""

import shutil
import subprocess
from pathlib import Path

import pytest

needs_soffice = pytest.mark.skipif(
    shutil.which("soffice") is None,
    reason="soffice is not here (Debian: libreoffice-writer-nogui, libreoffice-calc-nogui)",
)


def converted(path: Path, to: str) -> Path:
    """The same document in another format, such as "pdf", or "txt:Text (encoded):UTF8"."""
    into = path.parent / "converted"
    profile = (
        path.parent / "profile"
    ).as_uri()  # of its own: two at a time would share one, and one would end
    subprocess.run(
        ["soffice", f"-env:UserInstallation={profile}", "--headless", "--norestore", "--convert-to", to,
         "--outdir", str(into), str(path)],
        check=True, capture_output=True, timeout=240,
    )  # fmt: skip
    return into / f"{path.stem}.{to.partition(':')[0]}"
