"""What a web page says of itself: title, author, day, language."""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from reader.documents.building import one_line

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

_DATES: Final = (
    "article:published_time datepublished og:article:published_time dc.date.issued dcterms.issued dc.date dcterms.date "
    "dcterms.created citation_publication_date citation_date parsely-pub-date sailthru.date pubdate publishdate publish_date "
    "publish-date date cxenseparse:recs:publishtime article.published created"
).split()
_TITLES: Final = "og:title twitter:title citation_title dc.title dcterms.title headline".split()
_AUTHORS: Final = (
    "author citation_author dc.creator dcterms.creator parsely-author sailthru.author article:author".split()
)
_DATA_LIMIT: Final = 500_000
_DEEPEST: Final = 12
_MOST: Final = 2_000
"""Elements of each kind that are looked at."""


def web_metadata(parser: "LexborHTMLParser") -> dict[str, str]:
    """Return what a page says of itself, under the usual keys."""
    told = _meta(parser)
    data = {key: value for each in _objects(parser) for key, value in _of_object(each).items()}
    found = {
        "title": _first(told, _TITLES) or data.get("title", "") or _title(parser),
        "author": _name(_first(told, _AUTHORS)) or data.get("author", ""),
        "language": _language(parser) or _first(told, ["content-language", "og:locale"]).replace("_", "-"),
    }
    for key in _DATES:
        if told.get(key):
            return found | {"date": told[key], "date_how": f"“{key}” in the page"}
    if data.get("date"):
        return found | {"date": data["date"], "date_how": "“datePublished” in the page"}
    if day := _time(parser):
        return found | {"date": day, "date_how": "“time” in the page"}
    return found


def _meta(parser: "LexborHTMLParser") -> dict[str, str]:
    told: dict[str, str] = {}
    for node in parser.css("meta[content], [itemprop][content]")[:_MOST]:
        attributes = node.attributes
        for key in ("property", "name", "itemprop", "http-equiv"):
            name, content = attributes.get(key), attributes.get("content")
            if name and content:
                told.setdefault(name.casefold(), one_line(content)[:1_000])
    for node in parser.css("time[itemprop][datetime]")[:_MOST]:
        told.setdefault((node.attributes.get("itemprop") or "").casefold(), node.attributes.get("datetime") or "")
    return told


def _first(told: dict[str, str], keys: list[str]) -> str:
    return next((told[key] for key in keys if told.get(key)), "")


def _name(author: str) -> str:
    """Return an author unless it is the address of a page about one."""
    return "" if author.startswith(("http://", "https://", "/", "@")) else author


def _title(parser: "LexborHTMLParser") -> str:
    """Return the title of a page, without the name of the site where its first heading shows what that is."""
    node = parser.css_first("head title") or parser.css_first("title")
    title = one_line(node.text(deep=True)) if node else ""
    headings = parser.css("h1")[:2]
    heading = one_line(headings[0].text(deep=True)).rstrip(" ¶#") if len(headings) == 1 else ""
    return heading if heading and (not title or title.startswith(heading)) else title


def _language(parser: "LexborHTMLParser") -> str:
    root = parser.css_first("html")
    attributes = root.attributes if root else {}
    return attributes.get("lang") or attributes.get("xml:lang") or ""


def _time(parser: "LexborHTMLParser") -> str:
    for selector in (
        "time[pubdate][datetime]",
        "article time[datetime]",
        "main time[datetime]",
        "header time[datetime]",
    ):
        if node := parser.css_first(selector):
            return node.attributes.get("datetime") or ""
    alone = parser.css("time[datetime]")[:2]
    return (alone[0].attributes.get("datetime") or "") if len(alone) == 1 else ""


def _objects(parser: "LexborHTMLParser") -> Iterator[dict[str, Any]]:
    """Yield the objects of linked data that describe the page or an article on it."""
    for node in parser.css('script[type="application/ld+json"]')[:20]:
        source = node.text(deep=True)
        if len(source) > _DATA_LIMIT:
            continue
        try:
            yield from _within(json.loads(source, strict=False), 0)
        except (ValueError, RecursionError):
            continue


def _within(data: Any, depth: int) -> Iterator[dict[str, Any]]:  # noqa: ANN401 (whatever JSON holds)
    if depth > _DEEPEST:
        return
    if isinstance(data, list):
        for each in data[:100]:
            yield from _within(each, depth + 1)
    elif isinstance(data, dict):
        if "datePublished" in data or "headline" in data:
            yield data
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _within(data.get(key), depth + 1)


def _of_object(data: dict[str, Any]) -> dict[str, str]:
    authors = data.get("author")
    names = [
        each.get("name") if isinstance(each, dict) else each
        for each in (authors if isinstance(authors, list) else [authors])
    ]
    found = {
        "date": data.get("datePublished"),
        "title": data.get("headline"),
        "author": ", ".join(name for name in names if isinstance(name, str) and _name(name)),
    }
    return {key: one_line(value)[:1_000] for key, value in found.items() if isinstance(value, str) and value}
