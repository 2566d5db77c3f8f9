"""Opens what the writer left, as the program would; exits 0 only if nothing that was saved is gone.

``checker.py DIR``; the judge says in CRASHPOINT_ACKED and CRASHPOINT_BEGUN what was saved and begun.
"""

import os
import sys
from pathlib import Path

from atm_tui.document import Document
from atm_tui.errors import PlanFileError
from atm_tui.model.start import PlanSheet
from atm_tui.recovery import bring_back


def main(folder: Path) -> int:
    """Say which revision is there. Gives 0 if it is one that may be there."""
    acked = int(os.environ.get("CRASHPOINT_ACKED") or 0)
    begun = int(os.environ.get("CRASHPOINT_BEGUN") or 0)
    try:
        document = Document.open(folder / "plan.json")
    except PlanFileError as error:
        print(f"nothing ({error})")
        return int(acked > 0)
    bring_back(document)
    sheet = document.plan.one(PlanSheet)
    there = int(sheet.product.removeprefix("revision ") or 0)
    print(f"revision {there}; saved {acked}, begun {begun}")
    return int(not acked <= there <= max(begun, acked))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
