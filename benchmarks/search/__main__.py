"""How well and how fast a folder is indexed and searched: `python -m benchmarks.search [--size medium | --folder PATH]`.

The corpora are made up from a seed, so that every run reads the same; they and their indexes are kept in the folder for
temporary files. Read a time against another one of the same run: the machine is not the same everywhere.
"""

import argparse
import hashlib
import os
import random
from pathlib import Path

from benchmarks.search.answering import answered, report_absent, report_misspelt, report_times
from benchmarks.search.corpora import SIZES, corpus, kept_at
from benchmarks.search.figures import told
from benchmarks.search.first_frame import report_first_frame
from benchmarks.search.indexing import report_adding, report_building, report_memory, report_rescan
from benchmarks.search.peers import report_peers
from benchmarks.search.questions import Questions, survey
from reader.corpus import Index, index_path
from reader.documents import Folder
from reader.search import Searcher


def main() -> None:
    """Make a corpus up or take a folder, index it, ask, and print the figures."""
    options = _options()
    if options.folder:
        root = options.folder.resolve()
        home = kept_at(hashlib.sha256(os.fsencode(root)).hexdigest()[:12])
    else:
        home = kept_at(options.size)
        with told(f"the {options.size} corpus is made, unless it is there"):
            root = corpus(options.size)
    environment = {f"READER_{kind}_DIR": str(home / kind.lower()) for kind in ("CACHE", "DATA", "CONFIG")}
    os.environ.update(environment)
    folder = Folder.of([root])
    files = [root / entry.name for entry in folder.scan().files]
    with told("all of it is read and counted"):
        known = survey(files, random.Random(options.seed))  # noqa: S311 (no secret)
    print(f"\n{len(files):,} documents, {known.size / 1e6:,.1f} MB, {len(known.documents):,} different words")

    path = index_path(folder)
    is_new = options.anew or not path.exists()
    if is_new:
        for old in path.parent.glob(path.name + "*"):
            old.unlink()
    index = Index(path)
    if is_new:
        report_building(index, folder, files, known.size)
    report_adding(index, known.texts)
    report_rescan(index, folder)

    questions = Questions(known, options.seed)
    exact, typings = questions.exact(2 * options.questions), questions.typings(options.questions)
    report_memory(path, [*exact, *typings])
    searcher = Searcher(index)
    searcher.warm()
    report_times(searcher, typings, exact)
    misspelt = answered(searcher, questions.misspelt(options.questions))
    report_misspelt(misspelt)
    report_absent(answered(searcher, questions.absent(options.questions)))
    report_peers(searcher, files, home / "lines.txt", misspelt)
    searcher.close()
    index.close()
    report_first_frame(root, len(files), environment)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.search", description="Measure the index and the search."
    )
    parser.add_argument("--size", choices=SIZES, default="small", help="of the corpus that is made up")
    parser.add_argument("--folder", type=Path, help="measure this folder instead")
    parser.add_argument("--seed", type=int, default=1, help="other questions for another number")
    parser.add_argument("--questions", type=int, default=100, help="of each kind")
    parser.add_argument("--anew", action="store_true", help="build the index anew")
    return parser.parse_args()


if __name__ == "__main__":
    main()
