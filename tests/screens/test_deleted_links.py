"""What refers to something deleted says so everywhere, and is mended where the loose end leads."""

import pytest
from screenkit import SIZES, OpenApp

from atm_tui.model.action import Action
from atm_tui.model.start import Participant


@pytest.mark.parametrize("size", SIZES)
async def test_enter_on_the_loose_end_leads_to_the_field_and_it_is_mended(
    opened: OpenApp, size: tuple[int, int]
) -> None:
    halima = Participant(id="p1", display_name="Halima")
    neema = Participant(id="p2", display_name="Neema")
    dye = Action(id="a1", what="Dye", lead="p1", done_when="It is blue", helpers=["p2"])
    async with opened(halima, neema, dye, Action(id="a2", what="Sell", lead="p1"), size=size) as hand:
        await hand.go("people", "p1")
        await hand.press("delete")
        await hand.sees("still named in 2 places")
        await hand.go("actions", "a1")
        await hand.sees("(deleted)")
        for code, left in (("A01", "a2"), ("A02", "")):
            await hand.press("f2")
            await hand.type("loose")
            await hand.press("enter")
            await hand.titled("Loose ends")
            await hand.type("deleted")
            await hand.press("enter")
            await hand.titled(f"{code} action")
            assert hand.label() == "Who leads"
            await hand.sees("(deleted)")
            await hand.type("Neema")
            await hand.press("enter", "escape")
            await hand.titled("Actions")
            assert [one.id for one in hand.plan.all(Action) if one.lead == "p1"] == [left] * bool(left)
        assert all(one.lead == "p2" for one in hand.plan.all(Action))
