"""Reads W3C Web Annotations, in every form that the standard allows; nothing that they point to is fetched."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from itertools import islice
from typing import Any, Final

from reader.export.foreign import (
    MOST,
    Foreign,
    ImportingError,
    is_a,
    label_of,
    listed,
    plain,
    problem_of,
    string,
    strings,
    time,
    whole,
    worth_keeping,
)
from reader.export.jsonld import CONTEXT, DEEPEST, MARK, MOTIVATION, NAMESPACE, PAGES, harmless, iri_of
from reader.notebook import COLOURS, Colour
from reader.notebook.replay import tags_of
from reader.text.safety import safe_line

_HIGHLIGHT: Final = re.compile(r"h-[0-9a-hjkmnp-tv-z]{8}")
_ID: Final = re.compile(r"[\w-]{1,64}", re.ASCII)
_SHA: Final = re.compile(r"[0-9a-f]{64}")
_Item = tuple[dict[str, Any], list[Any]]
_UNDERSTOOD: Final = frozenset(
    [*"@context @type type id @id created modified generator generated stylesheet body bodyValue target".split(), MARK]
)
"""Keys of an annotation that are understood, or said in another way."""


def web_annotations(data: Any, now: datetime) -> tuple[list[Foreign], list[str]]:  # noqa: ANN401 (any JSON)
    """Return the annotations of a file and what else is to be said of it.

    Raises:
        ImportingError: there are none in it.
    """
    problems: list[str] = []
    items = list(islice(_items(data, [], problems, 0), MOST + 1))
    if not items and not problems and not _is_known(data):
        raise ImportingError("it holds neither Web Annotations nor annotations of Hypothesis")
    found = [each for item, contexts in items for each in _foreign(item, contexts, now)]
    return found, problems


def _is_known(data: Any) -> bool:  # noqa: ANN401 (any JSON)
    return data == [] or is_a(data, "AnnotationCollection") or is_a(data, "AnnotationPage")


def _items(data: Any, contexts: list[Any], problems: list[str], depth: int) -> Iterator[_Item]:  # noqa: ANN401 (any JSON)
    """Yield each annotation with the contexts that are foreign to this program and hold for it."""
    if depth > DEEPEST:
        problems.append("what is nested more deeply is passed over")
    elif isinstance(data, list):
        for each in data:
            yield from _items(each, contexts, problems, depth + 1)
    elif isinstance(data, dict):
        contexts = [*contexts, *_foreign_contexts(data)]
        if "target" in data and not _is_known(data):
            yield data, contexts
            return
        for page in _pages(data):
            if isinstance(page, str):
                problems.append(f"more of it is at {safe_line(page[:200])}; nothing is fetched: give the file of it")
                continue
            for key in ("items", "@graph"):
                yield from _items(page.get(key), contexts, problems, depth + 1)


def _foreign_contexts(data: Mapping[str, Any]) -> list[Any]:
    return [each for each in listed(data.get("@context")) if each not in (CONTEXT, NAMESPACE)]


def _pages(data: dict[str, Any]) -> Iterator[dict[str, Any] | str]:
    """Yield a page or a collection itself and the pages that follow in it; of one that lies elsewhere, its address."""
    yield data
    page = data.get("first", data.get("next"))
    while isinstance(page, dict):
        yield page
        page = page.get("next")
    if isinstance(page, str):
        yield page


def _foreign(item: dict[str, Any], contexts: list[Any], now: datetime) -> Iterator[Foreign]:
    """Yield what is to become a highlight: one for each passage that an annotation is about."""
    facts = item.get(MARK) if isinstance(item.get(MARK), dict) else {}
    assert isinstance(facts, dict)
    name = string(item.get("id", item.get("@id")))
    note, tags, bodies = _said(item)
    for number, target in enumerate(_targets(item.get("target"), 0) or [None]):
        passage = _passage(target, facts)
        whose = facts.get("reader:id") if number == 0 else None
        mark = whose if isinstance(whose, str) and _HIGHLIGHT.fullmatch(whose) else ""
        imported = {
            **{key: harmless(value) for key, value in item.items() if key not in _UNDERSTOOD},
            "motivation": None if item.get("motivation") == MOTIVATION else harmless(item.get("motivation")),
            "@context": harmless(contexts),
            "body": harmless(bodies),
            "target": _kept_of(target),
            "origin": _origin(item, target, facts),
        }
        if not mark or name != iri_of(mark):
            imported["id" if number == 0 else "via"] = name
        kept, is_cut = worth_keeping(imported)
        yield replace(
            passage,
            label=label_of(name, passage.exact),
            problem=problem_of(passage.exact, note, tags) or passage.problem,
            id=mark,
            colour=_colour(facts, target),
            note=note,
            tags=tags,
            created=time(item.get("created"), now),
            modified=time(item.get("modified"), now),
            imported=kept,
            is_cut=is_cut,
        )


def _targets(target: Any, depth: int) -> list[Any]:  # noqa: ANN401 (any JSON)
    """Return every target, those of a set of them each by itself."""
    if depth > DEEPEST:
        return []
    found: list[Any] = []
    for each in listed(target):
        is_set = isinstance(each, dict) and "selector" not in each and isinstance(each.get("items"), list)
        found += _targets(each["items"], depth + 1) if is_set else [each]
    return found


def _passage(target: Any, facts: Mapping[str, Any]) -> Foreign:  # noqa: ANN401 (any JSON)
    """Return what is said of where a passage stands."""
    sources = (target,) if isinstance(target, str) else target.get("source") if isinstance(target, dict) else None
    quote, place = _selected(target.get("selector") if isinstance(target, dict) else None)
    exact = string(quote.get("exact"))
    start, end = whole(place.get("start")), whole(place.get("end"))
    sha, document = string(facts.get("reader:textSha256")), string(facts.get("reader:document"))
    return Foreign(
        label="",
        problem="" if exact.strip() or (start is not None and end is not None) else "it is about no passage of a text",
        document=document if _ID.fullmatch(document) else "",
        sources=tuple(strings(list(sources) if isinstance(sources, tuple) else sources)),
        exact=exact,
        prefix=string(quote.get("prefix")),
        suffix=string(quote.get("suffix")),
        start=start,
        end=end,
        text_sha256=sha if _SHA.fullmatch(sha) else "",
        absent_from=frozenset(sha for sha in strings(facts.get("reader:absentFrom")) if _SHA.fullmatch(sha)),
        sentence=string(facts.get("reader:sentence")),
        extractor=safe_line(string(facts.get("reader:extractor"))),
        copies=whole(facts.get("reader:copies")) or 0,
    )


def _selected(selectors: Any) -> tuple[dict[str, Any], dict[str, Any]]:  # noqa: ANN401 (any JSON)
    """Return the selectors that say which words are meant and where they stand, as far as they are there.

    What refines another selector says more exactly which words are meant; a place in it is not one in the whole text.
    """
    plainly = [each for each in listed(selectors) if isinstance(each, dict)]
    whole_ones = [each for each in plainly if "refinedBy" not in each]
    quote = next((each for each in whole_ones if is_a(each, "TextQuoteSelector")), None)
    place = next((each for each in whole_ones if is_a(each, "TextPositionSelector")), {})
    if quote is None:
        quote = next((found for each in plainly if (found := _innermost_quote(each))), {})
    return quote, place


def _innermost_quote(selector: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    pending: list[tuple[Any, int]] = [(selector, 0)]
    while pending:
        each, depth = pending.pop()
        if is_a(each, "TextQuoteSelector"):
            found = each
        if isinstance(each, dict) and depth < DEEPEST:
            pending += [(finer, depth + 1) for finer in listed(each.get("refinedBy"))]
    return found


def _said(item: Mapping[str, Any]) -> tuple[str, tuple[str, ...], list[Any]]:
    """Return the note, the tags, and the bodies that are neither."""
    is_tagging = "tagging" in listed(item.get("motivation"))
    notes, tags, others = list(strings(item.get("bodyValue"))), [], []
    for body in listed(item.get("body")):
        value = string(body.get("value", body.get("chars"))) if isinstance(body, dict) else ""
        purposes = listed(body.get("purpose")) if isinstance(body, dict) else []
        if not value:
            others.append(body)
        elif "tagging" in purposes or (not purposes and is_tagging):
            tags.append(value)
        else:
            notes.append(plain(value) if body.get("format") == "text/html" else value)
    return "\n\n".join(notes), tags_of(tags), others


def _kept_of(target: Any) -> dict[str, Any]:  # noqa: ANN401 (any JSON)
    """Return what else is said of a target: selectors of other kinds, how it was shown, and so on."""
    if not isinstance(target, dict):
        return {}
    ours = ("TextPositionSelector", "TextQuoteSelector")
    kept = {key: value for key, value in target.items() if key not in ("source", "selector", "styleClass", "state")}
    selectors = [
        each
        for each in listed(target.get("selector"))
        if not _is_page(each, listed(target.get("selector")))
        and ((isinstance(each, dict) and "refinedBy" in each) or not any(is_a(each, kind) for kind in ours))
    ]
    classes = [each for each in listed(target.get("styleClass")) if each not in [f"h-{colour}" for colour in COLOURS]]
    kept |= {"selector": selectors, "styleClass": classes}
    return {key: harmless(value) for key, value in kept.items() if value not in (None, [], {})}


def _is_page(selector: Any, others: list[Any]) -> bool:  # noqa: ANN401 (any JSON)
    """Tell what says on which page of a PDF the words stand that another selector quotes: it is said anew every time."""
    return isinstance(selector, dict) and selector.get("conformsTo") == PAGES and selector.get("refinedBy") in others


def _origin(item: Mapping[str, Any], target: Any, facts: Mapping[str, Any]) -> Any:  # noqa: ANN401 (any JSON)
    """Return what is said otherwise when this program gives the annotation back: its source and how it looked."""
    if facts:
        try:
            return harmless(json.loads(string(facts.get("reader:origin")) or "null"))
        except (ValueError, RecursionError):
            return None
    source = target.get("source") if isinstance(target, dict) else target
    origin = {"source": source, "stylesheet": item.get("stylesheet"), "generator": item.get("generator")}
    return harmless({key: value for key, value in origin.items() if value is not None})


def _colour(facts: Mapping[str, Any], target: Any) -> Colour:  # noqa: ANN401 (any JSON)
    classes = listed(target.get("styleClass")) if isinstance(target, dict) else []
    told = [facts.get("reader:colour"), *classes]
    for colour in COLOURS:
        if any(isinstance(each, str) and re.search(rf"(?<![a-z]){colour}(?![a-z])", each.casefold()) for each in told):
            return colour
    return COLOURS[0]
