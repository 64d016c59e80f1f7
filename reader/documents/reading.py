"""Reads one file into a document."""

import os
import re
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Final

from reader.documents.building import BULLET
from reader.documents.columns import root_of
from reader.documents.dating import published
from reader.documents.formats import markdown, text
from reader.documents.kinds import MARKDOWN, ROW, TEXT, Kind, ending_of, kind_of
from reader.documents.model import Document, DocumentError, Parsed
from reader.documents.opening import opened, reason
from reader.text.ids import digest_id
from reader.text.safety import safe_line
from reader.text.sentences import sentences

LIMIT: Final = 256 * 1024 * 1024
"""Largest file that is read, in bytes."""

_UNKNOWN: Final = 65_536
"""How much is asked for at a time where nothing is known of what is left."""

_OURS: Final = re.compile(rb"(?=---|<<<<<<< )(?=.*?^<<<<<<< ).*?^reader_(?:doc|quotes):", re.DOTALL | re.MULTILINE)
_HEAD: Final = 16_384
"""Bytes in which the properties of an exported file are looked for where git left a conflict in them."""

_HEADLINE: Final = 160
_TITLE: Final = 300


def read_document(path: Path, name: str | None = None) -> Document:
    """Read a file into safe text with its title, date and fingerprints.

    Args:
        path: the file.
        name: its path inside the folder that is read; by default the file's own name.

    A document in a collection has a path as if that were a folder. What is said of its columns is looked for from the
    folder of the collection up to the folder that is read, which is what remains of an absolute path without the name.

    Raises:
        DocumentError: the file is gone, unreadable, too large or no text.
    """
    name = path.name if name is None else name
    return make_document(_read_bytes(path, root_of(path, name)), path, name)


def make_document(data: bytes, path: Path, name: str) -> Document:
    """Make a document of bytes already at hand; `path` and `name` say where they are from.

    Raises:
        DocumentError: the bytes are no text.
    """
    kind = kind_of(name if path.suffix else f"{path.parent.name}/{path.name}", data)
    if kind is MARKDOWN and _OURS.match(data[:_HEAD].removeprefix(b"\xef\xbb\xbf")):
        raise DocumentError("marks that this program exported, not a source; git left a conflict in them")
    parsed = _parse(kind, data, path, name)
    if "reader_doc" in parsed.metadata:
        raise DocumentError("marks that this program exported, not a source")
    if "reader_quotes" in parsed.metadata:
        raise DocumentError("quotes that this program collected, not a source")
    content, blocks, metadata = parsed.text, parsed.blocks, parsed.metadata
    if kind.is_apart and not content.strip():
        raise DocumentError("no text in it")
    body = blocks[0].end if blocks and blocks[0].kind == "metadata" else 0
    digest, encoded = sha256(data), content.encode("utf-8", "surrogatepass")
    return Document(
        id=digest_id("d", digest.digest()),
        path=path,
        name=name,
        title=_title(parsed, body) or safe_line(path.name),
        published=published(metadata, name, content[body : body + 4000]),
        text=content,
        blocks=blocks,
        sha256=digest.hexdigest(),
        text_sha256=(digest if encoded == data else sha256(encoded)).hexdigest(),
        extractor=kind.extractor,
        warnings=(*_misnamed(kind, path.name), *parsed.warnings),
        author=_said(metadata, "author", "byline", "by"),
        language=_said(metadata, "language", "lang"),
        pages=parsed.pages,
        styles=parsed.styles,
    )


def _parse(kind: Kind, data: bytes, path: Path, name: str) -> Parsed:
    if kind is TEXT:
        return text.parse(data)
    if kind is MARKDOWN:
        return markdown.parse(data)
    if kind is ROW:
        from reader.documents.collecting import roles_of  # noqa: PLC0415 (most folders have none)
        from reader.documents.formats import row  # noqa: PLC0415

        return row.parse(data, roles_of(path, root_of(path, name)))
    from reader.documents.apart import parse_apart  # noqa: PLC0415 (folders of plain text need no other process)

    return parse_apart(kind, data)


def _misnamed(kind: Kind, name: str) -> tuple[str, ...]:
    """Say so where a file is something else than its name says."""
    ending = ending_of(name)
    if not kind.is_apart or not ending or ending in kind.endings:
        return ()
    return (f"named {safe_line(ending)}, but {kind.called}",)


def _read_bytes(path: Path, root: Path | None) -> bytes:
    try:
        with opened(path) as (handle, status):
            if status.st_size > LIMIT:
                raise DocumentError(f"too large: {status.st_size / 2**20:,.0f} MB, the limit is {LIMIT // 2**20} MB")
            return _read(handle, status.st_size)
    except (FileNotFoundError, NotADirectoryError):
        from reader.documents.collecting import member  # noqa: PLC0415 (most folders have none)

        if (data := member(path, root)) is not None:
            return data
        raise DocumentError("no longer there") from None
    except OSError as error:
        raise reason(error) from None


def _read(handle: int, size: int) -> bytes:
    """Read an open file of about that size to its end; a file object would cost more than a short text.

    Raises:
        DocumentError: it has grown beyond the limit.
    """
    data = os.read(handle, min((size or _UNKNOWN) + 1, LIMIT + 1))
    while len(data) <= LIMIT and (more := os.read(handle, min(max(len(data), _UNKNOWN), LIMIT + 1 - len(data)))):
        data += more
    if len(data) > LIMIT:
        raise DocumentError(f"too large: it has grown to more than {LIMIT // 2**20} MB, the limit")
    return data


def _said(metadata: Mapping[str, str], *keys: str) -> str:
    """Return the first of some entries that says something, fit to print on a line."""
    return next((safe_line(metadata[key]).strip()[:_TITLE] for key in keys if metadata.get(key)), "")


def _title(parsed: Parsed, body: int) -> str:
    content = parsed.text
    if title := _said(parsed.metadata, "title", "headline", "subject"):
        return title
    for block in parsed.blocks:
        heading = content[block.start : block.end]
        if block.kind == "heading" and sum(map(str.isalnum, heading)) > 1:
            return safe_line(heading)[:_TITLE]
    opening = content[body : body + 4000].lstrip()
    line, _, rest = opening.partition("\n")
    if 0 < len(line) <= _HEADLINE and (not rest.strip() or not rest.split("\n", 1)[0].strip()):
        first = line.removeprefix(BULLET) if not line.rstrip().endswith(".") else ""
        if first:
            return safe_line(first).strip()
    for start, end in sentences(opening):
        return safe_line(opening[start : min(end, start + _TITLE)].removeprefix(BULLET))
    return ""
