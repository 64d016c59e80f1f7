"""Years, decades, centuries: "1996", "in 842", "490 BC", "'99", "nineteen ninety-six", "the 1990s", "19th century"."""

import re
from typing import Final

from reader.dates.grammar import Meaning, Phrase
from reader.dates.late import LatePattern
from reader.dates.lexicon import DECADE_WORDS
from reader.dates.reckoning import Reckoning
from reader.dates.rule import Rule
from reader.dates.rules.common import after_preposition, full_year, no_date, number, ordinal, spelled_number

_NOT_BEFORE: Final = LatePattern(
    r"(?:[$£€¥#§№/@_.:+=~]|\b[A-Z]{1,2}\d[A-Z\d]? |\d[-–,. ]|[A-Z]-|\b(?:[Pp]p?|[Nn]os?|[Vv]ol|[Ss]ec|[Aa]rt|[Ff]igs?|[Cc]h|[Vv])\.? ?"
    r"|\b(?:pages?|numbers?|sections?|articles?|chapters?|figures?|verses?|lines?|paragraphs?|statutes?|[Rr]oom|[Ss]uite"
    r"|[Rr]oute|[Hh]ighway|[Ff]light|[Bb]ox|Boeing|Agenda|Vision|Horizon|Windows|Office|Resolution|Order|Form|ISBN|ISSN"
    r"|[Rr]ule|version|model|extension|code|than|nearly|almost|roughly|approximately|some|least|most|only|exactly|another"
    r"|[Pp]age|[Ss]ection|[Aa]rticle|[Cc]hapter|[Nn]umber|[Ll]ine|[Pp]hone|[Tt]el|[Ff]ax|[Cc]all) )$"
)
_NOT_AFTER: Final = LatePattern(
    r" ?(?:A\.? ?H|B\. ?E|S\. ?H)\b| ?(?:BE|SH)\b|[%‰°$€£/@_]|\.\d|,\d{3}|-\d{3,}-|:\d| ?(?:%|per ?cent|percent)"
    r"|[ -](?:(?:more|other|of|or more|of the) )?(?:years?|months?|weeks?|days?|hours?|minutes?|people|persons?|troops|men|women|soldiers|children"
    r"|km|kms|miles?|met(?:er|re)s?|feet|foot|ft|inch(?:es)?|yards?|m|mm|cm|kg|lbs?|tons?|tonnes|barrels|gallons|lit(?:er|re)s?"
    r"|dollars|euros|pounds|francs|marks|yen|rupees|votes?|points?|words|workers|employees|jobs|homes|houses|students"
    r"|copies|shares|acres|hectares|square|cubic|units|cases|members|residents|prisoners|refugees|ships|tanks|aircraft"
    r"|guns|horses|hp|rpm|watts|volts|times|calories|deaths|dead|killed|wounded|square|million|billion|thousand|degrees"
    r"|pieces|items|seats|passengers|participants|inhabitants|families|[Ss]treet|[Ss]t\.|[Aa]venue|[Rr]oad|[Bb]oulevard|Drive)\b"
    r"| (?:[A-Z]\w+ ){1,2}(?:St|Street|Ave|Avenue|Blvd|Boulevard|Rd|Road|Terrace|Lane|Drive|Square)\b"
)
_IN: Final = LatePattern(
    r"(?:[(\[]|\b(?:in|In|until|till|since|Since|from|From|of|by|By|before|after|After|during|around|about|circa|c\.|ca\.|year|to|between|and|late|early|mid)[ -])$"
)
_RANGE_START: Final = LatePattern(r"([12][0-9]{3})(?:[-–—]| [–—] )$")
_OTHER_CALENDAR: Final = LatePattern(
    r"(?:Muharram|Safar|Rabi\S*(?: \S+)?|Jumada\S*(?: \S+)?|Rajab|Sha['’ʿ]?ban|Ramadan|Shawwal|Dhu\S*(?: \S+)?),? $"
)
"""Before a year that is counted from the Hijra, unless it is too late for one."""

_LAST_HIJRI: Final = 1500
_POINTED_AT: Final = LatePattern(r"\b(?:by|until|till|before|after|since|than|for) $", re.IGNORECASE)
"""Before a year that the telling only points to and does not move to: "planned for 1976"."""


def year(phrase: Phrase, ctx: Reckoning) -> Meaning | None:
    """Resolve a year in digits, with its era or without."""
    number_ = int(phrase.word("year").replace(",", ""))
    if phrase.has("before"):
        return Meaning(f"BC{number_:04}", "as written") if 1 <= number_ <= 9999 else None
    if ctx.before_christ and number_ < 1000 and not phrase.has("ad"):
        return Meaning(f"BC{number_:04}", "as written, BC like the years before it")
    if not number_:
        return None
    return Meaning(f"{number_:04}", "as written", anchors=_POINTED_AT.search(phrase.before(12)) is None)


def short_year(phrase: Phrase, ctx: Reckoning) -> Meaning | None:
    """Resolve '99."""
    two = int(phrase.word("yy")[-2:])
    if ctx.narrative and ctx.reference:
        found = ctx.reference.year // 100 * 100 + two
        return Meaning(f"{found:04}", f"in the century of {ctx.reference}", ctx.reference)
    return Meaning(f"{full_year(two, ctx.document_date):04}", "as written")


def range_end(phrase: Phrase, _ctx: Reckoning) -> Meaning | None:
    """Resolve the 17 of 1915-17."""
    first = int(_RANGE_START.search(phrase.before(8))[1])  # type: ignore[index]
    found = first // 100 * 100 + int(phrase.word("yy"))
    return Meaning(f"{found:04}", f"in the century of {first}", anchors=False) if found > first else None


def spelled_year(phrase: Phrase, _ctx: Reckoning) -> Meaning | None:
    """Resolve "nineteen ninety-six" and "two thousand (and) eight"."""
    if phrase.has("thousand"):
        found = number(phrase.keys("thousand"))
        return Meaning(f"{int(found):04}", "as spelled") if found and 1000 <= found <= 2099 else None
    return Meaning(f"{spelled_number(phrase.keys('spelled')):04}", "as spelled")


def decade(phrase: Phrase, ctx: Reckoning) -> Meaning | None:
    """Resolve "the 1990s", "the '60s", "the sixties"."""
    word = phrase.word("decade")
    if word in DECADE_WORDS:
        century = (ctx.last_named.year if ctx.last_named and ctx.narrative else 1999) // 100
        tens = str(DECADE_WORDS[word])
        return Meaning(f"{century:02}{tens}", f"of the {century}00s")
    digits = re.sub(r"\D", "", word)
    if phrase.has("before"):
        return Meaning(f"BC{int(digits) // 10:03}", "as written")
    if len(digits) == 2:
        century = (ctx.last_named.year if ctx.last_named and ctx.narrative else 1999) // 100
        return Meaning(f"{century:02}{digits[0]}", f"of the {century}00s")
    if digits.endswith("00") and not phrase.has("edge"):
        return Meaning(digits[:2], "the century as written") if digits != "2000" else Meaning("200", "as written")
    return Meaning(digits[:3], "as written")


def century(phrase: Phrase, _ctx: Reckoning) -> Meaning | None:
    """Resolve "the 19th century", "the fourth century BC"."""
    which = ordinal(phrase.keys("number"))
    if not 1 <= which <= 30:
        return None
    era = "BC" if phrase.has("before") else ""
    return Meaning(f"{era}{which - 1:02}", "counted from the first century")


def fiscal_year(phrase: Phrase, ctx: Reckoning) -> Meaning | None:
    """Resolve "the fiscal year", "fiscal 1989"."""
    if phrase.has("year"):
        return Meaning(phrase.word("year"), "as written")
    now = ctx.now
    return Meaning(f"{now.year:04}", f"the year of {now}", now) if now else no_date()


def _is_year(phrase: Phrase) -> bool:
    """Keep out amounts, page, phone, section and version numbers, and names such as "Agenda 2030"."""
    if _NOT_AFTER.match(phrase.after(24)):
        return False
    before = phrase.before(16)
    if int(phrase.word("year")) < _LAST_HIJRI and _OTHER_CALENDAR.search(before):
        return False
    if phrase.has("edge"):
        return True
    if _NOT_BEFORE.search(before):
        return re.search(r"(?<![\d)]: )(?<!\d )(?<!\d)[12]\d{3}(?:-|, |–)$", before) is not None
    return int(phrase.word("year")) >= 1300 or _IN.search(before) is not None


def _ends_range(phrase: Phrase) -> bool:
    return (
        len(phrase.word("yy")) == 2
        and _RANGE_START.search(phrase.before(8)) is not None
        and _NOT_BEFORE.search(phrase.before(21)[:-5]) is None
        and _NOT_AFTER.match(phrase.after(24)) is None
    )


def _is_bracketed_span(phrase: Phrase) -> bool:
    """Accept the years of "(837–908)" and "(c. 314 – 368)"."""
    return (
        re.search(r"\((?:c\. ?|ca\. ?|about |r\. ?)?$", phrase.before(9)) is not None
        and re.match(r" ?[–-] ?(?:c\. ?|ca\. ?)?\d{3}\b", phrase.after(10)) is not None
    ) or (
        re.search(r"\((?:c\. ?|ca\. ?|about |r\. ?)?\d{3} ?[–-] ?(?:c\. ?|ca\. ?)?$", phrase.before(18)) is not None
        and phrase.after(1) in {")", ",", ";"}
    )


def early_year(phrase: Phrase, ctx: Reckoning) -> Meaning | None:
    """Resolve "In 348 Pachomius died" where the telling has reached those centuries."""
    return year(phrase, ctx) if ctx.reference and ctx.reference.year < 1000 else None


def _begins_clause(phrase: Phrase) -> bool:
    return re.search(r"\b(?:In|Since|Until|By|in|about) $", phrase.before(7)) is not None


def _is_early_year(phrase: Phrase) -> bool:
    if (
        re.search(r"(?:\b(?:[Ii]n|until|[Ss]ince|[Bb]y|[Aa]round|[Aa]fter|circa)|[( ]ca?\.) $", phrase.before(8))
        is None
    ):
        return False
    return _CLAUSE_GOES_ON.match(phrase.after(8)) is not None


_CLAUSE_GOES_ON: Final = LatePattern(
    r"\s*(?:[.;:)–]|- |,(?! ?\d)|$|(?:when|the|he|she|they|and|by|after|with|a|to|became|was|were)\b)"
)


def _is_short_year(phrase: Phrase) -> bool:
    """Accept '99 after a preposition, not as the beginning of a quotation."""
    return (
        re.search(r"\b(?:in|of|since|until|by|from|to|and|late|early|mid|class of)[ -]$", phrase.before(9)) is not None
        and re.match(r" [A-Z]|['’]", phrase.after(2)) is None
    )


def _is_spelled_year(phrase: Phrase) -> bool:
    if re.match(r"[ -](?:[a-z]+(?:ty|men|people|s)\b|hundred|year)", phrase.after(16)):
        return False
    return phrase.written.lower().startswith("nineteen") or after_preposition(phrase)


RULES: Final = (
    Rule(
        "<edge:EDGE>? (the year|calendar year|fiscal year|the fiscal year|fiscal|calendar)? <year:YEAR>",
        year,
        accept=_is_year,
    ),
    Rule("(<edge:(pre|post)> HYPHEN) <year:YEAR>", year),
    Rule("<edge:EDGE>? (the year)? <year:INT> <before:BC>", year),
    Rule("<edge:EDGE>? <year:INT> (?=TO (about|around)? INT <before:BC>)", year),
    Rule("<edge:EDGE>? (the year)? <year:INT> <ad:AD>", year),
    Rule("<edge:EDGE>? <ad:AD> <year:INT>", year),
    Rule("<edge:EDGE>? the year <year:INT>", year),
    Rule("<year:THREE>", year, accept=_is_early_year),
    Rule("<year:THREE>", year, accept=_is_bracketed_span),
    Rule("<year:THREE>", early_year, accept=_begins_clause),
    Rule("(?<=YEAR(HYPHEN|DASH))<yy:(DAY|TWO)>(?!HYPHEN|DASH)", range_end, accept=_ends_range),
    Rule("<edge:EDGE>? <yy:YY>", short_year, accept=_is_short_year),
    Rule("(?<=the)(summer|winter|spring|fall|autumn) of <yy:YY>", short_year),
    Rule("EDGE? <spelled:SPELLED>", spelled_year, accept=_is_spelled_year),
    Rule(
        "(the year)? <thousand:two thousand (and? (TENS(HYPHEN? ONES)?|TEENS|ONES))?>",
        spelled_year,
        accept=_is_spelled_year,
    ),
    Rule("the year <thousand:two thousand (and? (TENS(HYPHEN? ONES)?|TEENS|ONES))?>", spelled_year),
    Rule("<edge:EDGE>? the? <decade:(DECADE)> <before:BC>?", decade),
    Rule("EDGE? the <decade:DECADEW>", decade),
    Rule("<edge:EDGE>? the? <number:ORDX> HYPHEN? (century|centuries) (<before:BC> | AD)?", century),
    Rule("<edge:EDGE>? the? <number:ORDX> (?=(and|TO) (the)? ORDX HYPHEN? (century|centuries) <before:BC>?)", century),
    Rule("EDGE? the? (current|last|next|previous|latest)? fiscal year", fiscal_year),
)
