"""What makes the first page come sooner, and the program smaller; ``bench/README.md`` has the figures."""

import gc
import importlib
import sys
from typing import Any, Final, cast

LEFT_OUT: Final = ("ssl", "_hashlib")
"""OpenSSL, 5 MiB: asyncio and hashlib load it where it is there, and do without. We open no connection."""
_SHA2 = ("_sha2",) if sys.version_info >= (3, 12) else ("_sha256", "_sha512")
HASHES: Final = ("_md5", "_sha1", *_SHA2, "_sha3")
"""Python's own hash functions. Some are built without them, and then random needs OpenSSL's."""


def begin() -> None:
    """Before Textual is loaded: nothing of what is loaded now will be garbage, so none is looked for."""
    gc.disable()
    for name in LEFT_OUT if _has_hashes() else ():
        sys.modules.setdefault(name, cast("Any", None))  # how Python is told that there is none


def begun() -> None:
    """When the first page is shown: garbage is looked for from now on, but not among what was loaded."""
    gc.freeze()
    gc.enable()


def _has_hashes() -> bool:
    try:
        for name in HASHES:  # hashlib would load them
            importlib.import_module(name)
    except ImportError:
        return False
    return True
