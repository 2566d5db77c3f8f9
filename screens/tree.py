"""A tree of cards: effects above the trunk, causes below it, each card under the one it hangs on."""

from typing import ClassVar

from atm_tui.mirror import mirror, unmirrored
from atm_tui.model.record import Record
from atm_tui.model.trees import SIDE_OF_CHILD, ProblemCard, SolutionCard, hanging
from atm_tui.screens.record import RecordPage
from atm_tui.screens.table import ADD, DELETE, FLIPCHART, MOVE, OPEN, TablePage
from atm_tui.widgets.commands import Command
from atm_tui.widgets.rowlist import Column

ORDER = ("branch", "end", "trunk", "core", "root", "means", "fruit", "sapling", "threat")
"""From the crown down to the roots, as the tree is drawn; beside it what stands beside it."""

STATES = ("open", "easing", "solved", "worse")
THICK = {"1": "-", "2": "=", "3": "#"}


class TreePage(TablePage):
    """The cards of the problem tree or of the solution tree."""

    HELP = "The cards of the tree, the crown above the trunk and the roots below it."

    DOES: ClassVar[tuple[Command, ...]] = (
        OPEN,
        ADD,
        Command(
            "add_under",
            "ctrl+k",
            "Under",
            "Add a card under this one: what causes it, or what follows.",
            changes=True,
        ),
        Command("weigh(1)", "right", "Thicker", "It weighs more.", shown=False, changes=True),
        Command("weigh(-1)", "left", "Thinner", "It weighs less.", shown=False, changes=True),
        Command(
            "turn",
            "space",
            "State",
            "Change its state: open, easing, solved, worse; or chosen, not chosen.",
            changes=True,
        ),
        Command(
            "mirror",
            "ctrl+r",
            "Mirror",
            "Add the missing mirrors of the problem tree to the solution tree.",
            changes=True,
        ),
        DELETE,
        *MOVE,
        FLIPCHART,
    )

    def __init__(self) -> None:
        super().__init__()
        self._depths: dict[str, int] = {}

    # Showing -------------------------------------------------------------------------------
    def fill(self) -> None:
        """Show the cards; an empty solution tree begins as the mirror of the problem tree."""
        plan = self.desk.document.plan
        solutions = self.step.table == SolutionCard.table and not self.desk.reading
        if self._begin and solutions and not plan.rows(SolutionCard.table):
            added = mirror(self.desk.document)
            if added:
                self.notice(
                    f"{added} cards mirror the problem tree. Say each one anew; Ctrl+T takes them back."
                )
        super().fill()
        missing = len(unmirrored(plan)) if solutions else 0
        if missing:
            self.notice(f"{missing} cards of the problem tree have no mirror here: Ctrl+R adds them.")

    def ordered(self) -> list[Record]:
        """The cards, crown first; under each the cards that hang on it."""
        cards = self.step.rows(self.desk.document.plan)
        sides = dict.fromkeys([*ORDER, *(card.value("side") for card in cards)])
        found = [
            pair for side in sides for pair in hanging([card for card in cards if card.value("side") == side])
        ]
        self._depths = {card.id: depth for card, depth in found}
        return [card for card, _ in found]

    def columns(self, records: list[Record]) -> list[Column]:
        """Code, thickness, the card itself, its state."""
        width = max([len(record.code) for record in records] + [3])
        last = "State" if self.step.table == ProblemCard.table else "Chosen"
        return [Column("", min(width, 9)), Column("", 3), Column("Card", 30, flex=True), Column(last, 10)]

    def cells(self, record: Record) -> tuple[str, ...]:
        """Thickness as strokes, the words under the card it hangs on, and the state in words."""
        indent = "  " * min(self._depths[record.id], 6)
        weight = record.value("weight")
        thick = THICK.get(weight, "") * int(weight) if weight in THICK else ""
        return (thick, indent + (record.unread.get("statement") or self._words(record)), self._state(record))

    def _words(self, record: Record) -> str:
        if isinstance(record, SolutionCard) and not record.statement:
            return (
                f"(turn round: {self.desk.document.plan.named(record.mirrors)})"
                if record.mirrors
                else "(no words yet)"
            )
        return record.name or "(no words yet)"

    @staticmethod
    def _state(record: Record) -> str:
        if isinstance(record, SolutionCard):
            return (
                "dropped"
                if record.conversion == "dropped"
                else {"yes": "chosen", "no": "not now"}.get(record.chosen, "")
            )
        return str(record.value("state"))

    # Doing ---------------------------------------------------------------------------------
    async def action_change(self, action: str) -> None:
        """Do what changes the tree; the blank between two words that are looked for changes nothing."""
        await self.settle()
        if action == "turn" and self.desk.reading and self.rows.wanted:
            self.rows.look_for(self.rows.wanted + " ")
        else:
            await super().action_change(action)

    def fresh(self) -> Record:
        """A card beside the current one; the first card of a tree is its trunk."""
        card = self.current
        if card is None:
            first = "trunk" if self.step.table == ProblemCard.table else "core"
            cards = self.step.rows(self.desk.document.plan)
            trunk = next((one for one in cards if one.value("side") == first), None)
            if trunk is None:
                return self.step.kind.model_validate({"side": first})
            return self._under(trunk)
        if card.value("side") in SIDE_OF_CHILD:
            return self._under(card)
        return self.step.kind.model_validate({"side": card.value("side"), "parent": card.value("parent")})

    def _under(self, card: Record) -> Record:
        side = SIDE_OF_CHILD.get(card.value("side"), card.value("side"))
        return self.step.kind.model_validate({"side": side, "parent": card.id})

    async def action_add_under(self) -> None:
        """Open an empty card that hangs on the current one."""
        await self.settle()
        if card := self.current:
            await self.host.open_page(RecordPage(self.step, self._under(card), self._insert))

    async def action_weigh(self, by: int) -> None:
        """Make the current card thicker or thinner."""
        await self.settle()
        if card := self.current:
            weights = list(THICK)
            held = card.value("weight")
            at = weights.index(held) if held in weights else 0
            self.desk.document.set(card, {"weight": weights[max(0, min(at + by, len(weights) - 1))]})
            self.refill()

    async def action_turn(self) -> None:
        """Change the state of the current card; on the solution tree, whether it is chosen."""
        await self.settle()
        if self.rows.wanted:  # the blank is between two words that are looked for
            self.rows.look_for(self.rows.wanted + " ")
            return
        card = self.current
        if isinstance(card, SolutionCard):
            self.desk.document.set(card, {"chosen": "no" if card.chosen == "yes" else "yes"})
        elif isinstance(card, ProblemCard):
            at = STATES.index(card.state) if card.state in STATES else -1
            self.desk.document.set(card, {"state": STATES[(at + 1) % len(STATES)]})
        self.refill()

    async def action_mirror(self) -> None:
        """Add the missing mirror cards."""
        await self.settle()
        if self.step.table == SolutionCard.table:
            added = mirror(self.desk.document)
            self.refill()
            self.notice(
                f"{added} cards added." if added else "Every card of the problem tree has its mirror."
            )

    def neighbours(self, record: Record) -> list[Record]:
        """The cards that hang on the same card, on the same side."""
        cards = self.step.rows(self.desk.document.plan)
        place = (record.value("parent"), record.value("side"))
        return [card for card in cards if (card.value("parent"), card.value("side")) == place]
