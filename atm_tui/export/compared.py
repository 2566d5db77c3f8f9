"""A comparison as a paper: what became of the plan, tool by tool, each with its reasons."""

from collections.abc import Iterator

from atm_tui.comparing import Comparison, Difference, Field, Reason
from atm_tui.export.blocks import Block, Bullets, Heading, Paragraph
from atm_tui.model.plan import Plan
from atm_tui.model.reflection import Session
from atm_tui.model.typed import day_short
from atm_tui.versions import NOW, day_of

NOTHING = "nothing"
"""What is said of an empty field."""


def compared(plan: Plan, comparison: Comparison) -> Iterator[Block]:
    """The paper of a comparison.

    Args:
        plan: The plan as people may read it.
        comparison: What became of it.
    """
    ends = " to ".join(called(plan, name) for name in (comparison.from_, comparison.to))
    yield Heading(1, f"{plan.title()}: what changed")
    yield Paragraph(f"From {ends}.")
    if not comparison.tools and not comparison.decided:
        yield Paragraph("Nothing changed.")
    for tool, differences in comparison.tools:
        yield Heading(2, tool.title)
        yield _list(differences)
    if comparison.decided:
        yield Heading(2, "Decided, with nothing else changed")
        yield _list(comparison.decided)


def called(plan: Plan, name: str) -> str:
    """A version in words: its name, the reflection's occasion and day; or the day it was kept."""
    if name == NOW:
        return NOW
    version = next(one for one in plan.versions if one.name == name)
    session, day = plan.find(Session, version.session), day_of(plan, name)
    said = [session.occasion if session else "", day_short(day) if day else ""]
    return f"{name} ({', '.join(filter(None, said))})" if any(said) else name


def headline(one: Difference) -> str:
    """What became of what: "Stopped: action A07 Weave by lamp"; "Keep: A09 The rota"."""
    verb, kind = (one.one or "decided", "") if one.what == "decided" else (one.what, one.one)
    return f"{verb.capitalize()}: {' '.join(filter(None, [kind, one.code, one.name]))}"


def field_words(field: Field) -> str:
    """A field before and after, in a line."""
    if not field.old:
        return f"{field.label}: {field.new}"
    return f"{field.label}: {field.old} -> {field.new or NOTHING}"


def reason_words(reason: Reason) -> str:
    """A reason, in a line: "R3: No more night weaving. Why: tired eyes (Halima leads)"."""
    said = [reason.said] if reason.said else []
    said += [f"Why: {reason.why}"] if reason.why else []
    words = ". ".join(said) or "no reason was written"
    where = f"{reason.session}: " if reason.session else ""
    return f"{where}{words}" + (f" ({reason.agreed})" if reason.agreed else "")


def _list(differences: tuple[Difference, ...]) -> Bullets:
    items: list[tuple[int, str]] = []
    for one in differences:
        items.append((0, headline(one)))
        items += [(1, field_words(field)) for field in one.fields]
        items += [(1, reason_words(reason)) for reason in one.reasons]
    return Bullets(tuple(items))
