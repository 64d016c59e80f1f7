"""Finds entities by what a person types of their names."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from reader.corpus.model import FolderEntity

_NEAREST: Final = 8
"""How many words of the folder a misspelt one may stand for."""


def folded(text: str) -> str:
    """Return a text without case and accents."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return plain if plain.isascii() else "".join(c for c in plain if not unicodedata.combining(c))


class Naming:
    """The names of a directory, prepared to be looked through."""

    def __init__(self, entities: Sequence[FolderEntity]) -> None:
        """Fold every name and alias."""
        self._entities = entities
        self._names = [folded(entity.name) for entity in entities]
        self._texts = [
            "\n".join((name, *map(folded, entity.aliases))) for name, entity in zip(self._names, entities, strict=True)
        ]
        self._words: dict[str, list[int]] | None = None

    def matching(self, typed: str) -> list[FolderEntity]:
        """Return the entities that have every typed word in a name; where none has, those whose names are spelt alike."""
        words = folded(typed).split()
        if not words:
            return list(self._entities)
        found = [at for at, text in enumerate(self._texts) if all(word in text for word in words)]
        if not found:
            return [self._entities[at] for at in self._near(words)]
        whole = " ".join(words)
        return [self._entities[at] for at in sorted(found, key=lambda at: (self._fit(at, whole), at))]

    def exact(self, typed: str) -> list[FolderEntity]:
        """Return the entities that go by a name, be it in another case; those that are shown by it come first."""
        whole = " ".join(folded(typed).split())
        named = [at for at, name in enumerate(self._names) if name == whole]
        found = named or [at for at, text in enumerate(self._texts) if whole in text.split("\n")]
        return [self._entities[at] for at in found]

    def _fit(self, at: int, whole: str) -> int:
        name = self._names[at]
        if name == whole:
            return 0
        if whole in self._texts[at].split("\n"):
            return 1
        return 2 if f" {name}".find(f" {whole}") >= 0 else 3

    def _near(self, words: Iterable[str]) -> list[int]:
        """Return the entities that have a word near every typed one, the nearest first."""
        from rapidfuzz import process  # noqa: PLC0415 (27 ms, and few lists are misspelt)
        from rapidfuzz.distance import OSA  # noqa: PLC0415

        if self._words is None:
            self._words = defaultdict(list)
            for at, text in enumerate(self._texts):
                for word in set(text.split()):
                    self._words[word].append(at)
        distances: dict[int, int] | None = None
        for word in words:
            most = 0 if len(word) < 3 else 1 if len(word) <= 5 else 2
            near = process.extract(word, self._words.keys(), scorer=OSA.distance, score_cutoff=most, limit=_NEAREST)
            mine: dict[int, int] = {}
            for other, distance, _key in near:
                for at in self._words[other]:
                    mine[at] = min(int(distance), mine.get(at, most))
            distances = mine if distances is None else {at: d + mine[at] for at, d in distances.items() if at in mine}
        return sorted(distances or {}, key=lambda at: ((distances or {})[at], at))
