"""Finds the one entity that a name on the command line means."""

from typing import Final

from reader.cli.output import CommandError, narrate
from reader.corpus import Directory, FolderEntity
from reader.corpus.naming import folded
from reader.notebook import EntityName

_SHOWN: Final = 12
"""How many candidates a message names."""


def one_named(known: Directory, name: str, kind: str | None = None) -> FolderEntity | None:
    """Return the entity that a person asks for, the nearest name if there is none of it; what was taken is said.

    Raises:
        CommandError: several go by that name.
    """
    found = known.get(name)
    if found is not None:
        return found
    named = [entity for entity in known.called(name) if kind is None or entity.kind == kind]
    near = named or known.matching(name, kind)
    if not near:
        return None
    if len(near) > 1 and (named or _has_words(near[0], name)):
        raise _several(name, near)
    if folded(near[0].name) != folded(name):
        narrate(f"read as {near[0].name} ({near[0].kind})")
    return near[0]


def exactly_named(known: Directory, name: str) -> FolderEntity:
    """Return the entity that a decision is about; nothing is guessed.

    Raises:
        CommandError: nobody goes by that name, or several do.
    """
    found = known.get(name)
    if found is not None:
        return found
    named = known.called(name)
    if len(named) == 1:
        return named[0]
    if named:
        raise _several(name, named)
    near = known.matching(name)
    hint = f"; do you mean {_choice(near)}?" if near else ""
    raise CommandError(f"nobody and nothing here goes by “{name}”{hint}")


def _has_words(entity: FolderEntity, written: str) -> bool:
    """Tell whether every word written is in a name, so that nothing had to be forgiven."""
    names = folded(" ".join((entity.name, *entity.aliases)))
    return all(word in names for word in folded(written).split())


def is_called(name: EntityName, written: str) -> bool:
    """Tell whether a name is what was written, as it is or as a key."""
    return folded(written) in (folded(name[1]), folded(":".join(name)))


def _several(name: str, found: list[FolderEntity]) -> CommandError:
    return CommandError(f"“{name}” may be {_choice(found)}; write one of these")


def _choice(found: list[FolderEntity]) -> str:
    shown = ", ".join(f"“{entity.key}” ({entity.mentions:,})" for entity in found[:_SHOWN])
    return shown + (f" or one of {len(found) - _SHOWN:,} more" if len(found) > _SHOWN else "")
