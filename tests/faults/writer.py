"""Types into a plan and saves it now and then, for an outside judge that stops or fails it at every call.

``writer.py DIR`` prints ``BEGIN n`` before it types revision n and ``ACK n`` once that is kept: as a draft
that was synced, or (every third one) in the plan's file. The plan grows and shrinks, so that a file
written in place would be seen to lose its end.
"""

import sys
from pathlib import Path

from atm_tui import saver as saver_module
from atm_tui.document import Document
from atm_tui.errors import PlanFileError
from atm_tui.model.action import Action
from atm_tui.recovery import bring_back
from atm_tui.saver import Saver

REVISIONS = 9


def main(folder: Path) -> int:
    """Type ``REVISIONS`` states of one plan. Gives 1 when one of them could not be kept."""
    path = folder / "plan.json"
    try:
        if not path.exists():
            Document.new(path, "Group").save()
        document = Document.open(path)
    except PlanFileError as error:
        print(error, file=sys.stderr)
        return 1
    bring_back(document)
    saver_module.REST = saver_module.SYNC = 0.0  # type: ignore[misc]  # each draft is synced by itself here
    saver = Saver(document, thread=False)  # the judge counts the calls of one thread
    document.changed = saver.changed
    sheet = document.plan.rows("plan")[0]
    failed = False
    for number in range(1, REVISIONS + 1):
        print(f"BEGIN {number}", flush=True)
        with document.step(f"revision {number}"):
            document.set(sheet, {"product": f"revision {number}"})
            if number % 2:
                document.add(Action(what="weave " * 400))
            else:
                document.remove(document.plan.rows("action")[-1])
        if number % 3 == 0:
            saver.request()
        for _ in range(3):  # a draft that could not be kept makes the plan be saved, and that be tried again
            saver.work()
        if (saver.kept if number % 3 else saver.saved) == document.plan.changes:
            print(f"ACK {number}", flush=True)
        else:
            failed = True
    saver.request()
    saver.work()
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
