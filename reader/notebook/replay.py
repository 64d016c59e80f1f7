"""From operations to what stands: the same operations give the same highlights, in whatever order they come.

What comes out of the file is not believed: it may have been edited, merged or made by someone else.
"""

import copy
import os
import re
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, date, datetime
from typing import Any, Final

from reader.notebook.entities import action_of, decision_of
from reader.notebook.exports import Exported, exported
from reader.notebook.log import Operation
from reader.notebook.model import Anchor, DateDecision, DayDecision, EntityDecision, Highlight
from reader.settings.model import COLOURS, Colour
from reader.text.safety import safe_line, safe_text

UNDOABLE: Final = ("add", "edit", "delete", "reanchor", "absent", "date", "day", "entity")
"""Operations that `undo` takes back."""

_CHANGES: Final = {
    "add": "highlights",
    "edit": "highlights",
    "delete": "highlights",
    "reanchor": "highlights",
    "absent": "highlights",
    "date": "dates",
    "day": "days",
    "entity": "entities",
    "read": "read",
    "search": "searches",
    "exported": "exports",
}
"""The part of the state that an operation changes."""

_VALUE: Final = re.compile(r"[\w:./+-]{0,40}", re.ASCII)
_ID: Final = re.compile(r"[\w-]{1,64}", re.ASCII)


@dataclass(slots=True)
class State:
    """What stands after all operations."""

    highlights: dict[str, Highlight] = field(default_factory=dict)
    dates: dict[tuple[str, int, int, str], DateDecision] = field(default_factory=dict)
    """By document, offsets and text: the last decision on an expression is the one that counts."""
    days: dict[str, DayDecision] = field(default_factory=dict)
    """By document."""
    entities: dict[str, EntityDecision] = field(default_factory=dict)
    """By id, in order: a later one wins over an earlier one that it contradicts."""
    read: set[str] = field(default_factory=set)
    """Ids of the documents that were read."""
    searches: dict[str, None] = field(default_factory=dict)
    """Searches that are kept, as they were typed, in the order in which that was said."""
    exports: dict[str, Exported] = field(default_factory=dict)
    """By the name of the target."""
    problems: list[str] = field(default_factory=list)
    """Operations that cannot be understood; they stay in the file."""


def replay(operations: Iterable[Operation]) -> State:
    """Return what stands after all operations; the order in which they are given does not matter."""
    ordered = in_order(operations)
    undone = undone_by(ordered)
    state = State()
    for operation in ordered:
        if not is_undone(operation, undone):
            _apply(state, operation)
    return state


PARTS: Final = frozenset(each.name for each in fields(State))
"""What a state consists of."""


def after(state: State, operation: Operation, own: set[str]) -> State:
    """Return what stands after one more operation, later than all before and none that takes another back.

    The state that was given stays as it is, as another thread may be looking at it, but for the parts named in `own`:
    nobody else has those. The parts that are copied for this operation are added to them.
    """
    later = copy.copy(state)
    for part in {_CHANGES.get(operation["op"], "problems"), "problems"} - own:
        setattr(later, part, copy.copy(getattr(later, part)))
        own.add(part)
    _apply(later, operation)
    return later


def _apply(state: State, operation: Operation) -> None:
    moment, target = iso(operation), str(operation.get("target", ""))
    match operation["op"]:
        case "add":
            mark = highlight_of(operation.get("highlight"), moment)
            if mark is not None:
                state.highlights[mark.id] = mark
            else:
                state.problems.append(f"the highlight of operation {safe_line(operation['id'])} cannot be understood")
        case "edit" if target in state.highlights:
            state.highlights[target] = _edited(state.highlights[target], operation.get("changes"), moment)
        case "delete":
            state.highlights.pop(target, None)
        case "reanchor" | "absent" if target in state.highlights:
            state.highlights[target] = _moved(state.highlights[target], operation, moment)
        case "date" | "day" | "entity":
            if not _decide(state, operation, moment):
                what = {"date": "date", "day": "day", "entity": "decision on entities"}[operation["op"]]
                state.problems.append(f"the {what} of operation {safe_line(operation['id'])} cannot be understood")
        case "read" | "search" | "exported":
            _note(state, operation)
        case _:
            pass  # operations of later versions are kept in the file and change nothing here


def _note(state: State, operation: Operation) -> None:
    """Take over what was read, exported and which searches are kept; what makes no sense is passed over."""
    document, typed, target = operation.get("document"), operation.get("typed"), operation.get("target")
    if operation["op"] == "read" and is_id(document):
        (state.read.add if operation.get("read") is True else state.read.discard)(str(document))
    elif operation["op"] == "search" and isinstance(typed, str):
        typed = safe_line(typed)
        state.searches.pop(typed, None)
        if operation.get("kept") is True and typed.strip():
            state.searches[typed] = None
    elif operation["op"] == "exported" and isinstance(target, str):
        state.exports[target] = exported(state.exports.get(target, Exported()), operation)


def _decide(state: State, operation: Operation, moment: str) -> bool:
    """Take a decision over; tell whether it could be understood."""
    record = operation.get("decision")
    if operation["op"] == "date" and (dated := _date_decision(record, moment)) is not None:
        anchor = dated.anchor
        state.dates[dated.document, anchor.start, anchor.end, anchor.text_sha256] = dated
    elif operation["op"] == "day" and (day := _day_decision(operation)) is not None:
        state.days[day.document] = day
    elif operation["op"] == "entity" and (decision := decision_of(record, moment)) is not None:
        state.entities.setdefault(decision.id, decision)
    else:
        # an action of a later version is kept in the file and changes nothing here
        return operation["op"] == "entity" and isinstance(record, dict) and action_of(record) is None
    return True


def undone_by(operations: Iterable[Operation]) -> set[str]:
    """Return the ids of the operations, and of the batches of them, that were taken back."""
    return {str(operation.get("target", "")) for operation in operations if operation["op"] == "undo"}


def is_undone(operation: Operation, undone: AbstractSet[str]) -> bool:
    """Tell whether an operation was taken back, by itself or with its batch."""
    if operation["id"] in undone:
        return True
    batch = operation.get("batch")
    return isinstance(batch, str) and batch in undone and operation["op"] in UNDOABLE


def in_order(operations: Iterable[Operation]) -> list[Operation]:
    """Sort operations by time; those of one moment by id, those without a readable time last."""

    def key(operation: Operation) -> tuple[bool, datetime, str, str]:
        moment = time_of(operation)
        return (
            moment is None,
            moment or datetime.max.replace(tzinfo=UTC),
            str(operation.get("time", "")),
            operation["id"],
        )

    return sorted(operations, key=key)


def time_of(operation: Operation) -> datetime | None:
    """Return when an operation was made, or `None` if its time cannot be read."""
    try:
        moment = datetime.fromisoformat(str(operation.get("time", "")))
        if moment.tzinfo is UTC:
            return moment
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def is_id(written: object) -> bool:
    """Tell whether something out of a file may be an id."""
    return isinstance(written, str) and _ID.fullmatch(written) is not None


def iso(operation: Operation) -> str:
    """Return the time of an operation as ISO 8601 in UTC, or an empty string."""
    moment = time_of(operation)
    return moment.isoformat() if moment else ""


def highlight_of(record: Any, moment: str) -> Highlight | None:  # noqa: ANN401 (it comes out of a file)
    """Read a highlight added at a moment, or return `None` if it makes no sense."""
    try:
        if not _ID.fullmatch(record["id"]) or not _ID.fullmatch(record["document"]):
            return None
        tags = record.get("tags", ())
        return Highlight(
            id=record["id"],
            document=record["document"],
            name=_path(record["name"]),
            anchor=_anchor(record["anchor"]),
            colour=_colour(record.get("colour")),
            note=safe_text(str(record.get("note", ""))),
            tags=tags_of(tags) if isinstance(tags, list) else (),
            created=_earlier(record.get("created"), moment),
            modified=_earlier(record.get("modified"), moment),
            imported=imported if isinstance(imported := record.get("imported"), dict) else {},
        )
    except (KeyError, TypeError, ValueError, OverflowError, AttributeError):
        return None


def _earlier(written: object, moment: str) -> str:
    """Return a time that a highlight brought with it, unless it cannot be read or is later than it came here."""
    brought = iso({"time": written}) if isinstance(written, str) else ""
    return (
        brought if brought and moment and datetime.fromisoformat(brought) <= datetime.fromisoformat(moment) else moment
    )


def _date_decision(record: Any, moment: str) -> DateDecision | None:  # noqa: ANN401 (it comes out of a file)
    try:
        if (
            not _ID.fullmatch(record["id"])
            or not _ID.fullmatch(record["document"])
            or not _VALUE.fullmatch(record["value"])
        ):
            return None
        anchor = _anchor(record["anchor"])
        return DateDecision(record["id"], record["document"], _path(record["name"]), anchor, record["value"], moment)
    except (KeyError, TypeError, ValueError, OverflowError, AttributeError):
        return None


def _day_decision(operation: Operation) -> DayDecision | None:
    try:
        document, name, day = operation["document"], _path(operation["name"]), operation["day"]
        if not _ID.fullmatch(document):
            return None
        return DayDecision(document, name, date.fromisoformat(day) if day is not None else None)
    except (KeyError, TypeError, ValueError):
        return None


def _path(written: object) -> str:
    """Return a name that a file can have, one that none can have made safe."""
    name = str(written)
    try:
        os.fsencode(name)
    except UnicodeEncodeError:
        return safe_text(name)
    return name


def _anchor(record: Any) -> Anchor:  # noqa: ANN401 (it comes out of a file)
    return Anchor(
        start=int(record["start"]),
        end=int(record["end"]),
        exact=safe_text(str(record["exact"])),
        prefix=safe_text(str(record.get("prefix", ""))),
        suffix=safe_text(str(record.get("suffix", ""))),
        text_sha256=str(record.get("text_sha256", "")),
        sentence=safe_text(str(record.get("sentence", ""))),
        extractor=safe_line(str(record.get("extractor", ""))),
        copies=max(0, int(record.get("copies", 0))),
    )


def _edited(mark: Highlight, changes: Any, moment: str) -> Highlight:  # noqa: ANN401 (it comes out of a file)
    if not isinstance(changes, dict):
        return mark
    tags = changes.get("tags")
    return replace(
        mark,
        colour=_colour(changes["colour"]) if "colour" in changes else mark.colour,
        note=safe_text(str(changes["note"])) if "note" in changes else mark.note,
        tags=tags_of(tags) if isinstance(tags, list) else mark.tags,
        modified=moment,
    )


def _moved(mark: Highlight, operation: Operation, moment: str) -> Highlight:
    """Take over where a highlight stands, or that it does not stand in a text; what makes no sense is passed over."""
    if operation["op"] == "absent":
        return replace(mark, absent_from=mark.absent_from | {str(operation.get("text_sha256", ""))})
    document = operation.get("document")
    try:
        anchor = _anchor(operation["anchor"])
        if not is_id(document):
            return mark
        return replace(mark, document=str(document), name=_path(operation["name"]), anchor=anchor, modified=moment)
    except (KeyError, TypeError, ValueError, OverflowError):
        return mark


def tags_of(tags: Iterable[Any]) -> tuple[str, ...]:
    """Keep of each tag what every program takes for a tag: letters, digits, `_`, `-` and `/`."""
    words = (re.sub(r"[^\w/-]+", "-", safe_line(str(tag))).strip("-") for tag in tags)
    return tuple(dict.fromkeys(word for word in words if word))


def _colour(value: object) -> Colour:
    return next((colour for colour in COLOURS if colour == value), COLOURS[0])
