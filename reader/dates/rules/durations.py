"""Lengths of time: "two years", "60-hour", "the past three months", "weeks", "5 1/2 hours"."""

import re
from typing import Final

from reader.dates.grammar import Meaning, Phrase
from reader.dates.reckoning import Reckoning
from reader.dates.rule import Rule
from reader.dates.rules.common import number, unit_of, vague

_CODES: Final[dict[str, tuple[str, str, int]]] = {
    "second": ("PT", "S", 1),
    "minute": ("PT", "M", 1),
    "hour": ("PT", "H", 1),
    "day": ("P", "D", 1),
    "night": ("P", "D", 1),
    "weekend": ("P", "W", 1),
    "week": ("P", "W", 1),
    "fortnight": ("P", "W", 2),
    "month": ("P", "M", 1),
    "quarter": ("P", "M", 3),
    "year": ("P", "Y", 1),
    "decade": ("P", "Y", 10),
    "century": ("P", "Y", 100),
    "millennium": ("P", "Y", 1000),
}
_HALVES: Final = {"minute": "30S", "hour": "30M", "year": "6M"}


def length(count: float | None, unit: str) -> str:
    """Write a length of time: P2Y, PT60H; an unknown count is an X."""
    prefix, code, factor = _CODES[unit]
    if count is None:
        vague_code = {"decade": "DE", "century": "CE", "quarter": "Q"}.get(unit, code)
        return f"{prefix}X{vague_code}"
    count *= factor
    if count % 1 == 0.5 and unit in _HALVES:
        whole = f"{int(count)}{code}" if count >= 1 else ""
        return f"{prefix}{whole}{_HALVES[unit]}"
    return f"{prefix}{count:.10g}{code}" if count < 1e10 else f"{prefix}{count:.0f}{code}"


def duration(phrase: Phrase, _ctx: Reckoning) -> Meaning | None:
    """Resolve a counted length of time."""
    unit = unit_of(phrase.word("unit"))
    if phrase.has("vague"):
        return vague(length(None, unit), "a length of time, not counted")
    keys = phrase.keys("count")
    count = number(keys) if keys else 1
    if count is None:
        return None
    if phrase.has("half"):
        count += 0.5
    return vague(length(count, unit), "a length of time")


def uncounted(phrase: Phrase, _ctx: Reckoning) -> Meaning | None:
    """Resolve "years", "recent months": a length that nobody counted."""
    return vague(length(None, unit_of(phrase.keys("unit")[0])), "a length of time, not counted")


def _not_an_age(phrase: Phrase) -> bool:
    """Keep out ages, prices, ordinals and times of day."""
    if re.match(r"[- ](?:olds?\b|of age\b|ago\b)", phrase.after(8)):
        return False
    if phrase.keys("unit")[0] in {"second", "quarter"} and phrase.word("count") in {"a", "an", "one"}:
        return False
    if phrase.keys("unit")[0].startswith("quarter") and ("-" in phrase.written or phrase.word("count").isdigit()):
        return False
    return re.search(r"[$£€.\d/-]$", phrase.before(1)) is None


def _a_span(phrase: Phrase) -> bool:
    """Keep "a year" as a length after a preposition or verb of lasting, not as "a day to remember"."""
    if not _not_an_age(phrase):
        return False
    return phrase.has("more") or (
        re.search(
            r"\b(?:for|in|within|over|after|than|least|takes?|took|spend|spent|lasted|last|about|only|just|every|nearly"
            r"|almost|under|around|during|once|and|or|of|half|up to) $",
            phrase.before(10),
        )
        is not None
        or re.match(r"[ -](?:of|long|later|in|before|after|or)\b", phrase.after(8)) is not None
    )


def _bare_plural(phrase: Phrase) -> bool:
    """Accept "years" after "for", "in", "over" …; elsewhere it is mostly no length of time."""
    return re.search(
        r"\b(?:for|in|within|over|after|take|took|takes|last|lasted|spent|spend|of|few|by|last|these|be|through|during|for the|in the) $",
        phrase.before(10),
        re.IGNORECASE,
    ) is not None and not re.match(r"[- ](?:of age|old)\b|['’]", phrase.after(8))


_LATELY: Final = (
    "(the? (past|last|next|first|final|coming|previous|following|preceding|remaining|recent|entire|whole|other|initial"
    "|opening|closing|same|full))"
)

RULES: Final = (
    Rule("<count:COUNT> HYPHEN <unit:UNITX>", duration, "duration", _not_an_age),
    Rule(
        "MORE? <count:COUNT> (more|additional|extra|full|long|whole|consecutive|straight)? <unit:UNITX> (<half:and a half> | or (so|two))?",
        duration,
        "duration",
        _not_an_age,
    ),
    Rule(
        "<more:MORE>? <count:(a|an|one)> (whole|full|single|mere|further)? <unit:UNIT> (<half:and a half> | or (so|two))?",
        duration,
        "duration",
        _a_span,
    ),
    Rule("MORE? <count:COUNT> (TO|HYPHEN) COUNT HYPHEN? <unit:UNITX>", duration, "duration", _not_an_age),
    Rule("MORE? <count:(one|COUNT)> and (a half|COUNT) <unit:UNITS>", duration, "duration", _not_an_age),
    Rule(
        "MORE? <vague:VAGUE> (more|dozen|hundred|thousand|million)? HYPHEN? <unit:(UNITS)>",
        duration,
        "duration",
        _not_an_age,
    ),
    Rule(f"(at least)? {_LATELY} <count:COUNT> (TO COUNT)? <unit:UNITX>", duration, "duration"),
    Rule("(these|those|the) <count:COUNT> <unit:UNITS>", duration, "duration", _not_an_age),
    Rule(f"(at least)? {_LATELY} <vague:(VAGUE)> <unit:UNITS>", duration, "duration"),
    Rule(f"{_LATELY} <unit:UNITS>", uncounted, "duration"),
    Rule("<unit:UNITS> ((and|or) UNITS)?", uncounted, "duration", _bare_plural),
    Rule("<unit:UNIT> HYPHEN long", duration, "duration"),
    Rule("<unit:UNITS> HYPHEN long", uncounted, "duration"),
)
