"""`reader index`: a folder's index, built or brought up to date."""

import argparse

from reader.cli.folders import add_command, indexed
from reader.cli.output import DONE, NOTHING, emit_json, narrate
from reader.text.counting import counted
from reader.text.safety import safe_line


def add_index(parser: argparse.ArgumentParser) -> None:
    """Describe `reader index`."""
    add_command(parser, "build or refresh a folder's index", _index)


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
            emit_json(data)
            return DONE if listed else NOTHING
        documents = counted(len(listed) - len(failed), "document")
        narrate(f"{documents} in {folder.root}: {report.indexed:,} read, {report.unchanged:,} unchanged")
        for document in failed:
            narrate(f"{document.name}: {document.error}")
        if summary := report.scan.summary():
            narrate(summary)
        return DONE if listed else NOTHING
