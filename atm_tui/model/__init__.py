"""The records of a plan: one pydantic model for each thing that a group writes down.

``KINDS`` is the list of them all; a new record is one class in one of these files and one line here.
"""

from atm_tui.model.action import Action, MarketPoint, Resource
from atm_tui.model.allies import Ally, AllySheet, Placement
from atm_tui.model.aside import Aside
from atm_tui.model.bring import Competitor, CostLine, Gap, Piece, Requirement, Risk, Wealth
from atm_tui.model.canvas import CanvasNote, CanvasSheet
from atm_tui.model.closing import Answer
from atm_tui.model.gathering import Meeting, OwnQuestion, Slot
from atm_tui.model.indicators import Aim, Dimensions, Indicator, Reading
from atm_tui.model.record import Record
from atm_tui.model.reflection import Change, Decision, Dots, Finding, Message, Parked, Rhythm, Session, Story
from atm_tui.model.river import Bridge, Milestone, Pair, Rapid, River, Stretch, Tributary
from atm_tui.model.start import Participant, PlanSheet
from atm_tui.model.trees import ProblemCard, SolutionCard

KINDS: dict[str, type[Record]] = {
    kind.table: kind
    for kind in (
        PlanSheet, Participant, Meeting, Slot, OwnQuestion,
        Requirement, Competitor, Piece, CostLine, Gap, Risk, Wealth,
        River, Pair, Stretch, Milestone, Tributary, Rapid, Bridge,
        Action, Resource, MarketPoint,
        CanvasSheet, CanvasNote,
        ProblemCard, SolutionCard,
        Dimensions, Indicator, Aim, Reading,
        AllySheet, Ally, Placement,
        Rhythm, Session, Finding, Story, Decision, Dots, Change, Message, Parked, Aside,
        Answer,
    )
}  # fmt: skip
"""Every kind by its table's name, in the order of the stage."""
