"""`reader entities`: who is who in a folder, the mentions of one of them, and decisions about them."""

import argparse
import sys
from pathlib import Path

from reader.cli.deciding import add_decisions, decide
from reader.cli.folders import indexed, notebook_of
from reader.cli.lines import line_json, line_row
from reader.cli.naming import one_named
from reader.cli.output import DONE, NOTHING, CommandError, emit_json, emit_table, narrate
from reader.cli.places import is_path
from reader.corpus import (
    Beside,
    Directory,
    FolderEntity,
    Index,
    Occurrence,
    Suggestion,
    beside,
    directory,
    graph,
    months,
    occurrences,
)
from reader.corpus.kwic import by_left, by_right
from reader.export import concordance_csv, entities_csv, graph_json, graphml
from reader.text.mention import ENTITY_KINDS
from reader.text.safety import safe_line


def add_entities(parser: argparse.ArgumentParser) -> None:
    """Describe `reader entities`."""
    parser.description = (
        "People, organizations, places… of a folder, most mentioned first; with a NAME, every mention of that one. "
        "What is decided is kept in the folder's notebook and counts everywhere."
    )
    parser.add_argument(
        "what",
        nargs="*",
        metavar="[NAME] [FOLDER]",
        help="someone's name, misspelt or not; folder or files, by default as the app does. What exists as a file is one",
    )
    parser.add_argument("--kind", choices=ENTITY_KINDS, help="only this kind")
    parser.add_argument("--limit", type=int, metavar="N", help="only the N most mentioned")
    parser.add_argument(
        "--sort",
        choices=("left", "right", "date", "document"),
        default="date",
        help="mentions of NAME by what stands before, by what stands after, by date (this unless told), by document",
    )
    shapes = parser.add_mutually_exclusive_group()
    shapes.add_argument("--json", action="store_true", help="print JSON")
    shapes.add_argument("--csv", action="store_true", help="print a table for spreadsheets")
    shapes.add_argument(
        "--graph", choices=("graphml", "json"), help="print who is named together with whom in a paragraph"
    )
    parser.add_argument("--suggestions", action="store_true", help="print pairs that may be one")
    add_decisions(parser)
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    name, options.folder = _name_and_folder(options.what)
    options.limit = options.limit if options.limit is None else max(1, options.limit)
    if name and (options.graph or options.suggestions):
        raise CommandError("a graph and suggestions are of the whole folder, not of one name")
    with indexed(options) as (folder, index, _report):
        notebook = notebook_of(folder)
        if options.decide:
            return decide(options, index, notebook, [safe_line(name)] if name else [])
        known = directory(index, notebook.entity_decisions)
        if name:
            return _one(options, index, known, name)
        if options.suggestions:
            return _suggestions(options, known)
        return _all(options, index, known)


def _name_and_folder(given: list[str]) -> tuple[str, list[Path]]:
    """Tell a name from folders and files: what exists is a file, and so is what is written like the path of one."""
    if given and not is_path(given[0]):
        return given[0], [Path(path) for path in given[1:]]
    return "", [Path(path) for path in given]


def _all(options: argparse.Namespace, index: Index, known: Directory) -> int:
    entities = known.matching("", options.kind)[: options.limit]
    if options.graph:
        drawn = graph(index, known, entities)
        sys.stdout.write(graphml(drawn) if options.graph == "graphml" else graph_json(drawn) + "\n")
    elif options.json:
        emit_json([_entity_json(entity) for entity in entities])
    elif options.csv:
        sys.stdout.write(entities_csv(entities))
    else:
        emit_table([_entity_row(entity) for entity in entities], right=(0, 1))
    return DONE if entities else NOTHING


def _one(options: argparse.Namespace, index: Index, known: Directory, name: str) -> int:
    entity = one_named(known, name, options.kind)
    if entity is None:
        narrate(f"nobody and nothing here goes by “{name}”, and there is no such folder or file")
        return NOTHING
    found = _sorted(occurrences(index, known, entity), options.sort)[: options.limit]
    if options.json:
        emit_json(
            {
                **_entity_json(entity),
                "months": [{"month": f"{month:%Y-%m}", "mentions": count} for month, count in months(found)],
                "beside": [_beside_json(each) for each in beside(index, known, entity)],
                "occurrences": [line_json(each) for each in found],
            }
        )
    elif options.csv:
        sys.stdout.write(concordance_csv(found))
    else:
        emit_table([line_row(each) for each in found], right=(2,))
    return DONE


def _sorted(found: list[Occurrence], by: str) -> list[Occurrence]:
    """Sort mentions; they come by date, which decides between equal ones."""
    if by == "left":
        return sorted(found, key=lambda each: by_left(each.before))
    if by == "right":
        return sorted(found, key=lambda each: by_right(each.after))
    return sorted(found, key=lambda each: (each.document.name, each.mention.start)) if by == "document" else found


def _suggestions(options: argparse.Namespace, known: Directory) -> int:
    pairs = [pair for pair in known.suggestions() if options.kind in (None, pair.first.kind, pair.second.kind)]
    pairs = pairs[: options.limit]
    if options.json:
        emit_json([_suggestion_json(pair) for pair in pairs])
    else:
        emit_table([(pair.first.key, pair.second.key, pair.why, _line(pair.examples[1])) for pair in pairs])
    return DONE if pairs else NOTHING


def _entity_row(entity: FolderEntity) -> tuple[str, ...]:
    """Return a row of the table; a tick says that a person decided something about the entity."""
    return (
        str(entity.mentions),
        str(len(entity.documents)),
        "✓" if entity.by_hand else " ",
        entity.kind,
        entity.name,
        ", ".join(entity.aliases[:4]),
    )


def _entity_json(entity: FolderEntity) -> dict[str, object]:
    return {
        "key": entity.key,
        "name": entity.name,
        "kind": entity.kind,
        "aliases": list(entity.aliases),
        "mentions": entity.mentions,
        "documents": [safe_line(name) for name in entity.documents],
        "first": entity.first.isoformat() if entity.first else None,
        "last": entity.last.isoformat() if entity.last else None,
        "by_hand": entity.by_hand,
    }


def _beside_json(other: Beside) -> dict[str, object]:
    return {
        "key": other.entity.key,
        "name": other.entity.name,
        "kind": other.entity.kind,
        "together": other.together,
        "document": safe_line(other.example.document.name),
        "start": other.example.mention.start,
        "sentence": other.sentence,
    }


def _suggestion_json(pair: Suggestion) -> dict[str, object]:
    return {
        "why": pair.why,
        "first": {**_entity_json(pair.first), "example": line_json(pair.examples[0])},
        "second": {**_entity_json(pair.second), "example": line_json(pair.examples[1])},
    }


def _line(occurrence: Occurrence) -> str:
    return f"…{occurrence.before[-30:]}{occurrence.mention.text}{occurrence.after[:30]}…"
