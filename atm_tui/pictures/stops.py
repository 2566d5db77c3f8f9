"""What lies on each stretch of the way."""

from dataclasses import dataclass, field

from atm_tui.model.action import Action
from atm_tui.model.derived import standing_actions
from atm_tui.model.plan import Plan
from atm_tui.model.river import Bridge, Milestone, Rapid, Stretch, Tributary


@dataclass
class Stop:
    """A stretch, or (without one) what lies on none, with all that belongs there.

    Attributes:
        stretch: The stretch.
        tributaries: What flows in.
        rapids: What stands in the way.
        bridges: The bridges that cross nothing; the others are found by their rapid.
        actions: What is done there, but for what is stopped.
        milestones: What will be true at its end.
    """

    stretch: Stretch | None
    tributaries: list[Tributary] = field(default_factory=list)
    rapids: list[Rapid] = field(default_factory=list)
    bridges: list[Bridge] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)
    milestones: list[Milestone] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many records it holds, the stretch itself too."""
        held = len(self.tributaries) + len(self.rapids) + len(self.bridges)
        return held + len(self.actions) + len(self.milestones) + (self.stretch is not None)


def stops_of(plan: Plan) -> list[Stop]:
    """The stretches in their order; at the end what lies on none, if there is any."""
    found = {stretch.id: Stop(stretch) for stretch in plan.all(Stretch)}
    rest = Stop(None)
    for tributary in plan.all(Tributary):
        found.get(tributary.stretch, rest).tributaries.append(tributary)
    for rapid in plan.all(Rapid):
        found.get(rapid.stretch, rest).rapids.append(rapid)
    for action in standing_actions(plan):
        found.get(action.stretch, rest).actions.append(action)
    for milestone in plan.all(Milestone):
        found.get(milestone.stretch, rest).milestones.append(milestone)
    rapids = {rapid.id for rapid in plan.all(Rapid)}
    rest.bridges = [bridge for bridge in plan.all(Bridge) if bridge.crosses not in rapids]
    return [*found.values(), *([rest] if rest.count else [])]
