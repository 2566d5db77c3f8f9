"""The worked example of the stage, as a plan that is ready to open: blue scarves from Kijito.

People, places and prices in it are invented. It shows a plan on the evening after the second
reflection, with every tool of the stage filled in.
"""

from importlib import resources

from atm_tui.store.planfile import Content, load


def example() -> Content:
    """What the example's plan file holds."""
    with resources.as_file(resources.files(__name__) / "plan.json") as path:
        return load(path)
