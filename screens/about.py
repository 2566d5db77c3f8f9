"""What the home page's F1 says: what the program is for, and how it is used."""

from atm_tui.widgets.textview import Paragraph

_PURPOSE = """You lead a producers' group to a plan of its own: what it will try out with real buyers, who
does what by when, and how it will look back and learn. The program keeps the plan while you lead."""

_FACES = """Each step has a guide (what to say, ask and draw) and a page on which it is written down.
F1 shows the guide, Enter the page."""

ABOUT: tuple[Paragraph, ...] = (
    ("head", "What the program is for"),
    ("text", " ".join(_PURPOSE.split())),
    ("item", "A tour of two minutes, on a copy that is thrown away: F2, Take the tour."),
    ("", ""),
    ("head", "How it goes"),
    ("item", "Open a plan, or begin a new one with Ctrl+N."),
    ("item", "F4 takes you from step to step, F3 back. F5 shows all steps; go to any, in any order."),
    ("item", " ".join(_FACES.split())),
    ("item", "What is typed is saved by itself, at most a second after the last key. Line 1 says so."),
    ("item", "Ctrl+T takes back any change. F7 keeps a question for later. F6 takes the plan out."),
    ("item", "F2 lists everything that can be done on a page; type any word to find it."),
    ("item", "If an F key does nothing here: Alt+1 is F1, Alt+2 is F2, up to Alt+0, which is F10."),
    ("", ""),
    ("head", "Where plans lie"),
    ("text", "Each plan is one file in your data folder. It can be copied, mailed and read."),
    ("text", "Nothing is sent anywhere."),
)
