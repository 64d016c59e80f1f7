"""What the notebook remembers of exports, block by block, so that a later one can tell what a person changed."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

_BLOCK: Final = re.compile(r"[\w.:-]{1,128}", re.ASCII)
_MOST: Final = 20_000
"""Blocks of one operation; each takes up to 210 bytes of its line."""

_SHA256: Final = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Exported:
    """What was ever exported to a target: a folder or a single file."""

    blocks: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """The SHA-256, in hex, of everything that was ever written for a block, by the block's id."""

    deleted: frozenset[str] = frozenset()
    """Ids of blocks that the person deleted from the export, and that stay away."""


def news(
    known: Exported, blocks: Mapping[str, str], deleted: Iterable[str], restored: Iterable[str]
) -> dict[str, Any] | None:
    """Return the fields of an operation that adds what is not known yet, or `None` if all is.

    Raises:
        ValueError: an id or a fingerprint is none.
    """
    deleted, restored = set(deleted), set(restored)
    for block in (*blocks, *deleted, *restored):
        if not _BLOCK.fullmatch(block):
            raise ValueError(f"{block!r} is no id of a block")
    for sha256 in blocks.values():
        if not _SHA256.fullmatch(sha256):
            raise ValueError(f"{sha256!r} is no SHA-256")
    new = {
        "blocks": {block: sha256 for block, sha256 in blocks.items() if sha256 not in known.blocks.get(block, ())},
        "deleted": sorted(deleted - known.deleted - restored),
        "restored": sorted(restored & known.deleted),
    }
    said = {key: value for key, value in new.items() if value}
    return said or None


def in_parts(said: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield fields of several operations that say the same as those of one, each short enough for a line of the file."""
    if sum(map(len, said.values())) <= _MOST:
        yield said
        return
    for key, value in said.items():
        items = list(value.items()) if isinstance(value, dict) else value
        for at in range(0, len(items), _MOST):
            part = items[at : at + _MOST]
            yield {key: dict(part) if isinstance(value, dict) else part}


def exported(known: Exported, operation: Mapping[str, Any]) -> Exported:
    """Return what is known after one more operation; what makes no sense in it is passed over."""
    blocks, found = dict(known.blocks), operation.get("blocks")
    for block, sha256 in found.items() if isinstance(found, dict) else ():
        if _BLOCK.fullmatch(block) and isinstance(sha256, str) and _SHA256.fullmatch(sha256):
            blocks[block] = blocks.get(block, frozenset()) | {sha256}
    return Exported(blocks, (known.deleted | _ids(operation.get("deleted"))) - _ids(operation.get("restored")))


def _ids(written: object) -> frozenset[str]:
    ids = written if isinstance(written, list) else []
    return frozenset(each for each in ids if isinstance(each, str) and _BLOCK.fullmatch(each))
