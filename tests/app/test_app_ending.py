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
