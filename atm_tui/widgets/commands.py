"""What can be done, declared once: a command's key, menu line, help, and place in the last line."""

from dataclasses import dataclass, replace

from textual.binding import Binding

from atm_tui.keys import said
from atm_tui.widgets import keymap


@dataclass(frozen=True)
class Command:
    """One thing that a key does.

    Attributes:
        id: Its name; ``action_<id>`` of the screen (or of the app, with ``app``) does it.
        keys: Textual key names, comma separated; the first is shown. Empty: only in the menu. The settings
            can give it another key; which it has now, says ``key``.
        label: One or two words for the last line.
        help: A sentence for the menu and for Help.
        shown: Whether the last line shows it; the menu shows all.
        app: Whether the app does it, and not the screen.
        first: Whether it comes before what the focused widget would do with the key.
        changes: Whether it changes the plan: it is refused, and not shown, while a plan is only read.
        outside: Whether it reaches any file of the computer: it is not there on the restricted way.
        gives_way: Whether the last line leaves it out first where there is no room for all.
    """

    id: str
    keys: str
    label: str
    help: str
    shown: bool = True
    app: bool = False
    first: bool = True
    changes: bool = False
    outside: bool = False
    gives_way: bool = False

    @property
    def key(self) -> str:
        """The key that it has now, as people read it: F4, Ctrl+N, Enter; "" if it is only in the menu."""
        return said(keymap.now(self.id, self.keys).split(",", maxsplit=1)[0])

    @property
    def action(self) -> str:
        """What Textual is to run; what changes the plan goes by ``action_change``, which may refuse it."""
        action = f"change({self.id!r})" if self.changes else self.id
        return f"app.{action}" if self.app else action

    def binding(self) -> Binding:
        """The command for Textual."""
        name = keymap.name(self.id, self.keys)
        keys = self.keys or f"<{self.id}>"  # none sends that, but it can be given one that is sent
        return Binding(keys, self.action, self.label, show=False, priority=self.first, id=name)


HELP = Command(
    "help", "f1", "Guide", "What this page is for, what to say and ask, and which keys work here.", app=True
)
HELP_HERE = replace(HELP, label="Help", help="What this page is for, and which keys work here.")
MENU = Command("menu", "f2", "Menu", "Everything that can be done here; type any word to find it.", app=True)
LEAVE = Command(
    "leave", "f10,ctrl+c,ctrl+q", "Leave", "Close this plan or the program; all is kept.", app=True
)
REDRAW = Command("redraw", "ctrl+l", "Redraw", "Draw the whole screen again.", shown=False, app=True)
SETTINGS = Command(
    "settings",
    "",
    "Settings",
    "Your name, order of dates, talk first, and a key of your own for any command.",
    shown=False,
    app=True,
)
PARK = Command("park", "f7", "Park", "Keep a question for later, and come back here.", app=True, changes=True)

FIVE_MORE = Command(
    "five_more", "ctrl+x", "5 more min", "Give what is being done five minutes more.", app=True
)
"""Works only while something is timed."""

IN_PLAN = (
    HELP,
    MENU,
    Command("previous", "f3", "Back", "The step before; nothing is lost.", app=True, gives_way=True),
    Command("next", "f4", "Next", "The next step.", app=True),
    Command(
        "outline", "f5", "Map", "All steps, how far each is, and a jump to any.", app=True, gives_way=True
    ),
    Command(
        "take_out", "f6", "Copy", "Send the plan to the clipboard and to a file.", app=True, gives_way=True
    ),
    Command("picture", "ctrl+p", "Picture", "This tool of the stage as a picture.", shown=False, app=True),
    PARK,
    Command("aloud", "f8", "Say", "Read aloud or show to all: one thing at a time, large.", app=True),
    Command("time", "f9", "Time", "The day's meeting: its items and their time, who is here.", app=True),
    FIVE_MORE,
    LEAVE,
    Command("search", "ctrl+f", "Find", "Find any word in any record, and go there.", shown=False, app=True),
    Command(
        "undo",
        "ctrl+t",
        "Undo",
        "Take back the last change, also one made at another step.",
        shown=False,
        app=True,
        changes=True,
    ),
    Command("redo", "ctrl+g", "Redo", "Do again what was taken back.", shown=False, app=True, changes=True),
    Command(
        "save",
        "",
        "Save now",
        "Save the plan now; by itself it is saved at the end of each step.",
        shown=False,
        app=True,
        changes=True,
    ),
    Command(
        "check",
        "",
        "Loose ends",
        "What the plan still lacks, what would hurt most first.",
        shown=False,
        app=True,
    ),
    Command(
        "reflect",
        "f12",
        "Reflection",
        "Hold a reflection: begin the next one, or go on with the one that was begun.",
        shown=False,
        app=True,
    ),
    Command(
        "begin_time",
        "",
        "Time this step",
        "Begin the time of this step; F9 shows what is left of it.",
        shown=False,
        app=True,
        changes=True,
    ),
    Command(
        "propose",
        "",
        "Propose days",
        "Share the steps out over half-days or evenings; the group decides what is taken.",
        shown=False,
        app=True,
        changes=True,
    ),
    Command(
        "hand_on",
        "",
        "Hand on",
        "The last meeting, to be told by mouth to the next facilitator or to who could not come.",
        shown=False,
        app=True,
    ),
    Command(
        "history",
        "ctrl+y",
        "History",
        "The past of this record: what it was, who changed it, and why.",
        shown=False,
        app=True,
    ),
    Command(
        "versions",
        "",
        "Versions",
        "The plan as each reflection left it, to be looked at.",
        shown=False,
        app=True,
    ),
    Command("compare", "", "Compare", "What changed since a reflection, and why.", shown=False, app=True),
    Command(
        "sort",
        "",
        "Sort parking lot",
        "Go through the parked questions: each becomes a row of a step, is answered, or gets a day.",
        shown=False,
        app=True,
    ),
    Command(
        "decide",
        "ctrl+d",
        "Decide",
        "Decide something together, about this row: fingers, hands or dots, and what comes of it.",
        shown=False,
        app=True,
        changes=True,
    ),
    Command(
        "import_file",
        "",
        "Import a file",
        "Take rows in from a table, a spreadsheet or another plan; they are shown before.",
        shown=False,
        app=True,
        changes=True,
        outside=True,
    ),
    Command("questions", "", "Four questions", "Go to the four questions.", shown=False, app=True),
    SETTINGS,
    REDRAW,
)
"""The commands that work at every step of an open plan."""

ON_TOP = (
    HELP_HERE,
    MENU,
    *(
        one
        for one in IN_PLAN
        if one.id in ("park", "time", "five_more", "leave", "search", "undo", "redo", "redraw")
    ),
)
"""Those that work on the pages that lie on a step as well: lists, pictures, comparisons."""

WRITE_HERE = Command(
    "write_here",
    "",
    "Write here",
    "Write in this plan here; whoever writes in it elsewhere is asked first.",
    shown=False,
    app=True,
)
"""The command that works at every step of a plan that is only read."""
