"""Cuts runs of name words into candidates: what is a title, what an institution, what a river, what a person."""

from typing import Final

from reader.entities.cues import (
    ATTACKS,
    COMPASS,
    EVENT_HEADS,
    GENERATIONS,
    GENERIC_ORGS,
    LEADING_PARTICLES,
    LEGAL_FORMS,
    OF_HEADS,
    OPENERS,
    ORG_HEADS,
    OTHER_HEADS,
    PLACE_HEADS,
    PLACE_OF_HEADS,
    PLACE_PREFIXES,
    ROLE_MODIFIERS,
    ROLES,
    ROYAL,
    TERROR,
    WEAK_HEADS,
)
from reader.entities.lexicon import Lexicon
from reader.entities.rules.chunks import linked_end, run_end
from reader.entities.rules.evidence import ENOUGH, HEAD, LISTED, Piece, weigh
from reader.entities.rules.tokens import Token

_INNER: Final = frozenset(("of", "for", "on", "against"))
_ATTACK_DATES: Final = frozenset(("9/11", "26/11", "7/7", "13/11"))


class Parser:
    """Walks over the tokens of one text and gives its candidates in order."""

    def __init__(self, tokens: list[Token], lists: Lexicon) -> None:
        self._tokens = tokens
        self._lists = lists
        self._pieces: list[Piece] = []

    def pieces(self) -> list[Piece]:
        """Return the candidates of the text, in order and apart."""
        at = 0
        while at < len(self._tokens):
            if event := self._event_end(at):
                self._pieces.append(Piece(at, event, {"event": LISTED}))
                at = event
            elif self._tokens[at].cap:
                end = linked_end(self._tokens, at, run_end(self._tokens, at), self._lists)
                end = self._before_event(at, end)
                before = len(self._pieces)
                self._run(at, end)
                self._reach_back(before, at)
                at = end
            else:
                at += 1
        return self._pieces

    def _reach_back(self, index: int, start: int) -> None:
        """Give the small word in front to a person who is named without what comes before it: "bin Laden"."""
        if index < len(self._pieces) and self._pieces[index].first == start and start:
            particle = self._tokens[start - 1]
            if particle.low in LEADING_PARTICLES and not particle.cap and self._tokens[start].glued:
                self._pieces[index].first -= 1
                self._pieces[index].add("person", LISTED / 2)

    def _low(self, at: int) -> str:
        return self._tokens[at].low if at < len(self._tokens) else ""

    def _event_end(self, at: int) -> int:
        """Return the end of "Mumbai terror attack" or "26/11 attacks" that begins here, or 0."""
        token = self._tokens[at]
        if token.listed != "place" and token.text not in _ATTACK_DATES:
            return 0
        onward = at + 1
        terror = self._low(onward) in TERROR
        onward += terror
        if self._low(onward) in ATTACKS or (terror and self._low(onward) in ("attack", "bombing")):
            return onward + 1
        return 0

    def _before_event(self, start: int, end: int) -> int:
        for at in range(start + 1, end):
            if self._event_end(at):
                return at
        return end

    def _run(self, start: int, end: int) -> None:
        start = self._after_openers(start, end)
        if start < end:
            self._titles(start, end, titled=False)

    def _after_openers(self, start: int, end: int) -> int:
        """Leave out the ordinary words that have their capital from the sentence alone."""
        tokens = self._tokens
        while start < end - 1 and (tokens[start].initial or tokens[start].heading) and not tokens[start].listed:
            low, following = tokens[start].low, tokens[start + 1]
            known = following.listed or following.key in self._lists.given
            ordinary = low in self._lists.common and tokens[start].key not in self._lists.given
            if low in OPENERS or (ordinary and known and low not in COMPASS and low not in ROLES):
                start += 1
                if not tokens[start].cap:
                    return end if start >= end - 1 else start + 1
            else:
                break
        return start

    def _titles(self, start: int, end: int, titled: bool) -> None:
        """Cut at titles and offices: what stands before is whose office it is, what follows is a person."""
        for at in range(start, end):
            if not self._is_role(start, at, end):
                continue
            left = at
            while left > start and self._low(left - 1) in ROLE_MODIFIERS:
                left -= 1
            if left > start:
                self._names(start, left, titled)
            onward = at + 1
            if self._low(onward) in _INNER or self._low(onward) == "and":
                self._titles_after(onward + 1, end)
            elif onward < end:
                self._titles(onward, end, titled=True)
            return
        self._names(start, end, titled)

    def _titles_after(self, start: int, end: int) -> None:
        while start < end and not self._tokens[start].cap:
            start += 1
        if start < end:
            self._titles(start, end, titled=False)

    def _is_role(self, start: int, at: int, end: int) -> bool:
        token = self._tokens[at]
        if token.low not in ROLES or not token.cap or token.listed:
            return False
        if token.low == "sheikh" and end - at < 3:
            return False  # "Sheikh Hasina"
        before = at
        while before > start and self._low(before - 1) in ROLE_MODIFIERS:
            before -= 1
        if before > start and not self._tokens[before - 1].cap:
            return False  # "Department of Justice", "Office of the Prime Minister"
        following = self._low(at + 1) if at + 1 < end else ""
        if following in ORG_HEADS and self._tokens[at + 1].cap:
            return False  # "General Assembly"
        last = self._low(end - 1)
        if token.low in ROYAL and end - at > 1 and (last in ORG_HEADS or last in PLACE_HEADS):
            return False  # "King Edward School"
        named = at > start and self._tokens[at - 1].key in self._lists.given
        return not (named and token.key in self._lists.family)

    def _names(self, start: int, end: int, titled: bool) -> None:
        """Give the candidates of a stretch without titles."""
        while start < end and not self._tokens[start].cap:
            start += 1
        while end > start and not self._tokens[end - 1].cap:
            end -= 1
        if start == end:
            return
        if not (self._linked(start, end) or self._headed(start, end, titled)):
            self._plain(start, end, titled)

    def _linked(self, start: int, end: int) -> bool:
        """Give "Ministry of External Affairs", "Gulf of Aden"."""
        for at in range(start + 1, end):
            token = self._tokens[at]
            if token.cap or token.low not in _INNER:
                continue
            head = self._low(at - 1)
            if head in PLACE_OF_HEADS and head not in OF_HEADS:
                self._pieces.append(Piece(start, end, {"place": LISTED}))
            else:
                self._pieces.append(Piece(start, end, {"organization": HEAD}))
            return True
        return False

    def _headed(self, start: int, end: int, titled: bool) -> bool:
        """Give what a word inside says the kind of: "State Department", "Indus River", "World Cup", "Nobel Prize"."""
        for at in range(end - 1, start, -1):
            token = self._tokens[at]
            low = token.low
            if not token.cap or token.listed or (titled and at - start < 2):
                continue
            if low in OTHER_HEADS and at == end - 1:
                self._before_other(start, at)
                return True
            if low in EVENT_HEADS and (at == end - 1 or self._low(at + 1) in GENERATIONS):
                self._pieces.append(Piece(start, end, {"event": LISTED}))
                return True
            if low in ORG_HEADS or low in PLACE_HEADS:
                return self._with_head(start, at, end)
        return False

    def _before_other(self, start: int, end: int) -> None:
        """Of what is none of the kinds, keep a nationality or a place that stands first."""
        if end - start == 1 and self._tokens[start].listed:
            self._plain(start, end, titled=False)

    def _with_head(self, start: int, at: int, end: int) -> bool:
        token = self._tokens[at]
        first = self._tokens[start]
        is_person = first.key in self._lists.given and token.key in self._lists.family and not first.listed
        if is_person and at == end - 1 and at - start < 3:
            return False  # "Rosa Parks", "Benny Hill"
        last = at + 1
        while last < end and self._low(last) in LEGAL_FORMS:
            last += 1
        organization = token.low in ORG_HEADS and not (token.low in PLACE_HEADS and token.low in WEAK_HEADS)
        ordinary = all(
            word.low in self._lists.common and not word.listed for word in self._tokens[start:at] if word.cap
        )
        weight = HEAD
        if ordinary and self._tokens[start].initial and at - start == 1:
            weight = 0.4 if token.low in WEAK_HEADS or not organization else 1.2
        elif ordinary and (token.low in WEAK_HEADS or not organization):
            weight = 1.2
        if self._tokens[start].heading and (ordinary or last - start > 5):
            weight = 0.4
        self._pieces.append(Piece(start, last, {"organization" if organization else "place": weight}))
        if last < end:
            self._names(last, end, titled=False)
        return True

    def _plain(self, start: int, end: int, titled: bool) -> None:
        """Give what has no telling word: cut at listed names, weigh the rest."""
        tokens = self._tokens
        first, last = tokens[start], tokens[end - 1]
        if end - start == 1:
            self._weigh(start, end, titled)
        elif (
            end - start == 2 and last.listed == "nationality" and (first.low in COMPASS or first.listed == last.listed)
        ):
            self._pieces.append(Piece(start, end, {"nationality": LISTED}))
        elif first.listed == "nationality" and not titled:
            self._weigh(start, start + 1, titled=False)
            self._names(start + 1, end, titled=False)
        elif last.listed == "organization":
            self._institution(start, end)
        elif first.low in PLACE_PREFIXES and not titled and end - start < 4:
            self._weigh(start, end, titled=False)
            weight = 2.5 if first.low not in COMPASS or last.listed == "place" else 1.2
            self._pieces[-1].add("place", weight)
        elif first.listed and not titled:
            self._after_listed(start, end)
        else:
            self._weigh(start, end, titled)

    def _institution(self, start: int, end: int) -> None:
        """Give "US Supreme Court" whole, and "Pakistani Taliban" in two."""
        generic = any(word in GENERIC_ORGS for word in self._low(end - 1).split())
        if generic or self._tokens[start].low in ("new", "great", "royal", "national", "real"):
            self._pieces.append(Piece(start, end, {"organization": HEAD}))
            return
        self._names(start, end - 1, titled=False)
        self._weigh(end - 1, end, titled=False)

    def _after_listed(self, start: int, end: int) -> None:
        """Give a listed place or organization and what follows it in the same run."""
        tokens, lists = self._tokens, self._lists
        first, second, last = tokens[start], tokens[start + 1], tokens[end - 1]
        if first.key in lists.given and first.listed == "place" and last.key in lists.family:
            self._weigh(start, end, titled=False)
            return
        if second.listed == first.listed or (second.key in lists.given and end - start > 2):
            self._weigh(start, start + 1, titled=False)
            self._names(start + 1, end, titled=False)
            return
        self._weigh(start, end, titled=False)
        piece = self._pieces[-1]
        if first.listed == "place" and last.low.endswith("s") and last.low not in lists.common:
            piece.add("organization", 1.5)
        elif first.key not in lists.given:
            piece.add("organization", 1.5 * ENOUGH)

    def _weigh(self, start: int, end: int, titled: bool) -> None:
        self._pieces.append(weigh(self._tokens, start, end, titled, self._lists))
