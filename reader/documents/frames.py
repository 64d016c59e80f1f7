"""How the program and the processes that read files for it talk: a JSON object and bytes, each with its length before it."""

import json
import struct
from typing import IO, Any, Final

_LENGTHS: Final = struct.Struct(">QQ")


def send(pipe: IO[bytes], said: dict[str, Any], data: bytes) -> None:
    """Write one message.

    Raises:
        OSError: nobody listens.
    """
    head = json.dumps(said).encode("ascii")
    pipe.write(_LENGTHS.pack(len(head), len(data)))
    pipe.write(head)
    pipe.write(data)
    pipe.flush()


def receive(pipe: IO[bytes], limit: int) -> tuple[dict[str, Any], bytes] | None:
    """Read one message of at most that many bytes; `None` where none comes any more.

    Raises:
        ValueError: it is no message.
    """
    lengths = pipe.read(_LENGTHS.size)
    if len(lengths) < _LENGTHS.size:
        return None
    head, size = _LENGTHS.unpack(lengths)
    if head + size > limit:
        raise ValueError("a message beyond the limit")
    said, data = pipe.read(head), pipe.read(size)
    if len(said) < head or len(data) < size:
        return None
    found = json.loads(said)
    if not isinstance(found, dict):
        raise ValueError("no object")  # noqa: TRY004 (said of bytes, not of a type)
    return found, data
