"""Decisions about entities as a file that others take over; taking it twice changes nothing."""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from reader.notebook.entities import decision_of
from reader.notebook.log import FORMAT, Operation, line_of
from reader.notebook.replay import is_id, time_of

_WHAT: Final = "entity decisions"
_HEADER: Final[Operation] = {"reader": _WHAT, "v": FORMAT}
_SHARED: Final = ("id", "time", "decision")
"""What of an operation goes to others."""
_LONGEST: Final = 1_000_000
"""Bytes of the longest line that is looked at."""


class SharingError(Exception):
    """A file holds no decisions that this version can take over; the message says why."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of the lines of a shared file."""

    taken: int
    known: int
    """Decisions that were there already, those that were taken back since included."""

    lost: int
    """Lines that cannot be understood."""


def shared(operations: Iterable[Operation]) -> bytes:
    """Return decisions about entities as a file, given the operations that made them."""
    records = ({key: each[key] for key in _SHARED if key in each} for each in operations)
    return line_of(_HEADER) + b"".join(map(line_of, records))


def received(data: bytes, known: Collection[str], now: datetime) -> tuple[list[Operation], Taken]:
    """Return the operations of a shared file that are new, and what became of its lines.

    An operation is known by its id or its decision's, so that nobody can put another decision in the place of one's own.
    They keep their ids and times, so that the later decision wins whoever made it, and everyone who has the same ones
    sees the same. A time yet to come is not believed: it would win over everything decided until then.

    Raises:
        SharingError: it is no such file, or of a newer version.
    """
    first, *lines = data.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    header = _parsed(first)
    if header.get("reader") != _WHAT:
        raise SharingError("this is no file of entity decisions")
    if header.get("v") != FORMAT:
        raise SharingError("it was written by another version of reader, with which this one does not agree")
    new: list[Operation] = []
    seen = set(known)
    there = lost = 0
    for line in lines:
        if not line.strip():
            continue
        operation = _operation(_parsed(line), now)
        if operation is None:
            lost += 1
            continue
        ids = {operation["id"], operation["decision"]["id"]}
        if seen & ids:
            there += 1
        else:
            new.append(operation)
        seen |= ids
    return new, Taken(len(new), there, lost)


def _parsed(line: bytes) -> dict[str, Any]:
    try:
        record = json.loads(line) if len(line) <= _LONGEST else None
    except (ValueError, RecursionError):
        return {}
    return record if isinstance(record, dict) else {}


def _operation(record: dict[str, Any], now: datetime) -> Operation | None:
    """Return a line as an operation of this notebook, or `None` if it is no decision."""
    if not is_id(record.get("id")) or decision_of(record.get("decision"), "") is None:
        return None
    moment = time_of(record)
    time = record["time"] if moment is not None and moment <= now else now.astimezone(UTC).isoformat()
    return {
        "v": FORMAT,
        "id": record["id"],
        "time": time,
        "op": "entity",
        "decision": record["decision"],
        "received": now.astimezone(UTC).isoformat(timespec="microseconds"),
    }


def as_received(operation: Operation) -> Operation:
    """Return an operation with the time at which it came here, which may be long after it was made."""
    return {**operation, "time": operation["received"]} if "received" in operation else operation
