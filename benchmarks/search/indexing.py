"""What an index costs: to build, to keep on disk and in memory, to add a document to, to see whether anything changed."""

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from benchmarks.search.figures import heading, percentile, row, timed
from reader.corpus import Index, build, text_of
from reader.documents import FileEntry, Folder, read_document

_ADDED: Final = 40
_TURNS: Final = 3


def report_building(index: Index, folder: Folder, files: Sequence[Path], size: int) -> None:
    """Index the text of all files in this process, and print how fast that was and how large the index is."""
    bare, _ = timed(lambda: [len(file.read_bytes()) for file in files])
    taken, _ = timed(lambda: build(index, folder, names=False))
    heading("indexing", "figure", "ratio")
    row("MB of text a second", f"{size / taken / 1e6:.1f}")
    row("seconds, against bare reading", f"{taken:.1f}", f"{taken / bare:.1f}")
    on_disk = sum(file.stat().st_size for file in index.path.parent.glob(index.path.name + "*"))
    row("MB on disk, against the text", f"{on_disk / 1e6:.0f}", f"{on_disk / size:.2f}")


def report_adding(index: Index, texts: Sequence[str]) -> None:
    """Add documents one by one and print how long that took; they are taken out again."""
    times = []
    with tempfile.TemporaryDirectory() as home:
        for number, text in enumerate(texts[:_ADDED]):
            name = f"added later {number}.txt"
            path = Path(home) / name
            path.write_text(text, encoding="utf-8")
            status = path.stat()
            entry = FileEntry(Path(home), name, status.st_size, status.st_mtime_ns)
            seconds, _ = timed(lambda: index.store(entry, text_of(read_document(path, name))))  # noqa: B023 (called at once)
            times.append(seconds)
        index.forget(f"added later {number}.txt" for number in range(len(times)))
    heading("milliseconds", "p50", "p95")
    row(
        "one document is added",
        *(f"{value * 1000:.1f}" for value in (statistics.median(times), percentile(times, 0.95))),
    )


def report_rescan(index: Index, folder: Folder) -> None:
    """Look whether anything changed, by turns with a bare walk through the folder, and print the shortest times."""
    bare, looked, refreshed = [], [], []
    for _ in range(_TURNS):
        bare.append(timed(lambda: _walked(str(folder.root)))[0])
        looked.append(timed(folder.scan)[0])
        refreshed.append(timed(lambda: build(index, folder, names=False))[0])
    heading("nothing changed, milliseconds", "figure", "ratio")
    row("os.scandir and stat alone", f"{min(bare) * 1000:.0f}", "1.00")
    row("the folder is looked through", f"{min(looked) * 1000:.0f}", f"{min(looked) / min(bare):.2f}")
    row("and compared with the index", f"{min(refreshed) * 1000:.0f}", f"{min(refreshed) / min(bare):.2f}")


def _walked(folder: str) -> list[tuple[str, int, int]]:
    found = []
    pending = [folder]
    while pending:
        with os.scandir(pending.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    pending.append(entry.path)
                else:
                    status = entry.stat()
                    found.append((entry.path, status.st_size, status.st_mtime_ns))
    return found


def report_memory(index: Path, queries: Sequence[str]) -> None:
    """Print the private memory of a new process that opens an index, reads its words and answers queries."""
    command = [sys.executable, "-m", "benchmarks.search.memory", str(index)]
    done = subprocess.run(  # noqa: S603 (this very program)
        command, input="\n".join(queries), text=True, capture_output=True, check=True, cwd=Path(__file__).parents[2]
    )
    heading("private memory", "MB")
    for line in done.stdout.splitlines():
        what, megabytes = line.split("\t")
        row(what, megabytes)
