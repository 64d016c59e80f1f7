"""What finds names in a text: the network that comes with the package, its rules, or a model that the user has installed."""

import contextlib
import json
import os
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final, Protocol

from reader.entities.known_as import BUILT_IN, RULES
from reader.entities.rules import names_by_rules
from reader.entities.tagger.names import names
from reader.entities.tagger.network import NetworkMissingError, network, network_identity
from reader.text.mention import EntityKind, Mention
from reader.text.sentences import paragraphs, sentences

_RULES_VERSION: Final = "rules 1"

_KINDS: Final[Mapping[str, EntityKind]] = {
    "person": "person", "per": "person",
    "org": "organization", "organization": "organization",
    "gpe": "place", "loc": "place", "location": "place", "fac": "place", "place": "place",
    "norp": "nationality", "nationality": "nationality",
    "event": "event", "law": "law", "work_of_art": "work", "work": "work", "money": "money",
}  # fmt: skip
"""What models of others call the kinds."""

_ASKED: Final = ("person", "organization", "place", "nationality", "event", "law", "work")
"""Kinds that a model which takes any is asked for."""

_PIECE: Final = 50_000
"""Code points that a pipeline is given at once: many refuse a million, and all take memory in proportion."""

_SENTENCES: Final = 1_200
"""Code points that a model with a short window is given at once."""


class ExtractorError(Exception):
    """A model cannot be had; the message says why and what to do."""


class Extractor(Protocol):
    """Finds names in a text."""

    def names(self, text: str) -> list[Mention]:
        """Return the names in a text, in order; they do not overlap."""
        ...


class BuiltIn:
    """The network that comes with the package."""

    def __init__(self) -> None:
        """Load it.

        Raises:
            ExtractorError: it, or the runtime it needs, is not there.
        """
        try:
            network()
        except NetworkMissingError as error:
            raise ExtractorError(f"the network for names cannot be run: {error}") from error

    def names(self, text: str) -> list[Mention]:
        """Return the names in a text; kinds that are not shown are left out."""
        return [
            Mention(name.start, name.end, kind, text[name.start : name.end])
            for name in names(text)
            if (kind := _KINDS.get(name.kind)) is not None
        ]


class Rules:
    """The rules that come with the package: no model, twenty times as fast, and less often right."""

    def names(self, text: str) -> list[Mention]:
        """Return the names in a text."""
        return names_by_rules(text)


class Spacy:
    """A spaCy pipeline that the user has installed."""

    def __init__(self, pipeline: str) -> None:
        """Load it by the name of its package or the path of its folder.

        Raises:
            ExtractorError: spaCy or the pipeline is not there.
        """
        try:
            import spacy  # noqa: PLC0415 (installed by those who want it)
        except ImportError:
            raise ExtractorError("spaCy is not installed: pip install spacy") from None
        try:
            self._pipeline: Any = spacy.load(pipeline, exclude=["lemmatizer", "textcat", "entity_linker"])
        except (OSError, ValueError, ImportError) as error:
            raise ExtractorError(f"spaCy cannot load “{pipeline}”: {error}") from error

    def names(self, text: str) -> list[Mention]:
        """Return the names in a text whose labels stand for kinds that are shown."""
        found = []
        for start, end in _stretches(text, _PIECE):
            for entity in self._pipeline(text[start:end]).ents:
                kind = _KINDS.get(entity.label_.casefold())
                if kind is not None:
                    first, last = start + entity.start_char, start + entity.end_char
                    found.append(Mention(first, last, kind, text[first:last]))
        return found


class Gliner:
    """A GLiNER model that the user has installed or saved in a folder."""

    def __init__(self, model: str) -> None:
        """Load it; nothing is downloaded.

        Raises:
            ExtractorError: GLiNER or the model is not there.
        """
        try:
            from gliner import GLiNER  # noqa: PLC0415 (installed by those who want it)
        except ImportError:
            raise ExtractorError("GLiNER is not installed: pip install gliner") from None
        try:
            self._model: Any = GLiNER.from_pretrained(model, local_files_only=True)
        except Exception as error:
            raise ExtractorError(f"GLiNER cannot load “{model}” from this computer: {error}") from error

    def names(self, text: str) -> list[Mention]:
        """Return the names in a text."""
        found = []
        for start, end in _stretches(text, _SENTENCES):
            for entity in self._model.predict_entities(text[start:end], list(_ASKED), threshold=0.5):
                kind = _KINDS.get(str(entity["label"]).casefold())
                if kind is not None:
                    first, last = start + int(entity["start"]), start + int(entity["end"])
                    found.append(Mention(first, last, kind, text[first:last]))
        return sorted(found, key=lambda mention: mention.start)


@cache
def extractor(name: str = BUILT_IN) -> Extractor:
    """Return an extractor by its name: `built-in`, `rules`, `spacy:PIPELINE` or `gliner:MODEL`; loaded once.

    Raises:
        ExtractorError: there is none of that name, or it cannot be had.
    """
    maker, argument = _model_of(name)
    if name == BUILT_IN:
        return BuiltIn()
    if name == RULES:
        return Rules()
    if argument and maker == "spacy":
        return Spacy(argument)
    if argument and maker == "gliner":
        return Gliner(argument)
    raise ExtractorError(f"no extractor “{name}”: there are {BUILT_IN}, {RULES}, spacy:PIPELINE and gliner:MODEL")


def identity_of(name: str = BUILT_IN) -> str:
    """Return which extractor, and which version of it, `best_extractor` would give, without loading it."""
    maker, argument = _model_of(name)
    if argument and maker in ("spacy", "gliner") and find_spec(maker):
        return f"{name} {_version_of(argument)}"
    if name != RULES and find_spec("onnxruntime") and (weights := network_identity()):
        return f"network {weights}"
    return _RULES_VERSION


def _model_of(name: str) -> tuple[str, str]:
    """Return what runs a model, and its name or folder."""
    maker, _, model = name.partition(":")
    return maker, os.path.expanduser(model)  # noqa: PTH111 (pathlib fails where there is no home)


def _version_of(package: str) -> str:
    with contextlib.suppress(PackageNotFoundError, ValueError):
        return version(package)
    with contextlib.suppress(OSError, ValueError, AttributeError):
        return str(json.loads((Path(package) / "meta.json").read_text(encoding="utf-8")).get("version", ""))
    return ""


@cache
def best_extractor(name: str = BUILT_IN) -> tuple[Extractor, str]:
    """Return an extractor, or where it cannot be had the built-in one, else the rules; and why, if so."""
    problem = ""
    for wanted in dict.fromkeys((name, BUILT_IN)):
        try:
            return extractor(wanted), problem
        except ExtractorError as error:
            problem = problem or str(error)
    return extractor(RULES), problem


def _stretches(text: str, longest: int) -> Iterator[tuple[int, int]]:
    """Cut a text at paragraphs, else at sentences, else anywhere, into stretches of at most `longest` code points."""
    first = last = 0
    for start, end in _parts(text, longest):
        if last and end - first > longest:
            yield first, last
            last = 0
        if not last:
            first = start
        last = end
    if last:
        yield first, last


def _parts(text: str, longest: int) -> Iterator[tuple[int, int]]:
    for start, end in paragraphs(text):
        if end - start <= longest:
            yield start, end
            continue
        for first, last in sentences(text, start, end):
            for at in range(first, last, longest):
                yield at, min(last, at + longest)
