"""Puts a notebook's file in order: what is no operation goes aside, what other copies of it know comes in, nothing is lost."""

import contextlib
import io
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Final

from reader.files import private_folder, sync_folder, write_all, write_whole
from reader.notebook import log
from reader.notebook.files import back_up, exclusively, oddity
from reader.notebook.lines import Line, Lines, Union, content_of

ASIDE: Final = "notebook.set-aside.txt"
"""Where lines go that are no operations, each as it was, below a line that says where it stood and why it went."""

_TWIN: Final = "goes by the id of another operation"


class RepairError(Exception):
    """A notebook was left as it is; the message says why and what to do."""


@dataclass(slots=True)
class Repaired:
    """What was done to a notebook."""

    backup: Path | None = None
    """A copy of the file as it was; `None` where it was left as it is."""

    operations: int = 0
    """How many there are now."""

    set_aside: int = 0
    """Lines that went to another file."""

    merged: list[tuple[Path, int]] = field(default_factory=list)
    """Other notebooks, as they are called now, and how many operations came from each."""

    left: list[str] = field(default_factory=list)
    """Other notebooks that were left alone, each with the reason."""


def repair(path: Path, others: Iterable[Path] = ()) -> Repaired:
    """Put a notebook in order, and take other notebooks of the same folder into it.

    While it works no other process can write to it; whenever the machine stops, either the old file or the new one is
    there. What was merged is renamed, so that it is merged once. Doing it again changes nothing.

    Raises:
        RepairError: it is of a newer version, or cannot be read or written; it is as it was.
    """
    done, others = Repaired(), list(others)
    if words := oddity(path):
        raise RepairError(f"{path} is {words}, and is left alone")
    if not path.exists() and not others:
        return done
    try:
        private_folder(path.parent)
        with contextlib.ExitStack() as held:
            file = held.enter_context(exclusively(path))
            more = {other: lines for other in others if (lines := _lines_of(other, held, done)) is not None}
            counts = _repair(path, file, more, done)
            if os.name == "nt":
                held.close()  # what is open cannot be renamed there
            for other, count in counts.items():
                done.merged.append((_rename(other), count))
    except OSError as error:
        raise RepairError(f"not repaired: {path}: {error.strerror or error}") from error
    return done


def _lines_of(other: Path, held: contextlib.ExitStack, done: Repaired) -> list[Line] | None:
    """Return the operations of another notebook, which is held so that nothing comes after them."""
    try:
        return _good(other, _all_lines(held.enter_context(exclusively(other)))[1])
    except OSError as error:
        done.left.append(f"{other}: {error.strerror or error}")
    except RepairError as error:
        done.left.append(str(error))
    return None


def _all_lines(file: IO[bytes]) -> tuple[bytes, list[Line]]:
    file.seek(0)
    data = file.read()
    return data, list(Lines(io.BytesIO(data)))


def _good(path: Path, lines: Iterable[Line]) -> list[Line]:
    """Return the lines that are operations.

    Raises:
        RepairError: one of them is of a newer version.
    """
    good = [line for line in lines if line.operation is not None]
    for line in good:
        version = line.operation.get("v") if line.operation else None
        if isinstance(version, int) and version > log.FORMAT:
            raise RepairError(f"{path} was written by a newer version of reader, and is left alone")
    return good


def _repair(path: Path, file: IO[bytes], more: dict[Path, list[Line]], done: Repaired) -> dict[Path, int]:
    """Rewrite a file that is held, unless it is in order; return how many operations came from each of the others."""
    data, lines = _all_lines(file)
    good = _good(path, lines)
    bad = [line for line in lines if line.operation is None]
    union = Union()
    union.add_all(line.operation for line in good if line.operation)
    counts = {other: union.add_all(line.operation for line in some if line.operation) for other, some in more.items()}
    kept, twins = _chosen([*good, *(line for some in more.values() for line in some)], union)
    content = b"".join(line.data + b"\n" for line in kept)
    done.operations, done.set_aside = len(kept), len(bad) + len(twins)
    if content == data:
        return counts
    if data:
        done.backup = back_up(path, "repair", data)
    aside = [_aside(line, line.reason, data[line.start : line.end]) for line in bad]
    aside += [_aside(line, _TWIN, line.data) for line in twins]
    if aside:
        log.append(path.with_name(ASIDE), *aside)
    _put(path, file, content)
    return counts


def _chosen(lines: Iterable[Line], union: Union) -> tuple[list[Line], list[Line]]:
    """Return the lines that are kept, every operation once, and those that go by the id of another."""
    kept: dict[str, Line] = {}
    twins: dict[str, Line] = {}
    for line in lines:
        assert line.operation is not None
        name = line.operation["id"]
        if name not in union.twins or content_of(line.operation) == content_of(union.by_id[name]):
            kept.setdefault(name, line)
        else:
            twins.setdefault(content_of(line.operation), line)
    return list(kept.values()), list(twins.values())


def _aside(line: Line, reason: str, data: bytes) -> bytes:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return f"# {now}: line {line.number} {reason}\n".encode() + data.removesuffix(b"\n") + b"\n"


def _put(path: Path, file: IO[bytes], content: bytes) -> None:
    if os.name != "nt":
        write_whole(path, content, is_private=True, is_alone=True)
        return
    # what is open cannot be replaced there; the copy of it is safe by now
    file.truncate(0)
    write_all(file, content)
    os.fsync(file.fileno())


def _rename(other: Path) -> Path:
    """Rename a notebook that was merged, and return its new name."""
    number, name = 1, other.with_name(f"{other.name}.merged")
    while name.exists():
        number += 1
        name = other.with_name(f"{other.name}.{number}.merged")
    other.rename(name)
    sync_folder(name.parent)
    return name
