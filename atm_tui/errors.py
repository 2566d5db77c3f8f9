"""What can go wrong in a way that a person can mend.

Every error here is one plain sentence (or two) that says what happened and what to do.
The command line prints it and ends with status 2; the screen shows it and goes on.

    AtmError
    ├── PlanFileError     a plan's file cannot be read or written
    ├── PlanNameError     a name that no plan may have
    ├── ReadOnly          a change of a plan that is only read here
    └── NotUnderstood     typed text that does not fit its field
"""


class AtmError(Exception):
    """The root of all errors that are told to the user as they stand."""


class PlanFileError(AtmError):
    """A plan's file cannot be opened, read, understood or written."""


class PlanNameError(AtmError):
    """A plan's name that would not be safe or not be a name."""


class ReadOnly(AtmError):  # noqa: N818 - what the plan is, not an error of the program
    """A change of a plan that is only read here; nothing was changed."""


class NotUnderstood(AtmError):  # noqa: N818 - what happened, not an error of the program
    """Typed text that its field cannot take; the text itself is kept."""
