"""The two trees: cards under cards, their weight and state, and the mirror."""

from screenkit import Hand, OpenApp

from atm_tui.model.trees import ProblemCard, SolutionCard

TRUNK = ProblemCard(statement="uneven shade", side="trunk")
ROOT = ProblemCard(statement="no thermometer", side="root", parent=TRUNK.id)
DEEPER = ProblemCard(statement="no cash for one", side="root", parent=ROOT.id)
SECOND = ProblemCard(statement="yarn of three mills", side="root", parent=TRUNK.id)
BRANCH = ProblemCard(statement="few orders", side="branch", parent=TRUNK.id)
TREE = (TRUNK, ROOT, DEEPER, SECOND, BRANCH)


def cards(hand: Hand) -> list[tuple[str, str, str]]:
    """Code, side and words of the problem cards, in their order."""
    return [(card.code, card.side, card.statement) for card in hand.plan.all(ProblemCard)]


def drawn(hand: Hand) -> list[str]:
    """The cards as the tree shows them, from the crown down."""
    lines = hand.lines()
    end = next(index for index, line in enumerate(lines) if line.startswith("---"))
    return [line[2:].rstrip() for line in lines[2:end] if line.strip()]


async def test_the_first_card_is_the_trunk_and_the_next_hangs_on_it(opened: OpenApp) -> None:
    async with opened() as hand:
        await hand.go("problems")
        await hand.burst("enter", *"uneven shade", "escape")
        await hand.until(lambda: cards(hand) == [("P", "trunk", "uneven shade")])
        await hand.burst("ctrl+n", *"no thermometer", "escape")
        await hand.until(lambda: len(cards(hand)) == 2)
        root = hand.plan.all(ProblemCard)[1]
        assert (root.code, root.side, root.parent) == ("C1", "root", hand.plan.all(ProblemCard)[0].id)
        assert hand.current().startswith("C1")


async def test_a_tree_is_drawn_from_the_crown_down_with_indents(opened: OpenApp) -> None:
    async with opened(*TREE) as hand:
        await hand.go("problems")
        assert [line.split()[0] for line in drawn(hand)][:5] == ["E1", "P", "C1", "C1.1", "C2"]
        places = {line.split()[0]: line.index(word) for line, word in zip(
            drawn(hand), ("few", "uneven", "no therm", "no cash", "yarn"), strict=False
        )}  # fmt: skip
        assert places["C1.1"] == places["C1"] + 2
        assert places["C1"] == places["C2"]


async def test_a_card_is_added_beside_and_under(opened: OpenApp) -> None:
    async with opened(*TREE) as hand:
        await hand.go("problems", ROOT.id)
        await hand.burst("ctrl+n", *"no scale", "escape")
        await hand.until(lambda: len(cards(hand)) == 6)
        beside = hand.plan.all(ProblemCard)[-1]
        assert (beside.side, beside.parent) == ("root", TRUNK.id)
        await hand.go("problems", ROOT.id)
        await hand.burst("ctrl+k", *"none sold here", "escape")
        await hand.until(lambda: len(cards(hand)) == 7)
        under = hand.plan.all(ProblemCard)[-1]
        assert (under.side, under.parent) == ("root", ROOT.id)
        assert [line.split()[0] for line in drawn(hand)].index(under.code) == 4


async def test_a_card_is_weighed_by_the_arrows(opened: OpenApp) -> None:
    def weight() -> str:
        return hand.plan.all(ProblemCard)[1].weight

    async with opened(*TREE) as hand:
        await hand.go("problems", ROOT.id)
        await hand.press("right")
        await hand.until(lambda: weight() == "2")
        assert "==" in hand.current()
        await hand.press("right", "right")
        await hand.until(lambda: weight() == "3")
        assert "###" in hand.current()
        await hand.press("left", "left", "left")
        await hand.until(lambda: weight() == "1")
        assert hand.current().split()[:2] == ["C1", "-"]


async def test_the_state_is_turned_by_space_and_said_in_words(opened: OpenApp) -> None:
    async with opened(*TREE) as hand:
        await hand.go("problems", ROOT.id)
        for state in ("easing", "solved", "worse", "open"):
            await hand.press("space")
            await hand.stands_on(f" {state}")
            assert hand.plan.all(ProblemCard)[1].state == state


async def test_a_card_is_moved_among_those_that_hang_on_the_same(opened: OpenApp) -> None:
    async with opened(*TREE) as hand:
        await hand.go("problems", ROOT.id)
        await hand.press("alt+down")
        await hand.until(
            lambda: [line.split()[0] for line in drawn(hand)][:5] == ["E1", "P", "C2", "C1", "C1.1"]
        )
        assert hand.current().startswith("C1 ")
        await hand.press("alt+down", "alt+down")
        assert [line.split()[0] for line in drawn(hand)][:5] == ["E1", "P", "C2", "C1", "C1.1"]
        await hand.press("alt+up")
        await hand.until(lambda: [line.split()[0] for line in drawn(hand)][2:4] == ["C1", "C1.1"])


async def test_a_card_is_deleted_with_all_that_hangs_on_it_and_brought_back(opened: OpenApp) -> None:
    async with opened(*TREE) as hand:
        await hand.go("problems", ROOT.id)
        before = cards(hand)
        await hand.press("delete")
        await hand.sees("Deleted: card C1")
        assert [code for code, _, _ in cards(hand)] == ["P", "C2", "E1"]
        await hand.press("ctrl+t")
        await hand.until(lambda: cards(hand) == before)
        assert "C1.1" in hand.text()


async def test_the_detail_names_what_a_card_hangs_on(opened: OpenApp) -> None:
    async with opened(*TREE) as hand:
        await hand.go("problems", DEEPER.id)
        await hand.sees("no cash for one", "Hangs on: C1")


async def test_an_empty_solution_tree_begins_as_the_mirror(opened: OpenApp) -> None:
    async with opened(*TREE) as hand:
        await hand.go("solutions")
        await hand.sees("5 cards mirror the problem tree.")
        found = {card.code: card for card in hand.plan.all(SolutionCard)}
        assert found.keys() == {"S", "SM1", "SM1.1", "SM2", "SE1"}
        assert found["SM1.1"].parent == found["SM1"].id
        assert found["SM1.1"].mirrors == DEEPER.id
        await hand.sees("(turn round: no thermometer)")
        await hand.press("ctrl+t")
        await hand.sees("Taken back: mirror of the problem tree.")
        assert hand.plan.all(SolutionCard) == []


async def test_a_mirrored_card_is_said_anew_and_keeps_its_link(opened: OpenApp) -> None:
    async with opened(*TREE) as hand:
        await hand.go("solutions")
        await hand.until(lambda: len(hand.plan.all(SolutionCard)) == 5)
        core = next(card for card in hand.plan.all(SolutionCard) if card.side == "core")
        await hand.go("solutions", core.id)
        await hand.burst("enter", *"every lot is one blue", "escape")
        await hand.until(lambda: "every lot is one blue" in hand.current())
        said = next(card for card in hand.plan.all(SolutionCard) if card.side == "core")
        assert said.mirrors == TRUNK.id
        await hand.sees("Mirror of: P")


async def test_space_chooses_a_card_of_the_solution_tree(opened: OpenApp) -> None:
    async with opened(*TREE) as hand:
        await hand.go("solutions")
        await hand.until(lambda: len(hand.plan.all(SolutionCard)) == 5)
        await hand.press("space")
        await hand.until(lambda: hand.current().endswith("chosen"))
        await hand.press("space")
        await hand.until(lambda: hand.current().endswith("not now"))


async def test_missing_mirrors_are_told_of_and_added(opened: OpenApp) -> None:
    async with opened(*TREE) as hand:
        await hand.go("solutions")
        await hand.until(lambda: len(hand.plan.all(SolutionCard)) == 5)
        await hand.go("problems", TRUNK.id)
        await hand.burst("ctrl+k", *"no rain tank", "escape")
        await hand.until(lambda: len(cards(hand)) == 6)
        await hand.go("solutions")
        await hand.sees("1 cards of the problem tree have no mirror here: Ctrl+R adds them.")
        await hand.press("ctrl+r")
        await hand.sees("1 cards added.")
        assert len(hand.plan.all(SolutionCard)) == 6
        assert "(turn round: no rain tank)" in hand.text()
        await hand.press("ctrl+r")
        await hand.sees("Every card of the problem tree has its mirror.")


async def test_cards_that_hang_on_each_other_in_a_ring_are_all_shown(opened: OpenApp) -> None:
    first = ProblemCard(statement="first of the ring", side="root")
    second = ProblemCard(statement="second of the ring", side="root", parent=first.id)
    first = first.with_values({"parent": second.id})
    async with opened(TRUNK, first, second) as hand:
        await hand.go("problems")
        await hand.sees("uneven shade", "first of the ring", "second of the ring")
        await hand.press("down", "delete", "ctrl+t")
        await hand.sees("first of the ring", "second of the ring")


async def test_a_blank_between_words_that_are_looked_for_changes_no_state(opened: OpenApp) -> None:
    async with opened(ProblemCard(side="trunk", statement="Too few are sold", weight="heavy")) as hand:
        await hand.go("problems")
        await hand.press(*"few", "space", *"are")
        await hand.sees("Find: few are_")
        assert hand.plan.all(ProblemCard)[0].state == "open"
        await hand.press("escape", "right")
        assert hand.plan.all(ProblemCard)[0].weight == "2", "a weight that is none counts as thin"
