"""Where the system ends the program, the app is closed as a person closes it."""

import asyncio
import os
import signal
import sys

import pytest

from reader.app import ReaderApp
from reader.app.ending import leave_when_told
from reader.documents import Folder

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")


@pytest.fixture(params=["SIGTERM", "SIGHUP"])
def number(request):
    """Give a signal, and what is done about it back as it was."""
    number = getattr(signal, request.param)
    before = signal.signal(number, signal.SIG_DFL)
    yield number
    signal.signal(number, before)


async def test_the_app_is_closed_and_its_work_stopped(folder, number):
    app = ReaderApp(Folder.of([folder]))
    async with app.run_test():
        session = app.session
        os.kill(os.getpid(), number)
        async with asyncio.timeout(60):
            while app.return_code is None:  # noqa: ASYNC110 (nothing tells of it)
                await asyncio.sleep(0)
    assert app.return_code == 128 + number
    assert session.is_closed


async def test_what_is_ignored_stays_ignored(number):
    signal.signal(number, signal.SIG_IGN)
    leave_when_told(lambda _code: None)
    assert signal.getsignal(number) is signal.SIG_IGN


async def test_what_was_held_and_goes_on_reads_the_keys_once_and_ends(folder):
    termios = pytest.importorskip("termios")
    ours, theirs = os.openpty()
    before = termios.tcgetattr(theirs)
    command = (sys.executable, "-m", "reader", str(folder))
    process = await asyncio.create_subprocess_exec(*command, stdin=theirs, stdout=theirs, stderr=theirs)
    shown = bytearray()
    asyncio.get_running_loop().add_reader(ours, lambda: shown.extend(os.read(ours, 2**16)))

    async def drawn(words):
        while words not in shown:  # noqa: ASYNC110 (a terminal tells nobody)
            await asyncio.sleep(0.01)
        shown.clear()

    try:
        async with asyncio.timeout(60):
            await drawn(b"Ferry")
            for _ in range(5):
                process.send_signal(signal.SIGSTOP)
                process.send_signal(signal.SIGCONT)
                await drawn(b"\x1b[?2004h")  # the terminal is taken anew
            os.write(ours, b"\x11")
            assert await process.wait() == 0
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    asyncio.get_running_loop().remove_reader(ours)
    assert termios.tcgetattr(theirs) == before
    os.close(ours)
    os.close(theirs)


@pytest.fixture
def terminal():
    """Give the two ends of a terminal of its own."""
    pytest.importorskip("termios")
    ours, theirs = os.openpty()
    yield ours, theirs
    os.close(ours)
    os.close(theirs)


async def talk(ours, theirs, command, steps):
    """Run a command in a terminal, and type each key once the words before it were written; return its exit code."""
    process = await asyncio.create_subprocess_exec(
        *command, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
    )
    shown = bytearray()
    loop = asyncio.get_running_loop()
    loop.add_reader(ours, lambda: shown.extend(os.read(ours, 2**16)))
    try:
        async with asyncio.timeout(60):
            for words, keys in steps:
                while words not in shown:  # noqa: ASYNC110 (a terminal tells nobody)
                    await asyncio.sleep(0.01)
                shown.clear()
                os.write(ours, keys)
            return await process.wait()
    finally:
        loop.remove_reader(ours)
        if process.returncode is None:
            os.killpg(process.pid, signal.SIGKILL)
            await process.wait()


SHELL = """
import fcntl, os, signal, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
signal.signal(signal.SIGTTOU, signal.SIG_IGN)
child = os.fork()
if not child:
    os.setpgid(0, 0)
    os.tcsetpgrp(0, os.getpid())
    signal.signal(signal.SIGTTOU, signal.SIG_DFL)
    # the program is not the shell's own child, as where something else starts it
    started = "import subprocess, sys; sys.exit(subprocess.call(sys.argv[1:]))"
    os.execv(sys.executable, [sys.executable, "-c", started, *sys.argv[1:]])
before = termios.tcgetattr(0)
_, status = os.waitpid(child, os.WUNTRACED)
os.tcsetpgrp(0, os.getpgrp())
assert os.WIFSTOPPED(status)
print("held, as it was" if termios.tcgetattr(0)[3] & termios.ECHO else "held, without an echo", flush=True)
sys.stdin.readline()
os.tcsetpgrp(0, child)
os.killpg(child, signal.SIGCONT)
_, status = os.waitpid(child, 0)
sys.exit(os.waitstatus_to_exitcode(status))
"""


async def test_it_goes_back_to_the_shell_and_on_again(folder, terminal):
    command = (sys.executable, "-c", SHELL, sys.executable, "-m", "reader", str(folder))
    steps = [(b"Ferry", b"\x1a"), (b"held, as it was", b"\n"), (b"Ferry", b"q")]
    assert await talk(*terminal, command, steps) == 0


async def test_where_no_shell_would_let_it_go_on_it_is_not_held(folder, terminal):
    command = (sys.executable, "-m", "reader", str(folder))
    assert await talk(*terminal, command, [(b"Ferry", b"\x1a"), (b"", b"q")]) == 0
