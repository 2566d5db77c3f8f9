"""The worked example in a real pseudo-terminal: every step, both faces, at two sizes."""

import subprocess
from pathlib import Path

import pytest
from term import Term, environment, program, running

from atm_tui import stage
from atm_tui.guide import guide
from atm_tui.stage import Step
from atm_tui.widgets.fieldtypes import fields_of


def joined(text: str) -> str:
    """A screen's words in one line, so that a wrapped sentence can be found in it."""
    return " ".join(text.split())


def read_guide(term: Term) -> str:
    """All pages of a guide, as somebody reads them who presses PgDn to the end."""
    pages = [term.text]
    while "more lines: PgDn)" in pages[-1]:
        before = term.text
        term.key("pgdn")
        term.wait_other(before)
        term.quiet()
        pages.append(term.text)
    return "\n".join(line for page in pages for line in page.split("\n")[1:-3])


def look_at_guide(term: Term, step: Step) -> None:
    """The guide says what it is for and asks every question in full."""
    said = joined(read_guide(term))
    words = guide(step.id)
    for sentence in (words.purpose, *words.ask):
        assert sentence in said, f"{step.id}: {sentence!r} is clipped:\n{term.text}"
    for field in fields_of(step.kind, step.fields):
        assert field.spec.label in said


def look_at_record(term: Term, step: Step) -> None:
    """The record face names its step and shows what is asked, whole."""
    assert term.lines[0].startswith(step.title), term.text
    if step.page == "sheet":
        first = fields_of(step.kind, step.fields)[0]
        assert first.spec.ask in joined(term.text), term.text
    elif step.page == "question":
        question = dict(step.kind.presets())[step.where[1]]
        assert question in joined(term.text), term.text
        assert "What the plan holds" in term.text
    else:
        assert any(line.startswith("> ") for line in term.lines), term.text


@pytest.mark.parametrize(("cols", "rows"), [(80, 24), (60, 20)])
def test_every_step_can_be_read_on_both_faces(tmp_path: Path, cols: int, rows: int) -> None:
    """F4 through all steps of the worked example; F1 and Enter turn between guide and record."""
    plan = tmp_path / "kijito.json"
    made = [*program(), "example", str(plan)]
    subprocess.run(made, check=True, env=environment(tmp_path), capture_output=True)
    with running(tmp_path, str(plan), cols=cols, rows=rows) as term:
        term.wait("Enter Write it down")
        for number, step in enumerate(stage.steps(), 1):
            term.wait(f"step {number} of")
            term.quiet()
            if "Enter Write it down" not in term.text:
                look_at_record(term, step)
                term.key("f1")
                term.wait("Enter Write it down")
                term.quiet()
            look_at_guide(term, step)
            term.key("enter")
            term.wait("Enter Write it down", gone=True)
            term.quiet()
            look_at_record(term, step)
            assert "Traceback" not in term.text
            if number < len(stage.steps()):
                term.key("f4")
        term.key("f10")
        term.wait("Enter closes the plan")
        term.key("enter")
        assert term.wait_end() == 0
