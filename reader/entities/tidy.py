"""What lists and patterns know better than any extractor: nationalities, laws, sums of money, and what is no name."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import Final

from reader.entities.cues import CALENDAR, CALENDAR_GIVEN, FUNCTION_WORDS, PERIOD, ROLE_MODIFIERS, ROLES
from reader.entities.lexicon import lexicon
from reader.entities.names import acronyms_of, words_of
from reader.text.mention import EntityKind, Mention

_WORD: Final = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")
_NATIONAL: Final = re.compile(r"\b[^\W\d_][^\W\d_]+(?:[-‑–][^\W\d_]+)*\b")
_AMOUNT: Final = r"\d[\d,. ]{0,20}"
_LARGE: Final = r"\s?(?:hundred|thousand|million|billion|trillion|crore|lakh|mn|bn|tn|[kKmMbB])"
_SCALE: Final = rf"(?:{_LARGE})?"
_UNIT: Final = (
    r"(?:US |U\.S\. |Canadian |Australian |New Zealand |Hong Kong |Singapore )?dollars?|euros?|rupees?|pounds sterling|yen|yuan"
    r"|rubles?|roubles?|pesos?|francs?|dirhams?|riyals?|rand|naira|shillings?|(?:South )?Korean won|cents|kronor|kroner|lira|rials?|ringgit"
)
_MONEY: Final = re.compile(
    rf"(?<![\w$€£¥₹])(?:(?:US|A|C|NZ|HK|S|R)?\$|[€£¥₹₦₽₩]|(?:USD|EUR|GBP|INR|JPY|CHF|CNY|AUD|CAD|ZAR|NGN|KES|Rs\.?)\s?){_AMOUNT}{_SCALE}(?![\w])"
    rf"|(?<![\w.,$€£¥₹])(?:{_AMOUNT}|(?:a|one|two|three|four|five|six|seven|eight|nine|ten|several)\s){_SCALE}\s?(?:{_UNIT}|USD|EUR|GBP|INR)\b"
    rf"|(?<![\w.,$€£¥₹]){_AMOUNT}{_LARGE}\s?won\b",  # a small number before "won" may count victories
)
_YEAR: Final = r"(?:,? (?:of )?\d{4})?"
_LAW: Final = re.compile(
    r"(?:Acts?|Bill|Treaty|Constitution|Amendment|Code|Convention|Protocol|Charter|Statute|Directive|Accords?|Ordinance"
    rf"|Regulations?|Law|Proclamation|Agreement|Pact){_YEAR}$"
)
_SURELY_LAW: Final = re.compile(rf"(?:Acts?|Treaty|Amendment|Statute|Ordinance){_YEAR}$")
_ATTACK: Final = re.compile(
    r"\s+(?:terror(?:ist)?\s+)?(?:attacks|bombings|massacre|siege|shootings|blasts)\b|\s+terror(?:ist)?\s+(?:attack|bombing)\b"
)
_THE_ATTACK: Final = re.compile(r"\s+(?:attack|bombing|shooting)\b")
_ATTACK_DATE: Final = re.compile(r"(?<![\d/])(?:9/11|26/11|7/7|13/11)(?![\d/])")
_LEADING: Final = re.compile(r"(?:[\s\"'“‘«(\[]|(?:[Tt]he|THE|[Aa]n?)\s)+")
_TRAILING: Final = re.compile(r"(?:['’][sS]?|[\"”»,;:\s])+$")
_ADDRESS: Final = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64})+")
_ABBREVIATION: Final = re.compile(r"(?<![\w-])[^\W\d_][^\W_]{1,9}(?![\w-])")
_BRACKETED: Final = re.compile(rf"\s*\(({_ABBREVIATION.pattern})\)")
_ADDRESSED: Final = frozenset("mr mrs ms mx dr prof rev hon sir madam mister".split())
"""What stands before a name and names nobody."""
_LINE_BREAKS: Final = re.compile(r"\n\s*\n")


def tidy(text: str, found: Iterable[Mention]) -> list[Mention]:
    """Return names as the app shows them, in order and apart.

    Articles, possessives and quotation marks are no part of a name, nor are titles of a person's; what is listed as a
    nationality is one; acts and treaties are laws; pronouns, weekdays, months, quarters and what stands in addresses of
    the net are no names.
    """
    addresses = [match.span() for match in _ADDRESS.finditer(text)]
    kept = [better for mention in _outside(addresses, found) for better in _better(text, mention)]
    return _apart([*kept, *_spelt_out(text, kept), *_attacks(text), *_money(text), *_nationalities(text)])


def _outside(addresses: list[tuple[int, int]], found: Iterable[Mention]) -> Iterator[Mention]:
    """Yield the mentions that reach into none of the stretches."""
    for mention in found:
        at = bisect_left(addresses, (mention.end, 0))
        if at == 0 or addresses[at - 1][1] <= mention.start:
            yield mention


def _better(text: str, mention: Mention) -> Iterator[Mention]:
    start, end, kind = mention.start, mention.end, mention.kind
    gap = _LINE_BREAKS.search(text, start, end)
    if gap is not None:
        end = gap.start()
    if leading := _LEADING.match(text, start, end):
        start = leading.end() if leading.end() < end else start
    if trailing := _TRAILING.search(text, start, end):
        end = trailing.start() if trailing.start() > start else end
    if kind == "person":
        start = _after_titles(text, start, end)
    words = [match.group() for match in _WORD.finditer(text, start, end)]
    if not _is_name(text, start, end, words):
        return
    laws = {"work": _LAW, "event": _LAW, "organization": _SURELY_LAW}.get(kind)
    if laws is not None and len(words) > 1 and laws.search(text, start, end):
        kind = "law"
    if kind == "place" and (attack := _attack_after(text, start, end)):
        kind, end = "event", attack
    if lexicon().is_nationality(text[start:end]):
        kind = "nationality"
    yield Mention(start, end, kind, text[start:end])


def _attack_after(text: str, start: int, end: int) -> int:
    """Return where "Mumbai attacks" or "the Mumbai attack" ends, of which the place ends at `end`, or 0."""
    attack = _ATTACK.match(text, end)
    if attack is None and text[max(0, start - 4) : start].lower() == "the ":
        attack = _THE_ATTACK.match(text, end)
    return attack.end() if attack else 0


def _after_titles(text: str, start: int, end: int) -> int:
    """Return where a person's name begins after "Prime Minister" and "Mr."; a title alone is left as it is."""
    at = start
    while (match := _WORD.match(text, at, end)) is not None:
        low = match.group().lower()
        after = match.end() + (text[match.end() : match.end() + 1] == ".")
        onward = after + len(text[after:end]) - len(text[after:end].lstrip())
        if onward >= end or onward == after:
            break
        if low in ROLES or (low in ROLE_MODIFIERS and _title_follows(text, onward, end)):
            at = onward
            continue
        break
    return at


def _title_follows(text: str, at: int, end: int) -> bool:
    match = _WORD.match(text, at, end)
    return match is not None and match.end() < end and match.group().lower() in (ROLES | ROLE_MODIFIERS)


def _is_name(text: str, start: int, end: int, words: list[str]) -> bool:
    if not words or PERIOD.fullmatch(text, start, end):
        return False
    low = words[0].lower()
    if len(words) == 1:
        if low in _ADDRESSED:
            return False
        if low in FUNCTION_WORDS:
            return words[0].isupper() and len(low) > 1 and low != words[0]
        if low in CALENDAR:
            return low in CALENDAR_GIVEN and words[0] != words[0].lower()
        return any(letter.isalpha() for letter in words[0])
    return True


def _spelt_out(text: str, kept: Iterable[Mention]) -> Iterator[Mention]:
    """Yield every occurrence of an abbreviation that stands in brackets after the name it is short for."""
    defined: dict[str, EntityKind] = {}
    for mention in kept:
        if mention.kind in ("organization", "place", "event", "law") and (match := _BRACKETED.match(text, mention.end)):
            short = match.group(1)
            if short.casefold() in acronyms_of(mention.text, words_of(mention.text, mention.kind)):
                defined.setdefault(short, mention.kind)
    if defined:
        for match in _ABBREVIATION.finditer(text):
            if match.group() in defined:
                yield Mention(match.start(), match.end(), defined[match.group()], match.group())


def _nationalities(text: str) -> Iterator[Mention]:
    lists = lexicon()
    for match in _NATIONAL.finditer(text):
        word = match.group()
        if word[0].isupper() and lists.is_nationality(word):
            yield Mention(match.start(), match.end(), "nationality", word)


def _attacks(text: str) -> Iterator[Mention]:
    for match in _ATTACK_DATE.finditer(text):
        end = _attack_after(text, match.start(), match.end()) or match.end()
        yield Mention(match.start(), end, "event", text[match.start() : end])


def _money(text: str) -> Iterator[Mention]:
    for match in _MONEY.finditer(text):
        end = match.end()
        while text[end - 1] in " ,.":
            end -= 1
        yield Mention(match.start(), end, "money", text[match.start() : end])


def _apart(mentions: list[Mention]) -> list[Mention]:
    """Keep of mentions that overlap the one given first."""
    kept: list[Mention] = []
    for mention in mentions:
        at = bisect_left(kept, mention.start, key=lambda other: other.start)
        before = kept[at - 1] if at else None
        after = kept[at] if at < len(kept) else None
        if (before is None or before.end <= mention.start) and (after is None or mention.end <= after.start):
            kept.insert(at, mention)
    return kept
