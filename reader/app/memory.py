"""What the app remembers of a folder from one time to the next: what was searched for, what was read last and where.

It is a convenience, kept in the user's data folder for them alone: where it cannot be read or written, nothing is lost
but that. What a person decides is kept in the notebook.
"""

import contextlib
import hashlib
import json
import os
import tempfile
from pathlib import Path
from typing import Any, Final

from platformdirs import user_data_path

from reader.text.safety import safe_line

_MOST: Final = 200
"""Searches and documents that are remembered."""

_LONGEST: Final = 2_000
"""Characters of a search that is remembered."""

_LARGEST: Final = 4_000_000
"""Bytes of a file that is read; this program writes none so large."""


def memory_path(root: Path) -> Path:
    """Return where what is remembered of a folder is kept."""
    base = os.environ.get("READER_DATA_DIR")
    folder = Path(base) if base else user_data_path("reader", appauthor=False)
    return folder / "remembered" / f"{hashlib.sha256(os.fsencode(root)).hexdigest()[:16]}.json"


class Memory:
    """Searches and documents of a folder, the last ones first."""

    def __init__(self, path: Path) -> None:
        """Read what is remembered; a missing or broken file is an empty memory."""
        self.path = path
        self.searches, self.places = _read(path)
        """Searches, and offsets at which documents were left by name; the last ones first."""
        self._forgotten: set[str] = set()

    def searched(self, typed: str) -> None:
        """Remember a search."""
        typed = safe_line(typed).strip()
        if typed and len(typed) <= _LONGEST:
            self._forgotten.discard(typed)
            self.searches = [typed, *(other for other in self.searches if other != typed)][:_MOST]
            self.save()

    def forget_search(self, typed: str) -> None:
        """Remember a search no longer."""
        self._forgotten.add(typed)
        self.searches = [other for other in self.searches if other != typed]
        self.save()

    def left(self, name: str, offset: int) -> None:
        """Remember where a document was left."""
        others = {other: place for other, place in self.places.items() if other != name}
        self.places = dict([(name, offset), *others.items()][:_MOST])

    def save(self) -> None:
        """Write it down, with what another program remembered meanwhile; where that cannot be done, nothing happens."""
        searches, places = _read(self.path)
        searches = [typed for typed in searches if typed not in self._forgotten]
        self.searches = list(dict.fromkeys([*self.searches, *searches]))[:_MOST]
        places = self.places | {name: at for name, at in places.items() if name not in self.places}
        self.places = dict([*places.items()][:_MOST])
        with contextlib.suppress(OSError):
            self._write(json.dumps({"searches": self.searches, "places": self.places}).encode())

    def _write(self, data: bytes) -> None:
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=self.path.parent, prefix=f".{self.path.stem}.")  # for its owner alone
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(temporary).replace(self.path)
        except OSError:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()
            raise


def _read(path: Path) -> tuple[list[str], dict[str, int]]:
    """Return the searches and places of a file, as far as they make sense."""
    data: Any = None
    with contextlib.suppress(OSError, ValueError, RecursionError):
        if path.stat().st_size <= _LARGEST:
            data = json.loads(path.read_bytes())
    data = data if isinstance(data, dict) else {}
    searches, places = data.get("searches"), data.get("places")
    typed = (
        [safe_line(each).strip() for each in searches if isinstance(each, str)] if isinstance(searches, list) else []
    )
    known = [(name, at) for name, at in places.items() if type(at) is int] if isinstance(places, dict) else []
    kept = [each for each in dict.fromkeys(typed) if each and len(each) <= _LONGEST]
    return kept[:_MOST], {name: max(0, at) for name, at in known[:_MOST]}
