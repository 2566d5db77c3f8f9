"""The form in which a group decides: only what is asked for as it decides, and counts by one key."""

from typing import Final, cast

from textual import events

from atm_tui.deciding import Outcome, asked, dots_of, leaders, standing
from atm_tui.model.reflection import Decision, Dots
from atm_tui.widgets.desk import today
from atm_tui.widgets.fieldtypes import fields_of
from atm_tui.widgets.form import RecordForm
from atm_tui.widgets.frame import Frame

STEPS: Final = {"plus": 1, "right": 1, "minus": -1, "left": -1}
"""Keys by which a count goes up and down."""

AGREED: Final = "agreed"


class DecisionForm(RecordForm):
    """The form of a decision: it is agreed only where the count allows it."""

    @property
    def decision(self) -> Decision:
        """The decision as it is in the plan, or the new one."""
        assert isinstance(self.record, Decision), "only decisions are shown here"  # noqa: S101 - a rule of this class
        return self.record

    @property
    def dots(self) -> list[Dots]:
        """What can be chosen in it."""
        return dots_of(self.document.plan, self.decision.id)

    @property
    def says(self) -> Outcome:
        """What its count says."""
        return standing(self.decision, self.dots)

    # Agreeing ----------------------------------------------------------------------------------
    def _set(self, value: str | list[str]) -> None:
        """Write what was chosen; "agreed" only where the count allows it."""
        cast("Frame", self.screen).notice("")  # what was said of the choice before
        if self.field.name != "result" or value != AGREED:
            super()._set(value)
        elif self.says.may_agree:
            with self.document.step(f"agreement of {self.decision.code}"):
                self._about_what_leads()
                super()._set(value)
        else:
            cast("Frame", self.screen).notice(f"Not yet agreed. {self.says.needs}")

    def _about_what_leads(self) -> None:
        """A choice by dots is about what was chosen; of several in a tie, people say which."""
        chosen = [one.item for one in leaders(self.dots)]
        about = self.decision.about
        if self.decision.method == "dots" and len(chosen) == 1 and chosen[0] and chosen[0] not in about:
            self.document.set(self.decision, {"about": [*about, *chosen]})


class VoteForm(DecisionForm):
    """The form in which a group decides. Its fields follow from how it agrees, and from the count."""

    # Which fields ------------------------------------------------------------------------------
    def _load(self) -> None:
        self._arrange()
        super()._load()

    def leave(self) -> None:
        """Take what is typed; what is asked next may follow from it."""
        super().leave()
        if self._writer is not None:
            self._arrange()

    def refill(self) -> None:
        """Show what the plan holds now; where this field is asked for no longer, go to how it is agreed."""
        before = self.field.name if self.fields else ""
        if self._writer is not None and self._offers is None:
            self._arrange()
        super().refill()
        if self.fields and self.field.name != before:
            self._load()

    def _arrange(self) -> None:
        """Ask for what is asked for now; the cursor stays in its field."""
        before = self.field.name
        own = {one.name: one for one in fields_of(Decision)}
        self.fields = [own[name] for name in asked(self.decision)]
        names = [one.name for one in self.fields]
        self._at = names.index(before if before in names else "method")

    def begin_at(self, name: str) -> None:
        """Go to a field that is asked for."""
        self.leave()
        self._at = next(index for index, one in enumerate(self.fields) if one.name == name)
        self._load()

    # Counting ----------------------------------------------------------------------------------
    def _draft(self) -> None:
        """A count is read at every digit: what it says stands there at once."""
        if self.field.spec.kind != "count":
            super()._draft()
            return
        self.writer.type(self.field, self.entry.text, today())
        self._drafted, self._held = self.entry.text, self._text()

    def _key_for_kind(self, event: events.Key) -> bool:
        by = STEPS.get(event.key, 0)
        if not by or self.field.spec.kind != "count" or self.desk.reading:
            return super()._key_for_kind(event)
        self.commit()
        self.writer.set(self.field, max(0, (self.decision.value(self.field.name) or 0) + by))
        self._load()
        return True

    def _offered(self) -> str:
        if self.field.spec.kind == "count" and not self.desk.reading:
            return "Type the number, or + and - count one more or less. Empty if it was not counted."
        return super()._offered()
