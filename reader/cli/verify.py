"""`reader verify`: whether every exported quote still stands in its source."""

import argparse
from collections import Counter
from pathlib import Path

from reader.cli.export import DEFAULT_TARGET
from reader.cli.folders import add_command, notebook_of
from reader.cli.output import DONE, NOTHING, CommandError, emit_json, emit_table, narrate
from reader.cli.places import folder_of
from reader.corpus import Found
from reader.export.marked import marked_documents
from reader.export.verify import Checked, check_exports, check_notebook


def add_verify(parser: argparse.ArgumentParser) -> None:
    """Describe `reader verify`."""
    add_command(parser, "every exported quote checked against its source as it is now", _verify)
    parser.add_argument(
        "--in",
        dest="exports",
        action="append",
        metavar="DIR|FILE",
        help=f"exported files, or a folder of them ({DEFAULT_TARGET}; where there is none, the marks themselves)",
    )


def _verify(options: argparse.Namespace) -> int:
    folder = folder_of(options.folder)
    notebook = notebook_of(folder)
    documents, problems = marked_documents(folder.scan().files, notebook, lambda _document: Found())
    for problem in problems:
        narrate(problem)
    exports = [Path(each) for each in options.exports or ([DEFAULT_TARGET] if Path(DEFAULT_TARGET).exists() else [])]
    for path in exports:
        if not path.exists():
            raise CommandError(f"{path}: no such file or folder")
    checked, unread = check_exports(exports, documents)
    for problem in unread:
        narrate(problem)
    where = ", ".join(map(str, exports)) or f"./{DEFAULT_TARGET}"
    if not checked and options.exports:
        narrate(f"no exported quote in {where}")
        return NOTHING
    if not checked:
        narrate(f"no exported quote in {where}; the marks themselves are checked")
        checked = check_notebook(documents)
    return _tell(checked, as_json=options.json)


def _tell(checked: list[Checked], *, as_json: bool) -> int:
    failing = [each for each in checked if not each.holds]
    if as_json:
        emit_json(
            {
                "checked": len(checked),
                "holding": len(checked) - len(failing),
                "quotes": [
                    {
                        "file": each.file,
                        "id": each.id,
                        "document": each.document,
                        "verdict": each.verdict,
                        "holds": each.holds,
                        "why": each.why,
                    }
                    for each in checked
                ],
            }
        )
    else:
        emit_table([(each.file or each.document, each.id, each.verdict, each.why) for each in failing])
    counts = Counter(each.verdict for each in checked)
    moved = f", {counts['moved']:,} of them though its source changed" if counts["moved"] else ""
    if not checked:
        narrate("no marks")
        return NOTHING
    narrate(f"{len(checked) - len(failing):,} of {len(checked):,} quotes hold{moved}")
    return NOTHING if failing else DONE
