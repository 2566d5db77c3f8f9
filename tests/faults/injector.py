"""Stops or fails a piece of the program at every call to the system, one after another.

A story has three acts: what lies in a folder before, what the program does there, and what must be
found afterwards. The injector first lets the second act run in peace and counts its calls to the
system. Then it runs the story again for every call and every kind of fault: the call fails with an
error (once, or from there on for ever), or the process dies just before it, or in the middle of a write.

The faults are put into the functions of ``os`` by which the store works. So that nothing goes past
them, the interpreter's own audit tells of every change to the folder, and one that was not counted
is an error of the test.
"""

import contextlib
import errno
import os
import shutil
import sys
import traceback
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

CALLS: Final = (
    "open", "write", "pwrite", "fsync", "fdatasync", "link", "rename", "replace", "unlink", "remove", "mkdir",
    "rmdir", "truncate", "ftruncate", "chmod", "fchmod", "scandir", "listdir",
)  # fmt: skip
"""The functions of ``os`` that can be made to fail: those that change a folder, and those that open it."""

ERRORS: Final = ((errno.EIO, False), (errno.ENOSPC, False), (errno.ENOSPC, True), (errno.EROFS, True))
"""With which error a call fails, and whether all that follow fail too."""

KILLED: Final = 137

_CHANGES: Final = (
    "os.rename", "os.link", "os.symlink", "os.remove", "os.mkdir", "os.rmdir", "os.truncate", "os.chmod",
    "os.utime", "shutil.move", "shutil.copyfile",
)  # fmt: skip
_WRITES: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class LossError(AssertionError):
    """What the last act of a story raises when something is gone that was saved."""


@dataclass
class Told:
    """What the program said: which revision it began to save, and which it said to be saved.

    Both begin with what the first act has left: that is saved already.
    """

    begun: int = 0
    saved: int = 0
    _write: Callable[[bytes], object] = field(default=lambda _: None, repr=False)

    def begin(self, number: int) -> None:
        """A revision is about to be saved."""
        self.begun = number
        self._write(f"begun {number}\n".encode())

    def ack(self, number: int) -> None:
        """It is said to be saved."""
        self.saved = number
        self._write(f"saved {number}\n".encode())

    def hear(self, lines: str) -> None:
        """Take over what a process said that is dead now."""
        for line in lines.splitlines():
            name, number = line.split()
            setattr(self, name, int(number))


@dataclass(frozen=True)
class Story:
    """What the injector runs.

    Attributes:
        name: What it is about.
        before: Puts into a folder what lies there at first.
        act: What the program does. It catches what the program itself would tell a person.
        after: Opens the folder as the program would; raises ``LossError`` if something saved is gone.
        saved: The revision that ``before`` leaves.
    """

    name: str
    before: Callable[[Path], None]
    act: Callable[[Path, Told], None]
    after: Callable[[Path, Told], None]
    saved: int = 0


@dataclass(frozen=True)
class Fault:
    """What happens at which call (the first is 1)."""

    at: int
    error: int = 0
    for_ever: bool = False
    torn: bool = False

    @property
    def deadly(self) -> bool:
        """Whether the process dies of it."""
        return not self.error

    def __str__(self) -> str:
        """In words, for whoever has to find out why a test fails."""
        if self.deadly:
            return f"dies {'halfway through' if self.torn else 'before'} call {self.at}"
        return f"{errno.errorcode[self.error]} at call {self.at}{' and ever after' * self.for_ever}"


class Calls:
    """The calls to the system while a fault lies in wait.

    Attributes:
        seen: The calls so far.
        missed: Changes to the folder that were not counted.
        struck: Whether the fault came.
    """

    def __init__(self, folder: Path, fault: Fault | None = None) -> None:
        self.seen: list[str] = []
        self.missed: list[str] = []
        self.struck = False
        self._folder = str(folder)
        self._fault = fault
        self._inside = 0

    @contextlib.contextmanager
    def watched(self) -> Iterator[None]:
        """Put the fault into ``os`` for a while."""
        originals = {name: getattr(os, name) for name in (*CALLS, "fdopen")}
        for name in CALLS:
            setattr(os, name, self._wrapped(name, originals[name]))
        os.fdopen = self._no_writing(originals["fdopen"])
        _watches.append(self)
        try:
            yield
        finally:
            _watches.remove(self)
            for name, original in originals.items():
                setattr(os, name, original)

    def _wrapped(self, name: str, original: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **named: Any) -> Any:
            self.seen.append(name)
            number, fault = len(self.seen), self._fault
            if fault and (number == fault.at or (fault.for_ever and number > fault.at)):
                self._strike(fault, name, original, args)
            self._inside += 1
            try:
                return original(*args, **named)
            finally:
                self._inside -= 1

        return call

    def _strike(self, fault: Fault, name: str, original: Callable[..., Any], args: tuple[Any, ...]) -> None:
        self.struck = True
        if fault.error:
            raise OSError(fault.error, os.strerror(fault.error))
        if fault.torn and name in ("write", "pwrite"):
            handle, content, *where = args
            original(handle, bytes(content)[: len(content) // 2], *where)
        os._exit(KILLED)

    def _no_writing(self, original: Callable[..., Any]) -> Callable[..., Any]:
        def fdopen(handle: int, mode: str = "r", *args: Any, **named: Any) -> Any:
            if set(mode) & set("wax+"):
                self.missed.append(f"os.fdopen(..., {mode!r}): its writes are not counted")
            return original(handle, mode, *args, **named)

        return fdopen

    def heard(self, event: str, args: tuple[Any, ...]) -> None:
        """Take a word of the interpreter's audit."""
        if self._inside or not (event in _CHANGES or (event == "open" and args[2] & _WRITES)):
            return
        paths = [os.fsdecode(one) for one in args if isinstance(one, str | bytes | os.PathLike)]
        if any(os.path.abspath(path).startswith(self._folder) for path in paths):  # noqa: PTH100 - it is hot
            self.missed.append(f"{event} {paths}")


_watches: list[Calls] = []


def _audit(event: str, args: tuple[Any, ...]) -> None:
    for watch in _watches:
        watch.heard(event, args)


sys.addaudithook(_audit)  # there is no way to take it out again; without a watch it does nothing


class Injector:
    """Runs a story with every fault.

    Args:
        story: The story.
        place: An empty folder for all the runs.
    """

    def __init__(self, story: Story, place: Path) -> None:
        self._story = story
        self._place = place
        self._first = place / "first"
        self._first.mkdir()
        story.before(self._first)

    def calls(self) -> list[str]:
        """The calls of the second act when nothing goes wrong; the last act must agree then, too.

        Raises:
            AssertionError: Something went past the injector, or the story is wrong.
        """
        for _ in range(2):  # the first time, modules are loaded that are loaded when they are used
            folder, told = self._fresh(), Told(self._story.saved, self._story.saved)
            calls = Calls(folder)
            with calls.watched():
                self._story.act(folder, told)
        assert not calls.missed, f"not counted: {calls.missed}"
        assert told.saved == told.begun, "a save fails where nothing goes wrong"
        self._story.after(folder, told)
        return calls.seen

    def losses(self, *, errors: tuple[tuple[int, bool], ...] = ERRORS, deaths: bool = True) -> list[str]:
        """What is lost, a line each; nothing if the program is as good as its word.

        Raises:
            AssertionError: A fault did not come, or something went past the injector.
        """
        seen = self.calls()
        faults = [Fault(at, *error) for at in range(1, len(seen) + 1) for error in errors]
        if deaths:
            faults += [Fault(at) for at in range(1, len(seen) + 1)]
            faults += [Fault(at, torn=True) for at, name in enumerate(seen, 1) if name.endswith("write")]
        return [line for fault in faults if (line := self._run(fault, seen))]

    def _run(self, fault: Fault, seen: list[str]) -> str:
        folder, told = self._fresh(), Told(self._story.saved, self._story.saved)
        try:
            if fault.deadly:
                self._let_die(folder, told, fault)
            else:
                calls = Calls(folder, fault)
                with calls.watched():
                    self._story.act(folder, told)
                assert calls.struck, f"{fault}: it did not come"
                assert not calls.missed, f"{fault}: not counted: {calls.missed}"
            self._story.after(folder, told)
        except (LossError, OSError) as error:
            return f"{self._story.name}: {fault} ({seen[fault.at - 1]}): {type(error).__name__}: {error}"
        finally:
            shutil.rmtree(folder)
        return ""

    def _let_die(self, folder: Path, told: Told, fault: Fault) -> None:
        """Run the second act in a process of its own, which dies of the fault."""
        reading, writing = os.pipe()
        write = os.write
        with warnings.catch_warnings():  # newer Pythons warn of threads, and pytest-xdist has one that sleeps
            warnings.simplefilter("ignore", DeprecationWarning)
            child = os.fork()
        if not child:
            try:
                told._write = lambda words: write(writing, words)
                with Calls(folder, fault).watched():
                    self._story.act(folder, told)
            except BaseException:  # noqa: BLE001 - a child must never go on with the parent's tests
                traceback.print_exc()
            finally:
                os._exit(0)
        os.close(writing)
        with os.fdopen(reading) as pipe:
            told.hear(pipe.read())
        _, status = os.waitpid(child, 0)
        assert os.waitstatus_to_exitcode(status) == KILLED, f"{fault}: it did not come"

    def _fresh(self) -> Path:
        """A folder with what the first act has left."""
        folder = self._place / "now"
        if folder.exists():
            shutil.rmtree(folder)
        shutil.copytree(self._first, folder, symlinks=True)
        return folder
