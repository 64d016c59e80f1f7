"""Words as the search sees them: where a text is cut, and which spellings count as one.

The index's tokenizer is given text in which all of this is done already, so that both sides agree by construction,
whatever version of Unicode the database knows.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cached_property
from typing import Final

import regex

_UNSPACED: Final = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
"""Scripts that put no spaces between words: each of their characters is a word of its own."""

_TOKEN: Final = regex.compile(
    rf"[{_UNSPACED}&&[\p{{L}}\p{{N}}]][\p{{Mn}}\p{{Mc}}]*|[\p{{L}}\p{{N}}\p{{Co}}\p{{Mn}}\p{{Mc}}--{_UNSPACED}]+",
    regex.VERSION1,
)
_ASCII_TOKEN: Final = re.compile(r"[A-Za-z0-9]+")
_PLAIN: Final = regex.compile(r"[\x00-\x7f\u00a0-\u00a9\u00ab-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf\u2010-\u205e€™]*")
"""Text in which nothing beyond ASCII is part of a word: the database cuts and folds it as is done here."""

_SPELT_OUT: Final = {
    "ß": "ss", "ẞ": "ss", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l",
    "đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "þ": "th", "Þ": "th", "ħ": "h", "Ħ": "h", "ı": "i", "İ": "i", "ŋ": "n", "Ŋ": "n",
    "ς": "σ", "ё": "е", "Ё": "е", "ى": "ي", "ة": "ه", "\u0640": "",
}  # fmt: skip
_MARKS: Final = ((0x0300, 0x036F), (0x0591, 0x05C7), (0x0610, 0x061A), (0x064B, 0x065F), (0x0670, 0x0670))
"""Accents, and the vowel signs that Hebrew and Arabic may leave out; in other scripts such signs tell words apart."""

_SCRIPTS: Final = regex.compile(r"[\p{Latin}\p{Greek}\p{Arabic}]")


def fold(word: str) -> str:
    """Return a word in lower case without the accents that people leave out: `Hölt` as `holt`, `Łódź` as `lodz`."""
    return word.lower() if word.isascii() else word.translate(_FOLDED)


def tokens(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and folded form of each word, cut as the index is."""
    if _is_plain(text):
        for plain in _ASCII_TOKEN.finditer(text):
            yield plain.start(), plain.end(), plain.group().lower()
        return
    for match in _TOKEN.finditer(text):
        if word := fold(match.group()):
            yield match.start(), match.end(), word


class Words:
    """The words of a text by their numbers; where they stand is worked out when it is asked for."""

    def __init__(self, text: str) -> None:
        """Cut a text into words."""
        self._text = text
        self._spans: list[tuple[int, int]] | None = None
        if _is_plain(text):
            self.folded: list[str] = _ASCII_TOKEN.findall(text.lower())
            """The words as the index has them."""
        else:
            found = list(tokens(text))
            self._spans = [(start, end) for start, end, _word in found]
            self.folded = [word for _start, _end, word in found]

    def __len__(self) -> int:
        """Return the number of words."""
        return len(self.folded)

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Return where a word begins, and where another one ends."""
        spans = self._spans
        if spans is None:
            spans = self._spans = [match.span() for match in _ASCII_TOKEN.finditer(self._text)]
        return spans[first][0], spans[last][1]

    @cached_property
    def cased(self) -> list[str]:
        """The words as they are written."""
        if self._spans is None:
            return _ASCII_TOKEN.findall(self._text)
        return [self._text[start:end] for start, end in self._spans]


def indexed_form(text: str) -> str:
    """Return what the database is to index in place of a text: the same words, folded, a space between any two."""
    return text if _is_plain(text) else text.translate(_CUT)


def _is_plain(text: str) -> bool:
    return text.isascii() or _PLAIN.fullmatch(text) is not None


class _Folded(dict[int, str]):
    """Each character as it is folded, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_character(chr(code))
        return folded


class _Cut(dict[int, str]):
    """Each character as it is indexed: what is part of no word is a space, and unspaced scripts are spaced."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        cut = " "
        if _TOKEN.fullmatch(character):
            cut = _FOLDED[code]
            if regex.match(f"[{_UNSPACED}]", character):
                cut = f" {cut} " if regex.match(r"[\p{Han}\p{Hiragana}\p{Katakana}]", character) else f" {cut}"
        self[code] = cut
        return cut


_FOLDED: Final = _Folded()
_CUT: Final = _Cut()


def _fold_character(character: str) -> str:
    if character in _SPELT_OUT:
        return _SPELT_OUT[character]
    if any(first <= ord(character) <= last for first, last in _MARKS):
        return ""
    compatible = unicodedata.normalize("NFKC", character)
    if len(compatible) > 1 or not _SCRIPTS.match(compatible):
        # ligatures are spelt out; anything that would fall apart into several words is left as it is
        return compatible.lower() if compatible.isalnum() else character.lower()
    return unicodedata.normalize("NFD", compatible)[0].lower()
