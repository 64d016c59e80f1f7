"""`reader index`: a folder's index, built or brought up to date."""

import argparse

from reader.cli.folders import add_command, indexed
from reader.cli.output import DONE, NOTHING, emit_json, emit_table, narrate
from reader.text.safety import safe_line


def add_index(parser: argparse.ArgumentParser) -> None:
    """Describe `reader index`."""
    add_command(parser, "build or refresh a folder's index", _index)
    parser.add_argument("--list", action="store_true", help="list every document with its date and title")


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
