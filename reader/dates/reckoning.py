"""What relative expressions are counted from: the document's date, or the last date that a narrative named."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Final, Literal

from reader.dates.grammar import Meaning, Phrase
from reader.dates.late import LatePattern
from reader.dates.model import Precision
from reader.dates.values import span_of

Tense = Literal["past", "future", "open"]
NO_DATE: Final = "no document date to reckon from"

_CUE: Final = LatePattern(
    r"(?P<stop>[.!?;][\"”’)\']*\s|\n\s*\n)"
    r"|\b(?=[a-z])(?:(?P<was>(?:had|has|have) (?:previously |originally |long )?been (?:due|scheduled|planned|set|expected|supposed|slated) (?:to|for) [a-z]+)\b"
    r"|(?P<future>will|won't|would|shall|to be|(?:is|are|was|were) (?:due |set |expected |scheduled |likely )?to"
    r"|through|as (?:soon|early|late) as|ready|scheduled|planned|plans? (?:to|for)|planning|due|expects?|expected|expires?"
    r"|upcoming|coming|going to|intend(?:s|ed)? to|aim(?:s|ed)? to|set (?:for|to)|hop(?:e|es|ed|ing) to|agree[ds]? to"
    r"|vow(?:s|ed) to|want(?:s|ed)? to|likely to|postponed|(?:put off|delayed|extended|adjourned) (?:it )?(?:until|till|to)"
    r"|may|might|could|should|can|must|deadline|effective|matures|maturing|payable|begins|starts|resumes"
    r"|(?:start|begin|opens?|resume|meets?|ends|closes|leaves?|arrives?|returns?|faces|votes?|plays?)(?= (?:[a-z]+ ){0,2}$))\b"
    r"|(?P<weak>until|till|by|to (?!the\b|a\b|his\b|her\b|its\b|their\b)[a-z]+)\b"
    r"|(?P<past>was|were|had|did|has|have|been|said|told|went|came|took|made|began|rose|fell|met|won|lost|held|sent"
    r"|gave|got|found|left|led|ran|saw|became|broke|brought|bought|sold|paid|spoke|wrote|sank|flew|grew|drew|threw|stood|struck|shot|fought|built|taught|caught|since|after|ago"
    r"|(?!need|feed|speed|hundred|indeed|exceed|proceed|succeed)[a-z]{2,20}ed)\b)"
)
_OF_IT: Final = LatePattern(r"['’]s")
"""After a day: "Friday's ruling" is mostly one that has been given."""
_UNTIL: Final = LatePattern(r"[a-z,]\s+(?:until|till)\s+$")
_NARRATIVE_YEARS: Final = 4
_NARRATIVE_SHARE: Final = 0.6
_NEAR: Final = 1


@dataclass(slots=True)
class Reckoning:
    """The state of reading one document: its date, its kind of text, and the last dates it named."""

    document_date: date | None
    narrative: bool = False
    day_first: bool = False
    """Whether 3/4/90 is the third of April here."""

    reference: date | None = None
    """First day of the last date that the text named."""

    reference_precision: Precision = "none"
    entry_date: date | None = None
    """The date at the head of the entry of a diary, or of the letter, that is being read."""

    told_year: int | None = None
    """The year that the telling has reached at the expression being read, as far as its whole course shows."""

    before_christ: int | None = None
    """The year BC of the last date named, if that date lies before the calendar."""

    quarter: tuple[int, int] | None = field(default=None)
    """Year and number of the first quarter that the text named."""

    @property
    def now(self) -> date | None:
        """The day on which the text is written, or told."""
        if self.entry_date:
            return self.entry_date
        if self.narrative:
            return self.reference or self.document_date
        return self.document_date

    @property
    def today(self) -> date | None:
        """The day from which days of the week and weeks are counted.

        An undated text that has named only a month or a year gives none: the first of the month would be made up.
        """
        is_day = self.document_date or self.entry_date or self.reference_precision in {"time", "day", "week"}
        return self.now if is_day else None

    @property
    def last_named(self) -> date | None:
        """The last date named, else the document's own."""
        return self.reference or self.document_date

    @property
    def written_on(self) -> date | None:
        """The day on which the words being read were written, as far as it is known."""
        return self.entry_date or self.document_date

    def begin_entry(self, meaning: Meaning) -> None:
        """Count from this day from here on, if the head of the entry names one."""
        interval, precision = span_of(meaning.value)
        if interval is not None and precision in {"day", "time"}:
            self.entry_date = interval[0]

    def note(self, meaning: Meaning) -> None:
        """Remember a date, so that "the next day" can be counted from it."""
        interval, precision = span_of(meaning.value)
        if meaning.value.startswith("BC") and meaning.value[2:6].isdigit() and len(meaning.value) >= 6:
            self.before_christ, self.reference = int(meaning.value[2:6]), None
        elif interval is not None and precision not in {"decade", "century"}:
            self.reference, self.reference_precision, self.before_christ = interval[0], precision, None
        if self.quarter is None and precision == "quarter" and interval is not None and "-Q" in meaning.value:
            self.quarter = interval[0].year, (interval[0].month + 2) // 3


def is_narrative(years: Sequence[int], own_days: float, document_date: date | None) -> bool:
    """Tell whether a text tells of the past rather than of its own days, by the years that it names.

    News names few years, and those near its date, and its own days by "Friday" or "last week"; history names many
    years that are far from it. `own_days` weighs the words of the second kind.
    """
    if document_date is None:
        return bool(years)
    far = sum(abs(year - document_date.year) > _NEAR for year in years)
    return len(years) >= max(_NARRATIVE_YEARS, own_days) and far > _NARRATIVE_SHARE * len(years)


def tense_before(phrase: Phrase, width: int = 70) -> Tense:
    """Tell whether the words before an expression speak of the past or the future; the nearest cue decides."""
    if _OF_IT.match(phrase.after(2)):
        return "past"
    return _tense_in(phrase.before(width))


@lru_cache(maxsize=1024)
def _tense_in(before: str) -> Tense:
    tense: Tense = "open"
    if _UNTIL.search(before):
        return "future"
    for match in _CUE.finditer(before):
        tense = _tense_of(match, tense)
    return tense


def tense_around(phrase: Phrase) -> Tense:
    """Tell the tense from the words before an expression, or failing that from the words after it."""
    tense = tense_before(phrase)
    if tense == "open" and (match := _CUE.search(phrase.after(70))):
        return _tense_of(match, tense)
    return tense


def _tense_of(cue: re.Match[str], tense: Tense) -> Tense:
    if cue["weak"]:
        return "future" if tense == "open" else tense
    if cue["was"]:
        return "past"
    return "open" if cue["stop"] else "future" if cue["future"] else "past"


def nearest_year(month: int, day: int, now: date, tense: Tense) -> list[int]:
    """Return the years in which a month (and day) may fall, likeliest first: the nearest, tense permitting."""

    def distance(year: int) -> float:
        months = (year - now.year) * 12 + month - now.month + (day - now.day) / 31
        if months > 0.05 and tense == "past":
            return months + 6
        if months < -0.05 and tense == "future":
            return -months + 4
        return abs(months) - (0.01 if months < 0 else 0)

    return sorted((now.year - 1, now.year, now.year + 1), key=distance)


def running_year(month: int, reference: date, precision: Precision) -> list[int]:
    """Return the years in which a month of a narrative may fall, likeliest first: it mostly moves on from the last."""
    if precision == "year":
        return [reference.year, reference.year + 1, reference.year - 1]
    ahead = month - reference.month
    if ahead < -6:
        return [reference.year + 1, reference.year]
    if ahead > 8:
        return [reference.year - 1, reference.year]
    return [reference.year, reference.year + 1, reference.year - 1]
