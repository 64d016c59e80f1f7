"""`reader timeline`: every dated mention of a folder in calendar order."""

import argparse
import sys

from reader.cli.correcting import add_corrections, correct
from reader.cli.folders import add_command, indexed, notebook_of
from reader.cli.output import DONE, NOTHING, CommandError, date_json, emit_json, emit_table
from reader.corpus import TimelineEntry, decisions, directory, matching, period, timeline
from reader.export import timeline_csv, timeline_ics, timeline_js, timeline_markdown
from reader.text.safety import safe_line


def add_timeline(parser: argparse.ArgumentParser) -> None:
    """Describe `reader timeline`."""
    add_command(parser, "dated mentions of a folder in calendar order", _run)
    parser.add_argument("--from", dest="first", metavar="WHEN", help="no earlier: 2024, 2024-11 or 2024-11-26")
    parser.add_argument("--to", dest="last", metavar="WHEN", help="no later, the whole of it included")
    parser.add_argument(
        "--entity", default="", metavar="NAME", help="only where this name stands in the same paragraph"
    )
    parser.add_argument(
        "--query", default="", metavar="WORDS", help="only where all words stand in the sentence or around it"
    )
    shapes = parser.add_mutually_exclusive_group()
    shapes.add_argument("--csv", action="store_true", help="print a table for spreadsheets")
    shapes.add_argument("--ics", action="store_true", help="print an iCalendar file")
    shapes.add_argument("--timelinejs", action="store_true", help="print JSON for TimelineJS")
    shapes.add_argument("--markdown", action="store_true", help="print Markdown")
    add_corrections(parser)


def _run(options: argparse.Namespace) -> int:
    within = period(f"{options.first or ''}..{options.last or ''}")
    if within is None:
        raise CommandError("--from and --to take a year, month, week or day: 2024, 2024-11, 2024-W48, 2024-11-26")
    with indexed(options) as (folder, index, report):
        names = [entry.name for entry in report.scan.files]
        notebook = notebook_of(folder)
        if options.correct or options.undo:
            return correct(options, folder, index, notebook)
        known = directory(index, notebook.entity_decisions)
        everything = timeline(index, decisions(folder, notebook, names), known)
        entries = matching(everything, words=options.query, name=options.entity, within=within)
        _print(entries, options, safe_line(folder.root.name))
        return DONE if entries else NOTHING


def _print(entries: list[TimelineEntry], options: argparse.Namespace, title: str) -> None:
    if options.json:
        emit_json([_entry_json(entry) for entry in entries])
    elif options.csv:
        sys.stdout.write(timeline_csv(entries))
    elif options.ics:
        sys.stdout.write(timeline_ics(entries))
    elif options.timelinejs:
        sys.stdout.write(timeline_js(entries, title) + "\n")
    elif options.markdown:
        sys.stdout.write(timeline_markdown(entries, title))
    else:
        emit_table(
            [
                (e.mention.value, f"“{e.mention.text}”", f"{e.document.name}:{e.mention.start}", e.context)
                for e in entries
            ]
        )


def _entry_json(entry: TimelineEntry) -> dict[str, object]:
    return {
        "document": safe_line(entry.document.name),
        "title": entry.document.title,
        **date_json(entry.mention),
        "context": entry.context,
        "names": list(entry.names),
    }
