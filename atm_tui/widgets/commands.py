"""What can be done, declared once: a command's key, menu line, help, and place in the last line."""

from dataclasses import dataclass

from textual.binding import Binding


@dataclass(frozen=True)
class Command:
    """One thing that a key does.

    Attributes:
        id: Its name; ``action_<id>`` of the screen (or of the app, with ``app``) does it.
        keys: Textual key names, comma separated; the first is shown. Empty: only in the menu.
        label: One or two words for the last line.
        help: A sentence for the menu and for Help.
        shown: Whether the last line shows it; the menu shows all.
        app: Whether the app does it, and not the screen.
        first: Whether it comes before what the focused widget would do with the key.
        changes: Whether it changes the plan: it is refused, and not shown, while a plan is only read.
    """

    id: str
    keys: str
    label: str
    help: str
    shown: bool = True
    app: bool = False
    first: bool = True
    changes: bool = False

    @property
    def key(self) -> str:
        """The key as people read it: F4, Ctrl+N, Enter."""
        first = self.keys.split(",", maxsplit=1)[0]
        return "+".join(_KEY_WORDS.get(part, part.title()) for part in first.split("+"))

    @property
    def action(self) -> str:
        """What Textual is to run; what changes the plan goes by ``action_change``, which may refuse it."""
        action = f"change({self.id!r})" if self.changes else self.id
        return f"app.{action}" if self.app else action

    def binding(self) -> Binding:
        """The command for Textual."""
        return Binding(self.keys, self.action, self.label, show=False, priority=self.first, id=self.id)


_KEY_WORDS = {
    "escape": "Esc",
    "insert": "Ins",
    "delete": "Del",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "ctrl": "Ctrl",
    "alt": "Alt",
}

HELP = Command(
    "help", "f1", "Guide", "What this page is for, what to say and ask, and which keys work here.", app=True
)
MENU = Command("menu", "f2", "Menu", "Everything that can be done here; type any word to find it.", app=True)
LEAVE = Command(
    "leave", "f10,ctrl+c,ctrl+q", "Leave", "Close this plan or the program; all is kept.", app=True
)
REDRAW = Command("redraw", "ctrl+l", "Redraw", "Draw the whole screen again.", shown=False, app=True)

IN_PLAN = (
    HELP,
    MENU,
    Command("previous", "f3", "Back", "The step before; nothing is lost.", app=True),
    Command("next", "f4", "Next", "The next step.", app=True),
    Command("outline", "f5", "Steps", "All steps, how far each is, and a jump to any.", app=True),
    Command("take_out", "f6", "Copy", "Send the plan to the clipboard and to a file.", app=True),
    Command("picture", "ctrl+p", "Picture", "This tool of the stage as a picture.", shown=False, app=True),
    Command("park", "f7", "Park", "Keep a question for later, and come back here.", app=True, changes=True),
    LEAVE,
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
    Command("questions", "", "Four questions", "Go to the four questions.", shown=False, app=True),
    REDRAW,
)
"""The commands that work at every step of an open plan."""

WRITE_HERE = Command(
    "write_here",
    "",
    "Write here",
    "Write in this plan here; whoever writes in it elsewhere is asked first.",
    shown=False,
    app=True,
)
"""The command that works at every step of a plan that is only read."""
