"""What a facilitator does with the keys, for the journeys: steps, rows, fields."""

from term import Term


class Facilitator:
    """Somebody at the keyboard who reads the screen before she presses the next key."""

    def __init__(self, term: Term) -> None:
        self.term = term
        self.typed: list[str] = []

    def at(self, title: str) -> None:
        """Wait until the first line names this page."""
        self.term.wait(title)

    def next_step(self, title: str) -> None:
        """Go on until the wizard stands at this step, and open its record face."""
        for _ in range(60):
            before = self.term.lines[0]
            if before.startswith(f"{title} |"):
                break
            self.term.key("f4")
            self._line_changes(before)
        assert self.term.lines[0].startswith(f"{title} |"), self.term.text
        self.term.quiet()
        if "Enter Write it down" in self.term.text:
            self.term.key("enter")
            self.term.wait("Enter Write it down", gone=True)

    def _line_changes(self, before: str) -> None:
        number = _step_number(before)
        self.term.wait(f"step {number} of", gone=True)

    def new_row(self, *values: tuple[str, str]) -> None:
        """Add a row to a table: (label, text) for each field; the first is where the form begins."""
        self.term.key("ctrl+n")
        self.term.wait("Esc Close")
        self.fill(*values)
        self.close()

    def close(self) -> None:
        """Close the form; the first Esc ends a search, if one goes on."""
        self.term.quiet()
        for _ in range(2):
            self.term.key("esc")
            self.term.quiet(1.0)
            if "Esc Close" not in self.term.text:
                return
        raise AssertionError(f"the form has not closed:\n{self.term.text}")

    def fill(self, *values: tuple[str, str]) -> None:
        """Fill fields of the form on the screen."""
        for label, text in values:
            self.field(label)
            self.type(text)

    def field(self, label: str) -> None:
        """Go to a field by Tab."""
        self.term.quiet()
        for _ in range(40):
            if any(line.startswith("> ") and line[2:24].strip() == label for line in self.term.lines):
                return
            before = next(line for line in reversed(self.term.lines) if line.startswith("> "))
            self.term.key("tab")
            self.term.wait_line_gone(before)
            self.term.quiet()
        raise AssertionError(f"no field {label!r}:\n{self.term.text}")

    def type(self, text: str) -> None:
        """Type words, and remember them."""
        self.term.send(text)
        self.typed.append(text)
        self.term.wait(text[-20:].strip())

    def pick(self, label: str, text: str) -> None:
        """Pick, in a field that points at something, the best match for these words."""
        self.field(label)
        self.term.send(text)
        self.term.wait("Up and Down, then Enter")
        self.term.wait(f" {text}")
        self.term.key("enter")
        self.term.wait("Up and Down, then Enter", gone=True)

    def choose(self, label: str, digit: str, word: str) -> None:
        """Choose by a digit, and see the word in brackets."""
        self.field(label)
        self.term.send(digit)
        self.term.wait(f"[{digit}) {word}]")


def begin_plan(term: Term, group: str) -> None:
    """Make a plan from the home page."""
    term.wait("our plans")
    term.key("enter")
    term.wait("What is the group called?")
    term.send(f"{group}\r")


def begin_typing(term: Term, words: str) -> None:
    """Open the first sheet and type into the field of the product, without leaving it."""
    term.wait("Enter Write it down")
    term.key("enter")
    term.wait("> Group")
    term.key("down", "down")
    term.wait("> Product")
    term.send(words)
    term.wait(words)


def _step_number(line: str) -> str:
    return line.split("| step ")[1].split(" ", maxsplit=1)[0] if "| step " in line else line
