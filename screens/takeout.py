"""Taking the plan out: what of it, for whom, as what, where to; what comes of it is seen before it goes."""

import os
from collections.abc import Awaitable, Callable, Sequence
from typing import ClassVar, Final

from textual.app import ComposeResult

from atm_tui.clipboard import deliver, size_of, write_file
from atm_tui.errors import AtmError
from atm_tui.export import FORMATS, render
from atm_tui.export.order import AUDIENCES, GROUP, MEETING, PERSON
from atm_tui.export.wish import CLIPBOARD, PLACES, SHOWN, Wish, meetings, parts, people, sentence_of
from atm_tui.model.plan import Plan
from atm_tui.screens.lists import CHOOSE, CLOSE, FIND, ListPage
from atm_tui.store.folder import name_for
from atm_tui.widgets.commands import LEAVE, REDRAW, Command
from atm_tui.widgets.desk import today
from atm_tui.widgets.frame import Frame, Lines, rule
from atm_tui.widgets.rowlist import Column, Row, RowList
from atm_tui.widgets.verbatim import Verbatim

MOST_SHOWN: Final = 2_000
"""Records; of a larger plan nothing is worked out only to be looked at."""

_LABELS: Final = (("go", "Take it out"), ("look", "Look at it"), ("part", "What"), ("whom", "For whom"),
                  ("form", "As"), ("place", "Where to"))  # fmt: skip

EVERYTHING: Final = "-"
"""The key of a line for which nothing is chosen: an empty one would be no line."""

_OWN: Final = ("json", GROUP)
_ALL: Final = ": all of it, also what is private"


class TakeOutPage(ListPage):
    """What is taken out, line by line; Enter on the first line does it, on the others it chooses anew."""

    DOES: ClassVar[tuple[Command, ...]] = (
        CHOOSE,
        Command("page(1)", "pagedown", "Read on", "Read on in what goes out."),
        Command("page(-1)", "pageup", "Read back", "Read back in what goes out.", shown=False),
        CLOSE,
    )
    HELP = (
        "Take the plan out, whole or a part of it: to the clipboard, and always to a file. Enter on the "
        "first line does it; on the others you choose what, for whom, as what, where to. What is private, "
        "and who does not want to be named, is in none of it, but in the group's own data (JSON)."
    )
    TITLE_WORDS = "Copy and export: Enter does it"
    COLUMNS: ClassVar[tuple[Column, ...]] = (Column("", 12), Column("", 40, flex=True))

    def __init__(self) -> None:
        super().__init__()
        self._wish = Wish()
        self._at = "go"

    def body(self) -> ComposeResult:
        """The list, what was done, and what it looks like."""
        yield RowList(self.COLUMNS, header=False, find=False, id="rows")
        yield rule()
        told = Lines(id="told")
        told.display = False
        yield told
        preview = Verbatim(id="preview")
        preview.can_focus = False
        yield preview

    def refill(self) -> None:
        """Show what is chosen, and how it looks."""
        super().refill()
        self.query_one("#told", Lines).display = False
        self._preview()

    def first(self) -> str:
        """The line that was left."""
        return self._at

    def lines(self) -> list[Row]:
        """What is chosen."""
        wish = self._known()
        plan, form = self.desk.document.plan, FORMATS[wish.form]
        said = {
            "go": f"{form.title}, to {PLACES[wish.place]}",
            "look": "all of it, as it goes out" if form.is_text else f"{form.title} cannot be shown here",
            "part": wish.what(plan),
            "whom": wish.whom(plan),
            "form": f"{form.title}{_ALL if (wish.form, wish.audience) == _OWN else ''}",
            "place": PLACES[wish.place].capitalize(),
        }
        return [Row(key, (label, said[key])) for key, label in _LABELS]

    def _known(self) -> Wish:
        """What is chosen, as far as the plan still has it."""
        try:
            self._wish.whom(self.desk.document.plan)
        except AtmError:
            self._wish = self._wish.made_for(GROUP)
        if self._wish.part.startswith("record:") and not self.desk.document.plan.get(self._wish.part[7:]):
            self._wish = self._wish.of("")
        return self._wish

    def show_in_full(self) -> None:
        """Nothing is cut here; the lines below tell what was done."""

    # What it looks like ----------------------------------------------------------------------------
    def _preview(self) -> None:
        view, form = self.query_one("#preview", Verbatim), FORMATS[self._wish.form]
        if not form.is_text or form.suffix.endswith(".html"):
            view.show([("text", f"{form.title}: it goes to a file, and is opened by another program.")])
        elif sum(map(len, self.desk.document.plan.tables.values())) > MOST_SHOWN:
            view.show([("text", "This plan is large: Look at it shows how it goes out.")])
        else:
            try:
                view.show([("text", str(self._made()))])
            except AtmError as error:
                view.show([("text", str(error))])

    def _made(self) -> str | bytes:
        return render(self.desk.document.plan, self._wish.form, self._wish.order(today()))

    def action_page(self, by: int) -> None:
        """Read on in what goes out; the lines above it are few."""
        self.query_one("#preview", Verbatim).action_page(by)

    # Choosing --------------------------------------------------------------------------------------
    async def take(self, key: str) -> None:
        """Take it out, look at it, or choose another way."""
        self._at = key
        match key:
            case "go":
                await self._take_out()
            case "look":
                await self._look()
            case "part":
                place, plan = self.desk.place, self.desk.document.plan
                found = parts(plan, self.desk.step, place.record)
                rows = [Row(part, (Wish(part).what(plan),)) for part in found]
                await self._choose("What is taken out?", rows, self._wish.part, self._wish.of)
            case "whom":
                await self._ask_whom()
            case "form":
                rows = [
                    Row(name, (one.title, "not installed" if one.missing else ""))
                    for name, one in FORMATS.items()
                ]
                await self._choose("As what?", rows, self._wish.form, self._in_form)
            case _:
                places = [Row(name, (words.capitalize(),)) for name, words in PLACES.items()]
                await self._choose("Where to?", places, self._wish.place, self._wish.to)

    def _in_form(self, form: str) -> Wish:
        one = FORMATS[form]
        if one.missing:
            raise AtmError(f"{one.title} is not installed: pip install 'atm-tui[{one.extra}]'")
        return self._wish.in_form(form)

    async def _ask_whom(self) -> None:
        rows = [Row(name, (sentence_of(name),)) for name in AUDIENCES]

        async def chosen(audience: str) -> None:
            plan = self.desk.document.plan
            if audience not in (PERSON, MEETING):
                await self._settle_on(lambda: self._wish.made_for(audience))
                return
            which = _people(plan) if audience == PERSON else [Row(*one) for one in _meetings(plan)]
            await self.host.back()
            await self._choose(
                "Which person?" if audience == PERSON else "Which meeting?",
                which,
                self._wish.who,
                lambda who: self._wish.made_for(audience, who),
            )

        await self.host.open_page(PickPage("For whom?", rows, self._wish.audience, chosen))

    async def _choose(
        self, title: str, rows: Sequence[Row], current: str, then: Callable[[str], Wish]
    ) -> None:
        """Ask for one of these, and go on with what it makes of the wish."""

        async def chosen(key: str) -> None:
            await self._settle_on(lambda: then(key))

        await self.host.open_page(PickPage(title, rows, current, chosen))

    async def _settle_on(self, wish: Callable[[], Wish]) -> None:
        try:
            self._wish = wish()
        except AtmError as error:
            self.app.screen.notice(str(error))  # type: ignore[attr-defined]  # the pick list, which is on top
            return
        self._at = "go"
        await self.host.back()

    # Taking it out ---------------------------------------------------------------------------------
    async def _look(self) -> None:
        if not FORMATS[self._wish.form].is_text:
            self._tell(f"{FORMATS[self._wish.form].title} cannot be shown here. It goes to a file.")
            return
        try:
            text = str(self._made())
        except AtmError as error:
            self._tell(str(error))
            return
        await self.host.open_page(ShownPage(text))

    async def _take_out(self) -> None:
        """Take it out, and say what became of it."""
        if self._wish.place == SHOWN:
            await self._look()
            return
        form, stem = FORMATS[self._wish.form], name_for(self._wish.stem(self.desk.document.plan))
        try:
            content = self._made()
            if self._wish.place == CLIPBOARD and isinstance(content, str):
                said = deliver(
                    content, name=stem, suffix=form.suffix, send=self.host.send, env=os.environ,
                    tools=not self.host.kiosk,
                ).message  # fmt: skip
            else:
                size = size_of(content) if isinstance(content, str) else f"{len(content):,} bytes"
                said = f"Written to {write_file(stem, form.suffix, content)}: {size}."
        except AtmError as error:
            said = str(error)
        self._tell(said)

    def _tell(self, said: str) -> None:
        told = self.query_one("#told", Lines)
        told.display = True
        told.show(said)
        self.set_focus(self.query_one(RowList))


def _people(plan: Plan) -> list[Row]:
    return [Row(one.id, (f"{one.code} {one.display_name}", one.role)) for one in people(plan)]


def _meetings(plan: Plan) -> list[tuple[str, tuple[str, ...]]]:
    return [(one, (words,)) for one, words in meetings(plan)]


class PickPage(ListPage):
    """A list of which one line is chosen.

    Args:
        title: What is asked.
        rows: The lines.
        current: The key of the line to begin at.
        done: Told the key of the chosen line.
    """

    DOES: ClassVar[tuple[Command, ...]] = (CHOOSE, CLOSE, FIND)
    HELP = "Choose one line; type letters to find it. Esc leaves all as it is."
    COLUMNS: ClassVar[tuple[Column, ...]] = (Column("", 36, flex=True), Column("", 22))
    EMPTY = "Nothing of this kind is written down in the plan yet."

    def __init__(
        self, title: str, rows: Sequence[Row], current: str, done: Callable[[str], Awaitable[None]]
    ) -> None:
        super().__init__()
        self.TITLE_WORDS = title
        self._rows, self._current, self._done = list(rows), current or EVERYTHING, done

    def lines(self) -> list[Row]:
        """The lines; a key is never empty, for an empty one is no line to choose."""
        return [Row(row.key or EVERYTHING, row.cells) for row in self._rows]

    def first(self) -> str:
        """The line that is chosen now."""
        return self._current

    def in_full(self, key: str) -> str:
        """All cells of the line."""
        held = next((row for row in self.lines() if row.key == key), None)
        return " ".join(filter(None, held.cells)) if held else ""

    async def take(self, key: str) -> None:
        """Hand it on."""
        await self._done("" if key == EVERYTHING else key)


class ShownPage(Frame):
    """A text to be marked by hand in the terminal, where no clipboard takes it; nothing stands beside it.

    Args:
        text: What to show.
    """

    DOES: ClassVar[tuple[Command, ...]] = (Command("close", "escape", "Close", "Close this page."),)
    HELP = "The text, to be marked with the mouse and copied as this terminal copies; PgDn goes on."
    COMMON: ClassVar[tuple[Command, ...]] = (LEAVE, REDRAW)
    passing: ClassVar[bool] = True

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def body(self) -> ComposeResult:
        """The text."""
        yield Verbatim(id="text")

    def refill(self) -> None:
        """Show the text."""
        self.title_is("Mark it with the mouse, then copy as your terminal does; PgDn goes on")
        view = self.query_one(Verbatim)
        view.show([("text", self._text)])
        self.set_focus(view)

    async def action_close(self) -> None:
        """Close the page."""
        await self.host.back()
