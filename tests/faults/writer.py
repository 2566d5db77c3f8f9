"""Saves a plan a few times, for an outside judge that stops or fails it at every call to the system.

``writer.py DIR`` prints ``BEGIN n`` before it saves revision n and ``ACK n`` once it is saved. The plan
grows and shrinks, so that a file written in place would be seen to lose its end.
"""

import sys
from pathlib import Path

from atm_tui.document import Document
from atm_tui.errors import PlanFileError
from atm_tui.model.action import Action

REVISIONS = 6


def main(folder: Path) -> int:
    """Save ``REVISIONS`` states of one plan. Gives 1 when a save has failed."""
    document = Document.new(folder / "plan.json", "Group")
    sheet = document.plan.rows("plan")[0]
    failed = False
    for number in range(1, REVISIONS + 1):
        document.set(sheet, {"product": f"revision {number}"})
        if number % 2:
            document.add(Action(what="weave " * 400))
        else:
            document.remove(document.plan.rows("action")[-1])
        print(f"BEGIN {number}", flush=True)
        try:
            document.save()
            print(f"ACK {number}", flush=True)
        except PlanFileError as error:
            print(error, file=sys.stderr)
            failed = True
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
