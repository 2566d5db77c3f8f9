"""Behind a real sshd on this machine, set up by the very lines of the README: the restricted way in."""

import os
import re
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from facilitator import begin_plan, begin_typing
from sshhost import Host, listening, needed, user
from term import Term, environment, program, wait_gone

from atm_tui.store.lock import PlanLock

README = Path(__file__).parents[2] / "README.md"


def lines_of(mark: str) -> str:
    """What the README gives between two marks, without the fences."""
    found = re.search(
        rf"<!-- {mark} -->\n```\w*\n(.*?)```\n<!-- /{mark} -->", README.read_text("utf-8"), re.S
    )
    assert found, mark
    return found[1]


def wrapper(place: Path) -> Path:
    """The README's wrapper, with this checkout's Python and a home of its own."""
    text = lines_of("kiosk-wrapper")
    python = str(Path(program()[0]).with_name("python"))
    home = place / "home"
    home.mkdir()
    for old, new in (("/opt/atm-tui/bin/python", python), ('"$HOME"', f"'{home}'")):
        assert old in text
        text = text.replace(old, new)
    path = place / "atm-tui-kiosk"
    path.write_text(text, "utf-8")
    path.chmod(0o755)
    return path


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Host]:
    """An sshd that leads whoever connects into the plans of a shared account."""
    lines = lines_of("kiosk-sshd").replace("workshop", user())
    lines = lines.replace("/usr/local/bin/atm-tui-kiosk", str(wrapper(tmp_path)))
    with listening(tmp_path, lines) as there:
        yield there


def test_a_dead_line_saves_lets_go_of_the_plan_and_leaves_no_process(host: Host, tmp_path: Path) -> None:
    """The person's ssh is killed in the middle of a word."""
    term = Term(host.ssh("-tt", "127.0.0.1"), environment(tmp_path))
    try:
        begin_plan(term, "Hill honey group")
        begin_typing(term, "Forest hon")
        plan = host.folder / "Hill honey group.json"
        holder = PlanLock(plan).look()
        assert holder
        assert holder.client == "127.0.0.1"
        os.kill(term.pid, 9)
        term.wait_end()
        wait_gone(holder.pid)
    finally:
        term.close()
    assert "Forest hon" in plan.read_text("utf-8")
    lock = PlanLock(plan)
    assert lock.take() is None
    lock.give_back()
    assert not [path for path in host.folder.rglob("*") if path.stat().st_mode & 0o077]


def test_leaving_ends_the_session(host: Host, tmp_path: Path) -> None:
    """No shell comes behind the program."""
    term = Term(host.ssh("-tt", "127.0.0.1"), environment(tmp_path))
    try:
        term.wait("our plans")
        term.key("f10")
        assert term.wait_end() == 0
    finally:
        term.close()


def test_a_command_is_not_run(host: Host, tmp_path: Path) -> None:
    """With a terminal the plans come instead; without, one sentence."""
    mark = tmp_path / "mark"
    term = Term(host.ssh("-tt", "127.0.0.1", f"touch {mark}; cat /etc/passwd"), environment(tmp_path))
    try:
        term.wait("our plans")
    finally:
        term.close()
    done = host.run("127.0.0.1", f"touch {mark}; cat /etc/passwd")
    assert done.returncode == 2
    assert done.stdout == ""
    assert "connect with a terminal" in done.stderr
    assert not mark.exists()


def test_the_environment_is_not_passed_on(host: Host, tmp_path: Path) -> None:
    """What the person sends along stays outside, but for the language."""
    term = Term(
        host.ssh("-tt", "-o", "SendEnv=*", "-o", f"SetEnv=TEXTUAL_LOG={tmp_path}/log", "127.0.0.1"),
        environment(tmp_path, PYTHONINSPECT="1", TEXTUAL_PRESS="f10", BROWSER="sh", LANG="C.UTF-8"),
    )
    try:
        begin_plan(term, "Hill honey group")
        begin_typing(term, "Forest honey")
        holder = PlanLock(host.folder / "Hill honey group.json").look()
        assert holder
        held = Path(f"/proc/{holder.pid}/environ").read_bytes().split(b"\0")
    finally:
        term.close()
    names = {one.split(b"=")[0].decode() for one in held if one}
    assert names == {"HOME", "TERM", "LANG", "SSH_CONNECTION"}
    assert not (tmp_path / "log").exists()


def test_files_are_not_fetched(host: Host, tmp_path: Path) -> None:
    """Neither sftp nor scp finds anybody to talk to, and both end."""
    target = tmp_path / "fetched"
    for name in ("sftp", "scp"):
        words = [needed(name), *host.options(), "127.0.0.1:/etc/passwd", str(target)]
        done = subprocess.run(words, input="", capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode != 0, name
        assert not target.exists()


def test_nothing_is_forwarded(host: Host) -> None:
    """No way through this machine to another port, in either direction."""
    with socket.create_server(("127.0.0.1", 0)) as inner:
        there = inner.getsockname()[1]
        assert "forwarding failed" in host.run("-W", f"127.0.0.1:{there}", "127.0.0.1").stderr
    done = host.run("-N", "-o", "ExitOnForwardFailure=yes", "-R", "127.0.0.1:0:127.0.0.1:9", "127.0.0.1")
    assert done.returncode == 255
    assert "remote port forwarding failed" in done.stderr
