"""The properties at the top of a Markdown file: which lines are whose, and what they say however they are written."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

_KEY: Final = re.compile(r"([A-Za-z_][\w-]*)[ \t]*:(?=\s|$)", re.ASCII)
_ITEM: Final = re.compile(r"\s*-\s+(.*)")
_FLOW: Final = re.compile(r'\s*("(?:[^"\\]|\\.)*"|\'(?:[^\']|\'\')*\'|[^,\[\]{}"\']*[^,\[\]{}"\'\s])\s*(?:,|$)')


@dataclass(frozen=True, slots=True)
class Front:
    """The front matter of a file."""

    keys: dict[str, tuple[int, int]]
    """The lines of each property, half-open."""

    values: dict[str, str]
    """What each says, the same for the same value in quotes or without, as a list in one line or in several."""

    end: int
    """The line after the front matter."""


def front_of(lines: Sequence[str]) -> Front | None:
    """Return the front matter of a file's lines, or `None` if there is none or it does not end."""
    if not lines or lines[0].rstrip() != "---":
        return None
    end = next((at for at in range(1, len(lines)) if lines[at].rstrip() in ("---", "...")), None)
    if end is None:
        return None
    keys: dict[str, tuple[int, int]] = {}
    starts = [at for at in range(1, end) if _KEY.match(lines[at])]
    for start, after in zip(starts, [*starts, end][1:], strict=True):
        stop = after
        while stop > start + 1 and (not lines[stop - 1].strip() or lines[stop - 1].startswith("#")):
            stop -= 1
        match = _KEY.match(lines[start])
        assert match is not None
        keys.setdefault(match[1], (start, stop))
    values = {key: _value(lines[start:stop]) for key, (start, stop) in keys.items()}
    return Front(keys, values, end + 1)


def text_of(front: Front | None, key: str) -> str:
    """Return the text that a property holds; an empty string for a list or for none."""
    value = json.loads(front.values[key]) if front and key in front.values else ""
    return value if isinstance(value, str) else ""


def line(key: str, value: str | Sequence[str]) -> str:
    """Return a property with a text or a list of texts as a line of front matter."""
    return f"{key}: {json.dumps(value, ensure_ascii=False)}"


def _value(lines: Sequence[str]) -> str:
    first = lines[0].partition(":")[2].strip()
    rest = [each for each in lines[1:] if each.strip()]
    if not first and rest and all(_ITEM.match(each) for each in rest):
        return json.dumps([_scalar(match[1]) for each in rest if (match := _ITEM.match(each))])
    if rest:
        return json.dumps("".join(lines))
    if first.startswith("[") and first.endswith("]"):
        items = _flow(first[1:-1])
        return json.dumps(first if items is None else items)
    return json.dumps(_scalar(first))


def _flow(inside: str) -> list[str] | None:
    items, at = [], 0
    while at < len(inside) and inside[at:].strip():
        match = _FLOW.match(inside, at)
        if match is None:
            return None
        items.append(_scalar(match[1]))
        at = match.end()
    return items


def _scalar(written: str) -> str:
    written = written.strip()
    if len(written) > 1 and written[0] == written[-1] == '"':
        try:
            return str(json.loads(written))
        except ValueError:
            return written
    if len(written) > 1 and written[0] == written[-1] == "'":
        return written[1:-1].replace("''", "'")
    return written
