"""Checks exported quotes against their sources as they are now."""

import errno
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal

from reader.export.foreign import LARGEST_FOREIGN
from reader.export.marked import MarkedDocument
from reader.export.read_back import Quoted, quotes_in
from reader.notebook import Placed
from reader.text.safety import safe_line

Verdict = Literal["holds", "moved", "review", "lost", "edited", "gone", "unknown"]
"""What became of an exported quote.

- `holds`: it stands in its source, which did not change
- `moved`: it stands in its source, though that changed
- `review`: the source changed around it, and it probably stands there; a person should look
- `lost`: it is no longer found in its source
- `edited`: the export reads otherwise than what was marked
- `gone`: there is no such source any more
- `unknown`: no highlight has its id; it was deleted, or is of another notebook
"""

HOLD: Final[tuple[Verdict, ...]] = ("holds", "moved")
"""Verdicts that ask nobody to do anything."""

ENDINGS: Final = (".md", ".markdown", ".json", ".jsonld", ".csv")
_ID: Final = re.compile(r"h-[0-9a-hjkmnp-tv-z]{8}")
_SHOWN: Final = 60


@dataclass(frozen=True, slots=True)
class Checked:
    """A quote that was checked."""

    file: str
    """Path of the export; empty where the notebook itself was checked."""

    id: str
    document: str
    """Path of its source in the folder; empty where that is not known."""

    verdict: Verdict
    why: str = ""
    """What is wrong, in words fit to show."""

    @property
    def holds(self) -> bool:
        """Whether nobody need do anything."""
        return self.verdict in HOLD


def check_notebook(documents: Sequence[MarkedDocument]) -> list[Checked]:
    """Check every highlight of a notebook against its source."""
    return [_placed("", each, mark) for each in documents for mark in each.placed]


def check_exports(paths: Sequence[Path], documents: Sequence[MarkedDocument]) -> tuple[list[Checked], list[str]]:
    """Check every quote of exported files, and return besides which files could not be read and why.

    Args:
        paths: files, and folders with all that is below them.
        documents: every highlight of the notebook with its source.
    """
    known = {mark.highlight.id: (each, mark) for each in documents for mark in each.placed}
    checked: list[Checked] = []
    problems: list[str] = []

    def is_highlight(written: str) -> bool:
        return written in known or _ID.fullmatch(written) is not None

    for path in _files(paths):
        try:
            quotes = quotes_in(_content(path), path.suffix.casefold(), is_highlight)
        except OSError as error:
            problems.append(f"{path}: {error.strerror or error}")
            continue
        checked += [_checked(str(path), quote, known) for quote in quotes]
    return checked, problems


def _checked(file: str, quote: Quoted, known: Mapping[str, tuple[MarkedDocument, Placed]]) -> Checked:
    if quote.id not in known:
        return Checked(file, safe_line(quote.id), "", "unknown", "its highlight was deleted, or is of another notebook")
    marked, mark = known[quote.id]
    if not _is_what_was_marked(quote, marked, mark):
        reads, was = _short(quote.marked or quote.words), _short(mark.highlight.anchor.exact)
        return Checked(file, quote.id, safe_line(marked.name), "edited", f"it reads “{reads}”; “{was}” was marked")
    return _placed(file, marked, mark)


def _is_what_was_marked(quote: Quoted, marked: MarkedDocument, mark: Placed) -> bool:
    """Tell whether an export quotes what was marked, or what stands there now, white space apart."""
    document, where = marked.document, mark.placement
    wanted = {_letters(mark.highlight.anchor.exact)}
    if document is not None and where.status == "certain":
        wanted.add(_letters(document.text[where.start : where.end]))
    words = _letters(quote.words)
    if words in wanted or (not quote.is_plain and any(each in words for each in wanted)):
        return True
    # with more around it, both what was marked and all of it must be the source's
    return _letters(quote.marked) in wanted and (document is None or words in _letters_of_source(document.text))


def _placed(file: str, marked: MarkedDocument, mark: Placed) -> Checked:
    """Say what became of a highlight in its source."""
    document, where, highlight = marked.document, mark.placement, mark.highlight
    name, quote = safe_line(marked.name), _short(mark.highlight.anchor.exact)
    verdict: Verdict
    if document is None:
        verdict, why = "gone", f"{name} is not here, or cannot be read"
    elif where.status == "orphan":
        verdict, why = "lost", f"“{quote}” is no longer found: {where.reason}"
    elif where.status == "review":
        now = _short(document.text[where.start : where.end])
        verdict, why = "review", f"“{quote}” may now be “{now}” at {where.start}–{where.end}: {where.reason}"
    elif document.text_sha256 != highlight.anchor.text_sha256:
        verdict, why = "moved", f"now at {where.start}–{where.end}"
    else:
        verdict, why = "holds", ""
    return Checked(file, highlight.id, name, verdict, why)


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    """Yield files that may be exports; links are not followed, hidden folders not entered."""
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        for folder, inside, names in os.walk(path):
            inside[:] = sorted(name for name in inside if not name.startswith("."))
            for name in sorted(names):
                file = Path(folder, name)
                if not name.startswith(".") and file.suffix.casefold() in ENDINGS and not file.is_symlink():
                    yield file


def _content(path: Path) -> bytes:
    """Return what is in a file.

    Raises:
        OSError: it cannot be read, is no regular file, or larger than any export.
    """
    if not path.is_file():
        raise OSError(errno.EINVAL, "not a regular file")
    with path.open("rb") as file:
        data = file.read(LARGEST_FOREIGN + 1)
    if len(data) > LARGEST_FOREIGN:
        raise OSError(errno.EFBIG, "too large for an export; not checked")
    return data


@lru_cache(maxsize=2)
def _letters_of_source(text: str) -> str:
    return _letters(text)


def _letters(text: str) -> str:
    return "".join(text.split())


def _short(text: str) -> str:
    words = " ".join(safe_line(text).split())
    return words if len(words) <= _SHOWN else words[: _SHOWN - 1].rstrip() + "…"
