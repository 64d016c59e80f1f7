"""Whoever was told that a mark is saved finds it again: killed processes, two writers, a full disk, a changing clock."""

import json
import os
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.documents import make_document
from reader.notebook import Notebook
from reader.notebook import journal as room
from reader.notebook.repair import ASIDE, repair

posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals and limits")
TEXT = "The lamp went out at nine. Maren Holt saw it from the quay."
DOCUMENT = make_document(TEXT.encode(), Path("log.txt"), "log.txt")


@pytest.fixture
def path(tmp_path):
    return tmp_path / ".reader" / "notebook.jsonl"


START = f"""
import json, os, random, signal, sys, traceback
from pathlib import Path
from reader.documents import make_document
from reader.notebook import Notebook, NotebookError, files, log
from reader.notebook.repair import repair
path, dice = Path(sys.argv[1]), random.Random(int(sys.argv[2]))
files.PATIENCE = 60.0  # the machine may be busy
path.parent.mkdir(exist_ok=True)
document = make_document({TEXT.encode()!r}, Path("log.txt"), "log.txt")
"""

KILLING = """
def cut_off(after):
    # a write ends the process in the middle of a line, when so many have gone well
    whole, left = log.write_all, iter(range(after))
    def write_all(file, data):
        if next(left, None) is None:
            file.write(data[: dice.randrange(1, len(data))])
            os.kill(os.getpid(), signal.SIGKILL)
        whole(file, data)
    log.write_all = write_all

def write(number, tell):
    if number % 4 == 0:
        cut_off(dice.randrange(50))
    notebook, count = Notebook(path), 0
    while True:
        count += 1
        if dice.random() < 0.2:
            with notebook.together():
                marks = [notebook.add(document, 4, 8, "yellow", "0" * 900) for _ in range(3)]
        else:
            marks = [notebook.add(document, 0, 3, "blue", "0")]
        tell({mark.id: 0 for mark in marks})
        for note in range(1, dice.randrange(4)):
            notebook.edit(marks[0].id, note=str(note))
            tell({marks[0].id: note})

def mend(number, tell):
    while True:
        with files.exclusively(path) as file:
            file.seek(0, os.SEEK_END)
            file.write(b"garbage of round %d" % number + b"\\n")
            os.fsync(file.fileno())
        tell({"garbage": number})
        repair(path)

def child(job, number):
    out, into = os.pipe()
    if (process := os.fork()) == 0:
        os.close(out)
        dice.seed(number)
        try:
            job(number, lambda told: os.write(into, json.dumps(told).encode() + b"\\n"))
        except Exception:
            traceback.print_exc()
        finally:
            os._exit(1)
    os.close(into)
    return process, os.fdopen(out, "rb")

# each is killed from outside at any moment, but for those that are cut off before
jobs = [write, globals()[sys.argv[4]]]
for round in range(int(sys.argv[3])):
    children = [child(job, 2 * round + at) for at, job in enumerate(jobs)]
    for process, told in children:
        lines = [told.readline() for _ in range(dice.randrange(1, 60))]
        os.kill(process, signal.SIGKILL)
        lines += told.readlines()
        assert os.WTERMSIG(os.waitpid(process, 0)[1]) == signal.SIGKILL, "it was at work until then"
        told.close()
        sys.stdout.buffer.write(b"".join(line for line in lines if line.endswith(b"\\n")))
"""


def killed(path, seed, rounds, other):
    done = subprocess.run(
        [sys.executable, "-c", START + KILLING, path, str(seed), str(rounds), other], capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    return [json.loads(line) for line in done.stdout.splitlines()]


def check(path, told):
    acknowledged = {}
    for each in told:
        for mark, note in each.items():
            acknowledged[mark] = max(note, acknowledged.get(mark, 0))
    notes = {mark.id: int(mark.note) for mark in Notebook(path).highlights}
    assert {mark for mark, note in acknowledged.items() if notes.get(mark, -1) < note} == set()
    return len(acknowledged)


@posix
def test_every_change_that_was_acknowledged_survives_two_writers_that_are_killed_again_and_again(path):
    told = killed(path, 1, 14, "write")
    assert check(path, told) > 500
    notebook = Notebook(path)
    assert notebook.problems, "lines were cut off"
    assert all("torn" in problem for problem in notebook.problems), "each stands on a line of its own"
    repair(path)
    mended = Notebook(path)
    assert mended.problems == ()
    assert mended._state == notebook._state
    mended.add(DOCUMENT, 4, 8, "pink", "0")
    assert check(path, told)


@posix
def test_every_change_that_was_acknowledged_survives_repairs_that_are_killed_while_another_process_writes(path):
    told = killed(path, 2, 5, "mend")
    rounds = {each.pop("garbage") for each in told if "garbage" in each}
    assert check(path, told) > 50
    everything = path.read_bytes() + path.with_name(ASIDE).read_bytes()
    assert all(b"garbage of round %d\n" % number in everything for number in rounds)
    repair(path)
    assert Notebook(path).problems == ()
    assert [each.name for each in path.parent.iterdir() if each.name.endswith(".tmp")] == []


FULL = """
import resource
notebook = Notebook(path)
told = [notebook.add(document, 0, 3, "yellow").id]
hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
for room in range(100, 2000, 150):
    resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size + room, hard))
    try:
        while True:
            told.append(notebook.add(document, 4, 8, "blue").id)
    except NotebookError as error:
        assert "make room on the disk" in str(error), error
    before = path.read_bytes()
    try:
        with notebook.together():
            for _ in range(5):
                notebook.add(document, 4, 8, "pink")
    except NotebookError:
        pass
    assert path.read_bytes() == before, "of what failed nothing is left"
    assert {mark.id for mark in notebook.highlights} == set(told)
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    told.append(notebook.add(document, 9, 12, "green").id)
print(json.dumps(told))
"""


@posix
def test_a_full_disk_loses_nothing_that_was_acknowledged_and_later_there_is_room_again(path):
    done = subprocess.run([sys.executable, "-c", START + FULL, path, "3"], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    notebook = Notebook(path)
    assert {mark.id for mark in notebook.highlights} == set(json.loads(done.stdout))
    assert notebook.problems == ()


def test_threads_that_write_at_once_lose_nothing(path):
    notebook = Notebook(path)
    failed = []

    def work(number):
        try:
            for at in range(20):
                with notebook.together():
                    mark = notebook.add(DOCUMENT, at, at + 3, "yellow")
                    notebook.edit(mark.id, note=f"{number} {at}")
                assert mark.id in {each.id for each in notebook.highlights}
                assert notebook.last_change
        except Exception as error:  # noqa: BLE001 (the test tells it below)
            failed.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert {mark.note for mark in notebook.highlights} == {f"{number} {at}" for number in range(4) for at in range(20)}
    assert Notebook(path)._state == notebook._state


@given(st.lists(st.tuples(st.integers(-(10**6), 10**6), st.sampled_from(["mine", "theirs"])), min_size=1, max_size=12))
def test_a_clock_that_jumps_does_not_change_what_counts_last(tmp_path_factory, turns):
    path = tmp_path_factory.mktemp("clock") / "notebook.jsonl"
    moments = iter([0, *(seconds for seconds, _who in turns)])

    class Clock(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime(2025, 2, 1, tzinfo=tz or UTC) + timedelta(seconds=next(moments))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(room, "datetime", Clock)
        patch.setattr(os, "fsync", lambda _handle: None)
        mark = Notebook(path).add(DOCUMENT, 0, 3, "yellow")
        both = {"mine": Notebook(path), "theirs": Notebook(path)}
        for number, (_seconds, who) in enumerate(turns):
            both[who].refresh()
            both[who].edit(mark.id, note=f"{number}")
    for notebook in (*both.values(), Notebook(path)):
        notebook.refresh()
        assert [each.note for each in notebook.highlights] == [f"{len(turns) - 1}"]
