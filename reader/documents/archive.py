"""Reads files that are zip archives: within limits, in memory, by the exact names of their parts; nothing is unpacked to disk."""

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from typing import Final

from reader.documents.model import DocumentError

MOST_PARTS: Final = 20_000
LARGEST_PART: Final = 128 * 1024 * 1024
"""Bytes of one part, unpacked."""

LARGEST: Final = 256 * 1024 * 1024
"""Bytes of all parts that are read, unpacked."""

_RATIO: Final = 250
"""How many times its size a large part may unpack to; text hardly reaches fifty."""

_LARGE: Final = 10 * 1024 * 1024
_CHUNK: Final = 256 * 1024
_HEADER: Final = 30
"""Bytes before the name of a part."""


class Archive:
    """The parts of a zip archive."""

    def __init__(self, data: bytes) -> None:
        """Look through the list of parts.

        Raises:
            DocumentError: it is no such archive, damaged, or made to do harm.
        """
        with _damage():
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        parts = self._zip.infolist()
        if len(parts) > MOST_PARTS:
            raise DocumentError(f"made of {len(parts):,} parts, the limit is {MOST_PARTS:,}")
        _check_places(parts)
        self._parts = {part.filename: part for part in parts if _is_plain(part)}
        self._read = 0

    @property
    def names(self) -> list[str]:
        """The names of its parts, as they stand in it."""
        return list(self._parts)

    def __contains__(self, name: str) -> bool:
        return name in self._parts

    def read(self, name: str) -> bytes:
        """Return a part.

        Raises:
            DocumentError: it is missing, damaged, locked or too large.
        """
        return b"".join(self.chunks(name))

    def chunks(self, name: str) -> Iterator[bytes]:
        """Yield a part piece by piece, so that it is never held whole.

        Raises:
            DocumentError: it is missing, damaged, locked or too large.
        """
        part = self._parts.get(name)
        if part is None:
            raise DocumentError("damaged: a part of it is missing")
        if part.flag_bits & 1:
            raise DocumentError("locked by a password")
        if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise DocumentError("packed in a way that is not read")
        _check_size(part.file_size, part.compress_size)
        size = 0
        with _damage(), self._zip.open(part) as file:
            while chunk := file.read(_CHUNK):
                size += len(chunk)
                self._read += len(chunk)
                if self._read > LARGEST:
                    raise DocumentError(f"unpacks to more than {LARGEST // 2**20} MB")
                _check_size(size, part.compress_size)
                yield chunk


def _check_size(size: int, packed: int) -> None:
    if size > LARGEST_PART:
        raise DocumentError(f"a part of it unpacks to more than {LARGEST_PART // 2**20} MB")
    if size > _LARGE and size > _RATIO * packed:
        raise DocumentError(f"a part of it unpacks to more than {_RATIO} times its size, as made to do harm")


def _check_places(parts: list[zipfile.ZipInfo]) -> None:
    """Refuse parts that share bytes: so a small file pretends to be a huge one."""
    places = sorted((part.header_offset, part.header_offset + _HEADER + part.compress_size) for part in parts)
    if any(end > start for (_start, end), (start, _end) in pairwise(places)):
        raise DocumentError("its parts overlap, as made to do harm")


def _is_plain(part: zipfile.ZipInfo) -> bool:
    """Tell a part that is a file with a name from a folder or a link to elsewhere."""
    return bool(part.filename) and not part.is_dir() and not stat.S_ISLNK(part.external_attr >> 16)


@contextmanager
def _damage() -> Iterator[None]:
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, RuntimeError) as error:
        raise DocumentError(f"damaged: it cannot be unpacked ({error})") from None
