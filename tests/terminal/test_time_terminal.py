"""What time costs on the wire: nothing while nothing is timed, and a few cells when a minute is gone."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from facilitator import begin_plan
from term import Term, environment

FAST = 60
"""How much faster than elsewhere time goes here: a minute is a second."""

PROGRAM = f"""
import sys, time
from datetime import datetime, timedelta
from atm_tui import __main__, timedapp
from atm_tui.widgets import desk

began, clock = datetime.now().astimezone(), time.monotonic()
desk.moment = lambda: began + timedelta(seconds=(time.monotonic() - clock) * {FAST})
wait = timedapp.TimedApp.set_timer
timedapp.TimedApp.set_timer = lambda app, delay, callback: wait(app, delay / {FAST}, callback)
sys.argv = ["atm-tui"]
sys.exit(__main__.main())
"""


@contextmanager
def fast(home: Path, **more: str) -> Iterator[Term]:
    """The program with a new plan, at its first step, in a world in which time flies."""
    term = Term([sys.executable, "-c", PROGRAM], environment(home, **more))
    try:
        begin_plan(term, "Group")
        term.wait("Enter Write it down")
        term.wait("saved")
        term.quiet(0.5)
        yield term
    finally:
        term.close()


def time_this_step(term: Term) -> None:
    """Begin the time of the step at which one is."""
    term.key("f2")
    term.wait("Menu: type any word")
    term.send("time this step")
    term.wait("Time this step")
    term.key("enter")
    term.wait("The plan: ")  # and how much of its time is left


@pytest.mark.parametrize("link", ["", "quiet"])
def test_at_rest_nothing_is_sent_where_nothing_goes_on_by_itself(tmp_path: Path, link: str) -> None:
    with fast(tmp_path, ATM_TUI_LINK=link) as term:
        if link:
            time_this_step(term)
            assert "until" in term.lines[0]
            assert "min |" not in term.lines[0]
            term.quiet(0.5)
        sent = len(term.raw)
        term.quiet(3.0)  # three minutes of theirs
        assert len(term.raw) == sent


def test_a_minute_that_passes_sends_a_few_cells(tmp_path: Path) -> None:
    with fast(tmp_path) as term:
        time_this_step(term)
        term.until(lambda: "12 min |" in term.lines[0], "12 minutes")
        term.lull = 0.05
        term.quiet()
        for left in (10, 9):
            sent = len(term.raw)
            term.until(lambda left=left: f"{left} min |" in term.lines[0], f"{left} minutes")  # type: ignore[misc]  # mypy cannot infer it
            assert len(term.raw) - sent < 3 * 60
        term.wait("Ctrl+X gives five more minutes; F9 ends it.")
        assert "time is up" in term.lines[0]
        term.quiet(0.5)
        sent = len(term.raw)
        term.quiet(2.0)
        assert len(term.raw) == sent  # it is said once
        term.key("ctrl+x")
        term.wait(" min |")
