"""The lines of a notebook's file: which are operations, and what is wrong with the others."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import IO, Any, Final

Operation = Mapping[str, Any]

LONGEST: Final = 8 * 2**20
"""Bytes of the longest line."""

_MARKS: Final = (b"<<<<<<<", b">>>>>>>", b"|||||||", b"=======")
_AROUND: Final = b"\0 \t\r\n\v\f"
_BYTE_ORDER: Final = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not empty."""

    number: int
    """Counted from 1."""

    data: bytes
    """What stands in it, without what may be around it; nothing where that is too long or says nothing."""

    operation: Operation | None
    reason: str = ""
    """Why it is no operation, after “line 7”."""

    is_whole: bool = True
    """Whether its end was written; only of the last line it may not be."""

    start: int = 0
    end: int = 0
    """Where all of it stands in the file, its end included."""


class Lines:
    """The lines of a file from where it stands."""

    def __init__(self, file: IO[bytes], at: int = 0, first: int = 1) -> None:
        """Start at an offset, the line there having a number."""
        self._file = file
        self.at = at
        """Offset of the end of the last whole line that was read."""
        self.number = first
        """Number of the line after it."""

    def __iter__(self) -> Iterator[Line]:
        """Yield the lines in which anything stands."""
        while data := self._file.readline(LONGEST + 1):
            size, last = len(data), data
            is_long = size > LONGEST and not data.endswith(b"\n")
            while is_long and last and not last.endswith(b"\n"):
                last = self._file.readline(LONGEST + 1)
                size += len(last)
            is_whole = last.endswith(b"\n")
            start, end = self.at, self.at + size
            if is_whole:
                self.at = end
            if is_long:
                yield Line(self.number, b"", None, f"is longer than {LONGEST // 2**20} MB", is_whole, start, end)
            elif core := _core(data):
                yield Line(self.number, core, *_read(core), is_whole, start, end)
            elif b"\0" in data:
                reason = "is nothing but NUL bytes, as a power cut leaves them"
                yield Line(self.number, b"", None, reason, is_whole, start, end)
            self.number += is_whole


def _core(data: bytes) -> bytes:
    """Take away what editors and power cuts put around a line."""
    return data.strip(_AROUND).removeprefix(_BYTE_ORDER).strip(_AROUND)


def _read(data: bytes) -> tuple[Operation | None, str]:
    """Return what stands in a line, or why it is no operation."""
    try:
        read = json.loads(data.decode("utf-8", "surrogatepass"))
    except UnicodeDecodeError:
        return None, "is not UTF-8"
    except RecursionError:
        return None, "is nested too deeply"
    except ValueError:
        return None, "is a mark of a conflict that git left" if data.startswith(_MARKS) else "is torn or no JSON"
    if isinstance(read, dict) and isinstance(read.get("op"), str) and isinstance(read.get("id"), str):
        return read, ""
    return None, "is no operation"


def line_of(operation: Operation) -> bytes:
    """Return an operation as it is written, its line end included."""
    written = json.dumps(operation, ensure_ascii=False, separators=(", ", ": "))
    return written.encode("utf-8", "backslashreplace") + b"\n"


def content_of(operation: Operation) -> str:
    """Return what is the same for the same operation, however it is written."""
    try:
        return json.dumps(operation, sort_keys=True)
    except RecursionError:
        return ""


class Union:
    """Operations by their ids: the same ones whichever come first and however often."""

    def __init__(self) -> None:
        """Start with none."""
        self.by_id: dict[str, Operation] = {}
        self.twins: dict[str, set[str]] = {}
        """What else goes by the id of an operation, which only happens where somebody changed the file."""

    def copy(self) -> "Union":
        """Return one with the same operations, to which others can be added."""
        union = Union()
        union.by_id, union.twins = dict(self.by_id), {name: set(others) for name, others in self.twins.items()}
        return union

    @property
    def changes(self) -> int:
        """A number that is another one after anything was added."""
        return len(self.by_id) + sum(map(len, self.twins.values()))

    def add(self, operation: Operation) -> bool:
        """Add an operation; tell whether it was not there already.

        Of two that go by one id, the one that counts does not depend on which came first.
        """
        name = operation["id"]
        other = self.by_id.get(name)
        if other is None:
            self.by_id[name] = operation
            return True
        mine, there = content_of(operation), content_of(other)
        if mine == there or mine in self.twins.get(name, ()):
            return False
        if mine < there:
            self.by_id[name] = operation
        self.twins.setdefault(name, {there}).add(mine)
        return True

    def add_all(self, operations: Iterable[Operation]) -> int:
        """Add operations, and return how many were not there already."""
        return sum([self.add(operation) for operation in operations])
