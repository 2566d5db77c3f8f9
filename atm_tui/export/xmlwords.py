"""Words for files that are XML inside."""

import re
from typing import Final

_REFUSED: Final = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def for_xml(text: str) -> str:
    """A text without what XML refuses: control characters, halves of pairs."""
    return _REFUSED.sub("", text)
