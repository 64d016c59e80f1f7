"""What the app remembers of a folder from one time to the next: what was searched for, what was read last and where.

It is a convenience, kept in the user's data folder for them alone: where it cannot be read or written, nothing is lost
but that. What a person decides is kept in the notebook.
"""

import contextlib
import hashlib
import json
import os
import threading
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any, Final

from platformdirs import user_data_path

from reader.files import write_whole
from reader.text.safety import safe_line

_MOST: Final = 200
"""Searches that are remembered."""

_DOCUMENTS: Final = 5_000
"""Documents that are remembered."""

_LONGEST: Final = 2_000
"""Characters of a search that is remembered."""

_CONTEXT: Final = 24
"""Characters that are remembered of what stands at a place, to find it again in a changed text."""

_AROUND: Final = 100_000
"""How far from where it was they are looked for."""

_LARGEST: Final = 4_000_000
"""Bytes of a file that is read or written; where there are more, what was read longest ago is forgotten."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a document was left, and how much of it was read."""

    offset: int
    words: str = ""
    """What stands there."""

    read: int = 0
    """How much of the document has been on the screen at most, in percent from its start."""

    def find_in(self, text: str) -> int:
        """Return the offset of the place in the text as it is now: where its words stand nearest to it, else as near as can be."""
        offset, words = min(self.offset, len(text)), self.words
        if not words or text.startswith(words, offset):
            return offset
        before = text.rfind(words, max(0, offset - _AROUND), offset + len(words))
        after = text.find(words, offset, offset + _AROUND)
        found = [at for at in (before, after) if at >= 0]
        return min(found, key=lambda at: abs(at - offset), default=offset)


def place_at(text: str, offset: int, read: int) -> Place:
    """Return a place of a text to be remembered."""
    return Place(offset, text[offset : offset + _CONTEXT], read)


def data_folder() -> Path:
    """Return where the app keeps what belongs to the user."""
    base = os.environ.get("READER_DATA_DIR")
    return Path(base) if base else user_data_path("reader", appauthor=False)


def key_of(root: Path) -> str:
    """Return what a folder is called among the files of the app."""
    return hashlib.sha256(os.fsencode(root)).hexdigest()[:16]


def memory_path(root: Path) -> Path:
    """Return where what is remembered of a folder is kept."""
    return data_folder() / "remembered" / f"{key_of(root)}.json"


class Memory:
    """Searches and documents of a folder, the last ones first. It may be saved in a thread."""

    def __init__(self, path: Path) -> None:
        """Read what is remembered; a missing or broken file is an empty memory."""
        self.path = path
        self.searches, self.places = _read(path)
        """Searches, and where documents were left by name; the last ones first."""
        self._forgotten: set[str] = set()
        self._saving = threading.Lock()
        self._changing = threading.Lock()
        """Held for a moment only, never while the disk is waited for."""

    def searched(self, typed: str) -> None:
        """Remember a search."""
        typed = safe_line(typed).strip()
        if typed and len(typed) <= _LONGEST:
            with self._changing:
                self._forgotten.discard(typed)
                self.searches = [typed, *(other for other in self.searches if other != typed)][:_MOST]
            self.save()

    def forget_search(self, typed: str) -> None:
        """Remember a search no longer."""
        with self._changing:
            self._forgotten.add(typed)
            self.searches = [other for other in self.searches if other != typed]
        self.save()

    def left(self, name: str, place: Place) -> bool:
        """Remember where a document was left, and that as much of it was read as ever; tell whether that is new."""
        known = self.places.get(name)
        place = replace(place, read=max(place.read, known.read if known else 0))
        if known == place and next(iter(self.places)) == name:
            return False
        others = {other: left for other, left in self.places.items() if other != name}
        self.places = dict(islice([(name, place), *others.items()], _DOCUMENTS))
        return True

    def read_of(self, name: str) -> int:
        """Return how much of a document has been on the screen, in percent."""
        place = self.places.get(name)
        return place.read if place else 0

    def save(self) -> None:
        """Write it down, with what another program remembered meanwhile; where that cannot be done, nothing happens."""
        with self._saving:
            searches, places = _read(self.path)
            with self._changing:
                known = [typed for typed in searches if typed not in self._forgotten]
                self.searches = searches = list(dict.fromkeys([*self.searches, *known]))[:_MOST]
                mine = self.places
            merged = mine | {name: place for name, place in places.items() if name not in mine}
            data = _written(searches, dict(islice(merged.items(), _DOCUMENTS)))
            with contextlib.suppress(OSError):
                write_whole(self.path, data, is_private=True, waits=False)


def _written(searches: list[str], places: dict[str, Place]) -> bytes:
    """Return what is remembered as it is written, without what was read longest ago where that would be too much."""
    while True:
        kept = {name: [place.offset, place.words, place.read] for name, place in places.items()}
        data = json.dumps({"searches": searches, "places": kept}, separators=(",", ":")).encode()
        if len(data) <= _LARGEST or not places:
            return data
        places = dict(islice(places.items(), len(places) // 2))


def record_in(path: Path, largest: int) -> dict[str, Any]:
    """Return what this program wrote into a file of JSON; nothing where that is missing, broken, or larger than it writes any.

    Args:
        path: the file.
        largest: bytes that it may have.
    """
    with contextlib.suppress(OSError, ValueError, RecursionError):
        if path.stat().st_size <= largest and isinstance(data := json.loads(path.read_bytes()), dict):
            return data
    return {}


def _read(path: Path) -> tuple[list[str], dict[str, Place]]:
    """Return the searches and places of a file, as far as they make sense."""
    data = record_in(path, _LARGEST)
    searches, places = data.get("searches"), data.get("places")
    typed = (
        [safe_line(each).strip() for each in searches if isinstance(each, str)] if isinstance(searches, list) else []
    )
    kept = [each for each in dict.fromkeys(typed) if each and len(each) <= _LONGEST]
    known = ((name, _place(record)) for name, record in places.items()) if isinstance(places, dict) else ()
    found = {name: place for name, place in known if place is not None}
    return kept[:_MOST], dict(islice(found.items(), _DOCUMENTS))


def _place(record: object) -> Place | None:
    """Return a place as it was written: offset, words and percent, or the offset alone."""
    match record:
        case [int(offset), str(words), int(read)] if type(offset) is int and type(read) is int:
            return Place(max(0, offset), words[:_CONTEXT], max(0, min(100, read)))
        case int(offset) if type(offset) is int:
            return Place(max(0, offset))
    return None
