"""The list of the stops of a reflection, and of all steps below it."""

from atm_tui.meeting import STOPS
from atm_tui.screens.lists import OutlinePage
from atm_tui.widgets.rowlist import Row


class StopsPage(OutlinePage):
    """The stops of the reflection, and below them all steps of the stage."""

    HELP = "The stops of this reflection, and below them all steps: go to one for a while; F12 comes back."
    TITLE_WORDS = "Stops of the reflection, and all steps"

    def lines(self) -> list[Row]:
        """The stops, then the outline."""
        stops = [
            Row(stop.id, (f"{number:3}", stop.title, "", f"{stop.minutes} min"))
            for number, stop in enumerate(STOPS, 1)
        ]
        return [Row("", ("THIS REFLECTION",), heading=True), *stops, *super().lines()]

    def first(self) -> str:
        """The stop where the facilitator is."""
        return self.desk.place.step.id

    async def take(self, key: str) -> None:
        """Go to the stop, or for a while to a step."""
        stop = self.desk.stop_at(key)
        await (self.host.go(stop, face="record") if stop else super().take(key))
