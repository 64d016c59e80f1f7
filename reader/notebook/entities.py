"""Decisions about entities as records of the notebook, which are not believed until they have been looked at."""

import re
from typing import Any, Final

from reader.notebook.model import ENTITY_ACTIONS, EntityAction, EntityDecision, EntityName
from reader.text.mention import ENTITY_KINDS, EntityKind
from reader.text.safety import safe_line

LONGEST: Final = 200
"""Code points of the longest name that a person gives; the finders' own may be longer."""

_LONGEST_FOUND: Final = 10_000
_MOST: Final = 20_000
"""Names in one decision; more are nobody's."""

_ID: Final = re.compile(r"[\w-]{1,64}", re.ASCII)


def action_of(record: Any) -> EntityAction | None:  # noqa: ANN401 (it comes out of a file)
    """Return what a record decides, or `None` if this version knows no such action."""
    written = record.get("action") if isinstance(record, dict) else None
    return next((action for action in ENTITY_ACTIONS if action == written), None)


def decision_of(record: Any, moment: str) -> EntityDecision | None:  # noqa: ANN401 (it comes out of a file)
    """Read a record, or return `None` if it makes no sense."""
    action = action_of(record)
    try:
        if action is None or not _ID.fullmatch(record["id"]):
            return None
        names = record.get("names", [])
        decision = EntityDecision(
            id=record["id"],
            action=action,
            names=tuple(dict.fromkeys(_name(name) for name in names[:_MOST])),
            to=_line(record.get("to", ""), LONGEST),
            kind=_kind(record["kind"]) if record.get("kind") is not None else None,
            form=_line(record.get("form", ""), _LONGEST_FOUND),
            document=_text(record.get("document", "")),
            created=moment,
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        return None
    return None if problem_of(decision) else decision


def record_of(decision: EntityDecision) -> dict[str, Any]:
    """Return a decision as it is written; what is empty is left out."""
    record: dict[str, Any] = {"id": decision.id, "action": decision.action}
    if decision.names:
        record["names"] = [list(name) for name in decision.names]
    for key in ("to", "kind", "form", "document"):
        if value := getattr(decision, key):
            record[key] = value
    return record


def problem_of(decision: EntityDecision) -> str:
    """Return what a decision lacks, or an empty string."""
    needed = {"same": 2, "apart": 2, "add": 0}.get(decision.action, 1)
    if len(decision.names) < needed:
        return "two different names are needed" if needed == 2 else "a name is needed"
    if decision.action in ("rename", "add") and not any(character.isalnum() for character in decision.to):
        return "a name has at least one letter or digit"
    if decision.action in ("retype", "add") and decision.kind is None:
        return "a kind is needed"
    if decision.action == "split" and not decision.form:
        return "what is split off must be named as it is written"
    return ""


def _name(written: Any) -> EntityName:  # noqa: ANN401 (it comes out of a file)
    kind, name = written
    line = _line(name, _LONGEST_FOUND)
    if not line:
        raise ValueError("no name")
    return _kind(kind), line


def _kind(written: object) -> EntityKind:
    for kind in ENTITY_KINDS:
        if kind == written:
            return kind
    raise ValueError("no kind")


def _line(written: object, longest: int) -> str:
    line = " ".join(safe_line(_text(written)).split())
    if len(line) > longest:
        raise ValueError("too long")
    return line


def _text(written: object) -> str:
    if not isinstance(written, str):
        raise TypeError("no text")
    return written
