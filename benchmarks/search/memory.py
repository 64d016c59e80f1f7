"""How much private memory a process takes that only searches: `python -m benchmarks.search.memory INDEX`, queries on stdin."""

import resource
import sys
from pathlib import Path

from reader.corpus import Index
from reader.search import Searcher


def main() -> None:
    """Open an index, read its words, answer queries, and print after each step what that took."""
    print(f"the program alone\t{private():.0f}")
    searcher = Searcher(Index(Path(sys.argv[1])))
    searcher.warm()
    print(f"with an open index\t{private():.0f}")
    queries = sys.stdin.read().splitlines()
    for typed in queries:
        searcher.search(typed)
    print(f"after {len(queries):,} queries\t{private():.0f}")


def private() -> float:
    """Return the megabytes that are this process's alone, without pages of files; elsewhere than on Linux all of them."""
    status = Path("/proc/self/status")
    if status.exists():
        kilobytes = next(line for line in status.read_text().splitlines() if line.startswith("RssAnon:")).split()[1]
        return int(kilobytes) / 1024
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (2**20 if sys.platform == "darwin" else 2**10)


if __name__ == "__main__":
    main()
