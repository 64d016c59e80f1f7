"""Words for the present, the past and the future that name no day: "currently", "recently", "before long"."""

import re
from typing import Final

from reader.dates.grammar import Meaning, Phrase
from reader.dates.reckoning import Reckoning
from reader.dates.rule import Rule
from reader.dates.rules.common import vague

_PRESENT: Final = (
    "now|right now|currently|at present|at the moment|these days|nowadays|so far|to date|present day"
    "|present HYPHEN day|the present|at this time|for the time being|the time being|current|modern day"
)
_PAST: Final = "recently|recent|the past|formerly|lately|long ago|the recent past"
_FUTURE: Final = "the future|the near future|the foreseeable future|before long"


def present(_phrase: Phrase, _ctx: Reckoning) -> Meaning | None:
    """Resolve "now" and the like."""
    return vague("PRESENT_REF", "about the time of writing")


def past(_phrase: Phrase, _ctx: Reckoning) -> Meaning | None:
    """Resolve "recently" and the like."""
    return vague("PAST_REF", "some time before the time of writing")


def future(_phrase: Phrase, _ctx: Reckoning) -> Meaning | None:
    """Resolve "the future" and the like."""
    return vague("FUTURE_REF", "some time after the time of writing")


def told_past(_phrase: Phrase, ctx: Reckoning) -> Meaning | None:
    """Resolve "the former king" where the past is told; in news "former" is a part of every other title."""
    return vague("PAST_REF", "some time before that") if ctx.narrative else None


def told_future(_phrase: Phrase, ctx: Reckoning) -> Meaning | None:
    """Resolve "a future king" where the past is told."""
    return vague("FUTURE_REF", "some time after that") if ctx.narrative else None


def _free(phrase: Phrase) -> bool:
    """Keep out "now that", "The Future" in titles, and compounds such as "now-famous"."""
    return (
        re.match(r" as\b| that\b|[- ]known\b|-", phrase.after(8)) is None
        and re.search(r"(?:\b(?:as|how|too|The) |-)$", phrase.before(5)) is None
    )


RULES: Final = (
    Rule(f"({_PRESENT})", present, accept=_free),
    Rule(f"({_PAST})", past, accept=_free),
    Rule(f"({_FUTURE})", future, accept=_free),
    Rule("former", told_past, accept=_free),
    Rule("future", told_future, accept=_free),
)
