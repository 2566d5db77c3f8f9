"""The worked example of the stage, as a plan that is ready to open: blue scarves from Kijito.

People, places and prices in it are invented. It shows a plan on the evening after the second
reflection, with every tool of the stage filled in.
"""

import os
from importlib import resources
from pathlib import Path

from atm_tui.store.planfile import Content, content_of
from atm_tui.store.storage import tables_of


def example() -> Content:
    """What the example's plan file holds, with a life of its own: it takes up no drafts of another plan."""
    name = "plan.json"  # not opened as a plan: it belongs to whoever installed the program
    content = content_of(tables_of((resources.files(__name__) / name).read_bytes(), Path(name)))
    content.meta["line"] = os.urandom(8).hex()
    return content
