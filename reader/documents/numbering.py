"""The numbers that Word puts before the items of lists and before headings."""

import re
from typing import Final
from xml.etree.ElementTree import Element

from reader.documents.building import BULLET

_DEEPEST: Final = 9
_PLACE: Final = re.compile(r"%(\d)")
_ROMAN: Final = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


class Numbering:
    """Counts the items of a document's lists."""

    def __init__(self, part: Element | None) -> None:
        """Take what a document says of its lists; without that, all of them have bullets."""
        levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._lists: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._counts: dict[str, list[int]] = {}
        self._same: dict[str, str] = {}
        for each in part.iter("abstractNum") if part is not None else ():
            levels[each.get("abstractNumId", "")] = {
                _integer(level.get("ilvl", "")): (
                    _value(level, "numFmt", "decimal"),
                    _value(level, "lvlText", ""),
                    _integer(_value(level, "start", "1")),
                )
                for level in each.iter("lvl")
            }
        for each in part.iter("num") if part is not None else ():
            identity, abstract = each.get("numId", ""), _value(each, "abstractNumId", "")
            self._lists[identity] = levels.get(abstract, {})
            self._same[identity] = identity if each.find("lvlOverride") is not None else f"abstract {abstract}"

    def mark(self, identity: str, level: int) -> str:
        """Return what stands before the next item of a list, a space after it; nothing where it is none."""
        if identity in ("", "0"):
            return ""
        level = min(level, _DEEPEST - 1)
        indent = "  " * level
        form, pattern, start = self._lists.get(identity, {}).get(level, ("bullet", "", 1))
        if form in ("bullet", "none"):
            return indent + BULLET if form == "bullet" else ""
        counts = self._counts.setdefault(self._same.get(identity, identity), [-1] * _DEEPEST)
        counts[level] = start if counts[level] < 0 else counts[level] + 1
        counts[level + 1 :] = [-1] * (_DEEPEST - level - 1)
        written = _PLACE.sub(lambda place: self._count(identity, counts, int(place[1]) - 1), pattern)
        return f"{indent}{written} " if written.strip() else ""

    def _count(self, identity: str, counts: list[int], level: int) -> str:
        if not 0 <= level < _DEEPEST:
            return ""
        form, _pattern, start = self._lists[identity].get(level, ("decimal", "", 1))
        return _written(start if counts[level] < 0 else counts[level], form)


def _written(number: int, form: str) -> str:
    number = max(0, min(number, 9_999))
    if form in ("lowerLetter", "upperLetter") and number:
        letters = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letters[:9].upper() if form == "upperLetter" else letters[:9]
    if form in ("lowerRoman", "upperRoman") and number:
        roman = ""
        for value, letters in _ROMAN:
            roman += letters * (number // value)
            number %= value
        return roman.upper() if form == "upperRoman" else roman
    return str(number)


def _value(element: Element, name: str, default: str) -> str:
    found = element.find(name)
    return default if found is None else found.get("val", default)


def _integer(written: str) -> int:
    return int(written) if written.isdecimal() and len(written) < 6 else 0
