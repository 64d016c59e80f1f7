"""`reader search`: the passages that answer a query, the same and in the same order as on the screen."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from reader.cli.folders import add_command, indexed
from reader.cli.output import DONE, NOTHING, CommandError, emit, emit_json, narrate
from reader.notebook import Notebook
from reader.text.safety import safe_line

if TYPE_CHECKING:
    from reader.search import Hit, Results

_LIMIT: Final = 50
"""Passages that are printed unless more or fewer are asked for; as many as the screen lists at first."""

_HOW: Final = {"exact": "", "fuzzy": " ~", "apart": " (words in several passages)", "partial": " (some words)"}


def add_search(parser: argparse.ArgumentParser) -> None:
    """Describe `reader search`."""
    add_command(parser, "passages that answer a query, best first", _search, query=True)
    parser.add_argument("--limit", type=int, default=_LIMIT, metavar="N", help=f"print at most N passages ({_LIMIT})")
    parser.add_argument(
        "--order", choices=("relevance", "newest", "oldest"), default="relevance", help="best first, or by day"
    )
    parser.add_argument("--fold", action="store_true", help="print passages that say the same once, with their number")
    shapes = parser.add_mutually_exclusive_group()
    shapes.add_argument("--markdown", action="store_true", help="print quotes with links to their sources")
    shapes.add_argument("--csv", action="store_true", help="print a table for spreadsheets")


def _search(options: argparse.Namespace) -> int:
    from reader.search.engine import PATIENCE, Searcher  # noqa: PLC0415 (rapidfuzz costs 30 ms)

    if options.json and (options.markdown or options.csv):
        raise CommandError("--json, --markdown and --csv are three shapes of one answer: choose one")
    with indexed(options) as (folder, index, _report):
        searcher = Searcher(index, Notebook.of_folder(folder.root))
        results = searcher.search(
            options.query, max(1, options.limit), order=options.order, fold_copies=options.fold, seconds=PATIENCE
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
                narrate(f"{count:,} {'passage' if count == 1 else 'passages'} for: {query}")
        return DONE if results.hits else NOTHING


def _print(results: "Results", options: argparse.Namespace, root: Path) -> None:
    if options.json:
        emit_json(_results_json(results, options))
    elif options.csv or options.markdown:
        from reader.export import search_csv, search_markdown  # noqa: PLC0415 (only these shapes need it)

        text = search_csv(results) if options.csv else search_markdown(results, options.query, root, Path.cwd())
        sys.stdout.write(text)
    else:
        _print_hits(results)


def _print_hits(results: "Results") -> None:
    from reader.search import excerpt  # noqa: PLC0415 (as above)

    for hit in results.hits:
        read = ", ".join(f"{taken} for {typed}" for typed, taken in hit.respelt)
        copies = f" +{len(hit.copies)} {'copy' if len(hit.copies) == 1 else 'copies'}" if hit.copies else ""
        emit(
            f"{safe_line(hit.document.name)}:{hit.position}{_HOW[hit.how]}{f' [{safe_line(read)}]' if read else ''}{copies}"
        )
        emit(f"    {safe_line(excerpt(hit, 200)[0])}")
    if results.hits and results.is_cut:
        total = f"of {results.total:,} passages" if results.total else "of more passages"
        narrate(f"the first {len(results.hits):,} {total}; --limit N prints more")


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
