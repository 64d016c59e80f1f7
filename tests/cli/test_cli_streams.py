"""The program started with streams that are closed, full or led elsewhere, as scripts and schedulers start it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from reader.cli.streams import draw_here

pytestmark = pytest.mark.skipif(os.name == "nt", reason="shells of Windows close no streams")


@pytest.fixture
def shell(tmp_path):
    """Return a function that runs a line of the shell with `reader` as a command, and gives what became of it."""

    def call(line):
        home = {f"READER_{name}_DIR": str(tmp_path / name.lower()) for name in ("CACHE", "DATA", "CONFIG")}
        return subprocess.run(
            ["sh", "-c", f'reader() {{ "{sys.executable}" -m reader "$@"; }}; {line}'],
            env={**os.environ, **home},
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
        )

    return call


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("reader search Captain {} >&-", 0),
        ("reader index {} 2>&-", 0),
        ("reader index {} <&- >&- 2>&-", 0),
        ("reader extract - <&-", 1),
        ("reader - <&-", 2),
        ("reader {} >&-", 2),
    ],
)
def test_closed_streams_are_no_error_of_the_program(shell, folder, line, code):
    done = shell(line.format(f"'{folder}'"))
    assert "error of its own" not in done.stderr
    assert "Exception ignored" not in done.stderr
    assert done.returncode == code


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_a_full_disk_is_told_of_as_what_it_is(shell):
    done = shell("reader config --default > /dev/full")
    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        "reader: not everything could be written: No space left on device. Make room, then try again"
    ]


def test_the_app_is_seen_though_standard_error_leads_elsewhere(monkeypatch, tmp_path):
    ours, theirs = os.openpty()
    with (tmp_path / "log").open("w") as log, open(theirs, "w", closefd=False) as terminal:
        monkeypatch.setattr(sys, "stderr", log)
        monkeypatch.setattr(sys, "stdout", terminal)
        draw_here()
        log.write("drawn")
        log.flush()
        assert os.read(ours, 100) == b"drawn"
    os.close(ours)
    os.close(theirs)
    assert (tmp_path / "log").read_text() == ""
