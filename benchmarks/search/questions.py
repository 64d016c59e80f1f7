"""What a person might type: words and names of a folder, right or misspelt, and names that are not there."""

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Final

from rapidfuzz.distance import OSA

from benchmarks.search.words import Letters
from reader.documents import DocumentError, read_document
from reader.entities.lexicon import lexicon

_WORDS: Final = re.compile(r"[^\W\d_]+")
_NAMES: Final = re.compile(r"(?<=[a-z,] )[A-Z][a-z][^\W\d_]+(?: [A-Z][a-z][^\W\d_]+){0,2}(?![^\W\d_]| [A-Z])")
"""Capitalised words inside a sentence."""

_FEW: Final = 20
"""Documents that a word or name stands in at most, for there to be a right answer among the first ten."""

_SAMPLED: Final = 3_000
"""Documents that questions are taken from."""

_KEYS: Final = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


@dataclass(frozen=True, slots=True)
class Question:
    """What is typed, and what was meant."""

    kind: str
    typed: str
    meant: tuple[str, ...] = ()
    """Words, in lower case, that stand side by side in a right answer."""

    edits: int = 0
    is_first: bool = False
    """Whether the first letter is wrong."""

    def is_answered(self, passage: str) -> bool:
        """Whether a passage has what was meant."""
        return f" {' '.join(self.meant)} " in f" {' '.join(words_of(passage))} "


@dataclass(slots=True)
class Survey:
    """What is known of a folder to ask questions about it."""

    texts: list[str] = field(default_factory=list)
    """Some of its documents."""

    documents: Counter[str] = field(default_factory=Counter)
    """How many documents have a word."""

    names: Counter[str] = field(default_factory=Counter)
    """How many documents have a name of several words."""

    size: int = 0
    """Of all documents, in bytes."""


def words_of(text: str) -> list[str]:
    """Return the words of a text in lower case."""
    return _WORDS.findall(text.lower())


def text_of(file: Path) -> str:
    """Return the text of a file, an empty one where it is no document."""
    if file.suffix == ".txt":
        return file.read_text(encoding="utf-8", errors="replace")
    try:
        return read_document(file).text
    except DocumentError:
        return ""


def survey(files: Sequence[Path], chance: random.Random) -> Survey:
    """Read all files of a folder once and count."""
    found = Survey()
    sampled = set(chance.sample(range(len(files)), min(_SAMPLED, len(files))))
    for number, file in enumerate(files):
        text = text_of(file)
        found.size += len(text.encode(errors="replace"))
        found.documents.update(set(words_of(text)))
        found.names.update({name for name in _NAMES.findall(text) if " " in name})
        if number in sampled:
            found.texts.append(text)
    return found


class Questions:
    """Asks about a folder; the same questions for the same seed."""

    def __init__(self, known: Survey, seed: int) -> None:
        """Prepare questions about what a survey found."""
        self._known = known
        self._chance = random.Random(seed)  # noqa: S311 (no secret)

    def exact(self, count: int) -> list[str]:
        """Return words, pairs of words and phrases as they stand in some document."""
        chance = self._chance
        asked: list[str] = []
        while len(asked) < count:
            words = self._some_words()
            if len(words) < 8:
                continue
            at = chance.randrange(len(words) - 4)
            asked.append(
                chance.choice((words[at], f"{words[at]} {chance.choice(words)}", f'"{" ".join(words[at : at + 3])}"'))
            )
        return asked

    def typings(self, count: int, length: int = 12) -> list[str]:
        """Return the beginnings of lines of words as they stand in some document."""
        asked: list[str] = []
        while len(asked) < count:
            text = self._chance.choice(self._known.texts)
            starts = [match.start() for match in _WORDS.finditer(text)]
            if starts:
                typed = " ".join(text[self._chance.choice(starts) :][: 3 * length].split())[:length]
                if len(typed) == length:
                    asked.append(typed)
        return asked

    def misspelt(self, count: int) -> list[Question]:
        """Return so many questions of every kind, with something wrong in each."""
        kinds: dict[str, Callable[[], tuple[str, ...] | None]] = {
            "full names": self._full_name,
            "names of one word": self._single_name,
            "words": self._word,
            "pairs of words": self._pair,
            "run together": lambda: self._full_name() if self._chance.random() < 0.5 else self._pair(),
            "split": lambda: self._single_name() if self._chance.random() < 0.5 else self._word(),
        }
        return [question for kind, thing in kinds.items() for question in self._asked(kind, thing, count)]

    def _asked(self, kind: str, thing: Callable[[], tuple[str, ...] | None], count: int) -> Iterator[Question]:
        asked = tries = 0
        while asked < count and tries < 300 * count:
            tries += 1
            written = thing()
            question = self._spoilt(kind, written) if written else None
            # what stands in the folder as it is typed is not misspelt
            if question and not all(self._is_known(word, kind) for word in words_of(question.typed)):
                asked += 1
                yield question

    def _spoilt(self, kind: str, written: tuple[str, ...]) -> Question | None:
        chance = self._chance
        meant = tuple(word.lower() for word in written)
        if chance.random() < 0.5:
            written = meant
        if kind == "run together":
            return Question(kind, "".join(written), meant) if len(written) == 2 else None
        if kind == "split":
            at = chance.randint(2, len(written[0]) - 2)
            return Question(kind, f"{written[0][:at]} {written[0][at:]}", meant) if len(written[0]) >= 7 else None
        edits = 2 if chance.random() < 0.4 and max(map(len, written)) >= 6 else 1
        is_first = chance.random() < 0.15
        spoilt = list(written)
        for number in range(edits):
            at = chance.choices(range(len(spoilt)), [max(0, len(word) - 3) for word in spoilt])[0]
            spoilt[at] = misspelt(spoilt[at], chance, at_first=is_first and number == 0)
        made = " ".join(spoilt)
        if OSA.distance(made.lower(), " ".join(meant)) != edits:
            return None
        return Question(kind, made, meant, edits, is_first)

    def _some_words(self) -> list[str]:
        return words_of(self._chance.choice(self._known.texts))

    def _is_known(self, word: str, kind: str) -> bool:
        return self._known.documents[word] > (_FEW if kind == "split" else 0)

    def _few(self, word: str) -> bool:
        return len(word) >= 5 and 1 <= self._known.documents[word.lower()] <= _FEW

    def _word(self) -> tuple[str, ...] | None:
        words = [word for word in self._some_words() if self._few(word)]
        return (self._chance.choice(words),) if words else None

    def _pair(self) -> tuple[str, ...] | None:
        lines = [words_of(line) for line in self._chance.choice(self._known.texts).splitlines()]
        pairs = [
            pair
            for words in lines
            for pair in pairwise(words)
            if (self._few(pair[0]) and len(pair[1]) >= 4) or (self._few(pair[1]) and len(pair[0]) >= 4)
        ]
        return self._chance.choice(pairs) if pairs else None

    def _full_name(self) -> tuple[str, ...] | None:
        names = [name for name in self._some_names() if " " in name and self._known.names[name] <= _FEW]
        names = [name for name in names if max(map(len, name.split(" "))) >= 5]
        return tuple(self._chance.choice(names).split(" ")) if names else None

    def _single_name(self) -> tuple[str, ...] | None:
        names = [name for name in self._some_names() if " " not in name and self._few(name)]
        return (self._chance.choice(names),) if names else None

    def _some_names(self) -> list[str]:
        return _NAMES.findall(self._chance.choice(self._known.texts))

    def absent(self, count: int) -> list[Question]:
        """Return names that are not there: both words made up, or the second one alone."""
        chance = self._chance
        full = [name.split(" ") for name in self._known.names if name.count(" ") == 1]
        given, surnames = Letters(_parts(full, 0), 2), Letters(_parts(full, 1), 2)
        known = sorted(name for name in lexicon().given if self._known.documents[name.lower()])
        asked: list[Question] = []
        while len(asked) < 2 * count:
            first, last = given.word(chance, 4), surnames.word(chance, 5)
            if first in self._known.documents or last in self._known.documents:
                continue
            if len(asked) < count:
                asked.append(Question("both words made up", f"{first.capitalize()} {last.capitalize()}"))
            else:
                asked.append(Question("a known given name", f"{chance.choice(known)} {last.capitalize()}"))
        return asked


def _parts(names: list[list[str]], at: int) -> list[str]:
    return sorted({name[at].lower() for name in names})


def misspelt(word: str, chance: random.Random, *, at_first: bool) -> str:
    """Leave a letter out, put one in, take another one, or swap two; half of the wrong ones lie beside the right one."""
    at = 0 if at_first else chance.randrange(1, len(word))
    how = chance.random()
    if how < 0.25:
        return word[:at] + word[at + 1 :]
    if how < 0.45 and at + 1 < len(word):
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    letter = _beside(word[at].lower(), chance) if chance.random() < 0.5 else chance.choice("abcdefghijklmnopqrstuvwxyz")
    return word[:at] + letter + word[at + (how < 0.75) :]


def _beside(letter: str, chance: random.Random) -> str:
    """Return a letter whose key lies beside that of another one."""
    for number, row in enumerate(_KEYS):
        at = row.find(letter)
        if at >= 0:
            near = [row[at - 1 : at], row[at + 1 : at + 2]]
            near += [_KEYS[other][at : at + 1] for other in (number - 1, number + 1) if 0 <= other < len(_KEYS)]
            return chance.choice([key for key in near if key])
    return chance.choice("aeiou")
