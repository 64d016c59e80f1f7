"""Runs the grammar over a text, settles which matches count, and reads them in order."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from typing import Final, NamedTuple

from reader.dates.entries import heads_of_entries
from reader.dates.grammar import Meaning, Phrase, compile_pattern, expand, words_of
from reader.dates.late import LatePattern
from reader.dates.model import DateMention
from reader.dates.needs import needs_of
from reader.dates.reckoning import Reckoning, is_narrative
from reader.dates.rule import Resolver, Rule
from reader.dates.rules import RULES
from reader.dates.rules.calendar import iso_day, month_day, numeric_day, related_month
from reader.dates.rules.relative import ago, this_unit, weekend
from reader.dates.rules.steps import step_of
from reader.dates.rules.today import today
from reader.dates.rules.weekdays import weekday
from reader.dates.telling import Told, follow
from reader.dates.tokens import Alphabet, tokenize
from reader.dates.values import reading

_SLASHED: Final = LatePattern(r"(?<![\w/.-])(\d{1,2})[/-](\d{1,2})[/-](?:\d{4}|\d\d)(?![\w/-])")
_SPELLED_DAY_FIRST: Final = LatePattern(
    r"\b\d{1,2}(?:st|nd|rd|th)? (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\b"
)
_SPELLED_MONTH_FIRST: Final = LatePattern(
    r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.? \d{1,2}\b"
)
_OWN_DAYS: Final[dict[Resolver, float]] = {weekday: 6, today: 6, weekend: 6, this_unit: 2, ago: 2, related_month: 2}
"""How much the words by which a text speaks of the days on which it is written say that it does."""


_WHOLE_DAYS: Final = frozenset({month_day, iso_day, numeric_day})


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
    own_days = sum(_own_days(c) for c in chosen)
    ctx = Reckoning(document_date, is_narrative(years, own_days, document_date), _is_day_first(text))
    course = _course(chosen, ctx) if ctx.narrative else {}
    heads = heads_of_entries([c.phrase for c in chosen if c.rule.resolve in _WHOLE_DAYS])
    mentions = []
    for candidate in chosen:
        told = course.get(candidate.start)
        ctx.told_year = told.year if told else None
        meaning = candidate.rule.resolve(candidate.phrase, ctx)
        if meaning is not None:
            if candidate.start in heads:
                ctx.begin_entry(meaning)
            if meaning.anchors and not (told and told.aside):
                ctx.note(meaning)
            mentions.append(_mention(candidate, meaning))
    return mentions


def _own_days(candidate: _Candidate) -> float:
    """Weigh a word such as "Friday"; "today" alone may mean nowadays."""
    phrase = candidate.phrase
    if phrase.written.lower() == "today":
        return 1
    if phrase.has("unit") and phrase.keys("unit")[-1] not in {
        "day",
        "days",
        "week",
        "weeks",
        "month",
        "months",
        "year",
        "years",
        "weekend",
    }:
        return 0
    return 0 if phrase.word("relation").startswith("the ") else _OWN_DAYS.get(candidate.rule.resolve, 0)


class _Row:
    """A rule whose pattern is compiled for the first text that has the words it needs."""

    __slots__ = ("_alphabet", "_needs", "_pattern", "_written", "order", "rule")

    def __init__(self, order: int, rule: Rule, written: str, alphabet: Alphabet) -> None:
        self.order = order
        self.rule = rule
        self._written = written
        self._alphabet = alphabet
        self._needs = [alphabet.symbols(need) for need in needs_of(written)]
        self._pattern: re.Pattern[str] | None = None

    def matches(self, symbols: str, present: frozenset[str]) -> Iterable[re.Match[str]]:
        """Find the pattern in a text of which these symbols are present."""
        if any(need.isdisjoint(present) for need in self._needs):
            return ()
        if self._pattern is None:
            self._pattern = compile_pattern(self._written, self._alphabet)
        return self._pattern.finditer(symbols)


@cache
def _grammar() -> tuple[Alphabet, list[_Row]]:
    written = [expand(rule.pattern) for rule in RULES]
    alphabet = Alphabet({word for pattern in written for word in words_of(pattern)})
    rows = [
        _Row(order, rule, pattern, alphabet) for order, (rule, pattern) in enumerate(zip(RULES, written, strict=True))
    ]
    return alphabet, rows


def _candidates(text: str) -> Iterable[_Candidate]:
    alphabet, rows = _grammar()
    tokens, symbols = tokenize(text, alphabet)
    present = frozenset(symbols)
    for row in rows:
        for match in row.matches(symbols, present):
            phrase = Phrase(text, tokens, match)
            if row.rule.accept(phrase):
                yield _Candidate(phrase.start, phrase.end, row.order, row.rule, phrase)


def _course(chosen: Sequence[_Candidate], ctx: Reckoning) -> dict[int, Told]:
    """Return by their places what the words that carry a telling on came to mean in its course."""
    steps = {c.start: step for c in chosen if (step := step_of(c.rule.resolve, c.phrase))}
    told = follow(list(steps.values()), ctx.document_date.year if ctx.document_date else None)
    return dict(zip(steps, told, strict=True))


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
    return _SPELLED_DAY_FIRST.count(text) > _SPELLED_MONTH_FIRST.count(text)


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
