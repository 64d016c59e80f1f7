"""Commands that work on a folder: index, search."""

import argparse

from reader.cli.folders import add_command, indexed
from reader.cli.output import DONE, NOTHING, emit, emit_json, emit_table, narrate
from reader.text.safety import safe_line


def add_index(parser: argparse.ArgumentParser) -> None:
    """Describe `reader index`."""
    add_command(parser, "build or refresh a folder's index", _index)
    parser.add_argument("--list", action="store_true", help="list every document with its date and title")


def add_search(parser: argparse.ArgumentParser) -> None:
    """Describe `reader search`."""
    add_command(parser, "passages that answer a query, best first", _search, query=True)
    parser.add_argument("--limit", type=int, default=20, metavar="N", help="print at most N passages (20)")


def _index(options: argparse.Namespace) -> int:
    with indexed(options) as (folder, index, report):
        listed = list(index.listed().values())
        failed = [document for document in listed if document.error]
        data = {
            "folder": safe_line(str(folder.root)),
            "index": str(index.path),
            "documents": len(listed) - len(failed),
            "read": report.indexed,
            "unchanged": report.unchanged,
            "removed": report.removed,
            "failed": {safe_line(document.name): document.error for document in failed},
            "passed_over": report.scan.summary(),
        }
        if options.json:
            documents = [
                {
                    "name": safe_line(d.name),
                    "title": d.title,
                    "date": d.published.isoformat() if d.published else None,
                    "words": d.words,
                }
                for d in listed
                if not d.error
            ]
            emit_json(data | ({"list": documents} if options.list else {}))
            return DONE if listed else NOTHING
        if options.list:
            emit_table([(str(d.published or "no date"), d.name, d.title) for d in listed if not d.error])
        narrate(
            f"{data['documents']:,} documents in {folder.root}: {report.indexed:,} read, {report.unchanged:,} unchanged"
        )
        for document in failed:
            narrate(f"{document.name}: {document.error}")
        if summary := report.scan.summary():
            narrate(summary)
        return DONE if listed else NOTHING


def _search(options: argparse.Namespace) -> int:
    from reader.search import Searcher, excerpt  # noqa: PLC0415 (rapidfuzz costs 30 ms)

    with indexed(options) as (_folder, index, _report):
        results = Searcher(index).search(options.query, max(1, options.limit))
        if options.json:
            emit_json(
                [
                    {
                        "document": safe_line(hit.document.name),
                        "title": hit.document.title,
                        "start": hit.start,
                        "end": hit.start + len(hit.text),
                        "text": hit.text,
                        "how": hit.how,
                        "matches": [{"start": m.start, "end": m.end, "fuzzy": m.is_fuzzy} for m in hit.matches],
                        "respelt": [{"typed": typed, "taken": taken} for typed, taken in hit.respelt],
                    }
                    for hit in results.hits
                ]
            )
        for hit in () if options.json else results.hits:
            how = {"exact": "", "fuzzy": " ~", "partial": " (some words)"}[hit.how]
            read = ", ".join(f"{taken} for {typed}" for typed, taken in hit.respelt)
            emit(f"{safe_line(hit.document.name)}:{hit.position}{how}{f' [{read}]' if read else ''}")
            emit(f"    {safe_line(excerpt(hit, 200)[0])}")
        if not results.hits:
            narrate(f"nothing close to “{options.query}”")
        return DONE if results.hits else NOTHING
