"""atm-tui: guided facilitation of a group's collective action plan, in a terminal."""

__version__ = "0.1.0"
