"""Reads annotations of Hypothesis, as its programming interface gives them and as its client exports them."""

import re
from datetime import datetime
from typing import Any, Final

from reader.export.foreign import (
    Foreign,
    is_a,
    label_of,
    listed,
    problem_of,
    string,
    strings,
    time,
    whole,
    worth_keeping,
)
from reader.export.jsonld import harmless
from reader.notebook.replay import tags_of

_ID: Final = re.compile(r"[\w-]{1,64}", re.ASCII)
_UNDERSTOOD: Final = ("id", "created", "updated", "text", "tags", "user", "target")


def rows_of(data: Any) -> list[Any] | None:  # noqa: ANN401 (any JSON)
    """Return the annotations of a file of Hypothesis, or `None` if it is none."""
    if not isinstance(data, dict) or "@context" in data:
        return None
    rows = data.get("rows", data.get("annotations"))
    return rows if isinstance(rows, list) else None


def hypothesis_annotation(row: Any, now: datetime) -> Foreign:  # noqa: ANN401 (any JSON)
    """Return an annotation of Hypothesis; its places are counted in UTF-16 units, as browsers do."""
    if not isinstance(row, dict):
        return Foreign("something", "it is no annotation")
    targets = [each for each in listed(row.get("target")) if isinstance(each, dict)]
    selectors = [each for target in targets[:1] for each in listed(target.get("selector"))]
    nothing: dict[str, Any] = {}
    quote = next((each for each in selectors if is_a(each, "TextQuoteSelector")), nothing)
    place = next((each for each in selectors if is_a(each, "TextPositionSelector")), nothing)
    others = [each for each in selectors if each not in (quote, place)]
    about = row.get("document") if isinstance(row.get("document"), dict) else {}
    assert isinstance(about, dict)
    exact, note = string(quote.get("exact")), string(row.get("text"))
    tags = tags_of(strings(row.get("tags")))
    written, user = string(row.get("id")), string(row.get("user"))
    name = f"https://hypothes.is/a/{written}" if _ID.fullmatch(written) else ""
    imported = {
        "id": name,
        "creator": user,
        "origin": harmless({**{key: row[key] for key in row if key not in _UNDERSTOOD}, "selector": others}),
    }
    kept, is_cut = worth_keeping(imported)
    missing = "it answers another one" if row.get("references") else "it is about a whole page, not about a passage"
    return Foreign(
        label=label_of(name, exact),
        problem=problem_of(exact, note, tags) or ("" if exact.strip() else missing),
        sources=(*strings(row.get("uri")), *(text for target in targets for text in strings(target.get("source")))),
        titles=tuple(strings(about.get("title"))),
        exact=exact,
        prefix=string(quote.get("prefix")),
        suffix=string(quote.get("suffix")),
        start=whole(place.get("start")),
        end=whole(place.get("end")),
        is_utf16=True,
        note=note,
        tags=tags,
        created=time(row.get("created"), now),
        modified=time(row.get("updated"), now),
        imported=kept,
        is_cut=is_cut,
    )
