"""Ways to a clipboard, and an honest word on what happened."""

from atm_tui.clipboard.chain import Outcome, deliver, size_of
from atm_tui.clipboard.files import exports_folder, write_file

__all__ = ["Outcome", "deliver", "exports_folder", "size_of", "write_file"]
