"""`reader search`: the passages that answer a query, the same and in the same order as on the screen."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from reader.cli.folders import add_command, indexed
from reader.cli.output import DONE, NOTHING, CommandError, emit, emit_json, emit_table, narrate
from reader.cli.searches import add_saving, is_about_saved, saved_searches
from reader.notebook import Notebook
from reader.text.counting import counted
from reader.text.safety import safe_line

if TYPE_CHECKING:
    from reader.search import Hit, Results

_LIMIT: Final = 50
"""Passages that are printed unless more or fewer are asked for; as many as the screen lists at first."""

_LINES_OF: Final = 2_000
"""Passages whose places are sorted as lines unless more or fewer are asked for; as many as the screen does."""

_HOW: Final = {"exact": "", "fuzzy": " ~", "apart": " (words in several passages)", "partial": " (some words)"}


def add_search(parser: argparse.ArgumentParser) -> None:
    """Describe `reader search`."""
    add_command(parser, "passages that answer a query, best first", _search, query=True)
    parser.add_argument(
        "--limit", type=int, metavar="N", help=f"look at most at N passages ({_LIMIT}, or {_LINES_OF:,} with --sort)"
    )
    parser.add_argument(
        "--order", choices=("relevance", "newest", "oldest"), default="relevance", help="best first, or by day"
    )
    parser.add_argument("--fold", action="store_true", help="print passages that say the same once, with their number")
    parser.add_argument(
        "--sort",
        choices=("left", "right"),
        help="print every place as a line, by what stands before or after it",
    )
    shapes = parser.add_mutually_exclusive_group()
    shapes.add_argument("--markdown", action="store_true", help="print quotes with links to their sources")
    shapes.add_argument("--csv", action="store_true", help="print a table for spreadsheets")
    add_saving(parser)


def _search(options: argparse.Namespace) -> int:
    if is_about_saved(options):
        return saved_searches(options)
    if options.query is None:
        raise CommandError("what for? reader search QUERY [FOLDER], or reader search --saved for the saved ones")
    from reader.search.engine import PATIENCE, Searcher  # noqa: PLC0415 (rapidfuzz costs 30 ms)

    if options.json and (options.markdown or options.csv):
        raise CommandError("--json, --markdown and --csv are three shapes of one answer: choose one")
    if options.markdown and options.sort:
        raise CommandError("--sort prints lines, --markdown quotes: choose one")
    with indexed(options) as (folder, index, _report):
        searcher = Searcher(index, Notebook.of_folder(folder.root))
        limit = options.limit if options.limit is not None else _LINES_OF if options.sort else _LIMIT
        results = searcher.search(
            options.query, max(1, limit), order=options.order, fold_copies=options.fold, seconds=PATIENCE
        )
        searcher.close()
        for problem in results.problems:
            narrate(problem)
        if results.reading:
            narrate(f"read as: {results.reading}")
        _print(results, options, folder.root)
        if not results.hits:
            narrate(f"nothing close to “{options.query}”")
            for query, count in results.nearby:
                narrate(f"{counted(count, 'passage')} for: {query}")
        return DONE if results.hits else NOTHING


def _print(results: "Results", options: argparse.Namespace, root: Path) -> None:
    if options.sort:
        _print_lines(results, options)
    elif options.json:
        emit_json(_results_json(results, options))
    elif options.csv or options.markdown:
        from reader.export import search_csv, search_markdown  # noqa: PLC0415 (only these shapes need it)

        text = search_csv(results) if options.csv else search_markdown(results, options.query, root, Path.cwd())
        sys.stdout.write(text)
    else:
        _print_hits(results)


def _print_lines(results: "Results", options: argparse.Namespace) -> None:
    from reader.cli.lines import line_json, line_row  # noqa: PLC0415 (only lines need it)
    from reader.search.concordance import concordance  # noqa: PLC0415 (as above)

    lines = concordance(results, options.sort)
    if options.json:
        emit_json([line_json(line) for line in lines])
    elif options.csv:
        from reader.export import concordance_csv  # noqa: PLC0415 (only this shape needs it)

        sys.stdout.write(concordance_csv(lines))
    else:
        emit_table([line_row(line) for line in lines], right=(2,))
    _say_cut(results)


def _say_cut(results: "Results") -> None:
    if results.hits and results.is_cut:
        total = f"of {results.total:,} passages" if results.total else "of more passages"
        narrate(f"the first {len(results.hits):,} {total}; --limit N prints more")


def _print_hits(results: "Results") -> None:
    from reader.search import excerpt  # noqa: PLC0415 (as above)

    for hit in results.hits:
        read = ", ".join(f"{taken} for {typed}" for typed, taken in hit.respelt)
        copies = f" +{counted(len(hit.copies), 'copy', 'copies')}" if hit.copies else ""
        emit(
            f"{safe_line(hit.document.name)}:{hit.position}{_HOW[hit.how]}{f' [{safe_line(read)}]' if read else ''}{copies}"
        )
        emit(f"    {safe_line(excerpt(hit, 200)[0])}")
    _say_cut(results)


def _results_json(results: "Results", options: argparse.Namespace) -> dict[str, object]:
    return {
        "query": safe_line(options.query),
        "reading": results.reading,
        "problems": list(results.problems),
        "order": options.order,
        "total": results.total,
        "is_cut": results.is_cut,
        "hits": [
            {
                **_hit_json(hit),
                "passages_of_document": results.counts.get(hit.document.row),
                "copies": [_hit_json(copy) for copy in hit.copies],
            }
            for hit in results.hits
        ],
        "nearby": [{"query": query, "passages": count} for query, count in results.nearby],
    }


def _hit_json(hit: "Hit") -> dict[str, object]:
    return {
        "document": safe_line(hit.document.name),
        "title": hit.document.title,
        "date": hit.document.published.isoformat() if hit.document.published else None,
        "start": hit.start,
        "end": hit.start + len(hit.text),
        "position": hit.position,
        "text": hit.text,
        "how": hit.how,
        "matches": [{"start": match.start, "end": match.end, "fuzzy": match.is_fuzzy} for match in hit.matches],
        "respelt": [{"typed": typed, "taken": taken} for typed, taken in hit.respelt],
    }
