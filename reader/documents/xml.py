"""Reads XML from outside: no entity is declared or fetched, and nothing is held that is not asked for."""

from collections.abc import Callable, Iterable
from typing import Final, NoReturn
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from reader.documents.model import DocumentError

DEEPEST: Final = 2_000
"""Elements within elements at most."""

_SEPARATOR: Final = " "


def local(name: str) -> str:
    """Return the name of an element without its namespace."""
    return name.rpartition(_SEPARATOR)[2]


def read_xml(
    chunks: Iterable[bytes],
    start: Callable[[str, dict[str, str]], object],
    end: Callable[[str], object],
    data: Callable[[str], object],
) -> None:
    """Call functions for what XML is made of; names are those of namespace and element with a space between.

    Raises:
        DocumentError: it is damaged, or declares entities of its own.
    """
    parser = expat.ParserCreate(namespace_separator=_SEPARATOR)
    parser.buffer_text = True
    depth = 0

    def refuse(*_declared: object) -> NoReturn:
        raise DocumentError("its XML declares entities, which may be an attack")

    def opened(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise DocumentError(f"its XML is nested more than {DEEPEST:,} deep")
        start(name, attributes)

    def closed(name: str) -> None:
        nonlocal depth
        depth -= 1
        end(name)

    parser.EntityDeclHandler = refuse
    parser.StartElementHandler = opened
    parser.EndElementHandler = closed
    parser.CharacterDataHandler = data
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)  # noqa: FBT003 (expat takes no keyword)
        parser.Parse(b"", True)  # noqa: FBT003
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise DocumentError(f"damaged: its XML cannot be read ({error})") from None


def tree(data: bytes) -> Element:
    """Return XML of a moderate size as a tree whose names have no namespaces.

    Raises:
        DocumentError: it is damaged, or declares entities of its own.
    """
    builder = TreeBuilder()
    read_xml(
        [data],
        lambda name, attributes: builder.start(local(name), {local(key): value for key, value in attributes.items()}),
        lambda name: builder.end(local(name)),
        builder.data,
    )
    root: Element = builder.close()
    return root


def words_of(element: Element | None) -> str:
    """Return all text in an element, on one line."""
    return "" if element is None else " ".join("".join(element.itertext()).split())
