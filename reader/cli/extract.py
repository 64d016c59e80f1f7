"""`reader extract`: who and when in files, standard input, or lines of JSON."""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import IO

from reader.cli.folders import extractor_name
from reader.cli.output import (
    DONE,
    NOTHING,
    WRONG,
    CommandError,
    date_json,
    emit,
    emit_json,
    emit_table,
    mention_json,
    narrate,
)
from reader.documents import (
    Document,
    DocumentError,
    Published,
    bytes_of_pipe,
    collection,
    is_collection,
    read_document,
    read_piped,
)
from reader.documents.collecting import LONGEST
from reader.text.safety import safe_line


def add_extract(parser: argparse.ArgumentParser) -> None:
    """Describe `reader extract`."""
    parser.description = "Print people, organizations, places, nationalities and dates of files or of standard input."
    parser.add_argument("files", nargs="*", metavar="FILE", help="files to read; - or nothing reads standard input")
    parser.add_argument(
        "--date", type=_day, metavar="YYYY-MM-DD", help="the documents' date, from which “Friday” is reckoned"
    )
    parser.add_argument(
        "--extractor",
        default="",
        metavar="NAME",
        help="what finds names: built-in, rules, spacy:PIPELINE or gliner:MODEL (as set up, else built-in)",
    )
    shape = parser.add_mutually_exclusive_group()
    shape.add_argument("--json", action="store_true", help="print one JSON object a document, one a line in a pipe")
    shape.add_argument(
        "--jsonl",
        action="store_true",
        help='read lines of {"id", "date", "text"}, print one line of {"id", "dates", "entities"} for each; '
        "offsets are into the given text",
    )
    parser.add_argument(
        "--characters",
        action="store_true",
        help="print invisible characters instead, and letters that pass for others, with their places",
    )
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    if options.jsonl and options.characters:
        raise CommandError("--characters looks at files or standard input, and does not go with --jsonl")
    options.extractor = extractor_name(options.extractor)
    if options.jsonl:
        return _lines(options)
    found = False
    for document in _documents(options.files):
        if options.date:
            document = replace(document, published=Published(options.date, "given"))  # noqa: PLW2901
        found = (
            _print_oddities(document, as_json=options.json)
            if options.characters
            else _print(document, options.extractor, as_json=options.json)
        ) or found
    return DONE if found else NOTHING


def _documents(files: list[str]) -> Iterator[Document]:
    for file in files or ["-"]:
        try:
            if file == "-":
                yield from read_piped(bytes_of_pipe(sys.stdin.buffer), "standard input")
            elif is_collection(file):
                yield from (read_document(Path(file, part), f"{file}/{part}") for part in collection(Path(file)).names)
            else:
                yield read_document(Path(file), file)
        except DocumentError as error:
            raise CommandError(f"{file}: {error}") from None


def _print(document: Document, extractor: str, *, as_json: bool) -> bool:
    from reader.corpus import find_mentions  # noqa: PLC0415 (the finders load their word lists)

    found = find_mentions(document, extractor)
    entities = sorted(
        ((mention, entity.name) for entity in found.entities for mention in entity.mentions),
        key=lambda item: item[0].start,
    )
    if as_json:
        emit_json(
            {
                "document": safe_line(document.name),
                "title": document.title,
                "date": document.published.day.isoformat() if document.published else None,
                "entities": [mention_json(mention, entity=name) for mention, name in entities],
                "dates": [date_json(mention) for mention in found.dates],
            }
        )
        return bool(entities or found.dates)
    when = f"{document.published.day} ({document.published.how})" if document.published else "no date"
    emit(f"{safe_line(document.name)} · {when}")
    rows = [
        (m.start, f"{m.start}–{m.end}", m.kind, m.text, f"= {name}" if name != m.text else "") for m, name in entities
    ]
    rows += [
        (m.start, f"{m.start}–{m.end}", m.kind, m.text, f"→ {m.value or '?'}  ({m.reading.rule})") for m in found.dates
    ]
    emit_table([row[1:] for row in sorted(rows)])
    return bool(rows)


def _print_oddities(document: Document, *, as_json: bool) -> bool:
    """Print what of a document is not what it looks like, one thing a line."""
    from reader.text.hygiene import oddities  # noqa: PLC0415 (of use here alone)

    name = safe_line(document.name)
    in_name, in_text = oddities(f"{name} {document.title}"), oddities(document.text)
    if as_json:
        text = [{"start": odd.start, "end": odd.end, "what": odd.what} for odd in in_text]
        emit_json({"document": name, "name_or_title": [odd.what for odd in in_name], "text": text})
    else:
        rows = [("name or title", odd.what) for odd in in_name]
        rows += [(f"{odd.start}–{odd.end}", odd.what) for odd in in_text]
        emit(f"{name} · {f'{len(rows):,}' if rows else 'nothing'} odd")
        emit_table(rows)
    return bool(in_name or in_text)


def _lines(options: argparse.Namespace) -> int:
    from reader.dates import find_dates  # noqa: PLC0415 (the finders load their word lists)
    from reader.entities import best_extractor, find_entities  # noqa: PLC0415

    chosen, bad = best_extractor(options.extractor)[0], False
    for number, line in enumerate(_input_lines(options.files), 1):
        if not line.strip():
            continue
        try:
            identity, text, day = _record(line)
        except (ValueError, TypeError, KeyError, RecursionError):
            narrate(f'line {number}: not a JSON object with a "text" (and a "date" like 2025-02-01, if any)')
            bad = True
            continue
        out = {
            "id": identity,
            "dates": [date_json(mention) for mention in find_dates(text, day or options.date)],
            "entities": [mention_json(mention) for mention in find_entities(text, chosen)],
        }
        sys.stdout.write(json.dumps(out) + "\n")
    return WRONG if bad else DONE


def _record(line: bytes) -> tuple[object, str, date | None]:
    record = json.loads(line)
    text, given = record["text"], record.get("date") if isinstance(record, dict) else None
    if not isinstance(text, str):
        raise TypeError("text")
    return record.get("id"), text, date.fromisoformat(given[:10]) if given else None


def _input_lines(files: list[str]) -> Iterable[bytes]:
    for file in files or ["-"]:
        if file == "-":
            yield from _each_line(sys.stdin.buffer)
            continue
        try:
            with Path(file).open("rb") as lines:
                yield from _each_line(lines)
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from None


def _each_line(lines: IO[bytes]) -> Iterator[bytes]:
    while line := lines.readline(LONGEST + 1):
        if len(line) > LONGEST:
            raise CommandError(f"a line has more than {LONGEST // 2**20} MB, the limit")
        yield line


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{written}” is no date like 2025-02-01") from None
