"""What was typed before a crash and is not in the plan's file: it is brought back, and said in words."""

from dataclasses import dataclass

from atm_tui.changes import Step, change_of
from atm_tui.document import Document
from atm_tui.model.record import Record
from atm_tui.store.journal import kept_drafts


@dataclass(frozen=True)
class BroughtBack:
    """What was brought back.

    Attributes:
        words: How many words that were not in the file.
        places: How many fields and rows they are in.
        where: The first of these, in words.
        incomplete: Whether something is missing between the file and what was brought back.
    """

    words: int
    places: int
    where: str
    incomplete: bool

    def sentence(self) -> str:
        """It in a sentence or two."""
        if self.words:
            what = f"Brought back {self.words} word{'s' * (self.words > 1)} in {self.where}"
        else:
            what = f"Brought back a change of {self.where}"
        others = self.places - 1
        more = f" and {others} other place{'s' * (others > 1)}" if others else ""
        lost = " A part could not be read." if self.incomplete else ""
        return f"{what}{more}.{lost} Ctrl+T takes it out."


def bring_back(document: Document) -> BroughtBack | None:
    """Make the changes again that were kept as drafts and are not in the plan's file.

    They are one step, which can be undone. Gives None if there are none, or if the file is older than all
    of them: then they belong to another state of the plan, and this one begins a life of its own.
    """
    plan = document.plan
    if document.path is None or not document.begun:
        return None
    first = plan.changes + 1
    kept = kept_drafts(document.path, plan.line, plan.changes)
    changes = [change for draft in kept.drafts if (change := change_of(draft))]
    if not changes:
        return None
    numbers = {change.number for change in changes}
    on = kept.drafts[0].get("on")  # what the file held when this was typed
    older = not (isinstance(on, int) and on <= plan.changes)
    if min(numbers) > first and older and not kept.damaged:  # somebody has put an older file in its place
        document.begin_anew()
        return None
    if (step := document.bring_back(changes)) is None:
        return None
    whole = numbers == set(range(first, max(numbers) + 1)) and not kept.damaged
    return _told(document, step, incomplete=not whole)


def _told(document: Document, step: Step, *, incomplete: bool) -> BroughtBack:
    before: dict[str, Record | None] = {}
    after: dict[str, Record | None] = {}
    for put in step.puts:
        before.setdefault(put.id, put.before)
        after[put.id] = put.after
    words, places = 0, []
    for record_id, record in after.items():
        one = record or before[record_id]
        if one is None:  # made and deleted again
            continue
        found = _new_words(before[record_id], record)
        words += sum(found.values())
        name = f"{one.one} {one.code}".strip()
        places += [f"{one.specs()[field].label}, {name}" for field in found] or [name]
    return BroughtBack(words, len(places), places[0] if places else document.plan.title(), incomplete)


def _new_words(before: Record | None, after: Record | None) -> dict[str, int]:
    """How many words more than before stand in the fields of a record; those without any are left out."""
    if after is None:
        return {}
    counts = {}
    for name in after.specs():
        old, new = ("" if record is None else _words(record, name) for record in (before, after))
        if old != new:
            counts[name] = max(0, len(new.split()) - len(old.split()))
    return {name: count for name, count in counts.items() if count}


def _words(record: Record, name: str) -> str:
    typed = record.unread.get(name)
    value = record.value(name)
    return typed or (
        value if isinstance(value, str) and record.specs()[name].kind in ("line", "text") else ""
    )
