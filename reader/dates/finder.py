"""Runs the grammar over a text, settles which matches count, and reads them in order."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from typing import Final, NamedTuple

from reader.dates.grammar import Meaning, Phrase, Rule, compile_pattern, words_of
from reader.dates.model import DateMention
from reader.dates.reckoning import Reckoning, is_narrative
from reader.dates.rules import RULES
from reader.dates.rules.today import today
from reader.dates.rules.weekdays import weekday
from reader.dates.tokens import Alphabet, tokenize
from reader.dates.values import reading

_SLASHED: Final = re.compile(r"(?<![\w/.-])(\d{1,2})[/-](\d{1,2})[/-](?:\d{4}|\d\d)(?![\w/-])")
_SPELLED_DAY_FIRST: Final = re.compile(
    r"\b\d{1,2}(?:st|nd|rd|th)? (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\b"
)
_SPELLED_MONTH_FIRST: Final = re.compile(
    r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.? \d{1,2}\b"
)
_OF_ITS_DAYS: Final = frozenset({today, weekday})
"""What resolves the words by which a text speaks of the days on which it is written."""


class _Candidate(NamedTuple):
    start: int
    end: int
    order: int
    rule: Rule
    phrase: Phrase


def find_dates(text: str, document_date: date | None) -> list[DateMention]:
    """Return the dates, times, durations and sets of times in a text, in order and without overlaps.

    Relative expressions are counted from the document's date, or in a narrative from the date last named.
    Without a document date they are marked all the same, with an empty value.
    """
    chosen = _settle(_candidates(text))
    years = [int(word) for c in chosen if (word := c.phrase.word("year")).isdigit()]
    own_days = sum(c.rule.resolve in _OF_ITS_DAYS for c in chosen)
    ctx = Reckoning(document_date, is_narrative(years, own_days, document_date), _is_day_first(text))
    mentions = []
    for candidate in chosen:
        meaning = candidate.rule.resolve(candidate.phrase, ctx)
        if meaning is not None:
            if meaning.anchors:
                ctx.note(meaning)
            mentions.append(_mention(candidate, meaning))
    return mentions


@cache
def _grammar() -> tuple[Alphabet, list[re.Pattern[str]]]:
    alphabet = Alphabet({word for rule in RULES for word in words_of(rule.pattern)})
    return alphabet, [compile_pattern(rule.pattern, alphabet) for rule in RULES]


def _candidates(text: str) -> Iterable[_Candidate]:
    alphabet, patterns = _grammar()
    tokens, symbols = tokenize(text, alphabet)
    for order, (rule, pattern) in enumerate(zip(RULES, patterns, strict=True)):
        for match in pattern.finditer(symbols):
            phrase = Phrase(text, tokens, match)
            if rule.accept(phrase):
                yield _Candidate(phrase.start, phrase.end, order, rule, phrase)


def _settle(candidates: Iterable[_Candidate]) -> Sequence[_Candidate]:
    """Choose among overlapping matches: the longest, then the first, then the earlier row."""
    ranked = sorted(candidates, key=lambda c: (c.start - c.end, c.start, c.order))
    taken: dict[int, _Candidate] = {}
    for candidate in ranked:
        cells = range(candidate.start, candidate.end)
        if candidate.start not in taken and candidate.end - 1 not in taken:
            taken.update(dict.fromkeys(cells, candidate))
    return sorted(set(taken.values()), key=lambda c: c.start)


def _is_day_first(text: str) -> bool:
    """Tell whether numeric dates put the day first here, by those that can be read one way only, else by spelled ones."""
    day_first = month_first = 0
    for match in _SLASHED.finditer(text):
        day_first += int(match[1]) > 12
        month_first += int(match[2]) > 12
    if day_first != month_first:
        return day_first > month_first
    return len(_SPELLED_DAY_FIRST.findall(text)) > len(_SPELLED_MONTH_FIRST.findall(text))


def _mention(candidate: _Candidate, meaning: Meaning) -> DateMention:
    phrase = candidate.phrase
    return DateMention(
        start=phrase.start,
        end=phrase.end,
        kind=meaning.kind or candidate.rule.kind,
        text=phrase.written,
        reading=reading(meaning.value, meaning.rule),
        reckoned_from=meaning.reckoned_from,
        alternatives=meaning.alternatives,
    )
