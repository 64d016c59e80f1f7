"""Compare three rules for placing marks: python -m benchmarks.anchoring [FOLDER] [--half train|held-out] [--trials N]."""

import argparse
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from benchmarks.anchoring.baselines import hypothesis, recommended
from benchmarks.anchoring.marks import KINDS, texts
from benchmarks.anchoring.timing import timing
from benchmarks.anchoring.trials import GROUPS, Rule, Tally, run
from reader.notebook.anchor import anchor

RULES: dict[str, Rule] = {"reader": anchor, "thresholds": recommended, "hypothesis": hypothesis}
SEEDS = {"train": "a first seed", "held-out": "a fourth seed"}
HEADER = (
    f"{'edit or group':26} {'trials':>6} {'right':>6} {'exact':>6} {'asked':>6} {'orphan':>6} {'asked':>6} {'SILENT':>7}"
    f" {'SILENT':>7}\n{'':26} {'':>6} {'%':>6} {'% of':>6} {'right':>6} {'':>6} {'wrong':>6} {'moved':>7} {'deleted':>7}"
)


def line(name: str, tally: Tally) -> str:
    """Return one line of the table."""
    shares = [tally.review_right, tally.orphan, tally.review_wrong]
    asked, orphan, wrong = (f"{100 * share / tally.trials:6.1f}" for share in shares)
    right = f"{100 * tally.right / tally.alive:6.1f}" if tally.alive else f"{'–':>6}"
    exact = f"{100 * tally.exact / tally.right:6.1f}" if tally.right else f"{'–':>6}"
    moved = f"{100 * tally.wrong_alive / tally.alive:7.2f}" if tally.alive else f"{'–':>7}"
    gone = tally.trials - tally.alive
    deleted = f"{100 * tally.wrong_deleted / gone:7.2f}" if gone else f"{'–':>7}"
    return f"{name:26} {tally.trials:6} {right} {exact} {asked} {orphan} {wrong} {moved} {deleted}"


def main() -> None:
    """Run the trials and print a table for each rule."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.anchoring", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=Path("seeds"), help="texts to mark and edit")
    parser.add_argument(
        "--half", choices=SEEDS, default="train", help="thresholds are never fitted on the held-out half"
    )
    parser.add_argument("--trials", type=int, default=50, help="for each edit and kind of mark (default: %(default)s)")
    parser.add_argument("--rules", nargs="+", choices=RULES, default=list(RULES), help="the others are slow")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--timing", action="store_true", help="time 500 marks in 10 million characters instead")
    asked = parser.parse_args()
    found = texts(asked.folder)
    if not found:
        parser.error(f"no texts in {asked.folder}")
    if asked.timing:
        print(timing(found))
        return
    rules = {name: RULES[name] for name in asked.rules}
    with ProcessPoolExecutor(asked.processes) as pool:
        running = {
            (edit.__name__, kind): pool.submit(run, found, edit, kind, asked.trials, SEEDS[asked.half], rules)
            for edits in GROUPS.values()
            for edit in edits
            for kind in KINDS
        }
        done = {key: future.result() for key, future in running.items()}
    for name in rules:
        print(f"\n## {name}, {asked.half} half, {len(found)} texts\n{HEADER}")
        for kind in KINDS:
            for group, edits in GROUPS.items():
                tallies = {edit.__name__: done[edit.__name__, kind][name] for edit in edits}
                print(line(f"{kind}, {group}", sum(tallies.values(), Tally())))
                for edit, tally in tallies.items():
                    print(line(f"  {edit}", tally))


if __name__ == "__main__":
    main()
