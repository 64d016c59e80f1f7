"""What happens to a text between two readings of it, and where a marked passage is afterwards."""

import random
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from reader.text.sentences import sentences

_RUN = re.compile(r"\s+")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Case:
    """A text before and after it changed, and the marked passage in both."""

    old: str
    start: int
    end: int
    new: str
    span: tuple[int, int] | None
    """Where the passage is in the new text; `None` where it is gone."""

    @property
    def quote(self) -> str:
        """The passage as it was marked."""
        return self.old[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Cut:
    """A text cut at the ends of the marked passage, with the other texts that words can be taken from."""

    before: str
    quote: str
    after: str
    rng: random.Random
    others: Sequence[str]

    @property
    def text(self) -> str:
        """The text."""
        return self.before + self.quote + self.after

    def case(self, before: str, quote: str | None, after: str) -> Case:
        """Return the change from this to other pieces; without a quote it was deleted."""
        new = before + (quote or "") + after
        span = None if quote is None else (len(before), len(before) + len(quote))
        start = len(self.before)
        return Case(self.text, start, start + len(self.quote), new, span)


Edit = Callable[[Cut], Case]


def _some_sentences(cut: Cut, count: int) -> str:
    other = cut.rng.choice(cut.others)
    low = cut.rng.randrange(max(1, len(other) - 800))
    found = [other[s:e] for s, e in sentences(other, low, min(len(other), low + 800))]
    return " ".join(found[1 : 1 + count]) + " " if len(found) > 1 else "Nothing else was said. "


def _word(cut: Cut) -> str:
    other = cut.rng.choice(cut.others)
    low = cut.rng.randrange(max(1, len(other) - 300))
    return cut.rng.choice(_WORD.findall(other[low : low + 300])[1:] or ["thing"])


def _other_word(cut: Cut) -> str:
    """Return a word that is in no way like the passage."""
    for _ in range(20):
        word = _word(cut)
        if not set(word.lower()) & set(cut.quote.lower()):
            return word
    return "xyzzy"


def _rewritten(cut: Cut, text: str, share: float) -> str:
    return _WORD.sub(lambda match: _word(cut) if cut.rng.random() < share else match.group(), text)


def _around(cut: Cut, size: int = 500) -> tuple[str, str, str, str]:
    """Return the far and near text before, and the near and far text after."""
    a, b = len(cut.before) - size, size
    return cut.before[: max(0, a)], cut.before[max(0, a) :], cut.after[:b], cut.after[b:]


def shifted(cut: Cut) -> Case:
    """Text was added at the top and the bottom."""
    return cut.case(_some_sentences(cut, 4) + "\n\n" + cut.before, cut.quote, cut.after + _some_sentences(cut, 2))


def reflowed(cut: Cut) -> Case:
    """Lines were broken elsewhere."""

    def broken(text: str) -> str:
        return _RUN.sub(lambda _run: cut.rng.choice([" ", " ", " ", "\n", "  ", "\n    "]), text)

    return cut.case(broken(cut.before), broken(cut.quote), broken(cut.after))


def typos(cut: Cut) -> Case:
    """One to three letters of the passage were changed."""
    quote = cut.quote
    for _ in range(cut.rng.randint(1, 3)):
        at = cut.rng.randrange(len(quote))
        kind = cut.rng.randrange(4)
        letter = cut.rng.choice("abcdefghijklmnopqrstuvwxyz")
        if kind == 0 and len(quote) > 3:
            quote = quote[:at] + quote[at + 1 :]
        elif kind == 1:
            quote = quote[:at] + letter + quote[at:]
        elif kind == 2:
            quote = quote[:at] + letter + quote[at + 1 :]
        else:
            quote = quote[:at] + quote[at : at + 2][::-1] + quote[at + 2 :]
    return cut.case(cut.before, quote.strip() or cut.quote, cut.after)


def word_changed(cut: Cut) -> Case:
    """One word of the passage was replaced."""
    words = list(_WORD.finditer(cut.quote))
    if not words:
        return typos(cut)
    match = cut.rng.choice(words)
    return cut.case(cut.before, cut.quote[: match.start()] + _word(cut) + cut.quote[match.end() :], cut.after)


def light_mix(cut: Cut) -> Case:
    """Shifted, reflowed, and a typo or a word changed in the passage."""
    first = cut.rng.choice([typos, word_changed])(cut)
    assert first.span
    s, e = first.span
    again = replace(cut, before=first.new[:s], quote=first.new[s:e], after=first.new[e:])
    moved = reflowed(again)
    assert moved.span
    s, e = moved.span
    top = _some_sentences(cut, 3)
    return Case(
        cut.text, len(cut.before), len(cut.before) + len(cut.quote), top + moved.new, (s + len(top), e + len(top))
    )


def typography(cut: Cut) -> Case:
    """Another extractor: quotation marks, dashes, accents, invisible characters, hyphenation."""
    choice = cut.rng.randrange(5)

    def other(text: str) -> str:
        if choice == 0:
            text = re.sub(r'(?<=\w)"|"(?=\s)', "”", text).replace('"', "“").replace("'", "’").replace("--", "—")
        elif choice == 1:
            for curly, straight in zip("“”‘’–—…", ['"', '"', "'", "'", "-", "--", "..."], strict=True):
                text = text.replace(curly, straight)
        elif choice == 2:
            text = unicodedata.normalize("NFC" if unicodedata.is_normalized("NFD", text) else "NFD", text)
        elif choice == 3:
            text = re.sub(r"(?<=[a-z]{4})(?=[a-z]{4})", lambda _m: cut.rng.choice(["\u00ad", "", "", "-\n"]), text)
        else:
            text = re.sub(r" ", lambda _m: cut.rng.choice([" ", "\u00a0", " \u200b"]), text)
            text = text.replace("fi", "ﬁ").replace("fl", "ﬂ")
        return text

    return cut.case(other(cut.before), other(cut.quote), other(cut.after))


def case_changed(cut: Cut) -> Case:
    """Capitals became small letters or the other way round, of the passage or all of it."""
    turn = cut.rng.choice([str.upper, str.lower, str.title])
    if cut.rng.random() < 0.5:
        return cut.case(cut.before, turn(cut.quote), cut.after)
    return cut.case(turn(cut.before), turn(cut.quote), turn(cut.after))


def sentences_inserted(cut: Cut) -> Case:
    """Sentences came to stand right before or after it, or both."""
    which = cut.rng.randint(1, 3)
    before = cut.before + (_some_sentences(cut, cut.rng.randint(1, 2)) if which & 1 else "")
    after = (" " + _some_sentences(cut, cut.rng.randint(1, 2)) if which & 2 else "") + cut.after
    return cut.case(before, cut.quote, after)


def _shortened(text: str, size: int) -> str:
    """Return a text without about its first `size` characters, cut at white space."""
    gap = _RUN.search(text, min(size, len(text)))
    return text[gap.start() :] if gap else text[size:]


def neighbours_deleted(cut: Cut) -> Case:
    """A stretch before or after it was deleted, or both."""
    which = cut.rng.randint(1, 3)
    before = _shortened(cut.before[::-1], cut.rng.randint(30, 200))[::-1] if which & 1 else cut.before
    after = _shortened(cut.after, cut.rng.randint(30, 200)) if which & 2 else cut.after
    return cut.case(before, cut.quote, after)


def neighbours_moved(cut: Cut) -> Case:
    """What stood before it stands after it, or the passage moved with one neighbour."""
    far, near, beside, beyond = _around(cut, cut.rng.randint(60, 300))
    if cut.rng.random() < 0.5:
        return cut.case(far, cut.quote, beside + near + beyond)
    return cut.case(beyond + far + near, cut.quote, beside)


def around_rewritten(cut: Cut) -> Case:
    """Two in five words around it were rewritten."""
    far, near, beside, beyond = _around(cut)
    return cut.case(far + _rewritten(cut, near, 0.4), cut.quote, _rewritten(cut, beside, 0.4) + beyond)


def quote_rewritten(cut: Cut) -> Case:
    """Two in five words of it were rewritten."""
    return cut.case(cut.before, _rewritten(cut, cut.quote, 0.4), cut.after)


def all_rewritten(cut: Cut) -> Case:
    """Two in five words of it and around it were rewritten."""
    far, near, beside, beyond = _around(cut)
    return cut.case(
        far + _rewritten(cut, near, 0.4), _rewritten(cut, cut.quote, 0.4), _rewritten(cut, beside, 0.4) + beyond
    )


def _elsewhere(cut: Cut, words: str) -> tuple[str, str]:
    """Put words somewhere else, at least 300 characters away, and return the text before and after."""
    if len(cut.after) > len(cut.before) and len(cut.after) > 700:
        at = cut.after.find(" ", cut.rng.randrange(300, len(cut.after) - 200)) + 1
        return cut.before, cut.after[:at] + words + " " + cut.after[at:]
    at = cut.before.find(" ", cut.rng.randrange(max(1, len(cut.before) - 350))) + 1
    return cut.before[:at] + words + " " + cut.before[at:], cut.after


def _with_copy(cut: Cut, words: str) -> Cut:
    before, after = _elsewhere(cut, words)
    return replace(cut, before=before, after=after)


def duplicated(cut: Cut) -> Case:
    """A copy of the passage with some of its neighbours came to stand elsewhere."""
    size = cut.rng.choice([0, 20, 60, 150])
    before, after = _elsewhere(cut, cut.before[len(cut.before) - size :] + cut.quote + cut.after[:size])
    return cut.case(before, cut.quote, after)


def copied_before(cut: Cut) -> Case:
    """The text always had a copy of the passage with some of its neighbours, and was shifted."""
    size = cut.rng.choice([0, 20, 60, 150])
    return shifted(_with_copy(cut, cut.before[len(cut.before) - size :] + cut.quote + cut.after[:size]))


def boiler_plate(cut: Cut) -> Case:
    """The same lines surround it and other passages, and one of them was edited."""
    head = _some_sentences(cut, 2)[: cut.rng.randint(60, 200)] + "\n"
    body = re.sub(r"\n\n+|(?<=\. )(?=[A-Z])", lambda m: m.group() + "\n" + head, cut.before)
    rest = re.sub(r"\n\n+|(?<=\. )(?=[A-Z])", lambda m: m.group() + "\n" + head, cut.after)
    cut = replace(cut, before=body + "\n" + head, after="\n" + head + rest)
    return cut.rng.choice([shifted, typos, word_changed, reflowed])(cut)


def deleted(cut: Cut) -> Case:
    """The passage was deleted, and nothing else."""
    return cut.case(cut.before, None, cut.after)


def deleted_and_more(cut: Cut) -> Case:
    """The passage was deleted, and up to a third of the words around it were rewritten, or text was inserted."""
    far, near, beside, beyond = _around(cut)
    share = cut.rng.choice([0.05, 0.15, 0.3])
    extra = _some_sentences(cut, 1) if cut.rng.random() < 0.3 else ""
    return cut.case(far + _rewritten(cut, near, share) + extra, None, _rewritten(cut, beside, share) + beyond)


def deleted_copy_stays(cut: Cut) -> Case:
    """The passage was deleted; its very words stand elsewhere, perhaps with a few of the same neighbours."""
    size = cut.rng.choice([0, 0, 20, 50, 100])
    return deleted(_with_copy(cut, cut.before[len(cut.before) - size :] + cut.quote + cut.after[:size]))


def deleted_like_stays(cut: Cut) -> Case:
    """The passage was deleted; something like it stands elsewhere."""
    return deleted(_with_copy(cut, word_changed(cut).new[len(cut.before) : -len(cut.after) or None]))


def deleted_with_neighbours(cut: Cut) -> Case:
    """The passage and much around it was deleted; its words, or something like it, stand elsewhere."""
    like = cut.quote if cut.rng.random() < 0.5 else _rewritten(cut, cut.quote, 0.2)
    size = cut.rng.choice([0, 0, 20, 50])
    cut = _with_copy(cut, cut.before[len(cut.before) - size :] + like + cut.after[:size])
    before, after = (
        _shortened(cut.before[::-1], cut.rng.randint(40, 300))[::-1],
        _shortened(cut.after, cut.rng.randint(40, 300)),
    )
    return cut.case(before, None, after)


def deleted_like_beside(cut: Cut) -> Case:
    """The passage was deleted; something like it is the next or the last thing said."""
    like = _rewritten(cut, cut.quote, cut.rng.choice([0.2, 0.4, 0.6]))
    if like == cut.quote or len(cut.quote.split()) < 3:
        return deleted_like_stays(cut)
    if cut.rng.random() < 0.5:
        return deleted(replace(cut, after=" " + like + cut.after))
    return deleted(replace(cut, before=cut.before + like + " "))


def replaced(cut: Cut) -> Case:
    """Something else came to stand in its place."""
    if " " in cut.quote and len(cut.quote) > 40:
        other = _some_sentences(cut, 1).strip()
    else:
        other = " ".join(_other_word(cut) for _ in _WORD.findall(cut.quote))
    return replace(cut.case(cut.before, other, cut.after), span=None)


def other_document(cut: Cut) -> Case:
    """It is another document."""
    new = cut.rng.choice(cut.others)
    return Case(cut.text, len(cut.before), len(cut.before) + len(cut.quote), new, None)


LIGHT: tuple[Edit, ...] = (shifted, reflowed, typos, word_changed, light_mix, typography, case_changed)
"""The passage is there, hardly changed, between the neighbours that it had."""

SURVIVES: tuple[Edit, ...] = (
    sentences_inserted, neighbours_deleted, neighbours_moved, around_rewritten, quote_rewritten, all_rewritten, duplicated,
    copied_before, boiler_plate,
)  # fmt: skip
"""The passage is there, but much else is not as it was."""

DELETED: tuple[Edit, ...] = (
    deleted, deleted_and_more, deleted_copy_stays, deleted_like_stays, deleted_with_neighbours, deleted_like_beside,
    replaced, other_document,
)  # fmt: skip
"""The passage is gone."""
