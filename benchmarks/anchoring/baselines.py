"""Two other rules to compare with: that of Hypothesis's client, and one with thresholds, candidates by context, a margin.

Both are written from descriptions of what they do. They see up to 32 and up to 128 characters on each side.
"""

import re
from functools import lru_cache

from reader.notebook import Anchor, Placement

_MOST_ERRORS = 256
_MANY = 200


def hypothesis(selector: Anchor, text: str) -> Placement:
    """Place by the text at the old offsets, else by the best match of the quote with its context, however bad."""
    if text[selector.start : selector.end] == selector.exact:
        return Placement(selector.start, selector.end, "certain")
    found = _matches(text, selector.exact, min(_MOST_ERRORS, len(selector.exact) // 2))
    if not found:
        return _orphan()
    scored = [(_score(selector, text, start, end, errors, 32), start, end) for start, end, errors in found]
    score, start, end = max(scored)
    return Placement(start, end, "certain", score)


def recommended(selector: Anchor, text: str) -> Placement:
    """Place by the best of the matches of the quote and of those inside a match of it all, if that is good and alone."""
    text, back = _folded(text)
    fold = Anchor(
        selector.start,
        selector.end,
        _plain(selector.exact),
        _plain(selector.prefix[-128:]),
        _plain(selector.suffix[:128]),
        "",
    )
    whole = fold.prefix + fold.exact + fold.suffix
    found = _matches(text, fold.exact, int(len(fold.exact) * 0.35))
    for low, high, _errors in _matches(text, whole, int(len(whole) * 0.4)):
        inside = _matches(text[low:high], fold.exact, len(fold.exact) // 2)
        found += [(low + start, low + end, errors) for start, end, errors in inside]
    if not found:
        return _orphan()
    scored = sorted(((_score(fold, text, *match, 128), *match) for match in set(found)), reverse=True)
    score, start, end, errors = scored[0]
    rival = max((other for other, s, e, _n in scored if e <= start or s >= end), default=0.0)
    similarity = 1 - errors / max(1, len(fold.exact))
    before, after = _sides(fold, text, start, end, 128)
    clear = score - rival >= 0.08
    if len(fold.exact) < 20:
        sure = similarity >= 0.8 and min(before, after) >= 0.85 and clear
        likely = score >= 0.6 and max(before, after) >= 0.6
    else:
        sure = clear and ((errors == 0 and max(before, after) >= 0.85) or score >= 0.85)
        likely = score >= 0.6
    if not likely and not sure:
        return _orphan()
    return Placement(
        back[start], back[end - 1] + 1 if end > start else back[start], "certain" if sure else "review", score
    )


def _orphan() -> Placement:
    return Placement(0, 0, "orphan", 0.0)


def _score(selector: Anchor, text: str, start: int, end: int, errors: int, context: int) -> float:
    before, after = _sides(selector, text, start, end, context)
    near = 1 - abs(start - selector.start) / max(1, len(text))
    return (50 * (1 - errors / max(1, len(selector.exact))) + 20 * before + 20 * after + 2 * near) / 92


def _sides(selector: Anchor, text: str, start: int, end: int, context: int) -> tuple[float, float]:
    prefix, suffix = selector.prefix[-context:], selector.suffix[:context]
    before = _similarity(text[max(0, start - len(prefix)) : start], prefix)
    return before, _similarity(text[end : end + len(suffix)], suffix)


def _similarity(text: str, wanted: str) -> float:
    if not wanted:
        return 1.0
    found = _matches(text, wanted, len(wanted))
    return 1 - found[0][2] / len(wanted) if found else 0.0


def _matches(text: str, wanted: str, most: int) -> list[tuple[int, int, int]]:
    """Return start, end and errors of every exact match, else of all those with the fewest errors."""
    if not wanted:
        return []
    found = []
    at = text.find(wanted)
    while at >= 0 and len(found) < _MANY:
        found.append((at, at + len(wanted), 0))
        at = text.find(wanted, at + 1)
    if found:
        return found
    ends, errors = _nearest(text, wanted, most)
    return [(_start(text, wanted, end, errors), end, errors) for end in ends[:_MANY]]


def _nearest(text: str, wanted: str, most: int) -> tuple[list[int], int]:
    """Return where the matches with the fewest errors end: Myers's bit-parallel search over the whole text."""
    size = len(wanted)
    mask, top = (1 << size) - 1, 1 << (size - 1)
    where: dict[str, int] = {}
    for place, character in enumerate(wanted):
        where[character] = where.get(character, 0) | 1 << place
    plus, minus, score = mask, 0, size
    ends: list[int] = []
    for place, character in enumerate(text):
        equal = where.get(character, 0)
        cross = equal | minus
        equal = ((((equal & plus) + plus) ^ plus) | equal) & mask
        gain, loss = (minus | ~(equal | plus)) & mask, plus & equal
        score += ((gain & top) != 0) - ((loss & top) != 0)
        gain, loss = (gain << 1) & mask, (loss << 1) & mask
        plus, minus = (loss | ~(cross | gain)) & mask, gain & cross
        if score < most or (score == most and not ends):
            most, ends = score, [place + 1]
        elif score == most:
            ends.append(place + 1)
    return ends, most


def _start(text: str, wanted: str, end: int, errors: int) -> int:
    """Return where the longest match that ends here with so many errors begins."""
    part = text[max(0, end - len(wanted) - errors) : end][::-1]
    ends, _errors = _nearest(part, wanted[::-1], errors)
    return end - max(ends, default=len(wanted))


_DROPPED = re.compile("[\u00ad\u200b]")
_AS_WRITTEN = str.maketrans("‘’‚“”„", "'''\"\"\"")


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", _DROPPED.sub("", text)).translate(_AS_WRITTEN)


@lru_cache(1)
def _folded(text: str) -> tuple[str, list[int]]:
    """Fold a text as the rule with thresholds does, and return where each character comes from."""
    kept: list[str] = []
    back: list[int] = []
    for place, character in enumerate(text):
        if _DROPPED.match(character) or (character.isspace() and kept and kept[-1] == " "):
            continue
        kept.append(" " if character.isspace() else character.translate(_AS_WRITTEN))
        back.append(place)
    return "".join(kept), back
