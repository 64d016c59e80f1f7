"""Texts as they are compared: without what another extractor, another editor or a new line width changes."""

import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
import numpy.typing as npt

Codes = npt.NDArray[np.uint32]
Offsets = npt.NDArray[np.int64]

WORD: Final = 1
"""Kind of a character that words are made of."""
UNSPACED: Final = 2
"""Kind of a character that is a word of its own: its script puts no spaces between words."""

_BMP: Final = 0x10000
_AT_ONCE: Final = 1 << 18
_SPACE, _HYPHEN, _NEWLINE, _SOFT = 0x20, 0x2D, 0x0A, 0xAD
_SYLLABLES: Final = (0xAC00, 0xD7A4)
_AS_WRITTEN: Final = {
    **dict.fromkeys("‘’‚‛′`´ʼʹ‹›", "'"),
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys("‐‑‒–—―−﹘", "-"),
}
_UNSPACED_RANGES: Final = (
    (0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x2E80, 0x2FDF), (0x3040, 0x30FF), (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF), (0xF900, 0xFAFF),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Folded:
    """A text as it is compared, and where each of its characters comes from."""

    text: str
    codes: Codes
    """The same, as numbers."""

    origin: Offsets
    """For each character, the offset in the text that was folded."""

    def source(self, start: int, end: int) -> tuple[int, int]:
        """Return the range of the text that was folded that `start` to `end`, which is not empty, comes from."""
        return int(self.origin[start]), int(self.origin[end - 1]) + 1

    def offset(self, source: int) -> int:
        """Return where what stands at or after an offset of the text that was folded is."""
        return int(np.searchsorted(self.origin, source))


def fold(text: str) -> Folded:
    """Fold a text: one space for any white space, lower case, no accents, plain quotation marks and dashes.

    Nothing is left of soft hyphens and other invisible characters, of hyphens inside words, whether or not the line
    breaks there, and of white space inside scripts that have none.
    """
    raw = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
    origin = np.arange(len(raw))
    if text.isascii():
        codes = _tables().folded[raw]
    else:
        raw = _without_soft_hyphens(raw)
        pieces = range(0, len(raw), _AT_ONCE)
        parts = [_spelt_out(raw[low : low + _AT_ONCE], origin[low : low + _AT_ONCE]) for low in pieces]
        raw, codes, origin = (np.concatenate(each) for each in zip(*parts, strict=True))
    breaks = np.cumsum(raw == _NEWLINE, dtype=np.int32)
    kept = np.flatnonzero(codes)
    kept = kept[_first_of_run(codes[kept], _SPACE) & _first_of_run(codes[kept], _HYPHEN)]
    kept = kept[_needed(codes[kept], breaks, kept)]
    codes, origin = codes[kept], origin[kept]
    return Folded(codes.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass"), codes, origin)


def kinds(codes: Codes) -> npt.NDArray[np.uint8]:
    """Return for each character whether it is part of a word, a word of its own (`UNSPACED`), or neither (0)."""
    found: npt.NDArray[np.uint8] = _tables().kinds[np.minimum(codes, _BMP)]
    return found


@dataclass(frozen=True, slots=True)
class _Tables:
    folded: Codes
    kinds: npt.NDArray[np.uint8]
    sizes: npt.NDArray[np.uint8]
    """How many characters each becomes; 0 is counted as one."""


@cache
def _tables() -> _Tables:
    """Work out what each character of the basic plane becomes; those beyond it stay as they are."""
    folded = np.arange(_BMP + 1, dtype=np.uint32)
    sort = np.zeros(_BMP + 1, dtype=np.uint8)
    sizes = np.ones(_BMP + 1, dtype=np.uint8)
    sizes[_SYLLABLES[0] : _SYLLABLES[1]] = 3
    sizes[_SYLLABLES[0] : _SYLLABLES[1] : 28] = 2
    for code in range(_BMP):
        if 0x4E00 <= code < 0xA000 or _SYLLABLES[0] <= code < 0xF900:
            sort[code] = WORD
            continue
        plain = _plain(chr(code))
        folded[code] = ord(plain) if len(plain) == 1 else 0 if not plain else code
        sizes[code] = max(1, len(plain))
        sort[code] = WORD if plain[:1].isalnum() or unicodedata.category(chr(code)) == "Mc" else 0
    sort[_BMP] = WORD
    for first, last in _UNSPACED_RANGES:
        span = sort[first : last + 1]
        span[span == WORD] = UNSPACED
    folded[_SOFT] = 0
    return _Tables(folded, sort, sizes)


def _plain(character: str) -> str:
    if plain := _AS_WRITTEN.get(character):
        return plain
    if character.isspace():
        return " "
    if unicodedata.category(character) in {"Cf", "Cc"}:
        return ""
    apart = unicodedata.normalize("NFKD", character.casefold())
    plain = "".join(part for part in apart if not unicodedata.combining(part))
    return plain if len(plain) < 2 or plain.isalnum() or plain == "..." else character.casefold()[:1]


def _without_soft_hyphens(raw: Codes) -> Codes:
    """Make soft hyphens at the end of a line hyphens."""
    soft = np.flatnonzero(raw == _SOFT)
    if not len(soft):
        return raw
    raw = raw.copy()
    after = raw[np.minimum(soft + 1, len(raw) - 1)]
    raw[soft[after == _NEWLINE]] = _HYPHEN
    return raw


def _spelt_out(raw: Codes, origin: Offsets) -> tuple[Codes, Codes, Offsets]:
    """Fold characters, some of which become several: ligatures, and syllables of Hangul."""
    tables = _tables()
    known = np.minimum(raw, _BMP)
    longer = np.flatnonzero(tables.sizes[known] > 1)
    if len(longer):
        sizes = tables.sizes[known].astype(np.int64)
        at = (np.cumsum(sizes) - sizes)[longer]
        written = raw[longer]
        raw, known, origin = (np.repeat(each, sizes) for each in (raw, known, origin))
        codes = np.where(raw < _BMP, tables.folded[known], raw)
        for code in np.unique(written).tolist():
            for place, character in enumerate(_several(code)):
                codes[at[written == code] + place] = ord(character)
        return raw, codes, origin
    return raw, np.where(raw < _BMP, tables.folded[known], raw), origin


def _several(code: int) -> str:
    """Return what a character that becomes several becomes."""
    if _SYLLABLES[0] <= code < _SYLLABLES[1]:
        return unicodedata.normalize("NFD", chr(code))
    return _plain(chr(code))


def _first_of_run(codes: Codes, code: int) -> npt.NDArray[np.bool_]:
    """Tell for each character whether it may stay when a run of `code` becomes one."""
    same = codes == code
    stays: npt.NDArray[np.bool_] = ~same
    stays[:1] = True
    stays[1:] |= ~same[:-1]
    return stays


def _needed(codes: Codes, breaks: npt.NDArray[np.int32], at: Offsets) -> npt.NDArray[np.bool_]:
    """Tell for each character whether it is more than a hyphen in a word or a space in a script without spaces."""
    needed = np.ones(len(codes), dtype=np.bool_)
    if len(codes) < 3:
        return needed
    kind = kinds(codes)
    spaced, unspaced = kind == WORD, kind == UNSPACED
    space = codes == _SPACE
    middle = slice(1, -1)
    needed[middle] = ~(space[middle] & unspaced[:-2] & unspaced[2:])
    needed[middle] &= ~((codes[middle] == _HYPHEN) & spaced[:-2] & spaced[2:])
    broken = np.flatnonzero((codes[1:-2] == _HYPHEN) & spaced[:-3] & space[2:-1] & spaced[3:]) + 1
    broken = broken[breaks[at[broken + 2]] > breaks[at[broken]]]
    needed[broken] = needed[broken + 1] = False
    return needed
