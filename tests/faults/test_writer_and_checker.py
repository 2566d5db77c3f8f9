"""The pair that the outside judge drives: they agree, and the checker does notice a loss."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent


def run(program: str, folder: Path, **told: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(HERE / program), str(folder)]
    return subprocess.run(command, capture_output=True, text=True, env={**os.environ, **told}, check=False)


def test_what_the_writer_saved_is_found(tmp_path: Path) -> None:
    written = run("writer.py", tmp_path)
    assert written.returncode == 0, written.stderr
    acked = [line for line in written.stdout.splitlines() if line.startswith("ACK")]
    assert acked[-1] == "ACK 9"
    assert run("checker.py", tmp_path, CRASHPOINT_ACKED="9", CRASHPOINT_BEGUN="9").returncode == 0


@pytest.mark.parametrize("harm", ["older", "cut", "gone"])
def test_a_loss_is_noticed(tmp_path: Path, harm: str) -> None:
    run("writer.py", tmp_path)
    plan = tmp_path / "plan.json"
    if harm == "older":
        plan.write_text(plan.read_text("utf-8").replace("revision 9", "revision 8"), "utf-8")
    elif harm == "cut":
        plan.write_bytes(plan.read_bytes()[:-20])
    else:
        plan.unlink()
    assert run("checker.py", tmp_path, CRASHPOINT_ACKED="9", CRASHPOINT_BEGUN="9").returncode == 1
